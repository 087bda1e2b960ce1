"""Made-up figures by partnership in the Home Office's shape: a force's published year, split.

The only file of the Home Office at hand is of 2017/18 and by police force. Each partnership gets
its residents' share of its force's count, quarter by quarter and subgroup by subgroup, swayed by a
hash; each later year is made from that same year. No weight was chosen to make a statement true.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from demo.illustration.splits import swayed

BY_FORCE = (
    Path(__file__).resolve().parents[2] / "fixtures" / "crime" / "home-office-2017-18-by-force.csv"
)
ILLUSTRATIVE_BY_RESIDENTS = (
    "illustrative split of each force’s published total of 2017/18 by residents"
)
YEARS = ("2020/21", "2021/22", "2022/23")
HEADINGS = (
    "Financial Year",
    "Financial Quarter",
    "Police Force",
    "CSP Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Offence Count",
)
# How far a partnership's share of a year may lie from its residents' share, per thousand of it.
_SWAY = 150


class Resident(NamedTuple):
    """A partnership of the demonstration: its police force, its name and its residents."""

    force: str
    name: str
    residents: int


class _Line(NamedTuple):
    force_residents: int
    quarter: str
    group: str
    within: str
    offences: int


def national_csv(partnerships: list[Resident]) -> bytes:
    """The file as the Home Office lays it out, as UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    by_force = _by_force()
    for year in YEARS:
        for partnership in partnerships:
            writer.writerows(_rows(year, partnership, by_force.get(partnership.force, [])))
    return text.getvalue().encode()


def _rows(year: str, resident: Resident, lines: list[_Line]) -> Iterator[tuple[object, ...]]:
    """What is rounded off one line is carried to the next."""
    running = given = 0
    sway = swayed(f"{resident.name} {year}", reach=_SWAY)
    for code, line in enumerate(lines, start=1):
        running += line.offences * resident.residents * sway
        due = running // (line.force_residents * 1000)
        yield (
            year,
            line.quarter,
            resident.force,
            resident.name,
            f"{line.within} (made up)",
            line.group,
            line.within,
            f"illustrative {code}",
            due - given,
        )
        given = due


def _by_force() -> Mapping[str, list[_Line]]:
    by_force: dict[str, list[_Line]] = {}
    with BY_FORCE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_force.setdefault(row["Force"], []).append(
                _Line(
                    int(row["Residents mid-2021"]),
                    row["Financial Quarter"],
                    row["Offence Group"],
                    row["Offence Subgroup"],
                    int(row["Offences"]),
                )
            )
    return by_force
