"""The Prevent register: who may, what it refuses, and that it counts no people referred."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from demo import prevent_register
from demo.partnerships import SLUG
from partnership.models import Agency, Membership, Partnership, Role, User
from partnership.people.permissions import AS_COUNCILLOR, RIGHTS, Permission
from prevent import register_queries
from prevent.register import REGISTER, when
from prevent.register_models import (
    Activity,
    GroupAction,
    Met,
    OversightBody,
    School,
    Section,
    SelfAssessment,
    Training,
    Workstream,
)

AT = date(2024, 3, 4)


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def register(middlesbrough) -> Partnership:
    from django.utils import timezone

    prevent_register.load(middlesbrough, at=timezone.now())
    return middlesbrough


@pytest.fixture
def sign_in(client, middlesbrough):
    def as_a(role: Role):
        user = User.objects.create_user(f"{role}@test.example", name=role.label)
        agency = Agency.objects.first() if role is Role.SUPPLIER else None
        Membership.objects.create(user=user, partnership=middlesbrough, role=role, agency=agency)
        client.force_login(user)
        return user

    return as_a


def _of(partnership: Partnership):
    def assessed(**changed):
        rest = {"year": 2023, "section": Section.PLAN, "met": Met.MET}
        return SelfAssessment(partnership=partnership, **rest | changed)

    def activity(**changed):
        rest = {"title": "x", "kind": "campaign", "year": 2023, "status": "done"}
        return Activity(partnership=partnership, **rest | changed)

    def action(**changed):
        rest = {"year": 2023, "title": "x", "owner_role": "Lead", "due_on": AT}
        return GroupAction(partnership=partnership, **rest | changed)

    def training(**changed):
        rest = {"product": "x", "audience": "y", "held_on": AT, "trained": 3}
        return Training(partnership=partnership, **rest | changed)

    def named(model, **names):
        return lambda **changed: model(partnership=partnership, **names | changed)

    return {
        "selfassessment": assessed,
        "activity": activity,
        "groupaction": action,
        "training": training,
        "workstream": named(Workstream, title="x"),
        "oversightbody": named(OversightBody, name="x"),
        "school": named(School, name="x"),
    }


def _refused(of):
    ended = {f"{name}_ended_says_why": [make(ended_on=AT)] for name, make in of.items()}
    return ended | {
        "self_assessment_once_a_year": [of["selfassessment"](), of["selfassessment"]()],
        "self_assessment_not_met_has_an_action": [of["selfassessment"](met="not-met")],
        "self_assessment_section_and_state_are_known": [of["selfassessment"](met="perhaps")],
        "group_action_once_a_year": [of["groupaction"](), of["groupaction"]()],
        "activity_once_a_year": [of["activity"](), of["activity"]()],
        "activity_ends_after_it_starts": [of["activity"](starts_on=AT, ends_on=date(2024, 3, 3))],
        "activity_kind_and_status_are_known": [of["activity"](kind="parade")],
        "activity_year_is_a_year": [of["activity"](year=23)],
        "workstream_title_once_in_force": [of["workstream"](), of["workstream"]()],
        "oversight_body_once_in_force": [of["oversightbody"](), of["oversightbody"]()],
        "training_once": [of["training"](), of["training"]()],
        "school_name_once_in_force": [of["school"](), of["school"]()],
    }


def test_the_database_refuses_what_cannot_be(middlesbrough):
    refused = _refused(_of(middlesbrough))
    for rows in refused.values():
        with pytest.raises(IntegrityError):
            _save(rows)
    of_register = {
        kind.model for kind in REGISTER.kinds if kind.model.__module__.startswith("prev")
    }
    assert set(refused) == {
        constraint.name for model in of_register for constraint in model._meta.constraints
    }


@transaction.atomic
def _save(rows) -> None:
    for row in rows:
        row.save()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_on_each_kind_of_record(role, register, sign_in, client):
    sign_in(role)
    may_read = Permission.READ_PREVENT_REGISTER in RIGHTS[role]
    may_keep = Permission.KEEP_PREVENT_REGISTER in RIGHTS[role]
    top = f"/{SLUG}/prevent/register/"
    answers, expected = {}, {top: 200 if may_read else 403}
    for kind in REGISTER.kinds:
        first = kind.of(register).first()
        expected[f"{top}{kind.slug}/"] = 200 if may_read else 403
        expected[f"{top}{kind.slug}/add/"] = 200 if may_keep else 403
        if first:
            expected[f"{top}{kind.slug}/{first.pk}/"] = 200 if may_read else 403
            expected[f"{top}{kind.slug}/{first.pk}/change/"] = 200 if may_keep else 403
            expected[f"{top}{kind.slug}/{first.pk}/end/"] = 200 if may_keep else 403
    answers = {address: client.get(address).status_code for address in expected}
    assert answers == expected


def test_a_councillor_reads_it_in_issued_packs_alone(register):
    from django.core.exceptions import PermissionDenied

    for read in (register_queries.history, register_queries.schools):
        with pytest.raises(PermissionDenied):
            read(register, viewer=AS_COUNCILLOR)


def test_a_section_not_met_needs_an_action_in_a_sentence(register, sign_in, client):
    sign_in(Role.PREVENT_LEAD)
    given = {"year": 2024, "section": "training", "met": "not-met"}
    answer = client.post(f"/{SLUG}/prevent/register/self-assessment/add/", given)
    assert answer.status_code == 422
    assert "Say what will be done about a section that is not met" in answer.content.decode()


def test_the_history_sets_the_years_side_by_side(register, sign_in):
    found = register_queries.history(register, viewer=sign_in(Role.MANAGER))
    assert found.years == ("2022/23", "2023/24")
    assert len(found.sections) == 8
    [late] = [one for one in found.sections if one.by_year[0].text == "Not met"]
    assert late.title == "Reducing permissive environments"
    assert found.not_met == 0


def test_schools_with_nobody_trained_are_named(register, sign_in):
    found = register_queries.schools(register, viewer=sign_in(Role.PREVENT_LEAD))
    assert (found.all, found.trained) == (6, 4)
    assert [school.name for school in found.without] == [
        "School 4 (illustrative)",
        "School 6 (illustrative)",
    ]


def test_the_demonstration_has_every_activity_of_the_update(register):
    rows = Activity.objects.all()
    assert rows.filter(for_region=False, is_project=False).count() == 13
    assert rows.filter(for_region=True).count() == 6
    assert rows.filter(is_project=True).count() == 1
    assert set(rows.values_list("year", flat=True)) == {2023}
    assert Workstream.objects.count() == 5
    assert OversightBody.objects.count() == 6


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (None, None, "2023"),
        (date(2023, 11, 6), None, "6 November 2023"),
        (date(2023, 11, 6), date(2023, 11, 10), "6 November 2023 to 10 November 2023"),
    ],
)
def test_when_an_activity_was(first, last, said):
    assert when(Activity(year=2023, starts_on=first, ends_on=last)) == said


def test_no_field_of_the_register_can_count_referrals_or_cases():
    named = {
        field.name
        for model in apps.get_app_config("prevent").get_models()
        if model._meta.model_name != "nationalfigure"
        for field in model._meta.get_fields()
    }
    assert not [name for name in named if re.search("referral|case|adopt|person|name_of", name)]
