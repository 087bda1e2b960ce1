"""What a document states where counts are made up, quoted as its own; numbers in it are cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from measures.counts import Nature
from reporting.content.description import MINUS, Cell, Style
from reporting.content.panel_slides import Finding
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.narrative.panel.in_words import in_words
from reporting.narrative.panel.small_words import LONGEST_TITLE, fitting
from reporting.narrative.phrases import capital, listed
from reporting.narrative.titles import in_a_sentence

# A number, but for years such as 2022/23 and codes such as F1.
_NUMBER = re.compile(
    r"(?<![\w/.,−-])(?!(?:19|20)\d\d\b(?!%))(?P<sign>[+−-]?)(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"(?P<percent>%?)(?![\w/])"
)


_CHANGES = {Style.CHANGE, Style.WHOLE_CHANGE}


@dataclass(frozen=True)
class Stated:
    """A title, findings, and changes by the name of a place, as `document` states them."""

    title: Phrase = NOTHING
    findings: tuple[Finding, ...] = ()
    changes: Mapping[str, Cell] = field(default_factory=dict)
    document: str = ""

    @classmethod
    def read(cls, title: str, lines: str, document: str) -> Stated:
        """Lines like "+44% | Ayresome": a figure, and what it is. ValueError for any other."""
        findings: list[Finding] = []
        changes: dict[str, Cell] = {}
        for line in filter(None, map(str.strip, lines.splitlines())):
            figure, bar, words = (part.strip() for part in line.partition("|"))
            if not bar or not figure or not words:
                raise ValueError(f"“{line}” is no statement: write a figure, a bar and words.")
            number = _NUMBER.fullmatch(figure)
            change = _cell(number) if number else None
            is_change = change is not None and change.style in _CHANGES
            is_rise = is_change and change is not None and (change.number or 0) > 0
            findings.append(Finding(with_cells(figure), with_cells(words), is_rise))
            if is_change and change is not None:
                changes[words.partition(",")[0].strip()] = change
        return cls(with_cells(title), tuple(findings), changes, document)

    def __bool__(self) -> bool:
        return bool(self.title or self.findings)

    @property
    def attributed(self) -> Phrase:
        """The title with whose statement it is, in the longest wording that has room."""
        if not self.title or not self.document:
            return self.title
        short = self.document.partition(" of ")[0]
        first, *rest = self.title.parts
        inside = in_a_sentence(first) if isinstance(first, str) else first
        named = capital(short.removeprefix("the "))
        return fitting(
            LONGEST_TITLE,
            phrase(*self.title.parts, f", {self.document} states"),
            phrase(*self.title.parts, f", {short} states"),
            phrase(f"{named}: ", inside, *rest),
            self.title,
        )

    @property
    def source(self) -> str:
        """ "Solid: as the update of 4 March 2024 states. Hatched: illustrative."."""
        by = f"as {self.document} states" if self.document else "as stated"
        if self.changes:
            return f"Solid: {by}. Hatched: illustrative."
        return f"The dashed lines are illustrative. Directions: {by}."

    @property
    def source_of_table(self) -> str:
        """The same where numbers stand in a table."""
        by = f"as {self.document} states" if self.document else "as stated"
        return f"Changes of {listed(list(self.changes))}: {by}."

    def said(self) -> Iterator[Phrase]:
        """The statements as they are said, with whose they are."""
        of = f"As {self.document} states it: " if self.document else "As it was stated: "
        if self.title:
            yield phrase(of, *self.title.parts, ".")
        yield from map(in_words, self.findings)


def with_cells(words: str) -> Phrase:
    """Words with each of their numbers as a cell, as a document has published it."""
    parts: list[str | Cell] = []
    at = 0
    for found in _NUMBER.finditer(words):
        parts += [words[at : found.start()], *_parts(found)]
        at = found.end()
    return phrase(*parts, words[at:])


def _parts(found: re.Match[str]) -> tuple[str | Cell, ...]:
    return (_cell(found),)


def _cell(found: re.Match[str]) -> Cell:
    digits = found["digits"].replace(",", "")
    number: int | float = float(digits) if "." in digits or found["percent"] else int(digits)
    if found["sign"] in (MINUS, "-"):
        number = -number
    styles = {(True, True): Style.CHANGE, (True, False): Style.DIFFERENCE}
    is_signed = bool(found["sign"])
    style = styles.get((is_signed, bool(found["percent"])))
    if style is Style.CHANGE and float(number).is_integer():
        style = Style.WHOLE_CHANGE  # It is not made to look finer than it was published.
    if style is None:
        style = Style.SHARE if found["percent"] else Style.COUNT
    return Cell(number, style, nature=Nature.PUBLISHED)
