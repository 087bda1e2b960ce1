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
        "Count the rows of data.police.uk's street-level files (FOLDER/*-street.csv) that lie in"
        " a partnership, by month, LSOA and crime type, and write them as a small CSV."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--partnership", default="middlesbrough", metavar="SLUG")
        parser.add_argument("--to", type=Path, default=STREET_COUNTS, metavar="FILE")

    def handle(self, *args: Any, folder: Path, partnership: str, to: Path, **options: Any) -> None:
        paths = list(folder.glob("*-street.csv"))
        if not paths:
            raise CommandError(f"There is no file named …-street.csv in {folder}.")
        counted_in = Partnership.objects.filter(slug=partnership).first()
        if counted_in is None:
            raise CommandError(f"No partnership “{partnership}” is hosted here.")
        try:
            counts = count_files(paths, partnership=counted_in)
        except UnusableFile as refusal:
            raise CommandError(str(refusal)) from None
        with to.open("w", encoding="utf-8", newline="") as file:
            write(counts, file)
        self.stdout.write(f"{counts.total():,} rows of {len(paths)} files counted into {to}.")
