"""Changes of recording practice as rows for a template: those that stand, and those that ended."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Partnership
from partnership.page_parts import Row
from partnership.people.permissions import Permission, Viewer, check
from returns.catalogue.registry import datasets
from returns.lifecycle import words
from returns.models.recording import RecordingChange
from returns.pages.recording import words as recording_words


@dataclass(frozen=True)
class ChangePanel:
    """A change of recording practice, line by line."""

    pk: int
    title: str
    rows: tuple[Row, ...]
    is_ended: bool


def panels(partnership: Partnership, *, viewer: Viewer) -> tuple[ChangePanel, ...]:
    """Every change that was ever recorded, those that stand first and the latest first."""
    check(viewer, Permission.RECORD_RECORDING_CHANGES, partnership=partnership)
    changes = RecordingChange.objects.filter(partnership=partnership)
    people = ("recorded_by", "ended_by")
    made = [panel(change) for change in changes.select_related(*people).order_by("-since", "-pk")]
    return tuple(sorted(made, key=lambda change: change.is_ended))


def panel(change: RecordingChange) -> ChangePanel:
    recorded = f"{change.recorded_by}, {words.day(change.recorded_at)}"
    lines = (
        ("Since", words.day(change.since)),
        ("What changed", change.what),
        ("For comparisons", change.get_effect_display()),
        ("Who says so", change.reference),
        ("Link", change.link),
        ("Recorded by", recorded),
        ("Ended by", _ended(change)),
        ("Why", change.ended_because),
    )
    return ChangePanel(
        pk=change.pk,
        title=measure_of(change),
        rows=tuple(Row(key, value) for key, value in lines if value),
        is_ended=change.ended_at is not None,
    )


def _ended(change: RecordingChange) -> str:
    return f"{change.ended_by}, {words.day(change.ended_at)}" if change.ended_at else ""


def measure_of(change: RecordingChange) -> str:
    """The measure that a change is of, as the page names it."""
    dataset = datasets[change.dataset]
    if not change.measure:
        return recording_words.every_measure_of(dataset)
    return f"{dataset.title}: {dataset.measure(change.measure).title}"
