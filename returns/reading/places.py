"""The areas that a file may speak of, over all hosted partnerships, held in memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, overload

from partnership.kinds import AgencyKind, Level
from partnership.places.matching import AreaNames, plain_code, plain_name
from partnership.places.names import NO_PARTNERSHIPS, PartnershipNames
from returns.catalogue.definitions import Agreed, OfSource
from returns.catalogue.headings import plain
from returns.models.definitions import agreed

if TYPE_CHECKING:
    from partnership.models import Area, Partnership
    from partnership.places.geography import Placed
    from partnership.places.standing import Standing
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
_LSOA_CODE = re.compile(r"[EW]01\d{6}", re.ASCII)
# Their files are about more than one partnership.
_OF_LARGER_AREAS = (AgencyKind.POLICE, AgencyKind.FIRE)
# Beyond so many partnerships of which none is the file's own their names say nothing.
MOST_NAMED = 4


def district_of(lsoa_name: str) -> str:
    """The district that the name of an LSOA begins with."""
    return _LSOA_NUMBER.sub("", lsoa_name)


def is_placeless(text: str) -> bool:
    """Whether the text names no place: blank, "No location", "Not known"."""
    called = plain(text)
    return not called or called in PLACELESS


class WardNames(Protocol):
    """What `partnership.places.matching.AreaNames` answers."""

    wards: Mapping[str, Area]
    codes: Mapping[str, Area]

    def match_ward(self, text: str) -> Area | None: ...

    def former_ward(self, text: str) -> Area | None: ...

    def suggest(self, text: str) -> tuple[Area, ...]: ...


@dataclass(frozen=True)
class Place:
    """One hosted partnership: its wards and localities (id to code and name), and its own names.

    `agencies` are slugs by kind: whose files are its own. `locality_of` takes the id of a ward to
    that of its locality; `whole` is the area of all of it. `around` are the names of larger areas
    that it lies in. `definitions` are what it agreed that its sources count.
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
    locality_of: Mapping[int, int] = field(default_factory=dict)
    whole: int | None = None
    definitions: tuple[Agreed, ...] = ()
    around: frozenset[str] = frozenset()

    def areas(self, level: Level) -> Mapping[int, tuple[str, str]]:
        """Its localities, or its wards for every other level."""
        return self.localities if level == Level.LOCALITY else self.wards

    def defined(self, dataset: Dataset, source: Source) -> OfSource:
        """What the partnership has defined of `source`."""
        return OfSource.among(self.definitions, dataset, source)


Found = tuple[int, int]


@dataclass(frozen=True)
class Places:
    """Every hosted partnership, and where each LSOA lies: its code to partnership and area.

    `nationwide` are the partnerships of the whole country, hosted or not, by name. `ours` is the
    partnership that a file is for: what is called as an area of it means that area, whoever else
    has one of that name. `lsoa_wards` takes an LSOA's code to partnership and ward.
    """

    hosted: Sequence[Place]
    lsoas: Mapping[str, Found]
    nationwide: PartnershipNames = NO_PARTNERSHIPS
    ours: int | None = None
    lsoa_wards: Mapping[str, Found] = field(default_factory=dict)

    @classmethod
    def of_all_hosted(cls) -> Places:
        """As the database has them today; as many queries for one as for all partnerships."""
        placed = _placed()
        return cls(
            _hosted(),
            {code: (found.partnership, found.lsoa) for code, found in placed.items()},
            PartnershipNames.of_all_loaded(),
            lsoa_wards={code: (found.partnership, found.ward) for code, found in placed.items()},
        )

    @classmethod
    def read_for(cls, partnership: Partnership) -> Places:
        """The same for a file of `partnership`; each kind is loaded when one is asked for.

        A file that resembles no layout asks for none, however many are hosted.
        """
        placed = _Later()
        return cls(
            _LaterHosted(),
            _LaterLsoas(placed, of_wards=False),
            PartnershipNames.of_all_loaded(),
            ours=partnership.pk,
            lsoa_wards=_LaterLsoas(placed, of_wards=True),
        )

    @classmethod
    def only(cls, partnership: Partnership) -> Places:
        """One hosted partnership and its LSOAs, as if no other were hosted."""
        placed = _Later(only=partnership.pk)
        return cls(
            _hosted(only=partnership),
            _LaterLsoas(placed, of_wards=False),
            ours=partnership.pk,
            lsoa_wards=_LaterLsoas(placed, of_wards=True),
        )

    def place(self, partnership_id: int) -> Place:
        """KeyError where no such partnership is hosted."""
        return self._by_id[partnership_id]

    @cached_property
    def _by_id(self) -> Mapping[int, Place]:
        return {place.partnership_id: place for place in self.hosted}

    @property
    def our_place(self) -> Place | None:
        """The partnership that the file is for; the only one that is hosted, if it is for none."""
        if self.ours is not None:
            return self.place(self.ours)
        return self.hosted[0] if len(self.hosted) == 1 else None

    @property
    def asked_first(self) -> tuple[Place, ...]:
        """Whose names are offered for what is misspelt: ours, else all."""
        return (self.our_place,) if self.our_place else tuple(self.hosted)

    # --- What a text means -------------------------------------------------------------------
    def lsoa(self, code: str) -> Found | None:
        """The partnership and the LSOA of that code."""
        return self.lsoas.get(code.upper())

    def wards_called(self, text: str, *, within: frozenset[int] | None = None) -> tuple[Found, ...]:
        """The partnership and the ward of each ward of that code or name.

        With `within` a name is that of those partnerships only; a code says where it lies. Ours
        alone, where it has one of that name.
        """
        if by_code := self._wards_by_code.get(plain_code(text)):
            return self._ours_first(by_code, None)
        return self._ours_first(self._wards_by_name.get(plain_name(text), ()), within)

    def localities_called(
        self, text: str, *, within: frozenset[int] | None = None
    ) -> tuple[Found, ...]:
        """The same of localities, by code, slug or name, with or without the word."""
        return self._ours_first(self._localities_by_name.get(plain(text), ()), within)

    def whole_called(self, text: str) -> Place | None:
        """The partnership of that name or code, or of a district of that name or code."""
        return self._by_own_name.get(plain(text)) if text else None

    def ward(self, text: str, *, within: frozenset[int] | None = None) -> Found | None:
        """The partnership and the ward of that name or code, or in which the LSOA lies."""
        if placed := self.lsoa_wards.get(text.upper()):
            return placed
        return next(iter(self.wards_called(text, within=within)), None)

    def near(self, text: str) -> str:
        """The name of the ward closest to `text`; blank where none is close."""
        wards = (ward for place in self.asked_first for ward in place.names.suggest(text))
        return next((ward.name for ward in wards), "") if text else ""

    def in_district(self, name: str) -> Place | None:
        """The partnership of the district of that name, or in which the LSOA of that name lies."""
        return self._districts.get(plain(district_of(name))) if name else None

    def within(self, district: str) -> frozenset[int] | None:
        """The partnerships that a row may speak of beside which this district or force stands.

        Of nobody where it is elsewhere; None where nothing stands there.
        """
        if is_placeless(district):
            return None
        if place := self.in_district(district) or self.whole_called(district):
            return frozenset({place.partnership_id})
        return self._by_surroundings.get(plain(district), frozenset())

    def within_each(self, districts: Iterable[str]) -> Mapping[str, frozenset[int] | None]:
        """The same for each text of a column.

        One that stands in all rows and is no district that we know ("Tees Valley") tells nothing.
        """
        found = {text: self.within(text) for text in districts}
        named = [text for text, within in found.items() if within is not None]
        if len(named) == 1 and not found[named[0]] and self.nationwide.match(named[0]) is None:
            return dict.fromkeys(found)
        return found

    def is_larger(self, text: str) -> bool:
        """Whether it names the area of a police force or a fire service, or one of these."""
        return plain(text) in self._larger and self.whole_called(text) is None

    def _ours_first(
        self, found: Iterable[Found], within: frozenset[int] | None
    ) -> tuple[Found, ...]:
        inside = tuple(each for each in found if within is None or each[0] in within)
        return tuple(each for each in inside if each[0] == self.ours) or inside

    @cached_property
    def _districts(self) -> Mapping[str, Place]:
        return {plain(name): place for place in self.hosted for name in place.districts}

    @cached_property
    def _by_own_name(self) -> Mapping[str, Place]:
        every = {plain(name): place for place in self.hosted for name in place.called}
        ours = self.our_place
        return every | ({plain(name): ours for name in ours.called} if ours else {})

    @cached_property
    def _by_surroundings(self) -> Mapping[str, frozenset[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for place in self.hosted:
            slugs = (slug for of_kind in place.agencies.values() for slug in of_kind)
            for name in (*place.around, *slugs):
                found[plain(name)].add(place.partnership_id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def _larger(self) -> frozenset[str]:
        return frozenset(
            plain(name)
            for place in self.hosted
            for names in (
                place.around,
                *(place.agencies.get(kind, ()) for kind in _OF_LARGER_AREAS),
            )
            for name in names
        )

    @cached_property
    def _wards_by_name(self) -> Mapping[str, list[Found]]:
        return _gathered(
            (name, (place.partnership_id, ward.pk))
            for place in self.hosted
            for name, ward in place.names.wards.items()
        )

    @cached_property
    def _wards_by_code(self) -> Mapping[str, list[Found]]:
        return _gathered(
            (code, (place.partnership_id, ward.pk))
            for place in self.hosted
            for code, ward in place.names.codes.items()
        )

    @cached_property
    def _localities_by_name(self) -> Mapping[str, list[Found]]:
        return _gathered(
            (spelling, (place.partnership_id, area))
            for place in self.hosted
            for area, (code, name) in place.localities.items()
            for spelling in _spellings(code, name, place.name)
        )

    # --- What the partnerships are called ----------------------------------------------------
    @property
    def title(self) -> str:
        """Where a file may lie: "Middlesbrough", "Middlesbrough or the other partnership here".

        The names of several only where they are few and the file is for none of them.
        """
        return self._titled("or")

    @property
    def our_title(self) -> str:
        """The name of the file's own partnership alone, where it is for one."""
        return self.our_place.name if self.our_place else self.title

    @property
    def all_of_it(self) -> str:
        """The same as one place: "Middlesbrough and the 2 other partnerships here"."""
        return self._titled("and")

    def _titled(self, joined: str) -> str:
        ours, others = self.our_place, len(self.hosted) - 1
        if ours is None:
            names = sorted(place.name for place in self.hosted)
            many = len(names) > MOST_NAMED
            return f"the {len(names):,} partnerships here" if many else _joined(names, joined)
        if not others:
            return ours.name
        rest = "the other partnership" if others == 1 else f"the {others:,} other partnerships"
        return f"{ours.name} {joined} {rest} here"


def _joined(names: Sequence[str], joined: str) -> str:
    return f" {joined} ".join(names) or "any partnership"


def _gathered(named: Iterable[tuple[str, Found]]) -> Mapping[str, list[Found]]:
    found: dict[str, list[Found]] = defaultdict(list)
    for name, area in named:
        found[name].append(area)
    return found


def _spellings(code: str, name: str, partnership: str) -> set[str]:
    """ "North", "North locality", "North Middlesbrough", "Middlesbrough North", code and slug."""
    slug = code.rpartition("/")[2]
    every = {plain(text) for text in (code, slug, name)}
    every |= {plain(f"{name} {partnership}"), plain(f"{partnership} {name}")}
    short = plain(name).removesuffix("locality")
    return every | {short, f"{short}locality"}


@dataclass(frozen=True)
class _Later:
    """Where each LSOA lies, of one partnership or of all, from the database when first needed."""

    only: int | None = None

    @cached_property
    def placed(self) -> Mapping[str, Placed]:
        every = _placed()
        if self.only is None:
            return every
        return {code: found for code, found in every.items() if found.partnership == self.only}


@dataclass(frozen=True)
class _LaterLsoas(Mapping[str, Found]):
    later: _Later
    of_wards: bool

    def __getitem__(self, code: str) -> Found:
        if not _LSOA_CODE.fullmatch(code):
            raise KeyError(code)
        found = self.later.placed[code]
        return found.partnership, found.ward if self.of_wards else found.lsoa

    def __iter__(self) -> Iterator[str]:
        return iter(self.later.placed)

    def __len__(self) -> int:
        return len(self.later.placed)


def _placed() -> Mapping[str, Placed]:
    from partnership.places.geography import placed_lsoas

    return placed_lsoas()


def _hosted(*, only: Partnership | None = None) -> tuple[Place, ...]:
    from partnership.places.standing import everywhere

    standing = everywhere(only=only)
    definitions: dict[int, list[Agreed]] = defaultdict(list)
    for each in agreed([found.partnership.pk for found in standing]):
        definitions[each.partnership].append(each)
    return tuple(_place(found, tuple(definitions[found.partnership.pk])) for found in standing)


class _LaterHosted(Sequence[Place]):
    """Every hosted partnership, loaded when one is asked for."""

    @cached_property
    def _every(self) -> tuple[Place, ...]:
        return _hosted()

    @overload
    def __getitem__(self, at: int) -> Place: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Place]: ...

    def __getitem__(self, at: int | slice) -> Place | Sequence[Place]:
        return self._every[at]

    def __len__(self) -> int:
        return len(self._every)


def _place(standing: Standing, definitions: tuple[Agreed, ...]) -> Place:
    partnership = standing.partnership
    agencies: dict[str, set[str]] = {}
    for agency in partnership.agencies.all():
        agencies.setdefault(agency.kind, set()).add(agency.slug)
    districts = frozenset(district.name for district in partnership.districts.all())
    own = {partnership.name, partnership.short_name, partnership.area.name, partnership.code}
    larger = (partnership.police_force, partnership.fire_authority)
    return Place(
        partnership_id=partnership.pk,
        slug=partnership.slug,
        name=partnership.short_name,
        names=AreaNames(partnership, places=standing),
        wards={ward.pk: (ward.code, ward.name) for ward in standing.wards},
        districts=districts,
        called=frozenset(
            {*own, *districts, *(district.code for district in partnership.districts.all())}
        ),
        agencies={kind: frozenset(slugs) for kind, slugs in agencies.items()},
        not_placed=standing.not_placed.pk if standing.not_placed else None,
        localities={
            locality.pk: (locality.code, locality.name) for locality in standing.localities
        },
        locality_of=standing.locality_of,
        whole=partnership.area_id,
        definitions=definitions,
        around=frozenset(area.name for area in larger if area),
    )
