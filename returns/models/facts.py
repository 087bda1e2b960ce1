"""Counts in use as tables: the base that each dataset adds its categories to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnership.models import Area
from returns.models.returns import Part


class GapKind(models.TextChoices):
    """A gap as the database keeps it; the values are those of `measures.counts.Gap`."""

    NOT_SUPPLIED = "not supplied", "Not supplied"
    HIDDEN = "too few to show", "Too few to show"
    NOT_APPLICABLE = "not applicable", "Not applicable"


class Fact(models.Model):
    """One tidy count, or a gap: never both, never neither. A dataset adds its categories."""

    # The unique constraint's index begins with the part, and is the only one that reading needs.
    part = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    count = models.IntegerField(null=True)
    gap = models.TextField(choices=GapKind, null=True)  # noqa: DJ001 - NULL is "there is a count"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.area_id} {self.start:%Y-%m}: {self.count if self.gap is None else self.gap}"


def fact_constraints(app: str, *categories: str) -> list[models.BaseConstraint]:
    """The grain of a fact table, and that a row holds a count or a gap."""
    return [
        models.UniqueConstraint(
            fields=["part", "start", "months", "area", *categories], name=f"{app}_grain"
        ),
        models.CheckConstraint(
            condition=Q(count__isnull=False, gap__isnull=True)
            | Q(count__isnull=True, gap__isnull=False),
            name=f"{app}_count_or_gap",
        ),
        models.CheckConstraint(condition=Q(months__in=[1, 3, 12]), name=f"{app}_months"),
    ]
