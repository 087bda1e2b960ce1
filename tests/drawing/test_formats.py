"""One pack in every format: the same bytes each time, and nothing in a file that is not shown."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from openpyxl import load_workbook
from python_calamine import load_workbook as load_spreadsheet

from csp_portal.gallery import samples
from measures.counts import Gap
from partnership.refusals import Refused
from reporting.content.description import Cell, Deck, Slide
from reporting.export.formats import Format, draw
from reporting.export.outline import outline
from reporting.export.sheets import tables_of

PACK = samples.pack()


@pytest.fixture(scope="module")
def files() -> dict[Format, bytes]:
    return {one: draw(PACK, one) for one in Format}


@pytest.mark.parametrize("one", Format)
def test_a_pack_is_the_same_bytes_each_time(files, one):
    assert draw(samples.pack(), one) == files[one]


def test_words_that_fit_nowhere_are_refused_in_a_sentence():
    endless = replace(PACK, slides=(replace(PACK.slides[0], title="Crime rose " * 40),))
    with pytest.raises(Refused, match="The slides cannot be made"):
        draw(endless, Format.PPTX)


def test_both_workbooks_hold_the_same_sheets_and_values(files):
    book = load_workbook(BytesIO(files[Format.XLSX]))
    opened = load_spreadsheet(BytesIO(files[Format.ODS]))
    assert opened.sheet_names == book.sheetnames
    for name in book.sheetnames:
        of_ods = opened.get_sheet_by_name(name).to_python()
        of_xlsx = [["" if one is None else one for one in row]
                   for row in book[name].iter_rows(values_only=True)]  # fmt: skip
        assert [_plain(row) for row in of_ods] == [_plain(row) for row in of_xlsx], name


def test_every_table_and_every_chart_has_a_sheet_with_its_source(files):
    book = load_workbook(BytesIO(files[Format.XLSX]))
    drawn = [slide for slide in PACK.slides if slide.chart or slide.table]
    assert book.sheetnames[:2] == ["Data", "Contents"]
    assert len(book.sheetnames[2:]) == len(drawn)
    assert all(len(name) <= 31 for name in book.sheetnames)
    notes = {row[0] for sheet in book for row in sheet.iter_rows(values_only=True)}
    assert {slide.source_line for slide in drawn if slide.source_line} <= notes


@pytest.mark.parametrize("one", [Format.XLSX, Format.ODS])
def test_no_cell_of_a_table_is_blank_and_the_first_row_says_what_it_is(files, one):
    opened = load_spreadsheet(BytesIO(files[one]))
    for name, table in zip(opened.sheet_names[2:], tables_of(PACK), strict=True):
        rows = opened.get_sheet_by_name(name).to_python()
        assert rows[0][0] == table.title
        head = next(index for index, row in enumerate(rows) if row[0] == table.columns[0].title)
        last = head + 1 + len(table.rows)
        assert "" not in [value for row in rows[head:last] for value in row]


def test_both_workbooks_say_their_title_and_language(files):
    for one, part in ((Format.XLSX, "docProps/core.xml"), (Format.ODS, "meta.xml")):
        with ZipFile(BytesIO(files[one])) as archive:
            said = archive.read(part).decode()
        assert "<dc:language>en-GB</dc:language>" in said
        assert f"<dc:title>{PACK.title}</dc:title>" in said


def test_numbers_in_the_files_are_only_those_of_the_description(files):
    """What is hidden has no number to find: not in caches, not in the workbooks of charts."""
    allowed = {float(cell.number) for cell in _cells(PACK) if cell.number is not None}
    found = set(_numbers_in_charts(files[Format.PPTX]))
    assert found
    assert found <= allowed
    assert any(cell.value is Gap.HIDDEN for cell in _cells(PACK))


def test_where_a_number_comes_from_is_not_in_files_that_leave_the_portal(files):
    """The rows behind a figure are for those who may see them."""
    for one in Format:
        assert b"source=police-return" not in _all_of(files[one]), one


def test_the_order_of_a_diagram_is_the_same_in_slides_and_documents():
    part = next(one for one in outline(PACK).parts if one.slide.diagram)
    found: list[str] = []

    def walk(branches) -> None:
        for branch in branches:
            found.append(branch.node.key)
            walk(branch.below)

    walk(part.branches)
    assert found[:4] == ["csp", "aim", "North", "East"]
    assert len(found) == len(samples.governance().nodes)


def _plain(row: list) -> list:
    """XLSX keeps 16 digits of a number, ODS all 17; a day is read with a time, or without one."""
    return [
        f"{value:.12g}"
        if isinstance(value, int | float)
        else value.isoformat()[:10]
        if isinstance(value, date)
        else value
        for value in row
    ]


def _cells(deck: Deck) -> list[Cell]:
    return [entry for table in tables_of(deck) for row in table.rows for entry in row.entries
            if isinstance(entry, Cell)]  # fmt: skip


def _numbers_in_charts(pptx: bytes) -> list[float]:
    found: list[float] = []
    with ZipFile(BytesIO(pptx)) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/charts/") and name.endswith(".xml"):
                text = archive.read(name).decode()
                caches = re.findall(r"<c:numCache>.*?</c:numCache>", text, re.DOTALL)
                values = re.findall(r"<c:v>([^<]*)</c:v>", "".join(caches))
                found += [float(value) for value in values]
            if name.endswith(".xlsx"):
                book = load_workbook(BytesIO(archive.read(name)))
                found += [float(value) for sheet in book
                          for row in sheet.iter_rows(values_only=True) for value in row
                          if isinstance(value, int | float)]  # fmt: skip
    return found


def _all_of(content: bytes) -> bytes:
    """A file, unpacked with all that is packed inside it."""
    if not is_zipfile(BytesIO(content)):
        return content
    with ZipFile(BytesIO(content)) as archive:
        return b"".join(_all_of(archive.read(name)) for name in archive.namelist())


def test_a_slide_without_what_it_should_show_is_set_as_words():
    """As a section is that is to follow."""
    bare = Slide(PACK.slides[4].kind, "To follow", PACK.slides[4].sentences)
    for one in Format:
        assert draw(replace(PACK, slides=(bare,)), one)
