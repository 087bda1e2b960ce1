"""`load_population FILE…`: mid-year estimates as Nomis gives them, or a plain table of wards."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from partnership.places import loading, published_files
from partnership.refusals import Refused


class Command(BaseCommand):
    help = (
        "Load mid-year population estimates of wards and districts as downloaded from Nomis"
        " (CSV), or a plain table of wards (CSV or XLSX: code, name, year and population, or a"
        " column for each year), for the areas that the portal holds. Nothing is loaded unless"
        " every file can be."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    @transaction.atomic
    def handle(self, *, files: list[Path], **options):
        try:
            read = [published_files.read_residents(path) for path in files]
            brought = [loading.load_estimates(estimates=estimates, by=None) for estimates in read]
        except Refused as error:
            raise CommandError(f"{error}. Nothing was loaded.") from None
        for loaded in brought:
            self.stdout.write(f"{loaded.file}: residents of {loaded.areas:,} areas")
