"""What is asked of the portal, drawn at random; and the facts behind what it answers."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from checks.sentences import bases, stored
from checks.sentences.facts import History, Where
from checks.sentences.pages import Asked
from checks.sentences.spans import Span
from csp_portal.sentences.declared import declared
from measures.periods import Month, Period
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets
from reporting.queries.reading import Reading
from reporting.queries.screens import Screens


@dataclass(frozen=True)
class Held:
    """One measure of one source that a partnership has figures of."""

    partnership: Partnership
    reading: Reading

    @property
    def figures(self) -> Figures:
        return self.reading.figures


Groups: TypeAlias = tuple[tuple[History, ...], ...]


@dataclass
class Store:
    """The facts behind figures, each read once."""

    facts: stored.Stored = field(default_factory=lambda: stored.Stored(clock.today()))
    histories: dict[tuple[str, str, str, bool], History] = field(default_factory=dict)
    made_screens: dict[str, Screens] = field(default_factory=dict)

    def screens(self, partnership: Partnership) -> Screens:
        """The screens of its months, each made once."""
        if partnership.slug not in self.made_screens:
            self.made_screens[partnership.slug] = Screens(partnership, AS_COUNCILLOR)
        return self.made_screens[partnership.slug]

    def behind(self, figures: Figures, partnership: Partnership) -> History:
        """The raw facts of what `figures` are of."""
        key = (partnership.slug, figures.measure_id, figures.source.slug, figures.of_main)
        if key not in self.histories:
            self.histories[key] = self.facts.history(
                declared(figures.dataset, figures.measure, figures.source),
                partnership.slug,
                main_only=figures.of_main,
            )
        return self.histories[key]

    def asked(self, shown: MeasureShown, partnership: Partnership, against: str = "") -> Asked:
        """What a page shows of a measure, as it was asked for."""
        history = self.behind(shown.figures, partnership)
        return Asked(
            history,
            where_of(history, shown.area),
            bases.compared(span_of(shown.period), against)[0],
            against,
            screened=self._screened(shown, partnership) if shown.period.months == 1 else (),
        )

    def _screened(self, shown: MeasureShown, partnership: Partnership) -> Groups:
        """What a month is judged among: the main sources, or what else its source tells of."""
        month = shown.period.start
        is_of_main = self.screens(partnership).of(month).has(shown.figures)
        source = "" if is_of_main else shown.figures.source.slug
        return self.groups(partnership, month, source=source)

    def groups(self, partnership: Partnership, month: Month, *, source: str = "") -> Groups:
        """The measures that a month is judged among; each group by itself."""
        screens = self.screens(partnership)
        main = screens.of(month)
        groups = [main.every]
        if source:
            others = screens.every(month, source=source)
            groups.append(tuple(figures for figures in others if not main.has(figures)))
        return tuple(
            tuple(self.behind(figures, partnership) for figures in group) for group in groups
        )


def everything_held() -> list[Held]:
    """Every measure with figures of every source of every partnership."""
    return [
        Held(partnership, reading)
        for partnership in Partnership.objects.order_by("slug")
        for dataset in all_datasets()
        for source in dataset.sources
        if not source.is_national
        for reading in queries.every_reading(
            [dataset], partnership=partnership, viewer=AS_COUNCILLOR, source=source.slug
        )
        if reading.figures.months_supplied
    ]


# --- Periods and places ----------------------------------------------------------------------
def span_of(period: Period) -> Span:
    return Span(12 * period.start.year + period.start.number - 1, period.months)


def period_of(span: Span) -> Period:
    return Period(month_of(span.start), span.months)


def month_of(number: int) -> Month:
    return Month(number // 12, number % 12 + 1)


def where_of(history: History, place: Place | None) -> Where:
    if place is None or place.kind is PlaceKind.WHOLE:
        return history.whole
    return next(each for each in history.places if each.code == place.code)


def months_held(figures: Figures) -> list[int]:
    return [12 * month.year + month.number - 1 for month in sorted(figures.months_supplied)]


# --- What is asked for -----------------------------------------------------------------------
def draw_span(chance: random.Random, months: Iterable[int]) -> Span:
    """A year, half, quarter, month or run of months that ends with a month that is held.

    Later ones more often than earlier ones, of which less can be said.
    """
    held = sorted(months)
    last = max(chance.choice(held), chance.choice(held))
    length = chance.choice((1, 1, 1, 3, 3, 6, 6, 12, 12, 12, 2, 9))
    if length in (3, 6, 12):
        return Span(last - (last - 3) % length, length)
    return Span(max(last - length + 1, held[0]), length)


def draw_against(chance: random.Random, span: Span) -> str:
    """A baseline by name, a period of one's own, or blank for the year before."""
    choice = chance.random()
    if choice < 0.45:
        return ""
    if choice < 0.75:
        return chance.choice(bases.NAMED)
    if choice < 0.9:
        return period_of(span.back(chance.choice((1, 1, 2, -1)))).code
    # What is no base: another part of the year, another length, months in common.
    first = span.start - chance.choice((1, span.months, 12))
    return period_of(Span(first, chance.choice((1, 3, 6, span.months)))).code


def draw_place(chance: random.Random, figures: Figures) -> Place | None:
    """The whole, or a ward or locality."""
    places = [place for place in figures.places if figures.reaches(place.kind)]
    parts = [place for place in places if place.kind not in (PlaceKind.WHOLE, PlaceKind.ELSEWHERE)]
    return chance.choice(parts) if parts and chance.random() < 0.7 else None
