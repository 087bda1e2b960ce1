"""Months and spans of months, and how they are written, worked out apart from the portal's own."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_YEAR = r"\d{4}/\d\d"
# A span as it is written anywhere; the longest way first.
SPAN = (
    rf"(?:12 months to {_MONTH} \d{{4}}"
    rf"|Q[1-4] {_YEAR}"
    rf"|(?:first|second) half of {_YEAR}"
    rf"|{_MONTH}(?: \d{{4}})? to {_MONTH} \d{{4}}"
    rf"|{_MONTH} \d{{4}}"
    rf"|{_YEAR})"
)


class Unreadable(ValueError):
    """Words that are no span."""


@dataclass(frozen=True, order=True)
class Span:
    """`months` months from `start` on, which is 12 × year + month - 1."""

    start: int
    months: int

    @property
    def last(self) -> int:
        return self.start + self.months - 1

    @property
    def each(self) -> range:
        return range(self.start, self.start + self.months)

    @property
    def year(self) -> int:
        """The financial year of the first month."""
        return (self.start - 3) // 12

    @property
    def is_year(self) -> bool:
        return self.months == 12 and self.start % 12 == 3

    def back(self, years: int = 1) -> Span:
        return Span(self.start - 12 * years, self.months)

    def overlaps(self, other: Span) -> bool:
        return self.start <= other.last and other.start <= self.last


def year(first: int) -> Span:
    """The financial year that begins in April of `first`."""
    return Span(12 * first + 3, 12)


def month_name(month: int) -> str:
    """ "March 2024"."""
    return f"{MONTHS[month % 12]} {month // 12}"


def written(span: Span) -> str:
    """As it is to be written: "Q4 2024/25", "second half of 2024/25", "April to June 2024"."""
    name, offset = f"{span.year}/{(span.year + 1) % 100:02}", (span.start - 3) % 12
    if span.months == 1:
        return month_name(span.start)
    if span.months == 12 and offset == 0:
        return name
    if span.months == 3 and offset % 3 == 0:
        return f"Q{offset // 3 + 1} {name}"
    if span.months == 6 and offset % 6 == 0:
        return f"{('first', 'second')[offset // 6]} half of {name}"
    if span.start // 12 == span.last // 12:
        return f"{MONTHS[span.start % 12]} to {month_name(span.last)}"
    return f"{month_name(span.start)} to {month_name(span.last)}"


def during(span: Span) -> str:
    """ "in 2024/25", "in the second half of 2024/25", "from April to June 2024"."""
    text = named(span)
    is_run = " to " in text and span.months != 12
    return f"from {text}" if is_run else f"in {text}"


def named(span: Span) -> str:
    """As it is named in a sentence: "the second half of 2024/25", "the 12 months to June 2024"."""
    text = written(span)
    if "half of" in text:
        return f"the {text}"
    if span.months == 12 and not span.is_year:
        return f"the 12 months to {month_name(span.last)}"
    return text


def read(text: str) -> Span:
    """The span that `text` names, with or without "in", "from" or "the"."""
    plain = re.sub(r"^(?:in |from )?(?:the )?", "", text.strip(), flags=re.IGNORECASE)
    if found := re.fullmatch(r"(?:Q([1-4]) |(first|second) half of )?(\d{4})/(\d\d)", plain):
        return _in_year(found)
    if found := re.fullmatch(rf"({_MONTH})(?: (\d{{4}}))? to ({_MONTH}) (\d{{4}})", plain):
        first_year = found[2] or found[4]
        first = 12 * int(first_year) + MONTHS.index(found[1])
        last = 12 * int(found[4]) + MONTHS.index(found[3])
        if last < first:
            raise Unreadable(text)
        return Span(first, last - first + 1)
    if found := re.fullmatch(rf"12 months to ({_MONTH}) (\d{{4}})", plain):
        return Span(12 * int(found[2]) + MONTHS.index(found[1]) - 11, 12)
    if found := re.fullmatch(rf"({_MONTH}) (\d{{4}})", plain):
        return Span(12 * int(found[2]) + MONTHS.index(found[1]), 1)
    raise Unreadable(text)


def _in_year(found: re.Match[str]) -> Span:
    quarter, half, first, after = found.groups()
    if (int(first) + 1) % 100 != int(after):
        raise Unreadable(found[0])
    whole = year(int(first))
    if quarter:
        return Span(whole.start + 3 * (int(quarter) - 1), 3)
    if half:
        return Span(whole.start + (6 if half == "second" else 0), 6)
    return whole


def days(span: Span) -> int:
    """How many days it has."""
    return sum(_days_of(month) for month in span.each)


def _days_of(month: int) -> int:
    first, number = month // 12, month % 12
    if number == 1:
        is_leap = first % 4 == 0 and (first % 100 != 0 or first % 400 == 0)
        return 29 if is_leap else 28
    return 30 if number in (3, 5, 8, 10) else 31
