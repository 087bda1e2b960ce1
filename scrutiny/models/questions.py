"""Questions and information requests, and their answers."""

from __future__ import annotations

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Agency, Partnership
from partnership.models.groups import Group, Meeting

_USER = settings.AUTH_USER_MODEL


class Timing(models.TextChoices):
    BEFORE = "before", "Before the meeting"
    AT = "at", "At the meeting"
    AFTER = "after", "After the meeting"


class ToWhom(models.TextChoices):
    PARTNERSHIP = "partnership", "The partnership’s community safety team"
    AGENCY = "agency", "An agency"
    PREVENT_LEAD = "prevent-lead", "The Prevent lead"


class Question(models.Model):
    """Something that a panel wants to know, from whom and by when.

    `about` is a measure, APP/SLUG, with the period and area that it is asked of; `section` is
    a section of a pack by its name. An information request asks for a thing and not a reason.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    panel = models.ForeignKey(Group, models.PROTECT, related_name="questions")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="questions")
    timing = models.TextField(choices=Timing, default=Timing.BEFORE)
    is_information_request = models.BooleanField(default=False)
    text = models.TextField()
    about = models.TextField(blank=True)
    period = models.TextField(blank=True)
    area = models.TextField(blank=True)
    section = models.TextField(blank=True)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    asked_for = models.TextField(blank=True, help_text="The role it is asked for, if not oneself")
    asked_on = models.DateField()
    to_whom = models.TextField(choices=ToWhom, default=ToWhom.PARTNERSHIP)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    answer_by = models.DateField()
    withdrawn_because = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(name="question_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="question_timing_is_known", condition=Q(timing__in=Timing.values)
            ),
            models.CheckConstraint(
                name="question_goes_to_an_agency_or_to_a_role",
                condition=Q(to_whom=ToWhom.AGENCY, agency__isnull=False)
                | Q(to_whom__in=[ToWhom.PARTNERSHIP, ToWhom.PREVENT_LEAD], agency__isnull=True),
            ),
            models.CheckConstraint(
                name="question_of_a_period_or_area_names_a_measure",
                condition=~Q(about="") | Q(period="", area=""),
            ),
        ]

    def __str__(self) -> str:
        return shorten(self.text, 80, placeholder=" …")


class Answer(models.Model):
    """An answer, or why it is withheld. A later one takes the place of an earlier, which stays."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(help_text="1 for the first answer")
    text = models.TextField(blank=True)
    withheld_because = models.TextField(blank=True)
    in_update = models.BooleanField(default=False, help_text="Appended to the next update")
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_number_once", fields=["question", "number"]),
            models.CheckConstraint(
                name="answer_says_something", condition=~Q(text="") | ~Q(withheld_because="")
            ),
        ]

    def __str__(self) -> str:
        return f"Answer to “{self.question}”"
