"""What can't be undone is asked about on a page of its own, and what was done is said.

A door that only takes POST is listed.
A new one stands in no list, so that it can't be forgotten.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
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
    "packs:settle": "a comment, which stays",
    "packs:words": "words as they are typed, which are written over",
    "partnership:again": "does again what was not done",
    "partnership:remove": "a file that nothing was done with, and that may be uploaded again",
    "partnership:share_agency": "an agency of several partnerships",
    "reporting:aim_note": "written again",
    "reporting:every_figure": "switched back",
    "returns:answers": "answers as they are typed, which are written over",
    "returns:grid_save": "figures as they are typed, which are written over",
    "returns:map_preview": "keeps nothing",
    "returns:put_right": "what the cell held stands beside it, and the file can be sent again",
    "returns:read_again": "reads a file that was not read",
    "returns:remove_unread": "a file that nothing has read, and that may be uploaded again",
    "scrutiny:end_closed_day": "added again",
    "scrutiny:step_done": "marked as not done",
    "scrutiny:unlink_measure": "linked again",
}


@pytest.mark.django_db
def test_every_door_that_only_takes_post_can_be_undone():
    found = set(_only_post())
    assert found - set(CAN_BE_UNDONE) == set()
    assert set(CAN_BE_UNDONE) == found


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


# --- What is said after ----------------------------------------------------------------------
# What a form says when it is done: that something was saved says nothing of what.
SAYS_NOTHING = re.compile(r"(?:your |the )?(?:changes?|choices?|answers?) (?:is|are) saved", re.I)
DOES_AN_ACT = {"form_page", "acting", "Confirmation"}
# It leads to a page that shows what was found in the list.
SAYS_IT_BY_THE_NEXT_PAGE = {"scrutiny/recommendations/spreadsheet_views.py"}


def test_every_form_of_an_act_says_what_was_done():
    for path, tree in _product():
        for call in _calls(tree):
            if _called(call) not in DOES_AN_ACT:
                continue
            said = {word.arg: word.value for word in call.keywords}
            if None in said:  # `acting` hands on what it was given
                continue
            done = said.get("done")
            assert done is not None, f"{path}:{call.lineno} says nothing when it is done"
            is_blank = isinstance(done, ast.Constant) and not done.value
            assert not is_blank or path in SAYS_IT_BY_THE_NEXT_PAGE, f"{path}:{call.lineno}"


def test_nothing_says_only_that_something_is_saved():
    found = {
        f"{path}: {node.value}"
        for path, tree in _product()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and SAYS_NOTHING.fullmatch(node.value.strip(". "))
    }
    assert found == set()


def test_what_says_nothing_is_noticed():
    """The pattern, on what the portal once said."""
    for once in ("Your changes are saved.", "Your change is saved.", "Your choice is saved."):
        assert SAYS_NOTHING.fullmatch(once.strip(". "))
    assert not SAYS_NOTHING.fullmatch("The recommendation is closed")


def _product() -> Iterator[tuple[str, ast.Module]]:
    root = Path(settings.BASE_DIR)
    for app in apps.get_app_configs():
        if Path(app.path).parent == root:
            for file in Path(app.path).rglob("*.py"):
                yield str(file.relative_to(root)), ast.parse(file.read_text())


def _calls(tree: ast.Module) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


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
