"""The wards that a viewer follows in a partnership, under the codes that stand today."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet

from partnership import clock
from partnership.models import FollowedWard, Partnership, User, WardSet
from partnership.people.permissions import Permission, Viewer, check


@dataclass(frozen=True)
class Followed:
    """A ward somebody follows: its code and name of today, and whether they call it theirs."""

    code: str
    name: str
    is_mine: bool


def my_ward(partnership: Partnership, *, viewer: Viewer) -> Followed | None:
    """The ward that the viewer calls theirs; None where none is chosen or it stands no longer.

    One query; none for who isn't signed in.
    """
    return next((ward for ward in followed(partnership, viewer=viewer) if ward.is_mine), None)


def followed(partnership: Partnership, *, viewer: Viewer) -> tuple[Followed, ...]:
    """The wards that the viewer follows, their own first, then by name; one query.

    A ward whose code changed while its extent did not is named as it stands today; a ward that
    stands no longer is left out.
    """
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    if not isinstance(viewer, User):
        return ()
    in_force = _standing_sets(partnership)
    rows = (
        FollowedWard.objects.filter(user=viewer, partnership=partnership)
        .annotate(
            after=FilteredRelation(
                "ward__successors", condition=Q(ward__successors__same_extent=True)
            ),
            later=F("after__new__code"),
            later_name=F("after__new__name"),
            stands=Exists(in_force.filter(wards=OuterRef("ward"))),
            later_stands=Exists(in_force.filter(wards=OuterRef("after__new"))),
        )
        .values_list(
            "ward__code", "ward__name", "stands", "later", "later_name", "later_stands", "is_mine"
        )
    )
    found = {}
    for code, name, stands, later, later_name, later_stands, is_mine in rows:
        if stands:
            found[code] = Followed(code, name, is_mine)
        elif later_stands:
            found[later] = Followed(later, later_name, is_mine)
    return tuple(sorted(found.values(), key=lambda ward: (not ward.is_mine, ward.name)))


def _standing_sets(partnership: Partnership) -> QuerySet[WardSet]:
    """Those that have not ended."""
    return WardSet.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()), partnership=partnership
    )
