"""Where a rate ranks and how its change differs from the others'; a level gets no verdict."""

from __future__ import annotations

from measures.change import Change, Difference, Direction
from measures.intervals import Interval
from measures.ranks import RankOfRate, Reach
from reporting.analysis.beside_rest import BesideRest
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.content.description import Cell, Style, in_words, written
from reporting.narrative.headlines import in_a_cell
from reporting.narrative.phrases import ordinal
from reporting.narrative.verdicts import BEYOND_BOTH, TOO_FEW, UPS_AND_DOWNS

BESIDE_REST = "Beside the change of the rest"
ABOUT_BESIDE_REST = (
    f"“{{}}” sets the change of a ward against that of {{}} without it. It says whether the two"
    f" differ {BEYOND_BOTH}. How high a number is gets no verdict: wards differ by nature."
)
ABOVE, BELOW, NO_CLEAR_DIFFERENCE = "above it", "below it", "no clear difference"


def reach(rank: RankOfRate) -> str:
    """ " (2nd to 4th)": between which places the usual ups and downs might put it; or nothing."""
    if rank.reach is None or not rank.could_move:
        return ""
    return f" ({between(rank.reach)})"


def between(reach: Reach) -> str:
    """ "2nd or 3rd", "2nd to 4th"."""
    joined = "or" if reach.worst == reach.best + 1 else "to"
    return f"{ordinal(reach.best)} {joined} {ordinal(reach.worst)}"


def how_ranks(kinds: str) -> str:
    """How the reach of a rank is found, of "wards" or "partnerships"."""
    return (
        f"The places behind a rank are those between which {UPS_AND_DOWNS} might put it. Pair by"
        f" pair, two {kinds} count as apart where the exact test of their counts over their"
        " residents is below 5%. The test is widened by how far the months of each scatter."
        f" Until that is known of all {kinds}, no such places are given. Where a rank could be any"
        " place at all, it is too close to rank."
    )


def about_beside_rest(figures: Figures) -> str:
    return ABOUT_BESIDE_REST.format(BESIDE_REST, figures.partnership)


def beside_rest_in_a_cell(found: BesideRest | None, comparison: Comparison) -> str:
    """Under the heading of its own: "above it", "no clear difference", "too few to say"."""
    if found is None:
        change = comparison.change
        return TOO_FEW if isinstance(change, Change) else in_a_cell(change)
    return side(differs=found.differs, is_above=found.is_above)


def side(*, differs: bool | None, is_above: bool) -> str:
    if differs is None:
        return TOO_FEW
    if not differs:
        return NO_CLEAR_DIFFERENCE
    return ABOVE if is_above else BELOW


def beside_rest(found: BesideRest | None, figures: Figures) -> str:
    """What the page of a ward says of it; blank where nothing can be said."""
    if found is None or found.differs is None:
        return ""
    rest = f"the rest of {figures.partnership} ({in_words(moved(found.rest))})"
    if not found.differs:
        return f"No clear difference from the change in {rest}."
    return f"The change differs from that in {rest}, {BEYOND_BOTH}."


def moved(change: Difference) -> tuple[str | Cell, ...]:
    """ "3.0% fewer", "2.5% more a day", "12 more" of few, "no change"."""
    if change.direction is Direction.LEVEL:
        return ("no change",)
    way = " more" if change.direction is Direction.UP else " fewer"
    way += " a day" if change.is_by_day else ""
    if change.told_percent is None:
        return (Cell(abs(change.difference), Style.AVERAGE), way)
    return (Cell(abs(change.told_percent), Style.PERCENT), way)


ABOUT_DOTS = (
    f"Dot: the rate. Line: where {UPS_AND_DOWNS} might put it. How high a rate is gets no verdict:"
    " wards differ by nature."
)


def of_dot(value: Cell, interval: Interval | None) -> str:
    """ "64.3, between 57.1 and 72.4": a dot and its interval, for who does not see them."""
    if interval is None:
        return value.text
    low, high = (written(end, Style.RATE) for end in (interval.low, interval.high))
    return f"{value.text}, between {low} and {high}"
