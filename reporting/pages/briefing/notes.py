"""Officers' notes on the figures of a month: writing them, and those in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from measures.periods import Month
from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, Viewer, check
from reporting.pages.briefing.models import Note


class Kind(models.TextChoices):
    """Audit events for notes."""

    NOTE_WRITTEN = "note-written", "Note on a figure written"
    NOTE_WITHDRAWN = "note-withdrawn", "Note on a figure withdrawn"


@dataclass(frozen=True)
class About:
    """The figure that a note is about; `area` is blank for the whole."""

    month: Month
    measure: str
    source: str
    area: str = ""


@transaction.atomic
def write(*, about: About, text: str, partnership: Partnership, by: User) -> Note:
    """Save a note on a figure, replacing any earlier one; a blank text withdraws it."""
    check(by, Permission.WRITE_NOTES, partnership=partnership)
    note = Note.objects.create(
        partnership=partnership,
        month=about.month.first_day,
        measure=about.measure,
        source=about.source,
        area=about.area,
        text=text.strip(),
        by=by,
        at=timezone.now(),
    )
    audit.record(
        Kind.NOTE_WRITTEN if note.text else Kind.NOTE_WITHDRAWN,
        by=by,
        about=note,
        partnership=partnership,
        at=note.at,
        month=about.month.code,
        measure=about.measure,
        source=about.source,
        area=about.area,
    )
    return note


def of_month(
    month: Month, *, partnership: Partnership, viewer: Viewer, at: datetime
) -> dict[About, Note]:
    """The notes in force at a moment, by what they are about; one query."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    written = Note.objects.filter(partnership=partnership, month=month.first_day, at__lte=at)
    latest = {
        About(month, note.measure, note.source, note.area): note
        for note in written.select_related("by").order_by("at", "pk")
    }
    return {about: note for about, note in latest.items() if note.text}
