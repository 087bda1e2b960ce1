"""`send_scrutiny_reminders`: today's mail about what is due in scrutiny, and answers not mailed."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnership.setup.words import count_of
from scrutiny.deadlines.notifications import send_due

AS_THE_DAY_BEGINS = time(8)


class Command(BaseCommand):
    help = (
        "Send today's reminders about questions, recommendations and papers for panels. It may run"
        " as often as one likes, and on several machines: nobody gets a mail twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", metavar="ISO", help="as if it were that day; in a demonstration or test"
        )

    def handle(self, *, on: str | None, **options):
        run = send_due(at=self._moment(on))
        self.stdout.write(f"{count_of(len(run.sent), 'mail')} sent")
        if run.failed:
            people = ", ".join(user.email for user in run.failed)
            raise CommandError(f"The mail server did not take the mail to {people}")

    def _moment(self, on: str | None) -> datetime | None:
        if on is None:
            return None
        if settings.CSP_ENV == "production":
            raise CommandError("--on is for demonstrations and tests")
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise CommandError(f"“{on}” is not a day like 2024-03-20") from None
        return datetime.combine(day, AS_THE_DAY_BEGINS, tzinfo=ZoneInfo(settings.TIME_ZONE))
