"""The way of an upload from its bytes to facts in use goes through the rooms without going back.

A small police return is uploaded, sent and accepted by the functions that its pages call, and
every Python call between two packages is recorded. A package is a room of the map: a folder of an
app (`returns.reading`), a module beside the rooms (`partnership.audit`), or an app that has none
(`measures`, `crime`).

A package is **entered** when a function of it is called from another package. It is **entered
again** when the way comes back to it after moving on: it had been left (no call into it was
running), and since then the way had entered another for the first time. What one package asks of
another twice in a row is no return; coming back after a further stage is, also in another of the
three acts.

The vocabulary is counted among the packages entered, and is otherwise no stage: declarations and
findings (`returns.catalogue`), rows of the database (`returns.models`) and periods (`measures`)
are the values that the stages hand on. To ask a month for its first day is no step of the way.
Nor is to ask which day it is: `partnership.clock` is not counted, as Django's own clock is not.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.urls import reverse

from crime.models import RecordedCrime
from measures.periods import Month
from returns.lifecycle import decisions, sending, uploads
from tests.house.tree import ROOT, packages
from tests.returns.conftest import (  # noqa: F401 - fixtures
    EARLY,
    crime_file,
    middlesbrough,
    officer,
    police,
    second,
    somebody,
)

APPS = frozenset(packages(ROOT))
# Whose modules at the top are rooms of their own, such as `partnership.audit`.
WITH_ROOMS = {"partnership", "reporting", "returns"}
MOST_ENTERED = 12
MOST_ENTERED_AGAIN = 4
CLOCK = "partnership.clock"
VOCABULARY = {"returns.catalogue", "returns.models", "measures"}
# In the order in which the way enters them for the first time.
STAGES = [
    "returns.lifecycle",
    "returns.files",
    "returns.reading",
    "returns.in_use",
    "returns.checking",
    "returns.disclosure",
]


@dataclass
class Way:
    """The packages in which calls are running, and those that were entered, in order."""

    entered: list[str] = field(default_factory=list)
    again: set[str] = field(default_factory=set)
    running: list[tuple[str, FrameType]] = field(default_factory=list)
    # By package, how many stages had been entered when its last call ended.
    left: dict[str, int] = field(default_factory=dict)

    def trace(self, frame: FrameType, event: str, _: Any) -> None:
        """What `sys.setprofile` calls."""
        if event == "call" and (package := package_of(frame.f_code.co_filename)):
            if package not in {each for each, _ in self.running}:
                self._enter(package)
            self.running.append((package, frame))
        elif event == "return" and self.running and self.running[-1][1] is frame:
            package, _ = self.running.pop()
            self.left[package] = len(self.stages)

    def _enter(self, package: str) -> None:
        if package not in self.entered:
            self.entered.append(package)
        elif package not in VOCABULARY and self.left[package] < len(self.stages):
            self.again.add(package)

    @property
    def stages(self) -> list[str]:
        return [package for package in self.entered if package not in VOCABULARY]


@contextmanager
def traced() -> Iterator[Way]:
    way, before = Way(), sys.getprofile()
    sys.setprofile(way.trace)
    try:
        yield way
    finally:
        sys.setprofile(before)


@cache
def package_of(filename: str) -> str | None:
    """The package of a module of the portal; None for anything else."""
    path = Path(filename)
    if not path.is_relative_to(ROOT):
        return None
    app, *within = path.relative_to(ROOT).with_suffix("").parts
    if app not in APPS or not within:
        return None
    package = f"{app}.{within[0]}" if len(within) > 1 or app in WITH_ROOMS else app
    return None if package == CLOCK else package


@pytest.mark.django_db
def test_an_upload_moves_on_from_room_to_room(
    middlesbrough,  # noqa: F811 - the fixtures
    officer,  # noqa: F811
    second,  # noqa: F811
    police,  # noqa: F811
    crime_file,  # noqa: F811
):
    file = crime_file([Month(2022, 1)])
    # The first address that is asked for loads every page: no step of the way.
    reverse("healthz")
    with traced() as way:
        kept = uploads.upload(
            file=file,
            name="crime.csv",
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            at=EARLY,
        )
        parts = list(kept.parts.all())
        sending.send(parts=parts, by=officer, at=EARLY)
        decisions.accept(parts=parts, by=second, at=EARLY)
    assert RecordedCrime.objects.filter(part__in=parts).exists()
    assert [stage for stage in way.entered if stage in STAGES] == STAGES
    assert len(way.entered) <= MOST_ENTERED, way.entered
    assert len(way.again) <= MOST_ENTERED_AGAIN, way.again


# --- Planted ways ----------------------------------------------------------------------------
def _planted(path: str, source: str, **called: Any) -> Any:
    """`go` of a module that would stand there."""
    space = dict(called)
    exec(compile(source, str(ROOT / path), "exec"), space)
    return space["go"]


def test_coming_back_after_a_further_stage_is_noticed():
    files = _planted("returns/files/planted.py", "def go(): pass")
    reading = _planted("returns/reading/planted.py", "def go(): pass")
    straight = "def go():\n    files()\n    files()\n    reading()"
    back = f"{straight}\n    files()"
    for source, again in {straight: set(), back: {"returns.files"}}.items():
        go = _planted("returns/lifecycle/planted.py", source, files=files, reading=reading)
        with traced() as way:
            go()
        assert way.entered == ["returns.lifecycle", "returns.files", "returns.reading"]
        assert way.again == again


def test_what_is_called_within_a_stage_does_not_end_it():
    places = _planted("partnership/places/planted.py", "def go(): pass")
    reading = _planted(
        "returns/reading/planted.py", "def go():\n    places()\n    places()", places=places
    )
    with traced() as way:
        reading()
    assert (way.entered, way.again) == (["returns.reading", "partnership.places"], set())
