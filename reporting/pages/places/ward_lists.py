"""All wards of a partnership, by locality, each with its newest number; no medium."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from measures.counts import Gap
from partnership.list_filters import Facet, ListFilter, filtered
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from partnership.places.followed_wards import Followed, followed
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.newest import newest_period
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell
from reporting.content.selection import Selection
from reporting.narrative.place_page import words
from reporting.pages.measure.page import measure_shown
from reporting.pages.places.shapes import Shape, short_shape
from reporting.queries import figures as queries


@dataclass(frozen=True)
class WardRow:
    """A ward with the newest number of the measure, the one before and the verdict."""

    place: Place
    now: Cell
    then: Cell
    shape: Shape | None


@dataclass(frozen=True)
class GroupOfWards:
    """The wards of a locality; of none where `locality` is None."""

    locality: Place | None
    rows: tuple[WardRow, ...]


@dataclass(frozen=True)
class EveryWard:
    """The list: which measure its numbers are of, `now` and `then` when."""

    measure: str
    to: str
    now: str
    then: str
    groups: tuple[GroupOfWards, ...]
    sources: str
    caution: str
    made_up: str
    followed: tuple[Followed, ...]


def every_ward(partnership: Partnership, *, viewer: Viewer, asked: Selection) -> EveryWard:
    """Every ward of today with the first main measure that is counted by ward."""
    every = queries.main_figures(
        partnership=partnership,
        viewer=viewer,
        period=asked.period,
        as_at=asked.moment,
        written_as_at=asked.as_at,
    )
    figures = next((one for one in every if one.reaches(PlaceKind.WARD)), every[0])
    shown = measure_shown(
        figures, period=asked.period or newest_period(figures), against=asked.against
    )
    rows = {row.place.code: row for row in shown.ward_rows} if shown else {}
    made = {
        code: WardRow(
            row.place,
            figures.cell(row.comparison.period, area=row.place),
            narrative.then_cell(figures, row.comparison, area=row.place),
            short_shape(row.comparison.change),
        )
        for code, row in rows.items()
    }
    is_made_up = any(row.now.is_illustrative for row in made.values())
    return EveryWard(
        measure=figures.measure.title,
        to=shown.to if shown else "",
        now=narrative.capital(narrative.named(shown.told)) if shown else "",
        then=narrative.capital(narrative.base_named(shown.headline_comparison)) if shown else "",
        groups=tuple(_groups(figures, made)),
        sources=words.sources([figures]) if shown else "",
        caution=narrative.town_centre(figures.wards),
        made_up=words.made_up([figures.measure.title], figures.whole) if is_made_up else "",
        followed=followed(partnership, viewer=viewer),
    )


def narrowed(seen: EveryWard, asked: Mapping[str, str]) -> tuple[EveryWard, ListFilter]:
    """The wards of the locality, and with the words, that the address asks for."""
    rows, list_filter = filtered(
        [(group.locality, row) for group in seen.groups for row in group.rows],
        asked,
        Facet("locality", "Locality", lambda each: each[0].name if each[0] else "In no locality"),
        words=lambda each: each[1].place.name,
    )
    left = {row.place.code for _, row in rows}
    groups = (
        replace(group, rows=tuple(row for row in group.rows if row.place.code in left))
        for group in seen.groups
    )
    return replace(seen, groups=tuple(group for group in groups if group.rows)), list_filter


def _groups(figures: Figures, made: dict[str, WardRow]) -> Iterator[GroupOfWards]:
    left = dict.fromkeys(ward.code for ward in figures.wards)
    for locality in figures.localities:
        codes = [code for code in left if code in locality.made_of]
        for code in codes:
            del left[code]
        if codes:
            yield GroupOfWards(locality, _rows(figures, codes, made))
    if left:
        yield GroupOfWards(None, _rows(figures, list(left), made))


def _rows(figures: Figures, codes: list[str], made: dict[str, WardRow]) -> tuple[WardRow, ...]:
    by_code = {ward.code: ward for ward in figures.wards}
    nothing = Cell(Gap.NOT_SUPPLIED)
    rows = [made.get(code) or WardRow(by_code[code], nothing, nothing, None) for code in codes]
    return tuple(sorted(rows, key=lambda row: row.place.name))
