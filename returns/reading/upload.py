"""From an upload to tidy counts and a check report; asks the database nothing about rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from returns.catalogue.declarations import Dataset, Fills, Layout, Rows, Source
from returns.catalogue.findings import Check, Finding, Report, Severity, Unreadable
from returns.catalogue.limits import LIMITS, Limits
from returns.catalogue.listing import listed
from returns.catalogue.published import PublishedDataset
from returns.catalogue.registry import Datasets, datasets
from returns.files.raw_tables import Opened, RawTable
from returns.reading.abroad import abroad
from returns.reading.count_sheets import Sheet, personal_data_in, sheet_of_counts
from returns.reading.counts import read_counts
from returns.reading.nearly import Eye, looked_at
from returns.reading.personal import people_at_the_top, people_beside
from returns.reading.places import Places
from returns.reading.published_rows import PublishedReading, local_counts, read_published, refusal
from returns.reading.recognise import Nearly, Recognised, Unrecognised, recognise
from returns.reading.record_findings import (
    are_placed,
    findings_of,
    for_others,
    no_rows,
    nothing_counted,
)
from returns.reading.records import Records, count_records, parts_of
from returns.reading.summed import Summed, only_source
from returns.reading.tidy import PartReading
from returns.reading.vacuous import not_made

__all__ = ["PartReading", "Places", "Reading", "read"]

_OPENED = (Check.READABLE, Check.RECOGNISED, Check.HEADINGS)
_NEVER_KEPT = (Check.NOT_PERSONAL, Check.NATIONAL)
CHECKS_MADE = {
    Rows.RECORD: (*_OPENED, Check.MONTHS, Check.AREAS, Check.CATEGORIES, Check.ONCE, Check.PLACED),
    Rows.COUNT: (
        *_OPENED,
        Check.NOT_PERSONAL,
        Check.MONTHS,
        Check.AREAS,
        Check.CATEGORIES,
        Check.COUNTS,
        Check.ONCE,
        Check.TOTALS,
        Check.COMPLETE,
        Check.NEGATIVE,
        Check.PLACED,
    ),
    Rows.SUMMED: (
        *_OPENED,
        Check.NOT_PERSONAL,
        Check.MONTHS,
        Check.AREAS,
        Check.CATEGORIES,
        Check.COUNTS,
        Check.ONCE,
    ),
    Rows.FIGURE: (
        *_OPENED,
        Check.NOT_PERSONAL,
        Check.MONTHS,
        Check.CATEGORIES,
        Check.NATIONAL,
        Check.CITED,
        Check.COUNTS,
        Check.ONCE,
    ),
}


@dataclass(frozen=True, eq=False)
class Reading:
    """What one upload holds: its layout, the check report, and its parts where nothing is wrong.

    `files` are the tables that were read. With `must_be_discarded` the caller discards the bytes:
    they look like personal data, or like local counts of what is only stored nationally. With
    `is_unknown` they are tables of which the portal knows neither the layout nor the looks;
    `nearly` says of a single one which layout it has but for a heading or two.
    `outside` are the rows of a list of records that lie in no hosted partnership, by district.
    """

    layout: Layout | None
    report: Report
    parts: tuple[PartReading | PublishedReading, ...] = ()
    files: tuple[str, ...] = ()
    is_unknown: bool = False
    nearly: Nearly | None = None
    outside: Mapping[str, int] = field(default_factory=dict)

    @property
    def must_be_discarded(self) -> bool:
        return any(finding.check in _NEVER_KEPT for finding in self.report.errors)

    @property
    def is_withheld(self) -> bool:
        """Whether it looks like local counts, which the portal never takes."""
        return any(finding.check is Check.NATIONAL for finding in self.report.errors)

    @property
    def is_clean(self) -> bool:
        """Whether it can be sent, its queries once confirmed."""
        return not self.report.errors


def read(
    opened: Opened,
    *,
    places: Places,
    today: date,
    supplied_by: str = "",
    known: Datasets = datasets,
    limits: Limits = LIMITS,
) -> Reading:
    """Recognise, check and translate an opened upload. Every problem ends up in the report.

    `supplied_by` is the slug of the agency whose file it is, for layouts that do not say.
    """
    if opened.unreadable is not None:
        return _unreadable(opened, opened.unreadable)
    try:
        reader = _Reader(places, today, supplied_by, known, limits)
        for table in opened.tables:
            reader.take(table)
        return reader.reading(opened)
    except Unreadable as refused:
        return _unreadable(opened, refused.finding)


def _unreadable(opened: Opened, finding: Finding) -> Reading:
    return Reading(None, Report((finding,), (Check.READABLE,)), files=(opened.name,))


@dataclass
class _Reader:
    """Takes the tables one by one, so that only one of them is in memory at a time."""

    places: Places
    today: date
    supplied_by: str
    known: Datasets
    limits: Limits
    taken: dict[str, Layout] = field(default_factory=dict)
    records: list[Records] = field(default_factory=list)
    without_rows: list[RawTable] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    aside: list[tuple[RawTable, Unrecognised]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    summed: Summed | None = None

    def take(self, table: RawTable) -> None:
        lookalikes = [lookalike for dataset in self.known for lookalike in dataset.lookalikes]
        outcome = recognise(table, layouts=self.known.layouts, lookalikes=lookalikes)
        self.findings += table.findings
        if not self._is_published(outcome):
            self.findings += local_counts(table, self.known.published)
        if isinstance(outcome, Unrecognised):
            self.aside.append((table, self._looked_at(table, outcome)))
            return
        self.taken[outcome.layout.slug] = outcome.layout
        self.files.append(table.file)
        self._take_rows(table, outcome)

    def _looked_at(self, table: RawTable, outcome: Unrecognised) -> Unrecognised:
        """Why a table that has no layout has none, as far as its rows tell."""
        if outcome.known or table.is_streamed:
            return outcome
        if found := abroad(table, self.places):
            return Unrecognised(found, known=True)
        if outcome.but_for is None:
            return outcome
        fed = self.known.fed_by(outcome.but_for.layout)
        return looked_at(table, outcome, Eye(self.places, self.today, fed))

    def _is_published(self, outcome: Recognised | Unrecognised) -> bool:
        return isinstance(outcome, Recognised) and outcome.layout.rows is Rows.FIGURE

    def _take_rows(self, table: RawTable, recognised: Recognised) -> None:
        if recognised.layout.rows is Rows.SUMMED:
            self._add_up(table, recognised)
        elif table.is_streamed:
            self.findings.append(_too_large(table, recognised.layout))
        elif recognised.layout.rows is Rows.RECORD:
            fed = self.known.fed_by(recognised.layout)
            if _may_hold_people(fed):
                self.findings += personal_data_in(
                    table, recognised, places=self.places, today=self.today
                )
            self._count(table, recognised, fed)
        else:
            sheet = sheet_of_counts(table, recognised, places=self.places, today=self.today)
            self.findings += sheet.findings
            self.sheets.append(sheet)

    def _count(
        self, table: RawTable, recognised: Recognised, fed: Sequence[tuple[Dataset, Source]]
    ) -> None:
        counted = count_records(
            table,
            recognised,
            fed=fed,
            places=self.places,
            today=self.today,
            supplied_by=self.supplied_by,
        )
        for records in counted:
            self.findings += records.findings
        self.records += counted
        if not counted:
            self.without_rows.append(table)

    def _add_up(self, table: RawTable, recognised: Recognised) -> None:
        if self.summed is None:
            dataset, source = only_source(self.known.fed_by(recognised.layout))
            self.summed = Summed(dataset, source, self.places, self.today)
        self.findings += people_beside(table, recognised, self.today)
        self.summed.take(table, recognised)

    def reading(self, opened: Opened) -> Reading:
        self.findings[:0] = opened.findings
        if not self.taken:
            return self._unrecognised()
        if len(self.taken) > 1:
            return self._mixed()
        (layout,) = self.taken.values()
        self.findings += _set_aside(self.aside)
        if layout.rows is not Rows.RECORD:
            self._look_for_people_elsewhere()
        if layout.rows is Rows.FIGURE:
            return self._published(layout)
        if self.summed is not None:
            return self._added_up(layout, self.summed)
        parts = self._records(layout) if layout.rows is Rows.RECORD else self._counts(layout)
        self.findings += self._without_definition(parts)
        self._refuse_local_counts()
        report = self._report(layout, self._checks_made(layout), parts)
        # A file with an error is put right as a whole: nothing of it is used.
        outside: Counter[str] = sum((record.outside for record in self.records), Counter())
        sound = () if report.errors else parts
        return Reading(layout, report, sound, _once(self.files), outside=outside)

    def _reported(self, made: tuple[Check, ...], untested: Iterable[Finding]) -> Report:
        """All findings; of a file that isn't kept only why: the others quote what stands in it."""
        never_kept = [finding for finding in self.findings if finding.check in _NEVER_KEPT]
        refused = any(finding.severity is Severity.ERROR for finding in never_kept)
        return Report.of_all((*listed(never_kept if refused else self.findings), *untested), made)

    def _published(self, layout: Layout) -> Reading:
        fed = [
            (dataset, source)
            for dataset, source in self.known.fed_by(layout)
            if isinstance(dataset, PublishedDataset)
        ]
        published = read_published(self.sheets, fed=fed, places=self.places, today=self.today)
        self.findings += published.findings
        if not published.parts and not any(
            finding.severity is Severity.ERROR for finding in self.findings
        ):
            self.findings.append(_no_rows(self.files))
        report = self._report(layout, CHECKS_MADE[Rows.FIGURE])
        return Reading(layout, report, () if report.errors else published.parts, _once(self.files))

    def _added_up(self, layout: Layout, summed: Summed) -> Reading:
        self.findings += (*summed.findings, *summed.notes())
        parts = summed.parts(origin=layout.slug)
        if not parts and not any(finding.severity is Severity.ERROR for finding in self.findings):
            self.findings.append(_no_rows(self.files))
        report = self._report(layout, CHECKS_MADE[Rows.SUMMED], parts)
        return Reading(layout, report, () if report.errors else parts, _once(self.files))

    def _report(
        self, layout: Layout, made: tuple[Check, ...], parts: Sequence[PartReading] = ()
    ) -> Report:
        """What was found, and which of the checks had nothing to look at."""
        rows = sum(len(sheet.rows) for sheet in self.sheets)
        rows += sum(record.total for record in self.records)
        untested = not_made(
            made,
            self.findings,
            rows=rows if self.summed is None else len(parts),
            parts=parts,
            layout=layout,
            fed=[dataset for dataset, _ in self.known.fed_by(layout)],
            was_read=rows <= self.limits.count_rows or layout.rows is not Rows.COUNT,
        )
        return self._reported(made, untested)

    def _refuse_local_counts(self) -> None:
        """A category further down than the first rows may give local counts away too."""
        for dataset in self.known.published:
            local = [
                finding for finding in self.findings if dataset.withheld.words.search(finding.value)
            ]
            if local:
                self.findings.append(refusal(dataset, file=local[0].file, sheet=local[0].sheet))

    def _checks_made(self, layout: Layout) -> tuple[Check, ...]:
        made = CHECKS_MADE[layout.rows]
        if layout.rows is Rows.RECORD and not self.records:
            return _OPENED
        if layout.rows is Rows.RECORD and not are_placed(self.records, self.places):
            made = tuple(check for check in made if check is not Check.PLACED)
        if layout.rows is Rows.RECORD and layout.column(Fills.COUNT):
            made = (*made, Check.COUNTS)
        if layout.rows is Rows.RECORD and _may_hold_people(self.known.fed_by(layout)):
            made = (*made, Check.NOT_PERSONAL)
        return (*made, Check.DEFINED) if layout.column(Fills.DEFINITION) else made

    def _without_definition(self, parts: Sequence[PartReading]) -> list[Finding]:
        """Counts of a source that has no definition of its own, and whose file names none."""
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return []
        return [
            Finding(
                Check.DEFINED,
                Severity.ERROR,
                f"The file does not say under which definition of {source.counts_under} it counts.",
                todo="Add a column “Definition” with its name and version.",
            )
            for part in parts
            if part.definition is None
            and (source := self.known[part.dataset].source(part.source)).counts_under
        ]

    def _records(self, layout: Layout) -> tuple[PartReading, ...]:
        fed = self.known.fed_by(layout)
        severity = Severity.NOTE if self.records else Severity.ERROR
        self.findings += [no_rows(one.file, one.sheet, severity) for one in self.without_rows]
        if not self.records:
            return ()
        self.findings += findings_of(self.records, fed=fed, places=self.places)
        parts = for_others(
            parts_of(self.records, fed=fed, places=self.places),
            self.records,
            fed=fed,
            places=self.places,
        )
        if all(part.rows.empty for part in parts):
            self.findings += nothing_counted(
                self.records, self.findings, fed=fed, places=self.places
            )
        return parts

    def _counts(self, layout: Layout) -> tuple[PartReading, ...]:
        rows = sum(len(sheet.rows) for sheet in self.sheets)
        if rows > self.limits.count_rows:
            self.findings.append(_too_many(rows, self.limits))
            return ()
        if not rows:
            self.findings.append(_no_rows(self.files))
            return ()
        counted = read_counts(
            self.sheets,
            fed=self.known.fed_by(layout),
            places=self.places,
            today=self.today,
            supplied_by=self.supplied_by,
        )
        self.findings += counted.findings
        if not counted.parts and not any(
            finding.severity is Severity.ERROR for finding in self.findings
        ):
            self.findings.append(_no_rows(self.files))
        return counted.parts

    def _look_for_people_elsewhere(self) -> None:
        """A sheet beside the counts is stored with them, so it may hold no people either."""
        for table, outcome in self.aside:
            if not outcome.known:
                self.findings += people_at_the_top(table, self.today)

    def _unrecognised(self) -> Reading:
        self._look_for_people_elsewhere()
        for finding in _reasons(self.aside):
            self.findings.append(finding)
        made = (Check.READABLE, Check.RECOGNISED, Check.HEADINGS, Check.NOT_PERSONAL)
        is_unknown = not any(outcome.known for _, outcome in self.aside)
        nearly = [outcome.but_for for _, outcome in self.aside if outcome.but_for]
        return Reading(
            None,
            self._reported(made, not_made(made, self.findings, rows=0)),
            is_unknown=is_unknown,
            nearly=nearly[0] if is_unknown and len(nearly) == 1 else None,
        )

    def _mixed(self) -> Reading:
        titles = " and ".join(sorted(layout.title for layout in self.taken.values()))
        self.findings.append(
            Finding(
                Check.RECOGNISED,
                Severity.ERROR,
                f"This holds several kinds of return: {titles}.",
                todo="Upload each kind by itself.",
            )
        )
        return Reading(None, self._reported(_OPENED, ()), files=_once(self.files))


def _may_hold_people(fed: Sequence[tuple[Dataset, Source]]) -> bool:
    """Whether a list of records is somebody's own, and not published for everybody."""
    return not all(source.published for _, source in fed)


def _once(files: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(files))


def _reasons(aside: Sequence[tuple[RawTable, Unrecognised]]) -> list[Finding]:
    """Why no table was recognised: the most telling reasons, each once."""
    outcomes = [outcome for _, outcome in aside]
    known = [outcome for outcome in outcomes if outcome.known]
    nearly = [outcome for outcome in outcomes if outcome.nearly]
    if telling := known or nearly or outcomes:
        return list({outcome.finding.message: outcome.finding for outcome in telling}.values())
    return [
        Finding(
            Check.RECOGNISED,
            Severity.ERROR,
            "No sheet of this workbook holds anything.",
            todo="Check that you chose the right file.",
        )
    ]


def _set_aside(aside: Sequence[tuple[RawTable, Unrecognised]]) -> list[Finding]:
    """Tables that were not read: one that is nearly a return is an error, the rest are noted."""
    findings = [outcome.finding for _, outcome in aside if outcome.nearly]
    others = [(table, outcome) for table, outcome in aside if not outcome.nearly]
    known = {outcome.finding.message for _, outcome in others if outcome.known}
    for sentence in sorted(known):
        files = [t.file for t, outcome in others if outcome.finding.message == sentence]
        findings.append(_noted(files, f"set aside. {sentence}"))
    sheets = [t.sheet for t, outcome in others if not outcome.known and t.sheet and not t.hidden]
    files = [t.file for t, outcome in others if not outcome.known and not t.sheet]
    if sheets:
        findings.append(_noted(sheets, "left aside: no headings that we know.", of="sheet"))
    if files:
        findings.append(_noted(files, "left aside: no headings that we know."))
    return findings


def _noted(names: Sequence[str], message: str, *, of: str = "file") -> Finding:
    many = f"{len(names)} {of}s were" if len(names) > 1 else f"1 {of} (“{names[0]}”) was"
    return Finding(
        Check.RECOGNISED,
        Severity.NOTE,
        f"{many} {message}",
        file=names[0] if of == "file" else "",
        sheet=names[0] if of == "sheet" else "",
    )


def _too_large(table: RawTable, layout: Layout) -> Finding:
    return Finding(
        Check.READABLE,
        Severity.ERROR,
        f"This workbook is too large for {layout.title}.",
        todo="Save the table as CSV, and upload that.",
        file=table.file,
        sheet=table.sheet,
    )


def _too_many(rows: int, limits: Limits) -> Finding:
    return Finding(
        Check.READABLE,
        Severity.ERROR,
        f"There are {rows:,} rows; the portal reads up to {limits.count_rows:,} rows of counts.",
        todo="Send fewer months at a time.",
    )


def _no_rows(files: Sequence[str]) -> Finding:
    return Finding(
        Check.COUNTS,
        Severity.ERROR,
        "No counts are filled in.",
        todo="Fill in the column of counts; leave blank only what is not known.",
        file=files[0] if files else "",
    )
