"""What shows that a mapping is wrong: percentages, totals and running totals taken for counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import factorial, prod
from typing import Any

from measures.counts import Count, Gap
from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Check, Finding, Severity
from returns.mapping.column_kinds import PERCENT
from returns.mapping.lines import Line
from returns.mapping.named_sheets import NamedSheet
from returns.mapping.sheets import TableMapping, letter
from returns.mapping.totals import ReadLine
from returns.reading.area_matching import RANK_OF_LEVEL

# A column of so few figures may add up to a hundred by chance.
FEWEST_OF_A_HUNDRED = 5
# One of so few figures, or so small ones, may be the sum of the others by chance.
FEWEST_ADDED = 3
SMALLEST_SUM = 20
# Counts of which no month is below the one before arise by chance once in n! orders of n months.
NO_FIGURE = "There is no figure for "
ASKED_SINGLY = 3
RARE = 0.01
FEWEST_MONTHS = 3


@dataclass(frozen=True)
class Counted:
    """One count that was understood; `keys` are its categories."""

    line: Line
    partnership: int
    area: Hashable
    period: Period
    keys: tuple[str, ...]
    count: Count


def percentages(
    table: TableMapping, named: NamedSheet
) -> tuple[tuple[Finding, ...], frozenset[int]]:
    """An error for each column of percentages or rates, and those columns."""
    headings = table.headings_of(named.grid)
    inside = slice(table.first_row - 1, table.last_row)
    findings, columns = [], set()
    for at in table.count_columns:
        weights = named.columns[at - 1].weights(inside) if at <= len(named.columns) else []
        parts = [text for text, _ in weights if text.endswith("%") or _is_fraction(text)]
        are_parts = frozenset(parts)
        of_parts = sum(times for text, times in weights if text in are_parts)
        heading = headings.get(at, "")
        if PERCENT.search(heading) or (weights and 2 * of_parts > sum(n for _, n in weights)):
            columns.add(at)
            findings.append(
                Finding(
                    Check.COUNTS,
                    Severity.ERROR,
                    f"Column {letter(at)}{f' (“{heading}”)' if heading else ''} holds percentages"
                    " or rates, which are not counts.",
                    todo="Say that this column is not read.",
                    file=named.table.file,
                    sheet=named.table.sheet,
                    row=table.first_row,
                    column=heading or letter(at),
                    value=next(iter(parts or [text for text, _ in weights]), ""),
                )
            )
    return tuple(findings), frozenset(columns)


def _is_fraction(text: str) -> bool:
    whole, point, rest = text.partition(".")
    return bool(point) and rest.strip("0") != "" and (whole.lstrip("-") + rest).isdigit()


def suspicions(counts: Sequence[Counted], *, called: Callable[[Counted], str]) -> Iterator[Finding]:
    """What does not look like monthly counts; `called` gives the area's name."""
    yield from _hundreds(counts)
    yield from _sums(
        counts,
        of=lambda count: count.area,
        among=lambda count: (count.partnership, count.period, count.keys),
        named=called,
    )
    for at in range(len(counts[0].keys) if counts else 0):
        yield from _sums(
            counts,
            of=lambda count, at=at: count.keys[at],  # type: ignore[misc]
            among=lambda count, at=at: (  # type: ignore[misc]
                count.partnership,
                count.area,
                count.period,
                count.keys[:at],
                count.keys[at + 1 :],
            ),
            named=lambda count, at=at: count.keys[at],  # type: ignore[misc]
        )


def _hundreds(counts: Iterable[Counted]) -> Iterator[Finding]:
    """A column whose numbers add up to a hundred."""
    columns: dict[int, list[Counted]] = defaultdict(list)
    for counted in counts:
        columns[counted.line.column].append(counted)
    for at, together in columns.items():
        numbers = [counted.count for counted in together if isinstance(counted.count, int)]
        if len(numbers) >= FEWEST_OF_A_HUNDRED and 99 <= sum(numbers) <= 101:
            heading = together[0].line.heading
            yield Finding(
                Check.COUNTS,
                Severity.QUERY,
                f"Column {letter(at)}{f' (“{heading}”)' if heading else ''} adds up to"
                f" {sum(numbers)}: are these percentages?",
                todo="Say that these are counts, or that the column is not read.",
                row=together[0].line.row,
                column=heading or letter(at),
            )


def _sums(
    counts: Iterable[Counted],
    *,
    of: Callable[[Counted], Hashable],
    among: Callable[[Counted], Hashable],
    named: Callable[[Counted], str],
) -> Iterator[Finding]:
    """A member that in every group is the sum of all the others."""
    groups: dict[Hashable, dict[Hashable, Counted]] = defaultdict(dict)
    for counted in counts:
        if isinstance(counted.count, int):
            groups[among(counted)][of(counted)] = counted
    wide = [group for group in groups.values() if len(group) > FEWEST_ADDED]
    if not wide:
        return
    totals = [sum(_int(part.count) for part in group.values()) for group in wide]
    if sum(totals) < 2 * SMALLEST_SUM:
        return
    for member, counted in wide[0].items():
        is_sum = all(
            member in group and 2 * _int(group[member].count) == whole
            for group, whole in zip(wide, totals, strict=True)
        )
        if is_sum:
            sure = len(wide) > 1
            yield Finding(
                Check.TOTALS,
                Severity.ERROR if sure else Severity.QUERY,
                f"“{named(counted)}” is the sum of all the others"
                f"{f' in each of {len(wide)} columns' if sure else ''}: it looks like a total.",
                todo="Choose “a total of others” for it, or say that it is not read.",
                row=counted.line.row,
                column=counted.line.heading,
                value=counted.line.count,
            )


def _int(count: Count) -> int:
    return 0 if isinstance(count, Gap) else count


def running(counts: Iterable[Counted]) -> Iterator[Finding]:
    """Months of which none is below the one before, in more series than chance would make."""
    series: dict[Hashable, dict[Month, int]] = defaultdict(dict)
    for counted in counts:
        if counted.period.months == 1 and isinstance(counted.count, int):
            key = (counted.partnership, counted.area, counted.keys, counted.period.financial_year)
            series[key][counted.period.start] = counted.count
    runs = [_in_order(months) for months in series.values() if len(months) >= FEWEST_MONTHS]
    moving = [run for run in runs if len(set(run)) > 1]
    if not moving or any(after < before for run in moving for before, after in pairwise(run)):
        return
    if prod(1 / factorial(len(set(run))) for run in moving) < RARE:
        yield Finding(
            Check.USUAL,
            Severity.QUERY,
            "Each month is at least the one before: are these running totals of the year so far?",
            todo="If they are, ask for the figures of each month; if not, say why they rise.",
        )


def _in_order(months: Mapping[Month, int]) -> list[int]:
    return [months[month] for month in sorted(months)]


# --- Findings that say the same ----------------------------------------------------------------
def each_row_once(findings: Iterable[Finding]) -> list[Finding]:
    """A wrong name at the left of a row is one mistake, however many counts stand right of it."""
    first: dict[tuple[Any, ...], Finding] = {}
    for finding in findings:
        is_name = finding.check in {Check.AREAS, Check.CATEGORIES, Check.MONTHS}
        key = (finding.check, finding.file, finding.sheet, finding.row, finding.message)
        first.setdefault(key if is_name else (id(finding),), finding)
    return list(first.values())


def asked_together(findings: Sequence[Finding]) -> list[Finding]:
    """Many categories or areas without a figure as one question."""
    alike = [finding for finding in findings if finding.message.startswith(NO_FIGURE)]
    if len(alike) <= ASKED_SINGLY:
        return list(findings)
    names = [same.message.removeprefix(NO_FIGURE).rstrip(".") for same in alike]
    message = f"{NO_FIGURE}{', '.join(names[:-1])} and {names[-1]}."
    return [
        *(finding for finding in findings if finding not in alike),
        replace(alike[0], message=message),
    ]


# --- What pages will not be able to show -------------------------------------------------------
def coarse_levels(
    lines: Sequence[ReadLine], dataset: Dataset, source: Source, fields: Sequence[str]
) -> Iterator[Finding]:
    """Notes on figures without wards, months or categories."""
    placed = [line for line in lines if line.area and isinstance(line.period, Period)]
    levels = {line.area.level for line in placed if line.area}
    lengths = {line.period.months for line in placed if isinstance(line.period, Period)}
    fine = RANK_OF_LEVEL.get(Level(source.area_level), 3)
    if levels and min(RANK_OF_LEVEL[level] for level in levels) > max(fine, 1):
        what = "localities" if Level.LOCALITY in levels else "the whole partnership"
        yield _noted(
            Check.COMPLETE,
            f"These figures are for {what} only, so pages can show nothing by ward for these"
            " months.",
        )
    if lengths - {1}:
        yield _noted(
            Check.COMPLETE,
            "Some figures are for a quarter or a year, so pages can show no single months of it.",
        )
    for dimension in dataset.dimensions:
        if dimension.field not in fields and placed:
            yield _noted(
                Check.CATEGORIES,
                f"The figures are not broken down by {dimension.title.lower()}, so pages can show"
                " their total only.",
            )


def _noted(check: Check, message: str) -> Finding:
    return Finding(check, Severity.NOTE, message)
