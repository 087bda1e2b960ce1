"""Who is told what becomes of a return, in the portal and by mail; and that nobody else is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from measures.periods import Period
from partnership.models import Agency, Mailed, Membership, Notice, NoticeGroup, NoticeKind, Role
from partnership.notices import actions, mailing, queries
from partnership.people.permissions import forget
from partnership.refusals import NotReady
from returns.lifecycle import decisions, sending
from returns.lifecycle import queries as return_queries

TITLE = "Middlesbrough police recorded crime, Q4 2021/22"
REASON = "Gresham is missing in March"


def told(user, kind=None) -> list[str]:
    found = Notice.objects.filter(recipient=user).order_by("pk")
    return [one.title for one in (found.filter(kind=kind) if kind else found)]


def mailed_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def body_to(user) -> str:
    [message] = [one for one in mail.outbox if one.to == [user.email]]
    return message.body


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    """What was done within it is committed, and its mail goes out."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def now():
    return timezone.now()


# --- Waiting ---------------------------------------------------------------------------------
def test_a_return_that_waits_is_told_to_whoever_may_decide_and_not_to_its_sender(
    sent, commit, officer, second, manager, supplier, somebody, elsewhere, now
):
    others = [
        somebody(Role.COUNCILLOR),
        somebody(Role.ADMINISTRATOR),
        somebody(Role.CSP_OFFICER, partnership=elsewhere),
    ]
    with commit():
        sent(at=now)
    for user in (second, manager):
        assert told(user) == [TITLE]
    assert told(officer, NoticeKind.RETURN_WAITING) == []
    assert told(officer, NoticeKind.RETURN_SENT) == [TITLE]
    for user in (supplier, *others):
        assert told(user) == []
    assert mailed_to() == sorted([officer.email, second.email, manager.email])


def test_the_mail_says_what_waits_and_has_no_figure_and_no_name_of_another(
    sent, commit, officer, second, settings, now
):
    settings.PORTAL_URL = "https://portal.example"
    with commit():
        part = sent(at=now, count=4321)
    [message] = [one for one in mail.outbox if one.to == [second.email]]
    assert message.subject == "Middlesbrough: a return is waiting for a decision"
    assert TITLE in message.body
    assert f"https://portal.example/middlesbrough/returns/{part.of_return_id}/decide/" in (
        message.body
    )
    stop = "https://portal.example/middlesbrough/account/mails/"
    assert f"To change or stop these mails: {stop}" in message.body
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    for hidden in ("4321", "4,321", str(part.total), str(officer), officer.email, "crime.csv"):
        assert hidden not in message.body


def test_several_returns_sent_together_are_one_mail(uploaded, commit, officer, second, now):
    parts = []
    for number in (3, 4):
        name = f"{number}.csv"
        kept = uploaded(Period.quarter(2021, number).each_month, at=now, name=name)
        for asked in return_queries.asked_of(kept, kept.here):
            sending.confirm_query(
                of_return=kept, key=asked.key, explanation="It is so", by=officer, at=now
            )
        parts += kept.here
    with commit():
        sending.send(parts=parts, by=officer, at=now)
    assert len(told(second)) == 2
    [message] = [one for one in mail.outbox if one.to == [second.email]]
    assert message.subject == "Middlesbrough: returns are waiting for a decision"


def test_what_was_decided_no_longer_waits_for_anybody(
    sent, commit, second, manager, middlesbrough, now
):
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=manager)
    with commit():
        part = sent(at=now)
    assert queries.unread(middlesbrough, viewer=manager) == 1
    with commit():
        decisions.accept(parts=[part], by=second, at=now)
    assert queries.unread(middlesbrough, viewer=manager) == 0
    assert manager.email not in mailed_to()
    mailing.mail_daily(at=now + timedelta(days=1))
    assert manager.email not in mailed_to()


def test_what_was_withdrawn_no_longer_waits(sent, officer, second, middlesbrough, now):
    part = sent(at=now)
    sending.withdraw(part=part, by=officer, at=now)
    assert queries.unread(middlesbrough, viewer=second) == 0


# --- Decided ---------------------------------------------------------------------------------
def test_the_sender_and_the_officers_of_the_agency_are_told_what_was_decided(
    sent, commit, officer, second, supplier, somebody, now
):
    fire = somebody(Role.SUPPLIER, agency="cleveland-fire")
    part = sent(at=now)
    with commit():
        decisions.accept(parts=[part], by=second, at=now)
    for user in (officer, supplier):
        assert told(user, NoticeKind.RETURN_ACCEPTED) == [TITLE]
    assert told(second, NoticeKind.RETURN_ACCEPTED) == []
    assert told(fire) == []
    mail.outbox.clear()
    with commit():
        decisions.recall(part=part, by=second, reason="Wrong year", at=now)
    assert told(supplier, NoticeKind.RETURN_RECALLED) == [TITLE]
    assert "Wrong year" in body_to(supplier)


def test_the_reason_of_a_rejection_is_mailed_to_the_senders_agency_alone(
    sent, commit, officer, second, manager, supplier, somebody, elsewhere, police, now
):
    elsewhere.agencies.add(police)
    strangers = [
        manager,
        somebody(Role.SUPPLIER, agency="cleveland-fire"),
        somebody(Role.CSP_OFFICER, partnership=elsewhere),
        somebody(Role.SUPPLIER, partnership=elsewhere),
    ]
    part = sent(at=now)
    with commit():
        decisions.reject(part=part, by=second, reason=REASON, at=now)
    assert REASON in body_to(supplier)
    assert REASON in body_to(officer)
    for user in strangers:
        assert told(user, NoticeKind.RETURN_REJECTED) == []
    assert Notice.objects.filter(detail=f"Reason: {REASON}").count() == 2


def test_nothing_is_told_where_nothing_was_done(sent, commit, second, officer, supplier, now):
    part = sent(at=now)
    with commit(), pytest.raises(NotReady):
        decisions.reject(part=part, by=second, reason=" ", at=now)
    assert told(supplier) == []
    assert mail.outbox == []


# --- Afterwards ------------------------------------------------------------------------------
def test_who_changed_agency_reads_nothing_more_of_the_one_before(
    sent, commit, supplier, second, middlesbrough, now
):
    actions.choose(mailed={NoticeGroup.RETURNS: Mailed.DAILY}, by=supplier)
    decisions.reject(part=sent(at=now), by=second, reason=REASON, at=now)
    assert queries.unread(middlesbrough, viewer=supplier) == 1
    fire = Agency.objects.get(slug="cleveland-fire")
    Membership.objects.filter(user=supplier).update(agency=fire)
    forget(supplier)
    mailing.mail_daily(at=now + timedelta(days=1))
    assert supplier.email not in mailed_to()
    assert queries.unread(middlesbrough, viewer=supplier) == 0


def test_what_happened_long_ago_is_history_and_not_news(sent, commit, second, middlesbrough):
    with commit():
        sent()  # in January 2023
    assert told(second) == [TITLE]
    assert queries.unread(middlesbrough, viewer=second) == 0
    assert mail.outbox == []
