"""What is done with bytes that are kept: a later partnership's part, and the covering email."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused, UnusableFile
from returns.catalogue.findings import Check, Finding
from returns.files.opening import open_file
from returns.lifecycle import parts, policies, words
from returns.models import MAPPED, CoveringEmail, Part, Return
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from returns.reading.upload import Reading

LARGEST_EMAIL = 10_000_000
MOST_EMAILS = 10
# What each kind begins with; a text has nothing to know it by.
BEGINS = {".pdf": b"%PDF-", ".msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".eml": b"", ".txt": b""}


# --- A part for a partnership that came later ------------------------------------------------
@transaction.atomic
def take_part(
    *, of_return: Return, partnership: Partnership, by: User, at: datetime | None = None
) -> list[Part]:
    """Read the kept bytes again, and keep what they hold for `partnership`.

    PermissionDenied unless the figures are public or the partnership's own agency sent them,
    Refused where it has its part already or the file holds none.
    """
    at = at or timezone.now()
    check(by, Permission.UPLOAD_ON_BEHALF, partnership=partnership)
    of_return = Return.objects.select_for_update().get(pk=of_return.pk)
    if not policies.may_take(of_return, partnership):
        raise PermissionDenied(words.NOT_TO_BE_TAKEN)
    if of_return.parts.filter(partnership=partnership).exists():
        raise Refused(words.taken_before(of_return))
    reading = _read_again(of_return)
    found = _of_these_places(reading.report.findings, partnership)
    taken = [
        parts.keep_part(of_return, one, partnership=partnership, found=found, at=at)
        for one in reading.parts
        if isinstance(one, PartReading)
        and one.partnership_id == partnership.pk
        and not one.rows.empty
    ]
    if not taken:
        raise Refused(words.holds_nothing_of(of_return, partnership))
    audit.record(
        audit.Kind.PART_TAKEN,
        by=by,
        about=of_return,
        partnership=partnership,
        at=at,
        held=[{"dataset": one.dataset, "source": one.source} for one in taken],
    )
    return taken


def _of_these_places(found: Iterable[Finding], partnership: Partnership) -> list[Finding]:
    """What could not be found at the upload: how many rows of the partnership fall in no ward."""
    said_of = f"rows of {partnership.short_name} ("
    return [one for one in found if one.check is Check.PLACED and said_of in one.message]


def _read_again(of_return: Return) -> Reading:
    """What the bytes hold for everybody who is hosted now, as on the day of their upload."""
    from returns.reading.upload import Places, read

    if of_return.layout == MAPPED:
        raise Refused(words.NOT_TO_BE_TAKEN)
    with of_return.file.open("rb") as kept:
        reading = read(
            open_file(cast(BinaryIO, kept), name=of_return.name),
            places=Places.of_all_hosted(),
            today=timezone.localdate(of_return.uploaded_at),
            supplied_by=of_return.supplied_by.slug if of_return.supplied_by else "",
        )
    if reading.report.errors:
        raise Refused(words.cannot_be_read_again(of_return, reading.report.errors[0].message))
    return reading


# --- The covering email ----------------------------------------------------------------------
def attach_email(
    *,
    of_return: Return,
    file: BinaryIO,
    name: str,
    partnership: Partnership,
    by: User,
    at: datetime | None = None,
) -> CoveringEmail:
    """Keep the message with which `of_return` came, and what was uploaded together with it.

    UnusableFile for a file of another kind, for one too large, and where there are many already.
    """
    at = at or timezone.now()
    check(by, Permission.SEE_COVERING_EMAILS, partnership=partnership)
    if of_return.uploaded_for_id != partnership.pk:
        raise PermissionDenied(words.ANOTHER_S_EMAIL)
    content = checked_email(file, name=name)
    if CoveringEmail.objects.filter(batch=of_return.batch).count() >= MOST_EMAILS:
        raise UnusableFile(words.too_many_emails(MOST_EMAILS))
    email = CoveringEmail(
        batch=of_return.batch,
        partnership=partnership,
        name=PurePath(name).name,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        attached_by=by,
        attached_at=at,
    )
    email.file.save(email.name, ContentFile(content), save=False)
    try:
        _keep_email(email, of_return)
    except BaseException:
        email.file.delete(save=False)
        raise
    return email


def checked_email(file: BinaryIO, *, name: str) -> bytes:
    """The bytes of a covering email. UnusableFile, with a sentence, for anything else."""
    ending = PurePath(name).suffix.lower()
    if ending not in BEGINS:
        raise UnusableFile(words.EMAIL_KINDS)
    file.seek(0)
    content = file.read(LARGEST_EMAIL + 1)
    if len(content) > LARGEST_EMAIL:
        raise UnusableFile(words.email_too_large(LARGEST_EMAIL))
    is_text = not BEGINS[ending]
    if not content or not content.startswith(BEGINS[ending]) or (is_text and b"\0" in content):
        raise UnusableFile(words.not_what_its_name_says(name))
    return content


@transaction.atomic
def _keep_email(email: CoveringEmail, of_return: Return) -> None:
    email.save()
    audit.record(
        audit.Kind.EMAIL_ATTACHED,
        by=email.attached_by,
        about=of_return,
        partnership=email.partnership,
        at=email.attached_at,
        sha256=email.sha256,
        size=email.size,
    )
