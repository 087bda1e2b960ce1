"""A measure as one row among others: its newest number beside a year before."""

from __future__ import annotations

from dataclasses import dataclass

from measures.change import Change, Direction, Incomparable, Unjudged
from measures.counts import Nature
from reporting import narrative
from reporting.charts import sparklines
from reporting.charts.sparklines import Sparkline
from reporting.content.description import Cell, Sentence
from reporting.narrative import verdicts
from reporting.pages.measure.page import MeasureShown

ONLY_YEARS = "Published by year only"
TOO_SHORT = "Too few real months for a line"


@dataclass(frozen=True)
class NewestRow:
    """A measure for one period; `to` is the path of its page.

    `nature` says what the number is where it was not counted. The line is of real figures alone;
    without one `instead` says why.
    """

    title: str
    to: str
    period: str
    nature: str
    is_made_up: bool
    count: Cell
    change: Sentence
    status: str
    direction: str
    judged: str
    line: Sparkline | None
    instead: str


def newest_row(shown: MeasureShown) -> NewestRow:
    """The row of a measure as it is shown."""
    figures, comparison = shown.figures, shown.headline_comparison
    change = comparison.change
    count = figures.cell(shown.told, area=shown.area)
    line = sparklines.recent(figures, shown.told.last, area=shown.area)
    return NewestRow(
        title=figures.measure.title,
        to=shown.to,
        period=narrative.capital(narrative.named(shown.told)),
        nature=count.nature.value if count.nature is Nature.WORKED_BACK else "",
        is_made_up=count.is_illustrative,
        count=count,
        change=narrative.card(figures, comparison, area=shown.area),
        status=verdicts.style_name(change),
        direction=_direction(change),
        judged=shown.verdict_in_short,
        line=line,
        instead=_instead(shown) if line is None else "",
    )


def _direction(change: Change | Unjudged | Incomparable) -> str:
    """Which shape stands before the words: none that points where they say "about the same".

    Nor where nothing is concluded from the figures.
    """
    if not isinstance(change, Change) or narrative.is_about_the_same(change):
        return Direction.LEVEL.value
    return change.direction.value


def _instead(shown: MeasureShown) -> str:
    return ONLY_YEARS if shown.figures.is_made_up(shown.told) else TOO_SHORT
