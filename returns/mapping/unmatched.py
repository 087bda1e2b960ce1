"""Words of a mapped file that match no area, category or period, with what is near to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from returns.mapping.sheets import Role


@dataclass(frozen=True)
class Unmatched:
    """A word of the file that no area, category or period is called, and what is near to it.

    `near` are codes or slugs, with what they are called. `counts` have it, and add up to `total`.
    """

    role: Role
    text: str
    near: tuple[tuple[str, str], ...] = ()
    counts: int = 0
    total: int = 0


def near_to(text: str, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The slugs of up to three of `labels` that resemble `text`, with their labels."""
    from difflib import get_close_matches

    by_label = {label.casefold(): slug for slug, label in labels.items()}
    words = set(text.casefold().split()) - {"and", "of", "the", "&", "offences", "crime"}
    holding = [label for label in by_label if words and words & set(label.split())]
    close = get_close_matches(text.casefold(), by_label, n=3, cutoff=0.5)
    slugs = dict.fromkeys(by_label[label] for label in [*close, *holding][:3])
    return tuple((slug, labels[slug]) for slug in slugs)
