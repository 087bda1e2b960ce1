"""Files in which a row is a published figure: each cell understood or reported; no database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlparse

from measures.periods import BadPeriod, Month, Period, PeriodKind, PointInTime, period_or_day
from returns.catalogue.declarations import Category, Source
from returns.catalogue.findings import Check, Finding, Severity
from returns.catalogue.headings import plain
from returns.catalogue.published import Cites, DatedList, PublishedDataset, Row, Series, When
from returns.reading.places import Places
from returns.reading.recognise import Recognised

if TYPE_CHECKING:
    from returns.files.raw_tables import RawTable
    from returns.reading.count_sheets import Sheet

LONGEST_NOTE = 600
WHOLE = frozenset({"", "total", "all", "alltogether", "england and wales"})
NATIONS = frozenset({"", "englandandwales", "greatbritain", "national", "unitedkingdom"})
YES = frozenset({"yes", "y", "true", "1", "revised"})
# What is unknown could be a place that is not hosted here, and its number a local count.
_IN_CASE = "In case it is a local number, the file was refused and is not stored."
_LOCAL_CODE = re.compile(r"[EWSNK]0[1-9]\d{6}")
_NATION_CODES = frozenset({"K02000001", "K03000001", "K04000001"})
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,4}|\d{1,15}", re.ASCII)
_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?%?", re.ASCII)


@dataclass(frozen=True)
class Cited:
    """One figure of a file, understood. `start` is a day in ISO; exactly one of count and share."""

    series: str
    breakdown: str
    category: str
    start: str
    months: int
    count: int | None
    share: str | None
    known: int | None
    publication: str
    table: str
    published_on: str | None
    sampled_on: str | None
    link: str
    note: str
    is_revised: bool
    disputed_because: str

    @property
    def when(self) -> When:
        return when_of(date.fromisoformat(self.start), self.months)

    @property
    def key(self) -> tuple[str, str, str, str, int, bool]:
        """What the figure is of: a count and a share of one thing are two figures."""
        is_share = self.share is not None
        return (self.series, self.breakdown, self.category, self.start, self.months, is_share)

    @property
    def edition(self) -> tuple[object, ...]:
        """What it is a figure of, and in which publication: a file gives each once."""
        return (*self.key, self.publication, self.link, self.is_revised)

    @property
    def value(self) -> str:
        """As written: "6,817" or "37%"."""
        return f"{self.share}%" if self.count is None else f"{self.count:,}"


@dataclass(frozen=True)
class PublishedReading:
    """What a file of published figures holds: of no partnership, and each with its citation."""

    dataset: str
    source: str
    figures: tuple[Cited, ...]

    @property
    def months(self) -> tuple[Month, ...]:
        """Those that its figures are of; a day is in its month."""
        covered = {month for figure in self.figures for month in months_of(figure.when)}
        return tuple(sorted(covered))


def when_of(start: date, months: int) -> When:
    """The period or the day of a figure that is kept."""
    return Period(Month.containing(start), months) if months else PointInTime(start)


def months_of(when: When) -> tuple[Month, ...]:
    if isinstance(when, PointInTime):
        return (Month.containing(when.day),)
    return when.each_month


# --- Local counts ----------------------------------------------------------------------------
def local_counts(table: RawTable, datasets: Iterable[PublishedDataset]) -> Iterator[Finding]:
    """The refusal of a table that looks like local counts of what is withheld; quotes nothing."""
    for dataset in datasets:
        texts = (cell for row in table.top for cell in row)
        if any(dataset.withheld.words.search(text) for text in texts):
            yield refusal(dataset, file=table.file, sheet=table.sheet)


def refusal(dataset: PublishedDataset, *, file: str, sheet: str = "") -> Finding:
    withheld = dataset.withheld
    return Finding(
        Check.NATIONAL,
        Severity.ERROR,
        withheld.sentence,
        todo=withheld.todo,
        file=file,
        sheet=sheet,
    )


# --- Rows ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class PublishedRows:
    """What the tables hold, and the findings about them."""

    parts: tuple[PublishedReading, ...]
    findings: tuple[Finding, ...]


def read_published(
    sheets: Sequence[Sheet],
    *,
    fed: Sequence[tuple[PublishedDataset, Source]],
    places: Places,
    today: date,
) -> PublishedRows:
    """Understand every row of the tables; all that is wrong is reported at once."""
    parts, findings = [], []
    for dataset, source in fed:
        reader = _Reader(dataset, places, today)
        for sheet in sheets:
            reader.take(sheet)
        reader.check_once()
        findings += reader.findings
        parts.append(PublishedReading(dataset.slug, source.slug, tuple(reader.figures.values())))
    return PublishedRows(tuple(part for part in parts if part.figures), tuple(findings))


@dataclass(frozen=True)
class _Remark:
    """A remark on a cell: which check, which column, the sentence, what to do."""

    check: Check
    column: Cites
    message: str
    todo: str = ""
    severity: Severity = Severity.ERROR


class _Wrong(Exception):
    """A cell that means nothing to us."""

    def __init__(self, check: Check, column: Cites, message: str, *, todo: str = "") -> None:
        super().__init__(message)
        self.remark = _Remark(check, column, message, todo)


class _Reader:
    """Takes the sheets one by one; `figures` are by their edition."""

    def __init__(self, dataset: PublishedDataset, places: Places, today: date) -> None:
        self.dataset, self.places, self.today = dataset, places, today
        self.figures: dict[tuple[object, ...], Cited] = {}
        self.rows: dict[tuple[object, ...], int] = {}
        self.findings: list[Finding] = []

    def take(self, sheet: Sheet) -> None:
        recognised = sheet.recognised
        rows = tuple(
            {str(name): str(value) for name, value in row.items()}
            for row in sheet.rows.to_dict("records")
        )
        turn = self.dataset.turns.get(recognised.layout.slug)
        for row in turn(rows) if turn else rows:
            self._take_row(row, recognised)

    def _take_row(self, row: Row, recognised: Recognised) -> None:
        if why := self.dataset.left_out.get(row.get(Cites.CATEGORY, "")):
            remark = _Remark(Check.CATEGORIES, Cites.CATEGORY, why, severity=Severity.NOTE)
            self._report(row, recognised, remark)
            return
        if not row.get(Cites.VALUE, ""):
            return
        if self._is_local(row):
            refused = refusal(self.dataset, file=row["file"], sheet=row["sheet"])
            self.findings.append(replace(refused, row=int(row["row"])))
            return
        try:
            figure = self._figure(row)
        except _Wrong as wrong:
            self._report(row, recognised, wrong.remark)
            return
        self._keep(figure, row, recognised)

    def _is_local(self, row: Row) -> bool:
        if plain(row.get(Cites.AREA, "")) not in NATIONS | {plain(code) for code in _NATION_CODES}:
            return True
        texts = [row.get(name, "") for name in (Cites.SERIES, Cites.CATEGORY, Cites.PERIOD)]
        return any(self._names_a_place(text) for text in texts if text)

    def _names_a_place(self, text: str) -> bool:
        if set(_LOCAL_CODE.findall(text)) - _NATION_CODES:
            return True
        called = f" {' '.join(re.findall(r'[a-z]+', text.casefold()))} "
        own = (name for place in self.places.hosted for name in (place.name, place.slug))
        if any(f" {name.casefold()} " in called for name in own):
            return True
        return bool(self.places.wards_called(text))

    def _figure(self, row: Row) -> Cited:
        series = self._series(row)
        when = self._when(row)
        dated_list, category = self._category(row, series, when)
        count, share = _value(row)
        publication, link = _citation(row)
        return Cited(
            series=series.slug,
            breakdown=dated_list.breakdown if dated_list else "",
            category=category.slug if category else "",
            start=when.first_day.isoformat(),
            months=when.months if isinstance(when, Period) else 0,
            count=count,
            share=share,
            known=_known(row),
            publication=publication,
            table=row.get(Cites.TABLE, ""),
            published_on=self._day(row, Cites.PUBLISHED_ON),
            sampled_on=self._day(row, Cites.SAMPLED_ON),
            link=link,
            note=row.get(Cites.NOTE, "")[:LONGEST_NOTE],
            is_revised=plain(row.get(Cites.REVISED, "")) in YES,
            disputed_because=row.get(Cites.DISPUTED, "")[:LONGEST_NOTE],
        )

    def _series(self, row: Row) -> Series:
        written = row.get(Cites.SERIES, "")
        for series in self.dataset.series:
            if plain(written) in map(plain, (series.title, series.slug, *series.also_called)):
                return series
        known = "; ".join(series.title for series in self.dataset.series)
        raise _Wrong(
            Check.NATIONAL,
            Cites.SERIES,
            f"“{written}” is not a series of national figures that the portal keeps. {_IN_CASE}",
            todo=f"It keeps: {known}.",
        )

    def _when(self, row: Row) -> When:
        written = row.get(Cites.PERIOD, "")
        try:
            when = period_or_day(written)
        except BadPeriod as bad:
            raise _Wrong(Check.MONTHS, Cites.PERIOD, str(bad)) from None
        kinds = (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)
        if isinstance(when, Period) and when.kind not in kinds:
            raise _Wrong(
                Check.MONTHS,
                Cites.PERIOD,
                f"“{written}” is not a year, a quarter, a month or a day.",
            )
        if when.last_day > self.today:
            raise _Wrong(
                Check.MONTHS,
                Cites.PERIOD,
                f"“{written}” lies in the future.",
                todo="Check the year; leave out what has not happened yet.",
            )
        return when

    def _category(
        self, row: Row, series: Series, when: When
    ) -> tuple[DatedList | None, Category | None]:
        written = row.get(Cites.CATEGORY, "")
        if plain(written) in WHOLE:
            return None, None
        found = [
            (dated_list, category)
            for dated_list in series.lists
            if (category := _in_list(dated_list, written))
        ]
        of_then = [pair for pair in found if pair[0].holds(when)]
        if of_then:
            return of_then[0]
        if not found:
            raise _Wrong(
                Check.NATIONAL,
                Cites.CATEGORY,
                f"“{written}” is in no list of categories of “{series.title}”. {_IN_CASE}",
                todo=_lists_of(series, when),
            )
        raise _Wrong(
            Check.CATEGORIES,
            Cites.CATEGORY,
            _other_list(written, found[0][0], when),
            todo=_lists_of(series, when),
        )

    def _day(self, row: Row, column: Cites) -> str | None:
        written = row.get(column, "")
        if not written:
            return None
        try:
            day = PointInTime.parse(written[:10] if "T" in written else written).day
        except BadPeriod as bad:
            raise _Wrong(Check.CITED, column, str(bad)) from None
        if day > self.today:
            raise _Wrong(Check.CITED, column, f"“{written}” lies in the future.")
        return day.isoformat()

    def _keep(self, figure: Cited, row: Row, recognised: Recognised) -> None:
        earlier = self.figures.setdefault(figure.edition, figure)
        if earlier is not figure and earlier.value != figure.value:
            first = self.rows[figure.edition]
            message = (
                f"The same publication gives two figures: {earlier.value} in row {first}, and"
                f" {figure.value} here."
            )
            todo = "Delete one; or mark the later one as revised."
            self._report(row, recognised, _Remark(Check.ONCE, Cites.VALUE, message, todo))
        self.rows.setdefault(figure.edition, int(row["row"]))
        if figure.disputed_because:
            message = (
                f"The file itself doubts {figure.value}: it is kept as a disputed figure, shown"
                " beside the others and never used."
            )
            remark = _Remark(Check.CITED, Cites.VALUE, message, severity=Severity.NOTE)
            self._report(row, recognised, remark)

    def check_once(self) -> None:
        """That two publications differ without saying which is revised or disputed is asked."""
        standing: dict[tuple[object, ...], Cited] = {}
        for figure in self.figures.values():
            if figure.is_revised or figure.disputed_because:
                continue
            other = standing.setdefault(figure.key, figure)
            if other.value != figure.value:
                self.findings.append(two_figures(figure, other))

    def _report(self, row: Row, recognised: Recognised, remark: _Remark) -> None:
        self.findings.append(
            Finding(
                remark.check,
                remark.severity,
                remark.message,
                todo=remark.todo,
                file=row["file"],
                sheet=row["sheet"],
                row=int(row["row"]),
                column=recognised.heading(remark.column),
                value=row.get(remark.column, ""),
            )
        )


def two_figures(figure: Cited, other: Cited) -> Finding:
    """The question that two differing figures of one thing ask."""
    return Finding(
        Check.CITED,
        Severity.QUERY,
        f"Two publications differ on {figure.series} {figure.category or 'in all'},"
        f" {figure.when.label}: {other.value} ({other.publication}) and {figure.value}"
        f" ({figure.publication}), and neither says that it is revised. Which stands?",
    )


def _in_list(dated_list: DatedList, written: str) -> Category | None:
    for category in dated_list.categories:
        if plain(written) in map(plain, (category.label, category.slug, *category.also_called)):
            return category
    return None


def _other_list(written: str, dated_list: DatedList, when: When) -> str:
    return (
        f"“{written}” is of the list “{dated_list.title}” {dated_list.years}, and {when.label} has"
        " another list: the two are never joined."
    )


def _lists_of(series: Series, when: When) -> str:
    in_force = [dated_list for dated_list in series.lists if dated_list.holds(when)]
    named = (
        f"{dated_list.title}: {', '.join(category.label for category in dated_list.categories)}"
        for dated_list in in_force
    )
    return f"{when.label} has these: {'; '.join(named)}." if in_force else ""


def _value(row: Row) -> tuple[int | None, str | None]:
    written, unit = row.get(Cites.VALUE, ""), plain(row.get(Cites.UNIT, ""))
    if written.endswith("%") or unit in {"percent", "share", "percentage"}:
        share = _SHARE.fullmatch(written)
        if share and float(share[1]) <= 100:
            return None, share[1]
        raise _Wrong(Check.COUNTS, Cites.VALUE, f"“{written}” is not a share between 0% and 100%.")
    if not _NUMBER.fullmatch(written):
        raise _Wrong(
            Check.COUNTS,
            Cites.VALUE,
            f"“{written}” is not a whole number.",
            todo="Write a number like 6,817, or a share like 37%.",
        )
    return int(written.replace(",", "")), None


def _known(row: Row) -> int | None:
    written = row.get(Cites.KNOWN, "")
    if not written:
        return None
    if not _NUMBER.fullmatch(written):
        raise _Wrong(Check.COUNTS, Cites.KNOWN, f"“{written}” is not a whole number.")
    return int(written.replace(",", ""))


def _citation(row: Mapping[str, Any]) -> tuple[str, str]:
    publication, link = row.get(Cites.PUBLICATION, ""), row.get(Cites.LINK, "")
    if link and urlparse(link).scheme not in {"http", "https"}:
        raise _Wrong(Check.CITED, Cites.LINK, f"“{link}” is not a link to a page.")
    if not publication:
        raise _Wrong(
            Check.CITED,
            Cites.PUBLICATION,
            "The figure does not say where it was published.",
            todo="Name the publication, as exactly as you would in a footnote.",
        )
    return publication, link
