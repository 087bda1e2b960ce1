"""The figures of a pack as the sheet “Data” of its workbook: a tidy table, a row for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from measures.counts import Nature
from reporting.content.description import Cell, Style
from reporting.export.figures.rows import Figure
from reporting.export.sheets import DATA, NO_WORDS, Look, Sheet, SheetCell

# Each column: its heading and its width in letters.
COLUMNS = {
    "measure": 50,
    "measure id": 24,
    "dataset": 24,
    "area": 22,
    "GSS code": 12,
    "level": 16,
    "period": 18,
    "start": 12,
    "end": 12,
    "value": 12,
    "unit": 20,
    "lower": 10,
    "upper": 10,
    "compared with": 24,
    "difference": 12,
    "change": 10,
    "verdict": 28,
    "source": 36,
    "as-at": 12,
    "illustrative": 12,
    "marks": 30,
    "shown on": 40,
}
_NUMBERS = {"value", "lower", "upper", "difference", "change"}
NO_MARKS = "none"


def data_sheet(found: Sequence[Figure]) -> Sheet:
    """A table from A1; what is not known of a figure, or does not apply, is [z]."""
    head = tuple(
        SheetCell(title, Look.RIGHT_HEAD if title in _NUMBERS else Look.HEAD) for title in COLUMNS
    )
    return Sheet(DATA, tuple(COLUMNS.values()), (head, *map(_row, found)), 0, is_data=True)


def _row(one: Figure) -> tuple[SheetCell, ...]:
    area = one.area
    return (
        _words(one.measure),
        _words(one.measure_id),
        _words(one.dataset),
        _words(area.name if area else ""),
        _words(area.gss if area else ""),
        _words(area.level if area else ""),
        _words(one.period),
        _day(one.start),
        _day(one.end),
        _number(one.cell),
        _words(one.unit),
        _number(one.low),
        _number(one.high),
        _words(one.against),
        _number(None if one.difference is None else Cell(one.difference, _difference(one))),
        _number(None if one.percent is None else Cell(one.percent, Style.CHANGE)),
        _words(one.verdict),
        _words(one.source),
        _day(one.as_at),
        _words("yes" if one.is_illustrative else "no"),
        _words("; ".join(f"{symbol} {meaning}" for symbol, meaning in one.marks.items()), NO_MARKS),
        _words(one.shown_on),
    )


def _words(words: str, otherwise: str = NO_WORDS) -> SheetCell:
    return SheetCell(words or otherwise)


def _day(day: date | None) -> SheetCell:
    return SheetCell(day or NO_WORDS)


def _difference(one: Figure) -> Style:
    is_whole = float(one.difference or 0).is_integer()
    return Style.DIFFERENCE if is_whole else Style.SMALL_DIFFERENCE


def _number(cell: Cell | None) -> SheetCell:
    """A number without its marks, which have a column; a gap as its shorthand."""
    if cell is None:
        return SheetCell(NO_WORDS)
    if cell.number is None:
        return SheetCell(cell.bare_text, Look.NUMBER)
    plain = replace(cell, marks=frozenset(), nature=Nature.MEASURED)
    return SheetCell(cell.number, Look.NUMBER, plain)
