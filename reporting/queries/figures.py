"""The only reader of released tables: figures for a partnership, a viewer and a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from measures.aggregation import Where
from measures.counts import Gap
from measures.periods import Month, Period
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from reporting.analysis.figures import Figures
from reporting.analysis.places import (
    Place,
    PlaceKind,
)
from reporting.analysis.supplied import Gate, Origin, OtherSource
from reporting.content.number_formats import day
from reporting.content.selection import LONDON
from reporting.queries.main_sources import months_of_main
from reporting.queries.measures import all_datasets, find
from reporting.queries.opening import Asked, Opened, opened
from reporting.queries.places import (
    LOWEST,
    by_place,
    cells_by_place,
    codes_of_cells,
    unavailable,
    with_given,
    with_residents,
)
from reporting.queries.reading import Reading
from reporting.queries.revised import revised_by_place
from returns.catalogue.declarations import NOT_STATED, Dataset, Measure, Source
from returns.catalogue.definitions import Agreed, OfSource
from returns.catalogue.disclosure_rules import Rule
from returns.catalogue.recording import of_measure
from returns.catalogue.supply import NO_SUPPLY, InUse, Supply
from returns.disclosure import words as disclosure_words
from returns.disclosure.released import (
    Released,
    RevisedCell,
    Totals,
    released,
)
from returns.in_use.given_totals import Wholes


def figures(
    measure_id: str,
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Figures:
    """The figures of a measure, read as in `reading`."""
    return reading(
        measure_id,
        partnership=partnership,
        viewer=viewer,
        source=source,
        period=period,
        as_at=as_at,
        written_as_at=written_as_at,
        wards=wards,
    ).figures


def reading(
    measure_id: str,
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Reading:
    """The figures of a measure, from its main source at `as_at` unless another is named.

    Where the main source changes, from the one of `period`; without one from the newest that has
    figures. They are then of the months for which it is the main one, and of no others.
    NoSuch for a measure or a source that does not exist, PermissionDenied for a viewer who may
    not see them. `written_as_at` is the moment as addresses shall have it, `wards` a day whose
    wards they are shown by. Eight queries.
    """
    dataset, measure = find(measure_id)
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    written = written_as_at or (as_at.isoformat() if as_at else "")
    of_dataset = opened([dataset], Asked(partnership, as_at, written, wards))[dataset.slug]
    chosen = of_dataset.source_of(measure, source, period)
    (read,) = _readings(of_dataset, chosen, [measure], of_main=not source)
    return read


def every_measure(
    of: Iterable[Dataset],
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Iterator[Figures]:
    """The figures of every measure of some datasets, read as in `every_reading`."""
    for read in every_reading(
        of,
        partnership=partnership,
        viewer=viewer,
        source=source,
        period=period,
        as_at=as_at,
        written_as_at=written_as_at,
        wards=wards,
    ):
        yield read.figures


def every_reading(
    of: Iterable[Dataset],
    *,
    partnership: Partnership,
    viewer: Viewer,
    source: str | None = None,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> Iterator[Reading]:
    """The figures of every measure of some datasets; one query a dataset, and eight to begin.

    Each from its main source, as in `reading`; or from `source`, where the measures that have no
    such source are left out. Now, unless a moment is given, which is written as in `reading`; so
    is `wards`.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    datasets = tuple(of)
    of_datasets = opened(datasets, Asked(partnership, as_at, written_as_at, wards))
    for dataset in datasets:
        by_source = defaultdict(list)
        for measure in dataset.measures:
            if source is None or source in measure.categories:
                chosen = of_datasets[dataset.slug].source_of(measure, source, period)
                by_source[chosen.slug].append(measure)
        found = {
            read.figures.measure.slug: read
            for slug, measures in by_source.items()
            for read in _readings(
                of_datasets[dataset.slug], dataset.source(slug), measures, of_main=source is None
            )
        }
        yield from (found[measure.slug] for measure in dataset.measures if measure.slug in found)


def main_figures(
    *,
    partnership: Partnership,
    viewer: Viewer,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
) -> tuple[Figures, ...]:
    """The figures of `main_measures`, in their order, read as in `main_readings`."""
    found = main_readings(
        partnership=partnership,
        viewer=viewer,
        period=period,
        as_at=as_at,
        written_as_at=written_as_at,
    )
    return tuple(read.figures for read in found)


def main_readings(
    *,
    partnership: Partnership,
    viewer: Viewer,
    period: Period | None = None,
    as_at: datetime | None = None,
    written_as_at: str = "",
    wards: str = "",
) -> tuple[Reading, ...]:
    """The `main_measures`, in their order; one query each, and eight to begin.

    Each from its main source, as in `reading`; so is `wards`.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    of_datasets = opened(all_datasets(), Asked(partnership, as_at, written_as_at, wards))
    found: list[Reading] = []
    for known in of_datasets.values():
        main = known.dataset.measures[0]
        found += _readings(known, known.source_of(main, None, period), [main], of_main=True)
    return tuple(found)


def _readings(
    opened: Opened, source: Source, measures: Sequence[Measure], *, of_main: bool
) -> list[Reading]:
    """The figures of some measures of one source, those that were read before as they were.

    `of_main` where nobody named the source.
    """
    keeps, dataset = opened.keeper, opened.dataset.slug
    keys = {
        measure.slug: ("reading", opened.asked.key, dataset, source.slug, measure.slug, of_main)
        for measure in measures
    }
    found = {slug: keeps.find(key) for slug, key in keys.items()}
    anew = [measure for measure in measures if found[measure.slug] is None]
    if anew:
        for measure, read in zip(anew, _read(opened, source, anew, of_main=of_main), strict=True):
            found[measure.slug] = keeps.keep(keys[measure.slug], read)
    return [found[measure.slug] for measure in measures]


def _read(
    opened: Opened, source: Source, measures: Sequence[Measure], *, of_main: bool
) -> list[Reading]:
    """One query for all, and one of what is revised; one more where the source has a rule."""
    asked, supply = opened.asked, opened.supply.get(source.slug, NO_SUPPLY)
    tables = released(
        opened.dataset, source, partnership=asked.partnership, as_at=opened.at, supply=supply
    )
    wheres = [measure.categories[source.slug] for measure in measures]
    totals = _totals(tables, wheres)
    revised = tables.each_revised(wheres)
    given = tables.given_wholes(wheres)
    all_figures = [
        _of_totals(
            opened,
            tables,
            measure,
            totals[n],
            revised=revised[n],
            given=given[n],
            of_main=of_main,
        )
        for n, measure in enumerate(measures)
    ]
    return [
        Reading(found, tables, opened.places, cells)
        for found, cells in zip(all_figures, revised, strict=True)
    ]


def _of_totals(
    opened: Opened,
    tables: Released,
    measure: Measure,
    totals: Totals,
    *,
    revised: tuple[RevisedCell, ...],
    given: Wholes,
    of_main: bool,
) -> Figures:
    dataset, chosen, supply = tables.dataset, tables.source, tables.supply
    supplied_to = LOWEST.get(chosen.area_level, PlaceKind.WHOLE)
    gate = _gate(opened, dataset, tables, totals, supplied_to) if tables.is_ruled else None
    counts = {} if gate else with_given(by_place(totals, opened.code_of), given)
    months = _months_with_counts(totals) if chosen.is_national else supply.months
    changing = opened.changing(measure)
    if of_main:
        months = months_of_main(changing, chosen, months)
    return Figures(
        dataset=dataset,
        measure=measure,
        source=chosen,
        partnership=opened.asked.partnership.short_name,
        places=_places(opened, chosen, supply.months),
        months_supplied=months,
        counts=counts,
        lowest=LOWEST.get(tables.finest_area, PlaceKind.WHOLE) if gate else supplied_to,
        at=clock.as_dated(opened.at),
        ward_set=opened.places.ward_set_name,
        is_by_wards_of_today=opened.places.is_of_today,
        other_wards=opened.places.other_sets,
        returns=tuple(_origin(of_return) for of_return in supply.returns),
        other_sources=_other_sources(dataset, measure, chosen, opened.supply),
        counted_under=_counted_under(
            supply, OfSource.among(opened.definitions, dataset, chosen), measure
        ),
        provisional=supply.provisional,
        without_place=supply.without_place,
        unavailable=unavailable(opened.places, chosen, counts),
        revised=revised_by_place(revised, opened.code_of),
        recorded=of_measure(opened.recorded, dataset, measure.slug),
        known=tuple(known for of_return in supply.returns for known in of_return.known),
        gate=gate,
        stretches=changing,
        of_main=bool(changing) and of_main,
        as_at=opened.asked.written_as_at,
        wards_of=opened.asked.wards,
    )


def _gate(
    opened: Opened, dataset: Dataset, tables: Released, totals: Totals, supplied_to: PlaceKind
) -> Gate:
    """What of a source with a rule may be shown."""
    return Gate(
        cells=cells_by_place(totals, codes_of_cells(opened.places, tables)),
        version=tables.supply.version,
        sentences=disclosure_words.in_force(tables.rule, dataset=dataset, source=tables.source),
        supplied_to=supplied_to,
        months=tables.rule.finest.months,
        is_rounded=tables.rule.rule is Rule.NHS,
    )


def _months_with_counts(totals: Totals) -> frozenset[Month]:
    """The months with figures: a file for the whole country may leave a partnership out."""
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
    if not defined.agreements:
        return {}
    by_id = {definition.pk: definition for definition in defined.agreements}
    wanted = measure.categories[defined.source.slug]
    named = {slug for slugs in wanted.values() for slug in slugs}
    of_measure = [
        category
        for dimension, listed in defined.source.categories.items()
        for category in listed
        if category.refused_because and (dimension not in wanted or category.slug in named)
    ]
    by_month: dict[Month, set[Agreed]] = {month: set() for month in supply.months}
    for of_return in supply.returns:
        for month in of_return.months:
            if of_return.definition is not None and month in by_month:
                by_month[month].add(by_id[of_return.definition])
    for month, rest_on in by_month.items():
        meanings = (defined.of_category(category.slug, month) for category in of_measure)
        rest_on.update(meaning for meaning in meanings if meaning)
    return {month: frozenset(rest_on) for month, rest_on in by_month.items()}


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
    results = [next(read) for _ in wheres]
    for totals, several in zip(results, silent, strict=True):
        for _ in several:
            unknown = [key for key, count in next(read).items() if count and key not in totals]
            totals.update(dict.fromkeys(unknown, Gap.NOT_SUPPLIED))
    return results


def _silent(tables: Released, where: Where) -> Iterator[Where]:
    """What to count as well as `where`: rows that may belong to it but do not say so."""
    for dimension, slugs in where.items():
        is_silent = tables.source.may_leave_out(dimension) or tables.supply.has_mapped
        if is_silent and NOT_STATED.slug not in slugs:
            yield {**where, dimension: (NOT_STATED.slug,)}


def _places(opened: Opened, source: Source, months: Collection[Month]) -> tuple[Place, ...]:
    """The partnership's places, worked out once for a source."""
    if source.slug not in opened.shown_places:
        opened.shown_places[source.slug] = with_residents(
            opened.places, opened.asked.partnership, months
        )
    return opened.shown_places[source.slug]


def _origin(in_use: InUse) -> Origin:
    return Origin(
        of_return=in_use.of_return,
        origin=in_use.origin,
        name=in_use.name,
        supplied_by=in_use.supplied_by,
        received=day(in_use.received_on),
        accepted_by=in_use.accepted_by,
        accepted=day(in_use.accepted_at.astimezone(LONDON)),
        illustrative=in_use.illustrative,
        months=in_use.months,
        origin_name=in_use.origin_name,
    )
