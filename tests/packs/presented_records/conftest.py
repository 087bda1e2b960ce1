"""Sections put on slides from records alone, as on the day of the demonstration's update."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from partnership.models import Partnership
from partnership.models.groups import Group, GroupKind, Meeting
from partnership.people.permissions import AS_COUNCILLOR
from reporting.packs.numbers import Numbers
from reporting.packs.sections.registry import Context, Presented, section_kinds

AT = datetime(2024, 2, 16, 23, tzinfo=UTC)
MEETS_ON = date(2024, 3, 4)


@pytest.fixture
def middlesbrough(with_records) -> Partnership:
    return with_records


@pytest.fixture
def meeting(middlesbrough) -> Meeting:
    panel = Group.objects.create(
        partnership=middlesbrough,
        slug="panel",
        name="Environment Scrutiny Panel",
        kind=GroupKind.PANEL,
        since=date(2019, 5, 2),
    )
    return Meeting.objects.create(group=panel, held_on=MEETS_ON)


@pytest.fixture
def context(middlesbrough, meeting) -> Callable[..., Context]:
    """`context("asks", text="…")` is what a section of that kind is built of."""

    def make(kind: str, **values: Any) -> Context:
        return Context(
            **{
                "partnership": middlesbrough,
                "viewer": AS_COUNCILLOR,
                "at": AT,
                "numbers": Numbers(middlesbrough, AS_COUNCILLOR, AT),
                "key": kind,
                "title": section_kinds[kind].title,
                "meeting": meeting,
                **values,
            }
        )

    return make


@pytest.fixture
def presented(context) -> Callable[..., Presented]:
    """`presented("duties")` is what a section of that kind puts before the panel."""

    def make(kind: str, **values: Any) -> Presented:
        present = section_kinds[kind].present
        assert present is not None
        return present(context(kind, **values))

    return make
