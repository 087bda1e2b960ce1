"""Groups that meet, and their meetings: the partnership's own, and scrutiny panels."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from partnership.models.records import Record


class GroupKind(models.TextChoices):
    PARTNERSHIP = "csp", "Community safety partnership"
    AIM = "aim", "Active Intelligence Mapping group"
    THEMATIC = "thematic", "Thematic group"
    TASK_AND_FINISH = "task-and-finish", "Task and finish group"
    NEIGHBOURHOOD = "nap", "Neighbourhood Action Partnership"
    PREVENT = "prevent", "Operational Prevent group"
    PREVENT_REGIONAL = "prevent-regional", "Regional Prevent leads group"
    PANEL = "panel", "Scrutiny panel"


class Group(Record):
    """A body that meets; a panel that ends may name its successor."""

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="groups"
    )
    slug = models.SlugField(
        verbose_name="Address", help_text="Small letters, figures and hyphens; it stays as it is"
    )
    name = models.TextField()
    kind = models.TextField(choices=GroupKind)
    purpose = models.TextField(blank=True)
    frequency = models.TextField(blank=True, help_text="How often it meets: “monthly”")
    reports_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="reporting_groups"
    )
    locality = models.ForeignKey(
        "partnership.Area",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The locality that a Neighbourhood Action Partnership works in",
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors"
    )
    since = models.DateField()

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="group_slug_is_unique",
                violation_error_message="Another group has this address already",
                fields=["partnership", "slug"],
            ),
            models.CheckConstraint(
                name="group_kind_is_known", condition=Q(kind__in=GroupKind.values)
            ),
            models.CheckConstraint(name="group_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="group_ends_after_it_begins",
                violation_error_message="A group cannot end before the day after it began",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gt=F("since")),
            ),
            models.CheckConstraint(
                name="group_does_not_report_to_itself",
                violation_error_message="A group cannot report to itself",
                condition=Q(reports_to__isnull=True) | ~Q(reports_to=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Meeting(Record):
    """One meeting of a group. One that falls away is ended by its cancellation."""

    PATH: ClassVar[str] = "group__partnership"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.TextField(blank=True)
    agenda_link = models.URLField(blank=True, max_length=500)
    minutes_link = models.URLField(blank=True, max_length=500)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="meeting_one_a_day",
                violation_error_message="The group has a meeting on this day already",
                fields=["group", "held_on"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group.name}, {self.held_on:%-d %B %Y}"
