"""Files in which a row is one record: counted by month, area and category; knows no database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify

from measures.periods import Month, Period, PeriodKind
from partnership.kinds import Level
from returns.catalogue.declarations import NOT_STATED, Dataset, Fills, Source
from returns.catalogue.findings import Check, Finding, Severity, Wrong
from returns.catalogue.headings import plain
from returns.files.raw_tables import RawTable
from returns.reading.places import Place, Places
from returns.reading.recognise import Recognised
from returns.reading.spellings import WRITE_MONTHS, by_spelling, label_of, period_of
from returns.reading.tidy import PartReading, tidy

if TYPE_CHECKING:
    import numpy as np
    from pandas import DataFrame, Series

Fed = Sequence[tuple[Dataset, Source]]

# "Middlesbrough 012A" is the LSOA 012A of Middlesbrough.
_LSOA_NUMBER = re.compile(r"\s+\d{3}[A-Z]$")


@dataclass(frozen=True)
class Records:
    """One file of records, counted. `counts` has partnership, area, month, categories, count.

    Rows of no hosted partnership are only counted: `outside` by district, `nowhere` those
    without a usable place, `unplaced` (by partnership) those in its district but in no ward.
    """

    file: str
    origin: str
    months: frozenset[Month]
    total: int
    counts: DataFrame
    outside: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[int] = field(default_factory=Counter)
    nowhere: int = 0
    findings: tuple[Finding, ...] = ()


def count_records(
    table: RawTable, recognised: Recognised, *, fed: Fed, places: Places, today: date
) -> Records:
    """Count the rows of one file; only values that differ are translated, never each row."""
    columns = _columns(table, recognised)
    dimensions = [fills for fills in columns if not isinstance(fills, Fills)]
    month_of = partial(_month, today=today, is_day=_has_days(recognised))
    months = columns[Fills.MONTH].translated(month_of)
    labels = {name: columns[name].translated(label_of(name, fed)) for name in dimensions}
    findings = [
        *_wrong(table, recognised, columns, fills=Fills.MONTH, meanings=months, check=Check.MONTHS),
        *(
            finding
            for name in dimensions
            for finding in _wrong(
                table,
                recognised,
                columns,
                fills=name,
                meanings=labels[name],
                check=Check.CATEGORIES,
            )
        ),
    ]
    where = _Where(columns, places, level=recognised.layout.area_level)
    findings += _misspelt(table, recognised, columns, where)
    return Records(
        file=table.file,
        origin=slugify(columns[Fills.ORIGIN].commonest) if Fills.ORIGIN in columns else "",
        months=frozenset(month for month in months if isinstance(month, Month)),
        total=len(columns[Fills.MONTH].codes),
        counts=_counts(columns, dimensions, months, labels, where),
        outside=where.outside,
        unplaced=where.unplaced,
        nowhere=where.nowhere,
        findings=tuple(findings),
    )


# --- Columns as codes and the texts that they stand for --------------------------------------
@dataclass(frozen=True)
class _Column:
    codes: np.ndarray
    texts: tuple[str, ...]
    index: np.ndarray

    @classmethod
    def of(cls, column: Series) -> _Column:
        texts = [str(text).strip() for text in column.cat.categories]
        codes = column.cat.codes.to_numpy()
        if (codes < 0).any():
            # A row that is too short has nothing here.
            codes = codes.astype("int32")
            codes[codes < 0] = len(texts)
            texts.append("")
        return cls(codes, tuple(texts), column.index.to_numpy())

    def where(self, mask: np.ndarray) -> _Column:
        return _Column(self.codes[mask], self.texts, self.index[mask])

    def translated(self, look_up: Callable[[str], Any]) -> list[Any]:
        """What each text means; None for a text that no row has."""
        import numpy as np

        used = set(np.unique(self.codes).tolist())
        return [look_up(text) if code in used else None for code, text in enumerate(self.texts)]

    @property
    def sizes(self) -> list[int]:
        import numpy as np

        return np.bincount(self.codes, minlength=len(self.texts)).tolist()

    @property
    def commonest(self) -> str:
        sizes = self.sizes
        return self.texts[max(range(len(sizes)), key=sizes.__getitem__)] if sizes else ""


def _columns(table: RawTable, recognised: Recognised) -> dict[Fills | str, _Column]:
    """The columns by what they fill, without the rows that are blank in all of them."""
    import numpy as np

    frame = table.frame(recognised.heading_row, list(recognised.at.values()))
    columns = {fills: _Column.of(frame[at]) for fills, at in recognised.at.items()}
    filled = np.zeros(len(frame), dtype=bool)
    for column in columns.values():
        filled |= np.array([bool(text) for text in column.texts], dtype=bool)[column.codes]
    if filled.all():
        return columns
    return {fills: column.where(filled) for fills, column in columns.items()}


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


def _wrong(
    table: RawTable,
    recognised: Recognised,
    columns: Mapping[Fills | str, _Column],
    *,
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
            yield Finding(
                check,
                Severity.ERROR,
                meaning.message + more,
                todo=meaning.todo,
                file=table.file,
                sheet=table.sheet,
                row=int(rows[0]),
                column=recognised.heading(fills),
                value=column.texts[code],
            )


# --- Where rows lie --------------------------------------------------------------------------
class _Where:
    """The partnership and the area of each text of the AREA column, and what lies elsewhere."""

    def __init__(
        self, columns: Mapping[Fills | str, _Column], places: Places, *, level: Level
    ) -> None:
        import numpy as np

        area = columns[Fills.AREA]
        look_up = places.lsoa if level is Level.LSOA else places.ward
        found = [look_up(text) for text in area.texts]
        self.meant_for = {
            code: near
            for code, text in enumerate(area.texts)
            if level is not Level.LSOA and not found[code] and (near := places.near(text))
        }
        self.partnership = np.array([pair[0] if pair else -1 for pair in found], dtype="int64")
        self.area = np.array([pair[1] if pair else -1 for pair in found], dtype="int64")
        self.outside: Counter[str] = Counter()
        self.unplaced: Counter[int] = Counter()
        self.nowhere = 0
        districts = {name: place for place in places.hosted for name in place.districts}
        named = _names(area, columns.get(Fills.AREA_NAME))
        for code, size in enumerate(area.sizes):
            if found[code] or not size:
                continue
            district = _LSOA_NUMBER.sub("", named[code])
            if not area.texts[code]:
                self.nowhere += size
            elif place := districts.get(district):
                self.unplaced[place.partnership_id] += size
            else:
                self.outside[district or "places that the file does not name"] += size


def _misspelt(
    table: RawTable,
    recognised: Recognised,
    columns: Mapping[Fills | str, _Column],
    where: _Where,
) -> Iterator[Finding]:
    """Wards whose names are nearly ours: left alone, they would count as lying elsewhere."""
    area = columns[Fills.AREA]
    for code, near in where.meant_for.items():
        rows = area.index[area.codes == code]
        if len(rows):
            yield Finding(
                Check.AREAS,
                Severity.ERROR,
                f"“{area.texts[code]}” is not one of our wards. Did you mean “{near}”?",
                todo="Use the ward's code or name as in the template.",
                file=table.file,
                sheet=table.sheet,
                row=int(rows[0]),
                column=recognised.heading(Fills.AREA),
                value=area.texts[code],
            )


def _names(area: _Column, name: _Column | None) -> list[str]:
    """For each area of the file the name beside its code, from the first row that has it."""
    import numpy as np

    names = [""] * len(area.texts)
    if name is None:
        return names
    used, first = np.unique(area.codes, return_index=True)
    for code, row in zip(used.tolist(), first.tolist(), strict=True):
        names[code] = name.texts[name.codes[row]]
    return names


def _counts(
    columns: Mapping[Fills | str, _Column],
    dimensions: Sequence[str],
    months: list[Any],
    labels: Mapping[str, list[Any]],
    where: _Where,
) -> DataFrame:
    """Rows with the same month, area and categories, counted; only those of hosted places."""
    import numpy as np
    from pandas import DataFrame

    meant = [
        (columns[Fills.MONTH], months),
        *((columns[name], labels[name]) for name in dimensions),
    ]
    counted = where.partnership[columns[Fills.AREA].codes] >= 0
    for column, meanings in meant:
        known = np.array([not isinstance(meaning, Wrong) for meaning in meanings], dtype=bool)
        counted &= known[column.codes]

    grouped = [columns[Fills.AREA], *(column for column, _ in meant)]
    key = np.zeros(int(counted.sum()), dtype="int64")
    for column in grouped:
        key = key * len(column.texts) + column.codes[counted]
    keys, sizes = np.unique(key, return_counts=True)
    codes: list[np.ndarray] = []
    for column in reversed(grouped):
        keys, code = np.divmod(keys, len(column.texts))
        codes.insert(0, code)
    return DataFrame(
        {
            "partnership": where.partnership[codes[0]],
            "area": where.area[codes[0]],
            "month": [months[code] for code in codes[1]],
            **{
                name: [labels[name][code] for code in codes[at]]
                for at, name in enumerate(dimensions, start=2)
            },
            "count": sizes,
        }
    )


# --- All files of an upload together ---------------------------------------------------------
def parts_of(
    files: Sequence[Records], *, fed: Fed, places: Places, supplied_by: str
) -> tuple[PartReading, ...]:
    """One part for each partnership, dataset, source and origin that the files speak of.

    A partnership's own force speaks of each of its months, even of one without a row; another
    force's file speaks of a partnership only where it has rows of it.
    """
    import pandas as pd

    parts = []
    for origin in sorted({file.origin or supplied_by for file in files}):
        of_origin = [file for file in files if (file.origin or supplied_by) == origin]
        months = tuple(sorted(frozenset().union(*(file.months for file in of_origin))))
        counts = pd.concat([file.counts for file in of_origin], ignore_index=True)
        for dataset, source in fed:
            meant = _meant(counts, dataset, source)
            for place in places.hosted:
                rows = meant[meant["partnership"] == place.partnership_id]
                if len(rows) or origin in place.agencies.get(source.supplied_by, ()):
                    parts.append(
                        _part(place, dataset, source, origin=origin, months=months, rows=rows)
                    )
    return tuple(parts)


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
