"""The Home Office's file by partnership as it looks: made from its file by force, in any format."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

NOW = (
    "Financial Year",
    "Financial Quarter",
    "Police Force",
    "CSP Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Offence Count",
)
TO_2017 = (
    "Financial Year",
    "Financial Quarter",
    "Force Name",
    "CSP Name",
    "Offence Description",
    "Offence Group",
    "Offence Subgroup",
    "Offence Code",
    "Number of Offences",
)

# A few lines of every kind: what each group and subgroup is called, and how much of each.
OFFENCES = (
    ("Assault with injury", "Violence against the person", "Violence with injury", "8N", 40),
    ("Harassment", "VIOLENCE AGAINST THE PERSON", "Stalking and harassment", "8L", 30),
    ("Rape of a female", "Sexual offences", "Rape", "19C", 5),
    ("Robbery of personal property", "Robbery", "Robbery of personal property", "34B", 4),
    ("Burglary residential", "Theft offences", "Domestic burglary", "28E", 12),
    ("Burglary business", "Theft Offences", "Non-domestic burglary", "30C", 6),
    ("Theft from vehicle", "Theft offences", "Theft from a vehicle", "45", 11),
    ("Bicycle theft", "Theft offences", "Bicycle theft", "44", 3),
    ("Shoplifting", "Theft offences", "Shoplifting", "46", 25),
    ("Other theft", "Theft offences", "Other theft offences", "49", 14),
    ("Arson", "Criminal damage and arson", "Arson", "56B", 7),
    ("Public fear", "Public order offences", "Public order offences", "8.6", 20),
    ("Bigamy", "Miscellaneous crimes against society", "Miscellaneous crimes", "83", -1),
    ("Fraud", "Fraud offences", "Fraud: action fraud", "AF", 9),
)

Row = tuple[str, ...]


def rows(
    names: Iterable[tuple[str, str]], *, years: Sequence[str], offences=OFFENCES
) -> Iterator[Row]:
    """A line for each (force, partnership), quarter and offence; counts differ by all of them."""
    for year in years:
        for quarter in (1, 2, 3, 4):
            for place, (force, name) in enumerate(names):
                for about, group, within, code, number in offences:
                    count = number if number < 0 else number + place + quarter + int(year[:4]) % 7
                    yield (
                        year,
                        str(quarter),
                        force,
                        name,
                        about,
                        group,
                        within,
                        code,
                        str(count),
                    )


def as_csv(lines: Iterable[Row], *, headings: Row = NOW) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *lines])
    return text.getvalue().encode()


def as_xlsx(sheets: dict[str, Iterable[Row]], *, headings: Row = NOW) -> bytes:
    """With a sheet of notes before, as the publisher has it. Counts and quarters are numbers."""
    import xlsxwriter

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.add_worksheet("Notes").write_column(0, 0, ["Police recorded crime", "Notes"])
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, headings)
        for at, line in enumerate(lines, start=1):
            sheet.write_row(at, 0, [line[0], int(line[1]), *line[2:-1], int(line[-1])])
    book.close()
    return held.getvalue()


def write_ods(file, sheets: dict[str, Iterable[Row]], *, headings: Row = NOW) -> None:
    """Row by row, so that a file of full size can be made in little memory."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        with archive.open("content.xml", "w", force_zip64=True) as part:
            part.write(_ODS_BEGINS.encode())
            part.write(_ods_table("Notes", [("Police recorded crime",)]).encode())
            for name, lines in sheets.items():
                part.write(f'<table:table table:name="{escape(name)}">'.encode())
                part.write(_ods_row(headings).encode())
                for line in lines:
                    part.write(_ods_row(line).encode())
                part.write(b"</table:table>")
            part.write(_ODS_ENDS.encode())


_ODS_BEGINS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_ODS_ENDS = "</office:spreadsheet></office:body></office:document-content>"


def _ods_table(name: str, lines: Iterable[Sequence[str]]) -> str:
    return f'<table:table table:name="{name}">{"".join(map(_ods_row, lines))}</table:table>'


def _ods_row(cells: Sequence[str]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(text: str) -> str:
    if text.lstrip("-").isdigit():
        return (
            f'<table:table-cell office:value-type="float" office:value="{text}">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
    )
