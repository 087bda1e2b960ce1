"""Who is reminded of what and when; and that nobody is reminded twice on one day."""

from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from measures.periods import Month, Period
from partnership.models import Mailed, Notice, NoticeGroup, NoticeKind, Role
from partnership.notices import actions as notices
from partnership.people import memberships
from returns.lifecycle.schedule import actions as calendar_actions
from returns.lifecycle.schedule import reminders
from returns.lifecycle.schedule.reminders import send_reminders
from returns.models import Reminder
from tests.returns_calendar.conftest import noon

DUE = date(2022, 4, 30)
Q4 = Period.quarter(2021, 4)


def on(days: int):
    """Noon, that many days after the day asked for."""
    day = DUE + timedelta(days=days)
    return noon(day.year, day.month, day.day)


def sent_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


@pytest.fixture
def asked(agree, stop):
    """The police's return for the quarter to March 2022, asked for by 30 April, and no other."""
    agree("2022-01", days_after=30)
    stop("2022-04")


def test_reminders_go_out_before_and_after_and_not_between(asked, officer, supplier):
    days = [
        number
        for number in range(-40, 120)
        if send_reminders(at=on(number)).sent  # the command, run every day
    ]
    assert days == [-14, -3, 1, 15, 29, 57]
    assert sent_to() == sorted([officer.email, supplier.email] * 6)


def test_a_day_on_which_nothing_ran_is_made_up_for(asked, officer):
    assert not send_reminders(at=on(-20)).sent
    assert send_reminders(at=on(-1)).sent
    assert not send_reminders(at=on(0)).sent
    assert send_reminders(at=on(5)).sent
    assert not send_reminders(at=on(6)).sent


def test_old_history_is_left_to_the_board(asked, officer):
    assert not send_reminders(at=on(91)).sent


def test_what_was_received_is_not_reminded_of(asked, officer, sent):
    sent(Q4.each_month, at=on(-20))
    assert [number for number in range(-15, 60) if send_reminders(at=on(number)).sent] == []


def test_it_goes_to_the_agency_that_is_asked_and_to_the_partnership(
    asked, officer, supplier, somebody
):
    for role in (Role.MANAGER, Role.COUNCILLOR, Role.ADMINISTRATOR):
        somebody(role)
    somebody(Role.SUPPLIER, agency="cleveland-fire")
    gone = somebody(Role.SUPPLIER)
    gone.is_active = False
    gone.save()
    send_reminders(at=on(1))
    assert sent_to() == sorted([officer.email, supplier.email])


def test_nobody_at_an_agency_is_reminded_of_what_is_published(agree, stop, officer, supplier):
    agree("2022-01", source="police-uk", every_months=3, days_after=30)
    stop("2022-04", source="police-uk")
    send_reminders(at=on(1))
    assert sent_to() == [officer.email]


def test_the_mail_says_what_is_asked_for_and_where_to_stop_it(asked, officer, supplier, settings):
    settings.PORTAL_URL = "https://portal.example"
    send_reminders(at=on(1))
    [message] = [one for one in mail.outbox if one.to == [supplier.email]]
    assert message.subject == "Reminder: 1 return not received yet"
    assert (
        "Q4 2021/22, Police quarterly return from Cleveland Police: asked for by 30 April 2022"
        in (message.body)
    )
    stop = "https://portal.example/middlesbrough/account/mails/"
    assert stop in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert "https://portal.example/middlesbrough/returns/calendar/\n" in message.body


def test_whoever_wants_none_gets_none(asked, officer, supplier):
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.NEVER}, by=officer, at=on(-30))
    send_reminders(at=on(1))
    assert sent_to() == [supplier.email]
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.AT_ONCE}, by=officer, at=on(2))
    mail.outbox.clear()
    send_reminders(at=on(15))
    assert sent_to() == sorted([officer.email, supplier.email])


@pytest.mark.parametrize("again", ["send_reminders", "send_scrutiny_reminders"])
def test_the_command_run_twice_sends_once(asked, officer, supplier, capsys, again):
    call_command("send_reminders", on=str(DUE + timedelta(days=1)))
    call_command(again, on=str(DUE + timedelta(days=1)))
    assert capsys.readouterr().out == "2 reminders sent\n0 reminders sent\n"
    assert sent_to() == sorted([officer.email, supplier.email])


def test_a_second_reason_on_the_same_day_makes_no_second_mail(asked, officer, agree, stop):
    assert len(send_reminders(at=on(1)).sent) == 1
    agree("2022-01", dataset="fires", source="fire-return", days_after=30)
    stop("2022-04", dataset="fires", source="fire-return")
    assert not send_reminders(at=on(1)).sent
    assert len(send_reminders(at=on(2)).sent) == 1
    assert "Fire service return" in mail.outbox[-1].body
    assert "Police quarterly return" not in mail.outbox[-1].body


def test_several_partnerships_are_one_mail(asked, officer, elsewhere, stop, somebody, police):

    police.partnerships.add(elsewhere)
    memberships.give_role(user=officer, role=Role.CSP_OFFICER, partnership=elsewhere, by=None)
    manager = somebody(Role.MANAGER, partnership=elsewhere)
    calendar_actions.agree_date(
        partnership=elsewhere,
        dataset="crime",
        source="police-return",
        first_month=Month.parse("2022-01"),
        every_months=3,
        days_after=30,
        by=manager,
        at=on(-400),
    )
    stop("2022-04", partnership=elsewhere, by=manager, at=on(-400))
    send_reminders(at=on(1))
    [message] = mail.outbox
    assert "Middlesbrough Community Safety Partnership" in message.body
    assert elsewhere.name in message.body


class Refusing(EmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, messages):
        raise OSError("no route to the mail server")


def test_what_the_mail_server_refuses_is_tried_again(asked, officer, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    with pytest.raises(CommandError, match=officer.email):
        call_command("send_reminders", on=str(DUE + timedelta(days=1)))
    assert not Reminder.objects.exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert len(send_reminders(at=on(1)).sent) == 1


def test_a_machine_cannot_be_told_another_day_in_production(settings):
    settings.CSP_ENV = "production"
    with pytest.raises(CommandError, match="demonstrations"):
        call_command("send_reminders", on="2022-05-01")


@pytest.mark.django_db
def test_a_day_that_is_none_is_said():
    with pytest.raises(CommandError, match="is not a day"):
        call_command("send_reminders", on="1 May")


def test_a_machine_that_comes_second_finds_the_claim(asked, officer):
    """Both have seen who is to be reminded; the row of the first keeps the second from sending."""
    [letter] = reminders.letters(at=on(1))
    made = reminders._mail(letter, on(1))
    assert reminders._claim(made, on(1)) is not None
    assert reminders._claim(made, on(1)) is None
    assert Reminder.objects.count() == 1


# SQLite's shared database in memory, which threads of a test would need, locks whole tables.
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_machines_at_once_send_once(asked, officer, supplier, monkeypatch):
    barrier = threading.Barrier(2, timeout=20)
    gather = reminders.letters

    def both_see(**given):
        made = gather(**given)
        barrier.wait()
        return made

    monkeypatch.setattr(reminders, "letters", both_see)
    runs = []

    def machine():
        try:
            runs.append(send_reminders(at=on(1)))
        finally:
            connection.close()

    machines = [threading.Thread(target=machine) for _ in range(2)]
    for one in machines:
        one.start()
    for one in machines:
        one.join()
    assert sum(len(run.sent) for run in runs) == 2
    assert sent_to() == sorted([officer.email, supplier.email])


@pytest.mark.django_db
def test_the_database_itself_keeps_a_person_to_one_a_day(officer):
    from django.db import IntegrityError

    Reminder.objects.create(user=officer, day=DUE, claimed_at=on(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(user=officer, day=DUE, claimed_at=on(0))


# --- In the inbox ----------------------------------------------------------------------------
def test_what_is_due_stands_in_the_inbox_once_until_it_comes(asked, officer, supplier, sent):
    notices.choose(mailed={NoticeGroup.REMINDERS: Mailed.NEVER}, by=officer)
    due = Notice.objects.filter(kind=NoticeKind.RETURN_DUE, settled_at__isnull=True)
    for day in (-14, -13, 1):
        send_reminders(at=on(day))
        assert {notice.recipient for notice in due.all()} == {officer, supplier}
    assert {notice.title for notice in due.all()} == {
        "Police quarterly return from Cleveland Police, Q4 2021/22, asked for by 30 April 2022"
    }
    sent(Q4.each_month, at=on(2))
    assert due.all().count() == 0
    assert sent_to() == [supplier.email, supplier.email]
