"""Tiles of measures, ward tiles and outlines on slides: nothing over anything, nothing outside."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from measures.counts import Gap
from reporting.content.phrases import SlideRef, phrase
from reporting.content.proofs import (
    AreaMap,
    MapArea,
    MapGroup,
    MapTile,
    Tile,
    TileMap,
    Tiles,
    Weight,
)
from reporting.rendering.slides import grid
from reporting.rendering.slides.maps.area_map import draw_area_map
from reporting.rendering.slides.maps.tile_map import draw_tile_map, shade
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.shapes import SHADES, Box, Form, Ink, Outline, Rule, Shape, Text
from reporting.rendering.slides.tiles import draw_tiles
from tests.slides import making
from tests.slides.making import BESIDE_FINDINGS, WHOLE, cell, made_up
from tests.slides.measuring import faults, overlap, said

few = settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))


def drawn(draw, proof, box):
    try:
        return draw(proof, box, {})
    except TooFull:
        assume(False)


def shapes(drawing):
    return [each for each in drawing.elements if isinstance(each, Shape)]


# --- Tiles ------------------------------------------------------------------------------------
def tile(name, number, before, change="▲ 6.0% more", **others):
    bars = (("2021/22", cell(before)), ("2022/23", cell(number)))
    return Tile(name, cell(number), phrase(change), bars, phrase(cell(before), " in 2021/22"),
                **others)  # fmt: skip


def year():
    return Tiles(
        (
            tile("Recorded crime", 26450, 24951),
            tile("Antisocial behaviour", 5475, 7050, "▼ 22.3% fewer"),
            tile("Deliberate fires", 1668, 1661, "● about the same"),
            tile("Serious violence", 724, 645, "▲ 12.2% more", weight=Weight.ATTENTION),
            tile("Referrals to Prevent", 6817, 6406, is_elsewhere=True),
        ),
        (
            ("Two wards of twenty", phrase("went against the fall: Ayresome and Trimdon")),
            ("Primary fires", phrase("rose; see ", SlideRef("fires"))),
            ("Too early to say", phrase("whether these changes are more than ups and downs")),
        ),
    )


def test_the_year_stands_on_one_slide_and_fills_it():
    drawing = draw_tiles(year(), grid.ZONE, {"fires": 13})
    assert faults(drawing) == []
    grounds = [each.box for each in shapes(drawing) if each.fill is Ink.PALE]
    assert len(grounds) == 5
    assert {round(each.height, 3) for each in grounds} == {round(grounds[0].height, 3)}
    assert grounds[1].left - grounds[0].right == pytest.approx(0.5 * 72 / 2.54)
    assert grounds[-1].right == pytest.approx(grid.ZONE.right)
    last = [each for each in drawing.elements if isinstance(each, Text)][-1]
    assert last.box.bottom > grid.ZONE.bottom - 20
    assert "Primary fires  rose; see slide 13" in said(drawing)
    sizes = {paragraph.size for each in drawing.elements if isinstance(each, Text)
             for paragraph in each.paragraphs}  # fmt: skip
    assert sizes == {44, 20, 18, 14}


def test_bars_of_a_tile_share_a_scale_from_zero():
    drawing = draw_tiles(Tiles((tile("Crime", 100, 50),)), WHOLE, {})
    before, this = (each.box for each in shapes(drawing) if each.name)
    assert this.width == pytest.approx(2 * before.width)
    assert this.left == before.left


def test_the_rule_of_a_tile_says_where_it_is_of_and_what_needs_attention():
    drawing = draw_tiles(year(), grid.ZONE, {})
    rules = [each.fill for each in shapes(drawing) if each.box.height == 4]
    assert rules == [Ink.ACCENT, Ink.ACCENT, Ink.ACCENT, Ink.ATTENTION, Ink.QUIET]


def test_made_up_bars_are_hatched_and_gaps_have_none():
    bars = (("2021/22", cell(Gap.NOT_SUPPLIED)), ("2022/23", made_up(5)))
    one = Tile("Crime", made_up(5), phrase("▲"), bars, phrase("Cleveland"))
    drawing = draw_tiles(Tiles((one,)), WHOLE, {})
    (bar,) = (each for each in shapes(drawing) if each.name)
    assert bar.is_hatched
    assert "[x]" in said(drawing)


def test_more_tiles_than_have_room_are_refused():
    tiles = Tiles(tuple(tile("Crime", 26450, 24951) for _ in range(9)))
    with pytest.raises(TooFull, match="9 tiles"):
        draw_tiles(tiles, BESIDE_FINDINGS, {})
    with pytest.raises(TooFull, match="words"):
        draw_tiles(year(), Box(WHOLE.left, WHOLE.top, WHOLE.width, 200), {})


@st.composite
def tiles_proofs(draw):
    bar = st.tuples(st.sampled_from(["2021/22", "2022/23"]) | making.names, making.cells())
    of = st.builds(Tile, making.names, making.cells(), making.phrases,
                   st.lists(bar, max_size=3).map(tuple), making.phrases, st.booleans(),
                   making.weights)  # fmt: skip
    sentences = st.lists(st.tuples(making.names, making.phrases), max_size=3).map(tuple)
    return Tiles(tuple(draw(st.lists(of, min_size=1, max_size=6))), draw(sentences))


@few
@given(tiles_proofs(), st.sampled_from([grid.ZONE, BESIDE_FINDINGS]))
def test_tiles_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_tiles, proof, box)) == []


# --- Ward tiles -------------------------------------------------------------------------------
STEPS = ("under 500", "500 to 999", "1,000 to 1,999", "2,000 or more")
WARDS = (
    ("Newport", 1, 0, 2532, 3), ("Central", 2, 0, 6156, 3), ("North Ormesby", 3, 0, 944, 1),
    ("Park", 1, 1, 1088, 2), ("Berwick Hills & Pallister", 2, 1, 1964, 2),
    ("Brambles & Thorntree", 3, 1, 1861, 2), ("Longlands & Beechwood", 2, 2, 2746, 3),
    ("Stainton & Thornton", 0, 4, 384, 0), ("Nunthorpe", 4, 4, 153, 0),
)  # fmt: skip


def ward_tiles():
    return TileMap(tuple(MapTile(name, column, row, cell(number), step)
                         for name, column, row, number, step in WARDS), STEPS)  # fmt: skip


def test_wards_stand_near_where_they_lie_each_with_its_whole_name_and_number():
    drawing = draw_tile_map(ward_tiles(), BESIDE_FINDINGS, {})
    assert faults(drawing) == []
    assert {f"{name} {number:,}" for name, *_, number, _ in WARDS} <= set(said(drawing))
    boxes = [each.box for each in shapes(drawing)]
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    at = {each.text.paragraphs[0].text: each for each in shapes(drawing) if each.text}
    assert at["Newport"].box.left == at["Park"].box.left < at["Central"].box.left
    assert (at["Nunthorpe"].fill, at["Central"].fill) == (Ink.FEW, Ink.ACCENT)
    assert at["Central"].text.paragraphs[0].runs[0].ink is Ink.GROUND
    assert at["Nunthorpe"].text.paragraphs[0].runs[0].ink is Ink.TEXT
    assert set(STEPS) <= set(said(drawing))


@pytest.mark.parametrize("steps", range(1, 6))
def test_the_step_of_the_most_is_the_darkest(steps):
    shades = [shade(step, steps) for step in range(steps)]
    assert shades[-1] is Ink.ACCENT
    assert [SHADES.index(each) for each in shades] == sorted(map(SHADES.index, shades))


def test_a_ward_without_a_number_is_no_shade():
    proof = TileMap((MapTile("Kader", 0, 0, cell(Gap.HIDDEN), 0),), STEPS)
    ward = next(each for each in shapes(draw_tile_map(proof, BESIDE_FINDINGS, {})) if each.text)
    assert (ward.fill, ward.is_dashed) == (Ink.GROUND, True)
    assert ward.text.paragraphs[1].text == "[c]"


@st.composite
def tile_maps(draw):
    columns = draw(st.integers(1, 6))
    of = st.tuples(making.names, making.cells(), st.integers(0, 5))
    wards = draw(st.lists(of, min_size=1, max_size=20))
    return TileMap(
        tuple(MapTile(name, place % columns, place // columns, number, step)
              for place, (name, number, step) in enumerate(wards)),
        tuple(draw(st.lists(making.names, max_size=5))),
    )  # fmt: skip


@few
@given(tile_maps(), making.boxes)
def test_ward_tiles_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_tile_map, proof, box)) == []


# --- Outlines ---------------------------------------------------------------------------------
def square(left, top, side=1.0):
    right, bottom = left + side, top + side
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def areas(groups=4):
    return tuple(MapArea(f"Ward {place}", (square(place % 4, place // 4),), place % groups)
                 for place in range(16))  # fmt: skip


def groups():
    return tuple(
        MapGroup(name[0], name, tuple(f"Ward {place}" for place in range(number, 16, 4)))
        for number, name in enumerate(("North", "East", "South", "West"))
    )


def test_outlines_keep_their_proportion_at_the_left_of_their_lists():
    drawing = draw_area_map(AreaMap(areas(), groups()), grid.ZONE, {})
    assert faults(drawing) == []
    outlines = [each for each in drawing.elements if isinstance(each, Outline)]
    points = [point for each in outlines for ring in each.rings for point in ring]
    across, down = zip(*points, strict=True)
    assert max(across) - min(across) == pytest.approx(max(down) - min(down))
    lists = [each for each in drawing.elements if isinstance(each, Text)]
    assert max(across) < min(each.box.left for each in lists)
    assert {each.fill for each in outlines} == {Ink.ACCENT, Ink.SECOND, Ink.THIRD, Ink.PAST}
    assert any("Ward 15" in each for each in said(drawing))
    assert outlines[0].name == "Ward 0"


def test_letters_stand_on_their_groups_and_apart():
    # All groups have one middle: their squares are of one row after another.
    drawing = draw_area_map(AreaMap(areas(), groups()), grid.ZONE, {})
    discs = [each for each in shapes(drawing) if each.form is Form.ELLIPSE]
    assert [each.text.paragraphs[0].text for each in discs] == ["N", "E", "S", "W"]
    assert not any(overlap(one.box, other.box) for one, other in combinations(discs, 2))


def test_the_map_of_a_cover_is_an_ornament_without_words():
    drawing = draw_area_map(AreaMap(areas()), grid.ZONE, {})
    assert said(drawing) == []
    assert {each.name for each in drawing.elements} == {""}
    assert len({each.fill for each in drawing.elements}) == 1, "shades would look like data"


def test_more_names_than_have_room_run_on_and_then_are_refused():
    def with_names(many):
        names = tuple(f"Berwick Hills & Pallister {number}" for number in range(many))
        return AreaMap(areas(), (MapGroup("N", "North", names), MapGroup("S", "South", names)))

    short = draw_area_map(with_names(8), grid.ZONE, {})
    long = draw_area_map(with_names(24), grid.ZONE, {})
    assert faults(short) == faults(long) == []
    assert not any(", " in each for each in said(short))
    assert any("Pallister 0, Berwick" in each for each in said(long))
    with pytest.raises(TooFull, match="names"):
        draw_area_map(with_names(99), grid.ZONE, {})


@st.composite
def area_maps(draw):
    number = draw(st.integers(0, 6))
    ring = st.builds(square, st.integers(0, 300), st.integers(0, 200), st.integers(1, 60))
    of = st.builds(MapArea, making.names, st.lists(ring, min_size=1, max_size=2).map(tuple),
                   st.integers(0, max(number - 1, 0)))  # fmt: skip
    group = st.builds(MapGroup, st.sampled_from(["N", "E", "NE", ""]), making.names,
                      st.lists(making.names, max_size=6).map(tuple))  # fmt: skip
    listed = draw(making.rows_of(number, group))
    return AreaMap(tuple(draw(st.lists(of, min_size=1, max_size=12))), listed)


@few
@given(area_maps(), making.boxes)
def test_maps_keep_their_words_apart(proof, box):
    drawing = drawn(draw_area_map, proof, box)
    assert faults(drawing) == []
    assert not any(isinstance(each, Rule) for each in drawing.elements)
