"""Rows V1 to V6 of the update of 4 March 2024: what the portal gives for each of its figures."""

from __future__ import annotations

import pytest


def test_v1_is_724_incidents(show):
    assert show("violence/serious", "2022/23")["value"] == 724


@pytest.mark.parametrize(
    ("row", "period", "against", "percent", "decimals"),
    [
        ("V2", "2022/23", "2021/22", 12.25, 2),
        ("V3", "2021/22", "2019/20", 24.0, 1),
        ("V4", "2021/22", "2020/21", 31.9, 1),
        # The deck says 51.93, which no whole number gives.
        ("V6", "2022/23", "2018/19", 51.78, 2),
    ],
)
def test_a_percentage_of_the_deck_comes_out(show, row, period, against, percent, decimals):
    first = show("violence/serious", period, against=against)["baselines"][0]

    assert first["period"] == against
    assert round(first["percent"], decimals) == percent


def test_no_whole_number_gives_the_decks_last_percentage():
    assert 51.93 not in {round(100 * (724 - then) / then, 2) for then in range(1, 2_000)}


def test_v5_is_the_highest_of_five_years(show):
    findings = show("violence/serious", "2022/23")["findings"]

    assert "It was the highest of the 5 years from 2018/19 to 2022/23." in findings


def test_v2_is_not_judged_because_its_months_are_made_up(show):
    shown = show("violence/serious", "2022/23", against="2021/22")
    first = shown["baselines"][0]

    assert (shown["nature"], first["nature"]) == ("published", "worked back")
    assert (first["difference"], first["verdict"], first["interval"]) == (79, "not-judged", None)
    assert first["not_judged"] == "only yearly totals are known"


def test_what_it_counts_is_named_and_called_illustrative(show):
    source = show("violence/serious", "2022/23")["sources"][0]

    assert source["counted_under"] == ["Serious violence (illustrative), version 1"]
