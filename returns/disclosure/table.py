"""The true table of a source with all its margins, from which the gate releases; knows no database.

A cell is a place, a stretch of months and a set of categories. The sets are everything, each
measure, each category of the dimensions that are released, and what those leave over: whoever
takes one figure from another learns of what is left over, so it is protected like the rest.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from measures.counts import Count, Gap, total
from measures.disclosure.suppression import Equation, Table
from measures.series import Span, counted, overlap
from partnership.kinds import Level
from partnership.places.geography import Geography
from returns.catalogue.declarations import NOT_STATED, Dataset, Source
from returns.catalogue.disclosure_rules import Finest
from returns.catalogue.revision_keys import key_of, keys_of

# In place of an area's id: what lies in none of the areas below the partnership.
ELSEWHERE = 0
EVERYTHING = "all"
MONTHS_OF_A_YEAR = 12
APRIL = 3  # as months are counted here: January is 0


class CellKey(NamedTuple):
    """Where a count stands: the id of an area, its first month, how many, and of what."""

    area: int
    start: int
    months: int
    of: str


class Row(NamedTuple):
    """A fact: the id of its area, its first month, how many, its categories as one text."""

    area: int
    start: int
    months: int
    categories: str
    number: Count


def key_of_set(where: Mapping[str, Collection[str]], dataset: Dataset, source: Source) -> str:
    """The key of the cells of a set of categories; the same for the same set."""
    return _key(frozenset(keys_of(where, dataset, source)), _everything(dataset, source))


def _everything(dataset: Dataset, source: Source) -> frozenset[str]:
    return frozenset(keys_of({}, dataset, source))


def _key(categories: frozenset[str], everything: frozenset[str]) -> str:
    if categories == everything:
        return EVERYTHING
    return hashlib.sha256("\n".join(sorted(categories)).encode()).hexdigest()[:16]


# --- Sets of categories ----------------------------------------------------------------------
@dataclass(frozen=True)
class _Sets:
    """The sets that have cells by their key, which of them add up to which, and how they are said.

    `silent` are, by key, sets of rows that may belong to it and do not say so.
    """

    categories: Mapping[str, frozenset[str]]
    equations: tuple[tuple[str, tuple[str, ...]], ...]
    silent: Mapping[str, tuple[frozenset[str], ...]]

    @cached_property
    def keys_of_row(self) -> Mapping[str, tuple[str, ...]]:
        """By the categories of a row, the keys of the sets that they are in."""
        found: dict[str, list[str]] = defaultdict(list)
        for key, members in self.categories.items():
            for categories in members:
                found[categories].append(key)
        return {categories: tuple(keys) for categories, keys in found.items()}


def _sets(dataset: Dataset, source: Source, finest: Finest, *, has_mapped: bool) -> _Sets:
    everything = _everything(dataset, source)
    wheres: list[Mapping[str, Collection[str]]] = [{}]
    wheres += [
        measure.categories[source.slug]
        for measure in dataset.measures
        if source.slug in measure.categories
    ]
    families = [wheres]
    for dimension in finest.dimensions:
        by_category = [
            {**where, dimension: (category.slug,)}
            for where in wheres
            for category in source.categories[dimension]
            if dimension not in where or category.slug in where[dimension]
        ]
        families.append([*wheres, *by_category])
    by_key: dict[str, frozenset[str]] = {}
    silent: dict[str, tuple[frozenset[str], ...]] = {}
    equations: dict[tuple[str, tuple[str, ...]], None] = {}
    for family in families:
        sets = {}
        for where in family:
            members = frozenset(keys_of(where, dataset, source))
            key = _key(members, everything)
            sets[key] = members
            silent[key] = tuple(_silent(where, dataset, source, has_mapped=has_mapped))
        regions = {
            _key(region, everything): region for region in _regions(sets.values(), everything)
        }
        by_key |= sets | regions
        for key, members in sets.items():
            parts = tuple(name for name, region in regions.items() if region <= members)
            if parts != (key,):
                equations[key, parts] = None
    return _Sets(by_key, tuple(equations), silent)


def _regions(
    sets: Collection[frozenset[str]], everything: frozenset[str]
) -> Iterator[frozenset[str]]:
    """The smallest sets that all of `sets` can be put together from."""
    alike: dict[tuple[bool, ...], set[str]] = defaultdict(set)
    for categories in sorted(everything):
        alike[tuple(categories in members for members in sets)].add(categories)
    for members in alike.values():
        yield frozenset(members)


def _silent(
    where: Mapping[str, Collection[str]], dataset: Dataset, source: Source, *, has_mapped: bool
) -> Iterator[frozenset[str]]:
    names = [dimension.field for dimension in dataset.dimensions]
    for dimension, slugs in where.items():
        if NOT_STATED.slug in slugs or not (source.may_leave_out(dimension) or has_mapped):
            continue
        listed = (
            (NOT_STATED.slug,)
            if name == dimension
            else where.get(name) or [category.slug for category in source.categories[name]]
            for name in names
        )
        yield frozenset(key_of(slugs) for slugs in product(*listed))


# --- Stretches of months ---------------------------------------------------------------------
def _spans(year: int, supplied: Collection[int], months: int) -> tuple[list[Span], list]:
    """The stretches of a financial year that are released, and which add up to which."""
    april = year * 12 + APRIL
    quarters = [(april + 3 * n, 3) for n in range(4)]
    sums: dict[Span, tuple[Span, ...]] = {}
    if months == 1:
        for start, _ in quarters:
            sums[start, 3] = tuple((start + n, 1) for n in range(3))
    if months <= 3:
        sums[april, 6], sums[april + 6, 6] = tuple(quarters[:2]), tuple(quarters[2:])
        sums[april, 9] = ((april, 6), quarters[2])
        sums[april, 12] = ((april, 6), (april + 6, 6))
    if months == 1:
        for length in (2, 4, 5, 7, 8, 10, 11):
            sums[april, length] = ((april, length - 1), (april + length - 1, 1))
    spans = {(april, 12), *sums, *(part for parts in sums.values() for part in parts)}
    whole = sorted(
        (start, length)
        for start, length in spans
        if length >= months and all(start + n in supplied for n in range(length))
    )
    complete = set(whole)
    adds_up = [
        (total_of, parts)
        for total_of, parts in sums.items()
        if total_of in complete and complete.issuperset(parts)
    ]
    return whole, adds_up


# --- Places ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Places:
    """The places that have cells, what they are made of, and where a fact's area counts.

    Facts of the areas `as_a_whole` count in the partnership and in no smaller place.
    """

    whole: int
    as_a_whole: frozenset[int]
    counts_in: Mapping[int, tuple[int, ...]]
    equations: tuple[tuple[int, tuple[int, ...]], ...]
    localities: frozenset[int]
    wards: frozenset[int]
    released: tuple[int, ...]

    def of(self, area: int) -> tuple[int, ...]:
        """The places that a fact of `area` counts in."""
        return self.counts_in.get(area, (self.whole, ELSEWHERE))


def _places(places: Geography, level: Level) -> _Places:
    whole = places.partnership_area.pk
    localities = {locality.pk: places.wards_in(locality) for locality in places.localities}
    wards = [ward.pk for ward in places.wards]
    in_locality = {ward: pk for pk, members in localities.items() for ward in members}
    lone = tuple(ward for ward in wards if ward not in in_locality)
    counts_in: dict[int, tuple[int, ...]] = {whole: (whole,)}
    counts_in |= {pk: (whole, pk) for pk in localities}
    counts_in |= dict.fromkeys(places.former_wards, (whole,))
    for area, ward in places.ward_of.items():
        above = (in_locality[ward],) if ward in in_locality else ()
        if level is Level.LOCALITY:
            # A ward in no locality is not told from what lies in no ward.
            counts_in[area] = (whole, *(above or (ELSEWHERE,)))
        else:
            counts_in[area] = (whole, *above, ward)
    equations = [(whole, (*localities, *lone, ELSEWHERE))]
    equations += [(pk, tuple(members)) for pk, members in localities.items()]
    released = [whole, *localities, *wards, ELSEWHERE]
    if level is Level.LOCALITY:
        equations, released = [(whole, (*localities, ELSEWHERE))], [whole, *localities, ELSEWHERE]
    if level is Level.PARTNERSHIP:
        equations, released = [], [whole]
    return _Places(
        whole,
        places.former_wards | {whole},
        counts_in,
        tuple(equations),
        frozenset(localities),
        frozenset(wards),
        tuple(released),
    )


def finest_area(source: Source, finest: Finest) -> Level:
    """The smaller of what the source counts by and the rule releases."""
    order = (Level.PARTNERSHIP, Level.LOCALITY, Level.WARD)
    own = Level.WARD if source.area_level is Level.LSOA else source.area_level
    return order[min(order.index(own), order.index(finest.area))]


# --- The tables ------------------------------------------------------------------------------
def true_tables(
    rows: Iterable[Row],
    *,
    dataset: Dataset,
    source: Source,
    places: Geography,
    supplied: Collection[int],
    finest: Finest,
    has_mapped: bool = False,
) -> dict[int, Table]:
    """By financial year, every count that could be released, with how they add up."""
    level = finest_area(source, finest)
    where = _places(places, level)
    sets = _sets(dataset, source, finest, has_mapped=has_mapped)
    facts = _FactRows(list(rows), where, sets, own_level=source.area_level)
    years = sorted({(month - APRIL) // MONTHS_OF_A_YEAR for month in supplied})
    tables = {year: _table(facts, _spans(year, supplied, finest.months)) for year in years}
    return {year: table for year, table in tables.items() if table.counts}


class _FactRows:
    """The counts of facts by place and set of categories, before they are added up over time."""

    def __init__(
        self, rows: Sequence[Row], places: _Places, sets: _Sets, *, own_level: Level
    ) -> None:
        self.places, self.sets = places, sets
        gathered: dict[tuple[int, str], dict[Span, list[Count]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._rows_of: dict[int, dict[Span, dict[str, Count]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        coarse: dict[str, set[Span]] = {"whole": set(), "locality": set()}
        for area, start, months, categories, count in rows:
            span = (start, months)
            if area in places.as_a_whole:
                coarse["whole"].add(span)
            elif area in places.localities and own_level is not Level.LOCALITY:
                coarse["locality"].add(span)
            for place in places.of(area):
                by_categories = self._rows_of[place][span]
                before = by_categories.get(categories)
                by_categories[categories] = count if before is None else total((before, count))
                for key in sets.keys_of_row.get(categories, ()):
                    gathered[place, key][span].append(count)
        self._series = {
            where: {span: total(counts) for span, counts in series.items()}
            for where, series in gathered.items()
        }
        self._coarse = coarse
        self._add_silence()

    def _add_silence(self) -> None:
        """Where rows do not say whether they belong to a set, it has no figure."""
        for place, spans in self._rows_of.items():
            for span, by_categories in spans.items():
                for key, silent in self.sets.silent.items():
                    series = self._series.setdefault((place, key), {})
                    if span not in series and any(
                        by_categories.get(category) for members in silent for category in members
                    ):
                        series[span] = Gap.NOT_SUPPLIED

    def count(self, place: int, span: Span, key: str) -> Count:
        if self._is_coarser(place, span):
            return Gap.NOT_APPLICABLE
        return counted(self._series.get((place, key), {}), span)

    def _is_coarser(self, place: int, span: Span) -> bool:
        """Whether anything supplied within `span` was only for larger places than this."""
        if place == self.places.whole:
            return False
        spans = set(self._coarse["whole"])
        if place in self.places.wards:
            spans |= self._coarse["locality"]
        return any(overlap(finer, span) for finer in spans)


def _table(facts: _FactRows, spans: tuple[list[Span], list]) -> Table:
    stretches, adds_up = spans
    places, keys = facts.places.released, list(facts.sets.categories)
    counts: dict[Hashable, Count] = {
        _cell(place, span, key): facts.count(place, span, key)
        for span in stretches
        for place in places
        for key in keys
    }
    equations = [
        *(
            Equation(_cell(place, whole, key), tuple(_cell(place, part, key) for part in parts))
            for whole, parts in adds_up
            for place in places
            for key in keys
        ),
        *(
            Equation(_cell(whole, span, key), tuple(_cell(part, span, key) for part in parts))
            for whole, parts in facts.places.equations
            for span in stretches
            for key in keys
        ),
        *(
            Equation(_cell(place, span, whole), tuple(_cell(place, span, part) for part in parts))
            for whole, parts in facts.sets.equations
            for span in stretches
            for place in places
        ),
    ]
    return Table(counts, tuple(equation for equation in equations if _is_known(equation, counts)))


def _cell(place: int, span: Span, key: str) -> CellKey:
    return CellKey(place, span[0], span[1], key)


def _is_known(equation: Equation, counts: Mapping[Hashable, Count]) -> bool:
    """Whether every part is a count: a sum can't include a gap."""
    return all(isinstance(counts[key], int) for key in (equation.total, *equation.parts))
