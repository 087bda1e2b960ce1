"""What two headings have in common however they are written; knows only text."""

from __future__ import annotations


def plain(heading: str) -> str:
    """A heading without what people write differently: case, spaces and punctuation."""
    return "".join(filter(str.isalnum, heading.casefold()))
