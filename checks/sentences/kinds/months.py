"""Sentences of the screen: whether a month stands out, beside what is usual for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from checks.sentences import judging, saying
from checks.sentences.facts import History, Where
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_BEFORE = 24
_KINDS = ("whole", "locality", "ward")
# Why a month is not looked at.
NOT_SUPPLIED, MADE_UP, UNAVAILABLE = "not supplied", "made up", "place"
EARLY, FEW, NO_SCATTER, NEGATIVE = "too early", "too few", "no scatter", "negative"
NEW = "none at first"


@dataclass(frozen=True)
class Looked:
    """A month of one measure in one place: what is usual, or why it is not looked at."""

    history: History
    place: Where
    count: int | None = None
    usual: float | None = None
    chance: float | None = None
    why_not: str = ""


_looked: dict[tuple[int, str, int], tuple[History, Looked]] = {}


def looked_at(history: History, place: Where, month: int) -> Looked:
    """Step 10 of the method, for one place."""
    key = (id(history), place.code, month)
    if key not in _looked or _looked[key][0] is not history:
        _looked[key] = (history, _look(history, place, month))
    return _looked[key][1]


def _look(history: History, place: Where, month: int) -> Looked:
    span = Span(month, 1)
    count = history.count(span, place)
    why_not = _why_not(history, place, span, count)
    if why_not:
        return Looked(history, place, count, why_not=why_not)
    about = usual_of(history, place, month, span)
    if isinstance(about, str) or count is None:
        return Looked(history, place, count, why_not=str(about))
    chance = judging.month_chance(count, about.usual, about.scatter.df)
    return Looked(history, place, count, about.usual.mean, chance)


def _why_not(history: History, place: Where, span: Span, count: int | None) -> str:
    """Why nothing is concluded from a month; blank where something may be."""
    if span.start not in history.supplied:
        return NOT_SUPPLIED
    if history.is_made_up(span, place):
        return MADE_UP
    if count is None or count < 0:
        return UNAVAILABLE if count is None else NEGATIVE
    return ""


@dataclass(frozen=True)
class About:
    """What is usual for a month, and the scatter that it rests on."""

    usual: judging.Usual
    scatter: judging.Scattered


def usual_of(history: History, place: Where, month: int, later: Span) -> About | str:
    """By the 24 months before it, in a history fitted with `later` as its later period; or why not.

    The season is the partnership's, of the months before it.
    """
    window = history.window(later.last, place)
    of_whole = history.window(month - 1, history.whole)
    source = history.of_its_source
    before = tuple(each for each in window if month - _BEFORE <= each < month)
    if min(len(before), len(of_whole)) < _BEFORE:
        return EARLY
    own, whole = source.months(before, place), source.months(of_whole)
    if own is None or whole is None or sum(own) < 3 * _BEFORE:
        return FEW
    # What counts begin with before the first of them says nothing of a season.
    begun = [
        at for at, one in zip(of_whole, whole, strict=True) if any(whole[: at - of_whole[0]]) or one
    ]
    if len(begun) < _BEFORE:
        return NEW
    counted_in = {at % 12 for at, one in zip(of_whole, whole, strict=True) if one}
    scatter, _ = history.scatter(later, place)
    if scatter is None or len(counted_in) < 12:
        return NO_SCATTER
    about = judging.usual(
        own,
        judging.season(whole[-len(begun) :], begun[0] % 12),
        month % 12,
        scatter,
        [window[index] % 12 for index in scatter.left_out],
    )
    # Nor is a month judged in which next to nothing is usual.
    return FEW if about is None or about.mean < 0.1 else About(about, scatter)


# The title and the source of a measure, and the code of a place.
Counted: TypeAlias = tuple[str, str, str]


def counted(history: History, place: Where) -> Counted:
    return history.title, history.slug, place.code


_screens: dict[tuple[int, ...], tuple[tuple[History, ...], dict[Counted, bool]]] = {}


def screened(group: tuple[History, ...], month: int) -> dict[Counted, bool]:
    """Which stand out, of the wholes by themselves and of the parts by themselves."""
    key = (month, *map(id, group))
    if key not in _screens:
        found = [
            looked_at(history, place, month)
            for history in group
            for place in history.places
            if place.kind in _KINDS
        ]
        judged = [each for each in found if each.chance is not None]
        out: dict[Counted, bool] = {}
        for is_whole in (True, False):
            family = [each for each in judged if (each.place.kind == "whole") is is_whole]
            flags = judging.stand_out([each.chance or 0.0 for each in family]) if family else []
            for each, stands_out in zip(family, flags, strict=True):
                out[counted(each.history, each.place)] = stands_out
        _screens[key] = (group, out)
    return _screens[key][1]


def all_screened(asked: Asked) -> dict[Counted, bool]:
    """Whether each count that the month is judged among stands out."""
    found: dict[Counted, bool] = {}
    for group in asked.screened:
        found |= screened(group, asked.span.start)
    return found


def told(asked: Asked) -> dict[Counted, bool]:
    """Of `all_screened`, those that a page tells of: of one source where it is of that alone."""
    every = all_screened(asked)
    if len(asked.screened) < 2:
        return every
    return {key: out for key, out in every.items() if key[1] == asked.history.slug}


# --- What a claim says -----------------------------------------------------------------------
def usually(said: float, true: float | None) -> Iterator[str]:
    """That what is "about" usual is so, to a whole number or to a tenth."""
    whole = list(saying.number("what is usual", said, true))
    if whole and list(saying.number("what is usual", said, true, places=1)):
        yield from whole


def verdict(asked: Asked, claim: Claim) -> Iterator[str]:
    """The count, what is usual, and whether it stands out among so many."""
    if claim.get("when") is not None:
        yield from saying.when(claim["when"], asked.span)
    found = looked_at(asked.history, asked.place, asked.span.start)
    if found.usual is None:
        yield f"it is not looked at ({found.why_not})"
        return
    yield from saying.number("the count", claim.get("now"), found.count)
    yield from usually(claim["usual"], found.usual)
    every = told(asked)
    if claim.get("among") is not None and claim["among"] != len(every):
        yield f"{len(every)} were looked at"
    says = "not" not in claim["out"]
    if every.get(counted(asked.history, asked.place)) is not says:
        out = "does not stand out" if says else "stands out"
        yield f"its chance is {found.chance:.4f}, so that it {out}"


_WHY = {
    r"the month has not been supplied": {NOT_SUPPLIED},
    r"there is no figure for this place": {UNAVAILABLE},
    r"no figures of single months are held": {UNAVAILABLE},
    r"illustrative figures are made up, so nothing is concluded from them": {MADE_UP},
    r"fewer than (?:24|two years of) months in a row are held before it": {EARLY},
    r"the months before it begin with none, and fewer than two years of months follow those": {NEW},
    r"fewer than (?:3|three) a month are usual, so that a single month says little": {FEW},
    r"too few of the months before it have any": {NO_SCATTER},
    r"a figure below zero corrects earlier ones and is not a count of this month": {NEGATIVE},
}


def not_looked_at(asked: Asked, claim: Claim) -> Iterator[str]:
    """That a month is not looked at, for the reason given."""
    yield from _why(looked_at(asked.history, asked.place, asked.span.start), claim["why"])


def _why(found: Looked, words: str) -> Iterator[str]:
    given = next((codes for pattern, codes in _WHY.items() if re.fullmatch(pattern, words)), None)
    if not found.why_not:
        yield f"it is looked at: usually about {found.usual:.1f}"
    elif given is None:
        yield f"nobody taught the reader the reason “{words}”"
    elif found.why_not not in given:
        yield f"the reason is another ({found.why_not})"


# --- The briefing ----------------------------------------------------------------------------
def briefing(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many stand out, of how many figures of how many measures."""
    if (when := claim.get("when")) is not None:
        yield from saying.when(when, asked.span)
    every = told(asked)
    out = sum(every.values())
    said = {"none": 0, "nothing": 0, "one": 1}.get(str(claim.get("out_of") or "").lower())
    said = said if said is not None else claim.get("many")
    if said is not None and said != out:
        yield f"{out} stand out"
    if claim.get("nothing_judged") and every:
        yield f"{len(every)} can be judged"
    if said == 0 and not every:
        yield "none can be judged"
    if claim.get("among") is not None and claim["among"] != len(every):
        yield f"{len(every)} were looked at"
    if claim.get("measures") is not None and claim["measures"] != len({key[:2] for key in every}):
        yield f"they are of {len({key[:2] for key in every})} measures"


def stands_out(asked: Asked, claim: Claim) -> Iterator[str]:
    """One figure of the briefing, with what is usual for it."""
    yield from saying.when(claim["when"], asked.span)
    every = told(asked)
    closest: list[str] | None = None
    for group in asked.screened:
        for history in group:
            place = history.named(claim["place"])
            wanted = history.noun.one if claim["now"] == 1 else history.noun.many
            if place is None or wanted != claim["noun"] or history.noun.verb != claim["verb"]:
                continue
            found = looked_at(history, place, asked.span.start)
            problems = [
                *saying.number("the count", claim["now"], found.count),
                *usually(claim["usual"], found.usual),
            ]
            if not every.get(counted(history, place)):
                problems.append("it does not stand out")
            closest = problems if closest is None else min(closest, problems, key=len)
    yield from closest if closest is not None else ["no measure counts that there"]


def left_out(asked: Asked, claim: Claim) -> Iterator[str]:
    """That no place could be judged by a measure, and why the whole could not."""
    for group in asked.screened:
        for history in group:
            if (history.title, history.source) == (claim["title"], claim["source"]):
                yield from _why(looked_at(history, history.whole, asked.span.start), claim["why"])
                return
    yield "no such measure was looked through"


KINDS = (
    kind(
        "a month",
        r"{when:during} there (?:was|were) {now:number}, usually about {usual:number}: it"
        r" (?P<out>stands out|does not stand out) among the {among:number} looked at\.",
        verdict,
    ),
    kind(
        "a month on a card",
        r"(?P<out>Stands out|Does not stand out): usually about {usual:number}",
        verdict,
    ),
    kind(
        "a month that is not looked at",
        r"(?:Too early to say whether it stands out|Not judged): {why:words}\.?",
        not_looked_at,
    ),
    kind(
        "briefing: its title",
        r"{when:month}: (?:(?P<nothing_judged>no figure can be judged)"
        r"|(?P<out_of>nothing|one) (?:figure )?stands out|{many:number} figures stand out)",
        briefing,
    ),
    kind(
        "briefing: how many",
        r"(?:(?P<out_of>None) stands|{many:number} stands?) out among {among:number} looked at:"
        r" {measures:number} measures? of {when:month}, for .+\. In each of them three or more a"
        r" month are usual\.",
        briefing,
    ),
    kind(
        "briefing: nothing judged",
        r"(?P<nothing_judged>No figure) of {when:month} can be judged\.",
        briefing,
    ),
    kind(
        "briefing: what stands out",
        r"{now:number} (?P<noun>[a-z].*?) (?:was|were) {verb} in {place} {when:during}, usually"
        r" about {usual:number}\.",
        stands_out,
    ),
    kind("briefing: left out", r"{title:title} \({source:plain}\): {why:words}\.", left_out),
)
