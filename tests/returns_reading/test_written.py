"""What the portal writes for officers: templates to fill in, and their own file with marks."""

from __future__ import annotations

import csv
import io
import subprocess
import time

import openpyxl
import pytest
from odf.opendocument import load
from odf.table import Table, TableRow

from measures.periods import Month
from returns.catalogue.findings import Check, Finding, Severity
from returns.checking.annotated_workbook import marked_workbook
from returns.reading.templates_to_fill import Kind, NamedArea, template, template_for
from tests.returns_reading.conftest import GROUPS, HEADINGS, as_csv, only, template_arguments

ROWS = 3 * 20 * len(GROUPS)


def filled(content: bytes, kind: Kind) -> bytes:
    """The template with 1, 2, 3 and on in its last column, as an officer would save it."""
    match kind:
        case Kind.CSV:
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            for number, row in enumerate(rows[1:], start=1):
                row[4] = str(number)
            return as_csv(rows[1:], rows[0])
        case Kind.XLSX:
            book = openpyxl.load_workbook(io.BytesIO(content))
            for number in range(1, ROWS + 1):
                book.worksheets[0].cell(number + 1, 5).value = number
            held = io.BytesIO()
            book.save(held)
            return held.getvalue()
        case Kind.ODS:
            from odf.text import P

            document = load(io.BytesIO(content))
            rows = document.spreadsheet.getElementsByType(Table)[0].getElementsByType(TableRow)
            for number, row in enumerate(rows[1:], start=1):
                cell = row.childNodes[4]
                cell.setAttribute("valuetype", "float")
                cell.setAttribute("value", number)
                cell.addElement(P(text=str(number)))
            held = io.BytesIO()
            document.write(held)
            return held.getvalue()


@pytest.mark.parametrize("kind", list(Kind))
def test_a_filled_template_reads_back_clean(sent, wards, kind):
    content = filled(template_for(**template_arguments(wards), kind=kind), kind)
    reading = sent(content, f"q3.{kind.value}")
    assert [
        one.message for one in reading.report.findings if one.severity is not Severity.NOTE
    ] == []
    (part,) = reading.parts
    assert part.months == (Month(2022, 10), Month(2022, 11), Month(2022, 12))
    assert len(part.rows) == ROWS
    assert part.total == ROWS * (ROWS + 1) // 2


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_sent_back_unfilled_says_so(sent, wards, kind):
    content = template_for(**template_arguments(wards), kind=kind)
    assert only(sent(content, "q3"), Check.COUNTS).message == "No counts are filled in."


@pytest.mark.parametrize("kind", list(Kind))
def test_no_name_in_a_template_is_a_formula(wards, kind):
    arguments = template_arguments(wards)
    names = ("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1")
    arguments["areas"] = [NamedArea(f"E0500000{n}", name) for n, name in enumerate(names)]
    content = template_for(**arguments, kind=kind)
    match kind:
        case Kind.CSV:
            cells = [
                cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row
            ]
            assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-", "\t"))]
            assert sum(cell.startswith("'") for cell in cells) == len(names) * 3 * len(GROUPS)
        case Kind.XLSX:
            book = openpyxl.load_workbook(io.BytesIO(content))
            assert "=1+1" in {cell.value for cell in book.worksheets[0]["C"]}
            for sheet in book:
                assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
        case Kind.ODS:
            document = load(io.BytesIO(content))
            for row in document.spreadsheet.getElementsByType(TableRow):
                assert not any(cell.getAttribute("formula") for cell in row.childNodes)


def test_the_database_gives_todays_wards(middlesbrough, wards):
    arguments = template_arguments(wards)
    del arguments["areas"], arguments["title"]
    content = template(**arguments, partnership=middlesbrough, kind="csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADINGS
    assert len(rows) == ROWS + 1
    assert {(row[1], row[2]) for row in rows[1:]} == set(wards)


def test_the_workbook_helps_with_filling_in(wards):
    content = template_for(**template_arguments(wards), kind=Kind.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert book.sheetnames[1:] == ["Notes", "Lists"]
    assert sheet.freeze_panes == "A2"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules[f"E2:E{ROWS + 1}"].type == "whole"
    assert rules[f"D2:D{ROWS + 1}"].formula1 == f"'Lists'!$C$2:$C${len(GROUPS) + 1}"
    notes = [row[0].value for row in book["Notes"].rows]
    assert any("A blank shows as not supplied" in (line or "") for line in notes)


def test_the_same_template_has_the_same_bytes(wards):
    arguments = template_arguments(wards)
    assert template_for(**arguments, kind=Kind.XLSX) == template_for(**arguments, kind=Kind.XLSX)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_template_is_there_at_once(wards, kind):
    started = time.perf_counter()
    template_for(**template_arguments(wards), kind=kind)
    assert time.perf_counter() - started < 3


@pytest.mark.libreoffice
def test_an_old_workbook_is_read(sent, wards, soffice, tmp_path):
    path = tmp_path / "q3.xlsx"
    path.write_bytes(filled(template_for(**template_arguments(wards), kind=Kind.XLSX), Kind.XLSX))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", tmp_path, path],
        check=True,
        capture_output=True,
    )
    reading = sent((tmp_path / "q3.xls").read_bytes(), "q3.xls")
    assert reading.is_clean
    assert reading.parts[0].total == ROWS * (ROWS + 1) // 2


# --- The file with its wrong cells marked ----------------------------------------------------
def test_the_wrong_cells_are_marked_and_the_findings_listed(sent, rows):
    rows[0][4], rows[3][3] = "n/a", "Piracy"
    content = as_csv(rows)
    reading = sent(content, "q3.csv")
    book = openpyxl.load_workbook(
        io.BytesIO(marked_workbook(io.BytesIO(content), reading.report.errors, name="q3.csv"))
    )
    assert book.sheetnames == ["Findings", "q3.csv"]
    marked = book["q3.csv"]
    assert "is not a number" in marked["E2"].comment.text
    assert "“Piracy” is not in the list" in marked["D5"].comment.text
    assert marked["E2"].fill.fgColor.rgb == "FFFFDD00"
    assert marked["F1"].value == "What to put right"
    assert "is not a number" in marked["F2"].value
    assert marked["E3"].comment is None
    listed = [[cell.value for cell in row] for row in book["Findings"].rows]
    assert len(listed) == 1 + len(reading.report.errors)


def test_a_cell_that_looks_like_a_formula_stays_text(sent, rows):
    rows[0][4] = "=HYPERLINK(A1)"
    rows[1][4] = "{=1+1}"
    content = as_csv(rows)
    findings = sent(content, "q3.csv").report.errors
    book = openpyxl.load_workbook(
        io.BytesIO(marked_workbook(io.BytesIO(content), findings, name="q3.csv"))
    )
    for sheet in book:
        assert all(cell.data_type != "f" for row in sheet.rows for cell in row)
    assert book["q3.csv"]["E2"].value == "=HYPERLINK(A1)"


def test_a_file_that_cannot_be_opened_gives_the_list_alone():
    finding = Finding(Check.COUNTS, Severity.ERROR, "Wrong.", file="a.zip", row=5, column="Count")
    content = marked_workbook(io.BytesIO(b"PK\x03\x04"), [finding])
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == ["Findings"]
