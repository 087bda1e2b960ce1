"""The only module that writes CSV for people to open: no word in it is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

# What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?%?", re.ASCII)


def as_words(text: str) -> str:
    """`text` with an apostrophe where a spreadsheet would work it out; a number stays one."""
    if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def csv_of(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV; anything but text is written as it is."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [as_words(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return text.getvalue()
