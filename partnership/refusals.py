"""What cannot be done now, and says so in a sentence: the base of every such refusal."""

from __future__ import annotations


class ImpossibleError(ValueError):
    """The change would leave something that cannot be; the message says what, in a sentence."""
