"""Boundaries as GeoJSON: what is read, what is refused and how it is said, what is kept of it."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from partnership import audit, would_do
from partnership.kinds import Level
from partnership.models import Area, AuditEvent, Boundary, BoundarySet, WardSet
from partnership.places import boundary_actions
from partnership.places.boundaries import ground
from partnership.places.geography import geography
from partnership.places.geojson import GRID, drawn, read_boundaries
from partnership.places.ground import corners_of
from partnership.places.ons import NamedContent
from partnership.refusals import Refused, UnusableFile

ACKLAM, AYRESOME, TRIMDON = "E05009853", "E05009854", "E05009872"


def square(x, y, side=0.01):
    """A closed ring whose lower left corner is (x, y)."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code, *rings, kind="Polygon", key="WD25CD", **properties):
    coordinates = list(rings) if kind == "Polygon" else [[ring] for ring in rings]
    return {
        "type": "Feature",
        "properties": {key: code, key[:-2] + "NM": f"Ward {code[-2:]}", **properties},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def written(*features, **more):
    document = {"type": "FeatureCollection", "features": list(features), **more}
    return NamedContent("wards.geojson", json.dumps(document).encode())


# --- Reading ---------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["WD25CD", "WD13CD", "wd19cd", "LSOA21CD"])
def test_the_code_is_found_whatever_the_year_of_its_column(key):
    read = read_boundaries(written(feature("E05009853", square(-1.2, 54.5), key=key)))

    assert read.codes == {"E05009853"}
    assert read.level == (Level.LSOA if key.startswith("L") else Level.WARD)
    assert str(read.year) in read.attribution


OPEN = [*square(-1.2, 54.5)[:-1], [-1.3, 54.5]]
NOT_FINITE = [[float("nan"), 54.5], *square(-1.2, 54.5)[1:-1], [float("nan"), 54.5]]
SWAPPED = [[y, x] for x, y in square(-1.2, 54.5)]
TOO_FAR = [[x * 1e6, y * 1e6] for x, y in square(4.5, 51.5)]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (NamedContent("x.json", b"not json"), "x.json is not GeoJSON: it cannot be read as JSON"),
        (
            NamedContent("x.json", b"[" * 200_000),
            "x.json is not GeoJSON: it cannot be read as JSON",
        ),
        (NamedContent("x.json", b"[1]"), "x.json is not GeoJSON: it is no FeatureCollection"),
        (NamedContent("x.json", b'{"type": "Topology"}'), "x.json is TopoJSON"),
        (written(), "wards.geojson has no features"),
        (
            written(feature(ACKLAM, square(-1.2, 54.5)), crs={"properties": {"name": "EPSG:3857"}}),
            "wards.geojson is neither in longitude and latitude nor in the British National Grid",
        ),
        (
            written(
                feature(ACKLAM, square(-1.2, 54.5)), crs={"properties": {"name": "EPSG:27700"}}
            ),
            "has a position outside the British National Grid",
        ),
        (
            written(
                feature(ACKLAM, square(448_763, 516_845, 100)),
                feature(AYRESOME, square(-1.2, 54.5)),
            ),
            "has a position outside the British National Grid",
        ),
        (written({"type": "Feature"}), "feature 1 has no properties or no geometry"),
        (written(feature("Acklam", square(-1.2, 54.5))), "“Acklam” is not the code of a ward"),
        (written(feature(ACKLAM, square(-1.2, 54.5), key="NAMECD")), "no property like WD25CD"),
        (written(feature(ACKLAM, OPEN)), "has a ring that is not closed"),
        (written(feature(ACKLAM, square(-1.2, 54.5)[:3])), "a ring of fewer than four positions"),
        (written(feature(ACKLAM, NOT_FINITE)), "has a position that is not two numbers"),
        (written(feature(ACKLAM, SWAPPED)), "has latitude before longitude"),
        (written(feature(ACKLAM, TOO_FAR)), "lies outside the British Isles"),
        (written(feature(ACKLAM, [-1.2, 54.5], kind="Point")), "is a Point, where a Polygon"),
        (
            written(*[feature(ACKLAM, square(-1.2, 54.5))] * 2),
            f"wards.geojson has {ACKLAM} twice",
        ),
        (
            written(
                feature(ACKLAM, square(-1.2, 54.5)),
                feature(AYRESOME, square(-1.2, 54.5), key="WD13CD"),
            ),
            "mixes areas of several kinds or years",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason_and_what_would_do(file, said):
    with pytest.raises(UnusableFile, match=said) as refused:
        read_boundaries(file)
    assert str(refused.value).endswith(would_do.BOUNDARIES)


@pytest.mark.parametrize(
    "crs", [{}, {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}]
)
def test_the_british_national_grid_is_converted(crs):
    file = written(feature(ACKLAM, square(448_753, 516_835, 20)), **crs)

    read = read_boundaries(file)

    assert read.is_converted
    assert read.outlines[0].middle == pytest.approx((-1.24776, 54.54454), abs=5e-5)


def test_the_middle_is_that_of_the_area_with_holes_taken_off():
    """An L of three equal squares; then a square of 4 by 4 with a hole off its middle."""
    three = feature(
        ACKLAM,
        *(square(x, y) for x, y in ((-1.2, 54.5), (-1.19, 54.5), (-1.2, 54.51))),
        kind="MultiPolygon",
    )
    holed = feature(AYRESOME, square(-1.2, 54.5, 0.04), square(-1.18, 54.51, 0.01))

    one, other = read_boundaries(written(three, holed)).outlines

    assert one.middle == pytest.approx((-1.2 + 0.025 / 3, 54.5 + 0.025 / 3))
    # (16 × 0.02 − 1 × 0.025) / 15 to the east, (16 × 0.02 − 1 × 0.015) / 15 to the north.
    assert other.middle == pytest.approx((-1.2 + 0.295 / 15, 54.5 + 0.305 / 15))


def test_neighbours_keep_the_border_that_they_share_when_it_is_simplified():
    wavy = [[-1.19 + 0.0000004 * (n % 3), 54.5 + 0.0001 * n] for n in range(101)]
    left = [[-1.2, 54.5], *wavy, [-1.2, 54.51], [-1.2, 54.5]]
    right = [[-1.18, 54.5], [-1.18, 54.51], *reversed(wavy), [-1.18, 54.5]]

    shapes = drawn(
        read_boundaries(written(feature(ACKLAM, left), feature(AYRESOME, right))).outlines
    )

    one, other = (set(corners_of(shapes[code])) for code in (ACKLAM, AYRESOME))
    assert len(one & other) == 101
    assert max(max(corner) for corner in one | other) == GRID


def test_an_area_smaller_than_a_step_of_the_drawing_is_still_drawn():
    tiny, large = (
        feature(ACKLAM, square(-1.2, 54.5, 1e-7)),
        feature(TRIMDON, square(-1.2, 54.5, 0.5)),
    )

    shapes = drawn(read_boundaries(written(tiny, large)).outlines)

    assert len(set(corners_of(shapes[ACKLAM]))) == 4


# --- Loading ---------------------------------------------------------------------------------
def own(partnership, *, leave_out=(), key="WD25CD", **properties):
    """A made-up file of the partnership's wards in a row, each a square beside the next."""
    wards = geography(partnership).wards
    features = [
        feature(ward.code, square(-1.5 + 0.01 * at, 54.5), key=key, **properties)
        for at, ward in enumerate(wards)
        if ward.code not in leave_out
    ]
    return written(*features)


def load(partnership, file, by=None):
    return boundary_actions.load_boundaries(
        boundaries=read_boundaries(file), partnership=partnership, content=file.content, by=by
    )


@pytest.fixture
def bare(middlesbrough):
    BoundarySet.objects.all().delete()
    return middlesbrough


def test_the_wards_of_a_ward_set_are_kept_with_their_source_and_an_event(bare):
    loaded = load(bare, own(bare))

    held = BoundarySet.objects.get()
    assert (loaded.areas, loaded.ward_set) == (20, "Wards from May 2023")
    assert held.ward_set.name == "Wards from May 2023"
    assert "Open Government Licence" in held.attribution
    event = AuditEvent.objects.get(kind=audit.Kind.BOUNDARIES_LOADED, about_id=held.pk)
    assert event.detail["after"]["sha256"] == held.sha256


def test_a_newer_file_ends_the_one_before_and_removes_nothing(bare):
    load(bare, own(bare))
    load(bare, own(bare))

    assert BoundarySet.objects.count() == 2
    assert BoundarySet.objects.filter(until__isnull=True).count() == 1
    assert Boundary.objects.count() == 40


def test_a_file_without_a_ward_or_with_a_strange_one_is_refused_by_name(bare):
    short = own(bare, leave_out={ACKLAM})
    document = json.loads(short.content)
    document["features"].append(feature("E05099999", square(-1.6, 54.5)))

    with pytest.raises(Refused, match=r"1 of 20 are missing: Acklam \(E05009853\)") as refusal:
        load(bare, NamedContent("wards.geojson", json.dumps(document).encode()))
    assert "1 are strange to it: Ward 99 (E05099999)" in str(refusal.value)


def test_wards_of_other_districts_in_the_file_are_passed_over(bare):
    document = json.loads(own(bare, LAD25CD="E06000002").content)
    document["features"].append(feature("E05099999", square(-1.6, 54.5), LAD25CD="E06000001"))

    loaded = load(bare, NamedContent("wards.geojson", json.dumps(document).encode()))

    assert (loaded.areas, loaded.passed_over) == (20, 1)


def test_neighbours_share_a_border_where_there_are_outlines(bare, django_assert_num_queries):
    load(bare, own(bare))
    places = geography(bare)
    names = [ward.code for ward in places.wards]

    with django_assert_num_queries(1):
        land = ground(bare, places)

    assert land.has_borders
    assert set(land.neighbours(names[5])) == {names[4], names[6]}
    assert land.neighbours(names[0]) == (names[1],)


def test_outlines_of_today_s_wards_serve_an_earlier_set_of_the_same_extent(bare):
    load(bare, own(bare))
    then = geography(bare, on=WardSet.objects.earliest("valid_from").valid_from)

    assert set(ground(bare, then).outlines) == {ward.code for ward in then.wards}


def test_lsoas_say_where_wards_lie_and_the_nearest_stand_for_neighbours(bare):
    places = geography(bare)
    at = {ward.pk: number for number, ward in enumerate(places.wards)}
    lsoas = Area.objects.filter(level=Level.LSOA, pk__in=places.ward_of)
    file = written(
        *(
            feature(
                one.code, square(-1.5 + 0.01 * at[places.ward_of[one.pk]], 54.5), key="LSOA21CD"
            )
            for one in lsoas
        )
    )

    loaded = load(bare, file)
    land = ground(bare, places)

    names = [ward.code for ward in places.wards]
    assert loaded.level == Level.LSOA
    assert not land.outlines
    assert not land.has_borders
    assert set(land.neighbours(names[5])) == {names[3], names[4], names[6], names[7]}


def test_nothing_is_known_of_where_wards_lie_without_a_file(bare):
    land = ground(bare, geography(bare))

    assert land.neighbours(ACKLAM) == ()
    assert land.credit == ""


# --- The real files --------------------------------------------------------------------------
def test_the_wards_of_2013_are_refused_by_name(bare, shared_data):
    file = shared_data / "boundaries" / "middlesbrough_wards_WD13_martinjc.geojson"

    with pytest.raises(CommandError) as refusal:
        call_command("load_boundaries", str(file))

    said = str(refusal.value)
    assert "20 of 20 are missing: Acklam (E05009853)" in said
    assert "23 are strange to it" in said
    assert "Thorntree (E05001503)" in said
    assert not BoundarySet.objects.exists()


def test_the_wards_of_2025_and_their_neighbours(bare, shared_data, capsys):
    file = shared_data / "boundaries" / "middlesbrough_wards_WD25_drkane.geojson"
    call_command("load_boundaries", str(file), "--partnership", "middlesbrough", "--json")

    assert json.loads(capsys.readouterr().out)["areas"] == 20
    land = ground(bare, geography(bare))
    # The file's own LONG and LAT are points well inside each ward: a second opinion, to 1.5 km.
    document = json.loads(file.read_text(encoding="utf-8"))
    for one in document["features"]:
        told = one["properties"]
        assert land.middles[told["WD25CD"]] == pytest.approx((told["LONG"], told["LAT"]), abs=0.02)
    for code, others in ((one, land.neighbours(one)) for one in land.outlines):
        assert others, f"{code} stands alone"
        assert all(code in land.neighbours(other) for other in others)
