"""Every mail that the portal sends: in plain words, and only with what its reader may see."""

from __future__ import annotations

import re
from datetime import timedelta
from statistics import median

import pytest
import textstat
from django.core import mail
from django.test import Client
from django.utils import timezone

from partnership.models import Mailed, Membership, Notice, NoticeKind, Partnership, Role, User
from partnership.notices import mailing
from partnership.people import memberships
from partnership.people.notice_kinds import RULES
from partnership.people.permissions import RIGHTS, forget
from partnership.reminders import send_all
from tests.pages import reading
from tests.pages.kinds import ADMINISTRATOR, COUNCILLOR
from tests.pages.test_words import BANNED, HIGHEST_GRADE_OF_OFFICERS, MOST_WORDS

pytestmark = pytest.mark.django_db

# Acts of which members of a panel hear nothing: they are for those who do the work.
FOR_OFFICERS = set(NoticeKind) - {
    NoticeKind.UPDATE_ISSUED,
    NoticeKind.QUESTION_ANSWERED,
    NoticeKind.RECOMMENDATION_ANSWERED,
    NoticeKind.RECOMMENDATION_DECIDED,
}


@pytest.fixture
def mails(with_demonstration) -> list[tuple[User, str, str]]:
    """Whom each mail went to, its subject and its text: every kind that there is."""
    _ask_for_a_code_and_a_password()
    _invite_somebody()
    Notice.objects.update(
        mailed=Mailed.DAILY,
        mailed_at=None,
        read_at=None,
        settled_at=None,
        created_at=timezone.now(),
    )
    send_all()
    return [
        (User.objects.get(email=message.to[0]), message.subject, message.body)
        for message in mail.outbox
    ]


def _ask_for_a_code_and_a_password() -> None:
    for address in ("/sign-in/code/", "/sign-in/password/"):
        Client().post(address, {"email": COUNCILLOR})


def _invite_somebody() -> None:
    client = Client()
    client.force_login(User.objects.get(email=ADMINISTRATOR))
    client.post(
        "/middlesbrough/setup/people/",
        {
            "email": "sam@council.example",
            "name": "Sam Newcomer",
            "job_title": "Clerk",
            "role": Role.DEMOCRATIC_SERVICES.value,
        },
    )


# --- Words -----------------------------------------------------------------------------------
def test_mails_are_short_and_plain_and_in_the_words_of_the_portal(mails):
    typed, terms = reading.typed(), reading.terms()
    said = [
        sentence
        for _, subject, body in mails
        for line in (subject, *body.splitlines())
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z])", line.strip("- "))
        if "://" not in sentence and reading.bare(sentence) not in typed
    ]
    plain = [reading.plain(sentence, terms) for sentence in said]
    prose = [words for words in plain if len(words.split()) >= reading.FEWEST_WORDS]
    assert len(prose) > 40, "mails without prose prove nothing"
    assert [words for words in prose if len(words.split()) > MOST_WORDS] == []
    assert [sentence for sentence in said if BANNED.search(sentence)] == []
    assert median(map(textstat.flesch_kincaid_grade, prose)) <= HIGHEST_GRADE_OF_OFFICERS


def test_each_mail_names_the_portal_or_partnership_and_says_how_to_stop_it_where_it_can(mails):
    names = {partnership.short_name for partnership in Partnership.objects.all()}
    for _, subject, body in mails:
        said = subject + body
        assert any(name in said for name in names) or "community safety portal" in body
        assert not re.search(r"testserver[!\s]|example\.com", body), "the name of no site is set"
        assert "/account/mails/" in body or "ignore this email" in body, subject


# --- What a reader may see -------------------------------------------------------------------
def test_no_mail_names_anybody_but_its_reader(mails):
    """But for an invitation, which says who invites."""
    everybody = set(User.objects.all())
    named = {
        (subject, str(other))
        for reader, subject, body in mails
        for other in everybody - {reader}
        if str(other) in body and not subject.startswith("Your sign-in for")
    }
    assert named == set()


# Numbers that count nothing: days, years and periods, references, versions, addresses, codes.
_NO_COUNT = re.compile(
    r"https?://\S+|\b\d{1,2} [A-Z][a-z]+ \d{4}\b|\b[A-Z][a-z]+ \d{4}\b|\bQ[1-4] \d{4}/\d{2}\b"
    r"|\b\d{4}/\d{1,2}\b|\bR-\d+\b|\bversion \d+\b|\bdue in \d+ days?\b|\b\d+ days? late\b"
    r"|\bfor \d+ bodies\b|\([A-Z]\d\)|^Reminder: .*$|^[A-Z0-9]{4}-[A-Z0-9]{4}$",
    re.MULTILINE,
)


def test_no_mail_has_a_figure_of_the_portal(mails):
    """What people typed themselves into a question or an answer is theirs."""
    typed = reading.typed()
    counted = {
        line
        for _, subject, body in mails
        for line in (subject, *body.splitlines())
        if re.search(r"\d", _NO_COUNT.sub("", line)) and reading.bare(line) not in typed
    }
    assert counted == set()


def test_whoever_is_mailed_about_something_may_open_its_page(mails):
    refused, opened = [], set()
    for notice in Notice.objects.filter(mailed_at__isnull=False).select_related("recipient"):
        roles = frozenset(notice.recipient.memberships.values_list("role", flat=True))
        if (notice.kind, roles) in opened:
            continue
        opened.add((notice.kind, roles))
        client = Client()
        client.force_login(notice.recipient)
        answer = client.get(notice.path, follow=True)
        if answer.status_code != 200:
            refused.append((str(notice), roles, answer.status_code))
    assert opened
    assert refused == []


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_is_mailed_to_the_roles_that_may_read_it_and_no_longer_once_the_role_ends(
    with_places, django_user_model, kind
):
    """Whichever role somebody has at the moment of sending, whatever they were told before."""
    rule, now = RULES[kind], timezone.now()
    agency = with_places.agencies.first()
    told = {
        role: _told(kind, role, with_places, agency, now)
        for role in Role
        if role is not Role.DEPUTY
    }
    may_read = {role for role in told if RIGHTS[role] & {*rule.rights, rule.of_agency}}
    mailing.mail_daily(at=now + timedelta(minutes=1))
    assert {message.to[0] for message in mail.outbox} == {told[role].email for role in may_read}
    if kind in FOR_OFFICERS:
        assert Role.COUNCILLOR not in may_read

    mail.outbox.clear()
    Notice.objects.update(mailed_at=None)
    for membership in Membership.objects.filter(user__in=told.values()):
        memberships.end_role(membership=membership, by=None)
    for user in told.values():
        forget(user)
    mailing.mail_daily(at=now + timedelta(minutes=2))
    assert mail.outbox == []


def _told(kind, role: Role, partnership: Partnership, agency, now) -> User:
    """Somebody with a role who was told something of a kind, when they might read it."""
    user = User.objects.create_user(f"{role.value}@rights.example", name=f"The {role.label}")
    memberships.give_role(
        user=user,
        role=role,
        partnership=partnership,
        agency=agency if role is Role.SUPPLIER else None,
        by=None,
    )
    Notice.objects.create(
        partnership=partnership,
        recipient=user,
        kind=kind,
        key=f"{kind}/1",
        about="return/1",
        path=f"/{partnership.slug}/",
        title="Something",
        agency=agency,
        mailed=Mailed.DAILY,
        created_at=now,
    )
    return user
