"""What people are told, once each, and how each of them wants to be mailed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models.people import Agency
from partnership.models.places import Partnership


class NoticeKind(models.TextChoices):
    """What somebody can be told; the label heads it in the inbox and in mail."""

    RETURN_WAITING = "return-waiting", "A return is waiting for a decision"
    RETURN_SENT = "return-sent", "We have your return"
    RETURN_ACCEPTED = "return-accepted", "A return was accepted"
    RETURN_REJECTED = "return-rejected", "A return was rejected"
    RETURN_RECALLED = "return-recalled", "A return was recalled"
    RETURN_OVERDUE = "return-overdue", "A return is overdue"
    UPDATE_TO_REVIEW = "update-to-review", "An update or briefing is ready for review"
    UPDATE_RETURNED = "update-returned", "An update or briefing went back to draft"
    UPDATE_APPROVED = "update-approved", "An update or briefing was approved"
    UPDATE_ISSUED = "update-issued", "An update or briefing was issued"
    QUESTION_ASKED = "question-asked", "A question needs an answer"
    QUESTION_ANSWERED = "question-answered", "A question was answered"
    RECOMMENDATION_MADE = "recommendation-made", "A recommendation needs a response"
    RECOMMENDATION_ANSWERED = "recommendation-answered", "A recommendation was answered"
    RECOMMENDATION_DECIDED = "recommendation-decided", "The panel decided on a recommendation"
    RETURN_DUE = "return-due", "A return is due"
    SCRUTINY_DUE = "scrutiny-due", "Something is due for scrutiny"


class NoticeGroup(models.TextChoices):
    """Kinds of notices that a person chooses about together."""

    DECISIONS = "decisions", "Returns waiting for my decision"
    RETURNS = "returns", "What became of my agency’s returns"
    UPDATES = "updates", "Updates and briefings"
    QUESTIONS = "questions", "Questions and answers"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    REMINDERS = "reminders", "Reminders of what is due or overdue"


class Mailed(models.TextChoices):
    """When a person is mailed what they are told."""

    AT_ONCE = "at-once", "At once"
    DAILY = "daily", "Once a day"
    NEVER = "never", "Never"


class Notice(models.Model):
    """Something that one person is told, once for each `key`.

    `about` names the thing for as long as it exists, like "return/12", and `path` is its page.
    `agency` is whose matter it is, where an agency's officers read it for their own agency.
    `mailed` is how the person wanted mail when they were told. `mailed_at` is when a mail about it
    was claimed for sending, and `settled_at` when what it asked for was done by somebody.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.TextField(choices=NoticeKind)
    key = models.TextField()
    about = models.TextField()
    path = models.TextField()
    title = models.TextField()
    detail = models.TextField(blank=True)
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    mailed = models.TextField(choices=Mailed)
    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="told_once", fields=["recipient", "key"]),
            models.CheckConstraint(
                name="notice_kind_is_known", condition=Q(kind__in=NoticeKind.values)
            ),
            models.CheckConstraint(
                name="notice_mailed_is_known", condition=Q(mailed__in=Mailed.values)
            ),
        ]
        indexes = [
            models.Index(
                name="notices_unread",
                fields=["recipient", "partnership"],
                condition=Q(read_at__isnull=True, settled_at__isnull=True),
            ),
            models.Index(name="notices_about", fields=["partnership", "about"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title}"


class MailChoice(models.Model):
    """When a person wants mail about a group of notices, in all their partnerships.

    Without a row, what `partnership.people.notice_kinds` says.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    group = models.TextField(choices=NoticeGroup)
    mailed = models.TextField(choices=Mailed)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_mail_choice_for_a_group", fields=["user", "group"]),
            models.CheckConstraint(
                name="mail_choice_is_known",
                condition=Q(mailed__in=Mailed.values) & Q(group__in=NoticeGroup.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_group_display()}: {self.get_mailed_display().lower()}"
