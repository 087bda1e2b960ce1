"""Sentences that set partnerships side by side: rates, and ranks with their range."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.sentences import judging, levels, saying, spans
from checks.sentences.chance import halved_up
from checks.sentences.facts import History
from checks.sentences.grammar import Claim, kind
from checks.sentences.kinds.one_place import ranked
from checks.sentences.pages import Asked
from checks.sentences.spans import Span


def rates(asked: Asked) -> dict[str, float]:
    """The rate of each partnership that has one, by its name."""
    return {
        history.partnership: rate
        for history in (asked.history, *asked.peers)
        if (rate := _rate(history, asked)) is not None
    }


def _rate(history: History, asked: Asked) -> float | None:
    if history.is_made_up(asked.span):
        return None
    return history.rate(asked.span)


def title(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["title"] != asked.history.title:
        yield f"the measure is {asked.history.title}"
    yield from saying.when(claim["span"], asked.span)
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"


def headline(asked: Asked, claim: Claim) -> Iterator[str]:
    """The rate, for a year or for part of one alone, and its rank among the others."""
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
    yield from saying.when(claim["when"], asked.span)
    if bool(claim.get("alone")) is (asked.span.months == 12):
        yield f"it is of {asked.span.months} months"
    found = rates(asked)
    mine = found.get(asked.history.partnership)
    yield from saying.number("the rate", claim["rate"], mine, places=_places(found))
    if claim["noun"] != asked.history.noun.many:
        yield f"what is counted are {asked.history.noun.many}"
    if mine is not None and claim.get("of") is not None:
        yield from _ranked(claim, rank(asked))
    elif claim.get("alike") is not None:
        yield from _alike(claim, rank(asked))
    elif len(found) > 1:
        yield f"there are {len(found)}"


def _places(found: dict[str, float]) -> int:
    """A second decimal where two that differ would be written the same with one."""
    rates = set(found.values())
    return 1 if len({halved_up(rate, 1) for rate in rates}) == len(rates) else 2


def _ranked(claim: Claim, found: levels.Ranked | None) -> Iterator[str]:
    """Its place from the highest or the lowest, alone or joint; or that it could be any."""
    if found is None:
        yield "it has no rate"
        return
    if claim["of"] != found.of:
        yield f"there are {found.of}"
    if bool(claim.get("close")) is not found.is_any:
        yield f"it could be {found.best}. to {found.worst}."
    if claim.get("close"):
        return
    is_there = {
        None: claim.get("place") == found.place,
        "highest": found.place == 1,
        "lowest": found.place + found.equal == found.of,
    }
    if not is_there[claim.get("end")]:
        yield f"it is {found.place}. of {found.of}"
    if bool(claim.get("joint")) is not bool(found.equal):
        yield f"{found.equal} others have the same rate"


def _alike(claim: Claim, found: levels.Ranked | None) -> Iterator[str]:
    """How many others have the same rate."""
    others = 0 if found is None else found.of - 1
    said = others if claim["alike"] == "all" else int(claim["alike"].removesuffix(" of"))
    if found is None or said != found.equal or not others:
        yield f"{0 if found is None else found.equal} others of {others} have the same rate"


def none(asked: Asked, claim: Claim) -> Iterator[str]:
    """That nothing was counted here, and by how many others nothing either."""
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
    yield from saying.when(claim["when"], asked.span)
    if claim["noun"] != asked.history.noun.many:
        yield f"what is counted are {asked.history.noun.many}"
    if asked.history.count(asked.span) != 0:
        yield "there are some"
    yield from _alike(claim, rank(asked))


def beside(asked: Asked, claim: Claim) -> Iterator[str]:
    """Which rates are lower, and which higher; all of them are named."""
    found = rates(asked)
    places = _places(found)
    mine = found.pop(claim["partnership"], None)
    if mine is None or claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"
        return
    said = claim.get("side") or ("shown" if claim.get("decimals") else "same")
    wanted = {name: rate for name, rate in found.items() if _side(mine, rate, places) == said}
    named = dict(re.findall(r"([A-Z][^(),]*?) \((\d[\d,.]*)\)", claim["others"]))
    named = {
        name.removeprefix("and "): float(rate.replace(",", "")) for name, rate in named.items()
    }
    if named.keys() != wanted.keys():
        yield f"they are {', '.join(sorted(wanted)) or 'none'}"
    for name, rate in named.items():
        yield from saying.number(f"the rate of {name}", rate, wanted.get(name), places=places)


def _side(mine: float, other: float, places: int) -> str:
    if mine == other:
        return "same"
    if halved_up(mine, places) == halved_up(other, places):
        return "shown"
    return "higher" if mine > other else "lower"


def alone(asked: Asked, claim: Claim) -> Iterator[str]:
    if asked.span.months == 12:
        yield "it is of a year"
    yield from saying.when(spans.read(claim["when"]), asked.span)


def no_figure(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from saying.when(claim["when"], asked.span)
    if asked.history.partnership in rates(asked):
        yield "there is a figure"


def could_be(asked: Asked, claim: Claim) -> Iterator[str]:
    """Between which places the usual ups and downs leave its rank."""
    found = rank(asked)
    if found is None:
        yield "it has no rate"
    elif claim.get("best") is None:
        if not found.is_any or found.of == 2 or claim["of"] != found.of:
            yield f"it could be anywhere from {found.best}. to {found.worst}. of {found.of}"
    else:
        yield from ranked(claim, found)


def rank(asked: Asked) -> levels.Ranked | None:
    """Ours among the others; each judged as a whole of which no parts are known."""
    rated = {
        history.partnership: levels.Rated(count, people, _factor(history, asked))
        for history in (asked.history, *asked.peers)
        if not history.is_made_up(asked.span)
        and (count := history.count(asked.span)) is not None
        and (people := history.residents(asked.span))
    }
    own = rated.pop(asked.history.partnership, None)
    return None if own is None else levels.rank(own, list(rated.values()))


def _factor(history: History, asked: Asked) -> float | None:
    scatter = _alone((history,), asked)
    return None if scatter is None else judging.factor(scatter, asked.span.months)


def _alone(several: Sequence[History], asked: Asked) -> judging.Scattered | None:
    """The scatter of several partnerships added up, as far back as all of them reach."""
    windows = [history.window(asked.span.last, history.whole) for history in several]
    if min(map(len, windows)) < judging.FEWEST_MONTHS:
        return None
    window = min(windows, key=len)
    each = [history.of_its_source.months(window) for history in several]
    known = [months for months in each if months is not None]
    if len(known) < len(each):
        return None
    at = (asked.span.start - window[0], asked.span.last + 1 - window[0])
    fit = judging.fitted(
        tuple(map(sum, zip(*known, strict=True))),
        window[0] % 12,
        (max(at[0], 0), at[1]),
        leave_out=False,
    )
    return judging.of_whole(fit, None)


def otherwise(asked: Asked, claim: Claim) -> Iterator[str]:
    """Its change since the year before beside that of all the others together."""
    span, before = asked.span, asked.span.back()
    if span.months == 1:
        yield "a single month is held against what is usual for it"
    if claim["base"] != before:
        yield f"the base is {spans.named(before)}"
    ours, others = (asked.history,), asked.peers
    for name, several in (("", ours), ("2", others)):
        yield from _moved(claim, name, _sum(several, before), _sum(several, span))
    counts = [(_sum(each, before), _sum(each, span)) for each in (ours, others)]
    scatters = [_alone(each, asked) for each in (ours, others)]
    if any(None in pair for pair in counts) or None in scatters:
        yield "they can't be judged"
        return
    parts = [
        (before or 0, after or 0, judging.factor(scatter, span.months))
        for (before, after), scatter in zip(counts, scatters, strict=True)
        if scatter is not None
    ]
    differs = judging.otherwise(parts[0], parts[1])
    if differs is not (not claim.get("not")):
        yield f"the two {'differ' if differs else 'do not differ'} beyond the usual"


def _sum(several: Sequence[History], span: Span) -> int | None:
    counts = [None if history.is_made_up(span) else history.count(span) for history in several]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) and known else None


def _moved(claim: Claim, name: str, before: int | None, after: int | None) -> Iterator[str]:
    if before is None or after is None:
        yield "there is no figure"
        return
    said = {"more": 1, "fewer": -1}.get(claim.get(f"way{name}") or "", 0)
    if said != (after > before) - (after < before):
        yield f"it went from {before} to {after}"
    percent = 100 * (after / before - 1) if before else 0.0
    yield from saying.number("a change", claim.get(f"percent{name}"), abs(percent), places=1)
    yield from saying.number("a change", claim.get(f"by{name}"), abs(after - before))


_PLACE = (
    r"(?:the (?P<joint>joint )?(?:{place:ordinal} highest|(?P<end>highest|lowest)) of"
    r"|(?P<close>too close) to rank among) the {of:number} partnerships"
)
_ALIKE = r"like (?P<alike>all|\d+ of) the other partnerships"


KINDS = (
    kind(
        "benchmarks: title",
        r"{title:title}, {span}: {partnership:name} beside other partnerships",
        title,
    ),
    kind(
        "benchmarks: headline",
        r"{partnership:name} had {rate:number} {noun:words} for each 1,000 residents {when:during}"
        rf"(?P<alone> alone)?, (?:{_PLACE} of .+|{_ALIKE} of .+"
        r"|and no other partnership of .+ can be compared with it)\.",
        headline,
    ),
    kind(
        "benchmarks: none",
        rf"{{partnership:name}} had no {{noun:words}} {{when:during}}, {_ALIKE} of .+\.",
        none,
    ),
    kind(
        "benchmarks: beside",
        r"{partnership:name}’s rate is (?:(?P<side>higher|lower) than"
        r"|the same(?P<decimals>, to two decimals,)? as)"
        r" (?:that|those) of (?P<others>.+)\.",
        beside,
    ),
    kind(
        "benchmarks: no figure",
        r"There is no figure for {partnership:name} {when:during}\.",
        no_figure,
    ),
    kind(
        "benchmarks: its range",
        r"By the usual ups and downs its place could be (?:any of the {of:number}"
        r"|anywhere from {best:ordinal} (?P<joined>to) {worst:ordinal} of {of:number}"
        r"|{best:ordinal} (?P<joined__or>or) {worst:ordinal} of {of:number})\.",
        could_be,
    ),
    kind(
        "benchmarks: its change",
        r"Compared with (?:the )?{base:span}, {partnership:name} had (?:the same number"
        r"|(?:{percent}|{by:number}) {way}), the others together (?:the same number"
        r"|(?:{percent2:percent}|{by2:number}) {way2:way})\. The two"
        r" changes (?P<not>do not )?differ beyond the usual ups and downs of both\.",
        otherwise,
    ),
    kind(
        "benchmarks: part of a year",
        r"These are rates of (?P<when>.+) alone, and not for a year: they are set beside rates of"
        r" the same months only\.",
        alone,
    ),
)
