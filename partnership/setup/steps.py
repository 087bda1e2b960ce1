"""What is left to set up in a partnership: each step's state, asked of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from django.urls import reverse

from partnership.models import Area, Membership, Partnership, Placement, Role, User, Vintage
from partnership.people.permissions import RIGHTS, Permission, in_force_on
from partnership.places.boundaries import ground
from partnership.places.geography import Geography, geography
from partnership.setup import words


class State(Enum):
    """How far a step is; the value is what the page says."""

    DONE = "Done"
    PARTLY = "Partly done"
    TO_DO = "To do"
    OPTIONAL = "Optional"


@dataclass(frozen=True)
class Step:
    """One line of the checklist."""

    title: str
    state: State
    words: str
    url: str

    @property
    def colour(self) -> str:
        """The colour of its tag; what is done needs none."""
        return {State.PARTLY: "yellow", State.TO_DO: "blue", State.OPTIONAL: "grey"}.get(
            self.state, ""
        )


@dataclass(frozen=True)
class LoadedPlaces:
    """The places that a partnership has loaded today."""

    places: Geography
    lsoas: Mapping[Vintage, int]

    @cached_property
    def placed(self) -> int:
        """LSOAs whose rows are counted in one of today's wards."""
        wards = {ward.pk for ward in self.places.wards}
        carriers = {pk for pk in self.places.ward_of if pk not in wards}
        return len(carriers & self._lsoas)

    @cached_property
    def _lsoas(self) -> set[int]:
        return set(
            Placement.objects.filter(lsoa__in=self.places.ward_of).values_list("lsoa_id", flat=True)
        )

    @cached_property
    def wards_with_lsoas(self) -> int:
        """How many of today's wards have an LSOA."""
        return len({self.places.ward_of[lsoa] for lsoa in self._lsoas})

    @property
    def vintages(self) -> tuple[Vintage, ...]:
        return tuple(vintage for vintage in Vintage if self.lsoas.get(vintage))

    @property
    def wards_without_residents(self) -> tuple[Area, ...]:
        return tuple(one for one in self.places.wards if not self.places.populations.get(one.pk))

    @property
    def wards_with_residents(self) -> int:
        return len(self.places.wards) - len(self.wards_without_residents)

    @property
    def districts_with_residents(self) -> int:
        return sum(bool(self.places.populations.get(pk)) for pk in self.places.district_ids)


def loaded_places(partnership: Partnership) -> LoadedPlaces:
    """Which of the partnership's places are loaded."""
    lsoas: dict[Vintage, set[int]] = defaultdict(set)
    rows = Placement.objects.filter(ward_set__partnership=partnership)
    for vintage, lsoa in rows.values_list("vintage", "lsoa_id"):
        lsoas[Vintage(vintage)].add(lsoa)
    return LoadedPlaces(
        geography(partnership), {vintage: len(found) for vintage, found in lsoas.items()}
    )


MakesStep = Callable[[Partnership, User], Step]
_further: list[MakesStep] = []


def register_step(makes: MakesStep) -> MakesStep:
    """Add a step that an app above this one knows about."""
    if makes not in _further:
        _further.append(makes)
    return makes


def steps(partnership: Partnership, *, viewer: User) -> tuple[Step, ...]:
    """Every step in the order in which it is best done."""
    places = loaded_places(partnership)
    return (
        _bodies(partnership),
        _wards(partnership, places),
        _boundaries(partnership, places),
        _lsoas(partnership, places),
        _residents(partnership, places),
        _localities(partnership, places),
        _agencies(partnership),
        _people(partnership),
        *(makes(partnership, viewer) for makes in _further),
        _look(partnership),
    )


def _bodies(partnership: Partnership) -> Step:
    is_whole = partnership.police_force_id and partnership.fire_authority_id
    return Step(
        "Districts, police force and fire authority",
        State.DONE if is_whole else State.PARTLY,
        words.bodies(partnership),
        reverse("partnership:bodies", args=[partnership.slug]),
    )


def _wards(partnership: Partnership, places: LoadedPlaces) -> Step:
    count = len(places.places.wards)
    return Step(
        "Wards",
        State.DONE if count else State.TO_DO,
        words.wards_held(count),
        reverse("partnership:places", args=[partnership.slug]),
    )


def _boundaries(partnership: Partnership, places: LoadedPlaces) -> Step:
    drawn = len(ground(partnership, places.places).outlines)
    return Step(
        "Boundaries",
        State.DONE if drawn else State.OPTIONAL,
        words.drawn(drawn),
        reverse("partnership:boundaries", args=[partnership.slug]),
    )


def _lsoas(partnership: Partnership, places: LoadedPlaces) -> Step:
    is_all = len(places.vintages) == len(Vintage) and places.wards_with_lsoas
    some = State.PARTLY if places.placed else State.TO_DO
    return Step(
        "Small areas (LSOAs)",
        State.DONE if is_all else some,
        words.lsoas_held(places.placed, places.vintages),
        reverse("partnership:places", args=[partnership.slug]),
    )


def _residents(partnership: Partnership, places: LoadedPlaces) -> Step:
    wanted = len(places.places.wards) + len(places.places.district_ids)
    found = places.wards_with_residents + places.districts_with_residents
    some = State.PARTLY if found else State.TO_DO
    return Step(
        "Residents",
        State.DONE if found == wanted else some,
        words.residents_held(places),
        reverse("partnership:places", args=[partnership.slug]),
    )


def _localities(partnership: Partnership, places: LoadedPlaces) -> Step:
    grouped, wards = len(places.places.locality_of), len(places.places.wards)
    some = State.PARTLY if grouped else State.OPTIONAL
    return Step(
        "Localities",
        State.DONE if grouped and grouped == wards else some,
        words.grouped(grouped, wards),
        reverse("partnership:localities", args=[partnership.slug]),
    )


def _agencies(partnership: Partnership) -> Step:
    count = partnership.agencies.count()
    return Step(
        "Agencies",
        State.DONE if count else State.TO_DO,
        words.agencies_held(count),
        reverse("partnership:agencies", args=[partnership.slug]),
    )


def _people(partnership: Partnership) -> Step:
    roles = defaultdict(set)
    rows = Membership.objects.filter(
        in_force_on(), partnership=partnership, user__is_active=True
    ).values_list("user_id", "role")
    for user, role in rows:
        roles[user].add(Role(role))
    send, accept = (
        sum(any(permission in RIGHTS[role] for role in of_user) for of_user in roles.values())
        for permission in (Permission.UPLOAD_RETURN, Permission.ACCEPT_RETURN)
    )
    # Nobody accepts their own upload, so that it takes two.
    can_work = accept >= 1 and send >= 2
    return Step(
        "People",
        State.DONE if can_work else State.TO_DO if len(roles) < 2 else State.PARTLY,
        words.people_held(len(roles), can_work=can_work),
        reverse("partnership:people", args=[partnership.slug]),
    )


def _look(partnership: Partnership) -> Step:
    return Step(
        "Name, colour and logo",
        State.DONE if partnership.logo_id else State.OPTIONAL,
        words.look(has_logo=bool(partnership.logo_id)),
        reverse("partnership:look", args=[partnership.slug]),
    )
