"""Tables of a Word document: heading rows repeated, rows whole, small tables on one page.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reporting.content.description import Cell, Column, Entry, Table
from reporting.export.docx.widths import height, widths

# A higher table may break between two rows, though not behind its first or before its last; its
# headings are repeated.
_MOST_WHOLE = 300.0
_SMALL, _NUMBERS_SMALL = 17, 16  # half-points, the second for tables of many columns
_MANY = 7
_TWIPS = 20  # in a point


def table_xml(table: Table, width: float) -> Any:
    """The table as Word's own, with its title as text alternative, its columns as its words need.

    Written as one piece of XML: python-docx takes a hundred times as long cell by cell.
    """
    size = _NUMBERS_SMALL if len(table.columns) > _MANY else _SMALL
    wide = widths(table, width, size / 2)
    is_whole = height(table, wide, size / 2) <= _MOST_WHOLE
    last = len(table.rows) - 1
    twips = [round(each * _TWIPS) for each in wide]
    rows = "".join(
        _row(
            _cells(row.entries, table.columns, size, is_total=row.is_total, keeps=keeps),
            twips,
        )
        for number, row in enumerate(table.rows)
        for keeps in (number < last and (is_whole or number in {0, last - 1}),)
    )
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in twips)
    title = quoteattr(table.title)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        '<w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f"<w:tblCaption w:val={title}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"{_row(_heads(table.columns, size), twips, is_head=True)}{rows}</w:tbl>"
    )


def _row(cells: Iterator[str], twips: Sequence[int], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""
    wide = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{cell}</w:tc>'
        for cell, width in zip(cells, twips, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{wide}</w:tr>"


def _heads(columns: Sequence[Column], size: int) -> Iterator[str]:
    for column in columns:
        yield _cell(
            column.title, size, is_bold=True, is_right=column.is_number, keeps=True, ground="F3F2F1"
        )


def _cells(
    entries: Sequence[Entry], columns: Sequence[Column], size: int, *, is_total: bool, keeps: bool
) -> Iterator[str]:
    for place, (entry, column) in enumerate(zip(entries, columns, strict=True)):
        yield _cell(
            entry if isinstance(entry, str) else entry.text,
            size,
            is_bold=is_total or place == 0,
            is_right=isinstance(entry, Cell) or column.is_number,
            keeps=keeps,
        )


def _cell(
    text: str, size: int, *, is_bold: bool, is_right: bool, keeps: bool, ground: str = ""
) -> str:
    """What stands in a cell behind its width."""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    keep = "<w:keepNext/>" if keeps else ""
    side = '<w:jc w:val="right"/>' if is_right else ""
    bold = "<w:b/>" if is_bold else ""
    return (
        f"{shade}</w:tcPr><w:p><w:pPr>{keep}"
        f'<w:spacing w:before="30" w:after="30"/>{side}</w:pPr><w:r><w:rPr>{bold}'
        f'<w:sz w:val="{size}"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        "</w:p>"
    )
