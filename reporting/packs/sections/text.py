"""Slides of the pack's own words, and the sections that are nothing else; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.counts import Gap
from measures.periods import BadPeriod, Period
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.content.description import Cell, Slide, SlideKind
from reporting.packs import text as pack_text
from reporting.packs.numbers import (
    BadFigure,
    Bound,
    Numbers,
    figures_of,
    published_source_line,
)
from reporting.packs.sections.registry import Context, DataMissing, SectionKind, Writers
from reporting.queries.measures import NoSuch
from reporting.queries.national import is_published

NOTHING_WRITTEN = "Nothing has been written for this section yet."


def text_slides(context: Context, *, title: str = "") -> tuple[Slide, ...]:
    """The words of a section, a slide for each heading in them; none where there are none."""
    pages = pack_text.pages(context.text, reader(context.numbers))
    return tuple(_slide(context, page, page.title or title or context.title) for page in pages)


def _slide(context: Context, page: pack_text.Page, title: str) -> Slide:
    source, warning = _where_from(context.numbers, page)
    return Slide(
        kind=SlideKind.TEXT,
        title=title,
        sentences=page.sentences,
        is_list=page.is_list,
        source_line=source,
        warning=warning,
    )


def own_words(context: Context) -> Sequence[Slide]:
    """The slides of a words-only section. DataMissing where nothing has been written."""
    slides = text_slides(context)
    if not slides:
        raise DataMissing(NOTHING_WRITTEN)
    return slides


def words_kind(
    slug: str,
    title: str,
    about: str,
    *,
    group: str = "Words",
    text_help: str = "",
    writers: Writers = Writers.PACK,
    in_annual_update: bool = False,
) -> SectionKind:
    """A kind of section that holds the pack's own words."""
    return SectionKind(
        slug=slug,
        title=title,
        help=about,
        build=own_words,
        group=group,
        text_help=text_help,
        writers=writers,
        in_annual_update=in_annual_update,
    )


def reader(numbers: Numbers) -> pack_text.Reader:
    """Reads a figure of a text; a gap where there is no such figure, which the editor marks."""

    def read(written: str) -> tuple[str | Cell, ...]:
        try:
            return numbers.bound(Bound.parse(written))
        except BadFigure:
            return (Cell(Gap.NOT_SUPPLIED),)

    return read


def _where_from(numbers: Numbers, page: pack_text.Page) -> tuple[str, str]:
    """The sources of the figures on a slide, and which of them are illustrative."""
    sources: dict[str, None] = {}
    cited: dict[tuple[str, str, str], tuple[Figures, set[Period]]] = {}
    for figure in _bound_in(page):
        try:
            if is_published(figure.measure):
                line = published_source_line(numbers.published(figure.measure), figure)
                sources[line] = None
            else:
                figures = figures_of(numbers, figure)
                sources[narrative.slide_source_line(figures)] = None
                key = (figure.measure, figure.source, figures.source.slug)
                _, periods = cited.setdefault(key, (figures, set()))
                periods.update(_periods(figure, figures))
        except (NoSuch, BadPeriod):
            continue
    return " ".join(sources), _made_up(cited.values())


def _made_up(cited: Iterable[tuple[Figures, Iterable[Period]]]) -> str:
    by_sentence: dict[str, list[str]] = {}
    for figures, periods in cited:
        sentence = narrative.illustrative(figures, sorted(periods))
        if sentence:
            by_sentence.setdefault(sentence, []).append(figures.measure.title)
    if len(by_sentence) == 1:
        return next(iter(by_sentence))
    return " ".join(
        f"{narrative.listed(titles)}, {sentence}" for sentence, titles in by_sentence.items()
    )


def _bound_in(page: pack_text.Page) -> Iterable[Bound]:
    for written in page.figures:
        try:
            yield Bound.parse(written.strip())
        except BadFigure:
            continue


def _periods(figure: Bound, figures: Figures) -> Iterable[Period]:
    period = Period.parse(figure.period)
    yield period
    if figure.what.is_of_years:
        yield from (Period.year(year) for year in figures.years if year < period.financial_year)
    if figure.against:
        yield Period.parse(figure.against)
    elif figure.what.compares:
        yield period.year_earlier
