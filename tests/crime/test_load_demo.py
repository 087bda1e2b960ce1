"""`load_demo`: only where everybody may know the passwords, and it says how to sign in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.module_loading import module_has_submodule

from demo import loading
from demo.partnerships import DEMO_PASSWORD, SIGN_INS
from partnership.models import User

WITH_A_DEMO = [
    config.name
    for config in apps.get_app_configs()
    if config.name != "csp_portal" and module_has_submodule(config.module, "demo")
]


def test_the_demonstration_is_refused_in_production(settings):
    settings.CSP_ENV = "production"
    with pytest.raises(CommandError, match="CSP_ENV is demo or test; here it is production"):
        call_command("load_demo")


def test_apps_are_loaded_from_the_lowest_layer_up(monkeypatch):
    loaded = []
    for name in WITH_A_DEMO:
        monkeypatch.setattr(f"{name}.demo.load", lambda name=name: loaded.append(name))
    # What the portal itself adds, above every app.
    for part in ("demo_priorities", "demo_pack"):
        monkeypatch.setattr(f"csp_portal.{part}.load", lambda part=part: loaded.append(part))
    loading.load()
    assert loaded[0] == "partnership"
    assert [loaded.pop(), loaded.pop()] == ["demo_pack", "demo_priorities"]
    assert sorted(loaded) == sorted(WITH_A_DEMO)


@pytest.mark.django_db
def test_every_sign_in_is_printed_and_works(monkeypatch):
    # The figures and their slides have tests of their own, and take seconds.
    for name in set(WITH_A_DEMO) - {"partnership"}:
        monkeypatch.setattr(f"{name}.demo.load", lambda: None)
    monkeypatch.setattr(loading, "write_slides", lambda: Path("slides.pptx"))
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    for _, email in SIGN_INS:
        assert email in printed.getvalue()
        assert User.objects.get(email=email).check_password(DEMO_PASSWORD)
    assert DEMO_PASSWORD in printed.getvalue()
    assert "slides.pptx" in printed.getvalue()
