"""Names of sheets from what they hold: short, without what a spreadsheet forbids, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from reporting.content.description import ILLUSTRATIVE, PARTLY_ILLUSTRATIVE

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]*?\\]")
# A spreadsheet keeps this one for itself.
_KEPT = "history"
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")
# "2019/20 to 2022/23", "England and Wales": when or where, behind a comma.
_WHEN_OR_WHERE = re.compile(r",\s+(?=[^,]*\d|[A-Z])[^,]*$")
# The same with more behind it: "Fires, Cleveland, by kind".
_WHERE_AMONG = re.compile(r",\s+[A-Z][^,]*,(?=\s+by\s)")
_YEAR = re.compile(r"\s(?:each (?:year|month)|in \d{4}(?:[/-]\d\d)?)$")
# What a name can be read without.
_SPARE = re.compile(r"\b(?:the|recorded|incidents|residents|service)\b\s*", re.IGNORECASE)
_JOINTS = re.compile(r",?\s(?=(?:and|as|at|by|for|from|in|of|on|per|since|to|with)\s)|,\s")
_WHOSE = " to the "


@dataclass(frozen=True)
class Naming:
    """What a table holds, the fullest words first, and an `ending` that its sheet's name keeps.

    `others` say it too, where those fit nowhere. `where` are the places at which the table stands.
    """

    words: tuple[str, ...]
    ending: str = ""
    others: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


def named(wanted: Sequence[Naming], *, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """A name for each; where all that fit are taken, the first of them is numbered."""
    used = {_KEPT, *(name.casefold() for name in taken)}
    found = []
    for one in wanted:
        name = next(name for name in _names(one) if name.casefold() not in used)
        used.add(name.casefold())
        found.append(name)
    return tuple(found)


def _names(one: Naming) -> Iterator[str]:
    """Every name that fits, the best first; without end."""
    first = ""
    for words in (*_in_order(one), *map(_cut, one.words)):
        name = words + one.ending
        if words and len(name) <= LONGEST:
            first = first or words
            yield name
    for number in count(2):
        ending = f" {number}{one.ending}"
        yield _cut(first or "Table", LONGEST - len(ending)) + ending


def _in_order(one: Naming) -> Iterator[str]:
    """The words and then the others, whole or without when and where; then what is left of both."""
    for titles in (one.words, one.others):
        plain = [_plain(title) for title in titles]
        for title in plain:
            yield from without_when(title)
        for title in plain:
            for words in without_when(title):
                yield _capital(_SPARE.sub("", words).strip())
        for title in plain:
            *_, short = without_when(title) if title else ("",)
            yield short.partition(" by ")[0]
    for title in map(_plain, (*one.words, *one.others)):
        yield from _parts(title)


def without_when(title: str) -> Iterator[str]:
    """The words, and what is left of them without when, where and remarks, the shortest last.

    "Fires each year, Cleveland, 2023", "Fires each year, Cleveland", … "Fires".
    """
    while title:
        yield title
        short = title.partition(";")[0]
        for unwanted in (_IN_BRACKETS, _YEAR, _WHEN_OR_WHERE, _WHERE_AMONG):
            short = unwanted.sub("", short) if short == title else short
        if short == title:
            return
        title = short


def _parts(title: str) -> Iterator[str]:
    """The first words, up to where something is added to them; those of several words before."""
    if not title:
        return
    *_, short = without_when(title)
    whose = _capital(short.partition(_WHOSE)[2])
    fewer = _capital(_SPARE.sub("", short).strip())
    starts = [
        words[: joint.start()].removesuffix(" and")
        for words in (whose, fewer, short)
        for joint in (*reversed(list(_JOINTS.finditer(words))),)
    ]
    yield from (words for words in (whose, *starts) if " " in words)
    yield from (words for words in starts if " " not in words)


def _plain(title: str) -> str:
    words = title.removeprefix(ILLUSTRATIVE).removeprefix(PARTLY_ILLUSTRATIVE)
    words = words.replace("/", "-").replace(": ", ", ").replace(":", " ")
    return _capital(" ".join(_FORBIDDEN.sub("", words).split()).strip("' "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(title: str, longest: int = LONGEST) -> str:
    """The words that fit, and no half of one, where nothing else does."""
    words = _plain(title) or "Table"
    if len(words) <= longest:
        return words
    return (words[: longest + 1].rpartition(" ")[0] or words[:longest]).strip("',;:.&(- ")
