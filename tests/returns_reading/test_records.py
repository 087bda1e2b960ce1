"""data.police.uk's files: every count equals an independent one, and nothing goes in silence."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from measures.periods import Month
from partnership.models import Area
from returns.catalogue.findings import Check, Severity
from returns.catalogue.headings import plain
from returns.catalogue.supply import Placing
from returns.checking.screener import screen
from returns.reading.upload import PartReading, Reading
from tests.conftest import SHARED_DATA
from tests.returns_reading.conftest import TODAY, only, street_files
from tests.uploads import read

CLEVELAND = SHARED_DATA / "police_uk" / "cleveland"
FILES = sorted(CLEVELAND.glob("*.csv")) if CLEVELAND.is_dir() else []
LOOKUPS = (
    ("LSOA11_WD15_LAD15_EW_LU.csv", "LSOA11CD", "WD15NM", "LAD15CD"),
    ("DERIVED_middlesbrough_LSOA21_to_WD25.csv", "LSOA21CD", "WD25NM", "LAD25CD"),
)
HEADINGS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
COUNTED = ("Month", "Force", "LSOA code", "LSOA name", "Crime type", "Count")
ASB = "Anti-social behaviour"


def street(rows, *, force="Cleveland Police") -> bytes:
    """A street-level file of (month, LSOA code, LSOA name, crime type)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for month, code, name, crime_type in rows:
        writer.writerow(
            ["", month, force, force, "0", "0", "On or near ", code, name, crime_type, "", ""]
        )
    return text.getvalue().encode()


def of_crime(reading: Reading) -> PartReading:
    """A street-level file feeds the dataset of antisocial behaviour too, and nothing else."""
    held = {part.dataset: part for part in reading.parts}
    assert set(held) == {"crime", "asb"}
    return held["crime"]


@cache
def independent(path: Path) -> Counter:
    """By LSOA and crime type, the rows of a file that lie in Middlesbrough; no pandas."""
    with path.open(newline="", encoding="utf-8") as file:
        return Counter(
            (row["LSOA code"], row["Crime type"])
            for row in csv.DictReader(file)
            if row["LSOA code"] in ward_names() and row["Crime type"] != ASB
        )


@cache
def ward_names() -> dict[str, str]:
    """The ward of each LSOA of Middlesbrough in both censuses, out of the ONS files."""
    names = {}
    for file, lsoa, ward, district in LOOKUPS:
        with (SHARED_DATA / "ons" / file).open(newline="", encoding="utf-8-sig") as lookup:
            names.update(
                (row[lsoa], row[ward])
                for row in csv.DictReader(lookup)
                if row[district] == "E06000002"
            )
    return names


@pytest.mark.shared_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:7])
def test_each_month_of_real_files_is_placed_and_nothing_is_asked(places, path):
    with path.open("rb") as file:
        reading = read(file, name=path.name, places=places, today=TODAY)
    with path.open(newline="", encoding="utf-8") as file:
        asb = Counter(row["Crime type"] == ASB for row in csv.DictReader(file))
    month = Month.parse(path.name[:7])
    assert {part.dataset: part.placing for part in reading.parts} == {
        "crime": {month: Placing(asb[False], 0)},
        "asb": {month: Placing(asb[True], 0)},
    }
    assert not reading.report.queries
    assert not any(screen(part, in_use=part.rows.iloc[:0]).queries for part in reading.parts)


def as_zip(paths) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, f"{path.name[:7]}/{path.name}")
    return held.getvalue()


@pytest.mark.shared_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name[:7])
def test_each_month_lsoa_and_crime_type_equals_an_independent_count(places, path):
    with path.open("rb") as file:
        reading = read(file, name=path.name, places=places, today=TODAY)
    assert reading.is_clean
    part = of_crime(reading)
    assert part.months == (Month.parse(path.name[:7]),)
    codes = {area: code for code, (_, area) in places.lsoas.items()}
    counted = Counter()
    for area, offence, count in zip(
        part.rows["area"], part.rows["offence"], part.rows["count"], strict=True
    ):
        counted[codes[area], plain(offence)] += count
    assert counted == Counter(
        {(code, plain(kind)): count for (code, kind), count in independent(path).items()}
    )


def test_by_ward_each_month_equals_an_independent_count(shared_data, middlesbrough):
    from partnership.places.geography import geography
    from returns.reading.places import Places

    here = geography(middlesbrough)
    paths = street_files(shared_data)
    reading = read(
        io.BytesIO(as_zip(paths)), name="a.zip", places=Places.of_all_hosted(), today=TODAY
    )
    wards = {ward.pk: ward.name for ward in here.wards}
    rows = of_crime(reading).rows
    counted = Counter()
    for area, start, count in zip(rows["area"], rows["start"], rows["count"], strict=True):
        counted[plain(wards[here.ward_of[area]].replace("&", "and")), f"{start:%Y-%m}"] += count
    expected = Counter()
    for path in paths:
        for (code, _), count in independent(path).items():
            ward = plain(ward_names()[code].replace("&", "and"))
            expected[ward, path.name[:7]] += count
    assert counted == expected
    assert Area.objects.filter(level="ward", pk__in=wards).count() == 20


def test_a_zip_of_all_months_is_one_part_of_the_same_counts(sent, shared_data):
    paths = street_files(shared_data)
    reading = sent(as_zip(paths), "cleveland.zip", supplied_by="")
    assert reading.is_clean
    assert not reading.report.queries
    part = of_crime(reading)
    assert len(part.months) == len(paths) == 27
    assert part.origin == "cleveland-police"
    assert part.total == sum(independent(path).total() for path in paths)
    said = " ".join(finding.message for finding in reading.report.findings)
    assert "140,842 of the 207,315 rows lie outside Middlesbrough" in said
    assert "60,101 in Stockton-on-Tees" in said
    # They go to a dataset of their own, so there is nothing to say of them.
    assert "Anti-social behaviour" not in said
    assert {one.dataset: one.total for one in reading.parts}["asb"] == 11_951


def test_a_month_downloaded_later_gives_the_same_counts(sent, shared_data):
    folder = shared_data / "police_uk"
    name = "2025-01-cleveland-street.csv"
    first = sent((folder / "cleveland" / name).read_bytes(), name)
    later = sent((folder / "cleveland_downloaded_later" / name).read_bytes(), name)
    assert of_crime(first).rows.equals(of_crime(later).rows)


def test_another_forces_file_is_a_part_of_its_own(sent, shared_data):
    path = shared_data / "police_uk" / "other_forces" / "2025-10-durham-street.csv"
    reading = sent(path.read_bytes(), path.name)
    (part,) = reading.parts
    assert part.origin == "durham-constabulary"
    assert part.total == independent(path).total() > 0
    # A single row without a place is spoken of as one.
    said = only(reading, Check.PLACED, Severity.NOTE).message
    assert said.startswith("1 of the 6,637 rows of the file")
    assert "has no usable place: it falls in no ward and is not counted." in said


def test_a_file_without_a_row_of_ours_is_an_error(sent, shared_data):
    path = shared_data / "police_uk" / "other_forces" / "2025-10-gwent-street.csv"
    reading = sent(path.read_bytes(), path.name)
    assert "No row of this file lies in Middlesbrough" in only(reading, Check.AREAS).message
    assert Check.PLACED not in reading.report.passed
    assert (
        "94 of the 5,790 rows of the file (1.6%)"
        in only(reading, Check.PLACED, Severity.NOTE).message
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("outcomes", "outcomes file"), ("stop-and-search", "stop-and-search file")],
)
def test_the_wrong_dataset_is_named(sent, shared_data, name, sentence):
    (path,) = (shared_data / "police_uk" / "not_street_level").glob(f"*{name}.csv")
    reading = sent(path.read_bytes(), "street.csv")
    assert sentence in only(reading, Check.RECOGNISED).message
    assert reading.layout is None
    assert not reading.must_be_discarded


def test_wrong_files_beside_street_files_are_set_aside(sent, shared_data):
    wrong = sorted((shared_data / "police_uk" / "not_street_level").glob("*.csv"))
    street_file = CLEVELAND / "2024-06-cleveland-street.csv"
    reading = sent(as_zip([*wrong, street_file]), "a.zip")
    assert reading.is_clean
    notes = [
        one.message for one in reading.report.of(Severity.NOTE) if one.check is Check.RECOGNISED
    ]
    assert len(notes) == 2
    assert all("was set aside. This is data.police.uk’s" in note for note in notes)
    (only_wrong,) = {sent(as_zip(wrong), "a.zip").layout}
    assert only_wrong is None


# --- Made-up files ---------------------------------------------------------------------------
OURS = ("E01012007", "Middlesbrough 012A")
THEIRS = ("E01011954", "Hartlepool 001A")


def test_line_ends_of_windows_change_nothing(sent):
    rows = [("2024-06", *OURS, "Burglary")] * 3
    plain_file, windows = street(rows), street(rows).replace(b"\n", b"\r\n")
    assert of_crime(sent(plain_file)).rows.equals(of_crime(sent(windows)).rows)


def test_the_same_row_twice_is_two_records(sent):
    reading = sent(street([("2024-06", *OURS, "Burglary")] * 2))
    assert reading.report.findings == ()
    assert of_crime(reading).total == 2


def test_a_month_without_a_row_of_ours_is_still_the_own_forces_month(sent):
    files = {
        "a.csv": street([("2024-06", *OURS, "Burglary")]),
        "b.csv": street([("2024-07", *THEIRS, "Burglary")]),
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    part = of_crime(sent(held.getvalue(), "a.zip"))
    assert part.months == (Month(2024, 6), Month(2024, 7))
    assert part.total == 1


def test_the_same_month_of_a_force_in_two_files_is_an_error(sent):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, street([("2024-06", *OURS, "Burglary")]))
    finding = only(sent(held.getvalue(), "a.zip"), Check.ONCE)
    assert finding.message == "June 2024 stands in two files, “a.csv” and “b.csv”."


def test_an_unknown_crime_type_is_told_with_its_first_row_and_number(sent):
    rows = [("2024-06", *OURS, "Burglary"), *[("2024-06", *OURS, "Piracy")] * 3]
    finding = only(sent(street(rows)), Check.CATEGORIES)
    assert "“Piracy” is not in the list" in finding.message
    assert "The same stands in 2 more rows." in finding.message
    assert (finding.row, finding.column, finding.value) == (3, "Crime type", "Piracy")


def test_a_month_to_come_is_an_error(sent):
    finding = only(sent(street([("2027-01", *OURS, "Burglary")])), Check.MONTHS)
    assert finding.message == "“2027-01” lies in the future."


def test_rows_without_a_place_are_told_and_counted_by_month_and_dataset(sent):
    ours = [("2024-06", *OURS, "Burglary"), ("2024-06", *OURS, ASB), ("2024-07", *OURS, ASB)]
    reading = sent(
        street([*ours, *[("2024-06", "", "", "Burglary")] * 2, ("2024-07", "", "", ASB)])
    )
    note = only(reading, Check.PLACED, Severity.NOTE)
    assert "3 of the 6 rows of the file (50.0%) have no usable place" in note.message
    assert {part.dataset: part.placing for part in reading.parts} == {
        "crime": {Month(2024, 6): Placing(3, 2)},
        "asb": {Month(2024, 6): Placing(1, 0), Month(2024, 7): Placing(2, 1)},
    }


def test_an_lsoa_of_ours_in_no_lookup_counts_in_the_total_as_ward_not_known(sent, places):
    rows = [("2024-06", *OURS, "Burglary"), ("2024-06", "E01099999", "Middlesbrough 099Z", "Drugs")]
    reading = sent(street(rows))
    # That the lookup does not know it is nothing that the sender could explain.
    assert not reading.report.queries
    finding = only(reading, Check.PLACED, Severity.NOTE)
    assert "1 of the 2 rows of Middlesbrough (50.0%)" in finding.message
    assert "count in its total as “Ward not known”" in finding.message
    held = of_crime(reading).rows.set_index("offence")["area"]
    assert held["drugs"] == places.hosted[0].not_placed
    assert held["burglary"] == places.lsoa(OURS[0])[1]


UNKNOWN = ("E01099999", "Middlesbrough 099Z")


@pytest.mark.parametrize("where", [OURS, UNKNOWN])
@pytest.mark.parametrize(
    ("month", "crime_type", "check"),
    [
        ("2027-01", "Burglary", Check.MONTHS),
        ("Junuary", "Burglary", Check.MONTHS),
        ("2024-06", "Piracy", Check.CATEGORIES),
        ("2024-06", "", Check.CATEGORIES),
    ],
)
def test_rows_of_ours_that_are_all_wrong_are_wrong_in_that_alone(
    sent, where, month, crime_type, check
):
    (error,) = sent(street([(month, *where, crime_type)] * 3)).report.errors
    assert error.check is check


def test_a_share_is_of_the_rows_that_it_is_taken_from(sent):
    rows = [("2024-06", *UNKNOWN, "Burglary"), ("2027-01", *UNKNOWN, "Burglary")]
    reading = sent(street([*rows, ("2024-06", *OURS, "Drugs")]))
    note = only(reading, Check.PLACED, Severity.NOTE)
    assert note.message.startswith("1 of the 2 rows of Middlesbrough (50.0%)")


def test_a_month_to_come_of_another_force_is_refused_as_that(places, shared_data):
    path = shared_data / "police_uk" / "other_forces" / "2025-10-durham-street.csv"
    # As where the lookup knows none of the LSOAs of the place.
    unplaced = replace(places, lsoas={})
    with path.open("rb") as file:
        reading = read(file, name=path.name, places=unplaced, today=date(2025, 6, 12))
    (error,) = reading.report.errors
    assert error.message.startswith("“2025-10” lies in the future.")


@pytest.mark.parametrize(
    ("others", "passes"),
    [
        ([], True),
        ([("2024-06", "", "", "Drugs")], True),
        ([("2024-06", "", "", "Drugs")] * 30, False),
        ([("2024-06", "", "No location", "Drugs")] * 30, False),
        ([("2024-06", *UNKNOWN, "Drugs")] * 30, False),
    ],
)
def test_that_rows_fall_in_a_ward_is_passed_where_nearly_all_do(sent, others, passes):
    reading = sent(street([*[("2024-06", *OURS, "Burglary")] * 200, *others]))
    assert reading.is_clean
    assert (Check.PLACED in reading.report.passed) is passes


@pytest.mark.parametrize("below", [b"", b"\n", b",,,,,,,,,,,\n" * 3])
@pytest.mark.parametrize("headings", [HEADINGS, COUNTED])
def test_a_file_without_rows_says_so_and_passes_no_check_of_rows(sent, headings, below):
    reading = sent(",".join(headings).encode() + b"\n" + below)
    (error,) = reading.report.errors
    assert (error.check, error.message) == (Check.HEADINGS, "There are no rows below the headings.")
    assert reading.report.passed == (Check.READABLE, Check.RECOGNISED)


def test_a_file_without_rows_beside_others_is_noted(sent):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.csv", street([("2024-06", *OURS, "Burglary")]))
        archive.writestr("b.csv", street([]))
    reading = sent(held.getvalue(), "a.zip")
    assert reading.is_clean
    assert only(reading, Check.HEADINGS, Severity.NOTE).file == "b.csv"


def test_a_file_without_any_lsoa_says_what_it_is(sent):
    places_without = {
        "Police Service of Northern Ireland": (
            "This is a file of Police Service of Northern Ireland: it is about places in Northern"
            " Ireland. No row has an LSOA, so that none can be counted. The portal has figures of"
            " England and Wales only."
        ),
        "Guernsey Police": (
            "No row of this file of Guernsey Police has an LSOA, so that none can be counted."
            " Places outside England and Wales have none."
        ),
    }
    for force, message in places_without.items():
        for where in (("", ""), ("", "No location")):
            reading = sent(street([("2024-06", *where, "Burglary")] * 5, force=force))
            (error,) = reading.report.errors
            assert error.message == message
            assert Check.PLACED not in reading.report.passed


def test_a_street_file_is_one_in_any_order_and_without_its_empty_context(sent, shared_data):
    (path,) = (shared_data.parent / "cases").glob("10_*.csv")
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    reading = sent(path.read_bytes(), path.name)
    assert reading.layout.slug == "police-uk-street"
    assert reading.is_clean
    assert sum(part.total for part in reading.parts) == len(rows)


def test_the_fixture_of_counts_reads_as_the_files_that_it_was_made_from(sent, shared_data):
    fixture = Path("fixtures/crime/police-uk-cleveland-2023-01-2025-03.csv")
    counted = sent(fixture.read_bytes(), fixture.name)
    raw = sent(as_zip(street_files(shared_data)), "a.zip")
    assert counted.is_clean
    for one, other in zip(counted.parts, raw.parts, strict=True):
        assert one.rows.equals(other.rows)
        assert (one.dataset, one.months, one.placing) == (
            other.dataset,
            other.months,
            other.placing,
        )
    assert counted.outside == raw.outside
