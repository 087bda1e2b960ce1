"""Who and where: partnerships, areas, agencies, people and the audit table; no figures."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact
from django.utils import timezone

# WCAG 2.2, 1.4.3: white words on the partnership's colour.
LEAST_CONTRAST = 4.5


# --- Places ----------------------------------------------------------------------------------
class Level(models.TextChoices):
    NATION = "nation", "Nation"
    POLICE_FORCE = "police-force", "Police force area"
    FIRE_AUTHORITY = "fire-authority", "Fire and rescue authority"
    DISTRICT = "district", "Local authority district"
    PARTNERSHIP = "partnership", "Community safety partnership"
    LOCALITY = "locality", "Locality"
    WARD = "ward", "Ward"
    LSOA = "lsoa", "Lower layer super output area"
    NOT_PLACED = "not-placed", "Not placed in a ward"


# The two that no publisher names: a partnership draws them for itself.
OWN_LEVELS = (Level.LOCALITY, Level.NOT_PLACED)


class Area(models.Model):
    """A place that figures can be about; it persists by its code, whatever it is called."""

    code = models.TextField(
        unique=True, help_text="The GSS code, or the portal's own: middlesbrough/north"
    )
    name = models.TextField()
    level = models.TextField(choices=Level)
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
            models.CheckConstraint(name="area_level_is_known", condition=Q(level__in=Level.values)),
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


# --- People ----------------------------------------------------------------------------------
class LowerCaseEmailField(models.EmailField):
    """An address kept and looked up in lower case: Jo@ and jo@ are one person."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = self.get_prep_value(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class Users(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields) -> User:
        """A person who can sign in, by emailed code alone if there is no password."""
        if not email:
            raise ValueError("A user needs an email address")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in by email; what they may do is in their memberships."""

    email = LowerCaseEmailField(unique=True)
    name = models.TextField(blank=True)
    job_title = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)
    hosts_partnerships = models.BooleanField(
        default=False,
        help_text="May set up a further partnership here; given by `manage.py add_administrator`",
    )

    # There is no Django admin, and no permission outside `permissions.py`.
    is_staff = False
    is_superuser = False

    objects = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(name="user_has_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self).partition(" ")[0]


class AgencyKind(models.TextChoices):
    POLICE = "police", "Police"
    COUNCIL = "council", "Council"
    FIRE = "fire", "Fire and rescue"
    HEALTH = "health", "Health"
    PROBATION = "probation", "Probation"
    YOUTH_JUSTICE = "youth-justice", "Youth justice"
    OTHER = "other", "Other"


class Agency(models.Model):
    """A responsible authority or other supplier; one can serve several partnerships."""

    slug = models.SlugField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=AgencyKind)
    partnerships = models.ManyToManyField(Partnership, related_name="agencies", blank=True)
    covers = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies"
    )

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                name="agency_kind_is_known",
                condition=Q(kind__in=AgencyKind.values),
            ),
            models.CheckConstraint(
                name="agency_has_slug_and_name", condition=~Q(slug="") & ~Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    SUPPLIER = "supplier", "Supplier officer"
    CSP_OFFICER = "csp-officer", "CSP officer"
    MANAGER = "manager", "Manager"
    COUNCILLOR = "councillor", "Councillor"
    DEMOCRATIC_SERVICES = "democratic-services", "Democratic services officer"
    PREVENT_LEAD = "prevent-lead", "Prevent lead"
    ADMINISTRATOR = "administrator", "Administrator"
    DEPUTY = "deputy", "Deputy"


class Membership(models.Model):
    """What a person is in one partnership, and from whom: rights hold there and nowhere else."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.TextField(choices=Role)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_role_is_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="membership_supplier_has_an_agency",
                condition=~Q(role=Role.SUPPLIER) | Q(agency__isnull=False),
            ),
            # Two, because NULL agencies count as different from each other.
            models.UniqueConstraint(
                name="membership_once_for_an_agency",
                fields=["user", "partnership", "role", "agency"],
            ),
            models.UniqueConstraint(
                name="membership_once_without_an_agency",
                fields=["user", "partnership", "role"],
                condition=Q(agency__isnull=True),
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display().lower()} in {self.partnership}"


class PlacesFile(models.Model):
    """A file of the ONS or of Nomis that somebody uploaded, kept as it came.

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


# --- The record ------------------------------------------------------------------------------
class AuditEvent(models.Model):
    """Something that somebody did; written by `audit.record` and never changed.

    It has no foreign keys, so that it outlives what it tells of. `at` is when the act counts
    from (a demonstration is accepted on fixed dates), `recorded_at` is when it was written.
    """

    at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    kind = models.TextField()
    by_id = models.BigIntegerField(null=True)
    by_email = models.TextField(blank=True)
    partnership_id = models.BigIntegerField(null=True)
    about_type = models.TextField(blank=True)
    about_id = models.TextField(blank=True)
    about_label = models.TextField(blank=True)
    detail = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.CheckConstraint(name="audit_event_has_a_kind", condition=~Q(kind="")),
        ]
        indexes = [
            models.Index(name="audit_about", fields=["about_type", "about_id"]),
            models.Index(name="audit_of_partnership", fields=["partnership_id", "-at"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about_label}"


# Models of modules of their own, found by Django through this one.
from partnership.models.boundaries import Boundary, BoundarySet  # noqa: E402, F401
from partnership.models.governance import (
    Assessment,
    Body,
    BodyKind,
    CaseReviews,
    DeathReviews,
    Duty,
    GroupMember,
    Protocol,
    Signature,
    StandingText,
    TextKey,
)
from partnership.models.groups import Group, GroupKind, Meeting  # noqa: E402, F401
from partnership.models.peers import ComparisonGroup  # noqa: E402, F401
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.models.records import KeptFile, Record  # noqa: E402, F401
