"""The rules that every drawing keeps, over generated figures: lines, columns, tiles, small ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from django.template.loader import render_to_string

from csp_portal.gallery import samples
from csp_portal.gallery.map_sample import ward_map_sample
from measures.counts import Gap, Nature
from reporting.charts.maps import Paint
from reporting.content import palette
from reporting.content.description import Band, Cell, Chart, Kind, Role, Series
from reporting.content.palette import contrast, look_of
from reporting.rendering import map_layout, svg
from reporting.rendering.drawing import CANVASES, NARROW, SMALL_CANVASES, WIDE, Canvas, Words
from reporting.rendering.map_looks import LOOKS
from reporting.rendering.text_metrics import width_of

EVERY_CANVAS = (*CANVASES, *SMALL_CANVASES)
MONTHS = samples.months().at
every_canvas = pytest.mark.parametrize("canvas", EVERY_CANVAS, ids=lambda canvas: canvas.name)
many = pytest.mark.parametrize("seed", range(40))


def months(seed: int) -> Chart:
    """Lines as measures and wards have them: of few and of many, with gaps, of a part of a year."""
    at = random.Random(seed)
    size = 10 ** at.uniform(0.3, 4.5)
    roles = (Role.THIS, Role.COMPARED, Role.BEFORE)[: at.randrange(1, 4)]
    years = ("2024/25", "2023/24", "2022/23")
    first = at.randrange(0, 12, 3)
    spoken = MONTHS[first : first + at.choice((0, 1, 3, 6))]
    series = tuple(
        Series(year, role, tuple(cells(at, size))) for year, role in zip(years, roles, strict=False)
    )
    usual = tuple(Cell(int(size * 0.8)) for _ in MONTHS), tuple(Cell(int(size)) for _ in MONTHS)
    return Chart(
        slug=f"months-{seed}",
        kind=Kind.LINES,
        title="Crimes",
        subtitle="Crimes",
        unit=at.choice(("crimes a month", "antisocial behaviour incidents a month", "Reports")),
        at=MONTHS,
        series=series,
        alternative="Lines.",
        source_line="",
        band=Band("usual range", *usual) if at.random() < 0.4 else None,
        spoken=spoken,
        spoken_label=f"{spoken[0]}ember to {spoken[-1]}ember" if spoken else "",
    )


def cells(at: random.Random, size: float) -> Iterator[Cell]:
    ends = at.choice((12, 12, 12, 5, 9))
    for month in range(12):
        is_gap = month >= ends or at.random() < 0.04
        yield Cell(Gap.NOT_SUPPLIED if is_gap else int(at.gauss(size, size / 5)) if size else 0)


def years(seed: int) -> Chart:
    """From one to twelve years, some of them made up or missing."""
    at = random.Random(seed)
    size, count = 10 ** at.uniform(0.3, 5), at.randrange(1, 13)
    labels = tuple(f"20{year}/{year + 1}" for year in range(25 - count, 25))
    natures = (Nature.MEASURED, Nature.ILLUSTRATIVE)
    columns = tuple(
        Cell(Gap.NOT_SUPPLIED) if at.random() < 0.1 and index
        else Cell(int(at.uniform(0.3, 1) * size), nature=at.choice(natures))
        for index in range(count)
    )  # fmt: skip
    return replace(
        samples.years(),
        slug=f"years-{seed}",
        at=labels,
        highlight=labels[-1],
        series=(Series("Crimes", Role.BARS, columns),),
    )


def box(words: Words) -> tuple[float, float, float, float]:
    width = width_of(words.text, words.size, is_bold=words.is_bold)
    left = words.x - {"start": 0, "middle": width / 2, "end": width}[words.anchor.value]
    return left, words.y - words.size * 0.73, left + width, words.y + words.size * 0.2


# --- Words -----------------------------------------------------------------------------------
@many
@pytest.mark.parametrize("made", [months, years])
@every_canvas
def test_nothing_lies_beyond_its_canvas_and_letters_are_large_enough(made, canvas, seed):
    drawing = svg.draw(made(seed), canvas)
    for words in drawing.words:
        left, top, right, bottom = box(words)
        assert left >= -0.5, words
        assert top >= -0.5, words
        assert right <= canvas.width + 0.5, words
        assert bottom <= drawing.height + 0.5, words
        assert words.size >= 11
    for path in (*drawing.areas, *drawing.lines):
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.d):
            assert -0.5 <= float(x) <= canvas.width + 0.5
            assert -0.5 <= float(y) <= drawing.height + 0.5


def test_letters_stay_large_where_a_drawing_is_shown_smaller_than_it_is():
    """The style sheet shows the wide one from 640 px on, the narrow one down to 288 px."""
    assert WIDE.size * 640 / WIDE.width >= 11
    assert NARROW.size * 288 / NARROW.width >= 11


@many
@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: canvas.name)
def test_labels_at_line_ends_stand_apart(canvas: Canvas, seed):
    chart = months(seed)
    drawing = svg.draw(chart, canvas)
    plot_right = max(rule.x2 for rule in drawing.rules)
    beside = sorted(words.y for words in drawing.words if words.x > plot_right)
    assert all(lower - upper >= 18 - 1e-6 for upper, lower in pairwise(beside))


@many
@every_canvas
def test_the_months_are_one_line(canvas, seed):
    drawing = svg.draw(months(seed), canvas)
    foot = [words for words in drawing.words if words.y > max(rule.y1 for rule in drawing.rules)]
    along = [words for words in foot if words.anchor.value == "middle"]
    assert len({words.y for words in along}) == 1
    for one, other in pairwise(sorted(map(box, along))):
        assert one[2] < other[0]


@many
def test_words_above_the_plot_do_not_run_into_one_another(seed):
    for canvas in CANVASES:
        drawing = svg.draw(months(seed), canvas)
        top = min(rule.y1 for rule in drawing.rules)
        plot_right = max(rule.x2 for rule in drawing.rules)
        above = [box(words) for words in drawing.words if words.y < top and words.x < plot_right]
        for a, b in combinations(above, 2):
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


# --- Lines -----------------------------------------------------------------------------------
@many
@every_canvas
def test_this_year_is_drawn_last_and_thickest(canvas, seed):
    drawing = svg.draw(months(seed), canvas)
    this = look_of(Role.THIS)
    lines = [path for path in drawing.lines if path.fill == "none" and path.width > 1]
    widths = {path.stroke: path.width for path in lines}
    if this.colour in widths:
        order = [path.stroke for path in lines]
        assert set(order[order.index(this.colour) :]) == {this.colour}
        assert widths[this.colour] == max(widths.values())


@many
def test_each_month_of_the_period_spoken_of_has_a_dot(seed):
    chart = months(seed)
    known = [
        cell
        for at, cell in zip(chart.at, chart.series[0].cells, strict=True)
        if at in chart.spoken and cell.number is not None
    ]
    dots = [path for path in svg.draw(chart).lines if path.stroke == palette.GROUND]
    assert len(dots) == len(known)


def test_no_chart_of_years_takes_more_than_four_colours():
    for seed in range(40):
        drawing = svg.draw(months(seed))
        assert len({path.stroke for path in drawing.lines} - {palette.GROUND, "none"}) <= 4


# --- Columns ---------------------------------------------------------------------------------
@many
@every_canvas
def test_what_is_made_up_is_hatched_in_an_outline_and_nothing_else_is(canvas, seed):
    chart = years(seed)
    drawing = svg.draw(chart, canvas)
    numbers = [cell for cell in chart.series[0].cells if cell.number is not None]
    hatched = [path for path in drawing.areas if path.stroke == palette.HATCH]
    assert len(hatched) == sum(cell.is_illustrative for cell in numbers)
    assert len(drawing.blocks) == sum(not cell.is_illustrative for cell in numbers)


@many
def test_every_year_has_its_number_at_it(seed):
    chart = years(seed)
    for canvas in CANVASES:
        written = [words.text for words in svg.draw(chart, canvas).words]
        for cell in chart.series[0].cells:
            text = cell.text_but_nature if cell.is_illustrative else cell.text
            assert text in written


# --- On a page -------------------------------------------------------------------------------
def test_ids_are_unique_over_a_whole_page_and_patterns_belong_to_their_drawing():
    charts = [samples.months(), samples.years(), months(1), years(2)]
    html = "".join(
        render_to_string("components/chart.html", {"chart": chart, "below": "/x/"})
        for chart in charts
    ) + render_to_string("components/ward_map.html", {"map": ward_map_sample(), "below": "/x/"})
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for drawing in re.findall(r"<svg.*?</svg>", html, flags=re.S):
        used = set(re.findall(r"url\(#([^)]+)\)", drawing))
        assert used <= set(re.findall(r'<pattern id="([^"]+)"', drawing))


def test_each_chart_is_drawn_once_for_each_width():
    html = render_to_string("components/chart.html", {"chart": samples.months(), "below": "/x/"})
    shown = re.findall(r"app-drawing--(\w+)", html)
    assert shown == ["wide", "narrow"]
    narrow = svg.draw(samples.months(), NARROW)
    assert narrow.canvas.width == 358
    assert [words.text for words in narrow.words if len(words.text) == 1][1:4] == ["A", "M", "J"]


# --- Colours ---------------------------------------------------------------------------------
# How a colour looks to who lacks one kind of cone (Machado, Oliveira and Fernandes 2009).
_SEEN = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
every_sight = pytest.mark.parametrize("sight", _SEEN)


def seen(colour: str, sight: str) -> str:
    parts = [_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5)]
    mixed = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in _SEEN[sight])
    return "#" + "".join(f"{round(255 * _written(min(max(part, 0), 1))):02X}" for part in mixed)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _written(part: float) -> float:
    return part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


@pytest.mark.parametrize("paint", list(Paint), ids=lambda paint: paint.value)
def test_words_on_a_ward_can_be_read(paint):
    assert contrast(LOOKS[paint].fill, LOOKS[paint].text) >= 4.5


def test_words_are_white_from_the_fourth_blue_on():
    texts = [LOOKS[paint].text for paint in Paint if paint.value.startswith("band")]
    assert texts == [palette.TEXT] * 3 + [palette.GROUND] * 2


@every_sight
def test_the_blues_grow_darker_whoever_sees_them(sight):
    steps = [seen(colour, sight) for colour in palette.BLUES]
    against_white = [contrast(colour, "#FFFFFF") for colour in steps]
    for lighter, darker in pairwise(against_white):
        assert darker / lighter >= 1.2


@every_sight
def test_years_are_told_apart_whoever_sees_them(sight):
    this, compared, before = (
        seen(look_of(role).colour, sight) for role in (Role.THIS, Role.COMPARED, Role.BEFORE)
    )
    assert contrast(this, compared) >= 1.8
    assert contrast(compared, before) >= 1.8
    assert contrast(this, "#FFFFFF") >= 7


@every_sight
def test_wards_beyond_the_usual_are_told_from_the_others_whoever_sees_them(sight):
    steady = LOOKS[Paint.STEADY]
    assert steady.shape == "●"
    for beyond in (LOOKS[paint] for paint in (Paint.BETTER, Paint.WORSE, Paint.CHANGED)):
        assert beyond.is_heavy
        assert contrast(seen(beyond.fill, sight), seen(steady.fill, sight)) >= 3
    assert [paint for paint in Paint if LOOKS[paint].is_heavy] == [
        Paint.BETTER,
        Paint.WORSE,
        Paint.CHANGED,
    ]


def test_every_words_colour_can_be_read_on_the_page():
    for colour in (palette.TEXT, palette.QUIET_TEXT, palette.DARK_BLUE):
        assert contrast(colour, palette.GROUND) >= 4.5
        assert contrast(colour, palette.SHADE) >= 4.5
        assert contrast(colour, palette.BAND) >= 4.5


def test_the_sample_map_is_drawn_for_a_page_and_a_phone():
    assert [drawing.canvas.name for drawing in map_layout.drawings(ward_map_sample())] == [
        "wide",
        "narrow",
    ]
