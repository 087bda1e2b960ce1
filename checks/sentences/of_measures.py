"""The sentences of a measure's page: its headline, what it is compared with, what else it says."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import saying
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked
from checks.sentences.saying import VERDICT

_AMOUNT = r"(?:about )?(?:{percent}|{by:number}) {way}(?: a day)?"
_BASE = (
    r"the (?:{then:number} {base:during}"
    r"|(?:mean|average) of [^,]+(?:, without the lockdown year)?, {mean:number} \({means:spans}\))"
)
_VERDICT = rf"(?:, (?P<verdict>{VERDICT}))?"


def headline(asked: Asked, claim: Claim) -> Iterator[str]:
    """The count, where and when, and how it stands beside the base that was asked for."""
    span, base, found = saying.of_asked(asked)
    yield from saying.where(asked, claim.get("place"))
    yield from saying.when(claim["when"], span)
    if claim.get("now") is None:
        if found.after is not None:
            yield f"there is a figure: {found.after}"
        return
    yield from saying.number("the count", claim["now"], found.after)
    yield from saying.agrees(asked.history.noun, claim["now"], claim["noun"])
    yield from saying.base_named(claim, base)
    yield from saying.number("the base", claim.get("then") or claim.get("mean"), found.then)
    yield from saying.refusal(claim, found, asked.history, asked.place)
    if not found.refused:
        yield from saying.direction(claim, found)
        yield from saying.size(claim, found)
        yield from saying.same(claim, found)
    yield from saying.verdict(claim.get("verdict"), found)


_COUNTED = (
    r"{now:number} {noun:words}(?: \(rounded to the nearest 5\))? (?:was|were) {verb:words}"
    r"(?: in {place})? {when:during}"
)

KINDS = (
    kind("headline: moved", rf"{_COUNTED}, {_AMOUNT} than {_BASE}{_VERDICT}\.", headline),
    kind("headline: the same", rf"{_COUNTED}, (?P<same>the same) as {_BASE}{_VERDICT}\.", headline),
    kind(
        "headline: about the same",
        rf"{_COUNTED}, (?P<same>about the same) as {_BASE}(?: \({_AMOUNT}\))?{_VERDICT}\.",
        headline,
    ),
    kind(
        "headline: not compared, with both counts",
        rf"{_COUNTED}\. It is not compared with {_BASE}: {{reason:words}}\.",
        headline,
    ),
    kind(
        "headline: not compared",
        rf"{_COUNTED}\. It is not compared with (?:the )?{{means:spans}}: {{reason:words}}\.",
        headline,
    ),
    kind(
        "headline: no figure",
        r"There is no figure for {noun:words} {verb:words}(?: in {place})? {when:during}:"
        r" {why:words}\.",
        headline,
    ),
)
