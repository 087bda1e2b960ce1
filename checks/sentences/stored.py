"""Raw facts read straight from the tables that hold them, by code of its own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from checks.sentences import given, spans
from checks.sentences.facts import ALL_OF_IT, FORMER, NOWHERE, History, Key, Known, Noun, Where
from checks.sentences.spans import Span


@dataclass(frozen=True)
class Declared:
    """What a measure is said to be: words, the table of its facts, and the rows that count.

    `categories` are the slugs that count by column, every one where there are none. `types` are
    the columns by which it is broken down, with the label of each slug; `level` is what the rows of
    the source are for: "lsoa", "ward", "locality" or "partnership".
    """

    dataset: str
    measure: str
    title: str
    noun: Noun
    better: str
    table: str
    source: str
    source_title: str
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    level: str = "ward"


@dataclass
class Stored:
    """What the tables hold, each part read once; by the wards of `day`."""

    day: date
    rows: dict[tuple[int, str, str], list[tuple[Any, ...]]] = field(default_factory=dict)
    grounds: dict[int, _Ground] = field(default_factory=dict)

    def history(self, declared: Declared, partnership: str, *, main_only: bool = False) -> History:
        """The facts in use of a measure in the partnership of that slug.

        With `main_only` those of the months for which the source is the main one.
        """
        return _history(self, declared, partnership, main_only=main_only)

    def ground(self, partnership: int) -> _Ground:
        if partnership not in self.grounds:
            self.grounds[partnership] = _ground(partnership, self.day)
        return self.grounds[partnership]

    def facts(self, declared: Declared, partnership: int) -> list[tuple[Any, ...]]:
        """Area, first day, months, count and categories of every fact of the source in use."""
        key = (partnership, declared.dataset, declared.source)
        if key not in self.rows:
            self.rows[key] = _facts(declared, partnership)
        return self.rows[key]


def _history(held_in: Stored, declared: Declared, partnership: str, *, main_only: bool) -> History:
    pk, name, area = _one(
        "SELECT id, short_name, area_id FROM partnership_partnership WHERE slug = %s", partnership
    )
    ground = held_in.ground(pk)
    uses = _rows(
        "SELECT c.month, c.origin, c.part_id, p.definition_id, r.illustrative, r.known_totals"
        " FROM returns_coverage c JOIN returns_part p ON p.id = c.part_id"
        " JOIN returns_return r ON r.id = p.of_return_id"
        " WHERE c.partnership_id = %s AND c.dataset = %s AND c.source = %s AND c.until IS NULL",
        pk,
        declared.dataset,
        declared.source,
    )
    months = {_month(use[0]) for use in uses}
    held = frozenset(months)
    if main_only:
        months &= _main(pk, declared, months)
    counts, types = _counts(declared, held_in.facts(declared, pk), area, ground)
    supplied = frozenset(months)
    return History(
        partnership=name,
        title=declared.title,
        noun=declared.noun,
        source=declared.source_title,
        slug=declared.source,
        better=declared.better,
        places=_places(declared, pk, name, ground, counts),
        counts=counts,
        types=types,
        given=given.read(_rows, _month, declared, pk),
        lists={field: tuple(labels.values()) for field, labels in declared.types.items()},
        supplied=supplied,
        origins=_origins(uses),
        unplaced=_unplaced(pk, declared),
        breaks=_breaks(pk, declared, uses),
        made_up=frozenset(_month(use[0]) for use in uses if use[4]),
        known=_known(declared, uses),
        held=held if main_only else None,
    )


def _rows(query: str, *values: str | int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _one(query: str, *values: str | int) -> tuple[Any, ...]:
    (row,) = _rows(query, *values)
    return row


def _month(day: date | str) -> int:
    on = date.fromisoformat(day) if isinstance(day, str) else day
    return 12 * on.year + on.month - 1


# --- Where -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Ground:
    """The wards of a day: code and name by id, and the ward that each area's rows count in."""

    wards: Mapping[int, tuple[str, str, bool]]
    ward_of: Mapping[int, int]
    localities: Mapping[int, tuple[str, str, bool, tuple[int, ...]]]
    with_lsoas: frozenset[int]
    former: frozenset[int]
    same: Mapping[int, frozenset[int]]


def _ground(partnership: int, day: date) -> _Ground:
    sets = _rows(
        "SELECT id, valid_from, valid_to FROM partnership_wardset WHERE partnership_id = %s"
        " ORDER BY valid_from, id",
        partnership,
    )
    in_force = [each for each in sets if _covers(day, each[1], each[2])]
    if not sets:
        return _Ground({}, {}, {}, frozenset(), frozenset(), {})
    chosen = (in_force or sets[:1])[-1]
    order = {each[0]: abs(place - sets.index(chosen)) for place, each in enumerate(sets)}
    wards = {
        pk: (code, name, bool(centre))
        for pk, code, name, centre in _rows(
            "SELECT a.id, a.code, a.name, a.is_town_centre FROM partnership_area a"
            " JOIN partnership_wardset_wards w ON w.area_id = a.id WHERE w.wardset_id = %s",
            chosen[0],
        )
    }
    same = _same_extents()
    ward_of = {other: pk for pk in wards for other in same.get(pk, frozenset({pk}))}
    placed = _rows(
        "SELECT p.lsoa_id, p.ward_id, p.ward_set_id FROM partnership_placement p"
        " JOIN partnership_wardset s ON s.id = p.ward_set_id WHERE s.partnership_id = %s",
        partnership,
    )
    lsoas: dict[int, int] = {}
    # The set in force has the last word, the one furthest from it the first.
    for lsoa, ward, _ in sorted(placed, key=lambda row: -order[row[2]]):
        if ward in ward_of:
            lsoas[lsoa] = ward_of[ward]
    every = {
        ward
        for (ward,) in _rows(
            "SELECT w.area_id FROM partnership_wardset_wards w"
            " JOIN partnership_wardset s ON s.id = w.wardset_id WHERE s.partnership_id = %s",
            partnership,
        )
    }
    known = {**lsoas, **ward_of}
    return _Ground(
        wards,
        known,
        _localities(partnership, day, ward_of),
        frozenset(lsoas.values()),
        frozenset((every | {lsoa for lsoa, *_ in placed}) - known.keys()),
        same,
    )


def _covers(day: date, since: date | str, until: date | str | None) -> bool:
    return str(since) <= str(day) and (until is None or str(day) < str(until))


def _same_extents() -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for old, new in _rows(
        "SELECT old_id, new_id FROM partnership_succession WHERE same_extent = %s", True
    ):
        joined = found.get(old, frozenset({old})) | found.get(new, frozenset({new}))
        found.update(dict.fromkeys(joined, joined))
    return found


def _localities(
    partnership: int, day: date, ward_of: Mapping[int, int]
) -> dict[int, tuple[str, str, bool, tuple[int, ...]]]:
    grouped: dict[int, list[int]] = defaultdict(list)
    names: dict[int, tuple[str, str, bool]] = {}
    for pk, code, name, made_up, ward, since, until in _rows(
        "SELECT a.id, a.code, a.name, a.illustrative, l.ward_id, l.valid_from, l.valid_to"
        " FROM partnership_area a JOIN partnership_localityward l ON l.locality_id = a.id"
        " WHERE a.partnership_id = %s",
        partnership,
    ):
        if _covers(day, since, until) and ward in ward_of:
            grouped[pk].append(ward_of[ward])
            names[pk] = (code, name, bool(made_up))
    return {pk: (*names[pk], tuple(wards)) for pk, wards in grouped.items()}


def _places(
    declared: Declared,
    partnership: int,
    name: str,
    ground: _Ground,
    counts: Mapping[tuple[str, int, int], int | None],
) -> tuple[Where, ...]:
    people = _residents(ground)
    of_whole: dict[int, int] = {}
    by_district = _rows(
        "SELECT d.area_id, p.year, p.count FROM partnership_partnership_districts d"
        " LEFT JOIN partnership_population p ON p.area_id = d.area_id"
        " WHERE d.partnership_id = %s ORDER BY p.id",
        partnership,
    )
    districts: dict[int, dict[int, int]] = defaultdict(dict)
    for district, year, count in by_district:
        districts[district].update({year: count} if year else {})
    if districts:
        for year in set.intersection(*(set(years) for years in districts.values())):
            of_whole[year] = sum(years[year] for years in districts.values())
    filled = {code for code, *_ in counts}
    by_lsoa = declared.level == "lsoa"
    available = {
        pk: code in filled or declared.level == "ward" or (by_lsoa and pk in ground.with_lsoas)
        for pk, (code, *_) in ground.wards.items()
    }
    wards = [
        Where(
            code,
            ward,
            "ward",
            (code,),
            people.get(pk, {}),
            is_town_centre=centre,
            is_available=available[pk],
        )
        for pk, (code, ward, centre) in ground.wards.items()
    ]
    localities = [
        Where(
            code,
            locality,
            "locality",
            (code, *(ground.wards[ward][0] for ward in members)),
            _summed([people.get(ward, {}) for ward in members]),
            is_made_up=made_up,
            is_available=code in filled or all(available[ward] for ward in members),
        )
        for code, locality, made_up, members in ground.localities.values()
    ]
    return (
        Where("", name, "whole", (), of_whole),
        *wards,
        *localities,
        Where("not-placed", "Ward not known", "elsewhere", (NOWHERE,)),
    )


def _residents(ground: _Ground) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    for pk in ground.wards:
        extents = sorted(ground.same.get(pk, {pk}), key=lambda code: code == pk)
        for area in extents:
            for year, count in _rows(
                "SELECT year, count FROM partnership_population WHERE area_id = %s ORDER BY id",
                area,
            ):
                found.setdefault(pk, {})[year] = count
    return found


def _summed(several: list[dict[int, int]]) -> dict[int, int]:
    years = set.intersection(*(set(each) for each in several)) if several else set()
    return {year: sum(each[year] for each in several) for year in years}


# --- Counts ----------------------------------------------------------------------------------
_Counts = dict[tuple[str, int, int], int | None]


def _facts(declared: Declared, partnership: int) -> list[tuple[Any, ...]]:
    named = "".join(f", f.{column}" for column in sorted(declared.types))
    return _rows(
        f"SELECT f.area_id, f.start, f.months, f.count{named} FROM {declared.table} f"  # noqa: S608 - names of our own tables
        " JOIN returns_coverage c ON c.part_id = f.part_id AND c.month = f.start"
        " WHERE c.partnership_id = %s AND c.dataset = %s AND c.source = %s AND c.until IS NULL",
        partnership,
        declared.dataset,
        declared.source,
    )


def _counts(
    declared: Declared, rows: list[tuple[Any, ...]], area: int, ground: _Ground
) -> tuple[_Counts, dict[str, _Counts]]:
    columns = sorted(declared.types)
    locality = {pk: code for pk, (code, *_) in ground.localities.items()}
    counts: _Counts = {}
    types: dict[str, _Counts] = {
        label: {} for labels in declared.types.values() for label in labels.values()
    }
    for where, start, months, count, *slugs in rows:
        by_column = dict(zip(columns, slugs, strict=True))
        if any(
            wanted and by_column[column] not in wanted
            for column, wanted in declared.categories.items()
        ):
            continue
        code = (
            ground.wards[ground.ward_of[where]][0]
            if where in ground.ward_of
            else locality.get(where) or _coarse(where, area, ground)
        )
        key = (code, _month(start), months)
        _add(counts, key, count)
        for column, labels in declared.types.items():
            if by_column[column] in labels:
                _add(types[labels[by_column[column]]], key, count)
    return counts, types


def _coarse(where: int, whole: int, ground: _Ground) -> str:
    if where == whole:
        return ALL_OF_IT
    return FORMER if where in ground.former else NOWHERE


def _add(counts: _Counts, key: tuple[str, int, int], count: int | None) -> None:
    held = counts.get(key, 0)
    counts[key] = None if held is None or count is None else held + count


# --- What the months are ---------------------------------------------------------------------
def _main(partnership: int, declared: Declared, months: Iterable[int]) -> set[int]:
    chosen = sorted(
        (_month(first) if first else -1, source)
        for source, first in _rows(
            "SELECT source, first_month FROM returns_mainsource"
            " WHERE partnership_id = %s AND dataset = %s AND until IS NULL",
            partnership,
            declared.dataset,
        )
    )
    found = set()
    for month in months:
        before = [source for first, source in chosen if first <= month]
        if not before or before[-1] == declared.source:
            found.add(month)
    return found


def _origins(uses: Iterable[tuple[Any, ...]]) -> dict[int, frozenset[str]]:
    names = dict(_rows("SELECT slug, name FROM partnership_agency"))
    found: dict[int, set[str]] = defaultdict(set)
    for month, origin, *_ in uses:
        found[_month(month)].add(names.get(origin, origin))
    return {month: frozenset(origins) for month, origins in found.items()}


def _unplaced(partnership: int, declared: Declared) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for month, rows, without in _rows(
        "SELECT c.month, t.rows, t.without_place FROM returns_rowsplaced t"
        " JOIN returns_coverage c ON c.part_id = t.part_id AND c.month = t.month"
        " WHERE c.partnership_id = %s AND c.dataset = %s AND c.source = %s AND c.until IS NULL",
        partnership,
        declared.dataset,
        declared.source,
    ):
        held = found.get(_month(month), (0, 0))
        found[_month(month)] = (held[0] + rows, held[1] + without)
    return found


def _breaks(
    partnership: int, declared: Declared, uses: Iterable[tuple[Any, ...]]
) -> frozenset[int]:
    under: dict[int, set[int | None]] = defaultdict(set)
    for month, _, _, definition, *_ in uses:
        under[_month(month)].add(definition)
    changed = {month for month in under if month - 1 in under and under[month] != under[month - 1]}
    recorded = {
        _month(since)
        for since, measure in _rows(
            "SELECT since, measure FROM returns_recordingchange WHERE partnership_id = %s"
            " AND dataset = %s AND effect = 'not-comparable' AND ended_at IS NULL",
            partnership,
            declared.dataset,
        )
        if measure in ("", declared.measure)
    }
    return frozenset(changed | recorded)


def _known(declared: Declared, uses: Iterable[tuple[Any, ...]]) -> tuple[Known, ...]:
    found = {}
    for *_, totals in uses:
        for total in json.loads(totals) if isinstance(totals, str) else totals:
            if total["measure"] == declared.measure:
                known = Known(total["year"], total["count"], total["nature"])
                found[known.year, known.count] = known
    return tuple(found.values())


# --- National figures --------------------------------------------------------------------------
def published(table: str) -> dict[Key, tuple[float, int | None]]:
    """Every national figure that nobody disputes: of several the latest, as it was published."""
    columns = "f.series, f.breakdown, f.category, f.start, f.months, f.count, f.share, f.known"
    rows = _rows(
        f"SELECT {columns} FROM {table} f JOIN returns_part p ON p.id = f.part_id"  # noqa: S608 - a table of ours
        " WHERE p.state = 'accepted' AND f.disputed_because = ''"
        " ORDER BY f.is_revised, COALESCE(f.published_on, f.sampled_on), p.decided_at, p.id"
    )
    found: dict[Key, tuple[float, int | None]] = {}
    for series, breakdown, category, start, months, count, share, known in rows:
        value = share if count is None else count
        if value is not None:
            key = (series, breakdown, category, _when(start, months), count is None)
            found[key] = (float(value), known)
    return found


def done_in_newest_year(partnership: str, day: date) -> tuple[int, int, int, int] | None:
    """The newest year with activities done, how many, of how many the reach is known, and whom."""
    rows = _rows(
        "SELECT a.year, COUNT(*), COUNT(a.reach), COALESCE(SUM(a.reach), 0)"
        " FROM prevent_activity a JOIN partnership_partnership p ON p.id = a.partnership_id"
        " WHERE p.slug = %s AND a.status = 'done' AND (a.ended_on IS NULL OR a.ended_on > %s)"
        " GROUP BY a.year ORDER BY a.year DESC",
        partnership,
        day.isoformat(),
    )
    return rows[0] if rows else None


def _when(start: date | str, months: int | None) -> str:
    """A year, or a day, as it is written."""
    day = date.fromisoformat(start) if isinstance(start, str) else start
    if not months:
        return f"{day.day} {spans.month_name(_month(day))}"
    return spans.written(Span(_month(day), months))
