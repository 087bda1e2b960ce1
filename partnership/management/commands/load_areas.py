"""`load_areas FILE…`: what ONS lists and lookups say about areas."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.kinds import Level
from partnership.models import Area, Partnership
from partnership.places import loading, published_files
from partnership.places.ons import Named
from partnership.refusals import Refused
from partnership.setup import words


class Command(BaseCommand):
    help = (
        "Load lists of areas and lookups between them as the Office for National Statistics"
        " publishes them (CSV), or a plain table of wards (CSV or XLSX: code, name and year)."
        " Nothing is loaded unless every file can be."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--all",
            action="store_true",
            help="keep the wards and LSOAs of every district, not only of hosted partnerships",
        )

        parser.add_argument(
            "--partnership",
            default="",
            metavar="SLUG",
            help="whose wards a plain table lists; needed where several are hosted",
        )

    @transaction.atomic
    def handle(self, *, files: list[Path], **options):
        try:
            near = _districts(options["partnership"])
            lookups = [published_files.read_areas(path, near=near) for path in files]
            brought = [
                loading.load_lookup(lookup=lookup, everywhere=options["all"], by=None)
                for lookup in lookups
            ]
        except Refused as error:
            raise CommandError(f"{error}. Nothing was loaded.") from None
        self.stdout.write("\n".join(_sentence(loaded) for loaded in brought))


def _districts(slug: str) -> list[Named]:
    """Those of the partnership with that slug, or of all."""
    hosted = Partnership.objects.filter(slug=slug) if slug else Partnership.objects.all()
    if slug and not hosted.exists():
        raise CommandError(f"There is no partnership “{slug}”.")
    districts = Area.objects.filter(
        level=Level.DISTRICT, partnerships_of_district__in=hosted
    ).distinct()
    return [Named(area.code, area.name) for area in districts.order_by("code")]


def _sentence(loaded: loading.Loaded) -> str:
    parts = [f"{loaded.areas:,} areas"]
    if loaded.placements:
        parts.append(f"{loaded.placements:,} LSOAs placed in wards")
    parts += [f"new ward set ({name})" for name in loaded.new_ward_sets]
    sentences = [f"{loaded.file}: {', '.join(parts)}"]
    sentences += [
        f"{without.partnership}: {words.without_lsoa(loaded.file, without)}"
        for without in loaded.without_lsoa
    ]
    return "\n".join(sentences)
