"""Kinds of wording that were false or stumbled when read aloud."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from measures import baselines
from measures.baselines import Baseline
from measures.change import NotJudged, Unjudged
from measures.counts import Mark
from measures.periods import Month, Period, PeriodKind
from reporting import narrative
from reporting.analysis.comparisons import by_place, comparisons
from reporting.analysis.places import FORMER_WARDS
from reporting.analysis.years import among_years
from reporting.content.description import Cell, Slide, SlideKind, Style
from reporting.narrative import headlines, maps, one_place, phrases, ranks
from reporting.packs.sections import measure as section
from returns.catalogue.supply import Placing
from tests.reporting.making import NORTH, PLACES, SOUTH, evenly, figures, yearly

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


# --- Counts that differ ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("counts", "headline", "card", "of_ward"),
    [
        (
            (29, 28),
            (
                "28 crimes were recorded in February 2025, against 29 in February 2024: the same"
                " number a day."
            ),
            "the same number a day as the 29 in February 2024",
            "North End: 28 crimes, the same number a day as in February 2024",
        ),
        (
            (5, 5),
            "5 crimes were recorded in February 2025, the same as the 5 in February 2024.",
            "the same as the 5 in February 2024",
            "North End: 5 crimes, the same as in February 2024",
        ),
    ],
)
def test_counts_that_differ_are_not_the_same(counts, headline, card, of_ward):
    months = Month(2024, 2), Month(2025, 2)
    by_month = {(month, 1): count for month, count in zip(months, counts, strict=True)}
    held = figures({NORTH: by_month}, supplied=Period.spanning(*months))
    february, ward = Period.month(2025, 2), held.place(NORTH)
    first = comparisons(held, february)[0]
    rows = by_place(held, [ward], february)

    assert narrative.headline(held, first).text == headline
    assert narrative.card(held, first).text == card
    assert maps.finding(held, rows[0], of="change") == of_ward


# --- Why there is no figure ------------------------------------------------------------------
def _supplied_to_december(*, of=2022):
    by_month = {(month, 1): 10 for month in Period(Month(2019, 4), 72).each_month}
    gone = Period.spanning(Month(of, 4), Month(of, 12)).each_month
    kept = {key: count for key, count in by_month.items() if key[0] not in gone}
    held = figures({NORTH: kept}, supplied=Period(Month(2019, 4), 72))
    return replace(held, months_supplied=held.months_supplied.difference(gone))


def test_what_was_supplied_in_part_is_not_called_not_supplied():
    held = _supplied_to_december()
    some = "only some of its months have been supplied."

    def said(period, against=None):
        return narrative.headline(held, comparisons(held, period, against=against)[0]).text

    assert said(YEAR) == f"There is no figure for crimes recorded in 2022/23. O{some[1:]}"
    assert said(Period.year(2023)).endswith(f"It is not compared with 2022/23: {some}")
    assert said(Period.year(2023), Baseline.MEAN_3).endswith(": 2022/23 was not all supplied.")
    nine_months = Period(Month(2022, 4), 9)
    assert said(nine_months).endswith(". The figures for that time have not been supplied.")


def test_of_a_ward_whose_boundary_changed_it_is_not_said_that_the_source_has_no_wards():
    by_month = {(month, 1): 10 for month in YEAR.each_month}
    held = figures({FORMER_WARDS: by_month}, supplied=YEAR)

    def said(period, ward=None):
        first = by_place(held, [held.place(ward) if ward else held.whole], period)[0].comparison
        return narrative.headline(held, first, area=ward and held.place(ward)).text

    assert said(YEAR, NORTH).endswith(
        "Figures of that time are kept by the wards that stood before the boundaries changed."
    )
    assert "10 crimes were recorded" in said(Period.month(2022, 7))


def test_of_a_coarser_source_the_headline_and_the_card_give_one_reason():
    quarters = {(Month(year, 4), 3): 30 for year in (2021, 2022)}
    held = figures({NORTH: quarters}, supplied=Period.spanning(Month(2021, 4), Month(2022, 6)))
    first = comparisons(held, Period.month(2022, 5))[0]

    for sentence in (narrative.headline(held, first), narrative.card(held, first)):
        assert "his source’s figures are not as fine as that" in sentence.text


# --- Rows without a place --------------------------------------------------------------------
def test_shares_without_a_place_stand_under_no_comparison_that_is_refused():
    months = [Month(2024, 2), Month(2025, 2)]
    placings = {months[1]: Placing(100, 4)}
    held = figures({NORTH: {(months[1], 1): 96}}, supplied=Period(months[1], 1))
    refused = replace(held, without_place=placings)

    assert narrative.cautions(comparisons(refused, Period(months[1], 1))[0]) == ()
    supplied = replace(refused, months_supplied=frozenset(months))
    told = comparisons(supplied, Period(months[1], 1))[0]
    assert told.without_place
    assert not [one for one in narrative.cautions(told) if "no place" in one]


# --- Titles that claim no verdict ------------------------------------------------------------
def test_a_title_without_a_verdict_does_not_look_like_one_beyond():
    held = yearly({2021: 120, 2022: 240})
    month, year = (comparisons(held, period)[0] for period in (Period.month(2022, 6), YEAR))
    of_totals = replace(year, change=Unjudged(120, 240, reason=NotJudged.YEARS_ONLY))

    assert narrative.title_of_change(held, month) == "All recorded crime in June 2022"
    assert narrative.title_of_change(held, of_totals) == (
        "All recorded crime rose 100.0% in 2022/23 (not judged)"
    )


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (1661, 1668, "All recorded crime stayed about the same in 2022/23"),
        (1000, 1010, "All recorded crime rose 1.0% in 2022/23 (not judged)"),
        (99, 99, "All recorded crime did not change in 2022/23"),
    ],
)
def test_a_title_of_totals_says_about_the_same_as_slides_do(before, after, title):
    held = yearly({2021: before, 2022: after})
    told = comparisons(held, YEAR)[0]
    of_totals = replace(told, change=Unjudged(before, after, reason=NotJudged.YEARS_ONLY))

    assert narrative.title_of_change(held, of_totals) == title


# --- Sentences that stumbled -----------------------------------------------------------------
def _told(held, period=YEAR):
    among = among_years(held, period)
    first = comparisons(held, period)[0].change
    return [one.text for one in (*narrative.of_years(among, first), *ranks.of_trend(among))]


def test_a_trend_is_told_of_its_own_years_and_not_of_today():
    held = yearly({2018: 100, 2019: 300, 2020: 500, 2021: 90, 2022: 80})

    assert "It rose every year from 2018/19 to 2020/21." in _told(held, Period.year(2020))


def test_a_title_names_the_last_of_the_years_that_it_ranks_among():
    held = yearly({2016: 300, 2017: 200, 2018: 100})
    period = Period.year(2018)
    title = narrative.title_of_years(
        held, among_years(held, period), period, comparisons(held, period)[0].change
    )

    assert title.endswith(": 2018/19 was the lowest of the 3 years from 2016/17 to 2018/19")


@pytest.mark.parametrize(
    ("counts", "base"),
    [
        ((48, 50, 53, 60), "50.3"),  # 60 is 19.2% more than 50.3, and 20.0% more than 50
        ((480, 500, 535, 600), "505"),
        ((4_800, 5_000, 5_351, 6_000), "5,050"),
    ],
)
def test_an_average_is_as_fine_as_the_percentage_beside_it(counts, base):
    held = yearly(dict(enumerate(counts, 2019)))
    first = comparisons(held, YEAR, against=Baseline.MEAN_3)[0]

    assert f"average of 2019/20 to 2021/22, {base}." in narrative.headline(held, first).text


@pytest.mark.parametrize(("now", "is_said"), [(4, False), (5, True)])
def test_no_percentage_is_missed_of_two_equal_counts(now, is_said):
    held = yearly({2021: 4, 2022: now})
    said = " ".join(narrative.cautions(comparisons(held, YEAR)[0]))

    assert ("No percentage is given" in said) is is_said


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([(100, 80), (100, 100)], "The number fell in 1 of 2 wards, North End (100 to 80)."),
        ([(100, 80), (100, 70)], "The number fell in both wards, most in South End (100 to 70)."),
    ],
)
def test_one_ward_alone_has_not_moved_most(moves, said):
    areas = zip((NORTH, SOUTH), moves, strict=True)
    held = figures(
        {code: evenly({2021: then, 2022: now}) for code, (then, now) in areas},
        supplied=Period.spanning(Month(2021, 4), Month(2023, 3)),
    )
    evidence = narrative.Evidence((), None, places=by_place(held, held.wards, YEAR))

    assert narrative.findings(held, evidence)[0].text.startswith(said)


def test_all_of_several_and_none_of_one():
    both = yearly({2021: 100, 2022: 100})
    assert narrative.title_of_places(both, by_place(both, [both.whole], YEAR)[:1]).endswith(
        " by whole"
    )


def test_two_years_are_joined_by_and():
    assert baselines.named((Period.year(2021), Period.year(2022))) == "2021/22 and 2022/23"


def test_the_title_of_a_measure_in_the_plural_agrees_with_its_verb():
    held = yearly({2021: 100, 2022: 100})
    plural = replace(held, measure=replace(held.measure, title="Drug offences"))

    assert (
        narrative.title_of_change(plural, comparisons(plural, YEAR)[0])
        == "Drug offences did not change in 2022/23"
    )


def test_of_twelve_months_that_all_went_one_way_it_says_all():
    held = yearly({2021: 600, 2022: 1_200})
    pairs = [(100.0, 50.0)] * 12
    first = comparisons(held, YEAR)[0].change
    title = narrative.title_of_months(held, pairs, first, base="2021/22", each=PeriodKind.MONTH)

    assert title == "All recorded crime: all 12 months were above 2021/22"


@pytest.mark.parametrize(
    ("names", "reason", "expected"),
    [
        (["the year before"], "it was not supplied", "the year before: it was not supplied."),
        (
            ["the time before Covid", f"the average of {'long ' * 18}ago", "the year before"],
            "it was not supplied",
            "Nor with the year before. It was not supplied.",
        ),
    ],
)
def test_what_is_not_compared_is_told_in_short_sentences(names, reason, expected):
    said = headlines.not_compared(names, reason)

    assert said.endswith(expected)
    assert max(len(each.split()) for each in said.split(". ")) <= 25


def test_two_means_that_are_written_alike_are_one_number_in_words():
    """ "From 4.3 in May to 4.3 in June" would say that it moved."""
    revised = frozenset({Mark.REVISED})
    known = [
        (Cell(number, Style.SMALL_AVERAGE, marks), month)
        for number, marks, month in ((4.31, frozenset(), "May"), (4.33, revised, "June"))
    ]

    assert phrases.in_short(known) == "4.3 in every month"
