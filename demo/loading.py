"""The whole demonstration, part by part, and the panel's slides."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from demo import (
    earlier_recommendations,
    neighbours,
    pack,
    partnerships,
    priorities,
    quarterly_returns,
    scrutiny,
    since_the_update,
)
from demo.datasets import asb, crime, fires, prevent, violence
from demo.partnerships import SLUG
from measures.periods import Period
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR

# The end of the day of the scrutiny panel's meeting.
PANEL_MEETS = datetime(2024, 3, 4, 23, 59, 59, tzinfo=ZoneInfo("Europe/London"))
SLIDES = "middlesbrough-crime-2022-23.pptx"

# Each rests on those before it. The pack shows what all of them hold, and then time goes on.
PARTS = (
    partnerships,
    scrutiny,
    earlier_recommendations,
    prevent,
    violence,
    fires,
    asb,
    neighbours,
    crime,
    quarterly_returns,
    priorities,
    pack,
    since_the_update,
)


def load() -> None:
    """Load every part of the demonstration; what is there already stays as it is.

    ImproperlyConfigured outside a demonstration and tests.
    """
    if settings.CSP_ENV not in {"demo", "test"}:
        raise ImproperlyConfigured(
            "The demonstration is loaded only where CSP_ENV is demo or test; here it is"
            f" {settings.CSP_ENV}."
        )
    for part in PARTS:
        part.load()


def write_slides() -> Path:
    """The slides that the panel of 4 March 2024 would be shown, under CSP_OUT."""
    from reporting.pages.measure import downloads

    slides = downloads.slides(
        Partnership.objects.get(slug=SLUG),
        measure="crime/all-crime",
        period=Period.year(2022),
        against=Period.year(2021),
        viewer=AS_COUNCILLOR,
        as_at=PANEL_MEETS,
    )
    settings.CSP_OUT.mkdir(parents=True, exist_ok=True)
    path = settings.CSP_OUT / SLIDES
    path.write_bytes(slides)
    return path
