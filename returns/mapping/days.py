"""Counts for days and weeks, added up by month: a month without all of its days is incomplete."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from measures.periods import Month, Period
from returns.catalogue.findings import Check, Finding, Severity
from returns.mapping.meanings import Meant
from returns.mapping.named_sheets import Column
from returns.mapping.sheets import BY_DAY, Gives, Role
from returns.reading.period_parts import Days, days_of, may_be_day, numbers_of_days, says_week
from returns.reading.spellings import is_total

if TYPE_CHECKING:
    import numpy as np

    from returns.mapping.lines import TextLines

MOST = 0.5
A_WEEK = 7
NAMED = 3
SEND_AGAIN = "Ask for counts by day or by month."


@dataclass(frozen=True)
class ShortMonth:
    """A month without all of its days: of how many there are counts, for so many figures.

    `is_whole` where other figures of it have all days: then these alone are gaps. Otherwise the
    month is not read. `is_counted` where nothing happened on the other days.
    """

    month: Month
    days: int
    figures: int
    is_whole: bool
    is_counted: bool

    @property
    def words(self) -> str:
        """ "March 2024: 20 of 31 days"."""
        return f"{self.month.label}: {self.days} of {self.month.last_day.day} days"


# --- What headings are -----------------------------------------------------------------------
def run_of_days(texts: Iterable[str]) -> Role | None:
    """DAY or WEEK where most of `texts` are days of which months have several; else None.

    Days that lie whole weeks apart begin weeks.
    """
    parts = [text for text in texts if text and not is_total(text)]
    if numbers_of_days(parts):
        return Gives.DAY
    found = [days for text in parts if (days := days_of(text, year="2024"))]
    if len(found) <= MOST * len(parts):
        return None
    if any(map(says_week, parts)):
        return Gives.WEEK
    first = sorted({each.first for each in found})
    if len(first) < 2 or len({(day.year, day.month) for day in first}) == len(first):
        return None
    apart = {(after - before).days for before, after in pairwise(first)}
    return Gives.WEEK if all(number % A_WEEK == 0 for number in apart) else Gives.DAY


def lacking(texts: Iterable[str]) -> Role | None:
    """What must be said elsewhere of days: YEAR of "1-Feb", PERIOD of "14"; None of dates."""
    short = [text for text in texts if days_of(text) is None and may_be_day(text)]
    if not short:
        return None
    return Gives.PERIOD if all(text.isdigit() for text in short) else Gives.YEAR


# --- By month --------------------------------------------------------------------------------
def by_month(lines: TextLines) -> tuple[TextLines, tuple[Finding, ...]]:
    """`lines` of days or weeks as lines of months, and what can't be read so.

    The day still tells rows apart, so that those of one month are added up.
    """
    import numpy as np

    role = next((role for role in lines.texts if role in BY_DAY), None)
    if role is None:
        return lines, ()
    column = lines.texts[role]
    year = lines.texts.get(Gives.YEAR) or lines.texts.get(Gives.PERIOD)
    pairs, number = _pairs(column, year)
    read = [
        days_of(text, year=of_year, is_week=role is Gives.WEEK) if text else None
        for text, of_year in pairs
    ]
    months = [_month(text, days) for (text, _), days in zip(pairs, read, strict=True)]
    strange = np.array([month is None for month in months], dtype=bool)[number]
    findings = tuple(_strange(column, pairs, read, role))
    kept: dict[Role, Column] = {
        each: given
        for each, given in lines.texts.items()
        if each not in {role, Gives.YEAR, Gives.PERIOD}
    }
    days = Column(number.astype("int32"), tuple(_written(each) for each in read))
    texts = {text: code for code, text in enumerate(dict.fromkeys(m or "" for m in months))}
    of_month = np.array([texts[month or ""] for month in months], dtype="int32")
    made = replace(
        lines,
        texts={**kept, Gives.PERIOD: Column(of_month[number], tuple(texts))},
        beside=[*lines.beside, days],
        days=days,
    )
    return made.where(~strange), findings


def _pairs(column: Column, year: Column | None) -> tuple[list[tuple[str, str]], np.ndarray]:
    """Each text with the year beside it once, and which of them each count has."""
    import numpy as np

    many = len(year.texts) if year else 1
    codes = column.codes.astype("int64") * many + (year.codes if year else 0)
    found, number = np.unique(codes, return_inverse=True)
    texts = [
        (column.texts[code // many], year.texts[code % many] if year else "")
        for code in found.tolist()
    ]
    return texts, number


def _month(text: str, days: Days | None) -> str | None:
    if days is not None:
        return days.month.code if days.month else None
    return text if is_total(text) else None


def _written(days: Days | None) -> str:
    return f"{days.first.isoformat()}/{days.number}" if days else ""


def _strange(
    column: Column, pairs: Sequence[tuple[str, str]], read: Sequence[Days | None], role: Role
) -> Iterator[Finding]:
    """What is no day, and weeks that lie in two months."""
    split = [days for days in read if days is not None and days.month is None]
    if split:
        first = split[0]
        yield Finding(
            Check.MONTHS,
            Severity.ERROR,
            f"{_number(len(split), 'week')} of this file {'lie' if len(split) > 1 else 'lies'} in"
            f" two months (from {_day(first.first)} to {_day(first.last)}), so"
            f" {'their' if len(split) > 1 else 'its'} counts can’t be added up by month.",
            todo=SEND_AGAIN,
        )
    unread = [
        text
        for (text, _), days in zip(pairs, read, strict=True)
        if days is None and not is_total(text)
    ]
    if unread:
        yield Finding(
            Check.MONTHS,
            Severity.ERROR,
            _unread(unread, "week" if role is Gives.WEEK else "day"),
            todo="Say that its column is not read, or write it like 31/10/2022.",
            value=unread[0],
        )


def _unread(texts: Sequence[str], kind: str) -> str:
    if not any(texts):
        return f"A {kind} is missing above or beside some counts."
    shown = ", ".join(f"“{text}”" for text in list(filter(None, texts))[:NAMED])
    if wanted := lacking(texts):
        what = "month" if wanted is Gives.PERIOD else "year"
        return f"{shown} {'have' if len(texts) > 1 else 'has'} no {what}: say which part gives it."
    return f"{shown} {'are' if len(texts) > 1 else 'is'} not a {kind}."


def _number(many: int, what: str) -> str:
    return f"1 {what}" if many == 1 else f"{many:,} {what}s"


def _day(day: date) -> str:
    return f"{day.day} {Month.containing(day).label}"


# --- Whole months ----------------------------------------------------------------------------
def whole_months(
    meant: Meant, groups: np.ndarray, *, others_none: bool
) -> tuple[Meant, np.ndarray, tuple[ShortMonth, ...]]:
    """Only the months that have all of their days, and those that don't.

    A figure that lacks days is a gap where others of its month have them all. With `others_none`
    nothing happened on the days that are not there, and all stay as they are.
    """
    import numpy as np

    days = meant.lines.days
    if days is None or not len(meant.lines):
        return meant, groups, ()
    numbers = np.array([int(text.partition("/")[2] or 0) for text in days.texts], dtype="int64")
    of_days, first = np.unique(
        groups.astype("int64") * len(days.texts) + days.codes, return_index=True
    )
    has = np.bincount(
        of_days // len(days.texts), weights=numbers[days.codes[first]], minlength=groups.max() + 1
    )
    months = [_as_month(meaning) for meaning in meant.periods.meanings]
    wants = np.array([month.last_day.day if month else 0 for month in months])
    of_month = meant.periods.codes
    is_short = has[groups] < wants[of_month]
    if not is_short.any():
        return meant, groups, ()
    is_whole = np.zeros(len(months), dtype=bool)
    is_whole[of_month[~is_short]] = True
    short = tuple(
        ShortMonth(
            month=month,
            days=int(has[groups[is_short & (of_month == code)]].max()),
            figures=len(np.unique(groups[is_short & (of_month == code)])),
            is_whole=bool(is_whole[code]),
            is_counted=others_none,
        )
        for code, month in enumerate(months)
        if month and (is_short & (of_month == code)).any()
    )
    if others_none:
        return meant, groups, short
    return *_without_short(meant, groups, is_short, is_whole), short


def _as_month(meaning: object) -> Month | None:
    return meaning.start if isinstance(meaning, Period) else None


def _without_short(
    meant: Meant, groups: np.ndarray, is_short: np.ndarray, is_whole: np.ndarray
) -> tuple[Meant, np.ndarray]:
    """Short months left out, single short figures once and as gaps, totals of all left out too."""
    import numpy as np

    is_total = np.array([_as_month(meaning) is None for meaning in meant.periods.meanings])
    _, first = np.unique(groups, return_index=True)
    is_first = np.zeros(len(groups), dtype=bool)
    is_first[first] = True
    is_gap = is_short & is_whole[meant.periods.codes]
    keep = (~is_short | (is_gap & is_first)) & ~is_total[meant.periods.codes]
    count = meant.lines.count
    blank = len(count.texts)
    codes = np.where(is_gap, blank, count.codes).astype("int32")
    lines = replace(meant.lines, count=Column(codes, (*count.texts, "")))
    return replace(meant, lines=lines).where(keep), groups[keep]


def short_findings(short: Sequence[ShortMonth]) -> Iterator[Finding]:
    """What is said of months without all of their days: each is incomplete, and no gap a zero."""
    out = [each for each in short if not each.is_whole and not each.is_counted]
    if out:
        yield Finding(
            Check.COMPLETE,
            Severity.QUERY,
            f"{', '.join(each.words for each in out)}. {_are(len(out), 'incomplete')}"
            " and not counted: what is missing is not taken for none.",
            todo="Send it again with all days, or say why days are missing.",
        )
    gaps = [each for each in short if each.is_whole and not each.is_counted]
    if gaps:
        figures = sum(each.figures for each in gaps)
        yield Finding(
            Check.COMPLETE,
            Severity.QUERY,
            f"{_number(figures, 'figure')} of {', '.join(each.month.label for each in gaps)} lack"
            f"{'s' if figures == 1 else ''} days, and {'is' if figures == 1 else 'are'} left as"
            " not supplied.",
            todo="Send them again with all days, or say why days are missing.",
        )
    if counted := [each for each in short if each.is_counted]:
        yield Finding(
            Check.COMPLETE,
            Severity.NOTE,
            f"{', '.join(each.words for each in counted)}: nothing happened on the other days, as"
            " the mapping says.",
        )


def _are(many: int, what: str) -> str:
    return f"This month is {what}" if many == 1 else f"These months are {what}"
