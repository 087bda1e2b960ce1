"""What a worker does with files of returns that are stored already: it opens them again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from partnership.file_work.kinds import Done, Kind
from partnership.models import FileWork, Partnership
from partnership.refusals import Refused
from returns.catalogue.findings import Severity
from returns.catalogue.limits import LIMITS
from returns.lifecycle import later_parts, mapping, policies, queries, words
from returns.lifecycle.before_sending import repairing
from returns.models import Return

MARKED, TAKEN, SHEETS, REPAIRED = "return-marked", "later-parts", "return-sheets", "cell-put-right"


def about(of_return: Return) -> str:
    """What work about a return is about."""
    return f"returns/{of_return.pk}"


def _return(work: FileWork) -> Return:
    found = queries.returns(cast(Partnership, work.partnership), viewer=work.by)
    return found.get(pk=work.about.partition("/")[2])


def _mark(work: FileWork) -> Done:
    """The workbook with the cells marked that are to be put right."""
    from returns.checking.annotated_workbook import marked_workbook

    found = _return(work)
    if not policies.may_download(work.by, found, partnership=cast(Partnership, work.partnership)):
        raise PermissionDenied
    report = queries.report(found, found.here)
    wrong = [finding for finding in report.findings if finding.severity is not Severity.NOTE]
    with found.file.open("rb") as stored:
        content = marked_workbook(cast(BinaryIO, stored), wrong, name=found.name)
    return Done(made=content)


def _take(work: FileWork) -> Done:
    """Each by itself: a file that can't be read does not hold up the others."""
    partnership = cast(Partnership, work.partnership)
    wanted: Sequence[int] = work.given["returns"]
    taken, refusals = 0, []
    for of_return, _ in queries.to_take(partnership, viewer=work.by):
        if of_return.pk not in wanted:
            continue
        try:
            with transaction.atomic():
                later_parts.add_later_part(of_return=of_return, partnership=partnership, by=work.by)
        except Refused as refusal:
            refusals.append(str(refusal))
        else:
            taken += 1
    if not taken and refusals:
        raise Refused(" ".join(refusals))
    address = reverse("returns:history", args=[partnership.slug])
    return Done(address=address, said=(words.taken(taken), *refusals))


def _keep_sheets(work: FileWork) -> Done:
    mapping.sheets_of(_return(work))
    return Done()


def _put_right(work: FileWork) -> Done:
    """Cells of a return read as its sender says."""
    of_return = _return(work)
    repair = repairing.put_right(
        of_return=of_return, key=work.given["key"], text=work.given["now"], by=work.by
    )
    address = reverse(
        "returns:check", args=[cast(Partnership, work.partnership).slug, of_return.batch]
    )
    return Done(address=address, said=(words.put_right(repairing.said(repair)),))


_BOUNDS = {"seconds": LIMITS.reading_seconds_at_most, "memory": LIMITS.reading_memory}
KINDS = (
    Kind(MARKED, "Marking the cells", _mark, **_BOUNDS),
    Kind(TAKEN, "Reading your part of the files", _take, **_BOUNDS),
    Kind(REPAIRED, "Reading the file again", _put_right, **_BOUNDS),
    Kind(SHEETS, "Opening the file", _keep_sheets, **_BOUNDS),
)
