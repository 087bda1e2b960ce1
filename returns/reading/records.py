"""Files in which a row is one record: counted by month, area and category; knows no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from measures.counts import Gap
from measures.periods import Month, Period, PeriodKind
from returns.catalogue.declarations import NOT_STATED, Dataset, Fills, Source
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.catalogue.supply import Placing
from returns.files.raw_tables import RawTable
from returns.reading.coded_columns import CodedColumn, row_keys
from returns.reading.places import Place, Places, is_placeless
from returns.reading.recognise import Recognised
from returns.reading.record_places import Where
from returns.reading.spellings import (
    WRITE_COUNTS,
    WRITE_MONTHS,
    by_spelling,
    count_of,
    label_of,
    period_of,
)
from returns.reading.tidy import PartReading, tidy

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame

Fed = Sequence[tuple[Dataset, Source]]


@dataclass(frozen=True)
class Records:
    """One origin's records of a file, counted: by partnership, area, month and categories.

    `is_ours` says whether any row lies in a hosted partnership, be it right in all else or not.
    Rows that do not are only counted: `outside` by district, `nowhere` those without a place.
    `placed` has month, categories, `rows` and `without` a place, of all
    rows of the file. `origin_name` is the origin as the file wrote it.
    """

    file: str
    origin: str
    origin_name: str
    months: frozenset[Month]
    total: int
    counts: DataFrame
    placed: DataFrame
    outside: Counter[str] = field(default_factory=Counter)
    nowhere: int = 0
    is_ours: bool = False
    findings: tuple[Finding, ...] = ()


def count_records(
    table: RawTable,
    recognised: Recognised,
    *,
    fed: Fed,
    places: Places,
    today: date,
    supplied_by: str,
) -> tuple[Records, ...]:
    """Count the rows of one file; only values that differ are translated, never each row.

    A file whose rows are counts of records may hold those of several origins, and one without
    rows holds those of none. A row that says no origin is of `supplied_by`.
    """
    reader = _Reader(table, recognised, fed, places, today)
    columns = _columns(table, recognised)
    if not len(columns[Fills.MONTH].codes):
        return ()
    return tuple(
        reader.counted(origin, of_origin) for origin, of_origin in _by_origin(columns, supplied_by)
    )


@dataclass(frozen=True)
class _Reader:
    """Counts the rows of one origin in one file."""

    table: RawTable
    recognised: Recognised
    fed: Fed
    places: Places
    today: date

    def counted(self, origin: str, columns: Mapping[Fills | str, CodedColumn]) -> Records:
        dimensions = [fills for fills in columns if not isinstance(fills, Fills)]
        month_of = partial(_month, today=self.today, is_day=_has_days(self.recognised))
        months = columns[Fills.MONTH].translated(month_of)
        labels = {name: columns[name].translated(label_of(name, self.fed)) for name in dimensions}
        findings = [*self._wrong(columns, Fills.MONTH, months, Check.MONTHS)]
        for name in dimensions:
            findings += self._wrong(columns, name, labels[name], Check.CATEGORIES)
        weights = None
        if Fills.COUNT in columns:
            numbers = columns[Fills.COUNT].translated(_number)
            findings += self._wrong(columns, Fills.COUNT, numbers, Check.COUNTS)
            weights = _weights(columns[Fills.COUNT], numbers)
        where = Where(columns, self.places, self.recognised.layout.area_level, weights)
        findings += self._misspelt(where.written, where)
        meant = [
            (columns[Fills.MONTH], months),
            *((columns[name], labels[name]) for name in dimensions),
        ]
        if weights is not None:
            of_labels = [self._slugs(name, labels[name]) for name in dimensions]
            alike = [
                column.alike(meanings)
                for (column, _), meanings in zip(meant, [months, *of_labels], strict=True)
            ]
            place = where.column.alike(where.meanings)
            findings += self._twice(place, columns.get(Fills.AREA_NAME), alike)
        return Records(
            file=self.table.file,
            origin=origin,
            origin_name=columns[Fills.ORIGIN].commonest if Fills.ORIGIN in columns else "",
            months=frozenset(month for month in months if isinstance(month, Month)),
            total=_added(weights, columns[Fills.MONTH]),
            counts=_counts(meant, dimensions, where, weights),
            placed=_placed(meant, dimensions, where, weights),
            outside=where.outside,
            nowhere=where.nowhere,
            is_ours=bool((where.partnership[where.column.codes] >= 0).any()),
            findings=tuple(findings),
        )

    # --- Findings ----------------------------------------------------------------------------
    def _wrong(
        self,
        columns: Mapping[Fills | str, CodedColumn],
        fills: Fills | str,
        meanings: list[Any],
        check: Check,
    ) -> Iterator[Finding]:
        """One finding for each text that means nothing, at the first row that has it."""
        column = columns[fills]
        for code, meaning in enumerate(meanings):
            if isinstance(meaning, Wrong):
                rows = column.index[column.codes == code]
                more = f" The same stands in {len(rows) - 1:,} more rows." if len(rows) > 1 else ""
                message, text = meaning.message + more, column.texts[code]
                yield self._at(rows[0], fills, check, message, todo=meaning.todo, value=text)

    def _misspelt(self, area: CodedColumn, where: Where) -> Iterator[Finding]:
        """Wards whose names are nearly ours: left alone, they would count as lying elsewhere."""
        for code, near in where.meant_for.items():
            rows = area.index[area.codes == code]
            if len(rows):
                yield self._at(
                    rows[0],
                    Fills.AREA,
                    Check.AREAS,
                    f"“{area.texts[code]}” is not one of our wards. Did you mean “{near}”?",
                    todo="Use the ward's code or name as in the template.",
                    value=area.texts[code],
                )

    def _slugs(self, name: str, labels: list[Any]) -> list[Hashable]:
        """What each label is in each source's own list: two labels may mean the same."""
        lists = [by_spelling(source.categories.get(name, ())) for _, source in self.fed]
        return [tuple(spelt.get(label, label) for spelt in lists) for label in labels]

    def _twice(
        self, place: CodedColumn, name: CodedColumn | None, others: Sequence[CodedColumn]
    ) -> Iterator[Finding]:
        """Two records may be alike in all that is read; two counts may not, however written.

        Published files give one LSOA under the names of two censuses, and count each by itself;
        without a name it is either of them.
        """
        import numpy as np

        index, key = place.index, row_keys([place, *others])
        if name is not None:
            named = np.array([not is_placeless(text) for text in name.texts])[name.codes]
            named &= ~np.isin(key, key[~named])
            called = name.alike([plain(text) for text in name.texts])
            key = key * (len(called.texts) + 1) + np.where(named, called.codes + 1, 0)
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        again = np.flatnonzero(first[inverse] != np.arange(len(key)))
        if len(again):
            earlier, later = index[first[inverse[again[0]]]], index[again[0]]
            more = f" So do {len(again) - 1:,} more counts." if len(again) > 1 else ""
            yield self._at(
                later,
                Fills.COUNT,
                Check.ONCE,
                f"The same count stands twice: in row {earlier} and in row {later}.{more}",
                todo="Delete the row that is wrong.",
            )

    def _at(
        self,
        row: int,
        fills: Fills | str,
        check: Check,
        message: str,
        *,
        todo: str,
        value: str = "",
    ) -> Finding:
        return Finding(
            check,
            Severity.ERROR,
            message,
            todo=todo,
            file=self.table.file,
            sheet=self.table.sheet,
            row=int(row),
            column=self.recognised.heading(fills),
            value=value,
        )


def _columns(table: RawTable, recognised: Recognised) -> dict[Fills | str, CodedColumn]:
    """The columns by what they fill, without the rows that are blank in all of them."""
    import numpy as np

    frame = table.frame(recognised.heading_row, list(recognised.at.values()))
    columns = {fills: CodedColumn.of(frame[at]) for fills, at in recognised.at.items()}
    filled = np.zeros(len(frame), dtype=bool)
    for column in columns.values():
        filled |= np.array([bool(text) for text in column.texts], dtype=bool)[column.codes]
    if filled.all():
        return columns
    return {fills: column.where(filled) for fills, column in columns.items()}


def _by_origin(
    columns: Mapping[Fills | str, CodedColumn], supplied_by: str
) -> Iterator[tuple[str, Mapping[Fills | str, CodedColumn]]]:
    """A list of records is one force's, whatever stray rows say; counts have each their own."""
    import numpy as np

    origin = columns.get(Fills.ORIGIN)
    if origin is None or Fills.COUNT not in columns:
        yield (slugify(origin.commonest) if origin else "") or supplied_by, columns
        return
    called = [slugify(text) or supplied_by for text in origin.texts]
    slugs = np.array(called, dtype=object)[origin.codes]
    for slug in sorted(set(slugs)):
        yield slug, {fills: column.where(slugs == slug) for fills, column in columns.items()}


def _has_days(recognised: Recognised) -> bool:
    column = recognised.layout.column(Fills.MONTH)
    return column is not None and column.is_day


def _month(text: str, *, today: date, is_day: bool) -> Month | Wrong:
    period = period_of(text, today=today, is_day=is_day)
    if isinstance(period, Period):
        if period.kind is PeriodKind.MONTH:
            return period.start
        return Wrong(f"“{text}” is not one month.", WRITE_MONTHS)
    return period


def _number(text: str) -> int | Wrong:
    """How many records a row stands for; it has no way to say that it does not know."""
    number = count_of(text)
    if isinstance(number, Wrong):
        return number
    if isinstance(number, Gap):
        return Wrong(
            f"“{text}” is not a number." if text else "The count is missing.", WRITE_COUNTS
        )
    return number if number >= 0 else Wrong(f"{text} is below zero.", WRITE_COUNTS)


def _weights(column: CodedColumn, numbers: list[Any]) -> np.ndarray:
    import numpy as np

    return np.array(
        [number if isinstance(number, int) else 0 for number in numbers] or [0], dtype="int64"
    )[column.codes]


def _added(weights: np.ndarray | None, column: CodedColumn) -> int:
    return len(column.codes) if weights is None else int(weights.sum())


def _counts(
    meant: Sequence[tuple[CodedColumn, list[Any]]],
    dimensions: Sequence[str],
    where: Where,
    weights: np.ndarray | None,
) -> DataFrame:
    """Rows with the same month, area and categories, counted; only those of hosted places."""
    import numpy as np
    from pandas import DataFrame

    kept = _are_known(meant) & (where.partnership[where.column.codes] >= 0)
    (at_place, *codes), which = _grouped([where.column, *(column for column, _ in meant)], kept)
    sizes = np.bincount(which, weights=None if weights is None else weights[kept])
    return DataFrame(
        {
            "partnership": where.partnership[at_place],
            "area": where.area[at_place],
            **_meanings(meant, dimensions, codes),
            "count": sizes.astype("int64"),
        }
    )


def _placed(
    meant: Sequence[tuple[CodedColumn, list[Any]]],
    dimensions: Sequence[str],
    where: Where,
    weights: np.ndarray | None,
) -> DataFrame:
    """All rows by month and categories, and those of them that have no place."""
    import numpy as np
    from pandas import DataFrame

    kept = _are_known(meant)
    codes, which = _grouped([column for column, _ in meant], kept)
    rows = np.ones(len(which)) if weights is None else weights[kept]
    without = rows * where.is_nowhere[where.column.codes[kept]]
    return DataFrame(
        {
            **_meanings(meant, dimensions, codes),
            "rows": np.bincount(which, weights=rows).astype("int64"),
            "without": np.bincount(which, weights=without).astype("int64"),
        }
    )


def _are_known(meant: Sequence[tuple[CodedColumn, list[Any]]]) -> np.ndarray:
    """The rows whose month and categories mean something."""
    import numpy as np

    kept = np.ones(len(meant[0][0].codes), dtype=bool)
    for column, meanings in meant:
        kept &= np.array([not isinstance(meaning, Wrong) for meaning in meanings], dtype=bool)[
            column.codes
        ]
    return kept


def _grouped(
    columns: Sequence[CodedColumn], kept: np.ndarray
) -> tuple[list[np.ndarray], np.ndarray]:
    """The codes of the `kept` rows that differ, column by column, and which of them each row is."""
    import numpy as np

    keys, which = np.unique(
        row_keys([column.where(kept) for column in columns]), return_inverse=True
    )
    codes: list[np.ndarray] = []
    for column in reversed(columns):
        keys, code = np.divmod(keys, len(column.texts))
        codes.insert(0, code)
    return codes, which


def _meanings(
    meant: Sequence[tuple[CodedColumn, list[Any]]],
    dimensions: Sequence[str],
    codes: Sequence[np.ndarray],
) -> dict[str, list[Any]]:
    return {
        name: [meanings[code] for code in at]
        for name, (_, meanings), at in zip(("month", *dimensions), meant, codes, strict=True)
    }


# --- All files of an upload together ---------------------------------------------------------
def parts_of(files: Sequence[Records], *, fed: Fed, places: Places) -> tuple[PartReading, ...]:
    """One part for each partnership, dataset, source and origin that the files speak of.

    A partnership's own force speaks of each of its months, even of one without a row; another
    force's file speaks of a partnership only where it has rows of it.
    """
    import pandas as pd

    parts = []
    for origin in sorted({file.origin for file in files}):
        of_origin = [file for file in files if file.origin == origin]
        months = tuple(sorted(frozenset().union(*(file.months for file in of_origin))))
        counts = pd.concat([file.counts for file in of_origin], ignore_index=True)
        placed = pd.concat([file.placed for file in of_origin], ignore_index=True)
        called = next((file.origin_name for file in of_origin if file.origin_name), "")
        for dataset, source in fed:
            meant = _meant(counts, dataset, source)
            placing = _placing(_meant(placed, dataset, source))
            there = set(meant["partnership"])
            for place in places.hosted:
                own = origin in place.agencies.get(source.supplied_by, ())
                if own or place.partnership_id in there:
                    rows = meant[meant["partnership"] == place.partnership_id]
                    part = _part(place, dataset, source, origin=origin, months=months, rows=rows)
                    parts.append(
                        replace(
                            part,
                            origin_name=called,
                            placing=placing,
                            file_placing=_placing(placed),
                        )
                    )
    return tuple(parts)


def _placing(placed: DataFrame) -> dict[Month, Placing]:
    by_month = placed.groupby("month")[["rows", "without"]].sum()
    return {
        month: Placing(int(rows), int(without))
        for month, rows, without in by_month.itertuples(name=None)
    }


def _meant(counts: DataFrame, dataset: Dataset, source: Source) -> DataFrame:
    """The rows whose labels are in the source's own list, with its slugs."""
    for name, labels in source.takes.items():
        counts = counts[counts[name].isin([plain(label) for label in labels])]
    for dimension in dataset.dimensions:
        if dimension.field not in counts:
            counts = counts.assign(**{dimension.field: NOT_STATED.slug})
            continue
        slugs = counts[dimension.field].map(by_spelling(source.categories[dimension.field]))
        counts = counts.assign(**{dimension.field: slugs}).dropna(subset=[dimension.field])
    return counts


def _part(
    place: Place,
    dataset: Dataset,
    source: Source,
    *,
    origin: str,
    months: tuple[Month, ...],
    rows: DataFrame,
) -> PartReading:
    fields = tuple(dimension.field for dimension in dataset.dimensions)
    start = rows["month"].map({month: month.first_day for month in months})
    rows = rows.assign(start=start.astype(object), months=1)
    rows = rows.groupby(["area", "start", "months", *fields])["count"].sum().reset_index()
    return PartReading(
        partnership_id=place.partnership_id,
        partnership=place.slug,
        dataset=dataset.slug,
        source=source.slug,
        origin=origin,
        months=months,
        rows=tidy(rows, dimensions=fields),
    )
