"""The sentences, as tables that somebody who does not program can correct."""

import re
from dataclasses import replace

import pytest

from measures import baselines
from measures.counts import Gap
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.comparisons import CategoryRow, by_place, comparisons
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.years import among_years, half_years
from reporting.content.description import Cell, Sentence
from reporting.narrative import Evidence
from reporting.pages.measure.page import MeasureShown
from reporting.pages.overview import rows
from tests.judged_by import changed
from tests.reporting.making import NORTH, PLACES, SOUTH, evenly, figures, yearly

YEAR = Period.year(2022)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (
            24_951,
            26_450,
            (
                "26,450 crimes were recorded in 2022/23, 6.0% more than the 24,951 in 2021/22."
                " That is beyond the usual ups and downs of its months."
            ),
        ),
        (
            7_050,
            5_475,
            (
                "5,475 crimes were recorded in 2022/23, 22.3% fewer than the 7,050 in 2021/22."
                " That is beyond the usual ups and downs of its months."
            ),
        ),
        (
            1_661,
            1_668,
            (
                "1,668 crimes were recorded in 2022/23, 0.4% more than the 1,661 in 2021/22."
                " That is within the usual ups and downs."
            ),
        ),
        (
            24_951,
            24_952,
            (
                "24,952 crimes were recorded in 2022/23, about the same as the 24,951 in 2021/22"
                " (1 more). That is within the usual ups and downs."
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
                " That is beyond the usual ups and downs of its months."
            ),
        ),
        (
            3,
            1,
            (
                "1 crime was recorded in 2022/23, 2 fewer than the 3 in 2021/22. The counts are too"
                " few to say whether it is beyond the usual ups and downs."
            ),
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


@pytest.mark.parametrize(
    ("against", "said"),
    [
        ("2018/19", "Not compared with 2018/19: 2018/19 was not supplied."),
        ("pre-covid", "Not compared with the time before Covid: 2019/20 was not supplied."),
        ("year-before", "Not compared with the year before: 2021/22 was not supplied."),
        ("mean-3", "Not compared with the average of the 3 years before: "),
    ],
)
def test_what_is_not_compared_is_named_in_a_sentence(against, said):
    held = yearly({2022: 14})
    first = comparisons(held, YEAR, against=baselines.read(against))[0]

    (sentence,) = narrative.no_comparisons(held, [first])
    assert sentence.startswith(said)


def test_headline_without_a_figure_says_so_and_compares_nothing():
    held = yearly({2020: 1, 2021: 14})

    assert _headline(held) == (
        "There is no figure for crimes recorded in 2022/23. The figures for that time have not been"
        " supplied."
    )


def test_headline_names_the_area():
    held = yearly({2021: 100, 2022: 120})
    first = comparisons(held, YEAR, area=held.place(NORTH))[0]

    assert narrative.headline(held, first, area=held.place(NORTH)).text.startswith(
        "120 crimes were recorded in North End in 2022/23, 20.0% more"
    )


def _change(held):
    return comparisons(held, YEAR)[0].change


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
        ((200, 100, 300), ["It was the highest of the 3 years from 2020/21 to 2022/23."]),
        ((300, 400, 100), ["It was the lowest of the 3 years from 2020/21 to 2022/23."]),
        (
            (300, 100, 300),
            ["It tied with 2020/21 for the highest of the 3 years from 2020/21 to 2022/23."],
        ),
        ((900, 100, 500), ["Of the 2 years before, back to 2020/21, 1 was higher."]),
        ((5, 5, 5), ["The number was the same in each of the 3 years, 2020/21 to 2022/23."]),
        ((0, 0, 0), ["There were none in any of the 3 years, 2020/21 to 2022/23."]),
        ((1_660, 1_650, 1_661), []),
        ((2, 1, 3), []),
    ],
)
def test_rank(totals, expected):
    held = yearly(dict(zip((2020, 2021, 2022), totals, strict=True)))

    assert [one.text for one in narrative.of_years(among_years(held, YEAR), _change(held))] == (
        expected
    )


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        ((1, 2, 3), ["It rose every year from 2020/21 to 2022/23."]),
        ((3, 2, 1), ["It fell every year from 2020/21 to 2022/23."]),
        ((1, 1, 2), []),
        ((1, 3, 2), ["Of the 2 years before, back to 2020/21, 1 was higher."]),
    ],
)
def test_a_trend_is_one_way_in_every_year(totals, expected):
    held = yearly(dict(zip((2020, 2021, 2022), totals, strict=True)))
    evidence = narrative.Evidence((), among_years(held, YEAR))

    assert [one.text for one in narrative.findings(held, evidence)] == expected


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
                "The number rose in 1 of 2 wards. It fell in South End (100 to 50). In every ward"
                " the change is beyond the usual ups and downs."
            ),
        ),
        (
            (100, 101),
            (100, 102),
            (
                "The number rose in both wards, most in South End (100 to 102). In none is the"
                " change beyond the usual ups and downs."
            ),
        ),
        (
            (100, 50),
            (100, 99),
            (
                "The number fell in both wards, most in North End (100 to 50). In 1 the change is"
                " beyond the usual ups and downs."
            ),
        ),
        ((5, 5), (5, 5), "The number did not change in any ward."),
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


def test_the_wards_that_cannot_be_compared_are_not_passed_over_in_silence():
    held = wards(*STEADILY_DOWN, ("Hidden", 9, 9, Gap.HIDDEN), ("Ayresome", 300, 275, 396))

    assert held.wards_chart.title.endswith("fell in 8 of 9 wards whose figures are shown")


@pytest.mark.parametrize(
    ("moves", "ending"),
    [
        ([10, 10, -10], "rose in 2 of 3 wards"),
        ([10, -10, -10], "fell in 2 of 3 wards"),
        ([10, -10, 0], "rose in 1 and fell in 1 of 3 wards"),
        ([0, 0, 0], "did not change in any ward"),
        ([10, 0, 0], "rose in 1 and fell in none of 3 wards"),
        ([10, 10, -10, -10, -10, 0], "rose in 2 and fell in 3 of 6 wards"),
    ],
)
def test_the_title_goes_the_way_that_most_wards_went(moves, ending):
    held = wards(*((f"Ward {n}", 300, 300, 300 + move) for n, move in enumerate(moves)))

    assert held.wards_chart.title.endswith(ending)


def test_the_later_half_is_told_beside_the_same_half_of_earlier_years():
    """A season that lifts the later half of every year makes nothing of it."""
    season = (100,) * 6 + (200,) * 6
    monthly = {(Month(2019, 4).shift(n), 1): season[n % 12] for n in range(36)}
    monthly |= {(Month(2022, 4).shift(n), 1): season[n] * 11 // 10 for n in range(12)}
    held = figures({NORTH: monthly}, supplied=Period(Month(2019, 4), 48))
    evidence = narrative.Evidence((), None, halves=half_years(held, YEAR))

    assert narrative.findings(held, evidence)[0].text == (
        "In the second half of 2022/23 the average was 220 a month. That is 10.0% above the 200 a"
        " month of the second half of 2019/20. It is 10.0% above the 200 a month of the second half"
        " of 2021/22."
    )


def test_a_half_beside_one_of_few_is_above_it_and_not_about_the_same():
    ones = {(Month(2019, 4).shift(n), 1): int(n % 12 > 3) for n in range(36)}
    nines = {(Month(2022, 4).shift(n), 1): int(n > 3) + int(n == 11) for n in range(12)}
    held = figures({NORTH: ones | nines}, supplied=Period(Month(2019, 4), 48))
    evidence = narrative.Evidence((), None, halves=half_years(held, YEAR))
    text = narrative.findings(held, evidence)[0].text

    assert "the average was 1.2 a month. That is above the 1 a month of" in text
    assert "about the same" not in text


# --- Many wards, as the annual update tells them ----------------------------------------------
def wards(*moves: tuple[str, int, int, int]):
    """Wards by name with their counts of 2020/21, 2021/22 and 2022/23, in one locality each."""
    made = [
        Place(f"W{number}", name, PlaceKind.WARD, (f"W{number}",))
        for number, (name, *_) in enumerate(moves)
    ]
    localities = [
        Place(f"m/{ward.code}", f"{ward.name} Side", PlaceKind.LOCALITY, (ward.code,))
        for ward in made
    ]
    counts = {
        ward.code: evenly({2020 + n: count for n, count in enumerate(years)})
        for ward, (_, *years) in zip(made, moves, strict=True)
    }
    held = figures(counts, supplied=Period(Month(2020, 4), 36), measure="burglary")
    whole = replace(PLACES[0], made_of=tuple(ward.code for ward in made))
    return MeasureShown(replace(held, places=(whole, *localities, *made)), YEAR, None, None)


STEADILY_DOWN = [(f"Ward {letter}", 120, 110, 100) for letter in "ABCDEFGH"]


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        (
            [*STEADILY_DOWN, ("Ayresome", 300, 275, 396), ("Trimdon", 160, 150, 213)],
            (
                "The number fell in 8 of 10 wards. It rose in Ayresome (275 to 396) and Trimdon"
                " (150 to 213). In 2 the change is beyond the usual ups and downs."
            ),
        ),
        (
            [*STEADILY_DOWN, ("Hemlington", 250, 291, 190)],
            (
                "In 2021/22 the number rose only in Hemlington. It fell in 8 of 9 wards. In 2022/23"
                " it fell in Hemlington (291 to 190)."
            ),
        ),
        (
            [*STEADILY_DOWN, ("Hemlington", 250, 291, 300)],
            (
                "In 2021/22 the number rose only in Hemlington. It fell in 8 of 9 wards. In 2022/23"
                " it rose again in Hemlington (291 to 300)."
            ),
        ),
        (
            [("North", 318, 289, 276), ("East", 72, 86, 93), ("West", 31, 39, 46)],
            (
                "North Side (318 to 276) fell every year from 2020/21 to 2022/23. East Side (72 to"
                " 93) and West Side (31 to 46) rose every year."
            ),
        ),
        (
            [("A", 1, 20, 20), ("B", 1, 20, 25), ("C", 1, 20, 19)],
            (
                "The number rose in 1 of 3 wards. It fell in C (20 to 19). It did not change in 1."
                " In none is the change beyond the usual ups and downs."
            ),
        ),
    ],
)
def test_patterns_of_the_annual_update(moves, said):
    assert said in [one.text for one in wards(*moves).findings]


@pytest.mark.parametrize(
    ("moves", "unsaid"),
    [
        ([("A", 3, 2, 1), ("B", 3, 2, 1)], "Side ("),  # none moves the other way
        ([*STEADILY_DOWN, ("Tiny", 1, 4, 2)], "only in Tiny"),  # too few to speak of
        ([("A", 1, 2, 3), ("B", 3, 2, 1)], "only in"),  # half of them are no exceptions
    ],
)
def test_what_would_mislead_is_left_unsaid(moves, unsaid):
    assert not [one.text for one in wards(*moves).findings if unsaid in one.text]


def test_no_more_than_five_findings_and_the_strongest_first():
    told = wards(*STEADILY_DOWN, ("Hemlington", 250, 291, 190), ("Ayresome", 300, 275, 396))

    assert 3 <= len(told.findings) <= 5
    assert told.findings[0].text.startswith("The number fell in 9 of 10 wards")


# --- Types -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("total", "burglary", "robbery", "said"),
    [
        (
            (1_661, 1_668),
            (145, 162),
            (1_516, 1_506),
            (
                "While the total is about the same, Burglary rose by 11.7% (145 to 162), within"
                " the usual ups and downs."
            ),
        ),
        (
            (1_661, 1_668),
            (145, 245),
            (1_516, 1_423),
            "While the total is about the same, Burglary rose by 69.0% (145 to 245).",
        ),
        (
            (1_000, 1_500),
            (400, 950),
            (600, 550),
            "By type, Burglary rose (400 to 950). Robbery fell (600 to 550).",
        ),
        ((1_000, 1_005), (400, 402), (600, 603), None),
    ],
)
def test_types(total, burglary, robbery, said):
    held = yearly({2021: total[0], 2022: total[1]})
    made = comparisons(held, YEAR)
    rows = tuple(
        CategoryRow(label.lower(), label, after, _row(held, before, after))
        for label, before, after in (("Burglary", *burglary), ("Robbery", *robbery))
    )
    told = [one.text for one in narrative.findings(held, Evidence(made, None, categories=rows))]

    assert (said in told) if said else not [one for one in told if "Burglary" in one]


def _row(held, before, after):
    (first, *_) = comparisons(held, YEAR)
    return replace(first, change=changed(before, after, better=held.measure.better))


# --- Words that agree with the figures at the precision shown --------------------------------
@pytest.mark.parametrize(
    ("before", "after", "card", "title", "direction"),
    [
        (100, 100, "the same as in 2021/22", "Burglary did not change in 2022/23", "level"),
        (
            24_951,
            24_952,
            "about the same as in 2021/22",
            "Burglary stayed about the same in 2022/23",
            "level",
        ),
        (
            1_661,
            1_668,
            "about the same as in 2021/22",
            "Burglary rose 0.4% in 2022/23, within the usual ups and downs",
            "level",
        ),
        (
            1_000,
            1_010,
            "1.0% more than in 2021/22",
            "Burglary rose 1.0% in 2022/23, within the usual ups and downs",
            "up",
        ),
        (
            200_000,
            201_000,
            "about the same as in 2021/22",
            "Burglary rose 0.5% in 2022/23, within the usual ups and downs",
            "level",
        ),
        (1_000_000, 1_005_000, "0.5% more than in 2021/22", "Burglary rose 0.5% in 2022/23", "up"),
        (7_050, 5_475, "22.3% fewer than in 2021/22", "Burglary fell 22.3% in 2022/23", "down"),
    ],
)
def test_words_agree_with_what_is_shown(before, after, card, title, direction):
    told = MeasureShown(yearly({2021: before, 2022: after}, measure="burglary"), YEAR, None, None)
    made = rows.newest_row(told)

    assert (made.change.text, made.direction) == (card, direction)
    assert narrative.title_of_change(told.figures, told.headline_comparison) == title


_PERIODS = re.compile(r"\d{4}/\d\d|Q[1-4]|[A-Z][a-z]+ \d{4}")


def loose_numbers(sentence: Sentence) -> list[str]:
    """Numbers in the words between the cells, periods left out."""
    words = [part for part in sentence.parts if not isinstance(part, Cell)]
    return [number for word in words for number in re.findall(r"\d+", _PERIODS.sub("", word))]


def test_loose_numbers_are_found():
    assert loose_numbers(Sentence(("It rose by 12 in 2022/23, Q3, to ", Cell(5), "."))) == ["12"]


def _two_wards(north, south):
    counts = {
        ward: evenly({2021: before, 2022: after})
        for ward, (before, after) in ((NORTH, north), (SOUTH, south))
    }
    return figures(counts, supplied=Period(Month(2021, 4), 24))
