"""What people are told is told once, mailed once, as they chose, and read by nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.utils import timezone

from partnership.audit import AuditEvent
from partnership.models import Mailed, Membership, Notice, NoticeGroup, NoticeKind, Role
from partnership.notices import actions, mailing, queries
from partnership.notices.words import GROUP_HELP, NEXT
from partnership.people import memberships, telling
from partnership.people.notice_kinds import RULES
from partnership.people.permissions import Permission, forget
from partnership.people.recipients import holders_of, officers_of, with_role, without
from partnership.people.telling import News

TITLE = "Middlesbrough police recorded crime, Q4 2021/22"


def mailed_to() -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def officer(somebody):
    return somebody(Role.CSP_OFFICER, name="Ann Officer")


@pytest.fixture
def manager(somebody):
    return somebody(Role.MANAGER)


@pytest.fixture
def tell(middlesbrough, now, django_capture_on_commit_callbacks):
    """Tell people of a return that waits, or of what is given instead."""

    def run(*to, partnership=middlesbrough, at=now, **given) -> None:
        news = {
            "kind": NoticeKind.RETURN_WAITING,
            "key": "return-waiting/1",
            "about": "return/1",
            "path": f"/{partnership.slug}/returns/1/decide/",
            "title": TITLE,
        }
        with django_capture_on_commit_callbacks(execute=True):
            telling.tell([News(**{**news, **given}, to=to)], partnership=partnership, at=at)

    return run


def test_every_kind_has_a_rule_and_every_kind_and_group_its_words():
    assert set(RULES) == set(NEXT) == set(NoticeKind)
    assert set(GROUP_HELP) == set(NoticeGroup) == {rule.group for rule in RULES.values()}


# --- Who is to be told -----------------------------------------------------------------------
def test_recipients_have_a_role_in_force_today_and_are_active(
    somebody, officer, manager, elsewhere, middlesbrough
):
    memberships.give_role(user=somebody(), role=Role.CSP_OFFICER, partnership=elsewhere, by=None)
    gone = somebody(Role.CSP_OFFICER)
    memberships.end_role(membership=Membership.objects.get(user=gone), by=None)
    somebody(Role.CSP_OFFICER, is_active=False)
    supplier = somebody(Role.SUPPLIER)
    agency = supplier.memberships.get().agency
    assert holders_of(Permission.ACCEPT_RETURN, middlesbrough) == (officer, manager)
    assert officers_of(agency, middlesbrough) == (supplier,)
    assert officers_of(agency, elsewhere) == officers_of(None, middlesbrough) == ()
    assert with_role(middlesbrough, Role.MANAGER) == (manager,)
    assert without((officer, manager, officer), manager, None) == (officer,)


# --- The mail --------------------------------------------------------------------------------
def test_the_mail_says_what_it_is_where_it_is_and_how_to_stop_it(tell, officer, settings):
    settings.PORTAL_URL = "https://portal.example"
    tell(officer)
    [message] = mail.outbox
    stop = "https://portal.example/middlesbrough/account/mails/"
    assert message.subject == "Middlesbrough: a return is waiting for a decision"
    assert message.body == (
        "Hello Ann Officer\n\n"
        "A return is waiting for a decision. Please accept it or reject it.\n"
        f"{TITLE}\n"
        "https://portal.example/middlesbrough/returns/1/decide/\n\n"
        f"To change or stop these mails: {stop}\n"
    )
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_one_daily_mail_has_the_news_of_both_partnerships(
    tell, officer, elsewhere, middlesbrough, now
):
    memberships.give_role(user=officer, role=Role.MANAGER, partnership=elsewhere, by=None)
    actions.choose(mailed=dict.fromkeys(NoticeGroup, Mailed.DAILY), by=officer)
    tell(officer)
    issued = {"kind": NoticeKind.UPDATE_ISSUED, "key": "update-issued/7", "title": "Annual update"}
    tell(officer, partnership=elsewhere, **issued)
    assert mail.outbox == []
    mailing.mail_daily(at=now + timedelta(hours=1))
    [message] = mail.outbox
    assert message.subject == "Your partnerships: news for you"
    for name, title in ((middlesbrough.name, TITLE), (elsewhere.name, "Annual update")):
        assert message.body.index(name) < message.body.index(title)
    assert queries.unread(elsewhere, viewer=officer) == 1
    assert queries.unread(middlesbrough, viewer=officer) == 1


# --- At the moment of sending ----------------------------------------------------------------
def test_a_role_that_ended_before_the_mail_gets_none_and_reads_nothing(
    tell, officer, middlesbrough, now
):
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=officer)
    tell(officer)
    assert queries.unread(middlesbrough, viewer=officer) == 1
    memberships.end_role(membership=Membership.objects.get(user=officer), by=None)
    forget(officer)
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mail.outbox == []
    assert queries.unread(middlesbrough, viewer=officer) == 0


def test_a_right_in_another_partnership_is_none_here(tell, somebody, elsewhere, now):
    user = somebody(Role.COUNCILLOR)
    memberships.give_role(user=user, role=Role.MANAGER, partnership=elsewhere, by=None)
    tell(user)
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mail.outbox == []


def test_who_is_no_longer_active_gets_no_mail(tell, officer):
    officer.is_active = False
    officer.save()
    tell(officer)
    assert mail.outbox == []


# --- Once ------------------------------------------------------------------------------------
def test_nothing_is_told_twice(tell, officer):
    tell(officer)
    tell(officer)
    assert Notice.objects.count() == len(mail.outbox) == 1


def test_nothing_is_mailed_twice_however_often_it_runs(tell, officer, manager, now):
    tell(officer, manager)
    assert mailed_to() == sorted([officer.email, manager.email])
    mailing.mail_at_once(["return-waiting/1"])
    mailing.mail_daily(at=now + timedelta(hours=1))
    call_command("send_reminders")
    assert len(mail.outbox) == 2
    [event] = AuditEvent.objects.filter(kind="notices-mailed", about_id=str(officer.pk))
    assert event.detail["held"] == ["return-waiting/1"]


def test_mail_that_the_server_did_not_take_goes_out_with_the_daily_run(
    tell, officer, monkeypatch, now
):
    def refuse(self, messages):
        raise ConnectionRefusedError("nobody there")

    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", refuse)
        tell(officer)
    assert mail.outbox == []
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mailed_to() == [officer.email]


def test_whoever_dies_between_claim_and_mail_sends_nothing_twice(tell, officer, monkeypatch, now):
    def die(self, messages):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(EmailBackend, "send_messages", die)
        with pytest.raises(KeyboardInterrupt):
            tell(officer)
    assert Notice.objects.get().mailed_at is not None
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mail.outbox == []


def test_a_mail_of_which_another_run_has_a_part_waits_for_the_next(tell, officer, now, monkeypatch):
    """The other run gets there between the reading and the claim."""
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=officer)
    tell(officer)
    tell(officer, key="return-waiting/2")
    later = now + timedelta(hours=1)
    build = mailing.words.body

    def meanwhile(*args, **more):
        Notice.objects.filter(key="return-waiting/1").update(mailed_at=now)
        return build(*args, **more)

    with monkeypatch.context() as racing:
        racing.setattr(mailing.words, "body", meanwhile)
        assert not mailing.mail_daily(at=later).sent
    assert mailing.mail_daily(at=later).sent == (officer,)
    [message] = mail.outbox
    assert message.body.count(TITLE) == 1


# --- As each person chose --------------------------------------------------------------------
def test_each_person_is_mailed_as_they_chose(tell, somebody, officer, manager, now):
    daily, never = manager, somebody(Role.CSP_OFFICER)
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=daily)
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.NEVER}, by=never)
    tell(officer, daily, never)
    assert mailed_to() == [officer.email]
    call_command("send_reminders")
    assert mailed_to() == sorted([officer.email, daily.email])
    # What came while they wanted none does not come later.
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=never)
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert never.email not in mailed_to()


def test_who_stops_mails_before_the_daily_one_gets_none(tell, officer, now):
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=officer)
    tell(officer)
    actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.NEVER}, by=officer)
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mail.outbox == []


def test_what_was_read_or_done_is_not_mailed(tell, officer, manager, middlesbrough, now):
    for user in (officer, manager):
        actions.choose(mailed={NoticeGroup.DECISIONS: Mailed.DAILY}, by=user)
    tell(officer, manager)
    actions.mark_all_read(by=officer, partnership=middlesbrough)
    telling.settle(partnership=middlesbrough, about=["return/1"], kinds=[NoticeKind.RETURN_WAITING])
    mailing.mail_daily(at=now + timedelta(hours=1))
    assert mail.outbox == []
    assert queries.unread(middlesbrough, viewer=manager) == 0


def test_a_choice_is_ones_own_and_on_the_record(officer, manager):
    actions.choose(mailed={NoticeGroup.UPDATES: Mailed.NEVER}, by=officer)
    actions.choose(mailed={NoticeGroup.UPDATES: Mailed.NEVER}, by=officer)
    assert queries.choices(officer)[NoticeGroup.UPDATES] == Mailed.NEVER
    assert queries.choices(manager)[NoticeGroup.UPDATES] == Mailed.AT_ONCE
    [event] = AuditEvent.objects.filter(kind="mails-chosen")
    assert event.detail == {"before": {"updates": "at-once"}, "after": {"updates": "never"}}


# --- The pages -------------------------------------------------------------------------------
def test_the_inbox_is_ones_own_newest_first_and_says_what_is_unread(
    tell, officer, manager, client, now
):
    tell(officer, at=now - timedelta(days=2))
    tell(officer, key="return-waiting/2", title="Later", at=now)
    tell(manager, key="return-waiting/3", title="Another’s")
    client.force_login(officer)
    page = client.get("/middlesbrough/inbox/")
    shown = page.content.decode()
    assert shown.index("Later") < shown.index(TITLE)
    assert "Another’s" not in shown
    assert shown.count("Unread</strong>") == 2
    assert page.context["unread"] == 2


def test_opening_a_notice_leads_to_its_page_and_reads_it(tell, officer, manager, client):
    tell(officer)
    notice = Notice.objects.get()
    client.force_login(manager)
    assert client.get(f"/middlesbrough/inbox/{notice.pk}/").status_code == 404
    client.force_login(officer)
    answer = client.get(f"/middlesbrough/inbox/{notice.pk}/")
    assert answer.url == "/middlesbrough/returns/1/decide/"
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_everything_is_marked_as_read_by_a_form_and_for_oneself_alone(
    tell, officer, manager, client, middlesbrough
):
    tell(officer, manager)
    client.force_login(officer)
    assert client.get("/middlesbrough/inbox/read/").status_code == 405
    assert client.post("/middlesbrough/inbox/read/", follow=True).status_code == 200
    assert queries.unread(middlesbrough, viewer=officer) == 0
    assert queries.unread(middlesbrough, viewer=manager) == 1


def test_the_inbox_has_filters_and_pages(tell, officer, client):
    for number in range(16):
        tell(officer, key=f"return-waiting/{number}", title=f"Return {number}.")
    tell(officer, kind=NoticeKind.UPDATE_ISSUED, key="update-issued/1", title="Annual update")
    client.force_login(officer)
    first = client.get("/middlesbrough/inbox/?group=decisions").content.decode()
    assert "Return 15." in first
    assert "Return 0." not in first
    assert "Annual update" not in first
    assert "?group=decisions&amp;page=2" in first
    assert "Return 0." in client.get("/middlesbrough/inbox/?page=2").content.decode()
    unread = client.get("/middlesbrough/inbox/?state=unread&group=updates").content.decode()
    assert "Annual update" in unread
    assert "Nothing matches" in client.get("/middlesbrough/inbox/?words=zebra").text
    assert "Annual update" in client.get("/middlesbrough/inbox/?words=annual").text
    assert client.get("/middlesbrough/inbox/?group=no-such").status_code == 200


def test_each_person_chooses_about_what_can_reach_them(somebody, client):
    councillor = somebody(Role.COUNCILLOR)
    client.force_login(councillor)
    page = client.get("/middlesbrough/account/mails/").content.decode()
    assert "Updates and briefings" in page
    assert "Returns waiting for my decision" not in page
    chosen = dict.fromkeys(("updates", "questions", "recommendations"), "daily")
    assert client.post("/middlesbrough/account/mails/", {"updates": "hourly"}).status_code == 422
    assert client.post("/middlesbrough/account/mails/", chosen).status_code == 302
    assert queries.choices(councillor)[NoticeGroup.QUESTIONS] == Mailed.DAILY


def test_the_count_in_the_bar_takes_one_query(
    tell, officer, middlesbrough, django_assert_num_queries
):
    tell(officer)
    memberships_known = queries.unread(middlesbrough, viewer=officer)
    with django_assert_num_queries(1):
        assert queries.unread(middlesbrough, viewer=officer) == memberships_known == 1
