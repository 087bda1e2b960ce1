"""Working days, clear days and the days that a meeting's papers run back to; no database access."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

# England and Wales have eight bank holidays a year: with fewer, some are not known.
BANK_HOLIDAYS_A_YEAR = 8
_A_DAY = timedelta(days=1)


class Step(Enum):
    """What has to happen before a meeting, the first last."""

    DRAFT = "draft"
    CLEARANCE = "clearance"
    PRE_AGENDA = "pre-agenda"
    TO_DEMOCRATIC_SERVICES = "to-democratic-services"
    PUBLICATION = "publication"


@dataclass(frozen=True)
class Calendar:
    """The days on which an office is closed, by name; weekends apart."""

    closed: Mapping[date, str]

    def works_on(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.closed

    def is_known(self, year: int) -> bool:
        """Whether the year's bank holidays are on record, so working days can be counted."""
        return sum(day.year == year for day in self.closed) >= BANK_HOLIDAYS_A_YEAR

    def why_closed(self, day: date) -> str:
        """ "Good Friday", "Saturday"; blank for a working day."""
        if day in self.closed:
            return self.closed[day]
        return f"{day:%A}" if day.weekday() >= 5 else ""


@dataclass(frozen=True)
class Counted:
    """The working days between two dates, oldest first, and the closed ones passed over."""

    days: tuple[date, ...]
    passed_over: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Deadline:
    """The day by which one step is to be done.

    `days` is how many working days lie from it to the step `before`, None for the meeting;
    for publication they are clear days, which count neither end.
    """

    step: Step
    on: date
    days: int
    counted: Counted
    before: Step | None


@dataclass(frozen=True)
class Countdown:
    """A meeting's deadlines, the earliest first, and the years whose holidays are not known."""

    meeting: date
    deadlines: tuple[Deadline, ...]
    unknown_years: tuple[int, ...]

    def of(self, step: Step) -> date:
        return next(deadline.on for deadline in self.deadlines if deadline.step is step)


def countdown(meeting: date, *, days: Mapping[Step, int], calendar: Calendar) -> Countdown:
    """When each step is due for a meeting: `days` of clear days for publication, and of working
    days before the next step for the others."""
    deadlines: list[Deadline] = []
    start, before = meeting, None
    for step in reversed(Step):
        if step is Step.PUBLICATION:
            on, counted = clear_days_before(start, days[step], calendar=calendar)
        else:
            on, counted = working_days_before(start, days[step], calendar=calendar)
        deadlines.insert(0, Deadline(step, on, days[step], counted, before))
        start, before = on, step
    return Countdown(meeting, tuple(deadlines), _unknown(calendar, start, meeting))


def clear_days_before(day: date, days: int, *, calendar: Calendar) -> tuple[date, Counted]:
    """The last working day with `days` clear working days between it and `day`.

    Local Government Act 1972, section 100B: neither the day of publication nor that of the
    meeting counts. Meeting Monday 4 March 2024, five days: Friday 23 February 2024.
    """
    on, counted = working_days_before(day, days + 1, calendar=calendar)
    return on, Counted(counted.days[1:], counted.passed_over)


def working_days_before(day: date, days: int, *, calendar: Calendar) -> tuple[date, Counted]:
    """The day `days` working days before `day`, which counts itself; with none, the last
    working day up to `day`."""
    on = day
    counted: list[date] = []
    while len(counted) < days or not calendar.works_on(on):
        on -= _A_DAY
        if calendar.works_on(on) and len(counted) < days:
            counted.insert(0, on)
    passed = tuple(
        (passed_day, calendar.why_closed(passed_day))
        for passed_day in _days(on, day)
        if not calendar.works_on(passed_day) and passed_day.weekday() < 5
    )
    return on, Counted(tuple(counted), passed)


# --- Answers ---------------------------------------------------------------------------------
class Unit(Enum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"
    CLEAR_DAYS = "clear working days"


def due(made: date, number: int, unit: Unit) -> date:
    """The last day of a period that runs from `made`; holidays never move it.

    4 March 2024 and 28 days: 1 April 2024. A month ends on the day of the same number, or on
    the last that the month has. ValueError for clear days, which run back and not on.
    """
    if unit is Unit.DAYS:
        return made + timedelta(days=number)
    if unit is Unit.MONTHS:
        return _months_on(made, number)
    raise ValueError("clear days are counted back from a meeting")


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - _A_DAY).day
    return date(year, month + 1, min(day.day, last))


def _days(first: date, until: date) -> Iterator[date]:
    while first < until:
        yield first
        first += _A_DAY


def _unknown(calendar: Calendar, first: date, last: date) -> tuple[int, ...]:
    years = range(first.year, last.year + 1)
    return tuple(year for year in years if not calendar.is_known(year))
