"""data.police.uk's street-level files: one upload feeds crime and antisocial behaviour."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from datetime import date

import pytest

from asb.models import AsbIncident
from demo import partnerships as people
from demo.datasets.crime import STREET_COUNTS
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Agency, Partnership, User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.queries import figures as queries
from reporting.queries.measures import NoSuch
from returns.lifecycle import decisions, sending, uploads
from returns.lifecycle import queries as returns
from returns.models import Part
from returns.reading.places import Places
from tests.crime.counting import middlesbrough_lsoas, street_counts
from tests.uploads import read

pytestmark = pytest.mark.django_db

ASB = "Anti-social behaviour"
TOTALS = {2023: 5_520, 2024: 5_287}


@pytest.fixture
def middlesbrough(with_people) -> Partnership:
    return with_people


def zipped(folder) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*-street.csv")):
            archive.write(path, f"{path.name[:7]}/{path.name}")
    return held.getvalue()


def accept(content: bytes, name: str, partnership: Partnership) -> list[Part]:
    officer = User.objects.get(email="csp.officer@demo.example")
    kept = uploads.upload(
        file=io.BytesIO(content),
        name=name,
        partnership=partnership,
        by=officer,
        supplied_by=Agency.objects.get(slug=people.POLICE),
    )
    parts = list(kept.parts.all())
    for question in returns.asked_of(kept, parts):
        sending.confirm_query(of_return=kept, key=question.key, explanation="So", by=officer)
    sending.send(parts=parts, by=officer)
    decisions.accept(parts=parts, by=officer, because="Published figures")
    return list(kept.parts.all())


def calendar_year(year: int) -> Period:
    return Period.spanning(Month(year, 1), Month(year, 12))


def test_the_real_files_give_the_asb_of_2023_and_2024(shared_data, middlesbrough):
    accept(zipped(shared_data / "police_uk" / "cleveland"), "cleveland.zip", middlesbrough)
    shown = queries.figures(
        "asb/incidents", partnership=middlesbrough, viewer=AS_COUNCILLOR, source="police-uk"
    )
    for year, total in TOTALS.items():
        assert shown.count(calendar_year(year)) == total


def test_crime_and_asb_add_up_to_all_rows(shared_data, middlesbrough):
    counted = street_counts(
        shared_data / "police_uk" / "cleveland", middlesbrough_lsoas(shared_data)
    )
    parts = accept(zipped(shared_data / "police_uk" / "cleveland"), "cleveland.zip", middlesbrough)
    totals = {part.dataset: part.total for part in parts}
    assert set(totals) == {"crime", "asb"}
    assert sum(totals.values()) == counted.total()
    by_cell = Counter()
    for (month, _, lsoa, kind), count in counted.items():
        if kind == ASB:
            by_cell[month, lsoa] += count
    kept = AsbIncident.objects.values_list("start", "area__code", "count")
    assert {(f"{day:%Y-%m}", lsoa): count for day, lsoa, count in kept} == by_cell


def test_both_parts_of_the_kept_counts_are_accepted_together(middlesbrough):
    parts = accept(STREET_COUNTS.read_bytes(), STREET_COUNTS.name, middlesbrough)
    assert {(part.dataset, part.source, part.state) for part in parts} == {
        ("crime", "police-uk", Part.State.ACCEPTED),
        ("asb", "police-uk", Part.State.ACCEPTED),
    }
    kept = AsbIncident.objects.values_list("qualifier", "type").distinct()
    assert list(kept) == [("not-stated", "not-stated")]


def test_data_police_uk_has_no_figure_for_a_qualifier(middlesbrough):
    accept(STREET_COUNTS.read_bytes(), STREET_COUNTS.name, middlesbrough)
    with pytest.raises(NoSuch, match="has no source “police-uk”"):
        queries.figures(
            "asb/personal", partnership=middlesbrough, viewer=AS_COUNCILLOR, source="police-uk"
        )
    shown = queries.figures("asb/personal", partnership=middlesbrough, viewer=AS_COUNCILLOR)
    assert shown.count(Period.year(2023)) is Gap.NOT_SUPPLIED


def test_the_kept_counts_hold_the_asb_of_2023_and_2024(middlesbrough):
    with STREET_COUNTS.open("rb") as file:
        reading = read(file, name="a.csv", places=Places.of_all_hosted(), today=date(2025, 6, 2))
    rows = next(part.rows for part in reading.parts if part.dataset == "asb")
    for year, total in TOTALS.items():
        of_year = rows[[day.year == year for day in rows["start"]]]
        assert of_year["count"].sum() == total


def test_the_months_of_a_file_without_asb_are_a_true_nought(middlesbrough):
    with STREET_COUNTS.open(encoding="utf-8", newline="") as file:
        lsoa = next(
            row["LSOA code"]
            for row in csv.DictReader(file)
            if row["LSOA name"].startswith("Middlesbrough")
        )
    headings = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
        "Crime type,Last outcome category,Context\n"
    )
    row = f"1,2024-06,Cleveland Police,Cleveland Police,0,0,On,{lsoa},Middlesbrough,Burglary,,\n"
    accept((headings + row).encode(), "2024-06-cleveland-street.csv", middlesbrough)
    shown = queries.figures(
        "asb/incidents", partnership=middlesbrough, viewer=AS_COUNCILLOR, source="police-uk"
    )
    assert shown.count(Period.month(2024, 6)) == 0
