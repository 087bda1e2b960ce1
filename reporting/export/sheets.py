"""Tables as the sheets of an accessible workbook, the same for XLSX and ODS; writes no file.

They follow the Government Analysis Function's checklist: contents first, notes on a sheet of
their own, one table a sheet from column A, no merged and no blank cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from reporting.content.description import Cell, Deck, Entry, Slide, Table
from reporting.rendering.text_metrics import width_of

# The checklist allows no blank cell; what has no words has none to give.
NO_WORDS = "[z]"
# Over the column that says of each row whether its figures are published, worked back or made up.
WHAT_IT_IS = "What the figures are"
_NARROWEST, _WIDEST = 10, 60  # of a column, in letters


class Look(Enum):
    TITLE = "title"
    TEXT = "text"
    WRAPPED = "wrapped"
    HEAD = "head"
    RIGHT_HEAD = "right head"
    LINK = "link"
    NUMBER = "number"  # or the shorthand where there is none


@dataclass(frozen=True)
class SheetCell:
    """Words, or a number with the `Cell` that it came from; a LINK leads to the sheet it names."""

    value: str | int | float
    look: Look = Look.TEXT
    cell: Cell | None = None


@dataclass(frozen=True)
class Sheet:
    """Rows from A1; `head` is the row (from 0) of the table's headings, `widths` in letters."""

    name: str
    widths: tuple[float, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    head: int


def sheets(tables: Sequence[Table], *, title: str, about: Sequence[str]) -> tuple[Sheet, ...]:
    """Contents with the sentences of `about`, notes if there are any, and a sheet a table."""
    names = [f"Table_{number}" for number in range(1, len(tables) + 1)]
    named = list(zip(names, tables, strict=True))
    notes = [(name, note) for name, table in named for note in table.notes]
    listed = [("Notes", "Notes on the tables")] if notes else []
    listed += [(name, table.title) for name, table in named]
    return (
        _contents(listed, title, about),
        *([_notes(notes)] if notes else []),
        *(_table(name, table) for name, table in named),
    )


def tables_of(deck: Deck) -> tuple[Table, ...]:
    """Every table of a pack and the numbers of every chart, each with its source as a note."""
    return tuple(table for slide in deck.slides for table in _of_slide(slide))


def about(deck: Deck) -> tuple[str, ...]:
    """What stands under the title on the sheet of contents."""
    day = f"{deck.as_at.day} {deck.as_at:%B %Y}"
    lines = (deck.subtitle, deck.partnership, f"Figures as at {day}.", deck.marking.value)
    return tuple(words for words in lines if words)


def _of_slide(slide: Slide) -> Iterator[Table]:
    more = tuple(words for words in (slide.warning, slide.source_line, *slide.notes) if words)
    if slide.chart:
        table = slide.chart.table
        titled = f"{slide.title}: {table.title}"
        yield replace(table, title=titled, notes=_once((*table.notes, *more)))
    if slide.table:
        yield replace(slide.table, notes=_once((*slide.table.notes, *more)))


def _once(notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(notes))


def _contents(listed: Sequence[tuple[str, str]], title: str, about: Sequence[str]) -> Sheet:
    rows = [
        (SheetCell(title, Look.TITLE),),
        *((SheetCell(sentence),) for sentence in about),
        _head("Sheet", "What it holds"),
    ]
    head = len(rows) - 1
    rows += [(SheetCell(name, Look.LINK), SheetCell(words, Look.WRAPPED)) for name, words in listed]
    return Sheet("Contents", (14, 90), tuple(rows), head)


def _notes(notes: Sequence[tuple[str, str]]) -> Sheet:
    rows = [
        (SheetCell("Notes", Look.TITLE),),
        (SheetCell("This sheet contains one table."),),
        _head("Note", "Sheet", "What it says"),
        *(
            (SheetCell(f"[note {number}]"), SheetCell(name), SheetCell(note, Look.WRAPPED))
            for number, (name, note) in enumerate(notes, 1)
        ),
    ]
    return Sheet("Notes", (14, 14, 90), tuple(rows), 2)


def _head(*titles: str) -> tuple[SheetCell, ...]:
    return tuple(SheetCell(title, Look.HEAD) for title in titles)


def _table(name: str, table: Table) -> Sheet:
    lines = ["This sheet contains one table."]
    if table.notes:
        lines.append("Notes are on the sheet “Notes”.")
    lines += [f"{symbol} {meaning}." for symbol, meaning in table.shorthand.items()]
    head = tuple(
        SheetCell(column.title, Look.RIGHT_HEAD if column.is_number else Look.HEAD)
        for column in table.columns
    )
    natures = tuple((SheetCell(words),) for words in table.natures)
    what_each_is = natures or ((),) * len(table.rows)
    rows = (
        (SheetCell(table.title, Look.TITLE),),
        *((SheetCell(line),) for line in lines),
        (*head, *(_head(WHAT_IT_IS) if natures else ())),
        *(
            (*(_entry(entry) for entry in row.entries), *what_it_is)
            for row, what_it_is in zip(table.rows, what_each_is, strict=True)
        ),
    )
    widths = [_letters(table, index) for index in range(len(table.columns))]
    return Sheet(name, (*widths, *([20] if natures else [])), rows, len(lines) + 1)


def _entry(entry: Entry) -> SheetCell:
    if isinstance(entry, Cell):
        value = entry.text if entry.number is None else entry.number
        return SheetCell(value, Look.NUMBER, entry)
    return SheetCell((entry if isinstance(entry, str) else entry.text) or NO_WORDS)


def _letters(table: Table, index: int) -> float:
    """How wide a column is, in letters of the workbook's font: as its widest entry."""
    entries = [row.entries[index] for row in table.rows]
    texts = [entry if isinstance(entry, str) else entry.text for entry in entries]
    widest = max((width_of(text, 1, is_bold=True) / 0.556 for text in texts), default=0)
    longest_word = max(len(word) for word in (table.columns[index].title or "-").split())
    return min(max(widest, longest_word, _NARROWEST) + 2, _WIDEST)
