"""The words of a verdict: whether chance alone could have made a difference, and what it is."""

from __future__ import annotations

from measures.change import Change, Incomparable, NotJudged, Unjudged, Verdict

BETTER = "better"
WORSE = "worse"
CHANGED = "changed"
STEADY = "steady"
INCOMPARABLE = "incomparable"
COULD_BE_CHANCE = "could be chance"
BEYOND_CHANCE = "more than chance alone would explain"
BEYOND = "beyond chance"  # the same in two words
NOT_COMPARED = "not compared"
NOT_JUDGED = "not judged"

# The headings of columns.
COULD_IT_BE_CHANCE = "Could it be chance?"
CHANCE = "Chance?"
# The summary of the details that explain it.
WHAT_CHANCE_MEANS = f"What “{COULD_BE_CHANCE}” means"

# As in JSON.
WORDS = {
    Verdict.BETTER: BETTER,
    Verdict.WORSE: WORSE,
    Verdict.CHANGED: CHANGED,
    Verdict.STEADY: COULD_BE_CHANCE,
}
# As the style sheet knows it.
_NAMES = {
    Verdict.BETTER: BETTER,
    Verdict.WORSE: WORSE,
    Verdict.CHANGED: CHANGED,
    Verdict.STEADY: STEADY,
}


def style_name(change: Change | Unjudged | Incomparable | None) -> str:
    """What the style sheet calls the verdict on `change`."""
    return _NAMES[change.verdict] if isinstance(change, Change) else INCOMPARABLE


def ending(*, is_beyond_chance: bool) -> str:
    """As the end of a sentence: "could be chance" or "is more than chance alone would explain"."""
    return f"is {BEYOND_CHANCE}" if is_beyond_chance else COULD_BE_CHANCE


def tail(*, is_beyond_chance: bool) -> str:
    """What follows a change in a sentence: ", which could be chance", or nothing."""
    return "" if is_beyond_chance else f", which {COULD_BE_CHANCE}"


def not_judged(change: Unjudged) -> str:
    """ "not judged: only yearly totals are known"."""
    return f"{NOT_JUDGED}: {change.reason.value}"


def not_judged_in_short(change: Unjudged) -> str:
    """The same on one of many cards, where what illustrative means stands once beside them."""
    if change.reason is NotJudged.ILLUSTRATIVE:
        return f"{NOT_JUDGED}: illustrative"
    return not_judged(change)


def in_a_cell(*, is_beyond_chance: bool) -> str:
    """Under the heading “Could it be chance?”."""
    return "no" if is_beyond_chance else "yes, it could"
