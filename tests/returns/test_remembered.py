"""Counts that were read are kept while the same returns are in use, and never outlive them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from crime.dataset import CRIME
from measures.periods import Month
from partnership.models import User
from returns.disclosure import released as released_tables
from returns.in_use import remembered
from tests.reporting.filling import Row, put_in_use

RETURN = CRIME.source("police-return")
BURGLARY = {"offence": ("burglary",)}


@pytest.fixture
def officer(with_people) -> User:
    return User.objects.get(email="csp.officer@demo.example")


def _put(partnership, officer, count: int, *, at) -> None:
    put_in_use(
        partnership,
        [Row("E05009853", date(2023, 4, 1), "burglary", count)],
        months=[Month(2023, 4)],
        at=at,
        by=officer,
    )


def _totals(partnership, at=None):
    tables = released_tables.released(CRIME, RETURN, partnership=partnership, as_at=at)
    with CaptureQueriesContext(connection) as asked:
        totals = tables.by_area(BURGLARY)
    return totals, len(asked)


@pytest.mark.django_db
def test_counts_are_read_once_until_a_return_takes_their_place(with_people, officer):
    now = timezone.now()
    _put(with_people, officer, 7, at=now - timedelta(days=2))
    first, queries = _totals(with_people)
    assert (list(first.values()), queries) == ([7], 1)
    again, queries = _totals(with_people)
    assert (again, queries) == (first, 0)
    _put(with_people, officer, 9, at=now - timedelta(days=1))
    replaced, queries = _totals(with_people)
    assert (list(replaced.values()), queries) == ([9], 1)
    before, _ = _totals(with_people, at=now - timedelta(days=1, hours=1))
    assert list(before.values()) == [7]


@pytest.mark.django_db
def test_what_a_reader_does_to_counts_reaches_nobody_else(with_people, officer):
    _put(with_people, officer, 7, at=timezone.now())
    first, _ = _totals(with_people)
    first.clear()
    again, _ = _totals(with_people)
    assert list(again.values()) == [7]


def test_the_least_lately_used_go_first(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_CELLS", 5)
    read = []

    def counts(key: str):
        read.append(key)
        return ({(key, n, 1): 1 for n in range(2)},)

    for key in ("a", "b", "a", "c", "a", "b"):
        remembered.remembered(key, lambda key=key: counts(key))
    assert read == ["a", "b", "c", "b"]


@pytest.mark.django_db
def test_a_return_that_is_accepted_meanwhile_is_not_kept_as_the_one_before(with_people, officer):
    now = timezone.now()
    _put(with_people, officer, 7, at=now - timedelta(days=2))
    opened = released_tables.released(CRIME, RETURN, partnership=with_people)
    # Between what is in use and its counts somebody else's transaction ends.
    _put(with_people, officer, 9, at=now - timedelta(days=1))
    assert list(opened.by_area(BURGLARY).values()) == [7]
    after, _ = _totals(with_people)
    assert list(after.values()) == [9]
    before, _ = _totals(with_people, at=now - timedelta(days=1, hours=1))
    assert list(before.values()) == [7]
