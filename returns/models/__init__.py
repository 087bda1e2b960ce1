"""Returns, what they feed, and which of them is in use when; knows no dataset by name."""

from __future__ import annotations

import uuid
from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Agency, Area, Partnership

# In place of a layout: the return was read as somebody mapped it.
MAPPED = "mapped"


def where_bytes_go(of_return: Return, name: str) -> str:
    """A name that tells nothing and cannot be chosen by the sender, but keeps the ending."""
    ending = PurePath(name).suffix.lower()[:5]
    return f"returns/{of_return.uploaded_at:%Y/%m}/{uuid.uuid4().hex}{ending}"


class Return(models.Model):
    """One file as it came: its bytes, who supplied it, who uploaded it, what was found in it.

    `findings` and `checks` are the check report (`returns.catalogue.findings`), as it stood at upload.
    Returns uploaded in one go share a `batch`. `layout` is blank until a file that no layout
    recognises is mapped. `supplier_role` is the role of whoever supplied it at the agency, and
    never their name. With `is_provisional` all its figures may still change. `outside` are the
    rows that lay in no partnership hosted at the time, by district. `illustrative` is blank for
    real figures; else the words that go with the figures wherever they show.
    """

    class How(models.TextChoices):
        UPLOAD = "upload", "Uploaded to the portal"
        EMAIL = "email", "Sent by email"
        CALL = "call", "Told by telephone"
        COMMAND = "command", "Loaded from the command line"
        TYPED = "typed", "Typed into the portal"

    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    file = models.FileField(upload_to=where_bytes_go)
    name = models.TextField()
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    layout = models.TextField(blank=True)
    findings = models.JSONField(default=list)
    checks = models.JSONField(default=list)
    confirmations = models.JSONField(default=dict)
    illustrative = models.TextField(blank=True)
    supplied_by = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
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


class Definition(models.Model):
    """What a partnership agreed that a source counts, by name and version; never changed.

    With a `category`, it says what the supplier means by that category from `first_month` on.
    Without, it is one of the definitions that whole returns of the source may count under; there
    `first_month` is when the partnership took it up, and returns for earlier months may count
    under it too, so that history can be counted anew.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="definitions")
    dataset = models.TextField()
    source = models.TextField()
    category = models.TextField(blank=True)
    name = models.TextField()
    version = models.TextField()
    counted_in = models.TextField()
    left_out = models.TextField(blank=True)
    agreed_by = models.TextField()
    agreed_on = models.DateField()
    first_month = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["dataset", "source", "category", "first_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "category", "name", "version"],
                name="one_definition_of_a_version",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(version="") & ~Q(counted_in="") & ~Q(agreed_by=""),
                name="a_definition_says_what_and_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, version {self.version}"


class SavedMapping(models.Model):
    """How spreadsheets of one agency give the counts of a source, as an officer once said.

    `description` is a `returns.mapping.sheets.SheetMapping`; it is never changed, and ends when another
    takes its place.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
    dataset = models.TextField()
    source = models.TextField()
    description = models.JSONField()
    made_for = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="a_mapping_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Mapping of “{self.made_for}”"


class MappedReturn(models.Model):
    """How one return is read that no layout recognises: a draft until the return has a layout.

    `saved` is the mapping that it was read by, where that had been made for an earlier return.
    """

    of_return = models.OneToOneField(Return, models.CASCADE, related_name="mapped")
    description = models.JSONField()
    saved = models.ForeignKey(SavedMapping, models.PROTECT, related_name="+", null=True)

    def __str__(self) -> str:
        return f"Mapping of {self.of_return}"


class Part(models.Model):
    """What one return holds for one partnership, dataset, source and origin.

    `rows` are the tidy counts that the officer previewed (`returns.reading.serialisation`), kept so that what
    was seen is what is accepted; empty once the facts hold them. `months` are the codes of every
    month that the file speaks for, rows or none. `definition` is what it counts under, where
    the source has no definition of its own. `reason` is why it was rejected, or why somebody
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


class Coverage(models.Model):
    """Which accepted part is in use for a month, since when and until when.

    Closed intervals of one month must not overlap: that is the duty of `returns.lifecycle.actions`.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    origin = models.TextField()
    month = models.DateField()
    part = models.ForeignKey(Part, models.PROTECT, related_name="coverage")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "origin", "month"],
                condition=Q(until__isnull=True),
                name="at_most_one_part_in_use",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="use_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["part", "month"]),
            models.Index(fields=["partnership", "dataset", "source", "month"]),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.month:%Y-%m}"


class Revision(models.Model):
    """A figure of `part` that was another when it was first in use, and what it was.

    `made_by` is the part that changed it, with the reason: `part` itself, or an earlier one that
    `part` repeats. `key` are the categories, as `returns.in_use.revisions.key_of` puts them together.
    `months` reach over the longer of the two figures where one of them was for a quarter or year.
    """

    part = models.ForeignKey(Part, models.PROTECT, related_name="revisions", db_index=False)
    made_by = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    key = models.TextField()
    was = models.IntegerField(null=True)
    was_gap = models.TextField(blank=True)
    now = models.IntegerField(null=True)
    now_gap = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["part", "start", "months", "area", "key"], name="one_revision_of_a_figure"
            ),
            models.CheckConstraint(
                condition=(Q(was__isnull=False, was_gap="") | Q(was__isnull=True) & ~Q(was_gap=""))
                & (Q(now__isnull=False, now_gap="") | Q(now__isnull=True) & ~Q(now_gap="")),
                name="a_revision_is_from_and_to_a_count_or_gap",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.start:%Y-%m}: {self.was} → {self.now}"


class ProvisionalMonths(models.Model):
    """How many of the latest months of a source may still change, by the manager's word."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    months = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source"],
                condition=Q(until__isnull=True),
                name="one_rule_for_provisional_months",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="provisional_months_end_after_they_begin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}: the last {self.months} months"


class MainSource(models.Model):
    """The source that a partnership shows for a dataset unless asked otherwise, by date."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="main_sources")
    dataset = models.TextField()
    source = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset"],
                condition=Q(until__isnull=True),
                name="one_main_source_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="main_source_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}: {self.source}"


class OwnAcceptance(models.Model):
    """Whether one may accept one's own upload of a source, with the manager's reason.

    Where no row stands, published sources may and others may not.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    is_allowed = models.BooleanField()
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source"],
                condition=Q(until__isnull=True),
                name="one_rule_for_own_acceptance",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="own_acceptance_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source}: {self.reason}"


class GapKind(models.TextChoices):
    """A gap as the database keeps it; the values are those of `measures.counts.Gap`."""

    NOT_SUPPLIED = "not supplied", "Not supplied"
    HIDDEN = "too few to show", "Too few to show"
    NOT_APPLICABLE = "not applicable", "Not applicable"


class Fact(models.Model):
    """One tidy count, or a gap: never both, never neither. A dataset adds its categories."""

    # The unique constraint's index begins with the part, and is the only one that reading needs.
    part = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    start = models.DateField()
    months = models.PositiveSmallIntegerField()
    count = models.IntegerField(null=True)
    gap = models.TextField(choices=GapKind, null=True)  # noqa: DJ001 - NULL is "there is a count"

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.area_id} {self.start:%Y-%m}: {self.count if self.gap is None else self.gap}"


def fact_constraints(app: str, *categories: str) -> list[models.BaseConstraint]:
    """The grain of a fact table, and that a row holds a count or a gap."""
    return [
        models.UniqueConstraint(
            fields=["part", "start", "months", "area", *categories], name=f"{app}_grain"
        ),
        models.CheckConstraint(
            condition=Q(count__isnull=False, gap__isnull=True)
            | Q(count__isnull=True, gap__isnull=False),
            name=f"{app}_count_or_gap",
        ),
        models.CheckConstraint(condition=Q(months__in=[1, 3, 12]), name=f"{app}_months"),
    ]


# --- The calendar ----------------------------------------------------------------------------
class AgreedDate(models.Model):
    """How often a source is asked for and by when, for periods that begin in `first_month` or
    later, until a later row's `first_month`.

    `days_after` counts from the last day of a period; NULL is the statutory date. Never changed:
    a row ends (`until`) when another takes its place.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    source = models.TextField()
    first_month = models.DateField()
    every_months = models.PositiveSmallIntegerField()
    days_after = models.PositiveSmallIntegerField(null=True)
    is_asked_for = models.BooleanField(default=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["dataset", "source", "first_month", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "dataset", "source", "first_month"],
                condition=Q(until__isnull=True),
                name="one_agreed_date_from_a_month",
            ),
            models.CheckConstraint(
                condition=Q(every_months__in=[1, 3, 6, 12]), name="asked_for_as_often_as_it_can_be"
            ),
            models.CheckConstraint(
                condition=Q(days_after__isnull=True) | Q(days_after__lte=366),
                name="asked_for_within_a_year",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="agreed_date_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset}/{self.source} from {self.first_month:%Y-%m}"


class LatenessShown(models.Model):
    """Whether everybody in a partnership sees by when missing figures were asked for.

    Where no row stands, only those who handle returns do.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    is_shown = models.BooleanField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(until__isnull=True),
                name="one_choice_about_lateness",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="choice_about_lateness_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return "Dates asked for are shown" if self.is_shown else "Dates asked for are not shown"


class NoReminders(models.Model):
    """Somebody who wants no reminders by email."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"No reminders to {self.user}"


class Reminder(models.Model):
    """One mail to one person on one day: claimed before it is sent, so that it goes out once.

    `about` are the keys of what it reminded of (`returns.lifecycle.schedule.reminders`).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    day = models.DateField()
    about = models.JSONField(default=list)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="one_reminder_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user} on {self.day}"


class CalendarAddress(models.Model):
    """A secret address where a calendar program finds due dates: a partnership's, or those of
    one of its agencies. It works until it ends."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Two, because NULL agencies count as different from each other.
            models.UniqueConstraint(
                fields=["partnership", "agency"],
                condition=Q(ended_at__isnull=True),
                name="one_calendar_address_of_an_agency",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(ended_at__isnull=True, agency__isnull=True),
                name="one_calendar_address_of_a_partnership",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
                name="calendar_address_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.agency or self.partnership}"


# Models that stand in a module of their own.
from returns.models.lists import ListFile  # noqa: E402, F401
from returns.models.recording import RecordingChange  # noqa: E402, F401
from returns.models.released import ReleasedVersion  # noqa: E402, F401
