"""The covering email that came with a return: checked, and stored beside it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import UnusableFile
from returns.lifecycle import words
from returns.models import CoveringEmail, Return

LARGEST_EMAIL = 10_000_000

MOST_EMAILS = 10

# What each kind begins with; a text has nothing to know it by.
BEGINS = {".pdf": b"%PDF-", ".msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".eml": b"", ".txt": b""}


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
        _store_email(email, of_return)
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
        raise UnusableFile(words.content_does_not_match_name(name))
    return content


@transaction.atomic
def _store_email(email: CoveringEmail, of_return: Return) -> None:
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
