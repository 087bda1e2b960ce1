"""`send_reminders`: today's mail about what is due or late, of every app; run it every day."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from partnership.reminders import send_all
from partnership.setup.words import count_of

AS_THE_DAY_BEGINS = time(8)


class Command(BaseCommand):
    help = (
        "Send today's reminders: figures that are due or late, and questions, recommendations and"
        " papers for scrutiny panels, with answers that were not mailed yet. It may run as often as"
        " you like, and on several machines: nobody gets a mail twice."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", metavar="ISO", help="as if it were that day; in a demonstration or test"
        )

    def handle(self, *, on: str | None, **options):
        run = send_all(at=self._moment(on))
        self.stdout.write(f"{count_of(len(run.sent), 'reminder')} sent")
        if run.failed:
            people = ", ".join(dict.fromkeys(user.email for user in run.failed))
            raise CommandError(f"The mail server did not take the mail to {people}")

    def _moment(self, on: str | None) -> datetime | None:
        if on is None:
            return None
        if settings.CSP_ENV == "production":
            raise CommandError("--on is for demonstrations and tests")
        try:
            day = date.fromisoformat(on)
        except ValueError:
            raise CommandError(f"“{on}” is not a day like 2023-06-20") from None
        return datetime.combine(day, AS_THE_DAY_BEGINS, tzinfo=ZoneInfo(settings.TIME_ZONE))
