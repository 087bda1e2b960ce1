"""What an app declares of figures that others publish for the whole nation; reads no row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, StrEnum

from measures.periods import Period, PointInTime
from returns.catalogue.declarations import Category, Dataset, Measure

When = Period | PointInTime


class Cites(StrEnum):
    """What a column of a file of published figures gives."""

    PERIOD = "cites_period"
    SERIES = "cites_series"
    CATEGORY = "cites_category"
    VALUE = "cites_value"
    UNIT = "cites_unit"
    KNOWN = "cites_known"
    AREA = "cites_area"
    PUBLICATION = "cites_publication"
    TABLE = "cites_table"
    PUBLISHED_ON = "cites_published_on"
    SAMPLED_ON = "cites_sampled_on"
    LINK = "cites_link"
    NOTE = "cites_note"
    REVISED = "cites_revised"
    DISPUTED = "cites_disputed"


class Unit(Enum):
    """A published figure is a number of something, or a share of it."""

    COUNT = "number"
    PERCENT = "percent"


@dataclass(frozen=True)
class DatedList:
    """The categories of one breakdown for the financial years from `first` to `last`.

    Years are those that they begin in; None is open. Two lists of one breakdown never share a
    year, and are never joined: a category of one is not that of the other, whatever it is called.
    """

    breakdown: str
    title: str
    categories: tuple[Category, ...]
    first: int | None = None
    last: int | None = None

    def holds(self, when: When) -> bool:
        """Whether figures of `when` are broken down by this list."""
        year = when.financial_year
        return (self.first is None or self.first <= year) and (
            self.last is None or year <= self.last
        )

    def as_known_on(self, day: date) -> DatedList:
        """Open where the end was still to come on that day: nobody could have known of it."""
        is_over = self.last is not None and day >= date(self.last + 1, 4, 1)
        return self if is_over else replace(self, last=None)

    @property
    def years(self) -> str:
        """ "up to 2023/24", "from 2024/25", "2017/18 to 2023/24"; blank for every year."""
        first = Period.year(self.first).label if self.first is not None else ""
        last = Period.year(self.last).label if self.last is not None else ""
        if first and last:
            return f"{first} to {last}"
        return f"from {first}" if first else f"up to {last}" if last else ""


@dataclass(frozen=True)
class Series:
    """One thing that is published over the years, the nation it is of, and its breakdowns."""

    slug: str
    title: str
    extent: str
    lists: tuple[DatedList, ...] = ()
    also_called: tuple[str, ...] = ()

    def list_for(self, breakdown: str, when: When) -> DatedList | None:
        lists = (
            dated_list
            for dated_list in self.lists
            if dated_list.breakdown == breakdown and dated_list.holds(when)
        )
        return next(lists, None)


@dataclass(frozen=True)
class Break:
    """From the financial year beginning in `year`, figures can't be compared with earlier ones."""

    year: int
    reason: str

    def parts(self, when: When, other: When) -> bool:
        """Whether the break lies between the two."""
        years = sorted((when.financial_year, other.financial_year))
        return years[0] < self.year <= years[1]


@dataclass(frozen=True, kw_only=True)
class PublishedMeasure(Measure):
    """A count of a series, or a share: published by category, or worked out from two counts.

    `of` is the series that a share is worked out of. `breakdowns` are those to show. `share_of`
    says what the shares are shares of ("referrals with a known type of concern").
    """

    series: str
    unit: Unit = Unit.COUNT
    of: str = ""
    breakdowns: tuple[str, ...] = ()
    share_of: str = ""
    breaks: tuple[Break, ...] = ()

    def break_between(self, when: When, other: When) -> Break | None:
        return next((line for line in self.breaks if line.parts(when, other)), None)

    def begins_anew(self, when: When) -> bool:
        """Whether `when` is in the first year after a break, which is marked [b]."""
        return any(line.year == when.financial_year for line in self.breaks)


@dataclass(frozen=True)
class Withheld:
    """Local counts that the portal never takes: the words that give them away, and what to say."""

    words: re.Pattern[str]
    sentence: str
    todo: str


Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class PublishedDataset(Dataset):
    """National figures: its figures belong to no partnership, and every viewer may see them.

    `turns`, by layout, fills columns that a publisher's file leaves to its notes. `left_out`
    are the categories that are no national figures: reported, and not stored as figures.
    `told_together` are measures, by slug, that one section of a report tells of, by its subject.
    """

    series: tuple[Series, ...]
    withheld: Withheld
    turns: Mapping[str, Callable[[tuple[Row, ...]], tuple[Row, ...]]] = field(default_factory=dict)
    left_out: Mapping[str, str] = field(default_factory=dict)
    told_together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def published_measures(self) -> tuple[PublishedMeasure, ...]:
        return tuple(measure for measure in self.measures if isinstance(measure, PublishedMeasure))

    def one_series(self, slug: str) -> Series:
        """KeyError where there is no such series."""
        for series in self.series:
            if series.slug == slug:
                return series
        raise KeyError(slug)
