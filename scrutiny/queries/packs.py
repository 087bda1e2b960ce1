"""The packs of a partnership's meetings that a viewer may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from partnership import clock
from partnership.models import Partnership
from partnership.models.groups import Meeting
from partnership.people.permissions import Permission, Viewer, may
from reporting.packs.models import Pack, State, Version
from scrutiny.working_days.countdown import Step


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


@dataclass(frozen=True)
class Paper:
    """A pack of a meeting with its newest version that the viewer may read."""

    pack: Pack
    version: Version

    @property
    def shows(self) -> dict[Step, date]:
        """The steps before the meeting that the pack itself shows as done, and when."""
        moments = {
            Step.DRAFT: self.version.sent_at or self.version.approved_at,
            Step.CLEARANCE: self.version.approved_at,
            Step.PUBLICATION: self.version.issued_at,
        }
        return {step: clock.day_of(moment) for step, moment in moments.items() if moment}


def papers(partnership: Partnership, *, viewer: Viewer, meeting: Meeting) -> tuple[Paper, ...]:
    """The packs of a meeting, as in `packs`, each by its newest version; one query."""
    found = Version.objects.filter(pack__partnership=partnership, pack__meeting=meeting)
    if not may(viewer, Permission.READ_DRAFT_PACKS, partnership=partnership):
        found = found.filter(state__in=(State.ISSUED, State.ARCHIVED))
    rows = found.defer("frozen").select_related("pack__partnership")
    newest: dict[int, Version] = {}
    for version in rows.order_by("pack__title", "pack_id", "number"):
        newest[version.pack_id] = version
    return tuple(Paper(version.pack, version) for version in newest.values())
