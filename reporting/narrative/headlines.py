"""How many there were and how that compares, in one sentence or few words; only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.baselines import Baseline
from measures.change import (
    Caution,
    Change,
    Difference,
    Direction,
    Incomparable,
    NotJudged,
    Refusal,
    Unjudged,
)
from measures.counts import Gap, Mark, Nature
from measures.periods import MONTHS_IN_A_YEAR, Period, PeriodKind
from measures.rates import round_half_up
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.like_with_like import WithoutPlace
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell, Sentence, Style, written
from reporting.content.number_formats import beside_a_percentage, fine_enough
from reporting.narrative import verdicts
from reporting.narrative.footnotes import recording_change, unfinished
from reporting.narrative.main_sources import why_not_compared
from reporting.narrative.phrases import (
    Part,
    base_named,
    capital,
    during,
    in_text,
    is_about_the_same,
    listed,
    named,
    noun_and_verb,
    why_no_figure,
)


def headline(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Sentence:
    """How many there were, and how that compares."""
    period = comparison.period
    count = figures.cell(period, area=area)
    where = "" if area is None or area.kind is PlaceKind.WHOLE else f" in {in_text(area)}"
    if isinstance(count.value, Gap):
        noun, verb = figures.measure.noun.plural, figures.measure.noun.verb
        return Sentence(
            (
                f"There is no figure for {noun} {verb}{where} {during(period)}. ",
                f"{capital(why_no_figure(figures, count.value, period))}.",
            )
        )
    rounded = " (rounded to the nearest 5)" if Mark.ROUNDED in count.marks else ""
    beginning = (count, f" {noun_and_verb(figures, count.value, rounded)}{where} {during(period)}")
    return Sentence((*beginning, *_compared(figures, comparison, area=area)))


def finding(
    figures: Figures, comparison: Comparison, *, area: Place | None = None
) -> tuple[Sentence, Sentence | None]:
    """The headline as a heading: what is not compared, and why, as a sentence of its own."""
    whole = headline(figures, comparison, area=area)
    if not isinstance(comparison.change, Incomparable):
        return whole, None
    for at, part in enumerate(whole.parts):
        if isinstance(part, str) and part.startswith(_NOT_COMPARED):
            rest = part.removeprefix(". ")
            return Sentence((*whole.parts[:at], ".")), Sentence((rest, *whole.parts[at + 1 :]))
    return whole, None


_NOT_COMPARED = ". It is not compared with "


def _compared(figures: Figures, comparison: Comparison, *, area: Place | None) -> tuple[Part, ...]:
    then = _then(comparison, then_cell(figures, comparison, area=area))
    match comparison.change:
        case Incomparable(before=int(), after=int()):
            # Both counts and no percentage.
            return (". It is not compared with the ", *then, f": {why_not_compared(comparison)}.")
        case Incomparable() as change:
            why = _why_no_base(figures, comparison, change)
            return (f". It is not compared with {base_named(comparison)}: {why}.",)
        case Difference(direction=Direction.LEVEL) as change if change.is_level_by_day:
            the = "" if len(comparison.periods) == 1 else "the "
            return (f", against {the}", *then, ": the same number a day.")
        case Difference(direction=Direction.LEVEL):
            return (", the same as the ", *then, ".")
        case Difference() as change if is_at_nought(change):
            moves = moved(comparison, figures=figures, area=area)
            return (", about the same as the ", *then, " (", *moves, ").")
        case Difference():
            return (", ", *moved(comparison, figures=figures, area=area), " than the ", *then, ".")


def _why_no_base(figures: Figures, comparison: Comparison, change: Incomparable) -> str:
    if change.reason is not Refusal.BEFORE_GAP or not isinstance(change.before, Gap):
        return why_not_compared(comparison)
    if len(comparison.periods) > 1:
        return _why_not(figures, comparison)
    return why_no_figure(figures, change.before, comparison.periods[0])


def _then(comparison: Comparison, then: Cell) -> tuple[Part, ...]:
    """ "24,951 in 2021/22", or "average of 2019/20 to 2021/22, 24,010"."""
    if len(comparison.periods) == 1:
        return (then, f" {during(comparison.periods[0])}")
    return (f"{comparison.then_label}, ", then)


def moved(
    comparison: Comparison, *, figures: Figures, area: Place | None = None
) -> tuple[Part, ...]:
    """How much more or fewer: in percent, or in counts where a percentage would mislead.

    So where the base is small, and where the percentage would show as 0.0%.
    """
    change = comparison.change
    assert isinstance(change, Difference)  # noqa: S101 - every caller has matched it
    way = "more" if change.direction is Direction.UP else "fewer"
    nature = figures.nature(comparison.period, *comparison.periods, area=area)
    if change.told_percent is not None and not is_at_nought(change):
        by_day = " a day" if change.is_by_day else ""
        percent = Cell(abs(change.told_percent), Style.PERCENT, nature=nature)
        return (percent, f" {way}{by_day}")
    # A difference is no number that fits a percentage, so only that it is made up is told of it.
    is_made_up = nature is Nature.ILLUSTRATIVE
    much = abs(change.difference)
    style = Style.COUNT if len(comparison.periods) == 1 else fine_enough(much, Style.AVERAGE)
    shown = Cell(much, style, nature=nature if is_made_up else Nature.MEASURED)
    return ("about ", shown, f" {way}") if change.are_rounded else (shown, f" {way}")


def is_at_nought(change: Difference) -> bool:
    """Whether there is a change that shows as 0.0%, which no word but "about the same" fits."""
    return change.told_percent is not None and not round_half_up(change.told_percent, 1)


def then_cell(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Cell:
    """The figure that is compared with, with the address of its rows where there is one."""
    marks = figures.marks_of(comparison.then, *comparison.periods, area=area)
    nature = figures.nature(*comparison.periods, area=area)
    if len(comparison.periods) == 1:
        provenance = figures.provenance(comparison.periods[0], area=area)
        return Cell(comparison.then, marks=marks, provenance=provenance, nature=nature)
    then = comparison.then
    return Cell(then, beside_a_percentage(then), marks, nature=nature)


def verdict(change: Change | Unjudged | Incomparable) -> Sentence | None:
    """Whether it is beyond the usual ups and downs; nothing where nothing moved or is compared.

    Nor of a single month, which is held against what is usual for it.
    """
    if isinstance(change, Unjudged):
        if change.reason is NotJudged.ONE_MONTH:
            return None
        return Sentence((f"{capital(verdicts.not_judged(change))}.",))
    if isinstance(change, Incomparable) or change.direction is Direction.LEVEL:
        return None
    return Sentence((verdicts.sentence(change),))


def in_a_cell(change: Change | Unjudged | Incomparable) -> str:
    """The verdict under its heading in a table."""
    match change:
        case Change():
            return verdicts.in_a_cell(change)
        case Unjudged(reason=NotJudged.ONE_MONTH):
            return verdicts.ONE_MONTH
        case Unjudged():
            return verdicts.NOT_JUDGED
        case Incomparable():
            return verdicts.NOT_COMPARED
    raise AssertionError("unreachable")


def verdict_on_a_card(change: Change | Unjudged | Incomparable) -> str:
    """The verdict under the change of a card; blank where nothing moved or is compared."""
    if isinstance(change, Unjudged):
        is_month = change.reason is NotJudged.ONE_MONTH
        return "" if is_month else capital(verdicts.not_judged_in_short(change))
    if isinstance(change, Incomparable) or change.direction is Direction.LEVEL:
        return ""
    return capital(verdicts.on_a_card(change))


def card(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Sentence:
    """The change in a few words: "6.0% more than in 2021/22"."""
    match comparison.change:
        case Unjudged(direction=Direction.LEVEL):
            # With its count, so that the sentence is marked where that is made up.
            then = then_cell(figures, comparison, area=area)
            return Sentence((f"{the_same_as(comparison)} the ", *_then(comparison, then)))
        case Difference(direction=Direction.LEVEL):
            return Sentence((f"{the_same_as(comparison)} {_base(comparison)}",))
        case Change() as change if is_about_the_same(change):
            return Sentence((f"about the same as {_base(comparison)}",))
        case Difference() as change:
            much = moved(comparison, figures=figures, area=area)
            rounded = " (rounded to the nearest 5)" if change.are_rounded else ""
            return Sentence((*much, f" than {_base(comparison)}{rounded}"))
        case Incomparable():
            why = why_not_compared(comparison)
            return Sentence((f"No comparison with {base_named(comparison)}: {why}",))
    raise AssertionError("unreachable")


def the_same_as(comparison: Comparison) -> str:
    """ "the same as", or "the same number a day as" of two Februaries whose counts differ."""
    change = comparison.change
    is_by_day = isinstance(change, Difference) and change.is_level_by_day
    return "the same number a day as" if is_by_day else "the same as"


def _base(comparison: Comparison) -> str:
    """ "in 2021/22", or "the average of 2019/20 to 2021/22"."""
    base = base_named(comparison)
    return f"in {base}" if len(comparison.periods) == 1 else base


def no_comparisons(figures: Figures, comparisons: Iterable[Comparison]) -> tuple[str, ...]:
    """Why some of `comparisons` are not made, naming the years that were not supplied.

    A sentence for each reason.
    """
    by_reason: dict[str, list[str]] = {}
    for comparison in comparisons:
        if isinstance(comparison.change, Incomparable):
            reason = _why_not(figures, comparison)
            by_reason.setdefault(reason, []).append(_named(comparison))
    return tuple(not_compared(named, reason) for reason, named in by_reason.items())


# What a sentence may hold, so that it can be read at once.
_MOST_WORDS = 25


def not_compared(named: list[str], reason: str) -> str:
    """In one sentence where that is short, else in several."""
    named = _in_both_ways(named)
    at_once = f"Not compared with {listed(named)}: {reason}."
    if ". " not in reason and len(at_once.split()) <= _MOST_WORDS:
        return at_once
    several: list[list[str]] = []
    for name in named:
        if several and len(f"Not compared with {listed([*several[-1], name])}".split()) <= (
            _MOST_WORDS
        ):
            several[-1].append(name)
        else:
            several.append([name])
    first, *others = (listed(names) for names in several)
    nor = "".join(f" Nor with {names}." for names in others)
    return f"Not compared with {first}.{nor} {capital(reason)}."


_WITHOUT = ", without the lockdown year"


def _in_both_ways(named: Sequence[str]) -> list[str]:
    """A mean that is not to be had with the lockdown year nor without it, named once."""
    means = {name.removesuffix(_WITHOUT) for name in named if name.endswith(_WITHOUT)}
    both = means.intersection(named)
    return [
        f"{name}, with or without the lockdown year" if name in both else name
        for name in named
        if not (name.endswith(_WITHOUT) and name.removesuffix(_WITHOUT) in both)
    ]


def _why_not(figures: Figures, comparison: Comparison) -> str:
    missing = [
        period
        for period in comparison.periods
        if not figures.is_supplied(period) and not figures.told_by_others((period,))
    ]
    if missing and not comparison.source_changes:
        is_one = len(missing) == 1 and not _is_of_months(missing[0])
        were = "was" if is_one else "were"
        is_partly = any(
            month in figures.months_supplied for period in missing for month in period.each_month
        )
        all_ = " all" if is_partly else ""
        return f"{listed([named(period) for period in missing])} {were} not{all_} supplied"
    return why_not_compared(comparison)


def _is_of_months(period: Period) -> bool:
    """Whether it goes by its months, in the plural: "the 12 months to September 2022"."""
    return period.kind is PeriodKind.SPAN and period.months == MONTHS_IN_A_YEAR


def _named(comparison: Comparison) -> str:
    named = comparison.label.partition(" (")[0]
    if comparison.baseline is Baseline.CHOSEN:
        return named
    time = "time " if named.startswith("before") else ""
    return f"the {time}{named.removeprefix('the ')}"


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """What to bear in mind about a comparison, a sentence each."""
    sentences = [
        *(_caution(caution, comparison) for caution in comparison.cautions),
        *map(recording_change, comparison.recorded),
        *without_place(comparison.without_place),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def without_place(apart: tuple[WithoutPlace, WithoutPlace] | None) -> tuple[str, ...]:
    """The shares of rows without a place, where they are too far apart for a verdict.

    Nothing where one of the two has no rows.
    """
    if apart is None or not all(part.has_rows for part in apart):
        return ()
    each = [
        f"{written(100 * part.share, Style.PERCENT)} {of_rows}{during(part.period)}"
        for part, of_rows in zip(apart, ("of the rows ", ""), strict=True)
    ]
    return (f"{listed(each)} have no place.",)


def _caution(caution: Caution, comparison: Comparison) -> str:
    match caution:
        case Caution.LEAP_DAY:
            return f"{capital(caution.value)}."
        case Caution.ROUNDED:
            return f"No percentage is given: {caution.value}."
        case Caution.SMALL_BASE:
            change = comparison.change
            is_level = isinstance(change, Difference) and change.direction is Direction.LEVEL
            return "" if is_level else f"No percentage is given: {caution.value}."
        case Caution.MONTHS_MISSING:
            return unfinished(comparison.period)
        case Caution.RECORDING_CHANGED:
            # Each change says for itself what it was.
            return ""
        case _:
            return f"Compare with care: {caution.value}."
