"""A template with its months across: filled in it reads as the long one does."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from measures.counts import Gap
from measures.periods import Month
from returns.catalogue.findings import Check, Severity
from returns.reading.templates_to_fill import Kind, Shape, template_for
from tests.returns_reading.conftest import GROUPS, as_csv, only, template_arguments

MONTHS = ("2022-10", "2022-11", "2022-12")
LINES = 20 * len(GROUPS)


@pytest.fixture
def across(wards) -> list[list[str]]:
    """The template as rows of text, the headings first."""
    content = template_for(**template_arguments(wards), kind=Kind.CSV, shape=Shape.ACROSS)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture
def filled(across) -> list[list[str]]:
    """Filled in: 1, 2, 3 and on, line by line."""
    numbers = iter(range(1, 3 * LINES + 1))
    return [across[0], *([*row[:3], *(str(next(numbers)) for _ in MONTHS)] for row in across[1:])]


def test_it_has_a_line_for_each_ward_and_group_and_a_column_for_each_month(across):
    assert across[0] == ["Ward code", "Ward", "Offence group", *MONTHS]
    assert len(across) == LINES + 1
    assert {tuple(row[3:]) for row in across[1:]} == {("", "", "")}


def test_filled_in_it_reads_as_the_long_one_does(sent, filled):
    reading = sent(as_csv(filled[1:], filled[0]))
    wrong = [one.message for one in reading.report.findings if one.severity is not Severity.NOTE]
    assert wrong == []
    (part,) = reading.parts
    long = [[month, *row[:3], row[3 + at]] for row in filled[1:] for at, month in enumerate(MONTHS)]
    (as_long,) = sent(as_csv(long)).parts
    assert part.months == as_long.months == tuple(map(Month.parse, MONTHS))
    keys = ["area", "start", "offence"]
    assert part.rows.sort_values(keys).to_dict("list") == as_long.rows.sort_values(keys).to_dict(
        "list"
    )


def test_a_blank_cell_is_a_gap_and_no_zero(sent, filled):
    filled[1][4] = ""
    (part,) = sent(as_csv(filled[1:], filled[0])).parts
    gaps = part.rows[part.rows["count"].isna()]
    assert [
        (day.isoformat(), gap) for day, gap in zip(gaps["start"], gaps["gap"], strict=True)
    ] == [("2022-11-01", Gap.NOT_SUPPLIED.value)]


def test_what_is_wrong_names_its_row_and_its_month(sent, filled):
    filled[7][5] = "many"
    found = only(sent(as_csv(filled[1:], filled[0])), Check.COUNTS)
    assert (found.row, found.column, found.value) == (8, "2022-12", "many")


def test_a_column_beside_the_months_is_not_read(sent, filled):
    rows = [[*row, str(sum(map(int, row[3:])))] for row in filled[1:]]
    (part,) = sent(as_csv(rows, [*filled[0], "Sum"])).parts
    assert part.total == 3 * LINES * (3 * LINES + 1) // 2


def test_a_month_in_the_future_is_refused(sent, filled):
    filled[0][3] = "2099-10"
    found = list(sent(as_csv(filled[1:], filled[0])).report.errors)
    assert any("lies in the future" in one.message for one in found)


def test_one_quarter_prints_on_one_page_as_wide_as_a4(wards):
    content = template_for(**template_arguments(wards), kind=Kind.XLSX, shape=Shape.ACROSS)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.page_setup.paperSize == str(sheet.PAPERSIZE_A4) or sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    rules = {str(rule.sqref) for rule in sheet.data_validations.dataValidation}
    assert {f"{letter}2:{letter}{LINES + 1}" for letter in "DEF"} <= rules
