"""Sentences of a ward's or a locality's page: its number and rate, its rank, what to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from checks.sentences import bases, judging, levels, saying, spans
from checks.sentences.facts import History
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds import months
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_MONTHS = 24


def number(asked: Asked, claim: Claim) -> Iterator[str]:
    """The count, and the rate here and in the whole partnership."""
    history, place, span = asked.history, asked.place, claim["when"]
    if span not in (asked.span, bases.compared(asked.span, asked.against)[0]):
        yield f"the period is {spans.named(asked.span)}"
    count = history.count(span, place)
    if claim.get("now") is None:
        if count is not None:
            yield f"there is a figure: {count}"
        return
    yield from saying.number("the count", claim["now"], count)
    yield from saying.agrees(history.noun, claim["now"], claim["noun"])
    rate, whole = history.rate(span, place), history.rate(span)
    if claim.get("rate") is None and rate is not None:
        yield f"the rate is {rate:.1f}"
    yield from saying.number("the rate", claim.get("rate"), rate, places=1)
    if claim.get("partnership") not in (None, history.partnership):
        yield f"the partnership is {history.partnership}"
    yield from saying.number("the rate of the whole", claim.get("whole"), whole, places=1)


# --- Ranks -----------------------------------------------------------------------------------
def rank(asked: Asked, claim: Claim) -> Iterator[str]:
    """Its place from the highest rate, and between which the usual ups and downs leave it."""
    found = levels.of_place(asked.history, asked.span, asked.place)
    if found is None or asked.place.is_town_centre:
        yield "it is not ranked"
    else:
        yield from ranked(claim, found)


def ranked(claim: Claim, found: levels.Ranked) -> Iterator[str]:
    """The place, among how many, and the range, where it is known and more than one place."""
    if claim.get("place") is not None:
        if claim["place"] != found.place:
            yield f"it is {found.place}. of {found.of}"
        if bool(claim.get("joint")) is not bool(found.equal):
            yield f"{found.equal} others have the same rate"
        if found.is_any:
            yield "it could be any place"
    if claim["of"] != found.of:
        yield f"there are {found.of}"
    if claim.get("joined") and (claim["joined"] == "or") is not (found.worst == found.best + 1):
        yield "two places are “or”, more are “to”"
    said = (claim.get("best") or 0, claim.get("worst") or 0)
    true = (found.best, found.worst) if found.best < found.worst else (0, 0)
    if said != true:
        yield f"it could be anywhere from {found.best}. to {found.worst}."


def too_close(asked: Asked, claim: Claim) -> Iterator[str]:
    """That it could be any place of them all."""
    found = levels.of_place(asked.history, asked.span, asked.place)
    if found is None or asked.place.is_town_centre:
        yield "it is not ranked"
    elif not found.is_any or found.of != claim["of"]:
        yield f"it is {found.place}. of {found.of}, from {found.best}. to {found.worst}."


def none_here(asked: Asked, claim: Claim) -> Iterator[str]:
    """That nothing was counted, and in how many others nothing either."""
    found = levels.of_place(asked.history, asked.span, asked.place)
    if found is None or asked.place.is_town_centre:
        yield "it is not ranked"
        return
    if not found.is_of_none:
        yield "there are some"
    if claim["others"] != found.of - 1:
        yield f"there are {found.of - 1} others"
    said = claim.get("equal")
    if found.equal != (found.of - 1 if said is None else said):
        yield f"{found.equal} others have none"


def beside_rest(asked: Asked, claim: Claim) -> Iterator[str]:
    """Whether its change differs from that of the partnership without it."""
    span, base, _ = saying.of_asked(asked)
    found = levels.beside_rest(asked.history, asked.place, span, base)
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
    if found is None or found.differs is None:
        yield "there are too few to say"
        return
    if saying.of_asked(asked)[2].verdict not in (judging.BEYOND, judging.WITHIN):
        yield "the change itself can't be told"
    if found.differs is not bool(claim.get("differs")):
        yield f"the two {'differ' if found.differs else 'do not differ'} beyond the usual"
    then = found.before / len(base)
    way = (found.after > then) - (found.after < then)
    said = {"more": 1, "fewer": -1}.get(claim.get("way") or "", 0)
    if said != way:
        yield f"the rest went from {then:g} to {found.after:g}"
    yield from saying.number(
        "the change of the rest", claim.get("percent"), abs(found.percent or 0.0), places=1
    )
    yield from saying.average("the change of the rest", claim.get("by"), abs(found.after - then))


def not_ranked(asked: Asked, claim: Claim) -> Iterator[str]:
    if not asked.place.is_town_centre:
        yield "it is no town centre"


# --- The small chart -------------------------------------------------------------------------
def chart(asked: Asked, claim: Claim) -> Iterator[str]:
    """What the small chart is of: the 24 months up to the last, here."""
    history = asked.history
    if claim.get("title") is not None and claim["title"] != history.title:
        yield f"the measure is {history.title}"
    if claim["place"] != asked.place.name:
        yield f"the place is {asked.place.name}"
    if claim.get("noun") is not None and claim["noun"] != (
        history.noun.many[:1].upper() + history.noun.many[1:]
    ):
        yield f"what is counted are {history.noun.many}"
    if claim.get("first") is not None and (claim["first"].start, claim["last"].start) != (
        asked.span.last - _MONTHS + 1,
        asked.span.last,
    ):
        yield f"it reaches to {spans.month_name(asked.span.last)}"


def ends(asked: Asked, claim: Claim) -> Iterator[str]:
    """From the least to the greatest of its months, and when they were."""
    places = 1 if claim.get("is_rate") else 0
    values = _monthly(asked.history, asked, is_rate=bool(places))
    if not values:
        yield "no month has a figure"
        return
    least, most = min(values.values()), max(values.values())
    if claim.get("high") is None and claim.get("low") is not None and len(values) > 1:
        yield f"there are {len(values)} figures"
    if claim.get("all") is not None:
        if least != most:
            yield f"it runs from {least:.{places}f} to {most:.{places}f}"
        yield from saying.number("each month", claim["all"], least, places=places)
        return
    for name, true in (("low", least), ("high", most)):
        if claim.get(name) is None:
            continue
        yield from saying.number(f"the {name}", claim[name], true, places=places)
        at = claim[f"{name}_at"]
        if abs(values.get(at.start, inf) - true) > 1e-9:
            yield f"it is not in {spans.written(at)}"
    if claim.get("high") is not None and least == most:
        yield f"every month has {least:.{places}f}"


def _monthly(history: History, asked: Asked, *, is_rate: bool) -> dict[int, float]:
    found: dict[int, float] = {}
    for month in range(asked.span.last - _MONTHS + 1, asked.span.last + 1):
        span = Span(month, 1)
        value = history.rate(span, asked.place) if is_rate else history.count(span, asked.place)
        if value is not None:
            found[month] = value
    return found


# --- Questions -------------------------------------------------------------------------------
def _of_noun(asked: Asked, noun: str) -> list[Asked]:
    return [each for each in asked.every if each.history.noun.many == noun]


def ask_of_change(asked: Asked, claim: Claim) -> Iterator[str]:
    """A question about a change rests on a verdict “beyond”."""
    matching = _of_noun(asked, claim["noun"])
    if not matching:
        yield "no measure here counts that"
        return
    problems = [list(_ask_of_change(each, claim)) for each in matching]
    yield from min(problems, key=len)


def _ask_of_change(asked: Asked, claim: Claim) -> Iterator[str]:
    _, _, found = saying.of_asked(asked)
    if found.verdict != judging.BEYOND:
        yield f"the verdict is “{found.verdict or found.refused}”"
    if found.way != (1 if claim["went"] == "rise" else -1):
        yield f"it went from {found.then} to {found.after}"
    yield from saying.average("the count then", claim["then"], found.then)
    yield from saying.number("the count now", claim["now"], found.after)
    is_better = (found.way > 0) is (asked.history.better == "higher")
    is_better = is_better and asked.history.better != "neither"
    if ("will it last" in claim["end"]) is not is_better:
        yield f"better is {asked.history.better}"


def ask_of_month(asked: Asked, claim: Claim) -> Iterator[str]:
    """A question about a single month rests on its standing out."""
    matching = _of_noun(asked, claim["noun"])
    for each in matching:
        found = months.all_screened(each)
        if found.get(months.counted(each.history, each.place)):
            return
    yield "it does not stand out" if matching else "no measure here counts that"


def why_beyond(asked: Asked, claim: Claim) -> Iterator[str]:
    """That some measure here moved beyond the usual from that base."""
    for each in asked.every:
        _, base, found = saying.of_asked(each)
        named = claim.get("base")
        is_it = (named,) == base if named else f"the {claim['means']}" == bases.listed(base)
        if is_it and found.verdict == judging.BEYOND:
            return
    yield "no measure here moved so from that"


def why_not_compared(asked: Asked, claim: Claim) -> Iterator[str]:
    for each in asked.every:
        found = saying.of_asked(each)[2]
        given = saying.reason_of(claim["reason"])
        if found.refused and given and found.refused in given:
            return
    yield "every measure here can be compared, or for another reason not"


def why_missing(asked: Asked, claim: Claim) -> Iterator[str]:
    for each in asked.every:
        if each.history.title == claim["title"]:
            missing = [month for month in each.span.each if month not in each.history.supplied]
            named = re.split(r", | and ", claim["months"])
            said = [month for words in named for month in spans.read(words).each]
            if said == missing:
                return
    yield "they were supplied"


_PERSON = r"(?:,? for each 1,000 residents)"

KINDS = (
    kind(
        "a place: its number",
        r"{now:number} (?P<noun>[a-z].*?) {when:during}(?:: {rate:number} for each 1,000 residents"
        r"(?: \({partnership:name} {whole:number}\))?)?\.",
        number,
    ),
    kind("a place: no number", r"No figure {when:during}: {why:words}\.", number),
    kind(
        "a place: its rank",
        r"(?:{place:ordinal}|(?P<joint>Joint) {place:ordinal}) of {of:number} (?:wards|localities)"
        r" by rate, highest first(?: \({best:ordinal} (?P<joined>to|or) {worst:ordinal}\))?\.",
        rank,
    ),
    kind(
        "a place: too close to rank",
        r"Too close to rank among the {of:number} (?:wards|localities) by rate\.",
        too_close,
    ),
    kind(
        "a place: none here",
        r"None here, (?:as in {equal:number} of|nor in any of) the other {others:number}"
        r" (?:wards|localities)\.",
        none_here,
    ),
    kind(
        "a place: beside the rest",
        r"(?:No clear difference from the change in|The change (?P<differs>differs) from that in)"
        r" the rest of {partnership:name} \((?:no change|(?:{percent}|{by:number}) {way}"
        r"(?P<day> a day)?)\)"
        r"(?:, beyond the usual ups and downs of both)?\.",
        beside_rest,
    ),
    kind(
        "a place: not ranked",
        r"Not ranked: a town centre, where few of those present live\.",
        not_ranked,
    ),
    kind("a place: title of its chart", r"{title:title}, {place}", chart),
    kind(
        "a place: subtitle of its chart",
        rf"{{noun:words}} a month(?P<is_rate>{_PERSON})? in {{place}}, {{first:month}} to"
        r" {last:month}",
        chart,
    ),
    kind(
        "a place: its chart in words",
        rf"{{noun:words}} a month(?P<is_rate>{_PERSON})? in {{place}}, {{first:month}} to"
        r" {last:month}: (?:from {low:number} in {low_at:month} to {high:number} in"
        r" {high_at:month}|{all:number} in every month(?: with a figure)?|{low:number} in"
        r" {low_at:month})\.",
        chart,
        ends,
    ),
    kind(
        "ask: a change",
        r"What lies behind the (?P<went>rise|fall) in {noun:words} here, from {then:number} to"
        r" {now:number}, (?P<end>and will it last\?|and what is being done about it\?)",
        ask_of_change,
    ),
    kind(
        "ask: a month",
        r"What lies behind the number of {noun:words} here in {when:month}\?",
        ask_of_month,
    ),
    kind("ask: a refusal", r"Could figures of .+ be given that can be compared\?"),
    kind("ask: a gap", r"When will the figures from .+ be complete\?"),
    kind("ask: coarse figures", r"Could figures from .+ be supplied for smaller areas\?"),
    kind(
        "why: beyond",
        r"Compared with (?:(?:the )?{base:span}|the {means:means}), it is beyond the usual ups and"
        r" downs of its months\.",
        why_beyond,
    ),
    kind(
        "why: not compared",
        r"They are not compared with .+?: {reason:words}\.",
        why_not_compared,
    ),
    kind("why: missing", r"{title:title}: not supplied for {months:words}\.", why_missing),
    kind("why: coarse figures", r"Nothing can be said of this place from them as they are\."),
)
