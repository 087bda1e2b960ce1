"""The packs that somebody may see of a partnership's meetings."""

from __future__ import annotations

from django.db.models import QuerySet

from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, may
from reporting.packs.models import Pack, State


def seen_by(viewer: Viewer, partnership: Partnership) -> QuerySet[Pack]:
    """Issued packs for everybody, and all for who may read drafts."""
    held = Pack.objects.filter(partnership=partnership)
    if not may(viewer, Permission.READ_DRAFT_PACKS, partnership=partnership):
        issued = (State.ISSUED, State.ARCHIVED)
        held = held.filter(versions__state__in=issued).distinct()
    return held.select_related("partnership").order_by("title", "pk")
