"""What a worker can do with files, by the name that stands in the queue; knows none of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnership.models import FileWork

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Done:
    """What came of it: anything that JSON holds, and the bytes that were made, if any.

    Of what somebody asked for by a form, `address` is where they go on, and `said` are the
    sentences that stand there; the first is of success, the others are warnings.
    """

    found: Mapping[str, Any] = field(default_factory=dict)
    address: str = ""
    said: tuple[str, ...] = ()
    made: bytes | None = None


@dataclass(frozen=True)
class Kind:
    """One kind of work. `act` is called in a transaction, in a process that may take so many
    seconds, and so many bytes beyond what the worker has; it raises `Refused` with a sentence."""

    slug: str
    title: str
    act: Callable[[FileWork], Done]
    seconds: int = 60
    memory: int = 1_500 * MEGABYTE


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Once for each; the modules `file_works` of the apps do it when the portal starts."""
    _kinds[kind.slug] = kind


def kind_of(work: FileWork) -> Kind:
    """KeyError for a kind that no app knows any more."""
    return _kinds[work.kind]
