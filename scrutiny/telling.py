"""Whom to tell about a panel's work, and whether what happened is news."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from partnership import clock
from partnership.models import Role, User
from partnership.models.groups import Group
from partnership.people.permissions import AS_COUNCILLOR, Permission
from partnership.people.recipients import holders_of, with_role
from scrutiny.queries.panels import members

# What is entered so long after its day comes from an old list, and nobody is told of it.
ENTERED_LATE = timedelta(days=60)


def is_news(day: date, at: datetime) -> bool:
    return clock.day_of(at) - day <= ENTERED_LATE


def members_of(panel: Group) -> tuple[User, ...]:
    """Every member of the panel with an account; every councillor where no member is recorded."""
    recorded = members(panel.partnership, panel, viewer=AS_COUNCILLOR)
    found = tuple(member.user for member in recorded if member.user and member.user.is_active)
    return found or with_role(panel.partnership, Role.COUNCILLOR)


def panel_and_keepers(panel: Group) -> tuple[User, ...]:
    """The members, and those who keep the panel's records."""
    return (*members_of(panel), *holders_of(Permission.KEEP_SCRUTINY, panel.partnership))
