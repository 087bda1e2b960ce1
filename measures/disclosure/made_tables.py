"""Random tables of the shapes that the portal releases, to try the rules of disclosure on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from random import Random
from typing import TypeAlias

from measures.disclosure.rules import Table
from measures.disclosure.viewer import Equation, Key

Value: TypeAlias = Hashable
Cell: TypeAlias = tuple[Value, ...]
Sum: TypeAlias = tuple[Value, tuple[Value, ...]]

ALL = "all"


@dataclass(frozen=True)
class Side:
    """One side of a table: its finest values, and sums of them or of other sums, finer first.

    `published` says whether the finest are shown; the pieces that ward sets share are not.
    """

    finest: tuple[Value, ...]
    sums: tuple[Sum, ...]
    published: bool = True

    @property
    def values(self) -> tuple[Value, ...]:
        """Every value, each once."""
        return tuple(dict.fromkeys((*self.finest, *(total for total, _ in self.sums))))


def made_table(random: Random, *, most_cells: int = 400) -> Table:
    """A table of two to four sides, a part of its finest counts small, others zero.

    Sides are wards in localities or two ward sets that share pieces; quarters with years and
    years to date; and one or two lists of categories.
    """
    sides = _made_sides(random, most_cells)
    return _table(sides, _finest_counts(sides, random))


def made_versions(random: Random, *, most_cells: int = 400) -> tuple[Table, Table]:
    """Such a table and a later version of it, in which some of the finest counts are others."""
    sides = _made_sides(random, most_cells)
    before, other = _finest_counts(sides, random), _finest_counts(sides, random)
    part = random.choice((0.02, 0.1, 0.5))
    after = {
        cell: other[cell] if random.random() < part else count for cell, count in before.items()
    }
    return _table(sides, before), _table(sides, after)


def changed(before: Table, after: Table) -> frozenset[Key]:
    """The cells that count another number than they did."""
    return frozenset(key for key, count in after.counts.items() if before.counts[key] != count)


def _made_sides(random: Random, most_cells: int) -> Sequence[Side]:
    makers: Sequence[Callable[[Random], Side]] = (_places, _periods, _categories, _categories)
    while True:
        sides = [make(random) for make in random.sample(makers, random.randint(2, 4))]
        if prod(len(side.values) for side in sides) <= most_cells:
            return sides


def _places(random: Random) -> Side:
    return random.choice((_localities, _two_ward_sets))(random)


def _localities(random: Random) -> Side:
    wards = _numbered("ward", random.randint(3, 8))
    if random.random() < 0.5:
        return Side(wards, ((ALL, wards),))
    north = random.randint(1, len(wards) - 1)
    localities = (("north", wards[:north]), ("south", wards[north:]))
    return Side(wards, (*localities, (ALL, ("north", "south"))))


def _two_ward_sets(random: Random) -> Side:
    """Old wards whose new lines cut off slivers to the next."""
    count = random.randint(3, 5)
    pieces = [(ward, ward) for ward in range(count)]
    pieces += [(ward, (ward + 1) % count) for ward in range(count) if random.random() < 0.5]
    sums: list[Sum] = []
    for place, name in enumerate(("old ward", "new ward")):
        sums += [
            ((name, ward), tuple(piece for piece in pieces if piece[place] == ward))
            for ward in range(count)
        ]
        sums.append((ALL, tuple((name, ward) for ward in range(count))))
    return Side(tuple(pieces), tuple(sums), published=False)


def _periods(random: Random) -> Side:
    quarters = _numbered("quarter", random.randint(3, 8))
    sums: list[Sum] = []
    for start in range(0, len(quarters), 4):
        year = quarters[start : start + 4]
        sums += [(("to date", part[-1]), part) for part in (year[:2], year[:3]) if part != year]
        if len(year) == 4:
            sums.append((("year", start // 4), year))
    return Side(quarters, tuple(sums))


def _categories(random: Random) -> Side:
    categories = _numbered("category", random.randint(2, 5))
    return Side(categories, ((ALL, categories),))


def _numbered(name: str, count: int) -> tuple[Value, ...]:
    return tuple((name, number) for number in range(count))


def _table(sides: Sequence[Side], finest: Mapping[Cell, int]) -> Table:
    counts = dict(finest)
    for place, side in enumerate(sides):
        # Summed up one side after the other: those before with their sums, those after without.
        before = [other.values for other in sides[:place]]
        after = [other.finest for other in sides[place + 1 :]]
        for total, *parts in _sums(side, before, after):
            counts[total] = sum(counts[part] for part in parts)
    equations = [
        Equation(total, tuple(parts))
        for place, side in enumerate(sides)
        for total, *parts in _sums(
            side,
            [other.values for other in sides[:place]],
            [other.values for other in sides[place + 1 :]],
        )
    ]
    return Table(dict(counts.items()), tuple(equations), _unpublished(sides, counts))


def _sums(
    side: Side, before: Sequence[Sequence[Value]], after: Sequence[Sequence[Value]]
) -> Iterator[list[Cell]]:
    """A side's totals with their parts, at each place along the other sides."""
    for (total, parts), left, right in product(side.sums, product(*before), product(*after)):
        yield [(*left, value, *right) for value in (total, *parts)]


def _finest_counts(sides: Sequence[Side], random: Random) -> dict[Cell, int]:
    small, zero = random.choice((0.05, 0.1, 0.3)), random.choice((0.0, 0.1, 0.3))
    most = random.choice((20, 60, 200))
    return {
        cell: random.choices(
            (0, random.randint(1, 4), random.randint(5, most)),
            (zero, small, 1 - small - zero),
        )[0]
        for cell in product(*(side.finest for side in sides))
    }


def _unpublished(sides: Sequence[Side], cells: Iterable[Cell]) -> frozenset[Key]:
    return frozenset(
        cell
        for cell in cells
        if any(
            value in side.finest and not side.published
            for side, value in zip(sides, cell, strict=True)
        )
    )
