"""The only reader of released tables: figures for a partnership, a viewer and a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from measures.aggregation import Where, added
from measures.counts import Count, Gap, Mark
from measures.periods import Month, Period
from partnership.kinds import Level
from partnership.models import Area, Partnership, WardSet
from partnership.people.permissions import Permission, Viewer, check
from partnership.places import boundaries
from partnership.places.geography import Geography, geography
from partnership.places.ground import Ground
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.figures import Figures, Gate, Origin, OtherSource
from reporting.analysis.places import (
    ALL_OF_IT,
    ELSEWHERE,
    FORMER_WARDS,
    NOT_PLACED,
    Place,
    PlaceKind,
    Residents,
)
from reporting.analysis.provenance import FactRow, Provenance
from reporting.analysis.revisions import Revised, Revisions
from reporting.analysis.series import Series, ordinal
from reporting.content.description import Cell
from reporting.content.selection import LONDON
from returns.catalogue.declarations import NOT_STATED, Category, Dataset, Measure, Source
from returns.catalogue.definitions import Agreed, OfSource, may_need_any
from returns.catalogue.recording import RecordingChanged, of_measure
from returns.catalogue.registry import datasets
from returns.catalogue.revision_keys import categories_of, key_of
from returns.catalogue.supply import NO_SUPPLY, InUse, Supply
from returns.disclosure import words as disclosure_words
from returns.disclosure.released import (
    EVERYWHERE,
    Released,
    RevisedCell,
    Totals,
    count_of,
    released,
)
from returns.disclosure.table import ELSEWHERE as NO_AREA
from returns.in_use.supply import supplies_of
from returns.lifecycle.schedule import expectations
from returns.models import MainSource
from returns.models.definitions import agreed
from returns.models.recording import recording_changes


class NoSuch(LookupError):
    """What was asked for does not exist; the message is a sentence to show."""


def find(measure_id: str) -> tuple[Dataset, Measure]:
    """The measure of that id, `APP/SLUG`. NoSuch where there is none."""
    app, _, slug = measure_id.partition("/")
    try:
        return datasets.measure(app, slug)
    except KeyError:
        raise NoSuch(f"There is no measure “{measure_id}”.") from None


def of_app(app: str) -> tuple[Dataset, ...]:
    """The datasets whose measures stand at `app/`; empty where there are none."""
    return tuple(dataset for dataset in datasets if dataset.app == app)


def all_datasets() -> tuple[Dataset, ...]:
    """Every dataset of this installation, in the order of the overview."""
    return tuple(datasets)


def main_measures() -> tuple[str, ...]:
    """The id of the first measure of every dataset: those of the overview."""
    return tuple(f"{dataset.app}/{dataset.measures[0].slug}" for dataset in datasets)


# --- Figures ---------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Door:
    """What further tables of the same figures are read from."""

    released: Released
    places: Geography
    revised: tuple[RevisedCell, ...] = ()


@dataclass(frozen=True)
class _Opened:
    """What every measure of a dataset shares: its supply, its main source, the places."""

    partnership: Partnership
    at: datetime
    supply: Mapping[str, Supply]
    main_source: str | None
    places: Geography
    definitions: tuple[Agreed, ...] = ()
    recorded: tuple[RecordingChanged, ...] = ()
    shown_places: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # by source

    @cached_property
    def code_of(self) -> Callable[[int], str]:
        """From the id of an area to the code that its figures are kept under."""
        return _codes(self.places)


def figures(
    measure_id: str,
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Figures:
    """The figures of a measure, from its main source at `as_at` unless another is named.

    NoSuch for a measure or a source that does not exist, PermissionDenied for a viewer who may
    not see them. `written_as_at` is the moment as addresses shall have it, `wards` a day whose
    wards they are shown by. Eight queries.
    """
    dataset, measure = find(measure_id)
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    at = as_at or timezone.now()
    places = geography(partnership, on=_on(wards))
    opened = _opened([dataset], partnership, at, places)[dataset.slug]
    written = written_as_at or (as_at.isoformat() if as_at else "")
    chosen = _source(dataset, measure, source, main=opened.main_source)
    (held,) = _figures(opened, dataset, chosen, [measure], written_as_at=written, wards=wards)
    return held


def _on(wards: str) -> date | None:
    return date.fromisoformat(wards) if wards else None


def wards_with(partnership: Partnership, code: str) -> str:
    """A day on which the ward `code` stood, or will; blank for a ward of today, and for none."""
    today = timezone.localdate()
    sets = WardSet.objects.filter(partnership=partnership, wards__code=code)
    spells = list(sets.order_by("-valid_from").values_list("valid_from", "valid_to"))
    if not spells or any(since <= today < (until or date.max) for since, until in spells):
        return ""
    return spells[0][0].isoformat()


def every_measure(
    of: Iterable[Dataset],
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Iterable[Figures]:
    """The figures of every measure of some datasets; one query a dataset, and eight to begin.

    Each from its main source; or from `source`, where the measures that have no such source are
    left out. Now, unless a moment is given, which is written as in `figures`; so is `wards`.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    every = tuple(of)
    places = geography(partnership, on=_on(wards))
    opened = _opened(every, partnership, as_at or timezone.now(), places)
    for dataset in every:
        by_source = defaultdict(list)
        for measure in dataset.measures:
            if source is None or source in measure.categories:
                chosen = _source(dataset, measure, source, main=opened[dataset.slug].main_source)
                by_source[chosen.slug].append(measure)
        held = {
            figures.measure.slug: figures
            for slug, measures in by_source.items()
            for figures in _figures(
                opened[dataset.slug],
                dataset,
                dataset.source(slug),
                measures,
                written_as_at=written_as_at,
                wards=wards,
            )
        }
        yield from (held[one.slug] for one in dataset.measures if one.slug in held)


def main_figures(
    *,
    partnership: Partnership,
    viewer: Viewer,
    as_at: datetime | None = None,
    written_as_at: str = "",
) -> tuple[Figures, ...]:
    """The figures of `main_measures`, in their order; one query each, and eight to begin."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    every = all_datasets()
    opened = _opened(every, partnership, as_at or timezone.now(), geography(partnership))
    held: list[Figures] = []
    for one in every:
        main, known = one.measures[0], opened[one.slug]
        chosen = _source(one, main, None, main=known.main_source)
        held += _figures(known, one, chosen, [main], written_as_at=written_as_at)
    return tuple(held)


def _opened(
    every: Sequence[Dataset], partnership: Partnership, at: datetime, places: Geography
) -> dict[str, _Opened]:
    """What the measures of each dataset share, by its slug; five queries for all of them."""
    slugs = [dataset.slug for dataset in every]
    supply = supplies_of(every, partnership=partnership, as_at=at)
    main = _main_sources(slugs, partnership, at)
    needs_any = any(may_need_any(dataset) for dataset in every)
    definitions = agreed([partnership.pk]) if needs_any else ()
    recorded = recording_changes(partnership.pk, datasets=slugs)
    return {
        dataset.slug: _Opened(
            partnership=partnership,
            at=at,
            supply=supply[dataset.slug],
            main_source=main.get(dataset.slug),
            places=places,
            definitions=tuple(one for one in definitions if one.dataset == dataset.slug),
            recorded=recorded,
        )
        for dataset in every
    }


def _figures(
    opened: _Opened,
    dataset: Dataset,
    source: Source,
    measures: Sequence[Measure],
    *,
    written_as_at: str = "",
    wards: str = "",
) -> list[Figures]:
    """The figures of some measures of one source; one query for all, and one of what is revised.

    One more where the source has a disclosure rule.
    """
    supply = opened.supply.get(source.slug, NO_SUPPLY)
    tables = released(
        dataset, source, partnership=opened.partnership, as_at=opened.at, supply=supply
    )
    wheres = [one.categories[source.slug] for one in measures]
    totals = _totals(tables, wheres)
    revised = tables.each_revised(wheres)
    return [
        replace(
            _of_totals(opened, tables, measure, totals[n], revised[n]),
            as_at=written_as_at,
            wards_of=wards,
        )
        for n, measure in enumerate(measures)
    ]


def _of_totals(
    opened: _Opened,
    tables: Released,
    measure: Measure,
    totals: Totals,
    revised: tuple[RevisedCell, ...],
) -> Figures:
    dataset, chosen, supply = tables.dataset, tables.source, tables.supply
    supplied_to = _LOWEST.get(chosen.area_level, PlaceKind.WHOLE)
    gate = _gate(opened, dataset, tables, totals, supplied_to) if tables.is_ruled else None
    return Figures(
        dataset=dataset,
        measure=measure,
        source=chosen,
        partnership=opened.partnership.short_name,
        places=_places(opened, chosen, supply.months),
        months_supplied=_told_of(totals) if chosen.is_national else supply.months,
        counts={} if gate else _by_place(totals, opened.code_of),
        lowest=_LOWEST.get(tables.finest_area, PlaceKind.WHOLE) if gate else supplied_to,
        at=opened.at,
        ward_set=opened.places.ward_set_name,
        is_by_wards_of_today=opened.places.is_of_today,
        other_wards=opened.places.other_sets,
        returns=tuple(_origin(one) for one in supply.returns),
        other_sources=_other_sources(dataset, measure, chosen, opened.supply),
        counted_under=_counted_under(
            supply, OfSource.among(opened.definitions, dataset, chosen), measure
        ),
        provisional=supply.provisional,
        revised=_revised(revised, opened.code_of),
        recorded=of_measure(opened.recorded, dataset, measure.slug),
        gate=gate,
        door=_Door(tables, opened.places, revised),
    )


def _gate(
    opened: _Opened, dataset: Dataset, tables: Released, totals: Totals, supplied_to: PlaceKind
) -> Gate:
    """What of a source with a rule may be shown."""
    code_of = _codes_of_cells(opened.places, tables)
    cells: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        if area in code_of:
            cells[code_of[area]][start, months] = count
    return Gate(
        cells=cells,
        version=tables.supply.version,
        said=disclosure_words.in_force(tables.rule, dataset=dataset, source=tables.source),
        supplied_to=supplied_to,
        months=tables.rule.finest.months,
    )


def _codes_of_cells(places: Geography, tables: Released) -> Mapping[int, str]:
    """By the area of a released cell, the code of the place that it is for.

    A ward that has become another with the same extent is the same place. Where localities are
    the finest, what lies in none is “elsewhere” only if every ward lies in one.
    """
    wards = {ward.pk: ward.code for ward in places.wards}
    codes = {area: wards[ward] for area, ward in places.ward_of.items()} | wards
    codes |= {one.pk: one.code for one in places.localities}
    codes[places.partnership_area.pk] = ""
    if tables.finest_area is Level.WARD or places.locality_of.keys() >= wards.keys():
        codes[NO_AREA] = places.not_placed.code if places.not_placed else NOT_PLACED
    return codes


def _told_of(totals: Totals) -> frozenset[Month]:
    """The months that figures are of: a file of the whole country may leave somebody out."""
    spans = {(start, months) for _, start, months in totals}
    return frozenset(
        Month((start + n) // 12, (start + n) % 12 + 1)
        for start, months in spans
        for n in range(months)
    )


def _counted_under(
    supply: Supply, defined: OfSource, measure: Measure
) -> dict[Month, frozenset[Agreed]]:
    """By month, what its returns count under and what its categories mean there."""
    if not defined.held:
        return {}
    by_id = {one.pk: one for one in defined.held}
    wanted = measure.categories[defined.source.slug]
    named = {slug for slugs in wanted.values() for slug in slugs}
    of_measure = [
        one
        for dimension, listed in defined.source.categories.items()
        for one in listed
        if one.refused_because and (dimension not in wanted or one.slug in named)
    ]
    held: dict[Month, set[Agreed]] = {month: set() for month in supply.months}
    for one in supply.returns:
        for month in one.months:
            if one.definition is not None and month in held:
                held[month].add(by_id[one.definition])
    for month, rest_on in held.items():
        meanings = (defined.of_category(one.slug, month) for one in of_measure)
        rest_on.update(meaning for meaning in meanings if meaning)
    return {month: frozenset(rest_on) for month, rest_on in held.items()}


def ground(shown: Figures) -> Ground:
    """Where the wards of these figures lie; one query."""
    door: _Door = shown.door
    return boundaries.ground(door.released.partnership, door.places)


def in_use(several: Sequence[Figures]) -> expectations.InUse | None:
    """What the sources of `several` have in use, as they were read; None where that is not all.

    A file of the whole country is in use for everybody, and due to the partnership it came for.
    """
    if any(one.source.is_national for one in several) or len({one.at for one in several}) > 1:
        return None
    held: dict[tuple[str, str, str], dict[Month, int]] = defaultdict(dict)
    for one in several:
        door: _Door = one.door
        for used in door.released.supply.returns:
            series = held[one.dataset.slug, one.source.slug, used.origin]
            series.update(dict.fromkeys(used.months, used.of_return))
    return held


def place(shown: Figures, written: str) -> Place:
    """The place of that code or name, the whole for a blank. NoSuch where there is none."""
    try:
        return shown.place(written) if written else shown.whole
    except KeyError:
        raise NoSuch(f"{shown.partnership} has no area “{written}”.") from None


_LOWEST = {
    Level.WARD: PlaceKind.WARD,
    Level.LSOA: PlaceKind.WARD,
    Level.LOCALITY: PlaceKind.LOCALITY,
}


def _main_sources(
    slugs: Collection[str], partnership: Partnership, at: datetime
) -> Mapping[str, str]:
    """The main source of each dataset that has one."""
    chosen = MainSource.objects.filter(
        Q(until__isnull=True) | Q(until__gt=at),
        partnership=partnership,
        dataset__in=slugs,
        since__lte=at,
    )
    return dict(chosen.values_list("dataset", "source"))


def _source(dataset: Dataset, measure: Measure, asked: str | None, *, main: str | None) -> Source:
    """The one asked for, or the main one, or the first that has the measure."""
    having = {one.slug: one for one in dataset.sources if one.slug in measure.categories}
    if asked:
        if asked not in having:
            raise NoSuch(f"{measure.title} has no source “{asked}”: it has {_listed(having)}.")
        return having[asked]
    return having.get(main or "") or next(iter(having.values()))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _other_sources(
    dataset: Dataset, measure: Measure, shown: Source, supply: Mapping[str, Supply]
) -> tuple[OtherSource, ...]:
    return tuple(
        OtherSource(source.slug, source.title, supply[source.slug].months)
        for source in dataset.sources
        if source.slug != shown.slug
        and source.slug in measure.categories
        and source.slug in supply
        and supply[source.slug].months
    )


def _totals(tables: Released, wheres: Sequence[Where]) -> list[Totals]:
    """Counts by area of each of `wheres`; one query for all of them.

    A gap where the rows do not say whether they belong.
    """
    silent = [() if tables.is_ruled else tuple(_silent(tables, where)) for where in wheres]
    asked = [*wheres, *(where for several in silent for where in several)]
    read = iter(tables.each_by_area(asked))
    held = [next(read) for _ in wheres]
    for totals, several in zip(held, silent, strict=True):
        for _ in several:
            unknown = [key for key, count in next(read).items() if count and key not in totals]
            totals.update(dict.fromkeys(unknown, Gap.NOT_SUPPLIED))
    return held


def _silent(tables: Released, where: Where) -> Iterator[Where]:
    """What to count besides `where`: rows that may belong to it and do not say so."""
    for dimension, slugs in where.items():
        is_silent = tables.source.may_leave_out(dimension) or tables.supply.has_mapped
        if is_silent and NOT_STATED.slug not in slugs:
            yield {**where, dimension: (NOT_STATED.slug,)}


def _codes(places: Geography) -> Callable[[int], str]:
    """From the id of an area to the code that its figures are kept under."""
    codes = {place.pk: place.code for place in (*places.wards, *places.localities)}
    codes[places.partnership_area.pk] = ALL_OF_IT
    codes |= dict.fromkeys(places.former_wards, FORMER_WARDS)
    return lambda area: codes.get(places.ward_of.get(area, area), ELSEWHERE)


def _revised(cells: Iterable[RevisedCell], under: Callable[[int], str]) -> dict[str, Revisions]:
    """What was revised, by the code of the place."""
    return _gathered((under(cell.area), cell) for cell in cells)


def _gathered(cells: Iterable[tuple[str, RevisedCell]]) -> dict[str, Revisions]:
    held: dict[str, dict[tuple[int, int], set[Revised]]] = defaultdict(dict)
    for name, cell in cells:
        span = ordinal(Month.containing(cell.start)), cell.months
        held[name].setdefault(span, set()).add(Revised(cell.changed_at, cell.because))
    return {
        name: {span: frozenset(made) for span, made in spans.items()}
        for name, spans in held.items()
    }


def _by_place(totals: Totals, code_of: Callable[[int], str]) -> dict[str, Series]:
    gathered: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        series, span = gathered[code_of(area)], (start, months)
        series[span] = added(series[span], count) if span in series else count
    return dict(gathered)


def _places(opened: _Opened, source: Source, months: Collection[Month]) -> tuple[Place, ...]:
    """The partnership's places, worked out once for a source."""
    if source.slug not in opened.shown_places:
        opened.shown_places[source.slug] = _with_residents(
            opened.places, opened.partnership, months
        )
    return opened.shown_places[source.slug]


def _with_residents(
    places: Geography, partnership: Partnership, months: Collection[Month]
) -> tuple[Place, ...]:
    years = {month.financial_year for month in months}
    codes = {ward.pk: ward.code for ward in places.wards}

    def place(area: Area, kind: PlaceKind, code: str, made_of: Iterable[str]) -> Place:
        held = {year: places.population(area, year) for year in years}
        return Place(
            code=code,
            name=area.name,
            kind=kind,
            made_of=tuple(made_of),
            is_town_centre=area.is_town_centre,
            illustrative=area.illustrative,
            residents={
                year: Residents(used.count, used.year, used.source)
                for year, used in held.items()
                if used
            },
        )

    whole = place(places.partnership_area, PlaceKind.WHOLE, "", codes.values())
    return (
        Place(
            "", partnership.short_name, PlaceKind.WHOLE, whole.made_of, residents=whole.residents
        ),
        *(
            place(one, PlaceKind.LOCALITY, one.code, (codes[pk] for pk in places.wards_in(one)))
            for one in places.localities
        ),
        *(place(one, PlaceKind.WARD, one.code, (one.code,)) for one in places.wards),
        Place(
            places.not_placed.code if places.not_placed else NOT_PLACED,
            "Not placed in a ward",
            PlaceKind.ELSEWHERE,
            (ELSEWHERE,),
        ),
    )


def _origin(one: InUse) -> Origin:
    return Origin(
        of_return=one.of_return,
        name=one.name,
        supplied_by=one.supplied_by,
        received=day(one.received_on),
        accepted_by=one.accepted_by,
        accepted=day(one.accepted_at.astimezone(LONDON)),
        illustrative=one.illustrative,
        months=one.months,
    )


def day(moment) -> str:
    """A date as shown everywhere: "4 March 2024"."""
    return f"{moment.day} {moment:%B %Y}"


def breakdown(
    shown: Figures, dimension: str, *, area: Place, periods: Iterable[Period]
) -> Breakdown:
    """Counts by category of a dimension in `area`, for `periods`; one query."""
    door: _Door = shown.door
    where = shown.measure.categories[shown.source.slug]
    months = {month for period in periods for month in period.each_month}
    totals = door.released.by_category(
        dimension,
        where,
        months=_with_longer(months),
        areas=_carrying(door.places, area),
        cells_of=_area_of_cells(door, area),
    )
    counts: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (category, start, length), count in totals.items():
        counts[category][start, length] = count
    listed = shown.source.categories[dimension]
    wanted = where.get(dimension)
    return Breakdown(
        dimension=next(one for one in shown.dataset.dimensions if one.field == dimension),
        categories=tuple(
            one
            for one in listed
            if (wanted is None or one.slug in wanted) and _is_defined(shown, one, periods)
        ),
        figures=shown,
        area=area,
        counts=counts,
        revised=_revised_types(shown, dimension, area),
    )


def _revised_types(shown: Figures, dimension: str, area: Place) -> dict[str, Revisions]:
    """What was revised in `area`, by the category of `dimension`; asks the database nothing."""
    door: _Door = shown.door
    code_of, at = _codes(door.places), _place_in_keys(shown.dataset, dimension)
    carriers = None if area.kind is PlaceKind.WHOLE else shown.carriers(area)
    return _gathered(
        (categories_of(cell.key)[at], cell)
        for cell in door.revised
        if carriers is None or code_of(cell.area) in carriers
    )


def _place_in_keys(dataset: Dataset, dimension: str) -> int:
    return [one.field for one in dataset.dimensions].index(dimension)


def _is_defined(shown: Figures, category: Category, periods: Iterable[Period]) -> bool:
    """Whether `category` means anything in any of `periods`."""
    if not category.refused_because:
        return True
    return any(one.category == category.slug for one in shown.definitions(periods))


def _with_longer(months: Collection[Month]) -> set[Month]:
    """`months`, and those in which a quarter or a year that holds one of them may begin."""
    quarters = {month.shift(-((month.number - 1) % 3)) for month in months}
    years = {Month(month.financial_year, 4) for month in months}
    return {*months, *quarters, *years}


def _area_of_cells(door: _Door, area: Place) -> int | None:
    """The area whose released cells are those of a place; None for what lies in none."""
    match area.kind:
        case PlaceKind.WHOLE:
            return door.places.partnership_area.pk
        case PlaceKind.ELSEWHERE:
            return None
        case _:
            named = (*door.places.localities, *door.places.wards)
            return next(one.pk for one in named if one.code == area.code)


def _carrying(places: Geography, area: Place) -> Q:
    """The areas whose facts count towards `area`."""
    codes = {ward.pk: ward.code for ward in places.wards}
    match area.kind:
        case PlaceKind.WHOLE:
            return EVERYWHERE
        case PlaceKind.ELSEWHERE:
            named = (*places.localities, places.partnership_area)
            return ~Q(area_id__in=[*places.ward_of, *(one.pk for one in named)])
        case _:
            # A source has facts for localities or for what lies in their wards, never for both.
            itself = (one.pk for one in places.localities if one.code == area.code)
            carriers = (one for one, ward in places.ward_of.items() if codes[ward] in area.made_of)
            return Q(area_id__in=[*itself, *carriers])


def by_partnership(shown: Figures, areas: Collection[int]) -> dict[int, Series]:
    """Counts of the partnerships of these ids, from a source of the whole country; one query."""
    door: _Door = shown.door
    totals = door.released.nationwide.by_area(
        shown.measure.categories[shown.source.slug], areas=Q(area_id__in=areas)
    )
    held: dict[int, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        held[area][start, months] = count
    return dict(held)


def with_national_source() -> tuple[tuple[Dataset, Measure, Source], ...]:
    """Every measure that a source of the whole country has figures of, with that source."""
    return tuple(
        (dataset, measure, source)
        for dataset in datasets
        for source in dataset.sources
        if source.is_national
        for measure in dataset.measures
        if source.slug in measure.categories
    )


# --- The rows behind a figure ----------------------------------------------------------------
ROWS_ON_A_PAGE = 100


def provenance(
    shown: Figures, period: Period, *, area: Place, category: str = "", page: int = 1
) -> Provenance:
    """What stands behind one figure of `shown`; two queries, and one more for a category.

    NoSuch for a category that the measure does not have.
    """
    door: _Door = shown.door
    where = _narrowed(shown, category)
    if shown.gate:
        return _released_cells(shown, period, area=area, category=category, page=page)
    rows = door.released.rows(where, months=period.each_month, areas=_carrying(door.places, area))
    row_count = rows.count()
    pages = max(1, -(-row_count // ROWS_ON_A_PAGE))
    page = min(page, pages)
    fields = [dimension.field for dimension in shown.dataset.dimensions]
    first = (page - 1) * ROWS_ON_A_PAGE
    on_page = rows.order_by("start", "area__name", "area__code", *fields, "pk").values_list(
        "area_id",
        "area__code",
        "area__name",
        "start",
        "months",
        "count",
        "gap",
        "part_id",
        *fields,
    )[first : first + ROWS_ON_A_PAGE]
    revised = {(cell.part, cell.area, cell.start, cell.key) for cell in door.revised}
    figure = _behind(shown, period, area, category)
    assert not isinstance(figure.value, float)  # noqa: S101 - a cell of counts
    return Provenance(
        count=figure.value,
        marks=figure.marks,
        rows=tuple(_fact_row(shown, row, revised) for row in on_page),
        row_count=row_count,
        page=page,
        pages=pages,
        returns=_returns_of(door, period),
    )


def _released_cells(
    shown: Figures, period: Period, *, area: Place, category: str, page: int
) -> Provenance:
    """The finest released cells that a figure is of: the rows behind them are shown to nobody."""
    door: _Door = shown.door
    code_of = _codes_of_cells(door.places, door.released)
    names = {one.code: one.name for one in shown.places}
    within = _finest_within(shown, area)
    cells = [
        (names[code_of[place]], code_of[place], start, months, count_of(count, gap))
        for place, start, months, count, gap in door.released.cells(
            _narrowed(shown, category), months=period.each_month
        )
        .order_by("start", "area__name", "pk")
        .values_list("area_id", "start", "months", "count", "gap")
        for place in [place or NO_AREA]
        if code_of.get(place) in within
    ]
    pages = max(1, -(-len(cells) // ROWS_ON_A_PAGE))
    page = min(page, pages)
    first = (page - 1) * ROWS_ON_A_PAGE
    figure = _behind(shown, period, area, category)
    assert not isinstance(figure.value, float)  # noqa: S101 - a cell of counts
    labels = _labels_of(shown, category)
    return Provenance(
        count=figure.value,
        marks=figure.marks,
        rows=tuple(
            FactRow(
                area_code=code,
                area=name,
                period=Period(Month(start.year, start.month), months),
                categories=labels,
                count=count,
                part=0,
            )
            for name, code, start, months, count in cells[first : first + ROWS_ON_A_PAGE]
        ),
        row_count=len(cells),
        page=page,
        pages=pages,
        returns=_returns_of(door, period),
    )


def _finest_within(shown: Figures, area: Place) -> frozenset[str]:
    """The codes of the smallest places with released cells that `area` is made of."""
    if shown.lowest is PlaceKind.WHOLE:
        return frozenset({""})
    if area.kind is PlaceKind.WHOLE:
        kind = PlaceKind.WARD if shown.lowest is PlaceKind.WARD else PlaceKind.LOCALITY
        finest = {PlaceKind.ELSEWHERE, kind}
        return frozenset(one.code for one in shown.places if one.kind in finest)
    if area.kind is PlaceKind.LOCALITY and shown.lowest is PlaceKind.WARD:
        return frozenset(area.made_of)
    return frozenset({area.code})


def _labels_of(shown: Figures, category: str) -> tuple[str, ...]:
    """What cells of `category`, or of the whole measure, are of in each dimension."""
    return tuple(
        next(
            (one.label for one in shown.source.categories[dimension.field] if one.slug == category),
            shown.measure.title,
        )
        for dimension in shown.dataset.dimensions
    )


def _returns_of(door: _Door, period: Period) -> tuple[InUse, ...]:
    months = set(period.each_month)
    return tuple(one for one in door.released.supply.returns if not months.isdisjoint(one.months))


def _narrowed(shown: Figures, category: str) -> Mapping[str, Collection[str]]:
    where = shown.measure.categories[shown.source.slug]
    if not category:
        return where
    dimension = dimension_of(shown, category)
    return {**where, dimension: (category,)}


def dimension_of(shown: Figures, category: str) -> str:
    """The dimension that has `category` in this source. NoSuch where none has."""
    for dimension, listed in shown.source.categories.items():
        wanted = shown.measure.categories[shown.source.slug].get(dimension)
        if category in {one.slug for one in listed if wanted is None or one.slug in wanted}:
            return dimension
    raise NoSuch(f"{shown.measure.title} has no category “{category}” in this source.")


def _behind(shown: Figures, period: Period, area: Place, category: str) -> Cell:
    if not category:
        return shown.cell(period, area=area)
    held = breakdown(shown, dimension_of(shown, category), area=area, periods=(period,))
    return held.cell(period, category=category)


def _fact_row(shown: Figures, row: tuple, revised: Collection[tuple]) -> FactRow:
    area, code, name, start, months, count, gap, part, *categories = row
    period = Period(Month(start.year, start.month), months)
    is_revised = gap is None and (part, area, start, key_of(categories)) in revised
    is_provisional = gap is None and shown.is_provisional((period,))
    labels = (
        {one.slug: one.label for one in shown.source.categories[dimension.field]}.get(slug, slug)
        for dimension, slug in zip(shown.dataset.dimensions, categories, strict=True)
    )
    return FactRow(
        area_code=code,
        area=name,
        period=period,
        categories=tuple(labels),
        count=count if gap is None else Gap(gap),
        part=part,
        marks=frozenset(
            ({Mark.REVISED} if is_revised else set())
            | ({Mark.PROVISIONAL} if is_provisional else set())
        ),
    )
