"""One table on its way out: what is known of it already, and what has to be hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf, log1p

from measures.counts import Count, Gap
from measures.disclosure.hiding import Asked, CannotMove, Cell, Hiding
from measures.disclosure.linear import Column, Programme, Row, pieces
from measures.disclosure.rules import (
    CannotProtect,
    Earlier,
    NhsRounding,
    Protected,
    Rule,
    Table,
    Then,
    Threshold,
    Version,
    open_to,
)
from measures.disclosure.viewer import (
    Bounds,
    Equation,
    Inconsistent,
    Key,
    View,
    as_row,
    known_at_once,
    least_by_zeros,
    that_say_something,
)


class Release:
    """The decisions for one table, in their order: small cells, those of before, and further."""

    def __init__(self, table: Table, rule: Rule, already: Sequence[Version]) -> None:
        _refuse_wrong_sums(table)
        self._counts = table.counts
        self._unpublished = table.unpublished
        self._rule = rule
        self._before = _Before(table, rule, already)
        self._losses = _losses(table)
        self._equations = that_say_something(
            table.counts, (*table.equations, *self._before.equations)
        )
        self._primary = dict.fromkeys(
            key
            for key, count in table.counts.items()
            if isinstance(count, int) and rule.hides(count)
        )
        self._hidden = self._primary | dict.fromkeys(self._before.still_hidden)
        self._between = self._known_at_once()
        self._small_from = least_by_zeros(self._between, self._equations, self._primary)

    def protected(self) -> Protected:
        """What may be shown. CannotProtect where nothing would keep a cell hidden."""
        judged = dict.fromkeys((*self._hidden, *self._before.hidden_then))
        given_away = {*self._open_by_rule(), *self._open_before(judged)}
        # Hiding more never lets a viewer learn more: only these need looking after.
        open_to_view = open_to(
            View(self._between, self._equations),
            [key for key in judged if key not in given_away],
            self._rule,
            small_from=self._small_from,
        )
        further = self._further(open_to_view) if open_to_view else []
        given_away |= {key for key in further if self._is_nearly_known(key)}
        hidden = {*self._hidden, *further}
        return Protected(
            counts={
                key: Gap.HIDDEN if key in hidden else self._shown(key, count)
                for key, count in self._counts.items()
            },
            primary=frozenset(self._primary),
            secondary=frozenset(hidden.difference(self._primary)),
            given_away=frozenset(given_away),
        )

    def _shown(self, key: Key, count: Count) -> Count:
        if key in self._unpublished:
            return Gap.NOT_SUPPLIED
        return self._rule.shown(count) if isinstance(count, int) else count

    def _known_at_once(self) -> Mapping[Key, Bounds]:
        """What a viewer knows of each cell by itself, while only what must be is hidden."""
        between = dict(self._before.told)
        for key, count in self._counts.items():
            between[key] = _both(between.get(key, _NOTHING_TOLD), self._tells(key, count))
        return known_at_once({}, self._equations, within={}, least_hidden=0) | between

    def _tells(self, key: Key, count: Count) -> Bounds:
        if count is Gap.NOT_APPLICABLE:
            return 0, 0
        if isinstance(count, int) and key in self._hidden:
            return self._hidden_tells(count)
        if not isinstance(count, int) or key in self._unpublished:
            return 0, inf
        return self._rule.told_by(self._rule.shown(count))

    def _hidden_tells(self, count: int) -> Bounds:
        # A zero is hidden only where an earlier version hid it, by a rule that hid zeros.
        low = min(self._rule.least_hidden, count)
        if isinstance(self._rule, NhsRounding) and self._rule.hides(count):
            return low, self._rule.most_hidden
        return low, inf

    def _open_by_rule(self) -> list[Key]:
        """Small cells that rounding gives away even where all that is no zero is hidden."""
        if isinstance(self._rule, Threshold):
            return []
        all_hidden = {
            key: self._between[key]
            if key in self._primary or self._between[key][0] <= 0
            else (self._rule.least_hidden, inf)
            for key in self._between
        }
        return open_to(View(all_hidden, self._equations), self._primary, self._rule, small_from={})

    def _open_before(self, judged: Collection[Key]) -> list[Key]:
        """Those that earlier versions give away by themselves."""
        known = {
            key: self._between[key] if key in judged else known
            for key, known in self._before.told.items()
        }
        return open_to(
            View(known, self._before.equations),
            [key for key in judged if key in known],
            self._rule,
            small_from=self._small_from,
        )

    def _is_nearly_known(self, key: Key) -> bool:
        low, high = self._before.told.get(key, _NOTHING_TOLD)
        return high - low < self._rule.margin

    def _further(self, open_to_view: Iterable[Key]) -> list[Key]:
        """Which others to hide as well."""
        rows = [as_row(equation).factors for equation in self._equations]
        bases = _bases(self._counts, self._between, rows)
        cells = {key: self._cell(key, bases[key]) for key in self._between}
        movable = {key: cell for key, cell in cells.items() if cell.can_move}
        rows = [{key: row[key] for key in row if key in movable} for row in rows]
        rows = [row for row in rows if row]
        asked = {key: self._asked(key) for key in open_to_view}
        further: list[Key] = []
        for keys, numbers in pieces(movable, rows):
            asked_here = {key: asked[key] for key in keys if key in asked}
            if asked_here:
                piece = {key: movable[key] for key in keys}
                further += self._further_in(piece, [rows[n] for n in numbers], asked_here)
        return further

    def _further_in(
        self,
        cells: Mapping[Key, Cell],
        rows: Sequence[Mapping[Key, float]],
        asked: Mapping[Key, Asked],
    ) -> Iterable[Key]:
        hiding = Hiding(cells, rows, asked, asked_of_further=Asked(self._rule.margin))
        try:
            hiding.search()
        except CannotMove as cannot:
            raise CannotProtect(
                f"{cannot.place} is to be hidden, but can be worked out from what was shown before"
                " and has not changed, and hiding more of this table would not prevent it"
            ) from cannot
        hiding.take_back()
        return hiding.further

    def _asked(self, key: Key) -> Asked:
        if key in self._primary and isinstance(self._rule, Threshold):
            return Asked(self._rule.margin, self._small_from[key], self._rule.most_hidden)
        return Asked(self._rule.margin)

    def _cell(self, key: Key, base: float) -> Cell:
        low, high = self._between[key]
        known = self._before.told.get(key, _NOTHING_TOLD)
        count = self._counts.get(key)
        is_hidden = key in self._hidden or key in self._unpublished or known[0] == known[1]
        # A zero that is hidden where zeros are shown would be taken for a one by every viewer.
        if is_hidden or not isinstance(count, int) or count <= 0:
            return Cell(base, low, high)
        return Cell(base, low, high, self._losses[key], *_both(known, self._hidden_tells(count)))


def _as_published(table: Table, rule: Rule) -> Mapping[Key, Count]:
    """As `Protected` has it: of what is not published nothing, and where it is small, that."""
    counts = dict(table.counts)
    for key in table.unpublished:
        count = counts[key]
        small = isinstance(count, int) and rule.hides(count)
        counts[key] = Gap.HIDDEN if small else Gap.NOT_SUPPLIED
    return counts


class _Before:
    """What earlier versions have told, of cells as they are now and as they were."""

    def __init__(self, table: Table, rule: Rule, already: Sequence[Version]) -> None:
        counts = _as_published(table, rule)
        self._counts = counts
        self.told: dict[Key, Bounds] = {}
        self.equations: list[Equation] = []
        hidden: dict[Key, None] = {}
        for number, version in enumerate(already):
            shown, equations, own_rule = seen_before(counts, version, number)
            self.equations += equations
            for node, count in shown.items():
                self._hear(node, count, own_rule or rule)
                if count is Gap.HIDDEN:
                    hidden[node] = None
        unknown = [node for node in hidden if self.told[node][0] < self.told[node][1]]
        # Of this table and unchanged, or of what is no more.
        self.still_hidden = [node for node in unknown if node in counts]
        self.hidden_then = [node for node in unknown if node not in counts]

    def _hear(self, node: Key, count: Count, rule: Rule) -> None:
        tells: Bounds = (0, inf)
        if isinstance(count, int):
            tells = rule.told_by(count)
        elif count is Gap.HIDDEN:
            tells = (rule.least_hidden, inf)
        elif count is Gap.NOT_APPLICABLE:
            tells = (0, 0)
        self.told[node] = _both(self.told.get(node, _NOTHING_TOLD), tells)
        now = self._counts.get(node)
        low, high = self.told[node]
        if low > high or (isinstance(now, int) and not low <= now <= high):
            raise ValueError(
                f"{node} is said not to have changed, and was shown as another number before"
            )


def seen_before(
    now: Mapping[Key, Count], version: Version, number: int
) -> tuple[dict[Key, Count], list[Equation], Rule | None]:
    """What an earlier version showed and how it adds up, where cells that have changed are Then.

    A number that has become a gap, or a gap a number, has changed in any case. A total that was
    not applicable is the sum of nothing.
    """
    earlier = Earlier(*version)
    cells = dict.fromkeys(earlier.shown)
    for equation in earlier.equations:
        cells.update(dict.fromkeys((equation.total, *equation.parts)))
    node = {key: Then(number, key) if _has_changed(key, now, earlier) else key for key in cells}
    equations = [
        Equation(node[equation.total], tuple(node[part] for part in equation.parts))
        for equation in earlier.equations
        if earlier.shown.get(equation.total) is not Gap.NOT_APPLICABLE
    ]
    return {node[key]: count for key, count in earlier.shown.items()}, equations, earlier.rule


def _has_changed(key: Key, now: Mapping[Key, Count], earlier: Earlier) -> bool:
    if key in earlier.changed:
        return True
    if key not in now or key not in earlier.shown:
        return False
    return _is_count(now[key]) != _is_count(earlier.shown[key])


def _is_count(count: Count) -> bool:
    return isinstance(count, int) or count is Gap.HIDDEN


_NOTHING_TOLD: Bounds = (-inf, inf)


def _both(bounds: Bounds, other: Bounds) -> Bounds:
    return max(bounds[0], other[0]), min(bounds[1], other[1])


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
        raise Inconsistent("no counts agree with what was shown before and what counts now")
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
