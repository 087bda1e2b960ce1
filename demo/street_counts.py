"""Counts of data.police.uk’s files by month, LSOA and crime type, as the importer reads them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from crime.layouts import POLICE_UK_COUNTS, POLICE_UK_STREET
from partnership.refusals import UnusableFile
from returns.catalogue.declarations import Fills
from returns.files.opening import open_tables
from returns.reading.places import Places, district_of
from returns.reading.recognise import Recognised, recognise


class Cell(NamedTuple):
    """What a line of the counts is about, in the order of its columns."""

    month: str
    force: str
    lsoa: str
    lsoa_name: str
    crime_type: str


# The order of `Cell` in a street-level file.
_COLUMNS = (Fills.MONTH, Fills.ORIGIN, Fills.AREA, Fills.AREA_NAME, "offence")


def count_files(paths: Iterable[Path], *, partnerships: Collection[str] = ()) -> Counter[Cell]:
    """Every row, by LSOA in the hosted `partnerships` (slugs; in all of them by default).

    Rows elsewhere are counted by district, those without a place for all of the file, so that
    shares come out as they do of the files themselves. UnusableFile for other files.
    """
    places = Places.of_all_hosted()
    wanted = set(partnerships) or {place.slug for place in places.hosted}
    counts: Counter[Cell] = Counter()
    for path in sorted(paths):
        for cell, rows in _cells(path):
            counts[cell if _place(cell, places) in wanted else _by_district(cell)] += rows
    return counts


def write(counts: Counter[Cell], file: TextIO) -> None:
    """As a file of the layout `police-uk-counts`, in order."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.heading for column in POLICE_UK_COUNTS.columns])
    writer.writerows((*cell, count) for cell, count in sorted(counts.items()))


def _cells(path: Path) -> Iterator[tuple[Cell, int]]:
    with path.open("rb") as file:
        (table,) = open_tables(file, name=path.name).tables
        recognised = recognise(table, layouts=(POLICE_UK_STREET,), lookalikes=())
        if not isinstance(recognised, Recognised):
            raise UnusableFile(f"{path.name}: {recognised.finding.message}")
        at = [recognised.at[fills] for fills in _COLUMNS]
        rows = table.frame(recognised.heading_row, at)
        counted = rows.groupby(at, observed=True).size().reset_index()
        for *texts, count in counted.itertuples(index=False):
            if any(texts):
                yield Cell(*(str(text).strip() for text in texts)), int(count)


def _place(cell: Cell, places: Places) -> str:
    """The slug of the hosted partnership that its rows lie in; blank where they lie in none."""
    if placed := places.lsoa(cell.lsoa):
        return places.place(placed[0]).slug
    place = places.in_district(cell.lsoa_name)
    return place.slug if place else ""


def _by_district(cell: Cell) -> Cell:
    return cell._replace(lsoa="", lsoa_name=district_of(cell.lsoa_name))
