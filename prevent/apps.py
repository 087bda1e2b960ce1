"""The Prevent app's place in Django; its declaration is found by the registry of `returns`."""

from __future__ import annotations

from django.apps import AppConfig


class PreventConfig(AppConfig):
    name = "prevent"
    verbose_name = "Prevent and Channel"
