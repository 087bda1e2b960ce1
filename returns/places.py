"""The areas that a file may speak of, over all hosted partnerships, held in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from partnership.models import Area


class WardNames(Protocol):
    """What `partnership.matching.AreaNames` answers."""

    def match_ward(self, text: str) -> Area | None: ...

    def former_ward(self, text: str) -> Area | None: ...

    def suggest(self, text: str) -> tuple[Area, ...]: ...


@dataclass(frozen=True)
class Place:
    """One hosted partnership: its wards (id to code and name), and what it is called.

    `agencies` are slugs by kind: whose files are its own.
    """

    partnership_id: int
    slug: str
    name: str
    names: WardNames
    wards: Mapping[int, tuple[str, str]]
    districts: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    agencies: Mapping[str, frozenset[str]] = field(default_factory=dict)
    not_placed: int | None = None


@dataclass(frozen=True)
class Places:
    """Every hosted partnership, and where each LSOA lies: its code to partnership and area."""

    hosted: tuple[Place, ...]
    lsoas: Mapping[str, tuple[int, int]]

    @classmethod
    def of_all_hosted(cls) -> Places:
        """As the database has them today; a handful of queries for each partnership."""
        from partnership.models import Partnership, Placement

        placed = Placement.objects.values_list("lsoa__code", flat=True).distinct()
        hosted = Partnership.objects.select_related("area").prefetch_related(
            "districts", "agencies"
        )
        return cls(tuple(_place(partnership) for partnership in hosted), _lsoas(set(placed)))

    def place(self, partnership_id: int) -> Place:
        """KeyError where no such partnership is hosted."""
        for place in self.hosted:
            if place.partnership_id == partnership_id:
                return place
        raise KeyError(partnership_id)

    @property
    def title(self) -> str:
        """ "Middlesbrough", "Hartlepool or Middlesbrough": where all hosted partnerships are."""
        return " or ".join(sorted(place.name for place in self.hosted)) or "any partnership"


def _lsoas(codes: set[str]) -> dict[str, tuple[int, int]]:
    from partnership.geography import place_lsoas
    from partnership.models import Level

    return place_lsoas(codes, level=Level.LSOA)


def _place(partnership) -> Place:
    from partnership.matching import AreaNames

    names = AreaNames(partnership)
    agencies: dict[str, set[str]] = {}
    for agency in partnership.agencies.all():
        agencies.setdefault(agency.kind, set()).add(agency.slug)
    districts = frozenset(district.name for district in partnership.districts.all())
    own = {partnership.name, partnership.short_name, partnership.area.name, partnership.code}
    not_placed = names.places.not_placed
    return Place(
        partnership_id=partnership.pk,
        slug=partnership.slug,
        name=partnership.short_name,
        names=names,
        wards={ward.pk: (ward.code, ward.name) for ward in names.places.wards},
        districts=districts,
        called=frozenset(
            {*own, *districts, *(district.code for district in partnership.districts.all())}
        ),
        agencies={kind: frozenset(slugs) for kind, slugs in agencies.items()},
        not_placed=not_placed.pk if not_placed else None,
    )
