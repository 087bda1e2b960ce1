"""Many measures at once: the overview and an app's measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from measures.change import Change
from measures.periods import Period, PeriodKind
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting import narrative
from reporting.charts import tables
from reporting.content.description import Sentence, Table
from reporting.content.selection import Selection
from reporting.pages import not_received
from reporting.pages.measure import page as pages
from reporting.pages.measure.cards import Card, card
from reporting.pages.measure.choices import Choice, choices
from reporting.pages.measure.months_missing import missing
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview import panels
from reporting.pages.overview.panels import Filled
from reporting.queries import figures as queries
from reporting.queries.screens import Screens
from returns.catalogue.declarations import Dataset


@dataclass(frozen=True)
class Changed:
    """What a measure's latest quarter says, with the path of its page."""

    title: str
    to: str
    sentence: Sentence


@dataclass(frozen=True)
class Overview:
    """The partnership at a glance: `changed` since a year before, the clearest first."""

    title: str
    cards: tuple[Card, ...]
    shown: tuple[MeasureShown, ...]
    changed: tuple[Changed, ...]
    missing: tuple[str, ...]
    panels: tuple[Filled, ...]
    choices: tuple[Choice, ...]
    as_at: str
    illustrative: str


def overview(partnership: Partnership, *, viewer: Viewer, asked: Selection) -> Overview:
    """The main measure of every dataset, for the year asked for or the latest."""
    figures = queries.main_figures(
        partnership=partnership,
        viewer=viewer,
        period=asked.period,
        as_at=asked.moment,
        written_as_at=asked.as_at,
    )
    screens = Screens(partnership, viewer, asked.moment, asked.as_at)
    made = [
        pages.measure_shown(
            measure_figures, period=asked.period, against=asked.against, screens=screens
        )
        for measure_figures in figures
    ]
    found = (measure for measure in made if measure)
    # Real figures first, otherwise in the order of the datasets.
    shown = tuple(sorted(found, key=lambda measure: measure.figures.is_made_up(measure.period)))
    offered = choices(shown[0]) if shown else ()
    asked_for = not_received.of_all(figures, partnership=partnership, viewer=viewer)
    return Overview(
        title=narrative.at_a_glance(shown[0].told) if shown else partnership.name,
        cards=tuple(card(measure) for measure in shown),
        shown=shown,
        changed=changed_since_a_year_before(shown),
        missing=(*asked_for, *missing(figures, with_reach=not asked_for)),
        panels=panels.filled(partnership, viewer=viewer, on=_day(asked)),
        choices=tuple(choice for choice in offered if choice.name in ("period", "against")),
        as_at=asked.as_at,
        illustrative=_illustrative(shown),
    )


def _day(asked: Selection) -> date:
    return clock.day_of(asked.moment or timezone.now())


# A reader takes in no more of them.
MOST_CHANGED = 5


def changed_since_a_year_before(shown: Sequence[MeasureShown]) -> tuple[Changed, ...]:
    """The latest quarter of each measure beside that of the year before, the clearest change first.

    Made-up quarters, of which nothing is concluded, are no news.
    """
    quarters = [
        quarter
        for quarter in map(_latest_quarter, shown)
        if quarter and not quarter.figures.is_made_up(quarter.period)
    ]
    quarters.sort(key=_how_usual)
    return tuple(
        Changed(
            title=quarter.figures.measure.title,
            to=quarter.to,
            sentence=_with_verdict(quarter),
        )
        for quarter in quarters[:MOST_CHANGED]
    )


def _with_verdict(shown: MeasureShown) -> Sentence:
    verdict = (" ", *shown.verdict.parts) if shown.verdict else ()
    return Sentence((*shown.headline.parts, *verdict))


def _latest_quarter(shown: MeasureShown) -> MeasureShown | None:
    figures, last = shown.figures, shown.period.last
    quarters = Period.year(last.financial_year).split(into=PeriodKind.QUARTER)
    complete = [
        quarter for quarter in quarters if quarter.last <= last and figures.is_supplied(quarter)
    ]
    if not complete:
        return None
    quarter = complete[-1]
    return replace(shown, period=quarter, against=quarter.year_earlier)


def _how_usual(shown: MeasureShown) -> float:
    change = shown.headline_comparison.change
    return change.p_value if isinstance(change, Change) else 2.0


def _illustrative(shown: Sequence[MeasureShown]) -> str:
    sentences = dict.fromkeys(measure.illustrative for measure in shown if measure.illustrative)
    if len(sentences) < 2:
        return "".join(sentences)
    made_up = [measure.figures.dataset.title for measure in shown if measure.illustrative]
    return narrative.illustrative_in_many(tuple(dict.fromkeys(made_up)))


@dataclass(frozen=True)
class Listed:
    """Measures in a table."""

    table: Table
    source_lines: tuple[str, ...]
    illustrative: str


def index(partnership: Partnership, datasets: Sequence[Dataset], *, viewer: Viewer) -> Listed:
    """Every measure of some datasets, each for its latest year."""
    figures = queries.every_measure(datasets, partnership=partnership, viewer=viewer)
    return _listed([pages.measure_shown(measure_figures) for measure_figures in figures])


def _listed(made: Sequence[MeasureShown | None]) -> Listed:
    shown = [measure for measure in made if measure]
    table = tables.measures(
        [(measure.figures, measure.headline_comparison, measure.to) for measure in shown],
        area=shown[0].area if shown else None,
    )
    return Listed(
        table=table,
        source_lines=tuple(dict.fromkeys(measure.source_line for measure in shown)),
        illustrative=_illustrative(shown),
    )
