"""What stands out, in sentences that a councillor could read out; knows only wording.

Limits, funnels and rates of false discovery are named only in what stands under “how we know”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from measures.change import NotJudged
from measures.funnel import Standing
from measures.periods import Month, Period
from measures.rates import round_half_up
from measures.screening import FEWEST_MONTHS, PROMISED_RATE
from measures.signals import (
    FEWEST_FOR_LIMITS,
    ControlChart,
    Rule,
    Side,
    Signal,
    c_limits,
)
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.analysis.signals import Funnel, Screened, StandsOut, WardInFunnel, Watched
from reporting.content.description import Cell, Sentence, Style, written
from reporting.narrative.verdicts import BEYOND_THEM, UPS_AND_DOWNS

LOCKDOWN = (
    "Compare with care: what is usual rests in part on 2020/21, the lockdown year. Lockdown cut"
    " crime, and Covid breaches were logged as antisocial behaviour."
)


# --- One measure in one place ----------------------------------------------------------------
def findings(watched: Watched) -> tuple[Sentence, ...]:
    """The signals in the months of the period; or that there are none, or that it is unknown."""
    chart = watched.chart
    if chart is None:
        return (Sentence((_why_unknown(watched),)),)
    found = tuple(_signal(watched, chart, signal) for signal in watched.signals) or (
        _nothing_in(watched.period),
    )
    first_look = (Sentence((_FIRST_LOOK,)),) if chart.is_trial else ()
    lockdown = (Sentence((LOCKDOWN,)),) if watched.touches_lockdown else ()
    return (*found, *first_look, *lockdown)


def _nothing_in(period: Period) -> Sentence:
    when = _in_the_months(period)
    return Sentence((f"Nothing stands out {when}.",))


_FIRST_LOOK = (
    f"Fewer than {FEWEST_FOR_LIMITS} months are held in a row, so this is a first look: what is"
    " usual will move as months come in."
)


def _why_unknown(watched: Watched) -> str:
    figures = watched.figures
    is_made_up = figures.is_made_up(watched.period)
    if is_made_up or (watched.area is not None and watched.area.illustrative):
        return f"No signals are looked for: {NotJudged.ILLUSTRATIVE.value}."
    if figures.gate and figures.gate.is_rounded:
        return f"Whether a month stands out cannot be told: {NotJudged.ROUNDED.value}."
    return _too_few(figures)


def _too_few(figures: Figures) -> str:
    if figures.gate and figures.gate.months > 1:
        return (
            "Whether a month stands out cannot be told: under the source’s disclosure rule figures"
            " are not released by month."
        )
    if figures.gate:
        return (
            "Whether a month stands out cannot be told: too few months in a row are held and shown."
        )
    if figures.measure.seasonal:
        return (
            "Whether a month stands out cannot be told yet: these figures have a season, and fewer"
            " than two years of months in a row are held."
        )
    return "Whether a month stands out cannot be told: too few months in a row are held."


def _in_the_months(period: Period) -> str:
    if period.months == 1:
        return narrative.during(period)
    return f"in the months of {narrative.named(period)}"


def _signal(watched: Watched, chart: ControlChart, signal: Signal) -> Sentence:
    span = f"from {signal.months[0].label} to {signal.last.label}"
    is_high = signal.side is Side.HIGH
    match signal.rule:
        case Rule.OUTSIDE:
            return _outside(watched, chart, signal.last)
        case Rule.TREND:
            way = "rose" if is_high else "fell"
            steps = Cell(len(signal.months) - 1)
            return _beyond((f"The number {way} every month {span}, ", steps, " times running"))
        case Rule.NEAR_LIMIT:
            named = _listed([month.label for month in signal.months])
            level = "high" if is_high else "low"
            each = "both" if len(signal.months) == 2 else "all"
            return _beyond((f"The numbers for {named} were {each} unusually {level}",))
        case Rule.SHIFT:
            side = "above" if is_high else "below"
            return _beyond((f"Every month {span} was {side} ", *_average(chart)))
    raise AssertionError(f"unreachable: {signal}")


def _beyond(parts: Sequence[str | Cell]) -> Sentence:
    return Sentence((*parts, f". That is {BEYOND_THEM}."))


def _outside(watched: Watched, chart: ControlChart, month: Month) -> Sentence:
    figures = watched.figures
    count = figures.cell(Period(month, 1), area=watched.area)
    usual = next(point.limits.mean for point in chart.points if point.month == month)
    return _beyond(
        (
            f"In {month.label}, ",
            count,
            f" {_noun_and_verb(figures, count.value)}, where ",
            _usual(usual),
            f" {_like(figures, month)} is usual",
        )
    )


def _average(chart: ControlChart) -> tuple[str | Cell, ...]:
    if chart.is_seasonal:
        return ("what is usual for that month of the year",)
    return ("the average of ", _usual(chart.points[-1].limits.mean), " a month")


def _noun_and_verb(figures: Figures, count: object) -> str:
    noun = figures.measure.noun
    return f"{noun.singular} was {noun.verb}" if count == 1 else f"{noun.plural} were {noun.verb}"


def _like(figures: Figures, month: Month) -> str:
    return f"for {_month_name(month)}" if figures.measure.seasonal else "a month"


def _usual(mean: float) -> Cell:
    return Cell(mean, Style.AVERAGE)


def _month_name(month: Month) -> str:
    return month.label.partition(" ")[0]


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
        return Sentence((f"No figure of {month} can be judged yet.",))
    parts: tuple[str | Cell, ...] = (
        series,
        f" figures of {month} were looked at: ",
        Cell(screened.measures),
        f" measures, each for {_listed([_KINDS[kind] for kind in screened.kinds])}. ",
    )
    rest = "None of the others stands out."
    none = "None of them stands out."
    return Sentence((*parts, rest if screened.standing_out else none))


_KINDS = {
    PlaceKind.WHOLE: "the whole",
    PlaceKind.LOCALITY: "the localities",
    PlaceKind.WARD: "the wards",
}


def left_out(figures: Figures, month: Month) -> str:
    """Why no place could be judged by these figures."""
    source = f"{figures.measure.title} ({figures.source.title})"
    if month not in figures.months_supplied:
        return f"{source}: not supplied for {month.label}."
    if figures.is_made_up(Period(month, 1)):
        return f"{source}: {NotJudged.ILLUSTRATIVE.value}."
    if figures.measure.seasonal:
        return f"{source}: fewer than two years of months in a row before {month.label}."
    return f"{source}: fewer than {FEWEST_MONTHS} months in a row before {month.label}."


def stands_out(outlier: StandsOut) -> Sentence:
    """The figure, what is usual, and that chance alone would not explain it."""
    figures, period = outlier.figures, Period(outlier.month, 1)
    return _beyond(
        (
            figures.cell(period, area=outlier.area),
            f" {_noun_and_verb(figures, outlier.count)} in {where(figures, outlier.area)}",
            f" in {outlier.month.label}, where ",
            _usual(outlier.usual.mean),
            f" {_like(figures, outlier.month)} is usual",
        )
    )


def where(figures: Figures, area: Place) -> str:
    return figures.partnership if area.kind is PlaceKind.WHOLE else area.name


def heading(outlier: StandsOut) -> str:
    return f"{outlier.figures.measure.title}, {where(outlier.figures, outlier.area)}"


def than_usual(outlier: StandsOut) -> str:
    return "more than usual" if outlier.is_above else "fewer than usual"


def title_of_run(outlier: StandsOut) -> str:
    """The finding as the title of its chart."""
    count = written(outlier.count, Style.COUNT)
    usual = written(outlier.usual.mean, Style.AVERAGE)
    noun = outlier.figures.measure.noun
    return f"{count} {noun.plural if outlier.count != 1 else noun.singular}, where {usual} is usual"


USUAL = "the usual range"
ABOUT_USUAL = (
    "The pale band is the range in which months like these usually lie, worked out from the"
    " months before the one that stands out."
)


def judged_by(outlier: StandsOut) -> str:
    """What a figure was judged by."""
    first = outlier.month.shift(-len(outlier.before))
    return (
        f"Judged by the {len(outlier.before)} months before it, {first.label}"
        f" to {outlier.month.shift(-1).label}."
    )


def subtitle_of_run(outlier: StandsOut) -> str:
    noun = outlier.figures.measure.noun
    return (
        f"{noun.plural[:1].upper()}{noun.plural[1:]} {noun.verb} each month in"
        f" {where(outlier.figures, outlier.area)}, up to {outlier.month.label}"
    )


def instead_of_run(outlier: StandsOut) -> str:
    """The chart in words, for who does not see it."""
    low, high = (written(limit, Style.AVERAGE) for limit in (outlier.usual.low, outlier.usual.high))
    least, greatest = (written(end(outlier.before), Style.COUNT) for end in (min, max))
    count = written(outlier.count, Style.COUNT)
    return (
        f"Line chart. The {len(outlier.before)} months before lie between {least} and {greatest};"
        f" {outlier.month.label} is {count}, and its usual range is {low} to {high}."
    )


# --- Wards beside one another ----------------------------------------------------------------
FUNNEL_COLUMN = "For its population"


def standing(ward_in_funnel: WardInFunnel | None, ward: Place) -> str:
    """What a ward's population would lead one to expect, for a table cell."""
    if ward.is_town_centre:
        return "not judged: town centre"
    if ward_in_funnel is None:
        return "not judged"
    low, high = (
        written(rate, Style.RATE) for rate in (ward_in_funnel.rate.low, ward_in_funnel.rate.high)
    )
    return f"{_STANDINGS[ward_in_funnel.found.standing]} ({low} to {high})"


_STANDINGS = {
    Standing.FAR_ABOVE: "much higher",
    Standing.ABOVE: "higher",
    Standing.WITHIN: "as expected",
    Standing.BELOW: "lower",
    Standing.FAR_BELOW: "much lower",
}
ABOUT_FUNNEL = (
    "“For its population” says whether the number is higher or lower than its population would"
    " lead one to expect if every ward had the rate of all wards together, and gives how far"
    " chance alone could move its own rate for each 1,000 residents (95%)."
)


def of_funnel(funnel: Funnel) -> tuple[Sentence, ...]:
    """Which wards are higher and lower than their population would lead one to expect."""
    higher = _named(funnel, Standing.FAR_ABOVE, Standing.ABOVE)
    lower = _named(funnel, Standing.FAR_BELOW, Standing.BELOW)
    if not higher and not lower:
        beginning = (
            "In every ward that can be judged the number is what its population would lead one"
        )
        return (Sentence((f"{beginning} to expect: the differences are within {UPS_AND_DOWNS}.",)),)
    return tuple(
        Sentence((_in_wards(names), f" {way} than {_their(names)} would lead one to expect."))
        for names, way in ((higher, "higher"), (lower, "lower"))
        if names
    )


def _named(funnel: Funnel, *standings: Standing) -> list[str]:
    return [ward.ward.name for ward in funnel.wards if ward.found.standing in standings]


def _in_wards(names: Sequence[str]) -> str:
    return f"In {_listed(names)} the number is"


def _their(names: Sequence[str]) -> str:
    return "its population" if len(names) == 1 else "the population"


# --- How we know -----------------------------------------------------------------------------
def rules() -> tuple[str, ...]:
    """The rule set, as it stands in print."""
    order = "; ".join(f"({number}) {rule.value}" for number, rule in enumerate(Rule, start=1))
    return (
        (
            "Months in a row are drawn on an XmR control chart: the mean, with limits at 2.66 mean"
            " moving ranges either side (never below zero) and near limits at 1.77. No moving range"
            " is screened out."
        ),
        f"Making Data Count’s rules are tried in this order: {order}.",
        (
            "Limits are narrow where few events happened to come evenly, and where most months have"
            " none a run of them lies below the average. So what rules 1, 3 and 4 find is told only"
            " where the exact test of two counts, against the other months under the same limits,"
            " finds it too."
        ),
        (
            "A gap ends a run of months, and limits begin afresh there and where a recorded change"
            f" in what is counted begins. Limits from fewer than {FEWEST_FOR_LIMITS} months are"
            " trial limits. A figure with a season is held against the same month of the other"
            " years, with limits worked out on square roots, whose scatter does not grow with the"
            " count."
        ),
    )


def limits_in_use(watched: Watched) -> tuple[str, ...]:
    """The limits that a measure's months were judged by, beside those of chance alone."""
    chart = watched.chart
    if chart is None:
        return ()
    span = f"{chart.months[0].label} to {chart.months[-1].label}"
    if chart.is_seasonal:
        return (f"The months are {span}, each with limits of its own.",)
    limits = chart.points[-1].limits
    chance = c_limits(limits.mean)
    trial = " These are trial limits." if chart.is_trial else ""
    return (
        (
            f"The months are {span}: mean {_tenth(limits.mean)}, limits {_tenth(limits.low)} to"
            f" {_tenth(limits.high)}.{trial} If only chance moved single events, they would be"
            f" {_tenth(chance.low)} to {_tenth(chance.high)} (c-chart)."
        ),
    )


def funnel_rule(funnel: Funnel) -> str:
    """How wards were judged by their population."""
    return (
        f"Wards: a funnel with exact Poisson limits of 95% (“higher”, “lower”) and 99.8% (“much”)"
        f" about {_tenth(funnel.rate)} for each 1,000 residents, the rate of the wards together"
        f" {narrative.during(funnel.period)}. Town centres are left out of both, because few of"
        " those present live there. Wards differ in much besides chance and size, so many lie"
        " outside: it is no ranking."
    )


def screening_rule() -> tuple[str, ...]:
    """How the briefing tells what stands out from luck among so many figures."""
    return (
        (
            "Each figure is judged by the months in a row before it: up to 24, and up to 36 for a"
            " figure with a season, which is held against the same month of earlier years. Two"
            " p-values are worked out: an exact test of two counts, and a t-test on square roots,"
            " which takes in how much this very figure usually moves. The greater of the two"
            " counts."
        ),
        (
            "With so many figures some would look odd by luck alone. So the false-discovery rate is"
            f" controlled (Benjamini and Hochberg): of what stands out, no more than"
            f" {written(100 * PROMISED_RATE, Style.PERCENT)} is luck on average, and in a month in"
            " which nothing has changed anywhere, nothing is flagged nineteen times in twenty."
        ),
        "They stand in the order of their p-values, the strongest first.",
        (
            "It treats each event as separate, so it cannot tell a repeat victim or a patrol from a"
            " change in the place. Wards, localities and the whole overlap: one event may stand"
            " out in all three."
        ),
    )


def _tenth(value: float) -> str:
    return f"{round_half_up(value, 1):,}"


def lockdown(found: Iterable[StandsOut]) -> str:
    """What to mind where what is usual rests on the lockdown year; blank where it does not."""
    return LOCKDOWN if any(outlier.touches_lockdown for outlier in found) else ""


def _listed(words: Sequence[str]) -> str:
    *earlier, last = words
    return f"{', '.join(earlier)} and {last}" if earlier else last
