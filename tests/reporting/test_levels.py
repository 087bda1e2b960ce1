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
    parts = levels.moved(Difference(before, after))
    assert "".join(part if isinstance(part, str) else part.text for part in parts) == said


# --- Ranks -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (RankOfRate(3, 20, Reach(2, 6)), " (2nd to 6th)"),
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
        one.startswith("Since 2022/23: Middlesbrough ") and "differ beyond the usual" in one
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
