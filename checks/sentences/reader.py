"""Reads what a page says, sentence by sentence, and holds each claim against the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from checks.sentences.grammar import Claim, Kind
from checks.sentences.kinds import (
    benchmarks,
    board,
    charts,
    facts,
    glance,
    here,
    measures,
    months,
    nation,
    one_place,
    pairs,
    place_page,
    places,
    points,
    prose,
    slides,
    types,
    years,
)
from checks.sentences.pages import Asked, AskedHere, AskedOf, Page, Read, Said
from checks.sentences.spans import Span
from checks.sentences.verdict_words import verdict_of

OF_ONE: tuple[Kind, ...] = (
    *glance.KINDS,
    *measures.KINDS,
    *facts.KINDS,
    *months.KINDS,
    *points.KINDS,
    *years.KINDS,
    *places.KINDS,
    *types.KINDS,
    *charts.KINDS,
    *slides.KINDS,
    *one_place.KINDS,
    *place_page.KINDS,
    *benchmarks.KINDS,
    *board.KINDS,
    *prose.KINDS,
)
OF_THE_NATION: tuple[Kind, ...] = nation.KINDS
OF_HERE: tuple[Kind, ...] = here.KINDS
OF_TWO: tuple[Kind, ...] = (*pairs.KINDS, *prose.KINDS)

UNREAD = "nobody has taught the reader this kind of sentence"
REPEATED = "it stands on the page twice"
_MARK = re.compile(r"(?:Partly i|I)llustrative: ")
# What has a second line below it, which may be made up where the first is not.
_MARKED_WITHIN = ("a fact",)
_END = re.compile(r"(?<=[.!?]) (?=[A-Z“0-9])")
# What stands under a figure may stand under another; words instead of a chart repeat it.
_MAY_REPEAT = (
    "notes",
    "source",
    "alternative",
    "subtitle",
    "number of",
    "judged",
    "row of the board",
    "status of the board",
    "why of the board",
    "why it is asked",
)


def read(page: Page) -> tuple[Read, ...]:
    """Every sentence of a page, with what is wrong with it, by itself and beside the others."""
    found = [(said, each) for said in page.said for each in _read(said, page.address)]
    verdicts: dict[_Figure, set[str]] = {}
    for said, each in found:
        if each.verdict:
            verdicts.setdefault(_figure(said.asked), set()).add(each.verdict)
    seen: set[tuple[str, _Figure]] = set()
    done: list[Read] = []
    for said, each in found:
        problems = list(each.problems)
        key = (each.text, _figure(said.asked))
        if key in seen and not said.slot.startswith(_MAY_REPEAT):
            problems.append(REPEATED)
        seen.add(key)
        others = verdicts.get(key[1], set()) - {each.verdict} if each.verdict else set()
        problems += [f"on the same page its verdict is “{other}”" for other in sorted(others)]
        done.append(replace(each, problems=tuple(problems)))
    return tuple(done)


_Figure = tuple[int, str, Span | str]


def _figure(asked: Asked | AskedOf | AskedHere) -> _Figure:
    """The figure that a sentence is about."""
    if isinstance(asked, AskedOf):
        return id(asked.published), "", asked.when
    if isinstance(asked, AskedHere):
        return id(asked), "", str(asked.year)
    return id(asked.history), asked.place.code, asked.span


def _read(said: Said, address: str) -> Iterator[Read]:
    """Each sentence of a text. A kind of sentence may hold a full stop: the longest is taken."""
    is_marked = _MARK.match(said.text) or said.slot in _MARKED_WITHIN
    bare = _MARK.sub("", said.text, count=1) if is_marked else said.text
    pieces = _END.split(bare)
    while pieces:
        taken, found = _longest(pieces, said.asked)
        text = " ".join(pieces[:taken])
        problems, verdict = found or ((), "")
        yield Read(text, said.slot, address, problems, found is None, verdict)
        del pieces[:taken]


_Found = tuple[tuple[str, ...], str]


def _longest(pieces: list[str], asked: Asked | AskedOf | AskedHere) -> tuple[int, _Found | None]:
    """How many pieces from the first make a sentence, with what is wrong with it."""
    for taken in range(len(pieces), 0, -1):
        found = _checked(" ".join(pieces[:taken]), asked)
        if found is not None:
            return taken, found
    return 1, None


def _checked(sentence: str, asked: Asked | AskedOf | AskedHere) -> _Found | None:
    """What is wrong with a sentence, by the kind of which least is, and the verdict that it gives.

    None where it is of no kind.
    """
    found: list[_Found] = []
    for kind in _kinds(asked):
        claim = kind.read(sentence)
        if claim is not None:
            problems = [problem for check in kind.checks for problem in check(asked, claim)]
            found.append((tuple(problems), _verdict(asked, claim)))
    return min(found, key=lambda each: len(each[0]), default=None)


def _kinds(asked: Asked | AskedOf | AskedHere) -> tuple[Kind, ...]:
    if isinstance(asked, AskedOf):
        return OF_THE_NATION
    if isinstance(asked, AskedHere):
        return OF_HERE
    return OF_ONE if asked.other is None else OF_TWO


def _verdict(asked: Asked | AskedOf | AskedHere, claim: Claim) -> str:
    """The verdict on the figure itself; one on a type, or on a ward of it, is another's."""
    if not isinstance(asked, Asked):
        return ""
    is_of_it = not claim.get("label") and claim.get("place") in (None, asked.place.name)
    if claim.get("verdict") and is_of_it:
        return verdict_of(claim["verdict"])
    return str(claim.get("out") or "").lower().replace("does not stand out", "within")
