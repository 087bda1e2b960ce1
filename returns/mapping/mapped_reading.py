"""A spreadsheet read as an officer mapped it: the same counts and findings as by a layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from measures.periods import Period
from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Dataset, Rows, Source
from returns.catalogue.findings import Check, Finding, Report, Severity, Wrong
from returns.catalogue.listing import listed
from returns.catalogue.registry import Datasets, datasets
from returns.mapping.added_up import AddedUp, added_up, twice_findings
from returns.mapping.checks import (
    Counted,
    asked_together,
    coarse_levels,
    each_row_once,
    percentages,
    running,
    suspicions,
)
from returns.mapping.count_sheets import layout_of, merged, sheet_of
from returns.mapping.days import ShortMonth, by_month, short_findings, whole_months
from returns.mapping.known_words import SIX_FIGURES, KnownWords
from returns.mapping.lines import LeftOut, Line, TextLines, left_out_once, text_lines
from returns.mapping.meanings import Codes, Meanings, Meant, Unknown, groups_of
from returns.mapping.named_sheets import NamedSheet, personal_data_in_sheet
from returns.mapping.sheets import (
    Fit,
    Gives,
    Role,
    SheetMapping,
    SixFigures,
    TableMapping,
    columns_called,
    fitted,
)
from returns.mapping.totals import ReadLine, adding_up, compared, over_hidden
from returns.mapping.unmatched import Unmatched
from returns.reading.counts import read_counts
from returns.reading.places import Places
from returns.reading.spellings import count_of
from returns.reading.tidy import PartReading
from returns.reading.upload import CHECKS_MADE, Reading
from returns.reading.vacuous import not_made

ASKED_SINGLY = 3
NEED_ALL_COUNTS = (Check.TOTALS, Check.COMPLETE, Check.USUAL, Check.PLACED)
CHECKS_OF_UNREAD = (Check.READABLE, Check.RECOGNISED, Check.NOT_PERSONAL)


@dataclass(frozen=True, eq=False)
class Mapped:
    """What a mapping makes of a file: the reading, and what a person has yet to decide.

    `parts` are what was read, those of the reading only where nothing is wrong with any of it.
    `unmatched` are names and `signs` (with their times) that nobody knows: the counts that have
    one are not read yet, `open_counts` in all. `codes` stand beside names of other areas.
    `six_figures` says what numbers like 201920 were taken for, and whether that is sure; it is
    None where there are none. `left_out` and `added_up` say what was not read, and what was read
    as one figure; `unread` are sentences about the rest of the file. `short` are months that lack
    days, where there is a count for each day or week.
    """

    reading: Reading
    parts: tuple[PartReading, ...] = ()
    lines: tuple[Line, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    signs: tuple[tuple[str, int], ...] = ()
    codes: tuple[Codes, ...] = ()
    six_figures: tuple[SixFigures, bool] | None = None
    six_texts: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    added_up: AddedUp = field(default_factory=AddedUp)
    unread: tuple[str, ...] = ()
    short: tuple[ShortMonth, ...] = ()
    open_counts: int = 0


def read_mapped(
    sheets: Sequence[NamedSheet],
    mapping: SheetMapping,
    *,
    words: KnownWords,
    supplied_by: str = "",
    known: Datasets = datasets,
    notes: Sequence[Finding] = (),
    asks: bool = False,
) -> Mapped:
    """Every count that `mapping` finds in `sheets`, checked as any return is.

    `notes` are findings that were made before, such as how the layout has changed. What nobody
    knows is an error; where somebody can be asked (`asks`) it is set aside until it is answered.
    """
    dataset = known[mapping.dataset]
    reader = _Reader(
        mapping, dataset, dataset.source(mapping.source), words, asks, findings=list(notes)
    )
    for named in sheets:
        reader.look_for_people(named)
    may_be_read = not any(finding.check is Check.NOT_PERSONAL for finding in reader.findings)
    if may_be_read:
        reader.read(sheets)
    parts = reader.parts(supplied_by)
    made = reader.checks_made
    untested = not_made(
        made,
        reader.findings,
        rows=len(reader.standing),
        parts=parts,
        layout=layout_of(dataset, reader.source, fields=reader.fields, level=Level.WARD),
        fed=[dataset],
        was_read=may_be_read,
    )
    report = Report.of_all((*listed(_once(reader.sure_findings)), *untested), made)
    sound = () if report.errors else parts
    reading = Reading(
        layout_of(dataset, reader.source, fields=reader.fields, level=Level.WARD),
        report,
        sound,
        tuple(dict.fromkeys(named.table.file for named in sheets)),
    )
    return reader.mapped(reading, parts)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


@dataclass
class _Reader:
    mapping: SheetMapping
    dataset: Dataset
    source: Source
    words: KnownWords
    asks: bool
    findings: list[Finding] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    standing: list[ReadLine] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    sums: AddedUp = field(default_factory=AddedUp)
    unread: list[str] = field(default_factory=list)
    short: list[ShortMonth] = field(default_factory=list)
    meanings: Meanings = field(init=False)

    def __post_init__(self) -> None:
        self.meanings = Meanings(self.mapping, self.source, self.words, self.fields, self.asks)

    @property
    def places(self) -> Places:
        return self.words.places

    @property
    def today(self) -> date:
        return self.words.today

    @property
    def fields(self) -> tuple[str, ...]:
        """The dimensions that some table of the mapping gives."""
        given = {role for table in self.mapping.tables for role in table.given}
        return tuple(
            dimension.field for dimension in self.dataset.dimensions if dimension.field in given
        )

    def mapped(self, reading: Reading, parts: tuple[PartReading, ...]) -> Mapped:
        found = self.meanings
        return Mapped(
            reading=reading,
            parts=parts,
            lines=tuple(self.lines),
            unmatched=tuple(found.unmatched.values()),
            signs=tuple(found.signs.items()),
            codes=tuple(found.codes.values()),
            six_figures=found.six_figures if found.six else None,
            six_texts=tuple(found.six),
            left_out=left_out_once(self.left_out),
            added_up=self.sums,
            unread=tuple(self.unread),
            short=tuple(self.short),
            open_counts=found.open_counts,
        )

    @property
    def checks_made(self) -> tuple[Check, ...]:
        """Nothing is tested of cells that could not be read."""
        is_whole = not self.meanings.open_counts and not any(
            finding.check is Check.READABLE and finding.severity is Severity.ERROR
            for finding in self.findings
        )
        return CHECKS_MADE[Rows.COUNT] if is_whole else CHECKS_OF_UNREAD

    @property
    def sure_findings(self) -> list[Finding]:
        """While some counts wait for an answer, nothing is said that the answer may change."""
        if not self.meanings.open_counts:
            return self.findings
        return [each for each in self.findings if each.check not in NEED_ALL_COUNTS]

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
        placed = [
            (named, table, text_lines(self.mapping, table, named))
            for mapped in self.mapping.tables
            for named, table in self._where(mapped, sheets)
        ]
        for _, _, lines in placed:
            for role in (Gives.PERIOD, Gives.YEAR):
                if column := lines.texts.get(role):
                    self.meanings.notice_six_figures(
                        text for text in column.texts if SIX_FIGURES.fullmatch(text)
                    )
        for named, table, lines in placed:
            self._take(named, table, lines)
        read = {id(named) for named, _, _ in placed}
        self._note_other_sheets(sheets, read)
        self._note_other_tables(sheets, read)
        if not placed or not (self.standing or self.meanings.open_counts):
            self._nothing_found()

    def _where(
        self, table: TableMapping, sheets: Sequence[NamedSheet]
    ) -> Iterator[tuple[NamedSheet, TableMapping]]:
        for named in sheets:
            if named.name == table.sheet:
                yield named, table
            elif (fit := self._on_further(table, named)) is not None and fit.is_whole:
                yield named, fit.table

    def _on_further(self, table: TableMapping, named: NamedSheet) -> Fit | None:
        """The table on a further sheet, where it is one for every sheet and the name fits."""
        is_offered = table.every_sheet and self.words.may_give(table.sheet_gives, named.name)
        return fitted(table, named.grid) if is_offered else None

    def _take(self, named: NamedSheet, table: TableMapping, lines: TextLines) -> None:
        import numpy as np

        self.findings += named.findings
        findings, columns = percentages(table, named)
        self.findings += findings
        if columns:
            lines = lines.where(~np.isin(lines.columns, list(columns)))
        lines, findings = by_month(lines)
        self._note_in(named, findings)
        meant = self.meanings.of(lines, table)
        self.left_out += meant.lines.left_out
        self._note_what_is_not_read(named, table, meant.lines)
        meant, groups, short = whole_months(
            meant, groups_of(meant), others_none=self.mapping.other_days_none
        )
        self.short += short
        self._note_in(named, short_findings(short))
        added = added_up(meant.lines, groups, is_list=table.is_list)
        self.sums = AddedUp(
            self.sums.figures + added.sums.figures,
            self.sums.counts + added.sums.counts,
            (*self.sums.shown, *added.sums.shown),
            self.sums.with_blanks or added.sums.with_blanks,
        )
        if added.subtotals:
            self._report(
                Check.TOTALS,
                Severity.NOTE,
                f"{added.subtotals:,} counts call themselves totals of those beside them, and are"
                " left out.",
                named=named,
            )
        self._note_in(named, twice_findings(added.twice))
        self.standing += [
            self._understood(named, meant, line, int(at))
            for line, at in zip(added.lines, added.first.tolist(), strict=True)
        ]

    def _understood(self, named: NamedSheet, meant: Meant, line: Line, at: int) -> ReadLine:
        period = meant.periods.at(at)
        area = meant.areas.at(at)
        keys = [coded.at(at) for coded in meant.keys.values()]
        is_period = isinstance(period, Period)
        return ReadLine(
            named=named,
            line=self._with_spoken(line, keys),
            month=period.code if is_period else period if isinstance(period, str) else "",
            number=line.count,
            period=Wrong("It is a total of others.") if isinstance(period, str) else period,
            area=None if isinstance(area, str) else area,
            count=count_of(line.count),
            keys=tuple(key.text if isinstance(key, Unknown) else key for key in keys),
        )

    def _with_spoken(self, line: Line, keys: Sequence[Any]) -> Line:
        """A title says more than the category that it speaks of."""
        spoken: dict[Role, str] = {
            name: key
            for name, key in zip(self.fields, keys, strict=True)
            if name in self.meanings.spoken and isinstance(key, str)
        }
        return replace(line, texts={**line.texts, **spoken}) if spoken else line

    # --- What is not read --------------------------------------------------------------------
    def _note_what_is_not_read(
        self, named: NamedSheet, table: TableMapping, lines: TextLines
    ) -> None:
        if lines.notes:
            self._report_left_out_rows(named, lines.notes)
        if lines.left_out:
            counts = sum(left.counts for left in lines.left_out)
            self._report(
                Check.AREAS,
                Severity.NOTE,
                f"{counts:,} {'counts are' if counts > 1 else 'count is'} left out by"
                f" {'their names' if counts > 1 else 'its name'}, as the mapping says.",
                named=named,
            )
        if lines.beyond:
            sentence = f"Row {lines.beyond} follows the table and holds numbers: it is not read."
            self._unread(sentence, named, row=lines.beyond)
        if lines.unread:
            called = columns_called(table, named.grid, lines.unread)
            self._unread(f"Not read, though there are numbers: {called}.", named)

    def _note_other_sheets(self, sheets: Sequence[NamedSheet], read: set[int]) -> None:
        for named in sheets:
            if id(named) not in read and named.rows:
                self._unread(f"The sheet “{named.name}” is not read.", named)

    def _note_other_tables(self, sheets: Sequence[NamedSheet], read: set[int]) -> None:
        """The tables beside those that are read, on the same sheets."""
        for table in self.mapping.aside:
            for named in sheets:
                if named.name == table.sheet and id(named) in read:
                    rows = f"Rows {table.first_row} to {table.last_row or named.rows}"
                    self._unread(f"{rows} hold another table, which is not read.", named)

    def _unread(self, sentence: str, named: NamedSheet, **more: Any) -> None:
        self.unread.append(sentence)
        self._report(Check.COUNTS, Severity.NOTE, sentence, named=named, **more)

    def _nothing_found(self) -> None:
        """Why there is nothing: all of it is left out, or there are no counts."""
        if any(each.check is Check.MONTHS for each in self.findings):
            return
        left = sorted(self.left_out, key=lambda each: -each.counts)
        if not left:
            message = "The mapping finds no counts in this file."
            if self.short:
                message = "No month of this file has all of its days, so nothing of it is counted."
            self._report(Check.COUNTS, Severity.ERROR, message)
            return
        names = ", ".join(dict.fromkeys(each.text for each in left[:ASKED_SINGLY]))
        self._report(
            Check.AREAS,
            Severity.ERROR,
            f"Nothing in this file is for {self.words.place.name}: its"
            f" {sum(each.counts for each in left):,} counts are for {names}"
            f"{' and others' if len(left) > ASKED_SINGLY else ''}.",
            todo="Check that this is the right file, and whose rows are to be read.",
        )

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
        given = over_hidden(self.standing, aside, self.places)
        for level in dict.fromkeys(_level(line) for line in lines):
            rows = [line for line in lines if _level(line) is level]
            # Where a file has figures of one level alone, its totals are of them.
            rows += given if len(rows) == len(lines) else []
            parts += self._counted(rows, level, supplied_by)
        whole = merged(parts)
        self.findings += coarse_levels(lines, self.dataset, self.source, self.fields)
        return whole

    def _counted(
        self, rows: Sequence[ReadLine], level: Level, supplied_by: str
    ) -> tuple[PartReading, ...]:
        layout = layout_of(
            self.dataset, self.source, fields=self.fields, level=level, absence=self._absence
        )
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
        signs = self.meanings.signs
        findings = [each for each in counted.findings if each.value not in signs or not each.value]
        self.findings += asked_together(each_row_once(findings))
        return counted.parts

    @property
    def _absence(self) -> Absence:
        is_list = all(table.is_list for table in self.mapping.tables)
        return Absence.ZERO if is_list else Absence.GAP

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
    def _note_in(self, named: NamedSheet, findings: Iterable[Finding]) -> None:
        table = named.table
        self.findings += [replace(each, file=table.file, sheet=table.sheet) for each in findings]

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
        for sign, times in () if self.asks else self.meanings.signs.items():
            line = next(read for read in self.standing if read.line.count == sign)
            self._report(
                Check.COUNTS,
                Severity.ERROR,
                f"“{sign}” stands where a count should be, {_times(times)}: it can mean none, or"
                " not supplied.",
                todo="Choose what it means under “Signs”.",
                named=line.named,
                row=line.line.row,
                column=line.line.heading,
                value=sign,
            )


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _level(read_line: ReadLine) -> Level:
    return read_line.area.level if read_line.area else Level.WARD
