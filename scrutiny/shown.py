"""The plain parts that every page of scrutiny is described in; knows no record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reporting.content.description import Chart


@dataclass(frozen=True)
class Tag:
    """A state in words, in a colour that `components/tag.html` names."""

    text: str
    colour: str = ""


@dataclass(frozen=True)
class Entry:
    """A cell of a table: words that may lead on, a state, and quieter words below."""

    text: str = ""
    to: str = ""
    tag: Tag | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A table; the first entry heads its row. `caption` is for who cannot see it."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True)
class Link:
    """Where one can go on; `about` is said to who cannot see what stands around it."""

    text: str
    to: str
    about: str = ""


@dataclass(frozen=True)
class Button:
    """A form of one button; it posts `value` as `name`."""

    text: str
    to: str
    about: str = ""
    name: str = "do"
    value: str = "yes"


@dataclass(frozen=True)
class Row:
    """A line of a summary list."""

    key: str
    value: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading; `empty` stands where there is nothing to list."""

    slug: str
    title: str
    said: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    listing: Listing | None = None
    charts: tuple[Chart, ...] = ()
    empty: str = ""
    links: tuple[Link, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of scrutiny. `heading` is the question or the answer."""

    heading: str
    title: str = ""
    caption: str = ""
    tags: tuple[Tag, ...] = ()
    said: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    illustrative: str = ""
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    crumbs: tuple[Link, ...] = ()
    footnotes: tuple[str, ...] = field(default=())


def given(*parts: Iterable) -> tuple:
    """All of `parts` in one, what is blank or None left out."""
    return tuple(one for part in parts for one in part if one)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of what somebody typed."""
    return tuple(filter(None, (one.strip() for one in text.splitlines())))
