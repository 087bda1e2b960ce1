"""Every address of figures: who may see it, what it answers, what it shows."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse

from measures.periods import Period
from partnership.models import AuditEvent, User
from reporting.content.description import SlideKind
from reporting.pages.measure import deck as decks
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.overview import page as overviews
from reporting.queries import figures as queries
from reporting.queries.places import place_named
from tests.reporting import filling
from tests.reporting.test_narrative import loose_numbers

MEASURE = "crime/all-crime/"
ADDRESSES = [
    "",
    "crime/",
    MEASURE,
    MEASURE + "rows/?period=2022/23",
    MEASURE + "data.csv",
    MEASURE + "data.xlsx",
    MEASURE + "slides.pptx",
    "methods/",
    "wards/E05009853/",
    "localities/north/",
]


@pytest.fixture
def councillor(filled, client):
    client.force_login(filled.councillor)
    return client


def _get(client, below):
    return client.get(f"/middlesbrough/{below}")


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.mark.parametrize("below", ADDRESSES)
def test_every_role_may_see_and_take_away_released_figures(filled, client, below):
    for user in User.objects.filter(memberships__partnership=filled.partnership).distinct():
        client.force_login(user)

        assert _get(client, below).status_code == 200, user


@pytest.mark.parametrize("below", ADDRESSES)
def test_for_who_does_not_belong_a_partnership_does_not_exist(filled, client, below):
    client.force_login(User.objects.create(email="stranger@example.org"))

    assert _get(client, below).status_code == 404


@pytest.mark.parametrize("below", ADDRESSES)
def test_who_is_not_signed_in_is_asked_to(filled, client, below):
    response = _get(client, below)

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("below", ADDRESSES)
def test_figures_are_only_read(councillor, below):
    assert councillor.post(f"/middlesbrough/{below}").status_code == 405


@pytest.mark.parametrize(
    ("below", "sentence"),
    [
        (MEASURE + "?period=2022", "“2022” is not a period"),
        (MEASURE + "?as-at=never", "“never” is not a date"),
        (MEASURE + "?area=Atlantis", "Middlesbrough has no area “Atlantis”."),
        (MEASURE + "?source=hearsay", "has no source “hearsay”"),
        (MEASURE + "rows/?category=piracy", "has no category “piracy”"),
        ("crime/piracy/", "There is no measure “crime/piracy”."),
        ("piracy/", "There are no measures under “piracy”."),
        ("wards/E99999999/", "Middlesbrough has no ward “E99999999” today."),
        ("localities/atlantis/", "Middlesbrough has no locality “atlantis” today."),
    ],
)
def test_an_address_of_nothing_answers_in_a_sentence(councillor, below, sentence):
    response = _get(councillor, below)

    assert response.status_code == 404
    assert sentence in _text(response)


def test_a_measures_page_says_the_finding_first(councillor):
    response = _get(councillor, MEASURE + "?period=2022/23&against=2021/22")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)

    assert heading
    assert re.sub(r"<[^>]+>", "", heading[1]) == (
        "26,450 crimes were recorded in 2022/23, 6.0% more than the 24,951 in 2021/22."
    )
    assert "Beyond the usual ups and downs of its months." in _text(response)


def test_a_measures_page_takes_few_queries(councillor, django_assert_max_num_queries):
    with django_assert_max_num_queries(17):
        _get(councillor, MEASURE + "?period=2022/23&against=2021/22")


def test_every_baseline_that_applies_can_be_chosen_and_is_then_the_one_shown(councillor):
    page = _get(councillor, MEASURE + "?period=2022/23").content.decode()
    offered = re.search(r'<select[^>]*name="against".*?</select>', page, re.S)[0]
    values = re.findall(r'value="([^"]+)"', offered)

    assert values[0] == "2021/22"
    assert {"2019/20", "mean-3", "mean-3-without-lockdown", "mean-5"} <= set(values)
    for value in values:
        chosen = _get(councillor, MEASURE + f"?period=2022/23&against={value}").content.decode()
        assert f'value="{value}" selected' in chosen


def test_pages_with_made_up_figures_say_so(councillor):
    filling.make_up()
    how = "wards/E05009853/how-we-know/"
    for below in ("crime/", MEASURE, MEASURE + "rows/", how):
        assert "illustrative split of the published total" in _text(_get(councillor, below)), below


def test_a_page_as_at_a_date_shows_what_was_in_use_then_and_links_keep_the_date(councillor):
    opened = _get(councillor, MEASURE + "?as-at=2022-12-31")
    assert "All recorded crime, Q2 2022/23" in _text(opened), "the newest that was complete then"

    response = _get(councillor, MEASURE + "?as-at=2022-12-31&period=2021/22")

    assert "As at 31 December 2022." in _text(response)
    assert "24,951 crimes were recorded in 2021/22" in _text(response)
    assert "as-at=2022-12-31" in response.content.decode()


def test_before_anything_was_accepted_the_page_says_who_has_to_do_what(councillor):
    response = _get(councillor, MEASURE + "?as-at=2015-01-01")

    assert response.status_code == 200
    assert "No figures are in use yet." in _text(response)


def test_wards_sort_without_script(councillor):
    def first_ward(sort):
        page = _get(councillor, MEASURE + f"wards/?sort={sort}").content.decode()
        table = page[page.index('id="wards"') :]
        return re.search(r'href="[^"]*wards/[^"]*">([^<]+)<', table)[1]

    assert first_ward("name") == "Acklam"
    assert first_ward("count") == "Central"
    assert first_ward("rate") != "Central"


def test_every_number_in_a_table_leads_to_its_rows(councillor):
    councillor.post("/middlesbrough/figures/links/", {"on": "yes"})
    page = _get(councillor, MEASURE + "data/").content.decode()
    walks = re.findall(r'href="(/middlesbrough/crime/all-crime/rows/[^"]+)">26,450<', page)

    assert walks
    answer = councillor.get(walks[0].replace("&amp;", "&"))
    assert "26,450" in _text(answer)
    assert "police-2022-q1.csv" in _text(answer)


def test_the_page_of_a_return_is_linked_for_those_who_may_see_it(filled, client):
    for user, linked in ((filled.councillor, False), (filled.officer, True)):
        client.force_login(user)
        page = _get(client, MEASURE + "rows/?period=2022/23").content.decode()

        assert ("/middlesbrough/returns/" in page.partition("<main")[2]) is linked


def test_taking_figures_away_goes_on_record(councillor, filled):
    _get(councillor, MEASURE + "slides.pptx?period=2022/23")
    event = AuditEvent.objects.latest("pk")

    assert (event.kind, event.by_email) == ("export-made", filled.councillor.email)
    assert event.detail["file"] == "middlesbrough-all-crime-2022-23.pptx"
    assert "period=2022/23" in event.detail["selection"]


def test_the_slides_hold_the_headline(councillor):
    from pptx import Presentation

    response = _get(councillor, MEASURE + "slides.pptx?period=2022/23&against=2021/22")
    slides = Presentation(io.BytesIO(response.content)).slides
    words = " ".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )

    assert "26,450 crimes were recorded in 2022/23" in words


# --- The descriptions ------------------------------------------------------------------------
def _shown(filled, **asked):
    reading = queries.reading(
        "crime/all-crime", partnership=filled.partnership, viewer=filled.councillor
    )
    area = place_named(reading.figures, asked.pop("area", ""))
    return measure_in_full(reading, area=area, **asked)


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"against": Period.year(2019)},
        {"period": Period.quarter(2022, 3), "area": "Hemlington"},
        {"period": Period.month(2022, 10), "area": "North"},
        {"period": Period.year(2018)},
    ],
)
def test_every_number_in_every_sentence_is_a_cell(filled, asked):
    shown = _shown(filled, **asked)

    assert [loose_numbers(one) for one in (shown.headline, *shown.findings)] == [
        [] for _ in (shown.headline, *shown.findings)
    ]


def test_titles_of_charts_are_findings_of_a_dozen_words_or_so(filled):
    shown = _shown(filled)
    drawn = (shown.months_chart, shown.years_chart, shown.wards_chart, shown.localities_chart)

    assert [chart.title for chart in drawn] == [
        "All recorded crime: all 12 months were above 2021/22",
        "All recorded crime: 2022/23 was the highest of the 5 years from 2018/19 to 2022/23",
        "All recorded crime rose in 16 of 20 wards",
        "Illustrative: All recorded crime by locality",
    ]


def test_the_words_instead_of_a_chart_hold_the_numbers_of_its_cells(filled):
    chart = _shown(filled).years_chart
    cells = chart.series[0].cells

    assert all(
        f"{label} {cell.text}" in chart.alternative
        for label, cell in zip(chart.at, cells, strict=False)
    )


def test_slides_have_titles_of_their_own_a_source_and_notes(filled):
    deck = decks.measure_deck(_shown(filled), partnership="Middlesbrough CSP", colour="#1b4965")
    titles = [slide.title for slide in deck.slides]

    assert len(titles) == len(set(titles)) >= 9
    assert all("As at" in slide.source_line for slide in deck.slides)
    assert all(slide.notes for slide in deck.slides)
    assert {slide.kind for slide in deck.slides} == {
        SlideKind.CHART,
        SlideKind.TABLE,
        SlideKind.TEXT,
    }


def test_the_overview_has_a_row_for_every_main_measure_and_says_what_is_missing(filled):
    seen = overviews.newest(filled.partnership)

    assert [row.period for row in seen.rows] == ["Q4 2022/23"]
    assert seen.title.startswith("All recorded crime ") or "No clear change" in seen.title
    [police] = seen.waited
    assert police.agency == "Cleveland Police"
    assert police.lines[0].startswith("Police recorded crime: Q1 2023/24")


@pytest.mark.parametrize("months", ["2021-04..2022-04", "2020-04..2022-03", "2018-04..2023-03"])
@pytest.mark.parametrize(
    "below",
    ["map/", MEASURE, MEASURE + "data.csv", MEASURE + "slides.pptx", "wards/E05009853/"],
)
def test_periods_of_more_than_a_year_have_their_pages(councillor, below, months):
    assert _get(councillor, f"{below}?period={months}").status_code == 200


@pytest.mark.parametrize(
    "as_at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00%2B14:00", "0000-01-01"]
)
def test_a_moment_that_no_calendar_has_is_refused_in_a_sentence(councillor, as_at):
    answer = councillor.get(f"/middlesbrough/map/?as-at={as_at}")
    assert answer.status_code in (400, 404, 422)
    assert "is not a date" in answer.content.decode()
