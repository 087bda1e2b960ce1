"""The headline of a measure as a card, for pages of many measures."""

from __future__ import annotations

from dataclasses import dataclass

from measures.change import Change, Direction, Incomparable, Unjudged
from reporting import narrative
from reporting.charts import instead
from reporting.content.description import Cell, Sentence
from reporting.narrative import verdicts
from reporting.pages.measure.page import MeasureShown
from reporting.rendering.sparklines import Sparkline, sparkline


@dataclass(frozen=True)
class Card:
    """A measure on the overview or a ward's page, in five lines.

    `unit` says in words what the count is where it was not counted; so the symbol for that does not
    stand behind the number.
    """

    title: str
    to: str
    count: Cell
    unit: str
    change: Sentence
    direction: str
    verdict: str
    judged: str
    rank: Sentence | None
    line: Sparkline
    source_line: str


def card(shown: MeasureShown) -> Card:
    """The headline of a measure as a card."""
    change = shown.headline_comparison.change
    ranked = list(narrative.of_years(shown.among, change))
    (this_year, *_) = shown.months_chart.series
    count = shown.figures.cell(shown.told, area=shown.area)
    what_it_is = f" ({count.nature.value})" if count.nature.shorthand else ""
    noun = narrative.noun_for(shown.figures, count)
    return Card(
        title=shown.figures.measure.title,
        to=shown.to,
        count=count,
        unit=f"{noun} {narrative.during(shown.told)}{what_it_is}",
        change=narrative.card(shown.figures, shown.headline_comparison, area=shown.area),
        direction=_direction(change),
        verdict=verdicts.style_name(change),
        judged=shown.verdict_in_short,
        rank=ranked[0] if ranked else None,
        line=sparkline(this_year, alternative=instead.in_words(shown.figures, this_year)),
        source_line=shown.source_line,
    )


def _direction(change: Change | Unjudged | Incomparable) -> str:
    """Which shape stands before the words: none that points where they say "about the same".

    Nor where nothing is concluded from the figures.
    """
    if not isinstance(change, Change) or narrative.is_about_the_same(change):
        return Direction.LEVEL.value
    return change.direction.value
