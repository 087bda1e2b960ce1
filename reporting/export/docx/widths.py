"""How wide the columns of a table in Word are, and how high it is; knows descriptions alone.

Lengths are points.
"""

from __future__ import annotations

from collections.abc import Sequence

from reporting.content.description import Row, Table
from reporting.export.columns import entry_text
from reporting.rendering.text_metrics import width_of, wrapped

_SIDES = 10.8 + 1.5  # the room beside a cell's words, and a little for letters that differ
_LEADING, _ABOVE_AND_BELOW = 1.25, 3.5
_EVEN = (1.0, 0.8, 0.6, 0.4)  # from shares as there are words to shares nearly alike
_LONGEST_WORD = 170.0  # a longer one, such as an address, is broken


def widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Widths that add up to `width`, none narrower than its longest word or its numbers.

    A column that needs less than its share takes what it needs; what is left is shared by how many
    words there are to set, so that no cell is many lines beside cells of one. As narrow columns
    waste more of a line, they have more than that where the table is lower for it.
    """
    least, most, words = [], [], []
    for place, column in enumerate(table.columns):
        lines = [_width(column.title, size)]
        lines += [_width(text, size, is_bold=bold) for text, bold in _texts(table, place)]
        whole = max(lines)
        longest = max(_longest(text, size) for text in _all(table, place))
        least.append(max(lines[1:], default=longest) if column.is_number else longest)
        least[-1] = max(least[-1], longest)
        most.append(max(whole, least[-1]))
        words.append(sum(lines) / len(lines))
    if sum(least) >= width:
        return tuple(each * width / sum(least) for each in least)
    if sum(most) <= width:
        spare = (width - sum(most)) / len(most)
        return tuple(each + spare for each in most)
    found = [_shared(least, most, [each**even for each in words], width) for even in _EVEN]
    return min(found, key=lambda wide: height(table, wide, size))


def _shared(
    least: Sequence[float], most: Sequence[float], words: Sequence[float], width: float
) -> tuple[float, ...]:
    """The columns that are too narrow or too wide by their share are set first, then the others."""
    found: dict[int, float] = {}
    while len(found) < len(least):
        free = [place for place in range(len(least)) if place not in found]
        share = (width - sum(found.values())) / sum(words[place] for place in free)
        narrow = {at: least[at] for at in free if words[at] * share < least[at]}
        wide = {at: most[at] for at in free if words[at] * share > most[at]}
        found |= narrow or wide or {at: words[at] * share for at in free}
    return tuple(found[place] for place in range(len(least)))


def height(table: Table, wide: Sequence[float], size: float) -> float:
    """How high it is with columns as `wide`."""
    head = Row(tuple(column.title for column in table.columns))
    return sum(_height(row, wide, size) for row in (head, *table.rows))


def _height(row: Row, wide: Sequence[float], size: float) -> float:
    lines = (
        len(wrapped(entry_text(entry), width=width - _SIDES, size=size, is_bold=place == 0))
        for place, (entry, width) in enumerate(zip(row.entries, wide, strict=True))
    )
    return max(1, *lines) * size * _LEADING + _ABOVE_AND_BELOW


def _texts(table: Table, place: int) -> list[tuple[str, bool]]:
    """What stands in the column, and whether it is bold."""
    return [(entry_text(row.entries[place]), row.is_total or place == 0) for row in table.rows]


def _all(table: Table, place: int) -> list[str]:
    return [table.columns[place].title, *(text for text, _ in _texts(table, place))]


def _width(text: str, size: float, *, is_bold: bool = True) -> float:
    return width_of(text, size, is_bold=is_bold) + _SIDES


def _longest(text: str, size: float) -> float:
    longest = max((width_of(word, size, is_bold=True) for word in text.split()), default=0.0)
    return min(longest, _LONGEST_WORD) + _SIDES
