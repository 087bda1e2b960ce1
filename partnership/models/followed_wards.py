"""The wards that people follow, one of them their own; nothing else is remembered of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class FollowedWard(models.Model):
    """A ward that somebody follows in a partnership; `is_mine` marks the one they call theirs."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_wards"
    )
    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.CASCADE, related_name="followed_wards"
    )
    ward = models.ForeignKey("partnership.Area", on_delete=models.CASCADE, related_name="followers")
    is_mine = models.BooleanField(default=False)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="followed_ward_once", fields=["user", "partnership", "ward"]
            ),
            models.UniqueConstraint(
                name="followed_ward_one_is_mine",
                fields=["user", "partnership"],
                condition=Q(is_mine=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward}, followed by {self.user}"
