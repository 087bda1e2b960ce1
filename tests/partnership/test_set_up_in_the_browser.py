"""What only commands could do: the first person, boundaries, wards that follow, an agency's end."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership import would_do
from partnership.kinds import AgencyKind
from partnership.models import Agency, Area, AuditEvent, BoundarySet, Role, Succession, User
from partnership.people import agency_actions, memberships
from partnership.places.geography import geography
from partnership.setup.words import ROLES
from tests.partnership.test_boundaries import feature, square

KEY = "a-key-that-nobody-can-guess"
PASSWORD = "correct horse battery staple"
GIVEN = {"key": KEY, "email": "first@council.example", "name": "Ada", "password": PASSWORD}
FIRST = "/partnerships/first/"


# --- The first person ------------------------------------------------------------------------
@pytest.fixture
def with_key(settings, db):
    settings.FIRST_HOST_KEY = KEY


def test_where_nobody_is_there_the_portal_opens_on_the_first_person(client, with_key):
    answer = client.get("/", follow=True)
    assert answer.redirect_chain[0][0] == FIRST
    assert "The first person of this portal" in answer.text


def test_whoever_has_the_key_makes_the_first_person_who_signs_in_and_sets_up(client, with_key):
    answer = client.post(FIRST, GIVEN)
    assert answer.url == "/partnerships/new/"
    user = User.objects.get()
    assert (user.email, user.hosts_partnerships) == ("first@council.example", True)
    assert user.check_password(PASSWORD)
    kinds = list(AuditEvent.objects.order_by("pk").values_list("kind", flat=True))
    # Signed in with it, without typing the same again.
    assert kinds == ["user-added", "hosting-given", "sign-in"]
    assert client.get("/partnerships/new/").status_code == 200


def test_the_key_works_once(client, with_key):
    client.post(FIRST, GIVEN)
    assert client.get(FIRST).status_code == 404
    assert client.post(FIRST, GIVEN | {"email": "second@x.example"}).status_code == 404
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": "another-key-that-nobody-guesses"}, "This is not the key"),
        ({"key": ""}, "Enter the key"),
        ({"email": "nobody"}, "Enter an address like"),
        ({"password": "short"}, "too short"),
        ({"name": ""}, "Enter the name"),
    ],
)
def test_a_wrong_key_or_a_weak_password_makes_nobody(client, with_key, changed, said):
    answer = client.post(FIRST, GIVEN | changed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not User.objects.exists()


@pytest.mark.parametrize("key", ["", "short"])
def test_without_a_key_that_is_hard_to_guess_nobody_can_be_made(client, settings, db, key):
    settings.FIRST_HOST_KEY = key
    page = client.get(FIRST).text
    assert "FIRST_HOST_KEY to at least 20 characters" in page
    assert "<form" not in page.partition("<main")[2]
    assert client.post(FIRST, GIVEN | {"key": key or "x"}).status_code == 422
    assert not User.objects.exists()


# --- What the administrator does -------------------------------------------------------------
@pytest.fixture
def admin(somebody) -> Client:
    client = Client()
    client.force_login(somebody(Role.ADMINISTRATOR))
    return client


def outlines(partnership) -> bytes:
    """A square for each ward of today, in metres of the British National Grid."""
    features = [
        feature(ward.code, square(440_000 + 1_000 * at, 515_000, 900))
        for at, ward in enumerate(geography(partnership).wards)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_boundaries_are_loaded_in_the_browser(admin, middlesbrough):
    file = SimpleUploadedFile("wards.geojson", outlines(middlesbrough))
    answer = admin.post("/middlesbrough/setup/boundaries/", {"file": file}, follow=True)
    assert "Loaded the outlines of 20 wards." in answer.text
    assert "wards.geojson" in answer.text
    [in_use] = BoundarySet.objects.filter(partnership=middlesbrough, until=None, kind="wards")
    assert in_use.boundaries.count() == 20


def test_boundaries_that_are_none_say_what_would_do(admin):
    file = SimpleUploadedFile("wards.geojson", b"[]")
    answer = admin.post("/middlesbrough/setup/boundaries/", {"file": file})
    assert answer.status_code == 422
    assert would_do.BOUNDARIES in answer.context["form"].errors["file"][0]


def test_a_town_centre_is_ticked_and_unticked(admin, middlesbrough):
    wards = geography(middlesbrough).wards
    one = next(ward for ward in wards if not ward.is_town_centre)
    admin.post("/middlesbrough/setup/town-centres/", {"wards": [str(one.pk)]})
    assert list(Area.objects.filter(is_town_centre=True)) == [one]
    event = AuditEvent.objects.latest("pk")
    assert (event.kind, event.detail["after"]) == ("town-centres-set", [one.code])
    admin.post("/middlesbrough/setup/town-centres/", {})
    assert not Area.objects.filter(is_town_centre=True).exists()


def recorded(old: Area, new: Area, **changed) -> dict:
    day = {"on_day": "4", "on_month": "5", "on_year": "2023"}
    return {"old": old.pk, "new": new.pk, "same_extent": "yes", **day} | changed


def test_one_ward_follows_another_and_is_corrected(admin, middlesbrough):
    first, second, *_ = geography(middlesbrough).wards
    address = "/middlesbrough/setup/successions/"
    answer = admin.post(address, recorded(first, second), follow=True)
    assert f"{first} ({first.code}) became {second} ({second.code}) on 4 May 2023" in answer.text
    admin.post(address, recorded(first, second, same_extent="no"))
    assert Succession.objects.get(old=first, new=second).same_extent is False
    assert AuditEvent.objects.filter(kind="ward-succeeded").count() == 2


@pytest.mark.parametrize("case", ["itself", "twice", "no answer"])
def test_what_cannot_follow_is_refused(admin, middlesbrough, case):
    first, second, third, *_ = geography(middlesbrough).wards
    Succession.objects.filter(old=first).delete()
    address = "/middlesbrough/setup/successions/"
    admin.post(address, recorded(first, second))
    given, said = {
        "itself": (recorded(first, first), "can’t follow itself"),
        "twice": (recorded(first, third), "is followed already by"),
        "no answer": (recorded(first, third, same_extent=""), "Choose whether they cover"),
    }[case]
    answer = admin.post(address, given)
    assert answer.status_code == 422
    assert said in answer.text
    assert Succession.objects.filter(old=first).count() == 1


def test_the_end_of_an_agencys_service(admin, middlesbrough):
    added = agency_actions.add_agency(
        name="Second wardens", kind=AgencyKind.COUNCIL, partnership=middlesbrough, by=None
    )
    address = f"/middlesbrough/setup/agencies/{added.pk}/leave/"
    assert "End what Second wardens supplies?" in admin.get(address).text
    answer = admin.post(address, follow=True)
    assert "supplies this partnership no longer" in answer.text
    assert not middlesbrough.agencies.contains(added)
    assert AuditEvent.objects.filter(kind="agency-ended").exists()


def test_the_only_agency_of_its_kind_stays(admin, middlesbrough):
    police = Agency.objects.get(kind=AgencyKind.POLICE, partnerships=middlesbrough)
    answer = admin.post(f"/middlesbrough/setup/agencies/{police.pk}/leave/", follow=True)
    assert "is the only agency of its kind here" in answer.text
    assert middlesbrough.agencies.contains(police)


def test_an_agency_with_people_stays_until_their_roles_end(admin, middlesbrough, somebody):
    added = agency_actions.add_agency(
        name="Second wardens", kind=AgencyKind.COUNCIL, partnership=middlesbrough, by=None
    )
    memberships.give_role(
        user=somebody(), role=Role.SUPPLIER, partnership=middlesbrough, agency=added, by=None
    )
    answer = admin.post(f"/middlesbrough/setup/agencies/{added.pk}/leave/", follow=True)
    assert "Somebody works for Second wardens here" in answer.text


def test_every_role_is_explained_where_it_is_given(admin):
    page = admin.get("/middlesbrough/setup/people/").text
    assert "What each role may do" in page
    assert {role for role, _ in ROLES} == set(Role)
