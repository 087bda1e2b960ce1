"""The figures of one measure in memory: counts by place and period; knows no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from measures.counts import Count, Evidence, Gap, Mark, Nature, evidence, total, weakest
from measures.periods import Month, Period, PeriodKind
from measures.rates import annualised_per_thousand, monthly_average, per_thousand
from measures.series import longer_than_a_month, made_up_of
from reporting.analysis import main_sources
from reporting.analysis.counted_under import CountedUnder
from reporting.analysis.judged_by import JudgedBy
from reporting.analysis.like_with_like import partial_months
from reporting.analysis.made_up import MadeUp
from reporting.analysis.places import (
    ALL_OF_IT,
    ELSEWHERE,
    FORMER_WARDS,
    GIVEN,
    REACHED,
    Place,
    PlaceKind,
    Residents,
)
from reporting.analysis.revisions import NO_MARKS, Revised, Revisions, mark_of_given, revised_in
from reporting.analysis.series import Series, counted, ordinal, overlaps, span_of, whole_of
from reporting.analysis.supplied import Gate, Origin, OtherSource
from reporting.analysis.supplied_months import Supplied
from reporting.content.description import Cell, Provenance, Style
from reporting.content.number_formats import fine_enough

if TYPE_CHECKING:
    from partnership.places.ward_sets import OtherWards
    from returns.catalogue.declarations import Dataset, Measure, Source
    from returns.catalogue.definitions import Agreed
    from returns.catalogue.main_sources import Stretch
    from returns.catalogue.recording import RecordingChanged
    from returns.catalogue.supply import KnownTotal, Placing


@dataclass(frozen=True)
class Figures:
    """Every count of one measure, from one source of one partnership, as at a moment.

    `counts` is by the code of a ward, or of a locality, with ELSEWHERE, ALL_OF_IT and GIVEN.
    `lowest` is the kind of place that the figures reach down to, where no return is coarser
    (`supplied_for`). `as_at` is as an address has it; `wards_of` is blank for today's wards, else
    their day (`ward_set` names them, `other_wards` may be asked for). `counted_under` are the
    recorded definitions that a month's counts rest on, where the source leaves any to the
    partnership; figures that rest on different ones are neither added nor compared. `revised` is by
    the same codes; figures of the months `provisional` may still change. `recorded` are the changes
    of recording practice, oldest first. `known` are the totals of measures of this source that
    made-up rows are a part of. `without_place` says how many rows of a month's lists have no place.
    `unavailable` are the wards that the source can't tell of, and the localities with one. With a
    `gate` there are no `counts`, and whatever is not one of its cells, or visible ones added up, is
    HIDDEN. `stretches` say which source is the main one for which months, where it changes. Unless
    a source was asked for by name, the figures are then `of_main`: `months_supplied` are only those
    for which this is the main source.
    """

    dataset: Dataset
    measure: Measure
    source: Source
    partnership: str
    places: tuple[Place, ...]
    months_supplied: frozenset[Month]
    counts: Mapping[str, Series] = field(repr=False)
    lowest: PlaceKind
    at: datetime
    as_at: str = ""
    wards_of: str = ""
    ward_set: str = ""
    is_by_wards_of_today: bool = True
    other_wards: tuple[OtherWards, ...] = ()
    returns: tuple[Origin, ...] = field(default=(), repr=False)
    other_sources: tuple[OtherSource, ...] = ()
    counted_under: Mapping[Month, frozenset[Agreed]] = field(default_factory=dict, repr=False)
    provisional: frozenset[Month] = frozenset()
    revised: Mapping[str, Revisions] = field(default_factory=dict, repr=False)
    recorded: tuple[RecordingChanged, ...] = ()
    known: tuple[KnownTotal, ...] = ()
    without_place: Mapping[Month, Placing] = field(default_factory=dict, repr=False)
    unavailable: frozenset[str] = frozenset()
    gate: Gate | None = None
    stretches: tuple[Stretch, ...] = ()
    of_main: bool = False

    # --- Counts ---
    def count(self, period: Period, *, area: Place | None = None) -> Count:
        """The count in all of `period`, or why there is none.

        NOT_SUPPLIED unless every month of it is. NOT_APPLICABLE where the figures are coarser:
        a fact for a quarter has no months, and a fact for the whole has no wards. So too where
        another source is the main one. NOT_AVAILABLE in a ward that the source can't tell of.
        """
        place = area or self.whole
        asked = (place.kind, place.code, period)
        if asked not in self._counted:
            self._counted[asked] = self._count(period, place)
        return self._counted[asked]

    def _count(self, period: Period, place: Place) -> Count:
        if gap := self._why_none(period, place):
            return gap
        if self.gate:
            return self._let_through(self.gate, period, place)
        if place.kind is PlaceKind.WHOLE:
            return counted(self._whole, period)
        return total(
            counted(self.counts.get(code, {}), period, longer=self._longer.get(code, ()))
            for code in self.carriers(place)
        )

    def _why_none(self, period: Period, place: Place) -> Gap | None:
        if not self.is_supplied(period):
            return self.why_not_supplied(period)
        if place.code in self.unavailable:
            return Gap.NOT_AVAILABLE
        is_told = self.gate or self.tells(place.kind, period)
        return None if is_told and self.are_alike((period,)) else Gap.NOT_APPLICABLE

    def _let_through(self, gate: Gate, period: Period, place: Place) -> Count:
        if place.kind not in REACHED[gate.supplied_to]:
            return Gap.NOT_APPLICABLE
        return made_up_of(gate.cells.get(place.code, {}), span_of(period))

    def run(self, months: Sequence[Month], *, area: Place | None = None) -> tuple[Count, ...]:
        """The count of each of `months`, as `count` gives them: for a screen of thousands."""
        place = area or self.whole
        is_coarser = bool(self._coarser) or not self.reaches(place.kind)
        if self.gate or self._longer or is_coarser or place.code in self.unavailable:
            return tuple(self.count(Period(month, 1), area=area) for month in months)
        codes = () if place.kind is PlaceKind.WHOLE else self.carriers(place)
        each_series = [self.counts.get(code, {}) for code in codes] or [self._whole]
        supplied = self.supplied.ordinals
        return tuple(
            total(series.get((number, 1), 0) for series in each_series)
            if number in supplied
            else Gap.NOT_SUPPLIED
            for number in map(ordinal, months)
        )

    @cached_property
    def _longer(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """The spans of more than a month, by the code of the areas that have any."""
        found = ((code, longer_than_a_month(series)) for code, series in self.counts.items())
        return {code: spans for code, spans in found if spans}

    def reaches(self, kind: PlaceKind) -> bool:
        """Whether the source's figures are as fine as places of that kind."""
        return kind in REACHED[self.lowest]

    def carriers(self, place: Place) -> tuple[str, ...]:
        """The codes under which the figures of a locality, a ward or elsewhere are stored."""
        if place.kind is not PlaceKind.LOCALITY:
            return place.made_of
        by_itself = self.lowest is PlaceKind.LOCALITY
        return (place.code,) if by_itself else (place.code, *place.made_of)

    def supplied_for(self, period: Period) -> PlaceKind:
        """The kind of place that all figures of `period` reach down to.

        A return for the whole alone, or for localities, stands in for the wards of its months.
        """
        kinds = [kind for kind, series in self._coarser if overlaps(series, period)]
        return PlaceKind.WHOLE if PlaceKind.WHOLE in kinds else (kinds or [self.lowest])[0]

    def tells(self, kind: PlaceKind, period: Period) -> bool:
        """Whether the figures of `period` are as fine as places of that kind."""
        return kind in REACHED[self.supplied_for(period)]

    @cached_property
    def _coarser(self) -> tuple[tuple[PlaceKind, Series], ...]:
        """Figures for larger places than the source's own, where a return had no others."""
        larger = [
            (PlaceKind.WHOLE, self.counts.get(code, {})) for code in (ALL_OF_IT, FORMER_WARDS)
        ]
        if self.lowest is PlaceKind.WARD:
            larger += [
                (locality.kind, self.counts.get(locality.code, {})) for locality in self.localities
            ]
        return tuple((kind, series) for kind, series in larger if series)

    def wards_differ(self, periods: Iterable[Period]) -> bool:
        """Whether any of `periods` rests on wards that today's cannot be made of."""
        former = self.counts.get(FORMER_WARDS, {})
        return any(overlaps(former, period) for period in periods)

    @cached_property
    def _counted(self) -> dict[tuple[PlaceKind, str, Period], Count]:
        """Counts already worked out: a page asks for the same counts many times."""
        return {}

    @cached_property
    def judged_by(self) -> JudgedBy:
        return JudgedBy()

    def is_supplied(self, period: Period) -> bool:
        """Whether every month of it is."""
        return self.supplied.holds(period)

    def why_not_supplied(self, period: Period) -> Gap:
        """The gap where not every month of `period` is supplied."""
        return Gap.NOT_APPLICABLE if self.told_by_others((period,)) else Gap.NOT_SUPPLIED

    def lacks(self, month: Month) -> bool:
        """Whether it was not supplied, and no other main source tells of it."""
        return month not in self.months_supplied and not self.told_by_others((Period(month, 1),))

    def told_by_others(self, periods: Iterable[Period]) -> tuple[Stretch, ...]:
        """The stretches of other main sources in which supplied months of `periods` lie."""
        if not self.of_main:
            return ()
        return main_sources.of_others(self.stretches, self.source.slug, periods)

    def is_unfinished(self, period: Period) -> bool:
        """Whether it is a year to date: from April, with months still to be supplied."""
        is_to_date = period.kind is PeriodKind.SPAN and period.start.number == 4
        return is_to_date and period == self.so_far(Period.year(period.financial_year))

    def are_alike(self, periods: Iterable[Period], *, category: str = "") -> bool:
        """Whether all of `periods` were counted under the same definitions.

        With a `category`, only what bears on it matters.
        """
        under = CountedUnder(self.counted_under)
        return not self.counted_under or len(under.sets(periods, category)) < 2

    def definitions(self, periods: Iterable[Period]) -> tuple[Agreed, ...]:
        """The recorded definitions that `periods` rest on, in the order they were taken up."""
        return CountedUnder(self.counted_under).among(periods)

    def recording_changes(self, periods: Iterable[Period]) -> tuple[RecordingChanged, ...]:
        """The changes of recording practice that lie between or within `periods`."""
        periods = tuple(periods) if self.recorded else ()
        return tuple(change for change in self.recorded if change.lies_within(periods))

    def is_one_series(self, periods: Iterable[Period]) -> bool:
        """Whether all of `periods` were counted and recorded in ways that can be compared."""
        periods = tuple(periods)
        broken = any(change.breaks_series for change in self.recording_changes(periods))
        return not broken and self.are_alike(periods)

    def monthly_average(self, period: Period, *, area: Place | None = None) -> float | Gap:
        count = self.count(period, area=area)
        return count if isinstance(count, Gap) else monthly_average(count, period.months)

    def rate(self, period: Period, *, area: Place | None = None) -> float | Gap:
        """The count in the period for every 1,000 residents; NOT_APPLICABLE without residents."""
        count, residents = self.count(period, area=area), self.population(period, area=area)
        if isinstance(count, Gap):
            return count
        return per_thousand(count, residents.count) if residents else Gap.NOT_APPLICABLE

    def annual_rate(self, period: Period, *, area: Place | None = None) -> float | Gap:
        """The rate that a whole year at the pace of `period` would have; gaps as in `rate`."""
        count, residents = self.count(period, area=area), self.population(period, area=area)
        if isinstance(count, Gap) or residents is None:
            return count if isinstance(count, Gap) else Gap.NOT_APPLICABLE
        return annualised_per_thousand(count, residents.count, months=period.months)

    def population(self, period: Period, *, area: Place | None = None) -> Residents | None:
        """Residents in the middle of the financial year in which `period` begins."""
        return (area or self.whole).residents.get(period.financial_year)

    # --- What the counts are ---
    def nature(self, *periods: Period, area: Place | None = None) -> Nature:
        """The weakest of what the counts of `periods` are.

        Made-up months make it ILLUSTRATIVE, but for a whole year of the partnership whose total
        is known; so does a place that is an illustrative grouping.
        """
        place = area or self.whole
        return weakest(self._nature(period, place) for period in periods)

    def _nature(self, period: Period, place: Place) -> Nature:
        if not self.is_made_up(period):
            return Nature.ILLUSTRATIVE if place.illustrative else Nature.MEASURED
        known = self.made_up.total(self.measure.slug, period)
        is_it = known and place.kind is PlaceKind.WHOLE and known.count == self.count(period)
        return known.nature if known and is_it else Nature.ILLUSTRATIVE

    def is_made_up(self, period: Period) -> bool:
        """Whether rows of any of its months are."""
        return self.made_up.touches(period)

    @cached_property
    def made_up(self) -> MadeUp:
        return MadeUp.among(self.returns, self.known)

    def margin(self, period: Period, *, area: Place | None = None) -> int:
        """How far the true count may lie from the one that is shown."""
        count, place = self.count(period, area=area), area or self.whole
        if self.gate is None:
            return 0
        return self.gate.margin(count, span_of(period), self.gate.cells.get(place.code, {}))

    def evidence(self, period: Period, *, area: Place | None = None) -> Evidence | Gap:
        """The count, where something may be concluded from it; see `measures.counts.evidence`.

        A rounded count ranks and signals nothing: the true one may be another.
        """
        if self.margin(period, area=area):
            return Gap.NOT_APPLICABLE
        return evidence(self.count(period, area=area), self.nature(period, area=area))

    def evidence_run(
        self, months: Sequence[Month], *, area: Place | None = None
    ) -> tuple[Evidence | Gap, ...]:
        """The same of each of `months`: for a screen of thousands."""
        if self.gate and self.gate.is_rounded:
            return tuple(self.evidence(Period(month, 1), area=area) for month in months)
        is_grouping, made_up = bool(area and area.illustrative), self.made_up.months
        natures = (
            Nature.ILLUSTRATIVE if is_grouping or ordinal(month) in made_up else Nature.MEASURED
            for month in months
        )
        return tuple(map(evidence, self.run(months, area=area), natures))

    # --- Marks ---
    def marks(self, periods: Iterable[Period], *, area: Place | None = None) -> frozenset[Mark]:
        """What a reader must know of the figures of `periods`, or of their sum."""
        is_given = GIVEN in self.counts
        is_rounded = self.gate is not None and self.gate.is_rounded
        if not (self.provisional or self.revised or self._partial or is_rounded or is_given):
            return NO_MARKS
        periods = tuple(periods)
        marks = {*self.marks_of_months(periods), *mark_of_given(self.counts, periods, area)}
        if any(self.margin(period, area=area) for period in periods):
            marks.add(Mark.ROUNDED)
        return frozenset(marks | ({Mark.REVISED} if self.revisions(periods, area=area) else set()))

    def marks_of_months(self, periods: Sequence[Period]) -> Iterator[Mark]:
        """Those that all figures of the months of `periods` share, whatever place or category."""
        if self.is_provisional(periods):
            yield Mark.PROVISIONAL
        for mark, months in self._partial.items():
            if any(not months.isdisjoint(period.each_month) for period in periods):
                yield mark

    @cached_property
    def _partial(self) -> Mapping[Mark, frozenset[Month]]:
        return partial_months(self)

    def is_provisional(self, periods: Iterable[Period]) -> bool:
        """Whether any of `periods` may still change."""
        return any(not self.provisional.isdisjoint(period.each_month) for period in periods)

    def revisions(
        self, periods: Iterable[Period], *, area: Place | None = None
    ) -> tuple[Revised, ...]:
        """What was revised in `periods`, the earliest revision first."""
        if not self.revised:
            return ()
        place = area or self.whole
        codes = self.revised if place.kind is PlaceKind.WHOLE else self.carriers(place)
        return revised_in((self.revised.get(code, {}) for code in codes), periods)

    @cached_property
    def _whole(self) -> Series:
        return whole_of(self.counts)

    # --- Cells ---
    def cell(self, period: Period, *, area: Place | None = None, category: str = "") -> Cell:
        """The count as a number to show, with the address of its rows."""
        return self._shown(self.count(period, area=area), Style.COUNT, period, area, category)

    def marks_of(
        self, value: float | Gap, *periods: Period, area: Place | None = None
    ) -> frozenset[Mark]:
        """The marks of a number that rests on `periods`; a gap has none."""
        return NO_MARKS if isinstance(value, Gap) else self.marks(periods, area=area)

    def average_cell(self, period: Period, *, area: Place | None = None) -> Cell:
        average = self.monthly_average(period, area=area)
        return self._shown(average, fine_enough(average, Style.AVERAGE), period, area)

    def rate_cell(self, period: Period, *, area: Place | None = None) -> Cell:
        return self._shown(self.rate(period, area=area), Style.RATE, period, area)

    def annual_rate_cell(self, period: Period, *, area: Place | None = None) -> Cell:
        return self._shown(self.annual_rate(period, area=area), Style.RATE, period, area)

    def _shown(
        self,
        value: float | Gap,
        style: Style,
        period: Period,
        area: Place | None,
        category: str = "",
    ) -> Cell:
        is_gap = isinstance(value, Gap)
        return Cell(
            value,
            style,
            self.marks_of(value, period, area=area),
            self.provenance(period, area=area, category=category),
            nature=Nature.MEASURED if is_gap else self.nature(period, area=area),
        )

    def provenance(
        self, period: Period, *, area: Place | None = None, category: str = ""
    ) -> Provenance:
        return Provenance(
            measure=self.measure_id,
            source=self.source.slug,
            period=period.code,
            area=area.code if area else "",
            category=category,
            as_at=self.as_at,
            wards=self.wards_of,
        )

    # --- What there is ---
    @property
    def source_asked(self) -> str:
        """The source as addresses name it: blank where each period shows its own main one."""
        return "" if self.of_main else self.source.slug

    @property
    def measure_id(self) -> str:
        return f"{self.dataset.app}/{self.measure.slug}"

    @cached_property
    def whole(self) -> Place:
        return next(place for place in self.places if place.kind is PlaceKind.WHOLE)

    @cached_property
    def wards(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.kind is PlaceKind.WARD)

    @cached_property
    def localities(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.kind is PlaceKind.LOCALITY)

    @cached_property
    def elsewhere(self) -> Place | None:
        """What lies in no ward; None where nothing does."""
        place = next((one for one in self.places if one.kind is PlaceKind.ELSEWHERE), None)
        if self.gate:
            series = self.gate.cells.get(place.code, {}) if place else {}
        else:
            series = self.counts.get(ELSEWHERE, {})
        return place if any(series.values()) else None

    def place(self, written: str) -> Place:
        """The place of that code, or of that name in any case. KeyError where there is none."""
        wanted = written.strip().casefold()
        for place in self.places:
            if wanted in (place.code.casefold(), place.name.casefold()):
                return place
        raise KeyError(written)

    @cached_property
    def of_its_source(self) -> Figures:
        """With every month of the source, also where another is the main one."""
        own, *_ = main_sources.sources_of(self)
        return replace(self, months_supplied=own.months, of_main=False) if self.of_main else self

    @cached_property
    def supplied(self) -> Supplied:
        return Supplied(self.months_supplied)

    @property
    def years(self) -> tuple[int, ...]:
        """Financial years with any month supplied, oldest first."""
        return self.supplied.years

    def latest_year(self) -> Period | None:
        """The latest whole year; failing that, the latest year as far as it is supplied."""
        return self.supplied.latest_year()

    def so_far(self, period: Period) -> Period:
        """A year that is unfinished, as far as it is supplied from April; else `period` itself."""
        return self.supplied.so_far(period)

    def origins(self, periods: Iterable[Period]) -> tuple[Origin, ...]:
        """The returns behind `periods`."""
        months = self._told(periods)
        return tuple(origin for origin in self.returns if not months.isdisjoint(origin.months))

    def illustrative(self, periods: Iterable[Period]) -> Mapping[str, tuple[int, ...]]:
        """The notes on made-up figures in `periods`, each with the financial years of them."""
        found: dict[str, set[int]] = {}
        months = self._told(periods)
        for origin in self.returns:
            if origin.illustrative and (covered := months.intersection(origin.months)):
                years = found.setdefault(origin.illustrative, set())
                years.update(month.financial_year for month in covered)
        return {words: tuple(sorted(years)) for words, years in found.items()}

    def _told(self, periods: Iterable[Period]) -> set[Month]:
        """The months of `periods`, without those for which another source is the main one."""
        months = {month for period in periods for month in period.each_month}
        return months & self.months_supplied if self.of_main else months
