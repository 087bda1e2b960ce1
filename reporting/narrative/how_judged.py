"""What a verdict rests on: the months, how they scatter, and what they could have shown."""

from __future__ import annotations

from collections.abc import Iterator

from measures.change import Change, Incomparable, Unjudged
from measures.intervals import Interval
from measures.periods import MONTHS_IN_A_YEAR
from measures.rates import round_half_up
from measures.scatter import Scatter
from measures.usual_change import Outcome
from reporting.content.description import Style, written
from reporting.narrative import verdicts
from reporting.narrative.phrases import listed

# In fewer years than this an exceptional month is not told from the same month of the other year.
_YEARS_TO_TELL = 3
# A rise in percent that no reader would call one: it says no more than that the counts are few.
_HARDLY_A_CHANGE = 1_000


def how_judged(change: Change | Unjudged | Incomparable) -> tuple[str, ...]:
    """What the verdict on `change` rests on, a sentence each; none where there is no verdict."""
    if not isinstance(change, Change) or change.judged.outcome is Outcome.NONE_IN_EITHER:
        return ()
    return (*_months(change), *_exceptional(change), *_intervals(change))


def _months(change: Change) -> Iterator[str]:
    basis = change.basis
    if basis.window is None:
        return
    span = f"{basis.window.start.label} to {basis.window.last.label}"
    if basis.scatter is None and basis.is_early:
        yield f"The months in a row up to then, {span}, are too few to tell how they scatter."
    elif basis.scatter is None:
        yield f"There are too few events from {span} to tell how their numbers scatter."
    else:
        each = verdicts.each(change)
        times = f"{_tenth(basis.scatter.phi)} times as much as"
        scatter = times if basis.scatter.phi > 1 else "no more than"
        yield (
            f"It is judged by the {each} from {span}. Their counts scatter {scatter} single events"
            " would."
        )


def _exceptional(change: Change) -> Iterator[str]:
    basis = change.basis
    if not basis.exceptional or basis.window is None:
        return
    several = len(basis.exceptional) > 1
    named = listed([period.label for period in basis.exceptional])
    yield (
        f"{named} {'were' if several else 'was'} left out when the scatter was worked out, as"
        f" exceptional; the {'counts of those months' if several else 'count of that month'} still"
        f" {'stand' if several else 'stands'} in the figures."
    )
    if basis.window.months < _YEARS_TO_TELL * MONTHS_IN_A_YEAR:
        yield (
            "In so few years an exceptional month cannot be told from the same month of another"
            " year. Either may be the odd one."
        )


def _intervals(change: Change) -> Iterator[str]:
    """Of counts too few to say anything no interval is told: it would reach from next to none."""
    judged, scatter = change.judged, change.basis.scatter
    if judged.outcome is Outcome.TOO_FEW or not change.before or not change.after:
        return
    if judged.interval is None:
        yield f"By the counts alone the later number is {_times(judged.by_counts)} the earlier one."
        return
    yield (
        f"The later number is {_times(judged.interval)} the earlier one (95% interval). By the"
        f" counts alone it would be {_times(judged.by_counts)}."
    )
    if scatter is not None:
        yield from _seen(change, scatter)


def _seen(change: Change, scatter: Scatter) -> Iterator[str]:
    months = change.months * max(change.before_exposure, change.after_exposure)
    half, mostly = (
        scatter.smallest_seen(change.before, change.after, months, often=often)
        for often in (0.5, 0.8)
    )
    if mostly < _HARDLY_A_CHANGE:
        yield (
            f"A rise of {written(half, Style.PERCENT)} would be found half the time, and one of"
            f" {written(mostly, Style.PERCENT)} four times in five."
        )


def _times(interval: Interval) -> str:
    """Of two counts above none, so that both ends are known."""
    return f"{_thousandth(interval.low)} to {_thousandth(interval.high)} times"


def _tenth(value: float) -> str:
    return f"{round_half_up(value, 1)}"


def _thousandth(value: float) -> str:
    return f"{round_half_up(value, 3)}"
