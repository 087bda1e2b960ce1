"""Middlesbrough with its people and the national figures of the demonstration."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from demo import partnerships as people
from demo.datasets import prevent
from partnership.models import Partnership, Role, User
from partnership.setup import hosting

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "prevent"


@pytest.fixture(scope="module")
def places_and_people(django_db_setup, django_db_blocker) -> Iterator[Partnership]:
    """Loaded once for the module and undone after it; each test undoes its own on top."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield people.load()
        transaction.set_rollback(True)


@pytest.fixture
def middlesbrough(places_and_people, db) -> Partnership:
    return places_and_people


@pytest.fixture
def loaded(middlesbrough) -> Partnership:
    """With the factsheet and the collected figures accepted."""
    prevent.load()
    return middlesbrough


@pytest.fixture
def hartlepool(middlesbrough) -> Partnership:
    return hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)


@pytest.fixture
def who(middlesbrough) -> Callable[[Role], User]:
    """`who(Role.MANAGER)` is the person of the demonstration in that role."""
    return lambda role: middlesbrough.memberships.filter(role=role).order_by("pk")[0].user


@pytest.fixture
def show() -> Callable[..., dict[str, Any]]:
    """`show("national-referrals", "2022/23", by="category")` is what `show_measure` answers."""

    def asked(measure: str, period: str, **options: str) -> dict[str, Any]:
        printed = io.StringIO()
        options.setdefault("partnership", people.SLUG)
        call_command(
            "show_measure",
            f"prevent/{measure}",
            period=period,
            json=True,
            stdout=printed,
            **options,
        )
        return json.loads(printed.getvalue())

    return asked
