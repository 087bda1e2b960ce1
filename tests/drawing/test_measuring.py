"""Letters, labels and axes: what every drawing rests on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from measures.counts import Gap
from reporting.content import palette
from reporting.content.description import Cell, Chart, Kind, Role, Series, Style
from reporting.rendering.scale import scale_of
from reporting.rendering.text_metrics import spread, width_of, wrapped

LIBERATION = "/usr/share/fonts/truetype/liberation/LiberationSans-{}.ttf"


@pytest.mark.libreoffice  # its packages bring the font
@pytest.mark.parametrize(("is_bold", "face"), [(False, "Regular"), (True, "Bold")])
def test_width_is_that_of_the_font_itself(is_bold, face):
    font = ImageFont.truetype(LIBERATION.format(face), 1000)
    for words in ("26,450 crimes", "Berwick Hills & Pallister", "−12.2% [p]"):
        # Layout engines may draw pairs such as “AV” closer together; none of these has one.
        assert width_of(words, 1000, is_bold=is_bold) == pytest.approx(font.getlength(words), abs=9)


@given(st.text("ab &", max_size=80), st.floats(20, 300))
def test_wrapping_keeps_every_word_in_order(text, width):
    assert " ".join(wrapped(text, width=width, size=15)).split() == text.split()


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), min_size=1, max_size=5))
def test_spread_labels_do_not_overlap(labels):
    wanted, heights = zip(*labels, strict=True)
    centres = spread(wanted, heights, low=0, high=300)
    placed = sorted((centre - high / 2, centre + high / 2)
                    for centre, high in zip(centres, heights, strict=True))  # fmt: skip
    for (_, bottom), (top, _) in pairwise(placed):
        assert bottom <= top + 1e-6
    assert placed[0][0] >= -1e-6


def chart_of(*values, style=Style.COUNT) -> Chart:
    cells = tuple(Cell(value, style) for value in values)
    return Chart(
        slug="one",
        kind=Kind.LINES,
        title="One",
        subtitle="One",
        unit="Crimes",
        at=tuple(str(number) for number in range(len(values))),
        series=(Series("2022/23", Role.THIS, cells),),
        alternative="One",
        source_line="",
    )


@given(st.lists(st.integers(-5000, 10**6) | st.sampled_from(Gap), min_size=1, max_size=12))
def test_axis_holds_zero_and_every_count_at_whole_marks(values):
    scale = scale_of(chart_of(*values))
    numbers = [value for value in values if isinstance(value, int)]
    assert scale.low <= min([0, *numbers])
    assert scale.high >= max([0, *numbers])
    marks = [mark for mark, _ in scale.ticks]
    assert 0 in marks
    assert all(mark == round(mark) for mark in marks)
    assert 2 <= len(marks) <= 9


@given(st.floats(0.01, 500))
def test_marks_of_a_rate_are_written_without_rounding(highest):
    for mark, text in scale_of(chart_of(highest, style=Style.RATE)).ticks:
        assert float(text.replace(",", "")) == pytest.approx(mark)


def test_every_look_can_be_seen_on_white_and_its_words_be_read():
    looks = {role: palette.look_of(role) for role in Role}
    faint = {role for role, look in looks.items() if palette.contrast(look.colour, "#FFFFFF") < 3}
    # Years further back stand behind the others, and are named at their end.
    assert faint == {Role.BEFORE}
    assert {
        role for role, look in looks.items() if palette.contrast(look.text, "#FFFFFF") < 4.5
    } == set()


def test_no_two_lines_are_told_apart_by_colour_alone():
    years = [palette.look_of(role) for role in (Role.THIS, Role.COMPARED, Role.BEFORE)]
    assert [look.width for look in years] == [3.2, 2, 3]
    for one, other in pairwise(look.colour for look in years):
        assert palette.contrast(one, other) > 2
    # SECOND stands in for COMPARED where series are places and not years.
    places = (Role.THIS, Role.SECOND, Role.THIRD, Role.FOURTH)
    shapes = {(palette.look_of(role).shape, palette.look_of(role).is_dashed) for role in places}
    assert len(shapes) == 4


def test_chart_refuses_a_fifth_line():
    good = chart_of(1, 2)
    with pytest.raises(ValueError, match="5 series"):
        Chart(**(vars(good) | {"series": good.series * 5}))


def test_chart_refuses_cells_that_do_not_match_its_labels():
    good = chart_of(1, 2)
    with pytest.raises(ValueError, match="not one cell"):
        Chart(**(vars(good) | {"at": ("only one",)}))
