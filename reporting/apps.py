"""Finds what the apps above bring: kinds of sections for packs, actions of pages."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReportingConfig(AppConfig):
    name = "reporting"

    def ready(self) -> None:
        # Its own first: an app that keeps records of a subject takes the kind's place.
        from reporting.packs.sections import standard
        from reporting.pages import file_courses  # noqa: F401 - registers how check pages draw

        standard.register_all()
        autodiscover_modules("sections", "page_actions")
