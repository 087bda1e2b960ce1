"""What a spreadsheet most likely means, for an officer to look over; decides nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from returns.catalogue.findings import Wrong
from returns.mapping import days
from returns.mapping.column_kinds import ColumnGuess, headed_as_number
from returns.mapping.known_words import NUMBER, Reader
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import BY_DAY, Gives, Grid, Role, TableMapping, TitleCell, carried
from returns.reading.period_parts import is_year, may_be_day, numbers_of_days
from returns.reading.spellings import count_of, is_total

# From this share of the headings on, a row of headings is taken for what they are.
MOST = 0.5
# Headings and titles are looked for in so many rows below where a table may begin.
ROWS_LOOKED_AT = 60
WORDS_LOOKED_AT = 400
LONGEST_TITLE = 120
MOST_TABLES = 12


def mentions_our_terms(named: NamedSheet, reader: Reader) -> bool:
    """Whether a table holds a number, and names an area, a period or a category that we know."""
    texts = [
        text for column in named.columns for text, _ in column.weights(slice(None), WORDS_LOOKED_AT)
    ]
    if not any(NUMBER.fullmatch(text) for text in texts):
        return False
    words = {text for text in texts if not NUMBER.fullmatch(text) and len(text) < LONGEST_TITLE}
    return reader.words.is_period(named.name) or any(reader.is_known(word) for word in words)


def tables_of(named: NamedSheet, reader: Reader) -> Iterator[TableMapping]:
    """The tables that stand on the sheet one below the other, each as `guessed` has it."""
    after = 0
    for _ in range(MOST_TABLES):
        table = guessed(named, reader=reader, after=after)
        if not table.count_columns and not table.is_list:
            return
        yield table
        if table.last_row is None:
            return
        after = table.last_row


def guessed(named: NamedSheet, *, reader: Reader, after: int = 0) -> TableMapping:
    """The table as it most likely stands on the sheet, below row `after`; never sure."""
    first = _first_row(named, reader, after)
    last, goes_on = _last_row(named, first)
    heading_rows = _heading_rows(named.grid, first, after)
    return placed(
        named,
        reader=reader,
        headings=heading_rows,
        first=first,
        last=last if goes_on else None,
        after=after,
    )


def placed(
    named: NamedSheet,
    *,
    reader: Reader,
    headings: Sequence[int],
    first: int,
    last: int | None,
    after: int = 0,
) -> TableMapping:
    """What the columns and headings give of a table that stands there."""
    over = last or named.rows
    columns, is_list = ColumnGuess(named, reader, headings, first, over).roles()
    across = {} if is_list else _headings(named.grid, reader, headings, columns)
    columns = _without_strange_headings(named.grid, reader, columns, across)
    if Gives.AREA in across.values():
        columns = {at: gives for at, gives in columns.items() if gives is not Gives.AREA}
    table = TableMapping(
        sheet=named.name,
        heading_rows=tuple(headings),
        first_row=first,
        last_row=last,
        columns=columns,
        headings=across,
        is_list=is_list,
        fill_down=not is_list,
    )
    return seen(_with_what_stands_above(table, named, reader, after), named.grid)


def seen(table: TableMapping, grid: Grid) -> TableMapping:
    """`table` with the headings as they stand now, to know it by next time."""
    return replace(table, seen=table.headings_of(grid))


# --- Where the table stands ------------------------------------------------------------------
def _first_row(named: NamedSheet, reader: Reader, after: int) -> int:
    """The first row with a word at its left and a count right of it."""
    for number in range(after + 1, min(named.rows, after + ROWS_LOOKED_AT) + 1):
        filled = [text for text in named.grid[number - 1] if text]
        kinds = [reader.kind(text) for text in filled]
        numbers = [at for at, text in enumerate(filled) if is_count(text) and not kinds[at]]
        words = [at for at, text in enumerate(filled) if not NUMBER.fullmatch(text) or kinds[at]]
        if numbers and words and words[0] < numbers[-1] and not _are_headings(filled, kinds):
            return number
    return min(after + 2, named.rows) or 1


def _are_headings(filled: Sequence[str], kinds: Sequence[Role | None]) -> bool:
    """Whether its numbers are periods, 202204 and 202205, or the days of a month."""
    counted = [
        text for text, kind in zip(filled, kinds, strict=True) if is_count(text) and not kind
    ]
    return not counted or numbers_of_days(list(dict.fromkeys(counted)))


def is_count(text: str) -> bool:
    return bool(NUMBER.fullmatch(text)) or (
        len(text) < 5 and text != "" and not isinstance(count_of(text), Wrong)
    )


def _last_row(named: NamedSheet, first: int) -> tuple[int, bool]:
    """The last row before a wholly blank one that further headings or notes follow.

    And whether anything with numbers follows.
    """
    import numpy as np

    has_count = np.zeros(named.rows, dtype=bool)
    for column in named.columns:
        counted = [code for code, text in enumerate(column.texts) if is_count(text)]
        has_count |= column.mask_of(counted)
    filled, last = named.filled, named.rows
    blanks = np.flatnonzero(filled[first:] == 0) + first
    for blank in blanks.tolist():
        rest = np.flatnonzero(filled[blank + 1 :])
        if not len(rest):
            break
        row = blank + 1 + int(rest[0])
        if filled[row] < 2 or not has_count[row] or _are_years(named.grid[row]):
            last = blank
            break
    counted_rows = np.flatnonzero(has_count[first - 1 : last])
    end = first + int(counted_rows[-1]) if len(counted_rows) else first
    return end, bool(has_count[end:].any())


def _are_years(row: Sequence[str]) -> bool:
    """Whether its numbers are headings: 2021, 2022."""
    numbers = [text for text in row if is_count(text)]
    return len(numbers) > 1 and all(is_year(text) for text in numbers)


def _heading_rows(grid: Grid, first: int, after: int) -> tuple[int, ...]:
    """The filled rows right above the first row; a lone cell is a title."""
    rows: list[int] = []
    for number in range(first - 1, after, -1):
        filled = sum(map(bool, grid[number - 1]))
        if filled == 0 or (filled == 1 and rows):
            break
        if filled > 1 or not rows:
            rows.insert(0, number)
    return tuple(rows)


# --- What its headings give ------------------------------------------------------------------
def _headings(
    grid: Grid, reader: Reader, rows: Sequence[int], columns: dict[int, Role]
) -> dict[int, Role]:
    """What each row of headings tells over the columns of counts."""
    counts = [at for at, gives in columns.items() if gives is Gives.COUNT]
    found: dict[int, Role] = {}
    # Of two rows that tell the same kind of thing the lower is the finer: quarters over months.
    for row in reversed(rows):
        headings = carried(grid, row, first=min(counts, default=1))
        texts = [text for at in counts if (text := headings.get(at, ""))]
        kind = _kind_of_most(texts, reader)
        if kind and kind not in found.values() and kind not in columns.values():
            found[row] = kind
    return found


def _kind_of_most(texts: Sequence[str], reader: Reader) -> Role | None:
    parts = [text for text in texts if not is_total(text) and not headed_as_number(text)]
    if by_day := days.run_of_days(dict.fromkeys(parts)):
        return by_day
    kinds = Counter(reader.kind(text) for text in parts)
    if not kinds:
        return None
    (found, times), *_ = kinds.most_common()
    return found if found is not None and times > MOST * len(parts) else None


def _without_strange_headings(
    grid: Grid, reader: Reader, columns: dict[int, Role], across: dict[int, Role]
) -> dict[int, Role]:
    """Beside columns of months, one whose heading is no month holds something else."""
    left = dict(columns)
    for row, kind in across.items():
        if kind not in {Gives.PERIOD, Gives.YEAR, Gives.WITHIN, *BY_DAY}:
            continue
        headings = carried(grid, row, first=1)
        for at, gives in columns.items():
            text = headings.get(at, "")
            is_named = gives is Gives.COUNT and text and not is_total(text)
            if is_named and not _is_of(text, kind, reader):
                left.pop(at, None)
    return left


def _is_of(text: str, kind: Role, reader: Reader) -> bool:
    if kind in BY_DAY:
        return may_be_day(text)
    return reader.kind(text) in {Gives.PERIOD, Gives.YEAR, Gives.WITHIN}


def _with_what_stands_above(
    table: TableMapping, named: NamedSheet, reader: Reader, after: int
) -> TableMapping:
    """What a title or the sheet's name says, where the table itself does not have it all."""
    wanted: list[Role] = [*_period_wanted(table, named), *_categories_wanted(table, reader)]
    top = min((*table.heading_rows, table.first_row))
    for role in wanted:
        title = next(
            (
                TitleCell(row, at, role)
                for row in range(top - 1, after, -1)
                for at, text in enumerate(named.grid[row - 1], start=1)
                if text and len(text) < LONGEST_TITLE and _has(text, role, reader)
            ),
            None,
        )
        if title is not None:
            table = replace(table, titles=(*table.titles, title))
        elif table.sheet_gives is None and _has(named.name, role, reader):
            table = replace(table, sheet_gives=role)
    return table


def _period_wanted(table: TableMapping, named: NamedSheet) -> Iterator[Role]:
    given = table.given
    if given & BY_DAY:
        wanted = days.lacking(_texts_of_days(table, named))
        if wanted is not None and not given & {Gives.YEAR, Gives.PERIOD}:
            yield wanted
        return
    if Gives.PERIOD in given or {Gives.YEAR, Gives.WITHIN} <= given:
        return
    if Gives.WITHIN in given:
        yield Gives.YEAR
    elif Gives.YEAR not in given:
        yield Gives.PERIOD


def _texts_of_days(table: TableMapping, named: NamedSheet) -> Iterator[str]:
    for row, gives in table.headings.items():
        if gives in BY_DAY:
            yield from carried(named.grid, row, first=1).values()
    for at, gives in table.columns.items():
        if gives in BY_DAY:
            yield from named.columns[at - 1].texts


def _categories_wanted(table: TableMapping, reader: Reader) -> Iterator[Role]:
    for dimension in reader.dataset.dimensions:
        if dimension.field not in table.given:
            yield dimension.field


def _has(text: str, wanted: Role, reader: Reader) -> bool:
    if wanted in {Gives.YEAR, Gives.PERIOD}:
        return reader.words.may_give(wanted, text)
    return reader.categories.spoken_of(str(wanted), text) is not None
