"""The sheets of an opened file, each column as its distinct texts, with the names they go by."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import zip_longest
from pathlib import PurePath
from typing import TYPE_CHECKING, overload

from returns.catalogue.findings import Finding, Unreadable
from returns.files.raw_tables import Opened, RawTable
from returns.mapping.sheets import letter
from returns.reading.personal import (
    heading_of_personal_data,
    looks_personal,
    personal_finding,
)

if TYPE_CHECKING:
    import numpy as np

# The form in which sheets are kept beside an upload; another one is read anew from the file.
FORM = 1
LONGEST_SEARCHED = 200
# NHS and telephone numbers are no shorter.
SHORTEST_NUMBER = 9


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a sheet: for each row the number of its text in `texts`, which differ."""

    codes: np.ndarray
    texts: tuple[str, ...]

    @cached_property
    def blank(self) -> int:
        """The code of an empty cell; -1 where the column has none."""
        return self.texts.index("") if "" in self.texts else -1

    @cached_property
    def is_filled(self) -> np.ndarray:
        return self.codes != self.blank

    def weights(self, mask: np.ndarray | slice, most: int | None = None) -> list[tuple[str, int]]:
        """The texts of those rows that are not blank, the commonest first, each with its times.

        Only so many of them as are asked for.
        """
        import numpy as np

        times = np.bincount(self.codes[mask], minlength=len(self.texts))
        if self.blank >= 0:
            times[self.blank] = 0
        order = np.argsort(-times, kind="stable")[: int((times > 0).sum())][:most]
        return [
            (self.texts[at], n) for at, n in zip(order.tolist(), times[order].tolist(), strict=True)
        ]

    def mask_of(self, wanted: Iterable[int]) -> np.ndarray:
        """The rows that hold one of the texts of these codes."""
        import numpy as np

        chosen = np.zeros(len(self.texts), dtype=bool)
        chosen[list(wanted)] = True
        return chosen[self.codes]


class CodedGrid(Sequence[Sequence[str]]):
    """The rows of a sheet as lists of text, each made when it is asked for."""

    def __init__(self, columns: Sequence[Column], rows: int) -> None:
        self._columns, self._rows = columns, rows

    def __len__(self) -> int:
        return self._rows

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._rows))]
        if not -self._rows <= at < self._rows:
            raise IndexError(at)
        return [column.texts[column.codes[at]] for column in self._columns]


@dataclass(frozen=True, eq=False)
class NamedSheet:
    """One sheet or file, and the name that it is known by in its workbook.

    `table` says whose it is; the texts are in `columns`, without outer spaces.
    """

    table: RawTable
    name: str
    columns: tuple[Column, ...]
    rows: int
    findings: tuple[Finding, ...] = ()

    @cached_property
    def grid(self) -> CodedGrid:
        return CodedGrid(self.columns, self.rows)

    @cached_property
    def filled(self) -> np.ndarray:
        """How many cells of each row are not blank."""
        import numpy as np

        filled = np.zeros(self.rows, dtype="int32")
        for column in self.columns:
            filled += column.is_filled
        return filled


def named_sheets(opened: Opened) -> tuple[NamedSheet, ...]:
    """The sheets of an opened file, hidden ones left out. Unreadable where one breaks off."""
    return tuple(
        _sheet_of(table, table.sheet or PurePath(table.file).stem)
        for table in opened.tables
        if not table.hidden
    )


def _sheet_of(table: RawTable, name: str) -> NamedSheet:
    reader = csv.reader(io.StringIO(table.text(), newline=""), delimiter=table.delimiter)
    try:
        rows = list(reader)
    except csv.Error as why:
        raise Unreadable.because(
            f"The rows of “{table.file}” cannot be told apart: it may not be a table.",
            todo="Save it as a CSV file or a workbook, and send that.",
            file=table.file,
        ) from why
    columns = tuple(_column(cells) for cells in zip_longest(*rows, fillvalue=""))
    return NamedSheet(table, name, columns, len(rows), tuple(table.findings))


def _column(cells: Sequence[str]) -> Column:
    import numpy as np
    import pandas as pd

    codes, found = pd.factorize(np.array(cells, dtype=object))
    stripped: dict[str, int] = {}
    alike = [stripped.setdefault(str(text).strip(), len(stripped)) for text in found]
    return Column(np.array(alike, dtype="int32")[codes], tuple(stripped))


# --- Kept beside the upload ------------------------------------------------------------------
def packed(sheets: Sequence[NamedSheet]) -> bytes:
    """The sheets as bytes that `unpacked` reads much faster than the file they came from."""
    import numpy as np

    described = [
        {
            "file": sheet.table.file,
            "sheet": sheet.table.sheet,
            "name": sheet.name,
            "rows": sheet.rows,
            "findings": [finding.as_json() for finding in sheet.findings],
            "texts": [column.texts for column in sheet.columns],
        }
        for sheet in sheets
    ]
    content = json.dumps({"form": FORM, "sheets": described}).encode()
    arrays: dict[str, np.ndarray] = {
        f"{number}-{at}": column.codes
        for number, sheet in enumerate(sheets)
        for at, column in enumerate(sheet.columns)
    }
    held = io.BytesIO()
    arrays["described"] = np.frombuffer(content, dtype="uint8")
    # The stubs take every name for one of its own options.
    np.savez_compressed(held, **arrays)  # type: ignore[arg-type]
    return held.getvalue()


def unpacked(content: bytes) -> tuple[NamedSheet, ...] | None:
    """The sheets; None of another form, which is to be read anew."""
    import numpy as np

    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        described = json.loads(arrays["described"].tobytes())
        if described["form"] != FORM:
            return None
        return tuple(
            NamedSheet(
                RawTable(io.BytesIO, file=sheet["file"], sheet=sheet["sheet"]),
                sheet["name"],
                tuple(
                    Column(arrays[f"{number}-{at}"], tuple(texts))
                    for at, texts in enumerate(sheet["texts"])
                ),
                sheet["rows"],
                tuple(Finding.from_json(finding) for finding in sheet["findings"]),
            )
            for number, sheet in enumerate(described["sheets"])
        )


# --- Personal data ---------------------------------------------------------------------------
def personal_data_in_sheet(
    named: NamedSheet, *, first: int | None = None, known: Iterable[int] = (), today: date
) -> Iterator[Finding]:
    """Columns from row `first` on, by default below the headings, that look like people's data."""
    first = first or _below_headings(named)
    read = set(known)
    for at, column in enumerate(named.columns, start=1):
        below = [text for text, _ in column.weights(slice(first - 1, None))]
        above = [text for row in named.grid[: min(first - 1, 25)] if (text := row[at - 1])]
        heading = above[-1] if above else letter(at)
        by_heading = next(
            (what for head in above if (what := heading_of_personal_data(head, below))), None
        )
        if by_heading and at not in read:
            yield personal_finding(named.table, by_heading, heading, "its heading says so")
        elif what := looks_personal(
            [value for value in below if _may_be_personal(value)],
            today=today,
            known=at in read,
            heading=heading,
        ):
            yield personal_finding(named.table, what, heading, "what stands in it looks so")


def _may_be_personal(value: str) -> bool:
    """Whether it is worth a look: a short number is nobody's."""
    if value.isdigit():
        return len(value) >= SHORTEST_NUMBER
    return len(value) < LONGEST_SEARCHED


def _below_headings(named: NamedSheet) -> int:
    """The row after the first with more than one filled cell."""
    import numpy as np

    rows = np.flatnonzero(named.filled > 1)
    return int(rows[0]) + 2 if len(rows) else 1
