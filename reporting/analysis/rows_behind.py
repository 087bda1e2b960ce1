"""What stands behind a figure: its rows, a page of them, and the returns; plain data."""

from __future__ import annotations

from dataclasses import dataclass

from measures.counts import Count, Mark
from measures.periods import Period
from returns.catalogue.supply import InUse


@dataclass(frozen=True)
class FactRow:
    """One row of a return as it is stored."""

    area_code: str
    area: str
    period: Period
    categories: tuple[str, ...]
    count: Count
    part: int
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True)
class TotalBehind:
    """A total that stands for a sum with hidden parts: what it is of, and where its file has it."""

    period: Period
    categories: tuple[str, ...]
    count: int
    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True)
class RowsBehind:
    """The rows that add up to a figure, a page of them, and the returns that they stand in.

    `totals` are those of the files that stand for what can't be added up.
    """

    count: Count
    rows: tuple[FactRow, ...]
    row_count: int
    page: int
    pages: int
    returns: tuple[InUse, ...]
    marks: frozenset[Mark] = frozenset()
    totals: tuple[TotalBehind, ...] = ()
