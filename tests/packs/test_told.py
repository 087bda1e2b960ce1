"""Whose turn it is with an update is told to them, and that it was issued to everybody."""

from __future__ import annotations

import pytest
from django.core import mail

from partnership.models import Notice, NoticeKind, User
from partnership.people.permissions import Permission
from partnership.people.recipients import holders_of
from reporting.packs import actions as pack_actions


def told(kind: NoticeKind) -> set[User]:
    return {notice.recipient for notice in Notice.objects.filter(kind=kind)}


def waiting(kind: NoticeKind) -> int:
    return Notice.objects.filter(kind=kind, settled_at__isnull=True).count()


@pytest.fixture
def holders(setting):
    """Everybody in the partnership with a right, those left out who are given."""

    def find(permission: Permission, *, but: User) -> set[User]:
        return set(holders_of(permission, setting.partnership)) - {but}

    return find


def test_the_life_of_an_update_is_told_to_whoever_has_a_part_in_it(
    setting, holders, settings, django_capture_on_commit_callbacks
):
    settings.PORTAL_URL = "https://portal.example"
    version, officer, manager = setting.version, setting.officer, setting.manager
    with django_capture_on_commit_callbacks(execute=True):
        pack_actions.send_for_review(version=version, by=officer)
    reviewers = holders(Permission.COMMENT_ON_PACKS, but=officer)
    assert told(NoticeKind.UPDATE_TO_REVIEW) == reviewers
    assert setting.councillor not in reviewers
    assert {message.to[0] for message in mail.outbox} == {user.email for user in reviewers}
    [message] = [one for one in mail.outbox if one.to == [manager.email]]
    assert message.subject == "Middlesbrough: an update or briefing is ready for review"
    page = f"https://portal.example/middlesbrough/packs/{version.pack.slug}/1/edit/"
    assert f"{version.pack.title}, version 1\n{page}" in message.body

    pack_actions.return_to_draft(version=version, because="Two wards are missing", by=manager)
    assert told(NoticeKind.UPDATE_RETURNED) == {officer}
    assert waiting(NoticeKind.UPDATE_TO_REVIEW) == 0
    assert Notice.objects.get(kind=NoticeKind.UPDATE_RETURNED).detail == "Two wards are missing"

    pack_actions.send_for_review(version=version, by=officer)
    assert waiting(NoticeKind.UPDATE_TO_REVIEW) == len(reviewers)
    assert waiting(NoticeKind.UPDATE_RETURNED) == 0

    pack_actions.approve(version=version, by=manager)
    assert told(NoticeKind.UPDATE_APPROVED) == holders(Permission.READ_DRAFT_PACKS, but=manager)
    assert waiting(NoticeKind.UPDATE_TO_REVIEW) == 0

    pack_actions.issue(version=version, by=manager)
    assert told(NoticeKind.UPDATE_ISSUED) == holders(Permission.VIEW_FIGURES, but=manager)
    assert setting.councillor in told(NoticeKind.UPDATE_ISSUED)
    assert waiting(NoticeKind.UPDATE_APPROVED) == 0
