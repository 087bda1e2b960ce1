"""Counts as the bytes that a part stores until it is accepted; knows their shape alone."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from returns.reading.published_rows import Cited

if TYPE_CHECKING:
    from pandas import DataFrame

# Fast rather than small: these bytes live from upload to acceptance.
COMPRESSION = 1


def pack(rows: DataFrame) -> bytes:
    """`rows` (area, start, months, the categories, count, gap) as bytes; `unpack` reverses it.

    JSON by column, because a CSV would read the category "NA" back as nothing.
    """
    plain = rows.astype(object).where(rows.notna(), None)
    columns = {name: plain[name].to_list() for name in plain.columns}
    columns["start"] = [f"{day:%Y-%m-%d}" for day in columns["start"]]
    return zlib.compress(json.dumps(columns, separators=(",", ":")).encode(), COMPRESSION)


def unpack(content: bytes) -> DataFrame:
    """The frame that was packed: `start` as dates, `count` as Int64, gaps by their value."""
    from pandas import DataFrame

    columns = json.loads(zlib.decompress(content))
    days = {text: date.fromisoformat(text) for text in set(columns["start"])}
    columns["start"] = [days[text] for text in columns["start"]]
    return shaped(DataFrame(columns))


def shaped(rows: DataFrame) -> DataFrame:
    """`rows` with the types that every frame of tidy counts has."""
    gap = rows["gap"].astype(object)
    return rows.assign(count=rows["count"].astype("Int64"), gap=gap.where(gap.notna(), None))


def pack_figures(figures: Iterable[Cited]) -> bytes:
    """`figures` as the bytes that a part keeps until it is accepted."""
    return zlib.compress(json.dumps([asdict(figure) for figure in figures]).encode())


def unpack_figures(content: bytes) -> tuple[Cited, ...]:
    return tuple(Cited(**load) for load in json.loads(zlib.decompress(content)))
