"""The figures of a pack as rows of data, one for each, with all places where it is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from measures.counts import Gap
from measures.periods import Period, PointInTime
from reporting.content.description import Cell, Provenance, Style
from reporting.content.frozen import FrozenArea, FrozenMeasure, FrozenPack
from reporting.content.number_formats import UNITS
from reporting.export.figures.changes import DIFFERENCES, PERCENTAGES, Change, Changes, when
from reporting.export.figures.inferred import Known, same_as
from reporting.export.figures.inferred import by_column as by_columns
from reporting.export.figures.names import Names, name_of, period_of
from reporting.export.figures.standing import Standing, standings

AVERAGE = "average"
_AVERAGES = {Style.AVERAGE, Style.SMALL_AVERAGE}
_BASE = "base"  # in the key of what a change is against, where that has no address
_RATES = {Style.RATE, Style.FINE_RATE}
# Of a style that shows more of a number than another of the same unit.
_FINER = {Style.SMALL_AVERAGE, Style.SMALL_DIFFERENCE, Style.FINE_RATE}


@dataclass
class Figure:
    """One figure of a pack; blank is what is not known of it. `where` are the places, in order."""

    cell: Cell
    unit: str
    measure: str
    measure_id: str = ""
    dataset: str = ""
    area: FrozenArea | None = None
    period: str = ""
    start: date | None = None
    end: date | None = None
    source: str = ""
    as_at: date | None = None
    low: Cell | None = None
    high: Cell | None = None
    against: str = ""
    difference: float | None = None
    percent: float | None = None
    verdict: str = ""
    is_illustrative: bool = False
    marks: dict[str, str] = field(default_factory=dict)
    where: dict[str, None] = field(default_factory=dict)

    @property
    def shown_on(self) -> str:
        """ "slide 8; notes of slide 8; report: Crime"."""
        return "; ".join(sorted(self.where, key=lambda place: place.startswith("report")))

    def stands(self, one: Standing) -> None:
        """Take what this place adds."""
        cell = one.cell
        self.where.update(dict.fromkeys(one.where))
        if isinstance(cell.value, Gap):
            self.marks.setdefault(cell.value.shorthand, cell.value.meaning)
        self.marks.update(cell.symbols)
        if cell.number is not None and cell.nature.shorthand:
            self.marks.setdefault(cell.nature.shorthand, cell.nature.meaning)
        self.is_illustrative |= cell.is_illustrative
        self.low, self.high = self.low or one.low, self.high or one.high
        if cell.style in _FINER:
            self.cell = cell


def figures(pack: FrozenPack) -> tuple[Figure, ...]:
    """One for each distinct figure of slides, notes and report, in the order of the slides."""
    return _Figures(pack).all()


@dataclass(frozen=True)
class _Subject:
    """What a figure is of, as far as it is known; else `named` is where it has its name from."""

    key: tuple[object, ...]
    of: Provenance | None
    change: Change | None = None
    named: Standing | None = None


class _Figures:
    def __init__(self, pack: FrozenPack) -> None:
        self.pack = pack
        self.standing = standings(pack)
        self.names = Names(pack, self.standing)
        self.changes = Changes(self.standing)
        self.several = _several(self.standing)
        self.beside = _beside(self.standing)
        self.rows: dict[tuple[object, ...], Figure] = {}
        self.found = {
            at: change
            for at, one in enumerate(self.standing)
            if (change := self.changes.of(one, area=self.names.code_of(one.row)))
        }
        self.bases = {
            (self.standing[at].section, change.base): change for at, change in self.found.items()
        }
        self.subjects = self._subjects()

    def all(self) -> tuple[Figure, ...]:
        for one, subject in zip(self.standing, self.subjects, strict=True):
            row = self.rows.get(subject.key)
            if row is None:
                row = self.rows[subject.key] = self._figure(one, subject)
            row.stands(one)
            if subject.change is not None and not subject.change.is_part:
                row.verdict = row.verdict or one.verdict
        self._compare()
        return tuple(self.rows.values())

    def _subjects(self) -> list[_Subject]:
        """Of each: by itself, else by its column, else as the same number of a table."""
        own = [self._of_itself(at, one) for at, one in enumerate(self.standing)]
        known = {
            at: Known(one.of, one.change)
            for at, one in enumerate(own)
            if one is not None and one.of is not None and _BASE not in one.key
        }
        by_column = by_columns(self.standing, known, self.names)
        found: list[_Subject] = [
            subject or self._of_column(self.standing[at], by_column.get(at))
            for at, subject in enumerate(own)
        ]
        unknown = [at for at, subject in enumerate(found) if subject.of is None]
        for at, other in same_as(self.standing, unknown, self.names).items():
            found[at] = found[other]
        return found

    def _of_itself(self, at: int, one: Standing) -> _Subject | None:
        cell, change = one.cell, self.found.get(at)
        told = _told(one, change)
        if change is not None:
            return _Subject((*change.identity, *told), change.later, change)
        of = _on_day(cell.provenance)
        if of is not None:
            return _Subject((of, *told), of)
        base = self.bases.get((one.section, f"={cell.value!r}"))
        if base is not None and cell.style not in DIFFERENCES | PERCENTAGES:
            return _Subject((*base.identity, _BASE, *told), base.later, base)
        whole = self._whole_beside(one)
        return _Subject((whole, *told), whole) if whole is not None else None

    def _of_column(self, one: Standing, known: Known | None) -> _Subject:
        """What its column says; else what it is called."""
        if known is not None and known.change is not None:
            return _Subject(
                (*known.change.identity, *_told(one, known.change)), known.of, known.change
            )
        told = _told(one, None)
        if known is not None:
            return _Subject((known.of, *told), known.of)
        area = self.names.area_told(one)
        code = area.code if area is not None else ""
        where = "" if one.words else one.heading
        return _Subject((name_of(one, area), where, code, period_of(one), *told), None, named=one)

    def _whole_beside(self, one: Standing) -> Provenance | None:
        """What a plain number beside a category is of, where it is the number of the whole."""
        if one.cell.provenance is not None or one.cell.style is not Style.COUNT:
            return None
        for part, whole in self.beside.get(one.group, ()):
            if part.category and whole.cell.value == one.cell.value:
                return _on_day(whole.cell.provenance)
        return None

    def _figure(self, one: Standing, subject: _Subject) -> Figure:
        of, change, unit = subject.of, subject.change, subject.key[-2]
        day = self.pack.head.as_at
        figure = Figure(one.cell, str(unit), "", as_at=day)
        figure.source = one.source
        if of is None:
            named = subject.named or one
            figure.area = self.names.area_told(named)
            figure.measure = name_of(named, figure.area)
            _dated(figure, period_of(named))
            return figure
        measure = self.names.measure(of)
        figure.measure = _measure(measure)
        figure.measure_id, figure.dataset = of.measure, measure.dataset
        figure.area = self.names.area(of, measure)
        figure.source = measure.source_title or one.source
        figure.as_at = _day_of(of) or day
        if (of, one.cell.style) in self.several and change is None:
            figure.measure = f"{figure.measure}: {one.column or one.row or one.words}"
        if change is not None and _BASE in subject.key:
            figure.measure = f"{figure.measure}: {change.against}"
            return figure
        _dated(figure, when(of), of.period)
        figure.against = change.against if change else ""
        return figure

    def _compare(self) -> None:
        """Beside each figure the first difference and percentage that the pack tells of it."""
        by_figure = {
            row.of_what: row for row in map(_Compared.of, self.rows.items()) if row is not None
        }
        for at, change in self.found.items():
            one, row = self.standing[at], by_figure.get(_on_day(change.later) or change.later)
            if row is None or change.is_part:
                continue
            figure = row.figure
            figure.against = figure.against or change.against
            if figure.against != change.against:
                continue
            if one.cell.style in PERCENTAGES:
                figure.percent = change.percent
            else:
                figure.difference = change.difference
            figure.verdict = figure.verdict or one.verdict


def _told(one: Standing, change: Change | None) -> tuple[object, ...]:
    """What else tells one figure from another: whether it is made up, its unit, and the number."""
    return one.cell.is_illustrative, _unit(one, change), _exactly(one.cell.value)


def _on_day(of: Provenance | None) -> Provenance | None:
    """The same for every moment of a day."""
    return replace(of, as_at=of.as_at[:_DAY]) if of is not None else None


def _day_of(of: Provenance) -> date | None:
    return date.fromisoformat(of.as_at[:_DAY]) if of.as_at else None


_DAY = len("2024-02-16")


def _exactly(value: float | Gap) -> object:
    """The same for a percentage that was worked out in another order of steps."""
    return value if isinstance(value, Gap) else round(value, 9)


def _several(standing: Sequence[Standing]) -> set[tuple[Provenance, Style]]:
    """The addresses that figures of one kind share, such as the counts behind a share."""
    values: dict[tuple[Provenance, Style], set[object]] = defaultdict(set)
    for one in standing:
        of = _on_day(one.cell.provenance)
        if of is not None and one.cell.style is Style.COUNT:
            values[of, one.cell.style].add(_exactly(one.cell.value))
    return {key for key, found in values.items() if len(found) > 1}


_Beside: TypeAlias = Mapping[int, Sequence[tuple[Provenance, Standing]]]


def _beside(standing: Sequence[Standing]) -> _Beside:
    """By group, each category that it tells of with the whole, wherever that stands."""
    wholes: dict[tuple[str, ...], Standing] = {}
    for one in standing:
        of = one.cell.provenance
        if of is not None and not of.category and one.cell.style is Style.COUNT:
            wholes.setdefault((of.measure, of.source, of.area, of.period), one)
    found: dict[int, list[tuple[Provenance, Standing]]] = defaultdict(list)
    for one in standing:
        of = one.cell.provenance
        whole = wholes.get((of.measure, of.source, of.area, of.period)) if of else None
        if of is not None and whole is not None:
            found[one.group].append((of, whole))
    return found


@dataclass(frozen=True)
class _Compared:
    """A counted figure by what it is of."""

    of_what: Provenance
    figure: Figure

    @classmethod
    def of(cls, item: tuple[tuple[object, ...], Figure]) -> _Compared | None:
        key, figure = item
        is_counted = figure.cell.style is Style.COUNT and figure.cell.number is not None
        return cls(key[0], figure) if is_counted and isinstance(key[0], Provenance) else None


def _unit(one: Standing, change: Change | None) -> str:
    """In words; a number or percentage without a sign says whether it is more or fewer."""
    style = one.cell.style
    if style is Style.PERCENT and change is not None and not change.is_part:
        return "% fewer" if change.difference < 0 else "% more"
    if style is Style.COUNT and change is not None:
        return "fewer" if change.difference < 0 else "more"
    if one.cell.provenance is None and style in _AVERAGES:
        return AVERAGE
    if one.cell.provenance is None and style in _RATES and "percentage point" in one.words:
        return UNITS[Style.POINTS]
    return UNITS[style]


def _measure(named: FrozenMeasure) -> str:
    return f"{named.title}: {named.label}" if named.label else named.title


def _dated(figure: Figure, period: Period | PointInTime | None, written: str = "") -> None:
    if period is None:
        figure.period = written
        return
    figure.period = period.label
    figure.start, figure.end = _ends(period)


def _ends(period: Period | PointInTime) -> tuple[date, date]:
    first = period.start.first_day if isinstance(period, Period) else period.first_day
    return first, period.last_day


def of_every(found: Iterable[Figure]) -> Iterator[Cell]:
    """Every number that the rows hold."""
    for one in found:
        yield from (cell for cell in (one.cell, one.low, one.high) if cell is not None)
