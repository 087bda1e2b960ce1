"""Files handed out: always to be saved, never to be shown by the browser."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from partnership import audit
from partnership.file_work import views as file_work
from partnership.file_work.actions import look
from partnership.models import FileWork, Partnership
from partnership.people.permissions import Permission, requires
from returns.lifecycle import file_works, policies, queries, words
from returns.pages.request import Request

# Whatever it is, it is for saving: a browser that took an upload for a page would run it.
PLAIN_BYTES = "application/octet-stream"


@require_safe
@requires(Permission.SEE_UNACCEPTED)
def file(request: Request, pk: int, *, partnership: Partnership) -> FileResponse:
    """The bytes of a return as they came."""
    found = get_object_or_404(queries.returns(partnership, viewer=request.user), pk=pk)
    if not policies.may_download(request.user, found, partnership=partnership):
        raise PermissionDenied("This file holds another partnership’s figures too.")
    with transaction.atomic():
        audit.record(
            audit.Kind.FILE_DOWNLOADED, by=request.user, about=found, partnership=partnership
        )
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=PLAIN_BYTES
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@requires(Permission.SEE_UNACCEPTED)
def marked(request: Request, pk: int, *, partnership: Partnership) -> HttpResponse:
    """A workbook of the file with the cells marked that are to be put right."""
    found = get_object_or_404(queries.returns(partnership, viewer=request.user), pk=pk)
    if not policies.may_download(request.user, found, partnership=partnership):
        raise PermissionDenied("This file holds another partnership’s figures too.")
    made = file_work.seen(
        request,
        lambda: look(
            file_works.MARKED,
            by=request.user,
            partnership=partnership,
            name=found.name,
            back=request.path,
            about=file_works.about(found),
        ),
    )
    if not isinstance(made, FileWork):
        return made
    if not made.file:
        for _, sentence in made.refusals:
            messages.error(request, sentence)
        return redirect("returns:one", partnership.slug, pk)
    with made.file.open("rb") as workbook:
        return attachment(workbook.read(), name=words.marked_name(found))


def attachment(content: bytes, *, name: str) -> HttpResponse:
    """`content` as a file to be saved under `name`."""
    response = HttpResponse(content, content_type=PLAIN_BYTES)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
