"""The demonstration’s five years of fires, loaded once a module."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from demo import partnerships as people
from demo.datasets import fires
from partnership.models import Partnership


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[Partnership]:
    with django_db_blocker.unblock(), transaction.atomic():
        partnership = people.load()
        fires.load()
        yield partnership
        transaction.set_rollback(True)


@pytest.fixture
def middlesbrough(loaded, db) -> Partnership:
    return loaded


@pytest.fixture
def show(middlesbrough) -> Callable[..., dict[str, Any]]:
    """What `show_measure` prints with `--json`."""

    def shown(measure: str, period: str, *, against: str = "", by: str = "") -> dict[str, Any]:
        printed = io.StringIO()
        more = {"against": against} if against else {}
        more |= {"by": by} if by else {}
        call_command(
            "show_measure",
            measure,
            partnership=middlesbrough.slug,
            period=period,
            json=True,
            stdout=printed,
            **more,
        )
        return json.loads(printed.getvalue())

    return shown
