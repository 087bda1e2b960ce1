"""The year on one slide: a tile for each main measure, and one for what the country has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from measures.counts import Gap
from measures.periods import BadPeriod, Period
from reporting.content.description import Cell, Column, Row, Slide, SlideKind, Table
from reporting.content.panel_slides import Layout, PanelSlide, SpeakerNotes
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Tile, Tiles, Weight
from reporting.narrative import verdicts
from reporting.narrative.footnotes import slide_source_line
from reporting.narrative.panel import changes, of_nation, of_the_year, said, sources
from reporting.narrative.panel.changes import Told
from reporting.narrative.panel.small_words import in_time, time_named
from reporting.packs.presented.measures import parts_of, told_of
from reporting.packs.presented.parts import period_of, picture
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.measure.page import MeasureShown
from reporting.pages.national.page import PublishedShown
from reporting.queries.measures import NoSuch, main_measures
from returns.catalogue.registry import datasets

MOST_TILES = 5


def present(context: Context) -> Presented:
    """One slide. DataMissing where no main measure has a real number."""
    every, national = _read(context), _national(context)
    told = [told_of(shown) for shown in every]
    parts = [told_of(part) for shown in every for part in _parts(context, shown)]
    below = of_the_year.sentences(told, parts)
    is_one_verdict = of_the_year.same_verdict(told)
    tiles = Tiles(
        tiles=(
            *(_tile(each, with_verdict=not is_one_verdict) for each in told),
            *([_national_tile(national)] if national else []),
        ),
        sentences=below,
    )
    period = told[0].first.period
    where = told[0].figures.partnership
    drawn = picture(of_the_year.heading(where, period, _extent(national)), tiles)
    source = of_the_year.source(told, _suppliers(every, national))
    return Presented(
        slides=(
            PanelSlide(
                key="year",
                layout=Layout.PICTURE,
                line=f"The year on one slide: {time_named(period)}",
                title=of_the_year.title(told),
                shown=(drawn,),
                source=source,
                notes=SpeakerNotes(
                    say=said.short_enough(of_the_year.said(told, below, _said_of_nation(national))),
                    questions=of_the_year.questions(told),
                    source=sources.in_notes(*_source_lines(every, national)),
                ),
            ),
        )
    )


def build(context: Context) -> Sequence[Slide]:
    """The same for the report as one table."""
    every = _read(context)
    told = [told_of(shown) for shown in every]
    now, then = told[0].first.period, told[0].first.periods
    table = Table(
        slug="the-year",
        title=f"The year {in_time(now)}",
        columns=(
            Column("Measure"),
            Column(now.label, is_number=True),
            Column(then[0].label if len(then) == 1 else "Before", is_number=True),
            Column("Change"),
        ),
        rows=tuple(
            Row(
                (
                    each.figures.measure.title,
                    each.count,
                    each.then(each.first),
                    changes.more_or_fewer(each).text or verdicts.NOT_COMPARED,
                )
            )
            for each in told
        ),
    )
    # Each source once, in the order of its measures.
    lines = " ".join(dict.fromkeys(shown.source_line for shown in every))
    return (Slide(SlideKind.TABLE, table.title, table=table, source_line=lines),)


# --- Reading ---------------------------------------------------------------------------------
def _read(context: Context) -> tuple[MeasureShown, ...]:
    period = period_of(context.settings.get("period", ""))
    chosen = context.settings.get("measures") or main_measures()
    found = [shown for measure in chosen if (shown := _shown(context, measure, period))]
    if not found:
        when = f" {in_time(period)}" if period else ""
        raise DataMissing(f"No main measure has a number{when} that is not made up.")
    # One year: measures that end earlier or later stay out.
    when_told = found[0].told
    return tuple(shown for shown in found if shown.told == when_told)[: MOST_TILES - 1]


def _shown(context: Context, measure: str, period: Period | None) -> MeasureShown | None:
    try:
        shown = context.numbers.shown(measure, period=period)
    except NoSuch as problem:
        raise DataMissing(str(problem)) from None
    if shown is None:
        return None
    cell = shown.figures.cell(shown.told)
    return None if isinstance(cell.value, Gap) or cell.is_illustrative else shown


def _parts(context: Context, shown: MeasureShown) -> Iterator[MeasureShown]:
    for _, measure in parts_of(shown.figures, shown.told):
        part = _shown(context, f"{shown.figures.dataset.app}/{measure.slug}", shown.told)
        if part is not None and part.told == shown.told:
            yield part


def _national(context: Context) -> PublishedShown | None:
    """The first national measure, or that of the settings; None where there is no figure."""
    offered = [
        f"{dataset.app}/{measure.slug}"
        for dataset in datasets.published
        for measure in dataset.published_measures
    ]
    chosen = context.settings.get("national") or (offered[0] if offered else "")
    if not chosen:
        return None
    try:
        shown = context.numbers.published_shown(chosen, when=context.settings.get("period", ""))
    except (NoSuch, BadPeriod) as problem:
        raise DataMissing(str(problem)) from None
    is_held = shown is not None and shown.found.cell(shown.when).number is not None
    return shown if is_held else None


# --- Tiles -----------------------------------------------------------------------------------
def _tile(told: Told, *, with_verdict: bool) -> Tile:
    first = told.first
    then = told.then(first)
    label = first.then_label
    change = changes.more_or_fewer(told)
    verdict = changes.verdict_in_short(told) if with_verdict else ""
    bars: tuple[tuple[str, Cell], ...] = ((time_named(first.period), told.count),)
    if then.number is not None and told.is_real(first):
        bars = ((label, then), *bars)
    where = told.figures.partnership
    return Tile(
        name=told.figures.measure.title,
        number=told.count,
        change=change,
        bars=bars,
        base=phrase(f"{where}; {verdict}" if verdict else where),
        weight=Weight.ATTENTION if changes.is_worse(told) else Weight.PLAIN,
    )


def _national_tile(shown: PublishedShown) -> Tile:
    comparison = shown.comparisons[0]
    now, then = shown.found.cell(shown.when), shown.found.cell(comparison.then_when)
    change = of_nation.change_in_short(comparison)
    bars: tuple[tuple[str, Cell], ...] = ((shown.when.label, now),)
    if then.number is not None and change:
        bars = ((comparison.then_when.label, then), *bars)
    return Tile(
        name=shown.found.series.title,
        number=now,
        change=change,
        bars=bars,
        base=phrase(shown.found.series.extent),
        is_elsewhere=True,
    )


def _said_of_nation(shown: PublishedShown | None) -> Phrase | None:
    if shown is None:
        return None
    first, *rest = of_nation.title_of_years(shown.found, shown.when, shown.comparisons[0]).parts
    begun = first[:1].lower() + first[1:] if isinstance(first, str) else first
    extent = shown.found.series.extent
    return phrase(f"The last tile is of {extent}, and not of us: ", begun, *rest, ".")


def _extent(national: PublishedShown | None) -> str:
    return national.found.series.extent if national else ""


def _suppliers(every: Sequence[MeasureShown], national: PublishedShown | None) -> list[str]:
    """Who supplied what stands on the tiles, in their order."""
    suppliers = [sources.supplier(shown.figures, shown.headline_periods) for shown in every]
    own = national.found.dataset.sources[0] if national else None
    return [*suppliers, *([own.title.partition(" figures")[0]] if own else [])]


def _source_lines(every: Sequence[MeasureShown], national: PublishedShown | None) -> list[str]:
    lines = [slide_source_line(shown.figures) for shown in every]
    return [*lines, *([national.source_line] if national else [])]
