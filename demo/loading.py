"""The whole demonstration: every app's part of it, lowest layer first, and the panel's slides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import module_has_submodule

from demo import pack, priorities
from demo.partnerships import SLUG
from measures.periods import Period
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR

# The end of the day of the scrutiny panel's meeting.
PANEL_MEETS = datetime(2024, 3, 4, 23, 59, 59, tzinfo=ZoneInfo("Europe/London"))
SLIDES = "middlesbrough-crime-2022-23.pptx"


def load() -> None:
    """Load what each app brings in its `demo.py`; what is there already stays as it is.

    ImproperlyConfigured outside a demonstration and tests.
    """
    if settings.CSP_ENV not in {"demo", "test"}:
        raise ImproperlyConfigured(
            "The demonstration is loaded only where CSP_ENV is demo or test; here it is"
            f" {settings.CSP_ENV}."
        )
    for name in _apps_with_a_demo():
        import_module(f"{name}.demo").load()
    priorities.load()
    # Last, because it shows what all the others hold.
    pack.load()


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


def _apps_with_a_demo() -> Iterator[str]:
    """INSTALLED_APPS starts at the top, and each layer's part rests on the layers below."""
    for config in reversed(list(apps.get_app_configs())):
        if config.name != "csp_portal" and module_has_submodule(config.module, "demo"):
            yield config.name
