"""Lists of records as they were uploaded: kept, looked at, then taken once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Partnership


class ListFile(models.Model):
    """A spreadsheet of recommendations, actions or the like; nothing of it counts until taken."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    declared = models.SlugField(help_text="What it is a list of, by the slug of its declaration")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="lists")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="list_file_has_name_and_hash",
                condition=~Q(name="") & ~Q(sha256="") & ~Q(declared=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
