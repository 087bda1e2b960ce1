"""Revised cells by the place or the category that they are of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from measures.periods import Month
from reporting.analysis.revisions import Revised, Revisions
from reporting.analysis.series import ordinal
from returns.disclosure.released import (
    RevisedCell,
)


def revised_by_place(
    cells: Iterable[RevisedCell], under: Callable[[int], str]
) -> dict[str, Revisions]:
    """What was revised, by the code of the place."""
    return gathered((under(cell.area), cell) for cell in cells)


def gathered(cells: Iterable[tuple[str, RevisedCell]]) -> dict[str, Revisions]:
    found: dict[str, dict[tuple[int, int], set[Revised]]] = defaultdict(dict)
    for name, cell in cells:
        span = ordinal(Month.containing(cell.start)), cell.months
        found[name].setdefault(span, set()).add(Revised(cell.changed_at, cell.because))
    return {
        name: {span: frozenset(made) for span, made in spans.items()}
        for name, spans in found.items()
    }
