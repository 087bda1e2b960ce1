"""Two counts compared by what they are: judged, told without a verdict, or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from measures.change import (
    Better,
    Change,
    Difference,
    Incomparable,
    NotJudged,
    Refusal,
    Unjudged,
    refused,
)
from measures.counts import Count, Gap, Nature
from measures.usual_change import Basis


@dataclass(frozen=True)
class Known:
    """A count, and what must be known of it before it is compared.

    `margin` is how far the true count may lie from a rounded one, on either side. `exposure` is as
    in `Difference`, `days` as in `Change`.
    """

    count: Count
    nature: Nature = Nature.MEASURED
    margin: int = 0
    exposure: float = 1.0
    days: float = 1.0


def judge(
    before: Known,
    after: Known,
    *,
    better: Better,
    months: int,
    basis: Basis | NotJudged,
    are_apart: bool = False,
) -> Change | Unjudged | Incomparable:
    """The change from `before` to `after`; without a verdict where one would claim too much.

    So of made-up counts, of totals whose months are not known, where shares of rows without a
    place `are_apart`, and where `basis` says why. Of rounded counts only what holds of every true
    count. `months` is how many a unit of exposure has.
    """
    reason = refused(before.count, after.count)
    if reason or isinstance(before.count, Gap) or isinstance(after.count, Gap):
        return Incomparable(before.count, after.count, reason or Refusal.BEFORE_GAP)
    told = Difference(
        before.count,
        after.count,
        before_exposure=before.exposure,
        after_exposure=after.exposure,
        are_rounded=before.margin > 0 or after.margin > 0,
        before_days=before.days,
        after_days=after.days,
    )
    extremes = _extremes(told, before.margin, after.margin)
    if len({extreme.direction for extreme in extremes}) > 1:
        return Incomparable(before.count, after.count, Refusal.ROUNDED)
    why = _not_judged({before.nature, after.nature}, are_apart=are_apart)
    if why is None and isinstance(basis, Basis):
        changes = [
            _change(one, better=better, months=months, basis=basis) for one in (told, *extremes)
        ]
        if len({change.verdict for change in changes}) == 1:
            return changes[0]
        why = NotJudged.ROUNDED
    if why is None and isinstance(basis, NotJudged):
        why = basis
    return Unjudged(**vars(told), reason=why or NotJudged.YEARS_ONLY)


def _change(told: Difference, *, better: Better, months: int, basis: Basis) -> Change:
    return Change(**vars(told), better=better, months=months, basis=basis)


def _extremes(told: Difference, before: int, after: int) -> tuple[Difference, Difference]:
    """The change with the true counts as far apart, and as near, as their margins let them be."""
    return (
        replace(told, before=told.before + before, after=max(told.after - after, 0)),
        replace(told, before=max(told.before - before, 0), after=told.after + after),
    )


def _not_judged(natures: set[Nature], *, are_apart: bool) -> NotJudged | None:
    if Nature.ILLUSTRATIVE in natures:
        return NotJudged.ILLUSTRATIVE
    if natures != {Nature.MEASURED}:
        return NotJudged.YEARS_ONLY
    return NotJudged.PLACES if are_apart else None
