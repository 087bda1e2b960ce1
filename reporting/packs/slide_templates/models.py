"""A partnership's own template for its slides, as it was uploaded."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnership.models import Partnership, User


class SlideTemplate(models.Model):
    """A PPTX with the portal's layouts in a council's own look. It is ended, never deleted."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="slide_templates"
    )
    file = models.FileField(upload_to="slide-templates")
    name = models.TextField(help_text="What the file was called where it came from")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="Bytes")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="slide_template_one_in_use",
                fields=["partnership"],
                condition=Q(until__isnull=True),
            ),
            models.CheckConstraint(
                name="slide_template_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.CheckConstraint(
                name="slide_template_is_a_file",
                condition=~Q(name="") & ~Q(sha256="") & Q(size__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name
