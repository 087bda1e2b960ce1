"""Records that people keep: the base that they share, and the files kept as their evidence."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnership import clock


class PortalPath(models.TextField):
    """A page of this portal: what follows the partnership in its address, like "scrutiny/"."""

    default_validators = [
        RegexValidator(
            r"^([a-z0-9-]+/)+$",
            "Give what follows the partnership in the page’s address, such as scrutiny/",
        )
    ]


class Record(models.Model):
    """Something that is kept up to date; it is ended, never deleted.

    `revision` counts the changes, so that two people who change it at once are told. `ended_on`
    is the first day on which it no longer holds. A subclass has a foreign key `partnership`, or
    names in `PATH` the way to it.
    """

    PATH: ClassVar[str] = "partnership"

    revision = models.PositiveIntegerField(default=1, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_because = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ended_says_why",
                condition=Q(ended_on__isnull=True) | ~Q(ended_because=""),
            ),
        ]

    @property
    def of_partnership(self):
        """The partnership whose record it is."""
        found = self
        for step in self.PATH.split("__"):
            found = getattr(found, step)
        return found

    @property
    def is_ended(self) -> bool:
        return self.ended_on is not None and self.ended_on <= clock.today()


def holds_on(day: date) -> Q:
    """Records that have not ended by `day`."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=day)


class KeptFile(models.Model):
    """A file kept as the evidence of records: its bytes never change."""

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="kept_files"
    )
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="records")
    kept_at = models.DateTimeField(default=timezone.now)
    kept_by = models.ForeignKey(
        "partnership.User", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="kept_file_once_by_content", fields=["partnership", "sha256", "name"]
            ),
            models.CheckConstraint(
                name="kept_file_has_name_and_hash", condition=~Q(name="") & ~Q(sha256="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
