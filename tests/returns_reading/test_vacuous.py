"""A check that had nothing to look at is not tested, and says why; it never passes."""

from __future__ import annotations

import io

import pytest

from crime.layouts import POLICE_UK_STREET
from returns.catalogue.declarations import Rows
from returns.catalogue.findings import Check, Report, Severity, untested
from returns.reading import record_lists, vacuous
from returns.reading.record_lists import Column, Declared, Kind
from returns.reading.totals_rows import NONE_COMPARED
from returns.reading.upload import CHECKS_MADE
from tests.returns_reading.conftest import as_csv

# These are made of any file that can be opened at all.
OF_THE_FILE = {Check.READABLE, Check.RECOGNISED, Check.HEADINGS, Check.NOT_PERSONAL}
TOTAL = ["2022-10", "", "Total", "All", "1"]


def why(reading, check):
    return [found.message for found in reading.report.not_tested if found.check is check]


def test_a_file_without_a_row_of_totals_has_none_to_agree(sent, rows):
    reading = sent(as_csv(rows))
    assert why(reading, Check.TOTALS) == [vacuous.NO_TOTALS]
    assert Check.TOTALS not in reading.report.passed


def test_totals_that_agree_are_tested(sent, rows):
    total = sum(range(1, len(rows) + 1))
    reading = sent(as_csv([*rows, [*TOTAL[:4], str(total)]]))
    assert not reading.report.errors
    assert not why(reading, Check.TOTALS)
    assert Check.TOTALS in reading.report.passed


def test_totals_beside_gaps_are_not_tested(sent, rows):
    rows[0][4] = "c"
    reading = sent(as_csv([*rows, TOTAL]))
    assert not reading.report.errors
    assert why(reading, Check.TOTALS) == [NONE_COMPARED]
    assert Check.TOTALS not in reading.report.passed


def test_a_file_without_rows_passes_none_of_the_checks_of_rows(sent):
    report = sent(as_csv([])).report
    assert set(report.passed) <= OF_THE_FILE


@pytest.mark.parametrize("kind", list(Rows), ids=lambda kind: kind.name)
def test_every_check_of_rows_can_be_driven_to_not_tested(kind):
    of_rows = set(CHECKS_MADE[kind]) - OF_THE_FILE
    found = {each.check: each.message for each in vacuous.not_made(CHECKS_MADE[kind], (), rows=0)}
    assert dict.fromkeys(of_rows, vacuous.NO_ROWS) == {
        check: said for check, said in found.items() if check in of_rows
    }


def test_of_hidden_counts_alone_no_number_is_tested(sent, rows):
    hidden = [[*row[:4], "c"] for row in rows]
    reading = sent(as_csv(hidden))
    assert not reading.report.errors
    for check in (Check.COUNTS, Check.NEGATIVE):
        assert why(reading, check) == [vacuous.NO_NUMBERS]
        assert check not in reading.report.passed
    assert why(reading, Check.PLACED) == [vacuous.NOTHING_TO_PLACE]


def test_of_zeros_alone_nothing_is_placed(sent, rows):
    reading = sent(as_csv([[*row[:4], "0"] for row in rows]))
    assert why(reading, Check.PLACED) == [vacuous.NOTHING_TO_PLACE]
    assert Check.NEGATIVE in reading.report.passed


def test_a_file_of_no_known_layout_has_not_the_headings_that_it_needs(sent):
    reading = sent(as_csv([["x", "1"]], ["Nothing", "we know"]))
    assert why(reading, Check.HEADINGS) in ([vacuous.NO_LAYOUT], [])
    assert Check.HEADINGS not in reading.report.passed


def test_a_list_in_which_nothing_can_be_missing_is_not_tested_for_it():
    made = (Check.COMPLETE,)
    (found,) = vacuous.not_made(made, (), rows=3, layout=POLICE_UK_STREET)
    assert found == untested(Check.COMPLETE, vacuous.MAY_BE_LEFT_OUT)


def test_what_was_not_read_is_not_tested():
    made = (Check.READABLE, Check.MONTHS, Check.COUNTS)
    found = {
        each.check: each.message for each in vacuous.not_made(made, (), rows=9, was_read=False)
    }
    assert found == {Check.MONTHS: vacuous.NOT_READ, Check.COUNTS: vacuous.NOT_READ}


def test_a_check_that_found_something_was_made(sent, rows):
    rows[0][4] = "-1"
    report = sent(as_csv(rows)).report
    assert {found.check for found in report.findings}.isdisjoint(
        found.check for found in report.not_tested
    )


LIST = Declared(
    "things",
    "thing",
    "things",
    (
        Column("name", "Name", is_needed=True),
        Column("due", "Due", kind=Kind.DAY),
        Column("many", "Many", kind=Kind.WHOLE),
        Column("state", "State", kind=Kind.CHOICE, choices={"Open": "open"}),
    ),
    once=("name",),
)


@pytest.mark.parametrize(
    ("row", "passed", "not_tested"),
    [
        (["a", "", "", ""], {Check.FITS}, {Check.DAYS, Check.WHOLE, Check.CHOSEN, Check.APART}),
        (
            ["a", "4 March 2024", "3", "Open"],
            {Check.DAYS, Check.WHOLE, Check.CHOSEN},
            {Check.APART},
        ),
    ],
)
def test_a_list_without_dates_numbers_or_choices_is_not_tested_for_them(row, passed, not_tested):
    content = as_csv([row], ["Name", "Due", "Many", "State"])
    report = record_lists.read(io.BytesIO(content), LIST, name="things.csv").report
    assert not report.errors
    assert {found.check for found in report.not_tested} == not_tested
    assert passed <= set(report.passed)


def test_what_is_not_tested_neither_passes_nor_stands_among_the_findings():
    found = untested(Check.TOTALS, vacuous.NO_TOTALS)
    report = Report.of_all((found,), (Check.TOTALS, Check.ONCE))
    assert report.findings == ()
    assert report.not_tested == (found,)
    assert report.passed == (Check.ONCE,)
    stored = Report.of_all(map(found.from_json, report.as_stored), report.made)
    assert stored == report
    assert found.severity is Severity.UNTESTED
