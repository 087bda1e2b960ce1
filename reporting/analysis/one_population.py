"""One population for a page on which wards stand beside the whole; knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind, Residents


def by_residents_of_wards(figures: Figures) -> Figures:
    """The whole with the residents of its wards, where theirs are of another year than its own.

    So that a rate of the whole and those of its wards can be read beside one another.
    """
    residents = _of_wards(figures)
    if not residents:
        return figures
    places = tuple(
        replace(place, residents={**place.residents, **residents})
        if place.kind is PlaceKind.WHOLE
        else place
        for place in figures.places
    )
    return replace(figures, places=places)


def _of_wards(figures: Figures) -> Mapping[int, Residents]:
    """By financial year, where every ward has them of one year, which is not that of the whole."""
    return {
        year: added
        for year, own in figures.whole.residents.items()
        if (added := _added(figures.wards, year)) and added.year != own.year
    }


def _added(wards: tuple[Place, ...], year: int) -> Residents | None:
    known = [found for ward in wards if (found := ward.residents.get(year))]
    years = {found.year for found in known}
    if not known or len(known) < len(wards) or len(years) > 1:
        return None
    return replace(known[0], count=sum(found.count for found in known))
