"""A total beside counts of which some are hidden: whether it narrows any of them down."""

from __future__ import annotations

from collections.abc import Sequence

# Whoever hides small counts shows zeros or hides them too; a reader may know which.
LEAST = (0, 1)


def leaves_all_open(together: int, most: Sequence[int]) -> bool:
    """Whether each hidden count may still be anything that its sign allows.

    `together` is the total less all counts that show beside it, and `most` the greatest that each
    hidden count may be. Without any hidden count, and with a single one, it never does.
    """
    if not most:
        return False
    largest, others = max(most), len(most) - 1
    return all(
        largest + others * least <= together <= least + sum(most) - largest for least in LEAST
    )
