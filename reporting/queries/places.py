"""The places of a partnership as figures have them: their codes, residents, ground and areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date

from django.db.models import Q

from measures.aggregation import added
from measures.counts import Count, Gap
from measures.periods import Month
from measures.series import Span
from partnership import clock
from partnership.kinds import Level
from partnership.models import Area, Partnership, WardSet
from partnership.places import boundaries
from partnership.places.geography import Geography
from partnership.places.ground import Ground
from reporting.analysis.figures import Figures
from reporting.analysis.places import (
    ALL_OF_IT,
    ELSEWHERE,
    FORMER_WARDS,
    GIVEN,
    NOT_PLACED,
    Place,
    PlaceKind,
    Residents,
)
from reporting.analysis.series import Series
from reporting.queries.measures import NoSuch
from reporting.queries.reading import Reading
from returns.catalogue.declarations import Source
from returns.disclosure.released import (
    EVERYWHERE,
    Released,
    Totals,
)
from returns.disclosure.table import ELSEWHERE as NO_AREA


def wards_with(partnership: Partnership, code: str) -> str:
    """A day on which the ward `code` stood, or will; blank for a ward of today, and for none."""
    today = clock.today()
    sets = WardSet.objects.filter(partnership=partnership, wards__code=code)
    spells = list(sets.order_by("-valid_from").values_list("valid_from", "valid_to"))
    if not spells or any(since <= today < (until or date.max) for since, until in spells):
        return ""
    return spells[0][0].isoformat()


def codes_of_cells(places: Geography, tables: Released) -> Mapping[int, str]:
    """By the area of a released cell, the code of the place that it is for.

    A ward that has become another with the same extent is the same place. Where localities are
    the finest, what lies in none is “elsewhere” only if every ward lies in one.
    """
    wards = {ward.pk: ward.code for ward in places.wards}
    codes = {area: wards[ward] for area, ward in places.ward_of.items()} | wards
    codes |= {locality.pk: locality.code for locality in places.localities}
    codes[places.partnership_area.pk] = ""
    if tables.finest_area is Level.WARD or places.locality_of.keys() >= wards.keys():
        codes[NO_AREA] = places.not_placed.code if places.not_placed else NOT_PLACED
    return codes


def by_place(totals: Totals, code_of: Callable[[int], str]) -> dict[str, Series]:
    """Counts by the code of the place that they are stored under."""
    gathered: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        series, span = gathered[code_of(area)], (start, months)
        series[span] = added(series[span], count) if span in series else count
    return dict(gathered)


def with_given(counts: Mapping[str, Series], given: Mapping[Span, int]) -> Mapping[str, Series]:
    """`counts` with given totals of the whole, where nothing is missing but what is hidden."""
    gaps: dict[Span, set[Gap]] = defaultdict(set)
    for series in counts.values() if given else ():
        for span, count in series.items():
            if isinstance(count, Gap):
                gaps[span].add(count)
    told = {span: count for span, count in given.items() if gaps[span] == {Gap.HIDDEN}}
    return {**counts, GIVEN: told} if told else counts


def cells_by_place(totals: Totals, code_of: Mapping[int, str]) -> dict[str, Series]:
    """The same of released cells, of which some are for areas that are no place."""
    cells: dict[str, dict[tuple[int, int], Count]] = defaultdict(dict)
    for (area, start, months), count in totals.items():
        if area in code_of:
            cells[code_of[area]][start, months] = count
    return dict(cells)


def ground_of(reading: Reading) -> Ground:
    """Where the wards of these figures lie; one query."""
    return boundaries.ground(reading.tables.partnership, reading.geography)


def place_named(shown: Figures, written: str) -> Place:
    """The place of that code or name, the whole for a blank. NoSuch where there is none."""
    try:
        return shown.place(written) if written else shown.whole
    except KeyError:
        raise NoSuch(f"{shown.partnership} has no area “{written}”.") from None


LOWEST = {
    Level.WARD: PlaceKind.WARD,
    Level.LSOA: PlaceKind.WARD,
    Level.LOCALITY: PlaceKind.LOCALITY,
}


def codes_of(places: Geography) -> Callable[[int], str]:
    """From the id of an area to the code that its figures are stored under."""
    codes = {place.pk: place.code for place in (*places.wards, *places.localities)}
    codes[places.partnership_area.pk] = ALL_OF_IT
    codes |= dict.fromkeys(places.former_wards, FORMER_WARDS)
    return lambda area: codes.get(places.ward_of.get(area, area), ELSEWHERE)


def unavailable(places: Geography, source: Source, counts: Mapping[str, Series]) -> frozenset[str]:
    """The codes of the wards that a source by LSOA can't tell of, and of localities with one.

    A ward in which no LSOA is placed has no rows whatever happens there, unless a return gave its
    figures by ward.
    """
    if source.area_level is not Level.LSOA:
        return frozenset()
    missing = {
        ward.pk: ward.code
        for ward in places.wards
        if ward.pk in places.wards_without_lsoa and ward.code not in counts
    }
    of_missing = {places.locality_of.get(ward) for ward in missing}
    localities = (
        locality.code
        for locality in places.localities
        if locality.pk in of_missing and locality.code not in counts
    )
    return frozenset((*missing.values(), *localities))


def with_residents(
    places: Geography, partnership: Partnership, months: Collection[Month]
) -> tuple[Place, ...]:
    years = {month.financial_year for month in months}
    codes = {ward.pk: ward.code for ward in places.wards}

    def place(area: Area, kind: PlaceKind, code: str, made_of: Iterable[str]) -> Place:
        by_year = {year: places.population(area, year) for year in years}
        return Place(
            code=code,
            name=area.name,
            kind=kind,
            made_of=tuple(made_of),
            is_town_centre=area.is_town_centre,
            illustrative=area.illustrative,
            residents={
                year: Residents(used.count, used.year, used.source)
                for year, used in by_year.items()
                if used
            },
        )

    whole = place(places.partnership_area, PlaceKind.WHOLE, "", codes.values())
    return (
        Place(
            "", partnership.short_name, PlaceKind.WHOLE, whole.made_of, residents=whole.residents
        ),
        *(
            place(
                locality,
                PlaceKind.LOCALITY,
                locality.code,
                (codes[pk] for pk in places.wards_in(locality)),
            )
            for locality in places.localities
        ),
        *(place(ward, PlaceKind.WARD, ward.code, (ward.code,)) for ward in places.wards),
        Place(
            places.not_placed.code if places.not_placed else NOT_PLACED,
            Level.NOT_PLACED.label,
            PlaceKind.ELSEWHERE,
            (ELSEWHERE,),
        ),
    )


def area_of_cells(places: Geography, area: Place) -> int | None:
    """The area whose released cells are those of a place; None for what lies in none."""
    match area.kind:
        case PlaceKind.WHOLE:
            return places.partnership_area.pk
        case PlaceKind.ELSEWHERE:
            return None
        case _:
            named = (*places.localities, *places.wards)
            return next(place.pk for place in named if place.code == area.code)


def carrying(places: Geography, area: Place) -> Q:
    """The areas whose facts count towards `area`."""
    codes = {ward.pk: ward.code for ward in places.wards}
    match area.kind:
        case PlaceKind.WHOLE:
            return EVERYWHERE
        case PlaceKind.ELSEWHERE:
            named = (*places.localities, places.partnership_area)
            return ~Q(area_id__in=[*places.ward_of, *(outer.pk for outer in named)])
        case _:
            # A source has facts for localities or for what lies in their wards, never for both.
            itself = (locality.pk for locality in places.localities if locality.code == area.code)
            carriers = (pk for pk, ward in places.ward_of.items() if codes[ward] in area.made_of)
            return Q(area_id__in=[*itself, *carriers])
