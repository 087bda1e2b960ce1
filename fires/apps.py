"""The fires app's place in Django; its declaration is found by the registry of `returns`."""

from __future__ import annotations

from django.apps import AppConfig


class FiresConfig(AppConfig):
    name = "fires"
    verbose_name = "Deliberate fires"
