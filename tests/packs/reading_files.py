"""What the files of a pack say, as plain lines to compare: the words and numbers, not the looks."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from lxml import etree, html
from openpyxl import load_workbook
from pptx import Presentation

from reporting.export.formats import Format


def lines_of(content: bytes, file_format: Format) -> list[str]:
    """Everything that a reader, or a reader's software, finds in the file, in its order."""
    return [line for one in _READERS[file_format](content) if (line := _on_one_line(one))]


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _joined(entries: Iterable[Any]) -> str:
    return " | ".join("" if one is None else str(one) for one in entries)


# --- Slides ----------------------------------------------------------------------------------
def _of_slides(content: bytes) -> Iterator[str]:
    """Words, tables, charts with their workbooks, alternatives and speaker's notes, by slide."""
    opened = Presentation(BytesIO(content))
    yield f"Title: {opened.core_properties.title}"
    for number, slide in enumerate(opened.slides, 1):
        yield f"Slide {number}: {slide.slide_layout.name}"
        for shape in _shapes(slide.shapes):
            yield from _of_shape(shape)
        if slide.has_notes_slide:
            yield f"Notes: {slide.notes_slide.notes_text_frame.text}"


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        yield from _shapes(getattr(shape, "shapes", ()))


def _of_shape(shape: Any) -> Iterator[str]:
    (properties,) = shape._element.xpath("./*/p:cNvPr")
    yield f"Alternative: {properties.get('descr')}" if properties.get("descr") else ""
    if shape.has_text_frame:
        yield from (one.text for one in shape.text_frame.paragraphs)
    if getattr(shape, "has_table", False):
        yield from (_joined(cell.text for cell in row.cells) for row in shape.table.rows)
    if getattr(shape, "has_chart", False):
        for plot in shape.chart.plots:
            yield f"Along the axis: {_joined(plot.categories)}"
            yield from (f"{one.name}: {_joined(one.values)}" for one in plot.series)
        yield from _of_workbook(shape.chart.part.chart_workbook.xlsx_part.blob)


# --- Documents -------------------------------------------------------------------------------
def _of_pdf(content: bytes) -> Iterator[str]:
    """The text in the order of the document, its lines as they are broken on paper."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        asked = ["pdftotext", "-raw", "-nopgbrk", file.name, "-"]
        told = subprocess.run(asked, capture_output=True, check=True)
    # The contents have a line of dots from each title to its page, dot by dot.
    yield from (line.strip(" .") for line in told.stdout.decode().splitlines())


def _of_page(content: bytes) -> Iterator[str]:
    """Words, also those of pictures and charts, and what is said instead of them."""
    for one in html.document_fromstring(content.decode()).iter(etree.Element):
        if one.tag not in {"style", "script"}:
            yield from (one.get(name) or "" for name in ("alt", "aria-label", "content"))
            yield one.text or ""
        yield one.tail or ""


def _of_word(content: bytes) -> Iterator[str]:
    """Paragraphs and tables in their order, what is said instead of pictures, and the notes."""
    with ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(f"word/{name}.xml") for name in ("document", "footnotes")]
    for part in parts:
        for one in etree.fromstring(part).iter(f"{_WORD}p", f"{_WORD}tr", f"{_DRAWN}docPr"):
            if one.tag == f"{_WORD}tr":
                yield _joined(_text_of_word(cell) for cell in one.iterfind(f"{_WORD}tc"))
            elif one.tag == f"{_DRAWN}docPr":
                yield f"Alternative: {one.get('descr')}"
            elif one.getparent().tag != f"{_WORD}tc":
                yield _text_of_word(one)


def _text_of_word(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{_WORD}t"))


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


# --- Workbooks -------------------------------------------------------------------------------
def _of_workbook(content: bytes) -> Iterator[str]:
    opened = load_workbook(BytesIO(content))
    for sheet in opened:
        yield f"Sheet: {sheet.title}"
        yield from (_joined(row) for row in sheet.iter_rows(values_only=True))


_ODS = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}


def _of_ods(content: bytes) -> Iterator[str]:
    with ZipFile(BytesIO(content)) as archive:
        document = etree.fromstring(archive.read("content.xml"))
    for sheet in document.iterfind(".//table:table", _ODS):
        yield f"Sheet: {sheet.get(_named('table:name'))}"
        for row in sheet.iterfind(".//table:table-row", _ODS):
            yield _joined(map(_of_ods_cell, row.iterfind("table:table-cell", _ODS)))


def _of_ods_cell(cell: Any) -> str:
    """The words, and the number behind them where there is one."""
    words = " ".join("".join(one.itertext()) for one in cell.iterfind("text:p", _ODS))
    number = cell.get(_named("office:value"))
    return f"{words} = {number}" if number else words


def _named(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_ODS[prefix]}}}{local}"


_READERS = {
    Format.PPTX: _of_slides,
    Format.PDF: _of_pdf,
    Format.HTML: _of_page,
    Format.DOCX: _of_word,
    Format.XLSX: _of_workbook,
    Format.ODS: _of_ods,
}
