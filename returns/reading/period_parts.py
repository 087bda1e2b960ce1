"""A period written in pieces, such as a year above and quarters below; knows no file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from measures.periods import BadPeriod, Month, Period
from returns.catalogue.findings import Wrong
from returns.reading.spellings import day_of, is_total, period_of

_FINANCIAL = re.compile(r"(?<!\d)(20\d\d|\d\d)\s*[/\-–—]\s*(20\d\d|\d\d)(?!\d)")
_CALENDAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_SHORT = re.compile(r"(?<=[A-Za-z])[\s.'’\-]{0,3}(\d\d)(?!\d)")
_QUARTER = re.compile(r"\bq(?:uarter|tr)?\.?\s*([1-4])\b", re.IGNORECASE)
_MONTH_NAMES = (
    "jan(?:uary)?",
    "feb(?:ruary)?",
    "mar(?:ch)?",
    "apr(?:il)?",
    "may",
    "june?",
    "july?",
    "aug(?:ust)?",
    "sept?(?:ember)?",
    "oct(?:ober)?",
    "nov(?:ember)?",
    "dec(?:ember)?",
)
_MONTH = re.compile(
    r"(?<![a-z])(?:" + "|".join(f"({name})" for name in _MONTH_NAMES) + r")(?![a-z])",
    re.IGNORECASE,
)
# The months that a quarter begins and ends with, by its number.
_QUARTERS = {(4, 6): 1, (7, 9): 2, (10, 12): 3, (1, 3): 4}


def written(text: str, *, today: date) -> str:
    """`text` as a period is written in files, where it can be made out; else as it is.

    "Recorded crime, Apr to Jun 2022" gives "2022/23 Q1", "Q3 2022-23" gives "2022/23 Q3".
    """
    if not isinstance(period_of(text, today=today), Wrong):
        return text
    return together(text, text) or text


def together(year: str, within: str) -> str:
    """The period of a year and a month or quarter that stand apart; blank where they give none.

    A month of a financial year lies in one of two calendar years: March of 2022/23 is in 2023.
    A quarter of a year that is written without a slash could be of either, and gives none. For
    a total within a year it is the year.
    """
    if is_total(within) and within != year:
        return year_in(year)
    first = _first_year(year)
    if first is None:
        return ""
    start, is_financial = first
    if quarter := _QUARTER.search(within):
        return Period.quarter(start, int(quarter[1])).code if is_financial else ""
    match months_in(within):
        case [number]:
            return _in_year(start, number, is_financial=is_financial).code
        case [begin, end] if (begin, end) in _QUARTERS:
            in_year = _in_year(start, begin, is_financial=is_financial)
            return Period.quarter(in_year.financial_year, _QUARTERS[begin, end]).code
    return year_in(year) if year == within else ""


def year_in(text: str) -> str:
    """The financial year that `text` speaks of: "Crime 2022-23" gives "2022/23". Else blank."""
    first = _first_year(text)
    return Period.year(first[0]).code if first and first[1] else ""


def months_in(text: str) -> list[int]:
    """The numbers of the months that `text` names, in order, each once."""
    found = [match.lastindex or 0 for match in _MONTH.finditer(text)]
    return list(dict.fromkeys(found))


def is_within_a_year(text: str) -> bool:
    """Whether it names a month or a quarter and no year: "Feb", "Q3", "Apr-Jun"."""
    if _first_year(text) is not None:
        return False
    return bool(_QUARTER.fullmatch(text.strip())) or (bool(months_in(text)) and len(text) < 20)


def is_year(text: str) -> bool:
    """Whether it is a year and nothing else: "2022/23", "2022-23", "2022"."""
    text = text.strip()
    return bool(_CALENDAR.fullmatch(text)) or (
        bool(_FINANCIAL.fullmatch(text)) and bool(year_in(text))
    )


# --- Days and weeks --------------------------------------------------------------------------
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+", re.I
)
_WEEK_FROM = re.compile(
    r"(?:w\s*[/.]?\s*c|(?:week )?(?:commencing|beginning|starting|from))[:.]?\s+", re.I
)
_WEEK_TO = re.compile(r"(?:w\s*[/.]?\s*e|week end(?:ing|ed)?|week to)[:.]?\s+", re.I)
_DAY_WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]*([a-z]{3,9})", re.I | re.ASCII)
_DAY_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_WEEK = timedelta(days=6)
_EARLIEST, _LATEST = 1950, 2099


@dataclass(frozen=True, order=True)
class Days:
    """Some days in a row, the last of them included."""

    first: date
    last: date

    @property
    def number(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def month(self) -> Month | None:
        """The month in which all of them lie."""
        first, last = Month.containing(self.first), Month.containing(self.last)
        return first if first == last else None


def days_of(text: str, *, year: str = "", is_week: bool = False) -> Days | None:
    """The day, or the week that begins on it or is said to end on it; None where there is none.

    A day without its year, like "1-Feb", is one of `year`, a calendar or a financial year, and a
    bare number like "14" is one of the month that `year` names.
    """
    text = " ".join(text.split())
    ends = bool(_WEEK_TO.match(text))
    text = _WEEKDAY.sub("", _WEEK_TO.sub("", _WEEK_FROM.sub("", text, 1), 1), 1)
    day = day_of(text) or _day_within(text, year)
    # Of years far off there are no figures, and before the first day of all no week.
    if day is None or not _EARLIEST <= day.year <= _LATEST:
        return None
    if not is_week:
        return Days(day, day)
    return Days(day - _WEEK, day) if ends else Days(day, day + _WEEK)


def says_week(text: str) -> bool:
    """Whether it says that a week begins or ends: "w/c 3 June 2024"."""
    return bool(_WEEK_FROM.match(text) or _WEEK_TO.match(text))


def may_be_day(text: str) -> bool:
    """Whether it is a day, of whatever year or month: "1/2/2024", "1-Feb", "14"."""
    return days_of(text, year="January 2024") is not None


def numbers_of_days(texts: Sequence[str]) -> bool:
    """Whether they number the days of a month: 1, 2, 3 and so on to 28 at least."""
    return FEWEST_DAYS <= len(texts) <= MOST_DAYS and all(
        text == str(at) for at, text in enumerate(texts, start=1)
    )


FEWEST_DAYS, MOST_DAYS = 28, 31


def _day_within(text: str, year: str) -> date | None:
    first = _first_year(year)
    if first is None:
        return None
    start, is_financial = first
    if match := _DAY_WITHOUT_YEAR.fullmatch(text):
        months, day = months_in(match[2]), int(match[1])
    elif _DAY_NUMBER.fullmatch(text):
        months, day = months_in(_month_named(year)), int(text)
    else:
        return None
    if len(months) != 1:
        return None
    of = _in_year(start, months[0], is_financial=is_financial)
    try:
        return date(of.year, of.number, day)
    except ValueError:
        return None


def _month_named(text: str) -> str:
    """The month by its name, also where it is written like 2024-02."""
    try:
        return Month.parse(text).label
    except BadPeriod:
        return text


def _first_year(text: str) -> tuple[int, bool] | None:
    """The year that begins, and whether it is a financial year."""
    for match in _FINANCIAL.finditer(text):
        start, end = (_full(part) for part in match.groups())
        if end == start + 1:
            return start, True
    if year := _CALENDAR.search(text):
        return int(year[1]), False
    short = _SHORT.search(text) if months_in(text) else None
    return (_full(short[1]), False) if short else None


def _full(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _in_year(start: int, number: int, *, is_financial: bool) -> Month:
    return Month(start + (is_financial and number < 4), number)
