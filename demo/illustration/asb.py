"""The illustrative returns of antisocial behaviour: yearly totals of wards, split by plain weights.

The deck of 4 March 2024 gives two years' totals, the change in three wards, and which wards rose
and fell; `YEAR_TOTALS` and `OF_WARDS` are the whole numbers that it implies. Everything finer is
split with plain weights, the same on every machine and every day; no weight was chosen to make a
statement true. It knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from asb.dataset import KINDS, QUALIFIERS, TYPES
from asb.layouts import ASB_RETURN, WARDEN_RETURN
from demo.illustration.splits import apportion, as_csv, swayed
from measures.periods import Month, Period

Ward = tuple[str, str]

# --- Police incidents ------------------------------------------------------------------------
# Financial year by the calendar year it starts in. Of the first three the deck says only that
# each was above 2021/22.
YEAR_TOTALS = {2018: 8_900, 2019: 8_300, 2020: 9_700, 2021: 7_050, 2022: 5_475}
PUBLISHED_YEARS = frozenset({2021, 2022})

# April first. More in the warm months and the light evenings, alike in every year.
MONTH_WEIGHTS = (96, 98, 98, 102, 108, 96, 97, 88, 76, 74, 79, 88)

# Shares per thousand of the incidents that data.police.uk shows for 2023, rounded. The wards
# are those of 2015 to 2023, under the codes of that time.
WARD_WEIGHTS: Mapping[Ward, int] = {
    ("E05009853", "Acklam"): 20,
    ("E05009854", "Ayresome"): 65,
    ("E05009855", "Berwick Hills & Pallister"): 89,
    ("E05009856", "Brambles & Thorntree"): 70,
    ("E05009857", "Central"): 193,
    ("E05009858", "Coulby Newham"): 43,
    ("E05009859", "Hemlington"): 66,
    ("E05009860", "Kader"): 18,
    ("E05009861", "Ladgate"): 16,
    ("E05009862", "Linthorpe"): 18,
    ("E05009863", "Longlands & Beechwood"): 81,
    ("E05009864", "Marton East"): 14,
    ("E05009865", "Marton West"): 9,
    ("E05009866", "Newport"): 79,
    ("E05009867", "North Ormesby"): 26,
    ("E05009868", "Nunthorpe"): 8,
    ("E05009869", "Park"): 52,
    ("E05009870", "Park End & Beckfield"): 74,
    ("E05009871", "Stainton & Thornton"): 26,
    ("E05009872", "Trimdon"): 32,
}

# The three wards that the deck names, with the smallest round figures that give its percentages;
# Hemlington's earlier years lie between its 2022/23 and its 2021/22, as the deck says.
OF_WARDS = {
    2019: {"Hemlington": 240},
    2020: {"Hemlington": 262},
    2021: {"Hemlington": 291, "Ayresome": 275, "Trimdon": 150},
    2022: {"Hemlington": 190, "Ayresome": 396, "Trimdon": 213},
}

QUALIFIER_WEIGHTS = {"personal": 190, "nuisance": 720, "environmental": 90}

TYPE_WEIGHTS = {
    "vehicle-abandoned": 15,
    "vehicle-nuisance": 150,
    "rowdy-behaviour": 480,
    "nuisance-neighbours": 130,
    "littering-drugs": 25,
    "animals": 25,
    "trespass": 35,
    "nuisance-communications": 40,
    "street-drinking": 15,
    "prostitution": 5,
    "noise": 40,
    "begging": 20,
    "fireworks": 20,
}

# How far a ward's share of a year may lie from its usual one, per thousand of that share: less
# than half of the least change between two years, so that a ward goes the way of the town.
_SWAY = 60

# --- Reports to the wardens ------------------------------------------------------------------
# By locality, 2019/20 first. The deck gives no counts: North with most of them and falling each
# year, the other three rising.
WARDEN_TOTALS = {
    "North": {2019: 3_180, 2020: 3_010, 2021: 2_890, 2022: 2_760, 2024: 2_540},
    "East": {2019: 720, 2020: 790, 2021: 860, 2022: 930, 2024: 1_020},
    "South": {2019: 430, 2020: 480, 2021: 540, 2022: 610, 2024: 720},
    "West": {2019: 310, 2020: 350, 2021: 400, 2022: 460, 2024: 560},
}
# 2024/25 is a year that nobody has accepted yet, so that it shows in no figure.
WARDEN_YEARS = (2019, 2020, 2021, 2022)

KIND_WEIGHTS = {
    "rowdy-behaviour": 310,
    "nuisance-vehicles": 170,
    "litter": 260,
    "dogs": 90,
    "begging-and-drinking": 70,
    "other": 100,
}


def asb_csv(quarter: Period) -> bytes:
    """The police's return of one quarter in the portal's own template. KeyError: no such year."""
    qualifiers = {category.slug: category.label for category in QUALIFIERS}
    types = {category.slug: category.label for category in TYPES}
    months = set(quarter.each_month)
    return as_csv(
        ASB_RETURN,
        (
            (month.code, code, ward, qualifiers[qualifier], types[kind], count)
            for month, (code, ward), qualifier, kind, count in split_year(quarter.financial_year)
            if month in months
        ),
    )


def split_year(year: int) -> Iterator[tuple[Month, Ward, str, str, int]]:
    """Every ward, month, qualifier and type of the year that starts in `year`, with its count."""
    months = Period.year(year).each_month
    for ward, total in ward_totals(year).items():
        cells = list(product(months, QUALIFIER_WEIGHTS, TYPE_WEIGHTS))
        weights = [
            _of_month(month) * QUALIFIER_WEIGHTS[qualifier] * TYPE_WEIGHTS[kind]
            for month, qualifier, kind in cells
        ]
        counts = apportion(total, weights)
        for (month, qualifier, kind), count in zip(cells, counts, strict=True):
            yield month, ward, qualifier, kind, count


def ward_totals(year: int) -> dict[Ward, int]:
    """Each ward's total: as the deck has it, else its share of what is left of the year's."""
    given = OF_WARDS.get(year, {})
    wards = [ward for ward in WARD_WEIGHTS if ward[1] not in given]
    weights = [_usual(ward) * swayed(f"{ward[0]} {year}", reach=_SWAY) for ward in wards]
    split = apportion(YEAR_TOTALS[year] - sum(given.values()), weights)
    shares = dict(zip(wards, split, strict=True))
    return {ward: shares[ward] if ward in shares else given[ward[1]] for ward in WARD_WEIGHTS}


def _usual(ward: Ward) -> int:
    """A ward's usual share: of a ward that the deck counts in 2021/22, as it counts it."""
    given = OF_WARDS[2021]
    if ward[1] in given:
        others = sum(share for other, share in WARD_WEIGHTS.items() if other[1] not in given)
        return 1000 * given[ward[1]] * others // (YEAR_TOTALS[2021] - sum(given.values()))
    return 1000 * WARD_WEIGHTS[ward]


def warden_csv(quarter: Period) -> bytes:
    """The warden service's return of one quarter. KeyError: no such year."""
    labels = {category.slug: category.label for category in KINDS}
    months = set(quarter.each_month)
    return as_csv(
        WARDEN_RETURN,
        (
            (month.code, locality, labels[kind], count)
            for month, locality, kind, count in split_warden_year(quarter.financial_year)
            if month in months
        ),
    )


def split_warden_year(year: int) -> Iterator[tuple[Month, str, str, int]]:
    """Every locality, month and kind of the year that starts in `year`, with its count."""
    months = Period.year(year).each_month
    for locality, totals in WARDEN_TOTALS.items():
        cells = list(product(months, KIND_WEIGHTS))
        weights = [_of_month(month) * KIND_WEIGHTS[kind] for month, kind in cells]
        for (month, kind), count in zip(cells, apportion(totals[year], weights), strict=True):
            yield month, locality, kind, count


def _of_month(month: Month) -> int:
    return MONTH_WEIGHTS[(month.number - 4) % 12]
