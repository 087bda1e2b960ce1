"""Returns as they came, their covering emails, and the parts that they feed."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Agency, Partnership
from returns.models.definitions import Definition

# In place of a layout: the return was read as somebody mapped it.
MAPPED = "mapped"


def where_bytes_go(of_return: Return, name: str) -> str:
    """A name that tells nothing and cannot be chosen by the sender, but keeps the ending."""
    ending = PurePath(name).suffix.lower()[:5]
    return f"returns/{of_return.uploaded_at:%Y/%m}/{uuid.uuid4().hex}{ending}"


class Return(models.Model):
    """One file as it came: its bytes, who supplied it, who uploaded it, what was found in it.

    `findings` and `checks` are the check report (`returns.catalogue.findings`), as it stood at
    upload. Returns uploaded in one go share a `batch`. `layout` is blank until a file that no
    layout recognises is mapped. `supplier_role` is the role of whoever supplied it at the agency,
    and never their name; `is_supplier_guessed` says that the agency was read from the file. With
    `is_provisional` all its figures may still change. `outside` are the rows that lay in no
    partnership hosted at the time, by district. `illustrative` is blank for real figures; else the
    words that go with the figures wherever they show. `answers` are
    those that are being typed, by the key of the question; `confirmations` those that were given.
    `repairs` are cells that were put right on the page, which are read in place of those in the
    bytes (`returns.lifecycle.before_sending`).
    `known_totals` are the totals, published or worked back, that made-up rows are a part of
    (`returns.catalogue.supply.KnownTotal`).
    """

    class How(models.TextChoices):
        UPLOAD = "upload", "Uploaded to the portal"
        EMAIL = "email", "Sent by email"
        CALL = "call", "Told by telephone"
        COMMAND = "command", "Loaded from the command line"
        TYPED = "typed", "Typed into the portal"
        FETCHED = "fetched", "Fetched from the publisher"

    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    file = models.FileField(upload_to=where_bytes_go)
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    layout = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    confirmations = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    repairs = models.JSONField(default=list)
    illustrative = models.TextField(blank=True)
    known_totals = models.JSONField(default=list)
    supplied_by = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
    is_supplier_guessed = models.BooleanField(default=False)
    supplier_role = models.TextField(blank=True)
    supplied_how = models.TextField(choices=How, default=How.UPLOAD)
    received_on = models.DateField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_for = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    is_provisional = models.BooleanField(default=False)
    outside = models.JSONField(default=dict)

    # What it holds for one partnership, on the returns that `returns.lifecycle.queries` hands out.
    here: list[Part]

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.name


def where_emails_go(email: CoveringEmail, name: str) -> str:
    """A name that tells nothing and cannot be chosen by the sender, but keeps the ending."""
    ending = PurePath(name).suffix.lower()[:5]
    return f"covering/{email.attached_at:%Y/%m}/{uuid.uuid4().hex}{ending}"


class CoveringEmail(models.Model):
    """The message with which the returns of a `batch` came, for the officers of a partnership."""

    batch = models.UUIDField(db_index=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    file = models.FileField(upload_to=where_emails_go)
    name = models.TextField()
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["attached_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Part(models.Model):
    """What one return holds for one partnership, dataset, source and origin.

    `rows` are the tidy counts that the officer previewed (`returns.in_use.stored_rows`), kept so
    that what was seen is what is accepted; empty once the facts hold them. `months` are the codes
    of every month that the file speaks for, rows or none. `definition` is what it counts under,
    where the source has no definition of its own. `origin_name` is the origin as the file wrote it,
    blank where it wrote none. `reason` is why it was rejected, or why somebody
    accepted their own upload. `revised_because` is why it changed figures that were in use, and
    `revised_cells` is how many of its figures are marked as revised (`Revision`).
    """

    class State(models.TextChoices):
        CHECKED = "checked", "Checked, not sent"
        SENT = "sent", "Waiting for acceptance"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RECALLED = "recalled", "Recalled"

    of_return = models.ForeignKey(Return, models.PROTECT, related_name="parts")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="parts")
    dataset = models.TextField()
    source = models.TextField()
    origin = models.TextField()
    origin_name = models.TextField(blank=True)
    state = models.TextField(choices=State, default=State.CHECKED)
    first_month = models.DateField()
    last_month = models.DateField()
    months = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    rows = models.BinaryField(default=bytes)
    row_count = models.IntegerField()
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", null=True)
    total = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    ended_because = models.TextField(blank=True)
    revised_because = models.TextField(blank=True)
    revised_cells = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_return", "partnership", "dataset", "source", "origin"],
                name="one_part_per_return_and_origin",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "checked",
                        "sent",
                        "accepted",
                        "rejected",
                        "withdrawn",
                        "recalled",
                    ]
                ),
                name="a_part_is_in_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month")), name="a_part_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["checked", "withdrawn"])
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="a_part_beyond_checking_was_sent",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "rejected", "recalled"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_part_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["rejected"]) | ~Q(reason=""),
                name="a_rejection_gives_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["recalled"])
                | (~Q(ended_because="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                name="a_recall_gives_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "state"])]

    def __str__(self) -> str:
        return f"{self.dataset} in {self.of_return}"


class GivenTotal(models.Model):
    """A total of the whole partnership that a part's file gives over hidden figures.

    `categories` has the slug of each dimension that it names. It `is_withheld` where another
    return of the same months hides other figures: both together would narrow them down.
    """

    part = models.ForeignKey(Part, models.CASCADE, related_name="given_totals")
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    categories = models.JSONField(default=dict)
    count = models.IntegerField()
    file = models.TextField(blank=True)
    sheet = models.TextField(blank=True)
    row = models.PositiveIntegerField(null=True)
    is_withheld = models.BooleanField(default=False)

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(months__in=[1, 3, 12]), name="a_given_total_is_of_a_known_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start:%Y-%m}: {self.count}"


class RowsPlaced(models.Model):
    """How many records a part's file had in a month, wherever they lie; how many had no place."""

    part = models.ForeignKey(Part, models.CASCADE, related_name="rows_placed", db_index=False)
    month = models.DateField()
    rows = models.PositiveIntegerField()
    without_place = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "month"], name="rows_placed_once_a_month"),
            models.CheckConstraint(
                condition=Q(without_place__lte=F("rows")), name="no_more_without_a_place_than_rows"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.without_place} of {self.rows} without a place"
