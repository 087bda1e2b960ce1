"""Whole numbers as people and addresses write them."""

from __future__ import annotations

import re

# SQLite and PostgreSQL have no larger whole number, and nothing here is counted so far.
LARGEST = 2**63 - 1
_WRITTEN = re.compile(r"-?[0-9]{1,19}")


def whole_number(text: str) -> int | None:
    """The number written in the digits 0 to 9, with a minus before it or without.

    None for anything else, also for what Python takes for digits (², ٣), for "--5", and for what
    no database can hold.
    """
    if not _WRITTEN.fullmatch(text):
        return None
    number = int(text)
    return number if abs(number) <= LARGEST else None
