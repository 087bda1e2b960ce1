"""Finds sections whose title or words name another period than the one they show; reads words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from measures.periods import MONTHS_IN_A_YEAR, BadPeriod, Period
from reporting.packs import text as pack_text
from reporting.packs.models import NumberConfirmed, Section, Version
from reporting.packs.numbers import BadFigure, Bound
from reporting.packs.sections.rolling import COMPARED, SHOWN

_YEARS = re.compile(r"\b(?:FY\s?)?((?:19|20)\d{2})\s?[/–-]\s?((?:19|20)?\d{2})\b(?!-)")
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?:{_MONTH})\s+(?:19|20)\d{{2}}\b")
_CALENDAR_YEAR = re.compile(r"(?<![\d/–-])(?:19|20)\d{2}(?![\d/–-])")


@dataclass(frozen=True)
class Disagreement:
    """A title or words that name `says`, the newest they name, in a section that shows `shows`."""

    where: str
    says: str
    shows: str

    @property
    def sentence(self) -> str:
        """ "the title says 2022/23, the figures show 2023/24"."""
        verb = "say" if self.where == WORDS else "says"
        return f"the {self.where} {verb} {self.says}, the figures show {self.shows}"


TITLE, WORDS = "title", "words"


def disagreements(
    *, title: str, text: str, settings: Mapping[str, Any], stand: Collection[str] = ()
) -> tuple[Disagreement, ...]:
    """Where a section names other periods than it shows, and not that one.

    Words may tell of several years, if the one that is shown is among them. `stand` are years that
    somebody has confirmed with a reason.
    """
    shown = _shown(settings)
    if shown is None:
        return ()
    known = {_named(shown), *stand}
    compared = _read(settings.get(COMPARED))
    among = {*known, _named(compared)} if compared else known
    found = []
    for where, named in ((TITLE, years_in(title, shown)), (WORDS, _in_words(text, shown))):
        others = [year for year in named if year not in stand]
        if others and among.isdisjoint(named):
            found.append(Disagreement(where, max(others), _named(shown)))
    return tuple(found)


def names_a_period(title: str) -> bool:
    """Whether a title names a year, financial or calendar."""
    plain = _DATE.sub(" ", title)
    return bool(_YEARS.search(title) or _CALENDAR_YEAR.search(plain))


def disagreements_of(
    version: Version, standing: Iterable[Section]
) -> dict[str, tuple[Disagreement, ...]]:
    """By the section's key; one query."""
    confirmed: dict[str, set[str]] = {}
    numbers = NumberConfirmed.objects.filter(section__version=version)
    for key, number in numbers.values_list("section__key", "number"):
        confirmed.setdefault(key, set()).add(number)
    found = {
        section.key: disagreements(
            title=section.title,
            text=section.text,
            settings=section.settings,
            stand=confirmed.get(section.key, ()),
        )
        for section in standing
    }
    return {key: those for key, those in found.items() if those}


def years_in(words: str, shown: Period) -> tuple[str, ...]:
    """The years that words name, as `shown` would be named: financial, or else calendar."""
    financial = tuple(_financial(words))
    if _is_calendar_year(shown):
        plain = _YEARS.sub(" ", _DATE.sub(" ", words))
        return (*financial, *_CALENDAR_YEAR.findall(plain))
    return financial


def shown_period(settings: Mapping[str, Any]) -> str:
    """The period that a section was told to show, as it is named; blank where it was not."""
    shown = _shown(settings)
    if shown is None:
        return ""
    return str(shown.start.year) if _is_calendar_year(shown) else shown.label


def _in_words(text: str, shown: Period) -> tuple[str, ...]:
    """The years of words as typed, and of the figures among them."""
    return (*years_in(pack_text.without_signs(text), shown), *_of_figures(text))


def _of_figures(text: str) -> Iterator[str]:
    for written in pack_text.tokens(text):
        try:
            period = _read(Bound.parse(written.strip()).period)
        except BadFigure:
            continue
        if period is not None:
            yield _named(period)


def _financial(words: str) -> Iterator[str]:
    for first, second in _YEARS.findall(words):
        # "2019-20" is a year; "2010-2024" is a stretch of them.
        if int(second[-2:]) == (int(first) + 1) % 100 and len(second) in (2, 4):
            yield f"{first}/{second[-2:]}"


def _named(period: Period) -> str:
    """The year of a period: "2022/23", "2023" for a calendar year."""
    if _is_calendar_year(period):
        return str(period.start.year)
    return Period.year(period.financial_year).label


def _is_calendar_year(period: Period) -> bool:
    return period.start.number == 1 and period.months == MONTHS_IN_A_YEAR


def _shown(settings: Mapping[str, Any]) -> Period | None:
    return _read(settings.get(SHOWN))


def _read(written: Any) -> Period | None:
    try:
        return Period.parse(written) if written else None
    except BadPeriod:
        return None
