"""Watches calls between the rooms of a package while something runs; knows frames alone."""

from __future__ import annotations

import inspect
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType

from tests.house.tree import ROOT


@dataclass(frozen=True)
class Call:
    """From a function of one room to a function of another."""

    caller: str
    callee: str

    @property
    def rooms(self) -> tuple[str, str]:
        return room_of(self.caller), room_of(self.callee)


@dataclass
class Way:
    """The calls between rooms of `package`, whatever code of others lies between them."""

    package: str
    calls: set[Call] = field(default_factory=set)
    _seen: set[tuple[CodeType, CodeType]] = field(default_factory=set)

    @property
    def rooms(self) -> set[str]:
        return {room for call in self.calls for room in call.rooms}

    def climbs(self, layers: Sequence[str]) -> list[str]:
        """Calls into a room that stands higher in `layers`, which begin with the highest."""
        place = {room: number for number, room in enumerate(layers)}
        return sorted(
            f"{call.caller} calls {call.callee}"
            for call in self.calls
            if {*call.rooms} <= {*place} and place[call.rooms[0]] > place[call.rooms[1]]
        )

    def note(self, frame: FrameType) -> None:
        """Notes the call that made `frame`.

        A generator that is handed down and goes on there is data and no call; what its own
        lines call counts. A module that is imported late is for the import contracts.
        """
        if not self._is_ours(frame) or frame.f_code.co_flags & inspect.CO_GENERATOR:
            return
        caller = frame.f_back
        while caller is not None and not self._is_ours(caller):
            caller = caller.f_back
        if caller is None or (pair := (caller.f_code, frame.f_code)) in self._seen:
            return
        self._seen.add(pair)
        call = Call(_name(caller), _name(frame))
        if len({*call.rooms}) == 2:
            self.calls.add(call)

    def _is_ours(self, frame: FrameType) -> bool:
        name = frame.f_globals.get("__name__", "")
        return name.startswith(f"{self.package}.") and frame.f_code.co_name != "<module>"


def room_of(name: str) -> str:
    """ "packs" of "reporting.packs.build.section"."""
    return name.split(".")[1]


def _name(frame: FrameType) -> str:
    return f"{frame.f_globals['__name__']}.{frame.f_code.co_qualname}"


@contextmanager
def watched(package: str) -> Iterator[Way]:
    """The way that the calls of this block take through the rooms of `package`."""
    way = Way(package)
    before = sys.getprofile()

    def notice(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            way.note(frame)

    sys.setprofile(notice)
    try:
        yield way
    finally:
        sys.setprofile(before)


def layers(package: str) -> list[str]:
    """Its rooms from the top, as the import contract has them."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: Iterable[dict[str, list[str]]] = pyproject["tool"]["importlinter"]["contracts"]
    [found] = [each["layers"] for each in contracts if each.get("containers") == [package]]
    return found
