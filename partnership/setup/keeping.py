"""What the pages of files of areas ask of a worker: keeping a file, looking at it, loading it."""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse

from partnership.file_work import views as file_work
from partnership.file_work.actions import begin, look
from partnership.models import FileWork, Partnership, PlacesFile
from partnership.people.permissions import person
from partnership.setup.file_works import (
    PLACES_KEPT,
    PLACES_LOADED,
    PLACES_SEEN,
    about,
    found_in,
)
from partnership.setup.files import Found


def kept(
    request: HttpRequest, form: forms.Form, partnership: Partnership | None
) -> HttpResponse | None:
    """Where to go on with a file that is kept; None where the form says why it is not."""
    file = form.cleaned_data["file"]
    return file_work.carried_out(
        request,
        form,
        lambda: begin(
            PLACES_KEPT,
            by=person(request),
            partnership=partnership,
            name=file.name,
            file=file,
            back=request.path,
        ),
        field="file",
    )


def seen(request: HttpRequest, file: PlacesFile) -> Found | HttpResponse:
    """What is in a kept file; or where to go on while a worker looks at it."""
    found = file_work.seen(
        request,
        lambda: look(
            PLACES_SEEN,
            by=person(request),
            partnership=file.partnership,
            name=file.name,
            back=request.path,
            about=about(file),
        ),
    )
    if not isinstance(found, FileWork):
        return found
    if found.state == FileWork.State.REFUSED:
        return Found(refusal=" ".join(sentence for _, sentence in found.refusals))
    return found_in(found.outcome)


def loaded(
    request: HttpRequest, form: forms.Form | None, file: PlacesFile, *, starts_on: date | None
) -> HttpResponse | None:
    """Where to go on with a file that is loaded; None where it is not, and why is said."""
    return file_work.carried_out(
        request,
        form,
        lambda: begin(
            PLACES_LOADED,
            by=person(request),
            partnership=file.partnership,
            name=file.name,
            given={"starts_on": starts_on.isoformat() if starts_on else ""},
            about=about(file),
            back=request.path,
        ),
    )
