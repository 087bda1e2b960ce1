"""Tables of figures that somebody is typing, as records."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.kinds import Level
from partnership.models import Agency, Partnership


class TypedGrid(models.Model):
    """A table of areas and periods that one person is filling in; nothing counts until it is sent.

    `cells` are the texts as typed: by block (slugs of its categories, joined by "|"; empty where
    not broken down), then code of the area, then code of the period. Blank cells are left out.
    """

    LEVELS = (
        (Level.WARD.value, "Each ward"),
        (Level.LOCALITY.value, "Each locality"),
        (Level.PARTNERSHIP.value, "The whole partnership"),
    )
    STEPS = ((1, "Each month"), (3, "Each quarter"), (12, "Each financial year"))

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    supplied_by = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    period = models.TextField(help_text="The code of the whole period that is typed")
    step = models.PositiveSmallIntegerField(choices=STEPS)
    level = models.TextField(choices=LEVELS)
    definition = models.TextField(blank=True)
    received_on = models.DateField()
    cells = models.JSONField(default=dict)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "partnership",
                    "supplied_by",
                    "dataset",
                    "source",
                    "period",
                    "step",
                    "level",
                    "started_by",
                ],
                name="a_person_types_a_table_once",
            ),
            models.CheckConstraint(
                condition=~Q(dataset="") & ~Q(source="") & ~Q(period=""),
                name="a_typed_table_says_what_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.period}"
