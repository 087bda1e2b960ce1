"""What the page of a typed table shows: its head, its blocks, its rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from measures.periods import Period
from returns.lifecycle import typed_grids, words
from returns.lifecycle.typed_grids import Block
from returns.models import TypedGrid
from returns.pages.manual_entry.grid_forms import GridForm, shown


def title(grid: TypedGrid) -> str:
    """The heading: what is typed, and of when."""
    _, source = typed_grids.series_of(grid)
    return f"{source.title}, {Period.parse(grid.period).label}"


def about(grid: TypedGrid) -> str:
    """Whose figures they are, and when they came."""
    return f"Supplied by {grid.supplied_by}. Received on {words.day(grid.received_on)}."


def saved(grid: TypedGrid) -> str:
    return f"Saved {words.moment(grid.saved_at)}."


def blocks(grid: TypedGrid, current: Block) -> list[dict[str, Any]]:
    """Each block with how many of its cells are filled; none where there is only one."""
    every = typed_grids.blocks_of(grid)
    if len(every) == 1:
        return []
    cells = len(typed_grids.areas_of(grid)) * len(typed_grids.periods_of(grid))
    return [
        {
            "key": block.key,
            "label": block.label,
            "filled": f"{typed_grids.filled(grid, block.key)} of {cells}",
            "is_current": block.key == current.key,
        }
        for block in every
    ]


def table(form: GridForm) -> dict[str, Any]:
    """The columns, and each row with its fields and what stood there a year before."""
    before = typed_grids.year_before(form.grid, form.block.key)
    return {
        "columns": [period.label for period in form.periods],
        "caption": form.block.label,
        "has_before": bool(before),
        "rows": [
            {
                "name": row.name,
                "cells": [
                    (field, None if count is None else shown(count)) for field, count in row.cells
                ],
            }
            for row in form.rows(before)
        ],
    }


def begun(grids: Iterable[TypedGrid]) -> list[dict[str, Any]]:
    """The tables that somebody is filling in, each with how far it has come."""
    return [
        {
            "pk": grid.pk,
            "title": title(grid),
            "says": f"{words.count_of(len(typed_grids.cells_of(grid)), 'figure')} typed."
            f" {saved(grid)}",
        }
        for grid in grids
    ]
