"""The life of a pack: started, sent, approved and frozen, issued, archived, made public."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.models.groups import Meeting
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from reporting import tasks
from reporting.content.description import Marking
from reporting.content.frozen import freeze, sha256_of
from reporting.export.formats import Format
from reporting.packs import telling
from reporting.packs.agreement import disagreements_of
from reporting.packs.build import Built, build, standing_sections
from reporting.packs.checks import unsupported_numbers
from reporting.packs.events import Kind
from reporting.packs.files import scopes
from reporting.packs.models import (
    Making,
    Pack,
    PackKind,
    Section,
    SectionPlace,
    SectionRevision,
    SectionState,
    State,
    Version,
)
from reporting.packs.on_slides.shown import without_room
from reporting.packs.policies import (
    check_can_be_approved,
    check_can_be_sent,
    check_can_be_written,
    check_in_state,
)

# A step between two sections, so that one can be moved in between without moving the others.
STEP = 10


@dataclass(frozen=True)
class NewSection:
    """A section to create. Its `key` identifies it in every version and year."""

    key: str
    kind: str
    title: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    state: SectionState = SectionState.READY
    place: SectionPlace = SectionPlace.AS_ITS_KIND


@dataclass(frozen=True)
class Details:
    """A pack's details, apart from its sections."""

    title: str
    meeting: Meeting | None = None
    agenda_item: str = ""
    agenda_link: str = ""
    presenters: tuple[tuple[str, str], ...] = ()
    marking: Marking = Marking.OFFICIAL
    as_at: date | None = None
    report_has_notes: bool = False


@transaction.atomic
def start_pack(
    *,
    partnership: Partnership,
    slug: str,
    kind: PackKind,
    details: Details,
    sections: Sequence[NewSection],
    by: User,
    started_from: Pack | None = None,
    at: datetime | None = None,
) -> Version:
    """Create a pack with its first version, in draft. Refused for a slug already in use."""
    check(by, Permission.EDIT_PACKS, partnership=partnership)
    at = at or timezone.now()
    if slug == "new" or Pack.objects.filter(partnership=partnership, slug=slug).exists():
        raise Refused(f"There is already a pack at “{slug}”: choose another address.")
    pack = Pack.objects.create(
        partnership=partnership,
        slug=slug,
        kind=kind,
        title=details.title,
        meeting=details.meeting,
        agenda_item=details.agenda_item,
        agenda_link=details.agenda_link,
        started_from=started_from,
        started_by=by,
        started_at=at,
    )
    version = Version.objects.create(
        pack=pack,
        number=1,
        marking=details.marking.value,
        as_at=details.as_at,
        presenters=[list(presenter) for presenter in details.presenters],
        report_has_notes=details.report_has_notes,
        begun_by=by,
        begun_at=at,
    )
    add_sections(version=version, sections=sections, by=by, at=at)
    _record(Kind.PACK_STARTED, version, by=by, at=at, kind_of_pack=kind.value, slug=slug)
    return version


def add_sections(
    *, version: Version, sections: Sequence[NewSection], by: User, at: datetime
) -> list[Section]:
    """Add sections at the end, with their first revisions, in the caller's transaction."""
    last = version.sections.aggregate(last=Max("order"))["last"] or 0
    made = Section.objects.bulk_create(
        Section(
            version=version,
            key=new.key,
            kind=new.kind,
            title=new.title,
            order=last + STEP * number,
            settings=dict(new.settings),
            text=new.text,
            state=new.state,
            place=new.place,
        )
        for number, new in enumerate(sections, 1)
    )
    SectionRevision.objects.bulk_create(revision_of(section, by=by, at=at) for section in made)
    return made


def revision_of(section: Section, *, by: User, at: datetime) -> SectionRevision:
    """A revision of the section as it is now, not saved yet."""
    return SectionRevision(
        section=section,
        number=section.revision,
        title=section.title,
        text=section.text,
        settings=section.settings,
        state=section.state,
        place=section.place,
        by=by,
        at=at,
    )


@transaction.atomic
def change_details(*, version: Version, details: Details, by: User) -> None:
    """Change a pack's details. Refused once it is approved."""
    version = _locked(version)
    pack = version.pack
    check(by, Permission.EDIT_PACKS, partnership=pack.partnership)
    check_can_be_written(version)
    before = _details_of(version)
    pack.title, pack.meeting = details.title, details.meeting
    pack.agenda_item, pack.agenda_link = details.agenda_item, details.agenda_link
    pack.save(update_fields=["title", "meeting", "agenda_item", "agenda_link"])
    version.presenters = [list(presenter) for presenter in details.presenters]
    version.marking, version.as_at = details.marking.value, details.as_at
    version.report_has_notes = details.report_has_notes
    version.save(update_fields=["presenters", "marking", "as_at", "report_has_notes"])
    _record(Kind.PACK_CHANGED, version, by=by, before=before, after=_details_of(version))


def _details_of(version: Version) -> dict[str, Any]:
    pack = version.pack
    return {
        "title": pack.title,
        "meeting": str(pack.meeting or ""),
        "agenda_item": pack.agenda_item,
        "agenda_link": pack.agenda_link,
        "presenters": len(version.presenters),
        "marking": version.marking,
        "as_at": version.as_at.isoformat() if version.as_at else "",
        "report_has_notes": version.report_has_notes,
    }


# --- From draft to archive -------------------------------------------------------------------
@transaction.atomic
def send_for_review(*, version: Version, by: User, at: datetime | None = None) -> None:
    """Send a draft for review. Refused where it is not a draft or has no section."""
    version = _locked(version)
    check(by, Permission.EDIT_PACKS, partnership=version.pack.partnership)
    check_can_be_sent(version)
    version.state, version.sent_by, version.sent_at = State.IN_REVIEW, by, at or timezone.now()
    version.save(update_fields=["state", "sent_by", "sent_at"])
    _record(Kind.SENT_FOR_REVIEW, version, by=by, at=version.sent_at)
    telling.to_review(version, by=by, at=version.sent_at)


@transaction.atomic
def return_to_draft(*, version: Version, because: str, by: User) -> None:
    """Return a version from review to draft; open to those who write or approve packs."""
    version = _locked(version)
    check(by, Permission.EDIT_PACKS, partnership=version.pack.partnership)
    check_in_state(version, State.IN_REVIEW, what="returned to draft")
    sender = version.sent_by
    version.state, version.sent_by, version.sent_at = State.DRAFT, None, None
    version.save(update_fields=["state", "sent_by", "sent_at"])
    _record(Kind.RETURNED, version, by=by, because=because)
    telling.returned(version, to=sender, because=because, by=by, at=timezone.now())


@transaction.atomic
def approve(
    *, version: Version, by: User, at: datetime | None = None, makes_files: bool = True
) -> Built:
    """Approve and freeze a version, and queue its files unless told otherwise.

    Refused where its state or open problems forbid it.
    """
    version = _locked(version)
    check(by, Permission.APPROVE_PACKS, partnership=version.pack.partnership)
    check_can_be_approved(version, by)
    at = at or timezone.now()
    built = build(version, now=at, fixes=True)
    _check_whole(version, built)
    version.state, version.approved_by, version.approved_at = State.APPROVED, by, at
    version.fixed_at = built.pack.at
    version.frozen = freeze(built.pack)
    version.sha256 = sha256_of(version.frozen)
    version.save()
    _record(Kind.APPROVED, version, by=by, at=at, sha256=version.sha256)
    telling.approved(version, by=by, at=at)
    if makes_files:
        ask_for_files(version=version, formats=tuple(Format), by=by, at=at)
    return built


def _check_whole(version: Version, built: Built) -> None:
    """Refuse what no longer agrees or has no room, unreadable figures, unsupported numbers.

    Missing data are named on the slide.
    """
    titles = {section.key: section.title for section in built.pack.sections}
    differing = disagreements_of(version, standing_sections(version))
    if differing:
        problems = "; ".join(
            f"{titles[key]}: {', and '.join(one.sentence for one in those)}"
            for key, those in differing.items()
        )
        raise Refused(f"Titles or words name another period than is shown. {problems}")
    if built.wrong:
        problems = "; ".join(
            f"{titles[key]}: {' '.join(those)}" for key, those in built.wrong.items()
        )
        raise Refused(f"Figures in the text cannot be read. {problems}")
    full = without_room(built.pack, version)
    if full:
        raise Refused(f"Slides cannot be set. {' '.join(one.problem for one in full)}")
    typed = unsupported_numbers(version, built.pack)
    if typed:
        problems = "; ".join(f"{titles[key]}: {', '.join(those)}" for key, those in typed.items())
        raise Refused(f"Numbers were typed that no figure of the pack bears out. {problems}")


@transaction.atomic
def issue(*, version: Version, by: User, at: datetime | None = None) -> None:
    """Issue an approved version: everybody who may view figures sees it from now on.

    What was issued before of the same pack is archived, and keeps its address.
    """
    version = _locked(version)
    check(by, Permission.ISSUE_PACKS, partnership=version.pack.partnership)
    check_in_state(version, State.APPROVED, what="issued")
    at = at or timezone.now()
    for earlier in version.pack.versions.filter(state=State.ISSUED):
        archive(version=earlier, by=by, at=at)
    version.state, version.issued_by, version.issued_at = State.ISSUED, by, at
    version.save(update_fields=["state", "issued_by", "issued_at"])
    _record(Kind.ISSUED, version, by=by, at=at, sha256=version.sha256)
    telling.issued(version, by=by, at=at)


@transaction.atomic
def archive(*, version: Version, by: User, at: datetime | None = None) -> None:
    """Archive an issued version; it stays readable at its address."""
    version = _locked(version)
    check(by, Permission.ISSUE_PACKS, partnership=version.pack.partnership)
    check_in_state(version, State.ISSUED, what="archived")
    version.state, version.archived_at = State.ARCHIVED, at or timezone.now()
    version.save(update_fields=["state", "archived_at"])
    _record(Kind.ARCHIVED, version, by=by, at=version.archived_at)


@transaction.atomic
def make_public(*, version: Version, by: User, at: datetime | None = None) -> None:
    """Make an issued version public, without its exempt sections."""
    version = _locked(version)
    check(by, Permission.ISSUE_PACKS, partnership=version.pack.partnership)
    check_in_state(version, State.ISSUED, State.ARCHIVED, what="made public")
    if version.marking != Marking.OFFICIAL.value:
        raise Refused(f"It is marked {version.marking}, and so is not for the public.")
    if version.public_since:
        raise Refused("It is public already.")
    version.public_since, version.public_by = at or timezone.now(), by
    version.save(update_fields=["public_since", "public_by"])
    _record(Kind.MADE_PUBLIC, version, by=by, at=version.public_since)


@transaction.atomic
def end_public(*, version: Version, because: str, by: User) -> None:
    """Close the public address again."""
    version = _locked(version)
    check(by, Permission.ISSUE_PACKS, partnership=version.pack.partnership)
    if not version.public_since:
        raise Refused("It is not public.")
    since = version.public_since
    version.public_since, version.public_by = None, None
    version.save(update_fields=["public_since", "public_by"])
    _record(Kind.PUBLIC_ENDED, version, by=by, because=because, since=since.isoformat())


# --- Further versions and years --------------------------------------------------------------
@transaction.atomic
def begin_version(
    *, pack: Pack, changes: str, by: User, as_at: date | None = None, at: datetime | None = None
) -> Version:
    """Start a new version; the latest stays unchanged. Refused while a draft is open."""
    pack = Pack.objects.select_for_update().get(pk=pack.pk)
    check(by, Permission.EDIT_PACKS, partnership=pack.partnership)
    latest = pack.versions.order_by("-number").first()
    assert latest is not None  # noqa: S101 - a pack is started with a version
    if not latest.is_frozen:
        raise Refused(f"{latest} is not approved yet: change that one.")
    at = at or timezone.now()
    version = Version.objects.create(
        pack=pack,
        number=latest.number + 1,
        marking=latest.marking,
        as_at=as_at,
        presenters=latest.presenters,
        report_has_notes=latest.report_has_notes,
        changes=changes,
        begun_by=by,
        begun_at=at,
    )
    for old in standing_sections(latest):
        copied = _copied(old, version, state=SectionState(old.state))
        copied.save()
        _carry_numbers(old, copied)
        # Its words are whose they were, not of whoever began the version.
        written = old.revisions.first()
        revision_of(copied, by=written.by if written else by, at=at).save()
    _record(Kind.VERSION_BEGUN, version, by=by, at=at, changes=changes)
    return version


def _copied(old: Section, version: Version, *, state: SectionState) -> Section:
    return Section(
        version=version,
        key=old.key,
        kind=old.kind,
        title=old.title,
        order=old.order,
        settings=old.settings,
        text=old.text,
        state=state,
        place=old.place,
        exempt_paragraph=old.exempt_paragraph,
        exempt_because=old.exempt_because,
    )


def _carry_numbers(old: Section, new: Section) -> None:
    for number in old.confirmed_numbers.all():
        number.pk, number.section = None, new
        number.save(force_insert=True)


# --- Files -----------------------------------------------------------------------------------
def ask_for_files(
    *, version: Version, formats: Collection[Format], by: User, at: datetime | None = None
) -> Making:
    """Queue the missing files; the version's page shows the progress."""
    check(by, Permission.VIEW_FIGURES, partnership=version.pack.partnership)
    if not version.is_frozen:
        raise Refused("Files are made of a version once it is approved.")
    with transaction.atomic():
        making = Making.objects.create(
            version=version,
            formats=[file_format.value for file_format in Format if file_format in formats],
            of=len(formats) * len(scopes(version)),
            asked_by=by,
            asked_at=at or timezone.now(),
        )
        _record(Kind.FILES_ASKED, version, by=by, at=at, formats=making.formats)
    transaction.on_commit(lambda: tasks.make_files.enqueue(making.pk))
    return making


# --- One version -----------------------------------------------------------------------------
def _locked(version: Version) -> Version:
    """The version, read afresh and locked until the transaction ends."""
    versions = Version.objects.select_for_update(of=("self",)).select_related("pack__partnership")
    return versions.get(pk=version.pk)


def _record(kind: Kind, version: Version, *, by: User, at: datetime | None = None, **detail):
    audit.record(
        kind,
        by=by,
        about=version,
        partnership=version.pack.partnership,
        at=at,
        pack=version.pack.slug,
        version=version.number,
        **detail,
    )
