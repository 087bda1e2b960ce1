"""Who is to be told: whoever has a right in a partnership today, and the officers of an agency."""

from __future__ import annotations

from partnership.models import Agency, Membership, Partnership, Role, User
from partnership.people.permissions import RIGHTS, Permission, in_force_on


def holders_of(permission: Permission, partnership: Partnership) -> tuple[User, ...]:
    """Whoever has the right in the partnership today, through whichever role."""
    roles = [role for role, rights in RIGHTS.items() if permission in rights]
    return _people(partnership, role__in=roles)


def with_role(partnership: Partnership, *roles: Role) -> tuple[User, ...]:
    return _people(partnership, role__in=roles)


def officers_of(agency: Agency | None, partnership: Partnership) -> tuple[User, ...]:
    """Those who supply figures for the agency; nobody where there is no agency."""
    return _people(partnership, role=Role.SUPPLIER, agency=agency) if agency else ()


def without(people: tuple[User, ...], *left_out: User | None) -> tuple[User, ...]:
    """`people`, each once, without those who know already."""
    known = {user.pk for user in left_out if user}
    return tuple({user.pk: user for user in people if user.pk not in known}.values())


def _people(partnership: Partnership, **which) -> tuple[User, ...]:
    in_force = Membership.objects.filter(
        in_force_on(), partnership=partnership, user__is_active=True, **which
    )
    found = in_force.select_related("user").order_by("user", "pk")
    return tuple({member.user.pk: member.user for member in found}.values())
