"""`load_boundaries FILE`: outlines of wards, or LSOAs for where wards lie, from GeoJSON."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from measures import national_grid
from partnership.kinds import Level
from partnership.models import Partnership
from partnership.places import boundary_actions, geojson
from partnership.places.boundary_actions import LoadedBoundaries
from partnership.refusals import Refused


class Command(BaseCommand):
    help = (
        "Load the outlines of wards, or of LSOAs, as the Office for National Statistics publishes"
        " them (GeoJSON in longitude and latitude, or in the British National Grid). Wards of"
        " another ward set are refused."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--partnership", metavar="SLUG", help="needed where several are hosted")
        parser.add_argument("--attribution", default="", help="in place of that of ONS and OS")
        parser.add_argument("--json", action="store_true")

    @transaction.atomic
    def handle(self, *, file: Path, **options):
        try:
            boundaries = geojson.read_boundaries(file)
            loaded = boundary_actions.load_boundaries(
                boundaries=boundaries,
                partnership=_partnership(options["partnership"]),
                content=file.read_bytes(),
                attribution=options["attribution"],
                by=None,
            )
        except Refused as error:
            raise CommandError(f"{error}. Nothing was loaded.") from None
        as_json = json.dumps(asdict(loaded), ensure_ascii=False, indent=2)
        self.stdout.write(as_json if options["json"] else _sentence(loaded))


def _partnership(slug: str | None) -> Partnership:
    hosted = Partnership.objects.all()
    if slug:
        found = hosted.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no partnership “{slug}”.")
        return found
    if len(hosted) != 1:
        slugs = ", ".join(sorted(partnership.slug for partnership in hosted)) or "none yet"
        raise CommandError(f"Say which partnership with --partnership: {slugs}.")
    return hosted[0]


def _sentence(loaded: LoadedBoundaries) -> str:
    if loaded.level == Level.WARD:
        what = f"the outlines of {loaded.areas} wards ({loaded.ward_set})"
    else:
        what = f"the middles of {loaded.areas} LSOAs, which say where wards lie"
    rest = f"; {loaded.passed_over:,} areas elsewhere were passed over"
    parts = [f"{loaded.file}: {what}{rest if loaded.passed_over else ''}."]
    if loaded.is_converted:
        parts.append(
            "Converted from the British National Grid, right to about"
            f" {national_grid.ACCURACY} metres."
        )
    return " ".join((*parts, loaded.attribution))
