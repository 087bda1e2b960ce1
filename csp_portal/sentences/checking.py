"""Draws pages until so many sentences are drawn, and has them read."""

from __future__ import annotations

import random
from dataclasses import dataclass

from checks.sentences import reader
from checks.sentences.pages import Read
from csp_portal.sentences import drawing


@dataclass(frozen=True)
class Checked:
    """How many sentences were drawn and read, and those that are wrong or can't be read."""

    drawn: int
    faults: tuple[Read, ...]

    @property
    def unread(self) -> int:
        return sum(fault.is_unread for fault in self.faults)


def check(*, drawn: int, seed: int) -> Checked:
    """Read at least `drawn` sentences: those of whole pages, drawn at random from `seed`."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    held = drawing.everything_held()
    count, faults = 0, []
    while held and count < drawn:
        sentences = reader.read(drawing.measure_page(chance, chance.choice(held)))
        count += len(sentences)
        faults += [each for each in sentences if each.problems or each.is_unread]
    return Checked(count, tuple(faults))
