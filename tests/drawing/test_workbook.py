"""Workbooks and CSV, opened again."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from csp_portal.gallery import samples
from measures.counts import Nature
from reporting.content.description import Cell, Column, Row, Table
from reporting.export.figures.merged import Held, merged
from reporting.export.sheet_names import Naming, named
from reporting.export.sheets import what_rows_are
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


WARDS, MONTHS = "Recorded crimes by ward", "Recorded crimes a month"


def test_contents_come_first_then_a_sheet_a_table_named_for_what_it_holds(book):
    assert book.sheetnames == ["Contents", WARDS, MONTHS]
    assert book.properties.title == "Crime"


def test_no_cell_is_merged_and_none_of_a_table_is_blank(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
    rows = list(book[WARDS].iter_rows(values_only=True))
    head = next(index for index, row in enumerate(rows) if row[0] == "Ward")
    notes = next(index for index, row in enumerate(rows) if row[0] == "Notes")
    assert [row for row in rows[head:notes] if None in row] == []
    assert all(row[0] for row in rows)
    assert [row[0] for row in rows[notes + 1 :]] == list(TABLE.notes)


def test_headings_of_numbers_say_their_unit(book):
    head = next(row for row in book[WARDS].iter_rows(values_only=True) if row[0] == "Ward")
    assert [title for title in head if title.endswith("(%)")] == ["Change (%)"]


def test_numbers_are_numbers_and_gaps_are_their_shorthand(book):
    rows = {row[0].value: row for row in book[WARDS].iter_rows()}
    assert rows["All wards"][4].value == 6.0077
    assert rows["All wards"][1].value == 26450
    assert "[p]" in rows["All wards"][1].number_format
    assert rows["Stainton & Thornton"][1].value == "[c]"


def dangerous():
    words = ("=HYPERLINK(1)", *["-1+1"] * 5)
    return replace(TABLE, rows=(Row(words),), title="=1+1")


def test_words_are_never_formulas():
    book = load_workbook(BytesIO(workbook([dangerous()], title="=1", about=["=2"])))
    sheet = book[book.sheetnames[1]]
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


def test_names_of_sheets_are_short_allowed_and_each_once():
    titles = ("History", "A/B: [c]*?", "'Quoted'", *["Crime " * 9] * 12)
    wanted = [Naming((words,)) for words in titles]
    last = Naming(("Referrals of every kind and age",), ", slide 19")
    found = named([*wanted, last], taken=("Contents",))
    assert len({name.casefold() for name in found}) == len(found)
    assert not {name.casefold() for name in found} & {"history", "contents"}
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in found)
    assert not any(name != name.strip("' ") for name in found)
    assert found[1] == "A-B, c"
    assert found[-1] == "Referrals, slide 19"


def test_a_sheet_is_named_by_what_fits_whole():
    """Without when and where, or by the slide's own words, before anything is cut off."""
    where = ", slide 9"
    wanted = {
        "Fires each year, Cleveland": Naming(("Fires each year, Cleveland, 2019/20 to 2022/23",)),
        "Crimes by ward, slide 9": Naming(
            ("Crimes by ward, Middlesbrough, 2023 (a rough map)",), where
        ),
        "Priority 1, slide 9": Naming(("Objectives of priority 1",), where, ("Priority 1",)),
        "Change in ASB by ward, slide 9": Naming(("Change in ASB incidents by ward",), where),
        "Warden service, slide 12": Naming(
            ("Reports to the warden service by area",), ", slide 12"
        ),
    }
    assert named(list(wanted.values())) == tuple(wanted)


# --- What stands twice --------------------------------------------------------------------------
def held(where: str, ending: str, *rows: tuple[str, int]) -> Held:
    columns = (Column("Kind"), Column("Number", is_number=True))
    listed = tuple(Row((name, Cell(number))) for name, number in rows)
    return Held(Naming(("Fires",), ending, where=(where,)), Table("t", "Fires", columns, listed))


def test_a_table_of_the_report_and_of_a_slide_is_one_sheet_that_names_both():
    report = held("report: Fires", "", ("Bins", 3), ("Cars", 2))
    slide = held("slide 4", ", slide 4", ("Bins", 3), ("Cars", 2), ("Not listed", 1))
    (one,) = merged([report, slide])
    assert one.naming.where == ("report: Fires", "slide 4")
    assert [row.entries[0] for row in one.table.rows] == ["Bins", "Cars", "Not listed"]
    other = held("slide 4", ", slide 4", ("Bins", 3), ("Cars", 9))
    assert len(merged([report, other])) == 2


def test_a_row_says_which_of_its_figures_are_published():
    published, worked_back = (
        Cell(1, nature=nature) for nature in (Nature.PUBLISHED, Nature.WORKED_BACK)
    )
    columns = (Column("Measure"), Column("2022/23"), Column("2021/22"))
    rows = (Row(("Violence", published, worked_back)), Row(("Words alone", "", "")))
    table = Table("year", "The year", columns, rows)
    assert what_rows_are(table) == ("Worked back; 2022/23: published", "")
