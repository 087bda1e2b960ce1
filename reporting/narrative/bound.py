"""Figures bound into text that read as words: "fell 34.7%", "the highest of 5 years"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from measures.change import Change, Difference, Direction
from measures.counts import Gap
from measures.periods import Period
from measures.rates import round_half_up
from measures.shares import ShareChange
from reporting import narrative
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.years import FEWEST_IN_A_TREND, AmongYears
from reporting.content.description import Cell, Provenance, Style
from reporting.narrative import FEWEST_TO_RANK

Parts = tuple[str | Cell, ...]
_MOVED = {Direction.UP: "rose", Direction.DOWN: "fell"}
_HAS_MOVED = {Direction.UP: "risen", Direction.DOWN: "fallen"}


def moved(change: Difference, provenance: Provenance) -> Parts:
    """ "fell 34.7%"; by how many where the percentage would show as 0.0% or mean nothing."""
    if change.percent is None or not round_half_up(change.percent, 1):
        return moved_by(change)
    return (
        f"{_MOVED[change.direction]} ",
        Cell(abs(change.percent), Style.PERCENT, provenance=provenance),
    )


def moved_by(change: Difference) -> Parts:
    """ "fell by 1,575". The number has no rows of its own, so it leads to none."""
    if change.direction is Direction.LEVEL:
        return ("did not change",)
    return (f"{_MOVED[change.direction]} by ", Cell(abs(change.difference)))


def moved_points(change: ShareChange, provenance: Provenance) -> Parts:
    """ "fell 3.1 percentage points"."""
    if not round_half_up(change.points, 1):
        return ("did not change",)
    way = Direction.UP if change.points > 0 else Direction.DOWN
    points = Cell(abs(change.points), Style.RATE, provenance=provenance)
    return (f"{_MOVED[way]} ", points, " percentage points")


def rank(among: AmongYears | None) -> Parts:
    """ "the highest of 5 years", "below 1 of the 3 years before"; a gap for fewer than three."""
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return (Cell(Gap.NOT_APPLICABLE),)
    found = among.rank
    if among.are_none:
        return ("none in any of ", Cell(found.of), " years")
    if among.are_all_the_same:
        return ("the same in each of ", Cell(found.of), " years")
    if found.is_highest or found.is_lowest:
        end = "highest" if found.is_highest else "lowest"
        return (f"{'tied for ' if found.is_joint else ''}the {end} of ", Cell(found.of), " years")
    return ("below ", Cell(found.above), " of the ", Cell(found.of - 1), " years before")


def trend(among: AmongYears | None, cell: Callable[[Period], Cell]) -> Parts:
    """ "risen every year since 2019/20 (720 to 930)", or that it has not gone one way."""
    if among is None or among.rank.of < FEWEST_IN_A_TREND:
        return (Cell(Gap.NOT_APPLICABLE),)
    first, last = among.periods[0], among.periods[-1]
    way = f"{_HAS_MOVED[among.trend]} every year" if among.trend else "both risen and fallen"
    if among.trend is None and not _turned([cell(period) for period in among.periods]):
        way = "not moved in every year"
    return (f"{way} since {narrative.year_label(first)} (", cell(first), " to ", cell(last), ")")


def wards(rows: Sequence[PlaceRow]) -> Parts:
    """ "fell in 18 of 20 wards": the way that most went; a gap where wards cannot be judged."""
    changes = [row.comparison.change for row in rows]
    ways = [change.direction for change in changes if isinstance(change, Change)]
    if not changes or len(ways) < len(changes):
        return (Cell(Gap.NOT_APPLICABLE),)
    up, down = ways.count(Direction.UP), ways.count(Direction.DOWN)
    way = Direction.UP if up > down else Direction.DOWN
    return (f"{_MOVED[way]} in ", Cell(max(up, down)), " of ", Cell(len(ways)), " wards")


def _turned(cells: Sequence[Cell]) -> bool:
    numbers = [cell.number or 0 for cell in cells]
    steps = [after - before for before, after in pairwise(numbers)]
    return any(step > 0 for step in steps) and any(step < 0 for step in steps)
