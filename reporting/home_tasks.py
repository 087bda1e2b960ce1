"""What waits in updates and briefings: whose turn it is, and what could not be made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from partnership import clock
from partnership.desk import Desk, Task, register
from partnership.people.permissions import Permission, may
from reporting.packs.models import Making, Section, SectionRevision, SectionState, State, Version
from reporting.packs.sections.registry import Writers, section_kinds

_P = Permission
WRITE = "update-to-write"
APPROVE = "update-to-approve"
ISSUE = "update-to-issue"
FOLLOWED = "update-in-review"
SECTION = "section-to-write"
FAILED = "files-not-made"


def tasks(desk: Desk) -> Iterator[Task]:
    """The updates in hand, as far as the viewer has a part in them; three queries at most."""
    if _may(desk, _P.EDIT_PACKS, _P.APPROVE_PACKS):
        for version in _in_hand(desk):
            yield _of_version(desk, version)
        yield from _failed(desk)
    elif _may(desk, _P.EDIT_PREVENT_SECTIONS):
        yield from _sections(desk)


register(tasks)


def _may(desk: Desk, *any_of: Permission) -> bool:
    return any(may(desk.viewer, right, partnership=desk.partnership) for right in any_of)


def _in_hand(desk: Desk) -> QuerySet[Version]:
    """Versions that are being written, reviewed or are approved and not issued."""
    standing = Q(sections__ended_at__isnull=True)
    wrote = SectionRevision.objects.filter(
        section__version=OuterRef("pk"), section__ended_at=None, by=desk.viewer.pk
    )
    found = Version.objects.filter(
        pack__partnership=desk.partnership, state__in=(State.DRAFT, State.IN_REVIEW, State.APPROVED)
    )
    return (
        found.defer("frozen")
        .select_related("pack", "sent_by", "begun_by")
        .annotate(
            in_all=Count("sections", filter=standing),
            to_check=Count("sections", filter=standing & Q(sections__state=SectionState.CHECK)),
            viewer_wrote=Exists(wrote),
        )
        .order_by("begun_at")
    )


def _of_version(desk: Desk, version: Any) -> Task:
    """Whose turn it is with one version."""
    match version.state:
        case State.DRAFT:
            return _task(
                desk,
                version,
                WRITE,
                note=f"{version.to_check} of {version.in_all} sections to finish; then it is sent"
                " for review",
                since=version.begun_at,
                action="Go on",
                to="edit",
                is_mine=_may(desk, _P.EDIT_PACKS),
            )
        case State.APPROVED:
            return _task(
                desk,
                version,
                ISSUE,
                note="Approved; it is not issued yet",
                since=version.approved_at,
                action="Issue",
                to="version",
                is_mine=_may(desk, _P.ISSUE_PACKS),
            )
    may_approve = (
        _may(desk, _P.APPROVE_PACKS)
        and version.sent_by_id != desk.viewer.pk
        and not version.viewer_wrote
    )
    return _task(
        desk,
        version,
        APPROVE if may_approve else FOLLOWED,
        note=f"Sent for review by {version.sent_by}",
        since=version.sent_at,
        action="Review",
        to="version",
        is_mine=may_approve,
    )


def _task(
    desk: Desk, version: Any, kind: str, *, note: str, since, action: str, to: str, is_mine: bool
) -> Task:
    address = [desk.partnership.slug, version.pack.slug, version.number]
    return Task(
        kind=kind,
        key=f"updates/{version.pk}/{version.state}",
        title=version.pack.title,
        note=note,
        since=clock.day_of(since),
        url=reverse(f"packs:{to}", args=address),
        action=action,
        is_primary=is_mine and kind != WRITE,
        is_mine=is_mine,
    )


def _failed(desk: Desk) -> Iterator[Task]:
    """Versions whose files could not be made when that was last tried."""
    later = Making.objects.filter(version=OuterRef("version"), asked_at__gt=OuterRef("asked_at"))
    failed = Making.objects.filter(
        ~Exists(later), version__pack__partnership=desk.partnership, status=Making.Status.FAILED
    )
    for making in failed.select_related("version__pack").defer("version__frozen"):
        version = making.version
        yield Task(
            kind=FAILED,
            key=f"updates/making/{making.pk}",
            title=f"Files of {version.pack.title} could not be made",
            note=making.problem,
            since=clock.day_of(making.ended_at or making.asked_at),
            url=reverse(
                "packs:version", args=[desk.partnership.slug, version.pack.slug, version.number]
            ),
            action="Try again",
            is_primary=True,
        )


def _sections(desk: Desk) -> Iterator[Task]:
    """Sections that wait for the Prevent lead's words."""
    kinds = [kind.slug for kind in section_kinds if kind.writers is Writers.PREVENT_LEAD]
    waiting = Section.objects.filter(
        version__pack__partnership=desk.partnership,
        version__state__in=(State.DRAFT, State.IN_REVIEW),
        kind__in=kinds,
        state=SectionState.CHECK,
        ended_at=None,
    )
    for section in waiting.select_related("version__pack").defer("version__frozen"):
        version = section.version
        yield Task(
            kind=SECTION,
            key=f"updates/section/{section.pk}/{section.revision}",
            title=section.title,
            note=f"Section of {version.pack.title}",
            since=clock.day_of(version.begun_at),
            url=reverse(
                "packs:section",
                args=[desk.partnership.slug, version.pack.slug, version.number, section.key],
            ),
            action="Write",
            is_primary=True,
        )
