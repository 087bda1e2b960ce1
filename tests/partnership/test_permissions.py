"""Who may do what: the design's table, and the doors that keep to it."""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils import timezone

from demo import partnerships
from partnership.models import Agency, Membership, Role
from partnership.people import memberships, permissions
from partnership.people.permissions import (
    AS_COUNCILLOR,
    Permission,
    StandIn,
    agencies,
    check,
    may,
    public,
    requires,
    signed_in,
)

# S: supplier, O: CSP officer, M: manager, C: councillor, D: democratic services officer,
# P: Prevent lead, A: administrator, U: deputy.
TABLE = {
    Permission.VIEW_FIGURES: "S O M C D P A U",
    Permission.EXPORT_FIGURES: "S O M C D P A U",
    Permission.SUBSCRIBE: "S O M C D P A U",
    Permission.UPLOAD_RETURN: "S O M . . . . .",
    Permission.UPLOAD_ON_BEHALF: ". O M . . . . .",
    Permission.SEND_NATIONAL_FIGURES: ". O M . . P . .",
    Permission.SEE_RETURNS_OF_OWN_AGENCY: "S O M . . . . U",
    Permission.SEE_ALL_RETURNS: ". O M . . . . U",
    Permission.SEE_COVERING_EMAILS: ". O M . . . . .",
    Permission.SEE_UNACCEPTED: "S O M . . . . U",
    Permission.ACCEPT_RETURN: ". O M . . . . U",
    Permission.RECALL_RETURN: ". O M . . . . .",
    Permission.ALLOW_OWN_ACCEPTANCE: ". . M . . . . .",
    Permission.SET_MAIN_SOURCE: ". . M . . . A .",
    Permission.RECORD_DEFINITIONS: ". . M . . . . .",
    Permission.NAME_DEPUTY: ". . M . . . . .",
    Permission.SET_PROVISIONAL: ". . M . . . . .",
    Permission.AGREE_DATES: ". . M . . . . .",
    Permission.REMIND_AGENCIES: ". O M . . . . .",
    Permission.WRITE_NOTES: ". O M . . . . .",
    Permission.MANAGE_RULES: ". . M . . . A .",
    Permission.SEE_LEDGER: ". O M . . . . .",
    Permission.RECORD_RECORDING_CHANGES: ". O M . . . . .",
    Permission.KEEP_COMPARISON_GROUPS: ". O M . . . . .",
    Permission.READ_DRAFT_PACKS: ". O M . D P . .",
    Permission.COMMENT_ON_PACKS: ". O M . D P . .",
    Permission.EDIT_PACKS: ". O M . . . . .",
    Permission.EDIT_PREVENT_SECTIONS: ". . . . . P . .",
    Permission.APPROVE_PACKS: ". . M . . . . .",
    Permission.ISSUE_PACKS: ". . M . . . . .",
    Permission.KEEP_GOVERNANCE: ". O M . . . . .",
    Permission.KEEP_PRIORITIES: ". O M . . . . .",
    Permission.READ_PREVENT_REGISTER: ". O M . . P . .",
    Permission.KEEP_PREVENT_REGISTER: ". . . . . P . .",
    Permission.ASK_QUESTIONS: ". . . C D . . .",
    Permission.MAKE_RECOMMENDATIONS: ". . . C D . . .",
    Permission.ANSWER_SCRUTINY: "S O M . . P . .",
    Permission.KEEP_SCRUTINY: ". . . . D . . .",
    Permission.MANAGE_USERS: ". . . . . . A .",
    Permission.MANAGE_AREAS: ". . . . . . A .",
    Permission.MANAGE_BRANDING: ". . . . . . A .",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_what_the_table_says(role, middlesbrough, somebody):
    user = somebody(role)
    column = list(Role).index(role)
    expected = {one for one, row in TABLE.items() if row.split()[column] != "."}

    assert {one for one in Permission if may(user, one, partnership=middlesbrough)} == expected


def test_the_table_has_every_permission():
    assert set(TABLE) == set(Permission)


def test_every_role_has_rights():
    assert set(permissions.RIGHTS) == set(Role)


def test_a_role_in_one_partnership_is_none_in_another(elsewhere, somebody):
    manager = somebody(Role.MANAGER)

    assert not any(may(manager, one, partnership=elsewhere) for one in Permission)


def test_two_roles_add_up(middlesbrough, somebody):
    user = somebody(Role.COUNCILLOR)
    assert not may(user, Permission.MANAGE_USERS, partnership=middlesbrough)

    memberships.give_role(user=user, role=Role.ADMINISTRATOR, partnership=middlesbrough, by=None)

    assert may(user, Permission.MANAGE_USERS, partnership=middlesbrough)


def test_asking_again_asks_the_database_once(middlesbrough, somebody, django_assert_num_queries):
    user = somebody(Role.CSP_OFFICER)

    with django_assert_num_queries(1):
        for one in Permission:
            may(user, one, partnership=middlesbrough)


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "is_in_force"),
    [(None, None, True), (0, 1, True), (-9, None, True), (1, None, False), (-9, 0, False)],
)
def test_a_membership_holds_between_its_dates(
    starts_in, ends_in, is_in_force, middlesbrough, somebody
):
    user = somebody()
    today = timezone.localdate()
    Membership.objects.create(
        user=user,
        partnership=middlesbrough,
        role=Role.MANAGER,
        valid_from=None if starts_in is None else today + timedelta(starts_in),
        valid_to=None if ends_in is None else today + timedelta(ends_in),
    )

    assert may(user, Permission.VIEW_FIGURES, partnership=middlesbrough) is is_in_force


def test_nobody_and_the_deactivated_may_nothing(middlesbrough, somebody):
    left = somebody(Role.ADMINISTRATOR, is_active=False)

    for user in (AnonymousUser(), left):
        assert not any(may(user, one, partnership=middlesbrough) for one in Permission)


def test_a_stand_in_may_what_its_role_may_anywhere(elsewhere, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert may(AS_COUNCILLOR, Permission.VIEW_FIGURES, partnership=elsewhere)
        assert not may(AS_COUNCILLOR, Permission.SEE_UNACCEPTED, partnership=elsewhere)
        assert may(StandIn(Role.MANAGER), Permission.ACCEPT_RETURN, partnership=elsewhere)
        assert agencies(AS_COUNCILLOR, elsewhere) == ()
    assert str(AS_COUNCILLOR) == "a councillor"


def test_check_says_what_one_may_not(middlesbrough, somebody):
    with pytest.raises(PermissionDenied, match=r"You may not accept or reject returns\."):
        check(somebody(Role.COUNCILLOR), Permission.ACCEPT_RETURN, partnership=middlesbrough)


def test_a_supplier_speaks_for_their_agency(middlesbrough, somebody):
    police = Agency.objects.get(slug=partnerships.POLICE)

    assert agencies(somebody(Role.SUPPLIER), middlesbrough) == (police,)
    assert agencies(somebody(Role.MANAGER), middlesbrough) == ()


# --- Doors -----------------------------------------------------------------------------------
@requires(Permission.ACCEPT_RETURN)
def guarded_view(request, *, partnership, extra="none"):
    """Says where it was let in."""
    return HttpResponse(f"{request.partnership.slug} {partnership.name} {extra}")


def visit(rf, user, slug="middlesbrough", **kwargs):
    request = rf.get("/")
    request.user = user
    return guarded_view(request, partnership=slug, **kwargs)


def test_a_guarded_view_gets_the_partnership(rf, somebody, django_assert_num_queries):
    officer = somebody(Role.CSP_OFFICER)

    with django_assert_num_queries(1):
        response = visit(rf, officer, extra="more")

    assert response.content == b"middlesbrough Middlesbrough Community Safety Partnership more"


def test_a_role_without_the_permission_is_denied(rf, somebody):
    with pytest.raises(PermissionDenied):
        visit(rf, somebody(Role.COUNCILLOR))


def test_a_partnership_one_has_no_part_in_does_not_exist(rf, somebody, elsewhere):
    officer = somebody(Role.CSP_OFFICER)
    found = []
    for slug in ("hartlepool", "atlantis"):
        with pytest.raises(Http404) as raised:
            visit(rf, officer, slug)
        found.append(str(raised.value))

    assert found[0] == found[1]


def test_a_partnership_does_not_exist_for_nobody(rf, middlesbrough):
    with pytest.raises(Http404):
        visit(rf, AnonymousUser())


def test_views_say_who_they_are_for():
    assert guarded_view.required_permissions == (Permission.ACCEPT_RETURN,)
    assert guarded_view.__name__ == "guarded_view"
    assert inspect.getdoc(guarded_view) == "Says where it was let in."

    @signed_in
    def home(request):
        return HttpResponse()

    @public
    def sign_in(request):
        return HttpResponse()

    assert home.required_permissions == ("signed in",)
    assert getattr(home, "login_required", True)
    assert sign_in.is_public
    assert sign_in.login_required is False
