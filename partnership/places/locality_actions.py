"""Grouping wards into localities, by a named user and with an audit event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from partnership import audit, clock
from partnership.kinds import Level
from partnership.models import (
    Area,
    LocalityWard,
    Partnership,
    User,
)
from partnership.people.permissions import (
    Permission,
    check_actor,
)
from partnership.refusals import Refused


@transaction.atomic
def group_wards(
    *,
    partnership: Partnership,
    locality: str,
    wards: Collection[Area],
    by: User | None,
    valid_from: date | None = None,
    illustrative: bool = False,
    at: datetime | None = None,
) -> Area:
    """Have the locality of this name be made of just these wards from `valid_from`, today
    unless told; wards that another locality has till then leave it on that day."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    code = f"{partnership.slug}/{slugify(locality)}"
    area = Area.objects.filter(code=code).first() or Area(
        code=code, level=Level.LOCALITY, partnership=partnership
    )
    if area.level != Level.LOCALITY or not slugify(locality):
        raise Refused(f"A locality cannot be called “{locality}”")
    area.illustrative = illustrative
    return _change(area, name=locality, wards=wards, since=valid_from, by=by, at=at)


@transaction.atomic
def change_locality(
    *,
    locality: Area,
    name: str,
    wards: Collection[Area],
    by: User | None,
    valid_from: date | None = None,
    at: datetime | None = None,
) -> Area:
    """Call a locality `name`, and have it be made of just these wards from `valid_from`.

    Without wards it ends on that day. Whoever changes it makes it the partnership's own: it is
    no longer illustrative.
    """
    assert locality.partnership is not None  # noqa: S101 - a constraint of the table sees to it
    check_actor(by, Permission.MANAGE_AREAS, locality.partnership)
    locality.illustrative = False
    return _change(locality, name=name, wards=wards, since=valid_from, by=by, at=at)


def _change(area: Area, *, name: str, wards: Collection[Area], since: date | None, by, at) -> Area:
    called, area.name = area.name, name
    area.save()
    since = since or clock.today()
    changed = _regroup(area, wards, since)
    audit.record(
        audit.Kind.LOCALITY_CHANGED,
        by=by,
        about=area,
        partnership=area.partnership,
        at=at,
        since=since,
        **({"called_before": called} if called not in ("", name) else {}),
        **changed,
    )
    return area


def _regroup(area: Area, wards: Collection[Area], since: date) -> dict[str, list[str]]:
    """Close and open spells so that none of one ward overlap; the wards before, after, and
    what came and went."""
    _refuse_strangers(area, wards)
    open_spells = LocalityWard.objects.filter(valid_to__isnull=True).select_related("ward")
    by_ward = {spell.ward_id: spell for spell in open_spells.filter(locality=area)}
    before = sorted(spell.ward.code for spell in by_ward.values())
    wanted = {ward.pk: ward for ward in wards}
    leaving = [spell for pk, spell in by_ward.items() if pk not in wanted]
    coming = [ward for pk, ward in wanted.items() if pk not in by_ward]
    elsewhere = open_spells.filter(ward__in=coming)
    for spell in (*leaving, *elsewhere):
        _close(spell, since)
    if clash := LocalityWard.objects.filter(ward__in=coming, valid_to__gt=since).first():
        raise Refused(f"{clash.ward} is in {clash.locality} until {clash.valid_to}")
    LocalityWard.objects.bulk_create(
        LocalityWard(locality=area, ward=ward, valid_from=since) for ward in coming
    )
    return {
        "came": sorted(ward.code for ward in coming),
        "went": sorted(spell.ward.code for spell in leaving),
        "before": before,
        "after": sorted(ward.code for ward in wanted.values()),
    }


def _refuse_strangers(area: Area, wards: Collection[Area]) -> None:
    if strangers := [ward.name for ward in wards if ward.level != Level.WARD]:
        raise Refused(f"Localities are made of wards; these are none: {', '.join(strangers)}")
    own = set(
        Area.objects.filter(ward_sets__partnership=area.partnership).values_list("pk", flat=True)
    )
    if strangers := [ward.name for ward in wards if ward.pk not in own]:
        raise Refused(f"Not wards of {area.partnership}: {', '.join(strangers)}")


def _close(spell: LocalityWard, since: date) -> None:
    if spell.valid_from == since:
        spell.delete()
    elif spell.valid_from > since:
        raise Refused(f"{spell.ward} is in {spell.locality} only from {spell.valid_from}")
    else:
        spell.valid_to = since
        spell.save(update_fields=["valid_to"])
