"""What became of a count from one period to another, or why that cannot be said."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto
from functools import cached_property

from measures.counts import Count, Gap
from measures.usual_change import Basis, Judged, Outcome, judged

# Below this a percentage says more about chance than about the place: one crime more or fewer
# moves it by over ten points. The counts themselves are shown instead.
SMALLEST_BASE_FOR_PERCENT = 10


class Better(Enum):
    """Which way the partnership wants a measure to go."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Direction(Enum):
    """Which way the figure went, whether or not chance could be behind it."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


class Verdict(Enum):
    """What may be said of a change."""

    BETTER = auto()
    WORSE = auto()
    CHANGED = auto()  # beyond the usual ups and downs, where neither direction is better
    WITHIN = auto()  # the usual ups and downs
    TOO_FEW = auto()
    TOO_EARLY = auto()
    NONE = auto()  # in either


class Refusal(Enum):
    """Why two figures are not compared, in words to show."""

    NOT_APPLICABLE = "this source’s figures are not as fine as that"
    NOT_AVAILABLE = "this source has no figures for this place"
    AFTER_GAP = "there is no figure to show for this period"
    BEFORE_GAP = "there is no figure to show for the earlier period"
    BELOW_ZERO = "a figure below zero corrects earlier ones and is not a count of this period"
    LENGTHS_DIFFER = "periods of different lengths are not compared"
    SOURCES_DIFFER = "the two figures come from different sources"
    SERIES_BREAK = "what is counted changed between the two periods"
    LISTS_DIFFER = "the two periods have different lists of categories, which are never joined"
    DEFINITIONS_DIFFER = "the two figures were counted under different definitions"
    RECORDING_CHANGED = "recording practice changed between them, so they are not comparable"
    ORIGINS_DIFFER = "the two periods do not rest on files of the same police forces"
    OVERLAP = "the two periods have months in common, so that they move together"
    PARTS_DIFFER = (
        "the two are different parts of the year, and counts like these change with the season"
    )
    ROUNDED = "the figures are rounded to the nearest 5, and the true ones may have gone either way"
    WARDS_DIFFER = "ward boundaries changed between them, and these figures are kept by ward alone"


class NotJudged(Enum):
    """Why two figures that may be compared get no verdict, in words to show."""

    ILLUSTRATIVE = "illustrative figures are made up, so nothing is concluded from them"
    YEARS_ONLY = "only yearly totals are known"
    ONE_MONTH = "a single month is held against what is usual for it, and not against another year"
    HIDDEN = "some of the months before are too few to show"
    LEVELS = "two places or two types differ by nature, so no verdict is given on the difference"
    ROUNDED = "rounded to the nearest 5, the true figures could give a different verdict"
    PLACES = (
        "the share of rows without a place changed too much, so the difference may be one of"
        " placing alone"
    )


class Caution(Enum):
    """What to bear in mind about a comparison that is made, in words to show."""

    LOCKDOWN_BASE = (
        "2020/21 was the lockdown year: lockdown cut crime, and Covid breaches were logged as "
        "antisocial behaviour"
    )
    SMALL_BASE = "the earlier figure is too small for a percentage to mean anything"
    PROVISIONAL = "some of the figures are provisional and may still change"
    MONTHS_MISSING = "the year is not finished, so the months supplied stand beside the same months"
    RECORDING_CHANGED = "recording practice changed between the two periods"
    ROUNDED = "the figures are rounded to the nearest 5"
    LEAP_DAY = (
        "one of the Februaries has a 29th, so the change is told by the day; tables have the counts"
        " as they are"
    )


@dataclass(frozen=True)
class Difference:
    """How far two counts differ, each over its exposure; whether by chance is not asked.

    An exposure is how long, or over how many people, a count was gathered, in any unit that is
    the same for both: a mean of three years is their sum with a `before_exposure` of 3. So the
    counts stay whole. Of counts that `are_rounded` no percentage is given. A February with its 29th
    is told by the day against one without it: `before_days` and `after_days` are the days of the
    two, where those of the same months differ. ValueError for a count below zero or an exposure
    that is not above zero.
    """

    before: int
    after: int
    _: KW_ONLY
    before_exposure: float = 1.0
    after_exposure: float = 1.0
    are_rounded: bool = False
    before_days: float = 1.0
    after_days: float = 1.0

    def __post_init__(self) -> None:
        if min(self.before, self.after) < 0:
            raise ValueError(f"no change between counts of {self.before} and {self.after}")
        if min(self.before_exposure, self.after_exposure) <= 0:
            raise ValueError(f"no change over {self.before_exposure} and {self.after_exposure}")

    @property
    def then(self) -> float:
        """`before` over the exposure of `after`: an int when the exposures are equal."""
        if self.before_exposure == self.after_exposure:
            return self.before
        return self.before * self.after_exposure / self.before_exposure

    @property
    def difference(self) -> float:
        """`after` less `then`: an int when the exposures are equal."""
        if self.before_exposure == self.after_exposure:
            return self.after - self.before
        return self._excess / self.before_exposure

    @property
    def percent(self) -> float | None:
        """The difference in percent of `then`, unrounded; none of a small base or rounding."""
        if self.has_small_base or self.are_rounded:
            return None
        return 100 * self._excess / (self.before * self.after_exposure)

    @property
    def is_by_day(self) -> bool:
        """Whether it is told for each day; counts too small for a percentage never are."""
        return self.before_days != self.after_days and self.percent is not None

    @property
    def is_level_by_day(self) -> bool:
        """Whether two counts that differ are the same number for each day."""
        return self.is_by_day and self.direction is Direction.LEVEL

    @property
    def told_percent(self) -> float | None:
        """The percentage that sentences give: of the counts for each day where the days differ."""
        if self.percent is None:
            return None
        return (100 + self.percent) * self.before_days / self.after_days - 100

    @property
    def has_small_base(self) -> bool:
        """Whether the base is too small for a percentage to mean anything."""
        return self.then < SMALLEST_BASE_FOR_PERCENT

    @property
    def ratio(self) -> float | None:
        """How many times `then` is `after`. None where `then` is zero."""
        if self.before == 0:
            return None
        return self.after * self.before_exposure / (self.before * self.after_exposure)

    @property
    def direction(self) -> Direction:
        """Which way it went; by the day where it is told so."""
        went = self._excess
        if self.is_by_day and self.told_percent is not None:
            went = round(self.told_percent, 12)
        if went > 0:
            return Direction.UP
        return Direction.DOWN if went < 0 else Direction.LEVEL

    @property
    def _excess(self) -> float:
        """The difference before it is divided, so that whole exposures are rounded only once."""
        return self.after * self.before_exposure - self.before * self.after_exposure


@dataclass(frozen=True)
class Unjudged(Difference):
    """A difference that gets no verdict, and why. It has no interval and no test to ask for."""

    _: KW_ONLY
    reason: NotJudged


@dataclass(frozen=True)
class Change(Difference):
    """A difference that may be judged: whether it lies beyond the usual ups and downs.

    `basis` is what it is judged by, and `months` how many one unit of exposure has.
    """

    _: KW_ONLY
    better: Better
    basis: Basis
    months: int

    @cached_property
    def judged(self) -> Judged:
        return judged(
            self.before,
            self.after,
            basis=self.basis,
            before_months=self.before_exposure * self.months,
            after_months=self.after_exposure * self.months,
        )

    @property
    def is_beyond(self) -> bool:
        """Whether it lies beyond the usual ups and downs."""
        return self.judged.outcome is Outcome.BEYOND

    @property
    def is_settled(self) -> bool:
        """Whether it could be told to lie beyond them or within them."""
        return self.judged.outcome in (Outcome.BEYOND, Outcome.WITHIN)

    @property
    def p_value(self) -> float:
        """To rank many changes by: 1 where nothing can be said. See `Judged`."""
        found = self.judged.p_value
        return 1.0 if found is None else found

    @property
    def verdict(self) -> Verdict:
        if not self.is_beyond:
            return _OTHERWISE[self.judged.outcome]
        match self.better, self.direction:
            case Better.NEITHER, _:
                return Verdict.CHANGED
            case (Better.LOWER, Direction.DOWN) | (Better.HIGHER, Direction.UP):
                return Verdict.BETTER
            case _:
                return Verdict.WORSE


_OTHERWISE = {
    Outcome.WITHIN: Verdict.WITHIN,
    Outcome.TOO_FEW: Verdict.TOO_FEW,
    Outcome.TOO_EARLY: Verdict.TOO_EARLY,
    Outcome.NONE_IN_EITHER: Verdict.NONE,
}


@dataclass(frozen=True)
class Incomparable:
    """Two figures that are not compared, and why. They may both be numbers."""

    before: Count
    after: Count
    reason: Refusal


def refused(before: Count, after: Count) -> Refusal | None:
    """The first reason why there is nothing between two counts; None where there is something."""
    if Gap.NOT_APPLICABLE in (before, after):
        return Refusal.NOT_APPLICABLE
    if Gap.NOT_AVAILABLE in (before, after):
        return Refusal.NOT_AVAILABLE
    if isinstance(after, Gap):
        return Refusal.AFTER_GAP
    if isinstance(before, Gap):
        return Refusal.BEFORE_GAP
    return Refusal.BELOW_ZERO if min(before, after) < 0 else None
