"""Sentences of the months of a period beside what is usual for each: described, not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from checks.sentences import saying, spans
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds import months
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_RUN = 7


@dataclass(frozen=True)
class Point:
    """A month's count, what is usual for it, and whether it lies outside the usual range."""

    count: int
    usual: float
    is_outside: bool


def points(asked: Asked) -> dict[int, Point]:
    """The months up to the last that is known, each beside what is usual for it."""
    history, place, span = asked.history, asked.place, asked.span
    known = [month for month in span.each if history.count(Span(month, 1), place) is not None]
    if not known or history.is_made_up(Span(known[-1], 1), place):
        return {}
    last = known[-1]
    window = history.window(last, place)
    if not window:
        return {}
    found: dict[int, Point] = {}
    for month in range(max(span.start - _RUN + 1, window[0]), last + 1):
        about = months.usual_of(history, place, month, Span(month, 1))
        count = history.count(Span(month, 1), place)
        if isinstance(about, str) or count is None or month not in history.supplied:
            continue
        reach = 3 * sqrt(max(about.scatter.phi, 1.0) * about.usual.mean)
        is_outside = not max(0.0, about.usual.mean - reach) <= count <= about.usual.mean + reach
        found[month] = Point(count, about.usual.mean, is_outside)
    return found


def _told(asked: Asked) -> dict[int, Point]:
    return {month: each for month, each in points(asked).items() if month >= asked.span.start}


_ONE = re.compile(
    rf"(?P<month>(?:{'|'.join(spans.MONTHS)}) \d{{4}}) \((?P<count>[\d,]+)(?: \[\w+\])*, usually"
    r" about (?P<usual>[\d,.]+)\)"
)


def outside(asked: Asked, claim: Claim) -> Iterator[str]:
    """Which months lie outside, every one of them, each with its count and what is usual."""
    told = _told(asked)
    wanted = {month: each for month, each in told.items() if each.is_outside}
    named = {spans.read(found["month"]).start: found for found in _ONE.finditer(claim["months"])}
    if named.keys() != wanted.keys():
        yield f"outside lie {', '.join(map(spans.month_name, wanted)) or 'none'}"
    for month in named.keys() & wanted.keys():
        count, usual = (float(named[month][name].replace(",", "")) for name in ("count", "usual"))
        yield from saying.number("the count", count, wanted[month].count)
        yield from months.usually(usual, wanted[month].usual)


def none_outside(asked: Asked, claim: Claim) -> Iterator[str]:
    """That no month does; and of only some of them, which could be held against it."""
    told = _told(asked)
    if wanted := [month for month, each in told.items() if each.is_outside]:
        yield f"outside lies {spans.month_name(wanted[0])}"
    yield from _reach(told, asked, claim)


def _reach(told: dict[int, Point], asked: Asked, claim: Claim) -> Iterator[str]:
    if not told:
        yield "no month can be held against it"
        return
    if (claim.get("first") is None) is not (len(told) == asked.span.months):
        yield f"{len(told)} of {asked.span.months} months can be held against it"
    elif claim.get("first") is not None:
        last = claim.get("last") or claim["first"]
        if (claim["first"].start, last.start) != (min(told), max(told)):
            yield f"they are {spans.month_name(min(told))} to {spans.month_name(max(told))}"


def only(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from _reach(_told(asked), asked, claim)


def run(asked: Asked, claim: Claim) -> Iterator[str]:
    """That every month of a run lies to one side of what is usual for it."""
    months = range(claim["first"].start, claim["last"].start + 1)
    if claim["many"] != len(months) or len(months) < _RUN:
        yield f"there are {len(months)} of them"
    found = points(asked)
    sign = 1 if claim["side"].lower() == "above" else -1
    for month in months:
        if month not in found:
            yield f"{spans.month_name(month)} can't be held against it"
        elif sign * (found[month].count - found[month].usual) <= 0:
            yield f"{spans.month_name(month)} is not {claim['side'].lower()}"


def screened_elsewhere(asked: Asked, claim: Claim) -> Iterator[str]:
    """That a month of the page lies outside, which its briefing says more of."""
    if not any(point.is_outside for point in _told(asked).values()):
        yield "no month of the page lies outside"


def untold(asked: Asked, claim: Claim) -> Iterator[str]:
    """That no month can be held against what is usual."""
    if told := _told(asked):
        yield f"{len(told)} months can be held against it"


KINDS = (
    kind("points: outside", r"Outside (?:its|the) usual range: (?P<months>.+)\.", outside),
    kind(
        "points: told by the briefing",
        r"The AIM briefing of a month says what stands out among all that were looked at\.",
        screened_elsewhere,
    ),
    kind("points: none outside", r"No month lies outside its usual range\.", none_outside),
    kind(
        "points: none of some outside",
        r"From {first:month} to {last:month} no month lies outside its usual range\.",
        none_outside,
    ),
    kind("points: one within", r"{first:month} lies within its usual range\.", none_outside),
    kind(
        "points: only some",
        r"Only (?:the months from {first:month} to {last:month}|{first:month}) can be compared"
        r" with what is usual\.",
        only,
    ),
    kind(
        "points: a run",
        r"(?P<side>Above|Below) the usual in each of the {many:number} months from {first:month} to"
        r" {last:month}\.",
        run,
    ),
    kind(
        "points: too early",
        r"Too early to say whether any month lies outside the usual range: (?:fewer than"
        r" (?:24|two years of) months in a row are held before each of its months|the months"
        r" before begin with none, and fewer than two years of months follow those)\.",
        untold,
    ),
    kind("points: none held", r"No month is held against the usual range: {why:words}\.", untold),
)
