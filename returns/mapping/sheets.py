"""How an officer mapped a spreadsheet, and its cells read that way; knows no area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import Any, Self, TypeAlias

from returns.catalogue.headings import plain
from returns.reading.period_parts import may_be_day, together, written

Grid: TypeAlias = Sequence[Sequence[str]]


class Gives(Enum):
    """What a column, a row of headings, a sheet's name or a title gives."""

    AREA = "area"
    PERIOD = "period"
    YEAR = "year"
    WITHIN = "month or quarter"  # of a year that stands elsewhere
    DAY = "day"  # counts for days or weeks are added up by month
    WEEK = "week"
    COUNT = "count"
    DISTRICT = "district"  # or force: rows of others are left out
    CODE = "code"  # the area's code beside its name: compared, or read in its place
    FINER = "finer"  # kinds finer than ours: rows that differ in it alone are added up
    DEFINITION = "definition"  # under which of the partnership's definitions it counts


# The field of a dimension stands for its categories.
Role: TypeAlias = Gives | str
BY_DAY = frozenset({Gives.DAY, Gives.WEEK})


class Sign(Enum):
    """What a sign that is no number means where a count should be."""

    NONE = "0"
    NOT_SUPPLIED = ""
    HIDDEN = "*"


class SixFigures(Enum):
    """What a number like 201920 is: a month or a financial year."""

    BY_NEIGHBOURS = ""
    MONTHS = "months"
    YEARS = "years"


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
    Of a list each row is one incident, and no column holds counts.
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
    is_list: bool = False

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
        return bool(self.given & {Gives.PERIOD, Gives.YEAR, *BY_DAY})

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
    `kept` is the district or force whose rows are read, blank where all are. `others_out` are the
    kinds of names of which all that nobody knows is left out. `six_figures` says what 201920 is,
    where its neighbours don't. With `codes_lead` a code beside a name is read in its place.
    `is_for_all` reads rows of every partnership hosted here, and not of one alone. `aside` are
    further tables of the file, which are not read. With `other_days_none` the days of a month that
    the file does not have brought nothing.
    """

    dataset: str
    source: str
    tables: tuple[TableMapping, ...]
    names: Mapping[Role, Mapping[str, str]] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    kept: str = ""
    others_out: frozenset[Role] = frozenset()
    six_figures: SixFigures = SixFigures.BY_NEIGHBOURS
    codes_lead: bool | None = None
    is_for_all: bool = False
    aside: tuple[TableMapping, ...] = ()
    other_days_none: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "dataset": self.dataset,
            "source": self.source,
            "tables": [_table_as_json(table) for table in self.tables],
            "names": {word_of(role): dict(names) for role, names in self.names.items()},
            "signs": {text: sign.name for text, sign in self.signs.items()},
            "kept": self.kept,
            "others_out": sorted(word_of(role) for role in self.others_out),
            "six_figures": self.six_figures.value,
            "codes_lead": self.codes_lead,
            "is_for_all": self.is_for_all,
            "aside": [_table_as_json(table) for table in self.aside],
            "other_days_none": self.other_days_none,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """A mapping as it was stored, those from before some of its fields were there too."""
        return cls(
            dataset=stored["dataset"],
            source=stored["source"],
            tables=tuple(_table_from_json(table) for table in stored["tables"]),
            names={role_of(word): names for word, names in stored["names"].items()},
            signs={text: Sign[name] for text, name in stored["signs"].items()},
            kept=stored.get("kept", ""),
            others_out=frozenset(role_of(word) for word in stored.get("others_out", ())),
            six_figures=SixFigures(stored.get("six_figures", "")),
            codes_lead=stored.get("codes_lead"),
            # What was mapped before this could be chosen was read for all.
            is_for_all=stored.get("is_for_all", True),
            aside=tuple(_table_from_json(table) for table in stored.get("aside", ())),
            other_days_none=stored.get("other_days_none", False),
        )


# --- Cells -----------------------------------------------------------------------------------
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


def cell(grid: Grid, row: int, column: int) -> str:
    """The text at that row and column, counted from 1; blank where the sheet has none."""
    if not 1 <= row <= len(grid) or column > len(grid[row - 1]):
        return ""
    return grid[row - 1][column - 1]


def carried(grid: Grid, row: int, *, first: int) -> dict[int, str]:
    """A row of headings by column, a merged one carried on to the columns that it spans."""
    width = len(grid[row - 1]) if 1 <= row <= len(grid) else 0
    by_column, text = {}, ""
    for at in range(first, width + 1):
        text = cell(grid, row, at) or text
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
        "is_list": table.is_list,
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
        is_list=stored.get("is_list", False),
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
    table = _with_days_of(table, grid)
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


def _with_days_of(table: TableMapping, grid: Grid) -> TableMapping:
    """With a column of counts for each day that stands there now: months differ in length."""
    row = next((row for row, gives in table.headings.items() if gives in BY_DAY), 0)
    if not row:
        return table
    keys = {at: gives for at, gives in table.columns.items() if gives is not Gives.COUNT}
    days = [at for at, text in carried(grid, row, first=1).items() if may_be_day(text)]
    columns = {**keys, **{at: Gives.COUNT for at in days if at not in keys}}
    was = {at: text for at, text in table.seen.items() if at in keys}
    return replace(table, columns=dict(sorted(columns.items())), seen=was) if days else table


def columns_called(table: TableMapping, grid: Grid, columns: Sequence[int]) -> str:
    """ "column C (“% of town”), column E": the columns by their letters and headings."""
    headings = table.headings_of(grid)
    named = (
        f"column {letter(at)}{f' (“{headings[at]}”)' if at in headings else ''}" for at in columns
    )
    return ", ".join(named)


def _changed(at: int, before: str, now: str) -> str:
    if not now:
        return f"Column {letter(at)} was “{before}”, and now has no heading."
    return f"Column {letter(at)} was “{before}”, now “{now}”."


def _new(at: int, now: str) -> str:
    return f"Column {letter(at)}, “{now}”, is new and is not read."
