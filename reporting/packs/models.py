"""Packs for meetings: their versions, the sections of these, and what was frozen and made."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnership.models import Partnership
from partnership.models.groups import Meeting
from reporting.content.description import Marking

_USER = settings.AUTH_USER_MODEL


class PackKind(models.TextChoices):
    """The kinds of pack; each has a template of its own."""

    ANNUAL = "annual-update", "Annual update"
    AIM = "aim-briefing", "AIM briefing"
    LOCALITY = "locality-briefing", "Locality briefing"
    BLANK = "blank", "Pack"


class State(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in-review", "In review"
    APPROVED = "approved", "Approved"
    ISSUED = "issued", "Issued"
    ARCHIVED = "archived", "Archived"


FROZEN = (State.APPROVED, State.ISSUED, State.ARCHIVED)


class SectionState(models.TextChoices):
    """The state of a section. Missing data are found from the data, and not stored."""

    READY = "ready", "Ready"
    CHECK = "check", "Check this"
    TO_FOLLOW = "to-follow", "To follow"


class SectionPlace(models.TextChoices):
    """Where a section stands before the panel; all of it stands in the report."""

    AS_ITS_KIND = "as-its-kind", "As its kind has it"
    SLIDES = "slides", "On slides"
    ANNEX = "annex", "In the annex"
    REPORT = "report", "In the report alone"


class Pack(models.Model):
    """A pack of papers for one meeting. It has versions, and is never deleted.

    `started_from` is the pack whose sections and words it began with.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="packs")
    slug = models.SlugField(max_length=100)
    kind = models.TextField(choices=PackKind)
    title = models.TextField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="packs", null=True)
    agenda_item = models.TextField(blank=True)
    agenda_link = models.URLField(max_length=500, blank=True)
    started_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    started_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="pack_slug_is_unique", fields=["partnership", "slug"]),
            models.CheckConstraint(
                name="pack_kind_is_known", condition=Q(kind__in=PackKind.values)
            ),
            models.CheckConstraint(name="pack_has_a_title", condition=~Q(title="")),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One version of a pack, from draft to archive.

    `as_at` is the day that its figures are as at, at its end; without one they are of now, until
    approval fixes the moment (`fixed_at`). `presenters` are pairs of name and job title: the one
    place of the portal where a name is put before a panel. With `report_has_notes` the report says
    what is for them too. `frozen` is the whole pack as approved,
    as canonical JSON (`reporting.content.frozen`), and `sha256` its hash: nothing that is shown or
    made of an approved version is read from anywhere else.
    """

    pack = models.ForeignKey(Pack, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.TextField(choices=State, default=State.DRAFT)
    marking = models.TextField(
        choices=[(marking.value, marking.value) for marking in Marking],
        default=Marking.OFFICIAL.value,
    )
    as_at = models.DateField(null=True, blank=True)
    presenters = models.JSONField(default=list)
    report_has_notes = models.BooleanField(default=False)
    changes = models.TextField(blank=True, help_text="What this version changes, in words")
    begun_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    sent_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    approved_at = models.DateTimeField(null=True)
    fixed_at = models.DateTimeField(null=True)
    frozen = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    public_since = models.DateTimeField(null=True)
    public_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_is_unique", fields=["pack", "number"]),
            models.CheckConstraint(
                name="version_state_is_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="version_is_frozen_once_approved",
                condition=(Q(state__in=FROZEN) & ~Q(frozen="") & ~Q(sha256=""))
                | (~Q(state__in=FROZEN) & Q(frozen="") & Q(sha256="")),
            ),
            models.CheckConstraint(
                name="version_is_approved_by_another_person",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("sent_by")),
            ),
            models.CheckConstraint(
                name="version_is_public_only_when_issued",
                condition=Q(public_since__isnull=True)
                | Q(state__in=(State.ISSUED, State.ARCHIVED)),
            ),
            # One draft at a time: two would part without anybody noticing.
            models.UniqueConstraint(
                name="version_one_in_preparation",
                fields=["pack"],
                condition=Q(state__in=(State.DRAFT, State.IN_REVIEW)),
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.pack.title}, version {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    @property
    def seen_at(self) -> datetime | None:
        """Since when the panel has it; since its approval where it is not issued yet."""
        return self.issued_at or self.approved_at


class Section(models.Model):
    """One section of a version. `key` names it in every version and year; it is ended, never
    deleted.

    `settings` are the answers to the questions of its kind (`reporting.packs.sections.registry`).
    `place` is where the officer has moved it to. `revision` counts its changes, so that nobody
    overwrites words that they have not read. With a paragraph of Schedule 12A to the Local
    Government Act 1972 it is exempt.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=100)
    kind = models.TextField()
    title = models.TextField()
    order = models.PositiveIntegerField()
    settings = models.JSONField(default=dict)
    text = models.TextField(blank=True)
    state = models.TextField(choices=SectionState, default=SectionState.READY)
    place = models.TextField(choices=SectionPlace, default=SectionPlace.AS_ITS_KIND)
    exempt_paragraph = models.TextField(blank=True)
    exempt_because = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="section_key_is_unique", fields=["version", "key"]),
            models.CheckConstraint(
                name="section_state_is_known", condition=Q(state__in=SectionState.values)
            ),
            models.CheckConstraint(
                name="section_place_is_known", condition=Q(place__in=SectionPlace.values)
            ),
            models.CheckConstraint(name="section_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="section_exempt_has_a_reason",
                condition=Q(exempt_paragraph="") | ~Q(exempt_because=""),
            ),
        ]
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_exempt(self) -> bool:
        return bool(self.exempt_paragraph)


class SectionRevision(models.Model):
    """A saved revision of a section, so that no words are lost.

    What is saved as it is typed is one revision for each sitting (`is_sitting`): it holds the words
    as they were left, and moves on with them while the same person goes on. All others are never
    changed.
    """

    section = models.ForeignKey(Section, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.TextField()
    text = models.TextField(blank=True)
    settings = models.JSONField(default=dict)
    state = models.TextField()
    place = models.TextField(default=SectionPlace.AS_ITS_KIND)
    is_sitting = models.BooleanField(default=False)
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="section_revision_is_unique", fields=["section", "number"]
            ),
        ]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.title}, revision {self.number}"


class Comment(models.Model):
    """A comment on a section in review; settled, never deleted."""

    section = models.ForeignKey(Section, models.PROTECT, related_name="comments")
    text = models.TextField()
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class NumberConfirmed(models.Model):
    """The confirmation of a typed number: its source, or a reason; saved with the section."""

    class Why(models.TextChoices):
        SOURCE = "source", "It has a source"
        REASON = "reason", "It is right because"

    section = models.ForeignKey(Section, models.PROTECT, related_name="confirmed_numbers")
    number = models.TextField(help_text="As typed: “1,200”")
    why = models.TextField(choices=Why)
    words = models.TextField()
    by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="number_confirmed_once", fields=["section", "number"]),
            models.CheckConstraint(
                name="number_confirmed_with_words", condition=~Q(words="") & ~Q(number="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.words}"


class PackPicture(models.Model):
    """A picture for packs, re-encoded by the portal; whoever permitted its use is named by role."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="pack_pictures")
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_by = models.ForeignKey(_USER, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pack_picture_kept_once", fields=["partnership", "sha256"]
            ),
        ]

    def __str__(self) -> str:
        return f"Picture {self.sha256[:8]}"


def where_files_go(made: PackFile, name: str) -> str:
    """A meaningless file name: access is checked at the file's URL."""
    return f"packs/{made.made_at:%Y/%m}/{uuid.uuid4().hex}.{made.format}"


class PackFile(models.Model):
    """A finished file of a frozen version; never a partial one."""

    class Scope(models.TextChoices):
        WHOLE = "whole", "The whole pack"
        PUBLIC = "public", "Without exempt sections"
        SUPPLEMENT = "supplement", "The slides that changed"

    version = models.ForeignKey(Version, models.PROTECT, related_name="files")
    scope = models.TextField(choices=Scope, default=Scope.WHOLE)
    format = models.TextField()
    file = models.FileField(upload_to=where_files_go)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="pack_file_one_a_format", fields=["version", "scope", "format"]
            ),
        ]
        ordering = ["scope", "format"]

    def __str__(self) -> str:
        return f"{self.version} as {self.format.upper()}"


class Making(models.Model):
    """A run that makes a version's files: its progress, and what went wrong."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to begin"
        RUNNING = "running", "Being made"
        DONE = "done", "Done"
        FAILED = "failed", "Not made"

    version = models.ForeignKey(Version, models.PROTECT, related_name="makings")
    formats = models.JSONField(default=list)
    done = models.PositiveSmallIntegerField(default=0)
    of = models.PositiveSmallIntegerField(default=0)
    status = models.TextField(choices=Status, default=Status.WAITING)
    problem = models.TextField(blank=True)
    asked_by = models.ForeignKey(_USER, models.PROTECT, related_name="+", null=True)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"Files of {self.version}: {self.get_status_display()}"
