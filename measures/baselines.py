"""What a period is compared with, as periods and in words; knows the calendar and Covid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from itertools import pairwise
from math import ceil
from typing import TypeAlias

from measures.periods import Month, Period, PeriodKind, financial_years_before

# The last financial year before Covid; only its last days were in lockdown.
PRE_COVID = Period.year(2019)

# A bad base both ways: lockdown cut crime, and Covid breaches were logged as antisocial
# behaviour, which more than doubled at first (Crime Science 2022, s40163-022-00168-x).
_LOCKDOWN = Period.year(2020)


class Baseline(Enum):
    """What a period is compared with; the values are for addresses."""

    YEAR_BEFORE = "year-before"
    PRE_COVID = "pre-covid"
    MEAN_3 = "mean-3"
    MEAN_3_WITHOUT_LOCKDOWN = "mean-3-without-lockdown"
    MEAN_5 = "mean-5"
    MEAN_5_WITHOUT_LOCKDOWN = "mean-5-without-lockdown"
    ROLLING_YEAR = "rolling-year"
    CHOSEN = "chosen"

    @property
    def code(self) -> str:
        """As written in addresses, like the code of a period; `read` takes it back."""
        return self.value


# What somebody may ask to compare with: a baseline other than CHOSEN, or a period of their own.
Against: TypeAlias = Baseline | Period


def read(text: str) -> Against:
    """What an address or a command names: "mean-3", "2019/20". BadPeriod for anything else."""
    named = {baseline.value: baseline for baseline in Baseline if baseline is not Baseline.CHOSEN}
    return named.get(text.strip().casefold()) or Period.parse(text)


_YEARS_IN_MEAN = {
    Baseline.MEAN_3: 3,
    Baseline.MEAN_5: 5,
    Baseline.MEAN_3_WITHOUT_LOCKDOWN: 3,
    Baseline.MEAN_5_WITHOUT_LOCKDOWN: 5,
}
_WITHOUT_LOCKDOWN = {Baseline.MEAN_3_WITHOUT_LOCKDOWN, Baseline.MEAN_5_WITHOUT_LOCKDOWN}


def compared_period(baseline: Baseline, period: Period) -> Period:
    """What a baseline compares: `period`, or the 12 months that end with it."""
    if baseline is Baseline.ROLLING_YEAR:
        return Period(period.last.shift(-11), 12)
    return period


def periods_of(
    baseline: Baseline, period: Period, *, chosen: Period | None = None
) -> tuple[Period, ...]:
    """The periods that `period` is compared with, oldest first; several when it is a mean.

    For part of a year they are the same part of other years, and for more than a year the same
    months as few years before as do not overlap. Empty where the baseline does not apply: PRE_COVID
    to anything that does not lie within one year after 2019/20, a mean without the lockdown year
    where that is none of its years, and all but CHOSEN and YEAR_BEFORE to more than a year.
    `chosen` is needed for CHOSEN, or it is a ValueError; a chosen year means the same part of
    that year, and any other chosen period is taken as it is.
    """
    match baseline:
        case Baseline.CHOSEN:
            return (_chosen(chosen, period),)
        case Baseline.YEAR_BEFORE:
            return (period.shift_years(-_years_in(period)),)
        case _ if period.months > 12:
            return ()
        case Baseline.PRE_COVID:
            applies = period.is_within_one_year and period.start > PRE_COVID.last
            return (_same_part(period, of=PRE_COVID),) if applies else ()
        case Baseline.ROLLING_YEAR:
            return (compared_period(baseline, period).year_earlier,)
        case _:
            return _years_of_mean(baseline, period)


def _years_in(period: Period) -> int:
    """The least whole number of years that is no shorter."""
    return ceil(period.months / 12)


def _years_of_mean(baseline: Baseline, period: Period) -> tuple[Period, ...]:
    years = financial_years_before(period, _YEARS_IN_MEAN[baseline])
    if baseline not in _WITHOUT_LOCKDOWN:
        return years
    left = tuple(year for year in years if not touches_lockdown([year]))
    return left if len(left) < len(years) else ()


def _chosen(chosen: Period | None, period: Period) -> Period:
    if chosen is None:
        raise ValueError("no period was chosen")
    if chosen.kind is PeriodKind.YEAR and period.is_within_one_year:
        return _same_part(period, of=chosen)
    return chosen


def _same_part(period: Period, *, of: Period) -> Period:
    return period.shift_years(of.financial_year - period.financial_year)


def label(baseline: Baseline, period: Period, *, chosen: Period | None = None) -> str:
    """The baseline in words, such as "the same quarter a year before".

    An average lists its years and says when the lockdown year is one of them. ValueError where
    `periods_of` finds none, or raises one.
    """
    periods = periods_of(baseline, period, chosen=chosen)
    if not periods:
        raise ValueError(f"{baseline} does not apply to {period.label}")
    match baseline:
        case Baseline.YEAR_BEFORE:
            return _year_before_in_words(period)
        case Baseline.PRE_COVID:
            return f"before Covid ({periods[0].label})"
        case Baseline.ROLLING_YEAR:
            return f"the 12 months before (for the 12 months to {period.last.label})"
        case Baseline.CHOSEN:
            return periods[0].label
        case _:
            return _mean_in_words(baseline, period, periods)


def _year_before_in_words(period: Period) -> str:
    if period.kind is PeriodKind.YEAR:
        return "the year before"
    years = _years_in(period)
    return f"the same {_PARTS[period.kind]} {'a year' if years == 1 else f'{years} years'} before"


def _mean_in_words(baseline: Baseline, period: Period, periods: tuple[Period, ...]) -> str:
    of = "" if period.kind is PeriodKind.YEAR else f"the same {_PARTS[period.kind]} in "
    mean = f"average of {of}the {_YEARS_IN_MEAN[baseline]} years before"
    if baseline in _WITHOUT_LOCKDOWN:
        named = ", ".join(_year_of(year) for year in periods)
        return f"{mean}, without the lockdown year ({named})"
    return f"{mean} ({_years_of(periods)})"


_PARTS = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF: "half",
    PeriodKind.SPAN: "months",
}


def _years_of(periods: tuple[Period, ...]) -> str:
    if all(period.is_within_one_year for period in periods):
        years = [_year_of(period) for period in periods]
        named = f"{years[0]} to {years[-1]}"
    else:
        named = ", ".join(period.label for period in periods)
    lockdown = f"; includes the lockdown year {_LOCKDOWN.label}"
    return named + (lockdown if touches_lockdown(periods) else "")


def _year_of(period: Period) -> str:
    return Period.year(period.financial_year).label if period.is_within_one_year else period.label


def named(periods: Sequence[Period]) -> str:
    """The same part of one year or several: "2019/20 to 2021/22", "Q4 in 2021/22 to 2023/24".

    Of two years, or where one is left out between them, each is named.
    """
    first, *others = periods
    if not others:
        return first.label
    years = [period.year_label for period in periods]
    are_a_run = len(years) > 2 and all(
        after == before.shift_years(1) for before, after in pairwise(periods)
    )
    of = f"{years[0]} to {years[-1]}" if are_a_run else f"{', '.join(years[:-1])} and {years[-1]}"
    match first.kind:
        case PeriodKind.YEAR:
            return of
        case PeriodKind.HALF:
            return f"the {first.part_label.replace('half', 'halves')} of {of}"
        case _:
            return f"{first.part_label} in {of}"


def touches_lockdown(periods: Iterable[Period]) -> bool:
    """Whether any month of `periods` is in 2020/21, which is a bad base for a comparison."""
    return any(period.overlaps(_LOCKDOWN) for period in periods)


def year_to_date(year: int, supplied: Collection[Month]) -> Period | None:
    """April of `year` to the last month before the first that is not in `supplied`.

    The whole financial year when all of it is supplied; None when its April is not.
    """
    through = None
    for month in Period.year(year).each_month:
        if month not in supplied:
            break
        through = month
    return Period.to_date(year, through=through) if through else None
