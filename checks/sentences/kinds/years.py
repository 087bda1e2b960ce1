"""Sentences that set a count among those of other years: ranks, records, trends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checks.sentences import bases, changes, judging, saying, spans
from checks.sentences.grammar import Claim, kind
from checks.sentences.pages import Asked
from checks.sentences.spans import Span

_FEWEST_TO_RANK = 3
Run = list[tuple[Span, int]]


def run(asked: Asked, of: Span | None = None) -> Run:
    """The same months of this year and the years before it, back to the first that is not like it.

    Each is complete and real, and rests on files of the same forces with alike shares placed.
    """
    history, place = asked.history, asked.place
    span = of or bases.compared(asked.span, asked.against)[0]
    found: Run = []
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


# --- What a claim says ------------------------------------------------------------------------
def among(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many years it is set among, from which to which."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        yield f"there are only {len(years)} years to rank it among"
        return
    if (of := claim.get("of")) is not None and of != len(years):
        yield f"there are {len(years)} such years"
    if (before := claim.get("before")) is not None and before != len(years) - 1:
        yield f"there are {len(years) - 1} years before"
    for name, (span, _) in (("first", years[0]), ("last", years[-1])):
        if claim.get(name) is not None and claim[name] != bases.year_of(span):
            yield f"the {name} is {bases.year_of(span)}"


def part(asked: Asked, claim: Claim) -> Iterator[str]:
    """That of part of a year it names that part, and of a year none."""
    span = claim.get("when") or bases.compared(asked.span, asked.against)[0]
    said = claim.get("part") or ""
    true = bases.part_of(span)
    if said.removeprefix("the ") != true.removeprefix("the "):
        yield f"it is of {true or 'whole years'}"


def record(asked: Asked, claim: Claim) -> Iterator[str]:
    """A single highest or lowest, beyond the usual; a tie is said to be one, zeros are none."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        return
    counts = [count for _, count in years]
    end = max(counts) if claim["end"] == "highest" else min(counts)
    ties = [bases.year_of(span) for span, count in years[:-1] if count == end]
    if not any(counts):
        yield "there were none in any of the years"
    elif counts[-1] != end:
        yield f"{counts[-1]} is not the {claim['end']} of {_listed(counts)}"
    elif bool(ties) is not bool(claim.get("ties")):
        yield f"{len(ties) + 1} of the years have {end}"
    elif claim.get("ties") and any(tie not in claim["ties"] for tie in ties):
        yield f"it ties with {' and '.join(ties)}"
    else:
        yield from _is_worth_telling(asked, claim, years)


def _is_worth_telling(asked: Asked, claim: Claim, years: Run) -> Iterator[str]:
    """A difference within the usual ups and downs is no record."""
    span, base, found = saying.of_asked(asked)
    if years[-1][0] != span:
        base = (years[-1][0].back(),)
        found = changes.changed(asked.history, asked.place, years[-1][0], base)
    way = 1 if claim["end"] == "highest" else -1
    known = any(asked.history.known_total(each, asked.place) for each in (span, *base))
    if found.refused:
        yield "it can't be compared with its base"
    elif found.way != way:
        yield f"beside {bases.listed(base)} it did not go that way"
    elif not known and found.verdict != judging.BEYOND:
        yield f"beside {bases.listed(base)} the verdict is “{found.verdict}”"
    elif not claim.get("ties"):
        yield from _is_clear(asked, claim, years)


def _is_clear(asked: Asked, claim: Claim, years: Run) -> Iterator[str]:
    """Beside the year next to it as well: only its own base might lie far off."""
    end = max if claim["end"] == "highest" else min
    (span, _), (next_to, _) = years[-1], end(years[:-1], key=lambda each: each[1])
    found = changes.changed(asked.history, asked.place, span, (next_to,))
    known = any(asked.history.known_total(each, asked.place) for each in (span, next_to))
    if found.refused:
        yield f"it can't be compared with {bases.year_of(next_to)}"
    elif known and found.percent is not None and abs(found.percent) < _ABOUT_THE_SAME:
        yield f"it is about the same as {bases.year_of(next_to)}"
    elif not known and found.verdict != judging.BEYOND:
        yield f"beside {bases.year_of(next_to)} the verdict is “{found.verdict}”"


# Percent.
_ABOUT_THE_SAME = 1.0


def all_alike(asked: Asked, claim: Claim) -> Iterator[str]:
    counts = [count for _, count in run(asked, claim.get("when"))]
    if len(set(counts)) > 1:
        yield f"the years have {_listed(counts)}"
    elif counts and not any(counts):
        yield "there were none in any of the years"


def none_in_any(asked: Asked, claim: Claim) -> Iterator[str]:
    counts = [count for _, count in run(asked, claim.get("when"))]
    if any(counts):
        yield f"the years have {_listed(counts)}"


def higher(asked: Asked, claim: Claim) -> Iterator[str]:
    """How many of the years before were higher."""
    years = run(asked, claim.get("when"))
    if len(years) < _FEWEST_TO_RANK:
        return
    *before, now = (count for _, count in years)
    true = sum(count > now for count in before)
    if claim["above"] != true:
        yield f"{true} of {_listed(before)} were higher than {now}"


def trend(asked: Asked, claim: Claim) -> Iterator[str]:
    """That it went the same way in every one of three years or more."""
    years = run(asked)
    counts = [count for _, count in years]
    if len(counts) < _FEWEST_TO_RANK:
        yield f"there are only {len(years)} years"
    ways = {(after > before) - (after < before) for before, after in pairwise(counts)}
    if ways != {1 if claim["went"] == "rose" else -1}:
        yield f"the years have {_listed(counts)}"
    for name, at in (("first", 0), ("last", -1)):
        if years and _plain(claim[name]) != bases.year_of(years[at][0]):
            yield f"the {name} is {bases.year_of(years[at][0])}"


def _plain(year: Span | str) -> str:
    return year if isinstance(year, str) else bases.year_of(year)


# --- Titles ------------------------------------------------------------------------------------
def title(asked: Asked, claim: Claim) -> Iterator[str]:
    """That a title names the measure, and the very period that it is of."""
    yield from named(asked, claim)
    if claim["when"] not in (asked.span, bases.compared(asked.span, asked.against)[0]):
        yield f"the period is {spans.named(asked.span)}"


def named(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["title"] != asked.history.title:
        yield f"the measure is {asked.history.title}"


def _listed(counts: list[int]) -> str:
    return ", ".join(map(str, counts))


PART = (
    r"(?P<part>(?:the )?(?:Q[1-4]|(?:first|second) half"
    rf"|12 months to (?:{'|'.join(spans.MONTHS)})"
    rf"|(?:{'|'.join(spans.MONTHS)})(?: to (?:{'|'.join(spans.MONTHS)}))?))"
)
_IN_PART = rf"(?: (?:in|from) {PART})?"
_END = r"(?P<end>highest|lowest)"
_TIES = r"tied with (?P<ties>.+?) for"
_FROM_TO = r"{first:year} to {last:year}"

KINDS = (
    kind(
        "among years: a record",
        rf"It (?:was|{_TIES}) the {_END}(?: {PART})? of the {{of:number}}(?: years)? from"
        rf" {_FROM_TO}\.",
        among,
        record,
        part,
    ),
    kind(
        "among years: all alike",
        rf"The number{_IN_PART} was the same in each of the {{of:number}} years, {_FROM_TO}\.",
        among,
        all_alike,
        part,
    ),
    kind(
        "among years: none",
        rf"There were none{_IN_PART} in any of the {{of:number}} years, {_FROM_TO}\.",
        among,
        none_in_any,
        part,
    ),
    kind(
        "among years: how many higher",
        r"Of the {before:number} years before, back to {first:year}, {above:number} (?:was|were)"
        r" higher\.",
        among,
        higher,
        part,
    ),
    kind(
        "among years: in how many the part was higher",
        rf"The number (?:in|from) {PART} was higher in {{above:number}} of the {{before:number}}"
        r" years before, back to {first:year}\.",
        among,
        higher,
        part,
    ),
    kind(
        "among years: a trend",
        rf"(?:It|The number{_IN_PART}) {{went}} every year from {_FROM_TO}\.",
        trend,
        part,
    ),
    kind(
        "title of years: a record",
        rf"{{title:title}}: (?:the )?{{when:span}} (?:was|{_TIES}) the {_END}(?: {PART})? of the"
        rf" {{of:number}}(?: years)? from {_FROM_TO}",
        title,
        among,
        record,
        part,
    ),
    kind(
        "title of years: all alike",
        rf"{{title:title}}: the same number{_IN_PART} in each of {{of:number}} years, {_FROM_TO}",
        named,
        among,
        all_alike,
    ),
    kind(
        "title of years: none",
        rf"{{title:title}}: none{_IN_PART} in any of {{of:number}} years, {_FROM_TO}",
        named,
        among,
        none_in_any,
    ),
    kind(
        "title of years: how many higher",
        r"{title:title}: {above:number} of the {before:number} years before {when:span}"
        r" (?:was|were) higher",
        title,
        among,
        higher,
    ),
    kind(
        "title of years: in how many the part was higher",
        rf"{{title:title}}: the number (?:in|from) {PART} was higher in {{above:number}} of the"
        r" {before:number} years before(?: {year:year})?",
        named,
        among,
        higher,
        part,
    ),
    kind(
        "title of years: how many had a higher part",
        rf"{{title:title}}: (?:the )?{{when:span}} was lower than {PART} in {{above:number}} of"
        r" the {before:number} years before",
        title,
        among,
        higher,
        part,
    ),
    kind("title of years: of a part", rf"{{title:title}}: {PART} of each year", named),
    kind("title of years: neutral", r"{title:title} by year", named),
)
