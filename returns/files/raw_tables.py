"""One table of a file as text: its first rows, its columns, its encoding; knows no layout."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO

from returns.catalogue.findings import Check, Finding, Severity, Unreadable
from returns.catalogue.limits import LIMITS
from returns.files.archives import FETCH_AGAIN, SAVE_PLAIN
from returns.files.encodings import Encoding, encoding_of
from returns.files.watching import say

if TYPE_CHECKING:
    from pandas import DataFrame

# Headings are looked for this far down, and in this much text.
TOP_ROWS = 25
TOP_BYTES = 1 << 18
# The last line of a table is no longer than this.
TAIL = 1 << 16
DELIMITERS = ",;\t"
# Rows read one by one between two words on how far it is.
SAYS_EVERY = 20_000
# What a sheet does not show at first sight, as the child counts it.
ASIDES = {
    "hidden_rows": "{} hidden row{} on this sheet: what is hidden is read like the rest.",
    "hidden_columns": "{} run{} of hidden columns on this sheet: they are read like the rest.",
    "formulas": "{} formula{} on this sheet: the values that stood when it was saved are read.",
}
UNSAVED = (
    "{:,} cells hold formulas without a value: open the file in Excel or LibreOffice, save it and"
    " send it again."
)
UNSAVED_ONE = (
    "1 cell holds a formula without a value: open the file in Excel or LibreOffice, save it and"
    " send it again."
)


@dataclass(frozen=True)
class Opened:
    """The tables of one upload called `name`, and what was noticed on opening it.

    Tables are read when they are asked: `Unreadable` may come then, too. Of a file that cannot
    be opened `unreadable` says why, and there are no tables.
    """

    name: str
    tables: tuple[RawTable, ...]
    findings: tuple[Finding, ...] = ()
    unreadable: Finding | None = None


class RawTable:
    """One CSV file or one sheet as text. Ask `top` and `frame` of one table before the next."""

    def __init__(
        self,
        opener: Callable[[], BinaryIO],
        *,
        file: str,
        sheet: str = "",
        hidden: bool = False,
        aside: Mapping[str, int] | None = None,
        is_streamed: bool = False,
    ) -> None:
        self.is_streamed = is_streamed
        self.file = file
        self.sheet = sheet
        self.hidden = hidden
        self.aside = aside or {}
        # What stands in cells that somebody put right: by row, and heading of the column.
        self.repairs: Mapping[tuple[int, str], str] = {}
        self._opener = opener

    @cached_property
    def top(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, for recognising. Unreadable where one of them is too wide."""
        say(f"Reading {self._called}")
        rows = self._top_rows()
        if max(map(_width, rows), default=0) > LIMITS.columns:
            raise self._unreadable(
                f"{{}} has more than {LIMITS.columns:,} columns, and no return has that many.",
                todo="Delete the columns right of the table, save, and upload again.",
            )
        return tuple(tuple(cell.strip() for cell in row) for row in rows)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Notes on how the text is encoded, and on what the sheet hides."""
        return (*self._encoding.findings, *self._aside_findings())

    def _aside_findings(self) -> Iterator[Finding]:
        """A note each on hidden rows and columns, and on formulas; none on a hidden sheet."""
        unsaved = 0 if self.hidden else self.aside.get("unsaved", 0)
        if unsaved:
            message = UNSAVED_ONE if unsaved == 1 else UNSAVED.format(unsaved)
            yield Finding(Check.READABLE, Severity.ERROR, message, file=self.file, sheet=self.sheet)
        for what, sentence in () if self.hidden else ASIDES.items():
            number = self.aside.get(what, 0) - (unsaved if what == "formulas" else 0)
            if number > 0:
                message = sentence.format(number, "" if number == 1 else "s")
                yield Finding(
                    Check.READABLE, Severity.NOTE, message, file=self.file, sheet=self.sheet
                )

    def frame(self, heading_row: int, columns: Sequence[int]) -> DataFrame:
        """The columns at these positions below the headings, as categories of text.

        The index is the row as a spreadsheet numbers it. Unreadable when the table breaks off.
        """
        import pandas as pd

        wanted = sorted(set(columns))
        try:
            frame = pd.read_csv(
                self._opener(),
                skiprows=heading_row - 1,
                header=0,
                names=self._names(heading_row),
                usecols=wanted,
                dtype="category",
                index_col=False,
                keep_default_na=False,
                skip_blank_lines=False,
                encoding=self._encoding.name,
                sep=self.delimiter,
            )
        except pd.errors.ParserError as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: a quotation mark is opened and never closed,"
                " or the file is cut short.",
                todo=FETCH_AGAIN,
            ) from why
        frame.index = pd.RangeIndex(heading_row + 1, heading_row + 1 + len(frame))
        self._guard_last_row(heading_row, last=heading_row + len(frame))
        return self._put_right(frame, heading_row)

    def _put_right(self, frame: DataFrame, heading_row: int) -> DataFrame:
        """The frame with the cells that somebody put right, its columns of text as before."""
        if not self.repairs:
            return frame
        headings = self.top[heading_row - 1]
        for position in frame.columns:
            cells = {
                row: text
                for (row, heading), text in self.repairs.items()
                if heading == headings[int(position)] and row in frame.index
            }
            if cells:
                texts = frame[position].astype(object)
                texts.loc[list(cells)] = list(cells.values())
                frame[position] = texts.astype("category")
        return frame

    def rows(self, heading_row: int) -> Iterator[tuple[int, list[str]]]:
        """The rows below the headings, one after the other, as a spreadsheet numbers them.

        Unreadable when the table breaks off.
        """
        # A row is a line only where no cell holds a line break: the reader counts them itself.
        number = 0
        text = io.TextIOWrapper(self._opener(), encoding=self._encoding.name, newline="")
        try:
            for number, row in enumerate(csv.reader(text, delimiter=self.delimiter), start=1):
                if number % SAYS_EVERY == 0:
                    say(f"Reading {self._called}, row {number:,}")
                if number > heading_row:
                    yield number, row
        except csv.Error as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: it may not be a table.", todo=SAVE_PLAIN
            ) from why
        finally:
            text.detach()
        self._guard_last_row(heading_row, last=number)

    def _names(self, heading_row: int) -> range:
        return range(len(self.top[heading_row - 1]))

    @cached_property
    def _encoding(self) -> Encoding:
        return encoding_of(self._opener, file=self.file)

    @cached_property
    def _beginning(self) -> str:
        content = self._opener().read(TOP_BYTES)
        decoder = codecs.getincrementaldecoder(self._encoding.name)(errors="replace")
        return decoder.decode(content)

    def _top_rows(self) -> list[list[str]]:
        rows = csv.reader(io.StringIO(self._beginning, newline=""), delimiter=self.delimiter)
        try:
            return [row for row, _ in zip(rows, range(TOP_ROWS), strict=False)]
        except csv.Error as why:
            raise self._unreadable(
                "The rows of {} cannot be told apart: it may not be a table.", todo=SAVE_PLAIN
            ) from why

    @cached_property
    def delimiter(self) -> str:
        """The sign that stands most often in one of the first lines; a comma if none does."""
        if self.sheet:
            return ","
        lines = self._beginning.splitlines()[:TOP_ROWS]
        return max(
            DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0)
        )

    def _guard_last_row(self, heading_row: int, *, last: int) -> None:
        """A file that ends within a row lost its end on the way."""
        if self.sheet:
            return
        file = self._opener()
        file.seek(max(0, file.seek(0, io.SEEK_END) - TAIL))
        tail = file.read().decode(self._encoding.name, errors="replace")
        if tail.endswith(("\n", "\r")):
            return
        line = tail.replace("\r", "\n").rpartition("\n")[2]
        fields = next(csv.reader([line], delimiter=self.delimiter), [])
        if len(fields) < len(self.top[heading_row - 1]):
            raise Unreadable(
                Finding(
                    Check.READABLE,
                    Severity.ERROR,
                    f"{self._called} stops in the middle of row {last:,}:"
                    " the end of the file was lost on the way.",
                    todo=FETCH_AGAIN,
                    file=self.file,
                    row=last,
                )
            )

    @property
    def _called(self) -> str:
        return f"Sheet “{self.sheet}” of “{self.file}”" if self.sheet else f"“{self.file}”"

    def _unreadable(self, message: str, *, todo: str) -> Unreadable:
        return Unreadable.because(message.format(self._called), todo=todo, file=self.file)

    def text(self) -> str:
        """The whole table as text."""
        return self._opener().read().decode(self._encoding.name)

    def opened(self) -> BinaryIO:
        """The bytes of the table, from the beginning."""
        return self._opener()


def _width(row: Sequence[str]) -> int:
    """The columns up to the last cell that holds something: programs save blank ones too."""
    if len(row) <= LIMITS.columns:
        return len(row)
    return next((at for at in range(len(row), 0, -1) if row[at - 1].strip()), 0)
