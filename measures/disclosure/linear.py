"""Linear programming by HiGHS, in the few words that `measures` needs; knows only numbers.

highspy is imported where the first programme is made.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from highspy import HighsModelStatus

Unknown = TypeVar("Unknown", bound=Hashable)

# What is nearer than this to a whole number is taken to be it; HiGHS keeps to 1e-7.
NEAR = 1e-5


class Unbounded(Exception):
    """The objective can be made as small as one likes."""


@dataclass(frozen=True)
class Column:
    """An unknown: from `low` to `high`, at `cost` a unit."""

    low: float = 0.0
    high: float = inf
    cost: float = 0.0


@dataclass(frozen=True)
class Row:
    """An equation: unknowns by their place, times what, add up to `constant`."""

    factors: Mapping[int, float]
    constant: float = 0.0


def pieces(
    unknowns: Iterable[Unknown], joined: Sequence[Collection[Unknown]]
) -> Iterable[tuple[list[Unknown], list[int]]]:
    """Unknowns that equations join, directly or through others, and the numbers of those.

    `joined` are the unknowns of each equation, one at least. What is in different pieces has
    nothing to do with one another.
    """
    leader = {unknown: unknown for unknown in unknowns}

    def led_by(unknown: Unknown) -> Unknown:
        while leader[unknown] != unknown:
            leader[unknown] = unknown = leader[leader[unknown]]
        return unknown

    for first, *others in joined:
        for other in others:
            leader[led_by(other)] = led_by(first)
    found: dict[Unknown, tuple[list[Unknown], list[int]]] = {}
    for unknown in leader:
        found.setdefault(led_by(unknown), ([], []))[0].append(unknown)
    for number, (first, *_) in enumerate(joined):
        found[led_by(first)][1].append(number)
    return found.values()


class Programme:
    """Unknowns that keep to equations; where they lie when their cost is least.

    Bounds and costs may be changed between solutions, each of which starts from the last: so
    many questions about one system cost little more than one. One thread, no presolve: the same
    questions in the same order have the same answers.
    """

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row]) -> None:
        import highspy  # noqa: PLC0415 (no page that only shows figures pays for it)

        starts = [0]
        places: list[int] = []
        factors: list[float] = []
        for row in rows:
            places += row.factors.keys()
            factors += row.factors.values()
            starts.append(len(places))
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(columns), len(rows)
        lp.col_cost_ = [column.cost for column in columns]
        lp.col_lower_ = [column.low for column in columns]
        lp.col_upper_ = [column.high for column in columns]
        lp.row_lower_ = lp.row_upper_ = [row.constant for row in rows]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_ = starts, places
        lp.a_matrix_.value_ = factors
        self._status = highspy.HighsModelStatus
        self._ends = (
            self._status.kOptimal,
            self._status.kModelEmpty,
            self._status.kInfeasible,
            self._status.kUnbounded,
        )
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(lp)

    def bound(self, column: int, low: float, high: float) -> None:
        self._solver.changeColBounds(column, low, high)

    def charge(self, column: int, cost: float) -> None:
        self._solver.changeColCost(column, cost)

    def cheapest(self) -> list[float] | None:
        """The unknowns at least cost. None where no values keep to the equations and bounds.

        Unbounded where the cost has no least.
        """
        status = self._run()
        if status not in self._ends:
            # Where it came from can lead the simplex astray, mostly where there is no least.
            self._solver.clearSolver()
            status = self._run()
        if status not in self._ends:
            raise ArithmeticError(f"HiGHS ended with {self._solver.modelStatusToString(status)}")
        if status == self._status.kUnbounded:
            raise Unbounded
        if status == self._status.kInfeasible:
            return None
        return list(self._solver.getSolution().col_value)

    def _run(self) -> HighsModelStatus:
        self._solver.run()
        return self._solver.getModelStatus()

    def least(self, column: int) -> list[float] | None:
        """The unknowns where one is least, whatever the costs, which must all be zero."""
        return self._extreme(column, 1.0)

    def greatest(self, column: int) -> list[float] | None:
        """The unknowns where one is greatest; the costs must all be zero."""
        return self._extreme(column, -1.0)

    def _extreme(self, column: int, cost: float) -> list[float] | None:
        self.charge(column, cost)
        try:
            return self.cheapest()
        finally:
            self.charge(column, 0.0)


_OPTIONS: Mapping[str, bool | int | str] = {
    "output_flag": False,
    "log_to_console": False,
    "threads": 1,
    "presolve": "off",
    "solver": "simplex",
}
