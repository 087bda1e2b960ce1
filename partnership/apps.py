"""The partnership app's place in Django."""

from __future__ import annotations

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Places and people"
