"""What people read about a file while a worker has it; decides nothing."""

from __future__ import annotations

QUEUED = "Waiting for its turn"
BEGUN = "Opening the file"
FAILED = (
    "The portal stopped while it was reading this file. The file is kept for a week, and"
    " nothing of it is in use. Try again. If it stops again, remove the file and tell whoever runs"
    " the portal."
)
NOT_BEGUN = (
    "Nothing has read this file yet. Try again. If that doesn’t help, ask whoever runs the portal"
    " to check that its worker is running."
)
NO_LONGER_WAITS = "This file is no longer waiting: it has been dealt with, or removed."
REMOVED = "The file is removed. Nothing of it was used."
TRIED_AGAIN = "The portal is trying again."
DONE = "Done"
MAY_NOT = "You may no longer do this."
NEXT = (
    "You can leave this page and come back to it. When the file has been read, this page leads on"
    " to what was found. Nothing is in use before that."
)
ALL_WELL = "The worker is running, or nothing waits for it."
NO_WORKER = (
    "The worker does not seem to be running. Start it with “manage.py db_worker”. What waits is"
    " kept, and is read as soon as it runs."
)


def nobody_reads(minutes: int) -> str:
    """Of a file that waits while nothing is being worked on."""
    since = "a minute" if minutes <= 1 else f"{minutes} minutes"
    return (
        f"Nothing has read this file for {since}, so the portal’s worker is probably not running."
        " Tell whoever runs the portal. The file is kept, and is read as soon as the worker runs:"
        " you need not send it again."
    )


def elapsed(seconds: int, *, most: int) -> str:
    """How long it has been worked on, and when it is stopped."""
    return f"It has taken {seconds} seconds so far, and is stopped if it takes more than {most}."


def too_long(name: str) -> str:
    """Of work that was stopped because it took too much time."""
    return (
        f"“{name}” takes longer to read than such a file should, so it was stopped. Nothing of it"
        " is in use. Check that it is the right file, or send a smaller one."
    )


def too_much(name: str) -> str:
    """Of work that was stopped because it took too much memory."""
    return (
        f"“{name}” takes more memory to read than such a file should, so it was stopped. Nothing"
        " of it is in use. Check that it is the right file, or send a smaller one."
    )
