"""Ward sets that wards of another day cannot stand for; plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OtherWards:
    """A ward set with wards that those shown cannot stand for: its name and its first day."""

    name: str
    since: date
