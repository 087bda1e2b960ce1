"""The national measures of an app, each with its latest headline."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.analysis.national import Published
from reporting.content.description import Link, Sentence
from reporting.narrative import national as words
from reporting.pages.national.page import published_shown


@dataclass(frozen=True)
class Index:
    """Every national measure of an app, each with its latest headline."""

    title: str
    national: str
    lines: tuple[tuple[Link, Sentence, str], ...]
    caveats: tuple[str, ...]
    source_line: str


def index(every: tuple[Published, ...]) -> Index:
    """The headlines of `every`, which are of one dataset."""
    dataset = every[0].dataset
    made = [(published, published_shown(published)) for published in every]
    return Index(
        title=dataset.title,
        national=words.NATIONAL,
        lines=tuple(
            (
                Link(published.measure.title, shown.to if shown else f"{published.measure_id}/"),
                shown.headline if shown else Sentence(("No figures are in use yet.",)),
                shown.when.label if shown else "",
            )
            for published, shown in made
        ),
        caveats=dataset.caveats,
        source_line=words.source_line(
            *((published, [shown.when] if shown else []) for published, shown in made)
        ),
    )
