"""What the update of 4 March 2024 makes known of yearly totals whose rows are made up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from measures.counts import Nature
from returns.catalogue.supply import KnownTotal

UPDATE = "the original deck of 2024"
ONE_OF_SEVERAL = (
    f"from the percentages of {UPDATE}. Several whole numbers fit, and one of them is used"
)
ALONE = f"from the percentages of {UPDATE}. No other whole number fits"
NEAREST = (
    f"as the nearest whole number to the 51.93% of {UPDATE}. No whole number fits: 476 would give"
    " 52.10%, and 477 gives 51.78%"
)


def _published(measure: str, of_years: Mapping[int, int]) -> Iterable[KnownTotal]:
    for year, count in of_years.items():
        yield KnownTotal(measure, year, count, Nature.PUBLISHED, f"published in {UPDATE}")


def _worked_back(
    measure: str, of_years: Mapping[int, int], because: str = ONE_OF_SEVERAL
) -> Iterable[KnownTotal]:
    for year, count in of_years.items():
        yield KnownTotal(measure, year, count, Nature.WORKED_BACK, because)


def _by_year(known: Iterable[KnownTotal]) -> Mapping[int, tuple[KnownTotal, ...]]:
    found: dict[int, list[KnownTotal]] = defaultdict(list)
    for total in known:
        found[total.year].append(total)
    return {year: tuple(totals) for year, totals in found.items()}


# By the calendar year in which a financial year begins.
CRIME = _by_year(_published("all-crime", {2019: 23_069, 2021: 24_951, 2022: 26_450}))
# 7,050 are the 5,475 and the 1,575 that they were fewer by.
ASB = _by_year(_published("incidents", {2021: 7_050, 2022: 5_475}))
FIRES = _by_year(
    (
        *_worked_back("deliberate", {2019: 1_333, 2020: 1_170, 2021: 1_661, 2022: 1_668}),
        *_worked_back("primary", {2019: 148, 2021: 145, 2022: 162}),
        *_worked_back("secondary", {2019: 1_185, 2021: 1_516, 2022: 1_506}),
    )
)
VIOLENCE = _by_year(
    (
        *_published("serious", {2022: 724}),
        *_worked_back("serious", {2021: 645}, ALONE),
        *_worked_back("serious", {2019: 520, 2020: 489}),
        *_worked_back("serious", {2018: 477}, NEAREST),
    )
)
