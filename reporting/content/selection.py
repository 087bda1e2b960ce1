"""What somebody asked to see: the query string of an address as a value; knows no figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from measures.baselines import Against, read
from measures.periods import BadPeriod, Period

LONDON = ZoneInfo("Europe/London")


class BadSelection(ValueError):
    """What was asked for cannot be read; the message is a sentence to show."""


@dataclass(frozen=True)
class Selection:
    """A choice of figures; None or blank is what the page would choose. `as_at` is as written.

    `wards` is a day: figures are shown by the wards that stood on it, today's where it is blank.
    """

    period: Period | None = None
    against: Against | None = None
    area: str = ""
    category: str = ""
    source: str = ""
    as_at: str = ""
    sort: str = ""
    page: int = 1
    wards: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Selection:
        """The selection in a query string; BadSelection for what cannot be read."""
        asked = {name: str(value).strip() for name, value in query.items()}
        as_at = asked.get("as-at", "")
        moment(as_at)
        _day(asked.get("wards", ""))
        return cls(
            period=_period(asked.get("period", "")),
            against=_against(asked.get("against", "")),
            area=asked.get("area", ""),
            category=asked.get("category", ""),
            source=asked.get("source", ""),
            as_at=as_at,
            sort=asked.get("sort", ""),
            page=_page(asked.get("page", "")),
            wards=asked.get("wards", ""),
        )

    @property
    def moment(self) -> datetime | None:
        """The moment that `as_at` means; None for now."""
        return moment(self.as_at)

    @property
    def query(self) -> str:
        """The query string that `read` takes back to this selection."""
        asked = {
            "period": self.period.code if self.period else "",
            "against": self.against.code if self.against else "",
            "area": self.area,
            "category": self.category,
            "source": self.source,
            "as-at": self.as_at,
            "sort": self.sort,
            "page": str(self.page) if self.page > 1 else "",
            "wards": self.wards,
        }
        return urlencode({name: value for name, value in asked.items() if value}, safe="/")

    def but(self, **changes: Any) -> Selection:
        """The same selection with `changes`."""
        return replace(self, **changes)


def moment(as_at: str) -> datetime | None:
    """The moment that an ISO date or time means, in London where it names no zone; None if blank.

    A bare date means the end of that day. BadSelection for what is neither.
    """
    if not as_at:
        return None
    try:
        if len(as_at) <= len("2024-03-04"):
            return datetime.combine(date.fromisoformat(as_at), time.max, tzinfo=LONDON)
        # A plus sign arrives as a space when an address was not quoted.
        read = datetime.fromisoformat(as_at.replace(" ", "+") if "T" in as_at else as_at)
        at = read if read.tzinfo else read.replace(tzinfo=LONDON)
        # A clock elsewhere may show a day that no calendar has.
        at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadSelection(f"“{as_at}” is not a date: write it like 2024-03-04.") from None
    return at


def _period(text: str) -> Period | None:
    if not text:
        return None
    try:
        return Period.parse(text)
    except BadPeriod as bad:
        raise BadSelection(str(bad)) from None


def _against(text: str) -> Against | None:
    if not text:
        return None
    try:
        return read(text)
    except BadPeriod as bad:
        raise BadSelection(str(bad)) from None


def _day(text: str) -> None:
    """Refuse what is no day: `wards` names the wards that stood on one."""
    try:
        if text:
            date.fromisoformat(text)
    except ValueError:
        raise BadSelection(f"“{text}” is not a date: write it like 2024-03-04.") from None


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 100_000 else 1
