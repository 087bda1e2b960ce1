"""What a measure's page says where the main source changes, with links to each source by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from measures.change import Incomparable, Refusal
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.comparisons import Comparison
from reporting.analysis.main_sources import source_changes
from reporting.pages.measure.page import MeasureShown


@dataclass(frozen=True)
class Link:
    """Words, and the path below the partnership's address that they lead to."""

    text: str
    to: str


@dataclass(frozen=True)
class AcrossSources:
    """Which source is the main one when; links where something is not told across a change."""

    sentence: str
    links: tuple[Link, ...]


def across_sources(shown: MeasureShown) -> AcrossSources | None:
    """None where the main source does not change, or somebody asked for one source."""
    if not shown.figures.of_main:
        return None
    links = _of_period(shown) or _of_comparisons(shown)
    return AcrossSources(narrative.main_sources(shown.figures), tuple(dict.fromkeys(links)))


def _of_period(shown: MeasureShown) -> list[Link]:
    """Of a period across a change: the same from each source that has months of it."""
    if not source_changes(shown.figures, (shown.period,)):
        return []
    return [
        _link(
            shown, narrative.in_its_source(shown.period, title), period=shown.period, source=source
        )
        for source, title, held in _sources(shown)
        if not held.isdisjoint(shown.period.each_month)
    ]


def _of_comparisons(shown: MeasureShown) -> list[Link]:
    """Of the first comparison across a change: its base, and the same within one source."""
    for comparison in shown.comparisons:
        change = comparison.change
        if isinstance(change, Incomparable) and change.reason is Refusal.SOURCES_DIFFER:
            return [*_bases(shown, comparison), *_within_one(shown, comparison)]
    return []


def _bases(shown: MeasureShown, comparison: Comparison) -> Iterator[Link]:
    for stretch in shown.figures.told_by_others(comparison.periods):
        within = [
            base
            for base in comparison.periods
            if stretch.contains(base) and not stretch.supplied.isdisjoint(base.each_month)
        ]
        if within:
            text = narrative.in_its_source(within[-1], stretch.title)
            yield _link(shown, text, period=within[-1], against=None, source="")


def _within_one(shown: MeasureShown, comparison: Comparison) -> Iterator[Link]:
    months = {
        month for each in (comparison.period, *comparison.periods) for month in each.each_month
    }
    for source, title, held in _sources(shown):
        if months <= held:
            text = narrative.in_one_source(
                comparison.period, narrative.base_named(comparison), title
            )
            yield _link(shown, text, against=comparison.against, source=source)


def _sources(shown: MeasureShown) -> list[tuple[str, str, frozenset[Month]]]:
    """Each of the main sources once: its slug, its title and all its months."""
    by_slug = {stretch.source: stretch for stretch in shown.figures.stretches}
    return [(slug, stretch.title, stretch.held) for slug, stretch in by_slug.items()]


def _link(shown: MeasureShown, text: str, **changes: Period | str | object) -> Link:
    query = shown.selection.but(sort="", **changes).query
    return Link(text, f"{shown.figures.measure_id}/?{query}")
