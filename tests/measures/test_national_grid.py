"""The British National Grid: the Ordnance Survey's worked example, and real wards both ways."""

from __future__ import annotations

import json
from math import cos, hypot, radians

import pytest

from measures.national_grid import ACCURACY, is_on_grid, to_osgb36, to_wgs84

# A guide to coordinate systems in Great Britain, annex C: Caister Water Tower.
EAST, NORTH = 651_409.903, 313_177.270
LATITUDE = 52 + 39 / 60 + 27.2531 / 3600
LONGITUDE = 1 + 43 / 60 + 4.5177 / 3600
METRES_A_DEGREE = 111_200


def test_the_worked_example_of_the_ordnance_survey():
    # Four decimals of a second are 3 millimetres.
    assert to_osgb36(EAST, NORTH) == pytest.approx((LATITUDE, LONGITUDE), abs=0.000_1 / 3600)


def test_the_true_origin_lies_where_it_is_defined():
    assert to_osgb36(400_000, -100_000) == pytest.approx((49, -2), abs=1e-9)


@pytest.mark.parametrize(
    ("grid", "degrees"),
    [
        # The same tower in WGS 84 (ETRS89), from the same guide.
        ((EAST, NORTH), (1 + 42 / 60 + 57.8663 / 3600, 52 + 39 / 60 + 28.8282 / 3600)),
        # Acklam in Middlesbrough, as the Office for National Statistics gives its middle.
        ((448_763, 516_845), (-1.24776, 54.54454)),
    ],
)
def test_in_wgs_84_it_is_right_to_some_metres(grid, degrees):
    assert _apart(to_wgs84(*grid), degrees) < ACCURACY


def test_every_ward_of_middlesbrough_is_right_to_some_metres(shared_data):
    file = shared_data / "boundaries" / "middlesbrough_wards_WD25_drkane.geojson"
    wards = [one["properties"] for one in json.loads(file.read_text())["features"]]
    apart = [
        _apart(to_wgs84(ward["BNG_E"], ward["BNG_N"]), (ward["LONG"], ward["LAT"]))
        for ward in wards
    ]
    assert len(apart) == 20
    assert max(apart) < ACCURACY


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two places that are near each other."""
    east = (one[0] - other[0]) * cos(radians(one[1]))
    return hypot(east, one[1] - other[1]) * METRES_A_DEGREE


@pytest.mark.parametrize(
    ("position", "is_on"),
    [
        ((448_763, 516_845), True),
        ((0, 5_000), True),
        ((-1.2, 54.5), False),
        ((1.2, 54.5), False),
        ((-1, 500_000), False),
        ((448_763, 1_300_001), False),
        ((700_001, 500_000), False),
    ],
)
def test_degrees_are_never_taken_for_metres(position, is_on):
    assert is_on_grid(*position) is is_on
