"""Two counts compared by what they are: judged, told without a verdict, or refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

from measures.change import (
    Better,
    Change,
    Incomparable,
    NotJudged,
    Refusal,
    Unjudged,
    refused,
)
from measures.counts import Count, Gap, Nature


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
    before: Known, after: Known, *, better: Better, are_apart: bool = False
) -> Change | Unjudged | Incomparable:
    """The change from `before` to `after`; without a verdict where one would claim too much.

    So of made-up counts, of totals whose months are not known, and where shares of rows without a
    place `are_apart`. Of rounded counts only what holds of every true count.
    """
    reason = refused(before.count, after.count)
    if reason or isinstance(before.count, Gap) or isinstance(after.count, Gap):
        return Incomparable(before.count, after.count, reason or Refusal.BEFORE_GAP)
    change = Change(
        before.count,
        after.count,
        better=better,
        before_exposure=before.exposure,
        after_exposure=after.exposure,
        before_days=before.days,
        after_days=after.days,
        are_rounded=before.margin > 0 or after.margin > 0,
    )
    extremes = _extremes(change, before.margin, after.margin)
    if len({extreme.direction for extreme in extremes}) > 1:
        return Incomparable(before.count, after.count, Refusal.ROUNDED)
    is_certain = len({extreme.verdict for extreme in extremes}) == 1
    not_judged = _not_judged(
        {before.nature, after.nature}, are_apart=are_apart, is_certain=is_certain
    )
    if not_judged is None:
        return change
    return Unjudged(
        change.before,
        change.after,
        reason=not_judged,
        before_exposure=change.before_exposure,
        after_exposure=change.after_exposure,
        are_rounded=change.are_rounded,
    )


def _extremes(change: Change, before: int, after: int) -> tuple[Change, Change]:
    """The change with the true counts as far apart, and as near, as their margins let them be."""
    return (
        replace(change, before=change.before + before, after=max(change.after - after, 0)),
        replace(change, before=max(change.before - before, 0), after=change.after + after),
    )


def _not_judged(natures: set[Nature], *, are_apart: bool, is_certain: bool) -> NotJudged | None:
    if Nature.ILLUSTRATIVE in natures:
        return NotJudged.ILLUSTRATIVE
    if natures != {Nature.MEASURED}:
        return NotJudged.YEARS_ONLY
    if are_apart:
        return NotJudged.PLACES
    return None if is_certain else NotJudged.ROUNDED
