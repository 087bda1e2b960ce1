"""The sentences of a measure's page: its headline, what it is compared with, what else it says."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import changes, saying, spans
from checks.sentences.changes import Changed
from checks.sentences.facts import FORMER
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_AMOUNT = r"(?:about )?(?:{percent}|{by:number}) {way}(?P<day> a day)?"
_BASE = r"the (?:{then:number} {base:during}|{means:means}, {mean:number})"
_CARD_BASE = r"(?:{base:during}|the {means:means}|in {means:means})"
# In brackets where little can be said.
_VERDICT = r"(?:,? \(?{verdict}\)?)?"


def headline(asked: Asked, claim: Claim) -> Iterator[str]:
    """The count, where and when, and how it stands beside the base that was asked for."""
    span, base, found = saying.of_asked(asked)
    yield from saying.where(asked, claim.get("place"))
    yield from saying.when(claim["when"], span)
    if claim.get("now") is None:
        if found.after is not None:
            yield f"there is a figure: {found.after}"
        yield from _why_none(asked, claim, span)
        return
    yield from saying.number("the count", claim["now"], found.after)
    yield from saying.agrees(asked.history.noun, claim["now"], claim["noun"])
    yield from saying.base_named(claim, base)
    yield from _base(claim, found)
    yield from saying.refusal(claim, found, asked.history, asked.place)
    yield from saying.supplied(claim.get("reason"), base, asked.history)
    if not found.refused:
        yield from saying.direction(claim, found)
        yield from saying.size(claim, found)
        yield from saying.same(claim, found)
    yield from saying.verdict(claim.get("verdict"), found)


def _why_none(asked: Asked, claim: Claim, span: Span) -> Iterator[str]:
    """Of a ward whose boundary changed it is not said that the source has no wards."""
    yield from saying.supplied(claim["why"], (span,), asked.history)
    is_former = asked.place.kind == "ward" and any(
        code == FORMER and start <= span.last and span.start < start + months
        for code, start, months in asked.history.counts
    )
    if "before the boundaries changed" in claim["why"] and not is_former:
        yield "no figure of them is kept by former wards"
    if "not as fine" in claim["why"] and is_former and asked.history.count(span) is not None:
        yield "they are kept by former wards"


def _base(claim: Claim, found: Changed) -> Iterator[str]:
    said = _first(claim, "then", "mean")
    yield from saying.average("the base", said, found.then, beside_a_percentage=True)


def _first(claim: Claim, *names: str) -> float | None:
    """The first of some blanks that was filled."""
    return next((claim[name] for name in names if claim.get(name) is not None), None)


def card(asked: Asked, claim: Claim) -> Iterator[str]:
    """The change in a few words."""
    _, base, found = saying.of_asked(asked)
    yield from saying.base_named(claim, base)
    yield from _base(claim, found)
    yield from saying.refusal(claim, found, asked.history, asked.place)
    if not found.refused:
        yield from saying.direction(claim, found)
        yield from saying.size(claim, found)
        yield from saying.same(claim, found)


def verdict_alone(asked: Asked, claim: Claim) -> Iterator[str]:
    """A verdict that stands by itself, of the headline's change."""
    _, _, found = saying.of_asked(asked)
    yield from saying.verdict(claim["verdict"], found)


def headline_range(asked: Asked, claim: Claim) -> Iterator[str]:
    """Between which changes the true one lies: the ends of the verdict's interval, in percent."""
    _, _, found = saying.of_asked(asked)
    if found.low is None or found.high is None or found.refused:
        yield "there is no interval"
        return
    said = [(claim.get("low"), claim.get("lowway")), (claim.get("high"), claim.get("highway"))]
    if said[0][1] is None and said[0][0] is not None:
        # Both ends lie on one side, the nearer to no change first.
        said[0] = (said[0][0], said[1][1])
    ends = sorted((found.low, found.high), reverse=said[0][1] == said[1][1] == "fewer")
    for (percent, way), end in zip(said, ends, strict=True):
        change = 100 * (end - 1)
        yield from saying.number("an end", percent or 0.0, abs(change), places=1)
        if percent and way != ("more" if change > 0 else "fewer"):
            yield f"an end is {change:.1f}%"


def average(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many a month, beside those of a base of one span."""
    span, base, found = saying.of_asked(asked)
    if found.after is None:
        yield "there is no figure"
        return
    yield from _a_month("the average", claim["average"], found.after, span.months)
    if claim.get("then") is None:
        return
    yield from saying.base_named(claim, base)
    if len(base) > 1 or found.before is None or found.refused:
        yield "there is no single base to set it against"
        return
    yield from _a_month("the average of the base", claim["then"], found.before, base[0].months)


def _a_month(what: str, said: float, count: int, months: int) -> Iterator[str]:
    yield from saying.average(what, said, count / months, beside_a_percentage=True)
    if count and not said:
        yield f"of {count} it is not said that there are 0 a month"


def half(asked: Asked, claim: Claim) -> Iterator[str]:
    """A half of the year beside the same half of other years, never a whole one."""
    now = claim["when"]
    count = asked.history.count(now, asked.place)
    if not asked.span.is_year or now.year != asked.span.year or now.months != 6:
        yield f"it is no half of {spans.written(asked.span)}"
    if count is None:
        yield "there is no figure"
        return
    yield from _a_month("the average", claim["average"], count, 6)
    for number in ("", "2"):
        if claim.get(f"base{number}") is not None:
            yield from _against(asked, claim, now, number)


def _against(asked: Asked, claim: Claim, now: Span, number: str) -> Iterator[str]:
    base = claim[f"base{number}"]
    if base.start % 12 != now.start % 12 or base.months != 6:
        yield f"{spans.written(base)} is not the same half"
        return
    found = changes.changed(asked.history, asked.place, now, (base,))
    if found.refused or found.before is None:
        yield f"it can't be compared with {spans.written(base)} ({found.refused})"
        return
    yield from _a_month("the average of the base", claim[f"then{number}"], found.before, 6)
    told = {
        name: claim.get(f"{name}{number}") for name in ("percent", "way", "same", "by", "verdict")
    }
    yield from saying.direction(told, found)
    yield from saying.size(told, found)
    yield from saying.same(told, found)
    yield from saying.verdict(told["verdict"], found)


def _half_against(number: str) -> str:
    """How a half stands beside another; the blanks of a second one end in 2."""
    base = rf"{{then{number}:number}} a month (?:of|in) (?:the )?{{base{number}:span}}"
    return (
        rf"\. (?:That|It) is (?:(?:{{percent{number}:percent}} )?{{way{number}:above}} the {base}"
        rf"|{{same{number}:alike}} the {base})"
        rf"(?:, {{verdict{number}:verdict}})?"
    )


_NAMED = r"the {means:means}|(?:the )?{base:span}"
_COUNTED = (
    r"{now:number} {noun:words}(?: \(rounded to the nearest 5\))? (?:was|were) {verb:words}"
    r"(?: in {place})? {when:during}"
)

KINDS = (
    kind("headline: moved", rf"{_COUNTED}, {_AMOUNT} than {_BASE}{_VERDICT}\.", headline),
    kind("headline: the same", rf"{_COUNTED}, {{same:alike}} {_BASE}{_VERDICT}\.", headline),
    kind(
        "headline: about the same",
        rf"{_COUNTED}, {{same:alike}} {_BASE} \({_AMOUNT}\){_VERDICT}\.",
        headline,
    ),
    kind(
        "headline: the same a day",
        rf"{_COUNTED}, against (?:{{then:number}} {{base:during}}|the {{means:means}},"
        r" {mean:number}): (?P<same>the same number a day)\.",
        headline,
    ),
    kind(
        "headline: not compared, with both counts",
        rf"{_COUNTED}\. It is not compared with {_BASE}: {{reason:words}}\.",
        headline,
    ),
    kind(
        "headline: not compared",
        rf"{_COUNTED}\. It is not compared with (?:{_NAMED}): {{reason:words}}\.",
        headline,
    ),
    kind(
        "headline: no figure",
        r"There is no figure for {noun:words} {verb:words}(?: in {place})? {when:during}\."
        r" {why:words}\.",
        headline,
    ),
    kind("card: moved", rf"{_AMOUNT} than {_CARD_BASE}(?: \(rounded to the nearest 5\))?", card),
    kind("card: the same", rf"{{same:alike}} (?:{_CARD_BASE}|{_BASE})", card),
    kind(
        "card: the same a day",
        rf"(?P<same>the same number a day) as (?:{_CARD_BASE}|{_BASE})",
        card,
    ),
    kind("card: not compared", rf"No comparison with (?:{_NAMED}): {{reason:words}}", card),
    kind("a verdict by itself", r"{verdict}\.?", verdict_alone),
    kind(
        "an average",
        r"The average was {average:number} a month"
        r"(?:, against {then:number} {base:during})?\.",
        average,
    ),
    kind(
        "a half of the year",
        rf"{{when:during}} the average was {{average:number}} a month{_half_against('')}"
        rf"(?:{_half_against('2')})?\.",
        half,
    ),
)
