"""How made-up figures are split: totals by plain weights, the same everywhere; no database."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from hashlib import sha256

from returns.catalogue.declarations import Layout

ILLUSTRATIVE = "illustrative split of the published total"
ILLUSTRATIVE_TOTAL = "illustrative split of an illustrative total"

# Two wards have had other codes since the election of 4 May 2023, and the same extent.
CODES_SINCE_MAY_2023 = {"E05009864": "E05015468", "E05009868": "E05015469"}


def apportion(total: int, weights: Iterable[int]) -> list[int]:
    """Whole numbers in proportion to `weights` that add up to `total`.

    What is rounded off one cell is carried to the next, so any run of cells (a month, a ward in
    a month) is within one of its share. Sharing out by the largest remainder would leave a rare
    category in a small ward at nought in every month of every year.
    """
    weights = list(weights)
    whole, running, given, counts = sum(weights), 0, 0, []
    for weight in weights:
        running += weight
        due = total * running // whole
        counts.append(due - given)
        given = due
    return counts


def swayed(about: str, *, reach: int) -> int:
    """Per thousand, what a share is multiplied by: 1000 give or take `reach`.

    `about` names the share, such as a ward and a year: the same name sways it alike on every
    machine and every day.
    """
    return 1000 - reach + _byte(about) * 2 * reach // 255


def as_csv(layout: Layout, rows: Iterable[Sequence[object]]) -> bytes:
    """A return in the portal's own template, as UTF-8: `rows` in the order of its columns."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in layout.columns])
    writer.writerows(rows)
    return text.getvalue().encode()


def _byte(text: str) -> int:
    """0 to 255, the same on every machine."""
    return sha256(text.encode()).digest()[0]
