"""What must be known of figures before they are read: a short tag each, explained at the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from measures.change import Difference
from reporting.pages.measure.across_sources import AcrossSources, Link
from reporting.pages.measure.page import MeasureShown


@dataclass(frozen=True)
class Tag:
    """A few words beside the title; `sentences` and `links` stand at the foot, under `anchor`."""

    anchor: str
    text: str
    sentences: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def is_made_up(self) -> bool:
        return self.anchor == ILLUSTRATIVE


ILLUSTRATIVE = "illustrative"


def tags(
    shown: MeasureShown, *, across: AcrossSources | None, not_received: Sequence[str]
) -> tuple[Tag, ...]:
    """A tag for each thing to know of what is shown; none where there is nothing to know."""
    return tuple(tag for tag in _every(shown, across, not_received) if tag.sentences)


def _every(
    shown: MeasureShown, across: AcrossSources | None, not_received: Sequence[str]
) -> Iterator[Tag]:
    if shown.illustrative:
        yield Tag(ILLUSTRATIVE, "Illustrative", (shown.illustrative,))
    yield Tag(
        "other-sources",
        "Other sources",
        tuple(sentence for sentence, _ in shown.sources_differ),
        tuple(Link("Show the other source", to) for _, to in shown.sources_differ),
    )
    if across:
        yield Tag("main-sources", "The main source changes", (across.sentence,), across.links)
    yield Tag("not-received", "Not all received", tuple(not_received))
    yield Tag(
        "hidden", "Small counts hidden", shown.figures.gate.sentences if shown.figures.gate else ()
    )
    yield Tag("with-care", _with_care(shown), shown.cautions)
    yield Tag("wards-of-then", "Wards of another day", shown.by_wards)


def _with_care(shown: MeasureShown) -> str:
    change = shown.headline_comparison.change
    is_provisional = shown.figures.is_provisional(shown.headline_periods)
    if is_provisional and isinstance(change, Difference):
        return "Provisional"
    return "Compare with care"
