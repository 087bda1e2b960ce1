"""Counts of data.police.uk’s files by month, LSOA and crime type, as the importer reads them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TextIO

from crime.dataset import POLICE_UK_SOURCE
from crime.layouts import POLICE_UK_COUNTS, POLICE_UK_STREET
from partnership import clock
from partnership.models import Agency, Area, Partnership
from partnership.refusals import UnusableFile
from returns.catalogue.headings import plain
from returns.catalogue.registry import datasets
from returns.files.opening import open_tables
from returns.reading.places import Places
from returns.reading.recognise import Recognised, recognise
from returns.reading.records import Records, count_records


class Cell(NamedTuple):
    """What a line of the counts is about, in the order of its columns."""

    month: str
    force: str
    lsoa: str
    crime_type: str


def count_files(paths: Iterable[Path], *, partnership: Partnership) -> Counter[Cell]:
    """Rows that lie in `partnership`, antisocial behaviour included. UnusableFile for others."""
    places = Places.of_all_hosted()
    counts: Counter[Cell] = Counter()
    for path in sorted(paths):
        counts.update(_cells(_records(path, places), partnership=partnership))
    return counts


def write(counts: Counter[Cell], file: TextIO) -> None:
    """As a file of the layout `police-uk-counts`, in order."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.heading for column in POLICE_UK_COUNTS.columns])
    writer.writerows((*cell, count) for cell, count in sorted(counts.items()))


def _records(path: Path, places: Places) -> Records:
    with path.open("rb") as file:
        (table,) = open_tables(file, name=path.name).tables
        recognised = recognise(table, layouts=(POLICE_UK_STREET,), lookalikes=())
        if not isinstance(recognised, Recognised):
            raise UnusableFile(f"{path.name}: {recognised.finding.message}")
        records = count_records(
            table,
            recognised,
            fed=datasets.fed_by(POLICE_UK_STREET),
            places=places,
            today=clock.today(),
        )
    if records.findings:
        raise UnusableFile(f"{path.name}: {records.findings[0].message}")
    return records


def _cells(records: Records, *, partnership: Partnership) -> Counter[Cell]:
    rows = records.counts[records.counts["partnership"] == partnership.pk]
    codes = dict(Area.objects.filter(pk__in=set(rows["area"])).values_list("pk", "code"))
    agency = Agency.objects.filter(slug=records.origin).first()
    force = agency.name if agency else records.origin
    counts: Counter[Cell] = Counter()
    for area, month, crime_type, count in zip(
        rows["area"], rows["month"], rows["offence"], rows["count"], strict=True
    ):
        counts[Cell(month.code, force, codes[area], _LABELS[crime_type])] += int(count)
    return counts


# The importer keeps labels without what people write differently.
_LABELS = {
    plain(label): label
    for label in (
        *(category.label for category in POLICE_UK_SOURCE.categories["offence"]),
        *POLICE_UK_SOURCE.left_for_others,
    )
}
