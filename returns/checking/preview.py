"""Totals of a return beside figures in use, waiting and a year before, as rows; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from measures.aggregation import Where
from measures.counts import Count, Gap, total
from measures.periods import Month, Period
from partnership.kinds import Level
from partnership.models import Area
from partnership.people.permissions import Viewer
from partnership.places.geography import Geography
from partnership.places.today import places_today
from returns.catalogue.given_totals import GivenTotal
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.checking.known_figures import named, waiting_parts
from returns.checking.published_preview import PublishedPreview, published_preview
from returns.checking.visible import may_see
from returns.checking.whole_counts import whole_counts
from returns.in_use import coverage, given_totals
from returns.in_use.stored_rows import unpack
from returns.models import Part

if TYPE_CHECKING:
    from pandas import DataFrame

ALL_OF_IT = "All of it"
# Stands for the id of a ward where there is none.
ELSEWHERE = 0
_SEVERAL = 2
ROWS_AS_READ = 50


@dataclass(frozen=True)
class Line:
    """One month, ward or type: the count in the return, in use now, waiting, and a year before."""

    label: str
    new: Count
    in_use: Count
    year_before: Count
    waiting: Count = Gap.NOT_SUPPLIED

    @property
    def change(self) -> int | None:
        """From the figure in use to the new one; None where either is a gap."""
        if isinstance(self.new, Gap) or isinstance(self.in_use, Gap):
            return None
        return self.new - self.in_use

    @property
    def percent_on_year(self) -> float | None:
        """From a year before to the new figure, unrounded; None for a gap or a base of zero."""
        if isinstance(self.new, Gap) or isinstance(self.year_before, Gap) or not self.year_before:
            return None
        return 100 * (self.new - self.year_before) / self.year_before


@dataclass(frozen=True)
class Course:
    """The months of a year as they would stand beside those of the year before, gaps as gaps.

    Of each month the return's count where it has one, else that in use; `in_return` says which.
    """

    year: Period
    counts: tuple[Count, ...]
    in_return: tuple[bool, ...]
    before: tuple[Count, ...]


@dataclass(frozen=True)
class Preview:
    """What accepting a part would change. `is_unchanged` is that every count stays as it is.

    `whole` is all its months together, where there are several; `kinds` are by the first dimension
    that tells of several, and `has_waiting` is whether other returns wait with the same months.
    `as_read` are the first counts as they were understood, below a row of headings. `course` is
    that of the year in which the return ends; None where it tells of no month by itself.
    """

    months: tuple[Line, ...]
    wards: tuple[Line, ...]
    is_unchanged: bool
    replaces: bool
    kinds: tuple[Line, ...] = ()
    whole: Line | None = None
    has_waiting: bool = False
    as_read: tuple[tuple[str, ...], ...] = ()
    course: Course | None = None


def preview(part: Part, *, viewer: Viewer) -> Preview | PublishedPreview:
    """What `part`, not accepted yet, would put beside and in place of the figures in use.

    PermissionDenied to a viewer who may not see the return.
    """
    if not may_see(part, viewer=viewer):
        raise PermissionDenied("You may not see this return.")
    if isinstance(datasets[part.dataset], PublishedDataset):
        return published_preview(part)
    months = [Month.parse(code) for code in part.months]
    before = [month.shift(-12) for month in months]
    year = Period.year(max(months).financial_year)
    series = coverage.Series.of(part)
    supplied = coverage.months_in_use(series)
    in_use = coverage.figures_in_use(
        series,
        months={*months, *before, *year.each_month, *year.year_earlier.each_month},
    )
    given = []
    if given_totals.hides(in_use):
        given = given_totals.given_in_use(series, {*months, *before})
    own = unpack(bytes(part.rows))
    own_given = given_totals.given_by([part.pk] if given_totals.hides(own) else [])
    now, earlier = _begun_in(months, in_use), _begun_in(before, in_use)
    waiting = _waiting(part, series, set(months))
    beside = _Beside(
        new=_Figures(own, frozenset(months), own_given[part.pk]),
        in_use=_Figures(now, supplied & set(months), given),
        year_before=_Figures(
            earlier.assign(start=[_a_year_later(day) for day in earlier["start"]]),
            frozenset(month.shift(12) for month in supplied & set(before)),
            [replace(total, start=_a_year_later(total.start)) for total in given],
        ),
        waiting=waiting,
    )
    is_national = series.dataset.source(series.source).is_national
    return Preview(
        months=_by_month(beside),
        wards=_by_partnership(beside)
        if is_national
        else _by_ward(beside, places_today(part.partnership)),
        is_unchanged=supplied >= set(months) and _same(beside.new.rows, now),
        replaces=bool(supplied & set(months)),
        kinds=_by_kind(beside, series),
        whole=_whole(beside) if len(months) > 1 else None,
        has_waiting=bool(waiting.months),
        as_read=_as_read(rows=beside.new.rows.head(ROWS_AS_READ), series=series),
        course=_course(year, beside.new, _Figures(in_use, supplied)),
    )


def _course(year: Period, new: _Figures, in_use: _Figures) -> Course | None:
    new_totals, totals = new.by(["start", "months"]), in_use.by(["start", "months"])

    def of(month: Month, *, in_return: bool) -> Count:
        source, found = (new, new_totals) if in_return else (in_use, totals)
        return _over(Period(month, 1), found, source.months)

    months = year.each_month
    in_return = tuple(month in new.months for month in months)
    counts = tuple(of(month, in_return=told) for month, told in zip(months, in_return, strict=True))
    told = [count for count, mine in zip(counts, in_return, strict=True) if mine]
    if not any(isinstance(count, int) for count in told):
        return None
    before = tuple(of(month, in_return=False) for month in year.year_earlier.each_month)
    return Course(year, counts, in_return, before)


def _as_read(*, rows: DataFrame, series: coverage.Series) -> tuple[tuple[str, ...], ...]:
    """Counts in words: period, place, categories, count."""
    places = places_today(series.partnership)
    known = (places.partnership_area, *places.wards, *places.localities)
    areas = {area.pk: area for area in known}
    if others := set(rows["area"].tolist()) - set(areas):
        areas |= Area.objects.in_bulk(others)
    labels = named(series, with_wards=False).categories
    dimensions = series.dataset.dimensions
    head = ("Period", "Area", *(dimension.title for dimension in dimensions), "Count")
    lines = [
        (
            _capital(Period(Month.containing(row["start"]), int(row["months"])).label),
            areas[row["area"]].name,
            *(labels[each.field].get(row[each.field], row[each.field]) for each in dimensions),
            Gap(row["gap"]).shorthand if row["gap"] else f"{row['count']:,}",
        )
        for row in rows.to_dict("records")
    ]
    return (head, *lines)


def _waiting(part: Part, series: coverage.Series, months: set[Month]) -> _Figures:
    """The figures of other returns that wait with the same months, the latest of each."""
    import pandas as pd

    rows, spoken = [], set[Month]()
    for other in reversed(waiting_parts(series, before=timezone.now())):
        theirs = ({Month.parse(code) for code in other.months} & months) - spoken
        if other.pk == part.pk or not theirs:
            continue
        spoken |= theirs
        rows.append(_begun_in(theirs, unpack(bytes(other.rows))))
    empty = unpack(bytes(part.rows)).iloc[:0]
    return _Figures(pd.concat(rows) if rows else empty, frozenset(spoken))


def _whole(beside: _Beside) -> Line:
    def count_in(source: _Figures) -> Count:
        if not source.months >= beside.new.months:
            return Gap.NOT_SUPPLIED
        return total(source.whole().values())

    first, last = min(beside.new.months), max(beside.new.months)
    return beside.line(_capital(Period.spanning(first, last).label), count_in)


def _by_kind(beside: _Beside, series: coverage.Series) -> tuple[Line, ...]:
    """A line for each category of the first dimension of which the return has several."""
    for dimension in series.dataset.dimensions:
        name = dimension.field
        if beside.new.rows[name].nunique() < _SEVERAL:
            continue
        by_kind = {id(source): source.kinds(name) for source in beside.all}

        def count_in(slug: str, source: _Figures, by_kind=by_kind) -> Count:
            if not source.months >= beside.new.months:
                return Gap.NOT_SUPPLIED
            return by_kind[id(source)].get(slug, 0)

        listed = series.dataset.source(series.source).categories[name]
        there = {slug for found in by_kind.values() for slug in found}
        return tuple(
            beside.line(category.label, partial(count_in, category.slug))
            for category in listed
            if category.slug in there
        )
    return ()


def _begun_in(months: Collection[Month], rows: DataFrame) -> DataFrame:
    return rows[rows["start"].isin({month.first_day for month in months})]


@dataclass(frozen=True)
class _Figures:
    """Tidy counts and the months that they speak for, rows or none."""

    rows: DataFrame
    months: frozenset[Month]
    given: Sequence[GivenTotal] = ()

    def whole(self, where: Where | None = None) -> dict[tuple[date, int], Count]:
        """The count of all places by first day and months, given totals among them."""
        return whole_counts(self.rows, self.given, where)

    def kinds(self, name: str) -> dict[str, Count]:
        """That of each category of a dimension, all months together."""
        if not self.given:
            return self.by(name)
        return {
            slug: total(self.whole({name: (slug,)}).values())
            for slug in self.rows[name].unique().tolist()
        }

    def by(self, key: str | list[str]) -> dict[Any, Count]:
        """The total for each value of `key`; a gap where any row of it is one."""
        grouped = self.rows.groupby(key, dropna=False, sort=False)
        sums = grouped["count"].sum().to_dict()
        gaps = self.rows.dropna(subset="gap").groupby(key, dropna=False)["gap"].agg(set).to_dict()
        return {
            value: total((int(number), *map(Gap, gaps.get(value, ()))))
            for value, number in sums.items()
        }


@dataclass(frozen=True)
class _Beside:
    new: _Figures
    in_use: _Figures
    year_before: _Figures
    waiting: _Figures

    @property
    def all(self) -> tuple[_Figures, ...]:
        return (self.new, self.in_use, self.year_before, self.waiting)

    def line(self, label: str, count_in: Callable[[_Figures], Count]) -> Line:
        return Line(label, *map(count_in, self.all))


def _by_month(beside: _Beside) -> tuple[Line, ...]:
    figures = beside.all
    totals = {id(source): source.whole() for source in figures}

    def count_in(period: Period, source: _Figures) -> Count:
        return _over(period, totals[id(source)], source.months)

    return tuple(
        beside.line(_capital(period.label), partial(count_in, period))
        for period in _periods(beside.new)
    )


def _periods(new: _Figures) -> list[Period]:
    """The months, quarters and years that the return has figures for, an empty month too."""
    pairs = set(zip(new.rows["start"], new.rows["months"], strict=True))
    periods = {Period(Month.containing(start), int(length)) for start, length in pairs}
    spoken_for = {month for period in periods for month in period.each_month}
    return sorted(periods | {Period(month, 1) for month in new.months - spoken_for})


def _over(period: Period, totals: Mapping[Any, Count], months: Collection[Month]) -> Count:
    if not set(period.each_month) <= set(months):
        return Gap.NOT_SUPPLIED
    whole = totals.get((period.first_day, period.months))
    if whole is not None:
        return whole
    by_month = [totals.get((month.first_day, 1)) for month in period.each_month]
    # Figures of another length lie across these months: neither can be told from the other.
    if any(length > 1 and _lies_across(period, start, length) for start, length in totals):
        return Gap.NOT_APPLICABLE
    return total(count if count is not None else 0 for count in by_month)


def _lies_across(period: Period, start: date, length: int) -> bool:
    return period.overlaps(Period(Month.containing(start), int(length)))


def _by_ward(beside: _Beside, places: Geography) -> tuple[Line, ...]:
    """A line for each ward; where the return is coarser, for each locality or for all of it."""
    figures = beside.all
    by_place = {id(source): _ByPlace(source, places) for source in figures}

    def count_in(area: int, source: _Figures) -> Count:
        if not source.months >= beside.new.months:
            return Gap.NOT_SUPPLIED
        return by_place[id(source)].count(area)

    new = by_place[id(beside.new)]
    larger = [beside.line(name, partial(count_in, area)) for area, name in new.larger.items()]
    rows = [beside.line(ward.name, partial(count_in, ward.pk)) for ward in places.wards]
    outside = beside.line(Level.NOT_PLACED.label, partial(count_in, ELSEWHERE))
    return (
        *larger,
        *(rows if new.has_wards else ()),
        # Said only where there is something to say.
        *([outside] if outside.new or outside.in_use not in (0, Gap.NOT_SUPPLIED) else []),
    )


def _by_partnership(beside: _Beside) -> tuple[Line, ...]:
    """A line for each partnership of the country that the return has figures of, by name."""
    by_area = {id(source): source.by("area") for source in beside.all}

    def count_in(area: int, source: _Figures) -> Count:
        if not source.months >= beside.new.months:
            return Gap.NOT_SUPPLIED
        return by_area[id(source)].get(area, Gap.NOT_SUPPLIED)

    named = Area.objects.filter(pk__in=by_area[id(beside.new)]).order_by("name")
    return tuple(beside.line(area.name, partial(count_in, area.pk)) for area in named)


class _ByPlace:
    """Figures by ward, and those for a locality or for all of it, which have no wards."""

    def __init__(self, figures: _Figures, places: Geography) -> None:
        self.places = places
        localities = {locality.pk: f"{locality.name} (locality)" for locality in places.localities}
        named = {places.partnership_area.pk: ALL_OF_IT, **localities}
        keys = [
            area if area in named else places.ward_of.get(area, ELSEWHERE)
            for area in figures.rows["area"]
        ]
        self.totals = _Figures(figures.rows.assign(place=keys), figures.months).by("place")
        self.larger = {area: name for area, name in named.items() if area in self.totals}

    @property
    def has_wards(self) -> bool:
        """Whether any figure, or none at all, is for a ward."""
        return not self.larger or bool(set(self.totals) - set(self.larger))

    def count(self, area: int) -> Count:
        whole = self.places.partnership_area.pk
        if area == whole:
            return total(self.totals.values())
        if area in self.places.by_id and area in set(self.places.locality_of.values()):
            inside = self.places.wards_in(self.places.by_id[area])
            parts = [self.totals[place] for place in (area, *inside) if place in self.totals]
            return Gap.NOT_APPLICABLE if whole in self.totals else total(parts or [0])
        if whole in self.totals or self.places.locality_of.get(area) in self.totals:
            return Gap.NOT_APPLICABLE
        return self.totals.get(area, 0)


def _same(new: DataFrame, now: DataFrame) -> bool:
    """Whether two frames hold the same counts; a zero and an absent row are the same here."""
    return _values_of(new) == _values_of(now)


def _values_of(rows: DataFrame) -> set[tuple]:
    plain = rows.astype(object).where(rows.notna(), None)
    names = [name for name in ("area", "start", "months", *sorted(rows.columns)) if name in rows]
    categories = plain[list(dict.fromkeys(names))]
    return {
        row
        for row, count in zip(
            categories.itertuples(index=False, name=None), plain["count"], strict=True
        )
        if count != 0
    }


def _a_year_later(day: date) -> date:
    return Month.containing(day).shift(12).first_day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
