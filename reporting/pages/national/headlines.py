"""The national measures of an app: one in full, the others as short facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnership.page_parts import Way
from reporting.analysis.national import Published
from reporting.narrative import national as words
from reporting.narrative.facts import Fact
from reporting.pages.national.main_page import NationalPage, newest
from reporting.pages.national.page import PublishedShown, published_shown


@dataclass(frozen=True)
class Index:
    """Every national measure of an app; `page` is of the first that has figures, if any has.

    `here` is the address of that one's own page.
    """

    title: str
    page: NationalPage | None
    here: str
    facts: tuple[Fact, ...]
    ways: tuple[Way, ...]
    national: str
    caveats: tuple[str, ...]
    source_line: str


def index(every: tuple[Published, ...], *, base: str = "") -> Index:
    """The first of `every`, which are of one dataset, and the others in short."""
    dataset = every[0].dataset
    made = [(published, published_shown(published)) for published in every]
    in_use = [shown for _, shown in made if shown]
    return Index(
        title=dataset.title,
        page=NationalPage(in_use[0]) if in_use else None,
        here=f"{base}{in_use[0].found.measure_id}/" if in_use else "",
        facts=tuple(_facts(in_use[1:])),
        ways=tuple(
            Way(
                published.measure.title,
                f"{base}{shown.to if shown else f'{published.measure_id}/'}",
                newest(published),
            )
            for published, shown in made
        ),
        national=words.NATIONAL,
        caveats=dataset.caveats,
        source_line=words.source_line(
            *((published, [shown.when] if shown else []) for published, shown in made)
        ),
    )


def _facts(every: Iterable[PublishedShown]) -> Iterable[Fact]:
    """Those that are one number: a split into shares has a page of its own."""
    for shown in every:
        if shown.compared_table is not None:
            fact = words.fact(shown.found, shown.when, shown.comparisons[0])
            if fact:
                yield fact
