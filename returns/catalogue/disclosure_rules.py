"""Disclosure rules: what a source hides, and the finest table it releases; knows no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from measures.disclosure.suppression import NhsRounding, Threshold
from partnership.kinds import Level


class Rule(Enum):
    """The kind of rule."""

    NONE = "none: figures are shown as they came"
    THRESHOLD = "threshold with secondary suppression"
    NHS = "NHS rule: small counts hidden, others to the nearest 5"


AREA_GRAINS = (Level.WARD, Level.LOCALITY, Level.PARTNERSHIP)


@dataclass(frozen=True)
class Finest:
    """The finest table that is released: months of a figure, kind of place, dimensions by field.

    Every measure of the dataset is released whatever the dimensions are.
    """

    months: int = 3
    area: Level = Level.WARD
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Disclosure:
    """A rule with its numbers: counts under `hide_below` are hidden, zero is not.

    A `margin` of 0 is as wide as `hide_below`. The NHS rule has numbers of its own.
    """

    rule: Rule = Rule.NONE
    hide_below: int = 5
    margin: int = 0
    finest: Finest = Finest()

    @property
    def arithmetic(self) -> Threshold | NhsRounding | None:
        """The rule as `measures.disclosure.suppression` takes it; None where nothing is hidden."""
        match self.rule:
            case Rule.NONE:
                return None
            case Rule.THRESHOLD:
                return Threshold(hide_below=self.hide_below, margin=self.margin)
            case Rule.NHS:
                return NhsRounding()


NO_RULE = Disclosure()
