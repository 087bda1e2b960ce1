"""`load_areas FILE…`: what ONS lists and lookups say about areas."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.places import loading, ons
from partnership.refusals import Refused
from partnership.setup import words


class Command(BaseCommand):
    help = (
        "Load lists of areas and lookups between them as the Office for National Statistics"
        " publishes them (CSV). Nothing is loaded unless every file can be."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--all",
            action="store_true",
            help="keep the wards and LSOAs of every district, not only of hosted partnerships",
        )

    @transaction.atomic
    def handle(self, *, files: list[Path], **options):
        try:
            lookups = [ons.read_lookup(path) for path in files]
            brought = [
                loading.load_lookup(lookup=lookup, everywhere=options["all"], by=None)
                for lookup in lookups
            ]
        except Refused as error:
            raise CommandError(f"{error}. Nothing was loaded.") from None
        self.stdout.write("\n".join(_sentence(loaded) for loaded in brought))


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
