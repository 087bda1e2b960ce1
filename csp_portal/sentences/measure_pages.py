"""What the page of a measure and its card say, of what is held and of generated histories."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from checks.sentences import bases
from checks.sentences.pages import Asked, AskedHere, AskedOf, Page, Said
from checks.sentences.spans import Span
from csp_portal.sentences.drawing import (
    Held,
    Store,
    draw_against,
    draw_place,
    draw_span,
    months_held,
    period_of,
    span_of,
    where_of,
)
from csp_portal.sentences.generated import Made
from measures import baselines
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.signals import screen
from reporting.content.description import ILLUSTRATIVE, PARTLY_ILLUSTRATIVE, Chart, Sentence
from reporting.pages.measure import page as pages
from reporting.pages.measure import sub_pages
from reporting.pages.measure.deck import measure_deck
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.main_page import MainPage
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview.rows import newest_row
from reporting.queries.screens import Screens


def of_held(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """A measure for a drawn period, place and base: its page and its card."""
    figures = held.figures
    span = draw_span(chance, months_held(figures))
    against, place = draw_against(chance, span), draw_place(chance, figures)
    shown = with_breakdowns(
        _shown(figures, span, against, place, store.screens(held.partnership)), held.reading
    )
    query = {
        "period": period_of(span).code,
        "against": against,
        "area": place.code if place else "",
        "source": figures.source.slug,
    }
    given = urlencode({name: value for name, value in query.items() if value}, safe="/")
    address = f"/{held.partnership.slug}/{figures.measure_id}/?{given}"
    yield from _pages(shown, store.asked(shown, held.partnership, against), address)


def of_made(chance: random.Random, made: Made) -> Iterator[Page]:
    """The same of a generated history."""
    span = draw_span(chance, made.history.supplied)
    against, place = draw_against(chance, span), draw_place(chance, made.figures)
    shown = _shown(made.figures, span, against, place)
    is_month = shown.period.months == 1
    shown = replace(
        shown,
        breakdowns=made.breakdowns(place) if shown.dimensions else (),
        screened=screen([made.figures], shown.period.start) if is_month else None,
    )
    asked = Asked(
        made.history,
        where_of(made.history, place),
        bases.compared(span_of(shown.period), against)[0],
        against,
        screened=((made.history,),),
    )
    address = (
        f"generated history {made.name}: {made.figures.measure_id}, period"
        f" {period_of(span).code}, against {against or 'the year before'}"
        f"{f', area {place.code}' if place else ''}"
    )
    yield from _pages(shown, asked, address)


def _shown(
    figures: Figures,
    span: Span,
    against: str,
    place: Place | None,
    screens: Screens | None = None,
) -> MeasureShown:
    shown = pages.measure_shown(
        figures,
        period=period_of(span),
        against=baselines.read(against) if against else None,
        area=place,
        screens=screens,
    )
    assert shown is not None  # noqa: S101 - months are held
    return shown


def _pages(shown: MeasureShown, asked: Asked, address: str) -> Iterator[Page]:
    yield Page("measure", address, tuple(of_measure(shown, asked)))
    for of in (sub_pages.WARDS, sub_pages.LOCALITIES, sub_pages.TYPES, sub_pages.HISTORY):
        yield Page(f"measure, {of.subject}", address, tuple(of_sub_page(shown, of, asked)))
    yield Page("row", address, tuple(of_row(shown, asked)))
    yield Page("slides", address, tuple(of_slides(shown, asked)))


_SLOTS = (
    "headline",
    "verdict",
    "cautions",
    "findings",
    "signals",
    "title",
    "illustrative",
    "by_wards",
    "coarseness",
    "about_residents",
    "reach",
    "source_line",
)


def of_measure(shown: MeasureShown, asked: Asked) -> Iterator[Said]:
    """What the page of a measure says, its charts with it."""
    for slot in _SLOTS:
        yield from said(slot, getattr(shown, slot), asked)
    short = MainPage(shown, (), None)
    # Where two figures are not compared, the heading and the line below it are one sentence.
    line = short.verdict.removeprefix(ILLUSTRATIVE).removeprefix(PARTLY_ILLUSTRATIVE)
    yield from said("judged in a line", f"{short.headline.text} {line}".strip(), asked)
    yield from said("range", short.range, asked)
    for fact in short.facts:
        yield from said("a fact", fact.text, asked)
    charts = (
        ("months", shown.over_time),
        ("years", shown.years_chart),
        ("localities", shown.localities_chart),
        ("wards", shown.wards_chart),
        *((f"types {of_type.breakdown.dimension.field}", of_type.chart) for of_type in shown.types),
    )
    for slot, chart in charts:
        if chart is not None:
            yield from of_chart(slot, chart, asked)


def of_sub_page(shown: MeasureShown, of: sub_pages.Kind, asked: Asked) -> Iterator[Said]:
    """What a page below a measure's says of its own subject."""
    page = sub_pages.SubPage(of, shown)
    if page.title != f"{shown.title}: {of.subject}":
        yield from said("title of the page", page.title, asked)
    yield from said("what is told", page.told, asked)


def of_chart(slot: str, chart: Chart, asked: Asked) -> Iterator[Said]:
    for part in ("title", "subtitle", "alternative", "notes"):
        yield from said(f"{part} of the chart of {slot}", getattr(chart, part), asked)


def of_row(shown: MeasureShown, asked: Asked) -> Iterator[Said]:
    """What a measure's row says on the overview."""
    made = newest_row(shown)
    for slot in ("change", "judged"):
        yield from said(f"{slot} of the row", getattr(made, slot), asked)


def of_slides(shown: MeasureShown, asked: Asked) -> Iterator[Said]:
    """The titles of a measure's slides; their sentences are those of its page."""
    if asked.place.kind != "whole":
        return
    deck = measure_deck(shown, partnership=asked.history.partnership, colour="#1d3557")
    yield from said("subtitle of the slides", deck.subtitle, asked)
    for slide in deck.slides:
        yield from said("a slide", slide.title, asked)


def said(slot: str, found: object, asked: Asked | AskedOf | AskedHere) -> Iterator[Said]:
    """The words in what a page shows, each a sentence as the page writes it."""
    if isinstance(found, str):
        if found:
            yield Said(slot, found, asked)
    elif isinstance(found, Sentence):
        yield Said(slot, found.text, asked)
    elif isinstance(found, tuple):
        for each in found:
            yield from said(slot, each, asked)
