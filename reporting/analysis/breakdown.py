"""Counts by category in one place, for some periods; knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from measures.counts import Count, Gap, Mark, Nature, weakest
from measures.periods import Period
from measures.series import made_up_of
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.revisions import NO_MARKS, Revisions, mark_of_given, revised_in
from reporting.analysis.series import Series, counted, ordinal, span_of
from reporting.content.description import Cell
from returns.catalogue.declarations import NOT_STATED

if TYPE_CHECKING:
    from reporting.analysis.figures import Figures
    from returns.catalogue.declarations import Category, Dimension


@dataclass(frozen=True)
class Breakdown:
    """Counts by category in one place, for the periods that were asked for.

    `histories` are the figures of each category by itself, in all places and months: what changes
    are judged by.
    """

    dimension: Dimension
    categories: tuple[Category, ...]
    figures: Figures
    area: Place
    counts: Mapping[str, Series] = field(repr=False)
    histories: Mapping[str, Figures] = field(repr=False)
    revised: Mapping[str, Revisions] = field(default_factory=dict, repr=False)

    def count(self, period: Period, *, category: str) -> Count:
        if not self.figures.is_supplied(period):
            return self.figures.why_not_supplied(period)
        if self.area.code in self.figures.unavailable:
            return Gap.NOT_AVAILABLE
        is_told = self.figures.gate or self.figures.tells(self.area.kind, period)
        if not is_told or not self._is_known(category, period):
            return Gap.NOT_APPLICABLE
        if self.figures.gate:
            return made_up_of(self.counts.get(category, {}), span_of(period))
        if not self._is_stated(category, period):
            return Gap.NOT_SUPPLIED
        return counted(self.counts.get(category, {}), period)

    def history(self, category: str) -> Figures:
        """The figures of a category by itself, of the months in which it is told as `count` is."""
        figures = self.histories[category].of_its_source
        unstated = () if category == NOT_STATED.slug else self._unstated
        told = {
            month
            for month in figures.months_supplied
            if self._is_known(category, Period(month, 1)) and ordinal(month) not in unstated
        }
        return replace(figures, months_supplied=frozenset(told))

    @cached_property
    def _unstated(self) -> frozenset[int]:
        """The months in which what there was in the area is said to be in no category."""
        silent = self._months_told((NOT_STATED.slug,), with_any=True)
        stated = self._months_told(set(self.histories) - {NOT_STATED.slug}, with_any=False)
        return frozenset() if self.figures.gate else silent - stated

    def _months_told(self, categories: Iterable[str], *, with_any: bool) -> frozenset[int]:
        is_whole = self.area.kind is PlaceKind.WHOLE
        codes = None if is_whole else self.figures.carriers(self.area)
        return frozenset(
            first
            for slug in categories
            if slug in self.histories
            for code, series in self.histories[slug].counts.items()
            if codes is None or code in codes
            for (first, _), count in series.items()
            if count or not with_any
        )

    def _is_stated(self, category: str, period: Period) -> bool:
        """Whether each month with anything says what of it is in which category."""
        if category == NOT_STATED.slug:
            return True
        first = ordinal(period.start)
        beyond = first + period.months
        stated = {
            span
            for slug, series in self.counts.items()
            if slug != NOT_STATED.slug
            for span in series
        }
        silent = self.counts.get(NOT_STATED.slug, {})
        return not any(
            count and (start, months) not in stated
            for (start, months), count in silent.items()
            if first <= start < beyond
        )

    def _is_known(self, category: str, period: Period) -> bool:
        """Whether the category meant one thing in all of `period`."""
        if not self.figures.are_alike((period,), category=category):
            return False
        needs = any(
            listed.slug == category and listed.refused_because for listed in self.categories
        )
        rest_on = self.figures.definitions((period,))
        return not needs or any(definition.category == category for definition in rest_on)

    def cell(self, period: Period, *, category: str) -> Cell:
        provenance = self.figures.provenance(period, area=self.area, category=category)
        count = self.count(period, category=category)
        return Cell(
            count,
            marks=self.marks_of(count, period, category=category),
            provenance=provenance,
            nature=self.nature(period, category=category),
        )

    def margin(self, period: Period, *, category: str) -> int:
        """How far the true count may lie from a rounded one; as `Figures.margin`."""
        gate, count = self.figures.gate, self.count(period, category=category)
        if gate is None:
            return 0
        return gate.margin(count, span_of(period), self.counts.get(category, {}))

    def nature(self, *periods: Period, category: str) -> Nature:
        """The weakest of what the counts of `category` are; as `Figures.nature`."""
        return weakest(self._nature(period, category) for period in periods)

    def _nature(self, period: Period, category: str) -> Nature:
        figures = self.figures
        if not figures.is_made_up(period):
            return Nature.ILLUSTRATIVE if self.area.illustrative else Nature.MEASURED
        measure = self._measures.get(category, "")
        if self.area.kind is not PlaceKind.WHOLE or not measure:
            return Nature.ILLUSTRATIVE
        known = figures.made_up.total(measure, period)
        is_it = known is not None and known.count == self.count(period, category=category)
        return known.nature if known and is_it else Nature.ILLUSTRATIVE

    @cached_property
    def _measures(self) -> Mapping[str, str]:
        """By category, the measure that is that category of all and nothing else."""
        source = self.figures.source.slug
        return {
            wanted[0]: measure.slug
            for measure in self.figures.dataset.measures
            if (where := measure.categories.get(source)) is not None
            and set(where) == {self.dimension.field}
            and len(wanted := where[self.dimension.field]) == 1
        }

    def _given(self, category: str, periods: Sequence[Period]) -> frozenset[Mark]:
        history = self.histories.get(category)
        return mark_of_given(history.counts, periods, self.area) if history else NO_MARKS

    def marks_of(self, value: float | Gap, *periods: Period, category: str) -> frozenset[Mark]:
        """The marks of a number of `category` that rests on `periods`; a gap has none."""
        if isinstance(value, Gap):
            return NO_MARKS
        marks = {*self.figures.marks_of_months(periods), *self._given(category, periods)}
        if any(self.margin(period, category=category) for period in periods):
            marks.add(Mark.ROUNDED)
        is_revised = revised_in((self.revised.get(category, {}),), periods)
        return frozenset(marks | ({Mark.REVISED} if is_revised else set()))
