"""Which community safety partnership in the country a name means; knows names only."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

from partnership.kinds import Level
from partnership.models import Area

TABLE = Path(__file__).resolve().parents[2] / "fixtures" / "places" / "csp_names.csv"
# Of difflib's likeness from 0 to 1, as for wards.
NEAR_ENOUGH = 0.7
# Publishers put these before, after or nowhere: "City of London", "London, City of", "London".
_LEFT_OUT = frozenset({"city", "county", "of", "the"})
# What publishers call rows that belong to no partnership of their own.
_NOBODYS = re.compile(
    r"(un|not )?(assigned|allocated|known|stated)\b|unknown\b|other\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Called:
    """A name that publishers use, from the table: the code it stands for, or why it has none."""

    name: str
    code: str
    note: str


@dataclass(frozen=True)
class PartnershipNames:
    """The partnerships of the country as ONS names them: (id, code, name) of each one loaded."""

    areas: tuple[tuple[int, str, str], ...]

    @classmethod
    def of_all_loaded(cls) -> PartnershipNames:
        """Those of the ONS lists that were loaded; one query."""
        every = Area.objects.filter(level=Level.PARTNERSHIP).order_by("pk")
        return cls(tuple(every.values_list("pk", "code", "name")))

    def match(self, text: str) -> int | None:
        """The id of the partnership of that code or name, whatever its spelling."""
        plain = _plain(text)
        called = _table().get(plain)
        if called is not None:
            return self._by_code.get(called.code)
        found = self._by_code.get(text.strip().upper()) or self._by_name.get(plain)
        return found or self._by_core.get(_core(plain))

    def suggest(self, text: str) -> str:
        """What to say of a name that matches none: what became of it, or whom it is near to."""
        called = _table().get(_plain(text))
        if called is not None:
            return called.note or f"{text} is {called.code}, which is not in the lists loaded."
        near = get_close_matches(_plain(text), self._by_name, n=1, cutoff=NEAR_ENOUGH)
        return f"Is “{self.name(self._by_name[near[0]])}” meant?" if near else ""

    def name(self, area: int) -> str:
        """The name that ONS has for the area of that id. KeyError where there is none."""
        return self._names[area]

    @cached_property
    def _names(self) -> Mapping[int, str]:
        return {pk: name for pk, _, name in self.areas}

    @cached_property
    def _by_code(self) -> Mapping[str, int]:
        return {code: pk for pk, code, _ in self.areas}

    @cached_property
    def _by_name(self) -> Mapping[str, int]:
        return _once((_plain(name), pk) for pk, _, name in self.areas)

    @cached_property
    def _by_core(self) -> Mapping[str, int]:
        return _once((_core(_plain(name)), pk) for pk, _, name in self.areas)


NO_PARTNERSHIPS = PartnershipNames(())


def is_nobodys(text: str, *, force: str) -> bool:
    """Whether rows so called are a police force's own and of no partnership of it.

    A blank name, "Unassigned Cleveland", and the name of the force itself.
    """
    plain = _plain(text)
    return not plain or plain == _plain(force) or bool(_NOBODYS.match(text.strip()))


def _once(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Names by what they stand for, without those that stand for two."""
    named = list(pairs)
    times = Counter(name for name, _ in named)
    return {name: pk for name, pk in named if name and times[name] == 1}


@cache
def _table() -> Mapping[str, Called]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [Called(row["name"], row["code"], row["note"]) for row in csv.DictReader(file)]
    return {_plain(area.name): area for area in rows}


def _plain(text: str) -> str:
    """A name without what people write differently: case, “&”, punctuation."""
    simplified = text.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    return " ".join(re.findall(r"[^\W_]+", simplified))


def _core(plain: str) -> str:
    return " ".join(word for word in plain.split() if word not in _LEFT_OUT)
