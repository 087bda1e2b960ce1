"""What the pages of records say."""

from __future__ import annotations

from datetime import date
from typing import Any

from partnership.models.records import Record

NOT_SAID = "Not said"


def as_text(value: Any) -> str:
    """A value of any kind in words."""
    match value:
        case None | "":
            return ""
        case bool():
            return "Yes" if value else "No"
        case date():
            return f"{value:%-d %B %Y}"
        case list() | tuple():
            return ", ".join(str(item) for item in value)
        case _:
            return str(value)


def ended(on: date, because: str) -> str:
    return f"Ended on {as_text(on)}: {because}"


def added(record: Record) -> str:
    return f"{record}: added"


def changed(record: Record) -> str:
    return f"{record}: saved"


def taken(count: int) -> str:
    return "1 record was taken" if count == 1 else f"{count} records were taken"


def ended_now(record: Record) -> str:
    return f"{record}: ended. It stays in the list of what has ended."
