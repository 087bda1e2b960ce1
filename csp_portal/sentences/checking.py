"""Draws pages until so many sentences are drawn, and has them read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, cycle
from typing import TypeAlias

from checks.sentences import reader
from checks.sentences.pages import Page, Read
from csp_portal.sentences import (
    drawing,
    generated,
    measure_pages,
    national_pages,
    other_pages,
)
from csp_portal.sentences.drawing import Held, Store


@dataclass(frozen=True)
class Checked:
    """How many sentences were drawn and read, and those that are wrong or can't be read."""

    drawn: int
    faults: tuple[Read, ...]

    @property
    def unread(self) -> int:
        return sum(fault.is_unread for fault in self.faults)


def check(*, drawn: int, seed: int) -> Checked:
    """Read at least `drawn` sentences: those of whole pages, drawn at random from `seed`.

    Of what is held, and of histories that are generated; of these alone where nothing is held.
    """
    read, faults = 0, []
    for page in _pages(random.Random(seed), seed):  # noqa: S311 - a sample, not a secret
        sentences = reader.read(page)
        read += len(sentences)
        faults += [each for each in sentences if each.problems or each.is_unread]
        if read >= drawn:
            break
    return Checked(read, tuple(faults))


_Drawing: TypeAlias = Callable[[random.Random, Held, Store], Iterator[Page]]
# A page of a measure for each of the others, which say fewer kinds of sentences.
_OF_HELD: tuple[_Drawing, ...] = (
    measure_pages.of_held,
    other_pages.of_place,
    measure_pages.of_held,
    other_pages.of_pair,
    measure_pages.of_held,
    other_pages.of_overview,
    measure_pages.of_held,
    other_pages.of_briefing,
    measure_pages.of_held,
    other_pages.of_benchmarks,
    measure_pages.of_held,
    other_pages.of_map,
    measure_pages.of_held,
    other_pages.of_board,
    measure_pages.of_held,
    other_pages.of_questions,
    measure_pages.of_held,
    national_pages.of_the_nation,
)


def _pages(chance: random.Random, seed: int) -> Iterator[Page]:
    store, held = Store(), drawing.everything_held()
    of_held = cycle(_OF_HELD)
    for number in count():
        if held:
            yield from next(of_held)(chance, chance.choice(held), store)
        made = generated.history(f"{seed}-{number}")
        yield from measure_pages.of_made(chance, made)
