"""The areas that a file may speak of, over all hosted partnerships, held in memory."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from partnership.kinds import Level
from partnership.places.names import NO_PARTNERSHIPS, PartnershipNames
from returns.catalogue.definitions import Agreed, OfSource
from returns.catalogue.headings import plain
from returns.models.definitions import agreed

if TYPE_CHECKING:
    from partnership.models import Area, Partnership
    from returns.catalogue.declarations import Dataset, Source

# How a file says that a row lies in no area that can be named, without spaces and capitals.
PLACELESS = frozenset(
    {
        "notplaced",
        "wardnotknown",
        "notknown",
        "unknown",
        "noward",
        "unallocated",
        "notallocated",
        "unassigned",
        "notstated",
        "nolocation",
    }
)

# Beyond this share of a file's counts or records in no ward, the sender must say why.
SHARE_IN_NO_WARD = 0.01

# "Middlesbrough 012A" is the LSOA 012A of Middlesbrough.
_LSOA_NUMBER = re.compile(r"\s+\d{3}[A-Z]$")


def district_of(lsoa_name: str) -> str:
    """The district that the name of an LSOA begins with."""
    return _LSOA_NUMBER.sub("", lsoa_name)


def is_placeless(text: str) -> bool:
    """Whether the text names no place: blank, "No location", "Not known"."""
    called = plain(text)
    return not called or called in PLACELESS


class WardNames(Protocol):
    """What `partnership.places.matching.AreaNames` answers."""

    def match_ward(self, text: str) -> Area | None: ...

    def former_ward(self, text: str) -> Area | None: ...

    def suggest(self, text: str) -> tuple[Area, ...]: ...


@dataclass(frozen=True)
class Place:
    """One hosted partnership: its wards and localities (id to code and name), and its own names.

    `agencies` are slugs by kind: whose files are its own. `ward_of` takes the id of an LSOA to
    that of its ward, `locality_of` that of a ward to its locality; `whole` is the area of all of
    it. `definitions` are what it agreed that its sources count.
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
    localities: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    ward_of: Mapping[int, int] = field(default_factory=dict)
    locality_of: Mapping[int, int] = field(default_factory=dict)
    whole: int | None = None
    definitions: tuple[Agreed, ...] = ()

    def areas(self, level: Level) -> Mapping[int, tuple[str, str]]:
        """Its localities, or its wards for every other level."""
        return self.localities if level == Level.LOCALITY else self.wards

    def defined(self, dataset: Dataset, source: Source) -> OfSource:
        """What the partnership has defined of `source`."""
        return OfSource.among(self.definitions, dataset, source)


@dataclass(frozen=True)
class Places:
    """Every hosted partnership, and where each LSOA lies: its code to partnership and area.

    `nationwide` are the partnerships of the whole country, hosted or not, by name.
    """

    hosted: tuple[Place, ...]
    lsoas: Mapping[str, tuple[int, int]]
    nationwide: PartnershipNames = NO_PARTNERSHIPS

    @classmethod
    def of_all_hosted(cls) -> Places:
        """As the database has them today; a handful of queries for each partnership."""
        from partnership.models import Partnership, Placement

        placed = Placement.objects.values_list("lsoa__code", flat=True).distinct()
        hosted = Partnership.objects.select_related("area").prefetch_related(
            "districts", "agencies"
        )
        definitions = agreed([partnership.pk for partnership in hosted])
        places = (
            _place(
                host,
                tuple(
                    definition for definition in definitions if definition.partnership == host.pk
                ),
            )
            for host in hosted
        )
        return cls(tuple(places), _lsoas(set(placed)), PartnershipNames.of_all_loaded())

    @classmethod
    def only(cls, partnership: Partnership) -> Places:
        """One hosted partnership and its LSOAs, as if no other were hosted."""
        from partnership.models import Placement

        placed = Placement.objects.filter(ward_set__partnership=partnership)
        codes = set(placed.values_list("lsoa__code", flat=True))
        own = {code: found for code, found in _lsoas(codes).items() if found[0] == partnership.pk}
        return cls((_place(partnership, tuple(agreed([partnership.pk]))),), own)

    def place(self, partnership_id: int) -> Place:
        """KeyError where no such partnership is hosted."""
        for place in self.hosted:
            if place.partnership_id == partnership_id:
                return place
        raise KeyError(partnership_id)

    def lsoa(self, code: str) -> tuple[int, int] | None:
        """The partnership and the LSOA of that code."""
        return self.lsoas.get(code.upper())

    def ward(self, text: str) -> tuple[int, int] | None:
        """The partnership and the ward of that name or code, or in which the LSOA lies."""
        if placed := self.lsoa(text):
            partnership, lsoa = placed
            ward = self.place(partnership).ward_of.get(lsoa)
            return (partnership, ward) if ward else None
        for place in self.hosted:
            if found := place.names.match_ward(text):
                return place.partnership_id, found.pk
        return None

    def near(self, text: str) -> str:
        """The name of the ward closest to `text`; blank where none is close."""
        wards = (ward for place in self.hosted for ward in place.names.suggest(text))
        return next((ward.name for ward in wards), "") if text else ""

    def in_district(self, name: str) -> Place | None:
        """The partnership of the district of that name, or in which the LSOA of that name lies."""
        return self._districts.get(plain(district_of(name))) if name else None

    @cached_property
    def _districts(self) -> Mapping[str, Place]:
        return {plain(name): place for place in self.hosted for name in place.districts}

    @property
    def title(self) -> str:
        """ "Middlesbrough", "Hartlepool or Middlesbrough": where all hosted partnerships are."""
        return " or ".join(sorted(place.name for place in self.hosted)) or "any partnership"


def _lsoas(codes: set[str]) -> dict[str, tuple[int, int]]:
    from partnership.places.geography import place_lsoas

    return place_lsoas(codes, level=Level.LSOA)


def _place(partnership, definitions: tuple[Agreed, ...]) -> Place:
    from partnership.places.matching import AreaNames

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
        localities={
            locality.pk: (locality.code, locality.name) for locality in names.places.localities
        },
        ward_of=names.places.ward_of,
        locality_of=names.places.locality_of,
        whole=partnership.area_id,
        definitions=definitions,
    )
