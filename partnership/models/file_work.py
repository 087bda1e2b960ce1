"""What a worker does with files while a page waits or shows how far it is."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnership.models.people import User
from partnership.models.places import Partnership


class Awaited(models.Model):
    """What waits for a worker. `begun_at` is when the latest attempt began, `progress` how far it
    is, in words. What is held waits for a form first."""

    class State(models.TextChoices):
        HELD = "held", "Chosen, and its form is not filled in"
        WAITING = "waiting", "Waiting to be read"
        READING = "reading", "Being read"
        FAILED = "failed", "Could not be read"
        REFUSED = "refused", "Not kept"
        DONE = "done", "Done"

    state = models.TextField(choices=State, default=State.WAITING)
    begun_at = models.DateTimeField(null=True)
    progress = models.TextField(blank=True)

    class Meta:
        abstract = True


class FileWork(Awaited):
    """One thing that is done with a file: reading, loading or making it.

    `kind` is one of those registered in `partnership.file_work.kinds`, `given` what a form said
    beside the file. `about` is what it is about where that is stored already, such as "places/7",
    and `stamp` how far the audit trail had come, so that what was found for a page is used again
    until something is written. `file` are the bytes that were uploaded, and afterwards those that
    were made, if any. `refusals` are pairs of a form's field, or blank, and a sentence; `outcome`
    is what the kind gives. `back` is the address that it was asked for at.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    kind = models.TextField()
    partnership = models.ForeignKey(Partnership, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    name = models.TextField()
    file = models.FileField(upload_to="waiting", blank=True)
    given = models.JSONField(default=dict)
    about = models.TextField(blank=True)
    stamp = models.TextField(blank=True)
    back = models.TextField()
    refusals = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "reading", "failed", "refused", "done")),
                name="state_of_file_work_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="reading") | Q(begun_at__isnull=False),
                name="file_work_under_way_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name
