"""The life of panels, questions and recommendations: what may follow what, and what is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from partnership.models import Agency, AuditEvent, Role
from partnership.models.governance import Body, BodyKind
from partnership.refusals import Outdated, Refused
from scrutiny.deadlines import actions
from scrutiny.deadlines.due import due
from scrutiny.models import Answer, Outcome, Recommendation, Response, ToWhom, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.queries import questions as question_queries
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.days import countdown_to
from scrutiny.queries.states import State
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import EXECUTIVE, To, everybody
from scrutiny.working_days.countdown import Step, Unit
from scrutiny.working_days.holidays import PeriodKey
from tests.scrutiny.conftest import AT, MET_ON, noon

DUE_ON = date(2024, 4, 1)
IN_MAY = noon(2024, 5, 1)


def last_event(kind: str) -> AuditEvent:
    return AuditEvent.objects.filter(kind=kind).latest("pk")


# --- Recommendations -------------------------------------------------------------------------
def test_a_recommendation_of_4_march_2024_is_to_be_answered_by_1_april(recommendation):
    stored = dict(recommendation.recipients.values_list("name", "due_on"))
    assert stored == {
        "Cleveland Police": DUE_ON,
        "Cleveland Fire Brigade": DUE_ON,
        "The Executive": date(2024, 5, 4),
    }


def test_the_due_date_says_how_it_was_counted_and_by_what_law(recipient):
    assert recipient.due_how.startswith("28 days from 4 March 2024.")
    assert "SI 2009/942" in recipient.due_how


def test_a_period_of_the_partnerships_own_counts_from_its_day_and_moves_nothing_stored(
    recommendation, recipient, middlesbrough, keeper, panel
):
    actions.set_period(
        partnership=middlesbrough,
        period=PeriodKey.AUTHORITIES,
        number=6,
        unit=Unit.MONTHS,
        since=date(2024, 6, 1),
        source="Constitution",
        by=keeper,
    )
    dues = {}
    for reference, made_on in (("A", date(2024, 5, 31)), ("B", date(2024, 6, 1))):
        made = recommendation_actions.make(
            panel=panel,
            reference=reference,
            title="T",
            text="W",
            made_on=made_on,
            to=[To("A college")],
            by=keeper,
        )
        dues[reference] = made.recipients.get().due_on
    recipient.refresh_from_db()
    assert dues == {"A": date(2024, 6, 28), "B": date(2024, 12, 1)}
    assert recipient.due_on == DUE_ON


def test_it_is_sent_to_every_authority_and_body_that_is_recorded(middlesbrough):
    assert {to.agency for to in everybody(middlesbrough)} == set(middlesbrough.agencies.all())
    for name, kind in (
        ("Cleveland Police", BodyKind.RESPONSIBLE),
        ("A college", BodyKind.CO_OPERATING),
        ("A guest", BodyKind.INVITED),
    ):
        Body.objects.create(partnership=middlesbrough, name=name, kind=kind)
    assert [to.name for to in everybody(middlesbrough)] == ["A college", "Cleveland Police"]


def test_each_body_answers_for_itself(recommendation, recipient, officer, middlesbrough):
    respond(recipient, officer)
    seen = recommendation_queries.recommendation(
        middlesbrough, recommendation.pk, viewer=officer, on=date(2024, 4, 2)
    )
    assert {one.recipient.name: one.state for one in seen.recipients} == {
        "Cleveland Police": State.ANSWERED,
        "Cleveland Fire Brigade": State.LATE,
        "The Executive": State.WAITING,
    }
    assert seen.state is State.LATE


def respond(recipient, by, *, verdict=Verdict.ACCEPTED, text="", seen=0):
    return recommendation_actions.respond(
        recipient=recipient,
        verdict=verdict,
        text=text,
        responded_on=date(2024, 3, 20),
        by=by,
        seen=seen,
        at=noon(2024, 4, 2),
    )


@pytest.mark.parametrize("verdict", [Verdict.IN_PART, Verdict.REJECTED])
def test_what_is_not_accepted_whole_needs_a_reason(verdict, recipient, officer):
    with pytest.raises(Refused, match="reason") as refused:
        respond(recipient, officer, verdict=verdict)
    assert refused.value.field == "text"
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(
            recipient=recipient,
            number=1,
            verdict=verdict,
            responded_on=MET_ON,
            by=officer,
            at=AT,
        )


def test_a_second_response_written_at_once_is_shown_the_first(recipient, officer, somebody):
    respond(recipient, officer, text="We will.")
    with pytest.raises(Outdated) as overtaken:
        respond(recipient, somebody(Role.SUPPLIER), text="We may.", seen=0)
    assert (overtaken.value.now, overtaken.value.version) == ("We will.", 1)
    respond(recipient, somebody(Role.SUPPLIER), text="We may.", seen=1)
    assert list(recipient.responses.order_by("number").values_list("text", flat=True)) == [
        "We will.",
        "We may.",
    ]


def test_a_later_answer_keeps_its_day_and_gives_its_reason(recipient, officer):
    recommendation_actions.say_later(recipient=recipient, because="An election", by=officer)
    recipient.refresh_from_db()
    assert (recipient.due_on, recipient.later_because) == (DUE_ON, "An election")


def test_all_answers_do_not_close_it_and_the_panels_decision_does(
    recommendation, officer, keeper, meeting, middlesbrough
):
    for recipient in recommendation.recipients.all():
        respond(recipient, officer)

    def state():
        return recommendation_queries.recommendation(
            middlesbrough, recommendation.pk, viewer=officer
        ).state

    assert state() is State.ANSWERED
    decide(recommendation, meeting, keeper, closes=False)
    assert state() is State.ANSWERED
    later = panel_actions.add_meeting(panel=meeting.group, held_on=date(2024, 4, 15), by=keeper)
    decide(recommendation, later, keeper, closes=True)
    assert state() is State.CLOSED


def decide(recommendation, meeting, by, *, closes, minute="23/50", at=IN_MAY):
    return recommendation_actions.decide(
        recommendation=recommendation, meeting=meeting, minute=minute, closes=closes, by=by, at=at
    )


def test_what_everybody_answered_is_to_be_put_back_on_the_agenda(
    recommendation, officer, keeper, meeting, middlesbrough
):
    def asked():
        return {
            one.key: (one.on, one.whom.label)
            for one in due(middlesbrough, viewer=keeper, on=date(2024, 4, 2))
        }

    for recipient in recommendation.recipients.all():
        assert f"back/{recommendation.pk}" not in asked()
        respond(recipient, officer)
    assert asked()[f"back/{recommendation.pk}"] == (
        date(2024, 3, 20),
        "Democratic services officer",
    )
    recommendation_actions.bring_back(recommendation=recommendation, meeting=meeting, by=keeper)
    assert f"back/{recommendation.pk}" not in asked()


def test_a_decision_needs_a_minute_and_a_meeting_of_the_panel_that_was_held(
    recommendation, meeting, keeper, middlesbrough
):
    with pytest.raises(Refused, match="minute"):
        decide(recommendation, meeting, keeper, closes=True, minute="")
    with pytest.raises(Refused, match="not been held"):
        decide(recommendation, meeting, keeper, closes=True, at=noon(2024, 3, 1))
    other = panel_actions.add_panel(
        partnership=middlesbrough, name="Children", since=MET_ON, by=keeper
    )
    theirs = panel_actions.add_meeting(panel=other, held_on=date(2024, 4, 1), by=keeper)
    with pytest.raises(Refused, match="another panel"):
        decide(recommendation, theirs, keeper, closes=True)
    panel_actions.cancel_meeting(meeting=meeting, because="Snow", by=keeper)
    with pytest.raises(Refused, match="cancelled"):
        decide(recommendation, meeting, keeper, closes=True)


def test_what_is_closed_changes_no_more(recommendation, recipient, meeting, keeper, officer):
    decide(recommendation, meeting, keeper, closes=True)
    with pytest.raises(Refused, match="closed"):
        respond(recipient, officer)
    with pytest.raises(Refused, match="closed"):
        recommendation_actions.reword(
            recommendation=recommendation,
            seen=1,
            title="T",
            text="W",
            review="",
            owner_role="",
            by=keeper,
        )


def test_words_changed_at_once_are_shown_to_the_second(recommendation, keeper, somebody):
    def reword(by, seen, text):
        recommendation_actions.reword(
            recommendation=recommendation,
            seen=seen,
            title="T",
            text=text,
            review="",
            owner_role="",
            by=by,
        )

    reword(keeper, 1, "First")
    with pytest.raises(Outdated) as overtaken:
        reword(somebody(Role.DEMOCRATIC_SERVICES), 1, "Second")
    assert (overtaken.value.now, overtaken.value.version) == ("First", 2)
    event = last_event("recommendation-changed")
    assert event.detail["before"]["text"] == "That every figure names its period."
    assert event.detail["after"]["text"] == "First"


def test_one_reference_stands_for_one_recommendation(recommendation, panel, keeper):
    with pytest.raises(Refused, match="reference") as refused:
        recommendation_actions.make(
            panel=panel,
            reference="2024/1",
            title="T",
            text="W",
            made_on=MET_ON,
            to=[EXECUTIVE],
            by=keeper,
        )
    assert refused.value.field == "reference"
    assert Recommendation.objects.count() == 1


def test_nothing_that_others_rest_on_can_be_deleted(recommendation, question, meeting, panel):
    for held in (recommendation, meeting, panel):
        with pytest.raises(ProtectedError), transaction.atomic():
            held.delete()


# --- Questions -------------------------------------------------------------------------------
def test_a_later_answer_takes_the_place_of_an_earlier_which_stays(question, officer, middlesbrough):
    question_actions.answer(question=question, text="First", by=officer)
    with pytest.raises(Outdated) as overtaken:
        question_actions.answer(question=question, text="Second", by=officer, seen=0)
    assert overtaken.value.now == "First"
    question_actions.answer(question=question, text="Second", by=officer, seen=1)
    asked = question_queries.question(middlesbrough, question.pk, viewer=officer)
    assert asked.answer.text == "Second"
    assert [one.text for one in asked.answers] == ["First", "Second"]
    assert last_event("question-answered").detail["replaces"] == asked.answers[0].pk


def test_what_is_withheld_says_why_in_writing(question, officer, middlesbrough):
    with pytest.raises(Refused):
        question_actions.answer(question=question, text="", by=officer)
    question_actions.answer(
        question=question, text="", withheld_because="It would prejudice a trial", by=officer
    )
    assert (
        question_queries.question(middlesbrough, question.pk, viewer=officer).state
        is State.WITHHELD
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(question=question, number=9, by=officer, at=AT)


def test_a_question_is_late_from_the_day_after(question, officer, middlesbrough):
    states = [
        question_queries.question(middlesbrough, question.pk, viewer=officer, on=on).state
        for on in (date(2024, 3, 18), date(2024, 3, 19))
    ]
    assert states == [State.WAITING, State.LATE]


def test_a_question_to_an_agency_names_one_that_is_of_the_partnership(panel, councillor, elsewhere):
    other = Agency.objects.create(slug="other", name="Other", kind="other")
    for agency in (None, other):
        with pytest.raises(Refused) as refused:
            question_actions.ask(
                panel=panel,
                text="Why?",
                to_whom=ToWhom.AGENCY,
                agency=agency,
                answer_by=MET_ON,
                by=councillor,
                at=AT,
            )
        assert refused.value.field == "agency"


def test_directing_writes_down_before_and_after(question, keeper):
    question_actions.direct(
        question=question,
        to_whom=ToWhom.PARTNERSHIP,
        agency=None,
        answer_by=date(2024, 4, 5),
        by=keeper,
    )
    detail = last_event("question-directed").detail
    assert (detail["before"]["to_whom"], detail["after"]["to_whom"]) == ("agency", "partnership")
    assert (detail["before"]["answer_by"], detail["after"]["answer_by"]) == (
        "2024-03-18",
        "2024-04-05",
    )


# --- Panels ----------------------------------------------------------------------------------
def test_what_is_open_passes_on_to_the_panel_that_follows(
    panel, meeting, question, recommendation, councillor, officer, keeper, middlesbrough
):
    answered = question_actions.ask(
        panel=panel, text="Answered?", answer_by=MET_ON, by=councillor, at=AT
    )
    question_actions.answer(question=answered, text="Yes", by=officer)
    following = panel_actions.add_panel(
        partnership=middlesbrough, name="Place Scrutiny Panel", since=date(2024, 5, 1), by=keeper
    )
    panel_actions.end_panel(
        panel=panel, on=date(2024, 5, 1), because="Merged", successor=following, by=keeper
    )
    for held in (panel, question, recommendation, answered):
        held.refresh_from_db()
    assert panel.ended_on == date(2024, 5, 1)
    assert question.panel == recommendation.panel == following
    assert answered.panel == panel
    assert last_event("panel-ended").detail["passed_on"] == {
        "questions": [question.pk],
        "recommendations": [recommendation.pk],
    }
    # The older panel's meeting still counts as the panel's own.
    decide(recommendation, meeting, keeper, closes=True)


def test_a_panel_that_ended_is_not_asked_for_and_may_still_be_followed(
    panel, keeper, councillor, middlesbrough
):
    panel_actions.end_panel(panel=panel, on=date(2024, 5, 1), because="Ends", by=keeper)
    panel.refresh_from_db()
    with pytest.raises(Refused, match="ended"):
        question_actions.ask(panel=panel, text="Why?", answer_by=date(2027, 1, 1), by=councillor)
    following = panel_actions.add_panel(
        partnership=middlesbrough, name="Place", since=MET_ON, by=keeper
    )
    panel_actions.end_panel(
        panel=panel, on=date(2024, 5, 1), because="Ends", successor=following, by=keeper
    )
    with pytest.raises(Refused, match="ended"):
        panel_actions.end_panel(panel=panel, on=date(2024, 5, 2), because="Ends", by=keeper)


def test_a_panel_changed_at_once_shows_the_second_what_the_first_wrote(panel, keeper):
    panel_actions.change_panel(
        panel=panel, seen=1, name="A", purpose="First", frequency="", by=keeper
    )
    with pytest.raises(Outdated) as overtaken:
        panel_actions.change_panel(
            panel=panel, seen=1, name="B", purpose="Second", frequency="", by=keeper
        )
    assert overtaken.value.now == "First"


def test_an_outcome_needs_its_minute_and_waits_for_the_meeting(meeting, keeper):
    item = panel_actions.add_item(meeting=meeting, number=1, title="Update", by=keeper)
    with pytest.raises(Refused, match="minute"):
        panel_actions.record_outcome(item=item, outcome=Outcome.NOTED, minute="", by=keeper)
    with pytest.raises(Refused, match="not been held"):
        panel_actions.record_outcome(
            item=item, outcome=Outcome.NOTED, minute="1", by=keeper, at=noon(2024, 3, 3)
        )
    panel_actions.record_outcome(item=item, outcome=Outcome.NOTED, minute="23/41", by=keeper)
    item.refresh_from_db()
    assert (item.outcome, item.minute) == ("noted", "23/41")


# --- The board -------------------------------------------------------------------------------
def test_the_board_asks_for_papers_until_they_are_done_or_the_meeting_is_held(
    panel, meeting, keeper, middlesbrough
):
    panel_actions.set_timetable(
        panel=panel, draft=5, clearance=3, pre_agenda=2, to_democratic_services=2, by=keeper
    )

    def asked(on):
        return {one.key: one.on for one in due(middlesbrough, viewer=keeper, on=on)}

    assert asked(date(2024, 2, 1))[f"publication/{meeting.pk}"] == date(2024, 2, 23)
    assert len(asked(date(2024, 2, 1))) == 5
    panel_actions.finish_step(meeting=meeting, step=Step.PUBLICATION, by=keeper)
    assert f"publication/{meeting.pk}" not in asked(date(2024, 2, 28))
    assert asked(date(2024, 3, 5)) == {}


def test_a_closed_day_of_the_partnership_moves_the_papers(panel, meeting, keeper, middlesbrough):
    panel_actions.set_timetable(
        panel=panel, draft=1, clearance=1, pre_agenda=1, to_democratic_services=1, by=keeper
    )
    actions.add_closed_day(
        partnership=middlesbrough,
        day=date(2024, 2, 28),
        name="Election",
        source="Notice",
        by=keeper,
    )
    timetable = countdown_to(panel, MET_ON)
    assert timetable.of(Step.PUBLICATION) == date(2024, 2, 22)
    assert [
        name
        for one in timetable.deadlines
        if one.step is Step.PUBLICATION
        for _, name in one.counted.passed_over
    ] == ["Election"]


def test_the_board_shows_copies_answers_and_milestones_with_whose_they_are(
    recommendation, recipient, question, keeper, middlesbrough
):
    recommendation_actions.add_milestone(
        recommendation=recommendation, text="Done", due_on=date(2024, 6, 1), by=keeper
    )
    found = due(middlesbrough, viewer=keeper, on=date(2024, 4, 2))
    assert {(one.key.partition("/")[0], one.whom.label, one.on) for one in found} >= {
        ("question", "Cleveland Police", date(2024, 3, 18)),
        ("copy", "Democratic services officer", MET_ON),
        ("response", "Cleveland Police", DUE_ON),
        ("milestone", "Community safety officers", date(2024, 6, 1)),
    }
    late = next(one for one in found if one.key == f"response/{recipient.pk}")
    assert late.closed == "Easter Monday"
    assert late.is_late(date(2024, 4, 2))
    assert not late.is_late(DUE_ON)


def test_a_board_of_many_questions_asks_the_database_no_oftener(
    question, panel, councillor, middlesbrough, django_assert_max_num_queries
):
    for number in range(20):
        question_actions.ask(panel=panel, text=f"Q{number}", answer_by=MET_ON, by=councillor, at=AT)
    with django_assert_max_num_queries(8):
        question_queries.questions(middlesbrough, viewer=councillor)
    with django_assert_max_num_queries(20):
        due(middlesbrough, viewer=councillor, on=MET_ON)
