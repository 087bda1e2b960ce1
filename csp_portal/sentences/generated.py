"""Histories made at random to be hard on sentences: zeros, ties, gaps, single events, breaks.

Each is made once as plain numbers, and handed to the portal as its figures and to the reader as
facts.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

from checks.sentences.facts import ALL_OF_IT, FORMER, NOWHERE, History, Noun, Where
from measures.periods import Month
from reporting.analysis.breakdown import Breakdown
from reporting.analysis.figures import Figures
from reporting.analysis.places import ALL_OF_IT as WHOLE_ALONE
from reporting.analysis.places import (
    ELSEWHERE,
    FORMER_WARDS,
    NOT_PLACED,
    Place,
    PlaceKind,
    Residents,
)
from reporting.analysis.supplied import Origin
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.recording import RecordingChanged
from returns.catalogue.registry import datasets
from returns.catalogue.supply import Placing

_Rows = dict[tuple[str, int, int], int]
_NAMES = (
    "Ash", "Beech Hill", "Cedar & Elm", "Dale", "East Moor", "Fell End", "Grange", "Harbour",
    "Inner Park", "Jubilee", "Kirk and Kiln", "Lower Mere", "Mill Bank", "North End", "Old Town",
    "Priory", "Quarry", "Riverside", "South End", "The Green", "Upper Mere", "Vale", "West Moor",
    "St Hild's",
)  # fmt: skip
_FORCES = {"a-police": "A Police", "transport-police": "British Transport Police"}
_AT = datetime(2025, 6, 12, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A history as the portal has it and as the reader has it; `types` are counts by category."""

    name: str
    figures: Figures
    history: History
    types: Mapping[str, Mapping[tuple[str, int, int], int]]

    def breakdowns(self, area: Place | None) -> tuple[Breakdown, ...]:
        """By each dimension that the measure has several categories of."""
        figures = self.figures
        place = area or figures.whole
        codes = None if place.kind is PlaceKind.WHOLE else set(figures.carriers(place))
        found = []
        for dimension in self._dimensions:
            categories = _categories(figures.measure, figures.source, dimension.field)
            counts = {
                category.slug: _of_codes(self.types.get(category.label, {}), codes)
                for category in categories
            }
            histories = {
                category.slug: replace(
                    figures, counts=_by_place(self.types.get(category.label, {}))
                )
                for category in categories
            }
            found.append(
                Breakdown(dimension, categories, figures, place, counts, histories=histories)
            )
        return tuple(found)

    @cached_property
    def _dimensions(self):
        figures = self.figures
        return tuple(
            dimension
            for dimension in figures.dataset.dimensions
            if len(_categories(figures.measure, figures.source, dimension.field)) > 1
        )


def _by_place(
    rows: Mapping[tuple[str, int, int], int],
) -> dict[str, dict[tuple[int, int], int]]:
    """By the codes under which the portal keeps them."""
    codes = {FORMER: FORMER_WARDS, ALL_OF_IT: WHOLE_ALONE, NOWHERE: ELSEWHERE}
    series: dict[str, dict[tuple[int, int], int]] = {}
    for (code, start, months), count in rows.items():
        series.setdefault(codes.get(code, code), {})[start, months] = count
    return series


def _of_codes(
    rows: Mapping[tuple[str, int, int], int], codes: set[str] | None
) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for (code, start, months), count in rows.items():
        if codes is None or code in codes:
            found[start, months] = found.get((start, months), 0) + count
    return found


def _categories(measure: Measure, source: Source, field: str):
    wanted = measure.categories[source.slug].get(field)
    return tuple(
        category
        for category in source.categories[field]
        if (wanted is None or category.slug in wanted) and not category.refused_because
    )


def history(name: str) -> Made:
    """The history of that name: the same name makes the same one."""
    return _Making(name).made()


class _Making:
    """What is drawn for one history, in the order in which it is needed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.chance = chance = random.Random(name)  # noqa: S311 - a sample, not a secret
        self.dataset, self.source, self.measure = _declared(chance)
        self.months = self._months()
        self.places = self._places()
        self.lowest = (
            PlaceKind.WARD if any(p.kind == "ward" for p in self.places) else PlaceKind.WHOLE
        )
        self.types = self._types()

    # --- When ---
    def _months(self) -> list[int]:
        """Months in a row, of which a few may be missing."""
        chance = self.chance
        length = chance.choice((1, 5, 11, 13, 23, 24, 25, 30, 36, 48, 60, 60, 72))
        first = 12 * chance.choice((2015, 2017, 2019, 2020)) + chance.randrange(12)
        months = list(range(first, first + length))
        if chance.random() < 0.25 and length > 3:
            for _ in range(chance.randint(1, 3)):
                months.remove(chance.choice(months))
        return months

    # --- Where ---
    def _places(self) -> tuple[Where, ...]:
        chance = self.chance
        names = list(_NAMES)
        chance.shuffle(names)
        wards = [
            Where(
                f"W{place:02}",
                names[place],
                "ward",
                (f"W{place:02}",),
                {2020: chance.randint(2_000, 12_000)} if chance.random() < 0.95 else {},
                is_town_centre=chance.random() < 0.05,
            )
            for place in range(chance.choice((0, 1, 2, 3, 7, 8, 12, 20, 24)))
        ]
        localities = []
        if len(wards) > 3 and chance.random() < 0.6:
            is_made_up = chance.random() < 0.3
            for place, group in enumerate((wards[::2], wards[1::2])):
                localities.append(
                    Where(
                        f"town/l{place}",
                        f"{('Coast', 'Hills')[place]}",
                        "locality",
                        (f"town/l{place}", *(ward.code for ward in group)),
                        _together([ward.residents for ward in group]),
                        is_made_up=is_made_up,
                    )
                )
        return (
            Where("", "Newtown", "whole", (), {2021: chance.randint(60_000, 200_000)}),
            *wards,
            *localities,
            Where(NOT_PLACED, "Ward not known", "elsewhere", (NOWHERE,)),
        )

    # --- How many ---
    def _types(self) -> dict[str, _Rows]:
        """Counts by the label of a category, so that all of them add up."""
        chance = self.chance
        field = self.dataset.dimensions[0].field if self.dataset.dimensions else ""
        labels = (
            [each.label for each in _categories(self.measure, self.source, field)]
            if field
            else [""]
        )
        level = chance.choice((0.0, 0.02, 0.3, 2, 9, 40, 300))
        level /= max(len(labels), 1)
        is_steady = chance.random() < 0.15
        drift = chance.choice((1.0, 1.0, 1.0, 0.97, 1.02))
        rough = chance.choice((0.0, 0.1, 0.4))
        codes = [ward.code for ward in self.places if ward.kind == "ward"]
        codes += [NOWHERE] if not codes or chance.random() < 0.3 else []
        former, new = self._former(codes), self._new(labels)
        shares = {code: chance.choice((0.2, 1, 1, 3)) for code in codes}
        found: dict[str, _Rows] = {label: {} for label in labels}
        for label in labels:
            part = chance.choice((0.1, 1, 1, 2))
            for place, month in enumerate(self.months):
                wave = 1 + 0.3 * ((month % 12) in (5, 6, 7))
                shock = chance.lognormvariate(0, rough) if rough else 1.0
                for code in codes if month >= new.get(label, month) else ():
                    mean = level * part * shares[code] * drift**place * wave * shock
                    count = round(mean) if is_steady else _poisson(chance, mean)
                    key = (FORMER if month < former and code != NOWHERE else code, month, 1)
                    if count:
                        found[label][key] = found[label].get(key, 0) + count
        return found

    def _former(self, codes: Sequence[str]) -> int:
        """Before this month figures are by wards that no longer stand."""
        has_changed = codes != [NOWHERE] and self.chance.random() < 0.12
        return self.chance.choice(self.months) if has_changed else 0

    def _new(self, labels: Sequence[str]) -> dict[str, int]:
        """By the label of a category, the month before which nothing was recorded of it.

        Drawn by themselves, so that all other histories stay as they are.
        """
        chance = random.Random(f"{self.name}, new")  # noqa: S311 - a sample, not a secret
        if chance.random() > 0.15:
            return {}
        chosen = chance.choice((tuple(labels), (chance.choice(labels),)))
        return dict.fromkeys(chosen, chance.choice(self.months))

    # --- The same for both ---
    def made(self) -> Made:
        chance = self.chance
        counts: _Rows = {}
        for rows in self.types.values():
            for key, count in rows.items():
                counts[key] = counts.get(key, 0) + count
        made_up = self._made_up()
        joined = chance.choice(self.months) if chance.random() < 0.2 else None
        broken = chance.choice(self.months) if chance.random() < 0.15 else None
        unplaced = (
            {month: Placing(500, chance.choice((0, 2, 2, 20))) for month in self.months}
            if chance.random() < 0.3
            else {}
        )
        return Made(
            self.name,
            self._figures(counts, made_up, joined, broken, unplaced),
            self._history(counts, made_up, joined, broken, unplaced),
            self.types | self._other_types(counts),
        )

    @property
    def _lists(self) -> dict[str, tuple[str, ...]]:
        return {
            dimension.field: tuple(
                each.label for each in _categories(self.measure, self.source, dimension.field)
            )
            for dimension in self.dataset.dimensions
        }

    def _other_types(self, counts: _Rows) -> dict[str, _Rows]:
        """By a further dimension everything is of its first category."""
        _, *others = [*self._lists.values()] or [()]
        return {
            label: dict(counts) if label == labels[0] else {}
            for labels in others
            for label in labels
        }

    def _made_up(self) -> frozenset[int]:
        if self.chance.random() > 0.15:
            return frozenset()
        until = self.chance.choice(self.months)
        return frozenset(month for month in self.months if month <= until)

    def _history(self, counts, made_up, joined, broken, unplaced) -> History:
        noun, forces = self.measure.noun, list(_FORCES.values())
        return History(
            partnership="Newtown",
            title=self.measure.title,
            noun=Noun(noun.singular, noun.plural, noun.verb),
            source=self.source.title,
            slug=self.source.slug,
            better=self.measure.better.value,
            places=self.places,
            counts=counts,
            supplied=frozenset(self.months),
            types=self.types | self._other_types(counts),
            lists=self._lists,
            origins={
                month: frozenset(forces if joined and month >= joined else forces[:1])
                for month in self.months
            },
            unplaced={month: (each.rows, each.without) for month, each in unplaced.items()},
            breaks=frozenset([broken] if broken else []),
            made_up=made_up,
        )

    def _figures(self, counts, made_up, joined, broken, unplaced) -> Figures:
        return Figures(
            dataset=self.dataset,
            measure=self.measure,
            source=self.source,
            partnership="Newtown",
            places=tuple(self._place(where) for where in self.places),
            months_supplied=frozenset(map(_month, self.months)),
            counts=_by_place(counts),
            lowest=self.lowest,
            at=_AT,
            returns=tuple(self._returns(made_up, joined)),
            recorded=self._recorded(broken),
            without_place={_month(month): each for month, each in unplaced.items()},
        )

    def _place(self, where: Where) -> Place:
        years = {_month(month).financial_year for month in self.months}
        held = where.residents
        nearest = {
            year: min(held, key=lambda each: (abs(each - year), each)) for year in years if held
        }
        return Place(
            where.code,
            where.name,
            PlaceKind(where.kind),
            tuple(code for code in where.wards if code != where.code or where.kind == "ward")
            if where.kind != "elsewhere"
            else (ELSEWHERE,),
            is_town_centre=where.is_town_centre,
            illustrative=where.is_made_up,
            residents={
                year: Residents(held[of], of, "ONS (file.csv)") for year, of in nearest.items()
            },
        )

    def _returns(self, made_up, joined):
        """Two forces' returns, and what is made up in a return of its own."""
        groups = {
            ("a-police", "illustrative split of an illustrative total"): made_up,
            ("a-police", ""): frozenset(self.months) - made_up,
            ("transport-police", ""): frozenset(m for m in self.months if joined and m >= joined),
        }
        for number, ((origin, illustrative), months) in enumerate(groups.items(), start=1):
            if months:
                yield Origin(
                    of_return=number,
                    origin=origin,
                    name=f"return-{number}.csv",
                    supplied_by=_FORCES[origin],
                    received="",
                    accepted_by="",
                    accepted="",
                    illustrative=illustrative,
                    months=tuple(map(_month, sorted(months))),
                    origin_name=_FORCES[origin],
                )

    def _recorded(self, broken: int | None) -> tuple[RecordingChanged, ...]:
        if broken is None:
            return ()
        change = RecordingChanged(
            pk=1,
            dataset=self.dataset.slug,
            measure="",
            since=_month(broken).first_day,
            what="Counted by a new rule",
            breaks_series=True,
            reference="a letter of the force",
        )
        return (change,)


def _declared(chance: random.Random) -> tuple[Dataset, Source, Measure]:
    """A measure of one of the sources that are kept by ward or smaller."""
    offered = [
        (dataset, source, measure)
        for dataset in datasets
        for source in dataset.sources
        if not source.is_national
        and source.area_level.value in ("ward", "lsoa")
        and not source.counts_under
        for measure in dataset.measures
        if source.slug in measure.categories
    ]
    return chance.choice(offered)


def _poisson(chance: random.Random, mean: float) -> int:
    """A Poisson draw: by products below 30, else by the normal."""
    if mean > 30:
        return max(0, round(chance.gauss(mean, mean**0.5)))
    count, product, floor = 0, chance.random(), 2.718281828459045**-mean
    while product > floor:
        count += 1
        product *= chance.random()
    return count


def _together(several: Sequence[Mapping[int, int]]) -> dict[int, int]:
    years = set.intersection(*(set(each) for each in several)) if several else set()
    return {year: sum(each[year] for each in several) for year in years}


def _month(number: int) -> Month:
    return Month(number // 12, number % 12 + 1)
