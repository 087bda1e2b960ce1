"""A pack as a record to read: its parts by section, with the slides that the panel saw of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from reporting.content.description import Deck, Slide
from reporting.content.panel_slides import Numbered, PanelSlide


@dataclass(frozen=True)
class ReportSection:
    """A section: its parts of the report, its slides with their numbers, and its annex slides."""

    key: str
    title: str
    parts: tuple[Slide, ...] = ()
    slides: tuple[Numbered, ...] = ()
    annex: tuple[PanelSlide, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.slides or self.annex)


@dataclass(frozen=True)
class Report:
    """The whole `deck`, and its `sections` where slides were frozen apart from it.

    `numbers` are those of the slides of the main part that references lead to.
    """

    deck: Deck
    sections: tuple[ReportSection, ...] = ()
    numbers: Mapping[str, int] = field(default_factory=dict)

    def slides(self) -> Iterator[Numbered]:
        """The slides of the main part in their order."""
        for section in self.sections:
            yield from section.slides
