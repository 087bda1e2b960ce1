"""A measure as slides for a meeting: which slides, with which words; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from measures.counts import Mark
from measures.periods import Period
from partnership import clock
from reporting import narrative
from reporting.content.description import Chart, Deck, Sentence, Slide, SlideKind, Table
from reporting.content.frozen import cells
from reporting.content.panel_slides import Presentation
from reporting.pages.measure.page import MeasureShown
from reporting.rendering.slides.from_parts import presentation_of
from reporting.rendering.slides.spoken import said_once


def measure_presentation(shown: MeasureShown, *, partnership: str, colour: str) -> Presentation:
    """What is said and drawn first; behind it the tables, how we know, and the returns.

    What the notes of several slides would say is in those of the first.
    """
    deck = measure_deck(shown, partnership=partnership, colour=colour)
    many = len(tuple(_said_and_drawn(shown)))
    main, behind = deck.slides[:many], deck.slides[many:]
    return said_once(presentation_of(replace(deck, slides=main), behind))


def measure_deck(shown: MeasureShown, *, partnership: str, colour: str) -> Deck:
    """Headline, months, years, places, types; comparisons, how we know; each title its own."""
    return Deck(
        title=shown.title,
        subtitle=narrative.deck_subtitle(shown.headline_comparison),
        partnership=partnership,
        colour=colour,
        slides=(*_said_and_drawn(shown), *_to_look_up(shown)),
        as_at=clock.day_of(shown.figures.at),
    )


def _said_and_drawn(shown: MeasureShown) -> Iterable[Slide]:
    figures, subject = shown.figures, shown.figures.measure.title
    yield measure_slide(
        shown,
        narrative.title_of_change(figures, shown.headline_comparison),
        chart=shown.over_time,
        periods=shown.periods,
        sentences=(shown.headline, *([shown.verdict] if shown.verdict else [])),
    )
    if shown.findings:
        yield measure_slide(
            shown,
            f"{subject}: what else the figures say",
            sentences=shown.findings,
            periods=shown.headline_periods,
        )
    yield measure_slide(shown, shown.years_chart.title, chart=shown.years_chart)
    if shown.localities_chart and shown.localities_table:
        yield measure_slide(shown, shown.localities_chart.title, chart=shown.localities_chart)
    for of_type in shown.types:
        if of_type.chart and of_type.table:
            yield measure_slide(shown, of_type.chart.title, chart=of_type.chart)


def _to_look_up(shown: MeasureShown) -> Iterable[Slide]:
    subject = shown.figures.measure.title
    yield measure_slide(
        shown,
        f"{subject}: compared with earlier years",
        sentences=tuple(Sentence((note,)) for note in shown.compared_table.notes),
        table=shown.compared_table,
        periods=shown.every_period,
    )
    if shown.halves_table:
        yield measure_slide(
            shown,
            f"{subject}: the two halves of the year",
            table=shown.halves_table,
            periods=shown.periods_of_halves,
        )
    if shown.wards_chart and shown.wards_on_a_slide:
        yield measure_slide(shown, shown.wards_chart.title, table=shown.wards_on_a_slide)
    if shown.localities_chart and shown.localities_table:
        yield measure_slide(shown, f"{subject} by locality, compared", table=shown.localities_table)
    for of_type in shown.types:
        if of_type.chart and of_type.table:
            by = of_type.breakdown.dimension.title.lower()
            yield measure_slide(shown, f"{subject} by {by}, compared", table=of_type.table)
    yield measure_slide(shown, f"{subject}: how we know", sentences=tuple(how_we_know(shown)))
    yield measure_slide(
        shown, f"{subject}: the returns behind the figures", table=shown.returns_table
    )


def measure_slide(
    shown: MeasureShown,
    title: str,
    *,
    sentences: tuple[Sentence, ...] = (),
    chart: Chart | None = None,
    table: Table | None = None,
    periods: tuple[Period, ...] = (),
) -> Slide:
    """A slide with its source and notes, and what is made up of the periods that stand on it.

    `periods` are those that its numbers rest on and do not tell themselves, such as the years of
    a mean; a slide without numbers is about the headline's.
    """
    kind = SlideKind.CHART if chart else SlideKind.TABLE if table else SlideKind.TEXT
    slide = Slide(
        kind=kind,
        title=title,
        sentences=sentences,
        chart=chart,
        table=table,
        source_line=" ".join((narrative.slide_source_line(shown.figures), *_revised(chart, table))),
    )
    told = {*periods, *_periods_on(slide)} or set(shown.headline_periods)
    return replace(
        slide,
        warning=narrative.illustrative(shown.figures, sorted(told)),
        notes=tuple(_notes(shown, slide, sorted(told))),
    )


def _periods_on(slide: Slide) -> Iterable[Period]:
    for cell in cells(slide):
        if cell.provenance:
            yield Period.parse(cell.provenance.period)


def _revised(chart: Chart | None, table: Table | None) -> Iterable[str]:
    """Why figures on the slide are marked as revised."""
    described = chart.table if chart else table
    if described and Mark.REVISED.shorthand in described.shorthand:
        yield from (note for note in described.notes if note.startswith(Mark.REVISED.shorthand))


def _notes(shown: MeasureShown, slide: Slide, periods: Iterable[Period]) -> Iterable[str]:
    yield f"{shown.figures.measure.title}: {shown.figures.measure.definition}"
    if slide.chart:
        yield slide.chart.alternative
    if slide.table:
        yield from slide.table.notes
    yield from shown.cautions
    if shown.what_verdicts_mean:
        yield narrative.ABOUT_VERDICTS
    yield narrative.source_line(shown.figures, periods)


def how_we_know(shown: MeasureShown) -> Iterable[Sentence]:
    """The definition, what to bear in mind, and how far the figures reach."""
    figures = shown.figures
    yield Sentence((figures.measure.definition,))
    for caveat in shown.caveats:
        yield Sentence((caveat,))
    if shown.what_verdicts_mean:
        for sentence in shown.about_verdicts[1:]:
            yield Sentence((sentence,))
    for sentence in shown.about_residents:
        yield Sentence((sentence,))
    yield Sentence((shown.reach,))
    if main := narrative.main_sources(shown.figures):
        yield Sentence((main,))
