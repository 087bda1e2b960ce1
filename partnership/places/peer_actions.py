"""Every change to a comparison group, by a named user and with an audit event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.kinds import Level
from partnership.models import Area, Partnership, User
from partnership.models.peers import ComparisonGroup
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused


@transaction.atomic
def keep_group(
    *,
    partnership: Partnership,
    name: str,
    source: str,
    dated: date,
    members: Collection[Area],
    by: User | None,
    instead_of: int | None = None,
    illustrative: bool = False,
    at: datetime | None = None,
) -> ComparisonGroup:
    """Keep a group; one that stands under the same name ends, if that is the one `instead_of`.

    Outdated where somebody has kept another under the name meanwhile, Refused without members.
    """
    at = at or timezone.now()
    if by is not None:
        check(by, Permission.KEEP_COMPARISON_GROUPS, partnership=partnership)
    others = [area for area in members if area.pk != partnership.area_id]
    if not others or any(area.level != Level.PARTNERSHIP for area in others):
        raise Refused("Name at least one other community safety partnership.")
    standing = _standing(partnership).filter(name__iexact=name.strip()).first()
    if standing:
        check_seen(instead_of, latest=standing.pk, sentence=_already(standing), now=standing)
    earlier = _standing(partnership).filter(pk=instead_of).first() if instead_of else None
    before = _snapshot(earlier) if earlier else None
    _end(earlier, at)
    group = ComparisonGroup.objects.create(
        partnership=partnership,
        name=name.strip(),
        source=source.strip(),
        dated=dated,
        illustrative=illustrative,
        since=at,
        kept_by=by,
    )
    group.members.set(others)
    audit.record(
        audit.Kind.COMPARISON_GROUP_KEPT,
        by=by,
        about=group,
        partnership=partnership,
        at=at,
        before=before,
        after=_snapshot(group),
    )
    return group


@transaction.atomic
def end_group(*, group: ComparisonGroup, by: User, at: datetime | None = None) -> None:
    """Offer a group no longer; links to it still show it. Refused where it has ended."""
    at = at or timezone.now()
    check(by, Permission.KEEP_COMPARISON_GROUPS, partnership=group.partnership)
    standing = _standing(group.partnership).filter(pk=group.pk).first()
    if standing is None:
        raise Refused(f"“{group.name}” has ended already.")
    _end(standing, at)
    audit.record(
        audit.Kind.COMPARISON_GROUP_ENDED,
        by=by,
        about=group,
        partnership=group.partnership,
        at=at,
        before=_snapshot(group),
        after=None,
    )


def _standing(partnership: Partnership):
    groups = ComparisonGroup.objects.select_for_update(of=("self",))
    return groups.filter(partnership=partnership, until__isnull=True)


def _end(group: ComparisonGroup | None, at: datetime) -> None:
    if group is not None:
        group.until = at
        group.save(update_fields=["until"])


def _snapshot(group: ComparisonGroup) -> dict[str, Any]:
    return {
        "name": group.name,
        "source": group.source,
        "dated": group.dated.isoformat(),
        "members": sorted(group.members.values_list("code", flat=True)),
    }


def _already(standing: ComparisonGroup) -> str:
    who = standing.kept_by or "the portal"
    names = ", ".join(standing.members.order_by("name").values_list("name", flat=True))
    return (
        f"{who} kept a group called “{standing.name}” on {standing.since:%-d %B %Y}, with {names}."
        " Change that one, or choose another name."
    )
