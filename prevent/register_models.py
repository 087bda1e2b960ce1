"""What is done for Prevent, as records: self-assessment, actions, activities, training, schools.

Nothing here counts referrals or cases, or is about anybody.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnership.models.records import Record

FIRST_YEAR, LAST_YEAR = 2015, 2100


class Section(models.TextChoices):
    """The eight sections of the Home Office's toolkit, in its order."""

    GROUP = "partnership-group", "Partnership group"
    RISK = "risk-assessment", "Risk assessment"
    PLAN = "partnership-plan", "Partnership plan"
    PATHWAY = "referral-pathway", "Referral pathway"
    CHANNEL = "channel-panel", "Channel panel"
    TRAINING = "training", "Training"
    ENVIRONMENTS = "permissive-environments", "Reducing permissive environments"
    COMMUNICATIONS = "communications", "Communications and engagement"


class Met(models.TextChoices):
    NOT_MET = "not-met", "Not met"
    MET = "met", "Met"
    EXCEEDED = "exceeded", "Exceeded"


class _OfPartnership(Record):
    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Record.Meta):
        abstract = True


class SelfAssessment(_OfPartnership):
    """How one section of the toolkit was met in one year: a section not met has an action."""

    year = models.PositiveIntegerField(help_text="The year in which it began: 2023 for 2023/24")
    section = models.TextField(choices=Section)
    met = models.TextField(choices=Met, verbose_name="How far it is met")
    shown_by = models.TextField(blank=True, verbose_name="What shows it")
    evidence = models.ForeignKey(
        "partnership.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    action = models.TextField(
        blank=True, verbose_name="What will be done", help_text="Needed where it is not met"
    )
    due_on = models.DateField(null=True, blank=True, verbose_name="By when")
    note = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="self_assessment_once_a_year",
                violation_error_message="This section has its assessment for the year already",
                fields=["partnership", "year", "section"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="self_assessment_not_met_has_an_action",
                violation_error_message="Say what will be done about a section that is not met",
                condition=~Q(met="not-met") | ~Q(action=""),
            ),
            models.CheckConstraint(
                name="self_assessment_section_and_state_are_known",
                condition=Q(section__in=Section.values, met__in=Met.values),
            ),
        ]

    def __str__(self) -> str:
        years = f"{self.year}/{(self.year + 1) % 100:02}"
        return f"{self.get_section_display()}, {years}"


class GroupAction(_OfPartnership):
    """An action of the operational group's plan for a year."""

    year = models.PositiveIntegerField(help_text="The year in which it began: 2023 for 2023/24")
    title = models.TextField(verbose_name="Action")
    owner_role = models.TextField(help_text="A job title, not a name")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="group_action_once_a_year",
                violation_error_message="The plan of the year has this action already",
                fields=["partnership", "year", "title"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityKind(models.TextChoices):
    CAMPAIGN = "campaign", "Campaign"
    EVENT = "event", "Event"
    ROADSHOW = "roadshow", "Roadshow"
    ROUNDTABLE = "roundtable", "Roundtable"
    NEWSLETTER = "newsletter", "Newsletter"
    TRAINING = "training", "Training"
    RESOURCE = "resource", "Resource"
    AWARENESS = "awareness-session", "Awareness session"
    PROJECT = "partnership-project", "Partnership project"


class Status(models.TextChoices):
    PLANNED = "planned", "Planned"
    UNDER_WAY = "under-way", "Under way"
    DONE = "done", "Done"


class Activity(_OfPartnership):
    """Something that was done, or will be: a campaign, an event, a session.

    Often only the year is known. `for_region` marks what contributes to the regional leads group.
    """

    title = models.TextField()
    kind = models.TextField(choices=ActivityKind)
    year = models.PositiveIntegerField(help_text="The calendar year")
    starts_on = models.DateField(null=True, blank=True, verbose_name="First day, where known")
    ends_on = models.DateField(null=True, blank=True, verbose_name="Last day, where known")
    places = models.TextField(blank=True)
    partners = models.TextField(blank=True)
    audiences = models.TextField(blank=True)
    reach = models.PositiveIntegerField(
        null=True, blank=True, verbose_name="How many people it reached", help_text="Where counted"
    )
    status = models.TextField(choices=Status, default=Status.DONE)
    for_region = models.BooleanField(
        default=False, verbose_name="Contributes to the regional leads group"
    )
    is_project = models.BooleanField(
        default=False, verbose_name="A recent project with its own slide"
    )
    about = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="activity_once_a_year",
                violation_error_message="This year has an activity of this title already",
                fields=["partnership", "year", "title"],
                condition=Q(ended_on__isnull=True),
            ),
            models.CheckConstraint(
                name="activity_ends_after_it_starts",
                violation_error_message="The last day must not come before the first",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="activity_kind_and_status_are_known",
                condition=Q(kind__in=ActivityKind.values, status__in=Status.values),
            ),
            models.CheckConstraint(
                name="activity_year_is_a_year",
                violation_error_message="Enter the year in four figures, such as 2023",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
        ]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title


class Workstream(_OfPartnership):
    """Work to meet the revised Prevent duty guidance."""

    title = models.TextField()
    status = models.TextField(choices=Status, default=Status.UNDER_WAY)
    due_on = models.DateField(null=True, blank=True)
    progress = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="workstream_title_once_in_force",
                violation_error_message="There is a workstream of this title already",
                fields=["partnership", "title"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class OversightBody(_OfPartnership):
    """Who oversees the work on Prevent, beside scrutiny."""

    name = models.TextField()
    how = models.TextField(blank=True, verbose_name="How it oversees")

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="oversight_body_once_in_force",
                violation_error_message="A body with this name already exists",
                fields=["partnership", "name"],
                condition=Q(ended_on__isnull=True),
            ),
        ]
        verbose_name_plural = "oversight bodies"

    def __str__(self) -> str:
        return self.name


class Training(_OfPartnership):
    """Training that was given: which product, to whom, when, and how many were trained."""

    product = models.TextField(help_text="Such as “WRAP 3”")
    audience = models.TextField()
    held_on = models.DateField()
    trained = models.PositiveIntegerField(verbose_name="How many were trained")
    note = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="training_once",
                violation_error_message="This training is there already",
                fields=["partnership", "product", "audience", "held_on"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} for {self.audience}, {self.held_on:%-d %B %Y}"


class School(_OfPartnership):
    """A school, and when its designated safeguarding lead was last trained: nobody by name."""

    name = models.TextField()
    trained_on = models.DateField(
        null=True,
        blank=True,
        verbose_name="When a designated safeguarding lead was last trained",
        help_text="Empty: none is",
    )
    note = models.TextField(blank=True)

    class Meta(_OfPartnership.Meta):
        constraints = [
            *_OfPartnership.Meta.constraints,
            models.UniqueConstraint(
                name="school_name_once_in_force",
                violation_error_message="There is a school of this name already",
                fields=["partnership", "name"],
                condition=Q(ended_on__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
