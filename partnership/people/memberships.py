"""Giving and ending roles, deputies and invitations, by a named user and with an audit event."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from partnership import audit, clock
from partnership.models import (
    Agency,
    Membership,
    Partnership,
    Role,
    User,
)
from partnership.people.permissions import (
    Permission,
    check_actor,
    check_hosting,
    forget,
    in_force_on,
)
from partnership.refusals import Refused


@transaction.atomic
def add_user(
    *,
    email: str,
    name: str,
    by: User | None,
    partnership: Partnership | None,
    job_title: str = "",
    password: str | None = None,
    at: datetime | None = None,
) -> User:
    """A person who can sign in, and can do nothing until they are given a role.

    `partnership` is the one on whose behalf `by` adds them; there may be none yet. Here and
    below `by` is None when the command line does it.
    """
    if partnership is None and by is not None:
        check_hosting(by)
    elif partnership is not None:
        check_actor(by, Permission.MANAGE_USERS, partnership)
    if User.objects.filter(email=email).exists():
        raise Refused(f"{email.lower()} is somebody’s already")
    user = User.objects.create_user(email, password, name=name, job_title=job_title)
    audit.record(audit.Kind.USER_ADDED, by=by, about=user, partnership=partnership, at=at)
    return user


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    partnership: Partnership,
    by: User | None,
    agency: Agency | None = None,
    valid_from: date | None = None,
    at: datetime | None = None,
) -> Membership:
    """Make `user` a `role` in `partnership`, for `agency` where they speak for one."""
    check_actor(by, Permission.MANAGE_USERS, partnership)
    if role is Role.SUPPLIER and agency is None:
        raise Refused("A supplier officer needs an agency")
    if agency and not agency.partnerships.contains(partnership):
        raise Refused(f"{agency} is not an agency of {partnership}")
    whose: dict[str, Any] = {
        "user": user,
        "partnership": partnership,
        "role": role,
        "agency": agency,
    }
    earlier = Membership.objects.filter(**whose).values("valid_from", "valid_to").first()
    membership, _ = Membership.objects.update_or_create(
        **whose, defaults={"valid_from": valid_from, "valid_to": None}
    )
    forget(user)
    audit.record(
        audit.Kind.ROLE_GIVEN,
        by=by,
        about=user,
        partnership=partnership,
        at=at,
        role=role.value,
        agency=agency.slug if agency else None,
        **({"before": earlier} if earlier else {}),
    )
    return membership


@transaction.atomic
def end_role(
    *, membership: Membership, by: User | None, on: date | None = None, at: datetime | None = None
) -> Membership:
    """Have `membership` hold no longer from `on`, today unless told."""
    check_actor(by, Permission.MANAGE_USERS, membership.partnership)
    if by is not None and _is_last_administrator(membership):
        raise Refused(
            f"{membership.user} is the only administrator of {membership.partnership}:"
            " make somebody else one first"
        )
    membership.valid_to = on or clock.today()
    if membership.valid_from and membership.valid_to <= membership.valid_from:
        raise Refused("A role cannot end before the day after it started")
    membership.save(update_fields=["valid_to"])
    forget(membership.user)
    audit.record(
        audit.Kind.ROLE_ENDED,
        by=by,
        about=membership.user,
        partnership=membership.partnership,
        at=at,
        role=membership.role,
        on=membership.valid_to,
    )
    return membership


@transaction.atomic
def name_deputy(
    *,
    user: User,
    partnership: Partnership,
    first_day: date,
    last_day: date,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Membership:
    """Let `user` decide on returns from `first_day` to the end of `last_day`, and no longer.

    It takes the place of a time named for them before.
    """
    check_actor(by, Permission.NAME_DEPUTY, partnership)
    today = clock.day_of(at)
    if not first_day <= last_day >= today:
        raise Refused("The last day comes before the first, or is over")
    if not reason.strip():
        raise Refused("Give the reason")
    roles = set(
        partnership.memberships.filter(in_force_on(), user=user).values_list("role", flat=True)
    )
    if not roles - {Role.COUNCILLOR, Role.DEPUTY} or Role.COUNCILLOR in roles:
        raise Refused(f"{user} cannot be a deputy: they have no part in sending returns")
    membership, _ = Membership.objects.update_or_create(
        user=user,
        partnership=partnership,
        role=Role.DEPUTY,
        agency=None,
        defaults={"valid_from": first_day, "valid_to": last_day + timedelta(days=1)},
    )
    forget(user)
    audit.record(
        audit.Kind.DEPUTY_NAMED,
        by=by,
        about=user,
        partnership=partnership,
        at=at,
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        reason=reason.strip(),
    )
    return membership


@transaction.atomic
def end_deputy(*, membership: Membership, by: User, at: datetime | None = None) -> None:
    """Take the right of a deputy away at once."""
    check_actor(by, Permission.NAME_DEPUTY, membership.partnership)
    if membership.role != Role.DEPUTY:
        raise Refused("This is no deputy")
    user, partnership = membership.user, membership.partnership
    membership.delete()
    forget(user)
    audit.record(audit.Kind.DEPUTY_ENDED, by=by, about=user, partnership=partnership, at=at)


def _is_last_administrator(membership: Membership) -> bool:
    if membership.role != Role.ADMINISTRATOR:
        return False
    others = Membership.objects.filter(
        in_force_on(),
        partnership=membership.partnership,
        role=Role.ADMINISTRATOR,
        user__is_active=True,
    )
    return not others.exclude(pk=membership.pk).exists()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    role: Role,
    partnership: Partnership,
    by: User,
    job_title: str = "",
    agency: Agency | None = None,
    at: datetime | None = None,
) -> Membership:
    """Give a role to the person with this address, who is added if the portal does not know
    them; somebody it knows keeps the name that they have. The mail is the caller's."""
    check_actor(by, Permission.MANAGE_USERS, partnership)
    user = User.objects.filter(email=email).first()
    if user is None:
        user = add_user(
            email=email, name=name, job_title=job_title, partnership=partnership, by=by, at=at
        )
    existing = Membership.objects.filter(
        in_force_on(), user=user, partnership=partnership, role=role, agency=agency
    )
    if existing.exists():
        raise Refused(f"{user} has that role already")
    return give_role(user=user, role=role, partnership=partnership, agency=agency, by=by, at=at)


@transaction.atomic
def use_search_key(*, user: User, uses: bool, at: datetime | None = None) -> User:
    """Whether “/” goes to the search box for `user`, who chooses that alone."""
    if user.uses_search_key != uses:
        user.uses_search_key = uses
        user.save(update_fields=["uses_search_key"])
        audit.record(audit.Kind.USER_CHANGED, by=user, about=user, at=at, uses_search_key=uses)
    return user


@transaction.atomic
def let_host(*, user: User, at: datetime | None = None) -> User:
    """Let `user` set up partnerships on this installation. Only the command line can."""
    if not user.hosts_partnerships:
        user.hosts_partnerships = True
        user.save(update_fields=["hosts_partnerships"])
        audit.record(audit.Kind.HOSTING_GIVEN, by=None, about=user, at=at)
    return user
