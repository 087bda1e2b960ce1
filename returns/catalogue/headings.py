"""What two headings have in common however they are written; knows only text."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=2_048)
def plain(heading: str) -> str:
    """A heading without what people write differently: case, spaces and punctuation."""
    return "".join(filter(str.isalnum, heading.casefold()))
