"""The pages below a measure's: who may see them, what they cost, that nothing is lost."""

from __future__ import annotations

import re

import pytest

from partnership.models import User

MEASURE = "/middlesbrough/crime/all-crime/"
SUB_PAGES = ("wards", "types", "localities", "history", "data", "how-we-know")


@pytest.fixture
def councillor(filled, client):
    client.force_login(filled.councillor)
    return client


def _text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_who_may_see_figures_sees_every_page_of_a_measure_and_nobody_else(filled, client):
    for below in SUB_PAGES:
        assert client.get(f"{MEASURE}{below}/").status_code == 302, below
    for user in User.objects.filter(memberships__partnership=filled.partnership).distinct():
        client.force_login(user)
        for below in SUB_PAGES:
            assert client.get(f"{MEASURE}{below}/").status_code == 200, (user, below)
            assert client.post(f"{MEASURE}{below}/").status_code == 405
    client.force_login(User.objects.create(email="stranger@example.org"))
    for below in SUB_PAGES:
        assert client.get(f"{MEASURE}{below}/").status_code == 404, below


def test_each_page_of_a_measure_takes_few_queries(councillor, django_assert_max_num_queries):
    for below in ("", *(f"{one}/" for one in SUB_PAGES)):
        for asked in ("period=2022/23&against=2021/22", "area=E05009853", "period=2022/23 Q4"):
            with django_assert_max_num_queries(15 if below else 17):
                assert councillor.get(f"{MEASURE}{below}?{asked}").status_code == 200


def test_everything_of_a_measure_is_one_link_from_its_page(councillor):
    page = councillor.get(MEASURE + "?period=2022/23&against=2021/22").content.decode()
    linked = set(re.findall(r'href="/middlesbrough/crime/all-crime/([a-z-]+)/\?', page))

    assert linked >= {*SUB_PAGES, "rows"}


def test_pages_below_a_measure_keep_what_is_selected_and_lead_back(councillor):
    for below in SUB_PAGES:
        page = councillor.get(f"{MEASURE}{below}/?period=2021/22&against=2019/20")
        assert "/crime/all-crime/?period=2021/22&amp;against=2019/20" in page.content.decode()


def test_national_figures_have_no_pages_below(councillor):
    answer = councillor.get("/middlesbrough/prevent/national-adopted/wards/")

    assert answer.status_code == 404
    assert "one page for each measure" in _text(answer)


def test_every_figure_leads_to_its_rows_once_that_is_asked_for(councillor):
    page = MEASURE + "wards/?period=2022/23"
    of_rows = re.compile(r'href="/middlesbrough/crime/all-crime/rows/[^"]*area=E05009853')
    assert not of_rows.search(councillor.get(page).content.decode())

    answer = councillor.post("/middlesbrough/figures/links/", {"on": "yes", "back": page})
    assert answer["Location"] == page
    assert of_rows.search(councillor.get(page).content.decode())

    councillor.post("/middlesbrough/figures/links/", {"on": "no", "back": page})
    assert not of_rows.search(councillor.get(page).content.decode())


def test_the_switch_leads_nowhere_else(councillor):
    answer = councillor.post(
        "/middlesbrough/figures/links/", {"on": "yes", "back": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/middlesbrough/"
