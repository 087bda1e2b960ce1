"""What officers write beside figures: the notes of the AIM briefing, as records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnership.models import Partnership, User


class Note(models.Model):
    """What an officer wrote beside a measure, in a month and an area, for all who may see it.

    A later note takes the place of an earlier one, which stays; a blank one withdraws it. `area`
    is blank for the whole, as in addresses; `measure` is `APP/SLUG`.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="notes")
    month = models.DateField(help_text="The first day of it")
    measure = models.TextField()
    source = models.TextField()
    area = models.TextField(blank=True)
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_is_about_a_month_of_a_measure",
                condition=Q(month__day=1) & ~Q(measure="") & ~Q(source=""),
            ),
        ]
        indexes = [models.Index(fields=["partnership", "month"], name="note_of_month")]

    def __str__(self) -> str:
        return f"Note on {self.measure}, {self.month:%Y-%m}"
