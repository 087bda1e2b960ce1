"""Which of many that are screened together stand out, so that luck is not taken for news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

# Of what is said to stand out, this part at most may be chance, on average over many months.
# Where nothing has changed anywhere, something is flagged in no more than so many months.
PROMISED_RATE = 0.05


def that_stand_out(p_values: Mapping[Key, float], *, rate: float = PROMISED_RATE) -> list[Key]:
    """Which of many, screened together, stand out, the strongest first.

    Benjamini and Hochberg (1995): of those that are said to stand out, no more than `rate` are
    chance on average, also where series move together, as a ward does with its locality
    (Benjamini and Yekutieli 2001).
    """
    ranked = sorted(p_values, key=lambda key: p_values[key])
    last = 0
    for rank, key in enumerate(ranked, start=1):
        if p_values[key] <= rate * rank / len(ranked):
            last = rank
    return ranked[:last]
