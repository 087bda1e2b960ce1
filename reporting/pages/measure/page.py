"""One measure, or all of them, as everything that pages, slides and downloads show; no medium."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from measures.baselines import Against
from measures.change import Change
from measures.periods import Period
from reporting import narrative
from reporting.analysis import comparisons, signals
from reporting.analysis import years as analysis_years
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.comparisons import Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.newest import opening_period
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.signals import Screened, Watched
from reporting.analysis.years import AmongYears, PlaceTrend
from reporting.charts import measure as charts
from reporting.charts import origin_tables, tables
from reporting.charts import signals as signal_charts
from reporting.charts.parts_of_years import grain
from reporting.charts.tables import Sort
from reporting.content.description import Chart, Sentence, Table
from reporting.content.selection import Selection
from reporting.narrative import signals as signal_words
from reporting.narrative import verdicts
from reporting.narrative.how_judged import how_judged
from reporting.pages.measure.of_month import OfMonth
from reporting.pages.measure.of_type import OfType, of_type
from reporting.queries.screens import Screens
from returns.catalogue.declarations import Dimension


@dataclass(frozen=True)
class MeasureShown:
    """A measure for a period, an area and a year to compare with: each part is worked out once.

    `breakdowns` is by each of `dimensions`, in `area`, for `headline_periods`; a page that shows
    no types, and no findings, need not read them. `screened` is the screen of a single month.
    """

    figures: Figures
    period: Period
    against: Against | None
    area: Place | None
    sort: Sort = Sort.COUNT
    breakdowns: tuple[Breakdown, ...] = ()
    screened: Screened | None = None

    # --- Worked out ---
    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        return comparisons.comparisons(
            self.figures, self.period, against=self.against, area=self.area
        )

    @cached_property
    def headline_comparison(self) -> Comparison:
        return self.comparisons[0]

    @property
    def told(self) -> Period:
        """What everything here is said of: `period`, or the 12 months of a rolling baseline."""
        return self.headline_comparison.period

    @cached_property
    def among(self) -> AmongYears | None:
        return analysis_years.among_years(self.figures, self.told, area=self.area)

    @cached_property
    def evidence(self) -> narrative.Evidence:
        """What findings are drawn from; ValueError where the breakdowns have not been read."""
        if not self.types:
            return self.evidence_but_types
        first = self.types[0]
        return replace(
            self.evidence_but_types,
            categories=first.rows,
            categories_by=first.breakdown.dimension.title.lower(),
        )

    @cached_property
    def evidence_but_types(self) -> narrative.Evidence:
        return narrative.Evidence(
            comparisons=self.comparisons,
            among=self.among,
            halves=analysis_years.half_years(self.figures, self.told, area=self.area),
            places=self.evidence_places,
            categories_by="",
            trends=self._trends,
            earlier_places=self._earlier_places,
        )

    @property
    def _trends(self) -> tuple[PlaceTrend, ...]:
        places = [row.place for row in self.locality_rows]
        named = [place for place in places if place.kind is PlaceKind.LOCALITY]
        return analysis_years.place_trends(self.figures, named, self.headline_comparison.period)

    @property
    def _earlier_places(self) -> tuple[PlaceRow, ...]:
        """The finest places a year before, beside the year before that."""
        first = self.headline_comparison
        if first.periods != (first.period.year_earlier,):
            return ()
        places = [row.place for row in self.evidence_places]
        return comparisons.by_place(self.figures, places, first.period.year_earlier)

    @property
    def evidence_places(self) -> tuple[PlaceRow, ...]:
        """What sentences about places are drawn from; none where the source has no places.

        Nor of an illustrative grouping: which wards are counted is made up there.
        """
        if self.area and self.area.illustrative:
            return ()
        return self.place_rows if self.figures.reaches(PlaceKind.LOCALITY) else ()

    @cached_property
    def ward_rows(self) -> tuple[PlaceRow, ...]:
        if not self.figures.tells(PlaceKind.WARD, self.told):
            return ()
        wards = comparisons.wards_of(self.figures, self.area)
        return comparisons.by_place(self.figures, wards, self.period, against=self.against)

    @cached_property
    def locality_rows(self) -> tuple[PlaceRow, ...]:
        if not self.figures.tells(PlaceKind.LOCALITY, self.told):
            return ()
        localities = comparisons.localities_of(self.figures, self.area)
        return comparisons.by_place(self.figures, localities, self.period, against=self.against)

    @property
    def place_rows(self) -> tuple[PlaceRow, ...]:
        """By the finest places that the source has: wards, or else localities."""
        return self.ward_rows or self.locality_rows

    @property
    def coarseness(self) -> str:
        """What to say where there is nothing by ward; blank where there is."""
        return "" if self._is_part else narrative.coarseness(self.figures, self.told)

    @property
    def _is_part(self) -> bool:
        return self.area is not None and self.area.kind is not PlaceKind.WHOLE

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those by which it has several categories; none where the figures reach no such area."""
        if self.area is not None and not self.figures.tells(self.area.kind, self.told):
            return ()
        return tuple(
            dimension
            for dimension in self.figures.dataset.dimensions
            if self._category_count(dimension.field) > 1
        )

    def _category_count(self, dimension: str) -> int:
        wanted = self.figures.measure.categories[self.figures.source.slug].get(dimension)
        return len(self.figures.source.categories[dimension] if wanted is None else wanted)

    @cached_property
    def types(self) -> tuple[OfType, ...]:
        """The breakdowns, compared; ValueError where they have not been read."""
        if len(self.breakdowns) != len(self.dimensions):
            raise ValueError(f"{self.figures.measure_id} was read without its breakdowns")
        # A rule may release no figures by that dimension.
        return tuple(
            of_type(
                breakdown,
                self.figures,
                self.period,
                against=self.against,
                area=self.area,
                query=self.selection.but(sort="").query,
            )
            for breakdown in self.breakdowns
            if breakdown.counts or not self.figures.gate
        )

    @cached_property
    def watched(self) -> Watched:
        return signals.watched(self.figures, self.told, area=self.area)

    # --- In words ---
    @cached_property
    def headline(self) -> Sentence:
        return narrative.headline(self.figures, self.headline_comparison, area=self.area)

    @cached_property
    def verdict(self) -> Sentence | None:
        """Of a single month whether it stands out; else of the change in the headline."""
        if self.of_month:
            return self.of_month.verdict
        return narrative.verdict(self.headline_comparison.change)

    @property
    def verdict_in_short(self) -> str:
        """The same on a card."""
        if self.of_month:
            return self.of_month.in_short
        return narrative.verdict_on_a_card(self.headline_comparison.change)

    @cached_property
    def of_month(self) -> OfMonth | None:
        """What the screen says of a single month; None of a longer period."""
        if self.screened is None or self.told.months > 1:
            return None
        return OfMonth(self.screened, self.figures, self.area)

    @property
    def stands_out(self) -> bool:
        """Whether it is a single month that stands out."""
        return self.of_month is not None and self.of_month.stands_out

    @property
    def cautions(self) -> tuple[str, ...]:
        return narrative.cautions(self.headline_comparison)

    @cached_property
    def findings(self) -> tuple[Sentence, ...]:
        return narrative.findings(self.figures, self.evidence, area=self.area)

    @cached_property
    def signals(self) -> tuple[Sentence, ...]:
        """Which months lie outside their usual range; of a single month its verdict says so."""
        return () if self.told.months == 1 else signal_words.findings(self.watched)

    @property
    def about_months(self) -> tuple[str, ...]:
        """What is usual for months and how that is worked out, for “how we know”."""
        if self.told.months == 1:
            is_judged = self.of_month is not None and self.of_month.is_judged
            return signal_words.screening_rule() if is_judged else ()
        rules = signal_words.rules() if self.watched.told else ()
        return (*rules, *signal_words.range_in_use(self.watched))

    @property
    def title(self) -> str:
        """The measure, where and when: for the head of a window and of a deck."""
        where = f", {self.area.name}" if self.area and self._is_part else ""
        return f"{self.figures.measure.title}{where}, {self.told.label}"

    @property
    def illustrative(self) -> str:
        """What to say of made-up figures on the page; blank where there are none."""
        return narrative.illustrative(self.figures, self.periods)

    @property
    def by_wards(self) -> tuple[str, ...]:
        """What to know where these are not the wards of today."""
        return narrative.by_wards(self.figures)

    @property
    def what_verdicts_mean(self) -> str:
        """The summary of what explains a verdict; blank where none is given."""
        judged = any(isinstance(comparison.change, Change) for comparison in self.comparisons)
        return verdicts.WHAT_THEY_ARE if judged else ""

    @property
    def about_verdicts(self) -> tuple[str, ...]:
        return (narrative.ABOUT_VERDICTS, *how_judged(self.headline_comparison.change))

    @property
    def about_residents(self) -> tuple[str, ...]:
        return narrative.about_residents(self.figures, self.told)

    @property
    def reach(self) -> str:
        return narrative.reach(self.figures)

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to bear in mind about the measure, the source, its rule and the dataset."""
        figures = self.figures
        ruled = figures.gate.sentences if figures.gate else ()
        season = (figures.measure.seasonal,) if figures.measure.seasonal else ()
        return (
            *ruled,
            *season,
            *figures.measure.caveats,
            *figures.source.caveats,
            *figures.dataset.caveats,
        )

    @property
    def recorded(self) -> tuple[str, ...]:
        """Every change of recording practice that is known of the measure."""
        return tuple(map(narrative.recording_change, self.figures.recorded))

    @cached_property
    def counted_under(self) -> tuple[str, ...]:
        """The partnership's own definitions that anything here rests on."""
        return narrative.counted_under(self.figures, self.periods)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Every period that anything here is about."""
        years = {Period.year(year) for year in self.figures.years}
        return (self.told, *sorted(years - {self.told}))

    @property
    def headline_periods(self) -> tuple[Period, ...]:
        """The period and what its headline compares it with."""
        first = self.headline_comparison
        return (first.period, *first.periods)

    @property
    def every_period(self) -> tuple[Period, ...]:
        """The period and all that it is compared with, once each."""
        compared = ((one.period, *one.periods) for one in self.comparisons)
        return tuple(dict.fromkeys(period for periods in compared for period in periods))

    @property
    def periods_of_halves(self) -> tuple[Period, ...]:
        """The halves of the period and those that they stand beside."""
        halves = self.evidence_but_types.halves
        against = (period for half in halves for one in half.against for period in one.periods)
        return tuple(dict.fromkeys((*(half.half for half in halves), *against)))

    @property
    def revisions(self) -> tuple[str, ...]:
        """Why figures that are compared here are marked as revised."""
        return narrative.revisions(self.figures, self.every_period, area=self.area)

    @cached_property
    def source_line(self) -> str:
        return narrative.source_line(self.figures, self.headline_periods)

    @property
    def sources_differ(self) -> tuple[tuple[str, str], ...]:
        """A sentence and a path for each other source that has figures in the period."""
        months = set(self.told.each_month)
        base = f"{self.figures.measure_id}/"
        return tuple(
            (
                narrative.sources_differ(self.figures, other, self.told),
                f"{base}?{self.selection.but(source=other.slug, sort='').query}",
            )
            for other in self.figures.other_sources
            if not months.isdisjoint(other.months)
        )

    # --- Charts and tables ---
    @cached_property
    def months_chart(self) -> Chart:
        return charts.months(
            self.figures,
            self.headline_comparison,
            area=self.area,
            usual=self.watched.points,
        )

    @property
    def over_time(self) -> Chart | None:
        """The months or quarters; None where all figures are for whole years."""
        return self.months_chart if charts.tells_something(self.months_chart) else None

    @cached_property
    def signals_chart(self) -> Chart | None:
        """The same with what the signals tell marked on it."""
        chart = self.over_time
        return signal_charts.marked(chart, self.watched) if chart and self.signals else chart

    @property
    def over_time_title(self) -> str:
        each = grain(self.figures, self.headline_comparison.period, area=self.area)
        return narrative.capital(narrative.by_each(each))

    @property
    def nothing_over_time(self) -> str:
        return narrative.NOTHING_OVER_TIME

    @cached_property
    def years_chart(self) -> Chart:
        return charts.years(
            self.figures,
            self.told,
            self.among,
            headline=self.headline_comparison.change,
            area=self.area,
        )

    @cached_property
    def localities_chart(self) -> Chart | None:
        return charts.places(self.figures, self.locality_rows)

    @cached_property
    def wards_chart(self) -> Chart | None:
        return charts.places(self.figures, self.ward_rows)

    @cached_property
    def compared_table(self) -> Table:
        return tables.compared_with(self.figures, self.comparisons, area=self.area)

    @cached_property
    def summary_table(self) -> Table:
        return tables.summary(self.figures, self.headline_comparison, area=self.area)

    @cached_property
    def halves_table(self) -> Table | None:
        return tables.halves(self.figures, self.evidence_but_types.halves, area=self.area)

    @cached_property
    def wards_table(self) -> Table | None:
        return tables.places(self.figures, self.ward_rows, sort=self.sort, with_rest=True)

    @cached_property
    def wards_on_a_slide(self) -> Table | None:
        """The same without what a slide has no room for."""
        return tables.places(self.figures, self.ward_rows, sort=self.sort)

    @cached_property
    def localities_table(self) -> Table | None:
        return tables.places(self.figures, self.locality_rows, sort=self.sort)

    @cached_property
    def returns_table(self) -> Table:
        return origin_tables.returns(self.figures, self.headline_periods)

    # --- Addresses ---
    @property
    def to(self) -> str:
        """This page: a path below the partnership's address."""
        return f"{self.figures.measure_id}/?{self.selection.query}"

    @cached_property
    def selection(self) -> Selection:
        """What fixes this page: the same address shows the same thing to everybody.

        Where the main source changes it names none, so that another period shows its own.
        """
        return Selection(
            period=self.period,
            against=self.headline_comparison.against if self.comparisons else self.against,
            area=self.area.code if self.area else "",
            source=self.figures.source_asked,
            as_at=self.figures.as_at,
            wards=self.figures.wards_of,
            sort="" if self.sort is Sort.COUNT else self.sort.value,
        )


def measure_shown(
    figures: Figures,
    *,
    period: Period | None = None,
    against: Against | None = None,
    area: Place | None = None,
    sort: Sort = Sort.COUNT,
    screens: Screens | None = None,
) -> MeasureShown | None:
    """`figures` for a period, by default what pages open on; None where nothing was supplied.

    An unfinished year is shown as far as it was supplied, and compared like for like. A single
    month is judged by the screen of it, which `screens` makes of every measure.
    """
    asked = period or opening_period(figures)
    if asked is None:
        return None
    shown = figures.so_far(asked)
    is_month = shown.months == 1
    return MeasureShown(
        figures=figures,
        period=shown,
        against=against,
        area=part(area),
        sort=sort,
        screened=screens.having(figures, shown.start) if screens and is_month else None,
    )


def part(area: Place | None) -> Place | None:
    """`area` where it is less than the whole; None stands for the whole."""
    return None if area is None or area.kind is PlaceKind.WHOLE else area
