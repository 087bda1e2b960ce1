"""A table of counts as rows of text, without blank rows and footnotes; finds personal data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from returns.catalogue.declarations import Fills
from returns.catalogue.findings import Check, Finding, Severity
from returns.files.raw_tables import RawTable
from returns.reading.personal import heading_of_personal_data, looks_personal, personal_finding
from returns.reading.places import Places
from returns.reading.recognise import Recognised

# Their columns hold meanings (periods, gaps, wholes), of which pandas' stubs know nothing.
DataFrame: TypeAlias = Any
Series: TypeAlias = Any

TEXT = ("month", "area", "area_name", "district", "count", "origin")


@dataclass(frozen=True)
class Sheet:
    """The filled rows of one table of counts, as text, with what was said of them on the way.

    `rows` has `file`, `sheet`, `row`, the columns of `TEXT` and one for each dimension; a column
    that the file lacks is blank.
    """

    recognised: Recognised
    rows: DataFrame
    findings: tuple[Finding, ...]


def sheet_of_counts(
    table: RawTable, recognised: Recognised, *, places: Places, today: date
) -> Sheet:
    """The rows of `table` as text, blank ones and footnotes left out, personal data looked for."""
    columns = range(len(recognised.headings))
    frame = table.frame(recognised.heading_row, columns).astype("str").fillna("")
    frame = frame.apply(lambda column: column.str.strip())
    frame = frame[(frame != "").any(axis=1)]
    findings = [*_personal(table, recognised, frame, places, today)]

    wanted = frame[[*recognised.at.values(), *recognised.across]]
    filled = (wanted != "").sum(axis=1)
    last = filled[filled > 1].index.max() if (filled > 1).any() else 0
    footnotes = filled.index[(filled.index > last) | (filled == 0)]
    if len(footnotes):
        findings.append(_footnotes(table, footnotes[0], len(footnotes)))
    wanted = wanted.drop(index=footnotes)

    rows = _as_rows(recognised, wanted)
    of_layout = (column_name(column.fills) for column in recognised.layout.columns)
    blank = {name: "" for name in (*TEXT, *of_layout) if name not in rows}
    rows = rows.assign(file=table.file, sheet=table.sheet, row=rows.index, **blank)
    return Sheet(recognised, rows.reset_index(drop=True), tuple(findings))


def _as_rows(recognised: Recognised, wanted: DataFrame) -> DataFrame:
    """The columns by their names; of months across, a row for each month that is headed."""
    texts = {column_name(fills): wanted[at] for fills, at in recognised.at.items()}
    if not recognised.across:
        return wanted[[]].assign(**texts)
    from pandas import concat

    months = ((recognised.headings[at].strip(), at) for at in recognised.across)
    return concat(
        wanted[[]].assign(**texts, month=month, count=wanted[at], heading=month)
        for month, at in months
    ).sort_index(kind="stable")


def personal_data_in(
    table: RawTable, recognised: Recognised, *, places: Places, today: date
) -> list[Finding]:
    """The columns of a list of records that look like personal data."""
    columns = range(len(recognised.headings))
    frame = table.frame(recognised.heading_row, columns).astype("str").fillna("")
    frame = frame.apply(lambda column: column.str.strip())
    return [*_personal(table, recognised, frame, places, today)]


def column_name(fills: Fills | str) -> str:
    return fills.name.lower() if isinstance(fills, Fills) else fills


def _footnotes(table: RawTable, row: int, many: int) -> Finding:
    return Finding(
        Check.COUNTS,
        Severity.NOTE,
        f"{many:,} {'rows' if many > 1 else 'row'} beside the table, from row {row} on, "
        f"{'were' if many > 1 else 'was'} taken for notes and left aside.",
        file=table.file,
        sheet=table.sheet,
        row=int(row),
    )


def _personal(
    table: RawTable, recognised: Recognised, frame: DataFrame, places: Places, today: date
) -> Iterator[Finding]:
    known = {*recognised.at.values(), *recognised.across}
    for position in frame.columns:
        heading = recognised.headings[position]
        values = [value for value in frame[position].unique() if value]
        is_known = position in known
        by_heading = None if is_known else heading_of_personal_data(heading, values)
        if by_heading and not _are_wards(values, places):
            yield personal_finding(table, by_heading, heading, "its heading says so")
        elif what := looks_personal(values, today=today, known=is_known, heading=heading):
            yield personal_finding(table, what, heading, "what stands in it looks so")


def _are_wards(values: Sequence[str], places: Places) -> bool:
    return all(places.wards_called(value) for value in values)
