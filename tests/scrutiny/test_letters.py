"""Who is reminded of what and when, and that nobody gets a mail twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command

from partnership import reminders
from partnership.models import AuditEvent, Mailed, Notice, NoticeGroup, NoticeKind, Role
from partnership.notices import actions as notices
from scrutiny.deadlines.notifications import send_due
from scrutiny.models import Letter, ToWhom
from scrutiny.questions import actions as question_actions
from tests.scrutiny.conftest import AT, FIRE, noon

DUE = date(2024, 3, 18)


def on(days: int):
    day = DUE + timedelta(days=days)
    return noon(day.year, day.month, day.day)


def sent_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_reminders_go_out_before_and_after_and_not_between(question, officer):
    days = [number for number in range(-20, 100) if send_due(at=on(number)).sent]
    assert days == [-14, -3, 1, 15, 29, 57]


def test_it_goes_to_the_agency_that_must_answer_and_to_the_partnerships_officers(
    question, officer, somebody
):
    supplier = somebody(Role.SUPPLIER)
    somebody(Role.SUPPLIER, agency=FIRE)
    for role in (Role.MANAGER, Role.PREVENT_LEAD, Role.ADMINISTRATOR):
        somebody(role)
    gone = somebody(Role.SUPPLIER)
    gone.is_active = False
    gone.save()
    send_due(at=on(1))
    assert sent_to() == sorted([officer.email, supplier.email])


def test_the_prevent_lead_is_reminded_of_what_is_theirs(panel, councillor, officer, somebody):
    lead = somebody(Role.PREVENT_LEAD)
    question_actions.ask(
        panel=panel,
        text="Of Prevent?",
        to_whom=ToWhom.PREVENT_LEAD,
        answer_by=DUE,
        by=councillor,
        at=AT,
    )
    send_due(at=on(1))
    assert sent_to() == [lead.email]


def test_democratic_services_are_reminded_of_copies_not_sent(recommendation, keeper):
    send_due(at=noon(2024, 3, 5))
    [message] = [one for one in mail.outbox if one.to == [keeper.email]]
    assert "Send Cleveland Police a copy of recommendation 2024/1" in message.body


def test_what_is_answered_is_not_reminded_of(question, officer):
    question_actions.answer(question=question, text="So it is.", by=officer, at=AT)
    mail.outbox.clear()
    sent = [send_due(at=on(number)) for number in range(15, 60)]
    assert not any(one.sent for one in sent)


def test_a_second_run_on_the_day_sends_nothing(question, officer):
    assert send_due(at=on(1)).sent == (officer,)
    assert send_due(at=on(1)).sent == ()
    assert len(mail.outbox) == 1


def test_who_wants_no_reminders_gets_none(question, officer):
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.NEVER}, by=officer)
    assert send_due(at=on(1)).sent == ()


class Refusing(EmailBackend):
    def send_messages(self, messages):
        raise OSError("no such server")


def test_what_the_mail_server_refuses_goes_out_with_the_next_run(question, officer, settings):
    locmem = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    assert send_due(at=on(1)).failed == (officer,)
    assert not Letter.objects.exists()
    with pytest.raises(CommandError, match=officer.email):
        call_command("send_scrutiny_reminders", on=on(1).date().isoformat())
    settings.EMAIL_BACKEND = locmem
    assert send_due(at=on(1)).sent == (officer,)


@pytest.mark.parametrize("command", ["send_reminders", "send_scrutiny_reminders"])
def test_either_command_sends_once(question, officer, command, capsys):
    call_command(command, on=on(1).date().isoformat())
    assert sent_to() == [officer.email]
    call_command("send_reminders", on=on(1).date().isoformat())
    call_command("send_scrutiny_reminders", on=on(1).date().isoformat())
    assert capsys.readouterr().out == "1 reminder sent\n0 reminders sent\n0 reminders sent\n"
    assert sent_to() == [officer.email]


# --- In the inbox ----------------------------------------------------------------------------
def test_what_is_due_stands_in_the_inbox_once_until_it_is_done(question, officer, somebody):
    never = somebody(Role.CSP_OFFICER)
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.NEVER}, by=never)
    due = Notice.objects.filter(kind=NoticeKind.SCRUTINY_DUE, settled_at__isnull=True)
    send_due(at=on(-14))
    send_due(at=on(-13))
    assert {notice.recipient for notice in due.all()} == {officer, never}
    assert {notice.title for notice in due.all()} == {
        "Question: Which offences count as serious violence? (Cleveland Police), by 18 March 2024"
    }
    send_due(at=on(1))
    assert due.all().count() == 2
    question_actions.answer(question=question, text="So it is.", by=officer, at=on(2))
    assert due.all().count() == 0
    assert len(mail.outbox) == 2


# --- What they say ---------------------------------------------------------------------------
def test_each_mail_is_on_the_record(question, officer):
    send_due(at=on(1))
    [event] = AuditEvent.objects.filter(kind="scrutiny-letter-sent")
    assert (event.about_id, event.by_id) == (str(officer.pk), None)
    assert event.detail["held"] == [f"middlesbrough/question/{question.pk}: {DUE}, 1 after"]


def test_the_mail_says_what_is_due_where_and_how_to_stop_it(question, officer, settings):
    settings.PORTAL_URL = "https://portal.example"
    send_due(at=on(1))
    [message] = mail.outbox
    assert message.subject == "Reminder: 1 task overdue for scrutiny"
    assert f"https://portal.example/middlesbrough/scrutiny/questions/{question.pk}/" in message.body
    stop = "https://portal.example/middlesbrough/account/mails/"
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"


def test_old_history_is_left_to_the_board(question, officer):
    assert reminders.GIVEN_UP_AFTER == 90
    assert not send_due(at=on(91)).sent
