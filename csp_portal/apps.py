"""The portal's place in Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.urls import register_converter


class PortalConfig(AppConfig):
    name = "csp_portal"
    verbose_name = "The portal"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in, user_logged_out

        from csp_portal.addresses import PartnershipSlug
        from csp_portal.setup_steps import slides, sources
        from csp_portal.sign_in import note_sign_in, note_sign_out
        from partnership.governance.priorities import register_measures
        from partnership.setup.steps import register_step
        from returns.catalogue.registry import measures

        register_step(sources)
        register_step(slides)
        register_measures(measures)
        register_converter(PartnershipSlug, "partnership")
        user_logged_in.connect(note_sign_in, dispatch_uid="note_sign_in")
        user_logged_out.connect(note_sign_out, dispatch_uid="note_sign_out")
