"""Wards on a map: tiles near where they lie, the numbers of the table, words instead of colour."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.places.ground import Ground
from reporting.analysis import comparisons
from reporting.analysis.places import PlaceKind
from reporting.charts import colours, maps
from reporting.charts.maps import Colouring, Form, Paint
from reporting.charts.tiles import Tiles, in_order, laid_out
from reporting.rendering import map_layout
from reporting.rendering.map_looks import LOOKS, Pattern
from reporting.rendering.text_metrics import width_of
from tests.reporting.making import NORTH, SOUTH, evenly, figures

YEAR, BEFORE = Period.year(2022), Period.year(2021)
BESIDE = Ground(middles={NORTH: (-1.2, 54.6), SOUTH: (-1.2, 54.5)}, credit="Boundaries: made up.")


# --- Tiles -----------------------------------------------------------------------------------
def somewhere(count: int, seed: int = 1) -> dict[str, tuple[float, float]]:
    at = random.Random(seed)
    return {f"W{n}": (at.uniform(-1.3, -1.1), at.uniform(54.4, 54.6)) for n in range(count)}


@pytest.mark.parametrize("count", [1, 2, 5, 20, 37, 90])
def test_no_two_wards_share_a_tile_and_all_are_in_the_grid(count):
    tiles = laid_out(somewhere(count))

    assert len(set(tiles.at.values())) == count
    assert {column for column, _ in tiles.at.values()} <= set(range(tiles.columns))
    assert {row for _, row in tiles.at.values()} <= set(range(tiles.rows))


def test_wards_on_a_grid_stay_as_they_lie():
    wide = {f"{x}{y}": (-1.2 + x * 0.01724, 54.5 - y * 0.01) for x in range(5) for y in range(4)}

    at = laid_out(wide).at

    across = [sorted(wide, key=lambda code: (at[code][way], code)) for way in (0, 1)]
    assert across[0][:4] == ["00", "01", "02", "03"]
    assert {code[1] for code in across[1][:5]} == {"0"}


def test_the_same_points_give_the_same_tiles_whatever_their_order():
    points = somewhere(20)
    turned = dict(reversed(points.items()))

    assert laid_out(points) == laid_out(turned)


@pytest.mark.parametrize("seed", range(5))
def test_no_other_assignment_moves_the_wards_less(seed):
    """Against scipy's, which is another method by other people."""
    optimize = pytest.importorskip("scipy.optimize")
    from reporting.charts import tiles

    at = random.Random(seed)
    costs = [[at.randrange(1000) for _ in range(30)] for _ in range(20)]

    ours = tiles._assigned(costs)

    rows, columns = optimize.linear_sum_assignment(costs)
    assert len(set(ours)) == 20
    assert sum(costs[row][tile] for row, tile in enumerate(ours)) == sum(
        costs[row][column] for row, column in zip(rows, columns, strict=True)
    )


def test_without_positions_wards_stand_in_the_order_of_their_names():
    assert in_order(["a", "b", "c"]).at == {"a": (0, 0), "b": (1, 0), "c": (0, 1)}


# --- The map of a measure --------------------------------------------------------------------
def counted(north: object, south: object, *, before: tuple[int, int] = (275, 100)):
    return figures(
        {
            NORTH: evenly({2021: before[0], 2022: north}),
            SOUTH: evenly({2021: before[1], 2022: south}),
        },
        supplied=Period.spanning(Month(2021, 4), Month(2023, 3)),
    )


def drawn(held, *, ground=BESIDE, **how):
    rows = comparisons.by_place(held, comparisons.wards_of(held, None), YEAR, against=BEFORE)
    return maps.ward_map(held, rows, ground, **how)


def said(ward_map) -> dict[str, str]:
    return {ward.code: ward.finding for ward in ward_map.wards}


def test_each_ward_says_its_number_and_its_change():
    found = drawn(counted(396, 104))

    assert said(found) == {
        NORTH: "North End: 396 crimes, 44.0% more, beyond the usual ups and downs",
        SOUTH: "South End: 104 crimes, 4.0% more, within the usual ups and downs",
    }
    assert [ward.paint for ward in found.wards] == [Paint.WORSE, Paint.STEADY]
    assert [ward.sign for ward in found.wards] == ["▲", ""]
    assert [ward.cell.text for ward in found.wards] == ["+44.0%", "+4.0%"]
    assert all("area=" in ward.to and "2022/23" in ward.to for ward in found.wards)


def test_what_is_hidden_is_patterned_and_said_and_its_number_is_nowhere():
    found = drawn(counted(396, Gap.HIDDEN))

    hidden = next(ward for ward in found.wards if ward.code == SOUTH)
    assert hidden.paint is Paint.GAP
    assert hidden.finding == f"South End: {Gap.HIDDEN.value}"
    assert hidden.cell.text == Gap.HIDDEN.shorthand
    assert LOOKS[hidden.paint].pattern is Pattern.HATCH
    assert any(Gap.HIDDEN.shorthand in entry.words for entry in found.key)


def test_every_look_that_occurs_is_explained_and_no_other():
    found = drawn(counted(396, 104))

    assert [(entry.paint, entry.words) for entry in found.key] == [
        (Paint.WORSE, "▲ more, beyond the usual ups and downs"),
        (Paint.STEADY, "● within the usual ups and downs"),
    ]
    assert found.reading == "One tile a ward, near its place."


def test_of_few_the_change_is_in_numbers_as_in_every_table():
    found = drawn(counted(396, 48))
    assert [ward.cell.text for ward in found.wards] == ["+44.0%", "−52"]


def by_rate(held, **how):
    peopled = tuple(replace(one, residents=held.whole.residents) for one in held.places)
    return drawn(replace(held, places=peopled), colouring=Colouring.RATE, **how)


def test_by_rate_each_ward_says_its_rate_and_bands_end_at_round_numbers():
    found = by_rate(counted(396, 104))

    assert said(found)[NORTH] == "North End: 396 crimes, 39.6 for each 1,000 residents"
    assert found.cuts == ("30",)
    assert len(found.bands) == len(found.cuts) + 1
    assert found.title == "Crimes per 1,000 residents, by ward"
    assert found.key == ()


def test_a_rate_has_the_sign_of_its_change_where_that_is_beyond_the_usual():
    found = by_rate(counted(396, 104))

    assert {ward.code: ward.sign for ward in found.wards} == {NORTH: "▲", SOUTH: ""}
    assert found.reading.endswith("▲ more, beyond the usual ups and downs.")


def test_the_readers_ward_is_outlined_and_said():
    found = by_rate(counted(396, 104), mine=SOUTH)

    assert "Outlined: my ward." in found.reading
    for drawing in map_layout.drawings(found):
        ringed = [shape.finding for shape in drawing.shapes if shape.ring]
        assert [words.partition(":")[0] for words in ringed] == ["South End"]
    assert by_rate(counted(396, 104), mine="elsewhere").mine == ""


@pytest.mark.parametrize("seed", range(20))
def test_colours_are_cut_at_numbers_of_one_digit_and_each_is_used(seed):
    at = random.Random(seed)
    values = [at.lognormvariate(3, 1) for _ in range(at.randrange(1, 40))]
    found = colours.scale(values)

    assert all(len(f"{cut:.10g}".strip("0.").replace(".", "")) <= 1 for cut in found.cuts)
    assert list(found.cuts) == sorted(set(found.cuts))
    assert {found.band(value) for value in values} == set(found.bands)
    assert [found.band(value) for value in sorted(values)] == sorted(map(found.band, values))


def test_the_map_holds_the_numbers_of_the_table():
    held = counted(396, 104)

    found = drawn(held)

    of_table = {row.entries[0].text: row.entries[2] for row in found.table.rows}
    assert {ward.name: ward.cell for ward in found.wards} == of_table


def test_outlines_are_drawn_only_where_they_are_loaded():
    square = [[[[0, 0], [500, 0], [500, 400], [0, 400]]]]
    lower = [[[[0, 400], [500, 400], [500, 1000], [0, 1000]]]]
    ground = Ground(outlines={NORTH: square, SOUTH: lower}, middles=BESIDE.middles, credit="c")

    assert drawn(counted(396, 104), form=Form.OUTLINES).form is Form.TILES
    found = drawn(counted(396, 104), ground=ground, form=Form.OUTLINES)
    assert found.form is Form.OUTLINES
    wide, narrow = map_layout.drawings(found)
    for drawing in (wide, narrow):
        names = [shape.finding.partition(":")[0] for shape in drawing.shapes]
        assert names == ["North End", "South End"]
    assert [words.text for shape in wide.shapes for words in shape.words] == [
        "North End ▲",
        "South End",
    ]
    # On a phone these are tiles, with their numbers.
    assert [shape.words[-1].text for shape in narrow.shapes] == ["▲ +44.0%", "● +4.0%"]


def test_words_stay_inside_their_tile():
    found = drawn(counted(396, 104))
    long = tuple(replace(ward, name="Billingham West & Wolviston") for ward in found.wards)
    many = {f"W{n}": (n % 5, n // 5) for n in range(25)} | {NORTH: (5, 0), SOUTH: (5, 1)}
    for tiles in (found.tiles, Tiles(6, 5, many)):
        for drawing in map_layout.drawings(replace(found, wards=long, tiles=tiles)):
            side = drawing.canvas.width / tiles.columns
            for shape in drawing.shapes:
                assert all(width(words) <= min(side, 120) for words in shape.words)
                assert {words.size >= 11 for words in shape.words} == {True}


def width(words) -> float:
    return width_of(words.text, words.size, is_bold=words.is_bold)


def test_names_of_outlines_touch_no_other_and_stay_on_the_drawing():
    """A row of wards too narrow for their names, which move beside them."""
    found = drawn(counted(396, 104))
    strips = {
        f"W{n}": [[[[n * 60, 0], [n * 60 + 60, 0], [n * 60 + 60, 300], [n * 60, 300]]]]
        for n in range(6)
    } | {"top": [[[[0, 300], [360, 300], [360, 900], [0, 900]]]]}
    wards = tuple(
        replace(found.wards[0], code=code, name=f"Berwick Hills & Pallister {code}")
        for code in strips
    )
    by_outlines = replace(
        found, wards=wards, outlines=strips, form=Form.OUTLINES, tiles=in_order(list(strips))
    )
    wide = map_layout.drawings(by_outlines)[0]

    boxes = [box for shape in wide.shapes for box in [edges(shape.words)]]
    assert all(box[0] >= 0 and box[2] <= wide.canvas.width for box in boxes)
    for index, a in enumerate(boxes):
        for b in boxes[index + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert any(shape.leader for shape in wide.shapes)
    said = {" ".join(words.text for words in shape.words) for shape in wide.shapes}
    assert {name.rstrip(" ▲") for name in said} == {ward.name for ward in wards}


def edges(words) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a name."""
    half = max(map(width, words)) / 2
    top, bottom = words[0].y - words[0].size * 0.8, words[-1].y + words[-1].size * 0.2
    return words[0].x - half, top, words[0].x + half, bottom


def test_so_many_tiles_that_none_could_be_read_are_not_drawn_on_a_phone():
    found = drawn(counted(396, 104))
    at = {f"W{n}": (n, 0) for n in range(9)} | {NORTH: (7, 0), SOUTH: (8, 0)}
    (wide,) = map_layout.drawings(replace(found, tiles=Tiles(9, 1, at)))

    assert wide.canvas is map_layout.TILES


# --- The page --------------------------------------------------------------------------------
@pytest.fixture
def councillor(client, filled):
    client.force_login(filled.councillor)
    return client


def test_the_page_draws_every_ward_as_a_link_with_a_name(councillor):
    page = councillor.get("/middlesbrough/map/?period=2022/23&against=2021/22").content.decode()

    names = re.findall(r'<a class="app-map__ward" href="([^"]*)" aria-label="([^"]*)"', page)
    wide, narrow = names[:20], names[20:]
    assert len(wide) == len(narrow) == 20
    assert set(wide) == set(narrow)
    assert "Acklam: 526 crimes, 7.1% more, within the usual ups and downs" in {
        said for _, said in wide
    }
    assert "style=" not in page.partition("<main")[2]


@pytest.mark.parametrize("asked", ["colour=rate", "drawn=outlines", "colour=rate&drawn=outlines"])
def test_the_page_is_drawn_as_asked(councillor, asked):
    answer = councillor.get(f"/middlesbrough/map/?{asked}")

    assert answer.status_code == 200
    assert b"app-map__ward" in answer.content


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("measure=crime/nothing", "There is no measure “crime/nothing”."),
        ("colour=pink", "A map is not coloured by “pink”: by change or rate."),
        ("drawn=globe", "A map is not drawn as “globe”: as tiles or outlines."),
        ("period=2022", "2022"),
    ],
)
def test_what_cannot_be_drawn_is_answered_with_a_sentence(councillor, asked, said):
    answer = councillor.get(f"/middlesbrough/map/?{asked}")

    assert answer.status_code == 404
    assert said in answer.content.decode()


def test_the_map_takes_few_queries(councillor, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        councillor.get("/middlesbrough/map/")


def test_places_without_a_page_are_not_on_the_map():
    held = counted(396, 104)
    rows = comparisons.by_place(held, [held.whole], YEAR, against=BEFORE)

    assert held.whole.kind is PlaceKind.WHOLE
    assert maps.ward_map(held, rows, BESIDE) is None
