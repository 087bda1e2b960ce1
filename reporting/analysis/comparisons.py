"""What a measure's figures are compared with, and what came of it; knows no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from measures.baselines import (
    Against,
    Baseline,
    compared_period,
    label,
    named,
    periods_of,
    touches_lockdown,
)
from measures.change import (
    Caution,
    Change,
    Difference,
    Incomparable,
    NotJudged,
    Refusal,
    Unjudged,
)
from measures.counts import Count, Gap, Mark, Nature, total, weakest
from measures.judging import Known, judge
from measures.periods import MONTHS_IN_A_YEAR, Period
from measures.usual_change import Basis
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import (
    OddOrigin,
    WithoutPlace,
    odd_origins,
    shares_apart,
)
from reporting.analysis.main_sources import SourceChange, source_changes
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.scatter import basis

if TYPE_CHECKING:
    from returns.catalogue.declarations import Category
    from returns.catalogue.recording import RecordingChanged


@dataclass(frozen=True)
class Comparison:
    """A period beside what it is compared with: several periods when that is a mean.

    `recorded` are the changes of recording practice that lie between them, `source_changes` those
    of the main source that keep them apart, `odd_origins` the forces whose files only some of them
    rest on. `without_place` are the shares of rows without a place, where they are too far apart.
    """

    baseline: Baseline
    label: str
    period: Period
    periods: tuple[Period, ...]
    change: Change | Unjudged | Incomparable
    cautions: tuple[Caution, ...] = ()
    recorded: tuple[RecordingChanged, ...] = ()
    source_changes: tuple[SourceChange, ...] = ()
    odd_origins: tuple[OddOrigin, ...] = ()
    without_place: tuple[WithoutPlace, WithoutPlace] | None = None

    @property
    def against(self) -> Against:
        """The selection that gives it again: a single earlier period, or else the baseline."""
        is_one = len(self.periods) == 1 and self.baseline is not Baseline.ROLLING_YEAR
        return self.periods[0] if is_one else self.baseline

    @property
    def then(self) -> float | Gap:
        """What the count is compared with: the earlier count, or the mean of several."""
        if isinstance(self.change, Difference):
            return self.change.then
        if isinstance(self.change.before, Gap) or len(self.periods) == 1:
            return self.change.before
        return self.change.before / len(self.periods)

    @property
    def then_label(self) -> str:
        """What it is compared with, for a heading: "2021/22", "average of 2019/20 to 2021/22"."""
        of = named(self.periods)
        return of if len(self.periods) == 1 else f"average of {of}"


@dataclass(frozen=True)
class Counting:
    """How the whole, a ward and a category are all asked: for a count, and what to know of it.

    `margin` is how far the true count may lie from a rounded one, `basis` what a
    change is judged by.
    """

    count: Callable[[Period], Count]
    nature: Callable[[Period], Nature]
    margin: Callable[[Period], int]
    basis: Callable[[Period], Basis | NotJudged]
    area: Place | None = None

    @classmethod
    def of(cls, figures: Figures, area: Place | None) -> Counting:
        return cls(
            partial(figures.count, area=area),
            partial(figures.nature, area=area),
            partial(figures.margin, area=area),
            partial(basis, figures, area=area),
            area,
        )


def comparisons(
    figures: Figures, period: Period, *, against: Against | None = None, area: Place | None = None
) -> tuple[Comparison, ...]:
    """Every comparison of `period`, the chosen one or the year before first.

    A baseline whose years were not supplied stays in the list, with the reason why it says nothing.
    """
    counting = Counting.of(figures, area)
    first = headline_baseline(period, against)
    # Beside 12 months everything is compared with 12.
    whole = compared_period(first[0], period)
    made: dict[tuple[Period, ...], Comparison] = {}
    for baseline, year, of in ((*first, period), *((listed, None, whole) for listed in LISTED)):
        periods = periods_of(baseline, of, chosen=year)
        key = (compared_period(baseline, of), *periods)
        if periods and key not in made:
            made[key] = compared(figures, counting, of, baseline=baseline, chosen=year)
    return tuple(made.values())


# Every baseline but the one chosen, in the order of the page.
LISTED = tuple(baseline for baseline in Baseline if baseline is not Baseline.CHOSEN)


def headline_baseline(period: Period, against: Against | None) -> tuple[Baseline, Period | None]:
    """The baseline of the headline, with the period chosen where one was.

    The year before, unless another was chosen that applies to `period`.
    """
    if isinstance(against, Baseline):
        return (against if periods_of(against, period) else Baseline.YEAR_BEFORE), None
    if against is None:
        return Baseline.YEAR_BEFORE, None
    is_year_before = periods_of(Baseline.CHOSEN, period, chosen=against) == (period.year_earlier,)
    return (Baseline.YEAR_BEFORE, None) if is_year_before else (Baseline.CHOSEN, against)


def compared(
    figures: Figures,
    counting: Counting,
    period: Period,
    *,
    baseline: Baseline,
    chosen: Period | None = None,
    category: str = "",
) -> Comparison:
    """One comparison of what `counting` counts: all of the measure, or one `category`."""
    periods = periods_of(baseline, period, chosen=chosen)
    after_period = compared_period(baseline, period)
    before, after = total(map(counting.count, periods)), counting.count(after_period)
    all_periods = (after_period, *periods)
    odd = odd_origins(figures, all_periods)
    apart = shares_apart(figures, after_period, periods, area=counting.area)
    refusal = unlike_periods(after_period, periods) or _refusal(figures, all_periods, category)
    if odd and not refusal:
        refusal = Refusal.ORIGINS_DIFFER
    change: Change | Unjudged | Incomparable
    if refusal:
        change = Incomparable(before, after, refusal)
    else:
        then_days, now_days = days_of(after_period, periods)
        change = judge(
            Known(
                before,
                weakest(map(counting.nature, periods)),
                margin=sum(map(counting.margin, periods)),
                exposure=float(len(periods)),
                days=then_days,
            ),
            Known(
                after,
                counting.nature(after_period),
                margin=counting.margin(after_period),
                days=now_days,
            ),
            better=figures.measure.better,
            months=after_period.months,
            basis=counting.basis(after_period),
            are_apart=apart is not None,
        )
    change = _for_wards(figures, all_periods, change)
    return Comparison(
        baseline=baseline,
        label=label(baseline, period, chosen=chosen),
        period=after_period,
        periods=periods,
        change=change,
        cautions=tuple(_cautions(figures, after_period, periods, change)),
        recorded=figures.recording_changes(all_periods),
        source_changes=source_changes(figures, all_periods),
        odd_origins=odd,
        without_place=apart if isinstance(change, Difference) else None,
    )


def unlike_periods(after: Period, periods: Iterable[Period]) -> Refusal | None:
    """Why `periods` are no base for `after`: they overlap, or are another part of the year."""
    for before in periods:
        if before.months != after.months:
            return Refusal.LENGTHS_DIFFER
        if set(before.each_month) & set(after.each_month):
            return Refusal.OVERLAP
        if after.months % MONTHS_IN_A_YEAR and before.start.number != after.start.number:
            return Refusal.PARTS_DIFFER
    return None


def days_of(after: Period, periods: Sequence[Period]) -> tuple[float, float]:
    """The days of the base, on average, and of `after`, where a 29 February tells them apart.

    Of a longer period it is one day in ninety or more, and left alone.
    """
    if after.months > 1 or not periods:
        return 1.0, 1.0
    before = sum(period.days for period in periods) / len(periods)
    return (1.0, 1.0) if before == after.days else (before, float(after.days))


def _refusal(figures: Figures, periods: Sequence[Period], category: str = "") -> Refusal | None:
    """Why figures of these periods are not compared, whatever they are."""
    if figures.told_by_others(periods):
        return Refusal.SOURCES_DIFFER
    if not figures.are_alike(periods, category=category):
        return Refusal.DEFINITIONS_DIFFER
    if any(change.breaks_series for change in figures.recording_changes(periods)):
        return Refusal.RECORDING_CHANGED
    return None


def _for_wards(
    figures: Figures, periods: Sequence[Period], change: Change | Unjudged | Incomparable
) -> Change | Unjudged | Incomparable:
    """`change`, with the reason where figures are by wards that no longer exist."""
    is_finer = isinstance(change, Incomparable) and change.reason is Refusal.NOT_APPLICABLE
    if is_finer and figures.wards_differ(periods):
        return Incomparable(change.before, change.after, Refusal.WARDS_DIFFER)
    return change


def _cautions(
    figures: Figures,
    period: Period,
    periods: Sequence[Period],
    change: Change | Unjudged | Incomparable,
) -> Iterable[Caution]:
    if isinstance(change, Difference) and touches_lockdown((period, *periods)):
        yield Caution.LOCKDOWN_BASE
    if isinstance(change, Difference) and figures.recording_changes((period, *periods)):
        yield Caution.RECORDING_CHANGED
    if isinstance(change, Difference) and figures.is_unfinished(period):
        yield Caution.MONTHS_MISSING
    if isinstance(change, Difference) and figures.is_provisional((period, *periods)):
        yield Caution.PROVISIONAL
    if isinstance(change, Difference) and change.is_by_day:
        yield Caution.LEAP_DAY
    if isinstance(change, Difference) and change.are_rounded:
        yield Caution.ROUNDED
    elif isinstance(change, Difference) and change.has_small_base:
        yield Caution.SMALL_BASE


# --- By place and by category ----------------------------------------------------------------
@dataclass(frozen=True)
class PlaceRow:
    """A place in a table. A rate is not ranked where few of those present live there."""

    place: Place
    count: Count
    rate: float | Gap
    comparison: Comparison


@dataclass(frozen=True)
class CategoryRow:
    slug: str
    label: str
    count: Count
    comparison: Comparison
    marks: frozenset[Mark] = frozenset()
    then_marks: frozenset[Mark] = frozenset()
    nature: Nature = Nature.MEASURED
    then_nature: Nature = Nature.MEASURED


def by_place(
    figures: Figures, places: Iterable[Place], period: Period, *, against: Against | None = None
) -> tuple[PlaceRow, ...]:
    """Each place with the headline's comparison, in the order given."""
    baseline, chosen = headline_baseline(period, against)
    now = compared_period(baseline, period)
    return tuple(
        PlaceRow(
            place,
            figures.count(now, area=place),
            figures.rate(now, area=place),
            compared(
                figures,
                Counting.of(figures, place),
                period,
                baseline=baseline,
                chosen=chosen,
            ),
        )
        for place in places
    )


def wards_of(figures: Figures, area: Place | None) -> tuple[Place, ...]:
    """The wards to list: all of them, with what lies in none; or those of a locality.

    None where the partnership has no wards: all that it has lies in none.
    """
    if not figures.reaches(PlaceKind.WARD) or not figures.wards:
        return ()
    if area is None or area.kind is PlaceKind.WHOLE:
        return (*figures.wards, *([figures.elsewhere] if figures.elsewhere else []))
    if area.kind is PlaceKind.LOCALITY:
        return tuple(ward for ward in figures.wards if ward.code in area.made_of)
    return ()


def localities_of(figures: Figures, area: Place | None) -> tuple[Place, ...]:
    """The localities to list, with what lies in none where nothing is finer; none of a part."""
    if not figures.reaches(PlaceKind.LOCALITY) or not figures.localities:
        return ()
    if area is not None and area.kind is not PlaceKind.WHOLE:
        return ()
    is_finest = not figures.reaches(PlaceKind.WARD)
    elsewhere = [figures.elsewhere] if is_finest and figures.elsewhere else []
    return (*figures.localities, *elsewhere)


def by_category(
    breakdown: Breakdown, period: Period, *, against: Against | None = None
) -> tuple[CategoryRow, ...]:
    """Each category with the headline's comparison, the largest first."""
    baseline, chosen = headline_baseline(period, against)
    rows = [
        _by_category(breakdown, category, period, baseline=baseline, chosen=chosen)
        for category in breakdown.categories
    ]
    return tuple(sorted(rows, key=lambda row: -row.count if isinstance(row.count, int) else 1))


def _by_category(
    breakdown: Breakdown,
    category: Category,
    period: Period,
    *,
    baseline: Baseline,
    chosen: Period | None,
) -> CategoryRow:
    slug, now = category.slug, compared_period(baseline, period)
    count = breakdown.count(now, category=slug)
    comparison = compared(
        breakdown.figures,
        Counting(
            partial(breakdown.count, category=slug),
            partial(breakdown.nature, category=slug),
            partial(breakdown.margin, category=slug),
            partial(basis, breakdown.history(slug), area=breakdown.area),
            breakdown.area,
        ),
        period,
        baseline=baseline,
        chosen=chosen,
        category=slug,
    )
    return CategoryRow(
        slug,
        category.label,
        count,
        comparison,
        marks=breakdown.marks_of(count, now, category=slug),
        then_marks=breakdown.marks_of(comparison.then, *comparison.periods, category=slug),
        nature=breakdown.nature(now, category=slug),
        then_nature=breakdown.nature(*comparison.periods, category=slug),
    )
