"""Storing an uploaded list of records, and importing all of it at once or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from partnership import audit
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused, UnusableFile
from returns.catalogue.limits import LISTS
from returns.models.lists import ListFile
from returns.reading.record_lists import Declared, Further, Listed, Record, read

# Two thousand records with long words have some 5 MB; a workbook of them less.
MOST_BYTES = LISTS.upload


class Kind(models.TextChoices):
    """What can have happened to a list."""

    LIST_KEPT = "list-kept", "List of records uploaded"
    LIST_TAKEN = "list-taken", "List of records taken"


@transaction.atomic
def store(
    *,
    name: str,
    content: bytes,
    declared: Declared,
    partnership: Partnership,
    needs: Permission,
    by: User,
    at: datetime | None = None,
) -> ListFile:
    """Store a list for somebody to look at; nothing counts yet. `needs` is the right to it."""
    at = at or timezone.now()
    check(by, needs, partnership=partnership)
    if len(content) > MOST_BYTES:
        raise UnusableFile(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", field="file")
    list_file = ListFile(
        partnership=partnership,
        declared=declared.slug,
        name=name[:200],
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
    )
    list_file.file.save(f"{list_file.sha256}.bin", ContentFile(content), save=False)
    list_file.save()
    audit.record(
        Kind.LIST_KEPT,
        by=by,
        about=list_file,
        partnership=partnership,
        at=at,
        declared=declared.slug,
        sha256=list_file.sha256,
    )
    return list_file


def seen(
    list_file: ListFile,
    declared: Declared,
    *,
    further: Further | None = None,
    made: tuple = (),
) -> Listed:
    """What a stored list holds, as it would be imported now."""
    with list_file.file.open("rb") as file:
        return read(file.file, declared, name=list_file.name, further=further, made=made)


@transaction.atomic
def take(
    *,
    list_file: ListFile,
    declared: Declared,
    further: Further | None,
    each: Callable[[Sequence[Record]], Sequence[models.Model]],
    needs: Permission,
    by: User,
    at: datetime | None = None,
) -> Sequence[models.Model]:
    """Have `each` make every record of a list, once. Refused with an error in it, or taken."""
    at = at or timezone.now()
    check(by, needs, partnership=list_file.partnership)
    locked = ListFile.objects.select_for_update().get(pk=list_file.pk)
    if locked.taken_at:
        raise Refused(f"“{list_file.name}” was taken already.")
    listed = seen(locked, declared, further=further)
    if not listed.may_be_taken:
        raise Refused("Something must be put right first: nothing of the list was taken.")
    made = each(listed.records)
    locked.taken_at = at
    locked.save()
    audit.record(
        Kind.LIST_TAKEN,
        by=by,
        about=locked,
        partnership=locked.partnership,
        at=at,
        made=[record.pk for record in made],
    )
    return made
