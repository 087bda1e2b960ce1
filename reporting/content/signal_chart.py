"""Months as lines on which what is told of them is marked: those outside, and runs."""

from __future__ import annotations

from dataclasses import dataclass, fields

from reporting.content.description import Chart


@dataclass(frozen=True)
class Stretch:
    """Neighbouring labels of a chart and what is told of them; `words` stand at it."""

    at: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class SignalChart(Chart):
    """`outside` are the labels whose points of the first line are ringed, with their numbers."""

    outside: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()


def with_signals(
    chart: Chart, *, outside: tuple[str, ...], stretches: tuple[Stretch, ...]
) -> SignalChart:
    """`chart` with its marks."""
    described = {field.name: getattr(chart, field.name) for field in fields(Chart)}
    return SignalChart(**described, outside=outside, stretches=stretches)
