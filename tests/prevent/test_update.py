"""Every Prevent and Channel figure of the update of 4 March 2024, as `show_measure` gives it."""

from __future__ import annotations

import pytest

AS_AT = {"as_at": "2024-03-04"}
TO_A_TENTH = {"abs": 0.05}


@pytest.fixture
def row(loaded, show):
    """`row("national-adopted", "2022/23", "incel")` is the row of that category."""

    def one(measure: str, period: str, category: str):
        answer = show(measure, period, by="category", **AS_AT)
        return next(it for it in answer["rows"] if it["category"] == category)

    return one


def test_p1_referrals(loaded, show):
    assert show("national-referrals", "2022/23", **AS_AT)["value"] == 6817


def test_p2_the_increase_on_the_year_before(loaded, show):
    first = show("national-referrals", "2022/23", against="2021/22", **AS_AT)["baselines"][0]
    assert (first["period"], first["value"], first["difference"]) == ("2021/22", 6406, 411)
    assert first["percent"] == pytest.approx(6.42, abs=0.005)
    assert first["verdict"] == "not-judged"


def test_p3_people_in_custody_on_a_day(loaded, show):
    answer = show("custody-share", "30 June 2023", by="category", area="Great Britain", **AS_AT)
    assert [it["value"] for it in answer["rows"]] == [65, 27, 8]
    assert answer["period"] == "2023-06-30"
    assert answer["value"] == {"gap": "not applicable"}
    assert "The shares shown add up to 100%." in answer["findings"]


@pytest.mark.parametrize(
    ("category", "share"),
    [
        ("no-ideology", 37),
        ("extreme-right-wing", 19),
        ("islamist", 11),
        ("school-massacre", 2),
        ("incel", 1),
    ],
)
def test_p4_types_of_concern_are_of_2022_23(row, show, category, share):
    one = row("national-concern-share", "2022/23", category)
    assert one["value"] == share
    assert one["known"] is None
    assert one["sources"][0]["sampled_on"] == "2024-01-23"
    assert one["sources"][0]["publication"].startswith("Home Office factsheet")
    assert show("national-concern-share", "2021/22", by="category", **AS_AT)["rows"] == []


def test_p4_says_what_is_not_shown(loaded, show):
    findings = show("national-concern-share", "2022/23", **AS_AT)["findings"]
    assert "The shares shown add up to 70%: 30% is not shown." in findings


def test_p5_adopted_cases_are_of_2022_23(loaded, show):
    assert show("national-adopted", "2022/23", **AS_AT)["value"] == 645
    assert show("national-adopted", "2021/22")["value"] == 804


def test_p6_the_share_adopted_is_worked_out(loaded, show):
    answer = show("national-adopted-share", "2022/23", **AS_AT)
    assert answer["value"] == pytest.approx(100 * 645 / 6817)
    assert round(answer["value"], 2) == 9.46
    assert answer["known"] == 6817
    assert "9.5%" in answer["sentence"]
    assert "645 of 6,817" in answer["sentence"]


@pytest.mark.parametrize(
    ("category", "count", "share"),
    [
        ("extreme-right-wing", 296, 45.9),
        ("islamist", 115, 17.8),
        ("conflicted", 103, 16.0),
        ("school-massacre", 18, 2.8),
        ("incel", 13, 2.0),
    ],
)
def test_p7_to_p11_adopted_cases_by_concern(row, category, count, share):
    one = row("national-adopted", "2022/23", category)
    assert one["value"] == count
    assert one["share"] == pytest.approx(share, **TO_A_TENTH)


def test_p11_says_what_is_not_shown(loaded, show):
    findings = show("national-adopted", "2022/23", **AS_AT)["findings"]
    shown = "By type of concern, the 5 shown add up to 545 of 645: 100 (15.5%) are not shown."
    assert shown in findings


@pytest.mark.parametrize(
    ("category", "share"), [("15-to-20", 32), ("14-and-under", 31), ("21-to-30", 14)]
)
def test_p12_ages(row, category, share):
    assert row("national-age-share", "2022/23", category)["value"] == share


def test_p12_says_what_is_not_shown(loaded, show):
    findings = show("national-age-share", "2022/23", **AS_AT)["findings"]
    assert "The shares shown add up to 77%: 23% is not shown." in findings
