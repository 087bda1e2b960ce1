"""The reader of the secret address of scrutiny's days."""

from __future__ import annotations

from partnership.calendars.secret_addresses import Addresses, Keys
from partnership.models import Partnership
from scrutiny.models import ClockAddress

ADDRESSES = Addresses(ClockAddress, Keys(salt="scrutiny.clock-address"))


def address_of(partnership: Partnership) -> ClockAddress | None:
    """The one that works now."""
    return ADDRESSES.standing(partnership=partnership).select_related("made_by").first()
