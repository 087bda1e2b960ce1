"""A whole page of scrutiny as described, with its sections; independent of the models."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from partnership.list_filters import ListFilter
from partnership.page_parts import Button, Link, Listing, Row, Tag
from reporting.content.description import Chart


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading; `empty` is shown when there is nothing to list."""

    slug: str
    title: str
    paragraphs: tuple[str, ...] = ()
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
    paragraphs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    illustrative: str = ""
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    list_filter: ListFilter | None = None
    sections: tuple[Section, ...] = ()
    crumbs: tuple[Link, ...] = ()
    footnotes: tuple[str, ...] = field(default=())


def narrowed(page: Page, by: ListFilter) -> Page:
    """The page of a list with the form that narrows it, and no heading over nothing once it has."""
    sections = (section for section in page.sections if section.listing or not by.is_filtered)
    return replace(page, list_filter=by, sections=tuple(sections))
