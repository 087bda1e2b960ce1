"""Which day it is: the calendar's, or the one at which a demonstration stands still.

The moments of acts are never fixed. A fixed day is taken for the day of all that comes after it.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone


def today() -> date:
    """The day that what is due, late or in force is judged by."""
    return settings.CSP_TODAY or timezone.localdate()


def day_of(moment: datetime | None) -> date:
    """The day of a moment in London, of now where there is none."""
    return timezone.localdate(as_dated(moment)) if moment else today()


def as_dated(moment: datetime) -> datetime:
    """`moment`, where its day will be named: the end of the fixed day if it lies after that."""
    if not settings.CSP_TODAY:
        return moment
    return min(moment, timezone.make_aware(datetime.combine(settings.CSP_TODAY, time.max)))


def fixed_day(text: str, *, csp_env: str) -> date | None:
    """What the settings say of the day, None where it is the calendar's.

    ImproperlyConfigured in production, and for what is no date.
    """
    if not text:
        return None
    if csp_env not in {"demo", "test"}:
        raise ImproperlyConfigured("CSP_TODAY may be set where CSP_ENV is demo or test only")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"CSP_TODAY is “{text}”; it must be a date like 2025-06-12"
        ) from None
