"""What a figure without an address is of, by those that stand in one column, or say the same.

Where a column is of one measure and period, and its rows are areas or categories, so is every
number in it. A number in a sentence is the one of a table of its section that is exactly it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reporting.content.description import Provenance, Style
from reporting.content.number_formats import UNITS
from reporting.export.figures.changes import Change
from reporting.export.figures.names import Names, plain
from reporting.export.figures.standing import Standing

# A smaller whole number is one of many: its sentence must name what heads its row.
_TELLING = 1_000
_FEWEST_LETTERS = 4


@dataclass(frozen=True)
class Known:
    """What a figure is of, and the change that it tells, where it tells one."""

    of: Provenance
    change: Change | None = None


def by_column(
    standing: Sequence[Standing], known: Mapping[int, Known], names: Names
) -> dict[int, Known]:
    """Those in a column whose other numbers are of one measure, source and period."""
    columns: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(standing):
        if one.row and one.across:
            columns[one.slide, one.heading, one.column, one.cell.style in _CHANGES].append(at)
    found: dict[int, Known] = {}
    for places in columns.values():
        told = [known[at] for at in places if at in known]
        if not told or len({_but_place(one) for one in told}) != 1:
            continue
        is_by_category = all(one.of.category for one in told)
        for at in places:
            if at in known or standing[at].cell.number is None:
                continue
            other = _in_row(standing[at], told[0], names, is_by_category=is_by_category)
            if other is not None:
                found[at] = other
    return found


_CHANGES = {Style.CHANGE, Style.WHOLE_CHANGE}


def _but_place(one: Known) -> tuple[object, ...]:
    of, change = one.of, one.change
    base = (change.base, change.against, change.is_part) if change else ()
    return of.measure, of.source, of.period, base


def _in_row(one: Standing, told: Known, names: Names, *, is_by_category: bool) -> Known | None:
    """The same of the area or the category that heads the row."""
    area = names.area_of_row(one)
    if is_by_category and area is None:
        of = replace(told.of, category=plain(one.row))
    elif area is not None and not is_by_category:
        of = replace(told.of, area=area.code)
    else:
        return None
    return Known(of, replace(told.change, later=of) if told.change else None)


def same_as(standing: Sequence[Standing], unknown: Sequence[int], names: Names) -> dict[int, int]:
    """For each of the unknown the first in a table of its section that is the same number."""
    tables: dict[tuple[object, ...], list[int]] = defaultdict(list)
    elsewhere: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(standing):
        if not one.words and one.row and one.cell.number is not None:
            tables[one.section, *_same(one)].append(at)
            elsewhere[plain(one.row), *_same(one)].append(at)
    found: dict[int, int] = {}
    for at in unknown:
        one = standing[at]
        alike = [
            other
            for other in tables.get((one.section, *_same(one)), ())
            if _is_meant(one, standing[other], names)
        ]
        if not one.words:  # a row of the same name in a table of another section
            known = (other for other in elsewhere[plain(one.row), *_same(one)]
                     if other not in unknown)  # fmt: skip
            alike = [other for other in (next(known, None), *alike) if other is not None]
        rows = {plain(standing[other].row) for other in alike}
        if len(rows) == 1 and alike[0] != at:
            found[at] = alike[0]
    return found


def _same(one: Standing) -> tuple[object, ...]:
    cell = one.cell
    value = cell.value if cell.number is None else round(float(cell.number), 9)
    return UNITS[cell.style], value, cell.is_illustrative


def _is_meant(one: Standing, other: Standing, names: Names) -> bool:
    """Whether the row is named, or the number is one of its own."""
    head = plain(other.row).casefold()
    if not one.words:
        return plain(one.row).casefold() == head
    number = abs(one.cell.number or 0)
    is_own = number >= _TELLING or not float(number).is_integer()
    is_named = len(head) >= _FEWEST_LETTERS and head in one.words.casefold()
    return is_named or (is_own and names.area_called(other.row) is None)
