"""An OpenDocument spreadsheet, written part by part; knows its XML and no dataset.

The parts are few and the same bytes are wanted each time, so no library stands between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "office": f"{_OASIS}:office:1.0",
        "style": f"{_OASIS}:style:1.0",
        "text": f"{_OASIS}:text:1.0",
        "table": f"{_OASIS}:table:1.0",
        "number": f"{_OASIS}:datastyle:1.0",
        "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
        "meta": f"{_OASIS}:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
_NO_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


@dataclass(frozen=True)
class OdsCell:
    """Words, or a `number` or a `day` with the words that it is written in; blank for none.

    `style` names one of the document's styles; words that are a `link` lead to the sheet that
    they name.
    """

    text: str
    number: int | float | None = None
    style: str = ""
    link: bool = False
    day: date | None = None


@dataclass(frozen=True)
class OdsSheet:
    """Rows from A1. `columns` are the styles of the columns, and `head` is the row (from 0) that
    is repeated on each page when the sheet is printed, and that `is_filtered` puts a filter on."""

    name: str
    rows: tuple[tuple[OdsCell, ...], ...]
    columns: tuple[str, ...] = ()
    head: int | None = None
    is_filtered: bool = False


@dataclass(frozen=True)
class About:
    """The document's metadata; `day` is when it was made."""

    title: str
    description: str
    day: date


def ods(sheets: Iterable[OdsSheet], *, styles: str = "", about: About | None = None) -> bytes:
    """The sheets as an ODS; `styles` is the XML of the styles that cells and columns name."""
    parts = {"content.xml": _content(sheets, styles), "styles.xml": _default_style()}
    if about is not None:
        parts["meta.xml"] = _meta(about)
    parts["META-INF/manifest.xml"] = _manifest(tuple(parts))
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        # First and not packed, so that the kind of file can be told from its first bytes.
        archive.writestr(ZipInfo("mimetype"), TYPE, ZIP_STORED)
        for name, xml in parts.items():
            archive.writestr(ZipInfo(name), xml.encode(), ZIP_DEFLATED)
    return stream.getvalue()


def _content(sheets: Iterable[OdsSheet], styles: str) -> str:
    listed = tuple(sheets)
    ranges = "".join(_range(sheet) for sheet in listed if sheet.is_filtered)
    filtered = f"<table:database-ranges>{ranges}</table:database-ranges>" if ranges else ""
    return (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(map(_sheet, listed))}{filtered}"
        "</office:spreadsheet>"
        "</office:body></office:document-content>"
    )


def _sheet(sheet: OdsSheet) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{style}"/>' for style in sheet.columns
    )
    rows = [f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in sheet.rows]
    if sheet.head is not None:
        rows[sheet.head] = f"<table:table-header-rows>{rows[sheet.head]}</table:table-header-rows>"
    return f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows)}</table:table>"


def _range(sheet: OdsSheet) -> str:
    """The rows under the head as a range of the sheet's name, with buttons to filter by."""
    head = sheet.head or 0
    last = f"{_letters(len(sheet.rows[head]))}{len(sheet.rows)}"
    address = quoteattr(f"'{sheet.name}'.A{head + 1}:'{sheet.name}'.{last}")
    return (
        f"<table:database-range table:name={quoteattr(sheet.name)}"
        f' table:target-range-address={address} table:display-filter-buttons="true"/>'
    )


def _letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _cell(cell: OdsCell) -> str:
    style = f' table:style-name="{cell.style}"' if cell.style else ""
    words = escape(cell.text.translate(_NO_CONTROLS))
    if cell.number is not None:
        kind = f'office:value-type="float" office:value="{cell.number!r}"'
    elif cell.day is not None:
        kind = f'office:value-type="date" office:date-value="{cell.day.isoformat()}"'
    elif words or cell.style:
        kind = 'office:value-type="string"'
    else:
        return "<table:table-cell/>"
    if cell.link:
        words = f'<text:a xlink:type="simple" xlink:href="#{words}.A1">{words}</text:a>'
    return f"<table:table-cell{style} {kind}><text:p>{words}</text:p></table:table-cell>"


def _default_style() -> str:
    return (
        f'{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties'
        ' fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/>'
        "</office:styles></office:document-styles>"
    )


def _meta(about: About) -> str:
    description = escape(about.description.translate(_NO_CONTROLS))
    day = about.day.isoformat()
    return (
        f'{_HEAD}<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(about.title.translate(_NO_CONTROLS))}</dc:title>"
        f"<dc:description>{description}</dc:description><dc:language>en-GB</dc:language>"
        f"<meta:creation-date>{day}T00:00:00</meta:creation-date>"
        f"<dc:date>{day}T00:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _manifest(parts: Sequence[str]) -> str:
    listed = {"/": TYPE} | dict.fromkeys(parts, "text/xml")
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in listed.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"'
        f' manifest:version="1.3">{lines}</manifest:manifest>'
    )
