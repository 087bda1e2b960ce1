"""The sentences, as tables that somebody who does not program can correct."""

import re

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from reporting import narrative
from reporting.comparisons import among_years, by_place, comparisons, half_years
from reporting.description import Cell, Sentence
from tests.reporting.making import NORTH, SOUTH, figures, yearly

YEAR = Period.year(2022)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            24_951,
            26_450,
            (
                "26,450 crimes were recorded in 2022/23, 6.0% more than the 24,951 in 2021/22."
                " That is more than chance alone would explain."
            ),
        ),
        (
            7_050,
            5_475,
            (
                "5,475 crimes were recorded in 2022/23, 22.3% fewer than the 7,050 in 2021/22."
                " That is more than chance alone would explain."
            ),
        ),
        (
            1_661,
            1_668,
            (
                "1,668 crimes were recorded in 2022/23, 0.4% more than the 1,661 in 2021/22."
                " That could be chance."
            ),
        ),
        (
            24_951,
            24_952,
            (
                "24,952 crimes were recorded in 2022/23, 1 more than the 24,951 in 2021/22."
                " That could be chance."
            ),
        ),
        (
            100,
            100,
            "100 crimes were recorded in 2022/23, the same as the 100 in 2021/22.",
        ),
        (
            2,
            14,
            (
                "14 crimes were recorded in 2022/23, 12 more than the 2 in 2021/22."
                " That is more than chance alone would explain."
            ),
        ),
        (
            3,
            1,
            "1 crime was recorded in 2022/23, 2 fewer than the 3 in 2021/22. That could be chance.",
        ),
        (
            0,
            0,
            "0 crimes were recorded in 2022/23, the same as the 0 in 2021/22.",
        ),
    ],
)
def test_headline(before, after, expected):
    assert _headline(yearly({2021: before, 2022: after})) == expected


def test_headline_without_the_year_before_says_so():
    assert _headline(yearly({2022: 14})) == (
        "14 crimes were recorded in 2022/23. It is not compared with 2021/22: the figures for that"
        " time have not been supplied."
    )


def test_headline_without_a_figure_says_so_and_compares_nothing():
    held = yearly({2020: 1, 2021: 14})

    assert _headline(held) == (
        "There is no figure for crimes recorded in 2022/23: the figures for that time have not"
        " been supplied."
    )


def test_headline_names_the_area():
    held = yearly({2021: 100, 2022: 120})
    first = comparisons(held, YEAR, area=held.place(NORTH))[0]

    assert narrative.headline(held, first, area=held.place(NORTH)).text.startswith(
        "120 crimes were recorded in North End in 2022/23, 20.0% more"
    )


def _headline(held) -> str:
    first = comparisons(held, YEAR)[0]
    told = (narrative.headline(held, first), narrative.verdict(first.change))
    return " ".join(sentence.text for sentence in told if sentence)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (YEAR, "in 2022/23"),
        (Period.quarter(2022, 3), "in Q3 2022/23"),
        (Period.half(2022, 1), "in the first half of 2022/23"),
        (Period.month(2022, 10), "in October 2022"),
        (Period(Month(2022, 4), 9), "from April to December 2022"),
    ],
)
def test_during(period, expected):
    assert narrative.during(period) == expected


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((2, 1, 3), "It is the highest of the 3 years from 2020/21 to 2022/23."),
        ((3, 4, 1), "It is the lowest of the 3 years from 2020/21 to 2022/23."),
        ((3, 1, 3), "It is the joint highest of the 3 years from 2020/21 to 2022/23."),
        ((9, 1, 5), "Of the 2 years before, back to 2020/21, 1 was higher."),
        ((5, 5, 5), "It is the same in all of the 3 years from 2020/21 to 2022/23."),
    ],
)
def test_rank(totals, expected):
    held = yearly(dict(zip((2020, 2021, 2022), totals, strict=True)))
    evidence = narrative.Evidence((), among_years(held, YEAR))

    assert [one.text for one in narrative.findings(held, evidence)] == [expected]


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((1, 2, 3), ["It has risen every year since 2020/21."]),
        ((3, 2, 1), ["It has fallen every year since 2020/21."]),
        ((1, 1, 2), []),
        ((1, 3, 2), []),
    ],
)
def test_a_trend_is_one_way_in_every_year(totals, expected):
    held = yearly(dict(zip((2020, 2021, 2022), totals, strict=True)))
    evidence = narrative.Evidence((), among_years(held, YEAR))

    assert [one.text for one in narrative.findings(held, evidence)][1:] == expected


def test_to_be_the_higher_of_two_years_is_not_told_again():
    held = yearly({2021: 1, 2022: 2})

    assert narrative.findings(held, narrative.Evidence((), among_years(held, YEAR))) == ()


@pytest.mark.parametrize(
    ("north", "south", "expected"),
    [
        (
            (100, 200),
            (100, 50),
            (
                "The number rose in 1 of 2 wards, North End (+100), and fell in 1,"
                " South End (−50); in 2 the change is more than chance alone would explain."
            ),
        ),
        (
            (100, 101),
            (100, 101),
            (
                "The number rose in 2 of 2 wards, most in North End (+1); in none is the change"
                " more than chance alone would explain."
            ),
        ),
        (
            (100, 50),
            (100, 99),
            (
                "The number fell in 2 of 2 wards, most in North End (−50); in 1 the change is more"
                " than chance alone would explain."
            ),
        ),
        ((5, 5), (5, 5), "The number is unchanged in every ward."),
    ],
)
def test_wards(north, south, expected):
    held = _two_wards(north, south)
    evidence = narrative.Evidence((), None, places=by_place(held, held.wards, YEAR))

    assert [one.text for one in narrative.findings(held, evidence)] == [expected]


def test_a_ward_that_cannot_be_compared_is_not_among_those_that_moved():
    held = _two_wards((100, Gap.HIDDEN), (100, 120))
    evidence = narrative.Evidence((), None, places=by_place(held, held.wards, YEAR))

    assert narrative.findings(held, evidence) == ()


def test_the_later_half_is_told_beside_the_averages_of_earlier_years():
    monthly = {(Month(2019, 4).shift(n), 1): 100 for n in range(36)}
    monthly |= {(Month(2022, 4).shift(n), 1): 110 for n in range(12)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2019, 4), 48))
    evidence = narrative.Evidence((), None, halves=half_years(held, YEAR))

    assert narrative.findings(held, evidence)[0].text == (
        "In the second half of 2022/23 there were 110 a month, 10.0% above the 100 a month of"
        " 2019/20 and 10.0% above the 100 a month of 2021/22."
    )


def test_every_number_in_every_sentence_is_a_cell():
    held = yearly({2018: 22_400, 2019: 23_069, 2020: 21_900, 2021: 24_951, 2022: 26_450})
    wards = by_place(held, held.wards, YEAR)
    made = comparisons(held, YEAR)
    evidence = narrative.Evidence(made, among_years(held, YEAR), half_years(held, YEAR), wards)
    sentences = [narrative.headline(held, made[0]), *narrative.findings(held, evidence)]

    assert [loose for one in sentences for loose in loose_numbers(one)] == []


_PERIODS = re.compile(r"\d{4}/\d\d|Q[1-4]|[A-Z][a-z]+ \d{4}")


def loose_numbers(sentence: Sentence) -> list[str]:
    """Numbers in the words between the cells, periods left out."""
    words = [part for part in sentence.parts if not isinstance(part, Cell)]
    return [number for word in words for number in re.findall(r"\d+", _PERIODS.sub("", word))]


def test_loose_numbers_are_found():
    assert loose_numbers(Sentence(("It rose by 12 in 2022/23, Q3, to ", Cell(5), "."))) == ["12"]


def _two_wards(north, south):
    counts = {
        ward: {(Month(2021, 4), 1): before, (Month(2022, 4), 1): after}
        for ward, (before, after) in ((NORTH, north), (SOUTH, south))
    }
    return figures(counts, supplied=Period(Month(2021, 4), 24))
