"""What a panel is made of beside its group: members, timetable, programme, agendas, days."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Partnership
from partnership.models.groups import Group, Meeting
from scrutiny.working_days.countdown import Step, Unit

_USER = settings.AUTH_USER_MODEL


class PanelMember(models.Model):
    """Somebody on a panel: a user, or a seat by its role where its holder has no account."""

    panel = models.ForeignKey(Group, models.PROTECT, related_name="panel_members")
    user = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    title = models.TextField(help_text="What they are on it: “Chair”, “Member”")
    since = models.DateField()
    until = models.DateField(null=True, help_text="The first day without them")

    class Meta:
        constraints = [
            models.CheckConstraint(name="panel_member_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="panel_member_ends_after_beginning",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.UniqueConstraint(
                name="panel_member_once",
                fields=["panel", "user"],
                condition=Q(until__isnull=True, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.title.lower()}" if self.user else self.title


class Timetable(models.Model):
    """How many working days before a panel's meetings each step is due; the latest counts.

    `publication` are clear days and come from the period set; the others are working days
    before the next step.
    """

    panel = models.ForeignKey(Group, models.PROTECT, related_name="timetables")
    draft = models.PositiveSmallIntegerField()
    clearance = models.PositiveSmallIntegerField()
    pre_agenda = models.PositiveSmallIntegerField()
    to_democratic_services = models.PositiveSmallIntegerField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"Timetable of {self.panel}"


class PeriodSet(models.Model):
    """A partnership's own period in place of the law's, from a day on, with its reason."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    period = models.TextField()
    number = models.PositiveSmallIntegerField()
    unit = models.TextField(choices=[(unit.value, unit.value) for unit in Unit])
    since = models.DateField()
    source = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="period_set_is_a_period_with_a_source",
                condition=Q(number__gt=0) & ~Q(period="") & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="period_set_unit_is_known",
                condition=Q(unit__in=[unit.value for unit in Unit]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.number} {self.unit}"


class ClosedDay(models.Model):
    """A day on which a partnership's offices are closed in addition to bank holidays."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    day = models.DateField()
    name = models.TextField()
    source = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_day_has_name_and_source", condition=~Q(name="") & ~Q(source="")
            ),
            models.UniqueConstraint(
                name="closed_day_once",
                fields=["partnership", "day"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.day}"


class WorkItem(models.Model):
    """Something that a panel means to look at, and at which meeting."""

    panel = models.ForeignKey(Group, models.PROTECT, related_name="work_items")
    title = models.TextField()
    why = models.TextField(blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="work_item_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Outcome(models.TextChoices):
    NOTED = "noted", "Noted"
    INFORMATION = "information", "Information requested"
    RECOMMENDATION = "recommendation", "Recommendation made"


class AgendaItem(models.Model):
    """An item of a meeting, what it rests on and what came of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_items")
    work_item = models.ForeignKey(WorkItem, models.PROTECT, null=True, related_name="agenda_items")
    pack = models.ForeignKey("reporting.Pack", models.PROTECT, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    title = models.TextField()
    outcome = models.TextField(choices=Outcome, blank=True)
    minute = models.TextField(blank=True, help_text="The number of the minute")
    outcome_note = models.TextField(blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="agenda_item_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="agenda_item_outcome_is_known",
                condition=Q(outcome__in=["", *Outcome.values]),
            ),
            models.CheckConstraint(
                name="agenda_item_outcome_has_a_minute", condition=Q(outcome="") | ~Q(minute="")
            ),
            models.UniqueConstraint(
                name="agenda_item_number_once",
                fields=["meeting", "number"],
                condition=Q(withdrawn_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class StepDone(models.Model):
    """A step before a meeting was taken; until then the board asks for it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="steps_done")
    step = models.TextField(choices=[(step.value, step.value) for step in Step])
    done_on = models.DateField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="step_done_once", fields=["meeting", "step"]),
            models.CheckConstraint(
                name="step_done_is_known",
                condition=Q(step__in=[step.value for step in Step]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.meeting}"
