"""The scrutiny app's place in Django."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    name = "scrutiny"
    verbose_name = "Scrutiny"

    def ready(self) -> None:
        from partnership import reminders

        reminders.register("scrutiny", _send_reminders)


def _send_reminders(at: datetime):
    from scrutiny.deadlines.notifications import send_due

    return send_due(at=at)
