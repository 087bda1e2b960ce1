"""The list of what the law asks to be disclosed, as the fixture has it; knows no partnership."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from measures.periods import Period
from partnership.kinds import AgencyKind
from returns.lifecycle.schedule.calendar import Interval, statutory_due

LIST = Path(__file__).resolve().parents[3] / "fixtures" / "statutory" / "s17a.toml"


class NoInterval(LookupError):
    """No rule of the list says when a period is to be disclosed."""


@dataclass(frozen=True)
class Item:
    """One kind of information that one kind of authority must disclose.

    `supplied_by` are the sources that come nearest to it today, each as (dataset, source), and
    `how_far` says what they leave out. `seen` is where the wording comes from.
    """

    paragraph: str
    authority: AgencyKind
    what: str
    valid_from: date
    valid_to: date | None
    seen: str
    supplied_by: tuple[tuple[str, str], ...]
    how_far: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class StatutoryList:
    """The whole list with its citation."""

    title: str
    act: str
    regulations: str
    address: str
    standing_note: str
    intervals: tuple[Interval, ...]
    items: tuple[Item, ...]

    def due(self, period: Period) -> date:
        """The day by which `period` must be disclosed. NoInterval where no rule was in force."""
        for interval in self.intervals:
            if interval.holds_for(period):
                return statutory_due(period, interval)
        raise NoInterval(f"No rule in force says when {period.label} is to be disclosed.")


@cache
def statutory_list() -> StatutoryList:
    """The list as the fixture has it."""
    return read(LIST.read_text(encoding="utf-8"))


def read(text: str) -> StatutoryList:
    """The list in `text`, which is TOML. KeyError or ValueError where it is malformed."""
    loaded = tomllib.loads(text)
    return StatutoryList(
        title=loaded["title"],
        act=loaded["act"],
        regulations=loaded["regulations"],
        address=loaded["address"],
        standing_note=loaded["standing_note"],
        intervals=tuple(
            Interval(
                entry["months"],
                entry["disclosed_within"],
                entry["valid_from"],
                entry.get("valid_to"),
            )
            for entry in loaded["interval"]
        ),
        items=tuple(_item(entry) for entry in loaded["item"]),
    )


def _item(entry: dict[str, Any]) -> Item:
    return Item(
        paragraph=entry["paragraph"],
        authority=AgencyKind(entry["authority"]),
        what=entry["what"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        seen=entry["seen"],
        supplied_by=tuple(_series(named) for named in entry["supplied_by"]),
        how_far=entry["how_far"],
    )


def _series(named: str) -> tuple[str, str]:
    dataset, _, source = named.partition("/")
    return dataset, source
