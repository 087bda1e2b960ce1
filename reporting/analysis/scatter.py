"""What changes of a figure are judged by: the months up to them and how they scatter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from statistics import fmean

from measures import scatter
from measures.change import NotJudged
from measures.counts import Count, Gap
from measures.periods import Month, Period
from measures.scatter import Scatter
from measures.seasonal_fit import Fit, Window, fit
from measures.usual_change import Basis
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import changes_of_origin
from reporting.analysis.places import Place, PlaceKind


@dataclass(frozen=True)
class Grain:
    """How long the figures are of which a history is made, how many it takes, and how many fit."""

    months: int
    fewest: int
    most: int

    @property
    def cycle(self) -> int:
        """How many make a year."""
        return 12 // self.months


MONTHLY = Grain(months=1, fewest=24, most=60)
QUARTERLY = Grain(months=3, fewest=14, most=20)


def basis(figures: Figures, period: Period, *, area: Place | None = None) -> Basis | NotJudged:
    """What a change up to `period` is judged by, or why none is judged.

    A single month is the screen's: it is held against what is usual for it.
    """
    place = area or figures.whole
    asked, known = (place.kind, place.code, period), figures.judged_by.bases
    if asked not in known:
        known[asked] = _basis(figures, period, place)
    return known[asked]


def _basis(figures: Figures, period: Period, place: Place) -> Basis | NotJudged:
    if period.months == 1:
        return NotJudged.ONE_MONTH
    grain = grain_of(figures, period, place)
    if isinstance(grain, NotJudged):
        return grain
    history = history_of(figures, period.last, place, grain)
    if history.length >= grain.fewest:
        return _from(figures, history, place, later=period.months // grain.months)
    if history.cut_off_by is Gap.HIDDEN:
        return NotJudged.HIDDEN
    first = history.window.start if history.window else period.start
    return Basis(
        None,
        history.window,
        enough_with=first.shift(grain.fewest * grain.months - 1),
    )


def grain_of(figures: Figures, period: Period, place: Place) -> Grain | NotJudged:
    """The finest grain in which the figures of `period` are held and shown."""
    for grain in (MONTHLY, QUARTERLY):
        is_whole = not period.months % grain.months and period.start.number % grain.months == (
            1 % grain.months
        )
        spans = list(_spans(period.last, grain, period.months // grain.months)) if is_whole else []
        counts = [figures.count(span, area=place) for span in spans]
        if counts and not any(isinstance(count, Gap) for count in counts):
            return grain
    if figures.gate and figures.gate.months < _A_YEAR:
        return NotJudged.HIDDEN
    return NotJudged.YEARS_ONLY


_A_YEAR = 12


def _spans(last: Month, grain: Grain, number: int) -> Iterator[Period]:
    """So many months or quarters in a row up to `last`, the oldest first."""
    for back in range(number, 0, -1):
        yield Period(last.shift(1 - back * grain.months), grain.months)


# --- Histories -------------------------------------------------------------------------------
@dataclass(frozen=True)
class History:
    """Counts in a row up to a month, back to a gap, a break or as far as is looked.

    `cut_off_by` is the gap that lies before them, where it is one.
    """

    grain: Grain
    last: Month
    counts: tuple[int, ...]
    cut_off_by: Gap | None = None

    @property
    def length(self) -> int:
        return len(self.counts)

    @cached_property
    def window(self) -> Period | None:
        if not self.counts:
            return None
        months = self.length * self.grain.months
        return Period(self.last.shift(1 - months), months)

    def span(self, index: int) -> Period:
        """The month or quarter of that place in it."""
        assert self.window is not None  # noqa: S101 - it has an index
        return Period(self.window.start.shift(index * self.grain.months), self.grain.months)


def history_of(figures: Figures, last: Month, place: Place, grain: Grain) -> History:
    """The history of a place up to `last`: no more than is fitted, and nothing made up.

    With every month of the source, also where another was the main one, so that a figure has one
    verdict whichever page it stands on.
    """
    asked, known = (last, grain.months, place.kind, place.code), figures.judged_by.histories
    if asked not in known:
        known[asked] = _history_of(figures.of_its_source, last, place, grain)
    return known[asked]


def _history_of(figures: Figures, last: Month, place: Place, grain: Grain) -> History:
    row = _row(figures, last, grain)
    counts = _counts(figures, row.spans, place)
    found: list[int] = []
    cut_off_by = None
    for end, count in zip(reversed(row.ends), reversed(counts), strict=True):
        if isinstance(count, Gap) or count < 0 or end is End.MADE_UP:
            cut_off_by = count if isinstance(count, Gap) else None
            break
        if end is End.WITHIN:
            break
        found.append(count)
        if end is End.AT_START:
            break
    return History(grain, last, tuple(reversed(found)), cut_off_by)


def _counts(figures: Figures, spans: Sequence[Period], place: Place) -> tuple[Count, ...]:
    if spans[0].months == 1:
        return figures.run([span.start for span in spans], area=place)
    return tuple(figures.count(span, area=place) for span in spans)


class End(Enum):
    """Why a row of counts reaches no further back than a span, whichever the place."""

    MADE_UP = auto()
    # What is counted may change within a quarter: then it belongs to neither side.
    WITHIN = auto()
    AT_START = auto()


@dataclass(frozen=True)
class SpansInARow:
    """The months or quarters up to one, the oldest first, and at which of them a row ends."""

    spans: tuple[Period, ...]
    ends: tuple[End | None, ...]


def _row(figures: Figures, last: Month, grain: Grain) -> SpansInARow:
    asked, known = (last, grain.months), figures.judged_by.rows
    if asked not in known:
        spans = tuple(_spans(last, grain, grain.most))
        broken = breaks(figures, Period.spanning(spans[0].start, last).each_month)
        ends = tuple(_end(figures, span, broken) for span in spans)
        known[asked] = SpansInARow(spans, ends)
    return known[asked]


def _end(figures: Figures, span: Period, broken: frozenset[Month]) -> End | None:
    if figures.is_made_up(span):
        return End.MADE_UP
    if any(month in broken for month in span.each_month[1:]):
        return End.WITHIN
    return End.AT_START if span.start in broken else None


def breaks(figures: Figures, months: Sequence[Month]) -> frozenset[Month]:
    """Those of `months` in which what is counted, by whom, or how it is recorded, changed."""
    recorded = {change.first for change in figures.recorded}.intersection(months)
    recorded |= changes_of_origin(figures, months)
    if not figures.counted_under:
        return frozenset(recorded)
    return frozenset(
        month
        for month in months
        if month in recorded
        or not figures.are_alike((Period(month.shift(-1), 1), Period(month, 1)))
    )


# --- Scatter ---------------------------------------------------------------------------------
def _from(figures: Figures, history: History, place: Place, *, later: int) -> Basis:
    found = scatter_of(figures, history, place, later=later)
    return Basis(
        found,
        history.window,
        exceptional=tuple(history.span(index) for index in found.exceptional) if found else (),
    )


def scatter_of(figures: Figures, history: History, place: Place, *, later: int) -> Scatter | None:
    """How a place scatters, mixed with its set or no less than its parts; None from too few.

    `later` is how many of the latest counts are the period that is judged.
    """
    cycle = history.grain.cycle
    window = _window(history, later)
    pool = _pool(figures, history, place.kind, window)
    is_alone = place.kind is PlaceKind.WHOLE and pool is None
    own = figures.judged_by.fits.get((window, history.counts))
    if own is None or is_alone:
        (own,) = fit([history.counts], window, leaves_out=not is_alone)
    if place.kind is PlaceKind.WHOLE:
        return scatter.of_whole(own, pool, cycle=cycle)
    return scatter.of_place(own, fmean(history.counts) * _a_month(cycle), pool, cycle=cycle)


def scatter_of_rest(
    figures: Figures, history: History, kind: PlaceKind, *, later: int
) -> Scatter | None:
    """How the partnership without one of its places scatters: no less than its places do."""
    window = _window(history, later)
    pool = _pool(figures, history, kind, window)
    (own,) = fit([history.counts], window)
    return scatter.of_whole(own, pool, cycle=history.grain.cycle)


def scatter_alone(history: History, *, later: int) -> Scatter | None:
    """How a whole scatters of whose parts nothing is known; None from too few."""
    (own,) = fit([history.counts], _window(history, later), leaves_out=False)
    return scatter.of_whole(own, cycle=history.grain.cycle)


def _window(history: History, later: int) -> Window:
    assert history.window is not None  # noqa: S101 - it is long enough to be fitted
    return Window(
        length=history.length,
        first=(history.window.start.number - 1) // history.grain.months,
        later=(history.length - later, history.length),
        cycle=history.grain.cycle,
    )


def factor_of(figures: Figures, period: Period, *, area: Place | None = None) -> float | None:
    """By how much a count of `period` varies more than single events; None where not known."""
    if period.months > 1:
        found = basis(figures, period, area=area)
        known = found.scatter if isinstance(found, Basis) else None
        return known.factor(period.months) if known else None
    place = area or figures.whole
    history = history_of(figures, period.last, place, MONTHLY)
    if history.length < MONTHLY.fewest:
        return None
    of_month = scatter_of(figures, history, place, later=1)
    return of_month.factor(1) if of_month else None


def _a_month(cycle: int) -> float:
    """From a mean by quarter to a mean by month."""
    return cycle / 12


def _pool(figures: Figures, history: History, of: PlaceKind, window: Window) -> float | None:
    """The scatter of the places of a set, or of the parts of the whole, together."""
    kind = PlaceKind.LOCALITY if of is PlaceKind.LOCALITY else PlaceKind.WARD
    asked, pools = (kind, window, history.last), figures.judged_by.pools
    if asked not in pools:
        every = figures.localities if kind is PlaceKind.LOCALITY else figures.wards
        # A grouping that is made up says nothing of how others scatter.
        real = tuple(place for place in every if not place.illustrative)
        together = real if figures.reaches(kind) else ()
        spans = [history.span(index) for index in range(history.length)]
        known = [_counts(figures.of_its_source, spans, one) for one in together]
        several = [
            tuple(count for count in counts if isinstance(count, int))
            for counts in known
            if all(isinstance(count, int) and count >= 0 for count in counts)
        ]
        fits: tuple[Fit, ...] = fit(several, window)
        asked_for = [(window, counts) for counts in several]
        figures.judged_by.fits.update(zip(asked_for, fits, strict=True))
        means = [fmean(counts) * _a_month(window.cycle) for counts in several]
        pools[asked] = scatter.pooled(fits, means)
    return pools[asked]
