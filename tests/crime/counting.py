"""An independent count of data.police.uk's files: the csv module, and nothing of the project."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

LOOKUPS = (
    ("LSOA11_WD15_LAD15_EW_LU.csv", "LSOA11CD", "LAD15CD"),
    ("DERIVED_middlesbrough_LSOA21_to_WD25.csv", "LSOA21CD", "LAD25CD"),
)
MIDDLESBROUGH = "E06000002"


def middlesbrough_lsoas(shared_data: Path) -> set[str]:
    """The codes of both censuses."""
    codes = set()
    for name, lsoa, district in LOOKUPS:
        with (shared_data / "ons" / name).open(encoding="utf-8-sig", newline="") as file:
            codes |= {row[lsoa] for row in csv.DictReader(file) if row[district] == MIDDLESBROUGH}
    return codes


# Of Cleveland Police.
DISTRICTS = ("Hartlepool", "Middlesbrough", "Redcar and Cleveland", "Stockton-on-Tees")


def district_in(lsoa_name: str) -> str:
    """ "Hartlepool" of "Hartlepool 009A"."""
    return re.sub(r" \d{3}\w$", "", lsoa_name)


def street_rows(folder: Path) -> Counter[tuple[str, str, str, str, str]]:
    """All rows by month, force, LSOA and crime type; outside DISTRICTS by the district's name."""
    counts: Counter[tuple[str, str, str, str, str]] = Counter()
    for path in folder.glob("*-street.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                code, name = row["LSOA code"], row["LSOA name"]
                if district_in(name) not in DISTRICTS:
                    code, name = "", district_in(name)
                counts[row["Month"], row["Falls within"], code, name, row["Crime type"]] += 1
    return counts


def street_counts(folder: Path, lsoas: set[str]) -> Counter[tuple[str, str, str, str]]:
    """Rows by month, force, LSOA code and crime type, in `lsoas`."""
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for path in folder.glob("*-street.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["LSOA code"] in lsoas:
                    counts[
                        row["Month"], row["Falls within"], row["LSOA code"], row["Crime type"]
                    ] += 1
    return counts
