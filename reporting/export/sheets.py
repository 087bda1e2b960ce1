"""Tables as the sheets of an accessible workbook, the same for XLSX and ODS; writes no file.

They follow the Government Analysis Function's checklist: one table a sheet from column A, with
no merged and no blank cells. Sheets are named for what they hold, and a table's notes stand below
it. Where there is a sheet of data it comes first, then the contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from measures.counts import Nature, weakest
from reporting.content.description import Cell, Deck, Entry, Row, Slide, Style, Table
from reporting.content.number_formats import UNITS_IN_HEADINGS
from reporting.export.sheet_names import Naming, named
from reporting.rendering.text_metrics import width_of

# The checklist allows no blank cell; what has no words has none to give.
NO_WORDS = "[z]"
# Over the column that says of each row whether its figures are published, worked back or made up.
WHAT_IT_IS = "What the figures are"
NOTES = "Notes"
DATA = "Data"
CONTENTS = "Contents"
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
    """Words, a day, or a number with its `Cell`; a LINK leads to the sheet that it names."""

    value: str | int | float | date
    look: Look = Look.TEXT
    cell: Cell | None = None


@dataclass(frozen=True)
class Sheet:
    """Rows from A1; `head` is the row (from 0) of the table's headings, `widths` in letters.

    With `is_data` the rows are nothing but a table, to be filtered and named for the sheet.
    """

    name: str
    widths: tuple[float, ...]
    rows: tuple[tuple[SheetCell, ...], ...]
    head: int
    is_data: bool = False


def sheets(
    tables: Sequence[Table],
    *,
    title: str,
    about: Sequence[str],
    data: Sheet | None = None,
    names: Sequence[Naming] = (),
) -> tuple[Sheet, ...]:
    """The data if there are any, contents with the sentences of `about`, and a sheet a table.

    `names` are what the tables hold: else what their titles say.
    """
    wanted = names or [Naming((table.title,)) for table in tables]
    short = named(wanted, taken=(DATA, CONTENTS))
    listed = [(data.name, WHAT_DATA_ARE)] if data else []
    listed += [(name, table.title) for name, table in zip(short, tables, strict=True)]
    return (
        *([data] if data else []),
        _contents(listed, title, about),
        *(
            _table(name, table, one.where)
            for name, table, one in zip(short, tables, wanted, strict=True)
        ),
    )


WHAT_DATA_ARE = (
    f"Every figure of the pack in a row of its own. {NO_WORDS} stands where something does not"
    " apply, or is not known of a figure; a figure that is not there is its shorthand."
)


def tables_of(deck: Deck) -> tuple[Table, ...]:
    """Every table of a pack and the numbers of every chart, each with its source as a note."""
    return tuple(table for slide in deck.slides for table in of_part(slide))


def about(deck: Deck) -> tuple[str, ...]:
    """What stands under the title on the sheet of contents."""
    day = f"{deck.as_at.day} {deck.as_at:%B %Y}"
    lines = (deck.subtitle, deck.partnership, f"Figures as at {day}.", deck.marking.value)
    return tuple(words for words in lines if words)


def of_part(slide: Slide) -> Iterator[Table]:
    """The numbers of its chart and its table, each with the sources as notes."""
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
    return Sheet(CONTENTS, (33, 90), tuple(rows), head)


def _head(*titles: str) -> tuple[SheetCell, ...]:
    return tuple(SheetCell(title, Look.HEAD) for title in titles)


def _table(name: str, table: Table, where: Sequence[str]) -> Sheet:
    lines = ["This sheet contains one table."]
    if where:
        lines.append(f"Shown on: {'; '.join(where)}.")
    if table.notes:
        lines.append("Notes are below it.")
    lines += [f"{symbol} {meaning}." for symbol, meaning in table.shorthand.items()]
    head = tuple(
        SheetCell(_heading(table, index), Look.RIGHT_HEAD if column.is_number else Look.HEAD)
        for index, column in enumerate(table.columns)
    )
    told = what_rows_are(table)
    natures = tuple((SheetCell(words or NO_WORDS),) for words in told)
    what_each_is = natures or ((),) * len(table.rows)
    rows = (
        (SheetCell(table.title, Look.TITLE),),
        *((SheetCell(line),) for line in lines),
        (*head, *(_head(WHAT_IT_IS) if natures else ())),
        *(
            (*(_entry(entry) for entry in row.entries), *what_it_is)
            for row, what_it_is in zip(table.rows, what_each_is, strict=True)
        ),
        *([_head(NOTES)] if table.notes else []),
        *((SheetCell(note),) for note in table.notes),
    )
    widths = [_letters(table, index) for index in range(len(table.columns))]
    return Sheet(name, (*widths, *([_fitting(told)] if natures else [])), rows, len(lines) + 1)


def what_rows_are(table: Table) -> tuple[str, ...]:
    """What the numbers of each row are: "Worked back", and after it the columns of which not.

    Blank for a row of words; empty where all were counted.
    """
    if all(cell.nature is Nature.MEASURED for cell in table.cells):
        return ()
    return tuple(_what_it_is(table, row) for row in table.rows)


def _what_it_is(table: Table, row: Row) -> str:
    found = {
        column.title: entry.nature
        for column, entry in zip(table.columns, row.entries, strict=True)
        if isinstance(entry, Cell) and entry.number is not None
    }
    if not found:
        return ""
    most = weakest(found.values())
    others = [f"{title}: {one.value}" for title, one in found.items() if one is not most]
    return "; ".join((most.label, *others))


def _heading(table: Table, index: int) -> str:
    """The title of a column with the unit of its numbers, where that does not say it."""
    title = table.columns[index].title
    if title.startswith("per ") and index:
        title = f"{table.columns[index - 1].title} {title}"
    entries = [row.entries[index] for row in table.rows]
    units = dict.fromkeys(
        UNITS_IN_HEADINGS[one.style]
        for one in entries
        if isinstance(one, Cell) and one.number is not None
    )
    missing = [unit for unit in units if unit.removeprefix("per ") not in title]
    if "per 1,000" in title and missing == [UNITS_IN_HEADINGS[Style.RATE]]:
        return title.replace("per 1,000", missing[0])
    return f"{title} ({' or '.join(missing)})" if missing else title


def _entry(entry: Entry) -> SheetCell:
    if isinstance(entry, Cell):
        value = entry.text if entry.number is None else entry.number
        return SheetCell(value, Look.NUMBER, entry)
    return SheetCell((entry if isinstance(entry, str) else entry.text) or NO_WORDS)


def _letters(table: Table, index: int) -> float:
    """How wide a column is, in letters of the workbook's font: as its widest entry."""
    entries = [row.entries[index] for row in table.rows]
    texts = [entry if isinstance(entry, str) else entry.text for entry in entries]
    longest_word = max(len(word) for word in (_heading(table, index) or "-").split())
    return _fitting(texts, longest_word)


def _fitting(texts: Sequence[str], longest_word: int = 0) -> float:
    widest = max((width_of(text, 1, is_bold=True) / 0.556 for text in texts), default=0)
    return min(max(widest, longest_word, _NARROWEST) + 2, _WIDEST)
