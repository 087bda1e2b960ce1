"""Writing down, correcting and ending changes of recording practice; each with its audit event."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Outdated, Refused
from returns.catalogue.registry import datasets
from returns.models.recording import RecordingChange

# In place of a measure: every measure of the dataset.
EVERY_MEASURE = ""


@transaction.atomic
def record_change(
    *,
    partnership: Partnership,
    dataset: str,
    measure: str,
    since: date,
    what: str,
    effect: RecordingChange.Effect,
    reference: str,
    link: str = "",
    by: User,
    at: datetime | None = None,
) -> RecordingChange:
    """Note that a measure, if blank every one, has been recorded differently `since`."""
    at = at or timezone.now()
    check(by, Permission.RECORD_RECORDING_CHANGES, partnership=partnership)
    _check_measure(dataset, measure)
    change = _recorded(
        partnership=partnership,
        dataset=dataset,
        measure=measure,
        since=since,
        what=what.strip(),
        effect=effect,
        reference=reference.strip(),
        link=link.strip(),
        recorded_by=by,
        recorded_at=at,
    )
    audit.record(
        audit.Kind.RECORDING_CHANGE_RECORDED,
        by=by,
        about=change,
        partnership=partnership,
        at=at,
        after=_fields_of(change),
    )
    return change


@transaction.atomic
def follow_change(
    *,
    partnership: Partnership,
    change: RecordingChange,
    since: date,
    what: str,
    effect: RecordingChange.Effect,
    reference: str,
    link: str = "",
    because: str,
    by: User,
    at: datetime | None = None,
) -> RecordingChange:
    """Replace `change` with a corrected one: which ends and stays in the record.

    Outdated where it has ended: somebody else was faster.
    """
    at = at or timezone.now()
    ended = _ended(partnership, change, because, by=by, at=at)
    follower = _recorded(
        partnership=partnership,
        dataset=ended.dataset,
        measure=ended.measure,
        since=since,
        what=what.strip(),
        effect=effect,
        reference=reference.strip(),
        link=link.strip(),
        recorded_by=by,
        recorded_at=at,
        follows=ended,
    )
    audit.record(
        audit.Kind.RECORDING_CHANGE_FOLLOWED,
        by=by,
        about=follower,
        partnership=partnership,
        at=at,
        before=_fields_of(ended),
        after=_fields_of(follower),
        because=because.strip(),
    )
    return follower


@transaction.atomic
def end_change(
    *,
    partnership: Partnership,
    change: RecordingChange,
    because: str,
    by: User,
    at: datetime | None = None,
) -> RecordingChange:
    """End a change that should not stand; it stays in the record. Outdated where it has."""
    at = at or timezone.now()
    ended = _ended(partnership, change, because, by=by, at=at)
    audit.record(
        audit.Kind.RECORDING_CHANGE_ENDED,
        by=by,
        about=ended,
        partnership=partnership,
        at=at,
        before=_fields_of(ended),
        because=because.strip(),
    )
    return ended


def _check_measure(dataset: str, measure: str) -> None:
    slugs = {EVERY_MEASURE, *(known.slug for known in datasets[dataset].measures)}
    if measure not in slugs:
        raise Refused(f"{datasets[dataset].title} has no measure “{measure}”.")


def _recorded(**fields) -> RecordingChange:
    same = RecordingChange.objects.filter(
        **{name: fields[name] for name in ("partnership", "dataset", "measure", "since")},
        ended_at__isnull=True,
    )
    if same.exists():
        raise Refused(
            "A change of this measure is recorded for that day already. Correct that one instead."
        )
    return RecordingChange.objects.create(**fields)


def _ended(
    partnership: Partnership, change: RecordingChange, because: str, *, by: User, at: datetime
) -> RecordingChange:
    check(by, Permission.RECORD_RECORDING_CHANGES, partnership=partnership)
    locked = RecordingChange.objects.select_for_update().get(partnership=partnership, pk=change.pk)
    if locked.ended_at is not None:
        raise Outdated("Somebody has ended or corrected this change in the meantime.")
    locked.ended_at, locked.ended_by, locked.ended_because = at, by, because.strip()
    locked.save(update_fields=["ended_at", "ended_by", "ended_because"])
    return locked


def _fields_of(change: RecordingChange) -> dict[str, str]:
    """What the audit event keeps of a change."""
    return {
        "dataset": change.dataset,
        "measure": change.measure,
        "since": change.since.isoformat(),
        "what": change.what,
        "effect": change.effect,
        "reference": change.reference,
        "link": change.link,
    }
