"""Lays places out as tiles of one size, near where they lie; knows only points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, cos, radians, sqrt
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

# A quarter more tiles than places: room enough for an outline to show, and none to get lost in.
_ROOM = 1.25
_LONGEST_TO_SHORTEST = 2.0
# Costs are whole numbers, so that every machine lays out the same.
_FINE = 1_000


@dataclass(frozen=True)
class Tiles:
    """Where each place stands: column and row from the upper left, from 0. No two share a tile."""

    columns: int
    rows: int
    at: Mapping[str, tuple[int, int]]


def laid_out(middles: Mapping[str, Point]) -> Tiles:
    """Each place on the tile of a grid that moves all of them least, by squared distance.

    `middles` are longitudes and latitudes. The same points always give the same tiles, whatever
    their order. An optimal assignment: the Hungarian method with potentials (Kuhn 1955, Munkres
    1957), in time that grows with the cube of the places.
    """
    codes = tuple(sorted(middles))
    return _laid_out(codes, tuple(middles[code] for code in codes))


def in_order(codes: Sequence[str]) -> Tiles:
    """Tiles row by row in the order given, where nobody knows where places lie."""
    columns = max(1, ceil(sqrt(len(codes))))
    at = {code: (index % columns, index // columns) for index, code in enumerate(codes)}
    return Tiles(columns, max(1, ceil(len(codes) / columns)), at)


@lru_cache(maxsize=64)
def _laid_out(codes: tuple[str, ...], points: tuple[Point, ...]) -> Tiles:
    if not codes:
        return Tiles(1, 1, {})
    plane = _on_a_plane(points)
    columns, rows = _grid(plane)
    wanted = _spread_over(plane, columns, rows)
    tiles = [(column, row) for row in range(rows) for column in range(columns)]
    costs = [
        [round(_FINE * ((x - column) ** 2 + (y - row) ** 2)) for column, row in tiles]
        for x, y in wanted
    ]
    return _trimmed({code: tiles[at] for code, at in zip(codes, _assigned(costs), strict=True)})


def _on_a_plane(points: Sequence[Point]) -> list[Point]:
    """East and south of the first corner, in degrees of latitude."""
    squeeze = cos(radians(sum(y for _, y in points) / len(points)))
    west, north = min(x for x, _ in points), max(y for _, y in points)
    return [((x - west) * squeeze, north - y) for x, y in points]


def _grid(plane: Sequence[Point]) -> tuple[int, int]:
    width, height = max(x for x, _ in plane), max(y for _, y in plane)
    shape = width / height if height else _LONGEST_TO_SHORTEST
    shape = min(max(shape, 1 / _LONGEST_TO_SHORTEST), _LONGEST_TO_SHORTEST)
    room = _ROOM * len(plane)
    columns = max(1, round(sqrt(room * shape)))
    return columns, ceil(room / columns)


def _spread_over(plane: Sequence[Point], columns: int, rows: int) -> list[Point]:
    width = max(x for x, _ in plane) or 1.0
    height = max(y for _, y in plane) or 1.0
    return [(x / width * (columns - 1), y / height * (rows - 1)) for x, y in plane]


def _assigned(costs: Sequence[Sequence[int]]) -> list[int]:
    """The tile of each place, all different, at the least cost in all."""
    places, tiles = len(costs), len(costs[0])
    # Position 0 stands for “none yet”.
    of_place, of_tile = [0] * (places + 1), [0] * (tiles + 1)
    holder, came_from = [0] * (tiles + 1), [0] * (tiles + 1)
    for place in range(1, places + 1):
        holder[0], tile = place, 0
        least: list[float] = [float("inf")] * (tiles + 1)
        seen = [False] * (tiles + 1)
        while holder[tile]:
            seen[tile] = True
            here, step, nearest = holder[tile], float("inf"), 0
            for other in range(1, tiles + 1):
                if seen[other]:
                    continue
                slack = costs[here - 1][other - 1] - of_place[here] - of_tile[other]
                if slack < least[other]:
                    least[other], came_from[other] = slack, tile
                if least[other] < step:
                    step, nearest = least[other], other
            for other in range(tiles + 1):
                if seen[other]:
                    of_place[holder[other]] += int(step)
                    of_tile[other] -= int(step)
                else:
                    least[other] -= step
            tile = nearest
        while tile:
            holder[tile] = holder[came_from[tile]]
            tile = came_from[tile]
    at = {assigned: tile - 1 for tile, assigned in enumerate(holder) if tile and assigned}
    return [at[place] for place in range(1, places + 1)]


def _trimmed(at: Mapping[str, tuple[int, int]]) -> Tiles:
    """Without columns and rows at the edge that hold nothing."""
    left, top = min(column for column, _ in at.values()), min(row for _, row in at.values())
    moved = {code: (column - left, row - top) for code, (column, row) in at.items()}
    columns = max(column for column, _ in moved.values()) + 1
    rows = max(row for _, row in moved.values()) + 1
    return Tiles(columns, rows, moved)
