"""Figures in use that a return changes: found before it is accepted, and kept when it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import F, QuerySet

from measures.counts import Count, Gap, total
from measures.periods import Month, Period
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import datasets
from returns.catalogue.revision_keys import key_of
from returns.in_use import coverage
from returns.in_use.stored_rows import unpack
from returns.models import Part, Revision

if TYPE_CHECKING:
    from pandas import DataFrame

# A first day and a number of months.
Span: TypeAlias = tuple[date, int]


@dataclass(frozen=True)
class Changed:
    """One figure that has changed: the id of its area, its span, its categories."""

    area: int
    start: date
    months: int
    key: str
    was: Count
    now: Count


def changes(part: Part) -> tuple[Changed, ...]:
    """The figures in use that accepting `part` would change; none where it replaces nothing."""
    if not part.rows or isinstance(datasets[part.dataset], PublishedDataset):
        return ()
    series = coverage.Series.of(part)
    months = {Month.parse(code) for code in part.months} & coverage.months_in_use(series)
    if not months:
        return ()
    now = coverage.figures_in_use(series, months=months)
    return changed_cells(unpack(bytes(part.rows)), now, months=months)


def changed_cells(
    new: DataFrame, in_use: DataFrame, *, months: Collection[Month]
) -> tuple[Changed, ...]:
    """Where two frames of tidy counts differ in `months`, which both speak for.

    An absent row is a zero, as it is wherever figures are added up. A quarter is compared with
    the sum of its months.
    """
    spans = _spans((new, in_use), months)
    if all(length == 1 for _, length in spans.values()):
        new, in_use = _differing(new, in_use)
    was, now = _cells(in_use, spans), _cells(new, spans)
    return tuple(
        Changed(area, start, length, key, was.get(cell, 0), now.get(cell, 0))
        for cell in sorted({*was, *now})
        if was.get(cell, 0) != now.get(cell, 0)
        for area, start, length, key in [cell]
    )


def _differing(new: DataFrame, in_use: DataFrame) -> tuple[DataFrame, DataFrame]:
    """The rows in which the two differ: when a file is sent again nearly all are alike."""
    import pandas as pd

    columns = list(new.columns)
    both = pd.concat([new, in_use[columns]], keys=("new", "in use"))
    # A date hashes slowly, and a missing gap is never equal to another.
    plain = both.assign(
        start=pd.factorize(both["start"])[0],
        gap=both["gap"].fillna(""),
        count=both["count"].astype("Float64").fillna(float("-inf")),
    )
    differing = both[~plain.duplicated(keep=False)]
    sides = differing.index.get_level_values(0)
    return differing[sides == "new"], differing[sides == "in use"]


def _spans(frames: Iterable[DataFrame], months: Collection[Month]) -> dict[date, Span]:
    """By the first day of each of `months`, the longest figure of any of `frames` that holds it."""
    longer = {
        (start, int(length))
        for rows in frames
        for start, length in zip(rows["start"], rows["months"], strict=True)
        if length > 1
    }
    spans: dict[date, Span] = {month.first_day: (month.first_day, 1) for month in months}
    for start, length in sorted(longer, key=lambda span: span[1]):
        covered = [month.first_day for month in Period(Month.containing(start), length).each_month]
        if spans.keys() >= set(covered):
            spans.update(dict.fromkeys(covered, (start, length)))
    return spans


def _cells(rows: DataFrame, spans: Mapping[date, Span]) -> dict[tuple, Count]:
    """Counts by area, first day, months and key."""
    categories = [name for name in rows.columns if name not in _NO_CATEGORIES]
    counts = rows["count"].astype(object).where(rows["count"].notna(), None)
    # A dataset without categories has one key: nothing.
    columns = [rows[name] for name in categories]
    keys = [key_of(slugs) for slugs in zip(*columns, strict=True)] or [key_of(())] * len(rows)
    parts: dict[tuple, list[Count]] = defaultdict(list)
    for area, start, key, count, gap in zip(
        rows["area"], rows["start"], keys, counts, rows["gap"], strict=True
    ):
        if start in spans:
            parts[int(area), *spans[start], key].append(Gap(gap) if count is None else int(count))
    return {cell: total(found) for cell, found in parts.items()}


_NO_CATEGORIES = {"area", "start", "months", "count", "gap"}


# --- Kept at acceptance ----------------------------------------------------------------------
def store(part: Part, changed: Sequence[Changed], *, because: str, at: datetime) -> None:
    """Keep what `part`, in use since `at`, changed; and what it repeats of earlier changes.

    The caller holds the transaction.
    """
    carried = _carried(part, changed, at=at)
    Revision.objects.bulk_create([*(_revision(part, change) for change in changed), *carried])
    part.revised_because = because if changed else ""
    part.revised_cells = len(changed) + len(carried)
    part.save(update_fields=["revised_because", "revised_cells"])


def _carried(part: Part, changed: Sequence[Changed], *, at: datetime) -> list[Revision]:
    """Revisions that the parts replaced at `at` had made, where `part` leaves the figure so."""
    anew = {(change.area, change.start, change.months, change.key) for change in changed}
    earlier = Revision.objects.filter(
        part__dataset=part.dataset,
        part__source=part.source,
        part__origin=part.origin,
        part__coverage__until=at,
        part__coverage__month=F("start"),
        start__in=[Month.parse(code).first_day for code in part.months],
    )
    return [
        Revision(
            part=part,
            made_by_id=revision.made_by_id,
            **{name: getattr(revision, name) for name in _OF_A_CELL},
        )
        for revision in _of_the_same(earlier, part).exclude(part=part)
        if (revision.area_id, revision.start, revision.months, revision.key) not in anew
    ]


def _of_the_same(revisions: QuerySet[Revision], part: Part) -> QuerySet[Revision]:
    """Those of the partnership of `part`; of every one, where its figures are the country's."""
    if datasets[part.dataset].source(part.source).is_national:
        return revisions
    return revisions.filter(part__partnership=part.partnership_id)


_OF_A_CELL = ("area_id", "start", "months", "key", "was", "was_gap", "now", "now_gap")


def _revision(part: Part, changed: Changed) -> Revision:
    was, was_gap = _stored_value(changed.was)
    now, now_gap = _stored_value(changed.now)
    return Revision(
        part=part,
        made_by=part,
        area_id=changed.area,
        start=changed.start,
        months=changed.months,
        key=changed.key,
        was=was,
        was_gap=was_gap,
        now=now,
        now_gap=now_gap,
    )


def _stored_value(count: Count) -> tuple[int | None, str]:
    return (None, count.value) if isinstance(count, Gap) else (count, "")


def made_by(part: Part) -> tuple[Changed, ...]:
    """The figures that `part` changed when it was accepted."""
    rows = Revision.objects.filter(part=part, made_by=part).order_by("start", "area", "key")
    return tuple(
        Changed(
            area=row.area_id,
            start=row.start,
            months=row.months,
            key=row.key,
            was=_count(row.was, row.was_gap),
            now=_count(row.now, row.now_gap),
        )
        for row in rows
    )


def _count(count: int | None, gap: str) -> Count:
    return Gap(gap) if count is None else count
