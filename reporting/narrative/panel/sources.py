"""The one line at the foot of a slide: whose figures, as at when, and what of them is made up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from measures.counts import Nature
from measures.periods import Period
from reporting.analysis.figures import Figures
from reporting.analysis.national import Published
from reporting.content.description import Cell
from reporting.narrative.panel.small_words import one_line
from reporting.narrative.phrases import capital, listed, london

LICENCE = "OGL v3.0."
HATCHED = "Hatched: illustrative."
ALL_MADE_UP = "All numbers are illustrative."


def as_at(moment: datetime) -> str:
    """ "as at 16 February 2024"."""
    at = london(moment)
    return f"as at {at.day} {at:%B %Y}"


def line(
    figures: Figures, periods: Sequence[Period], cells: Iterable[Cell], *, hatched: bool = False
) -> str:
    """ "Cleveland Police, as at 16 February 2024. Totals worked back from percentages."."""
    known = [cell for cell in cells if cell.number is not None]
    if known and all(cell.is_illustrative for cell in known):
        return one_line((ALL_MADE_UP, f"{capital(as_at(figures.at))}."))
    return one_line(
        (
            f"{supplier(figures, periods)}, {as_at(figures.at)}.",
            LICENCE if figures.source.attribution else "",
            *natures(known, hatched=hatched),
        )
    )


def of_stated(figures: Figures, stated: str) -> str:
    """What a document states beside numbers that are made up: nobody's name stands at those."""
    return one_line((stated, f"{capital(as_at(figures.at))}."))


def in_notes(*lines: str) -> str:
    """Whose figures these are, for the notes, which say by themselves that it is the source."""
    return " ".join(dict.fromkeys(line.replace("Source: ", "") for line in lines))


def supplier(figures: Figures, periods: Sequence[Period]) -> str:
    """Who supplied it; of a published source its title, and of several their names."""
    if figures.source.published:
        return figures.source.title
    names = list(dict.fromkeys(origin.supplied_by for origin in figures.origins(periods)))
    return listed(names) if names else figures.source.title


def natures(cells: Iterable[Cell], *, hatched: bool = False) -> tuple[str, ...]:
    """What of the numbers was not counted from a file, a sentence each."""
    known = [cell for cell in cells if cell.number is not None]
    found = {cell.nature for cell in known}
    if found == {Nature.ILLUSTRATIVE}:
        return (ALL_MADE_UP,)
    published = {Nature.WORKED_BACK, Nature.PUBLISHED}
    if published <= found:
        made_up = (HATCHED if hatched else "[i]: illustrative.",)
        both = "Published, or worked back from percentages."
        return (*(made_up if Nature.ILLUSTRATIVE in found else ()), both)
    return tuple(
        words
        for nature, words in (
            (Nature.ILLUSTRATIVE, HATCHED if hatched else "[i]: illustrative."),
            (Nature.WORKED_BACK, "Counts worked back from published percentages."),
            (Nature.PUBLISHED, "Totals as published."),
        )
        if nature in found
    )


def of_published(found: Published) -> str:
    """Whose national figures, as at when."""
    source = found.dataset.sources[0].title
    return one_line(
        (f"{source}, {as_at(found.at)}.", "National: no local numbers are held."),
    )


def many(lines: Iterable[str]) -> str:
    """Several sources in one line, once each."""
    return one_line(dict.fromkeys(map(capital, lines)))


def of_many(suppliers: Sequence[str], moment: datetime, cells: Iterable[Cell]) -> str:
    """Several suppliers, each once, as at one moment."""
    who = listed(list(dict.fromkeys(suppliers)))
    return one_line((f"{who}, {as_at(moment)}.", *natures(cells)))
