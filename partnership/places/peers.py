"""Other partnerships to stand beside one: of its police force area, or of a group it keeps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from partnership.kinds import Level
from partnership.models import Area, Partnership, Population, Within
from partnership.models.peers import ComparisonGroup
from partnership.people.permissions import Permission, Viewer, check
from partnership.places.geography import PopulationUsed, nearest_population


@dataclass(frozen=True)
class Peer:
    """A partnership of the country, hosted or not, with the residents of each of its districts.

    None are known where a district lies in more than one partnership: whom to count for which
    is in no lookup.
    """

    area: int
    code: str
    name: str
    residents: tuple[Mapping[int, PopulationUsed], ...] = field(
        default=(), repr=False, compare=False
    )

    def population(self, year: int) -> PopulationUsed | None:
        """Residents in mid-`year`, or in the nearest year that all its districts have."""
        return nearest_population(self.residents, year)


def of_force(partnership: Partnership) -> tuple[Peer, ...]:
    """The partnerships of its police force area, itself among them, by name; two queries.

    Empty where its police force is not known.
    """
    if partnership.police_force_id is None:
        return ()
    districts = Within.objects.filter(whole=partnership.police_force_id).values("part")
    members = Within.objects.filter(part__in=districts, whole__level=Level.PARTNERSHIP)
    return peers(members.values_list("whole", flat=True))


def peers(areas: Collection[int]) -> tuple[Peer, ...]:
    """The partnerships of these ids, by name; two queries."""
    rows = list(
        Within.objects.filter(whole__in=areas, part__level=Level.DISTRICT).values_list(
            "whole", "part"
        )
    )
    shared = _in_several({district for _, district in rows})
    populations = _populations({district for _, district in rows})
    made_of: dict[int, list[int]] = defaultdict(list)
    for area, district in rows:
        made_of[area].append(district)
    return tuple(
        Peer(
            area.pk,
            area.code,
            area.name,
            ()
            if shared & set(made_of[area.pk])
            else tuple(populations.get(part, {}) for part in made_of[area.pk]),
        )
        for area in Area.objects.filter(pk__in=areas).order_by("name")
    )


def _in_several(districts: Collection[int]) -> set[int]:
    times = Counter(
        Within.objects.filter(part__in=districts, whole__level=Level.PARTNERSHIP).values_list(
            "part", flat=True
        )
    )
    return {district for district, number in times.items() if number > 1}


def _populations(districts: Collection[int]) -> dict[int, dict[int, PopulationUsed]]:
    by_area: dict[int, dict[int, PopulationUsed]] = defaultdict(dict)
    # Of two publishers' figures for one year the later loaded stands.
    for population in Population.objects.filter(area__in=districts).order_by("pk"):
        by_area[population.area_id][population.year] = PopulationUsed(
            population.count, population.year, population.source
        )
    return by_area


def groups(partnership: Partnership, *, viewer: Viewer) -> tuple[ComparisonGroup, ...]:
    """The comparison groups that stand, by name."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return tuple(partnership.comparison_groups.filter(until__isnull=True).order_by("name", "pk"))


def group(partnership: Partnership, pk: int, *, viewer: Viewer) -> ComparisonGroup | None:
    """One group, also one that has ended: a link to it shows the same thing for ever."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    return partnership.comparison_groups.select_related("kept_by").filter(pk=pk).first()


def members(of: ComparisonGroup, partnership: Partnership) -> tuple[Peer, ...]:
    """Those of the group and the partnership itself, by name."""
    return peers({*of.members.values_list("pk", flat=True), partnership.area_id})
