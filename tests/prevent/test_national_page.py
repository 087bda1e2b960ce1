"""The pages of national figures: the finding, its picture, what was done here and who sees it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from demo import prevent_register
from partnership.models import Role
from prevent.register_models import Activity
from reporting.narrative import national as words
from reporting.pages.national.main_page import NationalPage
from reporting.pages.national.page import published_shown
from reporting.queries.national import published
from tests.picture_links import words_of_pictures

BASE = "/middlesbrough/prevent/"


@pytest.fixture
def registered(loaded):
    prevent_register.load(loaded, at=timezone.now())
    return loaded


@pytest.fixture
def read(registered, who, client):
    """`read(Role.COUNCILLOR)` is the page of all national figures as that role sees it."""

    def as_(role: Role) -> str:
        client.force_login(who(role))
        return client.get(BASE).content.decode()

    return as_


def page_of(partnership, who, measure: str) -> NationalPage:
    viewer = who(Role.COUNCILLOR)
    found = published(f"prevent/{measure}", partnership=partnership, viewer=viewer)
    return NationalPage(published_shown(found))


# --- The finding -----------------------------------------------------------------------------
def test_a_split_into_shares_begins_with_the_largest(loaded, who):
    page = page_of(loaded, who, "national-concern-share")
    assert page.headline.text == (
        "Vulnerability present but no ideology or CT risk was the largest share shown in 2022/23:"
        " 37%."
    )
    assert page.shares_of.text.startswith("Each is a share of referrals to Prevent with")


def test_two_shares_as_large_have_no_largest():
    assert words._largest([("Education", 40.0), ("Police", 40.0)]) is None
    assert words._largest([("Education", 40.0), ("Police", 28.0)]) == ("Education", 40.0)


def test_a_fact_is_the_headline_in_short(loaded, who):
    shown = page_of(loaded, who, "national-adopted").shown
    fact = words.fact(shown.found, shown.when, shown.comparisons[0])
    assert fact.text == (
        "512 referrals adopted as a Channel case in 2023/24, 20.6% fewer than the 645 in 2022/23."
    )


def test_years_that_are_not_judged_have_no_record_in_their_title(loaded, who):
    shown = page_of(loaded, who, "national-referrals").shown
    assert shown.years_chart.title == "Referrals to Prevent, England and Wales, by year"


def test_why_nothing_is_judged_is_said_once(loaded, who):
    page = page_of(loaded, who, "national-referrals")
    assert page.shown.verdict
    assert [row.status.because for row in page.compared] == ["", ""]


def test_the_table_beside_a_picture_has_its_order(loaded, who):
    (concern, _) = page_of(loaded, who, "national-referrals").parts
    assert [row.entries[0] for row in concern.table.rows] == list(concern.chart.at)


# --- What was done here ----------------------------------------------------------------------
def test_everybody_reads_how_many_activities_there_were(read):
    said = read(Role.COUNCILLOR)
    assert "20 activities were done in 2023." in said
    assert "Illustrative: The 3 of them for which it was counted reached 484 people." in said
    assert "Safer giving campaign" not in said


def test_where_nobody_counted_that_is_said(read, registered):
    Activity.objects.filter(partnership=registered).update(reach=None)
    assert "How many people they reached is not recorded." in read(Role.COUNCILLOR)


def test_the_self_assessment_is_for_who_may_read_the_register(read):
    assert "Self-assessment by section" not in read(Role.COUNCILLOR)
    assert "Self-assessment by section" in read(Role.PREVENT_LEAD)


def test_reach_is_of_those_that_were_counted(read, registered):
    Activity.objects.filter(partnership=registered).update(reach=None)
    campaigns = Activity.objects.filter(partnership=registered, kind="campaign")
    first, second = campaigns.order_by("pk")[:2]
    Activity.objects.filter(pk=first.pk).update(reach=250)
    assert "The only one that was counted reached 250 people." in read(Role.COUNCILLOR)
    Activity.objects.filter(pk=second.pk).update(reach=1_000)
    said = read(Role.COUNCILLOR)
    assert "The 2 of them for which it was counted reached 1,250 people." in said


def test_what_is_planned_is_not_done(read, registered):
    Activity.objects.filter(partnership=registered).update(status="planned")
    assert "No activity is recorded as done yet." in read(Role.COUNCILLOR)


def test_no_number_of_the_page_is_a_local_count(read):
    page = read(Role.PREVENT_LEAD)
    assert "There are none by ward, by month or for this partnership." in page
    assert "referrals in Middlesbrough" not in page


# --- Pictures --------------------------------------------------------------------------------
def test_every_chart_is_a_picture_with_its_source_and_what_its_marks_mean(read, client):
    read(Role.COUNCILLOR)
    said = words_of_pictures(client, BASE)
    assert said.keys() == {"years", "by-concern-chart", "activities-by-kind"}
    assert "[x] not supplied." in said["years"]
    assert all("As at " in words for words in said.values())
    assert words_of_pictures(client, f"{BASE}national-age-share/").keys() == {"by-age-chart"}
