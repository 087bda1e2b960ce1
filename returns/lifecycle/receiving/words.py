"""What people read about a file that has arrived and is not read yet; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnership.file_work.awaiting import Progress

CHECKING = "Checking it against the figures in use"
NEXT = (
    "You can leave this page. Large files take a minute or more. When the file has been read, this"
    " page leads on to its check. What was read is under “Returns”, and you can come back here from"
    " “Send a return”."
)
NO_LONGER_WAITS = "This file has been read, or removed, in the meantime."
REMOVED = "The file is removed. Nothing of it was used."
TRIED_AGAIN = "The file is being read again."
SMALLER = "Send fewer months at a time, or save the one table that matters as CSV and upload that."


def too_long(name: str) -> str:
    """Of a reading that was stopped because it took too much time."""
    return f"“{name}” takes longer to read than any table should, so it was not kept. {SMALLER}"


def too_much(name: str) -> str:
    """Of a reading that was stopped because it took too much memory."""
    return (
        f"“{name}” takes more memory to read than any table should, so it was not kept. {SMALLER}"
    )


def title(files: Sequence[Progress]) -> str:
    """ "Reading your file", "Reading your 3 files", and when nothing is being read any more."""
    if not any(file.is_going for file in files):
        return "What could not be read"
    return "Reading your file" if len(files) == 1 else f"Reading your {len(files)} files"
