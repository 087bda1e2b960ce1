"""A secret address of a calendar, as each app that has one keeps it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from partnership.models.places import Partnership


class SecretAddress(models.Model):
    """Who made an address, and when; it works until it ends. Its key is not stored."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
