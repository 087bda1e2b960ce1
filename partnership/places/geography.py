"""The places of one partnership on one day: wards, localities, what lies where, who lives there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet

from partnership import clock
from partnership.kinds import Level
from partnership.models import Area, Partnership, Placement, Succession, WardSet
from partnership.places.spells import (
    DatedGroup,
    DatedSet,
    groups_in_force,
    same_extents,
    set_in_force,
    standing_localities,
)
from partnership.places.ward_sets import OtherWards

# A query with more would be refused by SQLite as some machines build it.
MOST_PARAMETERS = 30_000


@dataclass(frozen=True)
class PopulationUsed:
    """Residents, and the mid-year and publisher that the number is of."""

    count: int
    year: int
    source: str


@dataclass(frozen=True)
class Geography:
    """What is needed to count by place, loaded once.

    `ward_of` takes the id of every area that may carry facts (today's wards, earlier wards of
    the same extent, LSOAs of both censuses) to the id of a ward in `wards`. What it does not
    hold lies in no ward that can be named; of that, `former_wards` are wards of other ward sets
    whose extent is not that of any ward in `wards`, the LSOAs that no lookup places in these, and
    localities that have ended. `wards_without_lsoa` are those of `wards` in which no lookup places
    an LSOA. `other_sets` have former wards; `is_of_today` is whether `wards` are those that stand
    today.
    """

    on: date
    partnership_area: Area
    not_placed: Area | None
    ward_set_id: int | None
    wards: tuple[Area, ...]
    localities: tuple[Area, ...]
    ward_of: Mapping[int, int]
    locality_of: Mapping[int, int]
    district_ids: frozenset[int]
    populations: Mapping[int, Mapping[int, PopulationUsed]]
    former_wards: frozenset[int] = frozenset()
    wards_without_lsoa: frozenset[int] = frozenset()
    ward_set_name: str = ""
    is_of_today: bool = True
    other_sets: tuple[OtherWards, ...] = ()

    def population(self, area: Area, year: int) -> PopulationUsed | None:
        """Residents of `area` in mid-`year`, or in the nearest year loaded (the earlier of two).

        A locality is the sum of its wards, the partnership of its districts, each in the
        nearest year that all of them have. None where nothing is loaded.
        """
        by_area = [self.populations.get(part, {}) for part in self._made_of(area)]
        return nearest_population(by_area, year)

    def _made_of(self, area: Area) -> Collection[int]:
        match area.level:
            case Level.PARTNERSHIP:
                return self.district_ids
            case Level.LOCALITY:
                return self.wards_in(area)
            case _:
                return (self.ward_of.get(area.pk, area.pk),)

    def wards_in(self, area: Area) -> frozenset[int]:
        """Ids of the wards that `area` (a ward, a locality or the partnership) is made of."""
        match area.level:
            case Level.PARTNERSHIP:
                return frozenset(ward.pk for ward in self.wards)
            case Level.LOCALITY:
                return frozenset(
                    ward for ward, locality in self.locality_of.items() if locality == area.pk
                )
            case _:
                ward = self.ward_of.get(area.pk)
                return frozenset() if ward is None else frozenset({ward})

    def carrying(self, area: Area) -> frozenset[int]:
        """Ids of the areas whose facts count towards `area`, a ward or a locality."""
        wards = self.wards_in(area)
        return frozenset(carrier for carrier, ward in self.ward_of.items() if ward in wards)

    @cached_property
    def by_id(self) -> Mapping[int, Area]:
        """The partnership, its localities and wards, and “not placed”, by id."""
        own = (self.partnership_area, *self.localities, *self.wards, self.not_placed)
        return {area.pk: area for area in own if area}


def nearest_population(
    by_area: Sequence[Mapping[int, PopulationUsed]], year: int
) -> PopulationUsed | None:
    """The sum of several areas' residents in mid-`year`, or in the nearest year that all have.

    `by_area` is by year, for each area. Of two years as near the earlier; None where there is none.
    """
    years = set(by_area[0]).intersection(*by_area[1:]) if by_area else set()
    if not years:
        return None
    nearest = min(years, key=lambda mid_year: (abs(mid_year - year), mid_year))
    used = [by_year[nearest] for by_year in by_area]
    sources = sorted({item.source for item in used})
    return PopulationUsed(sum(item.count for item in used), nearest, "; ".join(sources))


def geography(partnership: Partnership, *, on: date | None = None) -> Geography:
    """The places of `partnership` as they stood `on` a day, today by default; three queries.

    Before the first ward set or grouping, the first is used. A locality that has lost its
    wards is none.
    """
    on = on or clock.today()
    sets, successions = _ward_sets(partnership)
    in_force = set_in_force(sets, on)
    wards_now = in_force.wards if in_force else ()
    every_ward = {ward.pk for ward_set in sets for ward in ward_set.wards}
    same_as = same_extents(successions)
    today = {extent: ward.pk for ward in wards_now for extent in same_as.get(ward.pk, {ward.pk})}

    known = _areas(partnership, every_ward)
    own, grouped = known.own, known.grouped
    groups = {
        today[group.ward]: group.locality
        for group in groups_in_force(grouped, on)
        if group.ward in today
    }
    localities = standing_localities(own, grouped, set(groups.values()))
    ended = {area.pk for area in own if area.level == Level.LOCALITY} - {
        area.pk for area in localities
    }
    lsoas, placed = _lsoas_placed(sets, in_force, today)
    ward_of = {**placed, **today}
    return Geography(
        on=on,
        partnership_area=known.partnership_area,
        not_placed=next((area for area in own if area.level == Level.NOT_PLACED), None),
        ward_set_id=in_force.pk if in_force else None,
        wards=wards_now,
        localities=localities,
        ward_of=ward_of,
        wards_without_lsoa=frozenset(today.values()) - frozenset(placed.values()),
        locality_of=groups,
        district_ids=known.district_ids,
        populations=_shared_by_extent(known.populations, today, same_as),
        former_wards=frozenset(every_ward | lsoas | ended) - set(ward_of),
        ward_set_name=in_force.name if in_force else "",
        is_of_today=in_force == set_in_force(sets, clock.today()),
        other_sets=tuple(
            OtherWards(ward_set.name, ward_set.valid_from)
            for ward_set in sets
            if not {ward.pk for ward in ward_set.wards} <= set(today)
        ),
    )


def _ward_sets(partnership: Partnership) -> tuple[list[DatedSet], set[tuple[int, int]]]:
    """Every set with its wards, and what followed what with the same extent; one query."""
    is_same = {
        way: FilteredRelation(way, condition=Q(**{f"{way}__same_extent": True}))
        for way in ("successors", "predecessors")
    }
    rows = (
        Area.objects.filter(ward_sets__partnership=partnership)
        .annotate(after=is_same["successors"], before=is_same["predecessors"])
        .annotate(
            set_id=F("ward_sets__pk"),
            set_name=F("ward_sets__name"),
            since=F("ward_sets__valid_from"),
            until=F("ward_sets__valid_to"),
            became=F("after__new"),
            was=F("before__old"),
        )
        .order_by("since", "name", "code")
    )
    wards: dict[tuple[int, str, date, date | None], dict[int, Area]] = defaultdict(dict)
    successions: set[tuple[int, int]] = set()
    for area in rows:
        wards[area.set_id, area.set_name, area.since, area.until].setdefault(area.pk, area)
        successions |= {(area.pk, area.became)} if area.became else set()
        successions |= {(area.was, area.pk)} if area.was else set()
    return [
        DatedSet(*dated, tuple(by_code.values())) for dated, by_code in wards.items()
    ], successions


class _Areas(NamedTuple):
    """The partnership's own areas with their wards, and who lives in all that it is made of."""

    partnership_area: Area
    district_ids: frozenset[int]
    own: list[Area]
    grouped: list[DatedGroup]
    populations: dict[int, dict[int, PopulationUsed]]


def _areas(partnership: Partnership, wards: Collection[int]) -> _Areas:
    """One query: an area of one's own has wards, any other has residents, and none has both."""
    districts = Partnership.districts.through.objects.filter(partnership=partnership)
    rows = (
        Area.objects.filter(
            Q(partnership=partnership)
            | Q(pk=partnership.area_id)
            | Q(pk__in=districts.values("area"))
            | Q(pk__in=wards)
        )
        .annotate(
            ward=F("ward_groupings__ward"),
            since=F("ward_groupings__valid_from"),
            until=F("ward_groupings__valid_to"),
            year=F("populations__year"),
            residents=F("populations__count"),
            published=F("populations__source"),
        )
        # Of two publishers' figures for one year the later loaded stands.
        .order_by("name", "pk", "populations__pk")
    )
    areas: dict[int, Area] = {}
    grouped: list[DatedGroup] = []
    populations: dict[int, dict[int, PopulationUsed]] = defaultdict(dict)
    for area in rows:
        areas.setdefault(area.pk, area)
        if area.ward is not None:
            grouped.append(DatedGroup(area.pk, area.ward, area.since, area.until))
        if area.year is not None:
            used = PopulationUsed(area.residents, area.year, area.published)
            populations[area.pk][area.year] = used
    return _Areas(
        partnership_area=areas[partnership.area_id],
        district_ids=frozenset(
            known.pk
            for known in areas.values()
            if known.level == Level.DISTRICT and known.pk != partnership.area_id
        ),
        own=[known for known in areas.values() if known.partnership_id == partnership.pk],
        grouped=grouped,
        populations=populations,
    )


def _lsoas_placed(
    sets: list[DatedSet], in_force: DatedSet | None, today: Mapping[int, int]
) -> tuple[set[int], dict[int, int]]:
    """All LSOAs, and those in today's wards: by the set in force, and where that says nothing by
    the nearest set that does."""
    centre = sets.index(in_force) if in_force else len(sets)
    distance = {ward_set.pk: abs(index - centre) for index, ward_set in enumerate(sets)}
    rows = list(
        Placement.objects.filter(ward_set__in=distance).values_list(
            "lsoa_id", "ward_id", "ward_set_id"
        )
    )
    placed = {
        lsoa: today[ward]
        for lsoa, ward, _ in sorted(rows, key=lambda row: -distance[row[2]])
        if ward in today
    }
    return {lsoa for lsoa, *_ in rows}, placed


def _shared_by_extent(
    populations: Mapping[int, Mapping[int, PopulationUsed]],
    today: Mapping[int, int],
    same_as: Mapping[int, frozenset[int]],
) -> dict[int, Mapping[int, PopulationUsed]]:
    """A ward's residents under today's code, whichever code they were published under."""
    shared = dict(populations)
    for ward in set(today.values()):
        earlier_first = sorted(same_as.get(ward, {ward}), key=lambda code: code == ward)
        shared[ward] = {
            year: used for code in earlier_first for year, used in populations.get(code, {}).items()
        }
    return shared


def place_lsoas(
    codes: Collection[str], *, level: Level = Level.WARD, on: date | None = None
) -> dict[str, tuple[int, int]]:
    """Where LSOAs lie, over all hosted partnerships at once; three queries.

    Takes LSOA codes to the partnership's id and the id of the ward in force `on` the day, or
    with `level=Level.LSOA` of the LSOA itself. Codes that lie in no hosted partnership, or in
    a ward with no successor of the same extent, are left out.
    """
    return {
        code: (placed.partnership, placed.lsoa if level is Level.LSOA else placed.ward)
        for code, placed in placed_lsoas(codes, on=on).items()
    }


class Placed(NamedTuple):
    """Where an LSOA lies, by id: its partnership, itself and its ward."""

    partnership: int
    lsoa: int
    ward: int


def placed_lsoas(
    codes: Collection[str] | None = None, *, on: date | None = None
) -> dict[str, Placed]:
    """The same with the LSOA and its ward; of all that are placed anywhere by default."""
    on = on or clock.today()
    wanted = set(codes or ())
    rows = Placement.objects.order_by("ward_set__valid_from")
    if codes is not None and len(wanted) <= MOST_PARAMETERS:
        rows = rows.filter(lsoa__code__in=wanted)
    columns = ("lsoa__code", "lsoa_id", "ward_id", "ward_set__partnership_id", "ward_set_id")
    placed = [row for row in rows.values_list(*columns) if codes is None or row[0] in wanted]
    sets, standing = _standing_wards({row[3] for row in placed}, on)
    same_as = same_extents(_successions({row[2] for row in placed}))
    # The set in force speaks last.
    placed.sort(key=lambda row: (-row[3], row[4] in sets))
    found: dict[str, Placed] = {}
    for code, lsoa, ward, partnership, _ in placed:
        now = standing[partnership] & same_as.get(ward, frozenset({ward}))
        if now:
            found[code] = Placed(partnership, lsoa, next(iter(now)))
    return found


def _successions(wards: Collection[int]) -> QuerySet:
    """Which wards followed which with the same extent, where any of them is one of `wards`."""
    return Succession.objects.filter(
        Q(old__in=wards) | Q(new__in=wards), same_extent=True
    ).values_list("old_id", "new_id")


def _standing_wards(
    partnerships: Collection[int], on: date
) -> tuple[set[int], Mapping[int, set[int]]]:
    """The ward sets in force, and by partnership the wards in them."""
    rows = WardSet.objects.filter(partnership__in=partnerships).values_list(
        "partnership_id", "pk", "valid_from", "valid_to", "wards"
    )
    spells: dict[int, dict[int, DatedSet]] = defaultdict(dict)
    wards: dict[int, set[int]] = defaultdict(set)
    for partnership, pk, valid_from, valid_to, ward in rows:
        spells[partnership][pk] = DatedSet(pk, "", valid_from, valid_to, ())
        wards[pk].add(ward)
    in_force = {
        partnership: ward_set
        for partnership, by_pk in spells.items()
        if (ward_set := set_in_force(by_pk.values(), on))
    }
    standing = defaultdict(
        set, {partnership: wards[ward_set.pk] for partnership, ward_set in in_force.items()}
    )
    return {ward_set.pk for ward_set in in_force.values()}, standing
