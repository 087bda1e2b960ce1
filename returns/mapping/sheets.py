"""How an officer mapped a spreadsheet, and its cells read that way; knows no area."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from returns.catalogue.headings import plain
from returns.reading.period_parts import together, written
from returns.reading.spellings import is_grand_total

if TYPE_CHECKING:
    from returns.files.raw_tables import RawTable

Grid: TypeAlias = Sequence[Sequence[str]]


class Gives(Enum):
    """What a column, a row of headings, a sheet's name or a title gives."""

    AREA = "area"
    PERIOD = "period"
    YEAR = "year"
    WITHIN = "month or quarter"  # of a year that stands elsewhere
    COUNT = "count"
    DEFINITION = "definition"  # under which of the partnership's definitions it counts


# The field of a dimension stands for its categories.
Role: TypeAlias = Gives | str


class Sign(Enum):
    """What a sign that is no number means where a count should be."""

    NONE = "0"
    NOT_SUPPLIED = ""
    HIDDEN = "*"


# In place of a name: rows that have it are not read.
LEFT_OUT = "(left out)"
TOTAL = "Total"


@dataclass(frozen=True)
class TitleCell:
    """A cell above the table that speaks for all of it; row and column from 1."""

    row: int
    column: int
    gives: Role


@dataclass(frozen=True)
class TableMapping:
    """Where one table stands on a sheet, and what its parts give. Rows and columns are from 1.

    `columns` are those that give something; with several COUNT columns the rows in `headings`
    say what tells them apart. `last_row` is None where the table goes on to the end of the sheet.
    `seen` are the headings as they stood when the mapping was made, by column.
    """

    sheet: str
    heading_rows: tuple[int, ...]
    first_row: int
    last_row: int | None
    columns: Mapping[int, Role]
    headings: Mapping[int, Role] = field(default_factory=dict)
    sheet_gives: Role | None = None
    titles: tuple[TitleCell, ...] = ()
    fixed: Mapping[Role, str] = field(default_factory=dict)
    every_sheet: bool = False
    fill_down: bool = True
    seen: Mapping[int, str] = field(default_factory=dict)

    @property
    def count_columns(self) -> tuple[int, ...]:
        return tuple(sorted(at for at, gives in self.columns.items() if gives is Gives.COUNT))

    @property
    def key_columns(self) -> tuple[int, ...]:
        return tuple(sorted(at for at, gives in self.columns.items() if gives is not Gives.COUNT))

    @property
    def given(self) -> frozenset[Role]:
        """Everything that some part of the table gives."""
        roles: set[Role] = {*self.columns.values(), *self.headings.values(), *self.fixed}
        roles |= {title.gives for title in self.titles}
        return frozenset(roles | ({self.sheet_gives} if self.sheet_gives else set()))

    @property
    def gives_period(self) -> bool:
        return Gives.PERIOD in self.given or Gives.YEAR in self.given

    def moved(self, rows: int) -> Self:
        """The same table, that many rows further down."""
        return replace(
            self,
            heading_rows=tuple(row + rows for row in self.heading_rows),
            first_row=self.first_row + rows,
            last_row=None if self.last_row is None else self.last_row + rows,
            headings={row + rows: gives for row, gives in self.headings.items()},
        )

    def headings_of(self, grid: Grid) -> dict[int, str]:
        """By column, its headings from the top, merged ones carried on: "2022/23, Q1"."""
        rows = [carried(grid, row, first=1) for row in self.heading_rows]
        width = max((len(row) for row in rows), default=0)
        headings = {}
        for at in range(1, width + 1):
            words = [row.get(at, "") for row in rows]
            headings[at] = ", ".join(dict.fromkeys(word for word in words if word))
        return {at: words for at, words in headings.items() if words}


@dataclass(frozen=True)
class SheetMapping:
    """How a spreadsheet gives the counts of one source.

    `names` says, for each kind of name, what a word of the file stands for (a code, a slug, TOTAL
    or LEFT_OUT); `signs` what a sign without a number means. Both were chosen by a person.
    """

    dataset: str
    source: str
    tables: tuple[TableMapping, ...]
    names: Mapping[Role, Mapping[str, str]] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset,
            "source": self.source,
            "tables": [_table_as_json(table) for table in self.tables],
            "names": {word_of(role): dict(names) for role, names in self.names.items()},
            "signs": {text: sign.name for text, sign in self.signs.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        return cls(
            dataset=stored["dataset"],
            source=stored["source"],
            tables=tuple(_table_from_json(table) for table in stored["tables"]),
            names={role_of(word): names for word, names in stored["names"].items()},
            signs={text: Sign[name] for text, name in stored["signs"].items()},
        )


# --- Cells -----------------------------------------------------------------------------------
def grid_of(table: RawTable) -> list[list[str]]:
    """The whole table as rows of text without outer spaces."""
    rows = csv.reader(io.StringIO(table.text(), newline=""), delimiter=table.delimiter)
    return [[cell.strip() for cell in row] for row in rows]


@dataclass(frozen=True)
class Line:
    """One count of a table as text: where it stands, and what the table says of it."""

    row: int
    column: int
    heading: str
    texts: Mapping[Role, str]
    count: str


@dataclass(frozen=True)
class Lines:
    """The counts of one table, and what of it is not read.

    `notes` are rows without a count, `left_out` how many counts have a name that is not read,
    `beyond` a row of numbers right below, `beside` the columns that hold numbers.
    """

    lines: tuple[Line, ...]
    notes: tuple[int, ...] = ()
    left_out: int = 0
    beyond: int | None = None
    beside: tuple[int, ...] = ()


def lines_of(mapping: SheetMapping, table: TableMapping, grid: Grid, *, sheet: str) -> Lines:
    """The cells of `table` as `mapping` says; the texts are those in the file but for names."""
    counts = table.count_columns
    names = {
        role: {plain(text) or text: chosen for text, chosen in by_text.items()}
        for role, by_text in mapping.names.items()
    }
    last = min(table.last_row or len(grid), len(grid))
    above = _above(table, grid, sheet)
    across = {
        row: (carried(grid, row, first=counts[0] if counts else 1), gives)
        for row, gives in table.headings.items()
    }
    headings = table.headings_of(grid)
    above_it: dict[int, str] = {}
    lines, notes, left_out = [], [], 0
    last_filled = max(
        (row for row in range(table.first_row, last + 1) if _filled(grid, row, counts)), default=0
    )
    for row in range(table.first_row, last + 1):
        own = {at: _cell(grid, row, at) for at in table.key_columns}
        is_filled = _filled(grid, row, counts)
        if not is_filled and (row > last_filled or not all(own.values())):
            notes += [row] if any(grid[row - 1]) else []
            above_it |= {at: text for at, text in own.items() if text and row <= last_filled}
            continue
        # The blank beside a grand total is no month that stands above it.
        if table.fill_down and not any(map(is_grand_total, own.values())):
            own = {at: text or above_it.get(at, "") for at, text in own.items()}
        above_it |= own
        down = {table.columns[at]: text for at, text in own.items()}
        for at in counts:
            heads = {gives: cells.get(at, "") for cells, gives in across.values()}
            texts = _named(names, {**above, **down, **heads})
            if texts is None:
                left_out += 1
                continue
            lines.append(Line(row, at, headings.get(at, ""), texts, _cell(grid, row, at)))
    beyond = last + 1 if table.last_row and _filled(grid, last + 1, counts) else None
    beside = tuple(
        at
        for at in range(1, max((len(row) for row in grid), default=0) + 1)
        if at not in table.columns
        and any(_is_number(_cell(grid, row, at)) for row in range(table.first_row, last + 1))
    )
    return Lines(tuple(lines), tuple(notes), left_out, beyond, beside)


def _is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).rstrip("%").isdigit()


def period_text(texts: Mapping[Role, str], *, today: date) -> str:
    """The period that the pieces give together, as written in files; as it stands where none."""
    year, within = texts.get(Gives.YEAR, ""), texts.get(Gives.WITHIN, "")
    if whole := texts.get(Gives.PERIOD, ""):
        return written(whole, today=today)
    if not within:
        return written(year, today=today)
    return together(year, within) or f"{within} {year}".strip()


def letter(column: int) -> str:
    """The column as a spreadsheet names it: 1 is "A", 28 is "AB"."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def word_of(role: Role) -> str:
    """A role as one word, for JSON and forms; `role_of` reads it back."""
    return role.value if isinstance(role, Gives) else f"category:{role}"


def role_of(word: str) -> Role:
    kinds = {gives.value: gives for gives in Gives}
    return kinds.get(word) or word.removeprefix("category:")


def _named(
    names: Mapping[Role, Mapping[str, str]], texts: dict[Role, str]
) -> dict[Role, str] | None:
    """The texts with names replaced as chosen; None where a name is to be left out."""
    named = {}
    for role, text in texts.items():
        chosen = names.get(role, {}).get(plain(text) or text, text)
        if chosen == LEFT_OUT:
            return None
        named[role] = chosen
    return named


def _above(table: TableMapping, grid: Grid, sheet: str) -> dict[Role, str]:
    """What is given once for the whole table."""
    texts: dict[Role, str] = {}
    if table.sheet_gives:
        texts[table.sheet_gives] = sheet
    for title in table.titles:
        texts[title.gives] = _cell(grid, title.row, title.column)
    return {**texts, **table.fixed}


def _cell(grid: Grid, row: int, column: int) -> str:
    if not 1 <= row <= len(grid) or column > len(grid[row - 1]):
        return ""
    return grid[row - 1][column - 1]


def _filled(grid: Grid, row: int, columns: Sequence[int]) -> bool:
    return any(_cell(grid, row, at) for at in columns)


def carried(grid: Grid, row: int, *, first: int) -> dict[int, str]:
    """A row of headings by column, a merged one carried on to the columns that it spans."""
    width = max((len(cells) for cells in grid), default=0)
    by_column, text = {}, ""
    for at in range(first, width + 1):
        text = _cell(grid, row, at) or text
        by_column[at] = text
    return by_column


# --- JSON ------------------------------------------------------------------------------------
def _table_as_json(table: TableMapping) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "heading_rows": list(table.heading_rows),
        "first_row": table.first_row,
        "last_row": table.last_row,
        "columns": {str(at): word_of(gives) for at, gives in table.columns.items()},
        "headings": {str(row): word_of(gives) for row, gives in table.headings.items()},
        "sheet_gives": word_of(table.sheet_gives) if table.sheet_gives else "",
        "titles": [[title.row, title.column, word_of(title.gives)] for title in table.titles],
        "fixed": {word_of(role): text for role, text in table.fixed.items()},
        "every_sheet": table.every_sheet,
        "fill_down": table.fill_down,
        "seen": {str(at): words for at, words in table.seen.items()},
    }


def _table_from_json(stored: Mapping[str, Any]) -> TableMapping:
    return TableMapping(
        sheet=stored["sheet"],
        heading_rows=tuple(stored["heading_rows"]),
        first_row=stored["first_row"],
        last_row=stored["last_row"],
        columns=_by_number(stored["columns"]),
        headings=_by_number(stored["headings"]),
        sheet_gives=role_of(stored["sheet_gives"]) if stored["sheet_gives"] else None,
        titles=tuple(
            TitleCell(row, column, role_of(word)) for row, column, word in stored["titles"]
        ),
        fixed={role_of(word): text for word, text in stored["fixed"].items()},
        every_sheet=stored["every_sheet"],
        fill_down=stored["fill_down"],
        seen={int(at): words for at, words in stored["seen"].items()},
    )


def _by_number(stored: Mapping[str, str]) -> dict[int, Role]:
    return {int(number): role_of(word) for number, word in stored.items()}


# --- Next quarter ----------------------------------------------------------------------------
@dataclass(frozen=True)
class Fit:
    """How a table mapped before stands in a new sheet.

    `is_whole` says that every heading which is not itself a period, an area or a category is
    where it was. `changes` are sentences about those that are not, `moves` about the others.
    """

    table: TableMapping
    is_whole: bool
    changes: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()


def fitted(table: TableMapping, grid: Grid, *, look_down: int = 25) -> Fit | None:
    """`table` where its headings stand in `grid`; None where fewer than half of them do."""
    fits = [_fit(table.moved(rows), grid) for rows in _offsets(table, look_down)]
    found = [fit for fit in fits if fit is not None]
    return max(found, key=lambda fit: (fit.is_whole, -len(fit.changes)), default=None)


def _offsets(table: TableMapping, look_down: int) -> Iterator[int]:
    """Where else the headings may stand: as they were first, then nearer and farther."""
    top = min((*table.heading_rows, table.first_row))
    moves = range(1 - top, look_down - top)
    if not table.heading_rows:
        return iter((0,))
    return iter(sorted(moves, key=abs))


def _fit(table: TableMapping, grid: Grid) -> Fit | None:
    now = table.headings_of(grid)
    keys = [at for at in table.key_columns if table.seen.get(at)]
    changed = [at for at in keys if plain(now.get(at, "")) != plain(table.seen[at])]
    counts = [at for at in table.count_columns if table.seen.get(at)]
    moved = [at for at in counts if plain(now.get(at, "")) != plain(table.seen[at])]
    gone = [at for at in counts if not now.get(at)]
    tells = bool(table.headings)
    if not keys and not (counts and len(moved) < len(counts)):
        return None
    if keys and 2 * len(changed) >= len(keys):
        return None
    new = [at for at in now if at not in table.seen and at > max(table.columns, default=0)]
    return Fit(
        table=replace(table, seen=now),
        is_whole=not changed and not gone and not new and (tells or not moved),
        changes=tuple(
            [_changed(at, table.seen[at], now.get(at, "")) for at in sorted({*changed, *gone})]
            + [_new(at, now[at]) for at in new]
        ),
        moves=tuple(_changed(at, table.seen[at], now[at]) for at in moved if at not in gone),
    )


def _changed(at: int, before: str, now: str) -> str:
    if not now:
        return f"Column {letter(at)} was “{before}”, and now has no heading."
    return f"Column {letter(at)} was “{before}”, now “{now}”."


def _new(at: int, now: str) -> str:
    return f"Column {letter(at)}, “{now}”, is new and is not read."
