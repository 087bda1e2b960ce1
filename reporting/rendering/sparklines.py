"""A year of months as a small line for a card; knows descriptions, and no Django."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.content.description import Series
from reporting.content.palette import look_of

_WIDTH, _HEIGHT, _EDGE = 240.0, 44.0, 4.0


@dataclass(frozen=True)
class Sparkline:
    """Lines cut at gaps, a dot at the last month, and the words instead; sizes in px."""

    lines: tuple[str, ...]
    end: tuple[float, float] | None
    colour: str
    alternative: str
    width: float = _WIDTH
    height: float = _HEIGHT


def sparkline(series: Series, *, alternative: str) -> Sparkline:
    """The numbers of `series` from zero upwards, so that small steps look small."""
    numbers = [cell.number for cell in series.cells]
    top = max((number for number in numbers if number is not None), default=0) or 1
    step = (_WIDTH - 2 * _EDGE) / max(1, len(numbers) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, cell in enumerate(series.cells):
        if cell.number is None or cell.begins_anew:
            runs.append([])
        if cell.number is not None:
            height = max(cell.number, 0) / top * (_HEIGHT - 2 * _EDGE)
            runs[-1].append((round(_EDGE + index * step, 1), round(_HEIGHT - _EDGE - height, 1)))
    drawn = [run for run in runs if run]
    return Sparkline(
        lines=tuple("M" + " L".join(f"{x} {y}" for x, y in run) for run in drawn),
        end=drawn[-1][-1] if drawn else None,
        colour=look_of(series.role).colour,
        alternative=alternative,
    )
