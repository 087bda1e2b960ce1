"""Any two figures side by side: what is compared, and every reason why not."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from scipy.stats import beta, binomtest

from crime.dataset import CRIME
from fires.dataset import FIRES
from measures.change import Caution, Change, NotJudged, Refusal
from measures.periods import Month, Period
from reporting.analysis.pairs import Apart, Side, pair, same_months
from reporting.analysis.places import Place, Residents
from reporting.content.selection import BadSelection
from reporting.pages.compare.asked import Asked, SideAsked
from returns.catalogue.recording import RecordingChanged
from tests.reporting.making import NORTH, SOUTH, figures, yearly

THIS, LAST = Period.year(2022), Period.year(2021)
FIGURES = yearly({2019: 700, 2021: 645, 2022: 724})
MONTHS = figures(
    {
        NORTH: {(Month(2022, 4).shift(n), 1): 20 + n for n in range(12)},
        SOUTH: {(Month(2022, 4).shift(n), 1): 4 for n in range(12)},
    },
    supplied=Period.year(2022),
)


def _ward(shown, code: str, residents: int = 0) -> Place:
    place = shown.place(code)
    return replace(place, residents={2022: Residents(residents, 2021, "ONS")} if residents else {})


def test_the_vector_of_two_counts_and_its_interval_against_scipy():
    """645 and 724: 1.1225 (1.0081 to 1.2501), p 0.035 (domain.md, 3.1)."""
    even = yearly({2021: 645, 2022: 724})
    change = pair(Side(even, THIS), Side(even, LAST)).change
    by_counts = change.judged.by_counts
    assert change.difference == 79
    assert change.percent == pytest.approx(100 * 79 / 645)
    low, high = beta.ppf(0.025, 724, 646), beta.ppf(0.975, 725, 645)
    assert by_counts.low == pytest.approx(low / (1 - low))
    assert by_counts.high == pytest.approx(high / (1 - high))
    assert by_counts.low == pytest.approx(1.0081, abs=5e-5)
    # These months are as even as can be, so no more than single events scatter.
    assert change.judged.interval == by_counts
    assert change.p_value == pytest.approx(binomtest(724, 1369).pvalue, rel=0.01)
    assert change.is_beyond


def test_two_wards_are_compared_as_counts_and_by_their_residents():
    one, other = _ward(MONTHS, NORTH, 6_000), _ward(MONTHS, SOUTH, 1_000)
    made = pair(Side(MONTHS, THIS, one), Side(MONTHS, THIS, other))
    assert (made.change.after, made.change.before) == (306, 48)
    assert made.of_rates.ratio == pytest.approx((306 / 6_000) / (48 / 1_000))
    assert made.change.reason is NotJudged.LEVELS
    assert not isinstance(made.of_rates, Change)


def test_a_town_centre_has_no_rate():
    one, other = _ward(MONTHS, NORTH, 6_000), _ward(MONTHS, SOUTH, 1_000)
    centre = replace(other, is_town_centre=True)
    made = pair(Side(MONTHS, THIS, one), Side(MONTHS, THIS, centre))
    assert made.change is not None
    assert made.of_rates is None


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (Period.half(2022, 1), Period.quarter(2022, 4), Refusal.LENGTHS_DIFFER),
        (Period.half(2022, 1), Period.half(2022, 2), Refusal.PARTS_DIFFER),
        (Period.quarter(2022, 1), Period.quarter(2022, 2), Refusal.PARTS_DIFFER),
        (Period(Month(2022, 4), 1), Period(Month(2022, 5), 1), Refusal.PARTS_DIFFER),
        (Period(Month(2022, 4), 6), Period(Month(2022, 6), 6), Refusal.OVERLAP),
    ],
)
def test_periods_that_are_not_alike_are_not_called_more_or_fewer(left, right, why):
    made = pair(Side(MONTHS, left), Side(MONTHS, right))
    assert made.refused is why
    assert made.change is None
    assert isinstance(made.left.count, int)


FIRE_FIGURES = replace(FIGURES, dataset=FIRES, measure=FIRES.measures[0], source=FIRES.sources[0])
STREET = replace(FIGURES, source=CRIME.source("police-uk"))
BURGLARY = yearly({2021: 60, 2022: 70}, measure="burglary")
RECORDED = replace(
    FIGURES,
    recorded=(
        RecordingChanged(
            pk=1,
            dataset="crime",
            measure="",
            since=date(2022, 4, 1),
            what="Counted anew",
            breaks_series=True,
            reference="Minute 4",
        ),
    ),
)
WHOLE_NORTH = FIGURES.place(NORTH)
REFUSED: dict[str, tuple[Side, Side, Refusal | Apart]] = {
    "units": (Side(FIGURES, THIS), Side(FIRE_FIGURES, THIS), Apart.UNITS),
    "sources": (Side(FIGURES, THIS), Side(STREET, THIS), Refusal.SOURCES_DIFFER),
    "the same": (Side(FIGURES, THIS), Side(FIGURES, THIS), Apart.SAME),
    "a year to date and a year": (
        Side(FIGURES, Period.to_date(2022, through=Month(2022, 12))),
        Side(FIGURES, LAST),
        Refusal.LENGTHS_DIFFER,
    ),
    "a year that has not ended": (
        Side(replace(FIGURES, months_supplied=frozenset(Period.quarter(2022, 1).each_month)), THIS),
        Side(FIGURES, LAST),
        Refusal.LENGTHS_DIFFER,
    ),
    "a ward and its partnership": (
        Side(FIGURES, THIS, WHOLE_NORTH),
        Side(FIGURES, THIS),
        Apart.PART,
    ),
    "a quarter and its year": (
        Side(FIGURES, Period.quarter(2022, 1)),
        Side(FIGURES, THIS),
        Apart.PART,
    ),
    "a kind of crime and all crime": (Side(BURGLARY, THIS), Side(FIGURES, THIS), Apart.PART),
    "recording practice": (Side(RECORDED, THIS), Side(RECORDED, LAST), Refusal.RECORDING_CHANGED),
    "a year not supplied": (
        Side(FIGURES, THIS),
        Side(FIGURES, Period.year(2016)),
        Refusal.BEFORE_GAP,
    ),
    "below zero": (
        Side(yearly({2021: 5, 2022: -3}), THIS),
        Side(FIGURES, LAST),
        Refusal.BELOW_ZERO,
    ),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_not_compared_keeps_both_counts_and_says_why(refused):
    left, right, reason = REFUSED[refused]
    made = pair(left, right)
    assert made.refused is reason
    assert made.change is None
    assert made.of_rates is None
    assert (made.left.count, made.right.count) == (left.count, right.count)
    assert pair(right, left).change is None


def test_a_ward_in_another_year_than_its_partnership_is_no_part_of_it():
    assert pair(Side(FIGURES, THIS, WHOLE_NORTH), Side(FIGURES, LAST)).change is not None


def test_lockdown_and_small_bases_are_cautions():
    small = yearly({2020: 4, 2022: 6})
    made = pair(Side(small, THIS), Side(small, Period.year(2020)))
    assert set(made.cautions) == {Caution.LOCKDOWN_BASE, Caution.SMALL_BASE}
    assert made.change.percent is None


def test_an_unfinished_year_is_offered_with_the_same_months_of_the_other():
    so_far = Period.to_date(2022, through=Month(2022, 9))
    supplied = {*LAST.each_month, *so_far.each_month}
    begun = replace(FIGURES, months_supplied=frozenset(supplied))
    left, right = Side(begun, THIS), Side(begun, LAST)
    assert same_months(left, right) == (
        so_far,
        Period.to_date(2021, through=Month(2021, 9)),
    )
    assert same_months(Side(FIGURES, THIS), Side(FIGURES, LAST)) is None


ADDRESSES: list[tuple[dict[str, str], Callable[[Asked], bool]]] = [
    ({}, lambda asked: asked.left == SideAsked() == asked.right),
    (
        {"left": "crime/all-crime,2022/23,E05009853"},
        lambda asked: asked.left == SideAsked("crime/all-crime", "2022/23", "E05009853"),
    ),
    (
        {"left-measure": "crime/robbery", "left-period": "2022/23", "right-source": "police-uk"},
        lambda asked: asked.query == "left=crime/robbery,2022/23&right=,,,police-uk",
    ),
]


@pytest.mark.parametrize(("query", "holds"), ADDRESSES)
def test_an_address_is_read_and_written_back(query, holds):
    asked = Asked.read(query)
    assert holds(asked)
    pairs = dict(part.split("=") for part in asked.query.split("&") if part)
    assert Asked.read(pairs) == asked


def test_too_many_parts_are_refused():
    with pytest.raises(BadSelection):
        Asked.read({"left": "a,b,c,d,e"})


# --- The page --------------------------------------------------------------------------------
@pytest.fixture
def as_councillor(client, filled):
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(filled.councillor, backend=backend)
    return client


def _page(client, query: str):
    return client.get(f"/middlesbrough/compare/?{query}")


def test_the_page_shows_two_years_and_gives_the_same_numbers_as_a_file(as_councillor, filled):
    query = "left=crime/all-crime,2022/23&right=crime/all-crime,2021/22"
    page = _page(as_councillor, query)
    assert page.status_code == 200
    shown = page.context["shown"]
    sums = {
        year: sum(
            row.count
            for quarter, rows in filled.rows.items()
            if quarter.financial_year == year
            for row in rows
        )
        for year in (2021, 2022)
    }
    assert (shown.made.left.count, shown.made.right.count) == (sums[2022], sums[2021])
    file = as_councillor.get(f"/middlesbrough/compare/data.csv?{query}").content.decode("utf-8-sig")
    [number] = [line for line in csv.reader(io.StringIO(file)) if line[:1] == ["Number"]]
    assert number[1:4] == [str(sums[2022]), str(sums[2021]), str(sums[2022] - sums[2021])]
    book = as_councillor.get(f"/middlesbrough/compare/data.xlsx?{query}")
    assert book.content.startswith(b"PK")
    assert page.text.count("<svg") == 2


def test_the_form_leads_to_one_address(as_councillor):
    answer = _page(
        as_councillor,
        "left-measure=crime/all-crime&left-period=2022/23&left-area=E05009853&left-source="
        "&right-measure=crime/all-crime&right-period=2022/23&right-area=E05009854&right-source=",
    )
    assert answer.status_code == 302
    page = as_councillor.get(answer.url)
    assert page.status_code == 200
    assert page.context["shown"].made.of_rates is not None


def test_sources_that_differ_show_both_counts_and_no_percent(as_councillor):
    page = _page(
        as_councillor,
        "left=crime/all-crime,2022/23,,police-return&right=crime/all-crime,2022/23,,police-uk",
    )
    shown = page.context["shown"]
    assert shown.made.refused is Refusal.SOURCES_DIFFER
    assert "come from different sources" in shown.refusal
    assert "%" not in shown.headline.text
    assert shown.lines is None


def test_units_that_differ_are_refused_with_a_sentence(as_councillor):
    page = _page(as_councillor, "left=crime/all-crime,2022/23&right=fires/deliberate,2022/23")
    assert "one counts recorded crimes and the other deliberate fires" in page.text


@pytest.mark.parametrize(
    "query",
    [
        "left=crime/piracy",
        "left=crime/all-crime,sometime",
        "left=crime/all-crime,2022/23,Atlantis",
        "left=prevent/referrals,2022/23",
        "left=a,b,c,d,e",
    ],
)
def test_what_cannot_be_read_or_found_is_answered_in_a_sentence(as_councillor, query):
    assert _page(as_councillor, query).status_code == 404


# --- Up to four ------------------------------------------------------------------------------
def test_up_to_four_are_set_beside_the_first_each_under_its_own_rule(as_councillor):
    query = (
        "left=crime/all-crime,2022/23,E05009853&right=,,E05009854&third=,,E05009859"
        "&fourth=,,Middlesbrough"
    )
    page = as_councillor.get(f"/middlesbrough/compare/?{query}")
    text = " ".join(page.content.decode().split())

    assert "Acklam in 2022/23 and three others, compared" in text
    assert "Beside Middlesbrough" in text
    assert "one of the two is a part of the other" in text
    assert page.context["shown"].query.count("crime/all-crime") == 2
    assert len(page.context["shown"].lines.series) == 4


def test_a_ward_alone_is_set_beside_the_whole_year_before(as_councillor):
    page = as_councillor.get("/middlesbrough/compare/?area=E05009853")
    left, right = page.context["shown"].sides

    assert left.place.name == "Acklam"
    assert right.place.name == "Middlesbrough"


def test_the_fields_of_a_further_figure_lead_to_one_address(as_councillor):
    typed = "left-measure=crime/all-crime&left-area=E05009853&right-area=E05009854"
    answer = as_councillor.get(f"/middlesbrough/compare/?{typed}&third-area=E05009859")

    assert answer.status_code == 302
    assert answer.url.endswith(
        "compare/?left=crime/all-crime,,E05009853&right=,,E05009854&third=,,E05009859"
    )
