"""What the figures say, in sentences that a councillor could read out; knows only wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from measures.change import Caution, Change, Direction, Incomparable, Refusal, Verdict
from measures.counts import Count, Gap, Mark
from measures.periods import Month, Period, PeriodKind
from measures.rates import round_half_up
from reporting.comparisons import AmongYears, CategoryRow, Comparison, HalfYear, PlaceRow
from reporting.description import Cell, Sentence, Style
from reporting.figures import Figures, OtherSource, Place, PlaceKind, Revised
from reporting.selection import LONDON

if TYPE_CHECKING:
    from returns.definitions import Agreed

Part: TypeAlias = str | Cell

BEYOND_CHANCE = "more than chance alone would explain"
_GAPS = {
    Gap.NOT_SUPPLIED: "the figures for that time have not been supplied",
    Gap.HIDDEN: "the figure is too small to be shown",
    Gap.NOT_APPLICABLE: "this source’s figures are not as fine as that",
}


@dataclass(frozen=True)
class Told:
    """What a page says: the headline, whether chance could do it, what to mind, findings."""

    headline: Sentence
    verdict: Sentence | None
    cautions: tuple[str, ...]
    findings: tuple[Sentence, ...]


# --- The headline ----------------------------------------------------------------------------
def headline(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Sentence:
    """How many there were, and how that compares."""
    period = comparison.period
    count = figures.cell(period, area=area)
    where = "" if area is None or area.kind is PlaceKind.WHOLE else f" in {_in_text(area)}"
    if isinstance(count.value, Gap):
        noun, verb = figures.measure.noun.plural, figures.measure.noun.verb
        return Sentence(
            (
                f"There is no figure for {noun} {verb}{where} {during(period)}: ",
                f"{_why(figures, count.value, period)}.",
            )
        )
    told = (count, f" {_noun_and_verb(figures, count.value)}{where} {during(period)}")
    return Sentence((*told, *_compared(figures, comparison, area=area)))


def _why(figures: Figures, gap: Gap, period: Period) -> str:
    if gap is Gap.NOT_APPLICABLE and not figures.are_alike((period,)):
        return "its months were counted under different definitions, which are not added up"
    return _GAPS[gap]


def _in_text(area: Place) -> str:
    return "no ward that can be named" if area.kind is PlaceKind.ELSEWHERE else area.name


def _noun_and_verb(figures: Figures, count: float) -> str:
    noun = figures.measure.noun
    return f"{noun.singular} was {noun.verb}" if count == 1 else f"{noun.plural} were {noun.verb}"


def during(period: Period) -> str:
    """ "in 2022/23", "in the first half of 2022/23", "from April to December 2022"."""
    match period.kind:
        case PeriodKind.HALF:
            return f"in the {period.label}"
        case PeriodKind.SPAN:
            return f"from {period.label}"
        case _:
            return f"in {period.label}"


def _compared(figures: Figures, comparison: Comparison, *, area: Place | None) -> tuple[Part, ...]:
    then = then_cell(figures, comparison, area=area)
    earlier = _earlier(comparison)
    match comparison.change:
        case Incomparable(reason=Refusal.BEFORE_GAP, before=Gap() as gap):
            why = _why(figures, gap, comparison.periods[0])
            return (f". It is not compared with {comparison.then_label}: {why}.",)
        case Incomparable(reason=Refusal.DEFINITIONS_DIFFER as reason):
            return (". It is not compared with the ", then, f" {earlier}: {reason.value}.")
        case Incomparable(reason=reason):
            return (f". It is not compared with {comparison.then_label}: {reason.value}.",)
        case Change(direction=Direction.LEVEL):
            return (", the same as the ", then, f" {earlier}.")
        case Change() as change:
            return (", ", *moved(comparison), " than the ", then, f" {earlier}.")
    raise AssertionError(f"unreachable: {change}")


def _earlier(comparison: Comparison) -> str:
    if len(comparison.periods) > 1:
        return f"of the {comparison.label}"
    return during(comparison.periods[0])


def moved(comparison: Comparison) -> tuple[Part, ...]:
    """How much more or fewer: in percent, or in counts where a percentage would mislead.

    So where the base is small, and where the percentage would show as 0.0%.
    """
    change = comparison.change
    assert isinstance(change, Change)  # noqa: S101 - every caller has matched it
    way = "more" if change.direction is Direction.UP else "fewer"
    if change.percent is not None and round_half_up(change.percent, 1):
        return (Cell(abs(change.percent), Style.PERCENT), f" {way}")
    return (Cell(abs(change.difference), Style.COUNT), f" {way}")


def then_cell(figures: Figures, comparison: Comparison, *, area: Place | None = None) -> Cell:
    """The figure that is compared with, with the address of its rows where there is one."""
    marks = figures.marks_of(comparison.then, *comparison.periods, area=area)
    if len(comparison.periods) == 1:
        walk = figures.walk(comparison.periods[0], area=area)
        return Cell(comparison.then, marks=marks, walk=walk)
    return Cell(comparison.then, Style.AVERAGE, marks)


def verdict(change: Change | Incomparable) -> Sentence | None:
    """Whether chance alone could have done it; nothing where nothing moved or is compared."""
    if isinstance(change, Incomparable) or change.direction is Direction.LEVEL:
        return None
    if change.verdict is Verdict.STEADY:
        return Sentence(("That could be chance.",))
    return Sentence((f"That is {BEYOND_CHANCE}.",))


def no_comparison(figures: Figures, comparison: Comparison) -> str:
    """Why a comparison is not made, naming the years that were not supplied."""
    assert isinstance(comparison.change, Incomparable)  # noqa: S101 - the caller has matched it
    missing = [one.label for one in comparison.periods if not figures.is_supplied(one)]
    if missing:
        were = "was" if len(missing) == 1 else "were"
        reason = f"{', '.join(missing)} {were} not supplied"
    else:
        reason = comparison.change.reason.value
    named = comparison.label.partition(" (")[0]
    return f"Not compared with the {named.removeprefix('the ')}: {reason}."


def cautions(comparison: Comparison) -> tuple[str, ...]:
    """What to bear in mind about a comparison, a sentence each."""
    return tuple(_CAUTIONS[caution] for caution in comparison.cautions)


_CAUTIONS = {
    caution: f"Compare with care: {caution.value}."
    for caution in Caution
    if caution is not Caution.SMALL_BASE
} | {Caution.SMALL_BASE: "No percentage is given: " + Caution.SMALL_BASE.value + "."}


# --- Findings --------------------------------------------------------------------------------
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
    span = f" years from {_year(first)} to {_year(last)}."
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
                f" years before, back to {_year(first)}, ",
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
    yield Sentence((f"It has {went}{these} every year since {_year(among.periods[0])}.",))


def _year(period: Period) -> str:
    return Period.year(period.financial_year).label


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


PLURALS = {PlaceKind.WARD: "wards", PlaceKind.LOCALITY: "localities"}


# --- Short forms: cards, titles --------------------------------------------------------------
def card(comparison: Comparison) -> Sentence:
    """The change in a few words: "6.0% more than in 2021/22"."""
    match comparison.change:
        case Change(direction=Direction.LEVEL):
            return Sentence((f"the same as {during(comparison.periods[0])}",))
        case Change():
            return Sentence((*moved(comparison), f" than {during(comparison.periods[0])}"))
        case Incomparable(reason=reason):
            return Sentence((f"No comparison with {comparison.then_label}: {reason.value}",))
    raise AssertionError("unreachable")


def chance(change: Change | Incomparable) -> str:
    """Whether it could be chance, for a table cell."""
    if isinstance(change, Incomparable):
        return "not compared"
    return "no" if change.is_beyond_chance else "yes, it could"


def title_of_change(figures: Figures, comparison: Comparison) -> str:
    """The finding as a title: "All recorded crime rose 6.0% in 2022/23"."""
    subject, change = figures.measure.title, comparison.change
    if isinstance(change, Incomparable):
        return f"{subject} {during(comparison.period)}"
    if change.direction is Direction.LEVEL:
        return f"{subject} did not change {during(comparison.period)}"
    much = moved(comparison)[0]
    assert isinstance(much, Cell)  # noqa: S101 - it begins with its number
    verb = "rose" if change.direction is Direction.UP else "fell"
    by = "" if much.style is Style.PERCENT else "by "
    tail = "" if change.is_beyond_chance else ", which could be chance"
    return f"{subject} {verb} {by}{much.text} {during(comparison.period)}{tail}"


def title_of_months(figures: Figures, above: int, of: int, *, base: Period) -> str:
    return f"{figures.measure.title}: {above} of {of} months were above {base.label}"


def title_of_years(figures: Figures, among: AmongYears | None) -> str:
    if among is None or among.rank.of < FEWEST_TO_RANK:
        return f"{figures.measure.title} by year"
    rank, year = among.rank, _year(among.periods[-1])
    joint = "joint " if rank.is_joint else ""
    if rank.is_highest or rank.is_lowest:
        end = "highest" if rank.is_highest else "lowest"
        return f"{figures.measure.title}: {year} was the {joint}{end} of {rank.of} years"
    return f"{figures.measure.title}: {rank.above} of the {rank.of - 1} earlier years were higher"


def title_of_places(figures: Figures, rows: Sequence[PlaceRow]) -> str:
    """ "All recorded crime rose in 14 of 20 wards"."""
    kind = rows[0].place.kind
    called = PLURALS[kind]
    changes = [row.comparison.change for row in rows if row.place.kind is not PlaceKind.ELSEWHERE]
    known = [change for change in changes if isinstance(change, Change)]
    if not known:
        return f"{figures.measure.title} by {kind.value}"
    rose = sum(change.direction is Direction.UP for change in known)
    if rose == 0:
        fell = sum(change.direction is Direction.DOWN for change in known)
        return f"{figures.measure.title} fell in {fell} of {len(known)} {called}"
    return f"{figures.measure.title} rose in {rose} of {len(known)} {called}"


def title_of_categories(rows: Sequence[CategoryRow], *, period: Period) -> str:
    known = [row for row in rows if isinstance(row.count, int)]
    if not known:
        return f"By type {during(period)}"
    return f"{known[0].label} was the largest type {during(period)}"


# --- Standing words --------------------------------------------------------------------------
HOW_TO_READ = (
    "The dark line is the year shown, the grey line the year that it is compared with, and the"
    " dashed line the year before that. The pale band reaches from the least to the greatest of"
    " the other years held. A break in a line is a month that was not supplied: it is not a zero."
)
ABOUT_CHANCE = (
    "Counts like these go up and down by chance even when nothing has changed. “Could be chance”"
    " means that chance alone makes a difference of this size more often than once in twenty"
    " times. It treats each event as separate, so it cannot tell a repeat victim or a patrol from"
    " a change in the place."
)


def coarseness(figures: Figures, period: Period) -> str:
    """What to say where a source or a return has nothing by ward; blank where they have."""
    if figures.reaches(PlaceKind.WARD):
        return _supplied_coarser(figures, period)
    if figures.reaches(PlaceKind.LOCALITY):
        return f"{figures.source.title} gives figures by locality only: there are none by ward."
    return f"{figures.source.title} gives figures for {figures.partnership} as a whole only."


def _supplied_coarser(figures: Figures, period: Period) -> str:
    match figures.supplied_for(period):
        case PlaceKind.WHOLE:
            what, without = f"the whole of {figures.partnership} only", "ward or locality"
        case PlaceKind.LOCALITY:
            what, without = "localities only", "ward"
        case _:
            return ""
    return f"Figures {during(period)} were supplied for {what}, so there are none by {without}."


def about_many_rows(count: int) -> str:
    """What to mind where many rows are judged at once."""
    return (
        f"With {count} rows judged at once, about {round_half_up(count / 20, 0)} would be beyond"
        " chance by luck alone."
    )


def about_residents(figures: Figures, period: Period) -> tuple[str, ...]:
    """Which residents the rates rest on, and that wards and the whole may differ."""
    whole = figures.population(period)
    said = []
    if whole:
        publisher = whole.source.partition(" (")[0]
        said.append(
            f"The rate for {figures.partnership} is for each 1,000 residents in mid-{whole.year}"
            f" ({whole.count:,}; {publisher})."
        )
    return (*said, *about_residents_by_place(figures, period))


def about_residents_by_place(figures: Figures, period: Period) -> tuple[str, ...]:
    """Which residents the rates of wards and localities rest on."""
    whole = figures.population(period)
    years = {one.year for ward in figures.wards if (one := figures.population(period, area=ward))}
    if not years:
        return ()
    named = _listed([f"mid-{year}" for year in sorted(years)])
    said = f"Rates by ward and locality are for each 1,000 residents in {named}"
    if whole is None or years == {whole.year}:
        return (f"{said}.",)
    footing = "so they do not stand on quite the same footing"
    return (f"{said}; that of {figures.partnership} is for mid-{whole.year}, {footing}.",)


TOWN_CENTRE = (
    "Town centre: many more people pass through than live there, so a rate by residents misleads,"
    " and the ward is not ranked by it."
)


ILLUSTRATIVE_GROUPING = "This grouping of wards is illustrative: no published file has one."


def sources_differ(figures: Figures, other: OtherSource, period: Period) -> str:
    """What to say where another source holds figures for months of the same period."""
    shared = sorted(other.months.intersection(period.each_month))
    when = "these months"
    if len(shared) < period.months:
        first, last = shared[0], shared[-1]
        when = first.label if first == last else f"{first.label} to {last.label}"
    return (
        f"{other.title} also has figures for {when}. The two count differently and do not agree:"
        f" they are never added or drawn in one line. Shown here: {figures.source.title}."
    )


def counted_under(figures: Figures, periods: Iterable[Period]) -> tuple[str, ...]:
    """What the partnership agreed to count, a sentence for each definition in use."""
    return tuple(_of_definition(one) for one in figures.definitions(periods))


def _of_definition(one: Agreed) -> str:
    day = f"{one.agreed_on.day} {one.agreed_on:%B %Y}"
    left_out = f" Left out: {one.left_out.rstrip('.')}." if one.left_out else ""
    return (
        f"{one.label}, agreed by {one.agreed_by} on {day}, from {one.first.label}."
        f" Counted in: {one.counted_in.rstrip('.')}.{left_out}"
    )


def revisions(
    figures: Figures, periods: Iterable[Period], *, area: Place | None = None
) -> tuple[str, ...]:
    """Why figures are marked as revised, a sentence for each time that it was done."""
    made = figures.revisions(periods, area=area)
    return tuple(dict.fromkeys(_of_revision(one) for one in made))


def _of_revision(one: Revised) -> str:
    at = london(one.at)
    because = one.because.rstrip(".")
    return f"{Mark.REVISED.shorthand} revised on {at.day} {at:%B %Y}: {because}."


def break_in_lines(
    figures: Figures, periods: Sequence[Period], *, as_now: Period
) -> tuple[str, ...]:
    """What stands under lines when some of their months were counted otherwise than `as_now`."""
    if figures.are_alike((*periods, as_now)):
        return ()
    drawn = "; ".join(one.label for one in figures.definitions((as_now,)))
    said = f"Drawn are only months that were counted as {as_now.label} was ({drawn})."
    return (f"{said} Figures under different definitions are never joined in one line.",)


def break_in_years(figures: Figures, periods: Sequence[Period]) -> tuple[str, ...]:
    """What stands under columns that rest on several definitions."""
    if figures.are_alike(periods):
        return ()
    labels = "; ".join(one.label for one in figures.definitions(periods))
    said = f"What is counted changed between these years ({labels})."
    return (f"{said} Years on either side of the break are not compared.",)


def source_line(figures: Figures, periods: Iterable[Period]) -> str:
    """What stands at the foot of every figure: source, as-at date, and whether it is made up."""
    return _line_of_source(figures, illustrative(figures, periods))


def slide_source_line(figures: Figures) -> str:
    """The same for a slide, where what is made up is said in its own place."""
    return _line_of_source(figures, "")


def _line_of_source(figures: Figures, made_up: str) -> str:
    at = london(figures.at)
    said = (
        f"Source: {figures.source.title}, {figures.partnership}.",
        f"As at {at.day} {at:%B %Y}.",
        made_up,
        figures.source.attribution,
    )
    return " ".join(one for one in said if one)


def unfinished(period: Period) -> str:
    """What to say where a year is shown as far as it was supplied."""
    return (
        f"{_year(period)} is not finished: figures have been supplied up to {period.last.label},"
        " and are compared with the same months of earlier years."
    )


def chance_on_a_card(change: Change | Incomparable) -> str:
    if isinstance(change, Incomparable) or change.direction is Direction.LEVEL:
        return ""
    if change.is_beyond_chance:
        return BEYOND_CHANCE[:1].upper() + BEYOND_CHANCE[1:]
    return "Could be chance"


def nothing_supplied(figures: Figures) -> str:
    return f"{figures.dataset.title}: nothing has been accepted yet from {figures.source.title}."


def months_missing(figures: Figures, months: Sequence[Month]) -> str:
    named = ", ".join(month.label for month in months)
    return f"{figures.dataset.title}: not supplied for {named} ({figures.source.title})."


def supplied_to(figures: Figures, month: Month) -> str:
    return (
        f"{figures.dataset.title}: figures reach to {month.label} ({figures.source.title});"
        " nothing later has been accepted."
    )


def reach(figures: Figures) -> str:
    """From when to when a source has figures."""
    if not figures.months_supplied:
        return f"No figures from {figures.source.title} are in use."
    first, last = min(figures.months_supplied), max(figures.months_supplied)
    return f"Figures from {figures.source.title} reach from {first.label} to {last.label}."


def all_of(figures: Figures) -> str:
    return f"All of {figures.partnership}"


def illustrative(figures: Figures, periods: Iterable[Period]) -> str:
    """What stands on every page and slide with made-up figures; blank where there are none.

    "2021/22 and 2022/23: illustrative split of the published total."
    """
    told = sorted((years, words) for words, years in figures.illustrative(periods).items())
    return " ".join(f"{_listed(_labels(years))}: {words}." for years, words in told)


def illustrative_in_many(titles: Sequence[str]) -> str:
    """The same over several measures, where the foot of each says which years and how."""
    return f"{_listed(titles)}: some or all years are illustrative, as the foot of each says."


def _labels(years: Iterable[int]) -> list[str]:
    return [Period.year(year).label for year in years]


def _listed(words: Sequence[str]) -> str:
    *earlier, last = words
    return f"{', '.join(earlier)} and {last}" if earlier else last


def deck_subtitle(comparison: Comparison) -> str:
    then = comparison.then_label
    return (
        f"{comparison.period.label[:1].upper()}{comparison.period.label[1:]} compared with {then}"
    )


def london(moment: datetime) -> datetime:
    """A moment as a clock in London shows it, where its day is the one to name."""
    return moment.astimezone(LONDON)


def walked(
    figures: Figures,
    count: Count,
    period: Period,
    area: Place,
    category: str,
    *,
    marks: frozenset[Mark],
) -> Sentence:
    """What the rows below it add up to."""
    where = figures.partnership if area.kind is PlaceKind.WHOLE else _in_text(area)
    labels = {
        one.slug: one.label for listed in figures.source.categories.values() for one in listed
    }
    of = f", {labels[category]}" if category else ""
    parts: tuple[Part, ...] = (
        f"{figures.measure.title}{of}, {where}, {period.label}: ",
        Cell(count, marks=marks),
    )
    return Sentence((*parts, f" ({count.value})" if isinstance(count, Gap) else ""))


def at_a_glance(period: Period) -> str:
    return f"{period.label[:1].upper()}{period.label[1:]} at a glance"


def residents_of(place: Place) -> str:
    """How many people live there, and who says so; blank where it is not held."""
    if not place.residents:
        return ""
    latest = place.residents[max(place.residents)]
    publisher = latest.source.partition(" (")[0]
    return f"{latest.count:,} residents in mid-{latest.year} ({publisher})."


METHODS = (
    (
        "A month counts as supplied when the main supplier’s file for it has been accepted. A month"
        " that was not supplied is a gap: it is shown as [x], and is never counted as a zero."
    ),
    (
        "A period is compared with the same months of another year. Where a year is unfinished,"
        " only the months that were supplied are compared. A mean of several years is compared with"
        " its longer time taken into account."
    ),
    ABOUT_CHANCE,
    (
        "No percentage is given where the earlier figure is below 10, because one more or fewer"
        " would move it by more than ten points."
    ),
    (
        "2020/21 was the lockdown year and is a poor base both ways: comparisons with it say so."
        " 2019/20 stands for the time before Covid."
    ),
    (
        "A rate is for each 1,000 residents in the middle of the financial year, or of the nearest"
        " year for which an estimate is held; the year is named. Town centres are not ranked by"
        " rate, because many more people pass through than live there."
    ),
    (
        "A link with “as-at” shows the figures that were in use at the end of that day. Areas,"
        " populations and wording are today’s."
    ),
    (
        "Two sources of one kind of figure count differently. They are never added, and never drawn"
        " in one line."
    ),
)


def about_place(place: Place) -> tuple[str, ...]:
    """What to know of a ward or locality before reading its figures."""
    said = [TOWN_CENTRE] if place.is_town_centre else []
    return (*said, *([ILLUSTRATIVE_GROUPING] if place.illustrative else []))
