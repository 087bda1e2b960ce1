"""Reads boundaries of wards and LSOAs as the ONS publishes them (GeoJSON); writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, isfinite, radians
from typing import Any, TypeAlias

from measures import national_grid
from partnership import would_do
from partnership.kinds import Level
from partnership.places.ground import Drawn, Position
from partnership.places.ons import GSS_CODE, Named, Readable
from partnership.refusals import UnusableFile
from partnership.would_do import naming

# All wards of the United Kingdom, generalised, take about 40 MB; those of a district 50 kB.
MOST_BYTES = 60_000_000
MOST_POSITIONS = 3_000_000
# What is drawn: the longer side of a set has so many steps, finer than any screen shows it.
GRID = 1_000
# The British Isles; a file with its axes swapped lies elsewhere.
_WEST, _EAST, _SOUTH, _NORTH = -9.5, 2.5, 49.0, 61.5

_LEVELS = {"WD": Level.WARD, "LSOA": Level.LSOA}
_CODE = re.compile(r"(WD|LSOA|LAD)(\d\d)CD", re.IGNORECASE)
_NAME = re.compile(r"(WD|LSOA)\d\dNM", re.IGNORECASE)

Ring: TypeAlias = tuple[Position, ...]
# The first ring is the outer one, the others are holes.
Polygon: TypeAlias = tuple[Ring, ...]


@dataclass(frozen=True)
class Outline:
    """One area as the file has it, in degrees; `district` is blank where the file has none."""

    area: Named
    district: str
    polygons: tuple[Polygon, ...]

    @property
    def middle(self) -> Position:
        """Longitude and latitude of the centroid, by area, over all polygons."""
        return _centroid(self.polygons)


@dataclass(frozen=True)
class Boundaries:
    """The outlines of a file; `year` is that of the names of its columns (WD25CD).

    `is_converted` says that the file has them in the British National Grid.
    """

    file: str
    level: Level
    year: int
    outlines: tuple[Outline, ...]
    is_converted: bool = False

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(outline.area.code for outline in self.outlines)

    @property
    def attribution(self) -> str:
        """What the Open Government Licence and the Ordnance Survey ask for."""
        return (
            "Boundaries: Office for National Statistics, licensed under the Open Government"
            " Licence v3.0. Contains OS data © Crown copyright and database right"
            f" {self.year}."
        )

    def of(self, codes: Collection[str]) -> Boundaries:
        """Those of the areas with these codes."""
        return replace(
            self, outlines=tuple(outline for outline in self.outlines if outline.area.code in codes)
        )


@naming(would_do.BOUNDARIES)
def read_boundaries(path: Readable) -> Boundaries:
    """Outlines of wards or of LSOAs; `UnusableFile`, a sentence, for what is neither.

    The code is found whatever the year of its column. Every ring is closed, of four positions
    or more, within the British Isles, in degrees (WGS 84) or in metres of the British National
    Grid, which are converted to degrees, right to about five metres.
    """
    features, is_on_grid = _features(path)
    found: dict[tuple[Level, int], list[Outline]] = {}
    codes: set[str] = set()
    positions = 0
    for number, feature in enumerate(features, start=1):
        level, year, outline = _outline(f"{path.name}, feature {number}", feature, is_on_grid)
        if outline.area.code in codes:
            raise UnusableFile(f"{path.name} has {outline.area.code} twice")
        codes.add(outline.area.code)
        found.setdefault((level, year), []).append(outline)
        positions += sum(len(ring) for polygon in outline.polygons for ring in polygon)
        if positions > MOST_POSITIONS:
            raise UnusableFile(
                f"{path.name} has more than {MOST_POSITIONS:,} positions:"
                " download the generalised boundaries (BGC or BSC)"
            )
    if len(found) > 1:
        raise UnusableFile(f"{path.name} mixes areas of several kinds or years")
    [((level, year), outlines)] = found.items()
    return Boundaries(path.name, level, 2000 + year, tuple(outlines), is_on_grid)


def _features(path: Readable) -> tuple[list[Any], bool]:
    """The features, and whether their positions are of the British National Grid."""
    document = _document(path)
    match document:
        case {"type": "Topology"}:
            raise UnusableFile(
                f"{path.name} is TopoJSON, which the portal does not read: download the same"
                " boundaries as GeoJSON from the ONS Open Geography portal"
            )
        case {"type": "FeatureCollection", "features": [_, *_] as features}:
            return features, _is_on_grid(path, document, features)
        case {"type": "FeatureCollection"}:
            raise UnusableFile(f"{path.name} has no features")
        case _:
            raise UnusableFile(f"{path.name} is not GeoJSON: it is no FeatureCollection")


def _document(path: Readable) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnusableFile(f"{path} cannot be opened: {error.strerror}") from None
    if len(content) > MOST_BYTES:
        raise UnusableFile(
            f"{path.name} has {len(content) / 1e6:.0f} MB, and the portal reads up to"
            f" {MOST_BYTES / 1e6:.0f}: download the generalised boundaries (BGC or BSC)"
        )
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnusableFile(f"{path.name} is not GeoJSON: it cannot be read as JSON") from None


def _is_on_grid(path: Readable, document: Mapping[str, Any], features: Sequence[Any]) -> bool:
    """GeoJSON is in WGS 84 unless an older file says otherwise, or its numbers do."""
    named = json.dumps(document.get("crs") or "").upper()
    if re.search(r"27700|OSGB|BRITISH_?\s?NATIONAL_?\s?GRID", named):
        return True
    if document.get("crs") and not re.search(r"CRS84|4326", named):
        raise UnusableFile(
            f"{path.name} is neither in longitude and latitude nor in the British National Grid"
        )
    return national_grid.is_on_grid(*_first_position(features[0]))


def _first_position(feature: Any) -> tuple[float, float]:
    """The first two numbers of the feature's shape; (0, 0) where there are none."""
    found = feature.get("geometry") if isinstance(feature, dict) else None
    found = found.get("coordinates") if isinstance(found, dict) else None
    for _ in range(4):
        match found:
            case [int() | float() as x, int() | float() as y, *_]:
                return float(x), float(y)
            case [first, *_]:
                found = first
    return 0.0, 0.0


def _outline(where: str, feature: Any, is_on_grid: bool) -> tuple[Level, int, Outline]:
    match feature:
        case {"properties": dict() as properties, "geometry": dict() as geometry}:
            level, year, code = _coded(where, properties)
        case _:
            raise UnusableFile(f"{where} has no properties or no geometry")
    if not GSS_CODE.fullmatch(code):
        raise UnusableFile(f"{where}: “{code}” is not the code of a {level.label.lower()}")
    where = f"{where} ({code})"
    name = _text(properties, _NAME) or code
    district = next((_clean(v) for k, v in properties.items() if _is_district(k)), "")
    polygons = tuple(_polygon(where, polygon, is_on_grid) for polygon in _polygons(where, geometry))
    return level, year, Outline(Named(code, name), district, polygons)


def _coded(where: str, properties: Mapping[str, Any]) -> tuple[Level, int, str]:
    found = [
        (_LEVELS[match[1].upper()], int(match[2]), _clean(value))
        for key, value in properties.items()
        if (match := _CODE.fullmatch(str(key))) and match[1].upper() in _LEVELS
    ]
    # A file of LSOAs may name their wards too.
    found.sort(key=lambda item: item[0] is not Level.LSOA)
    if not found:
        raise UnusableFile(
            f"{where} has no code of a ward or an LSOA: no property like WD25CD or LSOA21CD"
        )
    return found[0]


def _is_district(key: Any) -> bool:
    match = _CODE.fullmatch(str(key))
    return match is not None and match[1].upper() == "LAD"


def _text(properties: Mapping[str, Any], wanted: re.Pattern[str]) -> str:
    texts = (_clean(value) for key, value in properties.items() if wanted.fullmatch(str(key)))
    return next(texts, "")


def _clean(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


# --- Shapes ----------------------------------------------------------------------------------
def _polygons(where: str, geometry: Mapping[str, Any]) -> Sequence[Any]:
    match geometry:
        case {"type": "Polygon", "coordinates": [_, *_] as polygon}:
            return [polygon]
        case {"type": "MultiPolygon", "coordinates": [_, *_] as polygons}:
            return polygons
        case {"type": str() as kind}:
            raise UnusableFile(f"{where} is a {kind}, where a Polygon or MultiPolygon belongs")
        case _:
            raise UnusableFile(f"{where} has no shape")


def _polygon(where: str, written: Any, is_on_grid: bool) -> Polygon:
    if not isinstance(written, list) or not written:
        raise UnusableFile(f"{where} has a polygon without rings")
    return tuple(_ring(where, ring, is_on_grid) for ring in written)


def _ring(where: str, written: Any, is_on_grid: bool) -> Ring:
    if not isinstance(written, list) or len(written) < 4:
        raise UnusableFile(f"{where} has a ring of fewer than four positions")
    ring = tuple(_position(where, position, is_on_grid) for position in written)
    if ring[0] != ring[-1]:
        raise UnusableFile(f"{where} has a ring that is not closed: its ends differ")
    return ring


def _position(where: str, written: Any, is_on_grid: bool) -> Position:
    match written:
        case [int() | float() as x, int() | float() as y, *_] if isfinite(x) and isfinite(y):
            pass
        case _:
            raise UnusableFile(f"{where} has a position that is not two numbers")
    if is_on_grid:
        if not national_grid.is_on_grid(x, y):
            raise UnusableFile(f"{where} has a position outside the British National Grid")
        return national_grid.to_wgs84(x, y)
    if _WEST <= x <= _EAST and _SOUTH <= y <= _NORTH:
        return float(x), float(y)
    if _WEST <= y <= _EAST and _SOUTH <= x <= _NORTH:
        raise UnusableFile(f"{where} has latitude before longitude: GeoJSON has them after")
    raise UnusableFile(f"{where} lies outside the British Isles ({x:g}, {y:g})")


def _centroid(polygons: Iterable[Polygon]) -> Position:
    """By area, holes taken off; for what has no area the mean of its positions."""
    doubled = east = north = 0.0
    corners = [position for polygon in polygons for position in polygon[0][:-1]]
    # Sums about a near point: far from it the digits that matter would be lost.
    x0, y0 = corners[0]
    for polygon in polygons:
        for number, ring in enumerate(polygon):
            area, x, y = _moments(ring, x0, y0)
            sign = (1 if area > 0 else -1) * (-1 if number else 1)
            doubled, east, north = doubled + sign * area, east + sign * x, north + sign * y
    if doubled > 0:
        x, y = x0 + east / (3 * doubled), y0 + north / (3 * doubled)
        # Of an outline that is next to a line, rounding leaves an area that means nothing.
        if _is_among(x, [x for x, _ in corners]) and _is_among(y, [y for _, y in corners]):
            return x, y
    return (
        sum(x for x, _ in corners) / len(corners),
        sum(y for _, y in corners) / len(corners),
    )


def _is_among(value: float, values: list[float]) -> bool:
    return min(values) <= value <= max(values)


def _moments(ring: Ring, x0: float, y0: float) -> tuple[float, float, float]:
    """Twice the signed area, and six times its first moments, about (x0, y0)."""
    area = east = north = 0.0
    about = [(x - x0, y - y0) for x, y in ring]
    for (x1, y1), (x2, y2) in pairwise(about):
        cross = x1 * y2 - x2 * y1
        area += cross
        east += (x1 + x2) * cross
        north += (y1 + y2) * cross
    return area, east, north


# --- As it is drawn --------------------------------------------------------------------------
def drawn(outlines: Sequence[Outline]) -> dict[str, Drawn]:
    """By code, the outlines on one grid, y downwards, simplified for the screen.

    On a plane that touches the earth at the middle latitude of them all (equirectangular: true
    to shape over the size of a county). Simplifying is snapping to the grid: neighbours keep the
    border that they share, which a simplification of each by itself would tear apart. What is
    smaller than a step is left out; the largest polygon of an area never is.
    """
    positions = [
        p for outline in outlines for polygon in outline.polygons for r in polygon for p in r
    ]
    west, east = min(x for x, _ in positions), max(x for x, _ in positions)
    south, north = min(y for _, y in positions), max(y for _, y in positions)
    squeeze = cos(radians((south + north) / 2))
    step = max((east - west) * squeeze, north - south) / GRID or 1.0

    def snapped(ring: Ring) -> list[list[int]]:
        points = [[round((x - west) * squeeze / step), round((north - y) / step)] for x, y in ring]
        return _without_repeats(points)

    return {outline.area.code: _drawn(outline, snapped) for outline in outlines}


def _drawn(outline: Outline, snapped: Any) -> Drawn:
    polygons: Drawn = []
    for polygon in outline.polygons:
        outer, *holes = (snapped(ring) for ring in polygon)
        if len(outer) >= 3:
            polygons.append([outer, *(hole for hole in holes if len(hole) >= 3)])
    if polygons:
        return polygons
    x, y = snapped(max((polygon[0] for polygon in outline.polygons), key=len))[0]
    return [[[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]]]]


def _without_repeats(points: Iterable[list[int]]) -> list[list[int]]:
    """An open ring without positions that snapped together, and without spikes (there, back)."""
    corners: list[list[int]] = []
    for point in points:
        if corners and corners[-1] == point:
            continue
        if len(corners) > 1 and corners[-2] == point:
            corners.pop()
            continue
        corners.append(point)
    while len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return corners
