"""Runs that fetch published files from their publisher, and the files that they found."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from partnership.models import Partnership
from returns.models.returns import Return


class StreetFetch(models.Model):
    """A run that fetches street files: who asked, how far it is, what became of it.

    Without `first_month` it begins after the newest month in use. `lines` are the sentences that
    say what was found. `seen_at` is when it was last heard of while it ran, `came` how many bytes
    it has fetched by then.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to begin"
        RUNNING = "running", "Being fetched"
        DONE = "done", "Done"
        FAILED = "failed", "Not fetched"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    first_month = models.DateField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.TextField(choices=Status, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    came = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField()
    lines = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    of_return = models.ForeignKey(Return, models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"Street files: {self.get_status_display()}"


class FetchedFile(models.Model):
    """One published file that a run found, and what it meant for the partnership.

    `size` and `crc` are as the publisher's archive lists it, so that the same file is known again
    without being fetched.
    """

    class Outcome(models.TextChoices):
        NEW = "new", "Made a return of it"
        ONLY_OUTCOMES = "only-outcomes", "Only outcomes changed"
        SAME = "same", "The same file as before"
        NO_ROWS = "no-rows", "No row lies in the partnership"

    fetch = models.ForeignKey(StreetFetch, models.PROTECT, related_name="files")
    name = models.TextField()
    month = models.DateField()
    size = models.PositiveBigIntegerField()
    crc = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    outcome = models.TextField(choices=Outcome)
    of_return = models.ForeignKey(Return, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["month", "name"]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_outcome_display()}"
