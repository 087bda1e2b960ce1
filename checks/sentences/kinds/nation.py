"""Sentences about published national figures: counts and shares of a year or a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.sentences import saying, spans
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import AskedOf


# --- What a claim says -----------------------------------------------------------------------
def headline(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """The figure, where and when, and how it stands beside that of another year."""
    found = asked.published
    yield from _about(asked, claim)
    now = found.value(asked.when)
    yield from _number("the figure", claim["now"], now, is_share=found.is_share)
    if claim.get("part") is not None:
        yield from saying.number("the part", claim["part"], found.count(asked.when))
        whole = found.count(asked.when, series=found.of)
        yield from saying.number("the whole", claim["whole"], whole)
    if claim.get("base") is None:
        return
    then = found.value(claim["base"])
    yield from _number("the base", claim.get("then"), then, is_share=found.is_share)
    if now is None or then is None:
        yield "they can't be compared"
        return
    way = claim.get("way") or claim.get("points_way")
    if way is not None and (now > then) is not (way in ("more", "higher")):
        yield f"it went from {then:g} to {now:g}"
    if way is None and now != then:
        yield f"it went from {then:g} to {now:g}"
    yield from saying.number("the points", claim.get("points"), abs(now - then), places=1)
    if claim.get("percent") is not None and then:
        yield from saying.number(
            "the percentage", claim["percent"], abs(100 * (now / then - 1)), places=1
        )


def _about(asked: AskedOf, claim: Claim) -> Iterator[str]:
    found = asked.published
    if claim.get("when") is not None and claim["when"] != asked.when:
        yield f"it is of {asked.when}"
    if claim.get("extent") is not None and claim["extent"] != found.extent:
        yield f"it is of {found.extent}"
    for name, wanted in (("noun", found.noun.many), ("share_of", found.share_of)):
        if claim.get(name) is not None and claim[name] != wanted:
            yield f"it is of {wanted}"


def _number(what: str, said: float | None, true: float | None, *, is_share: bool) -> Iterator[str]:
    """A share that was published whole is not made finer."""
    is_fine = is_share and true is not None and not float(true).is_integer()
    yield from saying.number(what, said, true, places=int(is_fine))


def fact(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """The same in short: what is counted stands in front of when."""
    of = asked.published
    wanted = f"{of.share_of if of.is_share else of.noun.many} {of.noun.verb}"
    if claim["told"] != wanted:
        yield f"it is of {wanted}"
    yield from headline(asked, claim)


def fact_not_compared(asked: AskedOf, claim: Claim) -> Iterator[str]:
    yield from fact(asked, {**claim, "base": None})
    yield from not_compared(asked, claim)


def largest(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """The single largest of the shares that are held."""
    yield from _about(asked, claim)
    shares = asked.published.shares(asked.when)
    first, second = sorted(shares.values(), reverse=True)[:2]
    if first == second:
        yield "two shares are as large"
    if shares.get(claim["label"]) != first:
        yield f"the largest is {first:g}"
    yield from _number("the share", claim["now"], first, is_share=True)


def largest_of_a_breakdown(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """The single largest of one of the breakdowns."""
    found = asked.published
    if claim["when"] != asked.when:
        yield f"it is of {asked.when}"
    for breakdown, labels in found.lists.items():
        sizes = {
            label: figure[0]
            for slug, label in labels.items()
            for is_share in (False, True)
            if (figure := found.figures.get((found.series, breakdown, slug, asked.when, is_share)))
            and is_share == found.is_share
        }
        most = max(sizes.values(), default=0)
        if [label for label, size in sizes.items() if size == most] == [claim["label"]]:
            return
    yield f"{claim['label']} is not the single largest of any"


def title_alone(asked: AskedOf, claim: Claim) -> Iterator[str]:
    if claim["title"] != asked.published.title:
        yield f"the measure is {asked.published.title}"


def shares_of(asked: AskedOf, claim: Claim) -> Iterator[str]:
    yield from _about(asked, claim)


def listing(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """Every share that is held, by its category."""
    yield from _about(asked, claim)
    wanted = asked.published.shares(asked.when)
    said = {
        found["label"]: float(found["share"])
        for found in re.finditer(
            r"(?P<label>[^%]+?) (?P<share>\d+(?:\.\d)?)%(?:, |$)", claim["all"]
        )
    }
    if said.keys() != wanted.keys():
        yield f"they are {', '.join(wanted)}"
    for label, share in said.items():
        yield from _number(f"the share of {label}", share, wanted.get(label), is_share=True)


def add_up(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """What the shares shown add up to: more than nothing."""
    total = sum(asked.published.shares(asked.when).values())
    if not total:
        yield "no share is known"
    yield from _number("the sum", claim["sum"], total, is_share=True)
    if (claim.get("left") is None) is not (round(100 - total, 1) <= 0):
        yield f"{100 - total:.1f}% is not shown"
    elif claim.get("left") is not None:
        yield from _number("the rest", claim["left"], 100 - total, is_share=True)


def shown_of(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """What the categories shown add up to, of all or of those that are known."""
    found = asked.published
    sums = []
    for breakdown, labels in found.lists.items():
        known = [
            figure
            for slug in labels
            if (figure := found.figures.get((found.series, breakdown, slug, asked.when, False)))
        ]
        wholes = {of for _, of in known}
        whole = wholes.pop() if len(wholes) == 1 else None
        sums.append(
            (len(known), sum(count for count, _ in known), whole or found.count(asked.when))
        )
    if (claim["many"], claim["sum"], claim["whole"]) not in sums:
        yield f"they add up to {sums}"
        return
    left = claim["whole"] - claim["sum"]
    if (claim.get("left") or 0) != left:
        yield f"{left:g} are not shown"
    yield from saying.number("the share", claim.get("share"), 100 * left / claim["whole"], places=1)


def title(asked: AskedOf, claim: Claim) -> Iterator[str]:
    if claim["title"] != asked.published.title:
        yield f"the measure is {asked.published.title}"
    if claim["when"] != asked.when:
        yield f"it is of {asked.when}"


def not_compared(asked: AskedOf, claim: Claim) -> Iterator[str]:
    """There is no figure to compare with, or a break lies between."""
    yield from headline(asked, {**claim, "base": None})
    then = asked.published.value(claim["base"])
    if then is not None and "no figure" in claim["reason"]:
        yield f"there is a figure: {then:g}"


def lockdown(asked: AskedOf, claim: Claim) -> Iterator[str]:
    if "20/21" not in f"{asked.when} {_year_before(asked.when)}":
        yield "neither year is 2020/21"


def _year_before(when: str) -> str:
    return spans.written(spans.read(when).back()) if "/" in when else when


_WHEN = r"(?P<when>\d\d\d\d/\d\d|\d\d? [A-Z][a-z]+ \d\d\d\d)"
_THEN = r"(?P<base>\d\d\d\d/\d\d|\d\d? [A-Z][a-z]+ \d\d\d\d)"
_WERE = rf"were {{verb:words}} in {{extent:place}} (?:in|at) {_WHEN}"

KINDS = (
    kind(
        "nation: a count",
        rf"{{now:number}} {{noun:words}} {_WERE}"
        rf"(?:, (?:(?:{{percent}}|{{by:number}}) {{way}} than the|the same as the) {{then:number}}"
        rf" (?:in|at) {_THEN})?\.",
        headline,
    ),
    kind(
        "nation: a count that is not compared",
        rf"{{now:number}} {{noun:words}} {_WERE}\."
        rf" It is not compared with {_THEN}: {{reason:words}}\.",
        not_compared,
    ),
    kind(
        "nation: a share",
        rf"{{now:share}}%(?: \[\w+\])* of {{share_of:words}} {_WERE}"
        r" \({part:number} of {whole:number}\)(?:\. That is {points:share} percentage points"
        rf" (?P<points_way>higher|lower) than the {{then:share}}%(?: \[\w+\])*"
        rf" (?:in|at) {_THEN})?\.",
        headline,
    ),
    kind(
        "nation: a share that is not compared",
        rf"{{now:share}}%(?: \[\w+\])* of {{share_of:words}} {_WERE}"
        rf" \({{part:number}} of {{whole:number}}\)\. It is not compared with {_THEN}:"
        r" {reason:words}\.",
        not_compared,
    ),
    kind(
        "nation: a count in short",
        rf"{{now:number}} {{told:words}} (?:in|at) {_WHEN}"
        rf"(?:, (?:(?:{{percent}}|{{by:number}}) {{way}} than the|the same as the) {{then:number}}"
        rf" (?:in|at) {_THEN})?\.",
        fact,
    ),
    kind(
        "nation: a share in short",
        rf"{{now:share}}%(?: \[\w+\])* of {{told:words}} (?:in|at) {_WHEN}"
        r"(?:\. That is {points:share} percentage points (?P<points_way>higher|lower) than the"
        rf" {{then:share}}%(?: \[\w+\])* (?:in|at) {_THEN})?\.",
        fact,
    ),
    kind(
        "nation: a count in short that is not compared",
        rf"{{now:number}} {{told:words}} (?:in|at) {_WHEN}\. It is not compared with {_THEN}:"
        r" {reason:words}\.",
        fact_not_compared,
    ),
    kind(
        "nation: a share in short that is not compared",
        rf"{{now:share}}%(?: \[\w+\])* of {{told:words}} (?:in|at) {_WHEN}\."
        rf" It is not compared with {_THEN}: {{reason:words}}\.",
        fact_not_compared,
    ),
    kind(
        "nation: the largest share",
        rf"{{label:words}} was the largest share shown (?:in|at) {_WHEN}: {{now:share}}%\.",
        largest,
    ),
    kind(
        "nation: the largest of a breakdown",
        rf"{{label:words}} was the largest shown (?:in|at) {_WHEN}",
        largest_of_a_breakdown,
    ),
    kind("nation: years", r"{title:title}, by year", title_alone),
    kind("nation: a breakdown", rf"{{title:title}} (?:in|at) {_WHEN}", title),
    kind(
        "nation: what shares are of",
        r"Each is a share of {share_of:words}, in {extent:place}\.",
        shares_of,
    ),
    kind(
        "nation: shares",
        rf"These are shares of {{share_of:words}}, in {{extent:place}} (?:in|at) {_WHEN}\."
        r" (?P<all>.+)\.",
        listing,
    ),
    kind(
        "nation: shares add up",
        r"The shares shown add up to {sum:share}%(?:: {left:share}% is not shown)?\.",
        add_up,
    ),
    kind(
        "nation: counts add up",
        r"By [a-z ]+, the {many:number} shown add up to {sum:number} of {whole:number}"
        r"(?:: {left:number} \({share:percent}\) are not shown)?\.",
        shown_of,
    ),
    kind("nation: title", rf"{{title:title}}, {_WHEN}", title),
    kind(
        "nation: not judged",
        r"Not judged: there are no figures by month to say how much this usually moves\.",
    ),
    kind(
        "nation: caution",
        r"2020/21 was the lockdown year, and is a poor base for a comparison\.",
        lockdown,
    ),
    kind(
        "nation: no places",
        r"These figures are national, for a year or for one day\. There are none by ward, by month"
        r" or for this partnership\.",
    ),
    kind(
        "nation: a second figure",
        r"(?:A second figure|An earlier figure), .+ \(.+\), (?:is disputed: .+|has been revised:)"
        r" .+ is used\.",
    ),
    kind("nation: a break", r"There is a break at \d\d\d\d/\d\d \[b\]: .+"),
)
