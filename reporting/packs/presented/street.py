"""Published counts of a year by ward and by type, with a table of wards in the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.counts import Gap
from measures.periods import Period
from reporting import narrative
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.places import PlaceKind
from reporting.charts.tiles import Tiles as Laid
from reporting.charts.tiles import in_order, laid_out
from reporting.content.description import Cell, Column, Row, Slide, SlideKind, Table
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes
from reporting.content.phrases import phrase
from reporting.content.proofs import Bar, Bars, MapTile, TileMap, Weight
from reporting.narrative.panel import of_street, said, sources
from reporting.narrative.panel.small_words import (
    LONGEST_ANNEX_TITLE,
    LONGEST_HALF_HEADING,
    fitting,
    heading,
    in_time,
    time_named,
)
from reporting.narrative.phrases import capital
from reporting.narrative.titles import in_a_sentence
from reporting.packs.presented.parts import ROWS_BESIDE, annex_tables, period_of, picture
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.measure.page import MeasureShown
from reporting.queries.benchmarks import comparable
from reporting.queries.measures import NoSuch
from returns.catalogue.declarations import Source

TABLE = "wards"
_MOST_TYPES = 7
_MOST_SHADES = 4


@dataclass(frozen=True)
class Counts:
    """A measure from its published source in a period."""

    shown: MeasureShown
    period: Period

    @property
    def whole(self) -> Cell:
        return self.shown.figures.cell(self.period)

    def cell(self, row: PlaceRow) -> Cell:
        return self.shown.figures.cell(self.period, area=row.place)

    @property
    def wards(self) -> tuple[PlaceRow, ...]:
        rows = self.shown.ward_rows
        return tuple(row for row in rows if row.place.kind is PlaceKind.WARD)


def published_measures() -> tuple[str, ...]:
    """The first measure of every dataset that somebody publishes for partnerships."""
    first: dict[str, str] = {}
    for dataset, measure, source in comparable():
        if not source.is_national:
            first.setdefault(dataset.slug, f"{dataset.app}/{measure.slug}")
    return tuple(first.values())


def read(context: Context) -> tuple[Counts, ...]:
    """The measures of the settings, or all that are published. DataMissing without any figure."""
    chosen = context.settings.get("measures") or published_measures()
    period = period_of(context.settings.get("period", "")) or latest_year(context, chosen)
    if period is None:
        raise DataMissing("No published counts are in use yet.")
    found = [counts for measure in chosen if (counts := _counts(context, measure, period))]
    if not found:
        raise DataMissing(f"No published counts are in use {in_time(period)}.")
    return tuple(found)


def latest_year(context: Context, measures: Sequence[str]) -> Period | None:
    """The latest whole year that is published of the first measure with any; None without any."""
    for measure in measures:
        for source in _own_sources(measure):
            try:
                figures = context.numbers.figures(measure, source=source.slug)
            except NoSuch:
                continue
            if (year := figures.latest_year()) is not None:
                return year
    return None


def _own_sources(measure: str) -> Iterator[Source]:
    """Who publishes the measure for each partnership, and not for the whole country alone."""
    for dataset, declared, source in comparable():
        if f"{dataset.app}/{declared.slug}" == measure and not source.is_national:
            yield source


def _counts(context: Context, measure: str, period: Period) -> Counts | None:
    for source in _own_sources(measure):
        try:
            shown = context.numbers.shown(
                measure, period=period, source=source.slug, with_types=True
            )
        except NoSuch as problem:
            raise DataMissing(str(problem)) from None
        if shown is None or shown.told != period or shown.figures.is_made_up(period):
            return None
        is_held = not isinstance(shown.figures.count(period), Gap)
        return Counts(shown, period) if is_held else None
    return None


def present(context: Context) -> Presented:
    """One slide of the first measure, and the wards of all as a table of the annex."""
    every = read(context)
    return Presented((_slide(context, every[0]),), _annex(every, context.settings.get("other", "")))


def build(context: Context) -> Sequence[Slide]:
    """The same for the report: the wards and the types as tables."""
    every = read(context)
    table = _table(every)
    line = every[0].shown.source_line
    slides = [Slide(SlideKind.TABLE, table.title, table=table, source_line=line)] if table else []
    for counts in every:
        types = _types(counts)
        if types is not None:
            title = f"{counts.shown.figures.measure.title} by type, {time_named(counts.period)}"
            rows = tuple(Row((bar.label, bar.cell)) for bar in types)
            columns = (Column("Type"), Column("Share", is_number=True))
            listed = Table(slug="by-type", title=title, columns=columns, rows=rows)
            source = counts.shown.source_line
            slides.append(Slide(SlideKind.TABLE, title, table=listed, source_line=source))
    return slides


# --- The slide -------------------------------------------------------------------------------
def _slide(context: Context, counts: Counts) -> PanelSlide:
    figures, period = counts.shown.figures, counts.period
    tiles, types = _tile_map(context, counts), _types(counts)
    noun, when = figures.measure.noun, time_named(period)
    shown: list[Shown] = []
    if tiles is not None:
        named = heading(
            LONGEST_HALF_HEADING,
            f"{capital(noun.plural)} by ward, {figures.partnership}, {when} (a rough map)",
            f"{figures.measure.title} by ward, {figures.partnership}, {when} (a rough map)",
            f"{figures.measure.title} by ward, {when} (a rough map)",
        )
        shown.append(picture(named, tiles))
    if types is not None:
        named = heading(
            LONGEST_HALF_HEADING,
            f"Share of {noun.plural} by type, {figures.partnership}, {when}",
            f"Share of {figures.measure.title} by type, {when}",
        )
        shown.append(picture(named, Bars(types, across="Type")))
    if not shown:
        raise DataMissing(f"{figures.measure.title} {in_time(period)}: nothing by ward or type.")
    source = of_street.source([figures], period, has_rates=False)
    other = context.settings.get("other", "")
    table = f"{context.key}/{TABLE}" if counts.wards else ""
    wards = [(row.place.name, counts.cell(row)) for row in counts.wards]
    kinds = [(row.label, Cell(row.count)) for row in _ranked_types(counts)]
    return PanelSlide(
        key="street",
        layout=Layout.TWO_PICTURES if len(shown) > 1 else Layout.PICTURE,
        line=f"The figures: {noun.plural} by ward and type",
        title=of_street.title(
            figures,
            period,
            ward=_largest([(name, of_street.share(cell, counts.whole)) for name, cell in wards]),
            kind=_largest([(label, of_street.share(cell, counts.whole)) for label, cell in kinds]),
            whole=counts.whole,
        ),
        shown=tuple(shown),
        source=source,
        notes=SpeakerNotes(
            say=said.short_enough(of_street.said(figures, period, counts.whole, wards, kinds)),
            questions=of_street.questions(figures, table, other),
            source=sources.in_notes(counts.shown.source_line),
        ),
    )


def _largest(pairs: Sequence[tuple[str, Cell]]) -> tuple[str, Cell] | None:
    """The single largest; None where two tie or there are not two."""
    values = [cell.number or 0 for _, cell in pairs]
    if len(values) < 2 or values.count(max(values)) > 1:
        return None
    return pairs[values.index(max(values))]


def _tile_map(context: Context, counts: Counts) -> TileMap | None:
    """Every ward on a tile near where it lies; None without wards."""
    rows = counts.wards
    known = [count for row in rows if isinstance(count := row.count, int)]
    if len(known) < 2:
        return None
    figures = counts.shown.figures
    ground = context.numbers.ground(
        figures.measure_id, source=figures.source.slug, period=counts.period
    )
    codes = [row.place.code for row in rows]
    is_known = all(code in ground.middles for code in codes)
    laid: Laid = (
        laid_out({code: ground.middles[code] for code in codes}) if is_known else in_order(codes)
    )
    cuts = cuts_of(known)
    return TileMap(
        tiles=tuple(
            MapTile(
                row.place.name,
                *laid.at[row.place.code],
                counts.cell(row),
                sum(row.count >= cut for cut in cuts) if isinstance(row.count, int) else 0,
            )
            for row in rows
        ),
        steps=of_street.steps(cuts),
    )


def cuts_of(counts: Sequence[int]) -> tuple[int, ...]:
    """Round numbers that part the counts in up to four shades: 500, 1,000 and 2,000."""
    middle = sorted(counts)[len(counts) // 2]
    first = _round_down(max(1, middle * 2 // 3))
    cuts = [first * 2**step for step in range(_MOST_SHADES - 1)]
    return tuple(cut for cut in cuts if min(counts) < cut <= max(counts))


def _round_down(number: int) -> int:
    """To a number that begins with 1, 2 or 5 and ends with noughts."""
    size = 10 ** (len(str(number)) - 1)
    return max(step * size for step in (1, 2, 5) if step * size <= number)


def _ranked_types(counts: Counts):
    types = counts.shown.types[0].rows if counts.shown.types else ()
    return [row for row in types if isinstance(row.count, int)]


def _types(counts: Counts) -> tuple[Bar, ...] | None:
    """The largest types as shares, with the others as one row, so that they add up."""
    rows, whole = _ranked_types(counts), counts.whole
    if len(rows) < 2 or not whole.number:
        return None
    first = rows[:_MOST_TYPES] if len(rows) > _MOST_TYPES + 1 else rows
    bars = [
        Bar(
            row.label,
            of_street.share(Cell(row.count), whole),
            Weight.MAIN if number == 0 else Weight.PLAIN,
        )
        for number, row in enumerate(first)
    ]
    left = int(whole.number) - sum(row.count for row in first)
    if left > 0:
        others = of_street.other_types(len(rows) - len(first))
        bars.append(Bar(others, of_street.share(Cell(left), whole), Weight.REST))
    return tuple(bars)


# --- The annex -------------------------------------------------------------------------------
def _table(every: Sequence[Counts]) -> Table | None:
    """Each ward with the number and the rate of each measure; None without wards."""
    if not every[0].wards:
        return None
    columns = [Column("Ward")]
    for counts in every:
        columns += [
            Column(_short_name(counts), is_number=True),
            Column("per 1,000", is_number=True),
        ]
    rows = []
    for row in every[0].wards:
        cells: list[Cell] = []
        for counts in every:
            figures = counts.shown.figures
            cells += [
                figures.cell(counts.period, area=row.place),
                figures.rate_cell(counts.period, area=row.place),
            ]
        where = " (town centre)" if row.place.is_town_centre else ""
        rows.append(Row((f"{row.place.name}{where}", *cells)))
    in_all: list[Cell] = []
    for counts in every:
        in_all += [counts.whole, counts.shown.figures.rate_cell(counts.period)]
    name = f"{every[0].shown.figures.partnership}, in all"
    rows.append(Row((name, *in_all), is_total=True))
    return Table(
        slug="published-by-ward",
        title=_title_of_wards(every),
        columns=tuple(columns),
        rows=tuple(rows),
    )


def _title_of_wards(every: Sequence[Counts]) -> str:
    """What the numbers are, and what the rates are per."""
    names = [in_a_sentence(_short_name(counts)) for counts in every]
    when = time_named(every[0].period)
    is_long = len(every[0].wards) >= 2 * ROWS_BESIDE  # on several slides, named by their wards
    return fitting(
        LONGEST_ANNEX_TITLE // 2 if is_long else LONGEST_ANNEX_TITLE,
        phrase(f"{capital(narrative.listed(names))} by ward and per 1,000 residents, {when}"),
        phrase(f"{capital(narrative.listed(names))} by ward, {when}"),
    ).text


def _short_name(counts: Counts) -> str:
    measure = counts.shown.figures.measure
    return min(measure.title, capital(measure.noun.plural), key=len)


def _annex(every: Sequence[Counts], other: str) -> tuple[PanelSlide, ...]:
    table = _table(every)
    if table is None:
        return ()
    period = every[0].period
    source = of_street.source([counts.shown.figures for counts in every], period, has_rates=True)
    say = (
        phrase(f"The published counts of {time_named(period)}, ward by ward, for reference."),
        *of_street.apart_from(other),
        *of_street.town_centre(any(row.place.is_town_centre for row in every[0].wards)),
    )
    return annex_tables(TABLE, "Annex: by ward", phrase(table.title), table, source=source, say=say)
