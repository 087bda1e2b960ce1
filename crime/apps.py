"""The crime app's place in Django; its declaration is found by the registry of `returns`."""

from __future__ import annotations

from django.apps import AppConfig


class CrimeConfig(AppConfig):
    name = "crime"
    verbose_name = "Police recorded crime"
