"""National figures of Prevent and Channel as they are kept: there is no table of local ones."""

from __future__ import annotations

from returns.published_models import PublishedFigure, published_constraints


class NationalFigure(PublishedFigure):
    """One figure of one publication for England and Wales, or for Great Britain."""

    class Meta:
        constraints = published_constraints("national_prevent")
