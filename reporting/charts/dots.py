"""Rates of places as dots with intervals on one scale, each for a row of a table; draws nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from measures.counts import Gap
from measures.intervals import Interval
from measures.periods import Period
from measures.ranks import Rated, interval_of_rate
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.scatter import factor_of
from reporting.content.description import Cell
from reporting.narrative import levels


@dataclass(frozen=True)
class Dot:
    """A value with the interval that the usual ups and downs leave around it, where it is known."""

    label: str
    value: Cell
    interval: Interval | None = None
    is_highlighted: bool = False

    @property
    def in_words(self) -> str:
        """What the drawing shows, for who does not see it."""
        return levels.of_dot(self.value, self.interval)


@dataclass(frozen=True)
class Dots:
    """Dots on one scale from zero, by the key of their rows; `whole` is what they are read against.

    The table that they stand in has their values as numbers.
    """

    by_key: dict[str, Dot]
    whole: Cell | None = None
    whole_label: str = ""


def of_rates(
    figures: Figures, places: Iterable[Place], period: Period, *, mine: str = ""
) -> Dots | None:
    """The rates of `places` in `period` by their codes; None where none of them has one.

    That of the place with the code `mine` stands out. A made-up rate, and one of which the scatter
    is not known, is a dot without an interval.
    """
    dots = {}
    for place in places:
        value = figures.rate_cell(period, area=place)
        if value.number is not None:
            interval = _interval(figures, place, period)
            dots[place.code] = Dot(place.name, value, interval, place.code == mine)
    if not dots:
        return None
    whole = figures.rate_cell(period)
    is_known = whole.number is not None
    return Dots(dots, whole if is_known else None, figures.partnership if is_known else "")


def _interval(figures: Figures, place: Place, period: Period) -> Interval | None:
    count = figures.evidence(period, area=place)
    residents = figures.population(period, area=place)
    if isinstance(count, Gap) or count < 0 or residents is None:
        return None
    if not (factor := factor_of(figures, period, area=place)):
        return None
    found = interval_of_rate(Rated(count, residents.count, factor))
    return found if isfinite(found.high) else None
