"""Who may do what in a partnership: one table of roles, and the checks that read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from partnership import clock
from partnership.models import Agency, Membership, Partnership, Role, User


class Permission(Enum):
    """Something that a role may do; the value completes “You may not …”."""

    VIEW_FIGURES = "see this partnership’s dashboards and issued packs"
    EXPORT_FIGURES = "download this partnership’s figures"
    SUBSCRIBE = "have reminders and calendar addresses"
    UPLOAD_RETURN = "upload returns"
    UPLOAD_ON_BEHALF = "upload returns on behalf of any agency"
    SEND_NATIONAL_FIGURES = "send published national figures"
    SEE_RETURNS_OF_OWN_AGENCY = "see returns"
    SEE_ALL_RETURNS = "see the returns of every agency"
    SEE_COVERING_EMAILS = "see covering emails"
    SEE_UNACCEPTED = "see the findings and figures of a return before it is accepted"
    ACCEPT_RETURN = "accept or reject returns"
    RECALL_RETURN = "recall returns"
    ALLOW_OWN_ACCEPTANCE = "allow people to accept their own uploads"
    SET_MAIN_SOURCE = "choose the main source of a dataset"
    RECORD_DEFINITIONS = "record what a source counts"
    NAME_DEPUTY = "name a deputy"
    SET_PROVISIONAL = "say which figures are provisional"
    REMIND_AGENCIES = "remind agencies of what is overdue"
    AGREE_DATES = "agree by when figures are asked for"
    WRITE_NOTES = "write notes on the AIM briefing"
    MANAGE_RULES = "change disclosure rules"
    SEE_LEDGER = "see what has been shown, and when"
    RECORD_RECORDING_CHANGES = "record changes of recording practice"
    KEEP_COMPARISON_GROUPS = "keep comparison groups"
    READ_DRAFT_PACKS = "read packs in draft"
    COMMENT_ON_PACKS = "comment on packs in draft"
    EDIT_PACKS = "write packs"
    EDIT_PREVENT_SECTIONS = "write the Prevent sections of packs"
    APPROVE_PACKS = "approve packs"
    ISSUE_PACKS = "issue packs"
    KEEP_GOVERNANCE = "keep the records of governance"
    KEEP_PRIORITIES = "keep priorities and objectives"
    READ_PREVENT_REGISTER = "read the Prevent register"
    KEEP_PREVENT_REGISTER = "keep the Prevent register"
    ASK_QUESTIONS = "ask the partnership questions"
    MAKE_RECOMMENDATIONS = "make recommendations"
    ANSWER_SCRUTINY = "answer questions and recommendations"
    KEEP_SCRUTINY = "keep the panel’s meetings, questions and recommendations"
    MANAGE_USERS = "manage users"
    MANAGE_AREAS = "manage areas and agencies"
    MANAGE_BRANDING = "change the partnership’s name, colour and logo"


_P = Permission

# Released figures are for everybody, and whoever may see them may take them away.
_EVERYBODY = frozenset({_P.VIEW_FIGURES, _P.EXPORT_FIGURES, _P.SUBSCRIBE})
_SUPPLIER = _EVERYBODY | {
    _P.UPLOAD_RETURN,
    _P.SEE_RETURNS_OF_OWN_AGENCY,
    _P.SEE_UNACCEPTED,
    _P.ANSWER_SCRUTINY,
}
_CSP_OFFICER = _SUPPLIER | {
    _P.UPLOAD_ON_BEHALF,
    _P.SEND_NATIONAL_FIGURES,
    _P.REMIND_AGENCIES,
    _P.SEE_ALL_RETURNS,
    _P.SEE_COVERING_EMAILS,
    _P.ACCEPT_RETURN,
    _P.RECALL_RETURN,
    _P.WRITE_NOTES,
    _P.SEE_LEDGER,
    _P.RECORD_RECORDING_CHANGES,
    _P.KEEP_COMPARISON_GROUPS,
    _P.READ_DRAFT_PACKS,
    _P.COMMENT_ON_PACKS,
    _P.EDIT_PACKS,
    _P.KEEP_GOVERNANCE,
    _P.KEEP_PRIORITIES,
    _P.READ_PREVENT_REGISTER,
}

RIGHTS: dict[Role, frozenset[Permission]] = {
    Role.SUPPLIER: _SUPPLIER,
    Role.CSP_OFFICER: _CSP_OFFICER,
    Role.MANAGER: _CSP_OFFICER
    | {
        _P.ALLOW_OWN_ACCEPTANCE,
        _P.SET_MAIN_SOURCE,
        _P.RECORD_DEFINITIONS,
        _P.AGREE_DATES,
        _P.NAME_DEPUTY,
        _P.SET_PROVISIONAL,
        _P.MANAGE_RULES,
        _P.APPROVE_PACKS,
        _P.ISSUE_PACKS,
    },
    # Beside what they are otherwise, and for a time: they decide on what others send.
    Role.DEPUTY: _EVERYBODY
    | {
        _P.SEE_RETURNS_OF_OWN_AGENCY,
        _P.SEE_ALL_RETURNS,
        _P.SEE_UNACCEPTED,
        _P.ACCEPT_RETURN,
    },
    Role.COUNCILLOR: _EVERYBODY | {_P.ASK_QUESTIONS, _P.MAKE_RECOMMENDATIONS},
    Role.DEMOCRATIC_SERVICES: _EVERYBODY
    | {
        _P.READ_DRAFT_PACKS,
        _P.COMMENT_ON_PACKS,
        _P.ASK_QUESTIONS,
        _P.MAKE_RECOMMENDATIONS,
        _P.KEEP_SCRUTINY,
    },
    Role.PREVENT_LEAD: _EVERYBODY
    | {
        _P.READ_DRAFT_PACKS,
        _P.COMMENT_ON_PACKS,
        _P.EDIT_PREVENT_SECTIONS,
        _P.SEND_NATIONAL_FIGURES,
        _P.READ_PREVENT_REGISTER,
        _P.KEEP_PREVENT_REGISTER,
        _P.ANSWER_SCRUTINY,
    },
    Role.ADMINISTRATOR: _EVERYBODY
    | {
        _P.SET_MAIN_SOURCE,
        _P.MANAGE_RULES,
        _P.MANAGE_USERS,
        _P.MANAGE_AREAS,
        _P.MANAGE_BRANDING,
    },
}


@dataclass(frozen=True)
class StandIn:
    """A viewer who is nobody in particular: a command that shows what a role would see."""

    role: Role
    pk: None = None
    email: str = ""

    def __str__(self) -> str:
        return f"a {self.role.label.lower()}"


_REMEMBERED = "_memberships_in"
AS_COUNCILLOR = StandIn(Role.COUNCILLOR)

Viewer = User | StandIn | AnonymousUser


def may(user: Viewer, permission: Permission, *, partnership: Partnership) -> bool:
    """Whether `user` may, in `partnership`, today. One query for a user and partnership."""
    return any(permission in RIGHTS[role] for role in roles(user, partnership))


def check(user: Viewer, *any_of: Permission, partnership: Partnership) -> None:
    """Raise `PermissionDenied` unless `user` has one of the rights."""
    if not any(may(user, permission, partnership=partnership) for permission in any_of):
        raise PermissionDenied(f"You may not {any_of[0].value}.")


def roles(user: Viewer, partnership: Partnership) -> frozenset[Role]:
    """What `user` is in `partnership` today."""
    if isinstance(user, StandIn):
        return frozenset({user.role})
    return frozenset(Role(membership.role) for membership in memberships(user, partnership))


def agencies(user: Viewer, partnership: Partnership) -> tuple[Agency, ...]:
    """The agencies that `user` speaks for in `partnership` today."""
    every_agency = (membership.agency for membership in memberships(user, partnership))
    return tuple({agency.pk: agency for agency in every_agency if agency}.values())


def memberships(user: Viewer, partnership: Partnership) -> tuple[Membership, ...]:
    """The memberships in force today, remembered with this instance of the user (`forget`)."""
    if not isinstance(user, User) or not user.is_active:
        return ()
    known: dict[int, tuple[Membership, ...]] = user.__dict__.setdefault(_REMEMBERED, {})
    if partnership.pk not in known:
        in_force = Membership.objects.filter(in_force_on(), user=user, partnership=partnership)
        known[partnership.pk] = tuple(in_force.select_related("agency").order_by("pk"))
    return known[partnership.pk]


def _partnership_of(user: Viewer, slug: str) -> Partnership | None:
    """The partnership at `slug` if `user` is somebody there today; one query for it and for what
    they are, which is remembered."""
    if not isinstance(user, User) or not user.is_active:
        return None
    in_force = Membership.objects.filter(in_force_on(), user=user, partnership__slug=slug)
    everything = in_force.select_related("agency", "partnership__area", "partnership__logo")
    found = tuple(everything.order_by("pk"))
    if not found:
        return None
    partnership = found[0].partnership
    user.__dict__.setdefault(_REMEMBERED, {})[partnership.pk] = found
    return partnership


def forget(user: User) -> None:
    """Ask the database again next time: the user's roles have changed."""
    user.__dict__.pop(_REMEMBERED, None)


def in_force_on(day: date | None = None) -> Q:
    """Membership rows in force on `day`, today unless told."""
    day = day or clock.today()
    started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return started & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


# The one right that holds for the installation, because there is no partnership yet.
HOSTING = "set up a partnership"


def may_host(user: Viewer) -> bool:
    """Whether `user` may set up a further partnership on this installation."""
    return isinstance(user, User) and user.is_active and user.hosts_partnerships


def check_hosting(user: Viewer) -> None:
    """Raise `PermissionDenied` unless `user` may set up a partnership."""
    if not may_host(user):
        raise PermissionDenied(f"You may not {HOSTING}.")


# --- At the door of a view -------------------------------------------------------------------
View = Callable[..., HttpResponseBase]


_READING = ("GET", "HEAD", "OPTIONS")


def requires(*any_of: Permission, to_write: tuple[Permission, ...] = ()) -> Callable[[View], View]:
    """Let in only who has one of the rights, in the partnership whose slug the address holds.

    `to_write` is for a page that more people read than write: whoever sends something to it needs
    one of those rights too. The view gets the `Partnership` in place of the slug, and finds it on
    the request too. To somebody who has no part in it, a partnership does not exist.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, partnership: str, **kwargs) -> HttpResponseBase:
            found = _partnership_of(request.user, partnership)
            if found is None:
                raise Http404("There is no such partnership")
            # Before the rights are checked, so that a refusal stands on a page of the partnership.
            request.partnership = found  # type: ignore[attr-defined]
            check(request.user, *any_of, partnership=found)
            if to_write and request.method not in _READING:
                check(request.user, *to_write, partnership=found)
            return view(request, *args, partnership=found, **kwargs)

        guarded.required_permissions = any_of  # type: ignore[attr-defined]
        guarded.required_to_write = to_write or any_of  # type: ignore[attr-defined]
        return guarded

    return decorate


def requires_hosting(view: View) -> View:
    """Let in only who may set up partnerships on this installation."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        check_hosting(request.user)
        return view(request, *args, **kwargs)

    guarded.required_permissions = (HOSTING,)  # type: ignore[attr-defined]
    return guarded


def person(request: HttpRequest) -> User:
    """Who is signed in: behind one of these doors there is somebody."""
    assert isinstance(request.user, User)  # noqa: S101 - the doors see to it
    return request.user


def signed_in(view: View) -> View:
    """Let in anybody who has signed in; `LoginRequiredMiddleware` sees to it."""
    view.required_permissions = ("signed in",)  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    """Let in everybody, signed in or not."""
    view = login_not_required(view)
    view.is_public = True  # type: ignore[attr-defined]
    return view


def check_actor(by: User | None, permission: Permission, partnership: Partnership) -> None:
    """The command line is nobody, and may."""
    if by is not None:
        check(by, permission, partnership=partnership)
