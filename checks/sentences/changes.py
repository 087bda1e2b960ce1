"""What became of a count between a base and a span, and what may be said of it, from the facts."""

from __future__ import annotations

from dataclasses import dataclass

from checks.sentences import judging, spans
from checks.sentences.facts import History, Where
from checks.sentences.spans import Span

# The share of rows without a place may differ by so much; a little more for how it is stored.
_FURTHEST_APART = 0.01 + 1e-9
SMALLEST_FOR_PERCENT, SMALLEST_FOR_SAME = 10, 100

NOT_JUDGED = "not judged"
# Of a month by itself the screen says whether it stands out, and its change gets no verdict.
BY_ITSELF = "that of its month"
# Of two places, which differ by nature, none is given.
LEVELS = "none of two places"
# Why two counts are not compared.
LENGTHS, OVERLAP, SEASON = "lengths", "overlap", "season"
MISSING, BREAK, ORIGINS, UNAVAILABLE, NEGATIVE = "missing", "break", "origins", "place", "negative"


@dataclass(frozen=True)
class Changed:
    """Two counts, how far they lie apart, and the verdict; or why they are not compared.

    `then` is the base, the mean of several spans where it is one. `percent` is by the day where a
    29 February stands beside none.
    """

    before: int | None
    after: int | None
    then: float | None = None
    percent: float | None = None
    way: int = 0
    verdict: str = ""
    refused: str = ""
    is_made_up: bool = False
    is_by_day: bool = False
    low: float | None = None
    high: float | None = None
    enough_with: int | None = None
    factor: float | None = None

    @property
    def difference(self) -> float:
        assert self.after is not None and self.then is not None  # noqa: S101, PT018
        return self.after - self.then

    @property
    def has_percent(self) -> bool:
        """Whether a percentage may be told: the base is not too small for one."""
        return self.then is not None and self.then >= SMALLEST_FOR_PERCENT

    @property
    def is_about_the_same(self) -> bool:
        """Whether it may be called so: less than 1% of 100 or more."""
        if self.then is None or self.then < SMALLEST_FOR_SAME or self.percent is None:
            return False
        return abs(self.percent) < 1


_made: dict[tuple[int, str, Span, tuple[Span, ...], str], tuple[History, Changed]] = {}


def changed(
    history: History, place: Where, span: Span, base: tuple[Span, ...], *, of_type: str = ""
) -> Changed:
    """`span` beside `base` in a place, of all or of one type."""
    key = (id(history), place.code, span, base, of_type)
    if key not in _made or _made[key][0] is not history:
        _made[key] = (history, _changed(history, place, span, base, of_type))
    return _made[key][1]


def _changed(
    history: History, place: Where, span: Span, base: tuple[Span, ...], of_type: str
) -> Changed:
    before = history.together(base, place, of_type=of_type)
    after = history.count(span, place, of_type=of_type)
    is_made_up = any(history.is_made_up(each, place) for each in (span, *base))
    refused = _refused(history, place, span, base) or (
        MISSING if before is None or after is None else NEGATIVE if min(before, after) < 0 else ""
    )
    then = None if before is None else before / len(base)
    if refused or before is None or after is None or then is None:
        return Changed(before, after, then, refused=refused, is_made_up=is_made_up)
    days_then, days_now = _days(span, base)
    ratio = after / then * days_then / days_now if then else None
    percent = None if ratio is None else 100 * (ratio - 1)
    by_count = after - then
    moved = by_count if percent is None or then < SMALLEST_FOR_PERCENT else round(percent, 12)
    verdict = _verdict(
        history,
        (place, of_type),
        (span, *base),
        counts=(before, after),
        days=(days_then, days_now),
    )
    return Changed(
        before,
        after,
        then,
        percent,
        (moved > 0) - (moved < 0),
        verdict.name,
        is_made_up=is_made_up,
        is_by_day=days_then != days_now,
        low=verdict.low,
        high=verdict.high,
        factor=verdict.factor,
        enough_with=enough_with(history, place, span, of_type=of_type),
    )


def enough_with(history: History, place: Where, span: Span, *, of_type: str = "") -> int | None:
    """The month with which enough will be held in a row to judge such a change."""
    window = history.window(span.last, place, of_type=of_type)
    return window[0] + judging.FEWEST_MONTHS - 1 if window else None


def _refused(history: History, place: Where, span: Span, base: tuple[Span, ...]) -> str:
    if any(each.months != span.months for each in base):
        return LENGTHS
    if any(each.overlaps(span) for each in base):
        return OVERLAP
    if span.months % 12 and any(each.start % 12 != span.start % 12 for each in base):
        return SEASON
    if not place.is_available:
        return UNAVAILABLE
    if not history.are_alike((span, *base)):
        return BREAK
    return ORIGINS if history.odd_origins((span, *base)) else ""


def _days(span: Span, base: tuple[Span, ...]) -> tuple[float, float]:
    """The days of the base, on average, and of the span, where a 29 February tells them apart."""
    if span.months > 1:
        return 1.0, 1.0
    then, now = sum(map(spans.days, base)) / len(base), float(spans.days(span))
    return (1.0, 1.0) if then == now else (then, now)


def apart(history: History, place: Where, span: Span, base: tuple[Span, ...]) -> bool:
    """Whether the shares of rows without a place differ by more than one percentage point."""
    now = history.without_place(span, place)
    return any(abs(history.without_place(each, place) - now) > _FURTHEST_APART for each in base)


def _verdict(
    history: History,
    of: tuple[Where, str],
    each: tuple[Span, ...],
    *,
    counts: tuple[int, int],
    days: tuple[float, float],
) -> judging.Verdict:
    """On the first of `each` beside the others, in a place, of all or of one type."""
    (place, of_type), (span, *base) = of, each
    if any(history.is_made_up(one, place) or history.known_total(one, place) for one in each):
        return judging.Verdict(NOT_JUDGED)
    if apart(history, place, span, tuple(base)):
        return judging.Verdict(NOT_JUDGED)
    if span.months == 1:
        return judging.Verdict(BY_ITSELF)
    scatter, is_early = history.scatter(span, place, of_type=of_type)
    then = sum(one.months for one in base)
    return judging.verdict(
        *counts,
        then=then * days[0],
        now=span.months * days[1],
        months=max(then, span.months),
        scatter=scatter,
        is_early=is_early,
    )
