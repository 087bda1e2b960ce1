"""Hands descriptions to the templates that draw them; words nothing and computes no figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template

from reporting import plotly_figure, reading_aids, svg
from reporting.description import Cell, Chart, Entry, Link, Row, Walk

register = template.Library()


@dataclass(frozen=True)
class ShownEntry:
    """An entry of a table; `sorts_by` is blank for a gap, which stays last in every order."""

    text: str
    url: str = ""
    is_number: bool = False
    sorts_by: str = ""


@register.filter
def drawings(chart: Chart) -> Sequence[svg.Drawing]:
    """The chart on each paper; the style sheet shows the one that there is room for."""
    return [svg.draw(chart, paper) for paper in svg.PAPERS]


@register.filter
def plotly(chart: Chart) -> dict[str, Any]:
    """The chart for `json_script`."""
    return plotly_figure.figure(chart)


@register.filter
def how_to_read(chart: Chart) -> Sequence[str]:
    return reading_aids.how_to_read(chart)


@register.filter
def px(value: float) -> str:
    """A length in an SVG: a tenth of a pixel is as fine as anybody sees."""
    return f"{value:.1f}"


@register.filter
def shown_entries(row: Row, below: str) -> Sequence[ShownEntry]:
    """The row's entries with their addresses, below the address `below`, which ends in a slash."""
    return [_shown(entry, below) for entry in row.entries]


@register.simple_tag
def walk_url(walk: Walk, below: str) -> str:
    """The page of the rows behind a number, below the address `below`, which ends in a slash."""
    return f"{below}{walk.to}"


def _shown(entry: Entry, below: str) -> ShownEntry:
    match entry:
        case Cell():
            url = walk_url(entry.walk, below) if entry.walk else ""
            number = "" if entry.number is None else repr(float(entry.number))
            return ShownEntry(entry.text, url, is_number=True, sorts_by=number)
        case Link():
            return ShownEntry(entry.text, f"{below}{entry.to}")
        case str():
            return ShownEntry(entry)
