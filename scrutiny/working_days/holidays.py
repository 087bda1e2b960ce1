"""The days and periods that law and calendar give, as files with their source hold them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from django.conf import settings

from scrutiny.working_days.countdown import Unit


@dataclass(frozen=True)
class Allowed:
    """How long something may take, since when, and where that stands."""

    period: str
    number: int
    unit: Unit
    since: date
    source: str
    address: str
    how_seen: str


@cache
def national() -> Mapping[date, str]:
    """The bank holidays of England and Wales on record, by day."""
    rows = _rows("bank-holidays-england-and-wales.csv")
    return MappingProxyType({date.fromisoformat(row["day"]): row["name"] for row in rows})


@cache
def statutory() -> tuple[Allowed, ...]:
    """The periods that law gives, until a partnership sets its own."""
    return tuple(
        Allowed(
            period=row["period"],
            number=int(row["number"]),
            unit=Unit(row["unit"]),
            since=date.fromisoformat(row["since"]),
            source=row["source"],
            address=row["address"],
            how_seen=row["how_seen"],
        )
        for row in _rows("periods.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = settings.BASE_DIR / "fixtures" / "scrutiny" / name
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class PeriodKey(StrEnum):
    """The periods of scrutiny."""

    CLEAR_DAYS = "clear-days"
    AUTHORITIES = "authorities"
    EXECUTIVE = "executive"
