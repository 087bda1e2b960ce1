"""The demonstration's places, people and five years of police returns, loaded once a module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from demo import partnerships
from measures.periods import Period
from partnership.models import Partnership, User
from tests.reporting import filling
from tests.reporting.filling import Row


@dataclass(frozen=True)
class Filled:
    """`rows` are what was put in use, by quarter, as the `csv` module read it."""

    partnership: Partnership
    officer: User
    councillor: User
    rows: dict[Period, list[Row]]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Filled]:
    """Loaded once for the module and undone after it; each test undoes its own on top."""
    with django_db_blocker.unblock(), transaction.atomic():
        partnership = partnerships.load()
        officer = User.objects.get(email="csp.officer@demo.example")
        yield Filled(
            partnership=partnership,
            officer=officer,
            councillor=User.objects.get(email="councillor@demo.example"),
            rows=filling.five_years(partnership, by=officer),
        )
        transaction.set_rollback(True)


@pytest.fixture
def filled(loaded, db) -> Filled:
    """Five years in use, whatever the tests before have done."""
    return loaded
