"""Who is told of questions and recommendations: who must answer, and the panel once they did."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from partnership import clock
from partnership.models import Notice, NoticeKind, Role
from scrutiny.models import Recipient, ToWhom, Verdict
from scrutiny.panels import actions as panel_actions
from scrutiny.questions import actions as question_actions
from scrutiny.recommendations import actions as recommendation_actions
from scrutiny.recommendations.actions import EXECUTIVE, To
from tests.scrutiny.conftest import FIRE


def told(kind: NoticeKind) -> set:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def waits_for(kind: NoticeKind) -> set:
    standing = Notice.objects.filter(kind=kind, settled_at__isnull=True)
    return {notice.recipient for notice in standing}


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def supplier(somebody):
    return somebody(Role.SUPPLIER)


@pytest.fixture
def fire_officer(somebody):
    return somebody(Role.SUPPLIER, agency=FIRE)


@pytest.fixture
def ask(panel, councillor, police):
    """Ask the police today, to be answered in two weeks."""

    def make(**given):
        asked = {"to_whom": ToWhom.AGENCY, "agency": police, **given}
        return question_actions.ask(
            panel=panel,
            text="Which offences count as serious violence?",
            answer_by=clock.today() + timedelta(days=14),
            by=councillor,
            **asked,
        )

    return make


@pytest.fixture
def make(panel, keeper, police, middlesbrough):
    """A recommendation of today to the police, the fire brigade and the Executive."""
    fire = middlesbrough.agencies.get(slug=FIRE)

    def run(made_on: date | None = None):
        return recommendation_actions.make(
            panel=panel,
            reference="2024/1",
            title="Say what comparisons rest on",
            text="That every figure names its period.",
            made_on=made_on or clock.today(),
            to=[To(police.name, police), To(fire.name, fire), EXECUTIVE],
            by=keeper,
        )

    return run


# --- Questions -------------------------------------------------------------------------------
def test_a_question_is_told_to_the_agencys_officers_and_the_partnerships(
    ask, commit, officer, supplier, fire_officer, somebody, elsewhere
):
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.PREVENT_LEAD):
        somebody(role)
    somebody(Role.SUPPLIER, partnership=elsewhere)
    with commit():
        ask()
    assert told(NoticeKind.QUESTION_ASKED) == {officer, supplier}
    [message] = [one for one in mail.outbox if one.to == [supplier.email]]
    assert message.subject == "Middlesbrough: a question needs an answer"
    assert "Which offences count as serious violence?" in message.body
    assert "Environment Scrutiny Panel: answer by" in message.body


def test_a_question_of_prevent_is_told_to_its_lead(ask, officer, somebody):
    lead = somebody(Role.PREVENT_LEAD)
    ask(to_whom=ToWhom.PREVENT_LEAD, agency=None)
    assert told(NoticeKind.QUESTION_ASKED) == {lead}


def test_a_question_put_to_another_waits_for_them_and_no_longer_for_the_first(
    ask, keeper, officer, supplier, fire_officer, middlesbrough
):
    question = ask()
    question_actions.direct(
        question=question,
        to_whom=ToWhom.AGENCY,
        agency=middlesbrough.agencies.get(slug=FIRE),
        answer_by=question.answer_by,
        by=keeper,
    )
    assert waits_for(NoticeKind.QUESTION_ASKED) == {officer, fire_officer}


def test_what_is_withdrawn_waits_for_nobody(ask, councillor, supplier):
    question_actions.withdraw(question=ask(), because="Asked twice", by=councillor)
    assert waits_for(NoticeKind.QUESTION_ASKED) == set()


def test_an_answer_goes_to_every_member_and_to_who_asked_and_settles_the_question(
    ask, commit, panel, officer, supplier, councillor, somebody
):
    member = somebody(Role.COUNCILLOR)
    somebody(Role.COUNCILLOR)
    for given in ({"user": member, "title": "Chair"}, {"title": "Vice-chair"}):
        panel_actions.add_member(panel=panel, since=date(2023, 5, 1), by=None, **given)
    question = ask()
    mail.outbox.clear()
    with commit():
        question_actions.answer(question=question, text="So it is.", by=supplier)
    assert told(NoticeKind.QUESTION_ANSWERED) == {member, councillor}
    assert waits_for(NoticeKind.QUESTION_ASKED) == set()
    assert {message.to[0] for message in mail.outbox} == {member.email, councillor.email}
    for message in mail.outbox:
        assert message.subject == "Middlesbrough: a question was answered"
        assert "The answer:\nSo it is." in message.body
        assert str(supplier.email) not in message.body


def test_without_members_on_record_an_answer_goes_to_every_councillor(
    ask, officer, councillor, somebody
):
    other = somebody(Role.COUNCILLOR)
    question_actions.answer(question=ask(), text="So it is.", by=officer)
    assert told(NoticeKind.QUESTION_ANSWERED) == {councillor, other}


def test_a_member_whose_role_has_ended_gets_no_answer_by_mail(
    ask, commit, panel, officer, councillor, somebody
):
    member = somebody(Role.COUNCILLOR)
    panel_actions.add_member(
        panel=panel, user=member, title="Chair", since=date(2023, 5, 1), by=None
    )
    question = ask()
    member.memberships.all().delete()
    mail.outbox.clear()
    with commit():
        question_actions.answer(question=question, text="So it is.", by=officer)
    assert [message.to for message in mail.outbox] == [[councillor.email]]


def test_a_reason_for_withholding_goes_to_members_in_writing(ask, commit, officer, councillor):
    question = ask()
    mail.outbox.clear()
    with commit():
        question_actions.answer(
            question=question, text="", withheld_because="It would prejudice a trial", by=officer
        )
    [message] = mail.outbox
    assert "The answer is withheld. The reason:\nIt would prejudice a trial" in message.body


# --- Recommendations -------------------------------------------------------------------------
def test_a_recommendation_is_told_to_each_agency_that_must_respond(
    make, commit, officer, supplier, keeper, councillor
):
    with commit():
        made = make()
    assert told(NoticeKind.RECOMMENDATION_MADE) == {officer, supplier}
    [message] = [one for one in mail.outbox if one.to == [supplier.email]]
    due = made.recipients.get(name="Cleveland Police").due_on
    said = f"2024/1: Say what comparisons rest on, for Cleveland Police, by {due.day} "
    assert said in message.body
    # The brigade and the Executive have nobody with an account: the officers respond for them.
    notice = Notice.objects.get(recipient=officer)
    assert ", for Cleveland Fire Brigade and The Executive, by " in notice.title


def test_a_response_is_told_to_the_panel_and_no_longer_waits(
    make, commit, officer, supplier, keeper, councillor, police
):
    recipient = make().recipients.get(agency=police)
    mail.outbox.clear()
    with commit():
        recommendation_actions.respond(
            recipient=recipient,
            verdict=Verdict.IN_PART,
            text="Two of them.",
            responded_on=clock.today(),
            by=supplier,
        )
    assert told(NoticeKind.RECOMMENDATION_ANSWERED) == {keeper, councillor}
    assert waits_for(NoticeKind.RECOMMENDATION_MADE) == {officer}
    others = Recipient.objects.exclude(pk=recipient.pk)
    for number, other in enumerate(others):
        assert waits_for(NoticeKind.RECOMMENDATION_MADE) == {officer}, number
        recommendation_actions.respond(
            recipient=other,
            verdict=Verdict.ACCEPTED,
            text="",
            responded_on=clock.today(),
            by=officer,
        )
    assert waits_for(NoticeKind.RECOMMENDATION_MADE) == set()
    assert all("Accepted in part. Two of them." in message.body for message in mail.outbox)


def test_what_the_panel_decides_is_told_to_who_responds_and_to_the_panel(
    make, panel, keeper, officer, supplier, councillor
):
    recommendation = make()
    meeting = panel_actions.add_meeting(panel=panel, held_on=clock.today(), by=None)
    recommendation_actions.decide(
        recommendation=recommendation, meeting=meeting, minute="12", closes=True, by=keeper
    )
    assert told(NoticeKind.RECOMMENDATION_DECIDED) == {officer, supplier, councillor}
    assert waits_for(NoticeKind.RECOMMENDATION_MADE) == set()


def test_an_old_list_that_is_brought_in_tells_nobody(make, officer, supplier):
    make(clock.today() - timedelta(days=400))
    assert not Notice.objects.exists()
