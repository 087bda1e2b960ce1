"""What is asked of whom, and how it stands: on the board, and where figures are missing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from demo import partnerships
from measures.periods import Month, Period
from partnership.audit import AuditEvent
from partnership.models import Role
from partnership.people.permissions import AS_COUNCILLOR
from partnership.refusals import Refused
from returns.lifecycle import decisions
from returns.lifecycle.schedule import actions as calendar_actions
from returns.lifecycle.schedule import agency_board, missing
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.calendar import State
from returns.lifecycle.schedule.expectations import Rejected
from returns.models import AgreedDate
from tests.returns_calendar.conftest import AGREED_AT, noon

Q3, Q4 = Period.quarter(2021, 3), Period.quarter(2021, 4)
CRIME = (("crime", "police-return"),)


def cell(board, *, quarter=Q4, source="police-return"):
    [row] = [row for row in board.rows if row.source.slug == source]
    [one] = row.cells[board.quarters.index(quarter)]
    return one


def board_on(partnership, viewer, at, last=Q4):
    return agency_board.board(partnership, viewer=viewer, at=at, last=last)


def test_the_four_states_of_a_period_one_after_the_other(
    middlesbrough, officer, second, agree, sent
):
    agree("2022-01", days_after=30)

    def stands(day):
        return cell(board_on(middlesbrough, officer, day))

    assert stands(noon(2022, 4, 30)).state is State.DUE
    assert stands(noon(2022, 4, 30)).by == date(2022, 4, 30)
    assert stands(noon(2022, 4, 30)).statutory == date(2022, 6, 30)
    late = stands(noon(2022, 5, 1))
    assert (late.state, late.days_late, late.received_on) == (State.LATE, 1, None)

    part = sent(Q4.each_month, at=noon(2022, 5, 12), received_on=date(2022, 5, 10))
    received = stands(noon(2022, 5, 13))
    assert (received.state, received.received_on) == (State.RECEIVED, date(2022, 5, 10))
    assert received.days_late == 10
    assert received.of_return == part.of_return_id

    decisions.accept(parts=[part], by=second, at=noon(2022, 5, 20))
    in_use = stands(noon(2022, 5, 21))
    assert (in_use.state, in_use.received_on) == (State.IN_USE, date(2022, 5, 10))
    # And the board of an earlier day is still what it was.
    assert stands(noon(2022, 5, 1)).state is State.LATE
    assert stands(noon(2022, 5, 13)).state is State.RECEIVED


def test_what_is_rejected_or_recalled_is_asked_for_again(
    middlesbrough, officer, second, agree, sent
):
    agree()
    part = sent(Q4.each_month, at=noon(2022, 5, 2))
    decisions.reject(part=part, by=second, reason="Wrong quarter", at=noon(2022, 5, 3))
    assert cell(board_on(middlesbrough, officer, noon(2022, 5, 2))).state is State.RECEIVED
    assert cell(board_on(middlesbrough, officer, noon(2022, 5, 4))).state is State.LATE

    late = board_on(middlesbrough, officer, noon(2022, 5, 4))
    assert cell(late).rejected == Rejected(part.of_return_id, date(2022, 5, 3))
    assert calendar_words.notes(cell(late))[0] == "Rejected 3 May 2022"
    overdue = calendar_words.overdue(late.late[0])
    assert overdue.endswith("; the return sent was rejected on 3 May 2022")
    lacking = missing.missing(middlesbrough, viewer=officer, of=CRIME, at=noon(2022, 5, 4))
    assert calendar_words.missing(lacking[0]).startswith(
        "Cleveland Police has not sent Q4 2021/22 figures for police recorded crime again, asked"
        " for by"
    )
    # Councillors learn that nothing was supplied, and nothing of what was rejected.
    lacking = missing.missing(middlesbrough, viewer=AS_COUNCILLOR, of=CRIME, at=noon(2022, 5, 4))
    assert [(each.asked_by, each.rejected) for each in lacking] == [(None, None)]

    again = sent(Q4.each_month, at=noon(2022, 5, 5), name="again.csv", count=4)
    decisions.accept(parts=[again], by=second, at=noon(2022, 5, 6))
    decisions.recall(part=again, by=second, reason="Wrong wards", at=noon(2022, 5, 8))
    in_use = cell(board_on(middlesbrough, officer, noon(2022, 5, 7)))
    assert (in_use.state, in_use.rejected) == (State.IN_USE, None)
    assert cell(board_on(middlesbrough, officer, noon(2022, 5, 9))).state is State.LATE


def test_an_upload_that_nobody_sent_has_not_come(middlesbrough, officer, agree, uploaded):
    agree()
    uploaded(Q4.each_month, at=noon(2022, 5, 2))
    one = cell(board_on(middlesbrough, officer, noon(2022, 5, 3)))
    assert (one.state, one.begun) == (State.LATE, True)
    assert "Uploaded but not sent yet" in calendar_words.notes(one)


def test_part_of_a_quarter_is_not_the_quarter(middlesbrough, officer, agree, accepted):
    agree()
    accepted(Q4.each_month[:2], at=noon(2022, 4, 20))
    one = cell(board_on(middlesbrough, officer, noon(2022, 5, 2)))
    assert (one.state, one.short_of) == (State.LATE, (Month(2022, 3),))
    assert "Still to come: March 2022" in calendar_words.notes(one)


def test_without_an_agreement_a_source_is_asked_for_from_its_first_return_on(
    middlesbrough, officer, accepted
):
    before = board_on(middlesbrough, officer, noon(2022, 5, 2))
    assert {row.is_asked_for for row in before.rows} == {False}
    accepted(Q4.each_month, at=noon(2022, 5, 2))
    board = board_on(middlesbrough, officer, noon(2022, 7, 1), last=Period.quarter(2022, 1))
    [row] = [row for row in board.rows if row.source.slug == "police-return"]
    assert row.cells[board.quarters.index(Q3)] == ()  # not applicable
    assert cell(board).state is State.IN_USE
    assert cell(board, quarter=Period.quarter(2022, 1)).by == date(2022, 9, 30)


def test_published_figures_are_asked_for_only_when_somebody_says_so(middlesbrough, officer, agree):
    def sources():
        return {row.source.slug for row in board_on(middlesbrough, officer, noon(2022, 6, 1)).rows}

    assert "police-uk" not in sources()
    agree("2022-01", source="police-uk", every_months=1, days_after=60)
    assert "police-uk" in sources()


def test_months_stand_together_in_their_quarter(middlesbrough, officer, agree):
    agree("2022-01", every_months=1, days_after=20)
    board = board_on(middlesbrough, officer, noon(2022, 4, 10))
    [row] = [row for row in board.rows if row.source.slug == "police-return"]
    held = row.cells[board.quarters.index(Q4)]
    assert [(one.period.label, one.state, one.by) for one in held] == [
        ("January 2022", State.LATE, date(2022, 2, 20)),
        ("February 2022", State.LATE, date(2022, 3, 20)),
        ("March 2022", State.DUE, date(2022, 4, 20)),
    ]


def test_what_waits_longest_comes_first(middlesbrough, officer, agree, sent):
    agree("2021-10", days_after=30)
    agree("2021-10", dataset="fires", source="fire-return", days_after=10)
    board = board_on(middlesbrough, officer, noon(2022, 6, 1))
    assert [one.source.slug for one in board.late] == ["fire-return", "police-return"]
    assert [(one.first, one.last) for one in board.late] == [(Q3, Q4), (Q3, Q4)]
    assert [row.source.slug for row in board.rows][:2] == ["fire-return", "police-return"]

    sent(Q4.each_month, at=noon(2022, 6, 2), received_on=date(2022, 6, 2))
    sent(Q3.each_month, at=noon(2022, 6, 3), received_on=date(2022, 6, 1), name="q3.csv")
    board = board_on(middlesbrough, officer, noon(2022, 6, 4))
    assert [one.period for one in board.waiting] == [Q3, Q4]


def test_suppliers_see_their_own_agency_alone(middlesbrough, officer, supplier):
    def agencies(viewer):
        return {row.agency.slug for row in board_on(middlesbrough, viewer, noon(2022, 6, 1)).rows}

    assert agencies(supplier) == {partnerships.POLICE}
    assert agencies(officer) >= {partnerships.POLICE, partnerships.COUNCIL, "cleveland-fire"}


@pytest.mark.parametrize(
    "role", [Role.COUNCILLOR, Role.DEMOCRATIC_SERVICES, Role.PREVENT_LEAD, Role.ADMINISTRATOR]
)
def test_the_board_is_for_those_who_handle_returns(role, middlesbrough, somebody):
    with pytest.raises(PermissionDenied):
        agency_board.board(middlesbrough, viewer=somebody(role))


def test_the_board_takes_as_many_queries_for_a_year_as_for_a_month(
    middlesbrough, officer, agree, accepted, django_assert_max_num_queries
):
    agree("2012-04", every_months=1)
    accepted(Q4.each_month)
    officer.refresh_from_db()
    with django_assert_max_num_queries(7):
        agency_board.board(middlesbrough, viewer=officer)


# --- Agreeing --------------------------------------------------------------------------------
def test_the_manager_agrees_and_it_is_audited(middlesbrough, manager, agree):
    agreed = agree("2022-01", days_after=45)
    event = AuditEvent.objects.get(kind="date-agreed")
    assert (event.by_id, event.partnership_id) == (manager.pk, middlesbrough.pk)
    assert event.detail == {"first_month": "2022-01", "every_months": 3, "days_after": 45}
    assert agreed.until is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MANAGER])
def test_nobody_else_agrees_a_date_or_stops_asking(role, agree, stop, somebody):
    person = somebody(role)
    for act in (agree, stop):
        with pytest.raises(PermissionDenied):
            act("2022-01", by=person)
    assert not AgreedDate.objects.exists()


def test_what_ends_with_its_supply_is_overdue_no_more(middlesbrough, officer, agree, stop):
    agree("2022-01", days_after=30)
    late = agency_board.board(middlesbrough, viewer=officer, at=noon(2025, 6, 12)).late
    assert [(late[0].first.label, late[-1].last.label)] == [("Q4 2021/22", "Q4 2024/25")]
    stop("2022-05", at=noon(2025, 6, 12), because="data.police.uk has the counts")
    after = agency_board.board(middlesbrough, viewer=officer, at=noon(2025, 6, 13))
    # A period that the supply ends in ends with it; what is overdue of earlier months stays so.
    assert [(each.first.label, each.last.label) for each in after.late] == [
        ("Q4 2021/22", "April 2022")
    ]
    assert not any(row.is_asked_for for row in after.rows if row.source.slug == "police-return")
    # As it stood on an earlier day it was still asked for.
    assert agency_board.board(middlesbrough, viewer=officer, at=noon(2025, 6, 11)).late == late


def test_why_a_source_is_no_longer_asked_for_is_said_and_audited(middlesbrough, manager, stop):
    with pytest.raises(Refused, match="Say why it is no longer asked for"):
        stop("2022-04", because=" ")
    stop("2022-04", because="data.police.uk has the counts")
    event = AuditEvent.objects.get(kind="no-longer-asked-for")
    assert (event.by_id, event.partnership_id) == (manager.pk, middlesbrough.pk)
    assert event.detail == {
        "first_month": "2022-04",
        "because": "data.police.uk has the counts",
    }


def test_a_source_is_asked_for_again_from_a_later_month(middlesbrough, officer, agree, stop):
    agree("2022-01", days_after=30)
    stop("2022-04", at=noon(2022, 4, 2))
    agree("2023-04", days_after=30, at=noon(2023, 3, 1))
    late = agency_board.board(middlesbrough, viewer=officer, at=noon(2023, 9, 1)).late
    assert [(each.first.label, each.last.label) for each in late] == [
        ("Q4 2021/22", "Q4 2021/22"),
        ("Q1 2023/24", "Q1 2023/24"),
    ]


def test_what_was_agreed_for_earlier_periods_stays(middlesbrough, officer, agree):
    agree("2021-10", days_after=10)
    agree("2022-04", days_after=60, at=noon(2022, 3, 1))
    agree("2022-01", days_after=20, at=noon(2022, 3, 2))
    held = AgreedDate.objects.filter(until__isnull=True).values_list("days_after", flat=True)
    assert list(held) == [10, 20]
    assert cell(board_on(middlesbrough, officer, noon(2022, 6, 1)), quarter=Q3).by == date(
        2022, 1, 10
    )
    assert cell(board_on(middlesbrough, officer, noon(2022, 6, 1))).by == date(2022, 4, 20)
    # The board of a day before shows what was agreed then.
    assert cell(board_on(middlesbrough, officer, noon(2022, 2, 1))).by == date(2022, 4, 10)


@pytest.mark.parametrize(
    ("first", "more", "field"),
    [
        ("2022-02", {}, "first_month"),
        ("2022-07", {"every_months": 12}, "first_month"),
        ("2022-01", {"every_months": 2}, "every_months"),
        ("2022-01", {"days_after": 367}, "days_after"),
        ("2022-01", {"days_after": -1}, "days_after"),
    ],
)
def test_what_cannot_be_agreed_is_refused(agree, first, more, field):
    with pytest.raises(Refused) as refusal:
        agree(first, **more)
    assert refusal.value.field == field


def test_nothing_is_agreed_before_what_is_agreed_already(agree):
    agree(at=noon(2022, 3, 1))
    with pytest.raises(Refused, match="A later choice has been made already"):
        agree(at=noon(2022, 2, 1))


# --- What is missing -------------------------------------------------------------------------
def sentences(partnership, viewer, at, **more):
    held = missing.missing(partnership, viewer=viewer, of=CRIME, at=at, **more)
    return [calendar_words.missing(one) for one in held]


def test_what_is_missing_is_named_in_neutral_words(middlesbrough, officer, agree, sent):
    agree("2021-10", days_after=91)
    assert sentences(middlesbrough, officer, noon(2022, 4, 1)) == [
        (
            "Cleveland Police has not sent Q3 2021/22 to Q4 2021/22 figures for police recorded"
            " crime, the first asked for by 1 April 2022."
        )
    ]
    sent(Q3.each_month, at=noon(2022, 4, 2))
    assert sentences(middlesbrough, officer, noon(2022, 4, 3)) == [
        (
            "Cleveland Police has sent Q3 2021/22 figures for police recorded crime, not accepted"
            " yet."
        ),
        (
            "Cleveland Police has not sent Q4 2021/22 figures for police recorded crime, asked for"
            " by 30 June 2022."
        ),
    ]


def test_only_what_weakens_the_periods_compared_is_named(middlesbrough, officer, agree):
    agree("2021-10", days_after=30)
    at = noon(2022, 6, 1)
    assert sentences(middlesbrough, officer, at, periods=[Period.year(2020)]) == []
    assert len(sentences(middlesbrough, officer, at, periods=[Q4])) == 1


def test_a_running_period_is_not_missing(middlesbrough, officer, agree):
    agree("2022-01")
    assert sentences(middlesbrough, officer, noon(2022, 3, 31)) == []
    assert len(sentences(middlesbrough, officer, noon(2022, 4, 1))) == 1


def test_whether_councillors_see_the_day_is_the_managers_choice(
    middlesbrough, officer, manager, supplier, somebody, agree
):
    agree("2022-01", days_after=30)
    at = noon(2022, 5, 2)
    with_day = "asked for by 30 April 2022"
    [said] = sentences(middlesbrough, AS_COUNCILLOR, at)
    assert said == "Q4 2021/22 figures for police recorded crime have not been supplied yet."
    for viewer in (officer, manager, supplier):  # the supplier's own agency
        assert with_day in sentences(middlesbrough, viewer, at)[0]
    of_the_fire_service = somebody(Role.SUPPLIER, agency="cleveland-fire")
    assert sentences(middlesbrough, of_the_fire_service, at) == [said]

    calendar_actions.show_lateness(
        partnership=middlesbrough, is_shown=True, by=manager, at=AGREED_AT
    )
    assert with_day in sentences(middlesbrough, AS_COUNCILLOR, at)[0]
    assert AuditEvent.objects.get(kind="lateness-chosen").detail == {"is_shown": True}
    calendar_actions.show_lateness(
        partnership=middlesbrough, is_shown=False, by=manager, at=noon(2022, 5, 1)
    )
    assert sentences(middlesbrough, AS_COUNCILLOR, at) == [said]
    assert with_day in sentences(middlesbrough, AS_COUNCILLOR, noon(2022, 4, 30))[0]


def test_only_the_manager_chooses_who_sees_the_day(middlesbrough, officer):
    with pytest.raises(PermissionDenied):
        calendar_actions.show_lateness(partnership=middlesbrough, is_shown=True, by=officer)
