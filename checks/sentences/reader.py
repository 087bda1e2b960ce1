"""Reads what a page says, sentence by sentence, and holds each claim against the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import of_charts, of_measures, of_places, of_types, of_years, prose
from checks.sentences.grammar import Kind
from checks.sentences.pages import Asked, Page, Read, Said

KINDS: tuple[Kind, ...] = (
    *of_measures.KINDS,
    *of_years.KINDS,
    *of_places.KINDS,
    *of_types.KINDS,
    *of_charts.KINDS,
    *prose.KINDS,
)

UNREAD = "nobody has taught the reader this kind of sentence"
_MARK = re.compile(r"(?:Partly i|I)llustrative: ")
_END = re.compile(r"(?<=[.!?]) (?=[A-Z“0-9])")


def read(page: Page) -> tuple[Read, ...]:
    """Every sentence of a page, with what is wrong with it."""
    return tuple(each for said in page.said for each in _read(said, page.address))


def _read(said: Said, address: str) -> Iterator[Read]:
    """Each sentence of a text. A kind of sentence may hold a full stop: the longest is taken."""
    bare = _MARK.sub("", said.text, count=1) if _MARK.match(said.text) else said.text
    pieces = _END.split(bare)
    while pieces:
        taken, problems = _longest(pieces, said.asked)
        text = " ".join(pieces[:taken])
        yield Read(text, said.slot, address, problems or (), is_unread=problems is None)
        del pieces[:taken]


def _longest(pieces: list[str], asked: Asked) -> tuple[int, tuple[str, ...] | None]:
    """How many pieces from the first make a sentence, and what is wrong with it."""
    for taken in range(len(pieces), 0, -1):
        problems = _checked(" ".join(pieces[:taken]), asked)
        if problems is not None:
            return taken, problems
    return 1, None


def _checked(sentence: str, asked: Asked) -> tuple[str, ...] | None:
    """What is wrong with a sentence, by the kind of which least is; None where it is of none."""
    found: list[tuple[str, ...]] = []
    for kind in KINDS:
        claim = kind.read(sentence)
        if claim is not None:
            found.append(tuple(problem for check in kind.checks for problem in check(asked, claim)))
    return min(found, key=len, default=None)
