"""What is drawn can be read from the back of a room: whole names, dark numbers, one ink an area."""

from __future__ import annotations

from measures.counts import Nature
from reporting.content.description import Cell
from reporting.content.panel_slides import Layout
from reporting.content.phrases import phrase
from reporting.content.proofs import Columns, Layer, Line, MapTile, Slopes, TileMap, Weight
from reporting.rendering.slides.drawing import drawing_of
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.maps.area_map import ink_of
from reporting.rendering.slides.shapes import Drawing, Ink, Shape, Text

_PICTURE = STANDARD.box(Layout.FINDINGS, Place.PICTURE)
_HALF = STANDARD.box(Layout.TWO_PICTURES, Place.PICTURE)
_MADE_UP = Nature.ILLUSTRATIVE


def _shapes(drawing: Drawing) -> list[Shape]:
    return [element for element in drawing.elements if isinstance(element, Shape)]


def test_the_number_of_a_made_up_part_stands_dark_on_a_ground_of_its_own():
    low = Layer(phrase("Low"), (Cell(1042, nature=_MADE_UP), Cell(1506)))
    high = Layer(phrase("High"), (Cell(228, nature=_MADE_UP), Cell(262)))
    totals = (Cell(1270), Cell(1768))
    proof = Columns(("2020/21", "2021/22"), (low, high), totals, main="2021/22")

    drawing = drawing_of(proof, _PICTURE, {})

    [chart] = drawing.charts
    for series in chart.series:
        assert series.hatched == {0}
        assert not series.labels[0]
        assert series.labels[1]
        assert series.inks.get(0, series.ink) is not Ink.PAST
    grounds = {shape.box for shape in _shapes(drawing) if shape.fill is Ink.GROUND}
    texts = [each for each in drawing.elements if isinstance(each, Text)]
    shown = {text.paragraphs[0].text: text for text in texts if text.box in grounds}
    assert set(shown) == {"1,042", "228"}
    for text in shown.values():
        assert text.paragraphs[0].runs[0].ink is Ink.TEXT


def test_names_of_wards_stand_whole_on_their_tiles():
    names = (
        ("Newport", "Central", "North Ormesby"),
        ("Linthorpe", "Park", "Berwick Hills & Pallister", "Brambles & Thorntree"),
        ("Ayresome", "Acklam", "Longlands & Beechwood", "Park End & Beckfield"),
        ("Trimdon", "Kader", "Ladgate", "Marton East"),
        ("Stainton & Thornton", "Hemlington", "Coulby Newham", "Marton West", "Nunthorpe"),
    )
    tiles = tuple(
        MapTile(name, column, row, Cell(1964), 0)
        for row, line in enumerate(names)
        for column, name in enumerate(line)
    )
    box = _HALF.inset(0.0, 14.0)

    drawing = drawing_of(TileMap(tiles, ("under 500", "500 or more")), box, {})

    told = {shape.text.paragraphs[0].text for shape in _shapes(drawing) if shape.text}
    assert told == {name for line in names for name in line}
    assert max(shape.box.bottom for shape in _shapes(drawing)) <= box.bottom + 0.5


def test_an_area_is_drawn_in_the_ink_that_it_has_on_the_map():
    lines = tuple(
        Line(
            phrase(name),
            (Cell(number), Cell(number + 50)),
            Weight.MAIN if name == "North" else Weight.PLAIN,
            group=group,
        )
        for name, number, group in (("North", 900, 1), ("East", 300, 0), ("West", 100, 3))
    )

    [chart] = drawing_of(Slopes(("2021/22", "2022/23"), lines), _PICTURE, {}).charts

    assert {series.name: series.ink for series in chart.series} == {
        "North": ink_of(1),
        "East": ink_of(0),
        "West": ink_of(3),
    }
