"""Published files of places as an administrator brought them, as records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnership.models.people import User
from partnership.models.places import Partnership


class PlacesFile(models.Model):
    """A file of the ONS or of Nomis as uploaded, unchanged.

    It is loaded once somebody has seen what was found in it. Without a partnership it is a list
    for the whole installation.
    """

    class Kind(models.TextChoices):
        LOOKUP = "lookup", "List or lookup of areas"
        ESTIMATES = "estimates", "Population estimates"

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, null=True, blank=True, related_name="places_files"
    )
    kind = models.TextField(choices=Kind)
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="places")
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="places_file_kind_is_known",
                condition=Q(kind__in=("lookup", "estimates")),
            ),
            models.CheckConstraint(
                name="places_file_has_name_and_hash", condition=~Q(name="") & ~Q(sha256="")
            ),
        ]

    def __str__(self) -> str:
        return self.name
