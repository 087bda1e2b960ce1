"""Values with their places, cut apart at gaps and where counting changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from reporting.content.description import Cell

T = TypeVar("T")


def within_band(low: Sequence[Cell], high: Sequence[Cell]) -> Iterator[tuple[float, float] | None]:
    for least, greatest in zip(low, high, strict=True):
        if least.number is None or greatest.number is None:
            yield None
        else:
            yield least.number, greatest.number


def runs_of(values: Iterable[T | None]) -> list[list[tuple[int, T]]]:
    """Values with their places, cut apart at the gaps."""
    runs: list[list[tuple[int, T]]] = [[]]
    for index, value in enumerate(values):
        if value is not None:
            runs[-1].append((index, value))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def unbroken(cells: Sequence[Cell]) -> Iterator[list[tuple[int, float]]]:
    """Numbers with their places, cut apart at gaps and before what begins anew."""
    for run in runs_of([cell.number for cell in cells]):
        piece: list[tuple[int, float]] = []
        for index, number in run:
            if piece and cells[index].begins_anew:
                yield piece
                piece = []
            piece.append((index, number))
        yield piece
