"""What each cell of a table of counts means, and what is wrong with it; knows no database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from typing import Any

from partnership.kinds import Level
from returns.catalogue.declarations import Dataset, Fills, Layout, Source
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.reading.count_areas import Areas, UnknownArea
from returns.reading.count_sheets import Series, Sheet, column_name
from returns.reading.places import Places
from returns.reading.spellings import Whole, count_of, is_total, known_labels, label_of, period_of

# From this share of unknown wards on, the wards are of another set, and not misspelt.
SHARE_OF_ANOTHER_SET = 0.25
FEWEST_OF_ANOTHER_SET = 3
WARDS_NAMED = 4
ROWS_NAMED = 5


class Cells:
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
        self.areas = Areas(self.layout, places)

    # --- Cells -------------------------------------------------------------------------------
    def understand(self) -> None:
        self._set_larger_aside()
        rows = self.rows
        totals = self._totals()
        rows["is_total"] = totals
        rows["period"] = self._meant("month", lambda text: period_of(text, today=self.today))
        rows["where"] = self._areas_meant()
        rows["number"] = rows["count"].map(meanings(rows["count"], count_of))
        self._report("count", rows["number"], Check.COUNTS)
        self._report("month", rows["period"], Check.MONTHS)
        self._check_areas()
        for name in self.columns:
            rows[f"{name}_meant"] = self._meant(name, label_of(name, self.fed))
            self._report(name, rows[f"{name}_meant"], Check.CATEGORIES)
        self._negative()

    def _set_larger_aside(self) -> None:
        """Rows of an area that ours is a part of: they are nobody's here."""
        texts = self.rows["area"].where(self.rows["area"] != "", self.rows["area_name"])
        larger = texts.map({text: self.areas.is_larger(text) for text in texts.unique()})
        larger = larger.astype(bool)
        if larger.all():
            return
        for text, alike in self.rows[larger].groupby(texts[larger], sort=False):
            many = len(alike)
            self.findings.append(
                self.at(
                    alike.index[0],
                    "area" if self.rows.at[alike.index[0], "area"] else "area_name",
                    Check.AREAS,
                    f"“{text}” is an area larger than {self.places.our_title}: its"
                    f" {f'{many:,} rows are' if many > 1 else 'row is'} left out.",
                    todo="Say that it may be left out.",
                    severity=Severity.QUERY,
                )
            )
        self.rows = self.rows[~larger].reset_index(drop=True)

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
        meant = texts.map(meanings(texts, look_up)).astype(object)
        whole = self.rows["is_total"] & texts.map(
            {text: not text or is_total(text) for text in texts.unique()}
        ).astype(bool)
        meant[whole] = Whole.ALL
        return meant

    def _areas_meant(self) -> Series:
        from pandas import Series

        rows = self.rows
        districts = rows["district"] if "district" in rows else [""] * len(rows)
        named = list(zip(rows["area"], rows["area_name"], districts, strict=True))
        differing = dict.fromkeys(named)
        self.areas.look_over(differing)
        meanings = {each: self.areas.meant(*each) for each in differing}
        meant = Series([meanings[each] for each in named], dtype=object)
        for number in rows.index[rows["is_total"]]:
            code, name, _ = named[number]
            meant[number] = self.areas.meant_in_total(code, name)
        return meant

    # --- Findings ----------------------------------------------------------------------------
    def _report(self, name: str, meant: Series, check: Check) -> None:
        for number in meant.index[meant.map(lambda meaning: isinstance(meaning, Wrong))]:
            wrong = meant[number]
            self.findings.append(self.at(number, name, check, wrong.message, todo=wrong.todo))

    def at(
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
        fills = next((filled for filled in recognised.at if column_name(filled) == name), name)
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

    def _check_areas(self) -> None:
        meant = self.rows["where"]
        unknown = meant.map(lambda meaning: isinstance(meaning, UnknownArea))
        every = {(a, n) for a, n in zip(self.rows["area"], self.rows["area_name"], strict=True)}
        strange = {meaning.text for meaning in meant[unknown]}
        another_set = (
            len(strange) >= FEWEST_OF_ANOTHER_SET
            and len(strange) >= SHARE_OF_ANOTHER_SET * len(every)
            and self.layout.area_level is Level.WARD
        )
        if another_set:
            first = meant.index[unknown][0]
            self.findings.append(self._another_set(first, sorted(strange), len(every)))
        for number in meant.index[meant.map(lambda meaning: isinstance(meaning, Wrong))]:
            wrong = meant[number]
            if another_set and isinstance(wrong, UnknownArea):
                continue
            column = "area" if self.rows.at[number, "area"] else "area_name"
            if getattr(wrong, "in_name", False):
                column = "area_name"
            self.findings.append(
                self.at(number, column, Check.AREAS, wrong.message, todo=wrong.todo)
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
        return self.at(
            number,
            column,
            Check.AREAS,
            f"{len(strange)} of the {every} wards in this file are not among the"
            f" {self.areas.count} wards of {self.places.our_title} today: {named}"
            f"{' and others' if len(strange) > WARDS_NAMED else ''}.{was}",
            todo="Ask for the figures by today's wards: those of another set cannot be added to"
            " them. The template has the right ones.",
        )

    def _negative(self) -> None:
        """One question a sheet, however many counts it has below zero."""
        rows = self.rows
        below = rows[rows["number"].map(lambda count: isinstance(count, int) and count < 0)]
        for _, alike in below.groupby(["file", "sheet"], sort=False):
            first = alike.index[0]
            message = f"{rows.at[first, 'count']} is below zero."
            if len(alike) > 1:
                message = f"{len(alike):,} counts are below zero, in {_rows_named(alike['row'])}."
            self.findings.append(
                self.at(
                    first,
                    "count",
                    Check.NEGATIVE,
                    message,
                    todo="Say why, for example records that were transferred or cancelled.",
                    severity=Severity.QUERY,
                )
            )


def _rows_named(numbers: Iterable[int]) -> str:
    """ "rows 4, 9 and 12", or the first few of many."""
    every = [str(number) for number in numbers]
    if len(every) > ROWS_NAMED:
        return f"rows {', '.join(every[:ROWS_NAMED])} and {len(every) - ROWS_NAMED:,} others"
    return f"rows {', '.join(every[:-1])} and {every[-1]}"


def meanings(texts: Series, look_up: Callable[[str], Any]) -> dict[str, Any]:
    """What each different text means."""
    return {text: look_up(text) for text in texts.unique()}
