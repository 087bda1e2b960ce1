"""Lines, slopes, columns and bars on slides: nothing over anything, whatever the figures are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from measures.counts import Gap, Mark
from reporting.content.description import Style
from reporting.content.phrases import phrase
from reporting.content.proofs import Bar, BarForm, Bars, Columns, Layer, Line, Lines, Slopes, Weight
from reporting.rendering.slides.charts.bars import draw_bars
from reporting.rendering.slides.charts.columns import draw_columns
from reporting.rendering.slides.charts.lines import draw_lines
from reporting.rendering.slides.charts.slopes import draw_slopes
from reporting.rendering.slides.charts.words import words_of
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.shapes import Box, Ink, Rule, Shape, Text, words
from tests.slides import making
from tests.slides.making import BESIDE_FINDINGS, HALF, LOW_HALF, cell, made_up
from tests.slides.measuring import bars as bars_of
from tests.slides.measuring import faults, overlap, said

MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
YEARS = ("2019/20", "2020/21", "2021/22", "2022/23")
CRIME = (2160, 2270, 2270, 2340, 2310, 2200, 2270, 2160, 2090, 2110, 2005, 2265)
CHANGES = {
    "Ayresome": 44, "Trimdon": 42, "Acklam": -25, "Berwick Hills & Pallister": -27,
    "Brambles & Thorntree": -33, "Central": -20, "Coulby Newham": -21, "Hemlington": -35,
    "Kader": -29, "Ladgate": -29, "Linthorpe": -28, "Longlands & Beechwood": -23,
    "Marton East": -25, "Marton West": -29, "Newport": -31, "North Ormesby": -27,
    "Nunthorpe": -27, "Park": -22, "Park End & Beckfield": -32, "Stainton & Thornton": -34,
}  # fmt: skip
few = settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.generate))


def drawn(draw, proof, box):
    """The drawing, or nothing where it was refused."""
    try:
        return draw(proof, box, {})
    except TooFull:
        assume(False)


def line(label, *values, weight=Weight.PLAIN):
    return Line(phrase(label), tuple(cell(value) for value in values), weight)


# --- The measure itself -----------------------------------------------------------------------
def test_the_measure_sees_words_over_words_over_bars_over_lines_and_outside():
    columns = draw_columns(Columns(YEARS, (Layer(phrase("Fires"), line("", 1, 2, 3, 4).cells),)),
                           HALF, {})  # fmt: skip
    lines = draw_lines(Lines(YEARS, (line("Fires", 1, 2, 3, 4),)), HALF, {})
    assert faults(columns) == faults(lines) == []

    def among(drawing, box, text="words"):
        return faults(replace(drawing, elements=(*drawing.elements, words(box, text, 16))))

    (chart,) = columns.charts
    bar = next(bars_of(chart))
    name = words_of(chart)[0].box
    assert among(columns, Box(bar.left, bar.top + 2, 80, 20)) == ["'words' stands over a bar"]
    assert among(columns, name) == ["'words' stands over '2019/20'"]
    assert among(columns, HALF.moved(right=HALF.width - 10)) == ["'words' stands outside"]
    assert len(among(columns, Box(HALF.left, HALF.top, 20, 20))) == 1
    (chart,) = lines.charts
    at = Box(chart.slot(1) - 10, chart.y(2) - 8, 60, 20)
    assert among(lines, at) == ["'words' stands over a line"]


# --- Lines ------------------------------------------------------------------------------------
@st.composite
def lines_proofs(draw, kind=Lines, most=4):
    number = draw(st.integers(1, 20))
    label = making.names if draw(st.booleans()) else st.sampled_from([*MONTHS, *YEARS])
    of = st.builds(Line, making.phrases, making.rows_of(number, making.cells()), making.weights)
    lines = draw(st.lists(of, min_size=1, max_size=most))
    return kind(draw(making.rows_of(number, label)), tuple(lines))


@few
@given(lines_proofs(), making.boxes)
def test_lines_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_lines, proof, box)) == []


def two_years(last=CRIME):
    before = Line(phrase("2021/22, ", cell(24951), " in all"),
                  tuple(cell(value - 120) for value in CRIME))  # fmt: skip
    this = tuple(cell(value) for value in last)
    return Lines(MONTHS, (Line(phrase("2022/23, ", cell(26450), " in all"), this, Weight.MAIN),
                          before))  # fmt: skip


def test_the_year_spoken_of_is_drawn_last_and_thick_with_its_total_at_its_end():
    drawing = draw_lines(two_years(), BESIDE_FINDINGS, {})
    assert faults(drawing) == []
    (chart,) = drawing.charts
    assert [(each.ink, each.width) for each in chart.series] == [
        (Ink.QUIET, 2.5), (Ink.ACCENT, 4.5),
    ]  # fmt: skip
    assert {"2022/23 26,450 in all", "2021/22 24,951 in all"} <= set(said(drawing))
    assert chart.low == 0
    assert [label for _, label in chart.ticks] == ["0", "500", "1,000", "1,500", "2,000", "2,500"]
    assert chart.label_size == chart.tick_size == 16


def test_labels_that_had_to_be_moved_are_led_to():
    apart = draw_lines(Lines(MONTHS, (line("A", *range(12)), line("B", *[5] * 12))), HALF, {})
    near = draw_lines(Lines(MONTHS, (line("A", *[9] * 12), line("B", *[9] * 12))), HALF, {})
    assert [each for each in apart.elements if isinstance(each, Rule)] == []
    assert len([each for each in near.elements if isinstance(each, Rule)]) >= 1


def test_a_gap_breaks_a_line_and_a_point_alone_is_a_dot():
    gap = Gap.NOT_SUPPLIED
    drawing = draw_lines(Lines(MONTHS[:5], (line("A", 4, gap, 5, gap, 6),)), HALF, {})
    (chart,) = drawing.charts
    assert [each.values for each in chart.series] == [(4, None, 5, None, 6)]
    assert len([each for each in drawing.elements if isinstance(each, Shape)]) == 3


def test_a_line_begins_anew_where_what_is_counted_changed():
    cells = (cell(4), cell(5), cell(9, Style.COUNT, Mark.BREAK), cell(8))
    drawing = draw_lines(Lines(MONTHS[:4], (Line(phrase("A"), cells),)), HALF, {})
    (chart,) = drawing.charts
    assert [each.values for each in chart.series] == [(4, 5, None, None), (None, None, 9, 8)]
    assert "break" in said(drawing)
    assert any(isinstance(each, Rule) and each.is_dashed for each in drawing.elements)


def test_what_is_made_up_of_a_line_is_dashed():
    cells = (cell(4), cell(5), made_up(6), made_up(7), cell(8), cell(9))
    drawing = draw_lines(Lines(MONTHS[:6], (Line(phrase("A"), cells),)), HALF, {})
    (chart,) = drawing.charts
    assert [(each.values, sorted(each.hatched)) for each in chart.series] == [
        ((4, 5, None, None, 8, 9), []),
        ((None, 5, 6, 7, 8, None), [1, 2, 3, 4]),
    ]


def test_a_year_that_is_not_over_is_named_at_its_end_where_nothing_is_drawn():
    drawing = draw_lines(two_years([*CRIME[:6], *[Gap.NOT_SUPPLIED] * 6]), BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    label = next(each for each in drawing.elements
                 if isinstance(each, Text) and each.paragraphs[0].text == "2022/23")  # fmt: skip
    assert label.box.right < chart.plot.right
    assert abs(label.box.middle[0] - chart.slot(5)) < 100


def test_more_lines_than_have_room_for_their_names_are_refused():
    many = tuple(line(f"Number {number}", *CRIME) for number in range(20))
    with pytest.raises(TooFull, match="lines"):
        draw_lines(Lines(MONTHS, many), LOW_HALF, {})


# --- Slopes -----------------------------------------------------------------------------------
@few
@given(lines_proofs(Slopes, 6), making.boxes)
def test_slopes_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_slopes, proof, box)) == []


def wardens():
    return Slopes(YEARS, (
        line("North", 3180, 3020, 2890, 2760, weight=Weight.MAIN),
        line("East", 720, 800, 860, 930),
        line("South", 430, 480, 540, 610),
        line("West", 310, 350, 410, 460),
    ))  # fmt: skip


def test_slopes_have_their_numbers_at_both_ends_and_no_axis():
    drawing = draw_slopes(wardens(), BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    assert chart.ticks == ()
    assert (chart.low, chart.high) == (0, 3180)
    assert {"3,180", "2,760 North", "310", "460 West"} <= set(said(drawing))
    assert len({each.ink for each in chart.series}) == 4


def test_a_slope_without_its_last_number_says_so_at_the_level_of_the_one_before():
    drawing = draw_slopes(Slopes(YEARS, (line("North", 9, 8, 7, Gap.HIDDEN),)), HALF, {})
    (chart,) = drawing.charts
    label = next(each for each in drawing.elements
                 if isinstance(each, Text) and each.paragraphs[0].text == "[c] North")  # fmt: skip
    assert label.box.middle[1] == pytest.approx(chart.y(7), abs=1)


# --- Columns ----------------------------------------------------------------------------------
@st.composite
def columns_proofs(draw):
    number, layers = draw(st.integers(1, 20)), draw(st.integers(1, 4))
    label = making.names if draw(st.booleans()) else st.sampled_from([*MONTHS, *YEARS])
    numbers = making.counts if layers > 1 else making.counts | making.changes
    of = st.builds(Layer, making.phrases, making.rows_of(number, making.cells(numbers)),
                   making.weights)  # fmt: skip
    at = draw(making.rows_of(number, label))
    totals = draw(st.just(()) | making.rows_of(number, making.cells())) if layers > 1 else ()
    main = draw(st.just("") | st.sampled_from(at))
    return Columns(at, draw(making.rows_of(layers, of)), totals, main)


@few
@given(columns_proofs(), making.boxes)
def test_columns_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_columns, proof, box)) == []


def layer(label, *values, weight=Weight.PLAIN):
    return Layer(phrase(label), tuple(cell(value) for value in values), weight)


def fires():
    return Columns(
        YEARS,
        (layer("F3 secondary", 1185, 1042, 1516, 1506), layer("F1 primary", 148, 128, 145, 162)),
        tuple(cell(value) for value in (1333, 1170, 1661, 1668)),
        "2022/23",
    )


def test_columns_of_layers_have_numbers_inside_and_totals_on_top():
    drawing = draw_columns(fires(), BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    lower, upper = chart.series
    assert (lower.ink, lower.inks) == (Ink.PAST, {3: Ink.ACCENT})
    assert lower.labels == ("1,185", "1,042", "1,516", "1,506")
    assert (lower.label_inks[0], lower.label_inks[3]) == (Ink.TEXT, Ink.GROUND)
    assert upper.labels == ("148", "128", "145", "162")
    assert {"1,333", "1,668", "F1 primary", "F3 secondary"} <= set(said(drawing))
    assert chart.ticks == ()


def test_a_part_too_low_for_its_number_has_none():
    proof = Columns(YEARS[:1], (layer("Most", 1000), layer("Few", 3)))
    (chart,) = draw_columns(proof, HALF, {}).charts
    assert [each.labels for each in chart.series] == [("1,000",), ("",)]


def test_a_gap_is_its_shorthand_in_place_of_a_column():
    proof = Columns(YEARS, (layer("Incidents", 477, Gap.NOT_SUPPLIED, 0, 724),), (), "2022/23")
    drawing = draw_columns(proof, BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert chart.series[0].values == (477, None, 0, 724)
    assert chart.series[0].labels == ("477", "", "0", "724")
    assert "[x]" in said(drawing)


def test_made_up_columns_are_hatched():
    proof = Columns(YEARS[:2], (Layer(phrase("Incidents"), (made_up(4), cell(5))),))
    (chart,) = draw_columns(proof, HALF, {}).charts
    assert chart.series[0].hatched == {0}


def test_columns_too_narrow_for_their_numbers_have_an_axis_and_the_number_of_the_main_one():
    at = tuple(f"{2003 + number}/{4 + number:02d}" for number in range(20))
    proof = Columns(at, (layer("Crimes", *range(10_000, 30_000, 1000)),), (), at[-1])
    drawing = draw_columns(proof, BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    assert chart.series[0].labels == ()
    assert len(chart.ticks) >= 4
    # Names that have no room side by side are words, of which every third stands.
    assert (chart.is_named, chart.at) == (False, at)
    assert [each for each in said(drawing) if each in at] == list(at[::3])
    assert "29,000" in said(drawing)


def test_orange_is_only_for_what_needs_attention():
    plain = layer("Crimes", 1, 2, 3, 4)
    warning = replace(plain, weight=Weight.ATTENTION)
    inks = {}
    for number, one in enumerate((plain, warning)):
        (chart,) = draw_columns(Columns(YEARS, (one,), (), "2022/23"), HALF, {}).charts
        inks[number] = {chart.series[0].ink, *chart.series[0].inks.values()}
    assert inks == {0: {Ink.PAST, Ink.ACCENT}, 1: {Ink.PAST, Ink.ATTENTION}}


# --- Bars -------------------------------------------------------------------------------------
@st.composite
def bars_proofs(draw):
    form = draw(st.sampled_from(BarForm))
    numbers = making.counts | making.changes
    of = st.builds(Bar, making.names, making.cells(numbers), making.weights,
                   beside=st.just("") | making.names)  # fmt: skip
    with_ends = st.builds(
        lambda bar, low, high: replace(bar, low=low, high=high),
        of, making.cells(numbers), making.cells(numbers),
    )  # fmt: skip
    rows = st.lists(of | with_ends if form is BarForm.DOT else of, min_size=1, max_size=20)
    return Bars(tuple(draw(rows)), form)


@few
@given(bars_proofs(), making.boxes)
def test_bars_keep_their_words_apart(proof, box):
    assert faults(drawn(draw_bars, proof, box)) == []


def wards(form=BarForm.BAR):
    return Bars(tuple(
        Bar(name, cell(value, Style.CHANGE), Weight.ATTENTION if value > 0 else Weight.PLAIN)
        for name, value in CHANGES.items()
    ), form)  # fmt: skip


def test_twenty_wards_stand_on_a_slide_and_diverge_from_zero():
    drawing = draw_bars(wards(), BESIDE_FINDINGS, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    assert chart.at == tuple(CHANGES)
    assert chart.label_size == 14
    assert chart.plot.left < chart.x(-35) < chart.x(0) < chart.x(44) < chart.plot.right
    assert chart.series[0].labels[2] == "−25.0%"
    assert chart.number_format.count("−") == 1


def test_more_rows_than_have_room_are_refused():
    more = Bars(tuple(Bar(f"Ward {number}", cell(number)) for number in range(22)))
    with pytest.raises(TooFull, match="22 rows"):
        draw_bars(more, BESIDE_FINDINGS, {})


def test_a_bar_of_no_number_is_its_shorthand_and_never_zero():
    proof = Bars((Bar("A", cell(3)), Bar("B", cell(Gap.NOT_SUPPLIED)), Bar("C", cell(0))))
    drawing = draw_bars(proof, HALF, {})
    (chart,) = drawing.charts
    assert chart.series[0].values == (3, None, 0)
    assert chart.series[0].labels == ("3", "", "0")
    assert "[x]" in said(drawing)


def test_what_goes_on_from_a_number_stands_beside_it():
    part = Bar("Channel case", cell(645), Weight.MAIN, beside=", or 9.5% of referrals")
    proof = Bars((Bar("Referred", cell(6817)), part))
    (chart,) = draw_bars(proof, HALF, {}).charts
    assert chart.series[0].labels == ("6,817", "645, or 9.5% of referrals")
    assert chart.series[0].inks == {1: Ink.ACCENT}


def test_what_is_not_listed_is_a_pale_bar():
    proof = Bars((Bar("Listed", cell(70), Weight.MAIN), Bar("Not listed", cell(30), Weight.REST)))
    (chart,) = draw_bars(proof, HALF, {}).charts
    assert chart.series[0].inks == {0: Ink.ACCENT, 1: Ink.REST}


def test_a_dot_lies_within_its_interval_and_is_hollow_where_made_up():
    rows = (
        Bar("A", cell(50), low=cell(40), high=cell(70)),
        Bar("B", made_up(20), low=cell(Gap.HIDDEN), high=cell(30)),
    )
    proof = Bars(rows, BarForm.DOT)
    drawing = draw_bars(proof, HALF, {})
    assert drawing.charts == ()
    zero, interval = (each for each in drawing.elements if isinstance(each, Rule))
    sure, hollow = (each for each in drawing.elements if isinstance(each, Shape))
    assert interval.x1 < sure.box.middle[0] < interval.x2
    assert zero.x1 < hollow.box.middle[0] < sure.box.middle[0]
    assert (sure.fill, hollow.fill) == (Ink.ACCENT, Ink.GROUND)
    assert not overlap(sure.box, hollow.box)


def test_long_names_stand_in_two_lines_at_most():
    name = "No ideology or no terrorism risk and much else that was said of it at length"
    drawing = draw_bars(Bars((Bar(name, cell(37)), Bar("Islamist", cell(11)))), HALF, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    assert chart.at[0].endswith("…")
    assert chart.plot.width > HALF.width / 2


def test_a_name_of_two_lines_takes_the_room_that_its_neighbours_leave():
    names = ("Vulnerability present but no ideology or CT risk", "Extreme right-wing", "Islamist",
             "School massacre", "Incel", "Not listed")  # fmt: skip
    box = Box(HALF.left, HALF.top, HALF.width, 190)
    proof = Bars(tuple(Bar(name, cell(number + 1)) for number, name in enumerate(names)))
    drawing = draw_bars(proof, box, {})
    (chart,) = drawing.charts
    assert faults(drawing) == []
    assert chart.at == names
    assert chart.label_size == 17
    assert chart.plot.top > box.top
