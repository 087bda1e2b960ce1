"""`manage.py load_outward_codes FILE --source WHO`: which wards an outward code touches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from partnership.places.outward_code_actions import load_outward_codes
from partnership.refusals import Refused


class Command(BaseCommand):
    help = (
        "Load which wards an outward code (TS5) touches, for the search. FILE is a CSV with the"
        " columns outward and ward_code, or ONS's postcode directory: of a full postcode only its"
        " outward code is kept."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="Who says so; stands on the page")

    def handle(self, *args: Any, file: Path, source: str, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                kept = load_outward_codes(lines, source=source)
        except (OSError, UnicodeDecodeError, Refused) as wrong:
            raise CommandError(f"{wrong}. Nothing was loaded.") from None
        self.stdout.write(f"{kept:,} pairs of an outward code and a ward are known now")
