"""What officers write for a period, a count or a total, and what it means; knows no file."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from enum import Enum

from measures.counts import Count, Gap
from measures.periods import BadPeriod, Month, Period, PeriodKind
from returns.catalogue.declarations import NOT_STATED, Category, Dataset, Source
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain

# The largest whole number that the fact tables hold.
LARGEST_COUNT = 2**31 - 1
NEAR_ENOUGH = 0.6


class Whole(Enum):
    """Instead of one area, month or category: all of them."""

    ALL = "all"


# --- Periods ---------------------------------------------------------------------------------
WRITE_MONTHS = "Write months like 2022-10 or October 2022."
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMED = re.compile(r"([a-z]{3,9})[\s.,\-/]*['’]?(\d{4}|\d\d)", re.IGNORECASE)
_NAMED_LAST = re.compile(r"(\d{4})[\s.,\-/]*([a-z]{3,9})", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,2})[/.\-](\d{4})|(\d{4})[/.\-]?(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d\d)", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ].*)?", re.ASCII)
_KINDS_READ = {PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR}


def period_of(text: str, *, today: date, is_day: bool = False) -> Period | Wrong:
    """The month, quarter or financial year that is meant; never one that has yet to begin.

    With `is_day` it is the month of a day, and what is finer than a month is forgotten here.
    """
    if not text.strip():
        return Wrong("The month is missing.", WRITE_MONTHS)
    text = " ".join(text.split())
    found = _month_of_day(text) if is_day else _period(text)
    if found is None and is_day:
        return Wrong(f"“{text}” is not a day.", "Write days like 2022-10-31 or 31/10/2022.")
    if found is None:
        return Wrong(f"“{text}” is not a month.", WRITE_MONTHS)
    if isinstance(found, Wrong):
        return found
    if found.last > Month.containing(today):
        return Wrong(
            f"“{text}” lies in the future.", "Check the year; leave out what has not happened yet."
        )
    return found


def is_month_code(text: str) -> bool:
    """Whether it is a month as templates write it, such as "2022-10"."""
    try:
        return Month.parse(text.strip()).code == text.strip()
    except BadPeriod:
        return False


def _period(text: str) -> Period | Wrong | None:
    try:
        period = Period.parse(text)
    except BadPeriod:
        pass
    else:
        return period if period.kind in _KINDS_READ else None
    try:
        return _month(text) or _of_day(text)
    except ValueError:
        return None


_CLOCK = re.compile(r"[T ,]+(at )?\d{1,2}[:.]\d\d([:.]\d\d(\.\d+)?)?( ?[ap]m)?Z?$", re.I | re.ASCII)
_DAY_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([a-z]{3,9})[\s\-]+(\d{4}|\d\d)", re.I)


def _month_of_day(text: str) -> Period | None:
    """The month in which a day lies, with or without a time; the day first, as in Britain.

    A month alone is accepted: some brigades leave the day out.
    """
    if day := day_of(text):
        return Period(Month.containing(day), 1)
    if _is_like_a_day(_CLOCK.sub("", text)):
        return None
    found = _period(text)
    return found if isinstance(found, Period) else None


def day_of(text: str) -> date | None:
    """The day that is meant, with or without a time; None where it is none, as 31 June."""
    text = _CLOCK.sub("", " ".join(text.split()))
    if iso := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif british := _DAY_FIRST.fullmatch(text):
        day, month, year = int(british[1]), int(british[2]), _full_year(british[3])
    elif named := _DAY_NAMED.fullmatch(text):
        day, month, year = int(named[1]), _number_of(named[2]), _full_year(named[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_like_a_day(text: str) -> bool:
    return any(form.fullmatch(text) for form in (_ISO_DAY, _DAY_FIRST, _DAY_NAMED))


def _number_of(name: str) -> int:
    # "Oct", "Sept" and "October", but not "Octopus".
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower())), 0)


def _month(text: str) -> Period | None:
    if named := _NAMED.fullmatch(text):
        return Period.month(_full_year(named[2]), _number_of(named[1]))
    if named := _NAMED_LAST.fullmatch(text):
        return Period.month(int(named[1]), _number_of(named[2]))
    if numbered := _NUMBERED.fullmatch(text):
        month, year = numbered[1] or numbered[4], numbered[2] or numbered[3]
        return Period.month(int(year), int(month)) if 1950 <= int(year) < 2100 else None
    return None


def _of_day(text: str) -> Period | Wrong | None:
    """A date that stands for its month: the first or the last of it, as programs write it."""
    text = _CLOCK.sub("", text)
    if iso := _ISO_DAY.fullmatch(text):
        year, month, day = (int(part) for part in iso.groups())
    elif british := _DAY_FIRST.fullmatch(text):
        day, month, year = int(british[1]), int(british[2]), _full_year(british[3])
    elif named := _DAY_NAMED.fullmatch(text):
        day, month, year = int(named[1]), _number_of(named[2]), _full_year(named[3])
        if not month:
            return None
    else:
        return None
    last = monthrange(year, month)[1] if 1 <= month <= 12 else 31
    if month > 12 or day not in (1, last):
        return Wrong(f"“{text}” is a day, and it is not clear which month is meant.", WRITE_MONTHS)
    return Period.month(year, month)


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


# --- Counts ----------------------------------------------------------------------------------
_WHOLE = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.0+)?", re.ASCII)
_DECIMAL = re.compile(r"[-−]?[\d,]*\.\d+", re.ASCII)
_HIDDEN = re.compile(r"\*+|\[?c\]?|<\s*\d+|[lf]ewer than \d+|suppressed|too few to show", re.I)
_NOT_SUPPLIED = re.compile(r"\[x\]|not supplied|", re.I)
_NOT_APPLICABLE = re.compile(r"\[z\]|not applicable", re.I)
_DASH = re.compile(r"[-‐‑‒–—−.]+")
LONGEST_COUNT = 40
WRITE_COUNTS = "Write a whole number, 0 for none, and leave the cell blank if it is not known."


def count_of(text: str) -> Count | Wrong:
    """The count or gap that is meant. A blank is a gap and never a zero."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        written = text.partition(".")[0].replace(",", "").replace("−", "-")
        # Python refuses to read thousands of digits as a number.
        count = int(written) if len(written) <= LONGEST_COUNT else LARGEST_COUNT + 1
        if abs(count) > LARGEST_COUNT:
            return Wrong(f"“{text[:LONGEST_COUNT]}” is too large to be a count.", WRITE_COUNTS)
        return count
    for pattern, gap in (
        (_NOT_SUPPLIED, Gap.NOT_SUPPLIED),
        (_HIDDEN, Gap.HIDDEN),
        (_NOT_APPLICABLE, Gap.NOT_APPLICABLE),
    ):
        if pattern.fullmatch(text):
            return gap
    if _DASH.fullmatch(text):
        return Wrong(
            f"“{text}” can mean none or not known.", "Write 0 for none, or leave the cell blank."
        )
    if _DECIMAL.fullmatch(text):
        return Wrong(f"“{text}” is not a whole number.", WRITE_COUNTS)
    return Wrong(f"“{text}” is not a number.", WRITE_COUNTS)


# --- Categories and totals -------------------------------------------------------------------
_TOTALS = re.compile(
    r"total.*|.*totals?|all|overall|sum"
    r"|all(wards|areas|crimes?|recordedcrimes?|offences|months|groups|categories|types)"
)


def is_total(text: str) -> bool:
    """Whether the cell says that its row adds up others."""
    return bool(_TOTALS.fullmatch(plain(text)))


_OF_EVERYTHING = re.compile(r"(grand|overall)totals?|overall")


def is_grand_total(text: str) -> bool:
    """Whether it says that its row adds up the whole table, and no part of it alone."""
    return bool(_OF_EVERYTHING.fullmatch(plain(text)))


def by_spelling(categories: Iterable[Category]) -> dict[str, str]:
    """Each spelling of each category, plain, with the slug that it means."""
    return {
        plain(spelling): category.slug
        for category in categories
        for spelling in (*category.also_called, category.slug, category.label)
    }


def known_labels(name: str, fed: Iterable[tuple[Dataset, Source]]) -> set[str]:
    """What may stand in the column `name`, plain, for any source that the file feeds."""
    return {
        label
        for _, source in fed
        for label in (
            *by_spelling(source.categories.get(name, ())),
            *map(plain, source.takes.get(name, ())),
            *map(plain, source.left_for_others),
        )
    }


def label_of(name: str, fed: Sequence[tuple[Dataset, Source]]) -> Callable[[str], str | Wrong]:
    """What a cell of the column `name` means: its plain label, where some source knows it.

    A blank is not stated where every source that has the dimension lets it be left out.
    """
    known = known_labels(name, fed)
    having = [
        (dimension.title, source)
        for dataset, source in fed
        for dimension in dataset.dimensions
        if dimension.field == name
    ]
    called, first = having[0]
    is_optional = all(source.may_leave_out(name) for _, source in having)

    def look_up(text: str) -> str | Wrong:
        if not text and is_optional:
            return plain(NOT_STATED.slug)
        if plain(text) in known:
            return plain(text)
        return unknown_category(text, first.categories[name], called=called)

    return look_up


def unknown_category(text: str, categories: Iterable[Category], *, called: str) -> Wrong:
    """ "Burglry" is not in the list; did you mean "Burglary"?"""
    labels = {category.label.casefold(): category.label for category in categories}
    near = get_close_matches(text.casefold(), labels, n=1, cutoff=NEAR_ENOUGH)
    what = called[:1].lower() + called[1:]
    if not text:
        return Wrong(f"The {what} is missing.", f"It is one of {_listed(labels.values())}.")
    message = f"“{text}” is not in the list for {what}."
    if near:
        return Wrong(f"{message} Did you mean “{labels[near[0]]}”?", "Use the list's own words.")
    return Wrong(message, f"The list is {_listed(labels.values())}.")


def _listed(labels: Iterable[str]) -> str:
    return "; ".join(labels)
