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


def layout_of(dataset: Dataset, source: Source, *, fields: Iterable[str], level: Level) -> Layout:
    """The layout that a mapped table has, once it is rows of text."""
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
        absence=Absence.GAP,
        area_level=level,
    )


def sheet_of(
    layout: Layout, held: Sequence[ReadLine], fields: Sequence[str], places: Places
) -> Sheet:
    """The lines of one table in the shape in which `returns.reading.counts` reads them."""
    from pandas import DataFrame

    table = held[0].named.table
    frame: DataFrame = DataFrame(
        {
            "file": [table.file] * len(held),
            "sheet": [table.sheet] * len(held),
            "row": [item.line.row for item in held],
            "month": [item.month for item in held],
            "area": [_area_text(item, places) for item in held],
            "area_name": [""] * len(held),
            "count": [item.number for item in held],
            "origin": [""] * len(held),
            "definition": [item.line.texts.get(Gives.DEFINITION, "") for item in held],
            "heading": [item.line.heading or letter(item.line.column) for item in held],
            **{name: [item.line.texts.get(name, "") for item in held] for name in fields},
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
        held = merged.get(key)
        merged[key] = (
            part
            if held is None
            else replace(
                held,
                months=tuple(sorted({*held.months, *part.months})),
                rows=concat([held.rows, part.rows], ignore_index=True),
            )
        )
    return tuple(merged.values())
