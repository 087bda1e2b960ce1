"""Counts read before, kept in this process for as long as the same returns are in use.

What is in use is replaced and never changed, so the returns and their months say what was read. No
counts of a source with a disclosure rule are kept: those are asked for anew each time.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeAlias

from measures.counts import Count

# Of each set of categories asked for together.
Counts: TypeAlias = tuple[Mapping[tuple[Any, int, int], Count], ...]

# Some 40 MB: a count takes some 200 bytes with its key.
MOST_CELLS = 200_000

_kept: OrderedDict[Hashable, Counts] = OrderedDict()
_lock = Lock()


def remembered(key: Hashable, read: Callable[[], Counts]) -> Counts:
    """What `read` gave for `key` before, or gives now. Nobody may change it."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    counts = read()
    with _lock:
        _kept[key] = counts
        while len(_kept) > 1 and sum(map(_cells, _kept.values())) > MOST_CELLS:
            _kept.popitem(last=False)
    return counts


def forget() -> None:
    """Keep nothing: the database is another one than before."""
    with _lock:
        _kept.clear()


def _cells(counts: Counts) -> int:
    return sum(map(len, counts))
