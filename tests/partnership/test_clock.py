"""Today: the calendar's, or the fixed day of a demonstration."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured

from partnership import clock
from partnership.clock import fixed_day

FIXED = date(2025, 6, 12)
# 23:30 in London on the fixed day, and half past midnight there on the next.
LATE_THAT_DAY = datetime(2025, 6, 12, 22, 30, tzinfo=UTC)
EARLY_NEXT_DAY = datetime(2025, 6, 12, 23, 30, tzinfo=UTC)
LONG_BEFORE = datetime(2024, 3, 4, 12, tzinfo=UTC)


@time_machine.travel(EARLY_NEXT_DAY, tick=False)
def test_the_day_is_the_calendars_in_london():
    assert clock.today() == date(2025, 6, 13)
    assert clock.day_of(None) == date(2025, 6, 13)
    assert clock.day_of(LATE_THAT_DAY) == FIXED
    assert clock.day_of(EARLY_NEXT_DAY) == date(2025, 6, 13)
    assert clock.as_dated(EARLY_NEXT_DAY) == EARLY_NEXT_DAY


@time_machine.travel("2026-11-29 22:00Z", tick=False)
def test_nothing_lies_after_a_fixed_day(settings):
    settings.CSP_TODAY = FIXED
    assert clock.today() == clock.day_of(None) == FIXED
    assert clock.day_of(LONG_BEFORE) == date(2024, 3, 4)
    assert clock.as_dated(LONG_BEFORE) == LONG_BEFORE
    assert clock.as_dated(LATE_THAT_DAY) == LATE_THAT_DAY
    for later in (EARLY_NEXT_DAY, datetime.now(UTC)):
        assert clock.day_of(later) == FIXED
        assert LATE_THAT_DAY < clock.as_dated(later) < EARLY_NEXT_DAY


def test_the_settings_may_fix_it_in_a_demonstration_alone():
    assert fixed_day("", csp_env="production") is None
    assert fixed_day("2025-06-12", csp_env="demo") == FIXED
    assert fixed_day("2025-06-12", csp_env="test") == FIXED
    with pytest.raises(ImproperlyConfigured, match="where CSP_ENV is demo or test only"):
        fixed_day("2025-06-12", csp_env="production")
    with pytest.raises(ImproperlyConfigured, match="“12 June 2025”; it must be a date"):
        fixed_day("12 June 2025", csp_env="demo")
