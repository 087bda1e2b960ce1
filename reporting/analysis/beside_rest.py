"""Whether a place changed otherwise than the rest of the partnership; knows no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from measures.change import Change, Difference
from measures.counts import Gap
from measures.periods import Period
from measures.usual_change import Moved, moved_otherwise
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.scatter import (
    MONTHLY,
    QUARTERLY,
    Grain,
    History,
    history_of,
    scatter_of_rest,
)

_OF_SETS = (PlaceKind.WARD, PlaceKind.LOCALITY)


@dataclass(frozen=True)
class BesideRest:
    """The change of a place beside that of the `rest`, which is the partnership without it.

    `differs` is None where there are too few to say, of the two or of the change alone.
    """

    differs: bool | None
    is_above: bool
    rest: Difference


def beside_rest(figures: Figures, comparison: Comparison, area: Place | None) -> BesideRest | None:
    """None where the change of the place has no verdict, or that of the rest could have none."""
    change = comparison.change
    if area is None or area.kind not in _OF_SETS or not isinstance(change, Change):
        return None
    if figures.gate and figures.gate.is_rounded:
        return None
    rest = _of_rest(figures, comparison, change)
    factor = change.judged.factor
    if rest is None or factor is None:
        return None
    found = _rest_factor(figures, comparison, area, change)
    if found is None:
        return None
    differs = moved_otherwise(
        Moved(change.before, change.after, factor), Moved(rest.before, rest.after, found)
    )
    if not change.is_settled:
        differs = None
    is_above = change.after * rest.before > rest.after * change.before
    return BesideRest(differs, is_above, rest)


def _of_rest(figures: Figures, comparison: Comparison, change: Change) -> Difference | None:
    before, after = _sum(figures, comparison.periods), _sum(figures, (comparison.period,))
    if before is None or after is None or before < change.before or after < change.after:
        return None
    return Difference(
        before - change.before,
        after - change.after,
        before_exposure=change.before_exposure,
        after_exposure=change.after_exposure,
        before_days=change.before_days,
        after_days=change.after_days,
    )


def _sum(figures: Figures, periods: Iterable[Period]) -> int | None:
    counts = [figures.count(period) for period in periods]
    known = [count for count in counts if not isinstance(count, Gap)]
    return sum(known) if known and len(known) == len(counts) else None


def _rest_factor(
    figures: Figures, comparison: Comparison, area: Place, change: Change
) -> float | None:
    grain = _grain(change)
    last, later = comparison.period.last, comparison.period.months // grain.months
    history = history_of(figures, last, area, grain)
    whole = history_of(figures, last, figures.whole, grain)
    length = min(history.length, whole.length)
    if length < grain.fewest:
        return None
    of_rest = [
        all_of_it - own
        for all_of_it, own in zip(whole.counts[-length:], history.counts[-length:], strict=True)
    ]
    if min(of_rest) < 0:
        return None
    found = scatter_of_rest(figures, History(grain, last, tuple(of_rest)), area.kind, later=later)
    months = max(change.before_exposure, change.after_exposure) * change.months
    return found.factor(months) if found else None


def _grain(change: Change) -> Grain:
    is_monthly = change.basis.scatter is None or change.basis.scatter.cycle == MONTHLY.cycle
    return MONTHLY if is_monthly else QUARTERLY
