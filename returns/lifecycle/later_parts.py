"""The part of a return for a partnership that was hosted after the return was uploaded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from partnership import audit, clock
from partnership.models import Partnership, User
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from returns.lifecycle import parts, policies, words
from returns.lifecycle.before_sending.repairing import opened_with, repairs_of
from returns.models import MAPPED, Part, Return
from returns.reading.tidy import PartReading

if TYPE_CHECKING:
    from returns.reading.upload import Reading


@transaction.atomic
def add_later_part(
    *, of_return: Return, partnership: Partnership, by: User, at: datetime | None = None
) -> list[Part]:
    """Read the stored file again, and store what it holds for `partnership`.

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
    taken = [
        parts.store_part(of_return, part, partnership=partnership, found=part.found, at=at)
        for part in reading.parts
        if isinstance(part, PartReading)
        and part.partnership_id == partnership.pk
        and not part.rows.empty
    ]
    if not taken:
        raise Refused(words.has_no_figures_of(of_return, partnership))
    audit.record(
        audit.Kind.PART_TAKEN,
        by=by,
        about=of_return,
        partnership=partnership,
        at=at,
        held=[{"dataset": part.dataset, "source": part.source} for part in taken],
    )
    return taken


def _read_again(of_return: Return) -> Reading:
    """What the bytes hold for everybody who is hosted now, as on the day of their upload."""
    from returns.reading.upload import Places, read

    if of_return.layout == MAPPED:
        raise Refused(words.NOT_TO_BE_TAKEN)
    with of_return.file.open("rb") as file:
        reading = read(
            opened_with(repairs_of(of_return), cast(BinaryIO, file), name=of_return.name),
            places=Places.read_for(of_return.uploaded_for),
            today=clock.day_of(of_return.uploaded_at),
            supplied_by=of_return.supplied_by.slug if of_return.supplied_by else "",
        )
    if reading.report.errors:
        raise Refused(words.cannot_be_read_again(of_return, reading.report.errors[0].message))
    return reading
