"""What a spreadsheet most likely means, for an officer to look over; decides nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain
from returns.mapping.sheets import Gives, Grid, Role, TableMapping, TitleCell, carried
from returns.reading.area_matching import locate
from returns.reading.period_parts import is_within_a_year, is_year, written, year_in
from returns.reading.places import Places
from returns.reading.spellings import by_spelling, count_of, is_total, period_of

# From this share of its filled cells on, a column is taken for what they are.
MOST = 0.5
ROWS_LOOKED_AT = 200
LONGEST_TITLE = 120
SHORTEST_NAME = 3
NUMBER = re.compile(r"[-−]?\d[\d,]*(\.\d+)?%?")
PERCENT = re.compile(r"%|per ?cent|\brate\b|change|per 1,?000|difference|\bdiff\b", re.IGNORECASE)


@dataclass(frozen=True)
class Reader:
    """Tells what a text is: an area, a period, a category of `source`."""

    dataset: Dataset
    source: Source
    places: Places
    today: date

    def kind(self, text: str) -> Role | None:
        """What `text` most likely is; None for anything else, and for a bare number."""
        if not text:
            return None
        if is_year(text):
            return Gives.YEAR
        if is_within_a_year(text):
            return Gives.WITHIN
        if not NUMBER.fullmatch(text) and self.is_period(text):
            return Gives.PERIOD
        if self.is_area(text):
            return Gives.AREA
        return next((name for name, known in self._categories if plain(text) in known), None)

    def is_known(self, text: str) -> bool:
        """Whether it is surely an area, a period or a category: no near ones."""
        return bool(
            year_in(text)
            or self.is_period(text)
            or locate(text, self.places)
            or any(plain(text) in known for _, known in self._categories)
        )

    def is_period(self, text: str) -> bool:
        return not isinstance(period_of(written(text, today=self.today), today=self.today), Wrong)

    def is_area(self, text: str) -> bool:
        """Whether it is a ward, a locality or a partnership, or nearly a ward's name."""
        return locate(text, self.places) is not None or any(
            len(text) > SHORTEST_NAME and place.names.suggest(text) for place in self.places.hosted
        )

    @property
    def _categories(self) -> tuple[tuple[str, set[str]], ...]:
        return tuple(
            (name, set(by_spelling(listed))) for name, listed in self.source.categories.items()
        )


def mentions_our_terms(grid: Grid, sheet: str, reader: Reader) -> bool:
    """Whether a table holds a number, and names an area, a period or a category that we know."""
    cells = {cell for row in grid[:ROWS_LOOKED_AT] for cell in row if cell}
    if not any(NUMBER.fullmatch(cell) for cell in cells):
        return False
    words = {cell for cell in cells if not NUMBER.fullmatch(cell)}
    return reader.is_period(sheet) or any(
        reader.is_known(word) for word in words if len(word) < LONGEST_TITLE
    )


def guessed(grid: Grid, *, sheet: str, reader: Reader, after: int = 0) -> TableMapping:
    """The table as it most likely stands on the sheet, below row `after`; never sure."""
    grid = [[] if number <= after else row for number, row in enumerate(grid, start=1)]
    first = _first_row(grid, reader)
    last = _last_row(grid, first)
    heading_rows = _heading_rows(grid, first)
    columns = _columns(grid, reader, range(first, last + 1), heading_rows)
    headings = _headings(grid, reader, heading_rows, columns)
    table = TableMapping(
        sheet=sheet,
        heading_rows=heading_rows,
        first_row=first,
        last_row=last if _goes_on(grid, last) else None,
        columns=columns,
        headings=headings,
    )
    return _with_what_stands_above(table, grid, reader, sheet)


def seen(table: TableMapping, grid: Grid) -> TableMapping:
    """`table` with the headings as they stand now, to know it by next time."""
    return replace(table, seen=table.headings_of(grid))


def _first_row(grid: Grid, reader: Reader) -> int:
    """The first row with a word at its left and a count right of it."""
    for number, row in enumerate(grid, start=1):
        filled = [cell for cell in row if cell]
        kinds = [reader.kind(cell) for cell in filled]
        numbers = [at for at, cell in enumerate(filled) if _is_count(cell) and not kinds[at]]
        words = [at for at, cell in enumerate(filled) if not NUMBER.fullmatch(cell) or kinds[at]]
        if numbers and words and words[0] < numbers[0]:
            return number
    return min(2, len(grid)) or 1


def _is_count(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) or (
        len(text) < 5 and text != "" and not isinstance(count_of(text), Wrong)
    )


def _last_row(grid: Grid, first: int) -> int:
    """The last row before a wholly blank one that further headings or notes follow."""
    last = first
    for number in range(first, len(grid) + 1):
        row = grid[number - 1]
        if not any(row):
            rest = [other for other in grid[number:] if any(other)]
            if not rest or sum(map(bool, rest[0])) < 2 or not _has_count(rest[0]):
                break
            continue
        if _has_count(row):
            last = number
    return last


def _has_count(row: Sequence[str]) -> bool:
    return any(_is_count(cell) for cell in row)


def _goes_on(grid: Grid, last: int) -> bool:
    """Whether anything with numbers follows the table."""
    return any(_has_count(row) for row in grid[last:])


def _heading_rows(grid: Grid, first: int) -> tuple[int, ...]:
    """The filled rows right above the first row; a lone cell is a title."""
    rows: list[int] = []
    for number in range(first - 1, 0, -1):
        filled = sum(map(bool, grid[number - 1]))
        if filled == 0 or (filled == 1 and rows):
            break
        if filled > 1 or not rows:
            rows.insert(0, number)
    return tuple(rows)


def _columns(
    grid: Grid, reader: Reader, rows: range, heading_rows: Sequence[int]
) -> dict[int, Role]:
    width = max((len(row) for row in grid), default=0)
    columns: dict[int, Role] = {}
    for at in range(1, width + 1):
        cells = [text for row in rows if (text := _at(grid, row, at))]
        heading = " ".join(_at(grid, row, at) for row in heading_rows)
        if not cells:
            continue
        kind = _kind_of_most(cells, reader.kind)
        if kind is not None and kind not in columns.values():
            columns[at] = kind
        elif _are_counts(cells) and not PERCENT.search(heading) and not is_total(heading):
            columns[at] = Gives.COUNT
    return columns


def _at(grid: Grid, row: int, column: int) -> str:
    cells = grid[row - 1]
    return cells[column - 1] if column <= len(cells) else ""


def _kind_of_most(cells: Sequence[str], kind: Callable[[str], Role | None]) -> Role | None:
    """What most of the cells are, totals left out of the count."""
    parts = [text for text in cells if not is_total(text)]
    kinds = Counter(kind(text) for text in parts)
    if not kinds:
        return None
    (found, times), *_ = kinds.most_common()
    return found if found is not None and times > MOST * len(parts) else None


def _are_counts(cells: Sequence[str]) -> bool:
    numbers = [text for text in cells if _is_count(text)]
    words = [text for text in cells if any(map(str.isalnum, text))]
    return len(numbers) > MOST * len(words) and not any(text.endswith("%") for text in numbers)


def _headings(
    grid: Grid, reader: Reader, rows: Sequence[int], columns: dict[int, Role]
) -> dict[int, Role]:
    """What each row of headings tells over the columns of counts."""
    counts = [at for at, gives in columns.items() if gives is Gives.COUNT]
    found: dict[int, Role] = {}
    # Of two rows that tell the same kind of thing the lower is the finer: quarters over months.
    for row in reversed(rows):
        headings = carried(grid, row, first=min(counts, default=1))
        cells = [text for at in counts if (text := headings.get(at, ""))]
        kind = _kind_of_most(cells, reader.kind)
        if kind and kind not in found.values() and kind not in columns.values():
            found[row] = kind
    return found


def _with_what_stands_above(
    table: TableMapping, grid: Grid, reader: Reader, sheet: str
) -> TableMapping:
    """The period from a title or the sheet's name, where the table itself does not have it all."""
    wanted = _period_wanted(table)
    if wanted is None:
        return table
    top = min((*table.heading_rows, table.first_row))
    for row in range(1, top):
        for at, text in enumerate(grid[row - 1], start=1):
            if text and _has(text, wanted, reader):
                return replace(table, titles=(TitleCell(row, at, wanted),))
    if _has(sheet, wanted, reader):
        return replace(table, sheet_gives=wanted)
    return table


def _period_wanted(table: TableMapping) -> Gives | None:
    given = table.given
    if Gives.PERIOD in given or {Gives.YEAR, Gives.WITHIN} <= given:
        return None
    if Gives.WITHIN in given:
        return Gives.YEAR
    return None if Gives.YEAR in given else Gives.PERIOD


def _has(text: str, wanted: Gives, reader: Reader) -> bool:
    if wanted is Gives.YEAR:
        return bool(year_in(text)) or is_year(text)
    return reader.is_period(text)
