"""The partnership app's place in Django."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "partnership"
    verbose_name = "Places and people"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        from partnership import reminders, tasks
        from partnership.people import telling

        reminders.register("notices", _mail_notices)
        telling.mail_by(tasks.mail_notices.enqueue)
        # What a worker can do with files, of every app.
        autodiscover_modules("file_works")


def _mail_notices(at: datetime):
    from partnership.notices.mailing import mail_daily

    return mail_daily(at=at)
