"""What the words of files mean to one partnership, each looked up once; knows no file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from measures.periods import Month, Period
from partnership.kinds import Level
from returns.catalogue.declarations import Dataset, Source
from returns.catalogue.findings import Wrong
from returns.catalogue.headings import plain
from returns.mapping.sheets import Gives, Role, SixFigures
from returns.reading.area_matching import Located, locate
from returns.reading.period_parts import is_within_a_year, is_year, months_in, written, year_in
from returns.reading.places import Place, Places
from returns.reading.spellings import by_spelling, period_of

SHORTEST_NAME = 3
SIX_FIGURES = re.compile(r"(?:19|20)\d{4}", re.ASCII)
NUMBER = re.compile(r"[-−]?\d[\d,]*(\.\d+)?%?")
# How many words of a column are compared letter by letter with all names: each takes a while.
COMPARED = 40


@dataclass(eq=False)
class KnownWords:
    """The places of `partnership`, or of all in `places`, and periods up to `today`."""

    places: Places
    partnership: int
    today: date
    _located: dict[str, Located | None] = field(default_factory=dict)
    _near: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    _periods: dict[str, bool] = field(default_factory=dict)
    _compared: int = 0

    @property
    def place(self) -> Place:
        return self.places.place(self.partnership)

    # --- Places ------------------------------------------------------------------------------
    def located(self, text: str) -> Located | None:
        """The area of that name or code."""
        if text not in self._located:
            self._located[text] = locate(text, self.places) if text else None
        return self._located[text]

    def near(self, text: str) -> tuple[tuple[str, str], ...]:
        """Wards whose names are near to `text`, as codes and names; none after very many words."""
        if text not in self._near:
            found: tuple[tuple[str, str], ...] = ()
            if len(text) > SHORTEST_NAME and self._compared < COMPARED:
                self._compared += 1
                found = tuple((ward.code, ward.name) for ward in self.place.names.suggest(text))
            self._near[text] = found
        return self._near[text]

    def is_ours(self, text: str) -> bool:
        """Whether it names all of the partnership, as the district of a row does."""
        found = self.located(text)
        if found is not None and found.level is Level.PARTNERSHIP:
            return found.partnership == self.partnership
        return plain(text) in {plain(called) for called in self.place.called}

    # --- Periods -----------------------------------------------------------------------------
    def is_period(self, text: str) -> bool:
        if text not in self._periods:
            found = period_of(written(text, today=self.today), today=self.today)
            self._periods[text] = not isinstance(found, Wrong)
        return self._periods[text]

    def may_give(self, role: Role | None, name: str) -> bool:
        """Whether a sheet of that name can give `role`: a period only if its name is one."""
        if role is Gives.PERIOD:
            return self.is_period(name)
        if role is Gives.YEAR:
            return bool(year_in(name)) or any(is_year(word) for word in name.split())
        return role is not Gives.WITHIN or bool(months_in(name)) or is_within_a_year(name)

    def period_kind(self, text: str) -> str:
        """ "year", "within" (a month or quarter without its year), "period", or blank."""
        if text.isdigit() and len(text) not in {4, 6}:
            return ""
        if is_year(text):
            return "year"
        if is_within_a_year(text):
            return "within"
        if SIX_FIGURES.fullmatch(text):
            return "period" if is_six_figure_period(text) else ""
        return "period" if not NUMBER.fullmatch(text) and self.is_period(text) else ""


# --- Categories ------------------------------------------------------------------------------
@dataclass(eq=False)
class Categories:
    """The lists of one source: which category a word is, by the dimension's field."""

    source: Source
    spellings: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spellings = {
            name: by_spelling(listed) for name, listed in self.source.categories.items()
        }

    def slug(self, name: str, text: str) -> str | None:
        return self.spellings[name].get(plain(text))

    def field_of(self, text: str) -> str | None:
        """The dimension that has a category called so."""
        called = plain(text)
        return next((name for name, known in self.spellings.items() if called in known), None)

    def spoken_of(self, name: str, text: str) -> str | None:
        """The one category that a title speaks of: "Recorded burglary by ward"; else None."""
        if (slug := self.slug(name, text)) is not None:
            return slug
        words = re.findall(r"[^\W_]+", text.casefold())
        runs = {"".join(words[at : at + size]) for at in range(len(words)) for size in (1, 2, 3, 4)}
        found = {
            slug
            for spelling, slug in self.spellings[name].items()
            if len(spelling) > SHORTEST_NAME and spelling in runs
        }
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, eq=False)
class Reader:
    """Tells what a text is: an area, a period, a category of `source`."""

    dataset: Dataset
    source: Source
    words: KnownWords
    categories: Categories

    @classmethod
    def of(cls, dataset: Dataset, source: Source, words: KnownWords) -> Reader:
        return cls(dataset, source, words, Categories(source))

    def kind(self, text: str) -> Role | None:
        """What `text` most likely is; None for anything else, and for a bare number."""
        if not text:
            return None
        if kind := self.words.period_kind(text):
            return PERIODS[kind]
        if NUMBER.fullmatch(text):
            return None
        if self.words.located(text) or self.words.near(text):
            return Gives.AREA
        return self.categories.field_of(text)

    def is_known(self, text: str) -> bool:
        """Whether it is surely an area, a period or a category: no near ones."""
        return bool(
            year_in(text)
            or self.words.is_period(text)
            or self.words.located(text)
            or self.categories.field_of(text)
        )


PERIODS = {"year": Gives.YEAR, "within": Gives.WITHIN, "period": Gives.PERIOD}


# --- Six figures -----------------------------------------------------------------------------
def is_six_figure_period(text: str) -> bool:
    """Whether it can be a month or a financial year."""
    return bool(_as_month(text)) or bool(_as_year(text))


def six_figures(texts: Iterable[str]) -> tuple[SixFigures, bool]:
    """What numbers like 201920 are, and whether that is sure: the neighbours decide.

    201819 can be no month, and so neither can those beside it; 201111 no year. Where each could
    be both, years run on from one to the next, and months do likewise.
    """
    found = sorted({text for text in texts if SIX_FIGURES.fullmatch(text)})
    months = [month for text in found if (month := _as_month(text))]
    years = [year for text in found if (year := _as_year(text))]
    if not found or (len(months) < len(found) and len(years) < len(found)):
        return SixFigures.BY_NEIGHBOURS, True
    if len(years) < len(found):
        return SixFigures.MONTHS, True
    if len(months) < len(found):
        return SixFigures.YEARS, not months
    runs = all(after - before == 1 for before, after in pairwise(years)) and len(years) > 1
    return (SixFigures.YEARS if runs else SixFigures.MONTHS), False


def as_six_figures(text: str, meant: SixFigures) -> str:
    """`text` as a period is written in files, where it is six figures; else as it is."""
    if not SIX_FIGURES.fullmatch(text):
        return text
    if meant is SixFigures.YEARS and (year := _as_year(text)):
        return Period.year(year).code
    if month := _as_month(text):
        return month.code
    return text


def _as_month(text: str) -> Month | None:
    year, number = int(text[:4]), int(text[4:])
    if not 1 <= number <= 12:
        return None
    return Month(year, number)


def _as_year(text: str) -> int | None:
    year, after = int(text[:4]), int(text[4:])
    return year if (year + 1) % 100 == after else None
