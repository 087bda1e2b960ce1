"""What a table of counts leaves out: filled up to the lines of a full return, and asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from measures.counts import Gap
from measures.periods import Month, Period
from returns.catalogue.declarations import NOT_STATED, Source
from returns.catalogue.findings import Check, Finding, Severity
from returns.reading.count_sheets import DataFrame
from returns.reading.places import Place
from returns.reading.totals_rows import Given

PERIODS_NAMED = 3


def full_lines(
    lines: Iterable[tuple], rows: DataFrame, source: Source, names: Sequence[str]
) -> list[tuple]:
    """`lines` of a period and an area, each with every category that a full return has.

    Of a dimension that may be left out, a line either says nothing or names each category: it
    does as the rows beside it do, and where there are none as the whole file does.
    """
    full = list(lines)
    for at, name in enumerate(names):
        stated = [category.slug for category in source.categories[name] if category != NOT_STATED]
        beside: dict[tuple, set[str]] = {}
        if source.may_leave_out(name):
            columns = [rows[column] for column in ("period", "area_id", *names[:at])]
            for *line, stated_slug in zip(*columns, rows[name], strict=True):
                beside.setdefault(tuple(line), set()).add(stated_slug)
        nothing = {NOT_STATED.slug}
        by_default = nothing if set(rows[name]) == nothing else set(stated)
        full = [
            (*line, slug)
            for line in full
            for slug in (nothing if beside.get(line, by_default) == nothing else stated)
        ]
    return full


def left_blank(silent: set[Period]) -> Finding:
    labels = ", ".join(period.label for period in sorted(silent))
    return Finding(
        Check.COMPLETE,
        Severity.NOTE,
        f"Nothing is filled in for {labels}: the figures in use for it stay as they are.",
    )


def missing_findings(
    rows: DataFrame, called: Mapping[str, Mapping[Any, str]], periods: Sequence[Period]
) -> Iterator[Finding]:
    """An area, category or month without any figure is asked about; single lines are noted."""
    gaps = rows["number"].map(lambda number: number is Gap.NOT_SUPPLIED)
    explained = gaps & False
    areas = set(rows["area_id"])
    for column, labels in called.items():
        filled = set(rows.loc[~gaps, column])
        for value, label in labels.items():
            lines = rows[column] == value
            # A category that may be left out can be missing in a line or two: they are reported.
            wanted = column == "area_id" or set(rows.loc[lines, "area_id"]) == areas
            if lines.any() and wanted and value not in filled:
                explained |= lines
                yield _no_figure(label)
    for before, after in pairwise(periods):
        if before.last.shift(1) < after.start:
            yield _no_month(before.last.shift(1), after.start.shift(-1))
    if single := int((gaps & ~explained).sum()):
        yield Finding(
            Check.COMPLETE,
            Severity.NOTE,
            f"{single:,} {'figures are' if single > 1 else 'figure is'} missing or blank, and will"
            " show as not supplied, never as zero.",
        )


def hidden_totals(rows: DataFrame, place: Place, given: Given) -> Iterator[Finding]:
    """What single hidden figures ("<5") do to all that they are a part of."""
    hidden = rows[rows["number"].map(lambda number: number is Gap.HIDDEN)]
    if hidden.empty:
        return
    many = len(hidden)
    signs = [f"“{sign}”" for sign in dict.fromkeys(hidden["count"])]
    are, they = ("figures are", "they are") if many > 1 else ("figure is", "it is")
    yield Finding(
        Check.COUNTS,
        Severity.NOTE,
        f"{many:,} {are} hidden in this file ({_and(signs)}), so what {they} a part of can’t be"
        f" added up. {' '.join(_shown_instead(set(hidden['period']), place, given))}",
        file=hidden["file"].iloc[0],
        sheet=hidden["sheet"].iloc[0],
        row=int(hidden["row"].iloc[0]),
    )


def _shown_instead(periods: set[Period], place: Place, given: Given) -> Iterator[str]:
    if told := periods & given.told:
        yield (
            f"The total of {place.name} for {_labels(told)} will show as the file gives it, and"
            " will say so, unless a disclosure rule holds for this source. The hidden figures stay"
            " hidden."
        )
    if rest := periods - given.told:
        yield (
            f"The total of {place.name} for {_labels(rest)} will show as “{Gap.HIDDEN.value}”, and"
            " so will each quarter and year with it. All others show."
        )
    for reason, unused in given.unused.items():
        if unused:
            yield (
                f"The total that the file gives for {_labels(unused)} isn’t used, because"
                f" {reason.value}."
            )


def _labels(periods: Iterable[Period]) -> str:
    ordered = sorted(periods)
    labels = [period.label for period in ordered[:PERIODS_NAMED]]
    if more := len(ordered) - len(labels):
        labels.append(f"{more:,} more")
    return _and(labels)


def _and(labels: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(labels[:-1]), labels[-1])))


def _no_figure(label: str) -> Finding:
    return Finding(
        Check.COMPLETE,
        Severity.QUERY,
        f"There is no figure for {label}.",
        todo="Say why, or add the rows. Without them it shows as not supplied.",
    )


def _no_month(first: Month, last: Month) -> Finding:
    which = first.label if first == last else f"{first.label} to {last.label}"
    return Finding(
        Check.COMPLETE,
        Severity.QUERY,
        f"{which} is left out between months that are there.",
        todo="Say why, or add the rows.",
    )
