"""Which counts may be shown, so that none of the hidden ones can be worked out; pure arithmetic.

The viewer that we reckon with has every count that is shown, of this table and of all that were
released before it; knows which cells add up to which; knows the rule, and so that every hidden
count is one at least where zero is shown; and can solve linear programmes. The viewer does not
know which of the hidden cells were hidden because they are small: were that known, no margin
wider than the rule itself could be had. So of a small cell every value that the rule hides must
remain possible: whoever guesses that it is a small one learns no more than the rule says.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf, log1p
from typing import NamedTuple, TypeAlias

from measures.counts import Count, Gap
from measures.hiding import Asked, CannotMove, Cell, Hiding
from measures.linear import Column, Programme, Row
from measures.viewer import (
    Bounds,
    Equation,
    Inconsistent,
    Key,
    View,
    as_row,
    bounds,
    counts_of_rate,
    counts_of_share,
    whole,
)

__all__ = [
    "CannotProtect",
    "Earlier",
    "Equation",
    "Inconsistent",
    "Key",
    "NhsRounding",
    "Protected",
    "Rule",
    "Table",
    "Then",
    "Threshold",
    "Version",
    "bounds",
    "counts_of_rate",
    "counts_of_share",
    "released",
    "seen_together",
    "undone",
]


@dataclass(frozen=True)
class Table:
    """True counts, every margin a cell of its own, and how they add up."""

    counts: Mapping[Key, Count]
    equations: tuple[Equation, ...] = ()


@dataclass(frozen=True)
class Threshold:
    """Counts from 1 to `hide_below` - 1 are hidden, and as many others as keep them hidden.

    Zero is shown, unless `shows_zero` is false. By all that is shown, the greatest value that a
    hidden cell could have is at least `margin` above the least (0 stands for `hide_below`). What
    is shown is exact.
    """

    hide_below: int = 5
    margin: int = 0
    shows_zero: bool = True

    def __post_init__(self) -> None:
        if self.hide_below < 2 or self.margin < 0:
            raise ValueError(
                f"a threshold of {self.hide_below} with a margin of {self.margin} hides nothing"
            )
        object.__setattr__(self, "margin", self.margin or self.hide_below)

    @property
    def least_hidden(self) -> int:
        """The least count that a hidden cell can have. Zero, where shown, is never hidden."""
        return 1 if self.shows_zero else 0

    @property
    def most_hidden(self) -> int:
        """The greatest count that is hidden for being small."""
        return self.hide_below - 1

    def hides(self, count: int) -> bool:
        return self.least_hidden <= count <= self.most_hidden

    def shown(self, count: int) -> int:
        return count

    def told_by(self, shown: int) -> tuple[int, int]:
        """Between which counts lies one that is shown so."""
        return shown, shown


@dataclass(frozen=True)
class NhsRounding:
    """The rule of NHS England's sub-national statistics.

    Zero is shown as it is, 1 to `hide_up_to` hidden, and everything above shown to the nearest
    `base`, halves upwards. Totals are treated as any other count, so they need not be the sum of
    what is shown; percentages and rates are to be made from the rounded counts, and rates be
    rounded to what those carry.

    What remains exact: zeros, and that a hidden count is no zero. Everything else that is shown
    is known within two either way (for a base of 5). The rule is published as needing nothing
    further, and mostly that holds; but many rounded numbers that add up tell more than one: where
    a total shown as 10 has parts of 10 and four hidden ones, each of them must be 1. `released`
    finds such cells, and hides a further one.
    """

    hide_up_to: int = 7
    base: int = 5

    def __post_init__(self) -> None:
        if not (self.base >= 1 and 2 * (self.hide_up_to + 1) >= self.base and self.hide_up_to >= 1):
            raise ValueError(
                f"counts over {self.hide_up_to} cannot be shown to the nearest {self.base}:"
                " some would be shown as zero"
            )

    @property
    def margin(self) -> int:
        """A hidden count must be left with two values at least."""
        return 1

    @property
    def least_hidden(self) -> int:
        return 1

    @property
    def most_hidden(self) -> int:
        return self.hide_up_to

    def hides(self, count: int) -> bool:
        return 1 <= count <= self.hide_up_to

    def shown(self, count: int) -> int:
        return (2 * count + self.base) // (2 * self.base) * self.base if count > 0 else count

    def told_by(self, shown: int) -> tuple[int, int]:
        """Between which counts lies one that is shown so."""
        if shown <= 0:
            return shown, shown
        low, high = shown - self.base // 2, shown + (self.base - 1) // 2
        return max(low, self.hide_up_to + 1), high


Rule: TypeAlias = Threshold | NhsRounding


class Earlier(NamedTuple):
    """A version that was released before: what it showed, how its cells add up, what has changed.

    `changed` are keys whose true count is now another; all others that both have count the same.
    Of a key that has changed since several versions each version is taken by itself. `rule` is
    the one it was released by, where that was another.
    """

    shown: Mapping[Key, Count]
    equations: tuple[Equation, ...]
    changed: frozenset[Key]
    rule: Rule | None = None


# As Earlier, or without a rule of its own.
Version: TypeAlias = Earlier | tuple[Mapping[Key, Count], tuple[Equation, ...], frozenset[Key]]


@dataclass(frozen=True)
class Then:
    """A cell as it was in an earlier version (0 is the first), where its count is now another."""

    version: int
    key: Key


@dataclass(frozen=True)
class Protected:
    """What may be shown, with Gap.HIDDEN where a count may not.

    `primary` are hidden by the rule itself; `secondary` so that those stay hidden. Of those in
    `given_away` earlier versions say more than the rule allows by themselves: hiding cannot help.
    """

    counts: Mapping[Key, Count]
    primary: frozenset[Key]
    secondary: frozenset[Key]
    given_away: frozenset[Key] = frozenset()


class CannotProtect(ValueError):
    """A hidden cell can be worked out whatever else is hidden. The sentence says why."""


def released(table: Table, rule: Rule, *, already: Sequence[Version] = ()) -> Protected:
    """What of a table may be shown under a rule, beside what was released before.

    The same for the same table in the same order. ValueError for an equation that does not hold
    or names a cell that the table has not, and for a cell that is said not to have changed and
    was shown as another number; CannotProtect where nothing in this table could keep a cell
    hidden.
    """
    return _Release(table, rule, [Earlier(*version) for version in already]).protected()


def undone(
    shown: Mapping[Key, Count],
    equations: Iterable[Equation],
    rule: Rule,
    hidden: Collection[Key] | None = None,
    *,
    primary: Collection[Key] = (),
) -> tuple[Key, ...]:
    """The hidden cells (or those of `hidden`) of which a viewer learns more than the rule allows.

    Fewer whole numbers than the rule's margin asks for are left from the least to the greatest;
    or, for cells that are said to be `primary`, one of the counts that the rule hides is ruled
    out. Under NhsRounding those are held to be at most `hide_up_to`, or where none is named all.
    """
    equations = tuple(equations)
    cells = [key for key, count in shown.items() if count is Gap.HIDDEN]
    asked = cells if hidden is None else [key for key in cells if key in set(hidden)]
    small = frozenset(primary)
    within = _within(shown, rule, small)
    view = _view(shown, equations, within, rule)
    return tuple(
        key for key in asked if not view.reaches(key, _far_enough(rule, primary=key in small))
    )


def seen_together(
    shown: Mapping[Key, Count], equations: Iterable[Equation], already: Sequence[Version]
) -> tuple[Mapping[Key, Count], tuple[Equation, ...]]:
    """This version and the earlier ones as one table, which `undone` and `bounds` can judge.

    A cell that has changed since is a Then; of one that has not, a number shown in any version
    is known.
    """
    seen = dict(shown)
    joined = dict.fromkeys(equations)
    for number, version in enumerate(already):
        earlier = Earlier(*version)
        for key, count in earlier.shown.items():
            node = _node(number, earlier, key)
            if not isinstance(seen.get(node), int):
                seen[node] = count if isinstance(count, int) else seen.get(node, count)
        joined.update(dict.fromkeys(_equations_then(number, earlier)))
    return seen, tuple(joined)


def _node(number: int, earlier: Earlier, key: Key) -> Key:
    return Then(number, key) if key in earlier.changed else key


def _equations_then(number: int, earlier: Earlier) -> Iterator[Equation]:
    for equation in earlier.equations:
        yield Equation(
            _node(number, earlier, equation.total),
            tuple(_node(number, earlier, part) for part in equation.parts),
        )


def _within(
    shown: Mapping[Key, Count], rule: Rule, primary: Collection[Key]
) -> Mapping[Key, Bounds]:
    if isinstance(rule, Threshold):
        return {}
    within: dict[Key, Bounds] = {
        key: rule.told_by(count) for key, count in shown.items() if isinstance(count, int)
    }
    for key, count in shown.items():
        if count is Gap.HIDDEN and (key in primary or not primary):
            within[key] = rule.least_hidden, rule.most_hidden
    return within


def _far_enough(rule: Rule, *, primary: bool) -> Callable[[Bounds], bool]:
    def far_enough(between: Bounds) -> bool:
        low, high = whole(between)
        if not high - low >= rule.margin:
            return False
        if primary and isinstance(rule, Threshold):
            return low <= rule.least_hidden and high >= rule.most_hidden
        return True

    return far_enough


class _Release:
    """One table on its way out: what is known of it already, and what is to be hidden."""

    def __init__(self, table: Table, rule: Rule, already: Sequence[Earlier]) -> None:
        _refuse_wrong_sums(table)
        self._table = table
        self._rule = rule
        self._before = _Before(table, rule, already)
        self._equations = tuple(dict.fromkeys((*table.equations, *self._before.equations)))
        self._primary = [
            key
            for key, count in table.counts.items()
            if isinstance(count, int) and rule.hides(count)
        ]
        small = set(self._primary)
        self._forced = [key for key in self._before.still_hidden if key not in small]

    def protected(self) -> Protected:
        between = self._between()
        given_away = self._before.given_away(between, set(self._primary))
        further = self._further(between, given_away)
        hidden = {*self._primary, *self._forced, *further}
        return Protected(
            counts={
                key: Gap.HIDDEN if key in hidden else self._shown(count)
                for key, count in self._table.counts.items()
            },
            primary=frozenset(self._primary),
            secondary=frozenset(hidden - set(self._primary)),
            given_away=given_away,
        )

    def _shown(self, count: Count) -> Count:
        return self._rule.shown(count) if isinstance(count, int) else count

    def _between(self) -> Mapping[Key, Bounds]:
        """What a viewer knows at once of each cell, when only what must be is hidden."""
        hidden = {*self._primary, *self._forced}
        between = dict(self._before.told)
        for key, count in self._table.counts.items():
            told = self._before.told.get(key, _NOTHING_TOLD)
            if isinstance(count, int):
                rule_tells = self._hidden_tells(count) if key in hidden else self._tells(count)
                between[key] = _both(told, rule_tells)
            else:
                between[key] = (0, 0) if count is Gap.NOT_APPLICABLE else _both(told, (0, inf))
        for equation in self._equations:
            for key in (equation.total, *equation.parts):
                between.setdefault(key, (0, inf))
        return between

    def _tells(self, count: int) -> Bounds:
        return self._rule.told_by(self._rule.shown(count))

    def _hidden_tells(self, count: int) -> Bounds:
        low = min(self._rule.least_hidden, count)
        if isinstance(self._rule, NhsRounding) and self._rule.hides(count):
            return low, self._rule.most_hidden
        return low, inf

    def _further(self, between: Mapping[Key, Bounds], given_away: frozenset[Key]) -> list[Key]:
        rows = [
            as_row(equation).factors
            for equation in self._equations
            if self._table.counts.get(equation.total) is not Gap.NOT_APPLICABLE
        ]
        keys = list(between)
        place = {key: number for number, key in enumerate(keys)}
        asked = {place[key]: self._asked_of_small for key in self._primary if key not in given_away}
        for key in (*self._forced, *self._before.hidden_then):
            if key not in given_away:
                asked[place[key]] = self._asked
        hiding = Hiding(
            self._cells(between, rows),
            [{place[key]: factor for key, factor in row.items()} for row in rows],
            asked,
            asked_of_further=self._asked,
        )
        try:
            hiding.search()
        except CannotMove as cannot:
            raise CannotProtect(
                f"{keys[cannot.place]} is to be hidden, but can be worked out from what was shown"
                " before and has not changed, and hiding more of this table would not prevent it"
            ) from cannot
        hiding.take_back()
        return [keys[number] for number in hiding.further]

    @property
    def _asked(self) -> Asked:
        return Asked(self._rule.margin)

    @property
    def _asked_of_small(self) -> Asked:
        if isinstance(self._rule, NhsRounding):
            return self._asked
        return Asked(self._rule.margin, self._rule.least_hidden, self._rule.most_hidden)

    def _cells(
        self, between: Mapping[Key, Bounds], rows: Sequence[Mapping[Key, float]]
    ) -> list[Cell]:
        bases = _bases(self._table.counts, between, rows)
        losses = _losses(self._table)
        hidden = {*self._primary, *self._forced}
        cells = []
        for key, (low, high) in between.items():
            told = self._before.told.get(key, _NOTHING_TOLD)
            count = self._table.counts.get(key)
            if isinstance(count, int) and count > 0 and key not in hidden and told[0] < told[1]:
                could = _both(told, self._hidden_tells(count))
                cells.append(Cell(bases[key], low, high, losses[key], *could))
            else:
                cells.append(Cell(bases[key], low, high))
        return cells


class _Before:
    """What earlier versions have told, of cells as they are now and as they were."""

    def __init__(self, table: Table, rule: Rule, already: Sequence[Earlier]) -> None:
        self._table = table
        self._rule = rule
        self.told: dict[Key, Bounds] = {}
        self.equations: list[Equation] = []
        hidden: dict[Key, None] = {}
        for number, earlier in enumerate(already):
            self.equations += _equations_then(number, earlier)
            for key, count in earlier.shown.items():
                node = _node(number, earlier, key)
                self._hear(node, count, earlier.rule or rule)
                if count is Gap.HIDDEN:
                    hidden[node] = None
        unknown = [node for node in hidden if self.told[node][0] < self.told[node][1]]
        # Of this table and unchanged, or of what is no more.
        self.still_hidden = [node for node in unknown if node in table.counts]
        self.hidden_then = [node for node in unknown if node not in table.counts]

    def given_away(self, between: Mapping[Key, Bounds], primary: Collection[Key]) -> frozenset[Key]:
        """Hidden cells of which earlier versions, by themselves, leave less than the rule asks."""
        if not self.told:
            return frozenset()
        view = View(
            dict.fromkeys(self.told, Gap.NOT_SUPPLIED),
            self.equations,
            within={key: self._then(key, between) for key in self.told},
            least_hidden=0,
        )
        return frozenset(
            key
            for key in (*primary, *self.still_hidden, *self.hidden_then)
            if key in self.told
            and not view.reaches(key, _far_enough(self._rule, primary=key in primary))
        )

    def _then(self, key: Key, between: Mapping[Key, Bounds]) -> Bounds:
        """A cell that is hidden now may be reckoned with as hidden; of others, what was told."""
        hidden = key in self.still_hidden or key in self.hidden_then
        return between[key] if hidden else self.told[key]

    def _hear(self, node: Key, count: Count, rule: Rule) -> None:
        tells: Bounds = (0, inf)
        if isinstance(count, int):
            tells = rule.told_by(count)
        elif count is Gap.HIDDEN:
            tells = (rule.least_hidden, inf)
        elif count is Gap.NOT_APPLICABLE:
            tells = (0, 0)
        self.told[node] = _both(self.told.get(node, _NOTHING_TOLD), tells)
        now = self._table.counts.get(node)
        low, high = self.told[node]
        if low > high or (isinstance(now, int) and not low <= now <= high):
            raise ValueError(
                f"{node} is said not to have changed, and was shown as another number before"
            )


_NOTHING_TOLD: Bounds = (-inf, inf)


def _both(one: Bounds, other: Bounds) -> Bounds:
    return max(one[0], other[0]), min(one[1], other[1])


def _refuse_wrong_sums(table: Table) -> None:
    for equation in table.equations:
        counts = []
        for key in (equation.total, *equation.parts):
            if key not in table.counts:
                raise ValueError(f"{key} is in an equation and not in the table")
            counts.append(table.counts[key])
        if counts[0] is Gap.NOT_APPLICABLE or Gap.NOT_SUPPLIED in counts:
            continue
        total, *parts = (count if isinstance(count, int) else 0 for count in counts)
        if total != sum(parts):
            raise ValueError(f"{equation.total} is {total}, and its parts add up to {sum(parts)}")


def _bases(
    counts: Mapping[Key, Count],
    between: Mapping[Key, Bounds],
    rows: Sequence[Mapping[Key, float]],
) -> Mapping[Key, float]:
    """A count for each cell that agrees with all the others: where it is known, its own.

    What cells counted that have changed since is not known here, and need not be: how far a
    viewer must think that a cell could go does not depend on where it is.
    """
    bases: dict[Key, float] = {}
    for key, (low, high) in between.items():
        count = counts.get(key)
        if isinstance(count, int):
            bases[key] = count
        elif low == high:
            bases[key] = low
    unknown = [key for key in between if key not in bases]
    if not unknown:
        return bases
    place = {key: number for number, key in enumerate(unknown)}
    programme = Programme(
        [Column(*between[key]) for key in unknown],
        [
            Row(
                {place[key]: factor for key, factor in row.items() if key in place},
                -sum(factor * bases[key] for key, factor in row.items() if key in bases),
            )
            for row in rows
        ],
    )
    point = programme.cheapest()
    if point is None:
        raise ValueError(
            "what was shown before and what counts now cannot both be right: some of what is said"
            " not to have changed must have"
        )
    return bases | dict(zip(unknown, point, strict=True))


# Beside any other loss: the greatest total of a table goes last.
_NEVER_IF_AVOIDABLE = 1000.0


def _losses(table: Table) -> Mapping[Key, float]:
    """What hiding a cell would cost its readers: more for larger counts, much more for totals.

    Cells that cost alike are told apart by their place, so that the choice is always the same.
    """
    levels = _levels(table.equations)
    parts = {part for equation in table.equations for part in equation.parts}
    highest = max(levels.values(), default=0)
    losses = {}
    for number, (key, count) in enumerate(table.counts.items()):
        level = levels.get(key, 0)
        size = count if isinstance(count, int) else 0
        loss = (1 + log1p(abs(size))) * 3**level
        if level and level == highest and key not in parts:
            loss += _NEVER_IF_AVOIDABLE
        losses[key] = loss * (1 + 1e-3 * number / len(table.counts))
    return losses


def _levels(equations: Iterable[Equation]) -> Mapping[Key, int]:
    """How many sums deep a cell is: 0 for one that is the sum of nothing."""
    parts_of: dict[Key, list[Key]] = {}
    for equation in equations:
        parts_of.setdefault(equation.total, []).extend(equation.parts)
    levels: dict[Key, int] = {}

    def level(key: Key) -> int:
        if key not in levels:
            levels[key] = 0
            levels[key] = 1 + max(map(level, parts_of[key])) if key in parts_of else 0
        return levels[key]

    for total in parts_of:
        level(total)
    return levels


def _view(
    shown: Mapping[Key, Count],
    equations: tuple[Equation, ...],
    within: Mapping[Key, Bounds],
    rule: Rule,
) -> View:
    return View(shown, equations, within=within, least_hidden=rule.least_hidden)
