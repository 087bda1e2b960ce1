"""Run as a separate program: a workbook on standard input, its sheets as CSV on standard output.

It knows neither Django nor the portal, and may take no more memory and time than it is told: a
sheet that chokes the parser kills this process and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

PASSWORD_EXIT = 3
UNREADABLE_EXIT = 4
TOO_WIDE_EXIT = 6
# A larger part of a workbook is read, but not searched for what it hides.
LARGEST_SEARCHED = 50_000_000
# Up to here a float holds every whole number.
LARGEST_EXACT = 2**53


def main(memory: int, seconds: int, most_cells: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine as calamine

    content = sys.stdin.buffer.read()
    try:
        workbook = calamine.load_workbook(io.BytesIO(content))
        asides = asides_of(content)
        for sheet in workbook.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                opened = workbook.get_sheet_by_name(sheet.name)
                # What is declared can't be relied on: this is what the parser is about to make.
                height, width = opened.end or (0, 0)
                if (height + 1) * (width + 1) > most_cells:
                    return TOO_WIDE_EXIT
                rows = opened.to_python(skip_empty_area=False)
                visible = sheet.visible == calamine.SheetVisibleEnum.Visible
                aside = asides.get(sheet.name, {})
                write_sheet(sheet.name, rows, visible=visible, aside=aside)
    except calamine.PasswordError:
        return PASSWORD_EXIT
    except MemoryError:
        raise
    except Exception as why:  # noqa: BLE001 - of damage the parser and zipfile raise many kinds
        sys.stderr.write(str(why))
        return PASSWORD_EXIT if "password" in str(why).lower() else UNREADABLE_EXIT
    return 0


def write_sheet(
    name: str, rows: Iterable[Iterable[object]], *, visible: bool, aside: dict[str, int]
) -> None:
    """A line of JSON that says the sheet's name and how many bytes of CSV follow it.

    `aside` counts what the rows do not show: hidden rows and columns, and formulas.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([as_text(cell) for cell in row] for row in rows)
    content = text.getvalue().encode()
    header = {"sheet": name, "bytes": len(content), "visible": visible, **aside}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + content)


# --- What the values do not show -------------------------------------------------------------
_SHEET = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?(row|col)\b[^>]*\bhidden="(?:1|true)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# A cell with a formula and no value. An empty text that a formula gave is a value.
_UNSAVED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TABLE = re.compile(rb'<table:table\s[^>]*?table:name="([^"]*)"')
_COLLAPSED = re.compile(
    rb'<table:table-(row|column)\b[^>]*\btable:visibility="(?:collapse|filter)"'
)
_ODS_FORMULA = re.compile(rb"\btable:formula=")
_ODS_CELL = re.compile(rb"<table:table-cell\b[^>]*\btable:formula=[^>]*>")


def asides_of(content: bytes) -> dict[str, dict[str, int]]:
    """By the name of a sheet, how many hidden rows and columns and formulas it has.

    `unsaved` are the formulas without a value.

    Of XLSX and ODS; an old XLS says nothing here.
    """
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(info.file_size > LARGEST_SEARCHED for info in archive.infolist()):
            return {}
        if "content.xml" in archive.namelist():
            pieces = _TABLE.split(archive.read("content.xml"))
            named = zip(pieces[1::2], pieces[2::2], strict=True)
            return {_plain(name): _counted(xml, _COLLAPSED, _ODS_FORMULA) for name, xml in named}
        return {
            name: _counted(archive.read(path), _HIDDEN, _FORMULA)
            for name, path in _sheet_paths(archive)
        }


def _sheet_paths(archive: zipfile.ZipFile) -> Iterable[tuple[str, str]]:
    relations = {}
    for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        relations[attributes[b"Id"]] = attributes[b"Target"].decode().removeprefix("/xl/")
    for name, relation in _SHEET.findall(archive.read("xl/workbook.xml")):
        path = f"xl/{relations.get(relation, '')}"
        if path in archive.namelist():
            yield _plain(name), path


def _counted(xml: bytes, hidden: re.Pattern[bytes], formula: re.Pattern[bytes]) -> dict[str, int]:
    kinds = hidden.findall(xml)
    return {
        "hidden_rows": kinds.count(b"row"),
        "hidden_columns": len(kinds) - kinds.count(b"row"),
        "formulas": len(formula.findall(xml)),
        "unsaved": _unsaved(xml),
    }


def _unsaved(xml: bytes) -> int:
    """How many cells have a formula and no value: no program has worked them out."""
    cells = sum(b't="str"' not in tag for tag in _UNSAVED.findall(xml))
    return cells + sum(b"office:value-type=" not in tag for tag in _ODS_CELL.findall(xml))


def _plain(name: bytes) -> str:
    """A name out of XML: calamine gives it without its escapes."""
    text = name.decode()
    for escape, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(escape, sign)
    return text.replace("&amp;", "&")


def as_text(cell: object) -> str:
    """What somebody would type for the cell: 2022-10-01 for a date, 5 and not 5.0."""
    match cell:
        case None:
            text = ""
        case bool():
            text = str(cell).upper()
        case float() if cell.is_integer() and abs(cell) < LARGEST_EXACT:
            text = str(int(cell))
        case datetime() if cell.time() == time():
            text = cell.date().isoformat()
        case datetime() | date() | time():
            text = cell.isoformat()
        case _:
            text = str(cell)
    return text


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4])))
