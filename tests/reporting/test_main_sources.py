"""A partnership goes over from the police's return to data.police.uk: what each page shows."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from urllib.parse import parse_qsl

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from crime.dataset import CRIME
from measures.change import Change, Incomparable, Refusal
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Placement
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis.comparisons import comparisons
from reporting.analysis.years import among_years
from reporting.content.selection import Selection
from reporting.packs.numbers import Bound, Numbers
from reporting.pages.briefing.page import briefing
from reporting.pages.measure.across_sources import across_sources
from reporting.pages.measure.choices import choices
from reporting.pages.measure.page import measure_shown
from reporting.queries import figures as queries
from returns.models import MainSource
from scrutiny.models import LinkedMeasure, Recommendation
from scrutiny.questions.suggested import suggestions
from scrutiny.recommendations import effect
from tests.reporting import filling
from tests.reporting.filling import Row

POLICE, STREET = "police-return", "police-uk"
APRIL = Month(2023, 4)
SUPPLIED = datetime(2025, 5, 1, 9, tzinfo=UTC)
CHOSEN = datetime(2025, 6, 2, 9, tzinfo=UTC)
# The police's return is in use to March 2023, and data.police.uk from January 2023: the three
# months in which both count are the last of the one as the main source.
STREET_MONTHS = Period.parse("2023-01..2025-03").each_month
POLICE_TITLE, STREET_TITLE = CRIME.source(POLICE).title, CRIME.source(STREET).title
NEVER_DRAWN = (
    f"In April 2023 the main source went from {POLICE_TITLE} to {STREET_TITLE}: no chart joins"
    " them."
)
CHANGED = (
    f"the main source changed in April 2023. It was {POLICE_TITLE} and then {STREET_TITLE}, which"
    " count differently"
)


@pytest.fixture
def both(filled):
    """Both sources are in use, and the police's return is the main one for all months."""
    placed = Placement.objects.filter(ward_set__valid_to__isnull=True).first()
    rows = [
        Row(placed.lsoa.code, month.first_day, "burglary", 40 + number)
        for number, month in enumerate(STREET_MONTHS)
    ]
    filling.put_in_use(filled.partnership, rows, at=SUPPLIED, by=filled.officer, source=STREET)
    return filled


@pytest.fixture
def gone_over(both):
    """From April 2023 on data.police.uk is the main source."""
    _go_over(both, APRIL)
    return both


def _go_over(both, month):
    MainSource.objects.create(
        partnership=both.partnership,
        dataset=CRIME.slug,
        source=STREET,
        first_month=month.first_day,
        since=CHOSEN,
        set_by=both.officer,
    )


def read(filled, measure="crime/all-crime", *, period="", **asked):
    when = Period.parse(period) if period else None
    return queries.figures(
        measure, partnership=filled.partnership, viewer=AS_COUNCILLOR, period=when, **asked
    )


def shown(filled, period="", **asked):
    figures = read(filled, period=period, **asked)
    made = measure_shown(figures, period=Period.parse(period) if period else None)
    assert made is not None
    return made


# --- Which source, which months --------------------------------------------------------------
def test_without_a_period_the_newest_source_opens_on_its_newest_whole_year(gone_over):
    figures = read(gone_over)

    assert (figures.source.slug, figures.years) == (STREET, (2023, 2024))
    assert figures.latest_year() == Period.year(2024)


@pytest.mark.parametrize(
    ("period", "source"),
    [
        ("2018/19", POLICE),
        ("2022/23", POLICE),
        ("2023-01", POLICE),
        ("2023-03", POLICE),
        ("2023-04", STREET),
        ("2023/24 Q1", STREET),
        ("2024/25", STREET),
        ("2026/27", STREET),
    ],
)
def test_a_period_is_shown_from_the_source_that_is_the_main_one_for_it(gone_over, period, source):
    assert read(gone_over, period=period).source.slug == source


def test_the_months_before_are_what_the_earlier_source_counted(gone_over, both):
    before = read(gone_over, period="2022/23")
    police = read(both, source=POLICE)

    assert before.years == (2018, 2019, 2020, 2021, 2022)
    for month in Period.parse("2022/23").each_month:
        one = Period(month, 1)
        assert before.count(one) == police.count(one) > 0
        assert before.run([month]) == (police.count(one),)


def test_figures_of_the_main_source_know_only_the_months_that_it_is_that_for(gone_over):
    figures = read(gone_over)

    assert figures.months_supplied == set(Period.parse("2023-04..2025-03").each_month)
    assert figures.count(Period.month(2023, 1)) is Gap.NOT_APPLICABLE
    assert figures.count(Period.month(2025, 4)) is Gap.NOT_SUPPLIED


def test_a_source_that_is_asked_for_is_shown_whole(gone_over):
    street = read(gone_over, source=STREET)

    assert street.months_supplied == set(STREET_MONTHS)
    assert street.count(Period.month(2023, 1)) == 40
    assert read(gone_over, source=POLICE, period="2023/24").source.slug == POLICE
    assert isinstance(
        comparisons(street, Period.parse("2023/24 Q4"))[0].change, Change
    )  # with the last months of 2022/23, which the other source is the main one for


def test_before_the_choice_was_made_the_earlier_source_was_the_main_one(gone_over):
    figures = read(gone_over, as_at=datetime(2025, 6, 1, 9, tzinfo=UTC))

    assert (figures.source.slug, figures.latest_year()) == (POLICE, Period.year(2022))
    assert not figures.of_main


@pytest.mark.parametrize(
    ("measure", "source", "months"),
    [("crime/shoplifting", STREET, STREET_MONTHS), ("crime/sexual-offences", POLICE, None)],
)
def test_a_measure_that_one_of_the_sources_lacks_does_not_go_over(
    gone_over, measure, source, months
):
    figures = read(gone_over, measure)

    assert (figures.source.slug, figures.stretches) == (source, ())
    assert len(figures.months_supplied) == len(
        months or Period.parse("2018-04..2023-03").each_month
    )


def test_a_new_main_source_without_figures_leaves_the_page_with_the_earlier_one(filled):
    _go_over(filled, APRIL)

    assert read(filled).source.slug == POLICE
    assert read(filled, period="2023/24").count(Period.year(2023)) is Gap.NOT_SUPPLIED


def test_every_measure_is_read_from_its_own_main_source(gone_over):
    def by_measure(period):
        found = queries.every_measure(
            [CRIME],
            partnership=gone_over.partnership,
            viewer=AS_COUNCILLOR,
            period=Period.parse(period) if period else None,
        )
        return {figures.measure.slug: figures.source.slug for figures in found}

    assert by_measure("")["burglary"] == by_measure("2023/24")["burglary"] == STREET
    assert by_measure("2022/23")["burglary"] == POLICE
    assert by_measure("")["sexual-offences"] == POLICE


def test_going_over_takes_no_further_query(both):
    def count():
        with CaptureQueriesContext(
            connection,
        ) as made:
            read(both)
        return len(made)

    before = count()
    _go_over(both, APRIL)
    assert count() == before


# --- Across the change -----------------------------------------------------------------------
def test_a_comparison_across_the_change_is_refused_and_names_both_sources(gone_over):
    first = shown(gone_over, "2023/24")
    change = first.headline_comparison.change

    assert isinstance(change, Incomparable)
    assert (change.reason, change.before) == (Refusal.SOURCES_DIFFER, Gap.NOT_APPLICABLE)
    assert first.headline.text.endswith(f"It is not compared with 2022/23: {CHANGED}.")
    assert first.verdict is None
    (note,) = (note for note in first.compared_table.notes if CHANGED[1:] in note)
    assert note.startswith(
        "Not compared with the year before, the time before Covid and the average"
    )


def test_a_mean_of_years_on_both_sides_is_refused(gone_over):
    by_label = {made.label: made for made in shown(gone_over, "2024/25").comparisons}
    (mean,) = (made for label, made in by_label.items() if label.startswith("average of the 3"))

    assert isinstance(mean.change, Incomparable)
    assert mean.change.reason is Refusal.SOURCES_DIFFER
    assert isinstance(by_label["the year before"].change, Change)


def test_a_base_that_neither_source_has_is_not_supplied(gone_over):
    (made, *_) = comparisons(
        read(gone_over, period="2024/25"), Period.year(2024), against=Period.year(2015)
    )

    assert isinstance(made.change, Incomparable)
    assert made.change.reason is Refusal.BEFORE_GAP


def test_ranks_and_trends_stop_at_the_change(gone_over):
    figures = read(gone_over)
    among = among_years(figures, Period.year(2024))

    assert among is not None
    assert [period.label for period in among.periods] == ["2023/24", "2024/25"]
    drawn = shown(gone_over, "2024/25").years_chart
    assert drawn.at == ("2023/24", "2024/25")
    assert NEVER_DRAWN in drawn.notes


def test_a_period_across_the_change_has_no_figure_and_says_why(gone_over):
    across = shown(gone_over, "2023-01..2023-12")

    assert across.figures.count(across.period) is Gap.NOT_APPLICABLE
    assert across.headline.text == (
        "There is no figure for crimes recorded in the 12 months to December 2023."
        f" T{CHANGED[1:]} and are never added up."
    )
    said = across_sources(across)
    assert said is not None
    assert [link.text for link in said.links] == [
        f"The 12 months to December 2023 from {POLICE_TITLE}",
        f"The 12 months to December 2023 from {STREET_TITLE}",
    ]


def test_a_change_that_leaves_a_year_to_a_source_without_it_leads_to_the_one_that_has_it(both):
    _go_over(both, Month(2024, 4))
    made = shown(both, "2024/25")
    said = across_sources(made)

    assert "the main source changed in April 2024" in made.headline.text
    assert said is not None
    assert [link.text for link in said.links] == [
        f"2024/25 compared with 2023/24, both from {STREET_TITLE}"
    ]


# --- What may be chosen ----------------------------------------------------------------------
def _periods(made):
    (found,) = (choice for choice in choices(made) if choice.name == "period")
    return found.groups


def test_the_periods_of_all_sources_are_offered_under_their_names(gone_over):
    for period in ("", "2022/23"):
        labels = [group.label for group in _periods(shown(gone_over, period))]
        assert labels == [
            f"2024/25, {STREET_TITLE}",
            f"2023/24, {STREET_TITLE}",
            f"2022/23, {POLICE_TITLE}",
            f"2021/22, {POLICE_TITLE}",
            f"2020/21, {POLICE_TITLE}",
            f"2019/20, {POLICE_TITLE}",
            f"2018/19, {POLICE_TITLE}",
        ]


def test_one_period_of_them_is_chosen(gone_over):
    for period in ("", "2022/23", "2023/24 Q2", "2023-05"):
        made = shown(gone_over, period)
        options = [option for group in _periods(made) for option in group.options]
        assert [option.value for option in options if option.is_chosen] == [made.period.code]


def test_a_period_across_the_change_that_was_asked_for_is_chosen_under_neither_source(gone_over):
    groups = _periods(shown(gone_over, "2023-01..2023-12"))
    (chosen,) = (group for group in groups if any(option.is_chosen for option in group.options))

    assert chosen.label == "Of two main sources"
    assert [option.value for option in chosen.options] == ["2023-01..2023-12"]


def test_a_year_across_the_change_is_not_offered_and_its_halves_are(both):
    _go_over(both, Month(2022, 10))
    offered = {group.label: group.options for group in _periods(shown(both, "2021/22"))}

    assert [option.value for option in offered[f"2022/23, {POLICE_TITLE}"]] == [
        "2022/23 H1",
        "2022/23 Q2",
        "2022/23 Q1",
        *(f"2022-0{month}" for month in (9, 8, 7, 6, 5, 4)),
    ]
    assert [option.value for option in offered[f"2022/23, {STREET_TITLE}"]] == [
        "2022/23 Q4",
        "2023-03",
        "2023-02",
        "2023-01",
    ]


def test_a_source_that_is_asked_for_offers_its_own_periods_alone(gone_over):
    made = shown(gone_over, source=STREET)

    assert [group.label for group in _periods(made)] == ["2024/25", "2023/24", "2022/23"]
    assert made.selection.source == STREET
    (sources,) = (choice for choice in choices(made) if choice.name == "source")
    (group,) = sources.groups
    assert [(option.value, option.is_chosen) for option in group.options][:2] == [
        ("", False),
        (STREET, True),
    ]


def test_an_address_names_no_source_where_each_period_shows_its_own(gone_over):
    made = shown(gone_over)

    assert "source=" not in made.to
    assert made.figures.cell(made.period).provenance.source == STREET


# --- Pages -----------------------------------------------------------------------------------
@pytest.fixture
def visit(client, gone_over):
    client.force_login(gone_over.councillor)

    def get(path, **asked):
        return client.get(f"/{gone_over.partnership.slug}/{path}", asked)

    return get


def test_the_page_after_the_change_leads_to_both_sources(visit):
    html = visit("crime/all-crime/", period="2023/24").text
    made = visit("crime/all-crime/", period="2023/24").context["across"]

    assert made.sentence == (
        f"The main source is {POLICE_TITLE} up to March 2023. From April 2023 on it is"
        f" {STREET_TITLE}. A page shows one of them at a time."
    )
    assert [link.text for link in made.links] == [f"2022/23 from {POLICE_TITLE}"]
    (link,) = made.links
    assert link.to.replace("&", "&amp;") in html
    path, _, query = link.to.partition("?")
    followed = visit(path, **dict(parse_qsl(query)))
    assert followed.context["shown"].figures.source.slug == POLICE


def test_where_the_new_source_holds_the_base_the_same_comparison_is_a_link(visit):
    made = visit("crime/all-crime/", period="2023/24 Q4").context["across"]

    assert [link.text for link in made.links] == [
        f"Q4 2022/23 from {POLICE_TITLE}",
        f"Q4 2023/24 compared with Q4 2022/23, both from {STREET_TITLE}",
    ]
    assert made.links[1].to.endswith("source=police-uk")
    alone = visit(
        "crime/all-crime/", period="2023/24 Q4", against="2022/23 Q4", source=STREET
    ).context
    assert alone["across"] is None
    assert isinstance(alone["shown"].headline_comparison.change, Change)


def test_the_overview_opens_on_the_newest_quarter_of_the_source_in_use(visit):
    shown = visit("overview/").context["page"].newest.shown
    crime = next(made for made in shown if made.figures.measure_id == "crime/all-crime")

    assert (crime.period, crime.figures.source.slug) == (Period.quarter(2024, 4), STREET)


def test_a_ward_and_the_map_show_the_source_of_the_period(visit, gone_over):
    ward = read(gone_over).wards[0]
    for asked, source in (({}, STREET), ({"period": "2022/23"}, POLICE)):
        on_map = visit("map/", measure="crime/all-crime", **asked).context["seen"]
        of_ward = visit(f"wards/{ward.code}/", **asked).context["seen"]
        assert on_map.figures.source.slug == source
        assert {
            main.shown.figures.source.slug for main in of_ward.main if "all-crime" in main.shown.to
        } == {source}


def test_two_years_on_either_side_are_set_side_by_side_and_not_compared(visit):
    asked = {"left": "crime/all-crime,2023/24", "right": "crime/all-crime,2022/23"}
    seen = visit("compare/", **asked).context["shown"]
    assert [side.figures.source.slug for side in seen.sides] == [STREET, POLICE]
    assert f"({STREET_TITLE}; {POLICE_TITLE})" in seen.refusal
    assert seen.from_one_source == ()


def test_where_one_source_has_both_the_page_leads_to_its_comparison(visit):
    asked = {"left": "crime/all-crime,2023/24 Q4", "right": "crime/all-crime,2022/23 Q4"}
    seen = visit("compare/", **asked).context["shown"]
    ((text, query),) = seen.from_one_source
    assert text == f"Compare both from {STREET_TITLE}"
    followed = visit("compare/", **dict(parse_qsl(query)))
    assert followed.context["shown"].made.change is not None


def test_the_briefing_of_a_month_is_of_its_own_main_source(gone_over):
    def screened(month):
        made = briefing(
            gone_over.partnership,
            viewer=AS_COUNCILLOR,
            month=month,
            source="",
            asked=Selection(),
        )
        assert made is not None
        return made

    assert any(
        line.startswith(f"Source: {POLICE_TITLE}") for line in screened("2023-02").source_lines
    )
    after = screened("2023-05")
    assert any(line.startswith(f"Source: {STREET_TITLE}") for line in after.source_lines)
    (months, _) = after.choices
    offered = {option.value for group in months.groups for option in group.options}
    assert {"2018-04", "2023-03", "2023-04", "2025-03"} <= offered


# --- Scrutiny --------------------------------------------------------------------------------
def test_nobody_is_asked_why_the_main_source_changed(both):
    _go_over(both, Month(2024, 4))
    found = suggestions(both.partnership, viewer=both.councillor, on=date(2025, 7, 1))

    assert isinstance(shown(both).headline_comparison.change, Incomparable)
    assert [each.why for each in found.not_compared if each.about == "crime/all-crime"] == []


def test_the_months_after_a_recommendation_stop_where_the_main_source_changes(gone_over):
    recommendation = Recommendation(partnership=gone_over.partnership, made_on=date(2022, 9, 5))
    linked = LinkedMeasure(pk=1, measure="crime/all-crime")
    chart = effect.chart(recommendation, linked, viewer=gone_over.councillor)

    assert chart is not None
    assert chart.at[-1] == "Mar 2023"
    assert NEVER_DRAWN in chart.notes


def test_the_briefing_opens_on_the_newest_month_with_real_figures(gone_over):
    made = briefing(
        gone_over.partnership, viewer=AS_COUNCILLOR, month="", source="", asked=Selection()
    )

    assert made is not None
    assert made.month == Month(2025, 3)


# --- Packs and the command line --------------------------------------------------------------
def test_a_pack_reads_each_main_source_once_and_binds_no_figure_across(gone_over):
    numbers = Numbers(gone_over.partnership, AS_COUNCILLOR, at=datetime(2025, 7, 1, tzinfo=UTC))

    def bound(text):
        return numbers.bound(Bound.parse(text))[0].value

    assert bound("crime/all-crime 2022/23 count") == read(gone_over, source=POLICE).count(
        Period.year(2022)
    )
    assert bound("crime/all-crime 2023/24 count") == read(gone_over).count(Period.year(2023))
    assert bound("crime/all-crime 2023/24 percent") is Gap.NOT_APPLICABLE
    assert isinstance(bound("crime/all-crime 2024/25 percent"), float)
    bound("crime/all-crime 2021/22 count")
    assert [figures.source.slug for figures in numbers.read] == [POLICE, STREET]


def test_the_command_says_why_it_does_not_compare(gone_over):
    out = StringIO()
    call_command(
        "show_measure",
        "crime/all-crime",
        "--partnership=middlesbrough",
        "--period=2023/24",
        "--json",
        stdout=out,
    )
    answer = json.loads(out.getvalue())

    assert answer["baselines"][0]["refusal"] == CHANGED
    assert [source["source"] for source in answer["sources"]] == [STREET]


def test_a_source_that_is_the_main_one_twice_is_compared_with_itself_alone(both):
    _go_over(both, Month(2021, 4))
    MainSource.objects.create(
        partnership=both.partnership,
        dataset=CRIME.slug,
        source=POLICE,
        first_month=Month(2022, 4).first_day,
        since=CHOSEN,
        set_by=both.officer,
    )
    made = {each.label: each for each in shown(both, "2022/23").comparisons}

    assert made["the year before"].change.reason is Refusal.SOURCES_DIFFER
    assert isinstance(made["before Covid (2019/20)"].change, Change)
