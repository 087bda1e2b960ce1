"""A file of a measure as an answer: named after what is inside, and recorded."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from partnership import audit
from partnership.models import Partnership, User
from reporting.pages.measure import downloads
from reporting.pages.measure.page import MeasureShown
from returns.disclosure.actions import record_export

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def file_of(
    request: HttpRequest,
    shown: MeasureShown,
    partnership: Partnership,
    extension: str,
    content: bytes,
    *,
    of: str = "",
) -> HttpResponse:
    """`content` to take away; `of` says which part of the measure it shows, where not all."""
    name = downloads.file_name(shown, partnership, extension)
    if of:
        name = f"{name.removesuffix(f'.{extension}')}-{of}.{extension}"
    assert isinstance(request.user, User)  # noqa: S101 - the guard let nobody else in
    audit.record(
        audit.Kind.EXPORT_MADE,
        by=request.user,
        about=partnership,
        partnership=partnership,
        measure=shown.figures.measure_id,
        file=name,
        selection=shown.selection.query,
    )
    gate = shown.figures.gate
    record_export(
        partnership=partnership,
        name=name,
        what=shown.title,
        versions=[gate.version] if gate and gate.version else [],
        selection=shown.selection.query,
        content=content,
        by=request.user,
    )
    response = HttpResponse(content, content_type=_TYPES[extension])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
