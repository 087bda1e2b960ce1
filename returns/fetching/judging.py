"""What a street file means beside the figures in use: new, only outcomes changed, or nothing."""

from __future__ import annotations

from typing import BinaryIO

from partnership import clock
from partnership.models import Partnership
from returns.catalogue.registry import datasets
from returns.fetching import words
from returns.fetching.refusals import NotFetched
from returns.fetching.street_files import LAYOUT, StreetFile
from returns.files.opening import open_file
from returns.in_use import coverage
from returns.in_use.revisions import changed_cells
from returns.models import FetchedFile
from returns.reading.tidy import PartReading
from returns.reading.upload import Places, Reading, read

Outcome = FetchedFile.Outcome


def judged(content: BinaryIO, file: StreetFile, *, partnership: Partnership) -> FetchedFile.Outcome:
    """Whether a return is to be made of `content`; stores nothing.

    A file with something to put right is new: its return says what. NotFetched for what is no
    street file, or one of another month than its name says.
    """
    reading = read(
        open_file(content, name=file.name), places=Places.of_all_hosted(), today=clock.today()
    )
    content.seek(0)
    if reading.layout is None or reading.layout.slug != LAYOUT:
        raise NotFetched(words.not_a_street_file(file.name))
    if reading.report.errors:
        return Outcome.NEW
    _check_month(reading, file)
    ours = [
        part
        for part in reading.parts
        if isinstance(part, PartReading) and part.partnership_id == partnership.pk
    ]
    if not ours:
        return Outcome.NO_ROWS
    changes = any(_changes(part, partnership) for part in ours)
    return Outcome.NEW if changes else Outcome.ONLY_OUTCOMES


def _check_month(reading: Reading, file: StreetFile) -> None:
    held = {
        month for part in reading.parts if isinstance(part, PartReading) for month in part.months
    }
    if held - {file.month}:
        raise NotFetched(words.other_months(file.name, held))


def _changes(part: PartReading, partnership: Partnership) -> bool:
    series = coverage.Series(partnership, datasets[part.dataset], part.source, part.origin)
    if not frozenset(part.months) <= coverage.months_in_use(series):
        return True
    in_use = coverage.figures_in_use(series, months=part.months)
    return bool(changed_cells(part.rows, in_use, months=frozenset(part.months)))
