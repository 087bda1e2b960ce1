"""What cannot be done now, and says so in a sentence: the base of every such refusal."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """It cannot be done as things stand; the message is a sentence for the screen.

    `field` is the field of a form that the sentence belongs to, None for all of the form.
    """

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field


class NotReady(Refused):
    """Something has to be put right, answered or given a reason first; the message says what."""


class Outdated(Refused):
    """Someone else was faster: the record has changed since it was shown.

    `now` is how it stands and `version` the number that a form names to save over it; both are
    None where nothing can be saved any more.
    """

    def __init__(
        self,
        sentence: str,
        *,
        now: Any = None,
        version: int | None = None,
        field: str | None = None,
    ) -> None:
        super().__init__(sentence, field=field)
        self.now = now
        self.version = version


class UnusableFile(Refused):
    """A file cannot be used; `problems` are the sentences that say why, one for each reason."""

    def __init__(self, *problems: str, field: str | None = None) -> None:
        super().__init__(" ".join(problems), field=field)
        self.problems = problems
