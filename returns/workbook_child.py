"""Run as a program of its own: a workbook on standard input, its sheets as CSV on standard output.

It knows neither Django nor the portal, and may take no more memory and time than it is told: a
sheet that chokes the parser kills this process and nothing else.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable
from datetime import date, datetime, time

PASSWORD_EXIT = 3
UNREADABLE_EXIT = 4
# Up to here a float holds every whole number.
LARGEST_EXACT = 2**53


def main(memory: int, seconds: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine as calamine

    try:
        workbook = calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for sheet in workbook.sheets_metadata:
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet:
                rows = workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                visible = sheet.visible == calamine.SheetVisibleEnum.Visible
                write_sheet(sheet.name, rows, visible=visible)
    except calamine.PasswordError:
        return PASSWORD_EXIT
    except (calamine.CalamineError, OSError, ValueError) as why:
        sys.stderr.write(str(why))
        return PASSWORD_EXIT if "password" in str(why).lower() else UNREADABLE_EXIT
    return 0


def write_sheet(name: str, rows: Iterable[Iterable[object]], *, visible: bool) -> None:
    """A line of JSON that says the sheet's name and how many bytes of CSV follow it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([as_text(cell) for cell in row] for row in rows)
    held = text.getvalue().encode()
    header = {"sheet": name, "bytes": len(held), "visible": visible}
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + held)


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
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
