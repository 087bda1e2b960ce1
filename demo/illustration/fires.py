"""The illustrative fire returns: yearly totals of the two classes, split by plain weights.

The deck of 4 March 2024 gives differences and percentages and no totals; `YEAR_TOTALS` are whole
numbers that give them all, one set of several that would. 2018/19, and the split of 2020/21 by
class, are in no paper. No weight was chosen to make a statement true. It knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from demo.illustration.splits import CODES_SINCE_MAY_2023, apportion, as_csv, swayed
from fires.dataset import PRIMARY, SECONDARY, VEHICLES
from fires.layouts import FIRE_RETURN
from measures.periods import Month, Period

Ward = tuple[str, str]

# Financial year by the calendar year it starts in.
YEAR_TOTALS: Mapping[int, Mapping[str, int]] = {
    2018: {PRIMARY.slug: 136, SECONDARY.slug: 1_114},
    2019: {PRIMARY.slug: 148, SECONDARY.slug: 1_185},
    2020: {PRIMARY.slug: 128, SECONDARY.slug: 1_042},
    2021: {PRIMARY.slug: 145, SECONDARY.slug: 1_516},
    2022: {PRIMARY.slug: 162, SECONDARY.slug: 1_506},
}
MADE_UP_YEARS = frozenset({2018})
# A year that nobody has accepted yet, so that it shows in no figure.
UNDER_WAY = {2024: {PRIMARY.slug: 151, SECONDARY.slug: 1_489}}
WORKED_BACK = "illustrative split of a total worked back from the published percentages"

# April first. The grass fires of a dry spring, and a small rise around Bonfire Night.
MONTH_WEIGHTS = (170, 105, 80, 78, 76, 74, 86, 92, 48, 46, 70, 155)

# Shares per thousand, plain: more where there is open ground beside many homes. The wards are
# those of 2015 to 2023, under the codes of that time.
WARD_WEIGHTS: Mapping[Ward, int] = {
    ("E05009853", "Acklam"): 16,
    ("E05009854", "Ayresome"): 34,
    ("E05009855", "Berwick Hills & Pallister"): 120,
    ("E05009856", "Brambles & Thorntree"): 150,
    ("E05009857", "Central"): 70,
    ("E05009858", "Coulby Newham"): 60,
    ("E05009859", "Hemlington"): 80,
    ("E05009860", "Kader"): 12,
    ("E05009861", "Ladgate"): 30,
    ("E05009862", "Linthorpe"): 10,
    ("E05009863", "Longlands & Beechwood"): 80,
    ("E05009864", "Marton East"): 18,
    ("E05009865", "Marton West"): 10,
    ("E05009866", "Newport"): 60,
    ("E05009867", "North Ormesby"): 70,
    ("E05009868", "Nunthorpe"): 8,
    ("E05009869", "Park"): 22,
    ("E05009870", "Park End & Beckfield"): 110,
    ("E05009871", "Stainton & Thornton"): 20,
    ("E05009872", "Trimdon"): 20,
}

# Of a hundred fires of a class: vehicle, not a vehicle.
VEHICLE_WEIGHTS = {PRIMARY.slug: (45, 55), SECONDARY.slug: (2, 98)}

# How far a ward's share of a year may lie from its usual one, per thousand of that share.
_SWAY = 120
_LABELS = {item.slug: item.label for item in (PRIMARY, SECONDARY, *VEHICLES)}
_KINDS = tuple(vehicle.slug for vehicle in VEHICLES[:2])


def quarter_csv(quarter: Period) -> bytes:
    """The return of one quarter in the portal's own template. KeyError: no such year."""
    months = set(quarter.each_month)
    return as_csv(
        FIRE_RETURN,
        (
            (month.code, _code(code, month), name, _LABELS[fire_class], _LABELS[kind], count)
            for month, (code, name), fire_class, kind, count in split_year(quarter.financial_year)
            if month in months
        ),
    )


def split_year(year: int) -> Iterator[tuple[Month, Ward, str, str, int]]:
    """Every month, ward, class and kind of the financial year from `year`, with its count."""
    for fire_class, total in {**YEAR_TOTALS, **UNDER_WAY}[year].items():
        cells = list(product(Period.year(year).each_month, WARD_WEIGHTS, _KINDS))
        weights = [_weight(year, fire_class, *cell) for cell in cells]
        for (month, ward, kind), count in zip(cells, apportion(total, weights), strict=True):
            yield month, ward, fire_class, kind, count


def _code(code: str, month: Month) -> str:
    return CODES_SINCE_MAY_2023.get(code, code) if month >= Month(2023, 5) else code


def _weight(year: int, fire_class: str, month: Month, ward: Ward, kind: str) -> int:
    in_year = MONTH_WEIGHTS[(month.number - 4) % 12]
    of_kind = VEHICLE_WEIGHTS[fire_class][_KINDS.index(kind)]
    sway = swayed(f"{ward[0]} {year} {fire_class}", reach=_SWAY)
    return in_year * WARD_WEIGHTS[ward] * of_kind * sway
