"""The optimistic lock: a change names the version that its author saw.

Nobody is kept from opening what somebody else has open; of two that save, the second is told.
"""

from __future__ import annotations

from typing import Any

from partnership.refusals import Outdated


def check_seen(
    seen: int | None,
    *,
    latest: int | None,
    sentence: str,
    now: Any = None,
    field: str | None = None,
) -> None:
    """Outdated, with `sentence`, unless the version that was seen is the latest.

    A version is a number that every change moves on, or the key of the row that stands, None for
    none; `now` is what stands. The caller has locked the row, so that it stays the latest.
    """
    if seen != latest:
        raise Outdated(sentence, now=now, version=latest, field=field)
