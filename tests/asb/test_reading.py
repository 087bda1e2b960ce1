"""The returns of the police and the wardens: what they may leave out, and what is never guessed."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from asb.dataset import KINDS, QUALIFIERS
from demo.partnerships import load_places
from returns.catalogue.findings import Check, Severity
from returns.reading.places import Places
from tests.uploads import read

pytestmark = pytest.mark.django_db

HEADINGS = ("Month", "Ward code", "Ward", "Qualifier", "Type", "ASB incidents")
STATED = [one.label for one in QUALIFIERS[:3]]
LOCALITIES = ("North", "East", "South", "West")


@pytest.fixture
def places():
    load_places()
    return Places.of_all_hosted()


@pytest.fixture
def sent(places):
    def send(headings, rows):
        text = io.StringIO()
        csv.writer(text).writerows([headings, *rows])
        file = io.BytesIO(text.getvalue().encode())
        return read(file, name="asb.csv", places=places, today=date(2024, 3, 4))

    return send


@pytest.fixture
def rows(places):
    """October 2022 by ward and qualifier, without types."""
    wards = sorted(places.hosted[0].wards.values())
    return [["2022-10", code, name, one, "", "5"] for code, name in wards for one in STATED]


def test_a_blank_type_is_not_stated(sent, rows):
    reading = sent(HEADINGS, rows)
    assert reading.report.findings == ()
    (part,) = reading.parts
    assert set(part.rows["type"]) == {"not-stated"}
    assert part.total == 20 * 3 * 5


def test_a_file_without_the_column_of_types_is_the_same(sent, rows):
    without = [row[:4] + row[5:] for row in rows]
    reading = sent([one for one in HEADINGS if one != "Type"], without)
    assert reading.report.findings == ()
    assert reading.parts[0].rows.equals(sent(HEADINGS, rows).parts[0].rows)


def test_a_blank_qualifier_is_not_stated_and_never_guessed_from_the_type(sent, rows):
    rows[0][3:5] = ["", "Street drinking"]
    (part,) = sent(HEADINGS, rows).parts
    (line,) = part.rows[part.rows["type"] == "street-drinking"].dropna(subset="count").itertuples()
    assert line.qualifier == "not-stated"


def test_types_in_one_line_ask_for_no_types_in_the_lines_beside_it(sent, rows):
    rows[0][4] = "Noise"
    reading = sent(HEADINGS, rows)
    (part,) = reading.parts
    gaps = part.rows.dropna(subset="gap")
    # The other twelve types of that ward and qualifier were not given.
    assert len(gaps) == 12
    assert set(gaps["qualifier"]) == {"personal"}
    assert "12 figures are missing" in _only(reading, Check.COMPLETE).message


def test_a_total_over_all_types_is_compared_with_its_lines(sent, rows):
    right = ["2022-10", "", "Total", "", "", str(20 * 3 * 5)]
    assert "agrees with the rows" in _only(sent(HEADINGS, [*rows, right]), Check.TOTALS).message
    wrong = [*right[:-1], "7"]
    (error,) = sent(HEADINGS, [*rows, wrong]).report.errors
    assert error.message == "The total is 7, but the rows that it adds up come to 300."


def _only(reading, check):
    (found,) = [one for one in reading.report.of(Severity.NOTE) if one.check is check]
    return found


# --- Localities ------------------------------------------------------------------------------
WARDENS = ("Month", "Locality", "Kind of report", "Warden reports")


def wardens(names=LOCALITIES):
    return [["2022-10", name, one.label, "4"] for name in names for one in KINDS]


def test_a_locality_is_known_by_its_name_with_the_towns_or_without(sent):
    plain = sent(WARDENS, wardens())
    assert plain.report.findings == ()
    assert plain.parts[0].total == 4 * 4 * len(KINDS)
    named = ("North Middlesbrough", "Middlesbrough East", "middlesbrough/south", "WEST")
    assert sent(WARDENS, wardens(named)).parts[0].rows.equals(plain.parts[0].rows)


def test_a_ward_is_no_locality(sent):
    reading = sent(WARDENS, [["2022-10", "Acklam", "Other", "4"], *wardens()])
    (error,) = reading.report.errors
    assert error.message == "“Acklam” is not one of our 4 localities."
    assert (error.row, error.column) == (2, "Locality")


def test_a_misspelt_locality_is_told_with_the_one_that_was_meant(sent):
    reading = sent(WARDENS, wardens(("Nroth", "East", "South", "West")))
    assert "Did you mean “North”?" in reading.report.errors[0].message


def test_a_locality_left_out_is_asked_about_and_is_a_gap(sent):
    reading = sent(WARDENS, wardens(("North", "East", "South")))
    (asked,) = reading.report.queries
    assert asked.message == "There is no figure for locality West."
    assert len(reading.parts[0].rows.dropna(subset="gap")) == len(KINDS)
