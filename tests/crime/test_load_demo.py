"""`load_demo`: only where everybody may know the passwords, and it says how to sign in."""

from __future__ import annotations

import io
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from demo import datasets, loading, pack, partnerships, priorities, since_the_update
from demo.partnerships import DEMO_PASSWORD, SIGN_INS
from partnership.models import User


def test_the_demonstration_is_refused_in_production(settings):
    settings.CSP_ENV = "production"
    with pytest.raises(CommandError, match="CSP_ENV is demo or test; here it is production"):
        call_command("load_demo")


def test_parts_are_loaded_from_the_lowest_layer_up(monkeypatch):
    loaded = []
    for part in loading.PARTS:
        monkeypatch.setattr(part, "load", lambda part=part: loaded.append(part))
    loading.load()
    assert loaded[0] is partnerships
    assert loaded[-3:] == [priorities, pack, since_the_update]
    names = {part.__name__.rpartition(".")[2] for part in loaded}
    assert {module.name for module in iter_modules(datasets.__path__)} <= names


@pytest.mark.django_db
def test_every_sign_in_is_printed_and_works(monkeypatch):
    # The figures and their slides have tests of their own, and take seconds.
    for part in set(loading.PARTS) - {partnerships}:
        monkeypatch.setattr(part, "load", lambda: None)
    monkeypatch.setattr(loading, "write_slides", lambda: Path("slides.pptx"))
    printed = io.StringIO()
    call_command("load_demo", stdout=printed)
    for _, email in SIGN_INS:
        assert email in printed.getvalue()
        assert User.objects.get(email=email).check_password(DEMO_PASSWORD)
    assert DEMO_PASSWORD in printed.getvalue()
    assert "slides.pptx" in printed.getvalue()
