"""Where the rows of generated street files count, read as they are and as counts of them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from returns.catalogue.findings import Check
from returns.catalogue.supply import Placing
from returns.reading.places import Places
from tests.returns_reading.conftest import TODAY, only
from tests.returns_reading.test_records import of_crime, street
from tests.uploads import read

HEADINGS = ("Month", "Force", "LSOA code", "LSOA name", "Crime type", "Count")
OTHER, OTHERS_UNPLACED = 2_000_000, 3_000_000
# What stands in the two columns, and where it counts: "" is nowhere, None elsewhere.
KNOWN = ("E01012007", "Middlesbrough 012A")
SPOTS = {
    KNOWN: "a ward of Middlesbrough",
    ("e01012007", ""): "a ward of Middlesbrough",
    # The code decides, whatever stands beside it.
    ("E01012007", "Stockton-on-Tees 001A"): "a ward of Middlesbrough",
    ("E01099991", "Middlesbrough 099Z"): "Middlesbrough",
    ("E01099991", "Stockton-on-Tees 099Z"): "Stockton",
    ("E01099992", "Stockton-on-Tees 012F"): "Stockton",
    ("E01099993", "Stockton-On-Tees 012G"): "Stockton",
    ("", "Stockton-on-Tees"): "Stockton",
    ("", "Middlesbrough 003B"): "Middlesbrough",
    ("E01011954", "Hartlepool 001A"): None,
    ("", "Hartlepool"): None,
    ("E01099994", ""): None,
    ("", ""): "",
    ("", "No location"): "",
    ("-", "Unknown"): "",
}
MONTHS = ("2024-01", "2024-02", "2024-03")
rows = st.lists(
    st.tuples(st.sampled_from(MONTHS), st.sampled_from(list(SPOTS))), min_size=1, max_size=60
)


@pytest.fixture(scope="module")
def two(places) -> Places:
    """Middlesbrough, and a partnership of Stockton-on-Tees of which no LSOA is placed."""
    stockton = replace(
        places.hosted[0],
        partnership_id=OTHER,
        slug="stockton",
        name="Stockton",
        districts=frozenset({"Stockton-on-Tees"}),
        not_placed=OTHERS_UNPLACED,
        wards={},
    )
    return Places((*places.hosted, stockton), places.lsoas, places.nationwide)


def counts(drawn) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    # What means the same would stand twice: it is written as it was drawn first.
    first: dict[tuple[str, str], tuple[str, str]] = {}
    drawn = [(month, first.setdefault((month, meant(*spot)), spot)) for month, spot in drawn]
    for (month, spot), many in Counter(drawn).items():
        writer.writerow([month, "Cleveland Police", *spot, "Burglary", many])
    return text.getvalue().encode()


def meant(code: str, name: str) -> str:
    if SPOTS[code, name] == "":
        return "nowhere"
    return KNOWN[0] if code.upper() == KNOWN[0] else f"{code} {name}"


def counted(content: bytes, places: Places):
    """By place in words and month, the crimes of a file; and all that was said of it."""
    reading = read(io.BytesIO(content), name="a.csv", places=places, today=TODAY)
    words = {
        places.hosted[0].not_placed: "Middlesbrough",
        OTHERS_UNPLACED: "Stockton",
        places.lsoa(KNOWN[0])[1]: "a ward of Middlesbrough",
    }
    held = Counter()
    placing = {}
    for part in reading.parts:
        if part.dataset == "crime":
            placing |= {month.code: placed for month, placed in part.placing.items()}
            for area, start, count in zip(
                part.rows["area"], part.rows["start"], part.rows["count"], strict=True
            ):
                held[words[area], f"{start:%Y-%m}"] += count
    return held, placing, [finding.message for finding in reading.report.findings]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=rows)
def test_every_row_counts_where_its_code_says_or_else_its_name(two, drawn):
    street_file = street([(month, *spot, "Burglary") for month, spot in drawn])
    held, placing, said = counted(street_file, two)
    expected = Counter(
        (SPOTS[spot], month) for month, spot in drawn if SPOTS[spot] not in (None, "")
    )
    if any(SPOTS[spot] in ("Middlesbrough", "Stockton") for _, spot in drawn) or expected:
        assert held == expected
        all_rows = Counter(month for month, _ in drawn)
        assert placing == {
            month: Placing(many, sum(at == month and SPOTS[spot] == "" for at, spot in drawn))
            for month, many in all_rows.items()
        }
    assert counted(counts(drawn), two) == (held, placing, said)


def test_counts_of_several_forces_are_a_part_for_each(places):
    lines = [
        ["2024-01", force, *KNOWN, "Burglary", many]
        for force, many in (("Cleveland Police", 5), ("British Transport Police", 2))
    ]
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *lines])
    reading = read(io.BytesIO(text.getvalue().encode()), name="a.csv", places=places, today=TODAY)
    held = {(p.origin, p.origin_name): p.total for p in reading.parts if p.dataset == "crime"}
    assert held == {
        ("cleveland-police", "Cleveland Police"): 5,
        ("british-transport-police", "British Transport Police"): 2,
    }


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "The count is missing."),
        ("*", "“*” is not a number."),
        ("-2", "-2 is below zero."),
        ("1.5", "“1.5” is not a whole number."),
    ],
)
def test_a_count_that_is_none_is_an_error(sent, written, said):
    text = io.StringIO()
    csv.writer(text).writerows(
        [HEADINGS, ["2024-01", "Cleveland Police", *KNOWN, "Burglary", written]]
    )
    finding = only(sent(text.getvalue().encode()), Check.COUNTS)
    assert (finding.message, finding.row, finding.column) == (said, 2, "Count")


def test_a_count_that_stands_twice_is_an_error(sent):
    line = ["2024-01", "Cleveland Police", *KNOWN, "Burglary", 3]
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, line, [*line[:4], "Drugs", 1], line])
    finding = only(sent(text.getvalue().encode()), Check.ONCE)
    assert finding.message == "The same count stands twice: in row 2 and in row 4."


def of_counts(*lines) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([HEADINGS, *lines])
    return text.getvalue().encode()


LINE = ("2024-04", "Cleveland Police", *KNOWN, "Burglary", 3)
UNKNOWN = ("2024-04", "Cleveland Police", "E01099991", "Middlesbrough 099Z", "Burglary", 3)
NOWHERE = ("2024-04", "Cleveland Police", "", "", "Burglary", 3)


@pytest.mark.parametrize(
    ("line", "column", "written"),
    [
        (LINE, 0, "04/2024"),
        (LINE, 0, " 2024-04"),
        (LINE, 1, "cleveland police"),
        (LINE, 1, ""),
        (LINE, 2, "e01012007"),
        (LINE, 2, " E01012007 "),
        (LINE, 3, ""),
        (LINE, 3, "middlesbrough 012a"),
        (LINE, 4, "burglary"),
        (LINE, 5, 4),
        (UNKNOWN, 2, "e01099991"),
        (UNKNOWN, 3, ""),
        (NOWHERE, 2, "Not known"),
        (NOWHERE, 3, "No location"),
    ],
)
def test_the_same_count_spelt_otherwise_stands_twice(sent, line, column, written):
    again = [*line]
    again[column] = written
    finding = only(sent(of_counts(line, again)), Check.ONCE)
    assert finding.message == "The same count stands twice: in row 2 and in row 3."


@pytest.mark.parametrize(
    ("line", "column", "written"),
    [
        (LINE, 0, "2024-03"),
        (LINE, 1, "British Transport Police"),
        (LINE, 2, "E01012008"),
        # The name of the other census, as data.police.uk has both.
        (LINE, 3, "Middlesbrough 021A"),
        (LINE, 4, "Drugs"),
        (NOWHERE, 3, "Hambleton"),
    ],
)
def test_counts_of_different_things_are_read(sent, line, column, written):
    other = [*line]
    other[column] = written
    reading = sent(of_counts(LINE, line, other) if line is not LINE else of_counts(line, other))
    assert reading.is_clean


@pytest.mark.parametrize("written", ["", "x", "-1", "99999999999"])
def test_a_wrong_count_is_the_only_error_of_its_file(sent, written):
    for line in (LINE, UNKNOWN):
        (error,) = sent(of_counts([*line[:5], written])).report.errors
        assert error.check is Check.COUNTS


def test_counts_of_none_are_counts(sent):
    reading = sent(of_counts([*LINE[:5], 0], [*UNKNOWN[:5], 0]))
    assert reading.is_clean
    assert of_crime(reading).total == 0


def test_counts_without_a_column_of_names_are_read(sent):
    text = io.StringIO()
    csv.writer(text).writerows(
        [
            [*HEADINGS[:3], *HEADINGS[4:]],
            ["2024-01", "Cleveland Police", KNOWN[0], "Burglary", 3],
            ["2024-01", "Cleveland Police", "", "Burglary", 1],
        ]
    )
    reading = sent(text.getvalue().encode())
    assert reading.is_clean
    assert of_crime(reading).total == 3
