"""A few figures that somebody typed, as the small table that is kept of them; knows no form."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from returns.catalogue.declarations import Dataset, Source
from returns.mapping.sheets import Gives, Role, SheetMapping, TableMapping

HEADINGS: Mapping[Role, str] = {
    Gives.PERIOD: "Period",
    Gives.AREA: "Area",
    Gives.COUNT: "Count",
    Gives.DEFINITION: "Definition",
}
NAME = "figures typed in"
# The headings stand in row 1.
FIRST_ROW = 2


@dataclass(frozen=True)
class TypedFigure:
    """One figure as it was typed: an area's code or name, categories by dimension, the count.

    `period` is its own, where the figures are for several.
    """

    area: str
    count: str
    categories: Mapping[str, str] = field(default_factory=dict)
    period: str = ""


@dataclass(frozen=True)
class Typed:
    """Figures of one source. Dimensions that no figure names are not broken down.

    `period` is that of every figure that has none of its own.
    """

    dataset: Dataset
    source: Source
    period: str
    figures: Sequence[TypedFigure]
    definition: str = ""

    @property
    def roles(self) -> tuple[Role, ...]:
        """What each column of the table gives, in order."""
        named = {
            name for figure in self.figures for name, slug in figure.categories.items() if slug
        }
        dimensions = [
            dimension.field for dimension in self.dataset.dimensions if dimension.field in named
        ]
        return (Gives.PERIOD, Gives.AREA, *dimensions, Gives.COUNT)

    @property
    def mapping(self) -> SheetMapping:
        """How the table is read: as every mapped table is."""
        table = TableMapping(
            sheet=NAME,
            heading_rows=(1,),
            first_row=FIRST_ROW,
            last_row=None,
            columns=dict(enumerate(self.roles, start=1)),
            fixed={Gives.DEFINITION: self.definition} if self.definition else {},
            fill_down=False,
        )
        return SheetMapping(self.dataset.slug, self.source.slug, (table,))

    @property
    def content(self) -> bytes:
        """The file that is stored: the figures as CSV, a row for each."""
        titles: dict[Role, str] = dict(HEADINGS)
        titles |= {dimension.field: dimension.title for dimension in self.dataset.dimensions}
        text = io.StringIO()
        write = csv.writer(text)
        write.writerow([titles[role] for role in self.roles])
        for figure in self.figures:
            cells: dict[Role, str] = {name: slug for name, slug in figure.categories.items()}  # noqa: C416 - the keys widen
            cells |= {
                Gives.PERIOD: figure.period or self.period,
                Gives.AREA: figure.area,
                Gives.COUNT: figure.count,
            }
            write.writerow([cells.get(role, "") for role in self.roles])
        return text.getvalue().encode()

    @property
    def name(self) -> str:
        """What the file is called; its stem is the table's name in the mapping."""
        return f"{NAME}.csv"
