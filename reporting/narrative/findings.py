"""What else the figures say beyond the headline, in sentences; knows only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.change import Caution, Change, Direction
from measures.counts import Gap
from measures.periods import PeriodKind
from measures.rates import round_half_up
from reporting.comparisons import AmongYears, CategoryRow, Comparison, HalfYear, PlaceRow
from reporting.description import Cell, Sentence, Style
from reporting.figures import Figures, Place, PlaceKind
from reporting.narrative.phrases import BEYOND_CHANCE, PLURALS, Part, during, year_label


@dataclass(frozen=True)
class Evidence:
    """What findings are drawn from; rows that do not apply are empty."""

    comparisons: tuple[Comparison, ...]
    among: AmongYears | None
    halves: tuple[HalfYear, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    categories: tuple[CategoryRow, ...] = ()
    categories_by: str = "type"


def findings(
    figures: Figures, evidence: Evidence, *, area: Place | None = None
) -> tuple[Sentence, ...]:
    """Three to five sentences: the years, before Covid, the half-years, the wards, the types."""
    told = (
        *_of_years(evidence.among),
        *_of_trend(evidence.among),
        *_of_months(figures, evidence, area=area),
        *_of_halves(figures, evidence.halves, area=area),
        *_of_places(evidence.places),
        *_of_most(figures, evidence.places),
        *_of_categories(evidence.categories, by=evidence.categories_by),
    )
    return tuple(told)


# To be the higher of two says no more than the comparison has said.
FEWEST_TO_RANK = 3


def _of_years(among: AmongYears | None) -> Iterable[Sentence]:
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return
    rank, (first, *_, last) = among.rank, among.periods
    of = Cell(rank.of)
    joint = "joint " if rank.is_joint else ""
    same = "" if last.kind is PeriodKind.YEAR else "these months in "
    span = f" years from {year_label(first)} to {year_label(last)}."
    if rank.is_highest and rank.is_lowest:
        yield Sentence(("It is the same in all of the ", of, span))
    elif rank.is_highest:
        yield Sentence(
            (f"It is the {joint}highest {'for ' + same if same else 'of '}the ", of, span)
        )
    elif rank.is_lowest:
        yield Sentence(
            (f"It is the {joint}lowest {'for ' + same if same else 'of '}the ", of, span)
        )
    else:
        were = "was" if rank.above == 1 else "were"
        yield Sentence(
            (
                f"For {same}the " if same else "Of the ",
                Cell(rank.of - 1),
                f" years before, back to {year_label(first)}, ",
                Cell(rank.above),
                f" {were} higher.",
            )
        )


def _of_trend(among: AmongYears | None) -> Iterable[Sentence]:
    """That it went the same way in every year; two years alone make no trend."""
    if among is None or among.trend is None or among.rank.of < FEWEST_TO_RANK:
        return
    went = "risen" if among.trend is Direction.UP else "fallen"
    these = "" if among.periods[-1].kind is PeriodKind.YEAR else " in these months"
    yield Sentence((f"It has {went}{these} every year since {year_label(among.periods[0])}.",))


def _of_months(figures: Figures, evidence: Evidence, *, area: Place | None) -> Iterable[Sentence]:
    first = evidence.comparisons[0] if evidence.comparisons else None
    if first is None or first.period.months == 1:
        return
    average = figures.average_cell(first.period, area=area)
    if isinstance(average.value, Gap):
        return
    parts: list[Part] = ["That is an average of ", average, " a month"]
    if isinstance(first.change, Change) and len(first.periods) == 1:
        before = figures.average_cell(first.periods[0], area=area)
        parts += [", against ", before, f" {during(first.periods[0])}"]
    yield Sentence((*parts, "."))


def _of_halves(
    figures: Figures, halves: Sequence[HalfYear], *, area: Place | None
) -> Iterable[Sentence]:
    if not halves:
        return
    later = halves[-1]
    compared = [one for one in later.against if isinstance(one.change, Change)]
    if isinstance(later.count, Gap) or not compared:
        return
    monthly = figures.average_cell(later.half, area=area)
    parts: list[Part] = [f"In the {later.half.label} there were ", monthly, " a month"]
    for index, one in enumerate(compared):
        parts += [" and " if index else ", ", *_against_average(figures, one, area)]
    yield Sentence((*parts, ". " + said if (said := " ".join(season(figures, compared))) else "."))


def season(figures: Figures, comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """What to mind where different parts of the year stand side by side."""
    if any(Caution.SEASONAL in one.cautions for one in comparisons):
        return (f"Part of a year is not like the whole of it here. {figures.measure.seasonal}",)
    return ()


def _against_average(
    figures: Figures, comparison: Comparison, area: Place | None
) -> tuple[Part, ...]:
    change, year = comparison.change, comparison.periods[0]
    assert isinstance(change, Change)  # noqa: S101 - the caller has seen to it
    average = figures.average_cell(year, area=area)
    of = f" a month of {year.label}"
    if change.percent is None or not round_half_up(change.percent, 1):
        return ("about the same as the ", average, of)
    way = "above" if change.direction is Direction.UP else "below"
    return (Cell(abs(change.percent), Style.PERCENT), f" {way} the ", average, of)


def _of_places(rows: Sequence[PlaceRow]) -> Iterable[Sentence]:
    named = [row for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    moves = [(row.place.name, row.comparison.change) for row in named]
    changes = [(name, change) for name, change in moves if isinstance(change, Change)]
    if len(changes) < 2:
        return
    rose = [one for one in changes if one[1].direction is Direction.UP]
    fell = [one for one in changes if one[1].direction is Direction.DOWN]
    beyond = sum(change.is_beyond_chance for _, change in changes)
    called = PLURALS[named[0].place.kind]
    parts: list[Part] = ["The number "]
    if rose:
        parts += ["rose in ", Cell(len(rose)), " of ", Cell(len(changes)), f" {called}"]
        parts += _most(rose)
    if rose and fell:
        parts += [", and "]
    if fell:
        parts += ["fell in ", Cell(len(fell)), *_of_all(rose, changes, called), *_most(fell)]
    if not rose and not fell:
        parts += [f"is unchanged in every {named[0].place.kind.value}"]
    elif beyond:
        parts += ["; in ", Cell(beyond), f" the change is {BEYOND_CHANCE}"]
    else:
        parts += ["; in none is the change ", BEYOND_CHANCE]
    yield Sentence((*parts, "."))


def _of_all(rose: Sequence[object], changes: Sequence[object], called: str) -> tuple[Part, ...]:
    return () if rose else (" of ", Cell(len(changes)), f" {called}")


def _most(moved_there: Sequence[tuple[str, Change]]) -> tuple[Part, ...]:
    name, change = max(moved_there, key=lambda one: abs(one[1].difference))
    only = ", most in" if len(moved_there) > 1 else ","
    return (f"{only} {name} (", Cell(change.difference, Style.DIFFERENCE), ")")


def _of_most(figures: Figures, rows: Sequence[PlaceRow]) -> Iterable[Sentence]:
    """The locality with the most, and its share of the whole; a ward's share says too little."""
    named = [row for row in rows if row.place.kind is PlaceKind.LOCALITY]
    counts = [row.count for row in named if isinstance(row.count, int)]
    if len(counts) < 2 or len(counts) < len(named):
        return
    period, most = rows[0].comparison.period, max(counts)
    whole = figures.count(period)
    if counts.count(most) > 1 or not isinstance(whole, int):
        return
    place = next(row.place for row in named if row.count == most)
    number, share = figures.cell(period, area=place), Cell(100 * most / whole, Style.PERCENT)
    yield Sentence((f"{place.name} had the most, ", number, " or ", share, " of all."))


def _of_categories(rows: Sequence[CategoryRow], *, by: str) -> Iterable[Sentence]:
    changes = [(row.label, row.comparison.change) for row in rows]
    known = [(label, one) for label, one in changes if isinstance(one, Change)]
    if len(known) < 2:
        return
    label, up = max(known, key=lambda one: one[1].difference)
    other, down = min(known, key=lambda one: one[1].difference)
    parts: list[Part] = []
    if up.difference > 0:
        parts += [f"{label} rose most (", Cell(up.difference, Style.DIFFERENCE), ")"]
    if up.difference > 0 > down.difference:
        parts += [", and "]
    if down.difference < 0:
        parts += [f"{other} fell most (", Cell(down.difference, Style.DIFFERENCE), ")"]
    if parts:
        yield Sentence((f"By {by}, ", *parts, "."))
