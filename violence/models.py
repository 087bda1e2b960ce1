"""Serious violence as it is kept: a count for each ward and month, under a definition."""

from __future__ import annotations

from returns.models import Fact, fact_constraints


class SeriousViolence(Fact):
    """What is counted is said by the return's definition (`returns.models.Definition`)."""

    class Meta:
        constraints = fact_constraints("serious_violence")
