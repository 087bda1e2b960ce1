"""Before a decision: queries with the sender's words, and totals; after it, where they stand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from returns.models import Part
from tests.returns.conftest import EARLY, Q4, days

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def decider(client, second):
    client.force_login(second, backend=BACKEND)
    return client


def at(name: str, *args) -> str:
    return reverse(f"returns:{name}", args=["middlesbrough", *args])


@pytest.fixture
def asked_about(sent) -> Part:
    """A return with a query that its sender has answered."""
    return sent(change={(Q4[0], "Acklam", "burglary"): -1})


def test_the_query_and_the_senders_words_come_before_the_tables(decider, asked_about):
    page = decider.get(at("decide", asked_about.of_return_id)).text
    answer = next(iter(asked_about.of_return.confirmations.values()))["explanation"]
    assert page.index(answer) < page.index("Accept this return") < page.index("by ward")


def test_the_total_stands_beside_what_is_in_use_and_a_year_before(decider, sent, accepted):
    accepted([month.shift(-12) for month in Q4], at=EARLY, count=2)
    accepted(at=EARLY + days(1), count=3)
    part = sent(at=EARLY + days(2), count=4)
    [total] = decider.get(at("decide", part.of_return_id)).context["totals"]
    new, in_use, before = (count * part.row_count for count in (4, 3, 2))
    assert f"{new:,} " in total.says
    assert f"in use now: {in_use:,} (+{new - in_use:,});" in total.says
    assert f"a year before: {before:,} (+100.0%)." in total.says


def test_what_there_is_nothing_to_compare_with_is_said(decider, sent):
    [total] = decider.get(at("decide", sent().of_return_id)).context["totals"]
    assert "in use now: none;" in total.says
    assert "a year before: none." in total.says


def test_a_part_of_it_in_use_makes_no_total(decider, sent, accepted):
    accepted(Q4[:1], at=EARLY)
    [total] = decider.get(at("decide", sent(at=EARLY + days(1)).of_return_id)).context["totals"]
    assert "in use now: only some;" in total.says


def test_the_list_shows_totals_and_queries_and_asks_for_a_word_where_there_is_one(
    decider, asked_about
):
    page = decider.get(at("waiting"))
    [(one, word)] = page.context["rows"]
    assert one.totals[0].says in page.text
    assert one.questions[0].finding.message in page.text
    assert word is not None
    silent = decider.post(at("waiting"), {"returns": [asked_about.of_return_id]})
    assert silent.status_code == 422
    assert f"reason-{asked_about.of_return_id}" in silent.context["form"].errors
    asked_about.refresh_from_db()
    assert asked_about.state == Part.State.SENT


def test_the_word_is_kept_with_the_acceptance(decider, asked_about):
    given = {
        "returns": [asked_about.of_return_id],
        f"reason-{asked_about.of_return_id}": "Agreed with the force",
    }
    decider.post(at("waiting"), given)
    asked_about.refresh_from_db()
    assert (asked_about.state, asked_about.reason) == (
        Part.State.ACCEPTED,
        "Agreed with the force",
    )


def test_without_a_query_no_word_is_asked_for(decider, sent):
    part = sent()
    [(_, word)] = decider.get(at("waiting")).context["rows"]
    assert word is None
    response = decider.post(at("waiting"), {"returns": [part.of_return_id]})
    assert response["Location"] == f"{at('accepted')}?return={part.of_return_id}"


def test_several_are_accepted_together_or_not_at_all(decider, sent, asked_about):
    plain = sent([month.shift(3) for month in Q4], name="plain.csv")
    both = {"returns": [plain.of_return_id, asked_about.of_return_id]}
    assert decider.post(at("waiting"), both).status_code == 422
    plain.refresh_from_db()
    assert plain.state == Part.State.SENT


def test_after_it_the_pages_are_named_on_which_the_figures_stand(decider, sent):
    part = sent()
    page = decider.post(at("decide", part.of_return_id), {"accept": "accept"}, follow=True)
    ways = [way for _, ways in page.context["ways"] for way in ways]
    assert "All recorded crime, Q4 2021/22" in [way.title for way in ways]
    for way in ways[:2]:
        shown = decider.get(way.url)
        assert shown.status_code == 200
        assert "Q4 2021/22" in shown.text


@pytest.mark.parametrize("query", ["", "?return=", "?return=0", "?return=x", "?return=" + "9" * 40])
def test_nothing_accepted_is_no_page(decider, query):
    assert decider.get(f"{at('accepted')}{query}").status_code == 404
