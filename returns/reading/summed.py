"""Files in which a row is a count of one code, added up to categories; keeps sums, and no rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from measures.periods import BadPeriod, Period
from partnership.places.names import is_nobodys
from returns.catalogue.declarations import Dataset, Fills, Source
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.places import Places
from returns.reading.recognise import Recognised
from returns.reading.spellings import count_of
from returns.reading.tidy import NATIONWIDE, PartReading, tidy

if TYPE_CHECKING:
    from pandas import DataFrame

NAMED = 8
# The Home Office itself has four lines under the one code of homicide, in each of some 130 lines.
# A table that was pasted twice repeats half of its lines.
SHARE_REPEATED = 0.1
_YEAR = re.compile(r"(\d{4})\s*[/_–-]\s*(?:\d\d)?(\d\d)")
_QUARTER = re.compile(r"(?:q|qtr|quarter)?\s*([1-4])(?:\.0)?", re.IGNORECASE)
_TODO = "Correct the file, or fetch it again from the publisher."


@dataclass
class Summed:
    """Takes tables one after the other, and holds a sum for each area, quarter and category.

    Its memory grows with the sums and never with the rows.
    """

    dataset: Dataset
    source: Source
    places: Places
    today: date
    sums: Counter[tuple[int, Period, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    below_zero: int = 0
    nobodys: Counter[str] = field(default_factory=Counter)
    unmatched: Counter[str] = field(default_factory=Counter)
    for_others: Counter[str] = field(default_factory=Counter)
    found_in: dict[Period, str] = field(default_factory=dict)

    def take(self, table: RawTable, recognised: Recognised) -> None:
        """Add the rows of one table; what is wrong with them is reported once for each value."""
        _Taking(self, table, recognised).take()

    def parts(self, origin: str) -> tuple[PartReading, ...]:
        """All that was taken, as one part of the whole nation; none where there is nothing."""
        if not self.sums:
            return ()
        months = sorted({month for _, period, _ in self.sums for month in period.each_month})
        return (
            PartReading(
                partnership_id=NATIONWIDE,
                partnership="",
                dataset=self.dataset.slug,
                source=self.source.slug,
                origin=origin,
                months=tuple(months),
                rows=self._frame(),
            ),
        )

    def _frame(self) -> DataFrame:
        """A row for every category of an area that the file speaks of: none counted is zero."""
        import pandas as pd

        spoken_of = {(area, period) for area, period, _ in self.sums}
        slugs = [category.slug for category in self.source.categories[self.dimension]]
        cells = [
            (area, period.first_day, period.months, slug, self.sums[area, period, slug])
            for area, period in spoken_of
            for slug in slugs
        ]
        columns = ["area", "start", "months", self.dimension, "count"]
        return tidy(pd.DataFrame(cells, columns=columns), dimensions=(self.dimension,))

    @property
    def dimension(self) -> str:
        return self.dataset.dimensions[0].field

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The slug of a category by everything that it is called."""
        return {
            plain(called): category.slug
            for category in self.source.categories[self.dimension]
            for called in (category.slug, category.label, *category.also_called)
        }

    # --- What there is to say of all of it ---
    def notes(self) -> Iterator[Finding]:
        """What was stored as supplied, what was left out, and the names that match nobody."""
        if self.below_zero:
            yield _note(
                Check.COUNTS,
                f"{self.below_zero:,} rows are below zero: the publisher corrects earlier figures"
                " so. They are kept, and added up with the others.",
            )
        if self.nobodys:
            yield _note(
                Check.AREAS,
                f"{_sum(self.nobodys)} are of no partnership and were left out: a police force"
                f" could not place them, or keeps them for itself ({_listed(self.nobodys)}).",
            )
        if self.for_others:
            yield _note(
                Check.CATEGORIES,
                f"{_sum(self.for_others)} belong to no category of this source and were left out:"
                f" {_listed(self.for_others)}.",
            )
        yield from self._unmatched()

    def _unmatched(self) -> Iterator[Finding]:
        """Names that may be misspelt or have a successor one by one; all the others together."""
        suggestions = {
            name: self.places.nationwide.suggest(name) for name in sorted(self.unmatched)
        }
        suggested = [name for name, suggestion in suggestions.items() if suggestion][:NAMED]
        for name in suggested:
            yield self._asked(
                f"“{name}” is no partnership in the ONS lists loaded here. Its"
                f" {self.unmatched[name]:,} {self.dataset.unit} would be left out.",
                todo=suggestions[name],
                value=name,
            )
        rest = Counter({name: n for name, n in self.unmatched.items() if name not in suggested})
        if rest:
            are = "name is no partnership" if len(rest) == 1 else "names are no partnerships"
            yield self._asked(
                f"{len(rest):,} {are} in the ONS lists loaded here, and {_sum(rest)} would be left"
                f" out: {_listed(rest)}.",
                todo="Load the ONS lists that name them, or say why they may be left out.",
            )

    def _asked(self, message: str, *, todo: str, value: str = "") -> Finding:
        return Finding(Check.AREAS, Severity.QUERY, message, todo=todo, value=value)


@dataclass
class _Taking:
    """One table on its way into the sums: each text that differs is understood once."""

    into: Summed
    table: RawTable
    recognised: Recognised
    seen: set[int] = field(default_factory=set)
    lines: int = 0
    repeated: int = 0
    first_repeated: int = 0
    periods: dict[tuple[str, str], Period | None] = field(default_factory=dict)
    areas: dict[tuple[str, str], int | None] = field(default_factory=dict)
    slugs: dict[tuple[str, str], str | None] = field(default_factory=dict)
    counts: dict[str, int | None] = field(default_factory=dict)

    def take(self) -> None:
        at = self.recognised.at
        wanted = [at[fills] for fills in self._columns]
        last = max(wanted)
        for number, row in self.table.rows(self.recognised.heading_row):
            if not any(row):
                continue
            whole = row if len(row) > last else [*row, *[""] * (last + 1 - len(row))]
            self._take_row(number, [whole[position].strip() for position in wanted])
        self._report_repeated()
        where = f"sheet “{self.table.sheet}”" if self.table.sheet else f"“{self.table.file}”"
        for period in set(self.periods.values()) - {None}:
            assert period is not None  # noqa: S101 - taken out above
            self._report_twice(period, where)

    @cached_property
    def _columns(self) -> tuple[Fills | str, ...]:
        return (
            Fills.YEAR,
            Fills.QUARTER,
            Fills.ORIGIN,
            Fills.AREA,
            self.into.dimension,
            Fills.FINER,
            Fills.CODE,
            Fills.COUNT,
        )

    def _take_row(self, number: int, cells: Sequence[str]) -> None:
        year, quarter, force, area, group, finer, code, written = cells
        into = self.into
        into.rows += 1
        period = self._known(self.periods, (year, quarter), self._period, number)
        count = self._known(self.counts, written, self._count, number)
        slug = self._known(self.slugs, (group, finer), self._slug, number)
        if period is None or count is None or slug is None:
            return
        self._notice_repeated(number, (period, force, area, code, group, finer))
        into.below_zero += count < 0
        place = self._known(self.areas, (force, area), self._area, number)
        if place is None:
            aside = into.nobodys if is_nobodys(area, force=force) else into.unmatched
            aside[area or f"{force}, no partnership named"] += count
        elif slug:
            into.sums[place, period, slug] += count
        else:
            into.for_others[group] += count

    def _known(self, looked_up: dict, text, look_up: Callable, number: int):
        if text not in looked_up:
            looked_up[text] = look_up(text, number)
        return looked_up[text]

    def _period(self, texts: tuple[str, str], number: int) -> Period | None:
        year, quarter = (_YEAR.fullmatch(texts[0]), _QUARTER.fullmatch(texts[1]))
        try:
            if year is None or quarter is None:
                raise BadPeriod
            period = Period.parse(f"{year[1]}/{year[2]} Q{quarter[1]}")
        except BadPeriod:
            message = f"“{texts[0]}” with quarter “{texts[1]}” is no quarter of a financial year."
            self._wrong(Check.MONTHS, Fills.YEAR, number, message, value=texts[0])
            return None
        if period.first_day > self.into.today:
            message = f"{period.label} lies in the future."
            self._wrong(Check.MONTHS, Fills.QUARTER, number, message, value=texts[1])
            return None
        return period

    def _count(self, text: str, number: int) -> int | None:
        count = count_of(text)
        if isinstance(count, int):
            return count
        message = count.message if isinstance(count, Wrong) else "No count is given."
        self._wrong(Check.COUNTS, Fills.COUNT, number, message, value=text)
        return None

    def _slug(self, texts: tuple[str, str], number: int) -> str | None:
        """The category; blank for what is left out. The broader name first, then the finer."""
        broad, finer = (plain(text) for text in texts)
        if broad in {plain(label) for label in self.into.source.left_for_others}:
            return ""
        slug = self.into.slugs.get(broad) or self.into.slugs.get(finer)
        if slug is None:
            message = f"“{texts[1]}” in “{texts[0]}” is no category of {self.into.source.title}."
            self._wrong(
                Check.CATEGORIES, self.into.dimension, number, message, value=" / ".join(texts)
            )
        return slug

    def _area(self, texts: tuple[str, str], _: int) -> int | None:
        return self.into.places.nationwide.match(texts[1])

    def _notice_repeated(self, number: int, line: tuple[object, ...]) -> None:
        """Remembers a hash of each line, for one table at a time."""
        key = hash(line)
        if key in self.seen:
            self.repeated += 1
            self.first_repeated = self.first_repeated or number
        self.seen.add(key)
        self.lines += 1

    def _report_repeated(self) -> None:
        """Lines of one quarter, partnership and code: a few are the publisher's own."""
        if self.repeated > SHARE_REPEATED * self.lines:
            message = (
                f"{self.repeated:,} of {self.lines:,} lines stand in the table already: the same"
                " quarter, partnership and code."
            )
            self._wrong(Check.ONCE, Fills.CODE, self.first_repeated, message)
        elif self.repeated:
            self.into.findings.append(
                _note(
                    Check.ONCE,
                    f"{self.repeated:,} lines have the quarter, partnership and code of another,"
                    " as the publisher has several offences under one code. All are added up.",
                )
            )

    def _report_twice(self, period: Period, where: str) -> None:
        earlier = self.into.found_in.setdefault(period, where)
        if earlier != where:
            message = (
                f"{period.label} stands in {earlier} and in {where} too, and would count twice."
            )
            self._wrong(Check.ONCE, Fills.QUARTER, None, message)

    def _wrong(
        self, check: Check, fills: Fills | str, number: int | None, message: str, *, value: str = ""
    ) -> None:
        self.into.findings.append(
            Finding(
                check,
                Severity.ERROR,
                message,
                todo=_TODO,
                file=self.table.file,
                sheet=self.table.sheet,
                row=number,
                column=self.recognised.heading(fills),
                value=value,
            )
        )


def _note(check: Check, message: str) -> Finding:
    return Finding(check, Severity.NOTE, message)


def _sum(counts: Counter[str]) -> str:
    return f"{sum(counts.values()):,} offences"


def _listed(counts: Counter[str]) -> str:
    named = [f"{name} {count:,}" for name, count in counts.most_common(NAMED)]
    more = len(counts) - len(named)
    return "; ".join(named) + (f"; and {more:,} more" if more else "")


def only_source(fed: Iterable[tuple[Dataset, Source]]) -> tuple[Dataset, Source]:
    """The one source that a layout of summed rows feeds."""
    ((dataset, source),) = fed
    return dataset, source
