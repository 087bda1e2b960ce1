"""Sentences about what was done here beside national figures: activities and whom they reached."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import saying
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import AskedHere


# --- What a claim says -----------------------------------------------------------------------
def done(asked: AskedHere, claim: Claim) -> Iterator[str]:
    """How many there were, in the newest year that has any."""
    yield from saying.number("the activities", claim["done"], asked.done)
    if int(claim["on"]) != asked.year:
        yield f"the newest year is {asked.year}"
    if (claim["done"] == 1) is not (claim["were"] == "activity was"):
        yield "its noun is not of that number"


def nobody_counted(asked: AskedHere, claim: Claim) -> Iterator[str]:
    if asked.counted:
        yield f"the reach was counted for {asked.counted}"
    yield from _they(asked, claim)


def every_one(asked: AskedHere, claim: Claim) -> Iterator[str]:
    """Whom all of them reached."""
    if asked.counted != asked.done:
        yield f"the reach was counted for {asked.counted} of {asked.done}"
    yield from saying.number("the people", claim["reached"], asked.reached)
    yield from _they(asked, claim)


def some(asked: AskedHere, claim: Claim) -> Iterator[str]:
    """Whom those reached for which it was counted."""
    counted = claim["counted"] or 1
    yield from saying.number("those counted", counted, asked.counted)
    if asked.counted == asked.done:
        yield "the reach was counted for all"
    yield from saying.number("the people", claim["reached"], asked.reached)


def _they(asked: AskedHere, claim: Claim) -> Iterator[str]:
    if (claim["they"].lower() == "they") is not (asked.done > 1):
        yield f"there were {asked.done}"


KINDS = (
    kind(
        "here: done",
        r"{done:number} (?P<were>activity was|activities were) done in (?P<on>\d\d\d\d)\.",
        done,
    ),
    kind(
        "here: nobody counted",
        r"How many people (?P<they>they|it) reached is not recorded\.",
        nobody_counted,
    ),
    kind(
        "here: every one",
        r"(?P<they>They|It) reached {reached:number} (?:person|people)\.",
        every_one,
    ),
    kind(
        "here: some",
        r"The (?:only one that was counted|{counted:number} of them for which it was counted)"
        r" reached {reached:number} (?:person|people)\.",
        some,
    ),
)
