"""Sentences of the board of priorities: its finding, a measure's row, its status and why not."""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import changes, judging, saying
from checks.sentences.changes import Changed
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked

_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?:{'|'.join(_WORDS)}|no|\d+)"
_JUDGED = (judging.BEYOND, judging.WITHIN, judging.NONE)


def _number(words: str) -> int:
    plain = words.lower()
    if plain == "no":
        return 0
    return _WORDS.index(plain) if plain in _WORDS else int(plain)


def _found(asked: Asked) -> Changed:
    return saying.of_asked(asked)[2]


def _is_made_up(asked: Asked) -> bool:
    """Whether the newest number itself is, or that of a year before, whatever their months are."""
    span, base, _ = saying.of_asked(asked)
    return any(asked.history.is_made_up(each) for each in (span, *base))


def _is_of_years(asked: Asked) -> bool:
    """Whether only the totals are known of one of the two."""
    span, base, found = saying.of_asked(asked)
    is_known = any(asked.history.known_total(each) for each in (span, *base))
    return found.verdict == changes.NOT_JUDGED and is_known and not _is_made_up(asked)


# --- All of it -------------------------------------------------------------------------------
def finding(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many objectives have a measure with a verdict; how many measures changed beyond it."""
    of, judged = len(asked.objectives), 0
    changed = set()
    for measures in asked.objectives:
        verdicts = {each.history.title: _found(each).verdict for each in measures}
        judged += any(verdict in _JUDGED for verdict in verdicts.values())
        changed |= {title for title, verdict in verdicts.items() if verdict == judging.BEYOND}
    if _number(claim["of"]) != of:
        yield f"there are {of} objectives"
    if _number(claim["judged"]) != judged:
        yield f"{judged} can be judged"
    if claim["changed"] is not None and _number(claim["changed"]) != len(changed):
        yield f"{len(changed)} measures changed beyond the usual: {', '.join(sorted(changed))}"
    if (claim["changed"] is None) is not (not judged):
        yield "what can be judged is said to have changed or not, and nothing else"


_REASONS = ("made up", "years", "no figures", "otherwise", "no measure")


def not_judged(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many objectives have no verdict, for each reason: that of their first measure."""
    counted = dict.fromkeys(_REASONS, 0)
    for measures in asked.objectives:
        if not any(_found(each).verdict in _JUDGED for each in measures):
            counted[_why(measures)] += 1
    for reason, true in counted.items():
        said = claim[reason.replace(" ", "_")]
        if (0 if said is None else _number(said)) != true:
            yield f"of {true} it is so that they are “{reason}”"


def _why(measures: tuple[Asked, ...]) -> str:
    if not measures:
        return "no measure"
    first = measures[0]
    if _found(first).after is None:
        return "no figures"
    if _is_made_up(first):
        return "made up"
    return "years" if _is_of_years(first) else "otherwise"


# --- A measure -------------------------------------------------------------------------------
def row(asked: Asked, claim: Claim) -> Iterator[str]:
    """The newest count and that of a year before, the two periods named or above the row."""
    span, base, found = saying.of_asked(asked)
    if claim.get("when") is not None:
        yield from saying.when(claim["when"], span)
    if claim.get("base") is not None:
        yield from saying.base_named(claim, base)
    yield from saying.number("the count", claim["now"], found.after)
    yield from saying.average("the base", claim.get("then"), found.then)
    yield from saying.refusal(claim, found, asked.history, asked.place)
    if not found.refused:
        yield from saying.direction(claim, found)
        yield from saying.size(claim, found)
        yield from saying.same(claim, found)


def status(asked: Asked, claim: Claim) -> Iterator[str]:
    """The verdict in a word, with what is better for the measure."""
    found = _found(asked)
    true = {
        judging.WITHIN: "No clear change",
        judging.NONE: "No clear change",
        judging.BEYOND: _of_change(asked, found),
    }.get(found.verdict, "Not judged" if _is_made_up(asked) else "Can’t be judged")
    if claim["says"] != true:
        yield f"it is “{true}” ({found.verdict or found.refused})"


def _of_change(asked: Asked, found: Changed) -> str:
    if asked.history.better == "neither":
        return "Changed"
    is_better = (found.way > 0) is (asked.history.better == "higher")
    return "Better" if is_better else "Worse"


def only_years(asked: Asked, _: Claim) -> Iterator[str]:
    if not _is_of_years(asked):
        yield f"the verdict is “{_found(asked).verdict}”"


_AMOUNT = r"(?:about )?(?:{percent}|{by:number}) {way}(?P<day> a day)?"

KINDS = (
    kind(
        "board: its finding",
        rf"Of (?P<of>{_NUMBER}) objectives?, (?P<judged>{_NUMBER}) ha(?:s|ve) figures that can be"
        rf" judged(?:; (?P<changed>{_NUMBER}) measures? ha(?:s|ve) clearly changed)?",
        finding,
    ),
    kind(
        "board: what is not judged",
        rf"(?=[A-Z0-9])(?:(?P<made_up>(?i:{_NUMBER})) rests? on made-up figures(?:, | and |\.))?"
        rf"(?:(?P<years>(?i:{_NUMBER})) (?:is|are) published by year only(?:, | and |\.))?"
        rf"(?:(?P<no_figures>(?i:{_NUMBER})) ha(?:s|ve) no figures yet(?:, | and |\.))?"
        rf"(?:(?P<otherwise>(?i:{_NUMBER})) can’t be judged yet(?:, | and |\.))?"
        rf"(?:(?P<no_measure>(?i:{_NUMBER})) ha(?:s|ve) no measure\.)?",
        not_judged,
    ),
    kind(
        "board: a row",
        rf"{{now:number}}(?: {{when:during}})?, (?:{_AMOUNT} than {{then:number}}"
        r"|(?P<same>about the same as|the same number a day as) {then:number}"
        r"|(?P<same__2>the same as) a year before"
        r"|not compared with a year before: {reason:words})(?: {base:during})?\.",
        row,
    ),
    kind(
        "board: a status",
        r"(?P<says>Better|Worse|Changed|No clear change|Can’t be judged|Not judged)",
        status,
    ),
    kind("board: only years", r"Only yearly totals are known\.", only_years),
)
