"""Reads who has a role in a partnership."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from partnership.models import Agency, Membership, Partnership, User
from partnership.people.permissions import Permission, Viewer, check, in_force_on


def partnerships() -> QuerySet[Partnership]:
    """All of the installation, for the commands that go through them."""
    return Partnership.objects.order_by("name")


def members_in_force(partnership: Partnership, on: date) -> list[Membership]:
    """What everybody is in the partnership on `on`, those without an account left out."""
    in_force = Membership.objects.filter(
        in_force_on(on), partnership=partnership, user__is_active=True
    )
    return list(in_force.select_related("user").order_by("user", "pk"))


def users(partnership: Partnership, *, viewer: Viewer) -> QuerySet[User]:
    """Everyone with an account who has a role in the partnership today, by name."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    here = Membership.objects.filter(in_force_on(), partnership=partnership).values("user")
    return User.objects.filter(is_active=True, pk__in=here).order_by("name", "email")


def agencies(partnership: Partnership, *, viewer: Viewer) -> QuerySet[Agency]:
    """The agencies of the partnership, by name."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return partnership.agencies.order_by("name")
