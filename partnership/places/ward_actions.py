"""Town centres, and wards that followed earlier ones: set by a named user, on the record."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from partnership import audit
from partnership.kinds import Level
from partnership.models import Area, Partnership, Succession, User
from partnership.people.permissions import Permission, check_actor
from partnership.places.geography import geography
from partnership.refusals import Refused


@transaction.atomic
def set_town_centres(
    *,
    partnership: Partnership,
    wards: Collection[Area],
    by: User | None,
    at: datetime | None = None,
) -> tuple[Area, ...]:
    """Have just these of today's wards be town centres; the wards that changed."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    today = {ward.pk: ward for ward in geography(partnership).wards}
    wanted = {ward.pk for ward in wards}
    if wanted - today.keys():
        raise Refused("Only a ward of today can be a town centre")
    changed = tuple(
        Area.objects.filter(pk__in=today, is_town_centre=True).exclude(pk__in=wanted)
        | Area.objects.filter(pk__in=wanted, is_town_centre=False)
    )
    if not changed:
        return ()
    Area.objects.filter(pk__in=today).update(is_town_centre=False)
    Area.objects.filter(pk__in=wanted).update(is_town_centre=True)
    audit.record(
        audit.Kind.TOWN_CENTRES_SET,
        by=by,
        about=None,
        partnership=partnership,
        at=at,
        after=sorted(today[pk].code for pk in wanted),
        changed=sorted(ward.code for ward in changed),
    )
    return changed


@transaction.atomic
def record_succession(
    *,
    partnership: Partnership,
    old: Area,
    new: Area,
    on: date,
    same_extent: bool,
    by: User | None,
    at: datetime | None = None,
) -> Succession:
    """Have the ward `old` be followed by `new` on a day; the same pair again corrects it.

    With `same_extent`, which an old ward has with one alone, figures carry over both ways.
    """
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    own = Area.objects.filter(level=Level.WARD, ward_sets__partnership=partnership).distinct()
    if not own.contains(old) or not own.contains(new):
        raise Refused(f"Choose wards of {partnership.short_name}")
    if old == new:
        raise Refused("A ward can’t follow itself: choose two wards", field="new")
    others = Succession.objects.filter(old=old, same_extent=True).exclude(new=new)
    if same_extent and (other := others.select_related("new").first()):
        raise Refused(
            f"{old} ({old.code}) is followed already by {other.new} ({other.new.code}) with the"
            " same extent",
            field="same_extent",
        )
    before = Succession.objects.filter(old=old, new=new).values("on", "same_extent").first()
    kept, _ = Succession.objects.update_or_create(
        old=old, new=new, defaults={"on": on, "same_extent": same_extent}
    )
    audit.record(
        audit.Kind.WARD_SUCCEEDED,
        by=by,
        about=kept,
        partnership=partnership,
        at=at,
        before={**before, "on": before["on"].isoformat()} if before else None,
        after={"on": on.isoformat(), "same_extent": same_extent},
    )
    return kept


def successions_of(partnership: Partnership) -> QuerySet[Succession]:
    """Those of the partnership's wards, the latest first."""
    wards = Area.objects.filter(level=Level.WARD, ward_sets__partnership=partnership)
    return (
        Succession.objects.filter(old__in=wards, new__in=wards)
        .select_related("old", "new")
        .order_by("-on", "old__name", "new__name")
    )
