"""Where areas lie on the map: outlines as drawn on a screen, and middles; no figures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class BoundarySet(models.Model):
    """The outlines of one file: of the wards of one ward set, or of LSOAs for their middles.

    A newer file of the same ends it; nothing is removed.
    """

    class Kind(models.TextChoices):
        WARDS = "wards", "Wards"
        LSOAS = "lsoas", "Lower layer super output areas"

    partnership = models.ForeignKey(
        "partnership.Partnership", on_delete=models.CASCADE, related_name="boundary_sets"
    )
    kind = models.TextField(choices=Kind)
    ward_set = models.ForeignKey(
        "partnership.WardSet",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="boundary_sets",
    )
    name = models.TextField(help_text="The name of the file")
    sha256 = models.CharField(max_length=64)
    attribution = models.TextField(help_text="What the licence asks to be shown beside the map")
    loaded_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="boundary_set_kind_is_known", condition=Q(kind__in=("wards", "lsoas"))
            ),
            models.CheckConstraint(
                name="boundary_set_of_wards_has_its_ward_set",
                condition=Q(kind="wards", ward_set__isnull=False)
                | Q(kind="lsoas", ward_set__isnull=True),
            ),
            models.CheckConstraint(
                name="boundary_set_says_whence",
                condition=~Q(name="") & ~Q(sha256="") & ~Q(attribution=""),
            ),
            models.CheckConstraint(
                name="boundary_set_ends_after_it_starts",
                condition=Q(until__isnull=True) | Q(until__gte=F("loaded_at")),
            ),
            models.UniqueConstraint(
                name="boundary_set_one_in_use_for_a_ward_set",
                fields=["ward_set"],
                condition=Q(until__isnull=True, ward_set__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Boundary(models.Model):
    """One area of a boundary set.

    `polygons` is what is drawn: polygons of rings of [x, y] in whole steps of a grid of 1,000
    along the longer side of the set, y downwards, the first ring of each the outer one; empty
    for an LSOA, of which only the middle is wanted. The middle is that of the polygons as they
    came, in degrees (WGS 84).
    """

    of = models.ForeignKey(BoundarySet, on_delete=models.CASCADE, related_name="boundaries")
    area = models.ForeignKey(
        "partnership.Area", on_delete=models.CASCADE, related_name="boundaries"
    )
    longitude = models.FloatField()
    latitude = models.FloatField()
    polygons = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [
            models.UniqueConstraint(name="boundary_once_in_a_set", fields=["of", "area"]),
            models.CheckConstraint(
                name="boundary_lies_on_the_earth",
                condition=Q(longitude__gte=-180)
                & Q(longitude__lte=180)
                & Q(latitude__gte=-90)
                & Q(latitude__lte=90),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} ({self.of})"
