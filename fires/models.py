"""Deliberate fires as they are kept: a count for each ward, month, class and kind of property."""

from __future__ import annotations

from django.db import models

from returns.models import Fact, fact_constraints


class DeliberateFires(Fact):
    """`fire_class` and `vehicle` are slugs of the source's own lists."""

    fire_class = models.TextField()
    vehicle = models.TextField()

    class Meta:
        constraints = fact_constraints("deliberate_fires", "fire_class", "vehicle")
