"""What a verdict rests on: the months, how they scatter, and what they could have shown."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

from measures.change import Change, Incomparable, Unjudged
from measures.intervals import Interval
from measures.periods import MONTHS_IN_A_YEAR
from measures.rates import round_half_up
from measures.scatter import Scatter
from measures.usual_change import Outcome
from reporting.content.description import Style, written
from reporting.narrative.phrases import listed

# In fewer years than this an exceptional month is not told from the same month of the other year.
_YEARS_TO_TELL = 3


def how_judged(change: Change | Unjudged | Incomparable) -> tuple[str, ...]:
    """What the verdict on `change` rests on, a sentence each; none where there is no verdict."""
    if not isinstance(change, Change) or change.judged.outcome is Outcome.NONE_IN_EITHER:
        return ()
    return tuple(_sentences(change))


def _sentences(change: Change) -> Iterator[str]:
    basis, judged = change.basis, change.judged
    if basis.window is not None:
        span = f"{basis.window.start.label} to {basis.window.last.label}"
        if basis.scatter is None:
            yield f"The months in a row up to then, {span}, are too few to tell how they scatter."
        else:
            yield (
                f"It is judged by the months from {span}, whose counts scatter"
                f" {_tenth(basis.scatter.phi)} times as much as single events would."
            )
    yield from _exceptional(change)
    if judged.interval is not None:
        yield (
            f"The later number is {_times(judged.interval)} the earlier one (95% interval); by the"
            f" counts alone it would be {_times(judged.by_counts)}."
        )
    else:
        yield f"By the counts alone the later number is {_times(judged.by_counts)} the earlier one."
    if basis.scatter is not None and change.before and change.after:
        yield _seen(change, basis.scatter)


def _exceptional(change: Change) -> Iterator[str]:
    basis = change.basis
    if not basis.exceptional or basis.window is None:
        return
    several = len(basis.exceptional) > 1
    named = listed([period.label for period in basis.exceptional])
    yield f"{named} {'were' if several else 'was'} left out of that as exceptional."
    if basis.window.months < _YEARS_TO_TELL * MONTHS_IN_A_YEAR:
        yield (
            "In so few years an exceptional month cannot be told from the same month of another"
            " year: either may be the odd one."
        )


def _seen(change: Change, scatter: Scatter) -> str:
    months = change.months * max(change.before_exposure, change.after_exposure)
    half, mostly = (
        written(
            scatter.smallest_seen(change.before, change.after, months, often=often), Style.PERCENT
        )
        for often in (0.5, 0.8)
    )
    return f"A rise of {half} would be found half the time, and one of {mostly} four times in five."


def _times(interval: Interval) -> str:
    low = _thousandth(interval.low)
    return (
        f"{low} to {_thousandth(interval.high)} times"
        if isfinite(interval.high)
        else (f"at least {low} times")
    )


def _tenth(value: float) -> str:
    return f"{round_half_up(value, 1)}"


def _thousandth(value: float) -> str:
    return f"{round_half_up(value, 3)}"
