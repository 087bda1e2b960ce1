"""Which layout a raw table has, by its headings and never by its name; knows no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from returns.catalogue.declarations import Column, Fills, Layout, Lookalike, Rows
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.spellings import is_month_code

# With fewer of its headings than this share a table is not called "nearly" a layout.
NEARLY = 0.5
HEADINGS_SHOWN = 8
# What the headings of a table with its months across give, in place of columns of their own.
ACROSS = frozenset({Fills.MONTH, Fills.COUNT})


@dataclass(frozen=True)
class Recognised:
    """A layout, the row (from 1) that its headings stand in, and where each column is.

    `across` are the positions of columns of counts whose headings are the months: a table with
    its months across has them in place of the columns of months and counts.
    """

    layout: Layout
    heading_row: int
    at: Mapping[Fills | str, int]
    headings: tuple[str, ...]
    across: tuple[int, ...] = ()

    def heading(self, fills: Fills | str) -> str:
        """The heading as they typed it; empty where the file has no such column."""
        return self.headings[self.at[fills]] if fills in self.at else ""


@dataclass(frozen=True)
class Nearly:
    """A layout that a table has but for the columns `missing`.

    `at` is where the others are. `could_be` are the positions of further columns, by what is
    missing, whose cells look like it.
    """

    layout: Layout
    file: str
    sheet: str
    heading_row: int
    at: Mapping[Fills | str, int]
    headings: tuple[str, ...]
    missing: tuple[Column, ...]
    could_be: Mapping[Fills | str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def unread(self) -> tuple[int, ...]:
        """The columns with a heading that fill nothing."""
        taken = set(self.at.values())
        return tuple(at for at, heading in enumerate(self.headings) if heading and at not in taken)


@dataclass(frozen=True)
class Unrecognised:
    """Why a table is none of the layouts. `known` says that it is a file we know by its looks.

    Of one that is `nearly` a layout `but_for` says which, where columns are missing.
    """

    finding: Finding
    known: bool = False
    nearly: bool = False
    but_for: Nearly | None = None


def recognise(
    table: RawTable, *, layouts: Iterable[Layout], lookalikes: Iterable[Lookalike]
) -> Recognised | Unrecognised:
    """The layout of `table`; of several that fit, the one with the most headings."""
    layouts = tuple(layouts)
    rows = [_Headings(number, row) for number, row in enumerate(table.top, start=1) if any(row)]
    every = [row.fit(layout) for row in rows for layout in layouts]
    fits = [fit for fit in every if fit.is_whole]
    if fits:
        most = max(fit.found for fit in fits)
        best = [fit for fit in fits if fit.found == most]
        if len({fit.layout.slug for fit in best}) > 1:
            return Unrecognised(_ambiguous(table, best))
        return best[0].settled(table)
    for lookalike in lookalikes:
        if any(row.has_all(lookalike.headings) for row in rows):
            return Unrecognised(_finding(table, Check.RECOGNISED, lookalike.sentence), known=True)
    return _nearest(table, rows, layouts)


class _Headings:
    """One of the top rows, looked at as if it were the headings."""

    def __init__(self, number: int, row: tuple[str, ...]) -> None:
        self.number = number
        self.typed = row
        self.at: dict[str, list[int]] = {}
        for position, cell in enumerate(row):
            if called := plain(cell):
                self.at.setdefault(called, []).append(position)

    def has_all(self, headings: Iterable[str]) -> bool:
        return all(plain(heading) in self.at for heading in headings)

    def fit(self, layout: Layout) -> _Fit:
        columns = {column.fills: self._find(column) for column in layout.columns}
        signed = sum(plain(heading) in self.at for heading in layout.signature)
        beside = {
            column.fills: at[0]
            for column in layout.beside
            if (at := self._find(column)) and at not in columns.values()
        }
        found = {fills: at for fills, at in columns.items() if at}
        return _Fit(layout, self, found, signed, beside, self._across(layout, found))

    def _across(self, layout: Layout, found: Mapping[Fills | str, list[int]]) -> tuple[int, ...]:
        """The columns headed by a month, where the layout's own of months and counts are not."""
        if layout.rows is not Rows.COUNT or not ACROSS.isdisjoint(found):
            return ()
        return tuple(at for at, cell in enumerate(self.typed) if is_month_code(cell))

    def _find(self, column: Column) -> list[int]:
        for name in (column.heading, *column.also_called):
            if positions := self.at.get(plain(name)):
                return positions
        return []


@dataclass(frozen=True)
class _Fit:
    layout: Layout
    row: _Headings
    columns: Mapping[Fills | str, list[int]]
    signed: int
    beside: Mapping[Fills | str, int]
    across: tuple[int, ...] = ()

    @property
    def found(self) -> int:
        return len(self.columns) + self.signed + (len(ACROSS) if self.across else 0)

    @property
    def missing(self) -> list[Column]:
        return [
            column
            for column in self.layout.columns
            if column.required
            and column.fills not in self.columns
            and not (self.across and column.fills in ACROSS)
        ]

    @property
    def is_whole(self) -> bool:
        return not self.missing and (self.signed > 0 or not self.layout.signature)

    @property
    def share(self) -> float:
        required = [column for column in self.layout.columns if column.required]
        return (len(required) - len(self.missing)) / len(required)

    def settled(self, table: RawTable) -> Recognised | Unrecognised:
        twice = [at for at in self.columns.values() if len(at) > 1]
        if twice:
            return Unrecognised(_twice(table, self.row, twice[0]), nearly=True)
        at = {fills: positions[0] for fills, positions in self.columns.items()}
        at |= self.beside
        return Recognised(self.layout, self.row.number, at, self.row.typed, self.across)


def _nearest(table: RawTable, rows: list[_Headings], layouts: tuple[Layout, ...]) -> Unrecognised:
    near = [fit for row in rows for layout in layouts if (fit := row.fit(layout)).found > 1]
    best = max(near, key=lambda fit: (fit.share, fit.found), default=None)
    if best and best.share >= NEARLY:
        finding = _missing(table, best) if best.missing else _unsigned(table, best)
        return Unrecognised(finding, nearly=True, but_for=_but_for(table, best))
    return Unrecognised(_unknown(table, rows, layouts))


def _but_for(table: RawTable, fit: _Fit) -> Nearly | None:
    """None where no column is missing, or where it is not clear which: a heading stands twice."""
    if not fit.missing or any(len(at) > 1 for at in fit.columns.values()):
        return None
    return Nearly(
        layout=fit.layout,
        file=table.file,
        sheet=table.sheet,
        heading_row=fit.row.number,
        at={**{fills: at[0] for fills, at in fit.columns.items()}, **fit.beside},
        headings=fit.row.typed,
        missing=tuple(fit.missing),
    )


def _missing(table: RawTable, fit: _Fit) -> Finding:
    wanted = " and ".join(f"“{column.heading}”" for column in fit.missing)
    others = ", ".join(f"“{name}”" for column in fit.missing for name in column.also_called)
    return _finding(
        table,
        Check.HEADINGS,
        f"This looks like {fit.layout.title}, but no column is headed {wanted}.",
        todo="Add or rename the column." + (f" It may also be called {others}." if others else ""),
        row=fit.row.number,
    )


def _unsigned(table: RawTable, fit: _Fit) -> Finding:
    signature = " nor ".join(f"“{heading}”" for heading in fit.layout.signature)
    return _finding(
        table,
        Check.HEADINGS,
        f"This looks like {fit.layout.title}, but has neither {signature}: it may be a table that"
        " was made from one.",
        todo="Send the file as it was downloaded.",
        row=fit.row.number,
    )


def _twice(table: RawTable, row: _Headings, positions: list[int]) -> Finding:
    heading = row.typed[positions[0]]
    return _finding(
        table,
        Check.HEADINGS,
        f"{len(positions)} columns are headed “{heading}”, so that it is not clear which counts.",
        todo="Rename or delete the one that is not needed.",
        row=row.number,
        column=heading,
    )


def _ambiguous(table: RawTable, fits: list[_Fit]) -> Finding:
    titles = " and ".join(sorted({fit.layout.title for fit in fits}))
    return _finding(
        table,
        Check.RECOGNISED,
        f"The headings fit both {titles}.",
        todo="Use the template that the portal offers for download.",
        row=fits[0].row.number,
    )


def _unknown(table: RawTable, rows: list[_Headings], layouts: tuple[Layout, ...]) -> Finding:
    typed = next((row.typed for row in rows), ())
    shown = ", ".join(f"“{cell}”" for cell in typed if cell) if rows else ""
    shown = ", ".join(shown.split(", ")[:HEADINGS_SHOWN])
    known = "; ".join(layout.title for layout in layouts)
    return _finding(
        table,
        Check.RECOGNISED,
        "These are not the headings of a return that the portal knows"
        + (f": {shown}." if shown else "."),
        todo=f"The portal knows {known}.",
        row=rows[0].number if rows else None,
    )


def _finding(
    table: RawTable,
    check: Check,
    message: str,
    *,
    todo: str = "",
    row: int | None = None,
    column: str = "",
) -> Finding:
    return Finding(
        check,
        Severity.ERROR,
        message,
        todo=todo,
        file=table.file,
        sheet=table.sheet,
        row=row,
        column=column,
    )
