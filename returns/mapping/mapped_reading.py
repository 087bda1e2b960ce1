"""A spreadsheet read as an officer mapped it: the same counts and findings as by a layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from measures.periods import Period
from partnership.kinds import Level
from returns.catalogue.declarations import Dataset, Rows, Source
from returns.catalogue.findings import Check, Finding, Report, Severity, Wrong
from returns.catalogue.headings import plain
from returns.catalogue.registry import Datasets, datasets
from returns.mapping.checks import Counted, percentages, running, suspicions
from returns.mapping.count_sheets import layout_of, merged, sheet_of
from returns.mapping.named_sheets import NamedSheet, personal_data_in_sheet
from returns.mapping.sheets import (
    Gives,
    Grid,
    Line,
    Role,
    SheetMapping,
    TableMapping,
    fitted,
    letter,
    lines_of,
    period_text,
)
from returns.mapping.totals import ReadLine, adding_up, compared
from returns.mapping.unmatched import Unmatched, near_to
from returns.reading.area_matching import RANK_OF_LEVEL, Located, locate
from returns.reading.counts import read_counts
from returns.reading.listing import listed
from returns.reading.places import Places
from returns.reading.spellings import by_spelling, count_of, is_total, period_of
from returns.reading.tidy import PartReading
from returns.reading.upload import CHECKS_MADE, Reading
from returns.reading.vacuous import not_made

NO_FIGURE = "There is no figure for "
ASKED_SINGLY = 3


@dataclass(frozen=True, eq=False)
class Mapped:
    """What a mapping makes of a file: the reading, and what a person has yet to decide."""

    reading: Reading
    parts: tuple[PartReading, ...] = ()
    lines: tuple[Line, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    signs: tuple[str, ...] = ()


def read_mapped(
    sheets: Sequence[NamedSheet],
    mapping: SheetMapping,
    *,
    places: Places,
    today: date,
    supplied_by: str = "",
    known: Datasets = datasets,
    notes: Sequence[Finding] = (),
) -> Mapped:
    """Every count that `mapping` finds in `sheets`, checked as any return is.

    `notes` are findings that were made before, such as how the layout has changed.
    """
    dataset = known[mapping.dataset]
    reader = _Reader(
        mapping, dataset, dataset.source(mapping.source), places, today, findings=list(notes)
    )
    for named in sheets:
        reader.look_for_people(named)
    may_be_read = not any(finding.check is Check.NOT_PERSONAL for finding in reader.findings)
    if may_be_read:
        reader.read(sheets)
    parts = reader.parts(supplied_by)
    made = CHECKS_MADE[Rows.COUNT]
    untested = not_made(
        made,
        reader.findings,
        rows=len(reader.standing),
        parts=parts,
        layout=layout_of(dataset, reader.source, fields=reader.fields, level=Level.WARD),
        fed=[dataset],
        was_read=may_be_read,
    )
    report = Report.of_all((*listed(_once(reader.findings)), *untested), made)
    sound = () if report.errors else parts
    reading = Reading(
        layout_of(dataset, reader.source, fields=reader.fields, level=Level.WARD),
        report,
        sound,
        tuple(dict.fromkeys(named.table.file for named in sheets)),
    )
    unmatched, signs = tuple(reader.unmatched.values()), tuple(reader.signs)
    return Mapped(reading, sound, tuple(reader.lines), unmatched, signs)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


@dataclass
class _Reader:
    mapping: SheetMapping
    dataset: Dataset
    source: Source
    places: Places
    today: date
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    unmatched: dict[tuple[Role, str], Unmatched] = field(default_factory=dict)
    signs: dict[str, None] = field(default_factory=dict)
    standing: list[ReadLine] = field(default_factory=list)

    @property
    def fields(self) -> tuple[str, ...]:
        """The dimensions that some table of the mapping gives."""
        given = {role for table in self.mapping.tables for role in table.given}
        return tuple(
            dimension.field for dimension in self.dataset.dimensions if dimension.field in given
        )

    # --- Personal data -----------------------------------------------------------------------
    def look_for_people(self, named: NamedSheet) -> None:
        """In every column of every sheet: the whole file is stored."""
        first = min((table.first_row for table in self._tables_on(named)), default=None)
        keys = {at for table in self._tables_on(named) for at in table.columns}
        self.findings += personal_data_in_sheet(named, first=first, known=keys, today=self.today)

    def _tables_on(self, named: NamedSheet) -> list[TableMapping]:
        return [table for table in self.mapping.tables if table.sheet == named.name]

    # --- Lines -------------------------------------------------------------------------------
    def read(self, sheets: Sequence[NamedSheet]) -> None:
        found = False
        for table in self.mapping.tables:
            for named, placed in self._where(table, sheets):
                found = True
                self._take(named, placed)
        if not found or not self.standing:
            self._report(Check.COUNTS, Severity.ERROR, "The mapping finds no counts in this file.")

    def _where(
        self, table: TableMapping, sheets: Sequence[NamedSheet]
    ) -> Iterator[tuple[NamedSheet, TableMapping]]:
        for named in sheets:
            if named.name == table.sheet:
                yield named, table
            elif table.every_sheet and (fit := fitted(table, named.grid)) and fit.is_whole:
                yield named, fit.table

    def _take(self, named: NamedSheet, table: TableMapping) -> None:
        self.findings += named.table.findings
        read = lines_of(self.mapping, table, named.grid, sheet=named.name)
        findings, columns = percentages(read.lines, file=named.table.file, sheet=named.table.sheet)
        self.findings += findings
        if read.notes:
            self._report_left_out_rows(named, read.notes)
        if read.left_out:
            self._report(
                Check.AREAS,
                Severity.NOTE,
                f"{read.left_out:,} counts are left out by their names, as the mapping says.",
                named=named,
            )
        if read.beyond:
            self._report(
                Check.COUNTS,
                Severity.NOTE,
                f"Row {read.beyond} follows the table and holds numbers: it is not read.",
                named=named,
                row=read.beyond,
            )
        if read.beside:
            called = _columns_called(table, named.grid, read.beside)
            self._report(
                Check.COUNTS,
                Severity.NOTE,
                f"Not read, though there are numbers: {called}.",
                named=named,
            )
        lines = [line for line in read.lines if line.column not in columns]
        self.standing += [self._understood(named, line) for line in lines]

    def _understood(self, named: NamedSheet, line: Line) -> ReadLine:
        month = period_text(line.texts, today=self.today)
        period = period_of(month, today=self.today)
        if isinstance(period, Wrong) and not is_total(month):
            self._unmatched_period(line)
        number = self._number(line.count)
        return ReadLine(
            named=named,
            line=line,
            month=month,
            number=number,
            period=period,
            area=self._located(line.texts.get(Gives.AREA, "")),
            count=count_of(number),
            keys=tuple(self._category(name, line.texts.get(name, "")) for name in self.fields),
        )

    def _number(self, text: str) -> str:
        """The count as it is read: a sign stands for what was chosen, or is yet to be chosen."""
        sign = self.mapping.signs.get(text)
        if sign is not None:
            return sign.value
        if text and not any(map(str.isdigit, text)) and isinstance(count_of(text), Wrong):
            self.signs.setdefault(text)
        return text

    def _unmatched_period(self, line: Line) -> None:
        for role in (Gives.PERIOD, Gives.YEAR, Gives.WITHIN):
            if text := line.texts.get(role, ""):
                self.unmatched.setdefault((role, text), Unmatched(role, text))
                return

    def _category(self, name: str, text: str) -> str:
        slug = by_spelling(self.source.categories[name]).get(plain(text))
        if slug is None and text and not is_total(text):
            near = near_to(
                text, {category.slug: category.label for category in self.source.categories[name]}
            )
            self.unmatched.setdefault((name, text), Unmatched(name, text, near))
        return slug or text

    def _located(self, text: str) -> Located | None:
        if not text:
            return None
        found = locate(text, self.places)
        if found is None and not is_total(text):
            near = tuple(
                dict.fromkeys(
                    (ward.code, ward.name)
                    for place in self.places.hosted
                    for ward in place.names.suggest(text)
                )
            )
            self.unmatched.setdefault((Gives.AREA, text), Unmatched(Gives.AREA, text, near))
        return found

    # --- Parts -------------------------------------------------------------------------------
    def parts(self, supplied_by: str) -> tuple[PartReading, ...]:
        """What the lines hold for each partnership; those that add up others are set aside."""
        self._report_signs()
        aside = adding_up(self.standing)
        self.findings += compared(self.standing, aside, self.places)
        lines = [line for number, line in enumerate(self.standing) if number not in aside]
        self._suspect(lines)
        self.lines = [replace(read.line, count=read.number) for read in lines if not read.is_total]
        parts: list[PartReading] = []
        for level in dict.fromkeys(_level(line) for line in lines):
            rows = [line for line in lines if _level(line) is level]
            parts += self._counted(rows, level, supplied_by)
        whole = merged(parts)
        self._note_coarse_levels(lines)
        return whole

    def _counted(
        self, rows: Sequence[ReadLine], level: Level, supplied_by: str
    ) -> tuple[PartReading, ...]:
        layout = layout_of(self.dataset, self.source, fields=self.fields, level=level)
        tables: dict[NamedSheet, list[ReadLine]] = defaultdict(list)
        for row in rows:
            tables[row.named].append(row)
        sheets = [sheet_of(layout, lines, self.fields, self.places) for lines in tables.values()]
        if not sheets:
            return ()
        counted = read_counts(
            sheets,
            fed=((self.dataset, self.source),),
            places=self.places,
            today=self.today,
            supplied_by=supplied_by,
        )
        findings = [
            finding
            for finding in counted.findings
            if not finding.value or finding.value not in self.signs
        ]
        self.findings += _together(_each_row_once(findings))
        return counted.parts

    def _suspect(self, lines: Sequence[ReadLine]) -> None:
        counts = [
            (
                Counted(
                    line=read.line,
                    partnership=read.area.partnership if read.area else 0,
                    area=read.area or read.line.texts.get(Gives.AREA, ""),
                    period=read.period,
                    keys=read.keys,
                    count=read.count,
                ),
                read.named,
            )
            for read in lines
            if isinstance(read.period, Period) and not isinstance(read.count, Wrong)
            if not read.is_total
        ]
        for named in dict.fromkeys(read.named for read in lines):
            of_table = [count for count, from_ in counts if from_ is named]
            for found in suspicions(of_table, called=lambda count: count.line.texts[Gives.AREA]):
                where = named.table
                self.findings.append(replace(found, file=where.file, sheet=where.sheet))
        self.findings += running([count for count, _ in counts])

    # --- Telling -----------------------------------------------------------------------------
    def _report(
        self,
        check: Check,
        severity: Severity,
        message: str,
        *,
        named: NamedSheet | None = None,
        **more: Any,
    ) -> None:
        found = Finding(check, severity, message, **more)
        if named is not None:
            found = replace(found, file=named.table.file, sheet=named.table.sheet)
        self.findings.append(found)

    def _report_left_out_rows(self, named: NamedSheet, rows: Sequence[int]) -> None:
        many = len(rows) > 1
        self._report(
            Check.COUNTS,
            Severity.NOTE,
            f"{len(rows):,} {'rows' if many else 'row'} without a count, from row {rows[0]} on,"
            f" {'were' if many else 'was'} taken for notes.",
            named=named,
            row=rows[0],
        )

    def _report_signs(self) -> None:
        for sign in self.signs:
            lines = [read for read in self.standing if read.line.count == sign]
            self._report(
                Check.COUNTS,
                Severity.ERROR,
                f"“{sign}” stands where a count should be, {_times(len(lines))}: it can mean none,"
                " or not supplied.",
                todo="Choose what it means under “Names and signs”.",
                named=lines[0].named,
                row=lines[0].line.row,
                column=lines[0].line.heading,
                value=sign,
            )

    def _note_coarse_levels(self, lines: Sequence[ReadLine]) -> None:
        """What pages will not be able to show."""
        placed = [line for line in lines if line.area and isinstance(line.period, Period)]
        levels = {line.area.level for line in placed if line.area}
        lengths = {line.period.months for line in placed if isinstance(line.period, Period)}
        fine = RANK_OF_LEVEL.get(Level(self.source.area_level), 3)
        if levels and min(RANK_OF_LEVEL[level] for level in levels) > max(fine, 1):
            what = "localities" if Level.LOCALITY in levels else "the whole partnership"
            self._report(
                Check.COMPLETE,
                Severity.NOTE,
                f"These figures are for {what} only, so pages can show nothing by ward for these"
                " months.",
            )
        if lengths - {1}:
            self._report(
                Check.COMPLETE,
                Severity.NOTE,
                "Some figures are for a quarter or a year, so pages can show no single months"
                " of it.",
            )
        for dimension in self.dataset.dimensions:
            if dimension.field not in self.fields and placed:
                self._report(
                    Check.CATEGORIES,
                    Severity.NOTE,
                    f"The figures are not broken down by {dimension.title.lower()}, so pages can"
                    " show their total only.",
                )


def _columns_called(table: TableMapping, grid: Grid, columns: Sequence[int]) -> str:
    headings = table.headings_of(grid)
    named = (
        f"column {letter(at)}{f' (“{headings[at]}”)' if at in headings else ''}" for at in columns
    )
    return ", ".join(named)


def _each_row_once(findings: Iterable[Finding]) -> list[Finding]:
    """A wrong name at the left of a row is one mistake, however many counts stand right of it."""
    first: dict[tuple[Any, ...], Finding] = {}
    for finding in findings:
        is_name = finding.check in {Check.AREAS, Check.CATEGORIES, Check.MONTHS}
        key = (finding.check, finding.file, finding.sheet, finding.row, finding.message)
        first.setdefault(key if is_name else (id(finding),), finding)
    return list(first.values())


def _together(findings: Sequence[Finding]) -> list[Finding]:
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


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _level(read_line: ReadLine) -> Level:
    return read_line.area.level if read_line.area else Level.WARD
