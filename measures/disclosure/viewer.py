"""What a viewer can work out of hidden counts from all that is shown; knows no rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf, isinf
from typing import TypeAlias

from measures.counts import Count, Gap
from measures.disclosure.linear import NEAR, Column, Programme, Row, Unbounded, pieces

# What a cell is of: any value that can be a key, and nothing is asked of it.
Key: TypeAlias = Hashable

Bounds: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Equation:
    """`total` is the sum of `parts`. A part that is not applicable adds nothing."""

    total: Key
    parts: tuple[Key, ...]


class Inconsistent(ValueError):
    """No counts agree with all that is shown."""


def bounds(
    shown: Mapping[Key, Count],
    equations: Iterable[Equation],
    *,
    keys: Collection[Key] | None = None,
    within: Mapping[Key, Bounds] | None = None,
    least_hidden: int = 0,
) -> Mapping[Key, Bounds]:
    """The least and the greatest that each hidden cell can be, by all that is shown.

    Of every hidden cell, or of `keys`. A cell is hidden where it is Gap.HIDDEN; one that is not
    supplied, or in an equation only, is as unknown to the viewer, and any number from zero. A
    number that is shown is exact, unless `within` says between which counts it lies; `within`
    also holds what else the viewer knows of a hidden cell (see `counts_of_share`). Fractions
    are allowed for, so the whole numbers left are those within. Infinite where nothing shown
    limits a cell. Inconsistent where no counts agree with it all.
    """
    equations = that_say_something(shown, equations)
    between = known_at_once(shown, equations, within=within or {}, least_hidden=least_hidden)
    asked = hidden_in(shown) if keys is None else keys
    view = View(between, equations)
    return {key: view.bounds(key) for key in asked}


def hidden_in(shown: Mapping[Key, Count]) -> list[Key]:
    """The cells that are hidden."""
    return [key for key, count in shown.items() if count is Gap.HIDDEN]


def that_say_something(shown: Mapping[Key, Count], equations: Iterable[Equation]) -> list[Equation]:
    """Each equation once, without those of totals that are not applicable."""
    return [
        equation
        for equation in dict.fromkeys(equations)
        if shown.get(equation.total) is not Gap.NOT_APPLICABLE
    ]


def known_at_once(
    shown: Mapping[Key, Count],
    equations: Iterable[Equation],
    *,
    within: Mapping[Key, Bounds],
    least_hidden: int,
) -> dict[Key, Bounds]:
    """What is known of each cell by itself, shown or in an equation only; see `bounds`."""
    cells = dict.fromkeys(shown)
    for equation in equations:
        cells.update(dict.fromkeys((equation.total, *equation.parts)))
    return {
        key: _between(shown.get(key, Gap.NOT_SUPPLIED), within.get(key), least_hidden)
        for key in cells
    }


def _between(count: Count, within: Bounds | None, least_hidden: int) -> Bounds:
    if count is Gap.NOT_APPLICABLE:
        return 0.0, 0.0
    if isinstance(count, int):
        return within or (count, count)
    low = least_hidden if count is Gap.HIDDEN else 0
    if within is None:
        return low, inf
    return max(low, within[0]), within[1]


def least_by_zeros(
    between: Mapping[Key, Bounds], equations: Iterable[Equation], keys: Iterable[Key]
) -> dict[Key, float]:
    """How little cells can be by the zeros that are shown, and by nothing else.

    A total of four parts that are no zeros is no less than four: hiding more does not help.
    """
    view = View(
        {key: (low, high) if low <= 0 else (1, inf) for key, (low, high) in between.items()},
        equations,
    )
    return {key: view.least(key, enough=between[key][0]) for key in keys}


def whole(between: Bounds) -> Bounds:
    """The least and greatest whole numbers there."""
    low, high = between
    return (
        low if isinf(low) else ceil(low - NEAR),
        high if isinf(high) else floor(high + NEAR),
    )


class View:
    """What is known of each cell at once, and the equations that tell more.

    What follows from one equation alone is followed up first; the rest falls into pieces that
    have nothing to do with one another, and each is a linear programme of its own. A cell of an
    equation that nothing is known of may be any number from zero.
    """

    def __init__(self, between: Mapping[Key, Bounds], equations: Iterable[Equation]) -> None:
        self._known: dict[Key, float] = {}
        self._open: dict[Key, Bounds] = {}
        rows = [as_row(equation) for equation in equations]
        from_zero: dict[Key, Bounds] = {key: (0, inf) for row in rows for key in row.factors}
        for key, (low, high) in (from_zero | dict(between)).items():
            if low == high:
                self._known[key] = low
            else:
                self._open[key] = low, high
        rows = self._followed_up(rows)
        self._piece_of: dict[Key, _Piece] = {}
        for members, numbers in pieces(self._open, [row.factors for row in rows]):
            piece = _Piece({key: self._open[key] for key in members}, [rows[n] for n in numbers])
            self._piece_of.update(dict.fromkeys(members, piece))

    def bounds(self, key: Key) -> Bounds:
        """The least and greatest of a cell."""
        if key in self._known:
            return self._known[key], self._known[key]
        return self._piece_of[key].bounds(key)

    def reaches(self, key: Key, far_enough: Callable[[Bounds], bool]) -> bool:
        """Whether the bounds of a cell are far enough, found with as little work as will do.

        `far_enough` must hold for all wider bounds where it holds for some.
        """
        if key in self._known:
            return far_enough(self.bounds(key))
        return self._piece_of[key].reaches(key, far_enough)

    def least(self, key: Key, *, enough: float) -> float:
        """The least of a cell; or, where it is `enough` or less, some such value."""
        if key in self._known:
            return self._known[key]
        return self._piece_of[key].least(key, enough)

    def _followed_up(self, rows: Sequence[KeyRow]) -> list[KeyRow]:
        """The equations that join unknowns, without what is known; cells that one tells, told."""
        rows_of = defaultdict(list)
        for row in rows:
            for key in row.factors:
                rows_of[key].append(row)
        for key, value in self._known.items():
            for row in rows_of[key]:
                row.tell(key, value)
        to_do = list(rows)
        while to_do:
            row = to_do.pop()
            if not row.factors:
                row.check()
            elif len(row.factors) == 1:
                ((key, factor),) = row.factors.items()
                value = row.constant / factor
                self._tell(key, value)
                for other in rows_of[key]:
                    other.tell(key, value)
                    to_do.append(other)
        return [row for row in rows if row.factors]

    def _tell(self, key: Key, value: float) -> None:
        low, high = self._open.pop(key)
        if not low - NEAR <= value <= high + NEAR:
            raise Inconsistent(f"{key} would have to be {value:g}, and is from {low:g} to {high:g}")
        self._known[key] = value


@dataclass(eq=False)
class KeyRow:
    """An equation: `factors` times cells add up to `constant`. What is told goes over to it."""

    factors: dict[Key, float]
    constant: float = 0.0

    def tell(self, key: Key, value: float) -> None:
        self.constant -= self.factors.pop(key, 0.0) * value

    def check(self) -> None:
        if abs(self.constant) > NEAR:
            raise Inconsistent("a total that is shown is not the sum of its shown parts")


def as_row(equation: Equation) -> KeyRow:
    """The parts less the total make nothing."""
    factors: dict[Key, float] = defaultdict(float)
    factors[equation.total] -= 1
    for part in equation.parts:
        factors[part] += 1
    return KeyRow({key: factor for key, factor in factors.items() if factor})


class _Piece:
    """Unknowns that hang together, and the furthest that solutions so far have seen each."""

    def __init__(self, between: Mapping[Key, Bounds], rows: Sequence[KeyRow]) -> None:
        self._between = between
        self._rows = rows
        self._place = {key: place for place, key in enumerate(between)}
        self._programme: Programme | None = None
        self._lows = [inf] * len(between)
        self._highs = [-inf] * len(between)

    def bounds(self, key: Key) -> Bounds:
        if not self._rows:
            return self._between[key]
        return self._least(key), self._greatest(key)

    def reaches(self, key: Key, far_enough: Callable[[Bounds], bool]) -> bool:
        if not self._rows:
            return far_enough(self._between[key])
        place = self._place[key]
        return (
            far_enough((self._lows[place], self._highs[place]))
            or far_enough((self._lows[place], self._greatest(key)))
            or far_enough((self._least(key), self._highs[place]))
        )

    def least(self, key: Key, enough: float) -> float:
        if not self._rows:
            return self._between[key][0]
        seen = self._lows[self._place[key]]
        return seen if seen <= enough else self._least(key)

    def _least(self, key: Key) -> float:
        place = self._place[key]
        self._see(self._solver().least(place))
        return self._lows[place]

    def _greatest(self, key: Key) -> float:
        place = self._place[key]
        try:
            self._see(self._solver().greatest(place))
        except Unbounded:
            self._highs[place] = inf
        return self._highs[place]

    def _solver(self) -> Programme:
        if self._programme is None:
            self._programme = Programme(
                [Column(low, high) for low, high in self._between.values()],
                [
                    Row(
                        {self._place[key]: factor for key, factor in row.factors.items()},
                        row.constant,
                    )
                    for row in self._rows
                ],
            )
        return self._programme

    def _see(self, point: Sequence[float] | None) -> None:
        if point is None:
            raise Inconsistent("no counts agree with all that is shown")
        self._lows = list(map(min, self._lows, point))
        self._highs = list(map(max, self._highs, point))


def counts_of_share(percent: float | str, *, base: int, decimals: int) -> tuple[int, int]:
    """Which counts, from the least to the greatest, a shown percentage of `base` can be of.

    However halves were rounded. ValueError where no count of `base` has that percentage.
    """
    low, high = _counts_of(percent, decimals, Fraction(base, 100))
    low, high = max(low, 0), min(high, base)
    if low > high:
        raise ValueError(f"no count of {base} is {percent}%")
    return low, high


def counts_of_rate(
    rate: float | str, *, population: int, decimals: int, per: int = 1000
) -> tuple[int, int]:
    """Which counts a shown rate per 1,000 (or `per`) of `population` can be of.

    However halves were rounded. ValueError where no count has that rate.
    """
    low, high = _counts_of(rate, decimals, Fraction(population, per))
    if max(low, 0) > high:
        raise ValueError(f"no count has a rate of {rate} per {per:,} of {population:,}")
    return max(low, 0), high


def _counts_of(figure: float | str, decimals: int, times: Fraction) -> tuple[int, int]:
    half = Fraction(1, 2 * 10**decimals)
    exact = Fraction(str(figure))
    return ceil((exact - half) * times), floor((exact + half) * times)
