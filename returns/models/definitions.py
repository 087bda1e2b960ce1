"""What partnerships have agreed that their sources count, as records."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from measures.periods import Month
from partnership.models import Partnership
from returns.catalogue.definitions import Agreed


class Definition(models.Model):
    """What a partnership agreed that a source counts, by name and version; never changed.

    With a `category`, it says what the supplier means by that category from `first_month` on.
    Without, it is one of the definitions that whole returns of the source may count under; there
    `first_month` is when the partnership took it up, and returns for earlier months may count
    under it too, so that history can be counted anew.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="definitions")
    dataset = models.TextField()
    source = models.TextField()
    category = models.TextField(blank=True)
    name = models.TextField()
    version = models.TextField()
    counted_in = models.TextField()
    left_out = models.TextField(blank=True)
    agreed_by = models.TextField()
    agreed_on = models.DateField()
    first_month = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["dataset", "source", "category", "first_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "category", "name", "version"],
                name="one_definition_of_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(version="") & ~Q(counted_in="") & ~Q(agreed_by=""),
                name="a_definition_says_what_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


def agreed(partnerships: Collection[int], *, dataset: str | None = None) -> tuple[Agreed, ...]:
    """The definitions that `partnerships` have recorded, oldest first; one query."""
    rows = Definition.objects.filter(partnership__in=partnerships)
    if dataset is not None:
        rows = rows.filter(dataset=dataset)
    return tuple(
        Agreed(
            pk=row.pk,
            partnership=row.partnership_id,
            dataset=row.dataset,
            source=row.source,
            category=row.category,
            name=row.name,
            version=row.version,
            counted_in=row.counted_in,
            left_out=row.left_out,
            agreed_by=row.agreed_by,
            agreed_on=row.agreed_on,
            first=Month.containing(row.first_month),
        )
        for row in rows.order_by("first_month", "pk")
    )
