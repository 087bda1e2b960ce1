"""Sheets as an OpenDocument spreadsheet: how cells look; knows no figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count
from xml.sax.saxutils import escape

from reporting.content.description import MINUS, SIGNED, Cell, Style, Table
from reporting.export.sheet_names import Naming
from reporting.export.sheets import Look, Sheet, SheetCell, sheets
from returns.files.ods_writer import About, OdsCell, OdsSheet, ods

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


def spreadsheet(
    tables: Sequence[Table],
    *,
    title: str,
    about: Sequence[str],
    day: date,
    data: Sheet | None = None,
    names: Sequence[Naming] = (),
) -> bytes:
    """The tables as an ODS, with the same sheets and values as the XLSX; `day` is when of."""
    styles = _Styles()
    listed = sheets(tables, title=title, about=about, data=data, names=names)
    described = [_sheet(sheet, styles) for sheet in listed]
    return ods(described, styles=styles.xml, about=About(title, " ".join(about), day))


def _sheet(sheet: Sheet, styles: _Styles) -> OdsSheet:
    columns = tuple(styles.column(width) for width in sheet.widths)
    rows = tuple(tuple(_cell(cell, styles) for cell in row) for row in sheet.rows)
    return OdsSheet(sheet.name, rows, columns, sheet.head, is_filtered=sheet.is_data)


def _cell(cell: SheetCell, styles: _Styles) -> OdsCell:
    style = styles.of(cell)
    if isinstance(cell.value, str):
        return OdsCell(cell.value, style=style, link=cell.look is Look.LINK)
    if isinstance(cell.value, date):
        return OdsCell(cell.value.isoformat(), style=style, day=cell.value)
    words = cell.cell.text if cell.cell else str(cell.value)
    return OdsCell(words, number=cell.value, style=style)


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
        if isinstance(cell.value, date):
            data = self._day_style()
        key = ("cell", cell.look, data)
        if key not in self.names:
            self.names[key] = f"ce{next(self.numbers)}"
            self.written.append(_cell_style(self.names[key], cell.look, data))
        return self.names[key]

    def _day_style(self) -> str:
        key = ("data", "day")
        if key not in self.names:
            self.names[key] = name = f"N{next(self.numbers)}"
            self.written.append(_DAY_STYLE.format(name=name))
        return self.names[key]

    def _data_style(self, cell: Cell) -> str:
        marks = "".join(f" {symbol}" for symbol in cell.symbols)
        key = ("data", cell.style, marks)
        if key not in self.names:
            self.names[key] = name = f"N{next(self.numbers)}"
            self.written.append(_number_style(name, cell.style, marks))
        return self.names[key]


_DAY_STYLE = (
    '<number:date-style style:name="{name}"><number:year number:style="long"/>'
    '<number:text>-</number:text><number:month number:style="long"/>'
    '<number:text>-</number:text><number:day number:style="long"/></number:date-style>'
)


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


_PERCENT = {Style.PERCENT, Style.CHANGE, Style.WHOLE_CHANGE, Style.SHARE}
_WHOLE = {Style.COUNT, Style.AVERAGE, Style.DIFFERENCE, Style.WHOLE_CHANGE}


def _number_style(name: str, style: Style, marks: str) -> str:
    """A number as the pages write it: a plus where it is a change, and always a true minus."""
    plus = "+" if style in SIGNED else ""
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
    places = 0 if style in _WHOLE else 1
    return (
        f'<number:number-style style:name="{name}">{before}'
        f'<number:number number:decimal-places="{places}"'
        f' number:min-decimal-places="{places}" number:min-integer-digits="1"'
        f' number:grouping="true"/>{written_after}{maps}</number:number-style>'
    )
