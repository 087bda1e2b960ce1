"""Which further cells to hide so that hidden ones stay apart; knows ranges and no rule's reason.

The search asks, for one hidden cell after the other: if its count were this much lower, or
higher, which others would have to move so that every equation still holds, at the least loss?
Those that move are hidden too: then a viewer cannot tell the one table from the other. The
answer is itself the proof, and hiding more never undoes it. (The network and linear-programming
heuristic of Kelly, Golden and Assad 1992 and of Fischetti and Salazar 2000.)
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, inf

from measures.linear import NEAR, Column, Programme, Row


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


@dataclass(frozen=True)
class Asked:
    """How far a viewer must think a hidden cell could go: down to, up to, and from end to end."""

    apart: float
    down_to: float = inf
    up_to: float = -inf


class CannotMove(Exception):
    """A cell that is fixed by cells that cannot be hidden; `place` is which."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


class Hiding:
    """The search: hidden cells, what is asked of each, and the moves that have been found."""

    def __init__(
        self,
        cells: Sequence[Cell],
        rows: Sequence[Mapping[int, float]],
        asked: Mapping[int, Asked],
        *,
        asked_of_further: Asked,
    ) -> None:
        self._cells = cells
        self._rows = rows
        self._asked = dict(asked)
        self._of_further = asked_of_further
        self._found: dict[int, _Reach] = defaultdict(_Reach)
        self._rows_of: dict[int, list[int]] = defaultdict(list)
        for number, row in enumerate(rows):
            for place in row:
                self._rows_of[place].append(number)
        # In the order in which they were hidden.
        self.further: dict[int, None] = {}

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
                        self._asked[other] = self._of_further
                        to_do.append(other)

    def take_back(self) -> None:
        """Shows again, the dearest first, what the others turn out not to need."""
        moves = _Moves(self._without_prices(), self._rows)
        for place in self.further:
            moves.open_for_nothing(place)
        for place in sorted(self.further, key=self._price, reverse=True):
            if self._leaves_one_alone(place):
                continue
            moves.shut(place)
            if not self._stands_without(place, moves):
                moves.open_for_nothing(place)

    def _leaves_one_alone(self, place: int) -> bool:
        """Whether an equation would be left with one cell that is not known, and so tell it."""
        return any(
            sum(self._is_open(other) for other in self._rows[number]) == 2
            and any(other in self._asked for other in self._rows[number] if other != place)
            for number in self._rows_of[place]
        )

    def _is_open(self, place: int) -> bool:
        return place in self.further or self._cells[place].low < self._cells[place].high

    def _price(self, place: int) -> float:
        return self._cells[place].cost or 0.0

    def _without_prices(self) -> list[Cell]:
        """Only what is hidden now can move at all."""
        return [
            cell if place in self.further else Cell(cell.base, cell.low, cell.high)
            for place, cell in enumerate(self._cells)
        ]

    def _stands_without(self, place: int, moves: _Moves) -> bool:
        asked, found = self._asked.pop(place), self._found.pop(place, None)
        before = {}
        try:
            for other in self._asked:
                if self._found[other].needs(place):
                    before[other] = self._found[other]
                    self._found[other] = before[other].without(place)
                    for _ in self._satisfy(other, moves):
                        pass
        except CannotMove:
            self._found.update(before)
            self._asked[place] = asked
            if found is not None:
                self._found[place] = found
            return False
        del self.further[place]
        return True

    def _satisfy(self, place: int, moves: _Moves) -> Iterable[Mapping[int, float]]:
        """Moves until the cell goes as far as asked; yields each, to be paid for at once."""
        asked, base = self._asked[place], self._cells[place].base
        reach = self._found[place]
        if base + reach.low > asked.down_to + NEAR:
            yield self._moved(place, asked.down_to - base, moves)
        if base + reach.high < asked.up_to - NEAR:
            yield self._moved(place, asked.up_to - base, moves)
        if (missing := self._missing(place)) > 0:
            yield from self._spread(place, missing, moves)

    def _missing(self, place: int) -> int:
        """How much is missing from end to end, counting whole numbers only."""
        base, reach = self._cells[place].base, self._found[place]
        low, high = ceil(base + reach.low - NEAR), floor(base + reach.high + NEAR)
        return ceil(self._asked[place].apart) - (high - low)

    def _spread(self, place: int, missing: int, moves: _Moves) -> Iterable[Mapping[int, float]]:
        """All upwards where that can be, otherwise as much of it as can be."""
        base, reach = self._cells[place].base, self._found[place]
        low, high = ceil(base + reach.low - NEAR), floor(base + reach.high + NEAR)
        for up in range(missing, -1, -1):
            wanted = [high + up - base] if up else []
            wanted += [low - (missing - up) - base] if up < missing else []
            points = [moves.move(place, by) for by in wanted]
            if None not in points:
                yield from (self._kept(point) for point in points if point is not None)
                return
        raise CannotMove(place)

    def _moved(self, place: int, by: float, moves: _Moves) -> Mapping[int, float]:
        point = moves.move(place, by)
        if point is None:
            raise CannotMove(place)
        return self._kept(point)

    def _kept(self, point: Mapping[int, float]) -> Mapping[int, float]:
        for other in point:
            self._found[other].see(point[other], point)
        return point


class _Reach:
    """The furthest that moves have taken a cell below and above its count, and those moves."""

    def __init__(self) -> None:
        self.low = self.high = 0.0
        self._down: Mapping[int, float] = {}
        self._up: Mapping[int, float] = {}

    def see(self, by: float, point: Mapping[int, float]) -> None:
        if by < self.low:
            self.low, self._down = by, point
        if by > self.high:
            self.high, self._up = by, point

    def needs(self, place: int) -> bool:
        return place in self._down or place in self._up

    def without(self, place: int) -> _Reach:
        """What is left where a cell may not move."""
        left = _Reach()
        if place not in self._down:
            left.low, left._down = self.low, self._down
        if place not in self._up:
            left.high, left._up = self.high, self._up
        return left


# Moving what is hidden costs so little that it never decides what else to hide; but it costs, so
# that a move takes no more cells along than it needs, and others do not hang on them.
_STEP = 1e-3


class _Moves:
    """The programme: how far each cell moves from its count, at the least price, in all equations.

    Up to four unknowns a cell: above and below its count within what a viewer does not know
    anyway (next to nothing), and beyond that (at the price of hiding it).
    """

    def __init__(self, cells: Sequence[Cell], rows: Sequence[Mapping[int, float]]) -> None:
        self._cells = cells
        self.open_at_a_price: set[int] = set()
        self._columns: list[Column] = []
        self._owners: list[tuple[int, int]] = []
        self._own: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, cell in enumerate(cells):
            self._add_columns(place, cell)
        self._programme = Programme(self._columns, [self._row(row) for row in rows])

    def move(self, place: int, by: float) -> Mapping[int, float] | None:
        """Every cell that moves, and how far, when this one moves by so much. None: it cannot."""
        left = by
        for column, sign in self._own[place]:
            between = self._columns[column]
            part = sign * min(max(sign * left, between.low), between.high)
            self._programme.bound(column, sign * part, sign * part)
            left -= part
        point = self._programme.cheapest() if abs(left) < NEAR else None
        for column, _ in self._own[place]:
            self._programme.bound(column, self._columns[column].low, self._columns[column].high)
        return None if point is None else self._moved_in(point)

    def open_for_nothing(self, place: int) -> None:
        """The cell is hidden from now on."""
        self.open_at_a_price.discard(place)
        for column, _ in self._own[place]:
            self._programme.charge(column, _STEP)
            self._programme.bound(column, self._columns[column].low, self._columns[column].high)

    def shut(self, place: int) -> None:
        """The cell is shown again: it moves no further than a viewer does not know anyway."""
        for column, _ in self._own[place]:
            if self._columns[column].cost > _STEP:
                self._programme.bound(column, 0.0, 0.0)

    def _add_columns(self, place: int, cell: Cell) -> None:
        if cell.low < cell.high:
            self._add(place, 1, Column(0.0, max(cell.high - cell.base, 0.0), _STEP))
            self._add(place, -1, Column(0.0, max(cell.base - cell.low, 0.0), _STEP))
        if cell.cost is not None:
            self.open_at_a_price.add(place)
            above = max(cell.hidden_high - max(cell.high, cell.base), 0.0)
            below = max(min(cell.low, cell.base) - cell.hidden_low, 0.0)
            self._add(place, 1, Column(0.0, above, cell.cost))
            self._add(place, -1, Column(0.0, below, cell.cost))

    def _add(self, place: int, sign: int, column: Column) -> None:
        self._own[place].append((len(self._columns), sign))
        self._owners.append((place, sign))
        self._columns.append(column)

    def _row(self, row: Mapping[int, float]) -> Row:
        return Row(
            {
                column: sign * factor
                for place, factor in row.items()
                for column, sign in self._own[place]
            }
        )

    def _moved_in(self, point: Sequence[float]) -> Mapping[int, float]:
        moved: dict[int, float] = defaultdict(float)
        for (place, sign), by in zip(self._owners, point, strict=True):
            if by:
                moved[place] += sign * by
        return {place: by for place, by in moved.items() if abs(by) > NEAR}
