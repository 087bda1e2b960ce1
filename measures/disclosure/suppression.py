"""Which counts may be shown, so that none of the hidden ones can be worked out; pure arithmetic.

The viewer that we reckon with has every count that is shown, of this table and of all that were
released before it; knows which cells add up to which; knows the rule, and so that every hidden
count is one at least where zero is shown; and can solve linear programmes. The viewer does not
know which of the hidden cells were hidden because they are small: were that known, no margin
wider than the rule itself could be had. So of a small cell every value that the rule hides must
remain possible: whoever guesses that it is a small one learns no more than the rule says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from measures.counts import Count, Gap
from measures.disclosure.release import Release, seen_before
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
    bounds,
    counts_of_rate,
    counts_of_share,
    hidden_in,
    known_at_once,
    least_by_zeros,
    that_say_something,
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


def released(table: Table, rule: Rule, *, already: Sequence[Version] = ()) -> Protected:
    """What of a table may be shown under a rule, beside what was released before.

    The same for the same table in the same order. ValueError for an equation that does not hold
    or names a cell that the table has not, and for a cell that is said not to have changed and
    was shown as another number; CannotProtect where nothing in this table could keep a cell
    hidden.
    """
    try:
        return Release(table, rule, already).protected()
    except Inconsistent as wrong:
        raise Inconsistent(
            "what was shown before and what counts now cannot both be right: some of what is said"
            " not to have changed must have"
        ) from wrong


def undone(
    shown: Mapping[Key, Count],
    equations: Iterable[Equation],
    rule: Rule,
    hidden: Collection[Key] | None = None,
    *,
    primary: Collection[Key] | None = None,
) -> tuple[Key, ...]:
    """The hidden cells (or those of `hidden`) of which a viewer learns more than the rule allows.

    Fewer whole numbers than the rule's margin asks for are left from the least to the greatest;
    or, for cells that are said to be `primary`, one of the counts that the rule hides is ruled
    out. Under NhsRounding those are held to be at most `hide_up_to`, or all where nothing is said.
    """
    equations = that_say_something(shown, equations)
    between = known_at_once(
        shown,
        equations,
        within=_within(shown, rule, primary),
        least_hidden=rule.least_hidden,
    )
    asked = [key for key in hidden_in(shown) if hidden is None or key in hidden]
    small = [key for key in asked if primary is not None and key in primary]
    small_from = least_by_zeros(between, equations, small)
    return tuple(open_to(View(between, equations), asked, rule, small_from=small_from))


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
        before, equations_before, _ = seen_before(shown, version, number)
        for node, count in before.items():
            if not isinstance(seen.get(node), int):
                seen[node] = count if isinstance(count, int) else seen.get(node, count)
        joined.update(dict.fromkeys(equations_before))
    return seen, tuple(joined)


def _within(
    shown: Mapping[Key, Count], rule: Rule, primary: Collection[Key] | None
) -> Mapping[Key, Bounds]:
    if isinstance(rule, Threshold):
        return {}
    within: dict[Key, Bounds] = {
        key: rule.told_by(count) for key, count in shown.items() if isinstance(count, int)
    }
    for key, count in shown.items():
        if count is Gap.HIDDEN and (primary is None or key in primary):
            within[key] = rule.least_hidden, rule.most_hidden
    return within
