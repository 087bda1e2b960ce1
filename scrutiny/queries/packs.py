"""The packs of a partnership's meetings that a viewer may see."""

from __future__ import annotations

from django.db.models import QuerySet

from partnership.models import Partnership
from partnership.models.groups import Meeting
from partnership.people.permissions import Permission, Viewer, may
from reporting.packs.models import Pack, State


def packs(
    partnership: Partnership, *, viewer: Viewer, meeting: Meeting | None = None
) -> QuerySet[Pack]:
    """Issued packs for everybody, and all for who may read drafts; of `meeting` if given."""
    found = Pack.objects.filter(partnership=partnership)
    if meeting is not None:
        found = found.filter(meeting=meeting)
    if not may(viewer, Permission.READ_DRAFT_PACKS, partnership=partnership):
        issued = (State.ISSUED, State.ARCHIVED)
        found = found.filter(versions__state__in=issued).distinct()
    return found.select_related("partnership").order_by("title", "pk")
