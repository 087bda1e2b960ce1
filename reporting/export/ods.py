"""Sheets as an OpenDocument spreadsheet, written part by part; knows its XML and no figures.

The parts are few and the same bytes are wanted each time, so no library stands between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reporting.content.description import MINUS, Cell, Style, Table
from reporting.export.sheets import Look, Sheet, SheetCell, sheets

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
_LETTER = 0.2  # the width of a letter at 11 points, in cm
_BORDER = 'fo:border-bottom="0.5pt solid #000000"'
_LOOKS = {
    Look.TITLE: ('fo:font-size="15pt" fo:font-weight="bold"', ""),
    Look.TEXT: ("", ""),
    Look.WRAPPED: ("", 'fo:wrap-option="wrap"'),
    Look.HEAD: ('fo:font-weight="bold"', _BORDER),
    Look.RIGHT_HEAD: ('fo:font-weight="bold"', _BORDER),
    Look.LINK: ('fo:color="#12436D" style:text-underline-style="solid"', ""),
    Look.NUMBER: ("", ""),
}
_RIGHT = {Look.RIGHT_HEAD, Look.NUMBER}
_NO_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def spreadsheet(tables: Sequence[Table], *, title: str, about: Sequence[str], day: date) -> bytes:
    """The tables as an ODS, with the same sheets and values as the XLSX; `day` is when of."""
    made = sheets(tables, title=title, about=about)
    parts = {
        "content.xml": _content(made),
        "styles.xml": _styles(),
        "meta.xml": _meta(title, about, day),
        "META-INF/manifest.xml": _manifest(),
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        # First and not packed, so that the kind of file can be told from its first bytes.
        archive.writestr(ZipInfo("mimetype"), TYPE, ZIP_STORED)
        for name, xml in parts.items():
            archive.writestr(ZipInfo(name), xml.encode(), ZIP_DEFLATED)
    return stream.getvalue()


def _content(made: Iterable[Sheet]) -> str:
    styles = _Styles()
    body = "".join(_sheet(sheet, styles) for sheet in made)
    return (
        f'{_HEAD}<office:document-content {_NAMES} office:version="1.3">'
        f"<office:automatic-styles>{styles.xml}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def _sheet(sheet: Sheet, styles: _Styles) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="{styles.column(width)}"/>' for width in sheet.widths
    )
    rows = [_row(cells, styles) for cells in sheet.rows]
    head = f"<table:table-header-rows>{rows[sheet.head]}</table:table-header-rows>"
    return (
        f"<table:table table:name={quoteattr(sheet.name)}>{columns}{''.join(rows[: sheet.head])}"
        f"{head}{''.join(rows[sheet.head + 1 :])}</table:table>"
    )


def _row(cells: Iterable[SheetCell], styles: _Styles) -> str:
    return f"<table:table-row>{''.join(_cell(cell, styles) for cell in cells)}</table:table-row>"


def _cell(cell: SheetCell, styles: _Styles) -> str:
    if isinstance(cell.value, str):
        words = escape(cell.value.translate(_NO_CONTROLS))
        if cell.look is Look.LINK:
            words = f'<text:a xlink:type="simple" xlink:href="#{words}.A1">{words}</text:a>'
        kind = 'office:value-type="string"'
    else:
        words = escape(cell.cell.text if cell.cell else str(cell.value))
        kind = f'office:value-type="float" office:value="{cell.value!r}"'
    return (
        f'<table:table-cell table:style-name="{styles.of(cell)}" {kind}>'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


class _Styles:
    """The styles that cells and columns ask for, each written once."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.names: dict[tuple[object, ...], str] = {}
        self.numbers = count(1)

    @property
    def xml(self) -> str:
        return "".join(self.written)

    def column(self, width: float) -> str:
        key = ("column", width)
        if key not in self.names:
            self.names[key] = f"co{next(self.numbers)}"
            self.written.append(
                f'<style:style style:name="{self.names[key]}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width * _LETTER:.2f}cm"/>'
                "</style:style>"
            )
        return self.names[key]

    def of(self, cell: SheetCell) -> str:
        is_number = cell.cell is not None and not isinstance(cell.value, str)
        data = self._data_style(cell.cell) if cell.cell and is_number else ""
        key = ("cell", cell.look, data)
        if key not in self.names:
            self.names[key] = f"ce{next(self.numbers)}"
            self.written.append(_cell_style(self.names[key], cell.look, data))
        return self.names[key]

    def _data_style(self, cell: Cell) -> str:
        marks = "".join(f" {mark.shorthand}" for mark in sorted(cell.marks, key=str))
        key = ("data", cell.style, marks)
        if key not in self.names:
            self.names[key] = name = f"N{next(self.numbers)}"
            self.written.append(_number_style(name, cell.style, marks))
        return self.names[key]


def _cell_style(name: str, look: Look, data: str) -> str:
    text, cell = _LOOKS[look]
    written_data = f' style:data-style-name="{data}"' if data else ""
    align = '<style:paragraph-properties fo:text-align="end"/>' if look in _RIGHT else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"'
        f' style:parent-style-name="Default"{written_data}>'
        f'<style:table-cell-properties style:vertical-align="top" {cell}/>{align}'
        f"<style:text-properties {text}/></style:style>"
    )


_SIGNED = {Style.DIFFERENCE, Style.CHANGE, Style.POINTS}
_PERCENT = {Style.PERCENT, Style.CHANGE, Style.SHARE}
_TO_A_TENTH = {Style.PERCENT, Style.CHANGE, Style.RATE, Style.SHARE, Style.POINTS}


def _number_style(name: str, style: Style, marks: str) -> str:
    """A number as the pages write it: a plus where it is a change, and always a true minus."""
    plus = "+" if style in _SIGNED else ""
    positive = _one_number_style(f"{name}P0", plus, style, marks)
    negative = _one_number_style(f"{name}P1", MINUS, style, marks)
    maps = (
        f'<style:map style:condition="value()&gt;0" style:apply-style-name="{name}P0"/>'
        f'<style:map style:condition="value()&lt;0" style:apply-style-name="{name}P1"/>'
    )
    return positive + negative + _one_number_style(name, "", style, marks, maps)


def _one_number_style(name: str, sign: str, style: Style, marks: str, maps: str = "") -> str:
    before = f"<number:text>{sign}</number:text>" if sign else ""
    after = ("%" if style in _PERCENT else "") + marks
    written_after = f"<number:text>{escape(after)}</number:text>" if after else ""
    places = 1 if style in _TO_A_TENTH else 0
    return (
        f'<number:number-style style:name="{name}">{before}'
        f'<number:number number:decimal-places="{places}"'
        f' number:min-decimal-places="{places}" number:min-integer-digits="1"'
        f' number:grouping="true"/>{written_after}{maps}</number:number-style>'
    )


def _styles() -> str:
    return (
        f'{_HEAD}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
        '<style:default-style style:family="table-cell"><style:text-properties'
        ' fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/>'
        '</style:default-style><style:style style:name="Default" style:family="table-cell"/>'
        "</office:styles></office:document-styles>"
    )


def _meta(title: str, about: Sequence[str], day: date) -> str:
    said = escape(" ".join(about).translate(_NO_CONTROLS))
    return (
        f'{_HEAD}<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<dc:title>{escape(title.translate(_NO_CONTROLS))}</dc:title>"
        f"<dc:description>{said}</dc:description><dc:language>en-GB</dc:language>"
        f"<meta:creation-date>{day.isoformat()}T00:00:00</meta:creation-date>"
        f"<dc:date>{day.isoformat()}T00:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )


def _manifest() -> str:
    listed = {
        "/": TYPE,
        "content.xml": "text/xml",
        "styles.xml": "text/xml",
        "meta.xml": "text/xml",
    }
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in listed.items()
    )
    return (
        f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"'
        f' manifest:version="1.3">{lines}</manifest:manifest>'
    )
