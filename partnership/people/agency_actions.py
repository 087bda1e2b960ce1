"""Adding, sharing and changing agencies: by somebody, and on the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from partnership import audit
from partnership.kinds import AgencyKind
from partnership.models import (
    Agency,
    Area,
    Partnership,
    User,
)
from partnership.people.permissions import (
    Permission,
    check_actor,
    in_force_on,
)
from partnership.refusals import Refused


@transaction.atomic
def add_agency(
    *,
    name: str,
    kind: AgencyKind,
    partnership: Partnership,
    by: User | None,
    covers: Area | None = None,
    at: datetime | None = None,
) -> Agency:
    """An agency that the portal does not know yet, supplying `partnership`."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    slug = slugify(name)
    if not slug:
        raise Refused(f"“{name}” has no letters to make an address of")
    if partnership.agencies.filter(name__iexact=name).exists():
        raise Refused(f"{name} is an agency of {partnership.short_name} already")
    # Another partnership may have a “Youth justice service” too.
    if Agency.objects.filter(slug=slug).exists():
        slug = f"{partnership.slug}-{slug}"
    if Agency.objects.filter(slug=slug).exists():
        raise Refused(f"There is an agency called “{name}” already: choose another name")
    agency = Agency.objects.create(slug=slug, name=name, kind=kind, covers=covers)
    agency.partnerships.add(partnership)
    audit.record(
        audit.Kind.AGENCY_ADDED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        after=_agency_as_kept(agency),
    )
    return agency


@transaction.atomic
def share_agency(
    *, agency: Agency, partnership: Partnership, by: User | None, at: datetime | None = None
) -> Agency:
    """Have an agency that supplies other partnerships supply this one too."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    before = sorted(agency.partnerships.values_list("slug", flat=True))
    agency.partnerships.add(partnership)
    audit.record(
        audit.Kind.AGENCY_SHARED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        before=before,
        after=sorted({*before, partnership.slug}),
    )
    return agency


@transaction.atomic
def end_agency(
    *, agency: Agency, partnership: Partnership, by: User | None, at: datetime | None = None
) -> Agency:
    """Have an agency supply this partnership no longer; what it sent stays as it is.

    Refused while somebody speaks for it, and for the only one of its kind: a month counts as
    supplied when all agencies of a kind have supplied it, so none would.
    """
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    if not agency.partnerships.contains(partnership):
        raise Refused(f"{agency} is not an agency of {partnership}")
    if partnership.memberships.filter(in_force_on(), agency=agency).exists():
        raise Refused(f"Somebody works for {agency} here: end their role first")
    if not partnership.agencies.filter(kind=agency.kind).exclude(pk=agency.pk).exists():
        raise Refused(
            f"{agency} is the only agency of its kind here, and figures in use may be its own. If"
            " it sends no more, the manager stops asking for its returns in the calendar’s dates;"
            " if another one follows it, add that one first"
        )
    before = sorted(agency.partnerships.values_list("slug", flat=True))
    agency.partnerships.remove(partnership)
    audit.record(
        audit.Kind.AGENCY_ENDED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        before=before,
        after=[slug for slug in before if slug != partnership.slug],
    )
    return agency


@transaction.atomic
def change_agency(
    *,
    agency: Agency,
    name: str,
    kind: AgencyKind,
    partnership: Partnership,
    by: User | None,
    at: datetime | None = None,
) -> Agency:
    """Call an agency something else; one that several partnerships share stays as it is."""
    check_actor(by, Permission.MANAGE_AREAS, partnership)
    if list(agency.partnerships.all()) != [partnership]:
        raise Refused(f"{agency} supplies other partnerships too, so it stays as it is")
    before = _agency_as_kept(agency)
    agency.name, agency.kind = name, kind
    agency.save(update_fields=["name", "kind"])
    audit.record(
        audit.Kind.AGENCY_CHANGED,
        by=by,
        about=agency,
        partnership=partnership,
        at=at,
        before=before,
        after=_agency_as_kept(agency),
    )
    return agency


def _agency_as_kept(agency: Agency) -> dict[str, str | None]:
    return {
        "name": agency.name,
        "kind": agency.kind,
        "covers": agency.covers.code if agency.covers else None,
    }
