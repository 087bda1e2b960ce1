"""The files of the annual update itself: nothing over anything else, and open to everybody."""

from __future__ import annotations

import subprocess

import pytest
from openpyxl import load_workbook
from pdfua import Severity, validate
from pptx import Presentation
from python_calamine import load_workbook as load_spreadsheet

from reporting.export.formats import Format
from tests.drawing import fitting
from tests.packs.conftest import Update

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def slides(update: Update) -> list:
    return list(Presentation(str(update.file(Format.PPTX))).slides)


def test_nothing_on_its_slides_lies_over_anything_else(slides):
    assert list(fitting.overlapping(slides)) == []
    assert list(fitting.overlapping_in_diagrams(slides)) == []


@pytest.mark.libreoffice  # its packages bring the font
def test_no_words_of_its_slides_leave_their_box(slides):
    assert list(fitting.overflowing(slides)) == []
    assert list(fitting.overflowing_in_diagrams(slides)) == []
    assert list(fitting.overflowing_in_tables(slides)) == []


@pytest.mark.libreoffice
def test_libreoffice_opens_every_slide_of_it(soffice, slides, update, tmp_path):
    made = update.file(Format.PPTX)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    asked = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, made]
    subprocess.run(asked, check=True, capture_output=True, timeout=300)
    told = subprocess.run(
        ["pdfinfo", tmp_path / f"{made.stem}.pdf"],
        check=True,
        capture_output=True,
        text=True,
    )
    (count,) = [line.split()[1] for line in told.stdout.splitlines() if line.startswith("Pages")]
    assert int(count) == len(slides)


def test_a_checker_of_pdf_ua_finds_nothing_in_it(update):
    found = validate(str(update.file(Format.PDF))).findings
    assert [
        (one.rule_id, one.location.page) for one in found if one.severity is not Severity.INFO
    ] == []


@pytest.mark.parametrize("one", [Format.XLSX, Format.ODS])
def test_no_cell_of_its_tables_is_blank(update, one):
    book = load_spreadsheet(update.file(one))
    tables = [name for name in book.sheet_names if name.startswith("Table_")]
    assert len(tables) == sum(
        bool(slide.chart or slide.table) for slide in update.frozen.deck().slides
    )
    for name in tables:
        rows = book.get_sheet_by_name(name).to_python()
        wide = max(sum(value != "" for value in row) for row in rows)
        head = next(at for at, row in enumerate(rows) if "" not in row[:wide])
        assert "" not in [value for row in rows[head:] for value in row[:wide]], name


def test_no_cells_of_its_workbook_are_merged(update):
    book = load_workbook(update.file(Format.XLSX))
    assert [sheet.title for sheet in book if sheet.merged_cells.ranges] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_wrong_with_its_page(page, axe, no_sideways_scroll, update, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(update.file(Format.HTML).as_uri())
    axe(page)
    no_sideways_scroll(page)
