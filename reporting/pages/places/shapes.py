"""A verdict as the shape and the words that `components/status.html` takes."""

from __future__ import annotations

from dataclasses import dataclass

from measures.change import Change, Direction, Incomparable, Unjudged
from reporting import narrative
from reporting.narrative import verdicts


@dataclass(frozen=True)
class Shape:
    """`status` is better, worse, changed, steady or incomparable; `direction` the number's."""

    status: str
    direction: str
    words: str


def short_shape(change: Change | Unjudged | Incomparable) -> Shape:
    """For a table, under the heading "Usual ups and downs": "within", "beyond"."""
    return Shape(verdicts.style_name(change), direction_of(change), narrative.in_a_cell(change))


def shape(change: Change | Unjudged | Incomparable) -> Shape:
    """Beside a number that stands alone: "within the usual ups and downs"."""
    words = verdicts.OUTCOMES[change.judged.outcome] if isinstance(change, Change) else ""
    words = words or narrative.in_a_cell(change)
    return Shape(verdicts.style_name(change), direction_of(change), words)


def direction_of(change: Change | Unjudged | Incomparable) -> str:
    if isinstance(change, Incomparable):
        return Direction.LEVEL.value
    return change.direction.value
