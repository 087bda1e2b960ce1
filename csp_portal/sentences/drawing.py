"""Pages drawn at random from what is held, and what they say, as text for the reader."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from checks.sentences import bases, stored
from checks.sentences.facts import History, Where
from checks.sentences.pages import Asked, Page, Said
from checks.sentences.spans import Span
from csp_portal.sentences.declared import declared
from csp_portal.sentences.generated import Made
from measures import baselines
from measures.periods import Month, Period
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Chart, Sentence
from reporting.pages.measure import page as pages
from reporting.pages.measure.cards import card
from reporting.pages.measure.in_full import with_breakdowns
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets
from reporting.queries.reading import Reading


@dataclass(frozen=True)
class Held:
    """One measure of one source as a partnership has it: as pages read it, and as raw facts."""

    partnership: Partnership
    reading: Reading
    history: History

    @property
    def figures(self) -> Figures:
        return self.reading.figures


def everything_held() -> list[Held]:
    """Every measure with figures of every source of every partnership."""
    facts = stored.Stored(clock.today())
    return [
        Held(
            partnership,
            reading,
            facts.history(declared(dataset, reading.figures.measure, source), partnership.slug),
        )
        for partnership in Partnership.objects.order_by("slug")
        for dataset in all_datasets()
        for source in dataset.sources
        if not source.is_national
        for reading in queries.every_reading(
            [dataset], partnership=partnership, viewer=AS_COUNCILLOR, source=source.slug
        )
        if reading.figures.months_supplied
    ]


def span_of(period: Period) -> Span:
    return Span(12 * period.start.year + period.start.number - 1, period.months)


def period_of(span: Span) -> Period:
    year, month = divmod(span.start, 12)
    return Period(Month(year, month + 1), span.months)


# --- What is asked for -----------------------------------------------------------------------
def draw_span(chance: random.Random, months: Iterable[int]) -> Span:
    """A year, half, quarter, month or run of months that ends with a month that is held."""
    held = sorted(months)
    last = chance.choice(held)
    length = chance.choice((1, 1, 3, 3, 6, 6, 12, 12, 12, 2, 9))
    if length in (3, 6, 12):
        first = last - (last - 3) % length
        return Span(first, length)
    return Span(max(last - length + 1, held[0]), length)


def draw_against(chance: random.Random, span: Span) -> str:
    """A baseline by name, a period of one's own, or blank for the year before."""
    choice = chance.random()
    if choice < 0.45:
        return ""
    if choice < 0.75:
        return chance.choice(bases.NAMED)
    return period_of(span.back(chance.choice((1, 1, 2, -1)))).code


def draw_place(chance: random.Random, figures: Figures) -> Place | None:
    """The whole, or a ward or locality."""
    places = [place for place in figures.places if figures.reaches(place.kind)]
    parts = [place for place in places if place.kind not in (PlaceKind.WHOLE, PlaceKind.ELSEWHERE)]
    return chance.choice(parts) if parts and chance.random() < 0.7 else None


def where_of(history: History, place: Place | None) -> Where:
    if place is None or place.kind is PlaceKind.WHOLE:
        return history.whole
    return next(each for each in history.places if each.code == place.code)


def generated_page(chance: random.Random, made: Made) -> Page:
    """A measure of a generated history, as its page would show it."""
    span = draw_span(chance, made.history.supplied)
    against, place = draw_against(chance, span), draw_place(chance, made.figures)
    shown = pages.measure_shown(
        made.figures,
        period=period_of(span),
        against=baselines.read(against) if against else None,
        area=place,
    )
    assert shown is not None  # noqa: S101 - months are held
    shown = replace(shown, breakdowns=made.breakdowns(place) if shown.dimensions else ())
    asked = Asked(made.history, where_of(made.history, place), span_of(shown.period), against)
    where = f", area {place.code}" if place else ""
    address = (
        f"generated history {made.name}: {made.figures.measure_id},"
        f" period {period_of(span).code}, against {against or 'the year before'}{where}"
    )
    return Page("measure", address, tuple(of_measure(shown, asked)))


# --- A page of a measure ---------------------------------------------------------------------
def measure_page(chance: random.Random, held: Held) -> Page:
    """A measure for a drawn period, place and base, as its page shows it."""
    span = draw_span(chance, held.history.supplied)
    against, place = draw_against(chance, span), draw_place(chance, held.figures)
    shown = pages.measure_shown(
        held.figures,
        period=period_of(span),
        against=baselines.read(against) if against else None,
        area=place,
    )
    assert shown is not None  # noqa: S101 - months are held
    shown = with_breakdowns(shown, held.reading)
    asked = Asked(held.history, where_of(held.history, place), span_of(shown.period), against)
    query = {
        "period": period_of(span).code,
        "against": against,
        "area": place.code if place else "",
        "source": held.figures.source.slug,
    }
    given = urlencode({name: value for name, value in query.items() if value}, safe="/")
    address = f"/{held.partnership.slug}/{held.figures.measure_id}/?{given}"
    return Page("measure", address, tuple(of_measure(shown, asked)))


def of_measure(shown: MeasureShown, asked: Asked) -> Iterator[Said]:
    """What the page of a measure says."""
    for slot in _SLOTS:
        for text in _texts(getattr(shown, slot)):
            yield Said(slot, text, asked)
    charts = (
        ("months", shown.over_time),
        ("years", shown.years_chart),
        ("localities", shown.localities_chart),
        ("wards", shown.wards_chart),
        *((f"types {of_type.breakdown.dimension.field}", of_type.chart) for of_type in shown.types),
    )
    for slot, chart in charts:
        if chart is not None:
            yield from _of_chart(slot, chart, asked)
    yield from _of_card(shown, asked)


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


def _of_chart(slot: str, chart: Chart, asked: Asked) -> Iterator[Said]:
    for part in ("title", "subtitle", "alternative", "notes"):
        for text in _texts(getattr(chart, part)):
            yield Said(f"{part} of the chart of {slot}", text, asked)


def _of_card(shown: MeasureShown, asked: Asked) -> Iterator[Said]:
    made = card(shown)
    for slot in ("unit", "change", "judged", "rank"):
        for text in _texts(getattr(made, slot)):
            yield Said(f"{slot} of the card", text, asked)


def _texts(found: object) -> Iterator[str]:
    """The words in what a page shows: sentences as the page writes them."""
    if isinstance(found, str):
        if found:
            yield found
    elif isinstance(found, Sentence):
        yield found.text
    elif isinstance(found, tuple | list):
        for each in found:
            yield from _texts(each)
