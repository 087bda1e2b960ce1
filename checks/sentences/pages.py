"""What the portal says on a page, as text with what was asked; handed in by who draws it."""

from __future__ import annotations

from dataclasses import dataclass, field

from checks.sentences.facts import History, Published, Where
from checks.sentences.spans import Span


@dataclass(frozen=True)
class Asked:
    """What a sentence is about: the facts of its measure, a place, a span and its base.

    `against` is as an address has it: blank for the year before, else a name or a period.
    `other` is the second figure where any two are compared, `every` all that a page of many
    measures asks, `peers` the partnerships beside it. `screened` is what a month is judged among,
    each group by itself. `objectives` are the measures of each objective of a plan.
    """

    history: History
    place: Where
    span: Span
    against: str = ""
    other: Asked | None = None
    every: tuple[Asked, ...] = field(default=(), repr=False)
    peers: tuple[History, ...] = field(default=(), repr=False)
    screened: tuple[tuple[History, ...], ...] = field(default=(), repr=False)
    objectives: tuple[tuple[Asked, ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class AskedOf:
    """A national measure, and the year or day that a page shows, as it is written."""

    published: Published
    when: str


@dataclass(frozen=True)
class AskedHere:
    """What was done here in the newest year: how many, of how many the reach, and whom."""

    year: int
    done: int
    counted: int
    reached: int


@dataclass(frozen=True)
class Said:
    """One sentence, title or line: where on the page it stands, and its words."""

    slot: str
    text: str
    asked: Asked | AskedOf | AskedHere


@dataclass(frozen=True)
class Page:
    """All that a page says, and how to get it again."""

    kind: str
    address: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Read:
    """A sentence as it was read: what the facts say against it, nothing where it is true.

    `verdict` is the one that it gives on the figure that it is about.
    """

    text: str
    slot: str
    address: str
    problems: tuple[str, ...] = ()
    is_unread: bool = False
    verdict: str = ""
