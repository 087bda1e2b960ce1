"""The annual update of 4 March 2024 on antisocial behaviour, figure by figure (A1-A13, W1-W3)."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db

INCIDENTS = "asb/incidents"
WARDENS = "asb/warden-reports"
NAMED = {"Hemlington", "Ayresome", "Trimdon"}


def show(measure, *args):
    out = StringIO()
    call_command(
        "show_measure", measure, *args, "--partnership=middlesbrough", "--json", stdout=out
    )
    return json.loads(out.getvalue())


def in_year(measure, year, *, area="", against="", by=""):
    options = {"--area": area, "--against": against, "--by": by}
    chosen = [f"{name}={value}" for name, value in options.items() if value]
    return show(measure, f"--period={year}", *chosen)


def baseline(told, year):
    return next(one for one in told["baselines"] if one["period"] == year)


# What the deck says, as "portal must give" in figures.csv has it: row, area, year, what, value.
NUMBERS = [
    ("A1", "", "2021/22", "monthly_average", 587.5),
    ("A2", "", "2022/23", "value", 5475),
    ("A3", "", "2022/23", "monthly_average", 456.25),
    ("A4", "", "2022/23", "difference", -1575),
    ("A5", "", "2022/23", "percent", -22.34),
    ("A7", "Hemlington", "2022/23", "percent", -34.7),
    ("A9", "Ayresome", "2022/23", "percent", 44.0),
    ("A10", "Trimdon", "2022/23", "percent", 42.0),
]


@pytest.mark.parametrize(("row", "area", "year", "what", "value"), NUMBERS)
def test_a_number_of_the_update(middlesbrough, row, area, year, what, value):
    told = in_year(INCIDENTS, year, area=area)
    if what in {"difference", "percent"}:
        told = told["baselines"][0]
    digits = 0 if isinstance(value, int) else len(str(value).partition(".")[2])
    assert round(told[what], digits) == value


@pytest.mark.parametrize(
    ("row", "area", "bases"),
    [("A6", "", ("2019/20", "2020/21")), ("A8", "Hemlington", ("2021/22", "2019/20"))],
)
def test_the_year_is_below_both(middlesbrough, row, area, bases):
    for base in bases:
        told = in_year(INCIDENTS, "2022/23", area=area, against=base)
        assert told["baselines"][0]["difference"] < 0
        assert f"fewer than the {told['baselines'][0]['value']:,} in {base}" in told["sentence"]


def test_a11_all_other_wards_fell(middlesbrough):
    told = in_year(INCIDENTS, "2022/23", by="area")
    fell = {one["area"] for one in told["rows"] if one["baselines"][0]["difference"] < 0}
    assert len(told["rows"]) == 20
    assert len(fell - NAMED) == 17
    assert {one["area"] for one in told["rows"]} - fell == {"Ayresome", "Trimdon"}
    said = (
        "The number fell in 18 of 20 wards; it rose in Ayresome (275 to 396) and Trimdon (150 to"
        " 213)"
    )
    assert any(one.startswith(said) for one in told["findings"])


@pytest.mark.parametrize("base", ["2020/21", "2019/20"])
def test_a12_in_2021_22_all_wards_but_hemlington_fell(middlesbrough, base):
    told = in_year(INCIDENTS, "2021/22", against=base, by="area")
    rose = [one["area"] for one in told["rows"] if one["baselines"][0]["difference"] > 0]
    fell = [one["area"] for one in told["rows"] if one["baselines"][0]["difference"] < 0]
    assert rose == ["Hemlington"]
    assert len(fell) == 19
    assert any(
        one.startswith("The number fell in 19 of 20 wards; it rose in Hemlington (")
        for one in told["findings"]
    )


def test_a13_2021_22_is_the_lowest_of_four_years(middlesbrough):
    told = in_year(INCIDENTS, "2021/22")
    assert "It is the lowest of the 4 years from 2018/19 to 2021/22." in told["findings"]
    for year in ("2018/19", "2019/20", "2020/21"):
        assert in_year(INCIDENTS, year)["value"] > 7050
        against = in_year(INCIDENTS, "2021/22", against=year)["baselines"][0]
        assert against["verdict"] == "better"


def test_w1_most_reports_are_in_the_north(middlesbrough):
    told = in_year(WARDENS, "2022/23", by="area")
    by_area = {one["area"]: one["value"] for one in told["rows"]}
    assert set(by_area) == {"North", "East", "South", "West"}
    assert by_area["North"] > told["value"] / 2
    assert any(one.startswith("North had the most, ") for one in told["findings"])


@pytest.mark.parametrize(
    ("row", "area", "finding"),
    [
        ("W2", "North", "It has fallen every year since 2019/20."),
        ("W3", "East", "It has risen every year since 2019/20."),
        ("W3", "South", "It has risen every year since 2019/20."),
        ("W3", "West", "It has risen every year since 2019/20."),
    ],
)
def test_the_trend_of_a_locality(middlesbrough, row, area, finding):
    assert finding in in_year(WARDENS, "2022/23", area=area)["findings"]


@pytest.mark.parametrize("measure", [INCIDENTS, "asb/personal", "asb/nuisance", WARDENS])
def test_made_up_figures_say_so(middlesbrough, measure):
    assert "illustrative split" in in_year(measure, "2022/23")["sources"][0]["illustrative"]


def test_the_qualifiers_and_the_types_each_add_up_to_the_whole(middlesbrough):
    told = in_year(INCIDENTS, "2022/23", by="category")
    for dimension in ("qualifier", "type"):
        rows = [one for one in told["rows"] if one["dimension"] == dimension]
        assert sum(one["value"] for one in rows) == 5475
        assert any(one["value"] for one in rows if one["category"] != "not-stated")


def test_incidents_and_warden_reports_are_never_added(middlesbrough):
    incidents, reports = in_year(INCIDENTS, "2022/23"), in_year(WARDENS, "2022/23")
    assert incidents["sources"][0]["source"] == "asb-return"
    assert reports["sources"][0]["source"] == "warden-return"
    assert {one["value"] for one in (incidents, reports)} == {5475, 4760}


def test_a_ward_has_no_figure_of_warden_reports(middlesbrough):
    told = in_year(WARDENS, "2022/23", area="Central")
    assert told["value"] == {"gap": "not applicable"}
