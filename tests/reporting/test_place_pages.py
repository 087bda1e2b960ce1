"""A ward and a locality: headlines, small charts on one scale, ranks by chance, what to ask."""

from __future__ import annotations

import re

import pytest

from measures.counts import Gap
from measures.periods import Month, Period
from measures.ranks import RankOfRate, Reach
from partnership.models import BoundarySet
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell
from reporting.content.selection import Selection
from reporting.narrative import one_place
from reporting.pages.places import in_full
from reporting.pages.places import page as place_pages
from reporting.queries.measures import all_datasets
from tests.reporting import filling, making

ACKLAM, CENTRAL, AYRESOME = "E05009853", "E05009857", "E05009854"


def seen(filled, code=ACKLAM, *, kind=PlaceKind.WARD, **asked):
    return in_full.place_in_full(
        filled.partnership, kind, code, viewer=AS_COUNCILLOR, asked=Selection.read(asked)
    )


def short(filled, code=ACKLAM, *, kind=PlaceKind.WARD, **asked):
    return place_pages.place_shown(
        filled.partnership, kind, code, viewer=AS_COUNCILLOR, asked=Selection.read(asked)
    )


@pytest.fixture
def acklam(filled):
    return seen(filled)


def of_all_crime(shown):
    return next(one for one in shown.multiples if one.title == "All recorded crime")


def counted(filled, code: str) -> dict[int, int]:
    """Recorded crime by year, added up from the rows as the csv module read them."""
    totals: dict[int, int] = {}
    for quarter, rows in filled.rows.items():
        year = quarter.financial_year
        totals[year] = totals.get(year, 0) + sum(row.count for row in rows if row.area == code)
    return totals


def test_the_number_stands_beside_its_rate_and_that_of_the_partnership(filled, acklam):
    count = counted(filled, ACKLAM)[2022]

    said = of_all_crime(acklam).number.text

    # 5,616 lived there in mid-2020, 143,734 in the borough in mid-2021.
    assert said == (
        f"{count} crimes in 2022/23: {1000 * count / 5616:.1f} for each 1,000 residents"
        f" (Middlesbrough {1000 * 26450 / 143734:.1f})."
    )


def test_the_small_chart_has_two_lines_in_one_unit(filled, acklam):
    chart = of_all_crime(acklam).chart
    march = [row for row in filled.rows[Period.quarter(2022, 4)] if row.start.month == 3]

    here, whole = chart.series
    assert (here.label, whole.label) == ("Acklam", "Middlesbrough")
    assert len(chart.at) == 24
    assert chart.at[-1] == "Mar 23"
    assert whole.cells[-1].value == pytest.approx(1000 * sum(r.count for r in march) / 143734)
    assert here.cells[-1].value == pytest.approx(
        1000 * sum(r.count for r in march if r.area == ACKLAM) / 5616
    )


def test_without_residents_a_chart_has_the_counts_of_the_place_alone(filled):
    for ward in filled.partnership.ward_sets.get(valid_to__isnull=True).wards.all():
        ward.populations.all().delete()

    one = of_all_crime(seen(filled))

    assert [line.label for line in one.chart.series] == ["Acklam"]
    assert one.chart.unit == "crimes"
    assert one.rank is None


def test_a_ward_is_ranked_by_rate_among_those_that_are_no_town_centre(filled, acklam):
    """Places by a second count of the rows; how far chance goes is the arithmetic's own test."""
    residents = {
        place.code: place.residents[2022].count
        for place in of_all_crime(acklam).among
        if not place.is_town_centre
    }
    rates = {code: counted(filled, code)[2022] / people for code, people in residents.items()}

    found = of_all_crime(acklam).rank

    assert found.of == 19
    assert found.place == 1 + sum(rate > rates[ACKLAM] for rate in rates.values())
    assert found.reach.best <= found.place <= found.reach.worst


@pytest.mark.parametrize(
    ("rank", "said"),
    [
        (RankOfRate(3, 20, Reach(2, 6)), "3rd of 20 wards by rate, highest first (2nd to 6th)."),
        (RankOfRate(3, 20, Reach(2, 3)), "3rd of 20 wards by rate, highest first (2nd or 3rd)."),
        (RankOfRate(12, 21, None), "12th of 21 wards by rate, highest first."),
        (RankOfRate(1, 4, Reach(1, 1)), "1st of 4 wards by rate, highest first."),
        (
            RankOfRate(2, 19, Reach(1, 4), equal=1),
            "Joint 2nd of 19 wards by rate, highest first (1st to 4th).",
        ),
        (RankOfRate(3, 19, Reach(1, 19)), "Too close to rank among the 19 wards by rate."),
        (
            RankOfRate(3, 19, Reach(3, 19), equal=16, is_of_none=True),
            "None here, as in 16 of the other 18 wards.",
        ),
        (
            RankOfRate(1, 19, Reach(1, 19), equal=18, is_of_none=True),
            "None here, nor in any of the other 18 wards.",
        ),
        (
            RankOfRate(19, 19, Reach(17, 19), is_of_none=True),
            "19th of 19 wards by rate, highest first (17th to 19th).",
        ),
        (None, ""),
    ],
)
def test_ranks_in_words(rank, said):
    assert one_place.rank(rank, Place("E1", "Acklam", PlaceKind.WARD)) == said


def test_a_town_centre_is_not_ranked_and_says_why(filled):
    shown = seen(filled, CENTRAL)

    assert of_all_crime(shown).rank is None
    assert of_all_crime(shown).ranked.startswith("Not ranked: a town centre")
    assert any("the town centre" in note for note in shown.notes)


def test_no_rank_is_given_where_a_ward_has_no_figure(filled):
    first = Period.quarter(2022, 1)
    filling.put_in_use(
        filled.partnership,
        [row for row in filled.rows[first] if row.area != AYRESOME],
        at=filling.EARLY.replace(year=2024),
        by=filled.officer,
        months=first.each_month,
    )
    assert of_all_crime(seen(filled)).rank is not None

    held = [row for row in filled.rows[first] if row.area != AYRESOME]
    hidden = filling.Row(AYRESOME, first.start.first_day, held[0].offence, Gap.HIDDEN)
    filling.put_in_use(
        filled.partnership,
        [*held, hidden],
        at=filling.EARLY.replace(year=2025),
        by=filled.officer,
    )

    assert of_all_crime(seen(filled)).rank is None


def test_three_headlines_at_most_and_those_beyond_chance_come_first(filled, acklam):
    assert 1 <= len(acklam.headlines) <= 3
    chances = ["beyond the usual" in one.verdict for one in acklam.headlines]
    assert chances == sorted(chances, reverse=True)


def test_every_question_says_why(filled):
    shown = seen(filled, CENTRAL)

    assert shown.asks
    assert all(ask.why.endswith(".") for ask in shown.asks)
    assert all(ask.question.text.endswith("?") for ask in shown.asks)


def test_a_change_beyond_chance_is_asked_about_with_its_figures(filled):
    """Central: 5,924 to 6,738, as the rows have it."""
    before, after = (counted(filled, CENTRAL)[year] for year in (2021, 2022))
    shown = seen(filled, CENTRAL)

    ask = next(one for one in shown.asks if "What lies behind" in one.question.text)

    cells = [part for part in ask.question.parts if isinstance(part, Cell)]
    assert [cell.value for cell in cells] == [before, after]
    assert "the rise in crimes here" in ask.question.text
    assert ask.why == "Compared with 2021/22, it is beyond the usual ups and downs of its months."


def test_missing_months_are_asked_for(filled):
    shown = seen(filled, period="2023/24")

    assert any(
        one.question.text == "When will the figures from Police quarterly return be complete?"
        and "April 2023" in one.why
        for one in shown.asks
    )


def test_neighbours_share_a_border_and_their_rates_lead_to_their_rows(filled, acklam):
    [table] = acklam.beside

    names = [row.entries[0].text for row in table.rows]
    assert names[0] == "Acklam"
    assert {"Ayresome", "Kader", "Linthorpe"} <= set(names[1:])
    assert "Nunthorpe" not in names
    assert all(row.entries[1].provenance for row in table.rows)


def test_without_boundaries_the_page_says_who_can_load_them(filled):
    BoundarySet.objects.all().delete()

    shown = seen(filled)

    assert shown.inset is None
    assert shown.beside == ()
    assert "administrator can load the boundaries" in shown.about_beside


def test_a_locality_has_its_wards_and_the_other_localities_beside(filled):
    shown = seen(filled, "north", kind=PlaceKind.LOCALITY)

    wards, localities = shown.beside
    assert {row.entries[0].text for row in localities.rows} >= {"North", "South", "East", "West"}
    assert "Central (town centre)" in [row.entries[0].text for row in wards.rows]
    assert of_all_crime(shown).rank is None  # the grouping of wards is illustrative


def test_measures_without_ward_level_say_so(making_coarse):
    said = one_place.not_here(making_coarse, PlaceKind.WARD)

    assert said == (
        "All recorded crime: Police quarterly return gives figures by locality, and none by ward."
    )


@pytest.fixture
def making_coarse():
    return making.figures({}, supplied=Period.year(2022), lowest=PlaceKind.LOCALITY)


def test_as_at_holds_for_every_measure_of_the_page(filled):
    shown = seen(filled, **{"as-at": "2022-12-31"})

    assert of_all_crime(shown).shown.period == Period.quarter(2022, 2)
    assert Month(2022, 12) not in of_all_crime(shown).shown.figures.months_supplied


# --- The page --------------------------------------------------------------------------------
@pytest.fixture
def councillor(client, filled):
    client.force_login(filled.councillor)
    return client


def test_the_data_draws_each_measure_and_leads_to_it(councillor):
    page = councillor.get(f"/middlesbrough/wards/{ACKLAM}/data/").content.decode()

    assert len(re.findall(r'class="app-drawing app-drawing--small"', page)) == page.count(
        '<tr class="govuk-table__row app-multiple">'
    )
    assert f"area={ACKLAM}" in page
    assert "style=" not in page.partition("<main")[2]


def test_the_short_page_has_each_main_measure_with_its_verdict_and_where_next(councillor):
    page = councillor.get(f"/middlesbrough/wards/{ACKLAM}/").content.decode()

    assert page.count('<li class="app-main">') == 1  # only crime is in use
    assert "Contains OS data © Crown copyright" in page
    assert f"/middlesbrough/wards/{ACKLAM}/how-we-know/" in page
    assert "style=" not in page.partition("<main")[2]


@pytest.mark.parametrize(
    "below",
    [
        f"wards/{ACKLAM}/",
        f"wards/{ACKLAM}/data/",
        f"wards/{ACKLAM}/how-we-know/",
        "localities/north/",
        "localities/north/data/",
        "localities/north/how-we-know/",
        "wards/",
    ],
)
def test_queries_grow_neither_with_wards_nor_with_measures(
    councillor, below, django_assert_max_num_queries
):
    """One for each dataset's measures, and so many besides."""
    with django_assert_max_num_queries(len(all_datasets()) + 19):
        assert councillor.get(f"/middlesbrough/{below}").status_code == 200


# --- The short page --------------------------------------------------------------------------
def test_each_main_measure_opens_on_its_own_newest_complete_period(filled):
    shown = short(filled)

    assert [main.shown.told for main in shown.main] == [Period.quarter(2022, 4)]


def test_the_heading_says_how_many_went_beyond_under_the_rule_of_the_verdicts(filled):
    shown = short(filled)
    judged = [main.moved for main in shown.main if main.moved] + list(shown.types.judged)
    beyond = [moved for moved in judged if moved.change.is_beyond]

    if beyond:
        assert "beyond" in shown.heading
        assert "nothing" not in shown.heading
    else:
        assert shown.heading == (
            "Acklam: nothing went beyond the usual ups and downs in Q4 2022/23"
        )


def test_rare_types_are_told_of_by_the_year_and_have_no_line(filled):
    types = short(filled).types

    assert types.rare
    assert (types.year, types.year_before) == ("2022/23", "2021/22")
    assert all(row.line is None for row in types.rare)
    assert all(row.now.number < 50 and row.then.number < 50 for row in types.rare)


def test_a_change_is_a_count_where_either_count_is_under_50(filled):
    rows = short(filled, CENTRAL).types.rows

    for row in rows:
        if row.change.number is not None:
            is_small = min(row.now.number, row.then.number) < 50
            assert row.change.text.endswith("%") is not is_small


def test_a_town_centre_never_stands_among_dots_without_who_is_harmed_there(filled):
    for ward in filled.partnership.ward_sets.get(valid_to__isnull=True).wards.all():
        beside = short(filled, ward.code).beside
        if beside and any(place.is_town_centre for place, _ in beside.rows):
            assert "Many of those harmed there live elsewhere" in beside.caution


def test_a_town_centre_says_who_is_harmed_there_and_has_no_rank(filled):
    shown = short(filled, CENTRAL)

    assert shown.ranked == ""
    assert any("Many of those harmed there" in caution for caution in shown.cautions)


def test_made_up_groupings_are_marked_unjudged_and_unranked(filled):
    shown = short(filled, "north", kind=PlaceKind.LOCALITY)

    assert shown.heading == "North: no change can be judged"
    assert shown.ranked == ""
    assert all(main.is_made_up for main in shown.main)
    assert shown.made_up.startswith("Illustrative: ")


def test_every_ward_stands_once_in_the_list_under_its_locality(councillor, filled):
    page = councillor.get("/middlesbrough/wards/").content.decode().partition("<main")[2]

    for ward in filled.partnership.ward_sets.get(valid_to__isnull=True).wards.all():
        assert page.count(f'href="/middlesbrough/wards/{ward.code}/"') == 1
    assert 'href="/middlesbrough/localities/north/"' in page
