"""Wards on a map: the number and the look of each, from the rows of the table; no drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from measures.change import Change, Difference, Direction
from measures.counts import Gap
from partnership.places.ground import Drawn, Ground
from reporting import narrative
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.charts.tiles import Tiles, in_order, laid_out
from reporting.content.description import (
    Cell,
    Column,
    Link,
    Row,
    Style,
    Table,
    illustrative_mark,
    marked,
    worked_out,
)
from reporting.content.number_formats import fine_enough
from reporting.narrative import maps as map_words
from reporting.narrative import verdicts

# More bands of one colour than these cannot be told apart.
BANDS = 4


class Colouring(Enum):
    """What the colour of a ward tells; the value is as addresses have it."""

    CHANGE = "change"
    RATE = "rate"


class Form(Enum):
    """How wards are drawn; the value is as addresses have it."""

    TILES = "tiles"
    OUTLINES = "outlines"


class Paint(Enum):
    """The look of a ward. What has no number is patterned, never white."""

    FAR_FEWER = "far-fewer"
    FEWER = "fewer"
    SAME = "same"
    MORE = "more"
    FAR_MORE = "far-more"
    BAND_1 = "band-1"
    BAND_2 = "band-2"
    BAND_3 = "band-3"
    BAND_4 = "band-4"
    TOWN_CENTRE = "town-centre"
    NOT_COMPARED = "not-compared"
    GAP = "gap"
    REST = "rest"


@dataclass(frozen=True)
class WardOnMap:
    """One ward: `cell` is the number that stands in it, `finding` what it says in words."""

    code: str
    name: str
    paint: Paint
    finding: str
    cell: Cell | None = None
    to: str = ""


@dataclass(frozen=True)
class KeyEntry:
    """What a look means; only looks that occur are explained."""

    paint: Paint
    words: str


@dataclass(frozen=True)
class WardMap:
    """Every ward of a partnership with one number of one measure; `title` is the finding.

    Drawn as tiles, or by `outlines` where these are given. `credit` is whose outlines or middles
    these are.
    """

    slug: str
    title: str
    subtitle: str
    form: Form
    wards: tuple[WardOnMap, ...]
    key: tuple[KeyEntry, ...]
    tiles: Tiles
    source_line: str
    outlines: Mapping[str, Drawn] = field(default_factory=dict, repr=False)
    credit: str = ""
    notes: tuple[str, ...] = ()
    table: Table | None = None
    too_narrow: str = map_words.TOO_NARROW

    def __post_init__(self) -> None:
        mark = illustrative_mark(ward.cell for ward in self.wards if ward.cell)
        object.__setattr__(self, "title", marked(self.title, mark))


def ward_map(
    figures: Figures,
    rows: Sequence[PlaceRow],
    ground: Ground,
    *,
    colouring: Colouring = Colouring.CHANGE,
    form: Form = Form.TILES,
) -> WardMap | None:
    """The wards of `rows` on the map, the others of the partnership pale; None without any.

    Outlines only where they are loaded; tiles elsewhere.
    """
    listed = [row for row in rows if row.place.kind is PlaceKind.WARD]
    if not listed:
        return None
    paints = _by_change(listed) if colouring is Colouring.CHANGE else _by_rate(listed)
    wards = [_ward(figures, row, colouring, paints[row.place.code]) for row in listed]
    shown = {row.place.code for row in listed}
    wards += [_rest(ward) for ward in figures.wards if ward.code not in shown]
    drawn_by = form if ground.outlines else Form.TILES
    return WardMap(
        slug="map-of-wards",
        title=_title(figures, listed, colouring),
        subtitle=map_words.subtitle(figures, listed[0].comparison, by_rate=_is_rate(colouring)),
        form=drawn_by,
        wards=tuple(wards),
        key=tuple(_key(wards, listed, colouring)),
        tiles=tiles_of(figures.wards, ground),
        source_line=narrative.source_line(figures, [listed[0].comparison.period]),
        outlines=ground.outlines if drawn_by is Form.OUTLINES else {},
        credit=ground.credit,
        notes=map_words.notes(
            is_tiled=drawn_by is Form.TILES,
            is_in_order=not ground.middles,
            by_rate=_is_rate(colouring),
            has_town_centre=any(row.place.is_town_centre for row in listed),
        ),
        table=_table(figures, rows, colouring),
    )


def _title(figures: Figures, rows: Sequence[PlaceRow], colouring: Colouring) -> str:
    if any(figures.is_made_up(row.comparison.period) for row in rows):
        return f"{figures.measure.title} by ward {narrative.during(rows[0].comparison.period)}"
    if _is_rate(colouring) and _rates(rows):
        most = max(_rates(rows))
        return map_words.title_of_rates(figures, [row for row in rows if row.rate == most])
    return narrative.title_of_places(figures, rows)


def _is_rate(colouring: Colouring) -> bool:
    return colouring is Colouring.RATE


def tiles_of(wards: Iterable[Place], ground: Ground) -> Tiles:
    """By where they lie; in the order of their names where that is not known of all."""
    codes = [ward.code for ward in wards]
    if all(code in ground.middles for code in codes):
        return laid_out({code: ground.middles[code] for code in codes})
    return in_order(codes)


# --- A ward ----------------------------------------------------------------------------------
def _ward(figures: Figures, row: PlaceRow, colouring: Colouring, paint: Paint) -> WardOnMap:
    number = _rate if _is_rate(colouring) else _change
    query = map_words.query(figures, row.comparison, row.place)
    return WardOnMap(
        code=row.place.code,
        name=row.place.name,
        paint=paint,
        finding=map_words.finding(figures, row, by_rate=_is_rate(colouring)),
        cell=number(figures, row),
        to=f"{figures.measure_id}/?{query}",
    )


def _rate(figures: Figures, row: PlaceRow) -> Cell:
    """The rate; the count where there is none, or where few of those present live there."""
    period = row.comparison.period
    if row.place.is_town_centre or isinstance(row.rate, Gap):
        return figures.cell(period, area=row.place)
    return figures.rate_cell(period, area=row.place)


def _change(figures: Figures, row: PlaceRow) -> Cell:
    """The change; the count where there is none."""
    period, change = row.comparison.period, row.comparison.change
    if not isinstance(change, Difference):
        return figures.cell(period, area=row.place)
    of = (
        figures.cell(period, area=row.place),
        narrative.then_cell(figures, row.comparison, area=row.place),
    )
    if change.percent is None:
        return worked_out(change.difference, fine_enough(change.difference, Style.DIFFERENCE), *of)
    return worked_out(change.percent, Style.CHANGE, *of)


def _rest(ward: Place) -> WardOnMap:
    return WardOnMap(ward.code, ward.name, Paint.REST, map_words.not_shown(ward))


def _table(figures: Figures, rows: Sequence[PlaceRow], colouring: Colouring) -> Table:
    """The same wards, and what lies in none, narrow enough to stand beside the map."""
    period = rows[0].comparison.period
    columns = (
        (Column("Rate", is_number=True),)
        if _is_rate(colouring)
        else (Column("Change", is_number=True), Column(verdicts.HEADING))
    )
    return Table(
        slug="wards-on-the-map",
        title=f"{figures.measure.title} by ward, {period.label}",
        columns=(Column("Ward"), Column(period.label, is_number=True), *columns),
        rows=tuple(
            Row(
                (
                    Link(row.place.name, row.place.to) if row.place.to else row.place.name,
                    figures.cell(period, area=row.place),
                    *_numbers(figures, row, colouring),
                )
            )
            for row in sorted(rows, key=lambda row: (not row.place.to, row.place.name))
        ),
        notes=narrative.about_residents_by_place(figures, period)
        if _is_rate(colouring)
        else (map_words.of_changes(rows[0].comparison),),
    )


def _numbers(figures: Figures, row: PlaceRow, colouring: Colouring) -> tuple[Cell | str, ...]:
    if _is_rate(colouring):
        return (figures.rate_cell(row.comparison.period, area=row.place),)
    is_compared = isinstance(row.comparison.change, Difference)
    change = _change(figures, row) if is_compared else Cell(Gap.NOT_APPLICABLE)
    return change, narrative.in_a_cell(row.comparison.change)


# --- Colours ---------------------------------------------------------------------------------
def _by_change(rows: Iterable[PlaceRow]) -> dict[str, Paint]:
    return {row.place.code: _of_change(row) for row in rows}


def _of_change(row: PlaceRow) -> Paint:
    if isinstance(row.count, Gap):
        return Paint.GAP
    match row.comparison.change:
        case Change(direction=Direction.LEVEL):
            return Paint.SAME
        case Change(direction=Direction.UP) as change:
            return Paint.FAR_MORE if change.is_beyond else Paint.MORE
        case Change() as change:
            return Paint.FAR_FEWER if change.is_beyond else Paint.FEWER
    return Paint.NOT_COMPARED


def _by_rate(rows: Sequence[PlaceRow]) -> dict[str, Paint]:
    """Bands of as many wards each, the lowest first; the same rate is in the same band."""
    ranked = sorted(_rates(rows))
    paints = {}
    for row in rows:
        if isinstance(row.count, Gap):
            paints[row.place.code] = Paint.GAP
        elif row.place.is_town_centre:
            paints[row.place.code] = Paint.TOWN_CENTRE
        elif isinstance(row.rate, Gap):
            paints[row.place.code] = Paint.NOT_COMPARED
        else:
            paints[row.place.code] = _BANDS[ranked.index(row.rate) * BANDS // len(ranked)]
    return paints


_BANDS = (Paint.BAND_1, Paint.BAND_2, Paint.BAND_3, Paint.BAND_4)


def _rates(rows: Iterable[PlaceRow]) -> list[float]:
    return [
        row.rate for row in rows if not isinstance(row.rate, Gap) and not row.place.is_town_centre
    ]


def _key(
    wards: Collection[WardOnMap], rows: Sequence[PlaceRow], colouring: Colouring
) -> Iterable[KeyEntry]:
    used = {ward.paint for ward in wards}
    for paint in Paint:
        if paint not in used:
            continue
        if paint in _BANDS:
            cells = [ward.cell for ward in wards if ward.paint is paint and ward.cell]
            yield KeyEntry(paint, map_words.band(cells))
        elif paint is Paint.NOT_COMPARED and colouring is Colouring.RATE:
            yield KeyEntry(paint, map_words.NO_RESIDENTS)
        elif paint is Paint.GAP:
            gaps = dict.fromkeys(row.count for row in rows if isinstance(row.count, Gap))
            yield KeyEntry(paint, map_words.gaps(gaps))
        else:
            yield KeyEntry(paint, map_words.KEY[paint.value])
