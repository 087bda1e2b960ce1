"""Figures for the town, for localities, for quarters or without categories, and what pages say."""

from __future__ import annotations

import pytest

from measures.counts import Gap
from measures.periods import Period
from reporting.queries import figures as shown
from returns.lifecycle import decisions, queries, sending
from returns.models import Return
from tests.odd_spreadsheets.writing import as_csv
from tests.returns_mapping.conftest import BACKEND, RECEIVED

pytestmark = pytest.mark.django_db
BURGLARIES = {"Type of offence of the whole table": "burglary"}
WARDS = ("Acklam", "Kader", "Park")
Q1 = Period.quarter(2022, 1)


@pytest.fixture
def in_use(kept, mapped, officer, second):
    """`in_use(rows, answers)`: a spreadsheet mapped, sent and accepted."""

    def make(rows, answers=BURGLARIES) -> Return:
        of_return = mapped(kept(as_csv(rows), f"odd {Return.objects.count()}.csv"), answers)
        parts = list(of_return.parts.all())
        for question in queries.asked_of(of_return, parts):
            sending.confirm_query(
                of_return=of_return, key=question.key, explanation="So", by=officer
            )
        sending.send(parts=parts, by=officer)
        decisions.accept(parts=parts, by=second, because="It is so")
        return of_return

    return make


@pytest.fixture
def figures(middlesbrough, officer):
    def make(measure: str = "crime/burglary"):
        return shown.figures(measure, partnership=middlesbrough, viewer=officer)

    return make


def by_ward(*months: str, counts=((3, 4, 5), (6, 2, 8), (1, 1, 9))):
    return [["Ward", *months], *([ward, *line] for ward, line in zip(WARDS, counts, strict=True))]


MONTHS = ("Apr 2022", "May 2022", "Jun 2022")


def test_figures_for_the_town_alone_are_its_own_and_no_wards(in_use, figures):
    in_use([["Area", *MONTHS], ["Middlesbrough", 120, 131, 118]])
    burglary = figures()
    assert burglary.count(Q1) == 369
    assert burglary.count(Q1, area=burglary.place("Acklam")) is Gap.NOT_APPLICABLE
    assert burglary.count(Q1, area=burglary.place("North")) is Gap.NOT_APPLICABLE
    assert burglary.elsewhere is None


def test_localities_alone_add_up_to_the_town_and_have_no_wards(in_use, figures):
    in_use([["Locality", "Apr 2022"], ["North", 5], ["South", 2], ["East", 4], ["West", 1]])
    burglary, april = figures(), Period.month(2022, 4)
    assert burglary.count(april) == 12
    assert burglary.count(april, area=burglary.place("North")) == 5
    assert burglary.count(april, area=burglary.place("Central")) is Gap.NOT_APPLICABLE


def test_a_quarter_has_no_months(in_use, figures):
    in_use([["Area", "2022/23 Q1"], ["Middlesbrough", 370]])
    burglary = figures()
    assert burglary.count(Q1) == 370
    assert burglary.count(Period.month(2022, 4)) is Gap.NOT_APPLICABLE


def test_figures_that_are_not_broken_down_are_no_zero_of_a_category(in_use, figures):
    in_use([["Ward", *MONTHS], *([ward, 5, 6, 7] for ward in WARDS)], {})
    assert figures("crime/all-crime").count(Q1, area=figures().place("Acklam")) == 18
    assert figures("crime/burglary").count(Q1, area=figures().place("Acklam")) is Gap.NOT_SUPPLIED


def test_a_coarser_return_replaces_the_months_and_is_never_added(in_use, figures):
    in_use(by_ward(*MONTHS))
    before = figures()
    assert before.count(Q1, area=before.place("Acklam")) == 12
    in_use([["Area", "May 2022"], ["Middlesbrough", 50]])
    after = figures()
    assert after.count(Period.month(2022, 5)) == 50
    assert after.count(Period.month(2022, 4), area=after.place("Acklam")) == 3
    assert after.count(Period.month(2022, 5), area=after.place("Acklam")) is Gap.NOT_APPLICABLE
    assert after.count(Q1, area=after.place("Acklam")) is Gap.NOT_APPLICABLE


def test_a_finer_return_takes_the_place_of_a_coarser_one(in_use, figures):
    in_use([["Area", *MONTHS], ["Middlesbrough", 120, 131, 118]])
    in_use(by_ward(*MONTHS))
    burglary = figures()
    assert burglary.count(Q1, area=burglary.place("Kader")) == 16
    assert burglary.supplied_for(Q1).value == "ward"


def test_a_page_says_what_it_cannot_show(in_use, client, second):
    in_use([["Area", *MONTHS], ["Middlesbrough", 120, 131, 118]])
    client.force_login(second, backend=BACKEND)
    page = client.get("/middlesbrough/crime/burglary/?period=2022/23 Q1").text
    assert (
        "Figures in Q1 2022/23 were supplied for the whole of Middlesbrough only, so there are"
        " none by ward or locality." in page
    )
    assert 'id="map-of-wards"' not in page
    assert "369" in page


def test_the_preview_of_a_coarser_return_names_no_wards(kept, mapped, client):
    rows = [["Locality", "Apr 2022"], ["North", 5], ["South", 2], ["East", 4], ["West", 1]]
    of_return = mapped(kept(as_csv(rows), "odd.csv"), BURGLARIES)
    page = client.get(f"/middlesbrough/returns/check/{of_return.batch}/").text
    assert "North (locality)" in page
    assert "Acklam" not in page
    assert RECEIVED.year == 2023
