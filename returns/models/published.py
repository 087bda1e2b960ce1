"""A published figure as stored: what it says, and where it was published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from returns.models.facts import Fact


class PublishedFigure(Fact):
    """A count or a share for a nation, with its citation; of no area, and of no partnership.

    `start` and `months` are the period; `months` is 0 for a figure of one day. `breakdown` and
    `category` are blank for the whole. `known` is how many cases the shares are shares of.
    A later publication's figure stands beside the first: nothing here replaces anything.
    """

    area = None  # type: ignore[assignment]

    series = models.TextField()
    breakdown = models.TextField(blank=True)
    category = models.TextField(blank=True)
    share = models.DecimalField(max_digits=6, decimal_places=3, null=True)
    known = models.PositiveIntegerField(null=True)
    publication = models.TextField()
    table = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    sampled_on = models.DateField(null=True)
    link = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_revised = models.BooleanField(default=False)
    disputed_because = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        of = f" {self.category}" if self.category else ""
        return f"{self.series}{of} {self.start:%Y-%m-%d}: {self.count or self.share or self.gap}"


def published_constraints(app: str) -> list[models.BaseConstraint]:
    """The grain, that a row holds one figure, and that every figure names its source."""
    return [
        models.UniqueConstraint(
            fields=[
                "part",
                "series",
                "breakdown",
                "category",
                "start",
                "months",
                "publication",
                "link",
                "is_revised",
            ],
            name=f"{app}_grain",
        ),
        models.CheckConstraint(
            condition=Q(count__isnull=False, share__isnull=True, gap__isnull=True)
            | Q(count__isnull=True, share__isnull=False, gap__isnull=True)
            | Q(count__isnull=True, share__isnull=True, gap__isnull=False),
            name=f"{app}_count_share_or_gap",
        ),
        models.CheckConstraint(
            condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
            name=f"{app}_share_is_a_percentage",
        ),
        models.CheckConstraint(condition=Q(months__in=[0, 1, 3, 12]), name=f"{app}_months"),
        models.CheckConstraint(condition=~Q(publication=""), name=f"{app}_is_cited"),
        models.CheckConstraint(
            condition=Q(breakdown="", category="") | (~Q(breakdown="") & ~Q(category="")),
            name=f"{app}_category_of_a_breakdown",
        ),
    ]
