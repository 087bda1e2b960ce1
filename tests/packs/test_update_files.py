"""The files of the annual update itself: nothing over anything else, and open to everybody."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pdfua import Severity, validate
from pptx import Presentation
from python_calamine import CalamineWorkbook
from python_calamine import load_workbook as load_spreadsheet

from reporting.content.frozen import freeze
from reporting.export.figures.tables import tables_of_pack
from reporting.export.formats import Format
from tests.form import faults_of, rendered_faults, story_faults
from tests.form.story import Limits
from tests.packs.conftest import Update

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def pptx(update: Update) -> bytes:
    return update.file(Format.PPTX).read_bytes()


def test_what_can_be_measured_on_its_slides_has_no_fault(pptx):
    """Sizes, room, overlaps, reading order, alternatives, colours, footers, notes and titles."""
    assert faults_of(pptx) == []


def test_its_slides_show_what_their_titles_say_and_few_are_words_alone(pptx):
    """28 main slides at most, 22 at least with a picture, 3 of text and 2 of a table alone."""
    assert Limits() == Limits(main=28, pictured=22, text_alone=3, table_alone=2)
    assert story_faults(pptx) == []


@pytest.mark.libreoffice
def test_as_libreoffice_draws_them_its_slides_are_filled_and_no_words_collide(pptx):
    """One page for each slide, each used to 60% between title and source."""
    assert rendered_faults(pptx) == []


def test_a_fault_in_it_would_be_found(pptx):
    opened = Presentation(BytesIO(pptx))
    opened.slides[7].shapes.title.text_frame.text = "Violence rose in 2030, as it had before"
    planted = BytesIO()
    opened.save(planted)
    assert story_faults(planted.getvalue())[0].startswith("slide 8: the period “2030”")


def test_a_checker_of_pdf_ua_finds_nothing_in_it(update):
    found = validate(str(update.file(Format.PDF))).findings
    assert [
        (one.rule_id, one.location.page) for one in found if one.severity is not Severity.INFO
    ] == []


def _tables_of(book: CalamineWorkbook) -> list[str]:
    """The sheets behind that of all figures and the list of sheets."""
    return book.sheet_names[2:]


@pytest.mark.parametrize("one", [Format.XLSX, Format.ODS])
def test_its_sheets_are_named_for_what_they_hold(update, one):
    book = load_spreadsheet(update.file(one))
    assert book.sheet_names[:2] == ["Data", "Contents"]
    tables = tables_of_pack(update.frozen)
    assert len(_tables_of(book)) == len(tables)
    whole = {word.lower() for word in re.findall(r"\w+", freeze(update.frozen))} | {"slide"}
    for name, (_, table) in zip(_tables_of(book), tables, strict=True):
        assert not re.match(r"(table|sheet)[ _]?\d*$", name, re.IGNORECASE)
        assert {word.lower() for word in re.findall(r"\w+", name)} <= whole, "no word is cut"
        said = " ".join(
            str(value) for row in book.get_sheet_by_name(name).to_python() for value in row
        )
        assert any(word in said.lower() for word in re.findall(r"\w{4,}", name.lower())), name
        assert table.title in book.get_sheet_by_name(name).to_python()[0][0]
    listed = [row[0] for row in book.get_sheet_by_name("Contents").to_python()]
    assert [name for name in listed if name in book.sheet_names] == ["Data", *_tables_of(book)]


@pytest.mark.parametrize("one", [Format.XLSX, Format.ODS])
def test_no_cell_of_its_tables_is_blank(update, one):
    book = load_spreadsheet(update.file(one))
    for name in _tables_of(book):
        rows = book.get_sheet_by_name(name).to_python()
        wide = max(sum(value != "" for value in row) for row in rows)
        head = next(at for at, row in enumerate(rows) if "" not in row[:wide])
        notes = [at for at, row in enumerate(rows) if row[0] == "Notes"]
        table = rows[head : notes[-1] if notes else None]
        assert "" not in [value for row in table for value in row[:wide]], name


def test_no_cells_of_its_workbook_are_merged(update):
    book = load_workbook(update.file(Format.XLSX))
    assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_with_its_page(page, axe, no_sideways_scroll, update, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(update.file(Format.HTML).as_uri())
    axe(page)
    no_sideways_scroll(page)
