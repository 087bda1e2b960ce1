"""Mail that was claimed before it was sent, and the secret addresses of calendars."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models.secret_addresses import SecretAddress


class Letter(models.Model):
    """One mail to one person about `key`: claimed before it is sent, so that it goes out once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.TextField(help_text="“day/2024-03-20”, “answer/12”")
    about = models.JSONField(default=list)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scrutiny_letter_once", fields=["user", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.key} to {self.user}"


class ClockAddress(SecretAddress):
    """A secret address where a calendar program finds scrutiny's dates."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_clock_address_of_a_partnership",
                fields=["partnership"],
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="clock_address_ends_after_it_begins",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Scrutiny’s calendar of {self.partnership}"
