"""Rows F1 to F9 of the update of 4 March 2024: what the portal gives for each of its figures."""

from __future__ import annotations

import pytest

from demo.illustration.fires import YEAR_TOTALS


# The last column is what the deck gave, to its own number of decimals.
@pytest.mark.parametrize(
    ("row", "measure", "period", "against", "percent", "decimals"),
    [
        ("F1", "fires/deliberate", "2022/23", "2021/22", 0.42, 2),
        ("F2", "fires/deliberate", "2021/22", "2020/21", 42.0, 1),
        ("F3", "fires/deliberate", "2021/22", "2019/20", 24.6, 1),
        ("F4", "fires/secondary", "2021/22", "2019/20", 27.9, 1),
        ("F5", "fires/secondary", "2022/23", "2021/22", -0.66, 2),
        ("F6", "fires/primary", "2022/23", "2021/22", 11.7, 1),
    ],
)
def test_a_percentage_of_the_deck_comes_out(show, row, measure, period, against, percent, decimals):
    first = show(measure, period, against=against)["baselines"][0]

    assert first["period"] == against
    assert round(first["percent"], decimals) == percent


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        (
            "fires/deliberate",
            {"2019/20": 1_333, "2020/21": 1_170, "2021/22": 1_661, "2022/23": 1_668},
        ),
        ("fires/primary", {"2019/20": 148, "2021/22": 145, "2022/23": 162}),
        ("fires/secondary", {"2019/20": 1_185, "2021/22": 1_516, "2022/23": 1_506}),
    ],
)
def test_a_year_comes_to_its_total(show, measure, counts):
    assert {year: show(measure, year)["value"] for year in counts} == counts


def test_f1_is_seven_fires_more_and_not_judged(show):
    shown = show("fires/deliberate", "2022/23", against="2021/22")
    first = shown["baselines"][0]

    assert (shown["nature"], first["nature"]) == ("worked back", "worked back")
    assert (first["difference"], first["verdict"], first["interval"]) == (7, "not-judged", None)
    assert first["not_judged"] == "only yearly totals are known"


def test_f1_by_class(show):
    rows = show("fires/deliberate", "2022/23", against="2021/22", by="category")["rows"]

    held = {row["category"]: row["value"] for row in rows if row["dimension"] == "fire_class"}
    assert held == {"primary": 162, "secondary": 1_506}


def test_f7_primary_fires_were_not_the_highest_in_2021_22(show):
    """By the deck's own percentages; 2018/19 and 2020/21 are made up, so nothing is ranked."""
    shown = show("fires/primary", "2021/22", against="2019/20")

    assert (shown["nature"], shown["baselines"][0]["nature"]) == ("worked back", "worked back")
    assert (shown["baselines"][0]["value"], shown["value"]) == (148, 145)
    assert not any("higher" in one or "highest" in one for one in shown["findings"])


@pytest.mark.parametrize(
    ("row", "measure", "year", "fell"),
    [
        (
            "F8",
            "fires/deliberate",
            "2020/21",
            "12.2% fewer than the 1,333 (worked back) in 2019/20",
        ),
        ("F9", "fires/primary", "2021/22", "2.0% fewer than the 148 (worked back) in 2019/20"),
    ],
)
def test_fires_were_not_rising_every_year(show, row, measure, year, fell):
    """By counts that the deck's own percentages give."""
    sentence = show(measure, year, against="2019/20")["sentence"]

    assert fell in sentence
    assert not sentence.startswith(("Illustrative", "Partly illustrative"))


def test_spring_is_the_peak_of_every_year(show):
    for year in YEAR_TOTALS:
        months = [f"{year}-{month:02d}" for month in range(4, 13)]
        months += [f"{year + 1}-{month:02d}" for month in range(1, 4)]
        counts = {month: show("fires/deliberate", month)["value"] for month in months}
        assert set(sorted(counts, key=counts.__getitem__)[-2:]) == {months[0], months[-1]}


def test_made_up_years_say_so(show):
    source = show("fires/deliberate", "2018/19")["sources"][0]
    assert source["illustrative"] == "2018/19: illustrative split of an illustrative total."
    source = show("fires/deliberate", "2022/23", against="2021/22")["sources"][0]
    assert "worked back from the published percentages" in source["illustrative"]


# --- Season ----------------------------------------------------------------------------------
def test_adjacent_quarters_are_not_compared(show):
    first = show("fires/deliberate", "2022/23 Q4", against="2022/23 Q3")["baselines"][0]

    assert (
        first["refusal"]
        == "the two are different parts of the year, and counts like these change with the season"
    )
    assert (first["difference"], first["percent"], first["verdict"]) == (None, None, None)


def test_the_same_quarter_of_another_year_is(show):
    first = show("fires/deliberate", "2022/23 Q4", against="2021/22 Q4")["baselines"][0]

    assert first["refusal"] is None
    assert (first["nature"], first["verdict"]) == ("illustrative", "not-judged")
    assert isinstance(first["difference"], int)


def test_no_half_is_set_against_a_whole_year(show):
    assert not any("half" in one for one in show("fires/deliberate", "2022/23")["findings"])
