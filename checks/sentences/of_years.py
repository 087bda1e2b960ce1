"""Sentences that set a count among those of other years: ranks, records, trends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checks.sentences import bases, changes, spans
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_FEWEST_TO_RANK = 3


def run(asked: Asked, of: Span | None = None) -> list[tuple[Span, int]]:
    """The same months of this year and the years before it, back to the first that is not like it.

    Each is complete and real, and rests on files of the same forces with alike shares placed.
    """
    history, place = asked.history, asked.place
    span = of or bases.compared(asked.span, asked.against)[0]
    found: list[tuple[Span, int]] = []
    each = span
    while (count := history.count(each, place)) is not None:
        is_real = not history.is_made_up(each, place)
        is_like = (
            history.are_alike((each, span))
            and not history.odd_origins((each, span))
            and not changes.apart(history, place, span, (each,))
        )
        if not (is_real and is_like):
            break
        found.insert(0, (each, count))
        each = each.back()
    return found


def among(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many years it is set among, from which to which."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        yield f"there are only {len(years)} years to rank it among"
        return
    if (of := claim.get("of")) is not None and of != len(years):
        yield f"there are {len(years)} such years"
    if claim.get("first") is not None and claim["first"] != spans.year(years[0][0].year):
        yield f"they begin with {spans.written(spans.year(years[0][0].year))}"
    if claim.get("last") is not None and claim["last"] != spans.year(years[-1][0].year):
        yield f"they end with {spans.written(spans.year(years[-1][0].year))}"


def record(asked: Asked, claim: Claim) -> Iterator[str]:
    """A single highest or lowest; a tie is said to be one, and zeros alone are no record."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        return
    counts = [count for _, count in years]
    end = max(counts) if claim["end"] == "highest" else min(counts)
    if not any(counts):
        yield "there were none in any of the years"
    elif counts[-1] != end:
        yield f"{counts[-1]} is not the {claim['end']} of {_listed(counts)}"
    elif (counts.count(end) > 1) is not bool(claim.get("joint")):
        yield f"{counts.count(end)} of the years have {end}"


def all_alike(asked: Asked, claim: Claim) -> Iterator[str]:
    counts = [count for _, count in run(asked, claim.get("when"))]
    if len(set(counts)) > 1:
        yield f"the years have {_listed(counts)}"
    elif not any(counts):
        yield "there were none in any of the years"


def none_in_any(asked: Asked, claim: Claim) -> Iterator[str]:
    counts = [count for _, count in run(asked, claim.get("when"))]
    if any(counts):
        yield f"the years have {_listed(counts)}"


def higher(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many of the years before were higher."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        yield f"there are only {len(years)} years to rank it among"
        return
    *before, now = (count for _, count in years)
    if claim["of"] != len(before):
        yield f"there are {len(before)} years before"
    if claim["above"] != sum(count > now for count in before):
        yield f"{sum(count > now for count in before)} of {_listed(before)} were higher than {now}"
    if claim.get("first") is not None and claim["first"] != spans.year(years[0][0].year):
        yield f"they begin with {spans.written(spans.year(years[0][0].year))}"


def trend(asked: Asked, claim: Claim) -> Iterator[str]:
    """That it went the same way in every one of three years or more."""
    years = run(asked, claim.get("when"))
    counts = [count for _, count in years]
    if len(counts) < _FEWEST_TO_RANK:
        yield f"there are only {len(years)} years"
    ways = {(after > before) - (after < before) for before, after in pairwise(counts)}
    if ways != {1 if claim["gone"] == "risen" else -1}:
        yield f"the years have {_listed(counts)}"
    if claim["since"] != spans.year(years[0][0].year):
        yield f"they begin with {spans.written(spans.year(years[0][0].year))}"


def of_these_months(asked: Asked, claim: Claim) -> Iterator[str]:
    """That of part of a year it says so, and of a year does not."""
    if bool(claim.get("part")) is run_is_of_years(asked):
        yield "it is of a whole year" if run_is_of_years(asked) else "it is of part of a year"


def run_is_of_years(asked: Asked) -> bool:
    return asked.span.is_year


def title(asked: Asked, claim: Claim) -> Iterator[str]:
    """That a title names the measure, and the very period that it is of."""
    yield from named(asked, claim)
    if claim["when"] not in (asked.span, bases.compared(asked.span, asked.against)[0]):
        yield f"the period is {spans.written(asked.span)}"


def named(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["title"] != asked.history.title:
        yield f"the measure is {asked.history.title}"


def _listed(counts: list[int]) -> str:
    return ", ".join(map(str, counts))


_END = r"(?P<joint>joint )?(?P<end>highest|lowest)"
_SPAN = r"{of:number} years from {first:span} to {last:span}\."

KINDS = (
    kind(
        "among years: a record",
        rf"It is the {_END} (?:of the|for (?P<part>these months) in the) {_SPAN}",
        among,
        record,
        of_these_months,
    ),
    kind("among years: all alike", rf"It is the same in all of the {_SPAN}", among, all_alike),
    kind(
        "among years: none",
        rf"There were none in any of the {_SPAN}",
        among,
        none_in_any,
    ),
    kind(
        "among years: how many higher",
        r"(?:Of the|For (?P<part>these months) in the) {of:number} years before, back to"
        r" {first:span}, {above:number} (?:was|were) higher\.",
        higher,
        of_these_months,
    ),
    kind(
        "among years: a trend",
        r"It has {gone}(?P<part> in these months)? every year since {since:span}\.",
        trend,
        of_these_months,
    ),
    kind(
        "title of years: a record",
        rf"{{title:words}}: {{when:span}} was the {_END} of {{of:number}} years",
        title,
        among,
        record,
    ),
    kind(
        "title of years: how many higher",
        r"{title:words}: {above:number} of the {of:number} earlier years (?:was|were) higher",
        named,
        higher,
    ),
    kind("title of years: neutral", r"{title:words} by year", named),
)
