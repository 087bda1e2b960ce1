"""Dated changes of recording practice, as the CSP officer keeps them; knows no figures."""

from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnership.models import Partnership
from returns.catalogue.recording import RecordingChanged


class RecordingChange(models.Model):
    """That a measure was recorded differently from a day on; never changed and never removed.

    `measure` is a slug of the dataset, or blank for all of them. A change that was recorded
    wrongly is ended, and may be followed by another: `follows` is the one that it corrects.
    """

    class Effect(models.TextChoices):
        CARE = "care", "Comparisons across the day are made, with a caution"
        NOT_COMPARABLE = "not-comparable", "Figures on either side are not comparable"

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    dataset = models.TextField()
    measure = models.TextField(blank=True)
    since = models.DateField()
    what = models.TextField()
    effect = models.TextField(choices=Effect)
    reference = models.TextField()
    link = models.URLField(blank=True, max_length=500)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    follows = models.OneToOneField(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["dataset", "measure", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(reference=""),
                name="a_recording_change_says_what_and_where_from",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because="")),
                name="an_ended_recording_change_says_who_and_why",
            ),
            models.UniqueConstraint(
                fields=["partnership", "dataset", "measure", "since"],
                condition=Q(ended_at__isnull=True),
                name="one_recording_change_of_a_measure_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.what


def recording_changes(
    partnership: int, *, datasets: Collection[str] | None = None
) -> tuple[RecordingChanged, ...]:
    """The changes that stand today for the measures of a partnership, oldest first; one query."""
    rows = RecordingChange.objects.filter(partnership=partnership, ended_at__isnull=True)
    if datasets is not None:
        rows = rows.filter(dataset__in=datasets)
    return tuple(
        RecordingChanged(
            pk=row.pk,
            dataset=row.dataset,
            measure=row.measure,
            since=row.since,
            what=row.what,
            breaks_series=row.effect == RecordingChange.Effect.NOT_COMPARABLE,
            reference=row.reference,
            link=row.link,
        )
        for row in rows.order_by("since", "pk")
    )
