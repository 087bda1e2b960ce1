"""Levels get no verdict: a rank has its reach, and a change stands beside that of the rest."""

from __future__ import annotations

from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest

from measures.change import Difference
from measures.counts import Gap
from measures.periods import Month, Period
from measures.ranks import RankOfRate, Reach
from measures.usual_change import FEWEST_TO_TELL_APART
from reporting.analysis.benchmarks import benchmarks
from reporting.analysis.beside_rest import beside_rest
from reporting.analysis.comparisons import by_place, comparisons
from reporting.analysis.peers import Counted
from reporting.analysis.places import Residents
from reporting.analysis.scatter import factor_of
from reporting.analysis.series import ordinal
from reporting.charts import tables
from reporting.content.description import Style, in_words
from reporting.narrative import benchmarks as benchmark_words
from reporting.narrative import levels
from tests.reporting.making import NORTH, SOUTH, figures

FIRST, LAST = Month(2021, 4), Month(2024, 3)
YEAR = Period.year(2023)


def drawn(mean, *, last_year=1.0, seed=1):
    """Three years of single events, the last with so many times the mean."""
    chance = np.random.default_rng(seed)
    means = [mean] * 24 + [mean * last_year] * 12
    return {
        (FIRST.shift(n), 1): int(count) for n, count in enumerate(chance.poisson(means).tolist())
    }


def held(north, south):
    return figures({NORTH: north, SOUTH: south}, supplied=Period.spanning(FIRST, LAST))


def found(figures, place):
    area = figures.place(place)
    return beside_rest(figures, comparisons(figures, YEAR, area=area)[0], area)


# --- A place beside the rest -----------------------------------------------------------------
def test_a_ward_that_moves_with_the_town_does_not_differ_from_the_rest():
    both = held(drawn(80, last_year=0.7), drawn(90, last_year=0.7, seed=2))
    assert found(both, NORTH).differs is False
    assert found(both, SOUTH).differs is False


def test_a_ward_that_moves_alone_differs_and_to_which_side():
    one = held(drawn(80, last_year=1.6), drawn(90, last_year=0.9, seed=2))
    north, south = found(one, NORTH), found(one, SOUTH)
    assert (north.differs, north.is_above) == (True, True)
    assert (south.differs, south.is_above) == (True, False)


def test_the_rest_is_the_town_without_the_ward():
    both = held(drawn(80), drawn(90, seed=2))
    south = both.place(SOUTH)
    rest = found(both, NORTH).rest
    assert rest.after == both.count(YEAR, area=south)
    assert rest.before == both.count(YEAR.year_earlier, area=south)


def test_two_changes_of_few_are_not_told_apart():
    one = held(drawn(0.3, seed=4), drawn(90, seed=2))
    counts = [one.count(period, area=one.place(NORTH)) for period in (YEAR, YEAR.year_earlier)]
    assert min(counts) < FEWEST_TO_TELL_APART
    made = found(one, NORTH)
    assert made is None or made.differs is None


def test_a_change_of_too_few_is_set_beside_nothing_whatever_the_rest_did():
    """Ten in one year, ten in the next: enough to set beside others, too few to say alone."""
    few = held(drawn(1.1, seed=8), drawn(90, seed=2))
    change = comparisons(few, YEAR, area=few.place(NORTH))[0].change
    assert not change.is_settled
    made = found(few, NORTH)
    assert made.differs is None
    assert levels.beside_rest(made, few) == ""


def test_a_change_without_a_verdict_is_set_beside_nothing():
    short = figures(
        {NORTH: drawn(80), SOUTH: drawn(90, seed=2)}, supplied=Period.spanning(FIRST, LAST)
    )
    hidden = replace(
        short,
        counts={**short.counts, NORTH: {**short.counts[NORTH], (ordinal(LAST), 1): Gap.HIDDEN}},
    )
    assert found(hidden, NORTH) is None
    month = comparisons(short, Period(LAST, 1), area=short.place(NORTH))[0]
    assert beside_rest(short, month, short.place(NORTH)) is None
    assert beside_rest(short, comparisons(short, YEAR)[0], None) is None


def test_the_table_of_wards_says_so_in_a_column_and_what_it_means():
    one = held(drawn(80, last_year=1.6), drawn(90, last_year=0.9, seed=2))
    table = tables.places(one, by_place(one, one.wards, YEAR), with_rest=True)
    assert table.columns[-1].title == "Beside the change of the rest"
    assert {row.entries[0].text: row.entries[-1] for row in table.rows} == {
        "North End": "above it",
        "South End": "below it",
    }
    assert any("no verdict" in note for note in table.notes)


def test_the_page_of_a_ward_says_whether_its_change_differs_from_the_rest():
    one = held(drawn(80, last_year=1.6), drawn(90, last_year=0.9, seed=2))
    said = levels.beside_rest(found(one, NORTH), one)
    percent = comparisons(one, YEAR, area=one.place(SOUTH))[0].change.percent
    assert said == (
        f"The change differs from that in the rest of Middlesbrough ({abs(percent):.1f}% fewer),"
        " beyond the usual ups and downs of both."
    )
    both = held(drawn(80), drawn(90, seed=2))
    assert levels.beside_rest(found(both, NORTH), both).startswith("No clear difference from")
    assert levels.beside_rest(None, both) == ""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (100, 97, "3.0% fewer"),
        (100, 103, "3.0% more"),
        (5, 8, "3 more"),
        (100, 100, "no change"),
    ],
)
def test_a_move_in_words(before, after, said):
    assert in_words(levels.moved(Difference(before, after))) == said


def test_a_move_between_februaries_is_by_the_day():
    february = Difference(97, 96, before_days=29, after_days=28)
    assert in_words(levels.moved(february)) == "2.5% more a day"


# --- Ranks -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (RankOfRate(3, 20, Reach(2, 6)), " (2nd to 6th)"),
        (RankOfRate(3, 20, Reach(3, 4)), " (3rd or 4th)"),
        (RankOfRate(1, 4, Reach(1, 1)), ""),
        (RankOfRate(1, 4, None), ""),
    ],
)
def test_a_rank_has_the_places_between_which_it_might_move(rank, said):
    assert levels.reach(rank) == said


def test_the_factor_of_a_month_and_of_a_year_are_those_of_the_scatter_of_the_place():
    both = held(drawn(80), drawn(90, seed=2))
    north = both.place(NORTH)
    year, month = (factor_of(both, period, area=north) for period in (YEAR, Period(LAST, 1)))
    change = comparisons(both, YEAR, area=north)[0].change
    assert year == change.judged.factor
    assert 1 <= month < 3
    assert factor_of(both, Period(FIRST, 1), area=north) is None


# --- Partnerships ----------------------------------------------------------------------------
def partnerships(*series):
    return [
        Counted(
            code=f"E{n}",
            name=f"Place {n}",
            is_ours=not n,
            series={(ordinal(month), months): count for (month, months), count in one.items()},
            residents=Residents(10_000, 2023, "ONS (file.csv)"),
        )
        for n, one in enumerate(series)
    ]


def test_a_partnership_that_moves_alone_differs_from_the_others_together():
    every = partnerships(
        drawn(80, last_year=1.6), drawn(90, seed=2), drawn(70, seed=3), drawn(60, seed=4)
    )
    made = benchmarks(held(drawn(80, last_year=1.6), {}), YEAR, every)
    by_code = {row.code: row for row in made.standings}
    assert (by_code["E0"].otherwise.differs, by_code["E0"].otherwise.is_above) == (True, True)
    assert by_code["E2"].otherwise.others.after == sum(
        row.count for code, row in by_code.items() if code != "E2"
    )
    said = [one.text for one in benchmark_words.findings(made)]
    assert any(
        one.startswith("Compared with 2022/23, Middlesbrough had ")
        and "differ beyond the usual" in one
        for one in said
    )
    assert benchmark_words.otherwise(by_code["E0"]) == "above it"


def test_the_interval_of_a_rate_is_as_wide_as_its_months_scatter():
    restless = {
        (FIRST.shift(n), 1): count
        for n, count in enumerate(
            np.random.default_rng(5).negative_binomial(10, 10 / 90, 36).tolist()
        )
    }
    calm, wild = (
        benchmarks(held(series, {}), YEAR, partnerships(series, drawn(60, seed=4))).ours
        for series in (drawn(80), restless)
    )

    def width(row):
        return log(row.interval.high / row.interval.low) * sqrt(row.count)

    assert width(calm) == pytest.approx(2 * 1.96, rel=0.35)
    assert width(wild) > 2 * width(calm)


def test_without_the_year_before_there_is_no_change():
    late = {span: count for span, count in drawn(80).items() if span[0] >= YEAR.start}
    made = benchmarks(held(late, {}), YEAR, partnerships(late, late))
    assert {row.otherwise for row in made.standings} == {None}
    assert {row.change for row in made.standings} == {None}
    assert {benchmark_words.otherwise(row) for row in made.standings} == {"not judged"}


def counting(*counts, span=None, people=10_000):
    """Partnerships with so many in a month, or in `span`, and no history; ours is the first."""
    at = span or Period(LAST, 1)
    every = partnerships(*({(at.start, at.months): count} for count in counts))
    each = people if isinstance(people, tuple) else (people,) * len(counts)
    return [
        replace(one, residents=Residents(number, 2023, "ONS (file.csv)"))
        for one, number in zip(every, each, strict=True)
    ]


def beside(*counts, **other):
    return benchmarks(held(drawn(80), {}), Period(LAST, 1), counting(*counts, **other))


def whole_headline(made):
    return benchmark_words.headline(made, group="the force").text


def test_a_change_between_februaries_is_by_the_day_and_set_beside_no_other():
    """97 in the February with a 29th, 96 in the next: more a day, as on the page of the measure."""
    series = drawn(80) | {(Month(2024, 2), 1): 97, (Month(2025, 2), 1): 96}
    made = benchmarks(
        held(drawn(80), {}), Period(Month(2025, 2), 1), partnerships(series, drawn(60))
    )
    assert made.ours.change.told_percent == pytest.approx(100 * (96 / 28) / (97 / 29) - 100)
    assert made.ours.otherwise is None
    assert not made.compares_changes
    assert not any("Compared with" in one.text for one in benchmark_words.findings(made))
    assert benchmark_words.about_changes(made) == (
        "Changes are those since February 2024, by the day: one of the Februaries has a 29th.",
    )


@pytest.mark.parametrize(
    ("rank", "said", "placed"),
    [
        (RankOfRate(1, 4, None, equal=1), "the joint highest", "joint 1st"),
        (RankOfRate(3, 4, None, equal=1), "the joint lowest", "joint 3rd"),
        (RankOfRate(2, 4, None, equal=1), "the joint 2nd highest", "joint 2nd"),
        (RankOfRate(4, 4, None), "the lowest", "4th"),
        (RankOfRate(2, 4, Reach(1, 3)), "the 2nd highest", "2nd (1st to 3rd)"),
    ],
)
def test_a_tie_among_partnerships_is_said_to_be_one(rank, said, placed):
    made = beside(40, 40, 10)
    ours = replace(made.ours, rank=rank)
    made = replace(made, standings=(ours, *made.standings[1:]))
    assert f", {said} of the 4 partnerships of the force." in whole_headline(made)
    assert benchmark_words.title_of_dots(made) == f"Middlesbrough has {said} rate of 4"
    assert benchmark_words.rank(rank) == placed


def test_none_among_none_is_neither_the_highest_nor_the_lowest():
    assert whole_headline(beside(0, 0, 12)) == (
        "Middlesbrough had no crimes in March 2024, like 1 of the other partnerships of the force."
    )
    assert whole_headline(beside(0, 0, 0)) == (
        "Middlesbrough had no crimes in March 2024, like all the other partnerships of the force."
    )


def test_a_rate_of_few_that_could_be_at_any_place_is_not_ranked():
    """The range of a rank is all places: no title calls it the highest."""
    every = [replace(row, rank=RankOfRate(1, 3, Reach(1, 3))) for row in beside(6, 5, 4).standings]
    made = replace(beside(6, 5, 4), standings=tuple(every))
    assert "too close to rank among the 3 partnerships" in whole_headline(made)
    assert "highest" not in benchmark_words.title_of_dots(made)
    assert [benchmark_words.rank(row.rank) for row in made.standings] == ["too close to rank"] * 3
    assert benchmark_words.findings(made)[-1].text.endswith("its place could be any of the 3.")


def test_two_places_are_joined_by_or():
    made = beside(6, 5, 4)
    ours = replace(made.ours, rank=RankOfRate(1, 3, Reach(1, 2)))
    said = benchmark_words.findings(replace(made, standings=(ours, *made.standings[1:])))
    assert said[-1].text == "By the usual ups and downs its place could be 1st or 2nd of 3."


def test_rates_that_read_the_same_are_not_called_higher():
    """Two that differ in the second decimal have two; that differ in none of them, say so."""
    plain = benchmark_words.findings(beside(40, 30, 10))
    assert plain[0].text.endswith("is higher than those of Place 1 (3.0) and Place 2 (1.0).")
    fine = beside(12, 11, 10, people=100_000)
    assert benchmark_words.style_of_rates(fine) is Style.FINE_RATE
    assert "had 0.12 crimes" in whole_headline(fine)
    assert benchmark_words.findings(fine)[0].text.endswith(
        "is higher than those of Place 1 (0.11) and Place 2 (0.10)."
    )
    said = [one.text for one in benchmark_words.findings(beside(12, 12, 4, people=(998, 999, 998)))]
    assert said[0].endswith("is higher than those of Place 1 (12.01) and Place 2 (4.01).")
    same = beside(12, 12, 4, people=(99_800, 99_900, 99_800))
    assert [one.text for one in benchmark_words.findings(same)] == [
        "Middlesbrough’s rate is higher than that of Place 2 (0.04).",
        "Middlesbrough’s rate is the same, to two decimals, as that of Place 1 (0.12).",
    ]
