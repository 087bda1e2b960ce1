"""The illustrative returns of serious violence: yearly totals, split by plain weights.

The deck of 4 March 2024 gives 724 for 2022/23 and percentages for the other years; the totals are
the whole numbers nearest to them (of 2018/19 none fits: 476 and 477 lie on either side). It says
nothing of what it counts, of months or of wards. It knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from demo.illustration.splits import (
    CODES_SINCE_MAY_2023,
    ILLUSTRATIVE,
    apportion,
    as_csv,
    swayed,
)
from measures.periods import Month, Period
from violence.dataset import VIOLENCE_RETURN

Ward = tuple[str, str]

# Financial year by the calendar year it starts in.
YEAR_TOTALS = {2018: 477, 2019: 520, 2020: 489, 2021: 645, 2022: 724}
PUBLISHED_YEARS = frozenset({2022})
# A year that nobody has accepted yet, so that it shows in no figure.
UNDER_WAY = {2024: 702}
WORKED_BACK = "illustrative split of a total worked back from the published percentages"


def about(year: int) -> str:
    """What is said of the figures of a year wherever they show."""
    return ILLUSTRATIVE if year in PUBLISHED_YEARS else WORKED_BACK


DEFINITION: Mapping[str, Any] = {
    "name": "Serious violence (illustrative)",
    "version": "1",
    "counted_in": (
        "Homicide and attempted murder. Wounding and other assaults with injury in which a knife, a"
        " gun or another weapon was used. Robbery with such a weapon"
    ),
    "left_out": "Domestic abuse without a weapon; sexual offences; possession of a weapon alone",
    "agreed_by": ("nobody (it is made up)"),
    "agreed_on": date(2018, 4, 3),
    "first_month": Month(2018, 4),
}
LABEL = f"{DEFINITION['name']}, version {DEFINITION['version']}"

# April first. A mild summer peak, alike in every year.
MONTH_WEIGHTS = (98, 104, 104, 108, 107, 100, 101, 97, 96, 93, 91, 101)

# Shares per thousand, plain: more in and around the town centre. The wards are those of 2015 to
# 2023, under the codes of that time.
WARD_WEIGHTS: Mapping[Ward, int] = {
    ("E05009853", "Acklam"): 15,
    ("E05009854", "Ayresome"): 36,
    ("E05009855", "Berwick Hills & Pallister"): 80,
    ("E05009856", "Brambles & Thorntree"): 82,
    ("E05009857", "Central"): 240,
    ("E05009858", "Coulby Newham"): 28,
    ("E05009859", "Hemlington"): 50,
    ("E05009860", "Kader"): 12,
    ("E05009861", "Ladgate"): 20,
    ("E05009862", "Linthorpe"): 18,
    ("E05009863", "Longlands & Beechwood"): 112,
    ("E05009864", "Marton East"): 10,
    ("E05009865", "Marton West"): 7,
    ("E05009866", "Newport"): 112,
    ("E05009867", "North Ormesby"): 46,
    ("E05009868", "Nunthorpe"): 5,
    ("E05009869", "Park"): 42,
    ("E05009870", "Park End & Beckfield"): 65,
    ("E05009871", "Stainton & Thornton"): 10,
    ("E05009872", "Trimdon"): 10,
}

# How far a ward's share of a year may lie from its usual one, per thousand of that share.
_SWAY = 80


def quarter_csv(quarter: Period) -> bytes:
    """The return of one quarter in the portal's own template. KeyError: no such year."""
    months = set(quarter.each_month)
    return as_csv(
        VIOLENCE_RETURN,
        (
            (month.code, _code(code, month), name, LABEL, count)
            for month, (code, name), count in split_year(quarter.financial_year)
            if month in months
        ),
    )


def split_year(year: int) -> Iterator[tuple[Month, Ward, int]]:
    """Every month and ward of the financial year from `year`, with its count."""
    cells = list(product(Period.year(year).each_month, WARD_WEIGHTS))
    weights = [
        MONTH_WEIGHTS[(month.number - 4) % 12]
        * WARD_WEIGHTS[ward]
        * swayed(f"{ward[0]} {year}", reach=_SWAY)
        for month, ward in cells
    ]
    total = {**YEAR_TOTALS, **UNDER_WAY}[year]
    for (month, ward), count in zip(cells, apportion(total, weights), strict=True):
        yield month, ward, count


def _code(code: str, month: Month) -> str:
    return CODES_SINCE_MAY_2023.get(code, code) if month >= Month(2023, 5) else code
