"""Disclosure rules, the released tables made under them, and the ledger of what went out."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.kinds import Level
from partnership.models import Area, Partnership
from returns.models.facts import GapKind
from returns.models.returns import Part


class DisclosureRule(models.Model):
    """What a partnership hides of a source; never changed, but ended when another follows it.

    `owner` is the post that answers for it. Without a rule the record says why: the figures
    `ARE_PUBLISHED`, or the partnership takes the responsibility. `finest_months`, `finest_area` and
    `dimensions` are the finest table that is released
    (`returns.catalogue.disclosure_rules.Finest`).
    """

    class Kind(models.TextChoices):
        PUBLISHED = "published", "No rule: the figures are published already"
        RESPONSIBLE = "responsible", "No rule: the partnership takes the responsibility"
        THRESHOLD = (
            "threshold",
            "Threshold: hide small counts, and others that would give them away",
        )
        NHS = "nhs", "NHS rule: hide 1 to 7, show the rest to the nearest 5"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    kind = models.TextField(choices=Kind)
    hide_below = models.PositiveIntegerField(default=5)
    margin = models.PositiveIntegerField(default=0)
    finest_months = models.PositiveSmallIntegerField(default=3)
    finest_area = models.TextField(default=Level.WARD)
    dimensions = models.JSONField(default=list)
    owner = models.TextField()
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["dataset", "source", "-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source"],
                condition=Q(until__isnull=True),
                name="one_disclosure_rule_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(owner="") & ~Q(reason=""),
                name="a_disclosure_rule_has_an_owner_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(finest_months__in=[1, 3, 12]) & Q(hide_below__gte=2),
                name="a_disclosure_rule_hides_and_says_how_fine",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_disclosure_rule_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}: {self.get_kind_display()}"


class ReleasedTable(models.Model):
    """What of one financial year was released under a rule: its cells are all that pages read.

    `basis` are the true counts and how they add up (`returns.disclosure.releasing`): what a later
    table is held against, and nothing else reads it. `rule` is how it was made.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    year = models.PositiveSmallIntegerField()
    rule = models.JSONField()
    basis = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partnership", "dataset", "source", "year"])]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}, {self.year}"


class ReleasedCell(models.Model):
    """A count that may be shown, or the gap in its place.

    `area` is the partnership's for all of it, and NULL for what lies in none of the smaller areas.
    `key` says which categories it is of (`returns.disclosure.table.key_of_set`).
    """

    table = models.ForeignKey(ReleasedTable, models.PROTECT, related_name="cells", db_index=False)
    key = models.TextField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", null=True, db_index=False)
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    count = models.IntegerField(null=True)
    gap = models.TextField(choices=GapKind, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key", "area", "start", "months"],
                name="one_released_cell",
            ),
            models.CheckConstraint(
                condition=Q(count__isnull=False, gap="") | (Q(count__isnull=True) & ~Q(gap="")),
                name="a_released_cell_is_a_count_or_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m} + {self.months}: {self.gap or self.count}"


class ReleasedVersion(models.Model):
    """The released tables of a source that were in force from a moment on, one a year.

    `part` is the part whose acceptance or recall made it; none where a rule did.
    """

    class Because(models.TextChoices):
        ACCEPTED = "accepted", "A return was accepted"
        RECALLED = "recalled", "A return was recalled"
        RULE = "rule", "The disclosure rule was set"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    because = models.TextField(choices=Because)
    part = models.ForeignKey(Part, models.PROTECT, related_name="+", null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    hidden = models.PositiveIntegerField(default=0)
    hidden_for_others = models.PositiveIntegerField(default=0)
    tables = models.ManyToManyField(ReleasedTable, related_name="versions")

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "dataset", "source", "made_at"])]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}, version {self.pk}"


class Export(models.Model):
    """A file with figures of a source that has a rule: who took it, of what, and its sha256."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    name = models.TextField()
    what = models.TextField()
    selection = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    versions = models.ManyToManyField(ReleasedVersion, related_name="exports")

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["partnership", "made_at"])]

    def __str__(self) -> str:
        return self.name
