"""National figures of Prevent and Channel, and what is done: there is no table of local ones."""

from __future__ import annotations

from returns.models.published import PublishedFigure, published_constraints


class NationalFigure(PublishedFigure):
    """One figure of one publication for England and Wales, or for Great Britain."""

    class Meta:
        constraints = published_constraints("national_prevent")


# Models of a module of their own, found by Django through this one.
from prevent.register_models import (  # noqa: E402, F401
    Activity,
    GroupAction,
    OversightBody,
    School,
    SelfAssessment,
    Training,
    Workstream,
)
