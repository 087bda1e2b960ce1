"""Who: people, agencies, roles and memberships, as records."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from partnership.kinds import AgencyKind, choices
from partnership.models.places import Area, Partnership


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
    uses_search_key = models.BooleanField(
        default=True, help_text="Whether “/” goes to the search box (WCAG 2.2, 2.1.4)"
    )
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


class Agency(models.Model):
    """A responsible authority or other supplier; one can serve several partnerships."""

    slug = models.SlugField(unique=True)
    name = models.TextField()
    kind = models.TextField(choices=choices(AgencyKind))
    partnerships = models.ManyToManyField(Partnership, related_name="agencies", blank=True)
    covers = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="agencies"
    )

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                name="agency_kind_is_known",
                condition=Q(kind__in=[kind.value for kind in AgencyKind]),
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
