"""Eastings and northings of the British National Grid as longitude and latitude; arithmetic only.

The formulas and constants are those of the Ordnance Survey's "A guide to coordinate systems in
Great Britain": the Airy 1830 ellipsoid, the National Grid's projection, and one Helmert
transformation from OSGB36 to WGS 84. That one is good to about 5 metres everywhere in Great
Britain; OSTN15, a table of shifts of some 40 MB, would be good to 0.1 metres, which no map of wards
on a screen shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, sqrt, tan

# Where the grid has squares, in metres.
MOST_EAST, MOST_NORTH = 700_000, 1_300_000
# How far a position may be off, in metres.
ACCURACY = 5


@dataclass(frozen=True)
class _Ellipsoid:
    """Its semi-axes, in metres."""

    a: float
    b: float

    @property
    def e2(self) -> float:
        """The eccentricity, squared."""
        return (self.a**2 - self.b**2) / self.a**2


_AIRY = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84 = _Ellipsoid(6_378_137.000, 6_356_752.314_245)
_SCALE = 0.999_601_271_7
_LATITUDE_0, _LONGITUDE_0 = radians(49), radians(-2)
_EAST_0, _NORTH_0 = 400_000.0, -100_000.0
# From OSGB36 to WGS 84: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_PPM = -20.4894
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
_CLOSE = 1e-12


def is_on_grid(east: float, north: float) -> bool:
    """Whether the grid has such a place; degrees of the British Isles are never taken for one."""
    return 0 <= east <= MOST_EAST and 0 <= north <= MOST_NORTH and max(east, north) > 360


def to_wgs84(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude in degrees of WGS 84, right to about `ACCURACY` metres."""
    latitude, longitude = to_osgb36(east, north)
    return _moved(radians(latitude), radians(longitude))


def to_osgb36(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude in degrees on OSGB36, the datum of the grid itself."""
    a, e2 = _AIRY.a, _AIRY.e2
    latitude = _foot(north)
    sine, tangent = sin(latitude), tan(latitude)
    nu = a * _SCALE / sqrt(1 - e2 * sine**2)
    rho = a * _SCALE * (1 - e2) / (1 - e2 * sine**2) ** 1.5
    eta2 = nu / rho - 1
    t2, secant, x = tangent**2, 1 / cos(latitude), east - _EAST_0
    vii = tangent / (2 * rho * nu)
    viii = tangent / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = tangent / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x1 = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    found = latitude - vii * x**2 + viii * x**4 - ix * x**6
    longitude = _LONGITUDE_0 + x1 * x - xi * x**3 + xii * x**5 - xiia * x**7
    return degrees(found), degrees(longitude)


def _foot(north: float) -> float:
    """The latitude whose arc along the central meridian is that of the northing, in radians."""
    latitude = _LATITUDE_0 + (north - _NORTH_0) / (_AIRY.a * _SCALE)
    while abs(rest := north - _NORTH_0 - _meridian(latitude)) >= 0.000_01:
        latitude += rest / (_AIRY.a * _SCALE)
    return latitude


def _meridian(latitude: float) -> float:
    """The length of the meridian from the true origin to a latitude, in metres of the grid."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    less, more = latitude - _LATITUDE_0, latitude + _LATITUDE_0
    return (
        _AIRY.b
        * _SCALE
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * less
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(less) * cos(more)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * less) * cos(2 * more)
            - 35 / 24 * n**3 * sin(3 * less) * cos(3 * more)
        )
    )


def _moved(latitude: float, longitude: float) -> tuple[float, float]:
    """From OSGB36, in radians, to longitude and latitude of WGS 84 in degrees."""
    nu = _AIRY.a / sqrt(1 - _AIRY.e2 * sin(latitude) ** 2)
    x = nu * cos(latitude) * cos(longitude)
    y = nu * cos(latitude) * sin(longitude)
    z = (1 - _AIRY.e2) * nu * sin(latitude)
    scale, (rx, ry, rz) = 1 + _PPM / 1e6, _TURN
    moved_x = _SHIFT[0] + scale * x - rz * y + ry * z
    moved_y = _SHIFT[1] + rz * x + scale * y - rx * z
    moved_z = _SHIFT[2] - ry * x + rx * y + scale * z
    flat = hypot(moved_x, moved_y)
    found, before = atan2(moved_z, flat * (1 - _WGS84.e2)), 9.0
    while abs(found - before) > _CLOSE:
        before = found
        nu = _WGS84.a / sqrt(1 - _WGS84.e2 * sin(found) ** 2)
        found = atan2(moved_z + _WGS84.e2 * nu * sin(found), flat)
    return degrees(atan2(moved_y, moved_x)), degrees(found)
