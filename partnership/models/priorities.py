"""Plans, their priorities, objectives and actions, as records."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from partnership.models.records import Record


class Plan(Record):
    """A community safety plan, for its years."""

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="plans"
    )
    title = models.TextField()
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="Its last day")
    link = models.URLField(blank=True, max_length=500)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                violation_error_message="The plan must end after it starts",
                condition=Q(ends_on__gt=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Priority(Record):
    """A priority of a plan."""

    PATH: ClassVar[str] = "plan__partnership"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    number = models.PositiveIntegerField()
    title = models.TextField()
    about = models.TextField(blank=True, verbose_name="What it is about")

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="priority_number_once_in_force",
                violation_error_message="The plan has a priority of this number already",
                fields=["plan", "number"],
                condition=Q(ended_on__isnull=True),
            ),
        ]
        verbose_name_plural = "priorities"

    def __str__(self) -> str:
        return f"Priority {self.number}: {self.title}"


class Objective(Record):
    """What a priority is to achieve, and by which measures one sees it.

    `measures` are addresses of measures, `APP/SLUG`.
    """

    PATH: ClassVar[str] = "priority__plan__partnership"

    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="objectives")
    position = models.PositiveIntegerField(default=1, help_text="Its place in the list")
    title = models.TextField()
    is_csp_priority = models.BooleanField(
        default=False,
        verbose_name="A priority of the partnership itself",
        help_text="Underlined on the slide",
    )
    owner_group = models.ForeignKey(
        "partnership.Group", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    measures = models.JSONField(default=list, blank=True)
    could_measure = models.TextField(
        blank=True,
        verbose_name="What could measure it",
        help_text="While it has no measure: which count would show it, and which agency keeps it",
    )
    commentary = models.TextField(blank=True)
    discussed_on = models.DateField(null=True, blank=True, verbose_name="Last discussed")
    illustrative = models.TextField(
        blank=True, verbose_name="What of it is made up", help_text="For a demonstration"
    )
    note = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="objective_title_once_in_force",
                violation_error_message="The priority has this objective already",
                fields=["priority", "title"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlannedAction(Record):
    """Something that is done towards an objective."""

    PATH: ClassVar[str] = "objective__priority__plan__partnership"

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="actions")
    title = models.TextField()
    owner_role = models.TextField(help_text="A job title, not a name")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                name="planned_action_once_in_force",
                violation_error_message="The objective has this action already",
                fields=["objective", "title"],
                condition=Q(ended_on__isnull=True),
            ),
        ]
        verbose_name = "action"

    def __str__(self) -> str:
        return self.title
