"""Writing the sections of a pack: words, order, exemptions, comments, numbers, pictures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from partnership import audit
from partnership.models import Partnership, User
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.places.pictures import Picture
from partnership.refusals import Refused
from reporting.packs.actions import NewSection, add_sections, revision_of
from reporting.packs.events import Kind
from reporting.packs.models import (
    Comment,
    NumberConfirmed,
    PackPicture,
    Section,
    SectionPlace,
    SectionState,
    Version,
)
from reporting.packs.policies import WRITERS, check_can_be_written, may_write
from reporting.packs.sections.registry import SectionKind

SOMEBODY_WAS_FASTER = "Somebody else has changed this section since you opened it."


@dataclass(frozen=True)
class Written:
    """A section as submitted from the editor's form."""

    title: str
    text: str
    settings: Mapping[str, Any]
    state: SectionState = SectionState.READY
    place: SectionPlace = SectionPlace.AS_ITS_KIND


@transaction.atomic
def write_section(
    *, section: Section, written: Written, revision: int, by: User, at: datetime | None = None
) -> Section:
    """Keep what was written on top of `revision`. Outdated where that is not the latest.

    What stood before stays among the section's revisions.
    """
    section = _locked(section, by=by)
    check_seen(revision, latest=section.revision, sentence=SOMEBODY_WAS_FASTER, now=section)
    at = at or timezone.now()
    before = _words_of(section)
    section.title, section.text = written.title, written.text
    section.settings, section.state = dict(written.settings), written.state
    section.place = written.place
    section.revision += 1
    section.save(update_fields=["title", "text", "settings", "state", "place", "revision"])
    revision_of(section, by=by, at=at).save()
    after = _words_of(section)
    _record(Kind.SECTION_WRITTEN, section, by=by, at=at, before=before, after=after)
    return section


def _words_of(section: Section) -> dict[str, str]:
    """What the audit trail keeps of a section."""
    return {
        "title": section.title,
        "state": section.state,
        "place": section.place,
        "text": section.text,
    }


# Whoever pauses for longer begins a new sitting.
SITTING = timedelta(minutes=15)


@transaction.atomic
def save_words(
    *, section: Section, text: str, revision: int, by: User, at: datetime | None = None
) -> Section:
    """Keep words as they are typed, on top of `revision`. Outdated where that is not the latest.

    A sitting is one revision and one event, which has the words that stood before it.
    """
    section = _locked(section, by=by)
    check_seen(revision, latest=section.revision, sentence=SOMEBODY_WAS_FASTER, now=section)
    if text == section.text:
        return section
    at, before = at or timezone.now(), _words_of(section)
    last = section.revisions.first()
    section.text = text
    section.revision += 1
    section.save(update_fields=["text", "revision"])
    if last and last.is_sitting and last.by_id == by.pk and at - last.at < SITTING:
        last.number, last.text, last.at = section.revision, text, at
        last.save(update_fields=["number", "text", "at"])
        return section
    sitting = revision_of(section, by=by, at=at)
    sitting.is_sitting = True
    sitting.save()
    _record(Kind.SECTION_TYPED, section, by=by, at=at, before=before)
    return section


@transaction.atomic
def confirm_unchanged(*, version: Version, keys: Collection[str], by: User) -> int:
    """Confirm that last time's words still apply to several sections; returns how many."""
    waiting = version.sections.filter(state=SectionState.CHECK, key__in=keys, ended_at=None)
    confirmed = 0
    for section in waiting:
        locked = _locked(section, by=by)
        locked.state = SectionState.READY
        locked.save(update_fields=["state"])
        _record(Kind.SECTION_CONFIRMED, locked, by=by)
        confirmed += 1
    return confirmed


@transaction.atomic
def add_section(*, version: Version, kind: SectionKind, title: str, by: User) -> Section:
    """Add a section at the end, with the initial content of its kind."""
    version = Version.objects.select_for_update().get(pk=version.pk)
    check(by, Permission.EDIT_PACKS, partnership=version.pack.partnership)
    check_can_be_written(version)
    new = NewSection(key=_free_key(version, title), kind=kind.slug, title=title)
    (made,) = add_sections(version=version, sections=[new], by=by, at=timezone.now())
    _record(Kind.SECTION_ADDED, made, by=by, of_kind=kind.slug)
    return made


def _free_key(version: Version, title: str) -> str:
    wanted = slugify(title)[:80] or "section"
    taken = set(version.sections.values_list("key", flat=True))
    key, number = wanted, 2
    while key in taken:
        key, number = f"{wanted}-{number}", number + 1
    return key


@transaction.atomic
def end_section(*, section: Section, by: User) -> None:
    """Remove a section; its words stay in the version's history."""
    section = _locked(section, by=by, permission=Permission.EDIT_PACKS)
    section.ended_at = timezone.now()
    section.save(update_fields=["ended_at"])
    _record(Kind.SECTION_ENDED, section, by=by)


@transaction.atomic
def move_section(*, section: Section, to: int, by: User) -> None:
    """Move a section to position `to`, counted from 0, among the current sections."""
    section = _locked(section, by=by, permission=Permission.EDIT_PACKS)
    others = list(section.version.sections.filter(ended_at=None).exclude(pk=section.pk))
    to = max(0, min(to, len(others)))
    ordered = [*others[:to], section, *others[to:]]
    for place, sibling in enumerate(ordered, 1):
        sibling.order = place * 10
    Section.objects.bulk_update(ordered, ["order"])
    _record(Kind.SECTION_MOVED, section, by=by, to=to)


@transaction.atomic
def exempt_section(*, section: Section, paragraph: str, because: str, by: User) -> None:
    """Exempt a section from publication; a blank paragraph ends the exemption."""
    section = _locked(section, by=by, permission=Permission.EDIT_PACKS)
    if paragraph and not because:
        raise Refused("Say why the section is exempt.")
    before = section.exempt_paragraph
    section.exempt_paragraph, section.exempt_because = paragraph, because if paragraph else ""
    section.save(update_fields=["exempt_paragraph", "exempt_because"])
    _record(Kind.SECTION_EXEMPTED, section, by=by, before=before, after=paragraph, because=because)


@transaction.atomic
def confirm_number(
    *,
    section: Section,
    number: str,
    why: NumberConfirmed.Why,
    words: str,
    by: User,
    at: datetime | None = None,
) -> None:
    """Confirm a typed number, with its source or a reason; a later one replaces it."""
    section, at = _locked(section, by=by), at or timezone.now()
    NumberConfirmed.objects.update_or_create(
        section=section,
        number=number,
        defaults={"why": why, "words": words, "by": by, "at": at},
    )
    _record(Kind.NUMBER_CONFIRMED, section, by=by, at=at, number=number, why=why.value, words=words)


@transaction.atomic
def comment(*, section: Section, text: str, by: User) -> Comment:
    """Comment on a section."""
    partnership = section.version.pack.partnership
    check(by, Permission.COMMENT_ON_PACKS, partnership=partnership)
    check_can_be_written(section.version)
    made = Comment.objects.create(section=section, text=text, by=by, at=timezone.now())
    _record(Kind.COMMENTED, section, by=by)
    return made


@transaction.atomic
def settle_comment(*, comment: Comment, by: User) -> None:
    """Settle a comment: open to its author and to whoever writes the section."""
    partnership = comment.section.version.pack.partnership
    check(by, Permission.COMMENT_ON_PACKS, partnership=partnership)
    if comment.by_id != by.pk and not may_write(by, comment.section):
        raise PermissionDenied("You may not settle somebody else’s comment.")
    comment.settled_by, comment.settled_at = by, timezone.now()
    comment.save(update_fields=["settled_by", "settled_at"])
    _record(Kind.COMMENT_SETTLED, comment.section, by=by)


@transaction.atomic
def add_picture(*, partnership: Partnership, picture: Picture, by: User) -> PackPicture:
    """Save a picture re-encoded by the portal; the same picture is saved once."""
    check(by, *WRITERS, partnership=partnership)
    saved, is_new = PackPicture.objects.get_or_create(
        partnership=partnership,
        sha256=picture.sha256,
        defaults={
            "content": picture.png,
            "width": picture.width,
            "height": picture.height,
            "added_by": by,
            "added_at": timezone.now(),
        },
    )
    if is_new:
        audit.record(Kind.PICTURE_ADDED, by=by, about=saved, partnership=partnership)
    return saved


def _locked(section: Section, *, by: User, permission: Permission | None = None) -> Section:
    """The section, read afresh and locked; checks permission and that it may be changed."""
    sections = Section.objects.select_for_update(of=("self",)).select_related(
        "version__pack__partnership"
    )
    section = sections.get(pk=section.pk)
    if permission:
        check(by, permission, partnership=section.version.pack.partnership)
    elif not may_write(by, section):
        raise PermissionDenied("You may not write this section.")
    check_can_be_written(section.version)
    if section.ended_at:
        raise Refused(f"“{section.title}” has been taken out of the pack.")
    return section


def _record(kind: Kind, section: Section, *, by: User, at: datetime | None = None, **detail):
    version = section.version
    audit.record(
        kind,
        by=by,
        about=section,
        partnership=version.pack.partnership,
        at=at,
        pack=version.pack.slug,
        version=version.number,
        key=section.key,
        **detail,
    )
