"""Kinds of wording that were false or stumbled when read aloud."""

from types import SimpleNamespace

import pytest

from measures.baselines import Baseline
from measures.periods import Month, Period
from reporting import narrative
from reporting.analysis.comparisons import comparisons
from reporting.analysis.years import among_years
from reporting.content.description import Slide, SlideKind
from reporting.narrative import one_place
from reporting.packs.sections import measure as section
from tests.reporting.making import PLACES, figures, yearly

YEAR = Period.year(2022)


@pytest.mark.parametrize("next_to", [1_661, 1_600])
def test_a_record_stands_clear_of_the_year_next_to_it_whatever_the_base(next_to):
    held = yearly({2019: 1_333, 2020: 1_170, 2021: next_to, 2022: 1_668})
    beyond = comparisons(held, YEAR, against=Period.year(2019))[0].change

    assert beyond.is_beyond
    assert [one.text for one in narrative.of_years(among_years(held, YEAR), beyond)] == []


@pytest.mark.parametrize(("judged", "is_told"), [(0, False), (9, False), (10, True)])
def test_what_luck_does_is_told_of_many_verdicts_alone(judged, is_told):
    assert bool(narrative.about_many_rows(judged)) is is_told
    assert any("luck alone" in words for words in one_place.how_we_know(judged)) is is_told


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([(2024, 5)], "May 2024"),
        ([(2024, 5), (2024, 6)], "May 2024 and June 2024"),
        ([(2024, 11), (2024, 12), (2025, 1)], "November 2024 to January 2025"),
        (
            [(2024, 5), (2024, 10), (2024, 11), (2024, 12)],
            "May 2024 and October 2024 to December 2024",
        ),
    ],
)
def test_months_in_a_row_are_named_by_their_ends(months, expected):
    assert narrative.months_named([Month(*month) for month in months]) == expected


@pytest.mark.parametrize(
    ("supplied_from", "expected"),
    [
        (Month(2022, 1), "the 12 months to December 2021 were not supplied."),
        (Month(2021, 7), "the 12 months to December 2021 were not all supplied."),
    ],
)
def test_twelve_months_were_not_or_not_all_supplied(supplied_from, expected):
    held = figures({}, supplied=Period.spanning(supplied_from, Month(2023, 3)))
    rolling = comparisons(held, Period.month(2022, 12), against=Baseline.ROLLING_YEAR)[:1]

    assert narrative.no_comparisons(held, rolling)[0].endswith(expected)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Burglary by ward", "North End: Burglary by ward"),
        ("Illustrative: Burglary by ward", "Illustrative: North End: Burglary by ward"),
        ("Burglary in North End", "Burglary in North End"),
    ],
)
def test_a_place_stands_behind_the_mark_of_a_title(title, expected):
    slide = Slide(kind=SlideKind.TEXT, title=title)

    assert section._named(slide, SimpleNamespace(area=PLACES[2])).title == expected
