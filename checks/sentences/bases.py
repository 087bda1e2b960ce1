"""What a span is compared with, worked out anew from the name of the baseline."""

from __future__ import annotations

import re
from itertools import pairwise

from checks.sentences import spans
from checks.sentences.spans import Span

LOCKDOWN = spans.year(2020)
MEANS = {
    "mean-3": (3, False),
    "mean-5": (5, False),
    "mean-3-without-lockdown": (3, True),
    "mean-5-without-lockdown": (5, True),
}
ROLLING = "rolling-year"
NAMED = ("year-before", "pre-covid", *MEANS, ROLLING)


def compared(span: Span, against: str) -> tuple[Span, tuple[Span, ...]]:
    """The span that is compared, and its base: several spans where that is a mean of years.

    A name that does not apply to the span gives the year before.
    """
    base = _named(span, against) if against in NAMED else (_chosen(span, against),)
    if not base:
        return span, (_year_before(span),)
    return (Span(span.last - 11, 12) if against == ROLLING else span), base


def _named(span: Span, name: str) -> tuple[Span, ...]:
    if name == "year-before":
        return (_year_before(span),)
    if span.months > 12:
        return ()
    if name == "pre-covid":
        is_within = (span.last - 3) // 12 == span.year
        return (span.back(span.year - 2019),) if is_within and span.year > 2019 else ()
    if name == ROLLING:
        return (Span(span.last - 23, 12),)
    years, is_bare = MEANS[name]
    base = tuple(span.back(back) for back in range(years, 0, -1))
    if not is_bare:
        return base
    left = tuple(each for each in base if not each.overlaps(LOCKDOWN))
    return left if len(left) < len(base) else ()


def _year_before(span: Span) -> Span:
    return span.back(-(-span.months // 12))


def _chosen(span: Span, written: str) -> Span:
    if not written:
        return _year_before(span)
    chosen = of_code(written)
    is_within = (span.last - 3) // 12 == span.year
    return span.back(span.year - chosen.year) if chosen.is_year and is_within else chosen


def of_code(written: str) -> Span:
    """A period as addresses have it: "2022/23 Q3", "2022-10", "2022-04..2022-12"."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)(?:\.\.(\d{4})-(\d\d))?", written):
        first = 12 * int(found[1]) + int(found[2]) - 1
        last = 12 * int(found[3]) + int(found[4]) - 1 if found[3] else first
        return Span(first, last - first + 1)
    year, _, part = written.partition(" ")
    if part.startswith("H"):
        return spans.read(f"{('first', 'second')[int(part[1]) - 1]} half of {year}")
    return spans.read(f"{part} {year}".strip())


def listed(base: tuple[Span, ...]) -> str:
    """As a base is named: "2021/22", "the average of 2019/20 to 2021/22", of Q4 in some years.

    Of two years, or where one is left out between them, each is named.
    """
    if len(base) == 1:
        return spans.named(base[0])
    years = [year_of(span) for span in base]
    if len(base) == 2 or any(after.start - before.start != 12 for before, after in pairwise(base)):
        of = f"{', '.join(years[:-1])} and {years[-1]}"
    else:
        of = f"{years[0]} to {years[-1]}"
    part = part_of(base[0])
    if not part:
        return f"the average of {of}"
    if "half" in part:
        return f"the average of {part.replace('half', 'halves')} of {of}"
    return f"the average of {part} in {of}"


def part_of(span: Span) -> str:
    """Which part of a year it is: "Q4", "the second half", "June", "the 12 months to June"."""
    text = spans.named(span)
    if span.is_year:
        return ""
    if span.months == 12:
        return text.rpartition(" ")[0].removeprefix("the ")
    if " to " in text:
        first, _, last = text.partition(" to ")
        return f"{first.split()[0]} to {last.split()[0]}"
    return text.rpartition(" of ")[0] if " of " in text else text.rpartition(" ")[0]


def year_of(span: Span) -> str:
    """The year beside its part: the financial one, or of months the calendar year they end in.

    Of months of one financial year and of two calendar years it is the financial one.
    """
    is_quarters = span.months in (3, 6, 12) and (span.start - 3) % span.months == 0
    is_within = (span.last - 3) // 12 == span.year
    if is_quarters or (is_within and span.start // 12 != span.last // 12):
        return spans.written(spans.year(span.year))
    return str(span.last // 12)
