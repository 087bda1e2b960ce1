"""What became of a count from one period to another, or why that cannot be said."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import Enum, auto
from functools import cached_property

from measures.counts import Count, Evidence, Gap
from measures.intervals import Interval, ratio_interval, two_count_p

# Below this a percentage says more about chance than about the place: one crime more or fewer
# moves it by over ten points. The counts themselves are shown instead.
SMALLEST_BASE_FOR_PERCENT = 10

# A difference that chance alone would make less often than this is called beyond chance.
_BEYOND_CHANCE = 0.05


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
    CHANGED = auto()  # beyond chance, where neither direction is better
    STEADY = auto()  # chance alone could have made it


class Refusal(Enum):
    """Why two figures are not compared, in words to show."""

    NOT_APPLICABLE = "this measure does not apply in one of the periods"
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
    PARTS_DIFFER = "different parts of the year are not compared, because of the season"
    ROUNDED = "the figures are rounded to the nearest 5, and the true ones may have gone either way"
    WARDS_DIFFER = "ward boundaries changed between them, and these figures are kept by ward alone"


class NotJudged(Enum):
    """Why two figures that may be compared get no verdict, in words to show."""

    ILLUSTRATIVE = "illustrative figures are made up, so nothing is concluded from them"
    YEARS_ONLY = "only yearly totals are known"
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
        "one of the Februaries has a 29th, so the change is told and judged by the day; tables have"
        " the counts as they are"
    )


@dataclass(frozen=True)
class Difference:
    """How far two counts differ, each over its exposure; whether by chance is not asked.

    An exposure is how long, or over how many people, a count was gathered, in any unit that is
    the same for both: a mean of three years is their sum with a `before_exposure` of 3. So the
    counts stay whole. Of counts that `are_rounded` no percentage is given. ValueError for a count
    below zero or an exposure that is not above zero.
    """

    before: int
    after: int
    _: KW_ONLY
    before_exposure: float = 1.0
    after_exposure: float = 1.0
    are_rounded: bool = False

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
        """Whether it is told for each day."""
        return False

    @property
    def told_percent(self) -> float | None:
        """The percentage that sentences give."""
        return self.percent

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
        if self._excess > 0:
            return Direction.UP
        return Direction.DOWN if self._excess < 0 else Direction.LEVEL

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
    """A difference that may be judged: beside its size, whether chance alone could have made it.

    A February with its 29th is told and judged by the day against one without it: `before_days`
    and `after_days` are the days of the two, where those of the same months differ.
    """

    _: KW_ONLY
    better: Better
    before_days: float = 1.0
    after_days: float = 1.0

    @cached_property
    def interval(self) -> Interval:
        """95% interval of the ratio; see `ratio_interval`. `high` is infinite from zero."""
        return ratio_interval(
            self.before,
            self.after,
            before_exposure=self.before_exposure * self.before_days,
            after_exposure=self.after_exposure * self.after_days,
        )

    @cached_property
    def p_value(self) -> float:
        """How often chance alone would part the two at least this far; see `two_count_p`."""
        return two_count_p(
            self.before,
            self.after,
            before_exposure=self.before_exposure * self.before_days,
            after_exposure=self.after_exposure * self.after_days,
        )

    @property
    def is_by_day(self) -> bool:
        """Whether it is told for each day; counts too small for a percentage never are."""
        return self.before_days != self.after_days and self.percent is not None

    @property
    def told_percent(self) -> float | None:
        """`percent`; of the counts for each day where the days differ."""
        if self.percent is None:
            return None
        return (100 + self.percent) * self.before_days / self.after_days - 100

    @property
    def direction(self) -> Direction:
        """Which way it went; by the day where it is told so."""
        if not self.is_by_day or self.told_percent is None:
            return super().direction
        shown = round(self.told_percent, 12)
        if shown > 0:
            return Direction.UP
        return Direction.DOWN if shown < 0 else Direction.LEVEL

    @property
    def is_beyond_chance(self) -> bool:
        """Whether chance alone would do this less than once in twenty times."""
        return self.p_value < _BEYOND_CHANCE

    @property
    def verdict(self) -> Verdict:
        if not self.is_beyond_chance:
            return Verdict.STEADY
        match self.better, self.direction:
            case Better.NEITHER, _:
                return Verdict.CHANGED
            case (Better.LOWER, Direction.DOWN) | (Better.HIGHER, Direction.UP):
                return Verdict.BETTER
            case _:
                return Verdict.WORSE


@dataclass(frozen=True)
class Incomparable:
    """Two figures that are not compared, and why. They may both be numbers."""

    before: Count
    after: Count
    reason: Refusal


def compare(
    before: Evidence | Gap,
    after: Evidence | Gap,
    *,
    better: Better,
    before_exposure: float = 1.0,
    after_exposure: float = 1.0,
) -> Change | Incomparable:
    """The change from `before` to `after`, or the first reason of `Refusal` why there is none.

    That the sources are the same and the periods finished is the caller's to see. Exposures are
    as in `Difference`, which raises ValueError for one that is not above zero.
    """
    reason = refused(before, after)
    if reason or isinstance(before, Gap) or isinstance(after, Gap):
        return Incomparable(before, after, reason or Refusal.BEFORE_GAP)
    return Change(
        before,
        after,
        better=better,
        before_exposure=before_exposure,
        after_exposure=after_exposure,
    )


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
