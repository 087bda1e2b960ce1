"""The counts of one mapped table with what stands beside and above each, as columns of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain
from returns.mapping.named_sheets import Column, NamedSheet
from returns.mapping.sheets import (
    LEFT_OUT,
    Gives,
    Role,
    SheetMapping,
    TableMapping,
    carried,
    cell,
)
from returns.reading.spellings import count_of, is_grand_total

if TYPE_CHECKING:
    import numpy as np

ONE = "1"


@dataclass(frozen=True)
class Line:
    """One count of a table as text: where it stands, and what the table says of it.

    `rows` is of how many counts of the file it is the sum.
    """

    row: int
    column: int
    heading: str
    texts: Mapping[Role, str]
    count: str
    rows: int = 1


@dataclass(frozen=True)
class LeftOut:
    """Counts that are not read, by the name that says why: how many, and what they add up to."""

    role: Role
    text: str
    counts: int
    total: int


@dataclass(frozen=True, eq=False)
class TextLines:
    """The counts of one table; all columns are as long as there are counts.

    `texts` has what says where each belongs, `beside` the columns that only tell rows apart.
    `notes` are rows without a count, `beyond` a row of numbers right below, `unread` the columns
    that hold numbers and are not read. `days` says of counts by day which days each is for.
    """

    rows: np.ndarray
    columns: np.ndarray
    texts: Mapping[Role, Column]
    beside: Sequence[Column]
    count: Column
    headings: Mapping[int, str]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[int, ...] = ()
    beyond: int | None = None
    unread: tuple[int, ...] = ()
    days: Column | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, mask: np.ndarray) -> TextLines:
        """Those of the counts alone."""
        return replace(
            self,
            rows=self.rows[mask],
            columns=self.columns[mask],
            texts={role: _masked(column, mask) for role, column in self.texts.items()},
            beside=[_masked(column, mask) for column in self.beside],
            count=_masked(self.count, mask),
            days=None if self.days is None else _masked(self.days, mask),
        )

    def line(self, at: int, *, count: str, rows: int = 1) -> Line:
        """The count at that place, with the texts that stand for it."""
        column = int(self.columns[at])
        return Line(
            row=int(self.rows[at]),
            column=column,
            heading=self.headings.get(column, ""),
            texts={role: each.texts[each.codes[at]] for role, each in self.texts.items()},
            count=count,
            rows=rows,
        )

    def without(self, role: Role, dropped: Mapping[int, str]) -> TextLines:
        """Without the counts whose text of `role` is one of these codes, noted as left out."""
        if not dropped or role not in self.texts:
            return self
        column = self.texts[role]
        mask = column.mask_of(dropped)
        if not mask.any():
            return self
        noted = tuple(_left_out(role, column, self.count, mask, dropped))
        return replace(self.where(~mask), left_out=(*self.left_out, *noted))


def text_lines(mapping: SheetMapping, table: TableMapping, named: NamedSheet) -> TextLines:
    """The cells of `table` as `mapping` says; the texts are those in the file but for names."""
    reading = _Table(table, named)
    lines = reading.lines()
    if mapping.kept and Gives.DISTRICT in lines.texts:
        lines = _kept(lines, plain(mapping.kept))
    for role, by_text in mapping.names.items():
        if role in lines.texts:
            lines = _renamed(lines, role, by_text)
    return lines


def left_out_once(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Each name once, those of the most counts first."""
    found: dict[tuple[Role, str], LeftOut] = {}
    for left in left_out:
        key = (left.role, left.text)
        before = found.get(key, LeftOut(left.role, left.text, 0, 0))
        found[key] = replace(
            left, counts=left.counts + before.counts, total=left.total + before.total
        )
    return tuple(sorted(found.values(), key=lambda each: (-each.counts, each.text)))


def numbers_of(texts: Sequence[str]) -> tuple[list[int], list[bool]]:
    """What each text counts, nothing where it is no number, and which are numbers."""
    counts = [count_of(text) for text in texts]
    return (
        [count if isinstance(count, int) else 0 for count in counts],
        [isinstance(count, int) for count in counts],
    )


def is_number(text: str) -> bool:
    return text.replace(",", "").replace(".", "", 1).rstrip("%").isdigit()


def holds_numbers(column: Column, mask: np.ndarray | slice) -> bool:
    return any(is_number(text) for text, _ in column.weights(mask))


# --- One table -------------------------------------------------------------------------------
@dataclass
class _Table:
    table: TableMapping
    named: NamedSheet
    notes: tuple[int, ...] = ()
    filled: dict[int, Column] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.table.first_row - 1

    @property
    def last(self) -> int:
        """One behind the last row, from 0."""
        return max(self.first, min(self.table.last_row or self.named.rows, self.named.rows))

    def _cells(self, at: int) -> Column:
        """The column within the table; blank where the sheet ends before it."""
        import numpy as np

        if 1 <= at <= len(self.named.columns):
            column = self.named.columns[at - 1]
            return Column(column.codes[self.first : self.last], column.texts)
        return Column(np.zeros(self.last - self.first, dtype="int32"), ("",))

    def lines(self) -> TextLines:
        rows = self._rows()
        counts = (0,) if self.table.is_list else self.table.count_columns
        across, within = len(counts), len(rows)
        texts: dict[Role, Column] = {}
        for role, text in self._above().items():
            texts[role] = _constant(text, across * within)
        beside: list[Column] = []
        for at, role in self.table.columns.items():
            if role is Gives.COUNT:
                continue
            down = _repeated(self.filled[at], rows, across)
            if role is Gives.FINER:
                beside.append(down)
            else:
                texts[role] = down
        for row, role in self.table.headings.items():
            texts[role] = _headed(self.named, row, counts, within)
        import numpy as np

        return TextLines(
            rows=np.repeat(rows + self.table.first_row, across),
            columns=np.tile(np.array(counts, dtype="int32"), within),
            texts=texts,
            beside=beside,
            count=self._counts(rows, counts),
            headings=self.table.headings_of(self.named.grid),
            notes=self.notes,
            beyond=self._beyond(),
            unread=self._unread(),
        )

    def _rows(self) -> np.ndarray:
        """The rows of figures, from 0 within the table; the others are notes."""
        import numpy as np

        keys = {at: self._cells(at) for at in self.table.key_columns}
        of_counts = [self._cells(at) for at in self.table.count_columns]
        looked_at = list(keys.values()) if self.table.is_list else of_counts
        size = self.last - self.first
        has_count = np.zeros(size, dtype=bool)
        for column in looked_at:
            has_count |= column.is_filled
        last = int(np.flatnonzero(has_count)[-1]) if has_count.any() else -1
        is_whole = np.full(size, bool(keys))
        for column in keys.values():
            is_whole &= column.is_filled
        is_read = has_count | (is_whole & (np.arange(size) <= last))
        any_cell = self.named.filled[self.first : self.last] > 0
        self.notes = tuple(
            int(row) + self.table.first_row for row in np.flatnonzero(~is_read & any_cell)
        )
        fills = self.table.fill_down and not self.table.is_list
        self.filled = {
            at: _filled_down(column, but=_of_grand_totals(keys.values(), size))
            if fills and role_of_filled(self.table.columns[at])
            else column
            for at, column in keys.items()
        }
        return np.flatnonzero(is_read)

    def _above(self) -> dict[Role, str]:
        """What is given once for the whole table."""
        texts: dict[Role, str] = {}
        if self.table.sheet_gives:
            texts[self.table.sheet_gives] = self.named.name
        for title in self.table.titles:
            texts[title.gives] = cell(self.named.grid, title.row, title.column)
        return {**texts, **self.table.fixed}

    def _counts(self, rows: np.ndarray, counts: Sequence[int]) -> Column:
        """All counts row by row, their texts numbered over all columns."""
        import numpy as np

        if self.table.is_list:
            return _constant(ONE, len(rows))
        texts: dict[str, int] = {"": 0}
        whole = np.zeros((len(rows), len(counts)), dtype="int32")
        for number, at in enumerate(counts):
            column = self._cells(at)
            codes = [texts.setdefault(text, len(texts)) for text in column.texts]
            whole[:, number] = np.array(codes, dtype="int32")[column.codes[rows]]
        return Column(whole.ravel(), tuple(texts))

    def _beyond(self) -> int | None:
        row = self.last + 1
        after = [cell(self.named.grid, row, at) for at in self.table.count_columns]
        return row if self.table.last_row and any(after) else None

    def _unread(self) -> tuple[int, ...]:
        inside = slice(self.first, self.last)
        return tuple(
            at
            for at, column in enumerate(self.named.columns, start=1)
            if at not in self.table.columns and holds_numbers(column, inside)
        )


def role_of_filled(role: Role) -> bool:
    """Whether a blank cell of that kind repeats the one above."""
    return role not in {Gives.CODE, Gives.COUNT}


def _of_grand_totals(columns: Iterable[Column], size: int) -> np.ndarray:
    """The rows that add up the whole table: what is blank in them stands for all."""
    import numpy as np

    found = np.zeros(size, dtype=bool)
    for column in columns:
        found |= column.mask_of(at for at, text in enumerate(column.texts) if is_grand_total(text))
    return found


def _filled_down(column: Column, *, but: np.ndarray) -> Column:
    """A blank cell repeats the one above it, but in the rows of `but`."""
    import numpy as np

    if column.blank < 0:
        return column
    places = np.where(column.is_filled, np.arange(len(column.codes)), -1)
    above = np.maximum.accumulate(places) if len(places) else places
    codes = np.where((above >= 0) & ~but, column.codes[above], column.codes)
    return Column(codes.astype("int32"), column.texts)


def _repeated(column: Column, rows: np.ndarray, times: int) -> Column:
    import numpy as np

    return Column(np.repeat(column.codes[rows], times), column.texts)


def _headed(named: NamedSheet, row: int, counts: Sequence[int], times: int) -> Column:
    import numpy as np

    across = carried(named.grid, row, first=min(counts, default=1))
    texts: dict[str, int] = {}
    codes = [texts.setdefault(across.get(at, ""), len(texts)) for at in counts]
    return Column(np.tile(np.array(codes, dtype="int32"), times), tuple(texts) or ("",))


def _constant(text: str, size: int) -> Column:
    import numpy as np

    return Column(np.zeros(size, dtype="int32"), (text,))


def _masked(column: Column, mask: np.ndarray) -> Column:
    return Column(column.codes[mask], column.texts)


# --- What is left out ------------------------------------------------------------------------
def _kept(lines: TextLines, wanted: str) -> TextLines:
    """The rows of one district or force alone, and those that name none."""
    column = lines.texts[Gives.DISTRICT]
    others = {
        code: text for code, text in enumerate(column.texts) if text and plain(text) != wanted
    }
    return lines.without(Gives.DISTRICT, others)


def _renamed(lines: TextLines, role: Role, by_text: Mapping[str, str]) -> TextLines:
    """Names as they were chosen; those that are not read are left out."""
    chosen = {plain(text) or text: name for text, name in by_text.items()}
    column = lines.texts[role]
    names = [chosen.get(plain(text) or text, text) for text in column.texts]
    dropped = {code: column.texts[code] for code, name in enumerate(names) if name == LEFT_OUT}
    rest = lines.without(role, dropped)
    renamed = Column(rest.texts[role].codes, tuple(names))
    # Two words for one thing stay apart beside it: rows that differ in them are added up.
    return replace(
        rest,
        texts={**rest.texts, role: renamed},
        beside=[*rest.beside, rest.texts[role]],
    )


def _left_out(
    role: Role, column: Column, count: Column, mask: np.ndarray, dropped: Mapping[int, str]
) -> Any:
    import numpy as np

    numbers, _ = numbers_of(count.texts)
    codes = column.codes[mask]
    times = np.bincount(codes, minlength=len(column.texts))
    values = np.array(numbers, dtype="float64")[count.codes[mask]]
    sums = np.bincount(codes, weights=values, minlength=len(column.texts))
    for code, text in dropped.items():
        if times[code]:
            yield LeftOut(role, text, int(times[code]), int(sums[code]))


def is_unread_sign(text: str) -> bool:
    """Whether it stands where a count should be, is no number, and says nothing that we know."""
    return bool(text) and not any(map(str.isdigit, text)) and isinstance(count_of(text), Wrong)
