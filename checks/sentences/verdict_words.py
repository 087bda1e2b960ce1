"""The phrases of a verdict, and what each stands for."""

from __future__ import annotations

import re

from checks.sentences import changes, judging, spans

_MONTH = rf"(?:{'|'.join(spans.MONTHS)}) \d{{4}}"
_UPS = r"the usual ups and downs"

VERDICTS = {
    rf"(?:that is )?beyond {_UPS}(?: of its (?:months|quarters))?": judging.BEYOND,
    rf"(?:that is )?within {_UPS}(?: of its months)?": judging.WITHIN,
    r"too few to say(?: more)?": judging.TOO_FEW,
    rf"the counts are too few to say whether it is beyond {_UPS}": judging.TOO_FEW,
    rf"too early to say(?: more)?(?: of periods that end before {_MONTH})?": judging.TOO_EARLY,
    rf"it is too early to say whether it is beyond {_UPS}"
    rf"(?:: it can be said of periods that end in {_MONTH} or later)?": judging.TOO_EARLY,
    r"none in either": judging.NONE,
    r"not judged(?:: [^.]*)?": changes.NOT_JUDGED,
}


def verdict_of(words: str) -> str:
    """The verdict that a phrase names."""
    plain = words[:1].lower() + words[1:]
    return next(name for pattern, name in VERDICTS.items() if re.fullmatch(pattern, plain))


def until_of(words: str) -> int | None:
    """The month with which enough is held to say more, where a phrase names one."""
    found = re.search(_MONTH, words)
    return None if found is None else spans.read(found[0]).start
