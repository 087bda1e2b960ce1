"""The words of a verdict: whether a change lies beyond the usual ups and downs, and what it is."""

from __future__ import annotations

from measures.change import Change, Incomparable, NotJudged, Unjudged, Verdict
from measures.periods import MONTHS_IN_A_YEAR
from measures.usual_change import Outcome

BETTER = "better"
WORSE = "worse"
CHANGED = "changed"
STEADY = "steady"
# Of several measures, some better and some worse.
MIXED = "mixed"
INCOMPARABLE = "incomparable"
UPS_AND_DOWNS = "the usual ups and downs"
BEYOND_THEM = f"beyond {UPS_AND_DOWNS} of its months"
WITHIN_THEM = f"within {UPS_AND_DOWNS}"
# For the foot of a table whose cells say “beyond” and “within”, and of one that has shapes.
CELLS_MEAN = f"“Beyond” and “within” mean {UPS_AND_DOWNS}."
SHAPES_MEAN = f"Status is of the measure: ▼ ▲ beyond {UPS_AND_DOWNS}, ● within them."
NOT_COMPARED = "not compared"
NOT_JUDGED = "not judged"
ONE_MONTH = "one month"
TOO_FEW = "too few to say"
TOO_EARLY = "too early to say"
# Of two changes that differ.
BEYOND_BOTH = f"beyond {UPS_AND_DOWNS} of both"

OUTCOMES = {
    Outcome.BEYOND: f"beyond {UPS_AND_DOWNS}",
    Outcome.WITHIN: WITHIN_THEM,
    Outcome.TOO_FEW: TOO_FEW,
    Outcome.TOO_EARLY: TOO_EARLY,
    Outcome.NONE_IN_EITHER: "none in either",
}

# The heading of a column, and the summary of the details that explain it.
HEADING = "Usual ups and downs"
WHAT_THEY_ARE = "What “usual ups and downs” means"

# As in JSON.
WORDS = {
    Verdict.BETTER: BETTER,
    Verdict.WORSE: WORSE,
    Verdict.CHANGED: CHANGED,
    Verdict.WITHIN: "within",
    Verdict.TOO_FEW: "too-few",
    Verdict.TOO_EARLY: "too-early",
    Verdict.NONE: "none",
}
NO_VERDICT = "not-judged"
# As the style sheet knows it.
_NAMES = {
    Verdict.BETTER: BETTER,
    Verdict.WORSE: WORSE,
    Verdict.CHANGED: CHANGED,
    Verdict.WITHIN: STEADY,
    Verdict.NONE: STEADY,
}


# Wherever words about a change have one of these, they give a verdict or say why there is none.
_IN_WORDS = (
    f"beyond {UPS_AND_DOWNS}",
    WITHIN_THEM,
    TOO_FEW,
    TOO_EARLY,
    NOT_COMPARED,
    NOT_JUDGED,
    OUTCOMES[Outcome.NONE_IN_EITHER],
)
# What a cell of a table says that holds nothing else.
_ALONE = {"beyond", "within", BETTER, WORSE, CHANGED, STEADY, MIXED, INCOMPARABLE}


def named_in(words: str) -> frozenset[str]:
    """The verdicts that `words` give: those of a sentence, or of a cell that holds one alone."""
    plain = words.strip().casefold()
    alone = {plain} & _ALONE
    return frozenset(alone | {verdict for verdict in _IN_WORDS if verdict in plain})


def style_name(change: Change | Unjudged | Incomparable | None) -> str:
    """What the style sheet calls the verdict on `change`."""
    if not isinstance(change, Change):
        return INCOMPARABLE
    return _NAMES.get(change.verdict, INCOMPARABLE)


def in_json(change: Change | Unjudged | Incomparable) -> str | None:
    """ "better", "within", "too-few", "not-judged"; none of what is not compared."""
    if isinstance(change, Incomparable):
        return None
    return WORDS[change.verdict] if isinstance(change, Change) else NO_VERDICT


def sentence(change: Change) -> str:
    """The verdict as a sentence of its own, after the one that gives the change."""
    match change.judged.outcome:
        case Outcome.BEYOND:
            return f"That is beyond {UPS_AND_DOWNS} of its {each(change)}."
        case Outcome.WITHIN:
            return f"That is {WITHIN_THEM}."
        case Outcome.TOO_FEW:
            return f"The counts are too few to say whether it is beyond {UPS_AND_DOWNS}."
        case Outcome.TOO_EARLY:
            return f"It is {TOO_EARLY} whether it is beyond {UPS_AND_DOWNS}{_from_when(change)}."
        case Outcome.NONE_IN_EITHER:
            return ""
    raise AssertionError("unreachable")


def _from_when(change: Change) -> str:
    """Which periods it can be said of: a history ends with the later period, whatever is held."""
    enough = change.basis.enough_with
    return f": it can be said of periods that end in {enough.label} or later" if enough else ""


def each(change: Change) -> str:
    """What a change is judged by: "months", or "quarters" where nothing finer is known."""
    scatter = change.basis.scatter
    return "months" if scatter is None or scatter.cycle == MONTHS_IN_A_YEAR else "quarters"


def tail(change: Change) -> str:
    """What follows a change in a title: ", within the usual ups and downs"; nothing for beyond."""
    match change.judged.outcome:
        case Outcome.WITHIN:
            return f", {WITHIN_THEM}"
        case Outcome.TOO_FEW | Outcome.TOO_EARLY as outcome:
            return f" ({OUTCOMES[outcome]} more)"
        case _:
            return ""


def in_a_cell(change: Change) -> str:
    """Under the heading “Usual ups and downs”: "beyond", "within", "too few to say"."""
    match change.judged.outcome:
        case Outcome.BEYOND:
            return "beyond"
        case Outcome.WITHIN:
            return "within"
        case _:
            return OUTCOMES[change.judged.outcome]


def on_a_card(change: Change) -> str:
    """Beside a number: "beyond the usual ups and downs", with when it can be said."""
    enough = change.basis.enough_with
    said = OUTCOMES[change.judged.outcome]
    return f"{said} of periods that end before {enough.label}" if enough else said


def not_judged(change: Unjudged) -> str:
    """ "not judged: only yearly totals are known"."""
    return f"{NOT_JUDGED}: {change.reason.value}"


def not_judged_in_short(change: Unjudged) -> str:
    """The same on one of many cards, where what illustrative means stands once beside them."""
    if change.reason is NotJudged.ILLUSTRATIVE:
        return f"{NOT_JUDGED}: illustrative"
    return not_judged(change)
