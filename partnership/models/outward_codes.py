"""Which wards the first half of a postcode lies in: no full postcode is stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual


class OutwardCode(models.Model):
    """A part of the ward lies in the outward code, such as TS5, and who says so."""

    code = models.TextField()
    ward = models.ForeignKey(
        "partnership.Area", on_delete=models.CASCADE, related_name="outward_codes"
    )
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="outward_code_once_a_ward", fields=["code", "ward"]),
            models.CheckConstraint(
                name="outward_code_is_no_full_postcode",
                condition=Q(LessThanOrEqual(Length("code"), 4)) & ~Q(code=""),
            ),
            models.CheckConstraint(name="outward_code_says_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.ward}"
