"""Antisocial behaviour as it is kept: police incidents, and reports to the council's wardens."""

from __future__ import annotations

from django.db import models

from returns.models import Fact, fact_constraints


class AsbIncident(Fact):
    """`qualifier` and `type` are slugs; neither is ever worked out from the other."""

    qualifier = models.TextField()
    type = models.TextField()

    class Meta:
        constraints = fact_constraints("asb_incident", "qualifier", "type")


class WardenReport(Fact):
    """Reports to the warden service; never added to the police's incidents."""

    kind = models.TextField()

    class Meta:
        constraints = fact_constraints("warden_report", "kind")
