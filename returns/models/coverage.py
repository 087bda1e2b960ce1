"""Which part is in use for which month, what it revised, and what a partnership chose."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from measures.periods import Month
from partnership.models import Area, Partnership
from returns.models.returns import Part


class Coverage(models.Model):
    """Which accepted part is in use for a month, since when and until when.

    Closed intervals of one month must not overlap: that is the duty of `returns.lifecycle`.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    origin = models.TextField()
    month = models.DateField()
    part = models.ForeignKey(Part, models.PROTECT, related_name="coverage")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "origin", "month"],
                condition=Q(until__isnull=True),
                name="at_most_one_part_in_use",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="use_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["part", "month"]),
            models.Index(fields=["partnership", "dataset", "source", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.month:%Y-%m}"


class Revision(models.Model):
    """A figure of `part` changed since it was first in use, and what it was.

    `made_by` is the part that changed it, with the reason: `part` itself, or an earlier one that
    `part` repeats. `key` are the categories, as `returns.catalogue.revision_keys.key_of` puts them
    together. `months` reach over the longer of the two figures where one of them was for a quarter
    or year.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="revisions", db_index=False)
    made_by = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    key = models.TextField()
    was = models.IntegerField(null=True)
    was_gap = models.TextField(blank=True)
    now = models.IntegerField(null=True)
    now_gap = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "start", "months", "area", "key"], name="one_revision_of_a_figure"
            ),
            models.CheckConstraint(
                condition=(Q(was__isnull=False, was_gap="") | Q(was__isnull=True) & ~Q(was_gap=""))
                & (Q(now__isnull=False, now_gap="") | Q(now__isnull=True) & ~Q(now_gap="")),
                name="a_revision_is_from_and_to_a_count_or_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.start:%Y-%m}: {self.was} → {self.now}"


class ProvisionalMonths(models.Model):
    """How many of the latest months of a source may still change, by the manager's word."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    months = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source"],
                condition=Q(until__isnull=True),
                name="one_rule_for_provisional_months",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="provisional_months_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}: the last {self.months} months"


class MainSource(models.Model):
    """The source that a partnership shows for a dataset unless asked otherwise, by date.

    It is the main one for the months from `first_month` on, or for all of them where that is
    null, until those of another row that is in force begin.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="main_sources")
    dataset = models.TextField()
    source = models.TextField()
    first_month = models.DateField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset"],
                condition=Q(until__isnull=True, first_month__isnull=True),
                name="one_main_source_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["partnership", "dataset", "first_month"],
                condition=Q(until__isnull=True),
                name="one_main_source_from_a_month_on",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="main_source_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        first = Month.containing(self.first_month) if self.first_month else None
        return f"{self.dataset}: {self.source}{f' from {first.label}' if first else ''}"


class OwnAcceptance(models.Model):
    """Whether people may accept their own uploads of a source, with the manager's reason.

    Where no row stands, published sources may and others may not.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    is_allowed = models.BooleanField()
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source"],
                condition=Q(until__isnull=True),
                name="one_rule_for_own_acceptance",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="own_acceptance_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}: {self.reason}"
