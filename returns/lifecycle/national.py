"""National figures entered and sent in one go, by whoever may send nothing else."""

from __future__ import annotations

import io
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnership.models import Partnership, User
from partnership.refusals import NotReady
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.lifecycle import queries, sending, uploads
from returns.lifecycle.refusals import UploadRefused
from returns.models import Part, Return

SHOWN = 10


class Asked(NotReady):
    """Something about the figures is asked, and nothing was said about it."""


def send_figures(
    *, content: bytes, name: str, because: str, partnership: Partnership, by: User
) -> Return:
    """Check figures of the whole country as any return is, and send them for acceptance.

    `because` answers whatever is asked about them. Nothing is kept of what is refused:
    UploadRefused and NotReady say why, Asked what is asked. PermissionDenied for anything but
    published figures.
    """
    of_return: Return | None = None
    refusal: UploadRefused | None = None
    try:
        with transaction.atomic():
            try:
                of_return = uploads.upload(
                    file=io.BytesIO(content),
                    name=name,
                    partnership=partnership,
                    by=by,
                    is_national=True,
                )
            except UploadRefused as refused:
                refusal = refused  # that it was refused stays on the record
            else:
                _send(of_return, because.strip(), by)
    except (NotReady, PermissionDenied):
        if of_return is not None:
            of_return.file.delete(save=False)
        raise
    if refusal is not None:
        raise refusal
    assert of_return is not None  # noqa: S101 - what was not refused was kept
    return of_return


def _send(of_return: Return, because: str, by: User) -> None:
    parts = list(of_return.parts.select_related("partnership", "of_return"))
    if not all(isinstance(datasets[each.dataset], PublishedDataset) for each in parts):
        raise PermissionDenied("You may send published figures only.")
    errors = queries.report(of_return, parts).errors
    if errors or not parts:
        said = (text for found in errors for text in (found.message, found.todo) if text)
        raise NotReady(" ".join(dict.fromkeys(said)) or "There is no published figure in it.")
    asked = queries.asked_of(of_return, parts)
    if asked and not because:
        raise Asked(" ".join(dict.fromkeys(question.finding.message for question in asked)))
    for question in asked:
        sending.confirm_query(of_return=of_return, key=question.key, explanation=because, by=by)
    sending.send(parts=parts, by=by)


def sent_by(user: User, partnership: Partnership) -> Sequence[Part]:
    """The latest published figures that `user` sent, the newest first."""
    sent = Part.objects.filter(
        partnership=partnership,
        sent_by=user,
        dataset__in=[dataset.slug for dataset in datasets.published],
    )
    return list(sent.select_related("of_return").order_by("-sent_at", "-pk")[:SHOWN])
