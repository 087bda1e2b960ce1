"""Rows C1 to C10 and P13 of the update of 4 March 2024, and that no row is without a test."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_crime")]
TESTS = Path(__file__).resolve().parent.parent


def show(measure: str, period: str, *, against: str | None = None) -> dict[str, Any]:
    printed = io.StringIO()
    more = {"against": against} if against else {}
    call_command(
        "show_measure",
        measure,
        partnership="middlesbrough",
        period=period,
        json=True,
        stdout=printed,
        **more,
    )
    return json.loads(printed.getvalue())


@pytest.mark.parametrize(
    ("row", "year", "value", "monthly_average"),
    [
        ("C1, C2", "2019/20", 23069, 1922.4167),
        ("C4, C5", "2021/22", 24951, 2079.25),
        ("C6, C7", "2022/23", 26450, 2204.1667),
    ],
)
def test_a_year_comes_to_its_total_and_average(row, year, value, monthly_average):
    told = show("crime/all-crime", year)
    assert told["value"] == value
    assert told["monthly_average"] == pytest.approx(monthly_average, abs=0.0001)


MADE_UP = "illustrative figures are made up, so nothing is concluded from them"


def test_c3_nothing_is_concluded_from_the_covid_year():
    """Its count is made up: that crime fell is quoted in the example update, and not tested."""
    base = show("crime/all-crime", "2020/21", against="2019/20")["baselines"][0]
    assert (base["value"], base["nature"]) == (23069, "published")
    assert (base["verdict"], base["interval"], base["not_judged"]) == ("not-judged", None, MADE_UP)


def test_c8_the_increase_on_the_year_before():
    base = show("crime/all-crime", "2022/23", against="2021/22")["baselines"][0]
    assert base["difference"] == 1499
    assert base["percent"] == pytest.approx(6.008, abs=0.0005)
    assert (base["verdict"], base["not_judged"]) == ("not-judged", "only yearly totals are known")


def test_c9_made_up_months_neither_bear_the_statement_out_nor_refute_it():
    """The update says that the later half was below both averages: that cannot be checked."""
    assert "half" not in " ".join(show("crime/all-crime", "2022/23")["findings"])
    half = show("crime/all-crime", "2022/23 H2", against="2021/22 H2")
    assert half["nature"] == "illustrative"
    assert (half["baselines"][0]["verdict"], half["baselines"][0]["not_judged"]) == (
        "not-judged",
        MADE_UP,
    )


def test_c10_no_trend_or_rank_is_drawn_over_a_made_up_year():
    for year in ("2021/22", "2022/23"):
        findings = " ".join(show("crime/all-crime", year)["findings"])
        assert "The average was" in findings
        assert not any(word in findings for word in ("every year", "highest", "lowest", "higher"))


def test_p13_no_regional_channel_figure_is_held():
    with pytest.raises(CommandError, match="There are none for “Cleveland”"):
        call_command(
            "show_measure",
            "prevent/national-adopted",
            partnership="middlesbrough",
            period="2022/23",
            area="Cleveland",
        )


def test_every_row_of_the_update_has_a_test(shared_data):
    with (shared_data.parent / "seed" / "figures.csv").open(newline="") as file:
        rows = {row["id"] for row in csv.DictReader(file)}
    named = set()
    for folder in ("asb", "crime", "fires", "prevent", "violence"):
        for file in (TESTS / folder).glob("test_*.py"):
            named |= set(_rows_named(file.read_text()))
    assert rows - named == set()


def _rows_named(text: str) -> list[str]:
    """The rows that a test's name or its table names: "test_p7_to_p11_…", ("C1, C2", …)."""
    named = []
    for letter, first, last in re.findall(r"test_([a-z])(\d+)(?:_to_[a-z](\d+))?_", text):
        named += [
            f"{letter.upper()}{number}" for number in range(int(first), int(last or first) + 1)
        ]
    return named + re.findall(r"\b[ACFPVW]\d+\b", " ".join(re.findall(r'\(\s*"([^"]+)",', text)))
