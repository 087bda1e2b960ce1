"""The plain parts of a page before a template renders them; independent of the models."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tag:
    """A state in words, in a colour that `components/tag.html` names."""

    text: str
    colour: str = ""


@dataclass(frozen=True)
class Link:
    """Words that lead to a page; `about` is for who cannot see what stands around them."""

    text: str
    url: str
    about: str = ""


@dataclass(frozen=True)
class Way:
    """Where a page leads on to, with a few words on what stands there."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Button:
    """A form of one button; it posts `value` as `name`."""

    text: str
    url: str
    about: str = ""
    name: str = "do"
    value: str = "yes"


@dataclass(frozen=True)
class Row:
    """A line of a summary list; `action` is what leads to `url`."""

    key: str
    value: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Entry:
    """A cell of a table of words: a link where it has a `url`, a state, quieter words below."""

    text: str = ""
    url: str = ""
    tag: Tag | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A table of words; the first entry heads its row. `caption` is for who cannot see it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]

    @property
    def headed_rows(self) -> tuple[tuple[tuple[str, Entry], ...], ...]:
        """Each entry with the heading of its column, which stands beside it on a phone."""
        return tuple(tuple(zip(self.head, row, strict=True)) for row in self.rows)


def given(*parts: Iterable[Any]) -> tuple[Any, ...]:
    """All of `parts` in one, what is blank or None left out."""
    return tuple(item for part in parts for item in part if item)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of what somebody typed."""
    return tuple(filter(None, (line.strip() for line in text.splitlines())))
