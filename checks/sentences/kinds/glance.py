"""The finding over several measures: that none of them changed beyond the usual."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import judging, saying
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked


def no_clear_change(asked: Asked, claim: Claim) -> Iterator[str]:
    """That all that can be judged of that span is within the usual, and every one is named."""
    within: list[str] = []
    beyond: list[str] = []
    newest: list[int] = []
    for each in asked.every:
        span, _, found = saying.of_asked(each)
        if span.months == 1 or found.verdict not in (judging.WITHIN, judging.BEYOND):
            continue
        newest.append(span.last)
        if span == claim["when"]:
            (within if found.verdict == judging.WITHIN else beyond).append(each.history.title)
    if beyond:
        yield f"{', '.join(beyond)} changed beyond the usual"
    if newest and max(newest) != claim["when"].last:
        yield "a newer period is judged"
    told = re.split(r", | or ", claim["measures"])
    if sorted(told) != sorted(map(_in_a_sentence, within)):
        yield f"what is within the usual then is {', '.join(within) or 'nothing'}"


def _in_a_sentence(title: str) -> str:
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


KINDS = (
    kind("no clear change", r"No clear change in {measures:words} {when:during}", no_clear_change),
)
