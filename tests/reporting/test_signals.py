"""What stands out in figures, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from scipy.stats import binomtest

from fires.dataset import FIRES
from measures.counts import Gap
from measures.funnel import Standing
from measures.periods import Month, Period
from measures.signals import Rule
from reporting.analysis import signals
from reporting.analysis.comparisons import by_place
from reporting.analysis.places import PlaceKind, Residents
from reporting.charts import chart_help, tables
from reporting.charts import signals as signal_charts
from reporting.narrative import signals as signal_words
from reporting.rendering import svg
from reporting.rendering.drawing import CANVASES
from tests.measures.test_signals import SPRING, seasons
from tests.reporting.making import NORTH, PLACES, SOUTH, figures
from tests.reporting.test_narrative import loose_numbers

MARCH = Month(2023, 3)
YEAR = Period.year(2022)
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
    return [one.text for one in signal_words.findings(signals.watched(held, period, **where))]


def test_steady_months_could_be_chance():
    assert told(with_months(STEADY * 2)) == ["Nothing stands out in the months of 2022/23."]


def test_a_month_out_of_the_ordinary_is_named_with_what_is_usual():
    held = with_months([*STEADY, *STEADY[:-1], 160])
    (sentence,) = signal_words.findings(signals.watched(held, YEAR))
    assert sentence.text == (
        "In March 2023, 160 crimes were recorded, where 103 a month is usual. That is more than"
        " chance alone would explain."
    )
    assert sentence.cells[0].provenance.period == "2023-03"


def test_a_month_outside_narrow_limits_is_not_told_where_single_events_would_scatter_so():
    """Two a month, come evenly by luck: a third is outside the limits and no news."""
    held = with_months([2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1, 2] * 2 + [4])
    chart = signals.watched(held, YEAR).chart

    assert [one.rule for one in chart.signals if one.last == MARCH] == [Rule.OUTSIDE]
    assert binomtest(4, 4 + 44, 1 / 25).pvalue > 0.05
    assert told(held) == ["Nothing stands out in the months of 2022/23."]


def test_a_run_of_months_without_any_is_no_news_where_one_in_ten_has_one():
    held = with_months([0] * 11 + [1] + [0] * 8 + [1] + [0] * 3)
    chart = signals.watched(held, YEAR).chart

    assert Rule.SHIFT in {one.rule for one in chart.signals}
    assert binomtest(0, 2, 8 / 24).pvalue > 0.05
    assert not [one for one in told(held) if "average" in one]


def test_the_same_against_the_same_month_of_other_years_in_a_season():
    before = [*[3, 2, 1, 1, 1, 1, 2, 2, 1, 1, 1, 2] * 3]
    held = as_fires(with_months([*before[:-1], 5]))
    seen = signals.watched(held, YEAR)

    assert Rule.OUTSIDE in {one.rule for one in seen.chart.signals}
    assert seen.signals == ()


@pytest.mark.parametrize(
    ("tail", "said"),
    [
        (
            [94, 95, 97, 99, 100, 102, 103, 95],
            "The number rose every month from August 2022 to February 2023, 6 times running.",
        ),
        (
            [108, 107, 110, 108, 109, 107, 109, 95],
            "Every month from August 2022 to February 2023 was above the average of",
        ),
    ],
)
def test_runs_of_months_are_told_from_first_to_last(tail, said):
    held = with_months(
        [96, 104, 95, 103, 97, 102, 95, 96, 103, 96, 105, 95, 99, 96, 101, 95, *tail]
    )
    assert any(one.startswith(said) for one in told(held))


def test_only_what_ends_in_the_period_is_told_and_judged_by_what_came_before_too():
    held = with_months([*STEADY[:11], 160, *STEADY])
    assert told(held) == ["Nothing stands out in the months of 2022/23."]
    assert any("160 crimes" in one for one in told(held, YEAR.year_earlier))


@dataclass(frozen=True)
class _Definition:
    pk: int
    category: str = ""
    first: Month = MARCH


def test_limits_begin_afresh_where_what_is_counted_changed():
    held = with_months([*STEADY, *(2 * count for count in STEADY)])
    changed = Month(2022, 4)
    under = {
        month: frozenset({_Definition(int(month >= changed))}) for month in held.months_supplied
    }
    assert any("average" in one or "usual" in one for one in told(held))
    seen = signals.watched(replace(held, counted_under=under), YEAR)
    assert seen.chart.months[0] == changed
    assert seen.signals == ()


def test_too_few_months_and_a_first_look_say_so():
    assert told(with_months([5])) == [
        "Whether a month stands out cannot be told: too few months in a row are held."
    ]
    assert "so this is a first look" in told(with_months(STEADY[:8]))[-1]
    assert "have a season" in told(as_fires(with_months(STEADY)))[0]


def test_a_season_is_not_news():
    held = with_months(seasons(3))
    assert all("stands out" in one or "lockdown" in one for one in told(as_fires(held)))
    assert not told(held)[0].startswith("Nothing stands out")


def test_what_rests_on_the_lockdown_year_says_so():
    held = with_months(STEADY * 3)
    assert signal_words.LOCKDOWN not in told(held)
    assert signal_words.LOCKDOWN in told(held, Period.year(2021))


# --- Many at once ----------------------------------------------------------------------------
def test_the_screen_finds_the_one_that_stands_out_in_its_ward_and_says_so():
    held = with_months([*STEADY * 2, 220], [50 + n % 3 for n in range(25)])
    screened = signals.screen([held], MARCH)
    first = screened.standing_out[0]
    assert {one.area.code for one in screened.standing_out} == {NORTH, "m/north", ""}
    assert first.area.code in {NORTH, "m/north"}
    assert screened.series == 4
    assert signal_words.stands_out(first).text == (
        "220 crimes were recorded in North in March 2023, where 100 a month is usual. That is more"
        " than chance alone would explain."
    )
    strengths = [one.p_value for one in screened.standing_out]
    assert strengths == sorted(strengths)


def test_nothing_stands_out_of_steady_months():
    screened = signals.screen([with_months(STEADY * 2)], MARCH)
    assert screened.standing_out == ()
    assert signal_words.briefing_title(screened) == "March 2023: nothing stands out"
    assert "None of them stands out." in signal_words.looked_at(screened).text


def test_a_gap_cuts_off_what_lies_before_it():
    counts = [*STEADY, *STEADY, *STEADY[:10], Gap.HIDDEN, *STEADY[:11], 220]
    screened = signals.screen([with_months(counts)], MARCH)
    assert NORTH not in {one.area.code for one in screened.standing_out}
    counts[34] = 100
    screened = signals.screen([with_months(counts)], MARCH)
    assert NORTH in {one.area.code for one in screened.standing_out}


def test_what_could_not_be_judged_is_named_with_the_reason():
    short, none = with_months(STEADY[:5]), with_months(STEADY * 2)
    screened = signals.screen([short], MARCH)
    assert screened.left_out == (short,)
    assert signal_words.left_out(short, MARCH).endswith(
        "fewer than 12 months in a row before March 2023."
    )
    assert signal_words.left_out(none, Month(2024, 3)).endswith("not supplied for March 2024.")


def test_a_seasonal_figure_is_judged_by_the_same_month_of_other_years():
    before = [round(count * by) for by in (1.02, 0.97, 1.01) for count in SPRING]
    held = as_fires(with_months([*before[11:], *SPRING[:10], 60, 250]))
    assert signals.screen([held], MARCH).standing_out == ()
    held = as_fires(with_months([*before[11:], *SPRING[:10], 60, 600]))
    first = signals.screen([held], MARCH).standing_out[0]
    assert first.usual.mean == pytest.approx(250, rel=0.05)
    assert "for March is usual" in signal_words.stands_out(first).text


def test_the_chart_of_what_stands_out_has_its_months_over_the_usual_range():
    held = with_months([*STEADY * 2, 220])
    first = signals.screen([held], MARCH).standing_out[0]
    chart = signal_charts.run(first, slug="one")
    assert chart.at[-1] == "Mar 2023"
    assert chart.series[0].cells[-1].number == 220
    assert chart.band.high[-1].number < 220
    assert signal_words.ABOUT_USUAL in chart_help.how_to_read(chart)
    assert all(svg.draw(chart, canvas).lines for canvas in CANVASES)


# --- Wards -----------------------------------------------------------------------------------
def in_wards(north, south, *, centre=False):
    lives = {2022: Residents(5_000, 2022, "ONS (file.csv)")}
    places = tuple(
        replace(one, residents=lives, is_town_centre=centre and one.code == SOUTH)
        if one.kind is PlaceKind.WARD
        else one
        for one in PLACES
    )
    held = figures(
        {code: {(MARCH, 1): count} for code, count in ((NORTH, north), (SOUTH, south))},
        supplied=Period.spanning(Month(2021, 4), MARCH),
    )
    return replace(held, places=places)


def test_a_ward_is_higher_than_its_population_would_lead_one_to_expect():
    held = in_wards(150, 50)
    funnel = signals.funnel(held, YEAR)
    assert [one.found.standing for one in funnel.wards] == [Standing.FAR_ABOVE, Standing.FAR_BELOW]
    assert [one.text for one in signal_words.of_funnel(funnel)] == [
        "In North End the number is higher than its population would lead one to expect.",
        "In South End the number is lower than its population would lead one to expect.",
    ]


def test_the_table_gives_the_interval_beside_the_words():
    held = in_wards(150, 50)
    rows = by_place(held, held.wards, YEAR)
    table = tables.places(held, rows, funnel=signals.funnel(held, YEAR))
    assert table.columns[-1].title == "For its population"
    assert table.rows[0].entries[-1] == "much higher (25.4 to 35.2)"


def test_wards_that_differ_little_are_as_expected():
    (said,) = signal_words.of_funnel(signals.funnel(in_wards(103, 97), YEAR))
    assert "could be chance" in said.text


def test_a_town_centre_is_flagged_and_neither_judged_nor_part_of_the_rate():
    held = in_wards(100, 900, centre=True)
    assert signals.funnel(held, YEAR) is None
    assert signal_words.standing(None, held.place(SOUTH)) == "not judged: town centre"


def test_figures_that_reach_no_ward_have_no_funnel():
    held = with_months(STEADY, lowest=PlaceKind.WHOLE)
    assert signals.funnel(held, YEAR) is None


# --- Words -----------------------------------------------------------------------------------
TERMS = ("limit", "funnel", "p-value", "false", "XmR", "significant")


def _sentences():
    odd = with_months([*STEADY * 2, 220])
    yield from signal_words.findings(signals.watched(odd, YEAR))
    yield from signal_words.findings(signals.watched(with_months([*STEADY, *STEADY]), YEAR))
    for one in signals.screen([odd], MARCH).standing_out:
        yield signal_words.stands_out(one)
    yield from signal_words.of_funnel(signals.funnel(in_wards(150, 50), YEAR))
    yield signal_words.looked_at(signals.screen([odd], MARCH))


def test_councillors_read_plain_words_and_every_number_is_a_cell():
    for sentence in _sentences():
        assert not [term for term in TERMS if term in sentence.text]
        assert loose_numbers(sentence) == [], sentence.text


def test_the_rule_set_is_printed_in_its_order():
    printed = " ".join(signal_words.rules())
    places = [printed.index(rule.value) for rule in Rule]
    assert places == sorted(places)
    assert "significant" not in " ".join((printed, *signal_words.screening_rule()))
