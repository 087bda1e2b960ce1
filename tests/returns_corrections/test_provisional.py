"""Figures that may still change say so: by the source's rule, or by the return's own word."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from measures.change import Caution
from measures.counts import Mark
from measures.periods import Month, Period
from partnership.models import AuditEvent
from reporting.pages.measure import as_json, take_away
from returns.lifecycle import choices
from tests.returns.conftest import EARLY, days

QUARTER = "2021/22 Q4"
PROVISIONAL = frozenset({Mark.PROVISIONAL})
SERIES = {"dataset": "crime", "source": "police-return"}


@pytest.fixture
def latest(middlesbrough, manager):
    """`latest(2)`: the last two months are provisional from then on."""

    def rule(months: int, *, at=EARLY, by=manager):
        return choices.set_provisional_months(
            partnership=middlesbrough, months=months, by=by, at=at, **SERIES
        )

    return rule


def marked(figures) -> list[str]:
    return [
        month.label
        for month in sorted(figures.months_supplied)
        if figures.cell(Period(month, 1)).marks == PROVISIONAL
    ]


def test_a_return_that_says_so_is_marked(accepted, shown):
    accepted(is_provisional=True)
    accepted([Month(2022, 4)])
    figures = shown(QUARTER).figures
    assert marked(figures) == ["January 2022", "February 2022", "March 2022"]
    assert figures.cell(Period.parse(QUARTER)).marks == PROVISIONAL


def test_the_last_months_of_a_source_are_marked_and_move_on(accepted, shown, latest):
    accepted()
    latest(2)
    assert marked(shown(QUARTER).figures) == ["February 2022", "March 2022"]
    accepted([Month(2022, 4)])
    assert marked(shown(QUARTER).figures) == ["March 2022", "April 2022"]
    latest(0, at=EARLY + days(1))
    assert marked(shown(QUARTER).figures) == []


def test_the_rule_holds_as_at_its_time(accepted, shown, latest):
    accepted()
    latest(3, at=EARLY + days(2))
    assert marked(shown(QUARTER, as_at=EARLY + days(1)).figures) == []
    assert len(marked(shown(QUARTER, as_at=EARLY + days(3)).figures)) == 3


def test_a_comparison_with_a_provisional_figure_carries_the_caution(accepted, shown):
    accepted()
    accepted(Period.parse("2020/21 Q4").each_month, is_provisional=True, at=EARLY - days(30))
    made = shown(QUARTER)
    assert Caution.PROVISIONAL in made.headline_comparison.cautions
    assert any("provisional" in sentence for sentence in made.cautions)
    told = as_json.measure(made)
    assert told["marks"] == []
    assert told["baselines"][0]["marks"] == ["provisional"]
    assert Caution.PROVISIONAL.value in told["baselines"][0]["warnings"]


def test_every_table_with_the_mark_explains_it(accepted, shown):
    accepted(is_provisional=True)
    marked_tables = [one for one in take_away.every_table(shown(QUARTER)) if "[p]" in one.shorthand]
    assert {one.slug for one in marked_tables} >= {"summary", "wards", "by-offence"}


def test_the_manager_alone_sets_the_rule(latest, officer):
    with pytest.raises(PermissionDenied):
        latest(2, by=officer)


def test_the_rule_is_set_on_the_page_and_on_the_record(as_, manager, accepted, shown):
    accepted()
    client = as_(manager)
    source = "/middlesbrough/returns/sources/crime/police-return/"
    page = client.get(source).text
    assert "How many of the latest months are provisional" in page
    wrong = client.post(source, {"what": "provisional"})
    assert wrong.status_code == 422
    assert "Enter a whole number" in wrong.text
    chosen = {"what": "provisional", "months": "2"}
    assert client.post(source, chosen).status_code == 302
    assert len(marked(shown(QUARTER).figures)) == 2
    event = AuditEvent.objects.get(kind="provisional-set")
    assert (event.by_id, event.detail["months"]) == (manager.pk, 2)


def test_a_tick_at_upload_marks_the_return(as_, officer, crime_file, police):
    from returns.models import Return

    client = as_(officer)
    answer = client.post(
        "/middlesbrough/returns/upload/",
        {
            "uploads": crime_file(),
            "supplied_by": police.pk,
            "how": "call",
            "supplier_role": "Performance analyst",
            "is_provisional": "on",
            "received_on_day": 9,
            "received_on_month": 1,
            "received_on_year": 2023,
        },
    )
    assert answer.status_code in (302, 422), answer.status_code
    kept = Return.objects.get()
    assert kept.is_provisional
    assert (kept.supplied_how, kept.supplier_role) == ("call", "Performance analyst")
