"""Tables of a page as a download, with its audit event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest, HttpResponse

from partnership import audit
from partnership.models import Partnership
from partnership.people.permissions import person
from reporting.content.description import Table
from returns.disclosure.actions import record_export


class TableFile(Enum):
    """The formats of tables; the value is the ending of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"


_TYPES = {
    TableFile.CSV: "text/csv; charset=utf-8",
    TableFile.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Tables:
    """What goes into a file: `name` without its ending, and what was chosen to be shown.

    `versions` are the released versions of the sources with a rule that have figures in it.
    """

    name: str
    title: str
    about: Sequence[str]
    tables: Sequence[Table]
    selection: str
    measure: str
    versions: tuple[int, ...] = ()


def hand_out(
    request: HttpRequest, tables: Tables, *, partnership: Partnership, as_file: TableFile
) -> HttpResponse:
    """The tables as a download, recorded in the audit log."""
    name = f"{partnership.slug}-{tables.name}.{as_file.value}"
    audit.record(
        audit.Kind.EXPORT_MADE,
        by=person(request),
        about=partnership,
        partnership=partnership,
        measure=tables.measure,
        file=name,
        selection=tables.selection,
    )
    content = _content(tables, as_file)
    record_export(
        partnership=partnership,
        name=name,
        what=tables.title,
        versions=tables.versions,
        selection=tables.selection,
        content=content,
        by=person(request),
    )
    response = HttpResponse(content, content_type=_TYPES[as_file])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _content(tables: Tables, as_file: TableFile) -> bytes:
    from reporting.export import xlsx

    if as_file is TableFile.CSV:
        text = xlsx.csv_text(tables.tables, title=tables.title, about=tables.about)
        return text.encode()
    return xlsx.workbook(tables.tables, title=tables.title, about=tables.about)


def in_name(code: str) -> str:
    """The code of a period or a measure as it stands in a file's name."""
    return code.replace("..", "-to-").replace("/", "-").replace(" ", "-").lower()
