"""Totals that files give over hidden counts, read and resolved by code of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

_TOTALS = (
    "SELECT x.part_id, x.start, x.months, x.categories, x.count, x.is_withheld"
    " FROM returns_giventotal x"
)
_IN_USE = (
    " JOIN returns_coverage c ON c.part_id = x.part_id AND c.month = x.start"
    " WHERE c.partnership_id = %s AND c.dataset = %s AND c.source = %s AND c.until IS NULL"
)
# The part, its first month and how many; of each, by categories, how many show and what is hidden.
Span = tuple[int, int]
Lines = Mapping[tuple[int, Span], Mapping[tuple[str, ...], list[int | None]]]


def read(
    rows: Callable[..., list[tuple[Any, ...]]],
    month: Callable[[Any], int],
    declared: Any,
    partnership: int,
) -> dict[str, dict[Span, int]]:
    """By the label of a type (blank for all), what files give of the whole of each span.

    `rows` are what the database answers to a query, `month` makes a number of a day.
    """
    of_source = (partnership, declared.dataset, declared.source)
    totals = [
        (part, month(start), *rest)
        for part, start, *rest, is_withheld in rows(_TOTALS + _IN_USE, *of_source)
        if not is_withheld
    ]
    if not totals:
        return {}
    columns = sorted(declared.types)
    named = "".join(f", x.{column}" for column in columns)
    facts = f"SELECT x.part_id, x.start, x.months, x.count{named} FROM {declared.table} x"  # noqa: S608 - names of our own tables
    lines = lines_of(
        (part, month(start), months, count, tuple(slugs))
        for part, start, months, count, *slugs in rows(facts + _IN_USE, *of_source)
    )
    kinds = [(name, label) for name in columns for label in declared.types[name].values()]
    return {
        label: given_counts(lines, totals, columns, partial(_is_of, declared, name, label))
        for name, label in (("", ""), *kinds)
    }


def _is_of(declared: Any, column: str, label: str, categories: Mapping[str, str]) -> bool:
    if column and declared.types[column].get(categories[column]) != label:
        return False
    return all(
        not wanted or categories[name] in wanted for name, wanted in declared.categories.items()
    )


def lines_of(rows: Iterable[tuple[int, int, int, int | None, tuple[str, ...]]]) -> Lines:
    """Counts (None where there is none) by part, span and categories."""
    found: dict[tuple[int, Span], dict[tuple[str, ...], list[int | None]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for part, start, months, count, slugs in rows:
        found[part, (start, months)][slugs].append(count)
    return found


def given_counts(
    lines: Lines,
    totals: Iterable[tuple[int, int, int, Any, int]],
    columns: list[str],
    is_of: Callable[[Mapping[str, str]], bool],
) -> dict[Span, int]:
    """What each span's figures of one kind come to, where hidden ones leave it to a file to say.

    `totals` are the part, first month, months, categories and count of each.
    """
    by_part: dict[tuple[int, Span], list[tuple[dict[str, str], int]]] = defaultdict(list)
    for part, start, months, categories, count in totals:
        named = json.loads(categories) if isinstance(categories, str) else categories
        by_part[part, (start, months)].append((named, count))
    found: dict[Span, int] = {}
    for span in {span for _, span in by_part}:
        wholes = [
            _count(groups, by_part.get((part, of), []), columns, is_of)
            for (part, of), groups in lines.items()
            if of == span
        ]
        known = [whole for whole in wholes if whole is not None]
        if len(known) == len(wholes):
            found[span] = sum(known)
    return found


def _count(
    groups: Mapping[tuple[str, ...], list[int | None]],
    totals: list[tuple[dict[str, str], int]],
    columns: list[str],
    is_of: Callable[[Mapping[str, str]], bool],
) -> int | None:
    named = [(dict(zip(columns, slugs, strict=True)), counts) for slugs, counts in groups.items()]
    count = sum(each or 0 for categories, counts in named if is_of(categories) for each in counts)
    missing = [categories for categories, counts in named if None in counts and is_of(categories)]
    for wanted, total in totals:
        below = [each for each in named if wanted.items() <= each[0].items()]
        gaps = [categories for categories, counts in below if None in counts]
        if gaps and all(is_of(categories) for categories in gaps):
            count += total - sum(each or 0 for _, counts in below for each in counts)
            missing = [categories for categories in missing if categories not in gaps]
    return None if missing else count
