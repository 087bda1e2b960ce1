"""Files in which a row is a count: each cell understood or reported; knows no database."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from django.utils.text import slugify

from measures.counts import Gap
from measures.periods import Period
from partnership.kinds import Level
from returns.catalogue.declarations import NOT_STATED, Absence, Dataset, Source
from returns.catalogue.definitions import Agreed, OfSource, undefined
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.reading.completeness import (
    full_lines,
    hidden_totals,
    left_blank,
    missing_findings,
)
from returns.reading.count_cells import Cells, meanings
from returns.reading.count_sheets import DataFrame, Sheet
from returns.reading.places import SHARE_IN_NO_WARD, Place, Places
from returns.reading.spellings import Whole, by_spelling
from returns.reading.tidy import PartReading, tidy
from returns.reading.totals_rows import Given, TotalsRows, given_totals


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
    """Understand every cell of the tables; all that is wrong is reported at once."""
    cells = Cells(sheets, fed, places, today)
    cells.understand()
    reader = _Reader(cells)
    parts: list[PartReading] = []
    for dataset, source in fed:
        parts += reader.parts(dataset, source, supplied_by=supplied_by)
    return Counted(tuple(parts), tuple(reader.findings))


class _Reader:
    """Turns understood cells into parts; what is wrong with whole rows joins their findings."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.findings = cells, cells.findings
        self.layout, self.places = cells.layout, cells.places

    # --- Rows --------------------------------------------------------------------------------
    def parts(self, dataset: Dataset, source: Source, *, supplied_by: str) -> list[PartReading]:
        """The parts for one source, with its totals, duplicates and missing lines reported."""
        names = tuple(dimension.field for dimension in dataset.dimensions)
        rows = self._of_source(names, source)
        totals = TotalsRows(self.cells, names)
        self.findings += totals.compare(rows)
        plain_rows = rows[~rows["is_total"]]
        self._duplicates(plain_rows, names)
        plain_rows = plain_rows[~_key(plain_rows, names).duplicated()]
        parts = []
        for place in self._speaking_of(plain_rows):
            of_place = plain_rows[plain_rows["partnership"] == place.partnership_id]
            origins = of_place["origin"].map(meanings(of_place["origin"], slugify))
            default = supplied_by or _own_agency(place, source)
            origins = origins.where(origins != "", default)
            # Of a file of several, nobody knows what all of it adds up.
            is_one = origins.nunique() == len(self.cells.fed) == len(set(plain_rows["partnership"]))
            given = rows[rows["is_total"]] if is_one else rows.iloc[:0]
            before = len(self.findings)
            read = [
                self._part(
                    of_place[origins == origin], place, dataset, source, origin=origin, totals=given
                )
                for origin in sorted(origins.unique())
            ]
            found = (
                *self._in_no_ward(of_place, place, dataset),
                *hidden_totals(of_place, place, read[0][1] if read and is_one else Given()),
            )
            if self.places.ours in {None, place.partnership_id}:
                self.findings[before:before] = found
                found = ()
            for part, _ in read:
                if part is not None:
                    parts.append(replace(part, found=found))
                    found = ()
        return parts

    def _speaking_of(self, rows: DataFrame) -> list[Place]:
        """The partnerships that some row is of."""
        there = set(rows["partnership"])
        return [place for place in self.places.hosted if place.partnership_id in there]

    def _of_source(self, names: Sequence[str], source: Source) -> DataFrame:
        """The rows of `source` that were understood, with its slugs."""
        rows = self.cells.rows
        sound = ~rows["period"].map(lambda meaning: isinstance(meaning, Wrong))
        sound &= ~rows["where"].map(lambda meaning: isinstance(meaning, Wrong))
        sound &= ~rows["number"].map(lambda meaning: isinstance(meaning, Wrong))
        for name, labels in source.takes.items():
            sound &= rows[f"{name}_meant"].isin([plain(label) for label in labels])
        slugs: dict[str, Any] = {}
        for name in names:
            if name not in self.cells.columns:
                slugs[name] = NOT_STATED.slug
                continue
            spelt = by_spelling(source.categories[name])
            meant = rows[f"{name}_meant"]
            slugs[name] = meant.map(lambda meaning, spelt=spelt: spelt.get(meaning, meaning))
            mine = meant.map(lambda meaning, spelt=spelt: meaning is Whole.ALL or meaning in spelt)
            sound &= mine & ~meant.map(lambda meaning: isinstance(meaning, Wrong))
        rows = rows.assign(**slugs)[sound]
        return rows.assign(
            partnership=rows["where"].map(lambda meaning: meaning.partnership),
            area_id=rows["where"].map(lambda meaning: meaning.area),
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
                called = ", ".join(
                    text
                    for text in (
                        line["area_name"] or line["area"],
                        line["period"].label,
                        *(self.cells.rows.at[number, name] for name in self.cells.columns),
                    )
                )
                self.findings.append(
                    self.cells.at(
                        number,
                        "count",
                        Check.ONCE,
                        f"{called} stands twice: in row {rows.at[earlier, 'row']} and in row"
                        f" {line['row']}.",
                        todo="Delete the row that is wrong.",
                    )
                )

    # --- Parts -------------------------------------------------------------------------------
    def _in_no_ward(self, rows: DataFrame, place: Place, dataset: Dataset) -> Iterator[Finding]:
        numbers = rows["number"].map(lambda count: count if isinstance(count, int) else 0)
        total = int(numbers.sum())
        nowhere = int(numbers[rows["area_id"] == place.not_placed].sum())
        if total > 0 and nowhere > SHARE_IN_NO_WARD * total:
            yield Finding(
                Check.PLACED,
                Severity.QUERY,
                f"{nowhere:,} of the {total:,} {dataset.unit} ({100 * nowhere / total:.1f}%) fall"
                f" in no {self.cells.areas.singular} of {place.name}.",
                todo="Say why so many cannot be placed.",
            )

    def _part(
        self,
        rows: DataFrame,
        place: Place,
        dataset: Dataset,
        source: Source,
        *,
        origin: str,
        totals: DataFrame,
    ) -> tuple[PartReading | None, Given]:
        filled = rows[rows["number"].map(lambda value: value is not Gap.NOT_SUPPLIED)]
        if filled.empty:
            return None, Given()
        silent = set(rows["period"]) - set(filled["period"])
        if silent:
            self.findings.append(left_blank(silent))
        rows = rows[~rows["period"].isin(silent)]
        called = next((text for text in rows["origin"] if text), "")
        periods = sorted(set(rows["period"]))
        names = tuple(dimension.field for dimension in dataset.dimensions)
        defined = place.defined(dataset, source)
        self._check_defined(rows, defined, names)
        definition = self._definition(rows, defined)
        if self.layout.absence is Absence.GAP:
            rows = self._completed(rows, place, defined, names, periods=periods)
        months = {month for period in periods for month in period.each_month}
        given = given_totals(rows, totals, place, names)
        rows = rows.assign(
            area=rows["area_id"],
            start=rows["period"].map(lambda value: value.first_day),
            months=rows["period"].map(lambda value: value.months),
            count=rows["number"].map(lambda value: value if isinstance(value, int) else None),
            gap=rows["number"].map(lambda value: value.value if isinstance(value, Gap) else None),
        )
        part = PartReading(
            partnership_id=place.partnership_id,
            partnership=place.slug,
            dataset=dataset.slug,
            source=source.slug,
            origin=origin,
            months=tuple(sorted(months)),
            rows=tidy(rows, dimensions=names),
            definition=definition,
            origin_name=called,
            given=given.totals,
        )
        return part, given

    def _check_defined(self, rows: DataFrame, defined: OfSource, names: Sequence[str]) -> None:
        """Categories that the partnership has not defined, once for each period."""
        for category in undefined(defined.source):
            for name in names:
                used = rows[rows[name] == category.slug]
                for number, period in used["period"].drop_duplicates().items():
                    if not defined.has(category.slug, period):
                        wrong = defined.refusal(category, period)
                        self.findings.append(
                            self.cells.at(
                                number, name, Check.CATEGORIES, wrong.message, todo=wrong.todo
                            )
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
                    self.cells.at(
                        number, "definition", Check.DEFINED, meant.message, todo=meant.todo
                    )
                )
            else:
                first.setdefault(meant, number)
        if len(first) > 1:
            labels = " and ".join(f"“{version.label}”" for version in first)
            self.findings.append(
                self.cells.at(
                    list(first.values())[1],
                    "definition",
                    Check.DEFINED,
                    f"This file counts under {len(first)} definitions: {labels}.",
                    todo="Send the counts under each definition in a file of its own.",
                )
            )
        return next((version.pk for version in first), None)

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
        lines = full_lines(product(periods, areas), rows, source, names)
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
        self.findings += missing_findings(whole, called, periods)
        return whole

    def _called(
        self, place: Place, source: Source, names: Sequence[str]
    ) -> Iterator[tuple[str, Mapping[Any, str]]]:
        areas = place.areas(self.layout.area_level)
        yield (
            "area_id",
            {area: f"{self.cells.areas.singular} {name}" for area, (_, name) in areas.items()},
        )
        for name in names:
            yield (
                name,
                {category.slug: f"“{category.label}”" for category in source.categories[name]},
            )


def _key(rows: DataFrame, names: Sequence[str]) -> DataFrame:
    return rows[["period", "area_id", *names, "origin"]]


def _own_agency(place: Place, source: Source) -> str:
    return next(iter(sorted(place.agencies.get(source.supplied_by, ()))), source.supplied_by)
