"""How officers mapped spreadsheets, as records."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Agency, Partnership
from returns.models.returns import Return


class SavedMapping(models.Model):
    """How spreadsheets of one agency give the counts of a source, as an officer mapped them.

    `description` is a `returns.mapping.sheets.SheetMapping`; it is never changed, and ends when
    another takes its place.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
    dataset = models.TextField()
    source = models.TextField()
    description = models.JSONField()
    made_for = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="a_mapping_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Mapping of “{self.made_for}”"


class MappedReturn(models.Model):
    """How one return is read that no layout recognises: a draft until the return has a layout.

    `saved` is the mapping that it was read by, where that had been made for an earlier return.
    """

    of_return = models.OneToOneField(Return, models.CASCADE, related_name="mapped")
    description = models.JSONField()
    saved = models.ForeignKey(SavedMapping, models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"Mapping of {self.of_return}"
