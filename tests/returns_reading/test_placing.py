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
    for (month, spot), many in Counter(drawn).items():
        writer.writerow([month, "Cleveland Police", *spot, "Burglary", many])
    return text.getvalue().encode()


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
            month: Placing(many, sum(drawn[n] == (month, ("", "")) for n in range(len(drawn))))
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
