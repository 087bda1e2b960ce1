"""What can't be undone is asked about on a page of its own: a door that only takes POST is listed.

A new one stands in neither list, so that it can't be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver

from partnership.confirming import Confirmation, confirmed
from partnership.refusals import Refused

METHOD_NOT_ALLOWED = 405

# A click does them, because another takes them back, or they only add.
CAN_BE_UNDONE = {
    "account_of:keys": "switched back",
    "account_of:ward": "followed again, or no longer",
    "notices:mark_read": "the mails are all still there",
    "packs:add": "a section that may be taken out",
    "packs:comment": "said among many, and settled",
    "packs:confirm": "words that are ticked stay ordinary words",
    "packs:exempt": "open to the public again",
    "packs:files": "files that may be made again",
    "packs:move": "moved back",
    "packs:number": "a typed number is confirmed for one section",
    "packs:picture": "a picture that may be replaced",
    "packs:return": "sent for review again",
    "packs:send": "returned to draft",
    "packs:settle": "a comment, which stays",
    "partnership:share_agency": "an agency of several partnerships",
    "reporting:aim_note": "written again",
    "reporting:every_figure": "switched back",
    "returns:map_preview": "keeps nothing",
    "scrutiny:end_closed_day": "added again",
    "scrutiny:step_done": "marked as not done",
    "scrutiny:unlink_measure": "linked again",
}
# They ask for the day and the reason where they are chosen.
ASKED_WHERE_CHOSEN = {"returns:end_recording_change"}


@pytest.mark.django_db
def test_every_door_that_only_takes_post_can_be_undone():
    found = set(_only_post())
    assert found - set(CAN_BE_UNDONE) - ASKED_WHERE_CHOSEN == set()
    assert set(CAN_BE_UNDONE) | ASKED_WHERE_CHOSEN == found


def _only_post() -> Iterator[str]:
    for name, callback in _named(get_resolver(), ""):
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        # One that looks further than at the method fails without its session and its words.
        with suppress(Exception):
            if callback(request).status_code == METHOD_NOT_ALLOWED:
                yield name


def _named(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, object]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            own = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _named(pattern, f"{namespace}{own}")
        else:
            yield f"{namespace}{pattern.name}", pattern.callback


ASKED = Confirmation(
    heading="End it?", button="End it", done="It has ended.", back="/back/", to="/on/"
)


@pytest.fixture
def request_of(rf, monkeypatch):
    said: list[str] = []
    for level in ("success", "error"):
        monkeypatch.setattr(
            f"partnership.confirming.messages.{level}", lambda _, text: said.append(text)
        )

    def made(method: str):
        request = getattr(rf, method)("/end/")
        request.user = AnonymousUser()
        return request

    return made, said


@pytest.mark.django_db
def test_the_page_asks_and_does_nothing(request_of):
    made, said = request_of
    done: list[str] = []
    page = confirmed(made("get"), ASKED, lambda _: done.append("done"))
    text = page.content.decode()
    assert "<h1" in text
    assert "End it?" in text
    assert 'href="/back/"' in text
    assert (done, said) == ([], [])


@pytest.mark.django_db
def test_the_answer_does_it_and_says_so(request_of):
    made, said = request_of
    done: list[str] = []
    answer = confirmed(made("post"), ASKED, lambda _: done.append("done"))
    assert (answer.url, done, said) == ("/on/", ["done"], ["It has ended."])


@pytest.mark.django_db
def test_a_refusal_is_said_where_one_came_from(request_of):
    made, said = request_of

    def act(_):
        raise Refused("It has ended already")

    answer = confirmed(made("post"), ASKED, act)
    assert (answer.url, said) == ("/back/", ["It has ended already"])
