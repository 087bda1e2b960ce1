"""What stands out, in sentences that a councillor could read out; knows only wording.

Limits and rates of false discovery are named only in what stands under “how we know”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.change import Better
from measures.periods import Period
from measures.points import RUN, Run
from measures.rates import round_half_up
from measures.screening import PROMISED_RATE
from measures.usual_month import MONTHS_BEFORE
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.signals import (
    NotScreened,
    Screened,
    ScreenedCount,
    Watched,
)
from reporting.content.description import Cell, Sentence, Style, written
from reporting.narrative import verdicts

USUAL = "the usual range"

LOCKDOWN = (
    "Compare with care: what is usual rests in part on 2020/21, the lockdown year. Lockdown cut"
    " crime, and Covid breaches were logged as antisocial behaviour."
)


# --- One measure in one place ----------------------------------------------------------------
def findings(watched: Watched) -> tuple[Sentence, ...]:
    """Which months of the period lie outside their usual range, and runs to one side of it.

    That none does, or that it is unknown. They are described: only a screen of a whole month gives
    a verdict.
    """
    if not watched.told:
        return (Sentence((f"{_why_untold(watched)}.",)),)
    lockdown = (Sentence((LOCKDOWN,)),) if watched.touches_lockdown else ()
    screen_tells = (Sentence((_SCREEN_TELLS,)),) if watched.outside else ()
    return (
        _outside(watched),
        *screen_tells,
        *map(_run, watched.runs),
        *_untold(watched),
        *lockdown,
    )


_SCREEN_TELLS = "The AIM briefing of a month says what stands out among all that were looked at."


def _why_untold(watched: Watched) -> str:
    why = watched.why_not or NotScreened.TOO_EARLY
    if why is NotScreened.TOO_EARLY:
        return f"{_too_early()} whether any month lies outside {USUAL}: {_TOO_EARLY}"
    if why is NotScreened.NEW:
        return f"{_too_early()} whether any month lies outside {USUAL}: {_NEW}"
    return f"No month is held against {USUAL}: {why.value}"


def _too_early() -> str:
    return narrative.capital(verdicts.TOO_EARLY)


_TOO_EARLY = "fewer than two years of months in a row are held before each of its months"
_NEW = "the months before begin with none, and fewer than two years of months follow those"


def _outside(watched: Watched) -> Sentence:
    if not watched.outside:
        return Sentence((_none_outside(watched),))
    parts: list[str | Cell] = [f"Outside {USUAL}: "]
    for number, point in enumerate(watched.outside):
        is_last = number == len(watched.outside) - 1 or number % _MOST_AT_ONCE == _MOST_AT_ONCE - 1
        if number and number % _MOST_AT_ONCE == 0:
            parts.append(". Also ")
        elif number:
            parts.append(" and " if is_last else ", ")
        count = watched.figures.cell(Period(point.month, 1), area=watched.area)
        parts += [f"{point.month.label} (", count, ", usually about ", _usual(point.usual), ")"]
    return Sentence((*parts, "."))


# So many months to a sentence.
_MOST_AT_ONCE = 3


def _none_outside(watched: Watched) -> str:
    if len(watched.told) == watched.period.months:
        return "No month lies outside its usual range."
    first, last = watched.told[0].month, watched.told[-1].month
    if first == last:
        return f"{first.label} lies within its usual range."
    return f"From {first.label} to {last.label} no month lies outside its usual range."


def _untold(watched: Watched) -> tuple[Sentence, ...]:
    """That only some months of the period are held against what is usual for them."""
    if not watched.outside or len(watched.told) == watched.period.months:
        return ()
    first, last = watched.told[0].month, watched.told[-1].month
    span = first.label if first == last else f"the months from {first.label} to {last.label}"
    return (Sentence((f"Only {span} can be compared with what is usual.",)),)


def _run(run: Run) -> Sentence:
    return Sentence(
        (
            f"{narrative.capital(run.side.value)} the usual in each of the ",
            Cell(len(run.months)),
            f" months from {run.months[0].label} to {run.months[-1].label}.",
        )
    )


def run_in_short(run: Run) -> str:
    """ "7 months below the usual": at its bar on the chart."""
    return f"{len(run.months)} months {run.side.value} the usual"


def instead_of_marks(watched: Watched) -> str:
    """The rings on a chart in words, for who does not see it; nothing where there is none."""
    months = [point.month.label for point in watched.outside]
    return f"Ringed: {narrative.listed(months)}." if months else ""


def _noun_and_verb(figures: Figures, count: object) -> str:
    noun = figures.measure.noun
    return f"{noun.singular} was {noun.verb}" if count == 1 else f"{noun.plural} were {noun.verb}"


def _usual(mean: float) -> Cell:
    return Cell(mean, Style.AVERAGE)


# --- A single month --------------------------------------------------------------------------
def month_verdict(screened: Screened, figures: Figures, area: Place | None = None) -> Sentence:
    """What the screen of its month says of a count, beside what is usual for it."""
    found = screened.of(figures, area)
    if isinstance(found, NotScreened):
        return Sentence((f"{_not_screened(found)}.",))
    out = "stands out" if screened.stands_out(found) else "does not stand out"
    verb = "was" if found.count == 1 else "were"
    return Sentence(
        (
            f"{narrative.capital(narrative.during(Period(found.month, 1)))} there {verb} ",
            figures.cell(Period(found.month, 1), area=area),
            ", usually about ",
            _usual(found.usual),
            f": it {out} among the ",
            Cell(screened.series),
            " looked at.",
        )
    )


def month_verdict_in_short(screened: Screened, figures: Figures, area: Place | None = None) -> str:
    """The same on a card: "Stands out: usually about 18"."""
    found = screened.of(figures, area)
    if isinstance(found, NotScreened):
        return _not_screened(found)
    out = "Stands out" if screened.stands_out(found) else "Does not stand out"
    return f"{out}: usually about {_usual(found.usual).text}"


def _not_screened(why: NotScreened) -> str:
    if why in (NotScreened.TOO_EARLY, NotScreened.NEW):
        return f"{_too_early()} whether it stands out: {why.value}"
    return f"{narrative.capital(verdicts.NOT_JUDGED)}: {why.value}"


# --- The briefing ----------------------------------------------------------------------------
def briefing_title(screened: Screened) -> str:
    """The heading of the briefing: the answer."""
    month = screened.month
    if not screened.series:
        return f"{month.label}: no figure can be judged"
    match count := len(screened.standing_out):
        case 0:
            return f"{month.label}: nothing stands out"
        case 1:
            return f"{month.label}: one figure stands out"
        case _:
            return f"{month.label}: {count} figures stand out"


def looked_at(screened: Screened) -> Sentence:
    """How many figures the briefing has looked through, and what it made of the rest."""
    series, month = Cell(screened.series), screened.month.label
    if not screened.series:
        return Sentence((f"No figure of {month} can be judged.",))
    measures = "measure" if screened.measures == 1 else "measures"
    counted: tuple[str | Cell, ...] = (
        " looked at: ",
        Cell(screened.measures),
        f" {measures} of {month}, for {_listed([_KINDS[kind] for kind in screened.kinds])}.",
        " In each of them three or more a month are usual.",
    )
    if not screened.standing_out:
        return Sentence(("None stands out among ", series, *counted))
    found = len(screened.standing_out)
    stand = "stands" if found == 1 else "stand"
    return Sentence((Cell(found), f" {stand} out among ", series, *counted))


_KINDS = {
    PlaceKind.WHOLE: "the whole",
    PlaceKind.LOCALITY: "the localities",
    PlaceKind.WARD: "the wards",
}


def left_out(screened: Screened, figures: Figures) -> str:
    """Why no place could be judged by these figures."""
    found = screened.of(figures)
    why = found if isinstance(found, NotScreened) else NotScreened.NOT_AVAILABLE
    return f"{figures.measure.title} ({figures.source.title}): {why.value}."


def stands_out(screened: ScreenedCount) -> Sentence:
    """The figure and what is usual: "61 burglaries were recorded in Central in July 2024, …"."""
    figures, period = screened.figures, Period(screened.month, 1)
    return Sentence(
        (
            figures.cell(period, area=screened.area),
            f" {_noun_and_verb(figures, screened.count)} in {where(figures, screened.area)}",
            f" in {screened.month.label}, usually about ",
            _usual(screened.usual),
            ".",
        )
    )


def where(figures: Figures, area: Place) -> str:
    return figures.partnership if area.kind is PlaceKind.WHOLE else area.name


def heading(screened: ScreenedCount) -> str:
    return f"{screened.figures.measure.title}, {where(screened.figures, screened.area)}"


def than_usual(screened: ScreenedCount) -> str:
    return "more than usual" if screened.is_above else "fewer than usual"


def style_name(screened: ScreenedCount) -> str:
    """What the style sheet calls a count that stands out."""
    better = screened.figures.measure.better
    if better is Better.NEITHER:
        return verdicts.CHANGED
    is_better = screened.is_above is (better is Better.HIGHER)
    return verdicts.BETTER if is_better else verdicts.WORSE


def title_of_run(screened: ScreenedCount) -> str:
    """The finding as the title of its chart."""
    count = written(screened.count, Style.COUNT)
    noun = screened.figures.measure.noun
    name = noun.plural if screened.count != 1 else noun.singular
    return f"{count} {name}, usually about {_usual(screened.usual).text}"


ABOUT_USUAL = (
    "The pale band is the range in which months like these usually lie, each for its time of the"
    " year. It is worked out from the months before the one that stands out."
)


ABOUT_USUAL_OF_EACH = (
    "The pale band is the range in which each month usually lies, for its time of the year. It is"
    " worked out from the two years before it."
)


def judged_by(screened: ScreenedCount) -> str:
    """What a figure was judged by."""
    first = screened.month.shift(-len(screened.usually.before))
    return (
        f"Judged by the {len(screened.usually.before)} months before it, {first.label}"
        f" to {screened.month.shift(-1).label}."
    )


def subtitle_of_run(screened: ScreenedCount) -> str:
    noun = screened.figures.measure.noun
    return (
        f"{noun.plural[:1].upper()}{noun.plural[1:]} {noun.verb} each month in"
        f" {where(screened.figures, screened.area)}, up to {screened.month.label}"
    )


def instead_of_run(screened: ScreenedCount) -> str:
    """The chart in words, for who does not see it."""
    before, limits = screened.usually.before, screened.usually.limits_in(screened.month)
    low, high = (written(limit, Style.AVERAGE) for limit in limits)
    least, greatest = (written(end(before), Style.COUNT) for end in (min, max))
    count = written(screened.count, Style.COUNT)
    return (
        f"Line chart. The {len(before)} months before lie between {least} and {greatest};"
        f" {screened.month.label} is {count}, and its usual range is {low} to {high}."
    )


# --- How we know -----------------------------------------------------------------------------
def rules() -> tuple[str, ...]:
    """How months are held against what is usual for them, in print."""
    return (
        (
            f"Each month is held against what is usual for it: the {MONTHS_BEFORE} months before"
            " it. The months of the whole partnership take the time of the year out (two harmonics"
            " and a slope). A gap or a recorded change in what is counted ends that row of months."
        ),
        (
            "Its usual range reaches three roots of the variance either side. How far such months"
            " scatter, beside single events, is seen from the months of this very figure. For wards"
            " and localities, it is seen from all of them together as well."
        ),
        (
            f"{RUN} months or more in a row on one side of what is usual are called a run. That is"
            " a description and no test: real months hang together, so unchanged ones have such"
            " runs too."
        ),
    )


def range_in_use(watched: Watched) -> tuple[str, ...]:
    """What is usual for the latest month, and its range."""
    if not watched.told:
        return ()
    last = watched.told[-1]
    return (
        (
            f"Of {last.month.label}, usually {_tenth(last.usual)}, the range is {_tenth(last.low)}"
            f" to {_tenth(last.high)}."
        ),
    )


def screening_rule() -> tuple[str, ...]:
    """How the briefing tells what stands out from luck among so many figures."""
    return (
        (
            f"Each count is held against what is usual for it: the {MONTHS_BEFORE} months before"
            " it. The time of the year is taken out as the months of the whole partnership show it."
            " How far such counts usually stray is seen from the months of this very figure. Of a"
            " ward or a locality, the months of the others count as well."
        ),
        (
            "How often a month would stray so far is worked out from a negative binomial"
            " distribution about what is usual. It is the mid-p value, the smaller tail doubled,"
            " with Student’s t in place of the normal. Only figures of which three or more a month"
            " are usual are looked at. None has months that are made up, hidden or broken off."
        ),
        (
            "With so many figures some would look odd by luck alone. So the false-discovery rate is"
            " controlled (Benjamini and Hochberg), among the wholes and among the places. Of what"
            f" stands out, no more than {written(100 * PROMISED_RATE, Style.PERCENT)} is luck on"
            " average."
        ),
        "They stand in the order of their p-values, the strongest first.",
        "Wards, localities and the whole overlap: one event may stand out in all three.",
    )


def _tenth(value: float) -> str:
    return f"{round_half_up(value, 1):,}"


def lockdown(found: Iterable[ScreenedCount]) -> str:
    """What to mind where what is usual rests on the lockdown year; blank where it does not."""
    return LOCKDOWN if any(outlier.touches_lockdown for outlier in found) else ""


def _listed(words: Sequence[str]) -> str:
    *earlier, last = words
    return f"{', '.join(earlier)} and {last}" if earlier else last
