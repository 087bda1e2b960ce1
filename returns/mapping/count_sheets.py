"""The lines of a mapped file in the shape in which any table of counts is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Dataset, Fills, Layout, Rows, Source
from returns.mapping.sheets import Gives, letter
from returns.mapping.totals import ReadLine
from returns.models import MAPPED
from returns.reading.count_sheets import Sheet
from returns.reading.places import Places
from returns.reading.recognise import Recognised
from returns.reading.tidy import PartReading


def layout_of(
    dataset: Dataset,
    source: Source,
    *,
    fields: Iterable[str],
    level: Level,
    absence: Absence = Absence.GAP,
) -> Layout:
    """The layout that a mapped table has, once it is rows of text; a list's absence is none."""
    titles = {dimension.field: dimension.title for dimension in dataset.dimensions}
    return Layout(
        slug=MAPPED,
        title="a spreadsheet, as it was mapped",
        columns=(
            Column("Period", Fills.MONTH),
            Column("Area", Fills.AREA),
            *(Column(titles[name], name) for name in fields),
            Column("Count", Fills.COUNT),
        ),
        rows=Rows.COUNT,
        absence=absence,
        area_level=level,
    )


def sheet_of(
    layout: Layout, lines: Sequence[ReadLine], fields: Sequence[str], places: Places
) -> Sheet:
    """The lines of one table in the shape in which `returns.reading.counts` reads them."""
    from pandas import DataFrame

    table = lines[0].named.table
    frame: DataFrame = DataFrame(
        {
            "file": [table.file] * len(lines),
            "sheet": [table.sheet] * len(lines),
            "row": [read.line.row for read in lines],
            "month": [line.month for line in lines],
            "area": [_area_text(line, places) for line in lines],
            "area_name": [""] * len(lines),
            "count": [line.number for line in lines],
            "origin": [""] * len(lines),
            "definition": [read.line.texts.get(Gives.DEFINITION, "") for read in lines],
            "heading": [read.line.heading or letter(read.line.column) for read in lines],
            **{name: [read.keys[at] for read in lines] for at, name in enumerate(fields)},
        },
        dtype=object,
    )
    at = {column.fills: number for number, column in enumerate(layout.columns)}
    headings = tuple(column.heading for column in layout.columns)
    return Sheet(Recognised(layout, 0, at, headings), frame, ())


def _area_text(read_line: ReadLine, places: Places) -> str:
    """The area as they wrote it; a locality by its code, which is written in one way only."""
    if read_line.area and read_line.area.level is Level.LOCALITY:
        return places.place(read_line.area.partnership).localities[read_line.area.area][0]
    return read_line.line.texts.get(Gives.AREA, "")


def merged(parts: Iterable[PartReading]) -> tuple[PartReading, ...]:
    """One part for each partnership and origin, whatever the levels of its figures."""
    from pandas import concat

    merged: dict[tuple[int, str], PartReading] = {}
    for part in parts:
        key = (part.partnership_id, part.origin)
        earlier = merged.get(key)
        merged[key] = (
            part
            if earlier is None
            else replace(
                earlier,
                months=tuple(sorted({*earlier.months, *part.months})),
                rows=concat([earlier.rows, part.rows], ignore_index=True),
                # Where figures of one level end and those of another begin, no total was tested.
                given=(),
            )
        )
    return tuple(merged.values())
