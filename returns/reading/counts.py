"""Files in which a row is a count: each cell understood or told of; knows no database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from itertools import pairwise, product
from typing import Any, TypeAlias

from django.utils.text import slugify

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.declarations import NOT_STATED, Absence, Dataset, Fills, Layout, Source
from returns.catalogue.definitions import Agreed, OfSource, undefined
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.files.opening import RawTable
from returns.reading.personal import heading_of_people, looks_personal
from returns.reading.places import Place, Places
from returns.reading.recognise import Recognised
from returns.reading.spellings import (
    Whole,
    by_spelling,
    count_of,
    is_total,
    known_labels,
    label_of,
    period_of,
)
from returns.reading.tidy import PartReading, tidy

# Their columns hold meanings (periods, gaps, wholes), of which pandas' stubs know nothing.
DataFrame: TypeAlias = Any
Series: TypeAlias = Any

# From this share of unknown wards on, the wards are of another set, and not misspelt.
SHARE_OF_ANOTHER_SET = 0.25
FEWEST_OF_ANOTHER_SET = 3
WARDS_NAMED = 4
ROWS_NAMED = 5
# Beyond it the sender says why, as with the rows of a list of records.
SHARE_IN_NO_WARD = 0.01
PLACELESS = frozenset(
    {
        "notplaced",
        "notknown",
        "unknown",
        "noward",
        "unallocated",
        "notallocated",
        "unassigned",
        "notstated",
    }
)

TEXT = ("month", "area", "area_name", "count", "origin")


@dataclass(frozen=True)
class Sheet:
    """The filled rows of one table of counts, as text, with what was said of them on the way.

    `rows` has `file`, `sheet`, `row`, the columns of `TEXT` and one for each dimension; a column
    that the file lacks is blank.
    """

    recognised: Recognised
    rows: DataFrame
    findings: tuple[Finding, ...]


# --- One table -------------------------------------------------------------------------------
def take_sheet(table: RawTable, recognised: Recognised, *, places: Places, today: date) -> Sheet:
    """The rows of `table` as text, blank ones and footnotes left out, personal data looked for."""
    columns = range(len(recognised.headings))
    frame = table.frame(recognised.heading_row, columns).astype("str").fillna("")
    frame = frame.apply(lambda column: column.str.strip())
    frame = frame[(frame != "").any(axis=1)]
    findings = [*_personal(table, recognised, frame, places, today)]

    wanted = frame[list(recognised.at.values())]
    filled = (wanted != "").sum(axis=1)
    last = filled[filled > 1].index.max() if (filled > 1).any() else 0
    footnotes = filled.index[(filled.index > last) | (filled == 0)]
    if len(footnotes):
        findings.append(_footnotes(table, footnotes[0], len(footnotes)))
    wanted = wanted.drop(index=footnotes)

    texts = {_name(fills): wanted[at] for fills, at in recognised.at.items()}
    of_layout = (_name(column.fills) for column in recognised.layout.columns)
    blank = {name: "" for name in (*TEXT, *of_layout) if name not in texts}
    rows = wanted[[]].assign(file=table.file, sheet=table.sheet, row=wanted.index, **texts, **blank)
    return Sheet(recognised, rows.reset_index(drop=True), tuple(findings))


def people_in(
    table: RawTable, recognised: Recognised, *, places: Places, today: date
) -> list[Finding]:
    """The columns of a list of records that look like personal data."""
    columns = range(len(recognised.headings))
    frame = table.frame(recognised.heading_row, columns).astype("str").fillna("")
    frame = frame.apply(lambda column: column.str.strip())
    return [*_personal(table, recognised, frame, places, today)]


def _name(fills: Fills | str) -> str:
    return fills.name.lower() if isinstance(fills, Fills) else fills


def _rows_named(numbers: Iterable[int]) -> str:
    """ "rows 4, 9 and 12", or the first few of many."""
    every = [str(number) for number in numbers]
    if len(every) > ROWS_NAMED:
        return f"rows {', '.join(every[:ROWS_NAMED])} and {len(every) - ROWS_NAMED:,} others"
    return f"rows {', '.join(every[:-1])} and {every[-1]}"


def _footnotes(table: RawTable, row: int, many: int) -> Finding:
    return Finding(
        Check.COUNTS,
        Severity.NOTE,
        f"{many:,} {'rows' if many > 1 else 'row'} beside the table, from row {row} on, "
        f"{'were' if many > 1 else 'was'} taken for notes and left aside.",
        file=table.file,
        sheet=table.sheet,
        row=int(row),
    )


def _personal(
    table: RawTable, recognised: Recognised, frame: DataFrame, places: Places, today: date
) -> Iterator[Finding]:
    known = set(recognised.at.values())
    for position in frame.columns:
        heading = recognised.headings[position]
        values = [value for value in frame[position].unique() if value]
        by_heading = None if position in known else heading_of_people(heading)
        if by_heading and values and not _are_wards(values, places):
            yield personal_finding(table, by_heading, heading, "its heading says so")
        elif what := looks_personal(values, today=today, known=position in known):
            yield personal_finding(table, what, heading, "what stands in it looks so")


def _are_wards(values: Sequence[str], places: Places) -> bool:
    return all(any(p.names.match_ward(value) for p in places.hosted) for value in values)


def personal_finding(table: RawTable, what: str, heading: str, why: str) -> Finding:
    """The refusal of a column, which never repeats what stands in it."""
    return Finding(
        Check.NOT_PERSONAL,
        Severity.ERROR,
        f"The column “{heading}” holds {what} ({why}). The portal takes counts and must not"
        " hold personal data: the file was refused and is not stored.",
        todo="Delete the column, save the file under a new name, and upload that.",
        file=table.file,
        sheet=table.sheet,
        column=heading,
    )


# --- All tables of an upload -----------------------------------------------------------------
@dataclass(frozen=True)
class Counted:
    """What the tables of counts hold, and what there is to say of them."""

    parts: tuple[PartReading, ...]
    findings: tuple[Finding, ...]


def read_counts(
    sheets: Sequence[Sheet],
    *,
    fed: Sequence[tuple[Dataset, Source]],
    places: Places,
    today: date,
    supplied_by: str,
) -> Counted:
    """Understand every cell of the tables; all that is wrong is told at once."""
    reader = _Reader(sheets, fed, places, today)
    reader.understand()
    parts: list[PartReading] = []
    for dataset, source in fed:
        parts += reader.parts(dataset, source, supplied_by=supplied_by)
    return Counted(tuple(parts), tuple(reader.findings))


class _Reader:
    """The rows of all tables, and what their cells mean.

    `rows` gains `period`, `place` (a partnership's id), `area_id` and `number`: a meaning, a
    `Whole` in a totals row, or a `Wrong`.
    """

    def __init__(
        self,
        sheets: Sequence[Sheet],
        fed: Sequence[tuple[Dataset, Source]],
        places: Places,
        today: date,
    ) -> None:
        import pandas as pd

        self.layout: Layout = sheets[0].recognised.layout
        self.fed, self.places, self.today = fed, places, today
        self.rows = pd.concat([sheet.rows for sheet in sheets], ignore_index=True)
        self.headings = {
            (sheet.rows["file"].iloc[0], sheet.rows["sheet"].iloc[0]): sheet.recognised
            for sheet in sheets
            if len(sheet.rows)
        }
        self.findings: list[Finding] = []
        # Columns of categories; a dataset that the file feeds may have other dimensions.
        self.columns = tuple(
            column.fills for column in self.layout.columns if not isinstance(column.fills, Fills)
        )
        self.areas = _Areas(self.layout, places)

    # --- Cells -------------------------------------------------------------------------------
    def understand(self) -> None:
        rows = self.rows
        totals = self._totals()
        rows["is_total"] = totals
        rows["period"] = self._meant("month", lambda text: period_of(text, today=self.today))
        rows["where"] = self._areas_meant()
        rows["number"] = rows["count"].map(_each(rows["count"], count_of))
        self._tell("count", rows["number"], Check.COUNTS)
        self._tell("month", rows["period"], Check.MONTHS)
        self._tell_of_areas()
        for name in self.columns:
            rows[f"{name}_meant"] = self._meant(name, label_of(name, self.fed))
            self._tell(name, rows[f"{name}_meant"], Check.CATEGORIES)
        self._negative()

    def _totals(self) -> Series:
        """Rows that say in one of their key columns that they add up others."""
        found = None
        for name in ("month", "area", "area_name", *self.columns):
            texts = self.rows[name]
            known = known_labels(name, self.fed) if name in self.columns else set()
            says = texts.map({t: is_total(t) and plain(t) not in known for t in texts.unique()})
            if name in {"area", "area_name"}:
                says |= texts.map({text: self.areas.is_whole(text) for text in texts.unique()})
            found = says if found is None else found | says
        assert found is not None  # noqa: S101 - the tuple above is never empty
        return found.astype(bool)

    def _meant(self, name: str, look_up: Callable[[str], Any]) -> Series:
        """The meaning of each cell; in a totals row a blank or a "Total" is all of them."""
        texts = self.rows[name]
        meant = texts.map(_each(texts, look_up)).astype(object)
        whole = self.rows["is_total"] & texts.map(
            {text: not text or is_total(text) for text in texts.unique()}
        ).astype(bool)
        meant[whole] = Whole.ALL
        return meant

    def _areas_meant(self) -> Series:
        from pandas import Series

        pairs = list(zip(self.rows["area"], self.rows["area_name"], strict=True))
        meanings = {pair: self.areas.meant(*pair) for pair in dict.fromkeys(pairs)}
        meant = Series([meanings[pair] for pair in pairs], dtype=object)
        for number in self.rows.index[self.rows["is_total"]]:
            meant[number] = self.areas.meant_in_total(*pairs[number])
        return meant

    # --- Telling of cells --------------------------------------------------------------------
    def _tell(self, name: str, meant: Series, check: Check) -> None:
        for number in meant.index[meant.map(lambda one: isinstance(one, Wrong))]:
            wrong = meant[number]
            self.findings.append(self._at(number, name, check, wrong.message, todo=wrong.todo))

    def _at(
        self,
        number: Hashable,
        name: str,
        check: Check,
        message: str,
        *,
        todo: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        row = self.rows.loc[number]
        recognised = self.headings[row["file"], row["sheet"]]
        fills = next((one for one in recognised.at if _name(one) == name), name)
        return Finding(
            check,
            severity,
            message,
            todo=todo,
            file=row["file"],
            sheet=row["sheet"],
            row=int(row["row"]),
            # A mapped table tells its months or categories across: its lines know their column.
            column=row.get("heading") or recognised.heading(fills),
            value=row.get(name, ""),
        )

    def _tell_of_areas(self) -> None:
        meant = self.rows["where"]
        unknown = meant.map(lambda one: isinstance(one, _UnknownArea))
        every = {(a, n) for a, n in zip(self.rows["area"], self.rows["area_name"], strict=True)}
        strange = {one.text for one in meant[unknown]}
        another_set = (
            len(strange) >= FEWEST_OF_ANOTHER_SET
            and len(strange) >= SHARE_OF_ANOTHER_SET * len(every)
            and self.layout.area_level is Level.WARD
        )
        if another_set:
            first = meant.index[unknown][0]
            self.findings.append(self._another_set(first, sorted(strange), len(every)))
        for number in meant.index[meant.map(lambda one: isinstance(one, Wrong))]:
            wrong = meant[number]
            if another_set and isinstance(wrong, _UnknownArea):
                continue
            column = "area" if self.rows.at[number, "area"] else "area_name"
            if getattr(wrong, "in_name", False):
                column = "area_name"
            self.findings.append(
                self._at(number, column, Check.AREAS, wrong.message, todo=wrong.todo)
            )

    def _another_set(self, number: Hashable, strange: list[str], every: int) -> Finding:
        named = ", ".join(f"“{text}”" for text in strange[:WARDS_NAMED])
        former = [text for text in strange if self.areas.is_former(text)]
        was = (
            f" {len(former)} of them are wards of an earlier ward set."
            if former
            else " They may be of an earlier ward set, before the boundaries changed."
        )
        column = "area" if self.rows.at[number, "area"] else "area_name"
        return self._at(
            number,
            column,
            Check.AREAS,
            f"{len(strange)} of the {every} wards in this file are not among the"
            f" {self.areas.count} wards of {self.places.title} today: {named}"
            f"{' and others' if len(strange) > WARDS_NAMED else ''}.{was}",
            todo="Ask for the figures by today's wards: those of another set cannot be added to"
            " them. The template has the right ones.",
        )

    def _negative(self) -> None:
        """One question a sheet, however many counts it has below zero."""
        rows = self.rows
        below = rows[rows["number"].map(lambda one: isinstance(one, int) and one < 0)]
        for _, alike in below.groupby(["file", "sheet"], sort=False):
            first = alike.index[0]
            message = f"{rows.at[first, 'count']} is below zero."
            if len(alike) > 1:
                message = f"{len(alike):,} counts are below zero, in {_rows_named(alike['row'])}."
            self.findings.append(
                self._at(
                    first,
                    "count",
                    Check.NEGATIVE,
                    message,
                    todo="Say why, for example records that were transferred or cancelled.",
                    severity=Severity.QUERY,
                )
            )

    # --- Rows --------------------------------------------------------------------------------
    def parts(self, dataset: Dataset, source: Source, *, supplied_by: str) -> list[PartReading]:
        """The parts for one source, with its totals, duplicates and missing lines told of."""
        names = tuple(dimension.field for dimension in dataset.dimensions)
        rows = self._of_source(names, source)
        self._compare_totals(rows, names)
        plain_rows = rows[~rows["is_total"]]
        self._duplicates(plain_rows, names)
        plain_rows = plain_rows[~_key(plain_rows, names).duplicated()]
        self._in_no_ward(plain_rows, dataset)
        parts = []
        for place in self.places.hosted:
            of_place = plain_rows[plain_rows["partnership"] == place.partnership_id]
            origins = of_place["origin"].map(_each(of_place["origin"], slugify))
            default = supplied_by or _own_agency(place, source)
            origins = origins.where(origins != "", default)
            for origin in sorted(origins.unique()):
                part = self._part(of_place[origins == origin], place, dataset, source, origin)
                if part is not None:
                    parts.append(part)
        return parts

    def _of_source(self, names: Sequence[str], source: Source) -> DataFrame:
        """The rows of `source` that were understood, with its slugs."""
        rows = self.rows
        sound = ~rows["period"].map(lambda one: isinstance(one, Wrong))
        sound &= ~rows["where"].map(lambda one: isinstance(one, Wrong))
        sound &= ~rows["number"].map(lambda one: isinstance(one, Wrong))
        for name, labels in source.takes.items():
            sound &= rows[f"{name}_meant"].isin([plain(label) for label in labels])
        slugs: dict[str, Any] = {}
        for name in names:
            if name not in self.columns:
                slugs[name] = NOT_STATED.slug
                continue
            spelt = by_spelling(source.categories[name])
            meant = rows[f"{name}_meant"]
            slugs[name] = meant.map(lambda one, spelt=spelt: spelt.get(one, one))
            mine = meant.map(lambda one, spelt=spelt: one is Whole.ALL or one in spelt)
            sound &= mine & ~meant.map(lambda one: isinstance(one, Wrong))
        rows = rows.assign(**slugs)[sound]
        return rows.assign(
            partnership=rows["where"].map(lambda one: one.partnership),
            area_id=rows["where"].map(lambda one: one.area),
        )

    def _duplicates(self, rows: DataFrame, names: Sequence[str]) -> None:
        key = _key(rows, names)
        again = key[key.duplicated()]
        if again.empty:
            return
        first: dict[tuple, Any] = {}
        for number, values in zip(key.index, key.itertuples(index=False, name=None), strict=True):
            earlier = first.setdefault(values, number)
            if earlier != number:
                line = rows.loc[number]
                said = ", ".join(
                    text
                    for text in (
                        line["area_name"] or line["area"],
                        line["period"].label,
                        *(self.rows.at[number, name] for name in self.columns),
                    )
                )
                self.findings.append(
                    self._at(
                        number,
                        "count",
                        Check.ONCE,
                        f"{said} stands twice: in row {rows.at[earlier, 'row']} and in row"
                        f" {line['row']}.",
                        todo="Delete the row that is wrong.",
                    )
                )

    # --- Totals ------------------------------------------------------------------------------
    def _compare_totals(self, rows: DataFrame, names: Sequence[str]) -> None:
        totals = rows[rows["is_total"]]
        if totals.empty:
            return
        disagree = 0
        for number, total in totals.iterrows():
            added = rows[self._added_up(rows, total, names)]
            numbers = added["number"]
            if not isinstance(total["number"], int) or added.empty:
                continue
            if numbers.map(lambda one: isinstance(one, Gap)).any():
                continue
            if (adds_up := int(numbers.sum())) != total["number"]:
                disagree += 1
                self.findings.append(
                    self._at(
                        number,
                        "count",
                        Check.TOTALS,
                        f"The total is {total['number']:,}, but the rows that it adds up come to"
                        f" {adds_up:,}.",
                        todo="Correct the rows or the total, or delete the totals row.",
                    )
                )
        self.findings.append(_totals_aside(totals, disagree))

    def _added_up(self, rows: DataFrame, total: Series, names: Sequence[str]) -> Series:
        """Which rows of the same sheet a totals row is the sum of."""
        mask = ~rows["is_total"] & (rows["file"] == total["file"])
        mask &= rows["sheet"] == total["sheet"]
        if total["where"].partnership is not None:
            mask &= rows["partnership"] == total["where"].partnership
        if total["where"].area is not None:
            mask &= rows["area_id"] == total["where"].area
        for name in ("period", *names):
            if total[name] is not Whole.ALL:
                wanted = total[name]
                mask &= rows[name].map(lambda one, wanted=wanted: one == wanted)
        return mask

    # --- Parts -------------------------------------------------------------------------------
    def _in_no_ward(self, rows: DataFrame, dataset: Dataset) -> None:
        for place in self.places.hosted:
            of_place = rows[rows["partnership"] == place.partnership_id]
            numbers = of_place["number"].map(lambda one: one if isinstance(one, int) else 0)
            total = int(numbers.sum())
            nowhere = int(numbers[of_place["area_id"] == place.not_placed].sum())
            if total and nowhere > SHARE_IN_NO_WARD * total:
                self.findings.append(
                    Finding(
                        Check.PLACED,
                        Severity.QUERY,
                        f"{nowhere:,} of the {total:,} {dataset.unit}"
                        f" ({100 * nowhere / total:.1f}%) fall in no {self.areas.one} of"
                        f" {place.name}.",
                        todo="Say why so many cannot be placed.",
                    )
                )

    def _part(
        self, rows: DataFrame, place: Place, dataset: Dataset, source: Source, origin: str
    ) -> PartReading | None:
        said = rows[rows["number"].map(lambda one: one is not Gap.NOT_SUPPLIED)]
        if said.empty:
            return None
        silent = set(rows["period"]) - set(said["period"])
        if silent:
            self.findings.append(_left_blank(silent))
        rows = rows[~rows["period"].isin(silent)]
        periods = sorted(set(rows["period"]))
        names = tuple(dimension.field for dimension in dataset.dimensions)
        defined = place.defined(dataset, source)
        self._tell_of_undefined(rows, defined, names)
        definition = self._definition(rows, defined)
        if self.layout.absence is Absence.GAP:
            rows = self._completed(rows, place, defined, names, periods=periods)
        months = {month for period in periods for month in period.each_month}
        rows = rows.assign(
            area=rows["area_id"],
            start=rows["period"].map(lambda one: one.first_day),
            months=rows["period"].map(lambda one: one.months),
            count=rows["number"].map(lambda one: one if isinstance(one, int) else None),
            gap=rows["number"].map(lambda one: one.value if isinstance(one, Gap) else None),
        )
        return PartReading(
            partnership_id=place.partnership_id,
            partnership=place.slug,
            dataset=dataset.slug,
            source=source.slug,
            origin=origin,
            months=tuple(sorted(months)),
            rows=tidy(rows, dimensions=names),
            definition=definition,
        )

    def _tell_of_undefined(self, rows: DataFrame, defined: OfSource, names: Sequence[str]) -> None:
        """Categories that the partnership has not said the meaning of, once for each period."""
        for category in undefined(defined.source):
            for name in names:
                used = rows[rows[name] == category.slug]
                for number, period in used["period"].drop_duplicates().items():
                    if not defined.has(category.slug, period):
                        wrong = defined.refusal(category, period)
                        self.findings.append(
                            self._at(number, name, Check.CATEGORIES, wrong.message, todo=wrong.todo)
                        )

    def _definition(self, rows: DataFrame, defined: OfSource) -> int | None:
        """The one definition that all `rows` count under, where the source needs one."""
        if not defined.source.counts_under:
            return None
        texts = rows.get("definition", rows["count"].map(lambda _: "")).drop_duplicates()
        first: dict[Agreed, Hashable] = {}
        for number, text in texts.items():
            meant = defined.meant(text)
            if isinstance(meant, Wrong):
                self.findings.append(
                    self._at(number, "definition", Check.DEFINED, meant.message, todo=meant.todo)
                )
            else:
                first.setdefault(meant, number)
        if len(first) > 1:
            labels = " and ".join(f"“{one.label}”" for one in first)
            self.findings.append(
                self._at(
                    list(first.values())[1],
                    "definition",
                    Check.DEFINED,
                    f"This file counts under {len(first)} definitions: {labels}.",
                    todo="Send the counts under each definition in a file of its own.",
                )
            )
        return next((one.pk for one in first), None)

    def _completed(
        self,
        rows: DataFrame,
        place: Place,
        defined: OfSource,
        names: Sequence[str],
        *,
        periods: Sequence[Period],
    ) -> DataFrame:
        """`rows` with an explicit gap for each line that the file leaves out."""
        import pandas as pd

        source = defined.source
        named = self.layout.area_level in {Level.WARD, Level.LOCALITY}
        areas = place.areas(self.layout.area_level) if named else set(rows["area_id"])
        columns = ["period", "area_id", *names]
        there = set(rows[columns].itertuples(index=False, name=None))
        lines = _full(product(periods, areas), rows, source, names)
        missing = [
            (period, area, *slugs)
            for period, area, *slugs in lines
            if (period, area, *slugs) not in there
            and all(defined.has(slug, period) for slug in slugs)
        ]
        filled: DataFrame = pd.DataFrame(missing, columns=columns)
        filled["number"] = Gap.NOT_SUPPLIED
        whole = pd.concat([rows, filled.astype(object)], ignore_index=True) if missing else rows
        called = dict(self._called(place, source, names))
        self.findings += _missing(whole, called, periods)
        return whole

    def _called(
        self, place: Place, source: Source, names: Sequence[str]
    ) -> Iterator[tuple[str, Mapping[Any, str]]]:
        areas = place.areas(self.layout.area_level)
        yield (
            "area_id",
            {area: f"{self.areas.one} {name}" for area, (_, name) in areas.items()},
        )
        for name in names:
            yield name, {one.slug: f"“{one.label}”" for one in source.categories[name]}


def _key(rows: DataFrame, names: Sequence[str]) -> DataFrame:
    return rows[["period", "area_id", *names, "origin"]]


def _full(
    lines: Iterable[tuple], rows: DataFrame, source: Source, names: Sequence[str]
) -> list[tuple]:
    """`lines` of a period and an area, each with every category that a full return has.

    Of a dimension that may be left out, a line either says nothing or names each category: it
    does as the rows beside it do, and where there are none as the whole file does.
    """
    full = list(lines)
    for at, name in enumerate(names):
        stated = [one.slug for one in source.categories[name] if one != NOT_STATED]
        beside: dict[tuple, set[str]] = {}
        if source.may_leave_out(name):
            columns = [rows[column] for column in ("period", "area_id", *names[:at])]
            for *line, said in zip(*columns, rows[name], strict=True):
                beside.setdefault(tuple(line), set()).add(said)
        nothing = {NOT_STATED.slug}
        by_default = nothing if set(rows[name]) == nothing else set(stated)
        full = [
            (*line, slug)
            for line in full
            for slug in (nothing if beside.get(line, by_default) == nothing else stated)
        ]
    return full


def _each(texts: Series, look_up: Callable[[str], Any]) -> dict[str, Any]:
    """What each different text means."""
    return {text: look_up(text) for text in texts.unique()}


def _own_agency(place: Place, source: Source) -> str:
    return next(iter(sorted(place.agencies.get(source.supplied_by, ()))), source.supplied_by)


def _totals_aside(totals: DataFrame, disagree: int) -> Finding:
    one = len(totals) == 1
    agree = "do not agree" if disagree else "agree with the rows that they add up"
    if one:
        agree = "does not agree" if disagree else "agrees with the rows that it adds up"
    return Finding(
        Check.TOTALS,
        Severity.NOTE,
        f"{len(totals):,} totals {'row was' if one else 'rows were'} set aside;"
        f" {'it ' if one else (f'{disagree:,} of them ' if disagree else 'they ')}{agree}.",
        file=totals["file"].iloc[0],
        sheet=totals["sheet"].iloc[0],
        row=int(totals["row"].iloc[0]),
    )


def _left_blank(silent: set[Period]) -> Finding:
    labels = ", ".join(period.label for period in sorted(silent))
    return Finding(
        Check.COMPLETE,
        Severity.NOTE,
        f"Nothing is filled in for {labels}: the figures in use for it stay as they are.",
    )


def _missing(
    rows: DataFrame, called: Mapping[str, Mapping[Any, str]], periods: Sequence[Period]
) -> Iterator[Finding]:
    """An area, a category or a month without any figure is asked about, single lines are told."""
    gaps = rows["number"].map(lambda one: one is Gap.NOT_SUPPLIED)
    explained = gaps & False
    areas = set(rows["area_id"])
    for column, labels in called.items():
        filled = set(rows.loc[~gaps, column])
        for value, label in labels.items():
            lines = rows[column] == value
            # A category that may be left out can be wanted in a line or two: they are told.
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


# --- Areas -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Placed:
    """A partnership and an area of it; without an area all of it, without both all there is."""

    partnership: int | None = None
    area: int | None = None


@dataclass(frozen=True)
class _UnknownArea(Wrong):
    text: str = ""


@dataclass(frozen=True)
class _Disagree(Wrong):
    in_name: bool = True


class _Areas:
    """Which area a code and a name mean, over all hosted partnerships."""

    def __init__(self, layout: Layout, places: Places) -> None:
        self.places = places
        self.level = layout.area_level
        self.by_lsoa = layout.area_level is Level.LSOA
        self.one, self.several = ("ward", "wards")
        if layout.area_level is Level.LOCALITY:
            self.one, self.several = ("locality", "localities")
        if layout.area_level is Level.PARTNERSHIP:
            self.one, self.several = ("partnership", "partnerships")
        self.localities = {
            place.partnership_id: _localities_by_spelling(place) for place in places.hosted
        }
        self.wholes = {
            plain(called): place.partnership_id
            for place in places.hosted
            for called in place.called
        }

    @property
    def count(self) -> int:
        return sum(len(place.areas(self.level)) for place in self.places.hosted)

    def is_whole(self, text: str) -> bool:
        """Whether it is the name of a partnership, and not of a ward of the same name."""
        return plain(text) in self.wholes and not self._found(text)

    def is_former(self, text: str) -> bool:
        return any(place.names.former_ward(text) for place in self.places.hosted)

    def meant(self, code: str, name: str) -> _Placed | Wrong:
        text = code or name
        if not text:
            return Wrong("The area is missing.", f"Give the {self.one}'s code or its name.")
        found = self._found(text)
        if not found:
            return self._unknown(text, name)
        if len(found) > 1:
            return Wrong(
                f"“{text}” is a {self.one} of {len(found)} partnerships.", "Give its code."
            )
        if code and name and not self.by_lsoa:
            return self._agreed(found[0], code, name)
        return found[0]

    def meant_in_total(self, code: str, name: str) -> _Placed | Wrong:
        """In a totals row: a ward, a partnership, or all that the sheet has."""
        for text in (code, name):
            if self.is_whole(text):
                return _Placed(self.wholes[plain(text)])
        if all(not text or is_total(text) for text in (code, name)):
            return _Placed()
        said = [text for text in (code, name) if text and not is_total(text)]
        return self.meant(said[0], "")

    def _found(self, text: str) -> list[_Placed]:
        if self.by_lsoa:
            placed = self.places.lsoas.get(text.upper())
            return [_Placed(*placed)] if placed else []
        found = []
        for place in self.places.hosted:
            if (area := self._named(text, place)) is not None:
                found.append(_Placed(place.partnership_id, area))
            elif place.not_placed is not None and self._is_placeless(text, place):
                found.append(_Placed(place.partnership_id, place.not_placed))
        return found

    def _named(self, text: str, place: Place) -> int | None:
        """The id of the ward or locality of `place` that is called so, or of all of it."""
        if self.level is Level.PARTNERSHIP:
            return place.whole if self.wholes.get(plain(text)) == place.partnership_id else None
        if self.level is Level.LOCALITY:
            return self.localities[place.partnership_id].get(plain(text))
        ward = place.names.match_ward(text)
        return ward.pk if ward else None

    def _is_placeless(self, text: str, place: Place) -> bool:
        """ "Not placed" is one partnership's when it is the only one, or when it is named."""
        called = plain(text)
        if len(self.places.hosted) == 1:
            return called in PLACELESS
        return any(
            called in {word + plain(place.name), plain(place.name) + word} for word in PLACELESS
        )

    def _agreed(self, found: _Placed, code: str, name: str) -> _Placed | Wrong:
        if found in self._found(name):
            return found
        place = self.places.place(found.partnership or 0)
        called = place.areas(self.level).get(found.area or 0, ("", code))[1]
        return _Disagree(
            f"{code} is {called}, but the row says “{name}”.",
            f"Correct the code or the name: it is not clear which {self.one} is meant.",
        )

    def _unknown(self, text: str, name: str) -> _UnknownArea:
        if self.by_lsoa:
            return _UnknownArea(
                f"“{text}” is not an LSOA of {self.places.title}.", "Check the code.", text
            )
        near = [each for place in self.places.hosted for each in self._near(text, name, place)]
        said = f"“{text}” is not one of our {self.count} {self.several}."
        if self.level is Level.WARD and self.is_former(text):
            said = f"“{text}” is a ward of an earlier ward set, not one of today's."
        if near:
            said += f" Did you mean “{near[0]}”?"
        return _UnknownArea(said, f"Use the {self.one}'s code or name as in the template.", text)

    def _near(self, text: str, name: str, place: Place) -> list[str]:
        if self.level is Level.LOCALITY:
            names = {one.casefold(): one for _, one in place.localities.values()}
            return [names[near] for near in get_close_matches(text.casefold(), names, n=1)]
        wards = place.names.suggest(name or text) or place.names.suggest(text)
        return [ward.name for ward in wards]


def _localities_by_spelling(place: Place) -> dict[str, int]:
    """ "North", "North Middlesbrough", "Middlesbrough North" and the code, plain, to the id."""
    return {
        plain(spelling): area
        for area, (code, name) in place.localities.items()
        for spelling in (code, name, f"{name} {place.name}", f"{place.name} {name}")
    }
