"""What stands out in figures, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fires.dataset import FIRES
from measures.counts import Gap
from measures.periods import Month, Period
from reporting.analysis import signals
from reporting.analysis.places import PlaceKind
from reporting.charts import chart_help
from reporting.charts import signals as signal_charts
from reporting.content import palette
from reporting.narrative import signals as signal_words
from reporting.pages.measure.page import MeasureShown, measure_shown
from reporting.rendering import plotly, svg
from reporting.rendering.drawing import CANVASES
from returns.catalogue.main_sources import Stretch
from tests.reporting.making import NORTH, SOUTH, figures
from tests.reporting.test_narrative import loose_numbers

MARCH = Month(2023, 3)
YEAR = Period.year(2022)
SPRING = [300, 180, 90, 80, 85, 90, 110, 120, 60, 70, 120, 250]
STEADY = [100, 104, 98, 101, 97, 103, 99, 102, 96, 104, 98, 101]


def months_to(last, counts):
    return {(last.shift(n - len(counts) + 1), 1): count for n, count in enumerate(counts)}


def with_months(north, south=(), **options):
    """Figures whose last month is March 2023."""
    supplied = Period.spanning(MARCH.shift(1 - max(len(north), len(south))), MARCH)
    counts = {NORTH: months_to(MARCH, north), SOUTH: months_to(MARCH, south)}
    return figures(counts, supplied=supplied, **options)


def as_fires(held):
    measure = FIRES.measure("deliberate")
    return replace(held, dataset=FIRES, measure=measure, source=FIRES.source("fire-return"))


# --- The months of figures -------------------------------------------------------------------
def test_a_run_of_months_is_what_the_counts_are_one_by_one():
    plain = with_months(STEADY, [1, 2, Gap.HIDDEN, 3])
    quarterly = figures({NORTH: {(Month(2022, 4), 3): 30}}, supplied=YEAR)
    coarse = with_months(STEADY, lowest=PlaceKind.WHOLE)
    months = Period.spanning(Month(2022, 2), Month(2023, 4)).each_month
    for held in (plain, quarterly, coarse):
        for place in held.places:
            one_by_one = tuple(held.count(Period(month, 1), area=place) for month in months)
            assert held.run(months, area=place) == one_by_one, place


# --- One measure -----------------------------------------------------------------------------
def told(held, period=YEAR, **where):
    """Without what is said of the lockdown year, in which many of these months lie."""
    said = signal_words.findings(signals.watched(held, period, **where))
    return [one.text for one in said if one.text != signal_words.LOCKDOWN]


def test_of_steady_months_none_lies_outside_its_usual_range():
    assert told(with_months(STEADY * 3)) == ["No month lies outside its usual range."]


def test_a_month_outside_its_usual_range_is_described_with_what_is_usual():
    held = with_months([*STEADY * 2, *STEADY[:-1], 160])
    sentence, *_ = signal_words.findings(signals.watched(held, YEAR))
    assert sentence.text == "Outside the usual range: March 2023 (160, usually about 101)."
    assert sentence.cells[0].provenance.period == "2023-03"


def test_what_is_usual_for_a_month_is_what_the_screen_of_that_month_says():
    held = with_months([*STEADY * 2, *STEADY[:-1], 160])
    point = signals.watched(held, YEAR).told[-1]
    screened = signals.screen([held], MARCH).of(held)
    assert (point.month, point.count, point.usual) == (MARCH, 160, screened.usual)


def test_the_range_is_three_roots_of_the_variance_about_what_is_usual():
    for point in signals.watched(with_months(STEADY * 3), YEAR).told:
        assert (point.high - point.usual) / sqrt(point.usual) == pytest.approx(3)
        assert point.high - point.usual == pytest.approx(point.usual - point.low)


def test_of_few_a_month_nothing_is_told():
    (said,) = told(with_months([2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1, 2] * 2 + [9]))
    assert said.startswith("No month is held against the usual range: fewer than three a month")


def test_a_run_of_months_is_described_and_never_called_beyond_anything():
    held = with_months([*STEADY * 2, *STEADY[:5], *[110] * 7])
    said = told(held)
    assert said == [
        "No month lies outside its usual range.",
        "Above the usual in each of the 7 months from September 2022 to March 2023.",
    ]


def test_only_what_ends_in_the_period_is_told():
    held = with_months([*STEADY * 2, *STEADY[:11], 160, *STEADY])
    assert told(held) == ["No month lies outside its usual range."]
    assert any("160" in one for one in told(held, YEAR.year_earlier))


def test_where_only_some_months_have_enough_before_them_it_says_which():
    assert told(with_months([*STEADY * 2, *STEADY[:3]])) == [
        "From January 2023 to March 2023 no month lies outside its usual range."
    ]
    outside, _, only = told(with_months([*STEADY * 2, *STEADY[:2], 190]))
    assert outside.startswith("Outside the usual range: March 2023 (190, usually about")
    assert (
        only
        == "Only the months from January 2023 to March 2023 can be compared with what is usual."
    )


# --- Marked on the chart -----------------------------------------------------------------------
def marked(held, period=YEAR):
    shown = measure_shown(held, period=period)
    return shown.signals_chart


def test_a_month_outside_is_ringed_where_its_point_lies_and_its_number_stands_at_it():
    chart = marked(with_months([*STEADY * 2, *STEADY[:-1], 160]))
    assert chart.outside == ("Mar",)
    assert chart.alternative.endswith("Ringed: March 2023.")
    for canvas in CANVASES:
        drawing = svg.draw(chart, canvas)
        [ring] = [path for path in drawing.lines if path.stroke == palette.TEXT]
        assert ring.fill == "none"
        assert [words for words in drawing.words if words.text == "160" and words.is_bold]
        assert all(0 <= words.y <= drawing.height for words in drawing.words)


def test_a_run_has_a_bar_at_the_foot_with_its_length():
    chart = marked(with_months([*STEADY * 2, *STEADY[:5], *[110] * 7]))
    [stretch] = chart.stretches
    assert stretch.words == "7 months above the usual"
    assert stretch.at == ("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
    assert "months in a row on one side" in " ".join(chart_help.how_to_read(chart))
    for canvas in CANVASES:
        drawing = svg.draw(chart, canvas)
        assert [words for words in drawing.words if words.text == stretch.words]


def test_the_usual_range_is_drawn_where_it_is_known():
    chart = marked(with_months([*STEADY * 2, *STEADY[:2], 190]))
    known = [cell.number is not None for cell in chart.band.high]
    assert known == [False] * 9 + [True] * 3
    assert chart.outside == ("Mar",)


def test_without_anything_usual_the_chart_stays_as_it_is():
    shown = measure_shown(with_months(STEADY), period=YEAR)
    assert shown.signals_chart == shown.over_time
    in_one = Period(MARCH, 1)
    held = with_months([*STEADY * 2, *STEADY[:-1], 160])
    assert measure_shown(held, period=in_one).signals_chart.slug == "months"


def test_plotly_draws_the_same_marks():
    chart = marked(with_months([*STEADY * 2, *STEADY[:5], *[110] * 6, 190]))
    figure = plotly.figure(chart)
    [rings] = [trace for trace in figure["data"] if trace["mode"] == "markers"]
    assert rings["x"] == list(chart.outside) == ["Mar"]
    assert any(shape["type"] == "line" for shape in figure["layout"]["shapes"])


@dataclass(frozen=True)
class _Definition:
    pk: int
    category: str = ""
    first: Month = MARCH


def test_nothing_is_held_against_months_that_were_counted_otherwise():
    held = with_months([*STEADY * 2, *(2 * count for count in STEADY)])
    changed = Month(2022, 4)
    under = {
        month: frozenset({_Definition(int(month >= changed))}) for month in held.months_supplied
    }
    assert any("Outside the usual range" in one for one in told(held))
    seen = signals.watched(replace(held, counted_under=under), YEAR)
    assert seen.points == ()


def test_too_few_months_say_from_when_it_can_be_told():
    (said,) = told(with_months([5]))
    assert said.startswith("Too early to say whether any month lies outside the usual range: fewer")


def test_a_season_is_not_news():
    held = with_months(SPRING[11:] + SPRING * 2 + SPRING[:11])
    assert told(as_fires(held)) == ["No month lies outside its usual range."]


def test_what_rests_on_the_lockdown_year_says_so():
    for last, is_said in ((MARCH, True), (Month(2025, 3), False)):
        months = months_to(last, STEADY * 3)
        held = figures({NORTH: months}, supplied=Period.spanning(last.shift(-35), last))
        seen = signals.watched(held, Period(last.shift(-2), 3))
        texts = [one.text for one in signal_words.findings(seen)]
        assert (signal_words.LOCKDOWN in texts) is is_said


# --- Many at once ----------------------------------------------------------------------------
def test_the_screen_finds_what_stands_out_in_its_ward_and_says_so():
    held = with_months([*STEADY * 2, 220], [50 + n % 3 for n in range(25)])
    screened = signals.screen([held], MARCH)
    first = screened.standing_out[0]
    assert {one.area.code for one in screened.standing_out} == {NORTH, "m/north", ""}
    assert screened.series == 4
    assert signal_words.stands_out(first).text == (
        f"220 crimes were recorded in {first.area.name} in March 2023, usually about 101."
    )
    assert signal_words.looked_at(screened).text == (
        "3 stand out among 4 looked at: 1 measure of March 2023, for the whole, the localities and"
        " the wards. In each of them three or more a month are usual."
    )
    strengths = [one.p_value for one in screened.standing_out]
    assert strengths == sorted(strengths)


def test_none_stands_out_of_steady_months_among_so_many_looked_at():
    screened = signals.screen([with_months([*STEADY * 2, 100])], MARCH)
    assert screened.standing_out == ()
    assert signal_words.briefing_title(screened) == "March 2023: nothing stands out"
    said = signal_words.looked_at(screened).text
    assert said.startswith("None stands out among 3 looked at: 1 measure of March 2023")
    assert "chance" not in said


def test_a_gap_cuts_off_what_lies_before_it():
    counts = [*STEADY, *STEADY, *STEADY[:10], Gap.HIDDEN, *STEADY[:11], 220]
    screened = signals.screen([with_months(counts)], MARCH)
    assert NORTH not in {one.area.code for one in screened.looked_at}
    counts[34] = 100
    screened = signals.screen([with_months(counts)], MARCH)
    assert NORTH in {one.area.code for one in screened.standing_out}


def test_what_could_not_be_judged_is_named_with_the_reason():
    short, none = with_months(STEADY[:5]), with_months(STEADY * 2)
    screened = signals.screen([short], MARCH)
    assert screened.left_out == (short,)
    assert signal_words.left_out(screened, short).endswith(
        "fewer than two years of months in a row are held before it."
    )
    later = signals.screen([none], Month(2024, 3))
    assert signal_words.left_out(later, none).endswith("the month has not been supplied.")


def test_the_season_is_taken_out_before_a_month_is_judged():
    """A March is three times a February every year: 250 is usual, 600 is not."""
    before = [round(count * by) for by in (1.02, 0.97, 1.01) for count in SPRING]
    held = as_fires(with_months([*before[11:], *SPRING[:10], 60, 250]))
    assert signals.screen([held], MARCH).standing_out == ()
    held = as_fires(with_months([*before[11:], *SPRING[:10], 60, 600]))
    first = signals.screen([held], MARCH).standing_out[0]
    assert first.usual == pytest.approx(250, rel=0.3)


@settings(max_examples=60)
@example(40, 10, 20, [])
@example(39, 9, 20, [2, 3])
@example(0, 48, 200, list(range(1, 12)))
@given(
    st.integers(0, 48),
    st.integers(1, 48),
    st.sampled_from((5, 20, 200)),
    st.lists(st.integers(0, 11), max_size=11),
)
def test_what_is_new_stands_out_from_nothing_that_it_never_was(none, months, about, empty):
    """A type, or a way of recording, whose months begin with none, or have none at times."""
    counts = [0 if n % 12 in empty else about + n % 3 for n in range(months)]
    held = with_months([0] * none + counts)
    screened = signals.screen([held], MARCH)
    assert all(one.usual > 1 for one in screened.looked_at)
    if not empty:
        assert screened.standing_out == ()
        assert bool(screened.looked_at) is (months > 24)
    if months < 24 and none:
        assert all(why in _NOTHING_SAID for why in screened.why_not.values())
    assert told(held)


_NOTHING_SAID = {
    signals.NotScreened.NEW,
    signals.NotScreened.TOO_EARLY,
    signals.NotScreened.TOO_FEW,
    signals.NotScreened.NO_SCATTER,
}


def test_months_that_begin_with_none_say_so():
    (said,) = told(with_months([0] * 30 + STEADY))
    assert said == (
        "Too early to say whether any month lies outside the usual range: the months before begin"
        " with none, and fewer than two years of months follow those."
    )


def test_the_months_of_the_source_count_where_another_was_the_main_one_before():
    held = with_months([*STEADY * 2, 220])
    main = replace(held, of_main=True, months_supplied=frozenset(Period.year(2022).each_month))
    assert signals.screen([main], MARCH).series == 0
    own = Stretch("police-return", "Police", Month(2022, 4), held=held.months_supplied)
    before = Stretch("police-uk", "data.police.uk", last=Month(2022, 3))
    main = replace(main, stretches=(before, own))
    assert [one.usual for one in signals.screen([main], MARCH).looked_at] == [
        one.usual for one in signals.screen([held], MARCH).looked_at
    ]


def test_the_chart_of_what_stands_out_has_its_months_over_the_usual_range():
    held = with_months([*STEADY * 2, 220])
    first = signals.screen([held], MARCH).standing_out[0]
    chart = signal_charts.run(first, slug="one")
    assert chart.title == "220 crimes, usually about 101"
    assert chart.at[-1] == "Mar 2023"
    assert chart.series[0].cells[-1].number == 220
    assert chart.band.high[-1].number < 220
    assert signal_words.ABOUT_USUAL in chart_help.how_to_read(chart)
    assert all(svg.draw(chart, canvas).lines for canvas in CANVASES)


# --- Words -----------------------------------------------------------------------------------
TERMS = ("limit", "funnel", "p-value", "false", "XmR", "significant")


def _sentences():
    odd = with_months([*STEADY * 2, 220])
    yield from signal_words.findings(signals.watched(odd, YEAR))
    yield from signal_words.findings(signals.watched(with_months(STEADY * 3), YEAR))
    screened = signals.screen([odd], MARCH)
    yield signal_words.month_verdict(screened, odd)
    for one in signals.screen([odd], MARCH).standing_out:
        yield signal_words.stands_out(one)
    yield signal_words.looked_at(signals.screen([odd], MARCH))


def test_councillors_read_plain_words_and_every_number_is_a_cell():
    for sentence in _sentences():
        assert not [term for term in TERMS if term in sentence.text]
        assert loose_numbers(sentence) == [], sentence.text


def test_how_we_know_says_what_is_usual_and_that_runs_are_no_test():
    printed = " ".join((*signal_words.rules(), *signal_words.screening_rule()))
    assert "24 months before" in printed
    assert "no test" in printed
    assert "significant" not in printed


def test_the_chart_of_months_has_the_usual_range_of_each_where_all_are_known():
    held = with_months(STEADY * 4)
    chart = MeasureShown(held, YEAR, None, None).months_chart
    points = signals.watched(held, YEAR).told
    assert chart.band.label == "the usual range"
    assert [cell.number for cell in chart.band.low] == [point.low for point in points]
    assert [cell.number for cell in chart.band.high] == [point.high for point in points]
    assert signal_words.ABOUT_USUAL_OF_EACH in chart_help.how_to_read(chart)
    quarter = MeasureShown(held, Period.quarter(2022, 4), None, None).months_chart
    assert quarter.band is None or quarter.band.label.startswith("other years")
