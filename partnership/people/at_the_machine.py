"""For whom and where a command acts, as whoever runs it named them."""

from __future__ import annotations

from partnership.models import Partnership, Role, User
from partnership.people.permissions import in_force_on
from partnership.refusals import Refused


def partnership_called(slug: str) -> Partnership:
    """The partnership of that slug. Refused where there is none."""
    found = Partnership.objects.filter(slug=slug).first()
    if found is None:
        raise Refused(f"There is no partnership “{slug}” here.")
    return found


def person_acting(email: str, partnership: Partnership) -> User:
    """Whoever signs in with `email`; where it is blank, the partnership's only manager.

    Refused where there is nobody of that address, and where not just one person manages.
    """
    if email:
        named = User.objects.filter(email=email.lower(), is_active=True).first()
        if named is None:
            raise Refused(f"Nobody here signs in as {email}.")
        return named
    managers = User.objects.filter(
        is_active=True,
        memberships__in=partnership.memberships.filter(in_force_on(), role=Role.MANAGER),
    ).distinct()
    if len(managers) == 1:
        return managers[0]
    many = f"{len(managers)} managers" if managers else "no manager"
    raise Refused(f"{partnership} has {many}: say who you are, with --as EMAIL.")
