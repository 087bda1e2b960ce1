"""Recommendations and reports: to whom, by when, what was answered, and the panel's decisions."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Agency, Partnership
from partnership.models.groups import Group, Meeting
from scrutiny.models.panels import AgendaItem

_USER = settings.AUTH_USER_MODEL


class Recommendation(models.Model):
    """What a panel recommends or reports. It is open until the panel closes it by a `Decision`."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    panel = models.ForeignKey(Group, models.PROTECT, related_name="recommendations")
    reference = models.TextField(help_text="What the panel calls it: “2024/1”")
    is_report = models.BooleanField(default=False)
    title = models.TextField()
    text = models.TextField()
    review = models.TextField(blank=True, help_text="The review that it comes from")
    made_on = models.DateField()
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, related_name="+")
    owner_role = models.TextField(blank=True, help_text="The role that sees it done")
    back_at = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The meeting at which the panel looks at it again",
    )
    version = models.PositiveIntegerField(default=1, help_text="How often its words were written")
    withdrawn_because = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recommendation_reference_once", fields=["partnership", "reference"]
            ),
            models.CheckConstraint(
                name="recommendation_has_words",
                condition=~Q(reference="") & ~Q(title="") & ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.title}"

    @property
    def bodies(self) -> models.QuerySet[Recipient]:
        """Those that are its recipients still, with their agencies."""
        return self.recipients.filter(ended_because="").select_related("agency")

    def awaits_others(self, than: Collection[Recipient]) -> bool:
        """Whether a body that is none of `than` has still to respond."""
        awaited = self.bodies.filter(responses__isnull=True)
        return awaited.exclude(pk__in=[recipient.pk for recipient in than]).exists()


class Recipient(models.Model):
    """One body that is sent a copy and answers for itself.

    `due_on` was worked out when it was added and is stored with how: it never moves by itself.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="recipients")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    name = models.TextField(help_text="A body that is no agency here: “The Executive”")
    period = models.TextField(help_text="The period that its answer is due in")
    due_on = models.DateField()
    due_how = models.TextField(help_text="The arithmetic, and the source of the period")
    later_because = models.TextField(
        blank=True, help_text="Why it comes later: “as soon as reasonably possible”"
    )
    sent_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True, help_text="Why it is a recipient no longer")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="recipient_once",
                fields=["recommendation", "name"],
                condition=Q(ended_because=""),
            ),
            models.CheckConstraint(
                name="recipient_has_a_name_and_says_how_it_is_due",
                condition=~Q(name="") & ~Q(due_how="") & ~Q(period=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Verdict(models.TextChoices):
    ACCEPTED = "accepted", "Accepted"
    IN_PART = "part", "Accepted in part"
    REJECTED = "rejected", "Not accepted"


class Response(models.Model):
    """What a recipient answered. A later response replaces an earlier one, which is kept."""

    recipient = models.ForeignKey(Recipient, models.PROTECT, related_name="responses")
    number = models.PositiveSmallIntegerField(help_text="1 for the first response")
    verdict = models.TextField(choices=Verdict)
    text = models.TextField(blank=True, help_text="What will be done; the reason if not accepted")
    responded_on = models.DateField()
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="response_number_once", fields=["recipient", "number"]),
            models.CheckConstraint(
                name="response_verdict_is_known", condition=Q(verdict__in=Verdict.values)
            ),
            models.CheckConstraint(
                name="response_gives_a_reason", condition=Q(verdict=Verdict.ACCEPTED) | ~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_verdict_display().lower()}"


class Decision(models.Model):
    """What the panel decided about a recommendation at a meeting; only this closes one."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="decisions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    minute = models.TextField()
    closes = models.BooleanField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_has_a_minute", condition=~Q(minute="")),
            models.UniqueConstraint(
                name="decision_once_a_meeting", fields=["recommendation", "meeting"]
            ),
            models.UniqueConstraint(
                name="recommendation_closed_once",
                fields=["recommendation"],
                condition=Q(closes=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}, minute {self.minute}"


class Milestone(models.Model):
    """A step on the way, whose it is, and when it is due and done."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="milestones")
    text = models.TextField()
    owner_role = models.TextField(blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="milestone_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class LinkedMeasure(models.Model):
    """A measure, APP/SLUG, that should move if it works; a blank area is the whole."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="measures")
    measure = models.TextField()
    area = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="linked_measure_is_named", condition=~Q(measure="")),
            models.UniqueConstraint(
                name="linked_measure_once",
                fields=["recommendation", "measure", "area"],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.measure


class Evidence(models.Model):
    """What shows that something was done: words, and where they can be checked."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="evidence")
    text = models.TextField()
    link = models.URLField(blank=True, max_length=500)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="evidence_has_words", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text
