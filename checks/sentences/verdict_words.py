"""The phrases of a verdict, and what each stands for."""

from __future__ import annotations

import re

from checks.sentences import changes, judging

VERDICTS = {
    r"beyond the usual ups and downs(?: of its months)?": judging.BEYOND,
    r"within the usual ups and downs(?: of its months)?": judging.WITHIN,
    r"too few to say": judging.TOO_FEW,
    r"too early to say(?::? [^.]*)?": judging.TOO_EARLY,
    r"none in either": judging.NONE,
    r"not judged(?:: [^.]*)?": changes.NOT_JUDGED,
}


def verdict_of(words: str) -> str:
    """The verdict that a phrase names."""
    plain = words[:1].lower() + words[1:]
    return next(name for pattern, name in VERDICTS.items() if re.fullmatch(pattern, plain))
