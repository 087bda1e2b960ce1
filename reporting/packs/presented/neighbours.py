"""Partnerships of the same force side by side, for each 1,000 residents, from published counts."""

from __future__ import annotations

from collections.abc import Sequence

from measures.periods import Period
from reporting.analysis.benchmarks import Benchmarks
from reporting.content.description import Slide, SlideKind
from reporting.content.known_columns import of_known_columns
from reporting.content.panel_slides import Layout, PanelSlide, Shown, SpeakerNotes
from reporting.content.proofs import Bar, Bars, Weight
from reporting.content.selection import Selection
from reporting.narrative import benchmarks as words
from reporting.narrative.panel import of_neighbours, said, sources
from reporting.narrative.panel.small_words import (
    LONGEST_HALF_HEADING,
    heading,
    in_time,
    one_line,
    time_named,
)
from reporting.packs.presented.parts import period_of, picture
from reporting.packs.presented.street import latest_year, published_measures
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.benchmarks.page import BenchmarksShown, benchmarks_shown
from reporting.queries.benchmarks import comparable
from reporting.queries.measures import NoSuch

_MOST_ROWS = 12
_MOST_PICTURES = 2


def present(context: Context) -> Presented:
    """One slide. DataMissing where no other partnership has figures."""
    every = read(context)
    benchmarks = [shown.benchmarks for shown in every]
    first = benchmarks[0]
    supplier = sources.supplier(first.figures, (first.period,))
    source = one_line(
        (
            f"{supplier}, {sources.as_at(first.figures.at)}.",
            sources.LICENCE if first.figures.source.attribution else "",
            _residents(first),
        )
    )
    pictures = tuple(_picture(one, every[0].group.label) for one in benchmarks)
    slide = PanelSlide(
        key="neighbours",
        layout=Layout.TWO_PICTURES if len(pictures) > 1 else Layout.PICTURE,
        line=f"Compared with others: {every[0].group.label}, {time_named(first.period)}",
        title=of_neighbours.title(benchmarks, every[0].group.label),
        shown=pictures,
        under=(of_neighbours.under(first),),
        source=source,
        notes=SpeakerNotes(
            say=said.short_enough(of_neighbours.said(benchmarks, every[0].group.label)),
            questions=of_neighbours.questions(benchmarks),
            source=sources.in_notes(*(shown.source_line for shown in every)),
        ),
    )
    return Presented(slides=(slide,))


def build(context: Context) -> Sequence[Slide]:
    """The same for the report, a table for each measure."""
    return [
        Slide(
            SlideKind.TABLE,
            shown.title,
            sentences=(shown.headline, *shown.findings, *words.no_changes(shown.benchmarks)),
            table=of_known_columns(shown.table, resting={words.OTHERWISE_COLUMN}),
            source_line=shown.source_line,
        )
        for shown in read(context)
    ]


def read(context: Context) -> tuple[BenchmarksShown, ...]:
    """The measures of the settings, or those that are published, beside the others of the force."""
    chosen = context.settings.get("measures") or published_measures()
    period = period_of(context.settings.get("period", "")) or latest_year(context, chosen)
    if period is None:
        raise DataMissing("No published counts are in use yet.")
    found = (_shown(context, measure, period) for measure in chosen)
    every = tuple(shown for shown in found if shown)[:_MOST_PICTURES]
    if not every:
        raise DataMissing(f"{words.NO_FIGURES} {in_time(period)}.")
    return every


def _shown(context: Context, measure: str, period: Period) -> BenchmarksShown | None:
    try:
        shown = benchmarks_shown(
            context.partnership,
            viewer=context.viewer,
            asked=Selection(period=period, source=_source(measure), as_at=context.at.isoformat()),
            measure=measure,
            group=context.settings.get("group", ""),
        )
    except NoSuch:
        return None
    is_compared = shown is not None and len(shown.benchmarks.ranked) > 1
    return shown if is_compared else None


def _source(measure: str) -> str:
    """The published source of partnerships themselves, before one of the whole country."""
    sources_of = [
        source
        for dataset, declared, source in comparable()
        if f"{dataset.app}/{declared.slug}" == measure
    ]
    own = [source for source in sources_of if not source.is_national]
    return (own or sources_of)[0].slug if sources_of else ""


def _picture(benchmarks: Benchmarks, group: str) -> Shown:
    rows = tuple(
        Bar(
            one.name,
            words.rate(benchmarks, one),
            Weight.MAIN if one.is_ours else Weight.PLAIN,
        )
        for one in benchmarks.ranked[:_MOST_ROWS]
    )
    named = heading(LONGEST_HALF_HEADING, *of_neighbours.heading(benchmarks, group))
    return picture(named, Bars(rows, across="Partnership"))


def _residents(benchmarks: Benchmarks) -> str:
    years = {one.residents.year for one in benchmarks.ranked if one.residents}
    return f"Residents: ONS, mid-{min(years)}." if len(years) == 1 else "Residents: ONS."
