"""What stands about figures: sources, reach, residents, cautions; and words that claim nothing.

The list of what claims nothing is closed: a new sentence is unread until somebody teaches it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.sentences import bases, changes, saying, spans
from checks.sentences.facts import FORMER
from checks.sentences.grammar import Claim, Kind, kind
from checks.sentences.pages import Asked


def title(asked: Asked, claim: Claim) -> Iterator[str]:
    """The measure, the place where it is a part, and the period."""
    if claim["title"] != asked.history.title:
        yield f"the measure is {asked.history.title}"
    if claim["span"] != asked.span:
        yield f"the period is {spans.written(asked.span)}"
    yield from saying.where(asked, claim.get("place"))


def source(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["source"] != asked.history.source:
        yield f"the source is {asked.history.source}"
    if claim.get("partnership") not in (None, asked.history.partnership):
        yield f"the partnership is {asked.history.partnership}"


def reach(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from source(asked, claim)
    first, last = min(asked.history.supplied), max(asked.history.supplied)
    if (claim["first"].start, claim["last"].start) != (first, last):
        yield f"they reach from {spans.month_name(first)} to {spans.month_name(last)}"


def residents(asked: Asked, claim: Claim) -> Iterator[str]:
    """Whose residents, of which year, and how many."""
    whole = asked.history.whole
    if claim["place"] != whole.name:
        yield f"the whole is {whole.name}"
    yield from saying.number("residents", claim["people"], whole.residents.get(int(claim["year"])))
    if claim["people"] != asked.history.residents(asked.span):
        yield f"of {spans.written(asked.span)} they are {asked.history.residents(asked.span)}"


def residents_of_parts(asked: Asked, claim: Claim) -> Iterator[str]:
    years = {year for ward in asked.history.of_kind("ward") for year in ward.residents}
    if not {int(year) for year in claim["years"].replace("mid-", "").split(" and ")} <= years:
        yield f"residents of wards are known in {sorted(years)}"
    if (whole := claim.get("whole")) is not None and int(
        whole
    ) not in asked.history.whole.residents:
        yield f"residents of the whole are known in {sorted(asked.history.whole.residents)}"


def town_centre(asked: Asked, claim: Claim) -> Iterator[str]:
    """Which of the wards have the town centre."""
    named = [ward.name for ward in asked.history.of_kind("ward") if ward.is_town_centre]
    wanted = " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
    if claim["centres"] != wanted:
        yield f"the town centre is {wanted or 'nowhere'}"


def made_up(asked: Asked, claim: Claim) -> Iterator[str]:
    """That the years named have months that are made up."""
    for year in bases_of(claim["years"]):
        if asked.history.made_up.isdisjoint(year.each):
            yield f"no month of {spans.written(year)} is made up"


def bases_of(text: str) -> list[spans.Span]:
    return [spans.read(each) for each in text.replace(" and ", ", ").split(", ")]


def known_total(asked: Asked, claim: Claim) -> Iterator[str]:
    for year in bases_of(claim["years"]):
        if asked.history.known_total(year) is None:
            yield f"no total of {spans.written(year)} is known"


def small_base(asked: Asked, claim: Claim) -> Iterator[str]:
    _, _, found = saying.of_asked(asked)
    if found.refused:
        yield "they are not compared"
    elif found.then == found.after:
        yield "both counts are equal, so no percentage is missed"
    elif found.has_percent:
        yield f"a base of {found.then:g} has a percentage"


def lockdown(asked: Asked, claim: Claim) -> Iterator[str]:
    span, base, _ = saying.of_asked(asked)
    if not any(each.overlaps(bases.LOCKDOWN) for each in (span, *base)):
        yield "no month of it is in 2020/21"


def usual_in_lockdown(asked: Asked, claim: Claim) -> Iterator[str]:
    """That months of 2020/21 lie among the 24 before any month."""
    before = range(asked.span.start - 24, asked.span.last)
    if bases.LOCKDOWN.last < before.start or bases.LOCKDOWN.start > before[-1]:
        yield "no month of it is in 2020/21"


def leap_day(asked: Asked, claim: Claim) -> Iterator[str]:
    span, base, _ = saying.of_asked(asked)
    if span.months > 1 or len({spans.days(each) for each in (span, *base)}) == 1:
        yield "no 29 February tells them apart"


def unfinished(asked: Asked, claim: Claim) -> Iterator[str]:
    if claim["year"] != spans.year(asked.span.year) or claim["last"].start != asked.span.last:
        yield f"figures reach to {spans.month_name(asked.span.last)}"
    if asked.span.last + 1 in asked.history.supplied:
        yield "a later month was supplied"


def placed_apart(asked: Asked, claim: Claim) -> Iterator[str]:
    """The shares without a place, and that they are too far apart; of what is compared."""
    span, base, found = saying.of_asked(asked)
    if found.refused:
        yield f"they are not compared ({found.refused})"
    if not changes.apart(asked.history, asked.place, span, base):
        yield "the shares are not so far apart"
    for share, when in ((claim["then"], claim["before"]), (claim["now"], claim["after"])):
        true = 100 * asked.history.without_place(when, asked.place)
        # A share is a product of floats: one that lies on a half may be rounded either way.
        if abs(share - true) > 0.05 + 1e-9:
            yield f"the share {spans.during(when)} is {true:.1f}"


def not_available(asked: Asked, claim: Claim) -> Iterator[str]:
    if any(ward.is_available for ward in asked.history.of_kind("ward")):
        yield "there are figures by ward"
    if claim["partnership"] != asked.history.partnership:
        yield f"the partnership is {asked.history.partnership}"


def whole_only(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from source(asked, claim)
    yield from not_available(asked, claim)


def by_locality_only(asked: Asked, claim: Claim) -> Iterator[str]:
    yield from source(asked, claim)
    if any(ward.is_available for ward in asked.history.of_kind("ward")):
        yield "there are figures by ward"


def former_wards(asked: Asked, claim: Claim) -> Iterator[str]:
    held = asked.history.counts
    if not any(
        code == FORMER and start <= claim["when"].last and claim["when"].start < start + months
        for code, start, months in held
    ):
        yield "no figure of them is kept so"


def recorded(asked: Asked, claim: Claim) -> Iterator[str]:
    """That a break is recorded in that month."""
    if claim["day"] not in asked.history.breaks:
        yield "no such change is recorded"


_WORDS_ALONE = (
    r"As at \d\d? [A-Z][a-z]+ \d\d\d\d\.",
    r"Contains public sector information licensed under the Open Government Licence v3\.0 \(.+\)\.",
    r"No figures by month or by quarter can be shown for this year\.",
    r"This source does not have the measure\.",
    r"In [A-Z][^.]+ the main source went from .+ to .+: no chart joins them\.",
)


def words_alone(*patterns: str) -> tuple[Kind, ...]:
    """Kinds of sentences that claim nothing of any figure."""
    return tuple(kind("words alone", pattern) for pattern in patterns)


KINDS = (
    kind(
        "prose: who is harmed in a town centre",
        r"(?P<centres>.+) ha(?:s|ve) the town centre\. Many of those harmed there live elsewhere,"
        r" so (?:its rate says|their rates say) little about (?:its|their) residents\.",
        town_centre,
    ),
    kind("title of a page", r"{title:title}(?:, {place})?, {span}", title),
    kind("source", r"Source: {source:words}, {partnership:place}\.", source),
    kind("reach", r"Figures from {source:words} reach from {first:month} to {last:month}\.", reach),
    kind(
        "residents of the whole",
        r"The rate for {place} is for each 1,000 residents in mid-(?P<year>\d+) \({people:number};"
        r" {publisher:words}\)\.",
        residents,
    ),
    kind(
        "residents of parts",
        r"Rates by ward and locality are for each 1,000 residents in"
        r" (?P<years>mid-\d+(?: and mid-\d+)*)(?:\. The rate of {partnership:place} is for"
        r" mid-(?P<whole>\d+), so the two are not quite alike)?\.",
        residents_of_parts,
    ),
    kind(
        "what is made up",
        r"{years:years}: illustrative split of (?:the published|an illustrative) total\.",
        made_up,
    ),
    kind(
        "what is made up, with the total worked back",
        r"{years:years}: illustrative split of a total worked back from .+\.",
        made_up,
    ),
    kind("a total that is known", r"The totals? of {years:years}: (?:.+)\.", known_total),
    kind(
        "caution: small base",
        r"No percentage is given: the earlier figure is too small for a percentage to mean"
        r" anything\.",
        small_base,
    ),
    kind(
        "caution: lockdown",
        r"Compare with care: 2020/21 was the lockdown year: lockdown cut crime, and Covid breaches"
        r" were logged as antisocial behaviour\.",
        lockdown,
    ),
    kind(
        "caution: lockdown in what is usual",
        r"Compare with care: what is usual rests in part on 2020/21, the lockdown year\. Lockdown"
        r" cut crime, and Covid breaches were logged as antisocial behaviour\.",
        usual_in_lockdown,
    ),
    kind(
        "caution: leap day",
        r"(?:One|Compare with care: one) of the Februaries has a 29th, so the change is told(?: and"
        r" judged)? by the day; tables have the counts as they are\.",
        leap_day,
    ),
    kind(
        "caution: unfinished",
        r"{year:span} is not finished\. Figures have been supplied up to {last:month}, and are"
        r" compared with the same months of earlier years\.",
        unfinished,
    ),
    kind(
        "caution: places",
        r"{then:percent} of the rows {before:during} and {now:percent} {after:during} have no"
        r" place\.",
        placed_apart,
    ),
    kind(
        "no wards",
        r"The wards of {partnership:place} are not available from this source: there are figures"
        r" for the whole of it only\.",
        not_available,
    ),
    kind(
        "no wards and no localities",
        r"{source:words} gives figures for {partnership:place} as a whole only\.",
        whole_only,
    ),
    kind(
        "no wards but localities",
        r"{source:words} gives figures by locality only: there are none by ward\.",
        by_locality_only,
    ),
    kind(
        "wards that no longer stand",
        r"Figures {when:during} are kept by wards that no longer stand, and not by smaller areas\."
        r" So there are none by today’s wards\.",
        former_wards,
    ),
    kind(
        "a change of recording",
        r"Recording practice changed on {day:day}, so figures on either side are not comparable\."
        r" .+\. \(.+\)",
        recorded,
    ),
    *words_alone(*_WORDS_ALONE),
)
