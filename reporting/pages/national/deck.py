"""A national measure as slides for a meeting: which slides, with which words; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable

from partnership import clock
from partnership.models import Partnership
from reporting.content.description import (
    Chart,
    Deck,
    Sentence,
    Slide,
    SlideKind,
    Table,
)
from reporting.narrative import national as words
from reporting.pages.national.page import PublishedShown


def deck(shown: PublishedShown, *, partnership: Partnership) -> Deck:
    """A national measure as slides: headline, categories, years, publications."""
    return Deck(
        title=shown.title,
        subtitle=shown.national,
        partnership=partnership.name,
        colour=partnership.colour,
        slides=tuple(_slides(shown)),
        as_at=clock.day_of(shown.found.at),
    )


def _slides(shown: PublishedShown) -> Iterable[Slide]:
    subject = shown.found.measure.title
    sentences = (shown.headline, *([shown.verdict] if shown.verdict else []), *shown.findings)
    yield published_slide(shown, f"{subject} {words.during_or_at(shown.when)}", sentences=sentences)
    charts = (*shown.category_charts, *([shown.years_chart] if shown.years_chart else []))
    for number, chart in enumerate(charts):
        title = chart.title if number == 0 else f"{chart.title} ({chart.slug})"
        yield published_slide(shown, title, chart=chart)
    for table in shown.category_tables:
        yield published_slide(shown, f"{subject}: {table.title}", table=table)
    if shown.years_table:
        yield published_slide(shown, f"{subject}: every year held", table=shown.years_table)
    caveats = tuple(
        Sentence((caveat,)) for caveat in (shown.found.measure.definition, *shown.caveats)
    )
    yield published_slide(shown, f"{subject}: how we know", sentences=caveats)


def published_slide(
    shown: PublishedShown,
    title: str,
    *,
    sentences: tuple[Sentence, ...] = (),
    chart: Chart | None = None,
    table: Table | None = None,
) -> Slide:
    kind = SlideKind.CHART if chart else SlideKind.TABLE if table else SlideKind.TEXT
    notes = (shown.found.measure.definition, *([chart.alternative] if chart else []))
    return Slide(
        kind=kind,
        title=title,
        sentences=sentences,
        chart=chart,
        table=table,
        source_line=chart.source_line if chart else shown.source_line,
        notes=(*notes, chart.source_line if chart else shown.source_line),
    )
