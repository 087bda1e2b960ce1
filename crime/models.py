"""Recorded crime as it is kept: a count for each area, month and category of its source."""

from __future__ import annotations

from django.db import models

from returns.models import Fact, fact_constraints


class RecordedCrime(Fact):
    """`offence` is a slug of the source's own list: two sources' lists are never mixed."""

    offence = models.TextField()

    class Meta:
        constraints = fact_constraints("recorded_crime", "offence")
