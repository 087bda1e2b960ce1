"""Finds which two figures a difference or a percentage is worked out of, by working it out again.

A difference, a percentage and an average carry no address of their own. Of the pairs of figures
that stand around one, it is of the pair that gives it exactly; where several do, it stays open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations

from measures.counts import Nature
from measures.periods import BadPeriod, Period, PointInTime, period_or_day
from reporting.content.description import Provenance, Style
from reporting.export.figures.standing import Standing

COUNTED = {Style.COUNT, Style.AVERAGE, Style.SMALL_AVERAGE}
DIFFERENCES = {Style.DIFFERENCE, Style.SMALL_DIFFERENCE}
PERCENTAGES = {Style.PERCENT, Style.CHANGE, Style.WHOLE_CHANGE}
# A smaller whole number is a difference of many pairs: it is looked for in its own words alone.
_TELLING = 100
_MOVED = re.compile(r"\b(rose|fell|risen|fallen|more|fewer|less|above|below|higher|lower)\b")
_AVERAGE = re.compile(r"average of [^.;:]*?\d{4}/\d\d(?: (?:to|and) \d{4}/\d\d)*")


@dataclass(frozen=True)
class Change:
    """From one figure to another of the same measure and area, or a part of its whole.

    `against` says what the later is compared with; `base` tells one such from another.
    `percent` is None from nothing.
    """

    later: Provenance
    against: str
    base: str
    difference: float
    percent: float | None
    groups: frozenset[int]
    is_part: bool = False
    is_made_up: bool = False

    @property
    def identity(self) -> tuple[object, ...]:
        return ("change", self.later.measure, self.later.source, self.later.area,
                self.later.category,
                self.later.period, self.base, self.is_part)  # fmt: skip


@dataclass
class _Found:
    """The changes of one slide or section, by what they come to."""

    by_difference: dict[float, list[Change]] = field(default_factory=lambda: defaultdict(list))
    by_percent: dict[float, list[Change]] = field(default_factory=lambda: defaultdict(list))

    def add(self, change: Change) -> None:
        if not change.is_part:
            self.by_difference[_key(abs(change.difference))].append(change)
        if change.percent is not None:
            self.by_percent[_key(abs(change.percent))].append(change)


def _key(number: float) -> float:
    return round(number, 7)


def _of(provenance: Provenance) -> tuple[str, str, str]:
    return provenance.measure, provenance.area, provenance.period


def when(provenance: Provenance) -> Period | PointInTime | None:
    """The period or day of a figure; None where it cannot be read."""
    try:
        return period_or_day(provenance.period)
    except BadPeriod:
        return None


class Changes:
    """Every change between two figures of one slide, or of one section."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        self._of_slide: dict[int, _Found] = defaultdict(_Found)
        self._of_section: dict[int, _Found] = defaultdict(_Found)
        self._told: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
        slides: dict[int, list[Standing]] = defaultdict(list)
        for one in standing:
            if one.cell.provenance is not None:
                self._told[one.group].add(_of(one.cell.provenance))
            if one.cell.style in COUNTED and one.cell.number is not None:
                slides[one.slide].append(one)
        for slide, there in slides.items():
            for change in _changes(there):
                self._of_slide[slide].add(change)
                self._of_section[there[0].section].add(change)

    def of(self, one: Standing, *, area: str | None = None) -> Change | None:
        """The change that a difference or a percentage tells; None where none or several fit.

        `area` is that of its row, where its heading names one.
        """
        if one.cell.number is None or not _may_be_change(one):
            return None
        for fitting in self._nearest_first(one, abs(one.cell.number), area):
            alike = {
                change.identity: change
                for change in fitting
                if area is None or change.later.area == area
            }
            if len(alike) == 1:
                return next(iter(alike.values()))
            if alike:
                return None
        return None

    def _nearest_first(
        self, one: Standing, size: float, area: str | None
    ) -> Iterator[Sequence[Change]]:
        """Those told with it, those of its slide, and where that is safe those of its section."""
        on_slide = self._fitting(self._of_slide[one.slide], one)
        told = self._told.get(one.group, set())
        yield [
            change for change in on_slide if one.group in change.groups or _of(change.later) in told
        ]
        is_whole = float(size).is_integer()
        if one.cell.style not in PERCENTAGES and size < _TELLING and area is None:
            return
        yield on_slide
        if area is not None or not is_whole or size >= _TELLING:
            yield self._fitting(self._of_section[one.section], one)

    def _fitting(self, found: _Found, one: Standing) -> list[Change]:
        cell = one.cell
        assert cell.number is not None  # noqa: S101 - asked by `of` alone
        is_percent = cell.style in PERCENTAGES
        listed = found.by_percent if is_percent else found.by_difference
        fitting = listed.get(_key(abs(cell.number)), [])
        if cell.nature is Nature.PUBLISHED:  # as a document states it, of no made-up counts
            fitting = [change for change in fitting if not change.is_made_up]
        if cell.style in {Style.CHANGE, Style.WHOLE_CHANGE, *DIFFERENCES}:
            is_fewer = cell.number < 0
            fitting = [
                change
                for change in fitting
                if not change.is_part and (change.difference < 0) == is_fewer
            ]
        of = cell.provenance
        if of is None:
            return fitting
        return [change for change in fitting if _of(change.later) == _of(of)]


def _may_be_change(one: Standing) -> bool:
    """Whether it is a difference or percentage, or a plain number whose words say that it is."""
    if one.cell.style in DIFFERENCES | PERCENTAGES:
        return True
    plain = one.cell.style is Style.COUNT and one.cell.provenance is None
    return plain and bool(_MOVED.search(one.words))


# --- Pairs -------------------------------------------------------------------------------------
def _changes(there: Sequence[Standing]) -> Iterator[Change]:
    """Between every two figures of one measure and area, and what stands beside such a one."""
    alike: dict[tuple[object, ...], list[Standing]] = defaultdict(list)
    for one in there:
        of = one.cell.provenance
        if of is not None:
            kind = (one.cell.style is Style.COUNT, of.wards, of.as_at)
            alike[of.measure, of.source, of.area, of.category, kind].append(one)
    for several in alike.values():
        for later, earlier in permutations(several, 2):
            yield from _in_time(later, earlier)
    yield from _with_unnamed(there)
    yield from _parts(there)


def _in_time(later: Standing, earlier: Standing) -> Iterator[Change]:
    of, before = later.cell.provenance, earlier.cell.provenance
    assert of is not None  # noqa: S101 - grouped by it
    assert before is not None  # noqa: S101
    if of.period <= before.period or len(of.period) != len(before.period):
        return
    said = when(before)
    yield _change(later, earlier, said.label if said else before.period, before.period)


def _with_unnamed(there: Sequence[Standing]) -> Iterator[Change]:
    """With an average of years, in its own row or beside its own words."""
    named = [one for one in there if one.cell.provenance]
    for base in there:
        if base.cell.provenance is not None or (base.cell.style is Style.COUNT and base.words):
            continue
        for later in named:
            in_one_row = later.group == base.group and not base.words
            if in_one_row or (base.words and base.cell.style is not Style.COUNT):
                yield _change(later, base, _average(base), f"={base.cell.value!r}")


def _average(base: Standing) -> str:
    if not base.words:
        return base.row or base.column
    found = _AVERAGE.search(base.words)
    return f"the {found[0]}" if found else base.words


def _parts(there: Sequence[Standing]) -> Iterator[Change]:
    """A category of its whole, which stands beside it or carries its address."""
    parts = [one for one in there if one.cell.provenance and one.cell.provenance.category]
    for part in parts:
        of = part.cell.provenance
        assert of is not None  # noqa: S101 - chosen by it
        for whole in there:
            own = whole.cell.provenance
            is_beside = own is None and whole.group == part.group
            is_named = own is not None and not own.category and (
                (own.measure, own.period, own.area) == (of.measure, of.period, of.area)
            )  # fmt: skip
            if (is_beside or is_named) and whole.cell.number and whole.cell.style is Style.COUNT:
                yield _share(part, whole)


def _numbers(*pair: Standing) -> Iterator[float]:
    for one in pair:
        assert one.cell.number is not None  # noqa: S101 - chosen by it
        yield one.cell.number


def _share(part: Standing, whole: Standing) -> Change:
    number, of = _numbers(part, whole)
    assert part.cell.provenance is not None  # noqa: S101 - chosen by it
    groups = frozenset({part.group, whole.group})
    words = f"all: {whole.cell.bare_text}"
    return Change(part.cell.provenance, words, "whole", 0, 100 * number / of, groups, is_part=True)


def _change(later: Standing, earlier: Standing, against: str, base: str) -> Change:
    after, before = _numbers(later, earlier)
    assert later.cell.provenance is not None  # noqa: S101 - chosen by it
    percent = 100 * (after - before) / before if before else None
    groups = frozenset({later.group, earlier.group})
    made_up = later.cell.is_illustrative or earlier.cell.is_illustrative
    return Change(
        later.cell.provenance,
        against,
        base,
        after - before,
        percent,
        groups,
        is_made_up=made_up,
    )
