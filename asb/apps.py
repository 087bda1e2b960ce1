"""The asb app's place in Django; its declaration is found by the registry of `returns`."""

from __future__ import annotations

from django.apps import AppConfig


class AsbConfig(AppConfig):
    name = "asb"
    verbose_name = "Antisocial behaviour"
