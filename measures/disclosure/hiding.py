"""Which further cells to hide so that hidden ones stay apart; knows ranges and no rule's reason.

The search asks, for one hidden cell after the other: if its count were this much lower, or
higher, which others would have to move so that every equation still holds, at the least loss?
Those that move are hidden too: then a viewer cannot tell the one table from the other. The
answer is itself the proof, and hiding more never undoes it. (The network and linear-programming
heuristic of Kelly, Golden and Assad 1992 and of Fischetti and Salazar 2000.)
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf
from typing import TypeAlias

from measures.disclosure.linear import NEAR, Column, Programme, Row, pieces

# What names a cell; nothing is asked of it.
Place: TypeAlias = Hashable


@dataclass(frozen=True)
class Cell:
    """A cell as the search sees it.

    `base` is its count; between `low` and `high` a viewer knows it to be as things stand.
    Hiding it costs `cost` (None: it cannot be hidden, or is already), and leaves it open from
    `hidden_low` to `hidden_high`.
    """

    base: float
    low: float
    high: float
    cost: float | None = None
    hidden_low: float = 0.0
    hidden_high: float = inf

    @property
    def can_move(self) -> bool:
        """Whether it is open to a viewer, or could be."""
        return self.low < self.high or self.cost is not None


@dataclass(frozen=True)
class Asked:
    """How far a viewer must think a hidden cell could go: down to, up to, and from end to end."""

    apart: float
    down_to: float = inf
    up_to: float = -inf


class CannotMove(Exception):
    """A cell that is fixed by cells that cannot be hidden; `place` is which."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.place = place


class Hiding:
    """The search: hidden cells, what is asked of each, and the moves that have been found."""

    def __init__(
        self,
        cells: Mapping[Place, Cell],
        rows: Sequence[Mapping[Place, float]],
        asked: Mapping[Place, Asked],
        *,
        asked_of_further: Asked,
    ) -> None:
        self._cells = cells
        self._rows = rows
        self._asked = dict(asked)
        self._of_further = asked_of_further
        self._found: dict[Place, _Reach] = defaultdict(_Reach)
        # In the order in which they were hidden.
        self.further: dict[Place, None] = {}

    def search(self) -> None:
        """Hides until every hidden cell goes as far as is asked. CannotMove where none will do."""
        moves = _Moves(self._cells, self._rows)
        to_do = deque(self._asked)
        while to_do:
            place = to_do.popleft()
            for point in self._satisfy(place, moves):
                for other in point:
                    if other in moves.open_at_a_price:
                        moves.open_for_nothing(other)
                        self.further[other] = None
                        if self._can_be_asked(other):
                            self._asked[other] = self._of_further
                            to_do.append(other)

    def take_back(self) -> None:
        """Shows again, the dearest first, what the others turn out not to need."""
        hidden = dict.fromkeys(
            place
            for place, cell in self._cells.items()
            if place in self.further or cell.low < cell.high
        )
        rows = [{place: row[place] for place in row if place in hidden} for row in self._rows]
        rows = [row for row in rows if row]
        for members, numbers in pieces(hidden, rows):
            self._take_back_in(members, [rows[number] for number in numbers])

    def _take_back_in(self, places: Sequence[Place], rows: Sequence[Mapping[Place, float]]) -> None:
        further = [place for place in places if place in self.further]
        asked = {place: self._asked[place] for place in places if place in self._asked}
        judge = _Judge({place: self._cells[place] for place in places}, rows, further, asked)
        for place in sorted(further, key=self._price, reverse=True):
            if judge.stand_without(place):
                del self.further[place]

    def _can_be_asked(self, place: Place) -> bool:
        """Not of a cell that is known too nearly anyway; hidden, it still helps others."""
        cell = self._cells[place]
        return cell.hidden_high - cell.hidden_low >= self._of_further.apart

    def _price(self, place: Place) -> float:
        return self._cells[place].cost or 0.0

    def _satisfy(self, place: Place, moves: _Moves) -> Iterable[Mapping[Place, float]]:
        """Moves until the cell goes as far as asked; yields each, to be paid for at once."""
        asked, base = self._asked[place], self._cells[place].base
        reach = self._found[place]
        if base + reach.low > asked.down_to + NEAR:
            yield self._moved(place, asked.down_to - base, moves)
        if base + reach.high < asked.up_to - NEAR:
            yield self._moved(place, asked.up_to - base, moves)
        if (missing := self._missing(place)) > 0:
            yield from self._spread(place, missing, moves)

    def _missing(self, place: Place) -> int:
        """How much is missing from end to end."""
        low, high = self._whole_reach(place)
        return ceil(self._asked[place].apart - (high - low) - NEAR)

    def _spread(self, place: Place, missing: int, moves: _Moves) -> Iterable[Mapping[Place, float]]:
        """All upwards where that can be, or all downwards, or as far as can be on both sides."""
        low, high = self._whole_reach(place)
        if (up := moves.move(place, high + missing)) is not None:
            yield self._kept(up)
        elif (down := moves.move(place, low - missing)) is not None:
            yield self._kept(down)
        else:
            yield self._kept(moves.furthest(place, high + missing))
            if (still_missing := self._missing(place)) > 0:
                low, _ = self._whole_reach(place)
                yield self._moved(place, low - still_missing, moves)

    def _whole_reach(self, place: Place) -> tuple[float, float]:
        """How far moves have taken a cell, to whole counts only."""
        base, reach = self._cells[place].base, self._found[place]
        return (
            ceil(base + reach.low - NEAR) - base,
            floor(base + reach.high + NEAR) - base,
        )

    def _moved(self, place: Place, by: float, moves: _Moves) -> Mapping[Place, float]:
        point = moves.move(place, by)
        if point is None:
            raise CannotMove(place)
        return self._kept(point)

    def _kept(self, point: Mapping[Place, float]) -> Mapping[Place, float]:
        for other in point:
            self._found[other].see(point[other])
        return point


class _Reach:
    """The furthest that moves have taken a cell below and above its count."""

    def __init__(self) -> None:
        self.low = self.high = 0.0

    def see(self, by: float) -> None:
        self.low, self.high = min(self.low, by), max(self.high, by)


# Moving what is hidden costs so little that it never decides what else to hide; but it costs, so
# that a move takes no more cells along than it needs, and others do not hang on them.
_STEP = 1e-3
# More than any price, where a cell is to go as far as it can.
_PULL = 1e6


class _Moves:
    """The programme: how far each cell moves from its count, at the least price, in all equations.

    Up to four unknowns a cell: above and below its count within what a viewer does not know
    anyway (next to nothing), and beyond that (at the price of hiding it).
    """

    def __init__(self, cells: Mapping[Place, Cell], rows: Sequence[Mapping[Place, float]]) -> None:
        self._cells = cells
        self.open_at_a_price: set[Place] = set()
        self._columns: list[Column] = []
        self._owners: list[tuple[Place, int]] = []
        self._own: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        for place, cell in cells.items():
            self._add_columns(place, cell)
        self._programme = Programme(self._columns, [self._row(row) for row in rows])

    def move(self, place: Place, by: float) -> Mapping[Place, float] | None:
        """Every cell that moves, and how far, when this one moves by so much. None: it cannot."""
        left = by
        for column, sign in self._own[place]:
            between = self._columns[column]
            part = min(max(sign * left, between.low), between.high)
            self._programme.bound(column, part, part)
            left -= sign * part
        point = self._programme.cheapest() if abs(left) < NEAR else None
        self._restore(place)
        return None if point is None else self._moved_in(point)

    def furthest(self, place: Place, by: float) -> Mapping[Place, float]:
        """The same where this one moves as far as it can, and no further than that."""
        left = by
        for column, sign in self._own[place]:
            between = self._columns[column]
            part = min(max(sign * left, between.low), between.high)
            self._programme.bound(column, 0.0, part)
            self._programme.charge(column, -_PULL)
            left -= sign * part
        point = self._programme.cheapest()
        self._restore(place)
        return self._moved_in(point or [])

    def _restore(self, place: Place) -> None:
        for column, _ in self._own[place]:
            between = self._columns[column]
            self._programme.bound(column, between.low, between.high)
            self._programme.charge(column, _STEP)

    def open_for_nothing(self, place: Place) -> None:
        """The cell is hidden from now on."""
        self.open_at_a_price.discard(place)
        self._restore(place)

    def _add_columns(self, place: Place, cell: Cell) -> None:
        if cell.low < cell.high:
            self._add(place, 1, Column(0.0, max(cell.high - cell.base, 0.0), _STEP))
            self._add(place, -1, Column(0.0, max(cell.base - cell.low, 0.0), _STEP))
        if cell.cost is not None:
            self.open_at_a_price.add(place)
            above = max(cell.hidden_high - max(cell.high, cell.base), 0.0)
            below = max(min(cell.low, cell.base) - cell.hidden_low, 0.0)
            self._add(place, 1, Column(0.0, above, cell.cost))
            self._add(place, -1, Column(0.0, below, cell.cost))

    def _add(self, place: Place, sign: int, column: Column) -> None:
        self._own[place].append((len(self._columns), sign))
        self._owners.append((place, sign))
        self._columns.append(column)

    def _row(self, row: Mapping[Place, float]) -> Row:
        return Row(
            {
                column: sign * factor
                for place, factor in row.items()
                for column, sign in self._own[place]
            }
        )

    def _moved_in(self, point: Sequence[float]) -> Mapping[Place, float]:
        moved: dict[Place, float] = defaultdict(float)
        for (place, sign), by in zip(self._owners, point, strict=True):
            if by:
                moved[place] += sign * by
        return {place: by for place, by in moved.items() if abs(by) > NEAR}


class _Judge:
    """Whether hidden cells of a piece go as far as is asked, and still do without one of them."""

    def __init__(
        self,
        cells: Mapping[Place, Cell],
        rows: Sequence[Mapping[Place, float]],
        further: Collection[Place],
        asked: Mapping[Place, Asked],
    ) -> None:
        self._cells = cells
        self._asked = dict(asked)
        self._open = list(cells)
        self._column = {place: column for column, place in enumerate(cells)}
        self._rows_of: dict[int, list[list[int]]] = defaultdict(list)
        for row in rows:
            columns = [self._column[place] for place in row]
            for column in columns:
                self._rows_of[column].append(columns)
        self._bounds = [
            self._moves_between(cell, place in further) for place, cell in cells.items()
        ]
        self._programme = Programme(
            [Column(*between) for between in self._bounds],
            [Row({self._column[place]: row[place] for place in row}) for row in rows],
        )
        self._shown: set[int] = set()

    def _moves_between(self, cell: Cell, hidden_further: bool) -> tuple[float, float]:
        low = min(cell.low, cell.hidden_low) if hidden_further else cell.low
        high = max(cell.high, cell.hidden_high) if hidden_further else cell.high
        return max(low - cell.base, -_FAR), min(high - cell.base, _FAR)

    def stand_without(self, place: Place) -> bool:
        """Whether all others do when one is shown; if so, it is shown from now on."""
        column = self._column[place]
        beside = {other for row in self._rows_of[column] for other in row}
        if self._leaves_one_alone(column):
            return False
        cell = self._cells[place]
        self._programme.bound(column, cell.low - cell.base, cell.high - cell.base)
        self._lows = [0.0] * len(self._open)
        self._highs = [0.0] * len(self._open)
        others = [other for other in self._asked if other != place]
        # Where something goes wrong, it will most likely be beside the cell.
        others.sort(key=lambda other: self._column[other] not in beside)
        if all(map(self._goes_far_enough, others)):
            self._asked.pop(place, None)
            self._shown.add(column)
            return True
        self._programme.bound(column, *self._bounds[column])
        return False

    def _leaves_one_alone(self, column: int) -> bool:
        """Whether an equation would be left with one cell that is not known, and so tell it."""
        for row in self._rows_of[column]:
            others = [other for other in row if other != column and other not in self._shown]
            if len(others) == 1 and self._open[others[0]] in self._asked:
                return True
        return False

    def _goes_far_enough(self, place: Place) -> bool:
        column = self._column[place]
        if self._is_far_enough(place):
            return True
        self._see(self._programme.greatest(column))
        if self._is_far_enough(place):
            return True
        self._see(self._programme.least(column))
        return self._is_far_enough(place)

    def _is_far_enough(self, place: Place) -> bool:
        asked, base, column = self._asked[place], self._cells[place].base, self._column[place]
        low, high = base + self._lows[column], base + self._highs[column]
        return (
            low <= asked.down_to + NEAR
            and high >= asked.up_to - NEAR
            and floor(high + NEAR) - ceil(low - NEAR) >= asked.apart
        )

    def _see(self, point: Sequence[float] | None) -> None:
        self._lows = list(map(min, self._lows, point or self._lows))
        self._highs = list(map(max, self._highs, point or self._highs))


# No rule asks a cell to go further; without end, a solution would show nothing of other cells.
_FAR = 1000.0
