"""What is said of a pack that reads differently now, and of the reasons; computes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.setup.words import count_of, in_words

RULE_HIDES = "A disclosure rule set since hides it"
RULE_ROUNDS = "A disclosure rule set since rounds it, so that what stood here is not repeated"
RULE_HIDES_BESIDE = (
    "A disclosure rule set since hides a figure of this section, so that what stood here is not"
    " repeated"
)
RULE_LIFTED = "The disclosure rule that hid it was changed since"
WITHDRAWN = "Withdrawn since"
PUBLISHED = "Published since"
PUBLISHED_ANEW = "The published figure was changed since"
PUBLISHED_BESIDE = "Figures of this publication were added or changed since"
RESIDENTS_OR_METHOD = "The number of residents or the method was changed since"
ABOVE = "Worked out of figures above that changed"
ABOVE_ELSEWHERE = "Worked out of figures that changed, listed under another section"
METHOD = "The portal’s method or wording was changed since"
RECORDS = "The records that this section is made of were changed since"
NOT_THERE = "(not there)"


def defined_anew(definitions: Sequence[str]) -> str:
    """Under which definitions it is counted now."""
    return f"Counted under another definition since: {in_words(definitions)}"


def how_much(figures: int, sentences: int) -> str:
    """ "3 figures and 2 sentences read differently"; blank where nothing does."""
    counted = [(figures, "figure"), (sentences, "sentence")]
    parts = [count_of(number, noun) for number, noun in counted if number]
    if not parts:
        return ""
    verb = "reads" if figures + sentences == 1 else "read"
    return f"{in_words(parts)} {verb} differently"
