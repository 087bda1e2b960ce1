"""What a slide about a measure says: its title and its findings; only real figures have words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from measures.baselines import Baseline
from measures.change import Change, Difference, Direction, Unjudged, Verdict
from measures.counts import Gap, Nature
from measures.periods import MONTHS_IN_A_YEAR
from measures.rates import round_half_up
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.years import AmongYears
from reporting.content.description import Cell, Sentence, Style
from reporting.content.number_formats import fine_enough
from reporting.content.panel_slides import Finding
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.narrative import verdicts
from reporting.narrative.headlines import then_cell
from reporting.narrative.panel.small_words import (
    LONGEST_TITLE,
    fitting,
    in_time,
    subject,
    time_named,
)
from reporting.narrative.phrases import (
    ABOUT_THE_SAME,
    SMALLEST_BASE_ABOUT_THE_SAME,
    base_named,
    capital,
    named,
    noun_and_verb,
)
from reporting.narrative.ranks import is_record

MOST_FINDINGS = 3


@dataclass(frozen=True)
class Told:
    """What a slide about one measure is drawn from; the first comparison is the headline's.

    Of a single month `of_month` is its verdict, `usual` what is usual for it, and `stands_out`
    whether it does. `turn` is which of several ways it is told in.
    """

    figures: Figures
    comparisons: tuple[Comparison, ...]
    among: AmongYears | None
    area: Place | None = None
    of_month: Sentence | None = None
    usual: Cell | None = None
    stands_out: bool = False
    turn: int = 0

    @property
    def first(self) -> Comparison:
        return self.comparisons[0]

    @property
    def count(self) -> Cell:
        return self.figures.cell(self.first.period, area=self.area)

    @property
    def is_made_up(self) -> bool:
        return self.count.is_illustrative

    def is_real(self, comparison: Comparison) -> bool:
        """Whether there is a difference, and neither side of it is made up."""
        natures = self.figures.nature(comparison.period, *comparison.periods, area=self.area)
        return isinstance(comparison.change, Difference) and natures is not Nature.ILLUSTRATIVE

    def then(self, comparison: Comparison) -> Cell:
        return then_cell(self.figures, comparison, area=self.area)

    def of(self, baseline: Baseline) -> Comparison | None:
        """That with the baseline, where it may carry words."""
        found = (each for each in self.comparisons if each.baseline is baseline)
        return next((each for each in found if self.is_real(each)), None)


# --- The title -------------------------------------------------------------------------------
def title(told: Told) -> Phrase:
    """What became of it, as a sentence with its numbers."""
    who, when = subject(told.figures, told.area), in_time(told.first.period)
    if told.is_made_up:
        area, period = told.area, told.first.period
        is_grouping = area is not None and area.illustrative and not told.figures.is_made_up(period)
        return made_up(who, is_grouping=is_grouping)
    if not told.is_real(told.first):
        return _counted_only(told, when)
    change = told.first.change
    assert isinstance(change, Difference)  # noqa: S101 - what is real is one
    if change.direction is Direction.LEVEL:
        return phrase(f"{who} stayed the same {when}, at ", told.count)
    if is_about_the_same(change):
        same = f"{who} stayed about the same {when}, at "
        return fitting(
            LONGEST_TITLE,
            phrase(same, told.count, *_above_pre_covid(told)),
            phrase(same, told.count),
        )
    went = rose_or_fell(change)
    by = (f"{who} {went} ", *how_much(change, told), f" {when}")
    tail = verdicts.tail(change) if isinstance(change, Change) else ""
    return fitting(
        LONGEST_TITLE,
        phrase(*by, ", to ", told.count, tail),
        phrase(*by, tail),
        phrase(*by, ", to ", told.count),
    )


def made_up(who: str, *, is_grouping: bool) -> Phrase:
    """The title of what is made up: nothing is concluded from it."""
    what = "which wards it has is" if is_grouping else "all numbers shown here are"
    return phrase(f"{who}: {what} illustrative")


def _counted_only(told: Told, when: str) -> Phrase:
    count = told.count
    if isinstance(count.value, Gap):
        return phrase(f"There is no figure for {told.figures.measure.noun.plural} {when}")
    from_where = f" in {told.area.name}" if told.area else ""
    return phrase(count, f" {noun_and_verb(told.figures, count.value)}{from_where} {when}")


def _above_pre_covid(told: Told) -> tuple[str | Cell, ...]:
    before = told.of(Baseline.PRE_COVID)
    change = before.change if before else None
    if before is None or before is told.first or not isinstance(change, Difference):
        return ()
    if change.told_percent is None or is_about_the_same(change):
        return ()
    side = "above" if change.direction is Direction.UP else "below"
    much = Cell(abs(change.told_percent), Style.PERCENT, nature=_nature(told, before))
    return ("; ", much, f" {side} {time_named(before.periods[0])}")


def is_about_the_same(change: Difference) -> bool:
    """Less than one percent of a hundred or more, unless it was judged to be beyond the usual."""
    if change.direction is Direction.LEVEL:
        return True
    if change.told_percent is None or change.then < SMALLEST_BASE_ABOUT_THE_SAME:
        return False
    is_beyond = isinstance(change, Change) and change.is_beyond
    return not is_beyond and abs(round_half_up(change.told_percent, 1)) < ABOUT_THE_SAME


def rose_or_fell(change: Difference) -> str:
    return "rose" if change.direction is Direction.UP else "fell"


def how_much(change: Difference, told: Told) -> tuple[str | Cell, ...]:
    """ "6.0%"; of few "by 3", and of rounded counts "by about 15"."""
    nature = _nature(told, told.first)
    if change.told_percent is not None and round_half_up(change.told_percent, 1):
        return (Cell(abs(change.told_percent), Style.PERCENT, nature=nature),)
    much = abs(change.difference)
    about = "about " if change.are_rounded else ""
    return (f"by {about}", Cell(much, fine_enough(much, Style.AVERAGE), nature=nature))


def _nature(told: Told, comparison: Comparison) -> Nature:
    return told.figures.nature(comparison.period, *comparison.periods, area=told.area)


# --- Findings --------------------------------------------------------------------------------
def findings(told: Told) -> tuple[Finding, ...]:
    """Three at most, the weightiest first; none of what is made up."""
    if told.is_made_up or isinstance(told.count.value, Gap):
        return ()
    made = (each for each in _findings(told) if each is not None)
    found: list[Finding] = []
    for each in made:
        if len(found) < MOST_FINDINGS:
            found.append(each)
    if len(found) < MOST_FINDINGS and (why := _why_unjudged(told)):
        found.append(Finding(phrase(capital(verdicts.NOT_JUDGED)), phrase(why)))
    return tuple(found)


def _findings(told: Told) -> Iterator[Finding | None]:
    before_covid = told.of(Baseline.PRE_COVID)
    yield _difference(told)
    yield _judged(told)
    yield _usual(told)
    yield _since_the_first(told)
    yield _record(told)
    yield _percent(told, before_covid, ", the last year before Covid")
    yield _percent(told, told.of(Baseline.MEAN_3))
    yield _rolling(told)
    yield _average(told)
    yield _percent(told, told.of(Baseline.MEAN_5))
    yield _percent(told, told.of(Baseline.MEAN_3_WITHOUT_LOCKDOWN))
    yield _rate(told)


def _difference(told: Told) -> Finding | None:
    first, change = told.first, told.first.change
    if not told.is_real(first) or not isinstance(change, Difference) or change.are_rounded:
        return None
    if change.direction is Direction.LEVEL:
        return Finding(phrase("No change"), phrase("on the ", told.then(first), _of(first)))
    style = fine_enough(change.difference, Style.DIFFERENCE)
    much = Cell(change.difference, style, nature=_nature(told, first))
    percent = change.told_percent
    if percent is not None and is_about_the_same(change):
        more = "more" if change.direction is Direction.UP else "fewer"
        number = Cell(abs(change.difference), nature=_nature(told, first))
        words = (
            "on the ",
            told.then(first),
            _of(first),
            " (",
            number,
            f"\u00a0{more}), about the same",
        )
        return Finding(phrase(_change(told, first, percent)), phrase(*words))
    shown = () if percent is None else (" (", _change(told, first, percent), ")")
    worse = isinstance(change, Change) and change.verdict is Verdict.WORSE
    return Finding(phrase(much), phrase("on the ", told.then(first), _of(first), *shown), worse)


def _judged(told: Told) -> Finding | None:
    """Beyond or within the usual ups and downs, where that can be said."""
    change = told.first.change
    if not isinstance(change, Change) or not told.is_real(told.first):
        return None
    if change.direction is Direction.LEVEL:
        return None
    if not change.is_settled:
        much, to_say, _ = verdicts.OUTCOMES[change.judged.outcome].partition(" to say")
        whether = phrase(f"{to_say.strip()} whether it is beyond {verdicts.UPS_AND_DOWNS}")
        return Finding(phrase(capital(much)), whether) if to_say else None
    of_its = f" of its {verdicts.each(change)}" if change.is_beyond else ""
    words = f"{verdicts.UPS_AND_DOWNS}{of_its}"
    return Finding(phrase(capital(verdicts.in_a_cell(change))), phrase(words))


def unjudged(told: Told) -> Phrase:
    """That the change of the title has no verdict, and why; nothing where it has one.

    Nor where a finding says it.
    """
    change = told.first.change
    found = [one.figure.text for one in findings(told)]
    if not isinstance(change, Unjudged) or capital(verdicts.NOT_JUDGED) in found:
        return NOTHING
    return (
        phrase(f"The change is {verdicts.not_judged(change)}.") if _why_unjudged(told) else NOTHING
    )


def _why_unjudged(told: Told) -> str:
    change = told.first.change
    if not isinstance(change, Unjudged) or not told.is_real(told.first) or told.of_month:
        return ""
    return change.reason.value


def _usual(told: Told) -> Finding | None:
    """What is usual for a single month, and whether it stands out."""
    if told.usual is None:
        return None
    out = "this month stands out" if told.stands_out else "this month does not stand out"
    return Finding(phrase(told.usual), phrase(f"would be usual; {out}"), told.stands_out)


def _since_the_first(told: Told) -> Finding | None:
    """The change since the first of five years or more, all of them real."""
    among = told.among
    if among is None or len(among.periods) < _MANY_YEARS:
        return None
    first = among.periods[0]
    now, then = told.count, told.figures.cell(first, area=told.area)
    if now.number is None or not then.number or then.number < SMALLEST_BASE_ABOUT_THE_SAME:
        return None
    nature = told.figures.nature(told.first.period, first, area=told.area)
    if nature is Nature.ILLUSTRATIVE or told.figures.margin(told.first.period, area=told.area):
        return None
    much = Cell(100 * (now.number - then.number) / then.number, Style.CHANGE, nature=nature)
    return Finding(phrase(much), phrase("on the ", then, f" of {time_named(first)}"))


_MANY_YEARS = 5


def _record(told: Told) -> Finding | None:
    among = told.among
    if among is None or not is_record(among, told.first.change) or among.ties:
        return None
    end = "Highest" if among.rank.is_highest else "Lowest"
    return Finding(phrase(end), of_how_many(among))


def of_how_many(among: AmongYears) -> Phrase:
    """ "of the 5 years from 2018/19 to 2022/23"."""
    first, last = among.periods[0], among.periods[-1]
    each = "years" if not last.part_label else f"times {last.part_label}"
    span = f" {each} from {first.year_label} to {last.year_label}"
    return phrase("of the ", Cell(among.rank.of), span)


def _percent(told: Told, comparison: Comparison | None, aside: str = "") -> Finding | None:
    if comparison is None or comparison is told.first:
        return None
    change = comparison.change
    if not isinstance(change, Difference) or change.told_percent is None:
        return None
    if told.first.periods == comparison.periods:
        return None
    words = _base(told, comparison, aside)
    return Finding(phrase(_change(told, comparison, change.told_percent)), words)


def _base(told: Told, comparison: Comparison, aside: str) -> Phrase:
    then = told.then(comparison)
    if len(comparison.periods) == 1:
        return phrase("on the ", then, _of(comparison), aside)
    return phrase("on ", then, f", {base_named(comparison)}")


def _of(comparison: Comparison) -> str:
    return f" of {time_named(comparison.periods[0])}" if len(comparison.periods) == 1 else ""


def _change(told: Told, comparison: Comparison, percent: float) -> Cell:
    return Cell(percent, Style.CHANGE, nature=_nature(told, comparison))


def _average(told: Told) -> Finding | None:
    period = told.first.period
    if period.months == 1:
        return None
    now = told.figures.average_cell(period, area=told.area)
    return Finding(phrase(now), phrase("a month on average", *_against(told, is_rate=False)))


def _rolling(told: Told) -> Finding | None:
    """The 12 months that end with a part of a year, against the 12 before."""
    found = told.of(Baseline.ROLLING_YEAR)
    if found is None or found is told.first or told.first.period.months >= MONTHS_IN_A_YEAR:
        return None
    change = found.change
    if not isinstance(change, Difference) or change.told_percent is None:
        return None
    count = told.figures.cell(found.period, area=told.area)
    words = phrase(f"over {named(found.period)}, to ", count)
    return Finding(phrase(_change(told, found, change.told_percent)), words)


def _rate(told: Told) -> Finding | None:
    if told.figures.other_sources:
        return None  # Of two sources that count differently one has its rates beside others.
    now = told.figures.rate_cell(told.first.period, area=told.area)
    if now.number is None or told.first.period.months != MONTHS_IN_A_YEAR:
        return None
    return Finding(phrase(now), phrase("for each 1,000 residents", *_against(told, is_rate=True)))


def _against(told: Told, *, is_rate: bool) -> tuple[str | Cell, ...]:
    first = told.first
    if not told.is_real(first) or len(first.periods) > 1:
        return ()
    before = first.periods[0]
    read = told.figures.rate_cell if is_rate else told.figures.average_cell
    then = read(before, area=told.area)
    return () if then.number is None else (", against ", then, f" {in_time(before)}")


def part_label(label: str, told: Told) -> Phrase:
    """What a column is made up of, and what became of it: "F1 primary +11.7%"."""
    change = told.first.change
    if not told.is_real(told.first) or not isinstance(change, Difference):
        return phrase(label)
    if change.told_percent is None:
        return phrase(label)
    return phrase(f"{label} ", _change(told, told.first, change.told_percent))


# --- Several measures ------------------------------------------------------------------------
@dataclass(frozen=True)
class Went:
    """Measures of one year by what became of them, those that carry words alone."""

    rose: tuple[Told, ...] = ()
    fell: tuple[Told, ...] = ()
    same: tuple[Told, ...] = ()

    @classmethod
    def among(cls, every: Iterable[Told]) -> Went:
        by: dict[str, list[Told]] = {"rose": [], "fell": [], "same": []}
        for told in every:
            change = told.first.change
            if told.is_made_up or not told.is_real(told.first):
                continue
            if isinstance(change, Difference):
                way = "same" if is_about_the_same(change) else rose_or_fell(change)
                by[way].append(told)
        return cls(tuple(by["rose"]), tuple(by["fell"]), tuple(by["same"]))


def verdict_in_short(told: Told) -> str:
    """The verdict below a tile; blank where there is none to give."""
    change = told.first.change
    if isinstance(change, Unjudged):
        return verdicts.not_judged_in_short(change)
    if isinstance(change, Change) and change.direction is not Direction.LEVEL:
        return verdicts.OUTCOMES[change.judged.outcome]
    return ""


def more_or_fewer(told: Told) -> Phrase:
    """The change on a tile: "▲ 6.0% more"; nothing where nothing is compared."""
    change = told.first.change
    if not told.is_real(told.first) or not isinstance(change, Difference):
        return NOTHING
    if change.direction is Direction.LEVEL:
        return phrase("● no change")
    if is_about_the_same(change):
        return phrase("● about the same")
    is_up = change.direction is Direction.UP
    parts: Sequence[str | Cell] = how_much(change, told)
    much = [part.removeprefix("by ") if isinstance(part, str) else part for part in parts]
    return phrase("▲ " if is_up else "▼ ", *much, " more" if is_up else " fewer")


def is_worse(told: Told) -> bool:
    """Whether it moved beyond the usual ups and downs, the way that is not wanted."""
    change = told.first.change
    return isinstance(change, Change) and change.verdict is Verdict.WORSE
