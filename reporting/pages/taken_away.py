"""A file of figures as an answer: named after what is inside, and recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from partnership import audit
from partnership.models import Partnership
from partnership.people.permissions import person
from reporting.analysis.figures import Figures
from returns.disclosure.actions import record_export

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True)
class TakenAway:
    """What a file shows: `name` without its ending, and what was chosen to be shown.

    `versions` are the released versions of the sources with a rule that have figures in it.
    """

    name: str
    title: str
    selection: str
    measure: str
    versions: tuple[int, ...] = ()


def hand_out(
    request: HttpRequest,
    taken: TakenAway,
    content: bytes,
    *,
    partnership: Partnership,
    ending: str,
) -> HttpResponse:
    """`content` as a download, recorded in the audit log and among the exports."""
    name = f"{partnership.slug}-{taken.name}.{ending}"
    audit.record(
        audit.Kind.EXPORT_MADE,
        by=person(request),
        about=partnership,
        partnership=partnership,
        measure=taken.measure,
        file=name,
        selection=taken.selection,
    )
    record_export(
        partnership=partnership,
        name=name,
        what=taken.title,
        versions=taken.versions,
        selection=taken.selection,
        content=content,
        by=person(request),
    )
    response = HttpResponse(content, content_type=_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def versions_of(every: Iterable[Figures]) -> tuple[int, ...]:
    """The released versions that figures of sources with a rule are of, each once."""
    gates = (figures.gate for figures in every)
    return tuple({gate.version: None for gate in gates if gate and gate.version})


def in_name(code: str) -> str:
    """The code of a period or a measure as it stands in a file's name."""
    return code.replace("..", "-to-").replace("/", "-").replace(" ", "-").lower()
