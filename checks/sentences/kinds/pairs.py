"""Sentences that set any two figures side by side, or say why they are not compared."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import changes, saying, spans
from checks.sentences.changes import Changed
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked

# Why two figures are not set against each other, beside why two periods are not.
SAME, PART, UNFINISHED, SOURCES = "same", "part", "unfinished", "sources"


def right_of(asked: Asked) -> Asked:
    assert asked.other is not None  # noqa: S101 - a page that compares has two
    return asked.other


def compared(asked: Asked) -> tuple[Changed | None, str]:
    """What became of the second figure in the first; or why that is not said."""
    other = right_of(asked)
    left, right = asked.history, other.history
    if left is not right:
        return None, SOURCES
    if refused := _refused(asked, other):
        return None, refused
    if asked.place.code == other.place.code:
        found = changes.changed(left, asked.place, asked.span, (other.span,))
        return (None, found.refused) if found.refused else (found, "")
    return _of_two_places(asked, other)


def _refused(asked: Asked, other: Asked) -> str:
    """Why they are not compared whatever they count: one may lie within the other."""
    within = [_lies_within(*pair) for pair in ((asked, other), (other, asked))]
    if all(within):
        return SAME
    for each in (asked, other):
        known = [month in each.history.supplied for month in each.span.each]
        if any(known) and not all(known):
            return UNFINISHED
    if any(within):
        return PART
    return ""


def _lies_within(small: Asked, large: Asked) -> bool:
    is_place = large.place.code in ("", small.place.code) or (
        bool(small.place.code) and set(small.place.wards) <= set(large.place.wards)
    )
    is_time = set(small.span.each) <= set(large.span.each)
    return is_place and is_time


def _of_two_places(asked: Asked, other: Asked) -> tuple[Changed | None, str]:
    history = asked.history
    if asked.span != other.span:
        found = changes.changed(history, asked.place, asked.span, (other.span,))
        if found.refused not in ("", changes.MISSING):
            return None, found.refused
    before, after = history.count(other.span, other.place), history.count(asked.span, asked.place)
    if before is None or after is None:
        return None, changes.MISSING
    percent = 100 * (after / before - 1) if before else None
    is_made_up = any(history.is_made_up(each.span, each.place) for each in (asked, other))
    return (
        Changed(
            before,
            after,
            float(before),
            percent,
            (after > before) - (after < before),
            changes.NOT_JUDGED if is_made_up else changes.LEVELS,
            is_made_up=is_made_up,
        ),
        "",
    )


# --- What a claim says -----------------------------------------------------------------------
def headline(asked: Asked, claim: Claim) -> Iterator[str]:
    """Both counts, each where and when, and how far the first lies from the second.

    Of two places their rates instead: they differ by who lives there before anything else.
    """
    other = right_of(asked)
    yield from _side(asked, claim, "")
    yield from _second(asked, other, claim)
    if asked.place.code != other.place.code:
        yield from _rates(asked, other, claim)
    else:
        yield from _moved(asked, claim)


def _moved(asked: Asked, claim: Claim) -> Iterator[str]:
    found, refused = compared(asked)
    told = {name: claim.get(name) for name in ("percent", "by", "way", "day")}
    if claim.get("way") is None and claim.get("same") is None:
        if found is not None:
            yield "they can be compared"
        return
    if found is None:
        yield f"they are not compared ({refused})"
        return
    yield from saying.direction(told, found)
    yield from saying.size(told, found)
    if claim.get("same") is not None and found.way:
        yield f"the counts are {found.before} and {found.after}"


def _rates(asked: Asked, other: Asked, claim: Claim) -> Iterator[str]:
    if claim.get("way") is not None or claim.get("same") is not None:
        yield "of two places neither is called more"
    if claim.get("rate") is None:
        return
    rates = [each.history.rate(each.span, each.place) for each in (asked, other)]
    for what, said, rate in zip(
        ("", "second "), (claim["rate"], claim["rate2"]), rates, strict=True
    ):
        yield from saying.number(f"the {what}rate", said, rate, places=1)
    if any(each.place.is_town_centre for each in (asked, other)):
        yield "a town centre has no rate"
    found, refused = compared(asked)
    if found is None:
        yield f"they are not compared ({refused})"
    elif rates[0] is not None and rates[1] and claim.get("higher") is not None:
        percent = 100 * (rates[0] / rates[1] - 1)
        yield from saying.number("the percentage", claim["percent"], abs(percent), places=1)
        if (percent > 0) is not (claim["higher"] == "higher"):
            yield f"the rates are {rates[0]:.1f} and {rates[1]:.1f}"


def _side(asked: Asked, claim: Claim, number: str) -> Iterator[str]:
    if claim.get(f"place{number}") != asked.place.name:
        yield f"the place is {asked.place.name}"
    yield from saying.when(claim[f"when{number}"], asked.span)
    count = asked.history.count(asked.span, asked.place)
    said = claim.get(f"now{number}")
    if said is None:
        if count is not None:
            yield f"there is a figure: {count}"
        return
    yield from saying.number("the count", said, count)
    yield from saying.agrees(asked.history.noun, said, claim[f"noun{number}"])


def _second(asked: Asked, other: Asked, claim: Claim) -> Iterator[str]:
    """The second figure, by what tells it from the first."""
    if claim.get("now2") is None or claim.get("noun2") is not None:
        if claim.get("when2") is not None:
            yield from _side(other, claim, "2")
        return
    yield from saying.number("the second count", claim["now2"], _count(other))
    if (claim.get("place2") or asked.place.name) != other.place.name:
        yield f"the second place is {other.place.name}"
    if (claim.get("when2") or asked.span) != other.span:
        yield f"the second period is {spans.named(other.span)}"


def _count(asked: Asked) -> int | None:
    return asked.history.count(asked.span, asked.place)


def verdict(asked: Asked, claim: Claim) -> Iterator[str]:
    """The verdict on a change; a level gets none."""
    found, refused = compared(asked)
    if found is None:
        yield f"they are not compared ({refused})"
    else:
        yield from saying.verdict(claim["verdict"], found)


def refusal(asked: Asked, claim: Claim) -> Iterator[str]:
    found, refused = compared(asked)
    if found is not None:
        yield "they can be compared"
        return
    given = saying.reason_of(claim["reason"])
    if given is None:
        yield f"nobody taught the reader the reason “{claim['reason']}”"
    elif refused not in given:
        yield f"the reason is another ({refused})"


def small_base(asked: Asked, claim: Claim) -> Iterator[str]:
    found, refused = compared(asked)
    if found is None:
        yield f"they are not compared ({refused})"
    elif found.has_percent:
        yield f"a base of {found.then:g} has a percentage"


def two_places(asked: Asked, claim: Claim) -> Iterator[str]:
    if asked.place.code == right_of(asked).place.code:
        yield "it is one place"


def town_centre(asked: Asked, claim: Claim) -> Iterator[str]:
    centres = [each.place.name for each in (asked, right_of(asked)) if each.place.is_town_centre]
    if claim["centres"] != " and ".join(centres):
        yield f"the town centre is {' and '.join(centres) or 'neither'}"


def title(asked: Asked, claim: Claim) -> Iterator[str]:
    """The two by what tells them apart; a name may hold an “and” of its own."""
    other = right_of(asked)
    words = claim["both"].split(" and ")
    splits = [(words[:at], words[at:]) for at in range(1, len(words))]
    wanted = [_told_apart(each, asked, other) for each in (asked, other)]
    if not any(
        all(
            part.lower() in " and ".join(side).lower()
            for side, parts in zip(split, wanted, strict=True)
            for part in parts
        )
        for split in splits
    ):
        yield f"it is {' and '.join(', '.join(parts) for parts in wanted)}"


def _told_apart(each: Asked, asked: Asked, other: Asked) -> list[str]:
    parts = []
    if asked.place.code != other.place.code:
        parts.append(each.place.name)
    if asked.span != other.span:
        parts.append(spans.written(each.span))
    return parts or [each.history.source]


_MOVED = (
    r"(?:: (?P<same>the same number)"
    r"|: (?:about )?(?:{percent}|{by:number}) {way}(?P<day> a day)?"
    r"|\. For each 1,000 residents that is {rate:number} against {rate2:number}"
    r"(?:, {percent} (?P<higher>higher|lower))?)?"
)
_ONE = r"{now:number} {noun:words} in {place} {when:during}"
_GAP = r"[Nn]o figure in {place} {when:during}: (?:.+?)"
_GAP_2 = r"No figure in {place2:place} {when2:during}: (?:.+?)"
_ONE_2 = r"{now2:number} {noun2:words} in {place2:place} {when2:during}"

KINDS = (
    kind(
        "pair: both counts",
        rf"{_ONE}, against {{now2:number}}"
        r"(?: {when2:during}| in {place2:place}(?: {when2:during})?)?"
        rf"{_MOVED}\.",
        headline,
    ),
    kind(
        "pair: a gap",
        rf"(?:{_GAP}|{_ONE})\. (?:{_GAP_2}|{_ONE_2})\.",
        headline,
    ),
    kind("pair: verdict", r"{verdict}\.?", verdict),
    kind("pair: refusal", r"They are not compared: {reason:words}\.", refusal),
    kind(
        "pair: small base",
        r"No percentage is given: the number compared with is too small for one\.",
        small_base,
    ),
    kind(
        "pair: residents",
        r"The two places differ in residents, so the rates say more than the counts\.",
        two_places,
    ),
    kind(
        "pair: a town centre",
        r"(?P<centres>.+) ha(?:s|ve) the town centre\. Many of those harmed there live elsewhere\."
        r" So no rate for residents is given\.",
        town_centre,
    ),
    kind("pair: title", r"(?P<both>.+ and .+), compared", title),
)
