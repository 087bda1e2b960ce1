"""Every real month that the portal shows equals a count of the published files, by csv alone."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from measures.periods import Period
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.content.selection import Selection
from reporting.pages.benchmarks.page import benchmarks_shown
from reporting.queries.figures import figures
from tests.crime.counting import DISTRICTS, district_in

MONTHS = [Period.parse(f"{year}-{month:02}") for year in (2023, 2024) for month in range(1, 13)]
MONTHS += [Period.parse(f"2025-{month:02}") for month in (1, 2, 3)]
MEASURES = {"crime/all-crime": False, "asb/incidents": True}
IS_ASB = "Anti-social behaviour"

# The first lookup that knows an LSOA says which ward it lies in.
WARD_LOOKUPS = {
    "Middlesbrough": (
        ("DERIVED_middlesbrough_LSOA21_to_WD25.csv", "LSOA21CD", "WD25NM", "LAD25NM"),
        ("LSOA11_WD15_LAD15_EW_LU.csv", "LSOA11CD", "WD15NM", "LAD15NM"),
    ),
    "Redcar and Cleveland": (("LSOA11_WD19_LAD19_EW_LU.csv", "LSOA11CD", "WD19NM", "LAD19NM"),),
}


@pytest.fixture(scope="module")
def rows(shared_data) -> Counter[tuple[str, str, str, bool]]:
    """Rows of the street files by month, district, LSOA code, and whether they are ASB."""
    counts: Counter[tuple[str, str, str, bool]] = Counter()
    for path in (shared_data / "police_uk" / "cleveland").glob("*-street.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                is_asb = row["Crime type"] == IS_ASB
                district = district_in(row["LSOA name"])
                counts[row["Month"], district, row["LSOA code"], is_asb] += 1
    return counts


@pytest.mark.django_db
@pytest.mark.usefixtures("with_demonstration")
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("district", DISTRICTS)
def test_every_month_of_a_partnership_is_that_of_the_files(rows, district, measure):
    counted = _by(rows, lambda _: district, district=district, is_asb=MEASURES[measure])
    shown = _figures(measure, district)
    assert {month.code: shown.count(month) for month in MONTHS} == {
        month.code: counted[month.code, district] for month in MONTHS
    }
    assert min(counted.values()) > 100


@pytest.mark.django_db
@pytest.mark.usefixtures("with_demonstration")
@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("district", WARD_LOOKUPS)
def test_every_month_of_every_ward_is_that_of_the_files(rows, shared_data, district, measure):
    ward_of = _wards(shared_data, district)
    counted = _by(rows, ward_of.__getitem__, district=district, is_asb=MEASURES[measure])
    shown = _figures(measure, district)
    assert {ward.name for ward in shown.wards} == set(ward_of.values())
    assert {
        (month.code, ward.name): shown.count(month, area=ward)
        for month in MONTHS
        for ward in shown.wards
    } == {
        (month.code, ward): counted[month.code, ward]
        for month in MONTHS
        for ward in ward_of.values()
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("with_demonstration")
def test_benchmarks_show_the_rates_of_the_four(rows):
    shown = benchmarks_shown(
        Partnership.objects.get(slug="middlesbrough"),
        viewer=AS_COUNCILLOR,
        asked=Selection(period=Period.year(2023)),
        measure="crime/all-crime",
        group="",
    )
    year = {month.code for month in Period.year(2023).each_month}
    for row in shown.benchmarks.standings:
        assert row.count == sum(
            count
            for (month, district, _, is_asb), count in rows.items()
            if district == row.name and month in year and not is_asb
        )
    assert [(row.name, round(row.rate, 1)) for row in shown.benchmarks.standings] == [
        ("Middlesbrough", 172.4),
        ("Hartlepool", 146.1),
        ("Redcar and Cleveland", 117.2),
        ("Stockton-on-Tees", 114.9),
    ]
    assert "172.4 crimes for each 1,000 residents in 2023/24, the highest" in shown.headline.text


def _figures(measure: str, district: str):
    return figures(
        measure,
        partnership=Partnership.objects.get(area__name=district),
        viewer=AS_COUNCILLOR,
        source="police-uk",
    )


def _by(
    rows: Mapping[tuple[str, str, str, bool], int],
    place_of: Callable[[str], str],
    *,
    district: str,
    is_asb: bool,
) -> Counter[tuple[str, str]]:
    """Rows of a district by month and by what its LSOA's code means."""
    counts: Counter[tuple[str, str]] = Counter()
    for (month, in_district, lsoa, of_asb), count in rows.items():
        if in_district == district and of_asb is is_asb:
            counts[month, place_of(lsoa)] += count
    return counts


def _wards(shared_data: Path, district: str) -> dict[str, str]:
    """By LSOA code, the name of its ward."""
    ward_of: dict[str, str] = {}
    for name, lsoa, ward, of_district in WARD_LOOKUPS[district]:
        with (shared_data / "ons" / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row[of_district] == district:
                    ward_of.setdefault(row[lsoa], row[ward])
    return ward_of
