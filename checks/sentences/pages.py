"""What the portal says on a page, as text with what was asked; handed in by who draws it."""

from __future__ import annotations

from dataclasses import dataclass, field

from checks.sentences.facts import History, Where
from checks.sentences.spans import Span


@dataclass(frozen=True)
class Asked:
    """What a sentence is about: the facts of its measure, a place, a span and its base.

    `against` is as an address has it: blank for the year before, else a name or a period.
    `other` is the second figure where any two are compared, `every` all histories of a page that
    looks through many, `peers` those of the partnerships beside it.
    """

    history: History
    place: Where
    span: Span
    against: str = ""
    other: Asked | None = None
    every: tuple[History, ...] = field(default=(), repr=False)
    peers: tuple[History, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Said:
    """One sentence, title or line: where on the page it stands, and its words."""

    slot: str
    text: str
    asked: Asked


@dataclass(frozen=True)
class Page:
    """All that a page says, and how to get it again."""

    kind: str
    address: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Read:
    """A sentence as it was read: what the facts say against it, nothing where it is true."""

    text: str
    slot: str
    address: str
    problems: tuple[str, ...] = ()
    is_unread: bool = False
