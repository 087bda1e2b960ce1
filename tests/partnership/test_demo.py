"""The demonstration's places and people: there once, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from demo import partnerships
from partnership.models import Area, AuditEvent, Membership, Partnership, Role, User
from partnership.places import locality_actions


def everything() -> dict:
    return {
        model: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("partnership").get_models()
    }


@pytest.fixture
def quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def loaded(db, quick_passwords) -> Partnership:
    return partnerships.load()


def test_loading_again_changes_nothing(loaded):
    before = everything()

    assert partnerships.load() == loaded
    assert everything() == before


def test_what_people_have_changed_stays(loaded):
    loaded.colour = "#000000"
    loaded.save()
    locality_actions.group_wards(partnership=loaded, locality="North", wards=[], by=None)

    partnerships.load()

    loaded.refresh_from_db()
    assert loaded.colour == "#000000"
    assert not Area.objects.get(code="middlesbrough/north").ward_groupings.filter(
        valid_to__isnull=True
    )


def test_there_is_a_person_for_every_role_and_two_officers_to_accept(loaded):
    roles = [person.role for person in partnerships.PEOPLE]

    # A deputy is named by the manager, for a time.
    assert set(roles) == set(Role) - {Role.DEPUTY}
    assert roles.count(Role.CSP_OFFICER) == 2
    assert len({title for title, _ in partnerships.SIGN_INS}) == len(roles) - 1
    for person in partnerships.PEOPLE:
        user = User.objects.get(email=person.email)
        assert user.check_password(partnerships.DEMO_PASSWORD)
        assert user.name
        assert user.job_title
        assert Membership.objects.get(user=user).role == person.role
        assert person.email.endswith(".example")


@pytest.mark.parametrize(
    "agency", [partnerships.POLICE, partnerships.FIRE_SERVICE, partnerships.COUNCIL]
)
def test_each_agency_that_sends_returns_has_somebody_to_upload_them(loaded, agency):
    theirs = Membership.objects.filter(role=Role.SUPPLIER, agency__slug=agency)
    assert [membership.partnership for membership in theirs] == [loaded]


def test_the_places_are_middlesbroughs(loaded):
    loaded.full_clean()
    assert loaded.code == loaded.area.code == "E22000029"
    assert [one.code for one in loaded.districts.all()] == ["E06000002"]
    assert (loaded.police_force.code, loaded.fire_authority.code) == ("E23000013", "E31000007")
    assert [one.wards.count() for one in loaded.ward_sets.all()] == [20, 20]
    assert Area.objects.filter(is_town_centre=True).get().name == "Central"


def test_only_the_localities_are_illustrative(loaded):
    illustrative = Area.objects.filter(illustrative=True)

    assert {one.level for one in illustrative} == {"locality"}
    assert illustrative.count() == 4


def test_it_is_recorded_at_the_moment_given(db, quick_passwords):
    moment = datetime(2019, 4, 1, 9, tzinfo=UTC)

    partnerships.load(at=moment)

    assert set(AuditEvent.objects.values_list("at", flat=True)) == {moment}


def test_it_refuses_to_load_in_production(settings, db):
    settings.CSP_ENV = "production"

    with pytest.raises(ImproperlyConfigured, match="password that everybody knows"):
        partnerships.load()
    assert not User.objects.exists()
    assert not Partnership.objects.exists()


def test_the_places_come_with_their_licence():
    readme = (partnerships.FIXTURES / "README.md").read_text(encoding="utf-8")

    assert (
        "Contains public sector information licensed under the Open Government Licence v3.0"
        in readme
    )
    assert all(f"`{path.name}`" in readme for path in partnerships.FIXTURES.glob("*.csv"))
