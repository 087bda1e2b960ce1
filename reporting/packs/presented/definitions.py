"""What is counted, and whose figures these are, as a table of the annex."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from measures.periods import Period
from reporting.content.alternatives import alternative_of
from reporting.content.description import Column, Row, Slide, SlideKind, Table
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes
from reporting.content.phrases import phrase
from reporting.narrative.panel import sources
from reporting.narrative.panel.small_words import first_sentence
from reporting.packs.presented.measures import parts_of
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.queries.measures import NoSuch, main_measures
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.table import table_pages
from returns.catalogue.declarations import Measure
from returns.catalogue.published import PublishedMeasure

TITLE = "What is counted, and whose figures these are"
_COLUMNS = (Column("Measure"), Column("What is counted"), Column("Source"))


def present(context: Context) -> Presented:
    """One slide of the annex: the measures that slides are about; the report has them all."""
    rows = _with_room(tuple(_on_slides(context)))
    if not rows:
        raise DataMissing("No measure with a definition stands in this pack.")
    as_at = f"A{sources.as_at(context.at)[1:]}."
    slide = PanelSlide(
        key="definitions",
        layout=Layout.ANNEX,
        line="Annex: definitions and sources",
        title=phrase(TITLE),
        shown=(_shown(rows),),
        source=as_at,
        notes=SpeakerNotes(
            say=(phrase(f"For reference: what “{rows[0].entries[0]}” and the rest mean."),),
            source=as_at,
            may_be_skipped=True,
        ),
    )
    return Presented(annex=(slide,))


def build(context: Context) -> Sequence[Slide]:
    """The same for the report."""
    rows = tuple(_rows(context))
    if not rows:
        raise DataMissing("No measure with a definition stands in this pack.")
    table = _table(rows)
    return (Slide(SlideKind.TABLE, TITLE, table=table),)


def _shown(rows: Sequence[Row]) -> Shown:
    table = _table(rows)
    return Shown("", table, alternative_of(table))


def _with_room(rows: Sequence[Row]) -> Sequence[Row]:
    """As many of the rows as one slide has room for."""
    box = STANDARD.box(Layout.ANNEX, Place.PICTURE)
    while len(rows) > 1 and len(table_pages(_table(rows), box)) > 1:
        rows = rows[:-1]
    return rows


def _table(rows: Sequence[Row]) -> Table:
    return Table(slug="definitions", title=TITLE, columns=_COLUMNS, rows=tuple(rows))


def _on_slides(context: Context) -> Iterator[Row]:
    """Main measures with all of their sources, what these are made up of, and national ones."""
    _read_any(context)
    read = [figures for figures in context.numbers.read if figures.years]
    main = set(main_measures())
    titles: dict[str, list[str]] = {}
    for figures in read:
        found = titles.setdefault(figures.measure_id, [])
        title = (
            figures.source.title if not found else f"counted apart: {_site(figures.source.title)}"
        )
        if figures.source.title not in found and title not in found:
            found.append(title)
    told = {figures.measure_id: figures for figures in reversed(read)}
    for measure in dict.fromkeys(figures.measure_id for figures in read):
        if measure in main:
            yield _row(told[measure].measure, "; ".join(titles[measure]))
    parts = {
        f"{whole.dataset.app}/{part.slug}"
        for whole in told.values()
        if whole.measure_id in main and whole.years
        for _, part in parts_of(whole, Period.year(whole.years[-1]))
    }
    for measure, figures in sorted(told.items(), key=lambda item: item[1].measure.title):
        if measure in parts and measure not in main:
            yield _row(figures.measure, "; ".join(titles[measure]))
    for national in context.numbers.published_read:
        if national.whens and not national.is_share:
            yield _row(national.measure, national.dataset.sources[0].title)


def _site(title: str) -> str:
    """The site on which a source is published, which is what people call it; else its title."""
    first = title.partition(" ")[0]
    return first if "." in first else title


def _row(measure: Measure | PublishedMeasure, source: str) -> Row:
    return Row((measure.title, first_sentence(measure.definition), source))


def _read_any(context: Context) -> None:
    """Reads the main measures where no section before this one has read any."""
    numbers = context.numbers
    if numbers.read or numbers.published_read:
        return
    for measure in main_measures():
        try:
            numbers.figures(measure)
        except NoSuch:
            continue


def _rows(context: Context) -> Iterator[Row]:
    """Each measure once with each of its sources, in the order of the pack."""
    _read_any(context)
    numbers = context.numbers
    seen: set[tuple[str, str]] = set()
    for figures in numbers.read:
        key = (figures.measure_id, figures.source.slug)
        if key not in seen and figures.years:
            seen.add(key)
            counted = first_sentence(figures.measure.definition)
            yield Row((figures.measure.title, counted, figures.source.title))
    for found in numbers.published_read:
        if found.whens:
            counted = first_sentence(found.measure.definition)
            yield Row((found.measure.title, counted, found.dataset.sources[0].title))
