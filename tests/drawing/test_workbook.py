"""Workbooks and CSV, opened again."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from csp_portal.gallery import samples
from reporting.content.description import Cell, Row
from reporting.export.xlsx import csv_text, workbook

TABLE = samples.ward_table()
ABOUT = ("Made-up figures.", "As at 30 June 2023.")


@pytest.fixture(scope="module")
def book():
    made = workbook([TABLE, samples.months().table], title="Crime", about=ABOUT)
    return load_workbook(BytesIO(made))


def test_workbook_is_the_same_bytes_each_time():
    assert workbook([TABLE], title="Crime", about=ABOUT) == workbook(
        [TABLE], title="Crime", about=ABOUT
    )


def test_contents_come_first_then_notes_then_a_sheet_a_table(book):
    assert book.sheetnames == ["Contents", "Notes", "Table_1", "Table_2"]
    assert book.properties.title == "Crime"


def test_no_cell_is_merged_and_none_of_a_table_is_blank(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
    rows = list(book["Table_1"].iter_rows(values_only=True))
    head = next(index for index, row in enumerate(rows) if row[0] == "Ward")
    assert [row for row in rows[head:] if None in row] == []
    assert all(row[0] for row in rows)


def test_numbers_are_numbers_and_gaps_are_their_shorthand(book):
    rows = {row[0].value: row for row in book["Table_1"].iter_rows()}
    assert rows["All wards"][4].value == 6.0077
    assert rows["All wards"][1].value == 26450
    assert "[p]" in rows["All wards"][1].number_format
    assert rows["Stainton & Thornton"][1].value == "[c]"


def dangerous():
    words = ("=HYPERLINK(1)", *["-1+1"] * 5)
    return replace(TABLE, rows=(Row(words),), title="=1+1")


def test_words_are_never_formulas():
    sheet = load_workbook(BytesIO(workbook([dangerous()], title="=1", about=["=2"])))["Table_1"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    text = csv_text([dangerous()], title="=1", about=["@SUM(1)"])
    fields = [field for row in csv.reader(StringIO(text.lstrip("\ufeff"))) for field in row]
    assert [field for field in fields if field[:1] in tuple("=+-@")] == []


def test_csv_holds_unrounded_numbers_with_their_marks_apart():
    text = csv_text([TABLE], title="Crime", about=ABOUT)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text[1:])))
    head = next(row for row in rows if row[:1] == ["Ward"])
    total = next(row for row in rows if row[:1] == ["All wards"])
    assert head[1:3] == ["2022/23", "2022/23: marks"]
    assert total[1:3] == ["26450", "[p]"]
    assert "6.0077" in total
    hidden = next(row for row in rows if row[:1] == ["Stainton & Thornton"])
    assert hidden[1] == "[c]"


def test_a_negative_number_is_not_taken_for_a_formula():
    table = replace(TABLE, rows=(Row(("Kader", *[Cell(-3)] * 4, "no")),))
    assert "Kader,-3,-3,-3,-3,no" in csv_text([table], title="Crime", about=())
