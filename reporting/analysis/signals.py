"""What stands out in figures, month by month; knows no database and no words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from measures.baselines import touches_lockdown
from measures.counts import Count, Evidence, Gap
from measures.periods import Month, Period
from measures.points import RUN, Point, Run, runs
from measures.scatter import Scatter
from measures.screening import that_stand_out
from measures.usual_month import (
    FEWEST_A_MONTH,
    MONTHS_BEFORE,
    Usual,
    month_p,
    point_limits,
    season,
    usual,
)
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.scatter import MONTHLY, History, history_of, scatter_of


# --- What is usual ---------------------------------------------------------------------------
class NotScreened(Enum):
    """Why a month's count is not held against what is usual for it, in words to show."""

    NOT_SUPPLIED = "the month has not been supplied"
    NOT_AVAILABLE = "there is no figure for this place"
    NO_MONTHS = "no figures of single months are held"
    NO_PLACE = "what lies in no known ward is not held against what is usual"
    ILLUSTRATIVE = "illustrative figures are made up, so nothing is concluded from them"
    NOT_RELEASED = "the source’s disclosure rule does not show figures by month"
    HIDDEN = "the figure for the month, or for some months before it, is too small to show"
    ROUNDED = "the figures are rounded to the nearest 5"
    BELOW_ZERO = "a figure below zero corrects earlier ones and is not a count of this month"
    TOO_EARLY = "fewer than two years of months in a row are held before it"
    NEW = "the months before it begin with none, and fewer than two years of months follow those"
    TOO_FEW = "fewer than three a month are usual, so that a single month says little"
    NO_SCATTER = "too few of the months before it have any"


@dataclass(frozen=True)
class Usually:
    """What is usual in a place for `month`, by the 24 months `before` it, oldest first.

    `season` has a factor for each month of the year, from January: that of the partnership.
    """

    month: Month
    about: Usual
    scatter: Scatter
    season: tuple[float, ...]
    before: tuple[int, ...]

    def usual_in(self, month: Month) -> float:
        """What is usual in another month, by the same 24."""
        return self.about.mean * self.season[_in_year(month)] / self.season[_in_year(self.month)]

    def limits_in(self, month: Month) -> tuple[float, float]:
        """Within which a count of `month` lies as usual."""
        return point_limits(self.usual_in(month), self.scatter)


def usually(figures: Figures, place: Place, month: Month) -> Usually | NotScreened:
    """What is usual for `month`, which may still be to come."""
    return _usually(figures, place, month, history_of(figures, month.shift(-1), place, MONTHLY), 0)


def _usually(
    figures: Figures, place: Place, month: Month, history: History, later: int
) -> Usually | NotScreened:
    """By a `history` that reaches at least to the month before, fitted with so many `later`."""
    at = _months_from(history, month)
    of_whole = history_of(figures, month.shift(-1), figures.whole, MONTHLY)
    if at < MONTHS_BEFORE or of_whole.length < MONTHS_BEFORE:
        is_hidden = Gap.HIDDEN in (history.cut_off_by, of_whole.cut_off_by)
        return NotScreened.HIDDEN if is_hidden else NotScreened.TOO_EARLY
    before = history.counts[at - MONTHS_BEFORE : at]
    if sum(before) < FEWEST_A_MONTH * MONTHS_BEFORE:
        return NotScreened.TOO_FEW
    none_yet = _without_any(of_whole.counts)
    if of_whole.length - none_yet < MONTHS_BEFORE:
        return NotScreened.NEW
    scatter = scatter_of(figures, history, place, later=later)
    since, first = of_whole.counts[none_yet:], _in_year(of_whole.span(none_yet).start)
    if scatter is None or not all(any(since[at::12]) for at in range(12)):
        return NotScreened.NO_SCATTER
    factors = season(since, first)
    about = usual(
        before,
        factors,
        now=_in_year(month),
        scatter=scatter,
        exceptional=[_in_year(history.span(index).start) for index in scatter.exceptional],
    )
    return Usually(month, about, scatter, factors, before) if about else NotScreened.TOO_FEW


def _without_any(counts: Sequence[int]) -> int:
    """How many at the beginning have none: from before a type, or a way of recording, was new."""
    return next((at for at, count in enumerate(counts) if count), len(counts))


def _months_from(history: History, month: Month) -> int:
    """How many months of the history lie before `month`."""
    if history.window is None:
        return 0
    return sum(before < month for before in history.window.each_month)


def _in_year(month: Month) -> int:
    return month.number - 1


def _why_not(figures: Figures, place: Place, period: Period) -> NotScreened | None:
    """Why nothing is concluded from a single month."""
    count = figures.count(period, area=place)
    if not figures.is_supplied(period):
        return NotScreened.NOT_SUPPLIED
    if place.illustrative or figures.is_made_up(period):
        return NotScreened.ILLUSTRATIVE
    if figures.gate and figures.gate.months > 1:
        return NotScreened.NOT_RELEASED
    if isinstance(count, Gap):
        return _GAPS.get(count, NotScreened.NO_MONTHS)
    if figures.gate and figures.gate.is_rounded:
        return NotScreened.ROUNDED
    return NotScreened.BELOW_ZERO if count < 0 else None


_GAPS = {
    Gap.NOT_SUPPLIED: NotScreened.NOT_SUPPLIED,
    Gap.NOT_AVAILABLE: NotScreened.NOT_AVAILABLE,
    Gap.HIDDEN: NotScreened.HIDDEN,
}


# --- One measure in one place ----------------------------------------------------------------
@dataclass(frozen=True)
class Watched:
    """The months of a period beside what is usual for each; `why_not` where none can be.

    `points` are those that have something usual, also some before the period, oldest first.
    """

    figures: Figures
    period: Period
    area: Place | None
    points: tuple[Point, ...]
    why_not: NotScreened | None = None

    @property
    def told(self) -> tuple[Point, ...]:
        """Those of the period."""
        return tuple(point for point in self.points if point.month >= self.period.start)

    @property
    def outside(self) -> tuple[Point, ...]:
        """Those of the period that lie outside their usual range."""
        return tuple(point for point in self.told if point.is_outside)

    @property
    def runs(self) -> tuple[Run, ...]:
        """Those that end in the period."""
        return tuple(run for run in runs(self.points) if run.months[-1] >= self.period.start)

    @property
    def touches_lockdown(self) -> bool:
        """Whether what is usual rests on months of the lockdown year."""
        return any(
            _touches_lockdown(point.month.shift(-n) for n in range(1, MONTHS_BEFORE + 1))
            for point in self.told
        )


def watched(figures: Figures, period: Period, *, area: Place | None = None) -> Watched:
    """The months of `period`, each beside what the screen of its month holds it against.

    So a month has one usual range, whatever the period of the page that shows it.
    """
    place = area or figures.whole
    counts = figures.run(period.each_month, area=place)
    known = [month for month, count in zip(period.each_month, counts, strict=True) if _is(count)]
    last = known[-1] if known else period.last
    if why := _why_not(figures, place, Period(last, 1)):
        return Watched(figures, period, area, (), why)
    history = history_of(figures, last, place, MONTHLY)
    assert history.window is not None  # noqa: S101 - its last month has a count
    first = max(period.start.shift(1 - RUN), history.window.start)
    points: list[Point] = []
    why_not = None
    for month in Period.spanning(first, last).each_month:
        found = _usually(figures, place, month, history_of(figures, month, place, MONTHLY), 1)
        count = figures.evidence(Period(month, 1), area=place)
        if isinstance(found, NotScreened):
            why_not = found
        elif not isinstance(count, Gap):
            low, high = found.limits_in(month)
            points.append(Point(month, count, found.about.mean, low, high))
    return Watched(figures, period, area, tuple(points), why_not)


def _is(count: Count) -> bool:
    return not isinstance(count, Gap)


def _touches_lockdown(months: Iterable[Month]) -> bool:
    return touches_lockdown(Period(month, 1) for month in months)


# --- Many measures and places at once --------------------------------------------------------
@dataclass(frozen=True)
class ScreenedCount:
    """A month's count beside what is usual for it, and how often a month would stray so far."""

    figures: Figures
    area: Place
    month: Month
    count: Evidence
    usually: Usually
    p_value: float

    @property
    def usual(self) -> float:
        return self.usually.about.mean

    @property
    def is_above(self) -> bool:
        return self.count > self.usual

    @property
    def touches_lockdown(self) -> bool:
        """Whether what is usual rests on months of the lockdown year."""
        return _touches_lockdown(self.month.shift(-n) for n in range(1, MONTHS_BEFORE + 1))


_Key: TypeAlias = tuple[str, str, PlaceKind, str]


def _key(figures: Figures, area: Place) -> _Key:
    return figures.measure_id, figures.source.slug, area.kind, area.code


@dataclass(frozen=True)
class Screened:
    """A month of many measures, each in every place: what stands out, and what does not.

    `standing_out` are those of `looked_at` that stand out among all of its family, the strongest
    first. `why_not` has those that could not be judged, with the reason.
    """

    month: Month
    every: tuple[Figures, ...]
    looked_at: tuple[ScreenedCount, ...]
    standing_out: tuple[ScreenedCount, ...]
    why_not: Mapping[_Key, NotScreened]

    @property
    def series(self) -> int:
        """How many counts were judged."""
        return len(self.looked_at)

    @property
    def measures(self) -> int:
        """Of how many measures any count was judged."""
        return len({screened.figures.measure_id for screened in self.looked_at})

    @property
    def kinds(self) -> tuple[PlaceKind, ...]:
        """Of the places that were judged, the largest first."""
        found = {screened.area.kind for screened in self.looked_at}
        return tuple(kind for kind in PlaceKind if kind in found)

    @property
    def left_out(self) -> tuple[Figures, ...]:
        """Figures of which no place could be judged."""
        judged = {(one.figures.measure_id, one.figures.source.slug) for one in self.looked_at}
        return tuple(
            figures
            for figures in self.every
            if (figures.measure_id, figures.source.slug) not in judged
        )

    def has(self, figures: Figures) -> bool:
        """Whether these figures were among those that were screened."""
        return any(
            (figures.measure_id, figures.source.slug) == (one.measure_id, one.source.slug)
            for one in self.every
        )

    def of(self, figures: Figures, area: Place | None = None) -> ScreenedCount | NotScreened:
        """What is known of one of them; the whole without `area`."""
        key = _key(figures, area or figures.whole)
        if area and area.kind is PlaceKind.ELSEWHERE:
            return NotScreened.NO_PLACE
        return self._by_key.get(key) or self.why_not.get(key, NotScreened.NOT_AVAILABLE)

    def stands_out(self, screened: ScreenedCount) -> bool:
        return _key(screened.figures, screened.area) in self._keys_standing_out

    @cached_property
    def _by_key(self) -> Mapping[_Key, ScreenedCount]:
        return {_key(one.figures, one.area): one for one in self.looked_at}

    @cached_property
    def _keys_standing_out(self) -> frozenset[_Key]:
        return frozenset(_key(one.figures, one.area) for one in self.standing_out)


def screen(every: Iterable[Figures], month: Month) -> Screened:
    """Every measure in the whole, each locality and each ward, by the months before `month`.

    Judged in two families: the wholes, and the places of sets; so that a hundred wards do not
    hide the partnership.
    """
    every = tuple(every)
    looked_at: list[ScreenedCount] = []
    why_not: dict[_Key, NotScreened] = {}
    for figures in every:
        for place in figures.places:
            if place.kind is PlaceKind.ELSEWHERE or not figures.reaches(place.kind):
                continue
            found = _screened(figures, place, month)
            if isinstance(found, NotScreened):
                why_not[_key(figures, place)] = found
            else:
                looked_at.append(found)
    return Screened(month, every, tuple(looked_at), _standing_out(looked_at), why_not)


def _standing_out(looked_at: Sequence[ScreenedCount]) -> tuple[ScreenedCount, ...]:
    wholes = [one for one in looked_at if one.area.kind is PlaceKind.WHOLE]
    places = [one for one in looked_at if one.area.kind is not PlaceKind.WHOLE]
    found = [
        family[index]
        for family in (wholes, places)
        for index in that_stand_out({n: one.p_value for n, one in enumerate(family)})
    ]
    return tuple(sorted(found, key=lambda one: one.p_value))


def of_one_source(first: Screened, second: Screened, *, source: str) -> Screened:
    """What two screens of a month say of one source, each judged by itself."""

    def ours(judged: Iterable[ScreenedCount]) -> tuple[ScreenedCount, ...]:
        return tuple(one for one in judged if one.figures.source.slug == source)

    standing_out = (*ours(first.standing_out), *second.standing_out)
    return Screened(
        month=first.month,
        every=tuple(
            figures for figures in (*first.every, *second.every) if figures.source.slug == source
        ),
        looked_at=(*ours(first.looked_at), *second.looked_at),
        standing_out=tuple(sorted(standing_out, key=lambda one: one.p_value)),
        why_not={**first.why_not, **second.why_not},
    )


def _screened(figures: Figures, place: Place, month: Month) -> ScreenedCount | NotScreened:
    period = Period(month, 1)
    if why := _why_not(figures, place, period):
        return why
    found = _usually(figures, place, month, history_of(figures, month, place, MONTHLY), 1)
    if isinstance(found, NotScreened):
        return found
    count = figures.evidence(period, area=place)
    assert not isinstance(count, Gap)  # noqa: S101 - there is no reason why it should be
    p_value = month_p(count, found.about, freedom=found.scatter.freedom)
    return ScreenedCount(figures, place, month, count, found, p_value)
