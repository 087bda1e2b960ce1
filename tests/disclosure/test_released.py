"""Released tables: made when figures come into use, read by all, and no later one undoes them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from measures.counts import Gap
from measures.disclosure.suppression import Threshold, undone
from measures.periods import Month, Period
from partnership.kinds import Level
from partnership.models import AuditEvent
from partnership.people.permissions import AS_COUNCILLOR
from partnership.places.geography import geography
from partnership.refusals import Refused
from reporting.queries import figures as queries
from reporting.queries.breakdown import breakdown_by
from reporting.queries.rows_behind import rows_behind_of
from returns.catalogue.declarations import Dataset
from returns.catalogue.disclosure_rules import Finest
from returns.catalogue.registry import datasets
from returns.disclosure.actions import set_rule
from returns.disclosure.released import released
from returns.disclosure.releasing import equations_of, shown_in
from returns.lifecycle import decisions
from returns.models.released import DisclosureRule, ReleasedTable, ReleasedVersion
from tests.disclosure import filling
from tests.disclosure.conftest import BEFORE, LATER, RULED, Ruled

Q2 = Period.quarter(2022, 2)


def _figures(ruled: Ruled, measure: str = "primary", **asked):
    return _reading(ruled, measure, **asked).figures


def _reading(ruled: Ruled, measure: str = "primary", **asked):
    return queries.reading(
        f"fires/{measure}", partnership=ruled.partnership, viewer=AS_COUNCILLOR, **asked
    )


def _sum(ruled: Ruled, period: Period, *, fire_class: str, wards: set[str] | None = None) -> int:
    """Out of what was put in, by hand."""
    months = set(period.each_month)
    return sum(
        count
        for (ward, month, of_class), count in ruled.counts.items()
        if month in months and of_class == fire_class and (wards is None or ward in wards)
        if isinstance(count, int)
    )


def _places(figures):
    return {place.code: place for place in figures.places}


# --- What a figure is ------------------------------------------------------------------------
def test_a_figure_is_its_true_count_or_hidden(ruled):
    figures = _figures(ruled)
    shown = {ward.code: figures.count(Q2, area=ward) for ward in figures.wards}
    for ward, count in shown.items():
        true = _sum(ruled, Q2, fire_class="primary", wards={ward})
        assert count in (Gap.HIDDEN, true)
        assert count is Gap.HIDDEN or true >= filling.HIDE_BELOW
    assert {ward for ward in ruled.small if shown[ward] is Gap.HIDDEN} == set(ruled.small)


def test_nothing_finer_than_the_released_table_is_shown(ruled):
    figures = _figures(ruled)
    ward = next(one for one in figures.wards if isinstance(figures.count(Q2, area=one), int))
    assert {figures.count(Period(month, 1), area=ward) for month in Q2.each_month} == {Gap.HIDDEN}
    assert figures.run(Q2.each_month) == (Gap.HIDDEN,) * 3


def test_a_stretch_that_has_no_cell_is_the_sum_of_visible_ones_or_hidden(ruled):
    figures = _figures(ruled)
    twelve = Period.spanning(Month(2021, 10), Month(2022, 9))
    assert figures.count(twelve) == _sum(ruled, twelve, fire_class="primary")
    small = _places(figures)[ruled.small[1]]
    six = Period.spanning(Month(2022, 7), Month(2022, 12))
    assert figures.count(six, area=small) is Gap.HIDDEN


def test_what_no_month_is_supplied_for_is_not_supplied(ruled):
    assert _figures(ruled).count(Period.year(2023)) is Gap.NOT_SUPPLIED


def test_a_breakdown_that_is_not_released_is_hidden_and_a_measure_is_not(ruled):
    reading = _reading(ruled, "deliberate")
    whole = reading.figures.whole
    by_class = breakdown_by(reading, "fire_class", area=whole, periods=[Q2])
    assert by_class.count(Q2, category="primary") == _sum(ruled, Q2, fire_class="primary")
    by_vehicle = breakdown_by(reading, "vehicle", area=whole, periods=[Q2])
    assert by_vehicle.count(Q2, category="not-stated") is Gap.HIDDEN


def test_the_rows_behind_a_figure_are_released_cells(ruled):
    reading = _reading(ruled)
    figures = reading.figures
    behind = rows_behind_of(reading, Q2, area=figures.whole)
    wards = {row.area_code: row.count for row in behind.rows if row.area_code}
    assert {figures.place(code).code for code in wards} >= {ward.code for ward in figures.wards}
    for code, count in wards.items():
        assert count == figures.count(Q2, area=figures.place(code))


def test_the_door_gives_no_rows_of_a_source_with_a_rule(ruled):
    dataset = datasets["fires"]
    assert isinstance(dataset, Dataset)
    source = dataset.source("fire-return")
    door = released(dataset, source, partnership=ruled.partnership)
    with pytest.raises(RuntimeError, match="disclosure rule"):
        door.rows({})


# --- What is proved --------------------------------------------------------------------------
def test_of_no_hidden_cell_more_can_be_worked_out_than_the_rule_allows(ruled):
    rule = Threshold(hide_below=filling.HIDE_BELOW)
    tables = list(ReleasedTable.objects.all())
    assert {table.year for table in tables} == {2021, 2022}
    for table in tables:
        shown = shown_in(table)
        assert Gap.HIDDEN in shown.values()
        assert undone({**shown}, equations_of(table), rule) == ()


# --- As at -----------------------------------------------------------------------------------
def test_before_the_rule_nothing_had_been_released(ruled):
    figures = _figures(ruled, as_at=BEFORE + timedelta(hours=1))
    assert figures.count(Q2) is Gap.HIDDEN
    assert isinstance(_figures(ruled, as_at=RULED).count(Q2), int)


# --- Acceptance and recall -------------------------------------------------------------------
def _another_year(ruled: Ruled):
    wards = [ward.code for ward in geography(ruled.partnership).wards]
    return filling.unmistakable(wards, filling.quarters(2023)[:3], small=lambda *_: False, seed=11)


def test_accepting_releases_the_year_that_changed_and_keeps_the_others(ruled):
    before = ReleasedVersion.objects.latest("made_at")
    filling.accepted(
        ruled.partnership, _another_year(ruled), by=ruled.officer, second=ruled.second, at=LATER
    )
    after = ReleasedVersion.objects.latest("made_at")
    assert after.because == ReleasedVersion.Because.ACCEPTED
    assert set(before.tables.all()) < set(after.tables.all())
    assert [one.year for one in after.tables.order_by("year")] == [2021, 2022, 2023]
    assert isinstance(_figures(ruled).count(Period.quarter(2023, 1)), int)
    assert _figures(ruled, as_at=RULED).count(Period.quarter(2023, 1)) is Gap.NOT_SUPPLIED


def test_recalling_releases_anew(ruled):
    part = filling.accepted(
        ruled.partnership, _another_year(ruled), by=ruled.officer, second=ruled.second, at=LATER
    )
    decisions.recall(part=part, by=ruled.second, reason="Wrong.", at=LATER + timedelta(hours=1))
    latest = ReleasedVersion.objects.latest("made_at")
    assert latest.because == ReleasedVersion.Because.RECALLED
    assert [one.year for one in latest.tables.order_by("year")] == [2021, 2022]


def test_a_restatement_leaves_hidden_what_was_hidden_before(ruled):
    """One ward's quarter goes up: beside the first release, a difference would tell the others."""
    again = {
        key: count + 500_000 if key[0] == ruled.small[1] and key[2] == "primary" else count
        for key, count in ruled.counts.items()
        if isinstance(count, int) and key[1] in Q2.each_month
    }
    filling.accepted(
        ruled.partnership,
        again,
        by=ruled.officer,
        second=ruled.second,
        at=LATER,
        because="Counted late.",
    )
    figures = _figures(ruled)
    still = [_places(figures)[code] for code in (ruled.small[0], ruled.small[2])]
    assert [figures.count(Q2, area=ward) for ward in still] == [Gap.HIDDEN, Gap.HIDDEN]


def test_what_cannot_be_protected_is_not_accepted(ruled, monkeypatch):
    from measures.disclosure.suppression import CannotProtect
    from returns.disclosure import releasing

    def cannot(*_, **__):
        raise CannotProtect("it can be worked out")

    monkeypatch.setattr(releasing, "protected", cannot)
    part = filling.sent(ruled.partnership, _another_year(ruled), by=ruled.officer, at=LATER)
    with pytest.raises(Refused, match="work out a count that must stay hidden"):
        decisions.accept(parts=[part], by=ruled.second, at=LATER)
    part.refresh_from_db()
    assert part.state == part.State.SENT
    assert part.coverage.count() == 0


# --- Rules -----------------------------------------------------------------------------------
def _set(ruled: Ruled, **said):
    return set_rule(
        **{
            "partnership": ruled.partnership,
            "dataset": "fires",
            "source": "fire-return",
            "kind": DisclosureRule.Kind.NHS,
            "owner": "Information governance officer",
            "reason": "As the health service does.",
            "replaces": ruled.rule.pk,
            "by": ruled.manager,
            "at": LATER,
            **said,
        }
    )


def test_another_rule_releases_anew_and_the_record_says_before_and_after(ruled):
    _set(ruled, finest=Finest(12, Level.LOCALITY))
    figures = _figures(ruled)
    assert figures.count(Period.year(2022)) % 5 == 0  # type: ignore[operator]
    assert figures.count(Q2) is Gap.HIDDEN
    assert figures.count(Period.year(2022), area=figures.wards[0]) is Gap.HIDDEN
    event = AuditEvent.objects.filter(kind="rule-set").latest("pk")
    assert event.detail["before"]["kind"] == "threshold"
    assert event.detail["after"]["area"] == "locality"
    assert DisclosureRule.objects.get(pk=ruled.rule.pk).until == LATER


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"owner": " "}, "Say who answers"),
        ({"reason": ""}, "Say why"),
        ({"kind": DisclosureRule.Kind.PUBLISHED}, "not a published source"),
        ({"replaces": None}, "has set another rule since"),
        ({"dataset": "crime", "source": "home-office-csp"}, "whole country"),
    ],
)
def test_a_rule_says_who_and_why_and_is_set_by_who_saw_the_last(ruled, said, sentence):
    with pytest.raises(Refused, match=sentence):
        _set(ruled, **said)


def test_only_who_may_manage_rules_sets_one(ruled):
    with pytest.raises(PermissionDenied):
        _set(ruled, by=ruled.officer)


# --- Pages and the ledger --------------------------------------------------------------------
def test_the_manager_sets_a_rule_on_its_page(ruled, client):
    client.force_login(ruled.manager)
    address = f"/{ruled.partnership.slug}/returns/disclosure/violence/violence-return/"
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"kind": "threshold"})
    assert wrong.status_code == 422
    said = {
        "kind": "threshold",
        "hide_below": 5,
        "margin": 0,
        "months": 12,
        "area": "ward",
        "owner": "Violence reduction manager",
        "reason": "Small numbers.",
    }
    assert client.post(address, said).status_code == 302
    page = client.get(f"/{ruled.partnership.slug}/returns/disclosure/").content.decode()
    assert "Violence reduction manager" in page
    late = client.post(address, said)
    assert late.status_code == 422
    assert "has set another rule since you opened this page" in late.content.decode()


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx", "slides.pptx"])
def test_a_file_that_is_taken_away_stands_in_the_ledger(ruled, client, name):
    client.force_login(ruled.officer)
    base = f"/{ruled.partnership.slug}"
    client.get(f"{base}/fires/primary/{name}?period=2022/23")
    page = client.get(f"{base}/returns/disclosure/ledger/").content.decode()
    version = ReleasedVersion.objects.latest("made_at")
    assert f"middlesbrough-primary-2022-23.{name.rpartition('.')[2]}" in page
    assert version.exports.get().versions.get() == version
    assert len(version.exports.get().sha256) == 64


def test_a_file_of_a_source_without_a_rule_stands_in_the_audit_alone(ruled, client):
    from returns.models.released import Export

    client.force_login(ruled.officer)
    client.get(f"/{ruled.partnership.slug}/crime/all-crime/data.csv")
    assert not Export.objects.exists()


def test_the_page_of_a_measure_says_what_its_rule_is(ruled, client):
    client.force_login(ruled.officer)
    page = client.get(f"/{ruled.partnership.slug}/fires/primary/?period=2022/23+Q2")
    text = page.content.decode()
    assert "The finest figures shown are for quarters, by ward." in text
    assert "[c]" in text
    assert "too few to show" in text


def test_with_hidden_wards_it_is_said_of_the_shown_ones_only(ruled, client):
    client.force_login(ruled.officer)
    page = client.get(f"/{ruled.partnership.slug}/fires/primary/?period=2022/23+Q2")
    text = page.content.decode()
    assert "wards whose figures are shown" in text
    assert "deliberate primary fires a quarter" in text
    known = client.get(
        f"/{ruled.partnership.slug}/fires/primary/history/?period=2022/23+Q2"
    ).content.decode()
    assert "the source’s disclosure rule does not show figures by month" in known
