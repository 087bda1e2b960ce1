"""Words with numbers in them as they stand on a panel's slide; knows only descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from reporting.content.description import Cell, Words


@dataclass(frozen=True)
class SlideRef:
    """Leads to another slide of the same pack, by its section and its key there.

    `to` is "section/key", or "section" for the first of a section. Where it is not among the
    slides, `otherwise` says where else it is.
    """

    to: str
    otherwise: str = "the report"


PhrasePart: TypeAlias = str | Words | Cell | SlideRef


@dataclass(frozen=True)
class Phrase:
    """Words and the numbers among them, where a tag beside says whether these are made up.

    Otherwise than a `Sentence` it does not begin with the mark: a slide's tag has it.
    """

    parts: tuple[PhrasePart, ...]

    @property
    def text(self) -> str:
        """As plain words, with each reference in its words for outside a deck."""
        return self.with_numbers({})

    def with_numbers(self, numbers: Mapping[str, int]) -> str:
        """As plain words; `numbers` are those of the slides that references lead to."""
        return "".join(_words(part, numbers) for part in self.parts)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(part for part in self.parts if isinstance(part, Cell))

    def __bool__(self) -> bool:
        return bool(self.parts)


NOTHING = Phrase(())


def phrase(*parts: PhrasePart) -> Phrase:
    """The parts as a phrase, blank ones left out."""
    return Phrase(tuple(part for part in parts if part != ""))


def _words(part: PhrasePart, numbers: Mapping[str, int]) -> str:
    match part:
        case str():
            return part
        case Words():
            return part.text
        case SlideRef():
            return f"slide {numbers[part.to]}" if part.to in numbers else part.otherwise
        case Cell():
            return part.text_but_nature
