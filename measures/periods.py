"""Months, the stretches of them and the days that figures are for; knows no today."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

# Not calendar.month_name, which speaks the language of the machine's locale.
_MONTH_NAMES = (
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

MONTHS_IN_A_YEAR = 12

# A written period stays in these years, so that each of its baselines is a real date too.
_YEARS_WRITTEN = range(1950, 2100)


class BadPeriod(ValueError):
    """What was written or asked for is not a period; the message is a sentence to show."""


@dataclass(frozen=True, order=True)
class Month:
    """Month `number` (1 to 12) of the calendar year `year`. ValueError when there is none."""

    year: int
    number: int

    def __post_init__(self) -> None:
        date(self.year, self.number, 1)

    @classmethod
    def containing(cls, day: date) -> Month:
        """The month that `day` falls in."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Reads "2022-10", forgiving spaces and long dashes. BadPeriod for anything else."""
        written = _MONTH.fullmatch(_plain(text))
        if not written or int(written[0][:4]) not in _YEARS_WRITTEN:
            raise BadPeriod(f"“{text.strip()}” is not a month: write it like 2022-10.")
        return _written_month(written[0])

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, monthrange(self.year, self.number)[1])

    def shift(self, months: int) -> Month:
        """The month that many later, or earlier when negative."""
        return _month_at(_index(self) + months)

    @property
    def financial_year(self) -> int:
        """The year whose April began the financial year: March 2023 gives 2022."""
        return self.year - (self.number < 4)

    @property
    def label(self) -> str:
        """As shown: "October 2022"."""
        return f"{_MONTH_NAMES[self.number - 1]} {self.year}"

    @property
    def code(self) -> str:
        """As written in addresses and files: "2022-10"."""
        return f"{self.year:04}-{self.number:02}"


class PeriodKind(Enum):
    """How a period lies on the financial calendar."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"  # any other run of months, such as a year to date or a calendar year


@dataclass(frozen=True, order=True)
class Period:
    """`months` whole months from `start` on. Sorts by start, the shorter first."""

    start: Month
    months: int

    def __post_init__(self) -> None:
        if self.months < 1:
            raise BadPeriod("A period has at least one month.")

    @classmethod
    def year(cls, year: int) -> Period:
        """The financial year that starts in April of `year`."""
        return cls(Month(year, 4), 12)

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Half `number` (1 or 2) of the financial year that starts in April of `year`."""
        return cls._part(year, number, kind=PeriodKind.HALF)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Quarter `number` (1 to 4) of the financial year that starts in April of `year`."""
        return cls._part(year, number, kind=PeriodKind.QUARTER)

    @classmethod
    def month(cls, year: int, number: int) -> Period:
        """Month `number` (1 to 12) of the calendar year `year`."""
        return cls(Month(year, number), 1)

    @classmethod
    def to_date(cls, year: int, *, through: Month) -> Period:
        """April of `year` to `through`, which must be in that financial year."""
        if through.financial_year != year:
            raise BadPeriod(f"{through.label} is not in {_year_label(year)}.")
        return cls.spanning(Month(year, 4), through)

    @classmethod
    def spanning(cls, first: Month, last: Month) -> Period:
        """`first` to `last`, both included."""
        if last < first:
            raise BadPeriod(f"{last.label} comes before {first.label}.")
        return cls(first, _index(last) - _index(first) + 1)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Reads a period as people write it.

        "2022/23", "2022/23 Q3" or "Q3 2022/23", "2022/23 H2" or "H2 2022/23", "2022-10" and
        "2022-04..2022-12", in either case, with spaces to spare and long dashes. A year is
        written with a slash, because 2010-11 is a month. BadPeriod for anything else.
        """
        plain = _plain(text)
        period = _in_a_year(plain) or _of_months(plain)
        if period is None:
            raise BadPeriod(
                f"“{text.strip()}” is not a period: write it like 2022/23, 2022/23 Q3, "
                "2022/23 H2, 2022-10 or 2022-04..2022-12."
            )
        return period

    @classmethod
    def _part(cls, year: int, number: int, *, kind: PeriodKind) -> Period:
        length = _LENGTHS[kind]
        if not 1 <= number <= 12 // length:
            raise BadPeriod(f"A year has {12 // length} {_PLURALS[kind]}, so no number {number}.")
        return cls(Month(year, 4).shift(length * (number - 1)), length)

    @property
    def kind(self) -> PeriodKind:
        """SPAN unless the months are exactly one month, quarter, half or year from April."""
        kind = _KINDS.get(self.months, PeriodKind.SPAN)
        return kind if self._months_since_april % self.months == 0 else PeriodKind.SPAN

    @property
    def code(self) -> str:
        """As written in addresses and files; `parse` reads it back."""
        year = _year_label(self.financial_year)
        match self.kind:
            case PeriodKind.MONTH:
                return self.start.code
            case PeriodKind.QUARTER:
                return f"{year} Q{self._number}"
            case PeriodKind.HALF:
                return f"{year} H{self._number}"
            case PeriodKind.YEAR:
                return year
            case PeriodKind.SPAN:
                return f"{self.start.code}..{self.last.code}"

    @property
    def label(self) -> str:
        """As shown: "2022/23", "Q3 2022/23", "October 2022", "April to December 2022"."""
        year = _year_label(self.financial_year)
        match self.kind:
            case PeriodKind.MONTH:
                return self.start.label
            case PeriodKind.QUARTER:
                return f"Q{self._number} {year}"
            case PeriodKind.HALF:
                return f"{'first' if self._number == 1 else 'second'} half of {year}"
            case PeriodKind.YEAR:
                return year
            case PeriodKind.SPAN if self.start.year == self.last.year:
                return f"{_MONTH_NAMES[self.start.number - 1]} to {self.last.label}"
            case PeriodKind.SPAN:
                return f"{self.start.label} to {self.last.label}"

    @property
    def part_label(self) -> str:
        """Which part of a year it is: "Q3", "second half", "April to December"; blank for a year.

        Twelve other months are "12 months to September".
        """
        first, last = (_MONTH_NAMES[month.number - 1] for month in (self.start, self.last))
        match self.kind:
            case PeriodKind.YEAR:
                return ""
            case PeriodKind.QUARTER:
                return f"Q{self._number}"
            case PeriodKind.HALF:
                return f"{'first' if self._number == 1 else 'second'} half"
            case PeriodKind.MONTH:
                return first
            case PeriodKind.SPAN if self.months == MONTHS_IN_A_YEAR:
                return f"12 months to {last}"
            case PeriodKind.SPAN:
                return f"{first} to {last}"

    @property
    def year_label(self) -> str:
        """The year beside `part_label`: the financial one, or of months the calendar year.

        Of months of two financial years it is the calendar year that they end in.
        """
        is_of_months = self.kind in (PeriodKind.MONTH, PeriodKind.SPAN)
        is_financial = self.is_within_one_year and self.start.year != self.last.year
        if is_of_months and not is_financial:
            return str(self.last.year)
        return _year_label(self.financial_year)

    @property
    def _months_since_april(self) -> int:
        return (self.start.number - 4) % 12

    @property
    def _number(self) -> int:
        return self._months_since_april // self.months + 1

    @property
    def last(self) -> Month:
        """The last month, which is part of the period."""
        return self.start.shift(self.months - 1)

    @property
    def each_month(self) -> tuple[Month, ...]:
        """The months in order."""
        return _months_from(_index(self.start), self.months)

    @property
    def first_day(self) -> date:
        return self.start.first_day

    @property
    def last_day(self) -> date:
        return self.last.last_day

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last_day - self.first_day).days + 1

    @property
    def financial_year(self) -> int:
        """Of the first month; see `is_within_one_year` for whether it is that of them all."""
        return self.start.financial_year

    @property
    def is_within_one_year(self) -> bool:
        """Whether all its months are in the same financial year."""
        return self.last.financial_year == self.financial_year

    @property
    def year_earlier(self) -> Period:
        """The same months a year before."""
        return self.shift_years(-1)

    def shift_years(self, years: int) -> Period:
        """The same months that many years later, or earlier when negative."""
        return Period(self.start.shift(12 * years), self.months)

    def contains(self, other: Period) -> bool:
        """Whether every month of `other` is a month of this one."""
        return self.start <= other.start and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a month in common."""
        return self.start <= other.last and other.start <= self.last

    def split(self, *, into: PeriodKind) -> tuple[Period, ...]:
        """The months, quarters, halves or years that make this up, in order.

        BadPeriod when it is not made of whole ones, so that no piece is left over.
        """
        length = _LENGTHS.get(into, self.months)
        starts = (self.start.shift(n) for n in range(0, self.months, length))
        pieces = tuple(Period(start, length) for start in starts)
        if self.months % length or any(piece.kind is not into for piece in pieces):
            raise BadPeriod(f"{self.label} does not divide into whole {_PLURALS[into]}.")
        return pieces


@dataclass(frozen=True, order=True)
class PointInTime:
    """The one day that a figure is of: people in custody at 30 June 2023."""

    day: date

    @classmethod
    def parse(cls, text: str) -> PointInTime:
        """Reads "2023-06-30" and "30 June 2023". BadPeriod for anything else."""
        plain = _plain(text)
        day = _iso_day(plain) or _spoken_day(plain)
        if day is None or day.year not in _YEARS_WRITTEN:
            raise BadPeriod(f"“{text.strip()}” is not a day: write it like 30 June 2023.")
        return cls(day)

    @property
    def code(self) -> str:
        """As written in addresses and files: "2023-06-30"."""
        return self.day.isoformat()

    @property
    def label(self) -> str:
        """As shown: "30 June 2023"."""
        return f"{self.day.day} {_MONTH_NAMES[self.day.month - 1]} {self.day.year}"

    @property
    def first_day(self) -> date:
        return self.day

    @property
    def last_day(self) -> date:
        return self.day

    @property
    def financial_year(self) -> int:
        return Month.containing(self.day).financial_year

    @property
    def year_earlier(self) -> PointInTime:
        """The same day a year before; 28 February for the leap day."""
        last = Month(self.day.year - 1, self.day.month).last_day
        return PointInTime(last.replace(day=min(self.day.day, last.day)))


def period_or_day(text: str) -> Period | PointInTime:
    """Reads a period, or else a day, as people write them. BadPeriod for what is neither."""
    try:
        return PointInTime.parse(text)
    except BadPeriod:
        return Period.parse(text)


def financial_years_before(period: Period, k: int) -> tuple[Period, ...]:
    """The same months of the `k` years before `period`, oldest first.

    ValueError for a period longer than a year, as the years would overlap.
    """
    if period.months > 12:
        raise ValueError(f"{period.label} is longer than the years before it")
    return tuple(period.shift_years(-n) for n in range(k, 0, -1))


_LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.YEAR: 12,
}
_KINDS = {length: kind for kind, length in _LENGTHS.items()}
_PLURALS = {
    PeriodKind.MONTH: "months",
    PeriodKind.QUARTER: "quarters",
    PeriodKind.HALF: "halves",
    PeriodKind.YEAR: "years",
    PeriodKind.SPAN: "spans",
}

_PART = r"[QH][1-4]"
_YEAR = re.compile(
    rf"(?:(?P<before>{_PART}) ?)?(?P<year>\d{{4}}) ?/ ?(?P<next>\d\d)(?: ?(?P<after>{_PART}))?",
    re.ASCII | re.IGNORECASE,
)
_MONTH_CODE = r"\d{4}-(?:0[1-9]|1[0-2])"
_MONTH = re.compile(_MONTH_CODE, re.ASCII)
_MONTHS = re.compile(rf"({_MONTH_CODE})(?: ?(?:\.\.|-) ?({_MONTH_CODE}))?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]+) (\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DASHES = str.maketrans("‐‑‒–—−", "------")


def _plain(text: str) -> str:
    """With single spaces (office programs put in unbreakable ones) and plain hyphens."""
    return " ".join(text.split()).translate(_DASHES)


def _in_a_year(plain: str) -> Period | None:
    written = _YEAR.fullmatch(plain)
    if not written or (written["before"] and written["after"]):
        return None
    year = int(written["year"])
    if year not in _YEARS_WRITTEN or int(written["next"]) != (year + 1) % 100:
        return None
    part = (written["before"] or written["after"] or "").upper()
    match part[:1], int(part[1:] or 0):
        case "Q", number:
            return Period.quarter(year, number)
        case "H", 1 | 2 as number:
            return Period.half(year, number)
        case "", _:
            return Period.year(year)
    return None


def _of_months(plain: str) -> Period | None:
    written = _MONTHS.fullmatch(plain)
    if not written:
        return None
    first = _written_month(written[1])
    last = _written_month(written[2] or written[1])
    if last < first or first.year not in _YEARS_WRITTEN or last.year not in _YEARS_WRITTEN:
        return None
    return Period.spanning(first, last)


def _iso_day(plain: str) -> date | None:
    if not _ISO_DAY.fullmatch(plain):
        return None
    try:
        return date.fromisoformat(plain)
    except ValueError:
        return None


def _spoken_day(plain: str) -> date | None:
    written = _DAY.fullmatch(plain)
    if not written or written[2] not in _MONTH_NAMES:
        return None
    try:
        return date(int(written[3]), _MONTH_NAMES.index(written[2]) + 1, int(written[1]))
    except ValueError:
        return None


def _written_month(code: str) -> Month:
    year, number = code.split("-")
    return Month(int(year), int(number))


def _year_label(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _index(month: Month) -> int:
    return month.year * 12 + month.number - 1


@lru_cache(maxsize=4096)
def _months_from(index: int, months: int) -> tuple[Month, ...]:
    return tuple(_month_at(index + n) for n in range(months))


# A page asks for the same hundred months tens of thousands of times.
@lru_cache(maxsize=4096)
def _month_at(index: int) -> Month:
    year, earlier_months = divmod(index, 12)
    return Month(year, earlier_months + 1)
