"""The one list of tasks, and what is kept while nothing is written."""

from __future__ import annotations

from datetime import date

import pytest

from partnership import audit, desk, kept
from partnership.desk import Desk, Task

ON = date(2025, 6, 12)


def task(**given) -> Task:
    return Task(**{"kind": "k", "key": "k/1", "title": "T", "url": "/", "action": "Do", **given})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"due": date(2025, 6, 19)}, "due in 7 days"),
        ({"due": date(2025, 6, 13)}, "due in 1 day"),
        ({"due": ON}, "due today"),
        ({"due": date(2025, 6, 11)}, "1 day late"),
        ({"since": ON}, "since today"),
        ({"since": date(2025, 6, 10)}, "for 2 days"),
        ({}, ""),
    ],
)
def test_a_task_says_when_in_words(given, words):
    assert task(**given).when(ON) == words
    assert task(**given).is_late(ON) is words.endswith("late")


@pytest.mark.django_db
def test_ones_own_come_first_and_what_is_due_first(middlesbrough, monkeypatch):
    made = [
        task(key="others", is_mine=False, due=date(2025, 1, 1)),
        task(key="later", due=date(2025, 7, 1), is_primary=True),
        task(key="followed", due=date(2025, 1, 1)),
        task(key="older", since=date(2025, 6, 1), is_primary=True),
    ]
    monkeypatch.setattr(desk, "_providers", [lambda asked: made])

    asked = Desk(middlesbrough, None, ON)
    assert [one.key for one in desk.tasks_of(asked)] == ["followed", "older", "later", "others"]


@pytest.mark.django_db
def test_what_is_kept_lasts_until_something_is_written(middlesbrough):
    audit.record(audit.Kind.PARTNERSHIP_CHANGED, by=None, about=middlesbrough)
    made = iter("abc")

    def get():
        return Desk(middlesbrough, None, ON).kept("letters", lambda: next(made))

    assert (get(), get()) == ("a", "a")
    audit.record(audit.Kind.PARTNERSHIP_CHANGED, by=None, about=middlesbrough)
    assert (get(), get()) == ("b", "b")


@pytest.mark.django_db
def test_nothing_is_kept_where_no_event_says_that_it_is_old():
    made = iter("ab")
    first, second = (kept.kept("letters", lambda: next(made), as_of=kept.trail()) for _ in range(2))
    assert (first, second) == ("a", "b")
