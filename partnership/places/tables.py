"""A small table as a council publishes it: CSV however it was saved, or the sheets of an XLSX."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import ParseError

from lxml import etree

from measures.whole_numbers import whole_number
from partnership.damage import OF_AN_ARCHIVE
from partnership.refusals import UnusableFile

# A district has some 50 wards; a table of a county's by year has some thousand lines.
MOST_ROWS, MOST_COLUMNS = 20_000, 200
MOST_UNPACKED = 50_000_000
ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


@dataclass(frozen=True)
class PlainTable:
    """The rows of a sheet or of a CSV file, with the numbers that a spreadsheet gives them."""

    sheet: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def plain_tables(name: str, content: bytes) -> tuple[PlainTable, ...]:
    """Every table of the file; `UnusableFile` for what is none."""
    if content.startswith(ZIP):
        return _sheets(name, content)
    if content.startswith(OLE2):
        raise UnusableFile(
            f"{name} is an old or a password-protected workbook: save it as CSV or as XLSX"
        )
    return (PlainTable("", tuple(_lines(name, _text(name, content)))),)


def _text(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnusableFile(f"{name} is not a CSV file, nor a workbook")


def _lines(name: str, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1):
            if number > MOST_ROWS:
                raise UnusableFile(f"{name} has more than {MOST_ROWS:,} rows")
            if any(cell.strip() for cell in line):
                yield number, tuple(" ".join(cell.split()) for cell in line[:MOST_COLUMNS])
    except csv.Error as error:
        raise UnusableFile(f"{name} is not a CSV file: {error}") from None


# --- Workbooks -------------------------------------------------------------------------------
def _sheets(name: str, content: bytes) -> tuple[PlainTable, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = [info for info in archive.namelist() if _SHEET.fullmatch(info)]
            left = [MOST_UNPACKED]
            strings = _strings(_unpacked(name, archive, "xl/sharedStrings.xml", left))
            found = tuple(
                PlainTable(
                    sheet, tuple(_rows(name, _unpacked(name, archive, sheet, left), strings))
                )
                for sheet in sorted(sheets, key=lambda sheet: (len(sheet), sheet))
            )
    except (*OF_AN_ARCHIVE, ParseError, etree.XMLSyntaxError):
        raise UnusableFile(f"{name} is damaged, or protected by a password") from None
    if not found:
        raise UnusableFile(f"{name} is no XLSX workbook: save it as CSV or as XLSX")
    return found


def _unpacked(name: str, archive: zipfile.ZipFile, member: str, left: list[int]) -> bytes:
    """The member, or nothing where there is none; refused once all together are too large."""
    if member not in archive.namelist():
        return b""
    with archive.open(member) as file:
        content = file.read(left[0] + 1)
    left[0] -= len(content)
    if left[0] < 0:
        raise UnusableFile(f"{name} unpacks to more than {MOST_UNPACKED / 1e6:.0f} MB")
    return content


def _elements(content: bytes, tag: str) -> Iterator[Any]:
    """The elements one by one; no entity is expanded and nothing is fetched."""
    parsed = etree.iterparse(
        io.BytesIO(content),
        tag=_MAIN + tag,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for _, element in parsed:
        yield element
        element.clear()


def _strings(content: bytes) -> Sequence[str]:
    return [_written(element) for element in _elements(content, "si")] if content else []


def _written(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(_MAIN + "t"))


def _rows(
    name: str, content: bytes, strings: Sequence[str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    number = 0
    for many, row in enumerate(_elements(content, "row"), start=1):
        if many > MOST_ROWS:
            raise UnusableFile(f"{name} has more than {MOST_ROWS:,} rows")
        number = int(row.get("r") or number + 1)
        cells: dict[int, str] = {}
        for cell in row.iterfind(_MAIN + "c"):
            at = _column(cell.get("r"), default=max(cells, default=-1) + 1)
            if at < MOST_COLUMNS:
                cells[at] = " ".join(_value(cell, strings).split())
        if any(cells.values()):
            width = max(cells) + 1
            yield number, tuple(cells.get(at, "") for at in range(width))


def _column(reference: str | None, *, default: int) -> int:
    match = _CELL.fullmatch(reference or "")
    if match is None:
        return default
    at = 0
    for letter in match[1]:
        at = at * 26 + ord(letter) - 64
    return at - 1


def _value(cell: Any, strings: Sequence[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _written(cell)
    value = cell.findtext(_MAIN + "v") or ""
    if kind == "s":
        at = whole_number(value)
        return strings[at] if at is not None and 0 <= at < len(strings) else ""
    return value.removesuffix(".0")
