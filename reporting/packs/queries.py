"""Packs as a viewer may see them: the list, one version, its history; computes no figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from partnership import audit
from partnership.models import AuditEvent, Partnership
from partnership.people.permissions import Permission, Viewer, check, may
from reporting.packs.events import Kind
from reporting.packs.models import Making, Pack, PackKind, Section, State, Version
from reporting.queries.measures import NoSuch


def versions(partnership: Partnership, viewer: Viewer) -> QuerySet[Version]:
    """Versions visible to the viewer: issued ones, and drafts for those who may read them."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    visible = Version.objects.filter(pack__partnership=partnership).defer("frozen")
    if not may(viewer, Permission.READ_DRAFT_PACKS, partnership=partnership):
        visible = visible.filter(state__in=(State.ISSUED, State.ARCHIVED))
    return visible.select_related("pack__meeting__group", "pack__partnership")


@dataclass(frozen=True)
class PackLine:
    """A pack in the list: its newest visible version, and how many are visible."""

    pack: Pack
    version: Version
    count: int


def packs(partnership: Partnership, viewer: Viewer) -> tuple[PackLine, ...]:
    """Every pack with a visible version, latest meeting first; one query."""
    by_pack: dict[int, list[Version]] = {}
    for pack_version in versions(partnership, viewer).order_by("-number"):
        by_pack.setdefault(pack_version.pack_id, []).append(pack_version)
    lines = [PackLine(those[0].pack, those[0], len(those)) for those in by_pack.values()]
    return tuple(sorted(lines, key=lambda line: (_held_on(line.pack), line.pack.pk), reverse=True))


def briefing_of(partnership: Partnership, viewer: Viewer, locality: str) -> Version | None:
    """The newest visible version of a locality briefing whose figures are of it, by its name."""
    visible = versions(partnership, viewer).filter(
        pack__kind=PackKind.LOCALITY, sections__settings__area=locality
    )
    return visible.order_by("-pack__started_at", "-number").first()


def _held_on(pack: Pack) -> str:
    """Packs without a meeting sort first, so that they get noticed and given one."""
    return pack.meeting.held_on.isoformat() if pack.meeting else "9999"


def version(partnership: Partnership, viewer: Viewer, slug: str, number: int) -> Version:
    """One complete version. NoSuch where the viewer can see none."""
    matching = versions(partnership, viewer).defer(None).filter(pack__slug=slug, number=number)
    found = matching.select_related("begun_by", "sent_by", "approved_by", "issued_by").first()
    if found is None:
        raise NoSuch("There is no such version of a pack here.")
    return found


def section(version: Version, key: str) -> Section:
    """A current section. NoSuch where there is none."""
    found = version.sections.filter(key=key, ended_at=None).first()
    if found is None:
        raise NoSuch("There is no such section in this version.")
    found.version = version
    return found


def sections(version: Version) -> tuple[Section, ...]:
    """The current sections, each with its number of open comments; one query."""
    open_ones = Count("comments", filter=Q(comments__settled_at=None))
    standing = version.sections.filter(ended_at=None).annotate(open_comments=open_ones)
    return tuple(standing.order_by("order", "pk"))


def latest_making(version: Version) -> Making | None:
    return version.makings.first()


# All formats of an annual update take seconds.
LONGEST_MAKING = timedelta(minutes=10)


def has_stopped(making: Making | None, *, now: datetime) -> bool:
    """Whether an unfinished run has taken so long that it must have been abandoned."""
    return making is not None and not making.ended_at and now - making.asked_at > LONGEST_MAKING


@dataclass(frozen=True)
class Event:
    """One event of a version's history: when, what, by whom, about what, and any reason."""

    at: datetime
    what: str
    by: str
    about: str
    because: str


def history(version: Version, viewer: Viewer) -> tuple[Event, ...]:
    """The history of a version and its sections, latest first."""
    check(viewer, Permission.READ_DRAFT_PACKS, partnership=version.pack.partnership)
    ids = [str(pk) for pk in version.sections.values_list("pk", flat=True)]
    events = AuditEvent.objects.filter(
        Q(about_type=audit.stored_name(Version), about_id=str(version.pk))
        | Q(about_type=audit.stored_name(Section), about_id__in=ids)
    ).order_by("-at", "-pk")
    return tuple(_events(events))


def _events(events: Iterable[AuditEvent]) -> Iterable[Event]:
    for event in events:
        yield Event(
            at=event.at,
            what=Kind(event.kind).label if event.kind in Kind.values else event.kind,
            by=event.by_email,
            about=event.about_label if event.about_type == audit.stored_name(Section) else "",
            because=str(event.detail.get("because") or event.detail.get("words") or ""),
        )
