"""An understanding as plain values and sentences, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from measures.counts import Gap
from measures.periods import Month, Period
from returns.mapping.added_up import Sum
from returns.mapping.lines import Line
from returns.mapping.sheets import Gives, Role, letter, word_of
from returns.mapping.understanding import Understanding
from returns.mapping.words import ROLES

SUMS_SHOWN = 3


@dataclass(frozen=True)
class Told:
    """What was understood, line by line; what was left out and added up as values for JSON."""

    understood: list[str]
    left_out: list[dict[str, Any]]
    added_up: dict[str, Any]
    wrong_answers: list[str]


def told_of(found: Understanding) -> Told:
    """How the file is read, and what it gives so."""
    mapped = found.mapped
    return Told(
        understood=[*_tables(found), *_totals(found)],
        left_out=[
            {
                "kind": word_of(left.role).removeprefix("category:"),
                "name": left.text,
                "counts": left.counts,
                "total": left.total,
            }
            for left in mapped.left_out
        ],
        added_up=_added_up(found),
        wrong_answers=[f"{asked}: {found.faults[asked]}" for asked in sorted(found.refused)],
    )


def _tables(found: Understanding) -> Iterator[str]:
    kinds = found.kinds
    titles = {dimension.field: dimension.title for dimension in kinds.dataset.dimensions}
    yield f"{kinds.dataset.title}: {kinds.source.title}"
    for table in found.mapping.tables:
        rows = f"rows {table.first_row} to {table.last_row or 'the end'}"
        each = "each row is one incident" if table.is_list else "each row holds counts"
        yield f"“{table.sheet}”, {rows}: {each}"
        for at, role in table.columns.items():
            if role is not Gives.COUNT:
                yield f"  column {letter(at)} “{table.seen.get(at, '')}”: {_called(role, titles)}"
        if counts := table.count_columns:
            which = f"{letter(counts[0])} to {letter(counts[-1])}"
            yield f"  {len(counts)} columns of counts, {which}"
        for row, role in table.headings.items():
            yield f"  headings in row {row}: {_called(role, titles)}"
        for role, text in table.fixed.items():
            yield f"  {_called(role, titles)} of the whole table: {text}"


def _called(role: Role, titles: dict[str, str]) -> str:
    label = ROLES[role] if role in ROLES else titles.get(str(role), str(role))
    return label[:1].lower() + label[1:]


def _totals(found: Understanding) -> Iterator[str]:
    mapped = found.mapped
    waiting = f"; {mapped.open_counts:,} wait for answers" if mapped.open_counts else ""
    yield f"{len(mapped.lines):,} figures read{waiting}"
    for part in mapped.parts:
        grouped: Any = part.rows.groupby(["start", "months"], sort=True)
        for (start, months), rows in grouped:
            label = Period(Month.containing(start), int(months)).label
            hidden = int(rows["gap"].isin([Gap.HIDDEN.value]).sum())
            more = f" and {hidden} hidden" if hidden else ""
            yield f"{label}: {int(rows['count'].sum()):,}{more}"
    for short in mapped.short:
        if not short.is_counted:
            yield f"{short.words}, incomplete"


def _added_up(found: Understanding) -> dict[str, Any]:
    added = found.mapped.added_up
    if not added.figures:
        return {}
    shown = added.shown[:SUMS_SHOWN]
    sentences = [f"added up: {added.figures:,} figures from {added.counts:,} counts"]
    sentences += [sum_in_words(each) for each in shown]
    return {
        "figures": added.figures,
        "counts": added.counts,
        "shown": [
            {
                "of": called(each.line),
                "parts": list(each.parts),
                "rows": each.rows,
                "count": each.line.count,
            }
            for each in shown
        ],
        "sentences": sentences,
    }


def called(line: Line) -> str:
    """ "Acklam, 202204, BURGLARY": what a figure is of, as the file writes it."""
    aside = {Gives.DISTRICT, Gives.CODE, Gives.DEFINITION}
    first = [line.texts.get(role, "") for role in (Gives.AREA, Gives.PERIOD, Gives.YEAR)]
    rest = [
        text
        for role, text in line.texts.items()
        if role not in {*aside, Gives.AREA, Gives.PERIOD, Gives.YEAR}
    ]
    return ", ".join(filter(None, [*first, *rest]))


def sum_in_words(added: Sum) -> str:
    """ "Acklam, 202204, BURGLARY: 3 + 5 = 8"; with "…" where some of the parts are not shown."""
    more = " + …" if added.rows > len(added.parts) else ""
    parts = " + ".join(part or "blank" for part in added.parts)
    return f"{called(added.line)}: {parts}{more} = {added.line.count or 'not supplied'}"
