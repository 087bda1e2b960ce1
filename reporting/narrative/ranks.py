"""A count among those of earlier years, in sentences and titles; knows only wording."""

from __future__ import annotations

from collections.abc import Iterable

from measures.change import Change, Difference, Direction, Incomparable, NotJudged, Unjudged
from measures.periods import MONTHS_IN_A_YEAR, Period, PeriodKind
from reporting.analysis.figures import Figures
from reporting.analysis.years import AmongYears
from reporting.content.description import Cell, Sentence
from reporting.narrative.phrases import ABOUT_THE_SAME, listed, named

# To be the higher of two says no more than the comparison has said.
FEWEST_TO_RANK = 3

# What became of the count beside the headline's base.
Headline = Change | Unjudged | Incomparable | None


def is_record(among: AmongYears | None, headline: Headline) -> bool:
    """Whether it is the highest or lowest by a change that is beyond the usual, and that way.

    So beside the headline's base, and beside the year that comes next to it, where none ties.
    Where only yearly totals are known, and so no verdict is, by a change that is not about the
    same.
    """
    if among is None or among.rank.of < FEWEST_TO_RANK or among.are_all_the_same:
        return False
    if not isinstance(headline, Difference) or not _is_worth_telling(headline):
        return False
    if among.margin is not None and not _is_worth_telling(among.margin):
        return False
    rank, way = among.rank, headline.direction
    return (rank.is_highest and way is Direction.UP) or (rank.is_lowest and way is Direction.DOWN)


def _is_worth_telling(change: Headline) -> bool:
    if isinstance(change, Unjudged):
        is_of_years = change.reason is NotJudged.YEARS_ONLY
        return is_of_years and abs(change.percent or 0) >= ABOUT_THE_SAME
    return isinstance(change, Change) and change.is_beyond


def of_years(among: AmongYears | None, headline: Headline) -> Iterable[Sentence]:
    """How the period ranks among the years, where it is among three or more.

    A highest or lowest that is within the usual ups and downs is no record, and is left out.
    """
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return
    rank = among.rank
    if among.are_all_the_same:
        yield _all_the_same(among)
    elif is_record(among, headline):
        before, after = _record(among)
        yield Sentence((f"It {before} of the ", Cell(rank.of), f"{after}."))
    elif not (rank.is_highest or rank.is_lowest):
        yield _between(among)


def _record(among: AmongYears) -> tuple[str, str]:
    """ "was the highest Q4" and " from 2018/19 to 2022/23", around of how many."""
    part = among.periods[-1].part_label
    end = "highest" if among.rank.is_highest else "lowest"
    tie = f"tied with {listed([named(tied) for tied in among.ties])} for" if among.ties else "was"
    return f"{tie} the {end} {part}".strip(), f"{'' if part else ' years'} from {_span(among)}"


def _all_the_same(among: AmongYears) -> Sentence:
    when = in_part(among.periods[-1])
    was = (
        f"There were none{when} in any"
        if among.are_none
        else f"The number{when} was the same in each"
    )
    return Sentence((f"{was} of the ", Cell(among.rank.of), f" years, {_span(among)}."))


def _between(among: AmongYears) -> Sentence:
    rank, first, last = among.rank, among.periods[0], among.periods[-1]
    before, above = Cell(rank.of - 1), Cell(rank.above)
    if last.kind is PeriodKind.YEAR:
        were = "was" if rank.above == 1 else "were"
        return Sentence(
            (
                "Of the ",
                before,
                f" years before, back to {first.year_label}, ",
                above,
                f" {were} higher.",
            )
        )
    return Sentence(
        (
            f"The number{in_part(last)} was higher in ",
            above,
            " of the ",
            before,
            f" years before, back to {first.year_label}.",
        )
    )


def of_trend(among: AmongYears | None) -> Iterable[Sentence]:
    """That it went the same way in every year; two years alone make no trend."""
    if among is None or among.trend is None or among.rank.of < FEWEST_TO_RANK:
        return
    went = "rose" if among.trend is Direction.UP else "fell"
    last = among.periods[-1]
    subject = "It" if last.kind is PeriodKind.YEAR else f"The number{in_part(last)}"
    yield Sentence((f"{subject} {went} every year from {_span(among)}.",))


def title_of_years(
    figures: Figures, among: AmongYears | None, period: Period, headline: Headline
) -> str:
    """The record, or the rank of `period`; else only what is drawn."""
    subject = figures.measure.title
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return _of_each_year(subject, period)
    rank, part = among.rank, period.part_label
    if among.are_all_the_same:
        was = "none" if among.are_none else "the same number"
        any_of = "any" if among.are_none else "each"
        return f"{subject}: {was}{in_part(period)} in {any_of} of {rank.of} years, {_span(among)}"
    if is_record(among, headline):
        before, after = _record(among)
        return f"{subject}: {named(period)} {before} of the {rank.of}{after}"
    if rank.is_highest or rank.is_lowest:
        return _of_each_year(subject, period)
    earlier = f"{rank.above} of the {rank.of - 1} years before"
    if part:
        return f"{subject}: the number{in_part(period)} was higher in {earlier} {period.year_label}"
    were = "was" if rank.above == 1 else "were"
    return f"{subject}: {earlier} {period.label} {were} higher"


def _of_each_year(subject: str, period: Period) -> str:
    return (
        f"{subject}: {named_part(period)} of each year"
        if period.part_label
        else f"{subject} by year"
    )


def each_year(period: Period) -> str:
    """ "each year", "in Q4 of each year": when the columns of a chart are."""
    return f"{in_part(period)} of each year".strip() if period.part_label else "each year"


def named_part(period: Period) -> str:
    """ "Q4", "the second half", "the 12 months to September", as in a sentence."""
    is_of_halves = period.kind is PeriodKind.HALF
    is_rolling = period.kind is PeriodKind.SPAN and period.months == MONTHS_IN_A_YEAR
    return f"the {period.part_label}" if is_of_halves or is_rolling else period.part_label


def in_part(period: Period) -> str:
    """ " in Q4", " from April to December", to follow a noun; blank for a year."""
    if period.kind is PeriodKind.YEAR:
        return ""
    is_run = period.kind is PeriodKind.SPAN and period.months != MONTHS_IN_A_YEAR
    return f" from {period.part_label}" if is_run else f" in {named_part(period)}"


def _span(among: AmongYears) -> str:
    return f"{among.periods[0].year_label} to {among.periods[-1].year_label}"
