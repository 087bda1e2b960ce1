"""The small words that every sentence about figures is built of; knows no sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from measures.change import Change, Direction, Unjudged
from measures.counts import Gap
from measures.periods import MONTHS_IN_A_YEAR, Month, Period, PeriodKind
from measures.rates import round_half_up
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import OddOrigin
from reporting.analysis.main_sources import SourceChange, source_changes
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell
from reporting.content.number_formats import beside_a_percentage
from reporting.content.selection import LONDON

Part: TypeAlias = str | Cell

PLURALS = {PlaceKind.WARD: "wards", PlaceKind.LOCALITY: "localities"}
_GAPS = {
    Gap.NOT_SUPPLIED: "the figures for that time have not been supplied",
    Gap.HIDDEN: "the figure is too small to be shown, or would tell one that is",
    Gap.NOT_APPLICABLE: "this source’s figures are not as fine as that",
    Gap.NOT_AVAILABLE: "this source has no figures for this place",
}


def why_no_figure(figures: Figures, gap: Gap, period: Period) -> str:
    """Why there is a gap where a figure would stand, to follow a colon."""
    if gap is Gap.NOT_APPLICABLE and (other := _of_others(figures, period)):
        return other
    if gap is Gap.NOT_APPLICABLE and not figures.are_alike((period,)):
        return "its months were counted under different definitions, which are not added up"
    if gap is Gap.NOT_APPLICABLE and _is_of_former_wards(figures, period):
        return OF_FORMER_WARDS
    if gap is Gap.NOT_SUPPLIED and _is_supplied_in_part(figures, period):
        return "only some of its months have been supplied"
    return _GAPS[gap]


OF_FORMER_WARDS = (
    "figures of that time are kept by the wards that stood before the boundaries changed"
)


def _is_of_former_wards(figures: Figures, period: Period) -> bool:
    """Whether there is a figure for the whole, and by ward only for wards that stand no more."""
    return figures.wards_differ((period,)) and not isinstance(figures.count(period), Gap)


def _is_supplied_in_part(figures: Figures, period: Period) -> bool:
    is_any = any(month in figures.months_supplied for month in period.each_month)
    return is_any and not figures.is_supplied(period)


def _of_others(figures: Figures, period: Period) -> str:
    """Why there is no figure where other main sources tell of months of `period`; else blank."""
    others = figures.told_by_others((period,))
    if changes := source_changes(figures, (period,)):
        return f"{source_changed(changes)} and are never added up"
    titles = listed(list(dict.fromkeys(other.title for other in others))) if others else ""
    return f"the main source for that time is {titles}, which counts differently" if titles else ""


def source_changed(changes: Sequence[SourceChange]) -> str:
    """ "the main source changed in April 2023. It was one and then another, which count …"."""
    months = listed([change.month.label for change in changes])
    each = [changes[0].before.title, *(f"then {change.after.title}" for change in changes)]
    return f"the main source changed in {months}. It was {listed(each)}, which count differently"


def files_differ(odd: Sequence[OddOrigin]) -> str:
    """ "only one of the two counts files of British Transport Police, for February 2025"."""
    each = [f"files of {origin.name}, for {months_named(origin.months)}" for origin in odd]
    return f"only one of the two counts {listed(each)}"


def in_text(area: Place) -> str:
    """A place as it stands after "in"."""
    return "no ward that can be named" if area.kind is PlaceKind.ELSEWHERE else area.name


def noun_for(figures: Figures, count: Cell) -> str:
    """ "crimes", or "crime" after a 1."""
    noun = figures.measure.noun
    return noun.singular if count.value == 1 else noun.plural


def noun_and_verb(figures: Figures, count: float, aside: str = "") -> str:
    """ "crimes were recorded", or "crime was recorded" of one, with an `aside` between."""
    noun = figures.measure.noun
    if count == 1:
        return f"{noun.singular}{aside} was {noun.verb}"
    return f"{noun.plural}{aside} were {noun.verb}"


# A change of less than this many percent, within what chance does, is called about the same: but
# not of fewer than this many, of which one more or fewer is a percent.
ABOUT_THE_SAME = 1.0
SMALLEST_BASE_ABOUT_THE_SAME = 100


def is_about_the_same(change: Change | Unjudged) -> bool:
    """Whether it is level, or below one percent of a hundred or more and not beyond chance."""
    if change.direction is Direction.LEVEL:
        return True
    if change.told_percent is None or (isinstance(change, Change) and change.is_beyond):
        return False
    if change.then < SMALLEST_BASE_ABOUT_THE_SAME:
        return False
    return abs(round_half_up(change.told_percent, 1)) < ABOUT_THE_SAME


def during(period: Period) -> str:
    """ "in 2022/23", "in the first half of 2022/23", "from April to December 2022"."""
    match period.kind:
        case PeriodKind.SPAN if period.months != MONTHS_IN_A_YEAR:
            return f"from {period.label}"
        case _:
            return f"in {named(period)}"


def named(period: Period) -> str:
    """A period by name, as in a sentence.

    "2022/23", "the first half of 2022/23", "the 12 months to September 2022".
    """
    match period.kind:
        case PeriodKind.HALF:
            return f"the {period.label}"
        case PeriodKind.SPAN if period.months == MONTHS_IN_A_YEAR:
            return f"the 12 months to {period.last.label}"
        case _:
            return period.label


def base_named(comparison: Comparison) -> str:
    """ "2021/22", "the average of 2019/20 to 2021/22": what was used to compare with."""
    if len(comparison.periods) == 1:
        return named(comparison.periods[0])
    return f"the {comparison.then_label}"


def both_named(comparison: Comparison) -> str:
    """ "2022/23 and 2021/22": the two that a table sets side by side."""
    return f"{named(comparison.period)} and {base_named(comparison)}"


def against(comparison: Comparison) -> str:
    """ "The first half of 2022/23 against the first half of 2021/22"."""
    return capital(f"{named(comparison.period)} against {base_named(comparison)}")


def in_short(known: Sequence[tuple[Cell, str]], *, each: str = "month") -> str:
    """ "from 5 in June 2022 to 12 in May 2022": a line of points with their names, in words.

    `each` is what a point is for; where all are written as the same number, it is said once.
    """
    (first, when), *others = known
    low, high = (end(known, key=lambda point: point[0].number or 0) for end in (min, max))
    if not others:
        return f"{first.text} in {when}"
    if low[0].bare_text == high[0].bare_text:
        return f"{first.text} in every {each}"
    return f"from {low[0].text} in {low[1]} to {high[0].text} in {high[1]}"


def without_year(period: Period) -> str:
    """ "January to March", without the year: for where that is named beside it."""
    first, last = (month.label.partition(" ")[0] for month in (period.start, period.last))
    return first if first == last else f"{first} to {last}"


def rate_title(period: Period) -> str:
    """The heading of rates: of a part of a year it says so, as a rate is taken for one a year."""
    if period.months == 12:
        return "For each 1,000 residents"
    return f"For each 1,000 residents, {_PARTS[period.kind]} alone"


_PARTS = {
    PeriodKind.MONTH: "in the month",
    PeriodKind.QUARTER: "in the quarter",
    PeriodKind.HALF: "in the half-year",
    PeriodKind.SPAN: "in these months",
}


def rate_in_short(period: Period) -> str:
    """The same where there is little room: "Per 1,000 in the quarter"."""
    part = "in the year" if period.months == MONTHS_IN_A_YEAR else _PARTS[period.kind]
    return f"Per 1,000 {part}"


# Below a rate of part of a year.
ANNUALISED = "The same, as a whole year at that pace would have it"


def capital(words: str) -> str:
    """`words` as a sentence begins with them; the rest stays as it is."""
    return words[:1].upper() + words[1:]


def year_label(period: Period) -> str:
    """The financial year in which `period` begins."""
    return Period.year(period.financial_year).label


def all_of_many(number: int) -> str:
    """ "both" of two, "all 20"."""
    return "both" if number == 2 else f"all {number}"


def average_a_month(figures: Figures, period: Period, area: Place | None) -> Cell:
    """How many a month, as fine as a percentage of it."""
    average = figures.average_cell(period, area=area)
    return replace(average, style=beside_a_percentage(average.value))


def listed(words: Sequence[str]) -> str:
    """ "North, East and West"."""
    *earlier, last = words
    return f"{', '.join(earlier)} and {last}" if earlier else last


def in_runs(named_parts: Iterable[tuple[int, str]]) -> str:
    """ "May 2024 and October 2024 to March 2025": three or more in a row by their ends.

    Each part comes with its number in the row that all of them are taken from.
    """
    runs: list[list[tuple[int, str]]] = []
    for number, name in named_parts:
        if runs and number == runs[-1][-1][0] + 1:
            runs[-1].append((number, name))
        else:
            runs.append([(number, name)])
    words: list[str] = []
    for run in runs:
        names = [name for _, name in run]
        words += [f"{names[0]} to {names[-1]}"] if len(names) >= FEWEST_IN_A_RUN else names
    return listed(words)


FEWEST_IN_A_RUN = 3


def months_named(months: Iterable[Month]) -> str:
    """ "May 2024 and October 2024 to March 2025"."""
    return in_runs((12 * month.year + month.number, month.label) for month in months)


def all_of(figures: Figures) -> str:
    """The whole of a partnership, where areas are listed."""
    return f"All of {figures.partnership}"


def london(moment: datetime) -> datetime:
    """A moment as a clock in London shows it, where its day is the one to name."""
    return moment.astimezone(LONDON)


def ordinal(number: int) -> str:
    """ "1st", "2nd", "3rd", "11th"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if number % 100 in (11, 12, 13) else ending}"
