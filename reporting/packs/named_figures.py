"""Names what the figures of a pack are of, so that a frozen one knows them for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from partnership.kinds import Level
from partnership.models import Area, Partnership
from reporting.analysis.figures import Figures
from reporting.analysis.places import PlaceKind
from reporting.content.description import Provenance
from reporting.content.frozen import FrozenArea, FrozenMeasure, FrozenPack, cells
from reporting.export.figures.names import PARTNERSHIP, plain
from reporting.export.figures.standing import standings
from reporting.packs.numbers import Numbers
from reporting.queries.measures import NoSuch, described
from reporting.queries.places import place_named

_GSS = re.compile(r"[A-Z]\d{8}")
_LEVELS = {
    PlaceKind.WHOLE: Level.PARTNERSHIP.label,
    PlaceKind.LOCALITY: Level.LOCALITY.label,
    PlaceKind.WARD: Level.WARD.label,
    PlaceKind.ELSEWHERE: Level.NOT_PLACED.label,
}


def with_names(pack: FrozenPack, numbers: Numbers) -> FrozenPack:
    """The pack with the names of the measures and areas that its figures are of."""
    found = dict.fromkeys(cell.provenance for cell in cells(pack.sections))
    walked = [provenance for provenance in found if provenance is not None]
    return replace(
        pack,
        areas=(*_areas(walked, numbers), *_others(pack, numbers.partnership)),
        measures=_measures(walked),
    )


def _others(pack: FrozenPack, partnership: Partnership) -> tuple[FrozenArea, ...]:
    """The partnerships that ours stands beside, whose figures have no address here."""
    rows = {plain(one.row) for one in standings(pack) if one.across == PARTNERSHIP}
    if not rows:
        return ()
    level = Level.PARTNERSHIP
    found = Area.objects.filter(level=level, name__in=rows).exclude(pk=partnership.area_id)
    return tuple(
        FrozenArea(one.code, one.name, level.label, one.code if _GSS.fullmatch(one.code) else "")
        for one in found.order_by("code")
    )


def _measures(walked: Iterable[Provenance]) -> tuple[FrozenMeasure, ...]:
    named: dict[tuple[str, str, str], FrozenMeasure] = {}
    for one in walked:
        key = (one.measure, one.source, one.category)
        if key not in named:
            try:
                named[key] = described(*key)
            except NoSuch:
                continue
    return tuple(named[key] for key in sorted(named))


def _areas(walked: Iterable[Provenance], numbers: Numbers) -> tuple[FrozenArea, ...]:
    by_measure: dict[str, Figures] = {}
    for figures in numbers.read:
        by_measure.setdefault(figures.measure_id, figures)
    named: dict[str, FrozenArea] = {}
    for one in walked:
        if one.measure in by_measure and one.area not in named:
            try:
                area = _area(by_measure[one.measure], one.area, numbers.partnership)
            except NoSuch:  # a ward of another day than those of the figures
                continue
            named[one.area] = area
    return tuple(named[code] for code in sorted(named))


def _area(figures: Figures, code: str, partnership: Partnership) -> FrozenArea:
    place = place_named(figures, code)
    if place.kind is PlaceKind.WHOLE:
        return FrozenArea(code, partnership.short_name, _LEVELS[place.kind], partnership.code)
    gss = place.code if _GSS.fullmatch(place.code) else ""
    return FrozenArea(code, place.name, _LEVELS[place.kind], gss)
