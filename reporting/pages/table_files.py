"""Tables of a page as a download."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.http import HttpRequest, HttpResponse

from partnership.models import Partnership
from reporting.content.description import Table
from reporting.pages import taken_away
from reporting.pages.taken_away import TakenAway


class TableFile(Enum):
    """The formats of tables; the value is the ending of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True)
class Tables:
    """What goes into a file, and what is said before the tables."""

    taken: TakenAway
    about: Sequence[str]
    tables: Sequence[Table]


def hand_out(
    request: HttpRequest, tables: Tables, *, partnership: Partnership, as_file: TableFile
) -> HttpResponse:
    """The tables as a download."""
    content = _content(tables, as_file)
    return taken_away.hand_out(
        request, tables.taken, content, partnership=partnership, ending=as_file.value
    )


def _content(tables: Tables, as_file: TableFile) -> bytes:
    from reporting.export import xlsx

    title = tables.taken.title
    if as_file is TableFile.CSV:
        return xlsx.csv_text(tables.tables, title=title, about=tables.about).encode()
    return xlsx.workbook(tables.tables, title=title, about=tables.about)
