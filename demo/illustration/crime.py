"""The illustrative police returns: published totals of a year, split by a fixed pattern.

The deck of 4 March 2024 gives totals for three financial years and no more. Here they are split
by month, ward and offence group with plain weights, the same on every machine and every day; no
weight was chosen to make a statement true. It knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from crime.categories import HOME_OFFICE_GROUPS
from crime.layouts import POLICE_RETURN
from demo.illustration.splits import apportion, as_csv, swayed
from measures.periods import Month, Period

# Financial year by the calendar year it starts in. The deck says only that 2020/21 was below
# 2019/20, and nothing of 2018/19.
YEAR_TOTALS = {2018: 22_400, 2019: 23_069, 2020: 21_900, 2021: 24_951, 2022: 26_450}
PUBLISHED_YEARS = frozenset({2019, 2021, 2022})

# April first. A mild summer peak and a short February, alike in every year.
MONTH_WEIGHTS = (98, 103, 103, 106, 105, 100, 103, 98, 95, 96, 91, 102)

# Shares per thousand of the crimes that data.police.uk shows for 2023, rounded. The wards are
# those of 2015 to 2023, under the codes of that time.
WARD_WEIGHTS = {
    ("E05009853", "Acklam"): 19,
    ("E05009854", "Ayresome"): 30,
    ("E05009855", "Berwick Hills & Pallister"): 78,
    ("E05009856", "Brambles & Thorntree"): 74,
    ("E05009857", "Central"): 244,
    ("E05009858", "Coulby Newham"): 36,
    ("E05009859", "Hemlington"): 50,
    ("E05009860", "Kader"): 21,
    ("E05009861", "Ladgate"): 20,
    ("E05009862", "Linthorpe"): 19,
    ("E05009863", "Longlands & Beechwood"): 109,
    ("E05009864", "Marton East"): 13,
    ("E05009865", "Marton West"): 8,
    ("E05009866", "Newport"): 101,
    ("E05009867", "North Ormesby"): 37,
    ("E05009868", "Nunthorpe"): 6,
    ("E05009869", "Park"): 43,
    ("E05009870", "Park End & Beckfield"): 66,
    ("E05009871", "Stainton & Thornton"): 15,
    ("E05009872", "Trimdon"): 10,
}

# From the same counts. Violence and sexual offences, one type there, are split some eight to one.
GROUP_WEIGHTS = {
    "violence-against-the-person": 370,
    "sexual-offences": 47,
    "robbery": 13,
    "burglary": 52,
    "vehicle-offences": 61,
    "theft-other": 149,
    "arson-and-criminal-damage": 126,
    "drug-offences": 42,
    "public-order": 103,
    "possession-of-weapons": 9,
    "miscellaneous": 28,
}

# How far a ward's share of a year may lie from its usual one, per thousand of that share.
_SWAY = 60


def quarter_csv(quarter: Period) -> bytes:
    """The return of one quarter in the portal's own template, as UTF-8. KeyError: no such year."""
    labels = {group.slug: group.label for group in HOME_OFFICE_GROUPS}
    months = set(quarter.each_month)
    return as_csv(
        POLICE_RETURN,
        (
            (month.code, code, ward, labels[group], count)
            for month, (code, ward), group, count in split_year(quarter.financial_year)
            if month in months
        ),
    )


def split_year(year: int) -> Iterator[tuple[Month, tuple[str, str], str, int]]:
    """Every month, ward and group of the financial year that starts in `year`, with its count."""
    cells = list(product(Period.year(year).each_month, WARD_WEIGHTS, GROUP_WEIGHTS))
    weights = [_weight(year, *cell) for cell in cells]
    counts = apportion(YEAR_TOTALS[year], weights)
    return ((*cell, count) for cell, count in zip(cells, counts, strict=True))


def _weight(year: int, month: Month, ward: tuple[str, str], group: str) -> int:
    in_year = MONTH_WEIGHTS[(month.number - 4) % 12]
    sway = swayed(f"{ward[0]} {year}", reach=_SWAY)
    return in_year * WARD_WEIGHTS[ward] * GROUP_WEIGHTS[group] * sway
