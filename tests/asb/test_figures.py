"""The annual update of 4 March 2024 on antisocial behaviour, figure by figure (A1-A13, W1-W3).

Its numbers come out. What it says of directions and ranks, and only made-up figures could bear out,
is quoted in the example update; here nothing is concluded of it.
"""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

pytestmark = pytest.mark.django_db

INCIDENTS = "asb/incidents"
WARDENS = "asb/warden-reports"
MADE_UP = "illustrative figures are made up, so nothing is concluded from them"
# Words of a finding about directions, ranks and trends.
CONCLUDES = ("fell", "rose", "risen", "fallen", "every year", "highest", "lowest", "the most")


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
        assert told["verdict"] == "not-judged"
        assert told["not_judged"] == (MADE_UP if area else "only yearly totals are known")
    else:
        assert told["nature"] == "published"
    digits = 0 if isinstance(value, int) else len(str(value).partition(".")[2])
    assert round(told[what], digits) == value


@pytest.mark.parametrize(
    ("row", "area", "bases"),
    [("A6", "", ("2019/20", "2020/21")), ("A8", "Hemlington", ("2021/22", "2019/20"))],
)
def test_a_year_is_set_beside_made_up_ones_without_a_verdict(middlesbrough, row, area, bases):
    for base in bases:
        told = in_year(INCIDENTS, "2022/23", area=area, against=base)
        first = told["baselines"][0]
        assert first["nature"] == "illustrative"
        assert first["difference"] == told["value"] - first["value"]
        assert (first["verdict"], first["interval"], first["not_judged"]) == (
            "not-judged",
            None,
            MADE_UP,
        )
        assert told["sentence"].startswith("Illustrative: " if area else "Partly illustrative: ")


@pytest.mark.parametrize(
    ("row", "year", "base"),
    [
        ("A11", "2022/23", "2021/22"),
        ("A12", "2021/22", "2020/21"),
        ("A12", "2021/22", "2019/20"),
    ],
)
def test_nobody_counts_in_how_many_made_up_wards_it_fell(middlesbrough, row, year, base):
    told = in_year(INCIDENTS, year, against=base, by="area")
    assert len(told["rows"]) == 20
    for ward in told["rows"]:
        first = ward["baselines"][0]
        assert (ward["nature"], first["nature"]) == ("illustrative", "illustrative")
        assert isinstance(first["difference"], int)
        assert (first["verdict"], first["not_judged"]) == ("not-judged", MADE_UP)
    assert concluded(told) == []


def concluded(told) -> list[str]:
    return [one for one in told["findings"] if any(word in one for word in CONCLUDES)]


def test_a13_no_year_is_the_lowest_where_those_before_are_made_up(middlesbrough):
    told = in_year(INCIDENTS, "2021/22")
    assert (told["value"], told["nature"]) == (7050, "published")
    for year in ("2018/19", "2019/20", "2020/21"):
        assert in_year(INCIDENTS, year)["nature"] == "illustrative"
        against = in_year(INCIDENTS, "2021/22", against=year)["baselines"][0]
        assert (against["verdict"], against["not_judged"]) == ("not-judged", MADE_UP)
    assert concluded(told) == []


def test_w1_no_locality_is_said_to_have_the_most(middlesbrough):
    told = in_year(WARDENS, "2022/23", by="area")
    natures = {one["area"]: one["nature"] for one in told["rows"]}
    assert natures == dict.fromkeys(("North", "East", "South", "West"), "illustrative")
    assert sum(one["value"] for one in told["rows"]) == told["value"] == 4760
    assert concluded(told) == []


@pytest.mark.parametrize(
    ("row", "area"), [("W2", "North"), ("W3", "East"), ("W3", "South"), ("W3", "West")]
)
def test_a_locality_has_no_trend_where_its_counts_are_made_up(middlesbrough, row, area):
    told = in_year(WARDENS, "2022/23", area=area)
    assert told["nature"] == "illustrative"
    assert concluded(told) == []
    assert told["baselines"][0]["verdict"] == "not-judged"


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
