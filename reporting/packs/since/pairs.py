"""What stood in a place then beside what stands in the same place now; knows descriptions alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from reporting.content.frozen import FrozenSection
from reporting.packs.since.places import Key, Part, Place, SlidePlaces, slides_of


@dataclass(frozen=True)
class Pair:
    """Two that differ in one place, None for what is not there. `where` is the slide's title."""

    where: str
    then: Place | None
    now: Place | None

    @property
    def is_of_numbers(self) -> bool:
        """Whether the words are the same, and some number in them is another."""
        return bool(self.then and self.now and self.then.skeleton == self.now.skeleton)


def differing(then: FrozenSection, now: FrozenSection) -> Iterator[Pair]:
    """Every place of a section that reads differently, tables and charts before sentences."""
    anew = {slide.key: slide for slide in slides_of(now)}
    sides = [(slide, anew.pop(slide.key, None)) for slide in slides_of(then)]
    # A slide that was put among the others since, where there were any of its sort.
    sorts = {slide.key[0] for slide, _ in sides}
    for was, is_now in sides:
        if is_now is None:
            yield Pair(then.title, was.sentences[0], None)
        else:
            yield from _of_slide(was, is_now)
    for slide in anew.values():
        if slide.key[0] in sorts:
            yield Pair(slide.title, None, slide.sentences[0])


def _of_slide(then: SlidePlaces, now: SlidePlaces) -> Iterator[Pair]:
    for was, is_now in (*_by_name(then.named, now.named), *_in_order(then, now)):
        if (was and was.text) != (is_now and is_now.text):
            yield Pair(now.title, was, is_now)


def _by_name(
    then: tuple[Place, ...], now: tuple[Place, ...]
) -> Iterator[tuple[Place | None, Place | None]]:
    later, earlier = {place.key: place for place in now}, {place.key for place in then}
    for place in then:
        if place.key in later:
            yield place, later[place.key]
    for row in _rows(place for place in then if place.key not in later):
        yield row, None
    for row in _rows(place for place in now if place.key not in earlier):
        yield None, row


def _rows(places: Iterable[Place]) -> Iterator[Place]:
    """Places that only one of two has, a row of a table or a line as one."""
    rows: dict[Key, list[Place]] = {}
    for place in places:
        rows.setdefault(place.key[:-2], []).append(place)
    for key, those in rows.items():
        parts: list[Part] = []
        for place in those:
            parts += [*(["; "] if parts else []), *place.parts]
        label = key[-1] if key and isinstance(key[-1], str) and key[-1] in those[0].of else ""
        yield Place(key, tuple(parts), label or those[0].of)


def _in_order(then: SlidePlaces, now: SlidePlaces) -> Iterator[tuple[Place | None, Place | None]]:
    """Titles with titles; sentences with those of the same words, and the rest by their order."""
    yield then.sentences[0], now.sentences[0]
    was, is_now = then.sentences[1:], now.sentences[1:]
    alike = SequenceMatcher(
        a=[place.skeleton for place in was], b=[place.skeleton for place in is_now], autojunk=False
    )
    for _, first, last, first_now, last_now in alike.get_opcodes():
        yield from zip_longest(was[first:last], is_now[first_now:last_now])
