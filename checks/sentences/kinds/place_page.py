"""Sentences of the short page of a ward or a locality: its heading, its rate, its types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import bases, changes, judging, saying, spans
from checks.sentences.changes import Changed
from checks.sentences.facts import History
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds import months
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_SETTLED = (judging.BEYOND, judging.WITHIN)
_RARE_A_YEAR = 50
_WENT = re.compile(r"(.+?) (rose|fell)(?:, | and |$)")


# --- All that are judged together ------------------------------------------------------------
def judged(asked: Asked) -> dict[str, Changed]:
    """What became of each measure of the page and of each type that is not rare, where judged."""
    span, _ = bases.compared(asked.span, asked.against)
    found = {
        each.history.title: saying.of_asked(each)[2]
        for each in asked.every
        if bases.compared(each.span, each.against)[0] == span
    } | of_types(asked)
    return {title: made for title, made in found.items() if _is_settled(made)}


def of_types(asked: Asked) -> dict[str, Changed]:
    """Of the types of the first measure that has any, those that are not rare and are judged."""
    first = next((each for each in asked.every if _types(each.history)), None)
    if first is None:
        return {}
    span, base = bases.compared(first.span, first.against)
    found = {
        label: changes.changed(first.history, first.place, span, base, of_type=label)
        for label in _types(first.history)
        if not is_rare(first, label)
    }
    return {label: made for label, made in found.items() if _is_settled(made)}


def _is_settled(made: Changed) -> bool:
    return not made.refused and made.verdict in _SETTLED


def _types(history: History) -> tuple[str, ...]:
    first = next(iter(history.lists.values()), ())
    return first if len(first) > 1 else ()


def is_rare(asked: Asked, label: str) -> bool:
    """Whether a type has under 50 in the newest whole year and in the year before."""
    year = year_of(asked)
    if year is None:
        return False
    counts = (
        asked.history.count(each, asked.place, of_type=label) for each in (year, year.back(1))
    )
    return all(count is not None and count < _RARE_A_YEAR for count in counts)


def year_of(asked: Asked) -> Span | None:
    """The newest whole year by the end of a part of one."""
    span, _ = bases.compared(asked.span, asked.against)
    if span.months >= 12:
        return None
    own = spans.year(Span(span.last, 1).year)
    held = (each for each in (own, own.back(1)) if asked.history.supplied.issuperset(each.each))
    return next(held, None)


# --- The heading -----------------------------------------------------------------------------
def _place(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["place"] != asked.place.name:
        yield f"the place is {asked.place.name}"
    if claim.get("when") is not None:
        yield from saying.when(claim["when"], bases.compared(asked.span, asked.against)[0])


def nothing(asked: Asked, claim: Claim) -> Iterator[str]:
    """That nothing that is judged went beyond the usual."""
    found = judged(asked)
    if not found:
        yield "nothing can be judged"
    for title, made in found.items():
        if made.verdict == judging.BEYOND:
            yield f"{title} is beyond"


def went(asked: Asked, claim: Claim) -> Iterator[str]:
    """That each that is named went so, beyond the usual."""
    found = {title.casefold(): made for title, made in judged(asked).items()}
    for title, way in _WENT.findall(claim["moved"]):
        made = found.get(title.casefold())
        if made is None or made.verdict != judging.BEYOND:
            yield f"{title} is not beyond"
        elif made.way != (1 if way == "rose" else -1):
            yield f"{title} went from {made.then} to {made.after}"


def some(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many of how many lie beyond."""
    found = judged(asked)
    beyond = sum(made.verdict == judging.BEYOND for made in found.values())
    if (claim["beyond"], claim["of"]) != (beyond, len(found)):
        yield f"it is {beyond} of {len(found)}"
    if (claim["beyond"] == 1) is not (claim["are"] == "is"):
        yield "one is, several are"
    if (claim["of"] == 1) is not (claim["noun"] == "change"):
        yield "one change, several changes"


def not_judged(asked: Asked, claim: Claim) -> Iterator[str]:
    if found := judged(asked):
        yield f"{len(found)} are judged"


def none_stands_out(asked: Asked, claim: Claim) -> Iterator[str]:
    for each in asked.every:
        if _stands_out(each):
            yield f"{each.history.title} stands out"


def stand_out(asked: Asked, claim: Claim) -> Iterator[str]:
    named = {title.casefold() for title in re.split(r", | and ", claim["titles"])}
    true = {each.history.title.casefold() for each in asked.every if _stands_out(each)}
    if named != true:
        yield f"these stand out: {sorted(true)}"
    if (len(named) == 1) is not (claim["verb"] == "stands"):
        yield "one stands, several stand"


def _stands_out(asked: Asked) -> bool:
    return bool(months.all_screened(asked).get(months.counted(asked.history, asked.place)))


# --- Numbers ---------------------------------------------------------------------------------
def rate(asked: Asked, claim: Claim) -> Iterator[str]:
    """The rate here and in the whole, and for how long it is."""
    span, _ = bases.compared(asked.span, asked.against)
    history, place = asked.history, asked.place
    yield from saying.number("the rate", claim["rate"], history.rate(span, place), places=1)
    yield from saying.number("that of the whole", claim.get("whole"), history.rate(span), places=1)
    if claim.get("partnership") not in (None, history.partnership):
        yield f"the partnership is {history.partnership}"
    long = {1: "the month", 3: "the quarter", 6: "the half-year", 12: "the year"}
    true = long.get(span.months, "these months")
    if claim["long"] not in (true, "these months"):
        yield f"it is for {true}"


def beside(asked: Asked, claim: Claim) -> Iterator[str]:
    """When a number is of, and what it was before."""
    span, base, found = saying.of_asked(asked)
    yield from saying.when(claim["when"], span)
    if claim.get("then") is not None:
        yield from saying.average("the count then", claim["then"], found.then)
    named, means = claim.get("base"), claim.get("means")
    if (named is not None and (named,) != base) or (
        means is not None and f"the {means}" != bases.listed(base)
    ):
        yield f"the base is {bases.listed(base)}"


# --- Types -----------------------------------------------------------------------------------
def of_type(asked: Asked, claim: Claim) -> Iterator[str]:
    """The two counts of a type, how far they lie apart, and the verdict."""
    span, base = bases.compared(asked.span, asked.against)
    label = claim["label"]
    if label not in asked.history.types:
        yield "there is no such type"
        return
    found = changes.changed(asked.history, asked.place, span, base, of_type=label)
    yield from saying.number("the count now", claim["now"], found.after)
    yield from saying.average("the count then", claim["then"], found.then)
    if claim["word"] in _SETTLED and claim["word"] != found.verdict:
        yield f"its verdict is “{found.verdict or found.refused}”"
    if claim["word"] == "not compared" and not found.refused:
        yield "it can be compared"
    if found.refused or found.after is None or found.then is None:
        return
    is_small = min(found.after, found.then) < _RARE_A_YEAR
    if claim.get("percent") is not None:
        if is_small:
            yield "under 50 the change is a count"
        yield from saying.number("the change", claim["percent"], abs(found.percent or 0), places=1)
    if claim.get("by") is not None and not found.is_by_day:
        yield from saying.average("the change", claim["by"], abs(found.difference))
    if claim.get("sign") and (claim["sign"] == "+") is not (found.way > 0) and not found.is_by_day:
        yield f"it went from {found.then} to {found.after}"


def without(asked: Asked, claim: Claim) -> Iterator[str]:
    """A type of which one count or both are not known, or are not compared."""
    span, base = bases.compared(asked.span, asked.against)
    label = claim["label"]
    if label not in asked.history.types:
        yield "there is no such type"
        return
    found = changes.changed(asked.history, asked.place, span, base, of_type=label)
    if not found.refused:
        yield "it can be compared"
    for name, true in (("now", found.after), ("then", found.then)):
        if claim.get(name) is not None:
            yield from saying.average(f"the count {name}", claim[name], true)


def not_compared(asked: Asked, claim: Claim) -> Iterator[str]:
    if not saying.of_asked(asked)[2].refused:
        yield "it can be compared"


def rare(asked: Asked, claim: Claim) -> Iterator[str]:
    """The counts of two years of a type of which there are few."""
    label, year = claim["label"], year_of(asked)
    if label not in asked.history.types or not is_rare(asked, label):
        yield "it is not rare"
        return
    assert year is not None  # noqa: S101 - nothing is rare without one
    found = changes.changed(asked.history, asked.place, year, (year.back(1),), of_type=label)
    if claim["word"] in _SETTLED and claim["word"] != found.verdict:
        yield f"its verdict is “{found.verdict or found.refused}”"
    if claim.get("by") is not None:
        yield from saying.average("the change", claim["by"], abs(found.difference))
    for count, name, true in (("now", "when", year), ("then", "before", year.back(1))):
        yield from saying.when(claim[name], true)
        known = asked.history.count(true, asked.place, of_type=label)
        yield from saying.number("the count", claim[count], known)


def none_among(asked: Asked, claim: Claim) -> Iterator[str]:
    found = of_types(asked)
    if len(found) != claim["of"]:
        yield f"{len(found)} are judged"
    if any(made.verdict == judging.BEYOND for made in found.values()):
        yield "some are beyond"


def some_among(asked: Asked, claim: Claim) -> Iterator[str]:
    found = of_types(asked)
    beyond = sum(made.verdict == judging.BEYOND for made in found.values())
    if (claim["beyond"], claim["of"]) != (beyond, len(found)):
        yield f"it is {beyond} of {len(found)}"


_UPS = "the usual ups and downs"
_GAP = r"\[[a-z]\]"
_CHANGE = rf"(?:(?P<sign>[+−])?(?:{{percent}}|{{by:number}})|{_GAP})"

KINDS = (
    kind(
        "a place: nothing beyond",
        rf"{{place}}: nothing went beyond {_UPS} {{when:during}}",
        _place,
        nothing,
    ),
    kind(
        "a place: what went beyond",
        rf"{{place}}: (?P<moved>.+ (?:rose|fell)) beyond {_UPS} {{when:during}}",
        _place,
        went,
    ),
    kind(
        "a place: how many beyond",
        r"{place}: {beyond:number} of {of:number} (?P<noun>changes?) (?P<are>is|are) beyond"
        rf" {_UPS} {{when:during}}",
        _place,
        some,
    ),
    kind("a place: nothing judged", r"{place}: no change can be judged", _place, not_judged),
    kind("a place: no figures", r"{place}: no figures are in use yet", _place),
    kind(
        "a place: no month stands out",
        r"{place}: no main measure stands out",
        _place,
        none_stands_out,
    ),
    kind(
        "a place: months that stand out",
        r"{place}: (?P<titles>.+) (?P<verb>stands?) out",
        _place,
        stand_out,
    ),
    kind(
        "a place: its rate",
        r"For each 1,000 residents that is {rate:number} in (?P<long>the month|the quarter"
        r"|the half-year|the year|these months)"
        r"(?:, against {partnership:name}’s {whole:number})?\.",
        rate,
    ),
    kind(
        "a place: below its number",
        r"(?:The )?{when:span}(?:; (?:{then:number} (?:[iI]n (?:the )?|[fF]rom ){base:span}"
        r"|{means:means}: {then:number}))?",
        beside,
    ),
    kind(
        "a place: a type",
        rf"{{label:words}}: {{now:number}}, {{then:number}}, {_CHANGE}, (?P<word>[a-z ]+)",
        of_type,
    ),
    kind(
        "a place: a type without a figure",
        rf"{{label:words}}: (?:{{now:number}}|{_GAP}), (?:{{then:number}}|{_GAP}), {_GAP},"
        r" not compared",
        without,
    ),
    kind("a place: not compared", r"not compared", not_compared),
    kind(
        "a place: a rare type",
        r"{label:words}: Rare, so by year: {now:number} in {when:span}, {then:number} in"
        r" {before:span}, (?:(?P<sign>[+−])?{by:number}|\[[a-z]\]), (?P<word>[a-z ]+)",
        rare,
    ),
    kind("a place: none among", r"None is beyond among the {of:number} looked at\.", none_among),
    kind(
        "a place: some among",
        r"About 1 in 20 is beyond by chance alone; here it is {beyond:number} of {of:number}\.",
        some_among,
    ),
    kind("a place: small changes", r"Under 50, the change is a count\."),
    kind("a place: rings", r"Ring: a year before\."),
)
