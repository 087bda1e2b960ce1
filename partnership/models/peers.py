"""Groups of partnerships that one partnership compares itself with; no figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class ComparisonGroup(models.Model):
    """Partnerships that somebody put together as alike: who did, when, and which.

    It is never changed, because pages that show it are linked to: another takes its place under
    the same name, and this one ends. `dated` is the day that the group is of.
    """

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="comparison_groups"
    )
    name = models.TextField()
    source = models.TextField(help_text="Who put the group together, and by what")
    dated = models.DateField()
    members = models.ManyToManyField("partnership.Area", related_name="+")
    illustrative = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="comparison_group_one_of_a_name",
                fields=["partnership", "name"],
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="comparison_group_says_what_and_whose", condition=~Q(name="") & ~Q(source="")
            ),
            models.CheckConstraint(
                name="comparison_group_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
