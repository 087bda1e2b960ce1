"""Who is told, while a file is read, how far the reading is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_watcher: ContextVar[Callable[[str], None] | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(by: Callable[[str], None]) -> Iterator[None]:
    """Within it, `by` is given a sentence for each table that is begun."""
    before = _watcher.set(by)
    try:
        yield
    finally:
        _watcher.reset(before)


def say(sentence: str) -> None:
    """Tell whoever watches; nobody need."""
    watcher = _watcher.get()
    if watcher is not None:
        watcher(sentence)
