"""Files in which a row is a count: each cell understood or told of; knows no database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, product
from typing import Any, TypeAlias

from django.utils.text import slugify

from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Level
from returns.declarations import Absence, Dataset, Fills, Layout, Source
from returns.files import RawTable
from returns.findings import Check, Finding, Severity
from returns.personal import heading_of_people, looks_personal
from returns.places import Place, Places
from returns.recognise import Recognised, plain
from returns.spellings import (
    Whole,
    Wrong,
    by_spelling,
    count_of,
    is_total,
    period_of,
    unknown_category,
)
from returns.tidy import PartReading, tidy

# Their columns hold meanings (periods, gaps, wholes), of which pandas' stubs know nothing.
DataFrame: TypeAlias = Any
Series: TypeAlias = Any

# From this share of unknown wards on, the wards are of another set, and not misspelt.
SHARE_OF_ANOTHER_SET = 0.25
FEWEST_OF_ANOTHER_SET = 3
WARDS_NAMED = 4
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
    blank = {name: "" for name in TEXT if name not in texts}
    rows = wanted[[]].assign(file=table.file, sheet=table.sheet, row=wanted.index, **texts, **blank)
    return Sheet(recognised, rows.reset_index(drop=True), tuple(findings))


def _name(fills: Fills | str) -> str:
    return fills.name.lower() if isinstance(fills, Fills) else fills


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
        self.dimensions = tuple(
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
        for name in self.dimensions:
            rows[f"{name}_meant"] = self._meant(name, self._label(name))
            self._tell(name, rows[f"{name}_meant"], Check.CATEGORIES)
        self._negative()

    def _totals(self) -> Series:
        """Rows that say in one of their key columns that they add up others."""
        found = None
        for name in ("month", "area", "area_name", *self.dimensions):
            texts = self.rows[name]
            known = self._known_labels(name)
            says = texts.map({t: is_total(t) and plain(t) not in known for t in texts.unique()})
            if name in {"area", "area_name"}:
                says |= texts.map({text: self.areas.is_whole(text) for text in texts.unique()})
            found = says if found is None else found | says
        assert found is not None  # noqa: S101 - the tuple above is never empty
        return found.astype(bool)

    def _known_labels(self, name: str) -> set[str]:
        if name not in self.dimensions:
            return set()
        return {
            label
            for _, source in self.fed
            for label in (
                *by_spelling(source.categories[name]),
                *map(plain, source.left_for_others),
            )
        }

    def _meant(self, name: str, look_up: Callable[[str], Any]) -> Series:
        """The meaning of each cell; in a totals row a blank or a "Total" is all of them."""
        texts = self.rows[name]
        meant = texts.map(_each(texts, look_up)).astype(object)
        whole = self.rows["is_total"] & texts.map(
            {text: not text or is_total(text) for text in texts.unique()}
        ).astype(bool)
        meant[whole] = Whole.ALL
        return meant

    def _label(self, name: str) -> Callable[[str], str | Wrong]:
        known = self._known_labels(name)
        dataset, source = self.fed[0]
        called = next(one.title for one in dataset.dimensions if one.field == name)

        def look_up(text: str) -> str | Wrong:
            if plain(text) in known:
                return plain(text)
            return unknown_category(text, source.categories[name], called=called)

        return look_up

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
            column=recognised.heading(fills),
            value=row[name],
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
            f" {self.areas.ward_count} wards of {self.places.title} today: {named}"
            f"{' and others' if len(strange) > WARDS_NAMED else ''}.{was}",
            todo="Ask for the figures by today's wards: those of another set cannot be added to"
            " them. The template has the right ones.",
        )

    def _negative(self) -> None:
        rows = self.rows
        for number in rows.index[rows["number"].map(lambda one: isinstance(one, int) and one < 0)]:
            self.findings.append(
                self._at(
                    number,
                    "count",
                    Check.NEGATIVE,
                    f"{rows.at[number, 'count']} is below zero.",
                    todo="Say why, for example records that were transferred or cancelled.",
                    severity=Severity.QUERY,
                )
            )

    # --- Rows --------------------------------------------------------------------------------
    def parts(self, dataset: Dataset, source: Source, *, supplied_by: str) -> list[PartReading]:
        """The parts for one source, with its totals, duplicates and missing lines told of."""
        rows = self._of_source(source)
        self._compare_totals(rows)
        plain_rows = rows[~rows["is_total"]]
        self._duplicates(plain_rows)
        plain_rows = plain_rows[~self._key(plain_rows).duplicated()]
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

    def _of_source(self, source: Source) -> DataFrame:
        """The rows that were understood, with the source's slugs, and the rest told of."""
        rows = self.rows
        sound = ~rows["period"].map(lambda one: isinstance(one, Wrong))
        sound &= ~rows["where"].map(lambda one: isinstance(one, Wrong))
        sound &= ~rows["number"].map(lambda one: isinstance(one, Wrong))
        slugs = {}
        for name in self.dimensions:
            spelt = by_spelling(source.categories[name])
            meant = rows[f"{name}_meant"]
            slugs[name] = meant.map(lambda one, spelt=spelt: spelt.get(one, one))
            mine = meant.map(lambda one, spelt=spelt: one is Whole.ALL or one in spelt)
            sound &= mine & ~meant.map(lambda one: isinstance(one, Wrong))
        rows = rows[sound].assign(**{name: slug[sound] for name, slug in slugs.items()})
        return rows.assign(
            partnership=rows["where"].map(lambda one: one.partnership),
            area_id=rows["where"].map(lambda one: one.area),
        )

    def _key(self, rows: DataFrame) -> DataFrame:
        return rows[["period", "area_id", *self.dimensions, "origin"]]

    def _duplicates(self, rows: DataFrame) -> None:
        key = self._key(rows)
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
                        *(self.rows.at[number, name] for name in self.dimensions),
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
    def _compare_totals(self, rows: DataFrame) -> None:
        totals = rows[rows["is_total"]]
        if totals.empty:
            return
        disagree = 0
        for number, total in totals.iterrows():
            added = rows[self._added_up(rows, total)]
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

    def _added_up(self, rows: DataFrame, total: Series) -> Series:
        """Which rows of the same sheet a totals row is the sum of."""
        mask = ~rows["is_total"] & (rows["file"] == total["file"])
        mask &= rows["sheet"] == total["sheet"]
        if total["where"].partnership is not None:
            mask &= rows["partnership"] == total["where"].partnership
        if total["where"].area is not None:
            mask &= rows["area_id"] == total["where"].area
        for name in ("period", *self.dimensions):
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
                        f" ({100 * nowhere / total:.1f}%) fall in no ward of {place.name}.",
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
        if self.layout.absence is Absence.GAP:
            rows = self._completed(rows, place, source, periods)
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
            rows=tidy(rows, dimensions=self.dimensions),
        )

    def _completed(
        self, rows: DataFrame, place: Place, source: Source, periods: Sequence[Period]
    ) -> DataFrame:
        """`rows` with an explicit gap for each line that the file leaves out."""
        import pandas as pd

        lists = [[one.slug for one in source.categories[name]] for name in self.dimensions]
        areas = place.wards if self.layout.area_level is Level.WARD else set(rows["area_id"])
        names = ["period", "area_id", *self.dimensions]
        there = set(rows[names].itertuples(index=False, name=None))
        missing = [key for key in product(periods, areas, *lists) if key not in there]
        filled: DataFrame = pd.DataFrame(missing, columns=names)
        filled["number"] = Gap.NOT_SUPPLIED
        whole = pd.concat([rows, filled.astype(object)], ignore_index=True) if missing else rows
        self.findings += _missing(whole, place, source, self.dimensions, periods)
        return whole


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
    rows: DataFrame,
    place: Place,
    source: Source,
    dimensions: Sequence[str],
    periods: Sequence[Period],
) -> Iterator[Finding]:
    """A ward, a category or a month without any figure is asked about, single lines are told."""
    gaps = rows["number"].map(lambda one: one is Gap.NOT_SUPPLIED)
    explained = gaps & False
    for column, called in _names_of(place, source, dimensions):
        filled = set(rows.loc[~gaps, column])
        for value, label in called.items():
            if value not in filled:
                explained |= rows[column] == value
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


def _names_of(
    place: Place, source: Source, dimensions: Sequence[str]
) -> Iterator[tuple[str, Mapping[Any, str]]]:
    yield "area_id", {area: f"ward {name}" for area, (_, name) in place.wards.items()}
    for name in dimensions:
        yield name, {one.slug: f"“{one.label}”" for one in source.categories[name]}


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
        self.by_lsoa = layout.area_level is Level.LSOA
        self.wholes = {
            plain(called): place.partnership_id
            for place in places.hosted
            for called in place.called
        }

    @property
    def ward_count(self) -> int:
        return sum(len(place.wards) for place in self.places.hosted)

    def is_whole(self, text: str) -> bool:
        """Whether it is the name of a partnership, and not of a ward of the same name."""
        return plain(text) in self.wholes and not self._found(text)

    def is_former(self, text: str) -> bool:
        return any(place.names.former_ward(text) for place in self.places.hosted)

    def meant(self, code: str, name: str) -> _Placed | Wrong:
        text = code or name
        if not text:
            return Wrong("The area is missing.", "Give the ward's code or its name.")
        found = self._found(text)
        if not found:
            return self._unknown(text, name)
        if len(found) > 1:
            return Wrong(f"“{text}” is a ward of {len(found)} partnerships.", "Give its code.")
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
            if ward := place.names.match_ward(text):
                found.append(_Placed(place.partnership_id, ward.pk))
            elif place.not_placed is not None and self._is_placeless(text, place):
                found.append(_Placed(place.partnership_id, place.not_placed))
        return found

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
        called = place.wards.get(found.area or 0, ("", code))[1]
        return _Disagree(
            f"{code} is {called}, but the row says “{name}”.",
            "Correct the code or the name: it is not clear which ward is meant.",
        )

    def _unknown(self, text: str, name: str) -> _UnknownArea:
        if self.by_lsoa:
            return _UnknownArea(
                f"“{text}” is not an LSOA of {self.places.title}.", "Check the code.", text
            )
        near = [
            ward.name
            for place in self.places.hosted
            for ward in (place.names.suggest(name or text) or place.names.suggest(text))
        ]
        said = f"“{text}” is not one of our {self.ward_count} wards."
        if self.is_former(text):
            said = f"“{text}” is a ward of an earlier ward set, not one of today's."
        if near:
            said += f" Did you mean “{near[0]}”?"
        return _UnknownArea(said, "Use the ward's code or name as in the template.", text)
