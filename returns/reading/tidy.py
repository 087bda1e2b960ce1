"""Tidy counts: the one shape that every file is turned into before anything is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from measures.periods import Month
from returns.catalogue.findings import Finding
from returns.catalogue.given_totals import GivenTotal
from returns.catalogue.supply import Placing

if TYPE_CHECKING:
    from pandas import DataFrame


# In place of a partnership's id: the part is of the whole nation, and whoever uploads it answers
# for it.
NATIONWIDE = 0


@dataclass(frozen=True, eq=False)
class PartReading:
    """What a file holds for one partnership (or NATIONWIDE), dataset, source and origin.

    `months` are those that it speaks of, with rows or without. `rows` has the columns `area`
    (the id of an Area), `start` (date), `months` (1, 3 or 12), a slug for each dimension's
    field, `count` (Int64, or NA) and `gap` (the value of a `measures.counts.Gap`, or None).
    `definition` is the id of the definition that it counts under, where the source needs one.
    `origin_name` is the origin as the file wrote it. `placing` says of a list of records how many
    of all its rows of this dataset have no place, by month; `file_placing` says it of the file.
    `found` is what there is to say of it to its own partnership alone. `given` are totals of the
    file that stand for sums with hidden parts.
    """

    partnership_id: int
    partnership: str
    dataset: str
    source: str
    origin: str
    months: tuple[Month, ...]
    rows: DataFrame
    definition: int | None = None
    origin_name: str = ""
    placing: Mapping[Month, Placing] = field(default_factory=dict)
    file_placing: Mapping[Month, Placing] = field(default_factory=dict)
    found: tuple[Finding, ...] = ()
    given: tuple[GivenTotal, ...] = ()

    @property
    def total(self) -> int | None:
        """The sum of the counts; None where there is no count at all."""
        counts = self.rows["count"].dropna()
        return int(counts.sum()) if len(counts) else None


def tidy(rows: DataFrame, *, dimensions: tuple[str, ...]) -> DataFrame:
    """`rows` with the columns and types of a `PartReading`, in a fixed order."""
    if "gap" not in rows:
        rows = rows.assign(gap=None)
    gap = rows["gap"].astype(object)
    rows = rows.assign(
        area=rows["area"].astype("int64"),
        start=rows["start"].astype(object),
        months=rows["months"].astype("int64"),
        count=rows["count"].astype("Int64"),
        gap=gap.where(gap.notna(), None),
    )
    columns = ["area", "start", "months", *dimensions, "count", "gap"]
    return rows[columns].sort_values(columns[:-2], ignore_index=True)
