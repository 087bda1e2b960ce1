"""What the rules of wording ask of a claim: its direction, size, base and verdict must be true."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import bases, changes, spans
from checks.sentences.chance import halved_up
from checks.sentences.changes import Changed
from checks.sentences.facts import History, Noun, Where
from checks.sentences.grammar import Claim
from checks.sentences.pages import Asked
from checks.sentences.spans import Span
from checks.sentences.verdict_words import until_of, verdict_of


# --- Numbers ---------------------------------------------------------------------------------
def number(what: str, said: float | None, true: float | None, *, places: int = 0) -> Iterator[str]:
    """That a number is the one that the facts give, rounded half up."""
    if said is None:
        return
    if true is None:
        yield f"{what} is not known"
    elif abs(halved_up(true, places) - said) > 1e-6:
        yield f"{what} is {halved_up(true, places):,.{places}f}"


# An average of fewer has a tenth where it is no whole number; so has one of fewer than the second
# beside a percentage, which would else seem to be another.
_FEW, _FEW_BESIDE_A_PERCENTAGE = 10, 1000


def average(
    what: str, said: float | None, true: float | None, *, beside_a_percentage: bool = False
) -> Iterator[str]:
    """The same of an average, which is written with a tenth where it is small and not whole."""
    few = _FEW_BESIDE_A_PERCENTAGE if beside_a_percentage else _FEW
    is_small = true is not None and abs(true) < few and not float(true).is_integer()
    yield from number(what, said, true, places=int(is_small))


def agrees(noun: Noun, count: float, words: str) -> Iterator[str]:
    """That the noun is the measure's, and of one or of many as its number is."""
    wanted = noun.one if count == 1 else noun.many
    if words != wanted:
        yield f"of {count:g} the noun is “{wanted}”"


def where(asked: Asked, name: str | None) -> Iterator[str]:
    """That the place named is the one asked for."""
    if name is None:
        if asked.place.kind != "whole":
            yield f"it is of {asked.place.name} and does not say so"
    elif name not in (asked.place.name, asked.history.partnership):
        yield f"the place is {asked.place.name}"
    elif name != asked.place.name:
        yield f"the place is {asked.place.name}, not all of {name}"


def when(said: Span, true: Span) -> Iterator[str]:
    if said != true:
        yield f"the period is {spans.named(true)}"


# --- A change --------------------------------------------------------------------------------
def of_asked(asked: Asked) -> tuple[Span, tuple[Span, ...], Changed]:
    """The span compared, its base, and what became of it."""
    span, base = bases.compared(asked.span, asked.against)
    if asked.other is not None:
        base = (asked.other.span,)
    return span, base, changes.changed(asked.history, asked.place, span, base)


def base_named(claim: Claim, base: tuple[Span, ...]) -> Iterator[str]:
    """That the base is named as the one that was used: never a mean by its first year."""
    named, means = claim.get("base"), claim.get("means")
    if (named is not None and (named,) != base) or (
        means is not None and f"the {means}" != bases.listed(base)
    ):
        yield f"the base is {bases.listed(base)}"


def direction(claim: Claim, found: Changed) -> Iterator[str]:
    """That more is more and fewer fewer; of the words "more", "rose" and their opposites."""
    way = claim.get("way") or claim.get("went") or claim.get("gone")
    if way is None:
        return
    said = 1 if way in ("more", "rose", "risen", "above") else -1
    if found.way != said:
        yield f"it went {('down', 'nowhere', 'up')[found.way + 1]}"


def size(claim: Claim, found: Changed) -> Iterator[str]:
    """That the percentage is right and may be told, or the difference is and no percentage may."""
    percent, by = claim.get("percent"), claim.get("by")
    if percent is not None:
        if not found.has_percent:
            yield f"a base of {found.then:g} is too small for a percentage"
        elif found.percent is not None:
            yield from number("the percentage", percent, abs(found.percent), places=1)
        if "day" in claim and found.is_by_day is not bool(claim["day"]):
            yield "it is not told by the day" if found.is_by_day else "it is told by the day"
    if by is not None:
        yield from average("the difference", by, abs(found.difference))
        if found.has_percent and abs(found.percent or 0) >= 0.05:
            yield f"a base of {found.then:g} has a percentage"


def same(claim: Claim, found: Changed) -> Iterator[str]:
    """ "the same" only of equal counts, "about the same" only of less than 1% of 100 or more."""
    if claim.get("same") is None:
        return
    if claim["same"].startswith("about"):
        if not found.is_about_the_same:
            yield _not_the_same(found)
    elif claim["same"].endswith("number a day"):
        if found.way or not found.is_by_day or found.then == found.after:
            yield f"by the day it went {found.percent:+.1f}%"
    elif found.then != found.after:
        yield f"the counts are {found.then:g} and {found.after}"


def supplied(words: str | None, each: tuple[Span, ...], history: History) -> Iterator[str]:
    """That what is called not supplied has no month that was, and what is in part has some."""
    said = re.match(r"(only some|the figures for that time have not)", (words or "").lower())
    if said is None:
        return
    months = [month in history.supplied for span in each for month in span.each]
    if any(months) and not all(months) and not said[0].startswith("only"):
        yield f"{sum(months)} of its {len(months)} months were supplied"
    if said[0].startswith("only") and (all(months) or not any(months)):
        yield f"{'all' if all(months) else 'none'} of its months were supplied"


def _not_the_same(found: Changed) -> str:
    if found.then is not None and found.then < changes.SMALLEST_FOR_SAME:
        return f"a base of {found.then:g} is too small for “about the same”"
    return f"the change is {found.percent:.1f}%"


def refusal(claim: Claim, found: Changed, history: History, place: Where) -> Iterator[str]:
    """That what is not compared can't be, and for the reason given."""
    reason = claim.get("reason")
    if reason is None:
        if found.refused:
            yield f"they can't be compared ({found.refused})"
        return
    if not found.refused:
        yield "they can be compared"
    elif (given := reason_of(reason)) is None:
        yield f"nobody taught the reader the reason “{reason}”"
    elif found.refused not in given:
        yield f"the reason is another ({found.refused})"


_REASONS = {
    r"periods of different lengths are not compared": {changes.LENGTHS},
    r"the two periods have months in common, so that they move together": {changes.OVERLAP},
    r"the two are different parts of the year, and counts like these change with the season": {
        changes.SEASON
    },
    r"the figures for that time have not been supplied": {changes.MISSING},
    r"only some of its months have been supplied": {changes.MISSING},
    r"there is no figure to show for (?:this|the earlier) period": {changes.MISSING},
    r".+ (?:was|were) not (?:all )?supplied": {changes.MISSING},
    r"this source has no figures for this place": {changes.UNAVAILABLE},
    r"(?:the two figures were|its months were) counted under different definitions.*": {
        changes.BREAK
    },
    r"recording practice changed between them, so they are not comparable": {changes.BREAK},
    r"only one of the two counts files of .+, for .+": {changes.ORIGINS},
    r"ward boundaries changed between them, and these figures are kept by ward alone": {
        changes.MISSING
    },
    r"the main source changed in [A-Z][^.]+\. It was .+ and then .+, which count differently"
    r"(?: and are never added up)?": {changes.MISSING},
    r"the main source for that time is .+, which counts differently": {changes.MISSING},
    r"this source’s figures are not as fine as that": {changes.MISSING, changes.UNAVAILABLE},
    r"both are the same figure": {"same"},
    r"one of the two is a part of the other, so that they move together": {"part"},
    r"of .+ only some months have been supplied, and an unfinished period is not compared with a"
    r" finished one": {"unfinished"},
    r"there is no figure to show for one of them": {changes.MISSING, changes.UNAVAILABLE},
    r"the two figures come from different sources \(.+\), which count in different ways": {
        "sources"
    },
    r"the two figures come from different sources": {changes.MISSING},
    r"one counts .+ and the other .+": {"sources"},
    r"a figure below zero corrects earlier ones and is not a count of this period": {
        changes.NEGATIVE
    },
}


def reason_of(words: str) -> set[str] | None:
    """What a reason given in words stands for; None where nobody taught it."""
    return next(
        (
            names
            for pattern, names in _REASONS.items()
            if re.fullmatch(pattern, words, flags=re.IGNORECASE)
        ),
        None,
    )


def verdict(words: str | None, found: Changed) -> Iterator[str]:
    """That a verdict, where one is given, is the one of the method."""
    if words is None:
        return
    said, until = verdict_of(words), until_of(words)
    if found.refused:
        yield f"there is no verdict on what can't be compared ({found.refused})"
    elif found.verdict == changes.LEVELS and said == changes.NOT_JUDGED:
        return
    elif said != found.verdict:
        interval = "" if found.low is None else f" ({found.low:.3f} to {found.high:.3f} times)"
        yield f"the verdict is “{found.verdict}”{interval}"
    elif until is not None and until != found.enough_with:
        known = "never" if found.enough_with is None else spans.month_name(found.enough_with)
        yield f"it can be said from {known}"
