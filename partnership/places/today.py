"""The places of a partnership as they stand today, kept from one request to the next."""

from __future__ import annotations

from partnership.kept import kept, trail
from partnership.models import Partnership
from partnership.places.geography import Geography, geography


def places_today(partnership: Partnership) -> Geography:
    """One query while nothing has been written since, else those of `geography` too."""
    return kept((partnership.pk, "places"), lambda: geography(partnership), as_of=trail())
