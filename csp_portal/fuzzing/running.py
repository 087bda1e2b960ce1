"""Damaged files left at every door as their users would, and what becomes of each.

Whatever a file brought about is undone before the next: nothing stays, in the database or on disc.
"""

from __future__ import annotations

import os
import re
import resource
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client, TestCase

from csp_portal.fuzzing.doors import DOORS, Door
from csp_portal.fuzzing.mutations import mutated
from returns.lifecycle.mapping import BESIDE
from returns.models import Arrival

SERVER_ERROR = 500
# Of the processor, for one file: what its reading may take, and what is about it.
MOST_SECONDS = 12.0
# How much more memory the process may have at the end than after its first files.
MOST_GROWTH = 400_000_000
SETTLED_AFTER = 100

# What every request writes, whatever becomes of the file, and the queue that is empty at the end.
ALWAYS = {
    "django_session",
    "partnership_auditevent",
    "partnership_filework",
    "partnership_user",
    "returns_arrival",
}
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|INSERT OR \w+ INTO) "?(\w+)', re.I)


@dataclass
class Outcome:
    """What became of the files, by door, and what must not have happened, with its seed."""

    files: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0
    growth: int = 0

    @property
    def by_door(self) -> dict[str, dict[str, int]]:
        """How many files of each door were kept and refused."""
        doors: dict[str, dict[str, int]] = {}
        for (door, what), number in sorted(self.counts.items()):
            doors.setdefault(door, {})[what] = number
        return doors


def fuzz(*, files: int, seed: int = 1) -> Outcome:
    """Leave so many damaged files, the doors in turn; file N is the same for the same seed."""
    outcome = Outcome(files=files)
    memory = 0
    with transaction.atomic():
        visitors = [_Visitor(door) for door in DOORS]
        for number in range(files):
            if number == min(SETTLED_AFTER, files // 2):
                memory = _memory()
            visitors[number % len(visitors)].leave(number, seed, outcome)
        outcome.growth = max(0, _memory() - memory)
        if outcome.growth > MOST_GROWTH:
            outcome.faults.append(f"memory grew by {outcome.growth / 1e6:,.0f} MB")
        transaction.set_rollback(True)
    return outcome


class _Visitor:
    """Somebody who has signed in and goes to one door again and again."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.client = Client(raise_request_exception=False, headers={"host": "localhost"})
        user = get_user_model().objects.get(email=door.as_)
        self.client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.address, self.also, self.seeds = door.address(), door.also(), door.seeds()

    def leave(self, number: int, seed: int, outcome: Outcome) -> None:
        # Not for secrets: the same number gives the same file again.
        random = Random(f"{seed}/{number}")  # noqa: S311
        name, content = random.choice(self.seeds)
        content = mutated(content, random)
        files_before, seconds_before = _files(), _seconds()
        with transaction.atomic():
            before, waiting = self._made(), Arrival.objects.count()
            with _tables_written() as written, TestCase.captureOnCommitCallbacks(execute=True):
                problem = self._post(name, content)
            kept = self._made() - before
            arrivals = Arrival.objects.count() - waiting
            transaction.set_rollback(True)
        new_files = _files() - files_before
        for path in new_files:
            path.unlink()
        seconds = _seconds() - seconds_before
        outcome.slowest = max(outcome.slowest, seconds)
        outcome.counts[self.door.name, "kept" if kept else "refused"] += 1
        where = f"{self.door.name}, file {number} of seed {seed} ({name})"
        outcome.faults += [
            f"{where}: {fault}"
            for fault in (
                problem,
                self._growth(kept, new_files, arrivals),
                self._changes(written),
                f"{seconds:.1f} seconds" if seconds > MOST_SECONDS else "",
            )
            if fault
        ]

    def _post(self, name: str, content: bytes) -> str:
        """What went wrong; blank if nothing did."""
        given = {**self.also, self.door.field: SimpleUploadedFile(name, content)}
        answer: Any = self.client.post(self.address, given, follow=self.door.follows)
        if answer.status_code >= SERVER_ERROR:
            return f"{answer.status_code}: {self._why(answer)}"
        if answer.status_code in (403, 404):
            return f"answered {answer.status_code}"
        return "the reading failed" if Arrival.objects.filter(state="failed").exists() else ""

    @staticmethod
    def _why(answer: Any) -> str:
        kind, value, _ = answer.exc_info or (None, None, None)
        return f"{kind.__name__}: {value}"[:300] if kind else "no exception"

    def _made(self) -> int:
        return sum(model._default_manager.count() for model in self.door.makes)  # noqa: SLF001

    def _growth(self, kept: int, files: set[Path], arrivals: int) -> str:
        if arrivals:
            return f"{arrivals} files wait for ever"
        # Beside a file that waits to be mapped stand its sheets.
        bytes_of = {path for path in files if path.suffix != BESIDE}
        if len(bytes_of) > kept or len(files) > 2 * kept:
            return f"{len(files)} files were stored for {kept} records"
        return ""

    def _changes(self, written: set[str]) -> str:
        own = {model._meta.db_table for model in self.door.makes}  # noqa: SLF001 - documented
        strange = written - own - ALWAYS - set(self.door.touches)
        return f"wrote to {', '.join(sorted(strange))}" if strange else ""


@contextmanager
def _tables_written() -> Iterator[set[str]]:
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := _WRITES.match(sql):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield tables


def _files() -> set[Path]:
    return {path for path in Path(settings.CSP_FILES).rglob("*") if path.is_file()}


def _seconds() -> float:
    """Of the processor, of this process and of the programs that it ran."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _memory() -> int:
    """The bytes that this process holds now; its peak where the system does not say."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
