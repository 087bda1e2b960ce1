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
from reporting.charts import colours
from reporting.charts.compared_rows import change_cell
from reporting.charts.tiles import Tiles, in_order, laid_out
from reporting.content.description import (
    Cell,
    Column,
    Link,
    Row,
    Table,
    illustrative_mark,
    marked,
)
from reporting.narrative import maps as map_words
from reporting.narrative import statuses, verdicts


class Colouring(Enum):
    """What the colour of a ward tells; the value is as addresses have it."""

    CHANGE = "change"
    RATE = "rate"
    COUNT = "count"


class Form(Enum):
    """How wards are drawn; the value is as addresses have it."""

    TILES = "tiles"
    OUTLINES = "outlines"


class Paint(Enum):
    """The look of a ward. What has no number is patterned, never white.

    The first four are the verdicts on a change.
    """

    BETTER = verdicts.BETTER
    WORSE = verdicts.WORSE
    CHANGED = verdicts.CHANGED
    STEADY = verdicts.STEADY
    BAND_1 = "band-1"
    BAND_2 = "band-2"
    BAND_3 = "band-3"
    BAND_4 = "band-4"
    BAND_5 = "band-5"
    NOT_COMPARED = "not-compared"
    GAP = "gap"
    REST = "rest"


@dataclass(frozen=True)
class WardOnMap:
    """One ward: `cell` is the number that stands in it, `finding` what it says in words.

    `sign` is ▼ or ▲ where it changed beyond the usual ups and downs.
    """

    code: str
    name: str
    paint: Paint
    finding: str
    cell: Cell | None = None
    to: str = ""
    sign: str = ""


@dataclass(frozen=True)
class KeyEntry:
    """What a look means; only looks that occur are explained."""

    paint: Paint
    words: str


@dataclass(frozen=True)
class WardMap:
    """Every ward of a partnership with one number of one measure; `title` is the finding.

    Drawn as tiles, or by `outlines` where these are given. `credit` is whose outlines or middles
    these are. `reading` says how it is read, `mine` is the code of the reader's ward, and `bands`
    are the colours of a scale from light to dark, with the number at each cut between two.
    `picture_below` and `query` are the address of its picture, but for the ending.
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
    reading: str = ""
    mine: str = ""
    bands: tuple[Paint, ...] = ()
    cuts: tuple[str, ...] = ()
    picture_below: str = ""
    query: str = ""

    def __post_init__(self) -> None:
        mark = illustrative_mark(ward.cell for ward in self.wards if ward.cell)
        object.__setattr__(self, "title", marked(self.title, mark))

    @property
    def scale_in_words(self) -> str:
        return map_words.scale(self.cuts)


def ward_map(
    figures: Figures,
    rows: Sequence[PlaceRow],
    ground: Ground,
    *,
    colouring: Colouring = Colouring.CHANGE,
    form: Form = Form.TILES,
    mine: str = "",
) -> WardMap | None:
    """The wards of `rows` on the map, the others of the partnership pale; None without any.

    Outlines only where they are loaded; tiles elsewhere. The ward with the code `mine` is outlined.
    """
    listed = [row for row in rows if row.place.kind is PlaceKind.WARD]
    if not listed:
        return None
    scale = colours.scale(_values(listed, colouring))
    wards = [
        _ward(figures, row, colouring, _paint(figures, row, colouring, scale)) for row in listed
    ]
    shown = {row.place.code for row in listed}
    wards += [_rest(ward) for ward in figures.wards if ward.code not in shown]
    drawn_by = form if ground.outlines else Form.TILES
    is_tiled, first = drawn_by is Form.TILES, listed[0].comparison
    return WardMap(
        slug="map-of-wards",
        title=_title(figures, listed, colouring),
        subtitle=map_words.subtitle(figures, first, of=colouring.value),
        form=drawn_by,
        wards=tuple(wards),
        key=tuple(_key(wards, listed)),
        tiles=tiles_of(figures.wards, ground),
        source_line=narrative.source_line(figures, [first.period]),
        outlines={} if is_tiled else ground.outlines,
        credit=ground.credit,
        notes=map_words.notes(
            is_in_order=is_tiled and not ground.middles,
            town_centre=narrative.town_centre(row.place for row in listed),
        ),
        table=_table(figures, rows, colouring),
        reading=map_words.reading(
            is_tiled=is_tiled,
            has_mine=mine in shown,
            signs=_signs(wards, colouring),
        ),
        mine=mine if mine in shown else "",
        bands=tuple(_BANDS[band] for band in scale.bands) if scale else (),
        cuts=scale.cuts_written if scale else (),
        picture_below=f"{figures.measure_id}/pictures/{picture_name(colouring, drawn_by)}",
        query=map_words.query(figures, first),
    )


def picture_name(colouring: Colouring, form: Form) -> str:
    """What a map is called in the address of its picture."""
    return f"map-by-{colouring.value}-{form.value}"


def _title(figures: Figures, rows: Sequence[PlaceRow], colouring: Colouring) -> str:
    if colouring is not Colouring.CHANGE:
        return map_words.title(figures, of=colouring.value)
    if any(figures.is_made_up(row.comparison.period) for row in rows):
        return f"{figures.measure.title} by ward {narrative.during(rows[0].comparison.period)}"
    return narrative.title_of_places(figures, rows)


def tiles_of(wards: Iterable[Place], ground: Ground) -> Tiles:
    """By where they lie; in the order of their names where that is not known of all."""
    codes = [ward.code for ward in wards]
    if all(code in ground.middles for code in codes):
        return laid_out({code: ground.middles[code] for code in codes})
    return in_order(codes)


# --- A ward ----------------------------------------------------------------------------------
def _ward(figures: Figures, row: PlaceRow, colouring: Colouring, paint: Paint) -> WardOnMap:
    query = map_words.query(figures, row.comparison, row.place)
    return WardOnMap(
        code=row.place.code,
        name=row.place.name,
        paint=paint,
        finding=map_words.finding(figures, row, of=colouring.value),
        cell=_NUMBERS[colouring](figures, row),
        to=f"{figures.measure_id}/?{query}",
        sign=_sign(row),
    )


def _signs(wards: Iterable[WardOnMap], colouring: Colouring) -> tuple[str, ...]:
    """Those that the words over the map explain: of changes the key does."""
    if colouring is Colouring.CHANGE:
        return ()
    return tuple(sorted({ward.sign for ward in wards if ward.sign}))


def _sign(row: PlaceRow) -> str:
    change = row.comparison.change
    if not isinstance(change, Change) or not change.is_beyond:
        return ""
    return "▲" if change.direction is Direction.UP else "▼"


def _count(figures: Figures, row: PlaceRow) -> Cell:
    return figures.cell(row.comparison.period, area=row.place)


def _rate(figures: Figures, row: PlaceRow) -> Cell:
    """The rate; the count where there is none."""
    if isinstance(row.rate, Gap):
        return _count(figures, row)
    return figures.rate_cell(row.comparison.period, area=row.place)


def _change(figures: Figures, row: PlaceRow) -> Cell:
    """The change, in numbers where either count is small; the count where there is none."""
    now = figures.cell(row.comparison.period, area=row.place)
    if not isinstance(row.comparison.change, Difference):
        return now
    then = narrative.then_cell(figures, row.comparison, area=row.place)
    return change_cell(row.comparison, now, then)


_NUMBERS = {Colouring.CHANGE: _change, Colouring.RATE: _rate, Colouring.COUNT: _count}


def _rest(ward: Place) -> WardOnMap:
    return WardOnMap(ward.code, ward.name, Paint.REST, map_words.not_shown(ward))


def _table(figures: Figures, rows: Sequence[PlaceRow], colouring: Colouring) -> Table:
    """The same wards, and what lies in none, narrow enough to stand beside the map."""
    period = rows[0].comparison.period
    is_of_rates = colouring is Colouring.RATE
    columns = (
        (Column("Rate", is_number=True),)
        if is_of_rates
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
        if is_of_rates
        else (map_words.of_changes(rows[0].comparison),),
    )


def _numbers(figures: Figures, row: PlaceRow, colouring: Colouring) -> tuple[Cell | str, ...]:
    if colouring is Colouring.RATE:
        return (figures.rate_cell(row.comparison.period, area=row.place),)
    is_compared = isinstance(row.comparison.change, Difference)
    change = _change(figures, row) if is_compared else Cell(Gap.NOT_APPLICABLE)
    return change, narrative.in_a_cell(row.comparison.change)


# --- Colours ---------------------------------------------------------------------------------
def _values(rows: Iterable[PlaceRow], colouring: Colouring) -> list[float]:
    """What a scale of colours is for; nothing where the colours tell changes."""
    if colouring is Colouring.CHANGE:
        return []
    known = (row.rate if colouring is Colouring.RATE else row.count for row in rows)
    return [float(value) for value in known if not isinstance(value, Gap)]


def _paint(
    figures: Figures, row: PlaceRow, colouring: Colouring, scale: colours.Scale | None
) -> Paint:
    if isinstance(row.count, Gap):
        return Paint.GAP
    if colouring is Colouring.CHANGE:
        return _VERDICTS.get(statuses.status_of(figures, row.comparison).name, Paint.NOT_COMPARED)
    value = row.rate if colouring is Colouring.RATE else row.count
    return Paint.NOT_COMPARED if isinstance(value, Gap) or not scale else _BANDS[scale.band(value)]


_VERDICTS = {
    verdicts.BETTER: Paint.BETTER,
    verdicts.WORSE: Paint.WORSE,
    verdicts.CHANGED: Paint.CHANGED,
    verdicts.STEADY: Paint.STEADY,
}
_BANDS = (Paint.BAND_1, Paint.BAND_2, Paint.BAND_3, Paint.BAND_4, Paint.BAND_5)


_BEYOND = (Paint.BETTER, Paint.WORSE, Paint.CHANGED)


def _key(wards: Collection[WardOnMap], rows: Sequence[PlaceRow]) -> Iterable[KeyEntry]:
    """The looks that occur, but for those of a scale, which has a key of its own."""
    used = {ward.paint for ward in wards}
    has_scale = not used.isdisjoint(_BANDS)
    for paint in Paint:
        if paint not in used or paint in _BANDS:
            continue
        if paint is Paint.NOT_COMPARED and has_scale:
            yield KeyEntry(paint, map_words.NO_RESIDENTS)
        elif paint in _BEYOND:
            for sign in sorted({ward.sign for ward in wards if ward.paint is paint}):
                yield KeyEntry(paint, map_words.beyond(sign))
        elif paint is Paint.GAP:
            gaps = dict.fromkeys(row.count for row in rows if isinstance(row.count, Gap))
            yield KeyEntry(paint, map_words.gaps(gaps))
        else:
            yield KeyEntry(paint, map_words.KEY[paint.value])
