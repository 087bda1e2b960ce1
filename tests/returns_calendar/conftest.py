"""The returns' fixtures, and a partnership whose dates are agreed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from measures.periods import Month
from returns.lifecycle.schedule import actions as calendar_actions
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

AGREED_AT = datetime(2020, 4, 1, 9, tzinfo=UTC)


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


@pytest.fixture
def agree(middlesbrough, manager):  # noqa: F811 - fixtures
    """`agree("2022-01")` asks for the police's crime return from that month on, 30 days after."""

    def make(first: str = "2022-01", *, every_months: int = 3, days_after=30, **more):
        return calendar_actions.agree_date(
            partnership=middlesbrough,
            dataset=more.pop("dataset", "crime"),
            source=more.pop("source", "police-return"),
            first_month=Month.parse(first),
            every_months=every_months,
            days_after=days_after,
            by=more.pop("by", manager),
            at=more.pop("at", AGREED_AT),
            **more,
        )

    return make


@pytest.fixture
def stop(middlesbrough, manager):  # noqa: F811 - fixtures
    """`stop("2022-04")` asks for the police's crime return no longer from that month on."""

    def make(first: str, **more):
        return calendar_actions.stop_asking(
            partnership=more.pop("partnership", middlesbrough),
            dataset=more.pop("dataset", "crime"),
            source=more.pop("source", "police-return"),
            first_month=Month.parse(first),
            because=more.pop("because", "The counts are published"),
            by=more.pop("by", manager),
            at=more.pop("at", AGREED_AT),
        )

    return make
