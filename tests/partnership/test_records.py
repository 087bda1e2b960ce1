"""Records: each role on each, audit with before and after, two at once, ended and not deleted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partnership.governance.priorities import PRIORITIES, action_state
from partnership.governance.register import (
    DUE_SOON,
    GOVERNANCE,
    NO_DATE,
    OVERDUE,
    UP_TO_DATE,
    stands,
)
from partnership.models import AuditEvent, Role
from partnership.models.governance import Body, CaseReviews, Duty, Protocol, Signature
from partnership.models.records import KeptFile
from partnership.people.permissions import RIGHTS, Permission
from partnership.records import actions as record_actions
from partnership.records import queries as record_queries
from partnership.records.kept_files import checked
from partnership.refusals import Refused, UnusableFile
from tests.partnership import refused_records

KEEP = Permission.KEEP_GOVERNANCE
REGISTERS = (GOVERNANCE, PRIORITIES)
EVERY_KIND = [(register, kind) for register in REGISTERS for kind in register.kinds]
PDF = b"%PDF-1.7 made for a test"


@pytest.fixture
def officer(somebody):
    return somebody(Role.CSP_OFFICER)


@pytest.fixture
def police(middlesbrough, officer) -> Body:
    values = {"name": "Cleveland Police", "kind": "responsible"}
    return record_actions.add(Body, values=values, partnership=middlesbrough, keep=KEEP, by=officer)


def _one_of(kind):
    made = refused_records.MAKERS[kind.model._meta.model_name]()
    made.save()
    return made


# --- Who may ----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("register", "kind"), EVERY_KIND, ids=lambda one: one.title)
def test_each_role_on_each_kind_of_record(role, register, kind, middlesbrough, somebody, client):
    record = _one_of(kind)
    client.force_login(somebody(role))
    top = f"/middlesbrough/{register.namespace}/{kind.slug}/"

    may_keep = register.keep in RIGHTS[role]
    expected = {
        top: 200,
        f"{top}{record.pk}/": 200,
        f"{top}add/": 200 if may_keep else 403,
        f"{top}{record.pk}/change/": 200 if may_keep else 403,
        f"{top}{record.pk}/end/": 200 if may_keep else 403,
    }
    assert {address: client.get(address).status_code for address in expected} == expected


def test_an_action_checks_for_itself(police, somebody):
    councillor = somebody(Role.COUNCILLOR)
    with pytest.raises(PermissionDenied):
        record_actions.change(police, values={"name": "X"}, revision=1, keep=KEEP, by=councillor)
    with pytest.raises(PermissionDenied):
        record_actions.end(police, on=date(2024, 1, 1), because="x", keep=KEEP, by=councillor)


def test_a_record_of_another_partnership_is_not_found(police, elsewhere, somebody, client):
    client.force_login(somebody(Role.CSP_OFFICER))
    assert client.get(f"/hartlepool/governance/bodies/{police.pk}/").status_code == 404


# --- What is written down ---------------------------------------------------------------------
def test_a_change_tells_what_was_and_what_is(police, officer):
    record_actions.change(
        police, values={"lead_role": "Chief Constable"}, revision=1, keep=KEEP, by=officer
    )
    event = AuditEvent.objects.filter(kind="record-changed").get()
    assert event.by_email == officer.email
    assert event.detail == {
        "before": {"lead_role": ""},
        "after": {"lead_role": "Chief Constable"},
    }


def test_history_shows_each_value_before_and_after(police, officer):
    record_actions.change(police, values={"name": "The Police"}, revision=1, keep=KEEP, by=officer)
    latest = record_queries.history(police, GOVERNANCE.kind("bodies"))[0]
    assert latest.changes == (("Name", "Cleveland Police", "The Police"),)


def test_what_is_ended_stays_with_its_reason(police, officer, client):
    record_actions.end(
        police, on=date(2024, 1, 1), because="Merged with another force", keep=KEEP, by=officer
    )
    client.force_login(officer)
    page = client.get("/middlesbrough/governance/bodies/").content.decode()
    assert "Ended (1)" in page
    assert "Ended on 1 January 2024: Merged with another force" in page
    with pytest.raises(Refused, match="ended already"):
        record_actions.end(police, on=date(2024, 2, 1), because="again", keep=KEEP, by=officer)


def test_what_ends_on_a_day_to_come_holds_until_then(police, officer):
    soon = timezone.localdate() + timedelta(days=30)
    record_actions.end(police, on=soon, because="Its task is done by then", keep=KEEP, by=officer)
    kind = GOVERNANCE.kind("bodies")
    assert list(kind.in_force(police.partnership)) == [police]
    changed = record_actions.change(
        police, values={"lead_role": "X"}, revision=2, keep=KEEP, by=officer
    )
    assert changed.ended_on == soon
    record_actions.end(police, on=timezone.localdate(), because="Sooner", keep=KEEP, by=officer)
    assert list(kind.in_force(police.partnership)) == []


def test_nothing_ends_without_a_reason(police, officer):
    with pytest.raises(Refused, match="Say why"):
        record_actions.end(police, on=date(2024, 1, 1), because="  ", keep=KEEP, by=officer)


# --- Two at once ------------------------------------------------------------------------------
def test_the_second_of_two_is_shown_the_firsts_words(police, officer, client):
    client.force_login(officer)
    address = f"/middlesbrough/governance/bodies/{police.pk}/change/"
    typed = {"name": "Cleveland Police", "kind": "responsible", "revision": "1"}
    first = client.post(address, typed | {"lead_role": "Chief Constable"})
    second = client.post(address, typed | {"lead_role": "Superintendent"})

    assert (first.status_code, second.status_code) == (302, 409)
    page = second.content.decode()
    assert "Chief Constable" in page
    assert "Superintendent" in page
    police.refresh_from_db()
    assert police.lead_role == "Chief Constable"
    again = second.context["form"]["revision"].value()
    assert client.post(address, typed | {"revision": again}).status_code == 302


# --- What cannot be ---------------------------------------------------------------------------
def _typed(client, officer, **counts):
    client.force_login(officer)
    given = {
        "year": 2023,
        "applications": 5,
        "threshold_not_met": 0,
        "reviews": 3,
        "with_recommendations": 3,
    }
    answer = client.post("/middlesbrough/governance/case-reviews/add/", given | counts)
    return answer, answer.content.decode()


def test_the_published_counts_of_2023_24_are_kept(client, officer):
    answer, _ = _typed(client, officer)
    assert answer.status_code == 302
    assert str(CaseReviews.objects.get()) == "ASB case reviews, 2023/24"


def test_more_recommendations_than_reviews_are_refused(client, officer):
    answer, page = _typed(client, officer, with_recommendations=4)
    assert answer.status_code == 422
    assert "4 reviews led to recommendations, but only 3 were carried out" in page
    assert not CaseReviews.objects.exists()


def test_more_reviews_than_applications_need_a_reason_and_are_then_kept(client, officer):
    answer, page = _typed(client, officer, threshold_not_met=3)
    assert answer.status_code == 422
    assert "are more than 5 applications. Say why" in page
    reason = "One application of March 2023"
    answer, _ = _typed(client, officer, threshold_not_met=3, carried_over=reason)
    assert answer.status_code == 302
    assert reason in client.get("/middlesbrough/governance/case-reviews/").content.decode()


def test_the_same_body_twice_is_refused_in_a_sentence(police, officer, client):
    client.force_login(officer)
    given = {"name": "Cleveland Police", "kind": "responsible"}
    answer = client.post("/middlesbrough/governance/bodies/add/", given)
    assert answer.status_code == 422
    assert "A body with this name already exists" in answer.content.decode()


def test_a_choice_of_another_partnership_is_not_offered(elsewhere, police, officer):
    foreign = Body.objects.create(partnership=elsewhere, name="Elsewhere", kind="responsible")
    protocol = refused_records.protocol()
    protocol.save()
    kind = GOVERNANCE.kind("signatures")
    form = kind.form(
        {"protocol": protocol.pk, "body": foreign.pk, "signed_on_year": 2024},
        partnership=police.partnership,
    )
    assert "body" in form.errors


# --- How things stand -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, OVERDUE), (0, DUE_SOON), (60, DUE_SOON), (61, UP_TO_DATE), (None, NO_DATE)],
)
def test_how_a_duty_stands(days, state):
    today = date(2024, 3, 4)
    due = None if days is None else today + timedelta(days=days)
    assert stands(due, today=today) is state


def test_the_protocol_says_who_has_not_signed(police, middlesbrough, officer):
    fire = Body.objects.create(partnership=middlesbrough, name="Fire", kind="responsible")
    Body.objects.create(partnership=middlesbrough, name="Charity", kind="co-operating")
    protocol = Protocol.objects.create(
        partnership=middlesbrough,
        version="1",
        agreed_on=date(2023, 4, 3),
        renew_by=date(2025, 4, 3),
    )
    Signature.objects.create(protocol=protocol, body=police, signed_on=date(2023, 4, 3))
    page = record_queries.page(
        GOVERNANCE,
        GOVERNANCE.kind("protocols"),
        protocol,
        partnership=middlesbrough,
        viewer=officer,
    )
    assert [one.text for one in page.shown if one.label == "Still to sign"] == [fire.name]


def test_an_action_done_after_its_day_was_late(middlesbrough):
    action = refused_records.action()
    action.done_on = action.due_on + timedelta(days=1)
    assert action_state(action).text == "Done late"
    action.done_on = action.due_on
    assert action_state(action).text == "Done"
    action.done_on, action.due_on = None, timezone.localdate() - timedelta(days=1)
    assert action_state(action) is OVERDUE


def test_a_duty_leads_to_the_page_of_the_portal_that_shows_it(client, officer, middlesbrough):
    client.force_login(officer)
    given = {
        "position": 1,
        "name": "Scrutiny",
        "asks": "x",
        "statute": "x",
        "link": "https://www.legislation.gov.uk/ukpga/2006/48/section/19",
        "owner_role": "Manager",
    }
    add = "/middlesbrough/governance/duties/add/"
    for wrong in ("/elsewhere.example/", "no/such/page/of/ours/at/all/"):
        refused = client.post(add, given | {"shown_at": wrong})
        assert refused.status_code == 422
        assert f"This portal has no page “{wrong}”" in refused.content.decode()
    page = client.post(add, given | {"shown_at": "scrutiny/"}, follow=True).content.decode()
    assert 'href="/middlesbrough/scrutiny/">scrutiny/</a>' in page
    assert "A page of this portal" in client.get(add.replace("add/", "")).content.decode()


# --- Evidence ---------------------------------------------------------------------------------
def test_evidence_is_kept_as_it_came_and_given_back(client, officer, middlesbrough):
    client.force_login(officer)
    given = {
        "position": 1,
        "name": "Scrutiny",
        "asks": "x",
        "statute": "x",
        "link": "https://www.legislation.gov.uk/ukpga/2006/48/section/19",
        "owner_role": "Manager",
        "file": SimpleUploadedFile("minutes.pdf", PDF),
    }
    assert client.post("/middlesbrough/governance/duties/add/", given).status_code == 302
    kept = KeptFile.objects.get()
    assert Duty.objects.get().evidence == kept
    answer = client.get(f"/middlesbrough/governance/evidence/{kept.sha256}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer.headers["Content-Disposition"] == 'attachment; filename="minutes.pdf"'


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("minutes.exe", b"MZ", "send one of PDF"),
        ("minutes.pdf", b"", "is empty"),
        ("minutes.pdf", b"MZ not a PDF", "is not a PDF file"),
        ("minutes.docx", b"\xd0\xcf\x11\xe0 encrypted", "password-protected"),
        ("minutes.pdf", b"%PDF-" + b"0" * 20_000_001, "larger than 20 MB"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_a_sentence(name, content, said):
    with pytest.raises(UnusableFile, match=said):
        checked(name, content)


# --- Calendars --------------------------------------------------------------------------------
def test_meetings_are_in_the_calendar_of_whoever_has_a_role(client, officer, middlesbrough):
    made = refused_records.meeting()
    made.held_on = timezone.localdate()
    made.save()
    client.force_login(officer)
    page = client.get("/middlesbrough/governance/")
    key = page.context["calendar_key"]
    client.logout()
    address = f"/middlesbrough/governance/calendar/{key}.ics"
    assert b"SUMMARY:x" in client.get(address).content
    assert client.get(f"/middlesbrough/governance/calendar/{key}x.ics").status_code == 404
    officer.memberships.update(valid_to=timezone.localdate())
    assert client.get(address).status_code == 404
