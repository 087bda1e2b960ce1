"""A spreadsheet read as an officer mapped it: the same counts and findings as by a layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath
from typing import Any, BinaryIO

from measures.counts import Count, Gap
from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.declarations import Absence, Column, Dataset, Fills, Layout, Rows, Source
from returns.catalogue.findings import Check, Finding, Report, Severity, Wrong
from returns.catalogue.headings import plain
from returns.catalogue.limits import LIMITS, Limits
from returns.catalogue.registry import Datasets, datasets
from returns.files.opening import open_tables
from returns.files.raw_tables import RawTable
from returns.mapping.checks import Counted, percentages, running, suspicions
from returns.mapping.sheets import (
    Gives,
    Grid,
    Line,
    Role,
    SheetMapping,
    TableMapping,
    fitted,
    grid_of,
    letter,
    lines_of,
    period_text,
)
from returns.models import MAPPED
from returns.reading.count_sheets import Sheet
from returns.reading.counts import read_counts
from returns.reading.listing import listed
from returns.reading.located import FINENESS, Located, locate
from returns.reading.personal import heading_of_people, looks_personal, personal_finding
from returns.reading.places import Places
from returns.reading.recognise import Recognised
from returns.reading.spellings import by_spelling, count_of, is_total, period_of
from returns.reading.tidy import PartReading
from returns.reading.upload import CHECKS_MADE, Reading

NO_FIGURE = "There is no figure for "
ASKED_SINGLY = 3


@dataclass(frozen=True)
class Unmatched:
    """A word of the file that no area, category or period is called, and what is near to it.

    `near` are codes or slugs, with what they are called.
    """

    role: Role
    text: str
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, eq=False)
class Mapped:
    """What a mapping makes of a file: the reading, and what a person has yet to decide."""

    reading: Reading
    parts: tuple[PartReading, ...] = ()
    lines: tuple[Line, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Named:
    """One sheet or file as text, and the name that it is known by in its workbook."""

    table: RawTable
    grid: Grid
    name: str


def open_named(file: BinaryIO, *, name: str, limits: Limits = LIMITS) -> tuple[Named, ...]:
    """The sheets of a file, hidden ones left out. Unreadable as `open_tables` has it."""
    opened = open_tables(file, name=name, limits=limits)
    return tuple(
        Named(table, grid_of(table), table.sheet or PurePath(table.file).stem)
        for table in opened.tables
        if not table.hidden
    )


def layout_of(dataset: Dataset, source: Source, *, fields: Iterable[str], level: Level) -> Layout:
    """The layout that a mapped table has, once it is rows of text."""
    titles = {dimension.field: dimension.title for dimension in dataset.dimensions}
    return Layout(
        slug=MAPPED,
        title="a spreadsheet, as it was mapped",
        columns=(
            Column("Period", Fills.MONTH),
            Column("Area", Fills.AREA),
            *(Column(titles[name], name) for name in fields),
            Column("Count", Fills.COUNT),
        ),
        rows=Rows.COUNT,
        absence=Absence.GAP,
        area_level=level,
    )


def read_mapped(
    sheets: Sequence[Named],
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
    if not any(finding.check is Check.NOT_PERSONAL for finding in reader.findings):
        reader.read(sheets)
    parts = reader.parts(supplied_by)
    report = Report(listed(_once(reader.findings)), CHECKS_MADE[Rows.COUNT])
    held = () if report.errors else parts
    reading = Reading(
        layout_of(dataset, reader.source, fields=reader.fields, level=Level.WARD),
        report,
        held,
        tuple(dict.fromkeys(named.table.file for named in sheets)),
    )
    unmatched, signs = tuple(reader.unmatched.values()), tuple(reader.signs)
    return Mapped(reading, held, tuple(reader.lines), unmatched, signs)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


@dataclass(frozen=True)
class _Standing:
    """A line with the table that it stands in and what it means, as far as it is understood."""

    named: Named
    line: Line
    month: str
    number: str
    period: Period | Wrong
    area: Located | None
    count: Count | Wrong
    keys: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether it says itself that it adds up others."""
        area = self.line.texts.get(Gives.AREA, "")
        return any(is_total(text) for text in (area, self.month, *self.keys))


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
    standing: list[_Standing] = field(default_factory=list)

    @property
    def fields(self) -> tuple[str, ...]:
        """The dimensions that some table of the mapping gives."""
        given = {role for table in self.mapping.tables for role in table.given}
        return tuple(one.field for one in self.dataset.dimensions if one.field in given)

    # --- Personal data -----------------------------------------------------------------------
    def look_for_people(self, named: Named) -> None:
        """In every column of every sheet: the file is kept whole."""
        first = min((table.first_row for table in self._tables_on(named)), default=None)
        keys = {at for table in self._tables_on(named) for at in table.columns}
        self.findings += people_in_sheet(named, first=first, known=keys, today=self.today)

    def _tables_on(self, named: Named) -> list[TableMapping]:
        return [table for table in self.mapping.tables if table.sheet == named.name]

    # --- Lines -------------------------------------------------------------------------------
    def read(self, sheets: Sequence[Named]) -> None:
        found = False
        for table in self.mapping.tables:
            for named, placed in self._where(table, sheets):
                found = True
                self._take(named, placed)
        if not found or not self.standing:
            self._tell(Check.COUNTS, Severity.ERROR, "The mapping finds no counts in this file.")

    def _where(
        self, table: TableMapping, sheets: Sequence[Named]
    ) -> Iterator[tuple[Named, TableMapping]]:
        for named in sheets:
            if named.name == table.sheet:
                yield named, table
            elif table.every_sheet and (fit := fitted(table, named.grid)) and fit.is_whole:
                yield named, fit.table

    def _take(self, named: Named, table: TableMapping) -> None:
        self.findings += named.table.findings
        held = lines_of(self.mapping, table, named.grid, sheet=named.name)
        said, columns = percentages(held.lines, file=named.table.file, sheet=named.table.sheet)
        self.findings += said
        if held.notes:
            self._tell_of_notes(named, held.notes)
        if held.left_out:
            self._tell(
                Check.AREAS,
                Severity.NOTE,
                f"{held.left_out:,} counts are left out by their names, as the mapping says.",
                named=named,
            )
        if held.beyond:
            self._tell(
                Check.COUNTS,
                Severity.NOTE,
                f"Row {held.beyond} follows the table and holds numbers: it is not read.",
                named=named,
                row=held.beyond,
            )
        if held.beside:
            called = _columns_called(table, named.grid, held.beside)
            self._tell(
                Check.COUNTS,
                Severity.NOTE,
                f"Not read, though there are numbers: {called}.",
                named=named,
            )
        lines = [line for line in held.lines if line.column not in columns]
        self.standing += [self._understood(named, line) for line in lines]

    def _understood(self, named: Named, line: Line) -> _Standing:
        month = period_text(line.texts, today=self.today)
        period = period_of(month, today=self.today)
        if isinstance(period, Wrong) and not is_total(month):
            self._unmatched_period(line)
        number = self._number(line.count)
        return _Standing(
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
            near = _near(text, {one.slug: one.label for one in self.source.categories[name]})
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
        self._tell_of_signs()
        aside = self._adding_up()
        self._compare(aside)
        kept = [one for number, one in enumerate(self.standing) if number not in aside]
        self._suspect(kept)
        self.lines = [replace(one.line, count=one.number) for one in kept if not one.is_total]
        parts: list[PartReading] = []
        for level in dict.fromkeys(_level(one) for one in kept):
            rows = [one for one in kept if _level(one) is level]
            parts += self._counted(rows, level, supplied_by)
        merged = _merged(parts)
        self._tell_what_is_coarse(kept)
        return merged

    def _counted(
        self, rows: Sequence[_Standing], level: Level, supplied_by: str
    ) -> tuple[PartReading, ...]:
        layout = layout_of(self.dataset, self.source, fields=self.fields, level=level)
        tables: dict[Named, list[_Standing]] = defaultdict(list)
        for one in rows:
            tables[one.named].append(one)
        sheets = [_sheet(layout, held, self.fields, self.places) for held in tables.values()]
        if not sheets:
            return ()
        counted = read_counts(
            sheets,
            fed=((self.dataset, self.source),),
            places=self.places,
            today=self.today,
            supplied_by=supplied_by,
        )
        told = [one for one in counted.findings if not one.value or one.value not in self.signs]
        self.findings += _together(_each_row_once(told))
        return counted.parts

    def _adding_up(self) -> set[int]:
        """The numbers of the lines that are coarser than others for the same months."""
        finest: dict[tuple[int, Month], int] = {}
        for one in self._sound():
            for month in one.period.each_month:
                key = (one.area.partnership, month)
                finest[key] = min(finest.get(key, 9), FINENESS[one.area.level])
        shortest: dict[tuple[int, Month], int] = {}
        for one in self._sound():
            for month in one.period.each_month:
                key = (one.area.partnership, month)
                if FINENESS[one.area.level] == finest[key]:
                    shortest[key] = min(shortest.get(key, 99), one.period.months)
        aside = set()
        for number, one in enumerate(self.standing):
            if one.area is None or isinstance(one.period, Wrong):
                continue
            keys = [(one.area.partnership, month) for month in one.period.each_month]
            if any(FINENESS[one.area.level] > finest.get(key, 9) for key in keys) or any(
                one.period.months > shortest.get(key, 99) for key in keys
            ):
                aside.add(number)
        return aside

    def _sound(self) -> Iterator[Any]:
        for one in self.standing:
            if one.area and isinstance(one.period, Period) and _is_said(one.count):
                yield one

    def _compare(self, aside: set[int]) -> None:
        """Say whether what is set aside agrees with what it adds up."""
        kept = [one for number, one in enumerate(self.standing) if number not in aside]
        agree, alone = 0, []
        for number in sorted(aside):
            total = self.standing[number]
            added = [one for one in kept if self._is_part(one, total)]
            counts = [one.count for one in added]
            if not isinstance(total.count, int) or any(not isinstance(one, int) for one in counts):
                continue
            adds_up = sum(one for one in counts if isinstance(one, int))
            if not added:
                alone.append(total)
            elif adds_up == total.count:
                agree += 1
            else:
                self._disagrees(total, adds_up)
        if aside:
            self._tell(
                Check.TOTALS,
                Severity.NOTE,
                f"{len(aside):,} figures add up others of this file and are set aside;"
                f" {agree:,} of them agree with what they add up.",
            )
        if alone:
            first = alone[0]
            self._tell(
                Check.TOTALS,
                Severity.QUERY,
                f"{len(alone):,} figures for larger areas or longer periods are set aside, because"
                " the file has finer ones for the same months, but none that they add up.",
                todo="Say why, or send them as a file of their own.",
                named=first.named,
                row=first.line.row,
            )

    def _disagrees(self, total: _Standing, adds_up: int) -> None:
        self._tell(
            Check.TOTALS,
            Severity.ERROR,
            f"The total is {total.count:,}, but the figures that it adds up come to {adds_up:,}.",
            todo="Correct the figures or the total, or say that it is not read.",
            named=total.named,
            row=total.line.row,
            column=total.line.heading,
            value=total.line.count,
        )

    def _is_part(self, one: Any, total: Any) -> bool:
        if one.area is None or isinstance(one.period, Wrong) or one.keys != total.keys:
            return False
        if one.area.partnership != total.area.partnership:
            return False
        inside = total.period.contains(one.period)
        if total.area.level is Level.LOCALITY and one.area.level is Level.WARD:
            place = self.places.place(total.area.partnership)
            return inside and place.locality_of.get(one.area.area) == total.area.area
        return inside and (total.area.level is Level.PARTNERSHIP or one.area == total.area)

    def _suspect(self, kept: Sequence[_Standing]) -> None:
        held = [
            (
                Counted(
                    line=one.line,
                    partnership=one.area.partnership if one.area else 0,
                    area=one.area or one.line.texts.get(Gives.AREA, ""),
                    period=one.period,
                    keys=one.keys,
                    count=one.count,
                ),
                one.named,
            )
            for one in kept
            if isinstance(one.period, Period) and not isinstance(one.count, Wrong)
            if not one.is_total
        ]
        for named in dict.fromkeys(one.named for one in kept):
            of_table = [one for one, from_ in held if from_ is named]
            for found in suspicions(of_table, called=lambda one: one.line.texts[Gives.AREA]):
                where = named.table
                self.findings.append(replace(found, file=where.file, sheet=where.sheet))
        self.findings += running([one for one, _ in held])

    # --- Telling -----------------------------------------------------------------------------
    def _tell(
        self,
        check: Check,
        severity: Severity,
        message: str,
        *,
        named: Named | None = None,
        **more: Any,
    ) -> None:
        found = Finding(check, severity, message, **more)
        if named is not None:
            found = replace(found, file=named.table.file, sheet=named.table.sheet)
        self.findings.append(found)

    def _tell_of_notes(self, named: Named, rows: Sequence[int]) -> None:
        many = len(rows) > 1
        self._tell(
            Check.COUNTS,
            Severity.NOTE,
            f"{len(rows):,} {'rows' if many else 'row'} without a count, from row {rows[0]} on,"
            f" {'were' if many else 'was'} taken for notes.",
            named=named,
            row=rows[0],
        )

    def _tell_of_signs(self) -> None:
        for sign in self.signs:
            held = [one for one in self.standing if one.line.count == sign]
            self._tell(
                Check.COUNTS,
                Severity.ERROR,
                f"“{sign}” stands where a count should be, {_times(len(held))}: it can mean none,"
                " or not supplied.",
                todo="Choose what it means under “Names and signs”.",
                named=held[0].named,
                row=held[0].line.row,
                column=held[0].line.heading,
                value=sign,
            )

    def _tell_what_is_coarse(self, kept: Sequence[_Standing]) -> None:
        """What pages will not be able to show."""
        held = [one for one in kept if one.area and isinstance(one.period, Period)]
        levels = {one.area.level for one in held if one.area}
        lengths = {one.period.months for one in held if isinstance(one.period, Period)}
        fine = FINENESS.get(Level(self.source.area_level), 3)
        if levels and min(FINENESS[level] for level in levels) > max(fine, 1):
            what = "localities" if Level.LOCALITY in levels else "the whole partnership"
            self._tell(
                Check.COMPLETE,
                Severity.NOTE,
                f"These figures are for {what} only, so pages can show nothing by ward for these"
                " months.",
            )
        if lengths - {1}:
            self._tell(
                Check.COMPLETE,
                Severity.NOTE,
                "Some figures are for a quarter or a year, so pages can show no single months"
                " of it.",
            )
        for dimension in self.dataset.dimensions:
            if dimension.field not in self.fields and held:
                self._tell(
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
    for one in findings:
        is_name = one.check in {Check.AREAS, Check.CATEGORIES, Check.MONTHS}
        key = (one.check, one.file, one.sheet, one.row, one.message)
        first.setdefault(key if is_name else (id(one),), one)
    return list(first.values())


def _together(findings: Sequence[Finding]) -> list[Finding]:
    """Many categories or areas without a figure as one question."""
    alike = [one for one in findings if one.message.startswith(NO_FIGURE)]
    if len(alike) <= ASKED_SINGLY:
        return list(findings)
    names = [one.message.removeprefix(NO_FIGURE).rstrip(".") for one in alike]
    message = f"{NO_FIGURE}{', '.join(names[:-1])} and {names[-1]}."
    return [*(one for one in findings if one not in alike), replace(alike[0], message=message)]


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _is_said(count: Count | Wrong) -> bool:
    return isinstance(count, int) or count is Gap.HIDDEN


def _level(one: _Standing) -> Level:
    return one.area.level if one.area else Level.WARD


def _sheet(
    layout: Layout, held: Sequence[_Standing], fields: Sequence[str], places: Places
) -> Sheet:
    """The lines of one table in the shape in which `returns.reading.counts` reads them."""
    from pandas import DataFrame

    table = held[0].named.table
    frame: DataFrame = DataFrame(
        {
            "file": [table.file] * len(held),
            "sheet": [table.sheet] * len(held),
            "row": [one.line.row for one in held],
            "month": [one.month for one in held],
            "area": [_area_text(one, places) for one in held],
            "area_name": [""] * len(held),
            "count": [one.number for one in held],
            "origin": [""] * len(held),
            "definition": [one.line.texts.get(Gives.DEFINITION, "") for one in held],
            "heading": [one.line.heading or letter(one.line.column) for one in held],
            **{name: [one.line.texts.get(name, "") for one in held] for name in fields},
        },
        dtype=object,
    )
    at = {column.fills: number for number, column in enumerate(layout.columns)}
    headings = tuple(column.heading for column in layout.columns)
    return Sheet(Recognised(layout, 0, at, headings), frame, ())


def _area_text(one: _Standing, places: Places) -> str:
    """The area as they wrote it; a locality by its code, which is written in one way only."""
    if one.area and one.area.level is Level.LOCALITY:
        return places.place(one.area.partnership).localities[one.area.area][0]
    return one.line.texts.get(Gives.AREA, "")


def _merged(parts: Iterable[PartReading]) -> tuple[PartReading, ...]:
    """One part for each partnership and origin, whatever the levels of its figures."""
    from pandas import concat

    merged: dict[tuple[int, str], PartReading] = {}
    for part in parts:
        key = (part.partnership_id, part.origin)
        held = merged.get(key)
        merged[key] = (
            part
            if held is None
            else replace(
                held,
                months=tuple(sorted({*held.months, *part.months})),
                rows=concat([held.rows, part.rows], ignore_index=True),
            )
        )
    return tuple(merged.values())


# --- Names -----------------------------------------------------------------------------------
def _near(text: str, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    from difflib import get_close_matches

    by_label = {label.casefold(): slug for slug, label in labels.items()}
    words = set(text.casefold().split()) - {"and", "of", "the", "&", "offences", "crime"}
    holding = [label for label in by_label if words and words & set(label.split())]
    close = get_close_matches(text.casefold(), by_label, n=3, cutoff=0.5)
    slugs = dict.fromkeys(by_label[label] for label in [*close, *holding][:3])
    return tuple((slug, labels[slug]) for slug in slugs)


# --- People ----------------------------------------------------------------------------------
def people_in_sheet(
    named: Named, *, first: int | None = None, known: Iterable[int] = (), today: date
) -> Iterator[Finding]:
    """Columns from row `first` on, below the headings unless told, that look like people's data."""
    first = first or _below_headings(named)
    width = max((len(row) for row in named.grid), default=0)
    above, below = named.grid[: first - 1], named.grid[first - 1 :]
    for at in range(width):
        values = [row[at] for row in below if at < len(row) and row[at]]
        heads = [row[at] for row in above if at < len(row) and row[at]]
        words = [value for value in values if not value.isdigit()]
        by_heading = next((what for head in heads if (what := heading_of_people(head))), None)
        heading = heads[-1] if heads else letter(at + 1)
        if by_heading and words and at + 1 not in set(known):
            yield personal_finding(named.table, by_heading, heading, "its heading says so")
        elif what := looks_personal(
            [value for value in set(values) if len(value) < 200],
            today=today,
            known=at + 1 in set(known),
        ):
            yield personal_finding(named.table, what, heading, "what stands in it looks so")


def _below_headings(named: Named) -> int:
    """The row after the first with more than one filled cell."""
    for number, row in enumerate(named.grid, start=1):
        if sum(map(bool, row)) > 1:
            return number + 1
    return 1
