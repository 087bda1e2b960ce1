"""The facts beside a measure's chart: a few words and a line, read as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf, log

from checks.sentences import bases, changes, judging, saying
from checks.sentences.chance import NORMAL
from checks.sentences.changes import Changed
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds.charts import of_kind, siblings
from checks.sentences.kinds.measures import average, headline_range
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_NUMBER = r"\d[\d,]*(?:\.\d)?"
_FROM_TO = re.compile(
    rf"(?P<name>[A-Z][^()]*?) \((?P<then>{_NUMBER})(?: \[\w+\])*"
    rf" to (?P<now>{_NUMBER})(?: \[\w+\])*\)"
)


def rate(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many for each 1,000 residents of the year that is named."""
    span, _ = bases.compared(asked.span, asked.against)
    yield from _length(span, claim["part"])
    count, year = asked.history.count(span, asked.place), int(claim["mid"])
    if count is None:
        yield "there is no figure"
        return
    wards = [ward.residents.get(year) for ward in asked.history.of_kind("ward")]
    of_wards = sum(people or 0 for people in wards) if wards and all(wards) else None
    own = asked.place.residents.get(year)
    people = of_wards if asked.place.kind == "whole" and of_wards else own
    if not people:
        yield f"no residents of mid-{year} are known"
        return
    yield from saying.number("the rate", claim["rate"], 1000 * count / people, places=1)
    if asked.place.is_town_centre:
        yield "a town centre has no rate"


_PARTS = {12: "year", 6: "half-year", 3: "quarter", 1: "month"}


def _length(span: Span, said: str) -> Iterator[str]:
    wanted = {_PARTS.get(span.months), "months"}
    if said not in wanted:
        yield f"it is of {span.months} months"


# --- Which of many ---------------------------------------------------------------------------
def _chance(asked: Asked, found: Changed) -> float | None:
    """How often the usual ups and downs alone would part the two so far.

    From how many times its reach towards 1 the interval of the verdict lies away from 1.
    """
    if found.low is None or found.high is None or found.before is None or found.after is None:
        return None
    span, base = bases.compared(asked.span, asked.against)
    shift = 0.0 if found.before and found.after else 0.5
    longer = sum(each.months for each in base) / span.months
    ratio = (found.after + shift) / (found.before + shift) * longer
    end = found.low if ratio > 1 else found.high
    if ratio == 1 or not 0 < end < inf:
        return 1.0
    reach = abs(log(end / ratio))
    return 2 * NORMAL.cdf(-_Z * abs(log(ratio)) / reach) if reach else 0.0


_Z = 1.959964


def _standing(asked: Asked, found: dict[str, Changed]) -> list[str]:
    """Those that stand out among all of them, by Benjamini and Hochberg."""
    chances = {
        name: chance for name, each in found.items() if (chance := _chance(asked, each)) is not None
    }
    out = judging.stand_out(list(chances.values()))
    names = [name for name, is_out in zip(chances, out, strict=True) if is_out]
    return [name for name in names if found[name].verdict == judging.BEYOND]


def _judged(found: dict[str, Changed]) -> dict[str, Changed]:
    return {
        name: each
        for name, each in found.items()
        if not each.refused
        and not each.is_made_up
        and each.verdict not in (changes.NOT_JUDGED, changes.BY_ITSELF)
    }


def _of_places(asked: Asked, plural: str) -> tuple[dict[str, Changed], int]:
    span, base = bases.compared(asked.span, asked.against)
    places = of_kind(asked, plural)
    made = {each.name: changes.changed(asked.history, each, span, base) for each in places}
    return _judged(made), len(places)


def _of_types(asked: Asked, label: str | None) -> Iterator[dict[str, Changed]]:
    """The types of the list that `label` is in, or of each list."""
    span, base = bases.compared(asked.span, asked.against)
    lists = [list(labels) for labels in asked.history.lists.values()] or [list(asked.history.types)]
    for labels in [siblings(asked, label)] if label else lists:
        made = {
            each: changes.changed(asked.history, asked.place, span, base, of_type=each)
            for each in labels
        }
        judged = _judged(made)
        yield {name: each for name, each in judged.items() if _chance(asked, each) is not None}


def places_went(asked: Asked, claim: Claim) -> Iterator[str]:
    found, of = _of_places(asked, claim["places"])
    up = sum(each.way > 0 for each in found.values())
    down = sum(each.way < 0 for each in found.values())
    went = (claim.get("went") or claim.get("capital") or "").lower()
    mine, others = (up, down) if went == "rose" else (down, up)
    if (2 if claim.get("both") else claim["of"]) != len(found):
        yield f"{len(found)} can be judged"
    if (len(found) < of) is not bool(claim.get("shown")):
        yield f"{len(found)} of {of} are shown"
    said = claim["many"] if claim.get("many") is not None else len(found)
    if said != mine or mine < others:
        yield f"it rose in {up} and fell in {down}"
    if (claim.get("against") or 0) != others:
        yield f"{others} went the other way"
    if (claim.get("level") or 0) != len(found) - up - down:
        yield f"it is unchanged in {len(found) - up - down}"
    yield from _beyond(asked, claim, found)


def unchanged(asked: Asked, claim: Claim) -> Iterator[str]:
    found, of = _of_places(asked, claim["places"])
    moved = [name for name, each in found.items() if each.way]
    if moved:
        yield f"it moved in {moved[0]}"
    said = 2 if claim.get("both") else claim["of"]
    if said != len(found) or (len(found) < of) is not bool(claim.get("shown")):
        yield f"{len(found)} of {of} can be judged"


def _beyond(asked: Asked, claim: Claim, found: dict[str, Changed]) -> Iterator[str]:
    beyond = sum(each.verdict == judging.BEYOND for each in found.values())
    if (claim.get("beyond") or 0) != beyond:
        yield f"in {beyond} the change is beyond the usual ups and downs"
    standing = _standing(asked, found)
    if claim.get("chance"):
        if standing:
            yield f"{', '.join(standing)} stand out"
    elif claim.get("names") is not None:
        yield from _named(claim["names"], standing, found)


def _named(text: str, standing: list[str], found: dict[str, Changed]) -> Iterator[str]:
    names = []
    for said in _FROM_TO.finditer(text):
        name = re.sub(r"^(?:and |, )", "", said["name"])
        names.append(name)
        if name not in found:
            yield f"{name} can't be judged"
            continue
        for what, true in (("then", found[name].then), ("now", found[name].after)):
            yield from saying.average(
                f"the count {what} of {name}",
                float(said[what].replace(",", "")),
                true,
                beside_a_percentage=True,
            )
    if not set(names) <= set(standing):
        yield f"what stands out is {', '.join(standing) or 'nothing'}"


def places_stand_out(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many places stand out, and which where they are named."""
    title = asked.history.title
    if claim["measure"] != (title if title[1:2].isupper() else title[:1].lower() + title[1:]):
        yield f"the measure is {title}"
    found, _ = _of_places(asked, claim["places"])
    standing = _standing(asked, found)
    many = 1 if claim["many"] == "One" else int(claim["many"])
    if (many, claim["of"]) != (len(standing), len(found)):
        yield f"{len(standing)} of {len(found)} stand out"
    if claim.get("names") is not None:
        yield from _named(claim["names"], standing, found)


def ask_of_place(asked: Asked, claim: Claim) -> Iterator[str]:
    """A question about a place rests on its standing out among the others."""
    for each in asked.every or (asked,):
        found, _ = _of_places(each, "wards")
        place = claim["place"]
        is_it = place in found and place in _standing(each, found)
        if is_it and (claim["then"], claim["now"]) == (found[place].then, found[place].after):
            return
    yield f"{claim['place']} does not stand out so"


def ask_of_type(asked: Asked, claim: Claim) -> Iterator[str]:
    """A question about a type rests on its standing out among those of its list."""
    for each in asked.every or (asked,):
        label = claim["label"]
        for found in _of_types(each, None):
            is_it = label in found and label in _standing(each, found)
            if is_it and (claim["then"], claim["now"]) == (found[label].then, found[label].after):
                return
    yield f"{claim['label']} does not stand out so"


def types_none(asked: Asked, claim: Claim) -> Iterator[str]:
    """That no type stands out, of the list that has so many."""
    problems: list[str] = []
    for found in _of_types(asked, None):
        problems = []
        if claim["of"] != len(found):
            problems.append(f"{len(found)} types can be judged")
        if standing := _standing(asked, found):
            problems.append(f"{', '.join(standing)} stand out")
        problems += _beyond(asked, claim, found)
        if not problems:
            return
    yield from problems


def type_alone(asked: Asked, claim: Claim) -> Iterator[str]:
    """The only type that stands out."""
    [found] = _of_types(asked, claim["label"])
    standing = _standing(asked, found)
    if standing != [claim["label"]]:
        yield f"what stands out is {', '.join(standing) or 'nothing'}"
        return
    if claim["of"] != len(found):
        yield f"{len(found)} types can be judged"
    own = found[claim["label"]]
    yield from saying.direction(claim, own)
    yield from saying.average("the count then", claim["then"], own.then, beside_a_percentage=True)
    yield from saying.number("the count now", claim["now"], own.after)


def types_several(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many types stand out, and which."""
    first = next(_FROM_TO.finditer(claim["names"]))["name"]
    [found] = _of_types(asked, first)
    standing = _standing(asked, found)
    if (claim["many"], claim["of"]) != (len(standing), len(found)):
        yield f"{len(standing)} of {len(found)} stand out"
    yield from _named(claim["names"], standing, found)


_ONE = r"[A-Z][^()]*? \([^()]+\)"
_NAMES = rf"(?P<names>{_ONE}(?:(?:, | and ){_ONE})*)"
_BEYOND = (
    r"in (?:none|{beyond:number}) beyond the usual ups and downs"
    rf"(?:(?P<chance>, which chance among so many may give)|\. {_NAMES} stands? out)?"
)

KINDS = (
    kind(
        "places that stand out",
        r"(?P<many>One|\d+) of {of:number} (?P<places>wards|localities) stands? out for"
        r" {measure:words}(?:: (?P<names>[^:]+))?\.",
        places_stand_out,
    ),
    kind(
        "a question about a type",
        r"{label:title}: what took it from {then:number} to {now:number} {when:during}\?",
        ask_of_type,
    ),
    kind(
        "a question about a place",
        r"What took {measure:words} in {place:place} from {then:number} to {now:number}"
        r" {when:during}\?",
        ask_of_place,
    ),
    kind("fact: a month", r"{average:number} a month on average", average),
    kind(
        "fact: a month, beside another",
        r"{average:number} a month against {then:number} {base:during}",
        average,
    ),
    kind(
        "fact: by residents",
        r"{rate:number} per 1,000 residents in (?:the|these) (?P<part>[a-z-]+),"
        r" by residents of mid-{mid:year}",
        rate,
    ),
    kind(
        "fact: how many places went which way",
        r"(?P<capital>Rose|Fell) in (?:(?:all |{many:number} of ){of:number}|(?P<both>both))"
        r" {places:kinds}(?P<shown> whose figures are shown)?"
        r"(?: (?:rose|fell) in {against:number},)?(?: unchanged in {level:number},)? " + _BEYOND,
        places_went,
    ),
    kind(
        "fact: unchanged",
        r"Unchanged in (?:all {of:number}|(?P<both>both)) {places:kinds}"
        r"(?P<shown> whose figures are shown)?",
        unchanged,
    ),
    kind("fact: no type", rf"None of {{of:number}} types stands out {_BEYOND}", types_none),
    kind(
        "fact: one type",
        r"{label:words} {went} from {then:number} to {now:number}: the only one of {of:number}"
        r" types to stand out",
        type_alone,
    ),
    kind(
        "fact: several types",
        rf"{{many:number}} of {{of:number}} types stand out (?:most of all )?{_NAMES}",
        types_several,
    ),
    kind(
        "the range of a change",
        r"The change lies between (?:{low:percent}(?: {lowway:way})?|no change)"
        r" and (?:{high:percent} {highway:way}|no change)\.",
        headline_range,
    ),
)
