"""Ways of saying the same: slides of measures follow one another, and no two are said alike.

`turn` says which way; each measure keeps its own from update to update.
"""

from __future__ import annotations

from measures.change import Direction, NotJudged, Unjudged
from reporting.content.description import Cell
from reporting.content.phrases import Phrase, phrase
from reporting.narrative import verdicts
from reporting.narrative.phrases import capital
from reporting.narrative.verdicts import UPS_AND_DOWNS


def _of(turn: int, *ways: str) -> str:
    return ways[turn % len(ways)]


def difference(turn: int, much: Cell, more: str, *, now: Cell, then: Cell) -> Phrase:
    """How many more or fewer than the year before, and in a month on average."""
    ways = (
        phrase("Over the year that is ", much, f" {more}; in an average month ", now, ", after ",
               then, "."),
        phrase(
            "We count ", much, f" {more} than the year before, about ", now,
            " a month instead of ", then, ".",
        ),
        phrase("That is ", much, f" {more} over the year, about ", now, " a month."),
        phrase("Put as a number, there were ", much, f" {more}, which makes ", now,
               " in an average month where there had been ", then, "."),
    )  # fmt: skip
    return ways[turn % len(ways)]


def pre_covid(turn: int, then: Cell, year: str, *, now: str, much: Phrase) -> Phrase:
    """Against the last year before Covid."""
    ways = (
        phrase(f"{year}, the last year before Covid, had ", then, f"; {now} had ", *much.parts,
               "."),
        phrase("Before Covid the number was ", then, f", in {year}, and there were ", *much.parts,
               f" in {now}."),
        phrase(f"If you remember {year}, before Covid: it was ", then, f" then, and {now} had ",
               *much.parts, "."),
        phrase(f"Go back to {year}, before Covid, and the number is ", then, f": {now} had ",
               *much.parts, "."),
    )  # fmt: skip
    return ways[turn % len(ways)]


def mean(turn: int, base: str, then: Phrase, *, now: str, much: Phrase) -> Phrase:
    """Against an average of years, which is named."""
    ways = (
        phrase(f"{capital(base)} was ", *then.parts, f", and {now} had ", *much.parts, "."),
        phrase(f"Take {base}, ", *then.parts, f": {now} had ", *much.parts, "."),
        phrase(f"With {base} at ", *then.parts, f", {now} came to ", *much.parts, "."),
        phrase(f"As to {base}, it was ", *then.parts, f"; {now} has ", *much.parts, "."),
    )
    return ways[turn % len(ways)]


def why(reason: NotJudged) -> str:
    """Why a change has no verdict, as one says it."""
    return "we have only yearly totals" if reason is NotJudged.YEARS_ONLY else reason.value


def unjudged(turn: int, who: str, change: Unjudged) -> str:
    """That a change has no verdict, and why."""
    not_judged = verdicts.not_judged(change)
    went = "rise" if change.direction is Direction.UP else "fall"
    return _of(
        turn,
        f"Whether the change in {who} goes beyond {UPS_AND_DOWNS} is {not_judged}.",
        f"As for {UPS_AND_DOWNS} of {who}, the change is {not_judged}.",
        f"The change in {who}, set against {UPS_AND_DOWNS}, is {not_judged}.",
        f"We can’t say whether the {went} in {who} is unusual: {why(change.reason)}.",
    )


def hatched(turn: int, who: str, years: str) -> str:
    """What hatching is."""
    return _of(
        turn,
        f"What is hatched, of {years}, is made up, and nothing is concluded from it.",
        f"Please pass over what is hatched: for {years} we show made-up numbers of {who}.",
        f"Hatching marks what is made up, here for {years}; take nothing from it.",
        f"For {years} the hatched numbers are made up and tell nothing about {who}.",
    )


def counted(turn: int, who: str, what: str) -> str:
    """What counts."""
    return _of(
        turn,
        f"What counts as {who}: {what}",
        f"By {who} we mean this: {what}",
        f"Counted here as {who}: {what}",
        f"To be clear about {who}, we count this: {what}",
    )


def whose(turn: int, who: str, source: str, place: str) -> str:
    """Whose figures these are."""
    return _of(
        turn,
        f"The numbers of {who} come from “{source}”, for {place}.",
        f"For {place} we take {who} from “{source}”.",
        f"“{source}” is where {who} of {place} are sent to us.",
        f"Behind {who} in {place} stands “{source}”.",
    )


# --- Questions and answers -------------------------------------------------------------------
def is_it_unusual(turn: int, who: str, reason: NotJudged) -> tuple[str, str]:
    """Whether a change that has no verdict is unusual."""
    because = why(reason)
    ways = (
        (f"Is the change in {who} unusual?", f"We can’t tell for {who}: {because}."),
        (
            f"Is the number of {who} out of the ordinary?",
            f"We don’t know what is ordinary for {who}: {because}.",
        ),
        (f"Should {who} worry us?", f"The change in {who} does not show it: {because}."),
        (f"Could the change in {who} be chance?", f"We can’t say that of {who}: {because}."),
    )
    return ways[turn % len(ways)]


def ask_what_is_counted(turn: int, who: str) -> str:
    """What members ask about a definition."""
    return _of(
        turn,
        f"What is counted as {who}?",
        f"What falls under {who}?",
        f"What do you mean by {who}?",
        f"Which events are counted under {who}?",
    )


def why_hatched(turn: int, who: str, years: str) -> tuple[str, str]:
    """Why some of a chart is made up."""
    ways = (
        (
            f"Why is {years} hatched?",
            f"We hold no document that gives {who} for {years}, so made-up numbers stand there.",
        ),
        (
            f"Was nothing published for {years}?",
            f"We know of nothing on {who}: what is drawn for {years} is made up.",
        ),
        (
            f"What is known of {years}?",
            f"Of {who} less than is drawn: what is hatched is made up, until a document gives it.",
        ),
        (
            f"Can we rely on {years}?",
            f"No: of {who} the hatched numbers are made up, as we hold none that were published.",
        ),
    )
    return ways[turn % len(ways)]
