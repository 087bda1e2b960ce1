"""Counts of one place, period and category in several rows: added up, and said so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.counts import Gap
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.mapping.lines import Line, TextLines
from returns.reading.spellings import count_of, is_total

if TYPE_CHECKING:
    import numpy as np

    from measures.counts import Count

# What a figure is that one of these was added up to, the strongest first.
RANKS: tuple[Gap | None, ...] = (None, Gap.NOT_APPLICABLE, Gap.NOT_SUPPLIED, Gap.HIDDEN)
WRONG = len(RANKS)
# A gap as count of a line is written in a file.
SIGNS = {Gap.NOT_APPLICABLE: "[z]", Gap.NOT_SUPPLIED: "", Gap.HIDDEN: "*"}
SHOWN = 3
# So many rows that stand twice are named one by one.
TWICE_NAMED = 20
PARTS_SHOWN = 6


@dataclass(frozen=True)
class Sum:
    """One figure that several rows of the file add up to, for showing."""

    line: Line
    parts: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class AddedUp:
    """How many figures of a table are the sums of how many of its counts; a few of them.

    `with_blanks` says that some of those counts are blank, so that their sum is a gap.
    """

    figures: int = 0
    counts: int = 0
    shown: tuple[Sum, ...] = ()
    with_blanks: bool = False


@dataclass(frozen=True)
class Twice:
    """Two rows that are alike in every column that is read."""

    first: Line
    again: Line


@dataclass(frozen=True)
class Added:
    """The lines of a table after adding up, each with the number of its first count."""

    lines: tuple[Line, ...]
    first: np.ndarray
    sums: AddedUp
    twice: tuple[Twice, ...]
    subtotals: int = 0


def added_up(lines: TextLines, groups: np.ndarray, *, is_list: bool) -> Added:
    """One line for each of `groups` (a number for each count: what it is of).

    Rows that differ in something that is read are added up; those that don't stand twice. Of a
    list every row is one incident. A row that calls itself a total of the finer ones is left out.
    """
    import numpy as np

    lines, groups, subtotals = _without_subtotals(lines, groups)
    _, first, number, times = np.unique(
        groups, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(first, kind="stable")
    twice = () if is_list else tuple(_twice(lines, groups))
    values, ranks = _counted(lines)
    sums = np.bincount(number, weights=values, minlength=len(first))
    worst = np.zeros(len(first), dtype="int64")
    np.maximum.at(worst, number, ranks)
    texts = lines.count.texts
    made = tuple(
        lines.line(
            int(first[at]),
            count=_written(int(sums[at]), int(worst[at]), texts[lines.count.codes[first[at]]])
            if times[at] > 1
            else texts[lines.count.codes[first[at]]],
            rows=int(times[at]),
        )
        for at in order
    )
    several = [] if is_list else [at for at in order if times[at] > 1]
    shown = tuple(_shown(lines, number, at, made_of=made, order=order) for at in several[:SHOWN])
    blanks = bool((worst[several] == RANKS.index(Gap.NOT_SUPPLIED)).any()) if several else False
    of = AddedUp(len(several), int(times[several].sum()) if several else 0, shown, blanks)
    return Added(made, first[order], of, twice, subtotals)


def _counted(lines: TextLines) -> tuple[np.ndarray, np.ndarray]:
    """What each count adds, and what kind of gap it is."""
    import numpy as np

    counts: list[Count | Wrong] = [count_of(text) for text in lines.count.texts]
    numbers = np.array([each if isinstance(each, int) else 0 for each in counts], dtype="float64")
    kinds = np.array([_rank(each) for each in counts], dtype="int64")
    return numbers[lines.count.codes], kinds[lines.count.codes]


def _rank(count: Count | Wrong) -> int:
    if isinstance(count, Wrong):
        return WRONG
    return RANKS.index(count) if isinstance(count, Gap) else 0


def _written(total: int, rank: int, text: str) -> str:
    """The sum as a file has it; a gap where one of the counts is one: it is never a zero."""
    if rank == WRONG:
        return text
    gap = RANKS[rank]
    return str(total) if gap is None else SIGNS[gap]


def _without_subtotals(lines: TextLines, groups: np.ndarray) -> tuple[TextLines, np.ndarray, int]:
    """Without the rows that call themselves totals of those beside them."""
    import numpy as np

    totals = np.zeros(len(lines), dtype=bool)
    for column in lines.beside:
        totals |= column.mask_of(code for code, text in enumerate(column.texts) if is_total(text))
    with_parts = np.isin(groups, groups[~totals]) & totals
    if not with_parts.any():
        return lines, groups, 0
    return lines.where(~with_parts), groups[~with_parts], int(with_parts.sum())


def _twice(lines: TextLines, groups: np.ndarray) -> Sequence[Twice]:
    import numpy as np

    alike = groups.astype("int64")
    for column in (*lines.texts.values(), *lines.beside):
        _, alike = np.unique(alike * len(column.texts) + column.codes, return_inverse=True)
    first: dict[int, int] = {}
    _, where, times = np.unique(alike, return_index=True, return_counts=True)
    if not (times > 1).any():
        return ()
    again = set(alike[where[times > 1]].tolist())
    found = []
    for at in np.flatnonzero(np.isin(alike, list(again))).tolist():
        earlier = first.setdefault(int(alike[at]), at)
        if earlier != at:
            texts = lines.count.texts
            found.append(
                Twice(
                    lines.line(earlier, count=texts[lines.count.codes[earlier]]),
                    lines.line(at, count=texts[lines.count.codes[at]]),
                )
            )
    return found


def twice_findings(twice: Sequence[Twice]) -> Iterator[Finding]:
    """An error for each row that stands twice, as far as they are named one by one."""
    for pair in twice[:TWICE_NAMED]:
        texts = [text for text in pair.again.texts.values() if text]
        yield Finding(
            Check.ONCE,
            Severity.ERROR,
            f"{', '.join(dict.fromkeys(texts))} stands twice: in row {pair.first.row} and in"
            f" row {pair.again.row}.",
            todo="Delete the row that is wrong.",
            row=pair.again.row,
            column=pair.again.heading,
            value=pair.again.count,
        )
    if len(twice) > TWICE_NAMED:
        yield Finding(
            Check.ONCE, Severity.ERROR, f"{len(twice) - TWICE_NAMED:,} more counts stand twice."
        )


def _shown(
    lines: TextLines, number: np.ndarray, at: int, *, made_of: Sequence[Line], order: np.ndarray
) -> Sum:
    import numpy as np

    of_group = np.flatnonzero(number == at)
    parts = tuple(lines.count.texts[lines.count.codes[place]] for place in of_group[:PARTS_SHOWN])
    return Sum(made_of[int(np.flatnonzero(order == at)[0])], parts, len(of_group))
