"""Moves what a section shows to the periods that a meeting asks for; reads no figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from measures.periods import MONTHS_IN_A_YEAR, BadPeriod, Month, Period, PointInTime

# The settings that are periods; what is compared with moves as far as what is shown.
SHOWN, COMPARED, DAY = "period", "against", "day"


def last_complete(period: Period, held_on: date) -> Period:
    """The same months of the latest year in which they all lie before the day of the meeting."""
    meets = Month.containing(held_on)
    months_between = (meets.year - period.last.year) * MONTHS_IN_A_YEAR
    months_between += meets.number - period.last.number
    # Whole years that fit, with the month of the meeting itself not over yet.
    return period.shift_years((months_between - 1) // MONTHS_IN_A_YEAR)


def moved_on(settings: Mapping[str, Any], held_on: date) -> dict[str, Any]:
    """The same questions about the periods that a meeting on that day asks for."""
    moved = dict(settings)
    shown = _period(settings.get(SHOWN))
    years = 1
    if shown is not None:
        later = last_complete(shown, held_on)
        years = later.start.year - shown.start.year
        moved[SHOWN] = later.code
    compared = _period(settings.get(COMPARED))
    if compared is not None:
        moved[COMPARED] = compared.shift_years(years).code
    day = _day(settings.get(DAY))
    if day is not None:
        moved[DAY] = _latest_before(day, held_on).code
    return moved


def _latest_before(day: PointInTime, held_on: date) -> PointInTime:
    year = held_on.year if (day.day.month, day.day.day) < (held_on.month, held_on.day) else None
    month = Month(year or held_on.year - 1, day.day.month)
    return PointInTime(month.first_day.replace(day=min(day.day.day, month.last_day.day)))


def _period(written: Any) -> Period | None:
    try:
        return Period.parse(written) if written else None
    except BadPeriod:
        return None


def _day(written: Any) -> PointInTime | None:
    try:
        return PointInTime.parse(written) if written else None
    except BadPeriod:
        return None
