"""Who may do what to which record of scrutiny: every role tries everything."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnership.models import AuditEvent, Role
from partnership.refusals import Refused
from scrutiny.deadlines import actions
from scrutiny.deadlines.due import due
from scrutiny.models import Answer, Outcome, Response, ToWhom, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.queries import questions as question_queries
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import To
from scrutiny.working_days.countdown import Step, Unit
from scrutiny.working_days.holidays import PeriodKey
from tests.scrutiny.conftest import AT, FIRE, MET_ON, noon

LATER = date(2024, 5, 1)
NOW = noon(2024, 4, 2)

# S: supplier (of the police), O: CSP officer, M: manager, C: councillor, D: democratic services
# officer, P: Prevent lead, A: administrator, U: deputy.
TABLE = {
    "see the board": "S O M C D P A U",
    "add a panel": ". . . . D . . .",
    "change a panel": ". . . . D . . .",
    "end a panel": ". . . . D . . .",
    "add a member": ". . . . D . . .",
    "set a timetable": ". . . . D . . .",
    "add a meeting": ". . . . D . . .",
    "change a meeting": ". . . . D . . .",
    "cancel a meeting": ". . . . D . . .",
    "finish a step": ". O M . D . . .",
    "plan work": ". . . . D . . .",
    "add an agenda item": ". . . . D . . .",
    "say on which pack an item rests": ". . . . D . . .",
    "record an outcome": ". . . . D . . .",
    "set a period": ". . . . D . . .",
    "add a closed day": ". . . . D . . .",
    "ask a question": ". . . C D . . .",
    "ask for somebody else": ". . . . D . . .",
    "direct a question": ". . . . D . . .",
    "answer the police’s question": "S O M . . . . .",
    "answer the fire brigade’s question": ". O M . . . . .",
    "answer the partnership’s question": ". O M . . . . .",
    "answer the Prevent lead’s question": ". O M . . P . .",
    "withdraw another’s question": ". . . . D . . .",
    "make a recommendation": ". . . C D . . .",
    "change its words": ". . . . D . . .",
    "put it back on the agenda": ". . . . D . . .",
    "send a copy": ". . . . D . . .",
    "add a recipient": ". . . . D . . .",
    "take a recipient out": ". . . . D . . .",
    "answer for the police": "S O M . . . . .",
    "answer for the fire brigade": ". O M . . . . .",
    "say that the police answer later": "S O M . . . . .",
    "close it": ". . . . D . . .",
    "say that it was a mistake": ". . . . D . . .",
    "add a milestone": "S O M . D . . .",
    "add evidence": "S O M . D . . .",
    "link a measure": "S O M . D . . .",
    "have a calendar address": "S O M C D P A U",
    "end a calendar address": ". . . . D . . .",
}


@pytest.fixture
def deeds(middlesbrough, panel, meeting, question, recommendation, recipient, councillor):
    """Each deed of the table as something that a user does."""
    asking = {"panel": panel, "answer_by": LATER, "at": AT, "by": councillor}
    fire = middlesbrough.agencies.get(slug=FIRE)
    of_fire = question_actions.ask(
        text="Of the fires?", to_whom=ToWhom.AGENCY, agency=fire, **asking
    )
    of_team = question_actions.ask(text="Of the team?", **asking)
    of_prevent = question_actions.ask(text="Of Prevent?", to_whom=ToWhom.PREVENT_LEAD, **asking)
    item = panel_actions.add_item(meeting=meeting, number=1, title="Update", by=None, at=AT)
    fires = recommendation.recipients.get(agency=fire)
    about = {"recommendation": recommendation, "at": NOW}
    ask = {"panel": panel, "text": "Why?", "answer_by": LATER, "at": AT}
    made = {"panel": panel, "title": "T", "text": "W", "made_on": MET_ON, "at": AT}
    return {
        "see the board": lambda by: due(middlesbrough, viewer=by, on=MET_ON),
        "add a panel": lambda by: panel_actions.add_panel(
            partnership=middlesbrough, name=f"Panel {by.pk}", since=MET_ON, by=by
        ),
        "change a panel": lambda by: panel_actions.change_panel(
            panel=panel, seen=1, name="X", purpose="", frequency="", by=by
        ),
        "end a panel": lambda by: panel_actions.end_panel(
            panel=panel, on=LATER, because="It ends", by=by
        ),
        "add a member": lambda by: panel_actions.add_member(
            panel=panel, title="Chair", since=MET_ON, by=by
        ),
        "set a timetable": lambda by: panel_actions.set_timetable(
            panel=panel, draft=1, clearance=1, pre_agenda=1, to_democratic_services=1, by=by
        ),
        "add a meeting": lambda by: panel_actions.add_meeting(panel=panel, held_on=LATER, by=by),
        "change a meeting": lambda by: panel_actions.change_meeting(
            meeting=meeting,
            to={"starts_at": None, "place": "Hall", "agenda_link": "", "minutes_link": ""},
            by=by,
        ),
        "cancel a meeting": lambda by: panel_actions.cancel_meeting(
            meeting=meeting, because="Snow", by=by
        ),
        "finish a step": lambda by: panel_actions.finish_step(
            meeting=meeting, step=Step.DRAFT, by=by
        ),
        "plan work": lambda by: panel_actions.plan_work(panel=panel, title="Fires", by=by),
        "add an agenda item": lambda by: panel_actions.add_item(
            meeting=meeting, number=7, title="Fires", by=by
        ),
        "say on which pack an item rests": lambda by: panel_actions.rest_item_on(
            item=item, pack=None, by=by
        ),
        "record an outcome": lambda by: panel_actions.record_outcome(
            item=item, outcome=Outcome.NOTED, minute="23/41", by=by
        ),
        "set a period": lambda by: actions.set_period(
            partnership=middlesbrough,
            period=PeriodKey.AUTHORITIES,
            number=30,
            unit=Unit.DAYS,
            since=LATER,
            source="Constitution, part 4",
            by=by,
        ),
        "add a closed day": lambda by: actions.add_closed_day(
            partnership=middlesbrough, day=LATER, name="Closed", source="Notice", by=by
        ),
        "ask a question": lambda by: question_actions.ask(by=by, **ask),
        "ask for somebody else": lambda by: _ask_for(by, ask),
        "direct a question": lambda by: question_actions.direct(
            question=question, to_whom=ToWhom.PARTNERSHIP, agency=None, answer_by=LATER, by=by
        ),
        "answer the police’s question": lambda by: _answer(question, by),
        "answer the fire brigade’s question": lambda by: _answer(of_fire, by),
        "answer the partnership’s question": lambda by: _answer(of_team, by),
        "answer the Prevent lead’s question": lambda by: _answer(of_prevent, by),
        "withdraw another’s question": lambda by: question_actions.withdraw(
            question=question, because="Twice", by=by
        ),
        "make a recommendation": lambda by: recommendation_actions.make(
            reference=f"R{by.pk}", to=[To("The Executive")], by=by, **made
        ),
        "change its words": lambda by: recommendation_actions.reword(
            seen=1, title="T", text="W", review="", owner_role="", by=by, **about
        ),
        "put it back on the agenda": lambda by: recommendation_actions.bring_back(
            meeting=meeting, by=by, **about
        ),
        "send a copy": lambda by: recommendation_actions.send_copy(
            recipient=recipient, on=MET_ON, by=by, at=NOW
        ),
        "add a recipient": lambda by: recommendation_actions.add_recipient(
            to=To("A college"), by=by, **about
        ),
        "take a recipient out": lambda by: recommendation_actions.end_recipient(
            recipient=recipient, because="Not theirs", by=by, at=NOW
        ),
        "answer for the police": lambda by: _respond(recipient, by),
        "answer for the fire brigade": lambda by: _respond(fires, by),
        "say that the police answer later": lambda by: recommendation_actions.say_later(
            recipient=recipient, because="An election", by=by, at=NOW
        ),
        "close it": lambda by: recommendation_actions.decide(
            meeting=meeting, minute="23/50", closes=True, by=by, **about
        ),
        "say that it was a mistake": lambda by: recommendation_actions.withdraw(
            because="Twice", by=by, **about
        ),
        "add a milestone": lambda by: recommendation_actions.add_milestone(
            text="Done by then", due_on=LATER, by=by, **about
        ),
        "add evidence": lambda by: recommendation_actions.add_evidence(
            text="It was done", by=by, **about
        ),
        "link a measure": lambda by: recommendation_actions.link_measure(
            measure="crime/burglary", by=by, **about
        ),
        "have a calendar address": lambda by: actions.make_address(
            partnership=middlesbrough, by=by
        ),
        "end a calendar address": lambda by: actions.end_address(
            address=actions.make_address(partnership=middlesbrough, by=councillor), by=by
        ),
    }


def _ask_for(by, ask):
    """What a councillor may not is refused as not possible, and everybody else has no right."""
    try:
        return question_actions.ask(by=by, asked_for="Chair", **ask)
    except Refused as refusal:
        raise PermissionDenied from refusal


def _answer(question, by):
    return question_actions.answer(question=question, text="So it is.", by=by, at=NOW)


def _respond(recipient, by):
    return recommendation_actions.respond(
        recipient=recipient,
        verdict=Verdict.ACCEPTED,
        text="",
        responded_on=date(2024, 4, 1),
        by=by,
        at=NOW,
    )


class Undone(Exception):
    """What a role did is taken back before the next one tries."""


@pytest.mark.parametrize("deed", TABLE)
def test_each_role_may_do_what_the_table_says(deed, deeds, somebody):
    """A deed is undone before the next role tries it; what is refused writes nothing."""
    allowed = ""
    for role, letter in zip(Role, ["S", "O", "M", "C", "D", "P", "A", "U"], strict=True):
        by = somebody(role)
        events = AuditEvent.objects.count()
        try:
            with transaction.atomic():
                deeds[deed](by)
                assert deed == "see the board" or AuditEvent.objects.count() > events
                raise Undone
        except Undone:
            allowed += letter
        except PermissionDenied:
            assert AuditEvent.objects.count() == events
    assert allowed == TABLE[deed].replace(".", "").replace(" ", "")


def test_the_table_has_every_deed(deeds):
    assert set(deeds) == set(TABLE)


@pytest.mark.parametrize("role", Role)
def test_nobody_of_another_partnership_sees_or_does_anything(
    role, elsewhere, somebody, deeds, middlesbrough
):
    stranger = somebody(role, partnership=elsewhere)
    for deed in deeds.values():
        with pytest.raises(PermissionDenied):
            deed(stranger)
    with pytest.raises(PermissionDenied):
        question_queries.questions(middlesbrough, viewer=stranger)
    assert not Answer.objects.exists()
    assert not Response.objects.exists()


def test_a_councillor_may_withdraw_their_own_question_until_it_is_answered(
    question, councillor, officer
):
    _answer(question, officer)
    with pytest.raises(PermissionDenied):
        question_actions.withdraw(question=question, because="Never mind", by=councillor)


def test_a_councillor_withdraws_their_own_question(question, councillor):
    question_actions.withdraw(question=question, because="Never mind", by=councillor)
    question.refresh_from_db()
    assert question.withdrawn_because == "Never mind"
