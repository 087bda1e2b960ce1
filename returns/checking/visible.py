"""Which returns somebody may see before they are accepted; changes nothing."""

from __future__ import annotations

from django.db.models import Q

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, agencies, may
from returns.models import Part, Return


def visible(partnership: Partnership, viewer: Viewer) -> Q:
    """Of returns: those that `viewer` may see, all of them or their own agency's."""
    if may(viewer, Permission.SEE_ALL_RETURNS, partnership=partnership):
        return Q()
    if may(viewer, Permission.SEE_RETURNS_OF_OWN_AGENCY, partnership=partnership):
        own = [agency.pk for agency in agencies(viewer, partnership)]
        return Q(supplied_by__in=own) | Q(uploaded_by=viewer.pk)
    return Q(pk__in=[])


def may_see(part: Part, *, viewer: Viewer) -> bool:
    """Whether `viewer` may see the return that `part` is of; at most one query of its own."""
    if may(viewer, Permission.SEE_ALL_RETURNS, partnership=part.partnership):
        return True
    seen = Return.objects.filter(visible(part.partnership, viewer), pk=part.of_return_id)
    return seen.exists()
