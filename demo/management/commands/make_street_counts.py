"""`manage.py make_street_counts FOLDER`: the demonstration's counts, out of the published files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.datasets.crime import STREET_COUNTS
from demo.street_counts import count_files, write
from partnership.models import Partnership
from partnership.refusals import UnusableFile


class Command(BaseCommand):
    help = (
        "Count all rows of data.police.uk's street-level files (FOLDER/*-street.csv) by month,"
        " force and crime type, and write them as a small CSV: by LSOA in the partnerships that"
        " are hosted here, by district elsewhere, and those without a place by themselves."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--partnership",
            action="append",
            default=[],
            metavar="SLUG",
            dest="partnerships",
            help="count by LSOA in this one only; may be repeated",
        )
        parser.add_argument("--to", type=Path, default=STREET_COUNTS, metavar="FILE")

    def handle(
        self, *args: Any, folder: Path, partnerships: list[str], to: Path, **options: Any
    ) -> None:
        paths = list(folder.glob("*-street.csv"))
        if not paths:
            raise CommandError(f"There is no file named …-street.csv in {folder}.")
        hosted = set(Partnership.objects.values_list("slug", flat=True))
        for slug in partnerships:
            if slug not in hosted:
                raise CommandError(f"No partnership “{slug}” is hosted here.")
        try:
            counts = count_files(paths, partnerships=partnerships)
        except UnusableFile as refusal:
            raise CommandError(str(refusal)) from None
        with to.open("w", encoding="utf-8", newline="") as file:
            write(counts, file)
        self.stdout.write(f"{counts.total():,} rows of {len(paths)} files counted into {to}.")
