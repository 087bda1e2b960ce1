"""One's own account: my ward, the wards that are followed, the latest sign-ins."""

from __future__ import annotations

from datetime import date

import pytest

from partnership import audit
from partnership.models import Area, AuditEvent, FollowedWard, Role, Succession, WardSet
from partnership.people.permissions import AS_COUNCILLOR
from partnership.places.followed_ward_actions import (
    choose_my_ward,
    follow_ward,
    unfollow_ward,
)
from partnership.places.followed_wards import followed, my_ward
from partnership.refusals import Refused

pytestmark = pytest.mark.django_db
ACKLAM, COULBY = "E05009853", "E05009858"
PAGE = "/middlesbrough/account/"


@pytest.fixture
def councillor(somebody):
    return somebody(Role.COUNCILLOR, name="Amina Khan")


def test_the_first_ward_followed_is_mine_until_another_is_chosen(middlesbrough, councillor):
    follow_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    follow_ward(partnership=middlesbrough, code=COULBY, by=councillor)
    assert my_ward(middlesbrough, viewer=councillor).code == ACKLAM
    choose_my_ward(partnership=middlesbrough, code=COULBY, by=councillor)
    assert [ward.code for ward in followed(middlesbrough, viewer=councillor)] == [COULBY, ACKLAM]
    unfollow_ward(partnership=middlesbrough, code=COULBY, by=councillor)
    assert my_ward(middlesbrough, viewer=councillor) is None
    kinds = AuditEvent.objects.filter(kind__startswith="ward-").order_by("pk")
    assert [(event.kind, event.about_label) for event in kinds] == [
        ("ward-followed", "Acklam"),
        ("ward-followed", "Coulby Newham"),
        ("ward-followed", "Coulby Newham"),
        ("ward-unfollowed", "Coulby Newham"),
    ]


def test_doing_it_twice_changes_nothing(middlesbrough, councillor):
    for _ in range(2):
        choose_my_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
        follow_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    assert FollowedWard.objects.count() == 1
    assert AuditEvent.objects.filter(kind=audit.Kind.WARD_FOLLOWED).count() == 1


def test_only_a_ward_of_today_can_be_followed(middlesbrough, councillor):
    with pytest.raises(Refused):
        follow_ward(partnership=middlesbrough, code="E05000001", by=councillor)


def test_a_ward_under_an_earlier_code_is_named_as_it_stands(middlesbrough, councillor):
    now = Area.objects.get(code=ACKLAM)
    before = Area.objects.create(code="E05999999", name="Acklam of old", level="ward")
    Succession.objects.create(old=before, new=now, on=date(2023, 5, 4), same_extent=True)
    FollowedWard.objects.create(
        user=councillor, partnership=middlesbrough, ward=before, is_mine=True
    )
    assert my_ward(middlesbrough, viewer=councillor).code == ACKLAM
    choose_my_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    assert [ward.name for ward in followed(middlesbrough, viewer=councillor)] == ["Acklam"]


def test_a_ward_that_stands_no_longer_is_left_out(middlesbrough, councillor):
    follow_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    WardSet.objects.filter(partnership=middlesbrough).update(valid_to=date(2024, 1, 1))
    assert followed(middlesbrough, viewer=councillor) == ()


def test_it_takes_one_query(middlesbrough, councillor, django_assert_num_queries):
    follow_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    followed(middlesbrough, viewer=councillor)
    with django_assert_num_queries(1):
        assert my_ward(middlesbrough, viewer=councillor).is_mine
    with django_assert_num_queries(0):
        assert my_ward(middlesbrough, viewer=AS_COUNCILLOR) is None


def test_somebody_elses_wards_and_another_partnerships_stay_apart(
    middlesbrough, elsewhere, councillor, somebody
):
    follow_ward(partnership=middlesbrough, code=ACKLAM, by=councillor)
    assert followed(middlesbrough, viewer=somebody(Role.COUNCILLOR)) == ()
    FollowedWard.objects.update(partnership=elsewhere)
    assert followed(middlesbrough, viewer=councillor) == ()


# --- The page --------------------------------------------------------------------------------
def test_my_ward_is_chosen_on_the_page(client, councillor, middlesbrough):
    client.force_login(councillor)
    assert "Choose one" in client.get(PAGE).text
    assert client.post(PAGE, {"ward": "E05000001"}).status_code == 422
    answer = client.post(PAGE, {"ward": ACKLAM}, follow=True)
    assert "Acklam is your ward now." in answer.text
    assert my_ward(middlesbrough, viewer=councillor).name == "Acklam"


@pytest.mark.parametrize(
    ("back", "to"), [("", f"/middlesbrough/wards/{COULBY}/"), ("account", PAGE)]
)
def test_a_ward_is_followed_from_where_the_button_stands(
    back, to, client, councillor, middlesbrough
):
    client.force_login(councillor)
    at = f"{PAGE}wards/{COULBY}/"
    answer = client.post(at, {"do": "follow", "back": back})
    assert (answer.status_code, answer.url) == (302, to)
    assert my_ward(middlesbrough, viewer=councillor).code == COULBY
    client.post(at, {"do": "unfollow", "back": back})
    assert followed(middlesbrough, viewer=councillor) == ()
    assert client.post(at, {"do": "anything"}).status_code == 404
    assert client.get(at).status_code == 405


def test_the_key_of_the_search_box_can_be_turned_off(client, councillor):
    client.force_login(councillor)
    assert 'aria-keyshortcuts="/"' in client.get(PAGE).text
    page = client.post(f"{PAGE}keys/", {}, follow=True).text
    assert "The “/” key no longer goes to the search box." in page
    assert "aria-keyshortcuts" not in page
    client.post(f"{PAGE}keys/", {"uses_search_key": "on"})
    assert 'aria-keyshortcuts="/"' in client.get(PAGE).text
    changes = AuditEvent.objects.filter(kind=audit.Kind.USER_CHANGED).order_by("pk")
    assert [event.detail["uses_search_key"] for event in changes] == [False, True]


# --- Sign-ins --------------------------------------------------------------------------------
def test_sign_ins_are_noted_and_shown_without_an_address(client, councillor):
    councillor.set_password("a long enough password")
    councillor.save()
    credentials = {"login": councillor.email, "password": "wrong"}
    client.post("/sign-in/", credentials)
    client.post("/sign-in/", credentials | {"password": "a long enough password"})
    page = client.get(PAGE).text
    assert page.index("By password") < page.index("Wrong password")
    client.post("/sign-in/out/")
    events = AuditEvent.objects.filter(kind__startswith="sign-").order_by("pk")
    assert [event.kind for event in events] == ["sign-in-failed", "sign-in", "sign-out"]
    assert [event.detail for event in events] == [{}, {"how": "password"}, {}]


def test_what_a_stranger_types_is_not_kept(client, middlesbrough):
    client.post("/sign-in/", {"login": "nobody@test.example", "password": "whatever it is"})
    assert not AuditEvent.objects.filter(kind=audit.Kind.SIGN_IN_FAILED).exists()
