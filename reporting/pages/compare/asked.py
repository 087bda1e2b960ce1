"""What an address asks to be compared: up to four figures, each by measure, period and place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from reporting.content.selection import BadSelection, moment

FIELDS = ("measure", "period", "area", "source")
SIDES = ("left", "right", "third", "fourth")


@dataclass(frozen=True)
class SideAsked:
    """One side of an address, as written: `left=crime/all-crime,2022/23,E05009853,police-uk`."""

    measure: str = ""
    period: str = ""
    area: str = ""
    source: str = ""

    @classmethod
    def read(cls, written: str) -> SideAsked:
        """Parse an address; parts left out at the end are blank. BadSelection for too many."""
        parts = [part.strip() for part in written.split(",")]
        if len(parts) > len(FIELDS):
            raise BadSelection(
                f"“{written}” has more than a measure, a period, an area and a source."
            )
        return cls(*parts)

    @property
    def written(self) -> str:
        return ",".join((self.measure, self.period, self.area, self.source)).rstrip(",")


_NOTHING = SideAsked()


@dataclass(frozen=True)
class Asked:
    """The sides, up to four, and the moment that an address asks for."""

    left: SideAsked
    right: SideAsked
    as_at: str = ""
    third: SideAsked = _NOTHING
    fourth: SideAsked = _NOTHING

    @property
    def more(self) -> tuple[tuple[str, SideAsked], ...]:
        """What the first is compared with beside the second, where anything is."""
        named = (("third", self.third), ("fourth", self.fourth))
        return tuple((name, side) for name, side in named if side != _NOTHING)

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Asked:
        """From `left`, `right` and so on, or from the fields of the form where they are given.

        An `area` alone is that of the left side: a place beside something to choose.
        """
        as_at = str(query.get("as-at", "")).strip()
        moment(as_at)
        sides = (
            SideAsked(*(str(query.get(f"{name}-{field}", "")).strip() for field in FIELDS))
            if is_typed(query)
            else SideAsked.read(str(query.get(name, "")))
            for name in SIDES
        )
        left, right, third, fourth = sides
        if left == _NOTHING and not is_typed(query):
            left = SideAsked(area=str(query.get("area", "")).strip())
        return cls(left, right, as_at, third, fourth)

    @property
    def query(self) -> str:
        """The query string that `read` takes back to this."""
        asked = {
            "left": self.left.written,
            "right": self.right.written,
            **{name: side.written for name, side in self.more},
            "as-at": self.as_at,
        }
        return urlencode({name: value for name, value in asked.items() if value}, safe="/,")


def is_typed(query: Mapping[str, str]) -> bool:
    """Whether the form sent it, field by field."""
    return any(f"{name}-measure" in query for name in SIDES)
