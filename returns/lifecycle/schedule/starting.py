"""Addresses of the pages that start a return, or remind an agency of one."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from measures.periods import Period
from partnership.models import Partnership
from returns.lifecycle.schedule.expectations import Expected
from returns.lifecycle.schedule.missing import Missing


def start_address(partnership: Partnership, asked: Missing | Expected, period: Period) -> str:
    """Where the return of one source is begun for one period."""
    given = {
        "return": f"{asked.dataset.slug}/{asked.source.slug}",
        "period": period.code,
        "agency": asked.agency.slug,
    }
    address = reverse("returns:upload", args=[partnership.slug])
    return f"{address}?{urlencode(given, safe='/')}"


def remind_address(partnership: Partnership, late: Missing | Expected) -> str:
    """Where the agency is reminded of one source."""
    given = {"agency": late.agency.slug, "return": f"{late.dataset.slug}/{late.source.slug}"}
    address = reverse("returns:remind", args=[partnership.slug])
    return f"{address}?{urlencode(given, safe='/')}"
