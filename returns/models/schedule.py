"""When figures are asked for, reminders, and secret addresses of calendars, as records."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Agency, Partnership
from partnership.models.secret_addresses import SecretAddress


class AgreedDate(models.Model):
    """How often a source is asked for and by when, for periods that begin in `first_month` or
    later, until a later row's `first_month`. Where it is not asked for, `because` says why.

    `days_after` counts from the last day of a period; NULL is the statutory date. Never changed:
    a row ends (`until`) when another takes its place.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    first_month = models.DateField()
    every_months = models.PositiveSmallIntegerField()
    days_after = models.PositiveSmallIntegerField(null=True)
    is_asked_for = models.BooleanField(default=True)
    because = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["dataset", "source", "first_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "first_month"],
                condition=Q(until__isnull=True),
                name="one_agreed_date_from_a_month",
            ),
            models.CheckConstraint(
                condition=Q(every_months__in=[1, 3, 6, 12]), name="asked_for_as_often_as_it_can_be"
            ),
            models.CheckConstraint(
                condition=Q(days_after__isnull=True) | Q(days_after__lte=366),
                name="asked_for_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="agreed_date_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source} from {self.first_month:%Y-%m}"


class LatenessShown(models.Model):
    """Whether everybody in a partnership sees by when missing figures were asked for.

    Where no row stands, only those who handle returns do.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    is_shown = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(until__isnull=True),
                name="one_choice_about_lateness",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="choice_about_lateness_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return "Dates asked for are shown" if self.is_shown else "Dates asked for are not shown"


class Reminder(models.Model):
    """One mail to one person on one day: claimed before it is sent, so that it goes out once.

    `about` are the keys of what it reminded of (`returns.lifecycle.schedule.reminders`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    about = models.JSONField(default=list)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.day}"


class CalendarAddress(SecretAddress):
    """A secret address where a calendar program finds due dates: a partnership's, or those of
    one of its agencies."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            # Two, because NULL agencies count as different from each other.
            models.UniqueConstraint(
                fields=["partnership", "agency"],
                condition=Q(ended_at__isnull=True),
                name="one_calendar_address_of_an_agency",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ended_at__isnull=True, agency__isnull=True),
                name="one_calendar_address_of_a_partnership",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="calendar_address_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.agency or self.partnership}"
