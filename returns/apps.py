"""Finds the dataset declarations of every installed app, and reminds of what is due."""

from datetime import datetime

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ReturnsConfig(AppConfig):
    name = "returns"

    def ready(self) -> None:
        from partnership import reminders

        autodiscover_modules("dataset")
        reminders.register("returns", _send_reminders)


def _send_reminders(at: datetime):
    # Reading what is expected loads much that no other process needs.
    from returns.lifecycle.schedule.reminders import send_reminders

    return send_reminders(at=at)
