"""Questions about people and partnerships; those about places are in `geography`."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Agency, Membership, Partnership, Role, User
from partnership.permissions import in_force_on


@dataclass(frozen=True)
class Belonging:
    """A partnership that somebody belongs to, and what they are in it."""

    partnership: Partnership
    roles: tuple[Role, ...]


def partnerships_of(user: User) -> tuple[Belonging, ...]:
    """The partnerships that `user` belongs to today, by name; one query."""
    roles: dict[Partnership, list[Role]] = {}
    memberships = Membership.objects.filter(in_force_on(), user=user).select_related("partnership")
    for membership in memberships.order_by("partnership__name", "pk"):
        roles.setdefault(membership.partnership, []).append(Role(membership.role))
    return tuple(
        Belonging(partnership, tuple(dict.fromkeys(held))) for partnership, held in roles.items()
    )


def agencies_of(partnership: Partnership) -> tuple[Agency, ...]:
    """The agencies that supply `partnership`, by name."""
    return tuple(partnership.agencies.order_by("name"))


def user_by_email(email: str) -> User | None:
    """The active user who signs in with this address, in capitals or not."""
    return User.objects.filter(email=email, is_active=True).first()
