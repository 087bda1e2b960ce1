"""What else the figures say beyond the headline: which findings, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from measures.change import Change, Difference, Direction
from measures.counts import Gap
from measures.rates import round_half_up
from reporting.analysis.comparisons import CategoryRow, Comparison, PlaceRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.years import AmongYears, HalfYear, PlaceTrend
from reporting.content.description import Cell, Sentence, Style
from reporting.narrative.phrases import Part, average_a_month, during, is_about_the_same
from reporting.narrative.places import of_exceptions, of_localities, of_most, of_places
from reporting.narrative.ranks import is_record, of_trend, of_years
from reporting.narrative.types import of_types


@dataclass(frozen=True)
class Evidence:
    """What findings are drawn from; rows that do not apply are empty.

    `earlier_places` are the same places a year before, beside the year before that.
    """

    comparisons: tuple[Comparison, ...]
    among: AmongYears | None
    halves: tuple[HalfYear, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    categories: tuple[CategoryRow, ...] = ()
    categories_by: str = "type"
    trends: tuple[PlaceTrend, ...] = ()
    earlier_places: tuple[PlaceRow, ...] = ()

    @property
    def change(self) -> Change | None:
        """That of the headline, where there is one."""
        first = self.comparisons[0].change if self.comparisons else None
        return first if isinstance(first, Change) else None


# A panel takes in no more; what is left out stands in the tables.
MOST_FINDINGS = 5


@dataclass(frozen=True)
class _Finding:
    """A sentence and how much it matters: greater comes first."""

    matters: int
    sentence: Sentence


def findings(
    figures: Figures, evidence: Evidence, *, area: Place | None = None
) -> tuple[Sentence, ...]:
    """At most five sentences, what matters most first."""
    ranked = sorted(_every(figures, evidence, area), key=lambda finding: -finding.matters)
    return tuple(finding.sentence for finding in ranked[:MOST_FINDINGS])


# --- Of one subject, for a page of its own ---------------------------------------------------
def told_of_places(figures: Figures, evidence: Evidence) -> tuple[Sentence, ...]:
    """How many places went which way, and what became of those that went against the others."""
    return (
        *of_places(figures, evidence.places),
        *of_exceptions(figures, evidence.places, evidence.earlier_places),
    )


def told_of_localities(figures: Figures, evidence: Evidence) -> tuple[Sentence, ...]:
    """Which had the most, and which move apart."""
    return (*of_localities(figures, evidence.trends), *of_most(figures, evidence.places))


def told_of_types(
    figures: Figures, evidence: Evidence, *, area: Place | None = None
) -> tuple[Sentence, ...]:
    """Which types moved most."""
    return tuple(of_types(figures, evidence, area=area))


def told_of_years(
    figures: Figures, evidence: Evidence, *, area: Place | None = None
) -> tuple[Sentence, ...]:
    """How it ranks among the years, its trend, its months and its halves."""
    headline = evidence.comparisons[0].change if evidence.comparisons else None
    return (
        *of_years(evidence.among, headline),
        *of_trend(evidence.among),
        *_of_months(figures, evidence, area=area),
        *_of_halves(figures, evidence.halves, area=area),
    )


def _every(figures: Figures, evidence: Evidence, area: Place | None) -> Iterator[_Finding]:
    """What ranks, counts directions or compares is drawn from judged comparisons alone."""
    is_flat = evidence.change is not None and is_about_the_same(evidence.change)
    is_clear = any(
        isinstance(row.comparison.change, Change) and row.comparison.change.is_beyond
        for row in evidence.places
    )
    headline = evidence.comparisons[0].change if evidence.comparisons else None
    is_turning = _is_turning(evidence)
    for matters, sentences in (
        (90 if is_record(evidence.among, headline) else 45, of_years(evidence.among, headline)),
        (86 if is_flat else 58, of_types(figures, evidence, area=area)),
        (82 if is_clear else 66, of_places(figures, evidence.places)),
        (74, of_localities(figures, evidence.trends)),
        (78 if is_turning else 48, _of_halves(figures, evidence.halves, area=area)),
        (62, of_exceptions(figures, evidence.places, evidence.earlier_places)),
        (60, of_trend(evidence.among)),
        (64, of_most(figures, evidence.places)),
        (52, _of_months(figures, evidence, area=area)),
    ):
        for sentence in sentences:
            yield _Finding(matters, sentence)


def _is_turning(evidence: Evidence) -> bool:
    """Whether the later half lies on the other side of an earlier year than the whole does."""
    if not evidence.halves or evidence.change is None:
        return False
    ways = {
        comparison.change.direction
        for comparison in evidence.halves[-1].against
        if isinstance(comparison.change, Change)
    }
    opposite = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
    return opposite.get(evidence.change.direction) in ways


# --- Averages of months ----------------------------------------------------------------------
# Fewer are told as they were counted: an average of less than one a month says less.
FEWEST_A_MONTH = 1


def _of_months(figures: Figures, evidence: Evidence, *, area: Place | None) -> Iterable[Sentence]:
    first = evidence.comparisons[0] if evidence.comparisons else None
    if first is None or first.period.months == 1:
        return
    average = average_a_month(figures, first.period, area)
    if isinstance(average.value, Gap) or average.value < FEWEST_A_MONTH:
        return
    parts: list[Part] = ["The average was ", average, " a month"]
    if isinstance(first.change, Difference) and len(first.periods) == 1:
        before = average_a_month(figures, first.periods[0], area)
        if isinstance(before.value, Gap) or before.value < FEWEST_A_MONTH:
            return
        parts += [", against ", before, f" {during(first.periods[0])}"]
    yield Sentence((*parts, "."))


# --- Half-years ------------------------------------------------------------------------------
def _of_halves(
    figures: Figures, halves: Sequence[HalfYear], *, area: Place | None
) -> Iterable[Sentence]:
    if not halves:
        return
    later = halves[-1]
    compared = [comparison for comparison in later.against if isinstance(comparison.change, Change)]
    if isinstance(later.count, Gap) or not compared:
        return
    monthly = average_a_month(figures, later.half, area)
    halves_told = (later.half, *(comparison.periods[0] for comparison in compared))
    averages = (figures.average_cell(half, area=area).number for half in halves_told)
    if any(average is None or average < FEWEST_A_MONTH for average in averages):
        return
    parts: list[Part] = [f"In the {later.half.label} the average was ", monthly, " a month"]
    for index, comparison in enumerate(compared):
        parts += [
            ". It is " if index else ". That is ",
            *_against_average(figures, comparison, area),
        ]
    yield Sentence((*parts, "."))


def _against_average(
    figures: Figures, comparison: Comparison, area: Place | None
) -> tuple[Part, ...]:
    change, half = comparison.change, comparison.periods[0]
    assert isinstance(change, Change)  # noqa: S101 - the caller has seen to it
    average = average_a_month(figures, half, area)
    of = f" a month of the {half.label}"
    if change.direction is Direction.LEVEL:
        return ("the same as the ", average, of)
    way = "above" if change.direction is Direction.UP else "below"
    if change.percent is None:
        return (f"{way} the ", average, of)
    if not round_half_up(change.percent, 1):
        return ("about the same as the ", average, of)
    return (Cell(abs(change.percent), Style.PERCENT), f" {way} the ", average, of)
