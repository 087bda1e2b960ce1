"""Finds numbers typed into the words of a pack that match none of its figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from reporting.content.description import MINUS
from reporting.content.frozen import FrozenPack, cells
from reporting.packs import text as pack_text
from reporting.packs.models import NumberConfirmed, Version

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
# What stands before a number that counts nothing: the number of a section, an age, a plan.
_NAMES = (
    "sections?|schedule|paragraphs?|parts?|chapters?|regulations?|articles?|priority|version|item"
    "|page|phase|tier|level|step|stage|question|slide|table|figure|note|aged|ages|age|under|over"
    "|channel|act|wrap|no|number"
)
_COUNTS_NOTHING = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:to\s+\d{{1,2}}\s+)?(?:{_MONTHS})\b(?:\s+\d{{4}})?"
    rf"|\b(?:{_MONTHS})\s+\d{{1,4}}\b"
    r"|\b(?:FY\s?)?(?:19|20)?\d{2}\s?[/–-]\s?(?:19|20)?\d{2}\b"
    r"|\b\d{1,2}:\d{2}\b|\b\d{1,2}(?:\.\d{2})?\s?(?:am|pm)\b"
    rf"|\b(?i:{_NAMES})\.?\s+\d+[A-Z]?(?:\s+(?:to|and|or)\s+\d+[A-Z]?)*"
    r"|\b\d+\s+(?:and|or)\s+(?:under|over)\b"
    r"|\b\d+(?:st|nd|rd|th)\b",
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(rf"(?<![\w.,/])[+{MINUS}-]?\d+(?:,\d{{3}})*(?:\.\d+)?%?(?![\w/])")


def typed_numbers(text: str) -> tuple[str, ...]:
    """The numbers typed in a text, once each, except years, dates, ordinals and the like."""
    plain = _COUNTS_NOTHING.sub(" ", pack_text.without_signs(text))
    found = (match.group().lstrip(f"+{MINUS}-") for match in _NUMBER.finditer(plain))
    return tuple(dict.fromkeys(number for number in found if not _YEAR.fullmatch(number)))


def figures_of(pack: FrozenPack) -> frozenset[str]:
    """Every number that the pack shows from released figures, as it is compared."""
    return frozenset(_bare(cell.bare_text) for cell in cells(pack.sections))


def unsupported(
    text: str, *, figures: Collection[str], confirmed: Iterable[str] = ()
) -> tuple[str, ...]:
    """The typed numbers that match none of `figures` and have not been confirmed."""
    known = {*figures, *(_bare(number) for number in confirmed)}
    return tuple(number for number in typed_numbers(text) if _bare(number) not in known)


def unsupported_numbers(
    version: Version, pack: FrozenPack, *, figures: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """The unsupported numbers by section key; one query. `figures` are those of the pack."""
    figures = figures or figures_of(pack)
    confirmed: dict[str, list[str]] = {}
    confirmations = NumberConfirmed.objects.filter(section__version=version)
    for key, number in confirmations.values_list("section__key", "number"):
        confirmed.setdefault(key, []).append(number)
    found = {
        section.key: unsupported(
            section.text, figures=figures, confirmed=confirmed.get(section.key, ())
        )
        for section in pack.sections
    }
    return {key: numbers for key, numbers in found.items() if numbers}


def _bare(number: str) -> str:
    """Without sign and commas: “−22.3%” in a table is “22.3%” in a sentence."""
    return number.lstrip(f"+{MINUS}-").replace(",", "")
