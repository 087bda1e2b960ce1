"""Audit events for notices and mail."""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What can have happened to somebody's mails."""

    MAILS_CHOSEN = "mails-chosen", "Choice made about mails"
    NOTICES_MAILED = "notices-mailed", "Notices mailed"
