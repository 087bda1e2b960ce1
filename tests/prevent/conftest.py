"""Middlesbrough with its people and the national figures of the demonstration."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from demo import partnerships as people
from demo import sending
from partnership.models import Partnership, Role, User
from partnership.setup import hosting

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures" / "prevent"


@pytest.fixture
def middlesbrough(with_people) -> Partnership:
    return with_people


@pytest.fixture
def loaded(with_prevent) -> Partnership:
    """With the factsheet and the collected figures accepted."""
    return with_prevent


@pytest.fixture
def with_2024_25(loaded) -> Partnership:
    """With the figures of 2024/25 too, which came out after the demonstration's day."""
    every = (FIXTURES / "prevent_national_figures.csv").read_text().splitlines(keepends=True)
    content = every[0] + "".join(line for line in every if line.startswith("2024/25,"))
    sent = sending.Sent(
        name="2024-25.csv",
        content=content.encode(),
        received_on=date(2025, 12, 1),
        supplied_by="",
        by=sending.person(loaded, Role.CSP_OFFICER),
        accepted_by=sending.person(loaded, Role.MANAGER),
        because="The figures are as published",
    )
    sending.send_and_accept([sent], loaded)
    return loaded


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
