"""Following a ward, calling one's own and following it no longer: audited, and nobody else's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Area, FollowedWard, Partnership, User
from partnership.people.permissions import Permission, check
from partnership.places.geography import geography
from partnership.refusals import Refused


@transaction.atomic
def follow_ward(
    *, partnership: Partnership, code: str, by: User, at: datetime | None = None
) -> Area:
    """Follow the ward; the first that somebody follows is theirs.

    Refused where no ward of today has that code. Following it twice changes nothing.
    """
    ward = _ward(partnership, code, by)
    if not _of(by, partnership).filter(ward=ward).exists():
        is_mine = not _of(by, partnership).filter(is_mine=True).exists()
        _keep(ward, partnership, by, at, is_mine=is_mine)
    return ward


@transaction.atomic
def choose_my_ward(
    *, partnership: Partnership, code: str, by: User, at: datetime | None = None
) -> Area:
    """Call the ward one's own; the one before stays followed. Refused as for following."""
    ward = _ward(partnership, code, by)
    if not _of(by, partnership).filter(ward=ward, is_mine=True).exists():
        _of(by, partnership).update(is_mine=False)
        _keep(ward, partnership, by, at, is_mine=True)
    return ward


@transaction.atomic
def unfollow_ward(
    *, partnership: Partnership, code: str, by: User, at: datetime | None = None
) -> None:
    """Follow the ward no longer, whether it stands or not; nothing where it isn't followed."""
    check(by, Permission.SUBSCRIBE, partnership=partnership)
    same = {ward.pk for ward in _same_extent(code)}
    for followed in _of(by, partnership).filter(ward__in=same).select_related("ward"):
        followed.delete()
        audit.record(
            audit.Kind.WARD_UNFOLLOWED, by=by, about=followed.ward, partnership=partnership, at=at
        )


def _ward(partnership: Partnership, code: str, by: User) -> Area:
    check(by, Permission.SUBSCRIBE, partnership=partnership)
    partnership.lock()
    wards = {ward.code: ward for ward in geography(partnership).wards}
    if code not in wards:
        raise Refused("Choose a ward from the list", field="ward")
    return wards[code]


def _of(by: User, partnership: Partnership):
    return FollowedWard.objects.filter(user=by, partnership=partnership)


def _keep(
    ward: Area, partnership: Partnership, by: User, at: datetime | None, *, is_mine: bool
) -> None:
    at = at or timezone.now()
    # Under an earlier code it would be followed twice.
    _of(by, partnership).filter(ward__in=_same_extent(ward.code)).delete()
    FollowedWard.objects.create(
        user=by, partnership=partnership, ward=ward, is_mine=is_mine, since=at
    )
    audit.record(
        audit.Kind.WARD_FOLLOWED,
        by=by,
        about=ward,
        partnership=partnership,
        at=at,
        is_mine=is_mine,
    )


def _same_extent(code: str) -> tuple[Area, ...]:
    """The ward of that code, and those whose code it took over with the same extent."""
    earlier = {"successors__new__code": code, "successors__same_extent": True}
    return (*Area.objects.filter(code=code), *Area.objects.filter(**earlier))
