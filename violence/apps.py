"""The violence app's place in Django; its declaration is found by the registry of `returns`."""

from __future__ import annotations

from django.apps import AppConfig


class ViolenceConfig(AppConfig):
    name = "violence"
    verbose_name = "Serious violence"
