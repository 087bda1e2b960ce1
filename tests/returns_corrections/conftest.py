"""The people and files of the tests about returns, and the measure that they end up in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from measures.periods import Period
from partnership.models import User
from partnership.people.permissions import AS_COUNCILLOR
from reporting.pages.measure.in_full import measure_in_full
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.places import place_named
from tests.returns.conftest import (  # noqa: F401 - fixtures
    accepted,
    crime_file,
    elsewhere,
    manager,
    middlesbrough,
    officer,
    police,
    second,
    sent,
    somebody,
    supplier,
    uploaded,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def as_(client) -> Callable[[User], Client]:
    """The test client, signed in as somebody."""

    def sign_in(user: User) -> Client:
        client.force_login(user, backend=BACKEND)
        return client

    return sign_in


@pytest.fixture
def shown(middlesbrough) -> Callable[..., MeasureShown]:  # noqa: F811
    """`shown("2021/22 Q4")`: crime in Middlesbrough for a period, as a councillor sees it."""

    def look(
        period: str,
        *,
        measure: str = "crime/all-crime",
        area: str = "",
        as_at: datetime | None = None,
    ) -> MeasureShown:
        reading = queries.reading(
            measure, partnership=middlesbrough, viewer=AS_COUNCILLOR, as_at=as_at
        )
        made = measure_in_full(
            reading, period=Period.parse(period), area=place_named(reading.figures, area)
        )
        assert made is not None
        return made

    return look
