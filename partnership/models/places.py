"""Where: areas, partnerships, ward sets, lookups and residents, as records; no figures."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from partnership.kinds import OWN_LEVELS, Level, choices

# WCAG 2.2, 1.4.3: white words on the partnership's colour.
LEAST_CONTRAST = 4.5


class Area(models.Model):
    """A place that figures can be about; it persists by its code, whatever it is called."""

    code = models.TextField(
        unique=True, help_text="The GSS code, or the portal's own: middlesbrough/north"
    )
    name = models.TextField()
    level = models.TextField(choices=choices(Level))
    partnership = models.ForeignKey(
        "Partnership",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="own_areas",
        help_text="Whose locality, or whose “not placed”, it is",
    )
    is_town_centre = models.BooleanField(
        default=False, help_text="Many more people pass through than live here: rates mislead"
    )
    illustrative = models.BooleanField(
        default=False, help_text="Drawn for a demonstration, not by the partnership"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="area_level_is_known", condition=Q(level__in=[level.value for level in Level])
            ),
            models.CheckConstraint(
                name="area_has_code_and_name", condition=~Q(code="") & ~Q(name="")
            ),
            models.CheckConstraint(
                name="area_is_a_partnerships_own_or_a_publishers",
                condition=Q(level__in=OWN_LEVELS, partnership__isnull=False)
                | (~Q(level__in=OWN_LEVELS) & Q(partnership__isnull=True)),
            ),
            models.UniqueConstraint(
                name="area_one_not_placed_for_a_partnership",
                fields=["partnership"],
                condition=Q(level=Level.NOT_PLACED),
            ),
            models.CheckConstraint(
                name="area_only_a_ward_is_a_town_centre",
                condition=Q(is_town_centre=False) | Q(level=Level.WARD),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        """The last part of the code, as addresses have it: “north” of middlesbrough/north."""
        return self.code.rpartition("/")[2]


class Within(models.Model):
    """One area lies in another, by a published lookup: a ward in a district, a district in a
    community safety partnership, a police force area and a fire authority."""

    part = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="wholes")
    whole = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="parts")
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="within_once", fields=["part", "whole"]),
            models.CheckConstraint(name="within_another_area", condition=~Q(part=F("whole"))),
        ]

    def __str__(self) -> str:
        return f"{self.part} in {self.whole}"


def readable_under_white(colour: str) -> None:
    """Refuse a colour that white words cannot be read on, or that is not #rrggbb."""
    try:
        contrast = 1.05 / (_luminance(colour) + 0.05)
    except ValueError:
        raise ValidationError(f"“{colour}” is not a colour written as #rrggbb") from None
    if contrast < LEAST_CONTRAST:
        raise ValidationError(
            f"White words on {colour} have a contrast of {contrast:.1f} to 1;"
            f" they need {LEAST_CONTRAST} to 1. Choose a darker colour."
        )


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    if len(colour) != 7 or colour[0] != "#":
        raise ValueError(colour)
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


class Partnership(models.Model):
    """One community safety partnership, of one or more districts."""

    slug = models.SlugField(unique=True)
    name = models.TextField(help_text="Middlesbrough Community Safety Partnership")
    short_name = models.TextField(help_text="Middlesbrough")
    code = models.TextField(unique=True, help_text="Its GSS code: E22000029")
    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="hosted_partnership")
    districts = models.ManyToManyField(Area, related_name="partnerships_of_district")
    police_force = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships_policed"
    )
    fire_authority = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="partnerships_served"
    )
    colour = models.TextField(default="#1d3557", validators=[readable_under_white])
    logo = models.ForeignKey(
        "Logo",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The one in use; earlier ones stay",
    )
    contact = models.EmailField(
        blank=True, help_text="A mailbox for questions, never of a person by name"
    )
    democratic_services_label = models.TextField(default="Democratic services officer")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="partnership_has_slug_and_names",
                condition=~Q(slug="") & ~Q(name="") & ~Q(short_name="") & ~Q(code=""),
            ),
            models.CheckConstraint(
                name="partnership_colour_is_rrggbb",
                condition=Q(Exact(Length("colour"), 7), colour__startswith="#"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def lock(self) -> None:
        """Let nobody else choose for this partnership until the transaction has ended.

        A row that is still to be made can't be locked, so whoever asks which stand locks this one.
        """
        list(Partnership.objects.select_for_update().filter(pk=self.pk))


class Logo(models.Model):
    """A picture that a partnership put at the head of its pages: a PNG that the portal wrote."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="logos")
    file = models.FileField(upload_to="logos")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    alt = models.TextField(help_text="What it shows, for who cannot see it")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="logo_has_words_and_size",
                condition=~Q(alt="") & Q(width__gt=0) & Q(height__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.alt


class WardSet(models.Model):
    """The wards that stood together from one day to another.

    Here as everywhere in the portal, `valid_to` is the first day on which it no longer holds.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="ward_sets")
    name = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.TextField()
    wards = models.ManyToManyField(Area, related_name="ward_sets")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="ward_set_one_a_start", fields=["partnership", "valid_from"]
            ),
            models.UniqueConstraint(
                name="ward_set_one_open",
                fields=["partnership"],
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(
                name="ward_set_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One area followed another; with `same_extent`, figures carry over both ways."""

    old = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="successors")
    new = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="predecessors")
    on = models.DateField()
    same_extent = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="succession_once", fields=["old", "new"]),
            models.UniqueConstraint(
                name="succession_one_of_the_same_extent",
                fields=["old"],
                condition=Q(same_extent=True),
            ),
            models.CheckConstraint(name="succession_by_another", condition=~Q(old=F("new"))),
        ]

    def __str__(self) -> str:
        return f"{self.old} ({self.old.code}) became {self.new} ({self.new.code})"


class LocalityWard(models.Model):
    """A ward is part of a locality, from one day to another."""

    locality = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="ward_groupings")
    ward = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="locality_groupings")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            # That closed spells do not overlap is the duty of `actions.group_wards`.
            models.UniqueConstraint(
                name="locality_ward_in_one_locality_now",
                fields=["ward"],
                condition=Q(valid_to__isnull=True),
            ),
            models.UniqueConstraint(
                name="locality_ward_one_a_start", fields=["ward", "valid_from"]
            ),
            models.CheckConstraint(
                name="locality_ward_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ward} in {self.locality}"


class Vintage(models.IntegerChoices):
    """The census whose LSOAs a lookup places."""

    CENSUS_2011 = 2011, "2011"
    CENSUS_2021 = 2021, "2021"


class Placement(models.Model):
    """The ward of a ward set that an LSOA's figures are counted in, and how that was decided."""

    lsoa = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="placements")
    vintage = models.PositiveSmallIntegerField(choices=Vintage)
    ward = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="placed_lsoas")
    ward_set = models.ForeignKey(WardSet, on_delete=models.CASCADE, related_name="placements")
    method = models.TextField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="placement_one_ward_in_a_set", fields=["lsoa", "ward_set"]
            ),
            models.CheckConstraint(
                name="placement_vintage_is_known", condition=Q(vintage__in=Vintage.values)
            ),
            models.CheckConstraint(
                name="placement_says_how", condition=~Q(method="") & ~Q(source="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lsoa} in {self.ward}"


class Population(models.Model):
    """Residents of an area in the middle of a year, as one publisher estimates them."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField(help_text="The year whose 30 June it is for")
    count = models.PositiveIntegerField()
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="population_one_a_source", fields=["area", "year", "source"]
            ),
            models.CheckConstraint(name="population_is_somebody", condition=Q(count__gt=0)),
            models.CheckConstraint(
                name="population_year_is_a_year",
                condition=Q(year__gte=1801) & Q(year__lte=2200),
            ),
            models.CheckConstraint(name="population_says_its_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.area}, mid-{self.year}: {self.count}"
