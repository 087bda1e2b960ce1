"""The portal's place in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.urls import register_converter


class PortalConfig(AppConfig):
    name = "csp_portal"
    verbose_name = "The portal"

    def ready(self) -> None:
        from csp_portal.addresses import PartnershipSlug
        from csp_portal.setup_steps import slides, sources
        from partnership.governance.priorities import register_measures
        from partnership.setup.steps import register_step
        from returns.catalogue.registry import measures

        register_step(sources)
        register_step(slides)
        register_measures(measures)
        register_converter(PartnershipSlug, "partnership")
