"""A finding as a sentence: what stands large on a slide, and what it is, said in one breath."""

from __future__ import annotations

from dataclasses import replace

from reporting.content.description import Cell, Style
from reporting.content.panel_slides import Finding
from reporting.content.phrases import Phrase, PhrasePart, phrase
from reporting.narrative.phrases import capital
from reporting.narrative.titles import in_a_sentence
from reporting.narrative.verdicts import NOT_JUDGED, UPS_AND_DOWNS

# What these begin is told of the words before a colon.
_ASKING = ("how ", "what ", "whether ", "who ", "which ", "where ")
# Compared things without a verb, and superlatives.
_WITHOUT_VERB = ("fewer ", "more ", "the most ", "the fewest ")

# How much a change is without its sign.
_UNSIGNED = {
    Style.DIFFERENCE: Style.COUNT,
    Style.SMALL_DIFFERENCE: Style.SMALL_AVERAGE,
    Style.CHANGE: Style.PERCENT,
    Style.WHOLE_CHANGE: Style.SHARE,
}
_BASE, _ITS_YEAR = "on the ", " of "


def in_words(finding: Finding) -> Phrase:
    """ "1,499 more than in 2021/22 (24,951), +6.0%." and "Trimdon rose 42%."."""
    figure, words = finding.figure, finding.words.parts
    if not words:
        return phrase(*figure.parts, ".")
    first = words[0] if isinstance(words[0], str) else ""
    if figure.cells:
        return _of_number(figure, first, words)
    if figure.text == capital(NOT_JUDGED):
        return phrase(f"The change is {NOT_JUDGED}: ", *words, ".")
    lead, joint = _around(first)
    before = _inside(figure.parts) if lead else figure.parts
    return phrase(lead, *before, joint, *words, ".")


def _around(first: str) -> tuple[str, str]:
    """What stands before a word in place of a figure, and between it and what it is."""
    if first.startswith(UPS_AND_DOWNS):
        return "The change is ", " "
    if first.startswith(("of the ", "to say ")):
        return "It is the " if first.startswith("of") else "It is ", " "
    if first.startswith(_WITHOUT_VERB):
        return "", " had "
    return "", ": " if first.startswith(_ASKING) or first[:1].isupper() else " "


def _of_number(figure: Phrase, first: str, words: tuple[PhrasePart, ...]) -> Phrase:
    """Of a change: by how much, and whose it is where the words begin with a name."""
    change = figure.cells[0]
    if change.style not in _UNSIGNED or len(figure.parts) > 1:
        if first[:1].isupper():
            return phrase(*words, ": ", *figure.parts, ".")
        return phrase(*figure.parts, " ", *words, ".")
    much = _unsigned(change)
    is_up = (change.number or 0) > 0
    if first[:1].isupper():
        joint = "," if "," in first else ""
        return phrase(*words, f"{joint} {'rose' if is_up else 'fell'} ", much, ".")
    than = f" {'more' if is_up else 'fewer'} than "
    if first == _BASE and len(words) > 2:
        return phrase(much, than, *_than_in(words[1], words[2], words[3:]), ".")
    if first == "on ":
        return phrase(much, than, *words[1:], ".")
    return phrase(*figure.parts, " ", *words, ".")


def _than_in(
    base: PhrasePart, year: PhrasePart, rest: tuple[PhrasePart, ...]
) -> tuple[PhrasePart, ...]:
    """The year that it is held against with its number, and what goes on from there."""
    if not isinstance(year, str) or not year.startswith(_ITS_YEAR):
        return (base, year, *rest)
    named = year.removeprefix(_ITS_YEAR)
    when, opened, _ = named.partition(" (")
    if opened and len(rest) > 1 and isinstance(rest[1], str):
        more = rest[1].replace(")", "", 1)
        return (f"in {when} (", base, "), or ", _unsigned(rest[0]), more, *rest[2:])
    when, comma, aside = named.partition(", ")
    return (f"in {when} (", base, f"){comma}{aside}", *rest)


def _unsigned(part: PhrasePart) -> PhrasePart:
    """A change without its sign, which the words beside it say."""
    if not isinstance(part, Cell) or part.number is None or part.style not in _UNSIGNED:
        return part
    return replace(part, value=abs(part.number), style=_UNSIGNED[part.style])


def _inside(figure: tuple[PhrasePart, ...]) -> tuple[PhrasePart, ...]:
    """The figure within a sentence."""
    first, *rest = figure
    return (in_a_sentence(first), *rest) if isinstance(first, str) else figure
