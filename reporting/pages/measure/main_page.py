"""The short page of a measure: the finding, the picture, three comparisons, and the ways on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from measures.baselines import Baseline
from measures.change import Change, Difference, Incomparable
from measures.periods import MONTHS_IN_A_YEAR, Period
from partnership.page_parts import Way
from reporting import narrative
from reporting.analysis import comparisons
from reporting.analysis.comparisons import Comparison, Counting
from reporting.charts.compared_rows import ComparedRow, of_comparison, reasons_once
from reporting.charts.maps import WardMap
from reporting.content.description import Chart, Provenance, Sentence
from reporting.narrative import statuses
from reporting.narrative.facts import Fact, facts
from reporting.narrative.statuses import Status
from reporting.pages.measure.page import MeasureShown
from reporting.pages.measure.tags import Tag


@dataclass(frozen=True)
class MainPage:
    """What the short page shows, worked out of `shown`; the map where there is one by ward."""

    shown: MeasureShown
    tags: tuple[Tag, ...]
    map: WardMap | None

    @cached_property
    def _finding(self) -> tuple[Sentence, Sentence | None]:
        shown = self.shown
        return narrative.finding(shown.figures, shown.headline_comparison, area=shown.area)

    @property
    def headline(self) -> Sentence:
        return self._finding[0]

    @property
    def verdict(self) -> str:
        """What may be said of the change, or why it is not compared; blank where nothing moved."""
        refused, said = self._finding[1], self.shown.verdict
        if refused or said is None:
            return refused.text if refused else ""
        change = self.shown.headline_comparison.change
        if isinstance(change, Change) and self.shown.of_month is None:
            return statuses.verdict_in_a_line(change)
        return said.text

    @cached_property
    def status(self) -> Status:
        """The shape before the verdict."""
        shown = self.shown
        found = statuses.status_of(shown.figures, shown.headline_comparison)
        if shown.of_month is None or not shown.of_month.is_judged:
            return found
        return statuses.of_month(found, stands_out=shown.stands_out)

    @property
    def range(self) -> str:
        return statuses.change_range(self.shown.headline_comparison.change)

    @cached_property
    def chart(self) -> Chart:
        """The finest grain that is real: the months, or else the years."""
        months = self.shown.over_time
        if months is None or any(cell.is_illustrative for cell in months.series[0].cells):
            return self.shown.years_chart
        return months

    @property
    def title_of_map(self) -> str:
        noun = narrative.capital(self.shown.figures.measure.noun.plural)
        return f"{noun} per 1,000 residents, by ward"

    @property
    def split_ways(self) -> tuple[Way, ...]:
        """Where what is made up of the period is shown apart: months, wards and types."""
        shown = self.shown
        if not shown.figures.is_made_up(shown.told):
            return ()
        here, query = f"{shown.figures.measure_id}/", shown.selection.but(sort="").query
        return tuple(
            Way(text, f"{here}{below}/?{query}")
            for text, below, is_there in (
                ("months", "history", shown.over_time is not None),
                ("wards", "wards", bool(shown.ward_rows)),
                ("types", "types", bool(shown.types)),
            )
            if is_there
        )

    @property
    def provenance(self) -> Provenance:
        """The rows of the headline's period."""
        return self.shown.figures.provenance(self.shown.told, area=self.shown.area)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return facts(self.shown.figures, self.shown.evidence, area=self.shown.area)

    @cached_property
    def compared(self) -> tuple[ComparedRow, ...]:
        return reasons_once(
            of_comparison(self.shown.figures, each, area=self.shown.area)
            for each in _three(self.shown)
        )


def _three(shown: MeasureShown) -> Iterator[Comparison]:
    """The headline's, that of the whole year, and the one with the longest base."""
    first, *others = shown.comparisons
    yield first
    whole = _of_whole_year(shown)
    if whole is not None:
        yield whole
    yield from [*_longest(others)][: 1 if whole else 2]


def _of_whole_year(shown: MeasureShown) -> Comparison | None:
    """The financial year of a part of one beside the year before, where all of it is supplied."""
    figures, told = shown.figures, shown.told
    year = Period.year(told.financial_year)
    if told.months >= MONTHS_IN_A_YEAR or not figures.is_supplied(year):
        return None
    counting = Counting.of(figures, shown.area)
    return comparisons.compared(figures, counting, year, baseline=Baseline.YEAR_BEFORE)


_LONGEST_FIRST = (
    Baseline.MEAN_5,
    Baseline.MEAN_5_WITHOUT_LOCKDOWN,
    Baseline.MEAN_3,
    Baseline.MEAN_3_WITHOUT_LOCKDOWN,
    Baseline.PRE_COVID,
    Baseline.YEAR_BEFORE,
)


def _longest(others: list[Comparison]) -> Iterator[Comparison]:
    """Those that can be made, the longest base first; then the time before Covid, refused."""
    by_baseline = {each.baseline: each for each in others}
    known = [by_baseline[one] for one in _LONGEST_FIRST if one in by_baseline]
    yield from (each for each in known if isinstance(each.change, Difference))
    refused = [each for each in known if isinstance(each.change, Incomparable)]
    yield from sorted(refused, key=lambda each: each.baseline is not Baseline.PRE_COVID)
