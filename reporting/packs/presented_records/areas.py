"""The operating areas on the map of the wards, or as boxes where no outlines are loaded."""

from __future__ import annotations

from collections.abc import Sequence

from partnership import clock
from partnership.places.boundaries import ground
from partnership.places.geography import Geography, geography
from partnership.places.ground import Drawn, Ground
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import AreaMap, Card, Cards, MapArea, MapGroup
from reporting.packs.presented_records import area_words as say
from reporting.packs.presented_records import making
from reporting.packs.presented_records.area_words import Operating
from reporting.packs.sections.registry import Context, DataMissing, Presented

MOST_CARDS = 6


def present(context: Context) -> Presented:
    """The map with the wards of each area listed beside it, or a box for each area."""
    places = geography(context.partnership, on=clock.day_of(context.at))
    if not places.localities:
        raise DataMissing(say.NONE)
    areas = _operating(places)
    place = context.partnership.short_name
    lie = ground(context.partnership, places)
    if lie.outlines:
        return Presented((_on_map(areas, places, lie, place),))
    groups = making.spread(areas, MOST_CARDS)
    return Presented(
        tuple(_as_boxes(areas, group, number, places, place) for number, group in enumerate(groups))
    )


def ornament(context: Context) -> AreaMap | None:
    """The wards by operating area for the cover; None where no outlines are loaded."""
    places = geography(context.partnership, on=clock.day_of(context.at))
    lie = ground(context.partnership, places)
    return AreaMap(_outlines(places, lie)) if lie.outlines else None


def _operating(places: Geography) -> tuple[Operating, ...]:
    names = {ward.pk: ward.name for ward in places.wards}
    letters = _letters([locality.name for locality in places.localities])
    return tuple(
        Operating(
            letter,
            locality.name,
            tuple(sorted(names[ward] for ward in places.wards_in(locality))),
            locality.illustrative,
        )
        for locality, letter in zip(places.localities, letters, strict=True)
    )


def _letters(names: Sequence[str]) -> tuple[str, ...]:
    """The first letter of each name, or numbers where two begin alike."""
    letters = tuple(name[:1].upper() for name in names)
    if len(set(letters)) == len(letters):
        return letters
    return tuple(str(number) for number in range(1, len(names) + 1))


def _on_map(areas: tuple[Operating, ...], places: Geography, lie: Ground, place: str) -> PanelSlide:
    groups = tuple(MapGroup(area.letter, area.name, area.wards) for area in areas)
    shown = Shown(
        say.heading(place),
        AreaMap(_outlines(places, lie), groups),
        say.alternative(areas),
        is_illustrative=any(area.made_up for area in areas),
    )
    return PanelSlide(
        key="areas",
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(areas, len(places.wards)),
        shown=(shown,),
        source=say.source(lie.credit, areas),
        notes=say.notes(areas, len(places.wards), on_map=True),
    )


def _outlines(places: Geography, lie: Ground) -> tuple[MapArea, ...]:
    """Every ward; those that lie in no area belong to a group of their own, the last."""
    numbers = {locality.pk: number for number, locality in enumerate(places.localities)}
    last = len(numbers)
    return tuple(
        MapArea(
            ward.name,
            _rings(lie.outlines[ward.code]),
            numbers.get(places.locality_of.get(ward.pk, 0), last),
        )
        for ward in places.wards
        if ward.code in lie.outlines
    )


def _rings(polygons: Drawn) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(
        tuple((float(corner[0]), float(corner[1])) for corner in ring)
        for polygon in polygons
        for ring in polygon
    )


def _as_boxes(
    areas: tuple[Operating, ...],
    shown: Sequence[Operating],
    number: int,
    places: Geography,
    place: str,
) -> PanelSlide:
    cards = Cards(
        tuple(Card(area.name, phrase(making.list_of(area.wards)), area.letter) for area in shown)
    )
    is_first = number == 0
    return PanelSlide(
        key=making.keyed("areas", number),
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(areas, len(places.wards)) if is_first else say.further_title(shown),
        shown=(
            Shown(
                say.heading(place) if is_first else say.further_heading(shown),
                cards,
                say.alternative(shown),
                is_illustrative=any(area.made_up for area in shown),
            ),
        ),
        source=say.source("", areas),
        notes=say.notes(areas, len(places.wards), on_map=False)
        if is_first
        else say.further_notes(shown),
    )
