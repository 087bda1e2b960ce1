"""The append-only table of who did what, as records."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class AuditEvent(models.Model):
    """Something a user did; written by `audit.record` and never changed.

    It has no foreign keys, so that it outlives what it tells of. `at` is when the act counts
    from (a demonstration is accepted on fixed dates), `recorded_at` is when it was written.
    """

    at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.TextField()
    by_id = models.BigIntegerField(null=True)
    by_email = models.TextField(blank=True)
    partnership_id = models.BigIntegerField(null=True)
    about_type = models.TextField(blank=True)
    about_id = models.TextField(blank=True)
    about_label = models.TextField(blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_event_has_a_kind", condition=~Q(kind="")),
        ]
        indexes = [
            models.Index(name="audit_about", fields=["about_type", "about_id"]),
            models.Index(name="audit_of_partnership", fields=["partnership_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about_label}"
