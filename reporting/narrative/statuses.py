"""A verdict as a shape and a few words: in the line below a headline, and in a table."""

from __future__ import annotations

from dataclasses import dataclass, replace

from measures.change import Change, Direction, Incomparable, NotJudged, Unjudged
from measures.intervals import Interval
from measures.rates import round_half_up
from measures.usual_change import Outcome
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.content.description import Style, written
from reporting.narrative import verdicts
from reporting.narrative.headlines import no_comparisons
from reporting.narrative.phrases import capital


@dataclass(frozen=True)
class Status:
    """`name` is better, worse, changed, steady or incomparable; `direction` that of the number.

    `words` are the verdict, `because` is why there is none; blank where there is one.
    """

    name: str
    direction: str
    words: str
    because: str = ""


def status_of(figures: Figures, comparison: Comparison) -> Status:
    """The verdict of a comparison, in the words of a table."""
    change = comparison.change
    match change:
        case Change():
            return _judged(change)
        case Unjudged():
            because = capital(change.reason.value)
            is_month = change.reason is NotJudged.ONE_MONTH
            words = verdicts.ONE_MONTH if is_month else verdicts.NOT_JUDGED
            return Status(verdicts.INCOMPARABLE, _direction(change), capital(words), because)
        case Incomparable():
            [why] = no_comparisons(figures, [comparison])
            because = capital(why.partition(": ")[2].rstrip("."))
            words = capital(verdicts.NOT_COMPARED)
            return Status(verdicts.INCOMPARABLE, Direction.LEVEL.value, words, because)
    raise AssertionError("unreachable")


def of_month(found: Status, *, stands_out: bool) -> Status:
    """The shape of a single month, which the screen of its month judges."""
    return replace(found, name=verdicts.CHANGED if stands_out else verdicts.STEADY, because="")


def in_short(found: Status) -> Status:
    """In the words of a table of many rows: "within", "beyond"."""
    ending = f" {verdicts.UPS_AND_DOWNS}"
    return replace(found, words=found.words.removesuffix(ending).lower())


def _judged(change: Change) -> Status:
    outcome = change.judged.outcome
    words = capital(verdicts.OUTCOMES[outcome])
    if outcome in (Outcome.TOO_FEW, Outcome.TOO_EARLY):
        enough = change.basis.enough_with
        because = f"Can be said of periods that end in {enough.label} or later" if enough else ""
        return Status(verdicts.INCOMPARABLE, _direction(change), words, because)
    return Status(verdicts.style_name(change), _direction(change), words)


def verdict_in_a_line(change: Change) -> str:
    """The verdict below a headline: "Within the usual ups and downs." """
    if change.judged.outcome is Outcome.BEYOND:
        return f"{capital(verdicts.OUTCOMES[Outcome.BEYOND])} of its {verdicts.each(change)}."
    return f"{capital(verdicts.on_a_card(change))}."


def _direction(change: Change | Unjudged) -> str:
    return change.direction.value


def change_range(change: Change | Unjudged | Incomparable) -> str:
    """Between which changes the true one lies; blank where that is not told.

    "The change lies between 12.9% fewer and 1.0% more."
    """
    if not isinstance(change, Change) or change.told_percent is None:
        return ""
    if change.judged.outcome not in (Outcome.BEYOND, Outcome.WITHIN):
        return ""
    interval = change.judged.interval
    if interval is None or not change.before or not change.after:
        return ""
    ends = between(interval)
    return f"The change lies between {' and '.join(ends)}." if ends else ""


def between(interval: Interval) -> tuple[str, ...]:
    """Both ends of the interval of a ratio as changes: "1.4%" and "8.7% fewer".

    None where both are no change in tenths.
    """
    low, high = (100 * (end - 1) for end in (interval.low, interval.high))
    if round_half_up(high, 1) < 0:
        return _percent(high), f"{_percent(low)} fewer"
    if round_half_up(low, 1) > 0:
        return _percent(low), f"{_percent(high)} more"
    ends = (f"{_percent(low)} fewer", f"{_percent(high)} more")
    nought = [round_half_up(end, 1) == 0 for end in (low, high)]
    if all(nought):
        return ()
    return tuple("no change" if is_none else end for end, is_none in zip(ends, nought, strict=True))


def _percent(value: float) -> str:
    return written(abs(value), Style.PERCENT)
