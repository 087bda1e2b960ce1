"""A ward in which no LSOA is placed: no figure of a source by LSOA, and never 0."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from asb.dataset import ASB
from crime.dataset import CRIME
from measures.change import Incomparable, Refusal
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Area, Partnership, Placement, User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.analysis import comparisons
from reporting.analysis.figures import Figures
from reporting.queries import figures as queries
from tests.reporting.filling import Row, choose_main_source, put_in_use

AT = datetime(2024, 6, 3, 9, tzinfo=UTC)
GONE = "Acklam"
YEAR = Period.year(2023)


@pytest.fixture
def middlesbrough(with_people) -> Partnership:
    """With two years of data.police.uk, and no LSOA in Acklam."""
    partnership = with_people
    officer = User.objects.get(email="csp.officer@demo.example")
    placed = Placement.objects.select_related("lsoa", "ward").filter(
        ward_set__partnership=partnership
    )
    lsoas = {one.ward.name: one.lsoa.code for one in placed if one.ward.name != GONE}
    Placement.objects.filter(ward__name=GONE).delete()
    months = [*Period.year(2022).each_month, *Period.year(2023).each_month]
    rows = [
        Row(lsoa, month.first_day, offence, 5 + (month.number + number) % 7)
        for month in months
        for number, lsoa in enumerate(sorted(set(lsoas.values())))
        for offence in ("shoplifting", "burglary")
    ]
    put_in_use(partnership, rows, at=AT, by=officer, source="police-uk")
    choose_main_source(partnership, "police-uk", by=officer)
    return partnership


def shown(partnership: Partnership, measure: str = "crime/all-crime", **more) -> Figures:
    return queries.figures(measure, partnership=partnership, viewer=AS_COUNCILLOR, **more)


@pytest.mark.parametrize(
    "measure",
    [
        f"{dataset.app}/{measure.slug}"
        for dataset in (CRIME, ASB)
        for measure in dataset.measures
        if "police-uk" in measure.categories
    ],
)
def test_no_measure_of_a_source_by_lsoa_has_a_figure_of_it(middlesbrough, measure):
    figures = shown(middlesbrough, measure, source="police-uk")
    ward = figures.place(GONE)
    locality = next(one for one in figures.localities if ward.code in one.made_of)
    months = tuple(Period.year(2023).each_month)
    supplied = bool(figures.months_supplied)
    for place in (ward, locality):
        expected = Gap.NOT_AVAILABLE if supplied else Gap.NOT_SUPPLIED
        assert figures.count(YEAR, area=place) is expected
        assert figures.rate(YEAR, area=place) is expected
        assert figures.monthly_average(YEAR, area=place) is expected
        assert figures.run(months, area=place) == (expected,) * 12
    others = [one for one in figures.wards if one is not ward]
    assert all(isinstance(figures.count(YEAR, area=one), int) for one in others) is supplied
    # What is known of the whole is not less for it.
    if supplied:
        assert figures.count(YEAR) == sum(figures.count(YEAR, area=one) for one in others)


def test_it_is_compared_with_nothing_ranked_nowhere_and_screened_nowhere(middlesbrough):
    figures = shown(middlesbrough)
    ward = figures.place(GONE)
    rows = {row.place.name: row for row in comparisons.by_place(figures, figures.wards, YEAR)}
    refused = rows[GONE].comparison.change
    assert isinstance(refused, Incomparable)
    assert refused.reason is Refusal.NOT_AVAILABLE
    assert rows[GONE].count is rows[GONE].rate is Gap.NOT_AVAILABLE
    assert sum(isinstance(row.count, int) for row in rows.values()) == len(rows) - 1
    months = tuple(Period.year(2023).each_month)
    assert figures.evidence_run(months, area=ward) == (Gap.NOT_AVAILABLE,) * 12


@pytest.mark.parametrize(
    "below",
    [
        "crime/all-crime/",
        "crime/all-crime/?area={code}",
        "crime/burglary/?area={code}",
        "crime/all-crime/rows/?area={code}&period=2023-04",
        "wards/{code}/",
        "localities/west/",
        "map/",
        "aim/",
    ],
)
def test_pages_show_it_as_a_gap_and_never_as_nought(client, middlesbrough, below):
    ward = Area.objects.get(name=GONE, level="ward", ward_sets__valid_to=None)
    client.force_login(User.objects.get(email="councillor@demo.example"), backend=BACKEND)
    answer = client.get(f"/middlesbrough/{below.format(code=ward.code)}")
    assert answer.status_code == 200
    rows = [_cells(row) for row in re.findall(r"<tr.*?</tr>", answer.text, flags=re.DOTALL)]
    of_it = rows if "{code}" in below else [row for row in rows if GONE in row]
    assert not any(cell.startswith("0") for row in of_it for cell in row)
    assert ("[na]" in answer.text) is (below != "aim/")


def _cells(row: str) -> list[str]:
    found = re.findall(r"<t[hd].*?</t[hd]>", row, flags=re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found]


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_by_earlier_wards_those_of_that_set_count(middlesbrough):
    """The lookup of another set speaks for the wards of its own."""
    first = middlesbrough.ward_sets.earliest("valid_from")
    figures = shown(middlesbrough, wards=first.valid_from.isoformat())
    assert {figures.place(GONE).code} <= figures.unavailable
    assert figures.count(YEAR, area=figures.place(GONE)) is Gap.NOT_AVAILABLE


def test_a_source_by_ward_has_its_figures(middlesbrough):
    ward = Area.objects.get(name=GONE, level="ward", ward_sets__valid_to=None)
    officer = User.objects.get(email="csp.officer@demo.example")
    put_in_use(
        middlesbrough, [Row(ward.code, Month(2023, 4).first_day, "burglary", 4)], at=AT, by=officer
    )
    figures = shown(middlesbrough, source="police-return")
    assert figures.unavailable == frozenset()
    assert figures.count(Period.month(2023, 4), area=figures.place(GONE)) == 4


def test_a_return_by_ward_of_a_source_by_lsoa_is_shown(middlesbrough):
    """A mapped spreadsheet may be coarser than its source: then there is a figure."""
    ward = Area.objects.get(name=GONE, level="ward", ward_sets__valid_to=None)
    officer = User.objects.get(email="csp.officer@demo.example")
    put_in_use(
        middlesbrough,
        [Row(ward.code, Month(2024, 4).first_day, "burglary", 4)],
        at=AT,
        by=officer,
        source="police-uk",
    )
    figures = shown(middlesbrough)
    assert figures.count(Period.month(2024, 4), area=figures.place(GONE)) == 4
