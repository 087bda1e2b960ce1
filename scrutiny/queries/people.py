"""Who has a part in a partnership."""

from __future__ import annotations

from datetime import date

from partnership.models import Membership, Partnership
from partnership.people.permissions import in_force_on


def members_in_force(partnership: Partnership, on: date) -> list[Membership]:
    held = Membership.objects.filter(
        in_force_on(on), partnership=partnership, user__is_active=True
    ).select_related("user")
    return list(held.order_by("user", "pk"))
