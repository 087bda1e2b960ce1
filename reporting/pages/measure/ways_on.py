"""Where the short page of a measure leads on to, each way with what stands there."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.models import Partnership
from partnership.page_parts import Way
from partnership.people.permissions import Viewer
from partnership.places.followed_wards import Followed
from reporting import narrative
from reporting.analysis.places import PlaceKind
from reporting.pages.asked import asked_about
from reporting.pages.measure.page import MeasureShown
from reporting.queries.benchmarks import comparable


def ways(
    shown: MeasureShown,
    *,
    partnership: Partnership,
    viewer: Viewer,
    base: str,
    mine: Followed | None,
) -> tuple[Way, ...]:
    """The ways on from a measure, below the partnership's address `base`; two queries at most."""
    here = f"{base}{shown.figures.measure_id}/"
    query = shown.selection.but(sort="").query
    area = shown.area.code if shown.area else ""
    asked = asked_about(partnership, viewer=viewer, measure=shown.figures.measure_id, area=area)
    return (
        *_of_places(shown, base, here, mine),
        *_of_types(shown, here, query),
        *_of_others(shown, base),
        *((asked.way,) if asked else ()),
        Way("Earlier years", f"{here}history/?{query}", "Years, half-years, months out of range"),
        Way("How we know", f"{here}how-we-know/?{query}", "Counting, scatter, gaps, changes"),
    )


def _of_places(shown: MeasureShown, base: str, here: str, mine: Followed | None) -> Iterator[Way]:
    figures, area = shown.figures, shown.area
    whole = shown.selection.but(sort="", area="").query
    if area is not None:
        yield Way(f"All of {figures.partnership}", f"{here}?{whole}", "The same for the whole")
    if area is not None and area.to:
        yield Way(area.name, f"{base}{area.to}", "Every measure of this place")
    own = next((ward for ward in figures.wards if mine and ward.code == mine.code), None)
    is_by_ward = figures.tells(PlaceKind.WARD, shown.told)
    if own is not None and own != area and is_by_ward:
        cell = figures.cell(shown.told, area=own)
        note = f"{own.name}: {cell.text} {narrative.noun_for(figures, cell)}"
        yield Way("In my ward", f"{base}{own.to}", note)
    if is_by_ward and figures.wards:
        count = len(figures.wards)
        yield Way(f"All {count} wards", f"{here}wards/?{whole}", "Map, ranks and table")
    if figures.tells(PlaceKind.LOCALITY, shown.told) and figures.localities:
        names = ", ".join(place.name for place in figures.localities)
        yield Way("The localities", f"{here}localities/?{whole}", names)


def _of_types(shown: MeasureShown, here: str, query: str) -> Iterator[Way]:
    if not shown.types:
        return
    named = " and ".join(of_type.breakdown.dimension.title.lower() for of_type in shown.types)
    rows = sum(len(of_type.rows) for of_type in shown.types)
    yield Way(f"By {named}", f"{here}types/?{query}", f"{rows} types")


def _of_others(shown: MeasureShown, base: str) -> Iterator[Way]:
    measure_id = shown.figures.measure_id
    if any(f"{dataset.app}/{one.slug}" == measure_id for dataset, one, _ in comparable()):
        yield Way(
            "Compared with other partnerships",
            f"{base}benchmarks/?measure={measure_id}",
            "The police force’s area and chosen groups",
        )
    yield Way(
        "Two figures side by side",
        f"{base}compare/?left={measure_id},{shown.told.code}",
        "Any period, place or measure",
    )
