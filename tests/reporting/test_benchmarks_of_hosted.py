"""Benchmarks of hosted partnerships: published figures alone, as totals, nothing hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from demo.partnerships import POLICE
from measures.counts import Gap
from measures.periods import Month, Period
from partnership.models import Agency, Partnership, Role, User
from partnership.people import memberships
from partnership.people.permissions import AS_COUNCILLOR
from partnership.setup import hosting
from reporting.content.selection import Selection
from reporting.pages.benchmarks.page import BenchmarksShown, benchmarks_shown
from reporting.queries import figures as queries
from reporting.queries.benchmarks import by_partnership
from reporting.queries.measures import NoSuch
from returns.disclosure.actions import set_rule
from returns.models.released import DisclosureRule
from tests.reporting.filling import Row, put_in_use

AT = datetime(2024, 6, 3, 9, tzinfo=UTC)
YEAR = Period.year(2023)
OTHERS = {
    "hartlepool": "E22000027",
    "redcar-and-cleveland": "E22000028",
    "stockton-on-tees": "E22000030",
}
# Burglaries a month; each has one robbery in April, and none in any other month.
BURGLARIES = {
    "middlesbrough": 90,
    "hartlepool": 60,
    "redcar-and-cleveland": 40,
    "stockton-on-tees": 50,
}


@pytest.fixture
def hosted(with_people) -> dict[str, Partnership]:
    for slug, code in OTHERS.items():
        hosting.host_partnership(code=code, slug=slug, by=None)
    return {partnership.slug: partnership for partnership in Partnership.objects.all()}


@pytest.fixture
def officer(hosted) -> User:
    return User.objects.get(email="csp.officer@demo.example")


@pytest.fixture
def four(hosted, officer) -> dict[str, Partnership]:
    """All four with twelve months of data.police.uk."""
    for slug, partnership in hosted.items():
        _supply(partnership, officer, burglaries=BURGLARIES[slug])
    return hosted


def _supply(
    partnership: Partnership,
    officer: User,
    *,
    burglaries: int,
    source: str = "police-uk",
    illustrative: str = "",
) -> None:
    Agency.objects.get(slug=POLICE).partnerships.add(partnership)
    months = tuple(YEAR.each_month)
    rows = [Row(partnership.code, month.first_day, "burglary", burglaries) for month in months]
    rows.append(Row(partnership.code, months[0].first_day, "robbery", 1))
    put_in_use(
        partnership,
        rows,
        at=AT,
        by=officer,
        source=source,
        months=months,
        illustrative=illustrative,
    )


def _shown(
    partnership: Partnership, measure: str = "crime/all-crime", **query: str
) -> BenchmarksShown | None:
    return benchmarks_shown(
        partnership, viewer=AS_COUNCILLOR, asked=Selection.read(query), measure=measure, group=""
    )


def _counts(shown: BenchmarksShown) -> dict[str, object]:
    return {row.name: row.count for row in shown.benchmarks.standings}


def test_real_counts_of_the_force_area_stand_side_by_side_as_totals(four):
    shown = _shown(four["middlesbrough"])
    assert _counts(shown) == {
        "Middlesbrough": 12 * 90 + 1,
        "Hartlepool": 12 * 60 + 1,
        "Redcar and Cleveland": 12 * 40 + 1,
        "Stockton-on-Tees": 12 * 50 + 1,
    }
    assert shown.benchmarks.period == YEAR
    assert shown.headline.text == (
        "Middlesbrough had 7.5 crimes for each 1,000 residents in 2023/24, the 2nd highest of the"
        " 4 partnerships of the Cleveland police force area."
    )
    assert shown.figures.source.slug == "police-uk"


def test_a_level_gets_no_verdict_and_neither_does_a_change_of_too_few_months(four):
    shown = _shown(four["middlesbrough"])
    assert [column.title for column in shown.table.columns][-2:] == [
        "Change",
        "Beside the others’ change",
    ]
    assert {row.entries[-1] for row in shown.table.rows} == {"not judged"}
    assert all(row.rank.reach is None for row in shown.benchmarks.ranked)
    told = " ".join(sentence.text for sentence in shown.findings)
    assert "higher than those of Redcar and Cleveland (3.5) and Stockton-on-Tees (3.1)" in told
    assert "lower than that of Hartlepool (7.8)" in told
    assert "the usual ups and downs" not in told


def test_a_month_that_was_supplied_without_a_row_is_a_zero(four):
    shown = _shown(four["middlesbrough"], "crime/robbery", period="2023/24 Q2")
    assert set(_counts(shown).values()) == {0}


def test_nobody_is_beside_the_returns_of_another_that_are_not_published(hosted, officer):
    for partnership in hosted.values():
        _supply(partnership, officer, burglaries=70, source="police-return")
    assert _shown(hosted["middlesbrough"]) is None
    reading = queries.reading(
        "crime/all-crime",
        partnership=hosted["middlesbrough"],
        viewer=AS_COUNCILLOR,
        source="police-return",
    )
    with pytest.raises(ValueError, match="is not published"):
        by_partnership(reading, [hosted["hartlepool"].area_id])


def test_figures_of_ones_own_alone_are_beside_nobody(hosted, officer):
    _supply(hosted["middlesbrough"], officer, burglaries=90)
    assert _shown(hosted["middlesbrough"]) is None


def test_what_has_a_disclosure_rule_is_hidden_here_too(four):
    hartlepool = four["hartlepool"]
    manager = User.objects.create(email="manager@hartlepool.example")
    memberships.give_role(user=manager, role=Role.MANAGER, partnership=hartlepool, by=None)
    set_rule(
        partnership=hartlepool,
        dataset="crime",
        source="police-uk",
        kind=DisclosureRule.Kind.THRESHOLD,
        owner="The data protection officer",
        reason="Small numbers",
        by=manager,
        at=AT,
    )
    shown = _shown(four["middlesbrough"])
    [row] = [row for row in shown.benchmarks.standings if row.name == "Hartlepool"]
    assert row.count is Gap.HIDDEN
    assert row.rank is None
    assert shown.benchmarks.ours.rank.of == 3


def test_illustrative_figures_are_beside_nobody(hosted, officer):
    for slug, partnership in hosted.items():
        made_up = "a made-up split" if slug == "hartlepool" else ""
        _supply(partnership, officer, burglaries=60, illustrative=made_up)
    assert _counts(_shown(hosted["middlesbrough"]))["Hartlepool"] is Gap.NOT_SUPPLIED


def test_who_rests_on_a_further_forces_file_is_not_compared(four, officer):
    """British Transport Police's, in one month and for Middlesbrough alone."""
    here = four["middlesbrough"]
    may = Month(2023, 5)
    put_in_use(
        here,
        [Row(here.code, may.first_day, "burglary", 30)],
        at=AT,
        by=officer,
        source="police-uk",
        origin="british-transport-police",
    )
    shown = _shown(here)
    assert _counts(shown)["Middlesbrough"] == 12 * 90 + 1 + 30
    assert {count for name, count in _counts(shown).items() if name != "Middlesbrough"} == {
        Gap.NOT_APPLICABLE
    }
    assert "and no other partnership of the Cleveland police force area" in shown.headline.text
    assert any("a further police force" in note for note in shown.notes)
    in_summer = _shown(here, period="2023/24 Q2")
    assert in_summer.benchmarks.ours.rank.of == 4


def test_one_that_is_not_hosted_or_has_supplied_less_is_not_supplied(hosted, officer):
    _supply(hosted["middlesbrough"], officer, burglaries=90)
    put_in_use(
        hosted["hartlepool"],
        [Row(hosted["hartlepool"].code, Month(2023, 4).first_day, "burglary", 5)],
        at=AT,
        by=officer,
        source="police-uk",
    )
    Agency.objects.get(slug=POLICE).partnerships.add(hosted["hartlepool"])
    counts = _counts(_shown(hosted["middlesbrough"]))
    assert counts["Hartlepool"] is Gap.NOT_SUPPLIED
    assert counts["Stockton-on-Tees"] is Gap.NOT_SUPPLIED


def test_as_at_a_moment_before_they_came_there_is_nobody_beside(four):
    assert _shown(four["middlesbrough"], **{"as-at": "2024-05-01"}) is None


def test_a_source_that_nobody_is_compared_by_is_answered_in_a_sentence(four):
    with pytest.raises(NoSuch, match="not compared by a source “police-return”"):
        _shown(four["middlesbrough"], source="police-return")
    with pytest.raises(NoSuch, match="no measure that partnerships are compared by"):
        _shown(four["middlesbrough"], "prevent/national-referrals")
