"""What cannot be done in scrutiny, and says so in a sentence."""

from __future__ import annotations


class NotPossible(Exception):
    """What was to be done cannot be; the message says why, `field` where a form asks for it."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Overtaken(NotPossible):
    """Somebody else wrote the same words meanwhile; `theirs` is what they wrote."""

    def __init__(self, message: str, *, theirs: str, now: int, field: str = "text") -> None:
        super().__init__(message, field=field)
        self.theirs = theirs
        self.now = now
