"""Titles of slides, and what a map says of each ward."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import bases, changes, judging, saying, spans
from checks.sentences.changes import Changed
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds.years import named
from checks.sentences.pages import Asked
from checks.sentences.spans import Span


# --- Slides ----------------------------------------------------------------------------------
def change(asked: Asked, claim: Claim) -> Iterator[str]:
    """A title that says how the count changed stands under its verdict, or names it."""
    yield from named(asked, claim)
    span, _, found = saying.of_asked(asked)
    yield from saying.when(claim["when"], span)
    if claim.get("went") or claim.get("same"):
        if found.refused or found.is_made_up or _is_of_placing(asked):
            yield "nothing is said of the change"
            return
        yield from saying.direction(claim, found)
        yield from saying.size(claim, found)
        yield from _same(claim, found)
        yield from _verdict(claim, found)


def _is_of_placing(asked: Asked) -> bool:
    span, base, _ = saying.of_asked(asked)
    return changes.apart(asked.history, asked.place, span, base)


def _same(claim: Claim, found: Changed) -> Iterator[str]:
    if claim.get("same") == "did not change" and found.way:
        yield f"the counts are {found.then:g} and {found.after}"
    if claim.get("same") == "about the same" and not found.is_about_the_same:
        yield f"the counts are {found.then:g} and {found.after}"


def _verdict(claim: Claim, found: Changed) -> Iterator[str]:
    """Without a verdict in words a title claims that the change is beyond the usual."""
    if claim.get("verdict") is not None:
        yield from saying.verdict(claim["verdict"], found)
    elif claim.get("went") and found.verdict != judging.BEYOND:
        yield f"the verdict is “{found.verdict}”"


def subtitle(asked: Asked, claim: Claim) -> Iterator[str]:
    span, base, _ = saying.of_asked(asked)
    yield from saying.when(claim["span"], span)
    yield from saying.base_named(claim, base)


def measure(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from named(asked, claim)


# --- Maps ------------------------------------------------------------------------------------
def map_title(asked: Asked, claim: Claim) -> Iterator[str]:
    noun = asked.history.noun
    if claim["what"] != f"{noun.many[:1].upper()}{noun.many[1:]}":
        yield f"it is of {noun.many}"


def map_subtitle(asked: Asked, claim: Claim) -> Iterator[str]:
    noun = asked.history.noun
    if (
        claim.get("what") is not None
        and claim["what"] != f"{noun.many[:1].upper()}{noun.many[1:]} {noun.verb}"
    ):
        yield f"it is of {noun.many} {noun.verb}"
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
    span, base, _ = saying.of_asked(asked)
    yield from saying.when(claim["when"], span)
    if claim.get("what") is not None:
        yield from saying.base_named(claim, base)


def ward(asked: Asked, claim: Claim) -> Iterator[str]:
    """What became of the number of a ward, with its verdict."""
    place = asked.history.named(claim["place"])
    if place is None:
        yield f"there is no {claim['place']}"
        return
    span, base = bases.compared(asked.span, asked.against)
    found = changes.changed(asked.history, place, span, base)
    if claim.get("now") is None:
        if found.after is not None:
            yield f"there is a figure: {found.after}"
        return
    yield from saying.number("the count", claim["now"], found.after)
    yield from saying.agrees(asked.history.noun, claim["now"], claim["noun"])
    yield from _ward(claim, base, found)


def _ward(claim: Claim, base: tuple[Span, ...], found: Changed) -> Iterator[str]:
    if claim.get("not_compared"):
        if not found.refused:
            yield "it can be compared"
        return
    if found.refused:
        yield f"it can't be compared ({found.refused})"
        return
    yield from saying.direction(claim, found)
    yield from saying.size(claim, found)
    if claim.get("same"):
        yield from saying.base_named(claim, base)
        yield from saying.same(claim, found)
    if claim.get("verdict") is not None:
        yield from saying.verdict(claim["verdict"], found)


def rate(asked: Asked, claim: Claim) -> Iterator[str]:
    place = asked.history.named(claim["place"])
    if place is None:
        yield f"there is no {claim['place']}"
        return
    span, _ = bases.compared(asked.span, asked.against)
    yield from saying.number("the count", claim["now"], asked.history.count(span, place))
    true = asked.history.rate(span, place)
    yield from saying.number("the rate", claim.get("rate"), true, places=1)
    if claim.get("centre") and not place.is_town_centre:
        yield "it is no town centre"


def highest(asked: Asked, claim: Claim) -> Iterator[str]:
    """The ward with the highest rate, and all of them where several have it; no town centres."""
    yield from named(asked, claim)
    span, _ = bases.compared(asked.span, asked.against)
    rates = {
        place.name: rate
        for place in asked.history.of_kind("ward")
        if not place.is_town_centre and (rate := asked.history.rate(span, place)) is not None
    }
    most = max(rates.values(), default=0.0)
    wanted = [name for name, rate in rates.items() if rate == most]
    if not most:
        yield "there were none"
    if set(claim["places"].split(" and ")) != set(" and ".join(wanted).split(" and ")):
        yield f"the highest is in {' and '.join(wanted)}"


# --- Priorities and questions ----------------------------------------------------------------
def because(asked: Asked, claim: Claim) -> Iterator[str]:
    """Why a priority is said to get better or worse, or why that can't be said."""
    _, _, found = saying.of_asked(asked)
    if found.refused:
        yield from saying.refusal(claim, found, asked.history, asked.place)
    elif found.verdict != changes.NOT_JUDGED:
        yield f"the verdict is “{found.verdict}”"


def ask_of_change(asked: Asked, claim: Claim) -> Iterator[str]:
    """A question of a change rests on a verdict “beyond”."""
    yield from named(asked, claim)
    span, base, found = saying.of_asked(asked)
    if claim["span"] != span:
        yield f"the period is {spans.named(span)}"
    yield from saying.base_named(claim, base)
    if found.verdict != judging.BEYOND:
        yield f"the verdict is “{found.verdict}”"


_TAIL = r"(?:,? \(?{verdict}\)?)?"
_BASE = r"(?:(?:the )?{base:span}|the {means:means})"

KINDS = (
    kind(
        "slide: how it changed",
        rf"{{title:title}} {{went}} (?:{{percent}}|by (?:about )?{{by:number}})(?P<day> a day)?"
        rf" {{when:during}}{_TAIL}",
        change,
    ),
    kind(
        "slide: unchanged",
        r"{title:title} (?:(?P<same>did not change)|stayed (?P<same__2>about the same))"
        r" {when:during}",
        change,
    ),
    kind(
        "map: the highest rate",
        r"{title:title}: the highest rate by residents is in {places}",
        highest,
    ),
    kind("slide: neutral", r"{title:title} {when:during}", change),
    kind("slide: subtitle", rf"(?:The )?{{span}} compared with {_BASE}", subtitle),
    kind(
        "slide: of a table",
        r"{title:title}(?:: what else the figures say|: compared with earlier years"
        r"|: the two halves of the year|: how we know|: the returns behind the figures"
        r"| by [a-z ]+, compared)",
        measure,
    ),
    kind("map: title", r"{what:words}(?: per 1,000 residents)?, by ward", map_title),
    kind("map: subtitle under a title", r"{partnership:name}, {when:span}", map_subtitle),
    kind(
        "map: subtitle",
        rf"{{what:words}} in each ward of {{partnership:place}} {{when:during}}"
        rf"(?:, for each 1,000 residents|, compared with {_BASE})",
        map_subtitle,
    ),
    kind(
        "map: a ward",
        r"{place}: {now:number} (?P<noun>[a-z].*?), (?:(?P<not_compared>not compared)"
        rf"|(?P<same>the same(?: number a day)?) as (?:in )?{_BASE}"
        r"|(?:about )?(?:{percent}|{by:number}) {way}(?P<day> a day)?(?:, {verdict})?)",
        ward,
    ),
    kind(
        "map: a ward’s rate",
        r"{place}: {now:number} (?P<noun>[a-z].*?), (?:{rate:number} for each 1,000 residents"
        r"|(?P<centre>town centre, not ranked)|no residents held to work out a rate)",
        rate,
    ),
    kind(
        "map: a ward without a number",
        r"{place}: (?:not supplied|too few to show|not applicable|not available)",
        ward,
    ),
    kind(
        "priority: cannot say",
        r"Cannot say: (?:there is no comparison with .+?, because )?{reason:words}\.",
        because,
    ),
    kind(
        "question: of a change",
        rf"{{title:title}}: what explains the change from {_BASE} to (?:the )?{{span}}, and what is"
        r" being done\?",
        ask_of_change,
    ),
)
