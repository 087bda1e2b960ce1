"""The wards and localities of every hosted partnership on one day; a few queries for them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from partnership import clock
from partnership.kinds import Level
from partnership.models import Area, LocalityWard, Partnership, Succession, WardSet
from partnership.places.spells import (
    DatedGroup,
    DatedSet,
    groups_in_force,
    same_extents,
    set_in_force,
    standing_localities,
)


@dataclass(frozen=True)
class Standing:
    """The areas of one partnership that names may mean, without residents and LSOAs.

    `known` are the wards of all its sets; `ward_of` takes those of them that stand, under whatever
    code, to the id of a ward in `wards`, and `locality_of` a ward to its locality.
    """

    partnership: Partnership
    wards: tuple[Area, ...]
    localities: tuple[Area, ...]
    not_placed: Area | None
    known: tuple[Area, ...]
    ward_of: Mapping[int, int]
    locality_of: Mapping[int, int]

    @cached_property
    def by_id(self) -> Mapping[int, Area]:
        """The partnership, its localities and wards, and “not placed”, by id."""
        own = (self.partnership.area, *self.localities, *self.wards, self.not_placed)
        return {area.pk: area for area in own if area}


def everywhere(*, on: date | None = None, only: Partnership | None = None) -> tuple[Standing, ...]:
    """Every hosted partnership or one alone, with its area, districts and agencies; 9 queries."""
    on = on or clock.today()
    hosts = Partnership.objects.select_related("area", "police_force", "fire_authority")
    hosts = hosts.prefetch_related("districts", "agencies")
    if only is not None:
        hosts = hosts.filter(pk=only.pk)
    sets = _sets(only)
    own: dict[int, list[Area]] = defaultdict(list)
    for area in Area.objects.filter(partnership__isnull=False).order_by("name", "pk"):
        own[area.partnership_id or 0].append(area)
    groups: dict[int, list[DatedGroup]] = defaultdict(list)
    rows = LocalityWard.objects.values_list(
        "locality__partnership", "locality_id", "ward_id", "valid_from", "valid_to"
    )
    for partnership, locality, ward, since, until in rows:
        groups[partnership].append(DatedGroup(locality, ward, since, until))
    extents = same_extents(
        Succession.objects.filter(same_extent=True).values_list("old_id", "new_id")
    )
    return tuple(
        _standing(host, _Found(sets[host.pk], own[host.pk], groups[host.pk]), extents, on)
        for host in hosts
    )


class _Found(NamedTuple):
    """What there is of one partnership, of all times."""

    sets: list[DatedSet]
    own: list[Area]
    grouped: list[DatedGroup]


def _sets(only: Partnership | None) -> Mapping[int, list[DatedSet]]:
    """The ward sets by partnership, their wards by name."""
    inside_sets = WardSet.wards.through.objects.all()
    every = WardSet.objects.order_by("valid_from")
    if only is not None:
        inside_sets = inside_sets.filter(wardset__partnership=only)
        every = every.filter(partnership=only)
    of_sets = Area.objects.filter(pk__in=inside_sets.values("area"))
    wards = {ward.pk: ward for ward in of_sets.order_by("name", "code")}
    in_set: dict[int, set[int]] = defaultdict(set)
    for ward_set, area in inside_sets.values_list("wardset", "area"):
        in_set[ward_set].add(area)
    order = {pk: number for number, pk in enumerate(wards)}
    sets: dict[int, list[DatedSet]] = defaultdict(list)
    for found in every:
        inside = sorted(in_set[found.pk], key=order.__getitem__)
        sets[found.partnership_id].append(
            DatedSet(
                found.pk,
                found.name,
                found.valid_from,
                found.valid_to,
                tuple(wards[pk] for pk in inside),
            )
        )
    return sets


def _standing(
    partnership: Partnership, found: _Found, extents: Mapping[int, frozenset[int]], on: date
) -> Standing:
    sets, own, grouped = found
    in_force = set_in_force(sets, on)
    wards = in_force.wards if in_force else ()
    today = {extent: ward.pk for ward in wards for extent in extents.get(ward.pk, {ward.pk})}
    locality_of = {
        today[group.ward]: group.locality
        for group in groups_in_force(grouped, on)
        if group.ward in today
    }
    known = {ward.pk: ward for ward_set in sets for ward in ward_set.wards}
    return Standing(
        partnership=partnership,
        wards=wards,
        localities=standing_localities(own, grouped, set(locality_of.values())),
        not_placed=next((area for area in own if area.level == Level.NOT_PLACED), None),
        known=tuple(known[pk] for pk in sorted(known)),
        ward_of=today,
        locality_of=locality_of,
    )
