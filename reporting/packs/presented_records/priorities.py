"""A board for each priority: its objectives, what the figures say of them, and whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from measures.change import Difference
from measures.counts import Gap
from measures.periods import BadPeriod, Period
from partnership import clock
from partnership.models.priorities import Objective, Plan, Priority
from reporting.analysis.comparisons import Comparison
from reporting.analysis.newest import newest_period
from reporting.content.description import Cell
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import Board, BoardRow, Pair, Status, Tone, Weight
from reporting.narrative import verdicts
from reporting.narrative.headlines import then_cell
from reporting.packs.presented_records import making
from reporting.packs.presented_records import priority_words as say
from reporting.packs.presented_records.priority_words import OfMeasure, OfObjective, OfPriority
from reporting.packs.presented_records.structure import short_name
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.pages.measure.page import MeasureShown
from reporting.pages.priorities.measure_rows import Says, judged, year_before
from reporting.queries.measures import NoSuch

MOST_ROWS = 7
# With measures as bars below them.
MOST_ROWS_OVER_PAIRS = 3
MOST_PAIRS = 3
WIDTHS, WIDTHS_OF_MANY = (0.31, 0.17, 0.34, 0.18), (0.36, 0.15, 0.36, 0.13)
MANY_ROWS = 6


def present(context: Context) -> Presented:
    """A slide for each priority of the plan, or more than one for many objectives."""
    plan = _plan(context)
    if plan is None:
        raise DataMissing(say.NONE)
    made = _Maker(context, plan, {}, set())
    rows = Priority.objects.filter(plan=plan, ended_on__isnull=True).order_by("number")
    slides = tuple(slide for priority in rows for slide in made.slides(priority))
    return Presented(slides)


def _plan(context: Context) -> Plan | None:
    """The latest plan that has begun by the day of the figures, as the report has it."""
    day = clock.day_of(context.at)
    plans = Plan.objects.filter(
        partnership=context.partnership, ended_on__isnull=True, starts_on__lte=day
    )
    return plans.order_by("-starts_on", "-pk").first()


@dataclass(frozen=True)
class _Maker:
    """Makes the slides of a plan; each measure is read once, and told in one priority."""

    context: Context
    plan: Plan
    read: dict[str, OfMeasure | None]
    told: set[str]

    def slides(self, priority: Priority) -> Iterable[PanelSlide]:
        found = tuple(self._objective(objective) for objective in self._objectives(priority))
        groups = making.spread(found, MOST_ROWS)
        before = frozenset(self.told)
        for number, group in enumerate(groups):
            told = OfPriority(priority, found, group, number, len(groups), before)
            yield self._slide(told)
            self.told.update(measure.title for measure in told.told)

    @cached_property
    def usual(self) -> str:
        """The period that most measures of the plan tell, by its name; blank without any."""
        priorities = Priority.objects.filter(plan=self.plan, ended_on__isnull=True)
        listed = (
            self._measure(address)
            for priority in priorities.order_by("number")
            for objective in self._objectives(priority)
            for address in objective.measures
        )
        counted = Counter(each.when for each in listed if each and each.comparison)
        return counted.most_common(1)[0][0] if counted else ""

    def _objectives(self, priority: Priority) -> Iterable[Objective]:
        every = Objective.objects.filter(priority=priority, ended_on__isnull=True)
        return every.select_related("owner_group__locality").order_by("position", "pk")

    def _slide(self, told: OfPriority) -> PanelSlide:
        is_long, made_up = len(told.shown) >= MANY_ROWS, say.has_made_up(told.shown)
        board = Board(
            columns=say.COLUMNS,
            widths=WIDTHS_OF_MANY if is_long else WIDTHS,
            rows=tuple(self._row(each) for each in told.shown),
            **_pairs(told),
        )
        number = told.priority.number
        return PanelSlide(
            key=making.keyed(f"priority-{number}", told.part),
            layout=Layout.BOARD,
            line=say.line(told.priority),
            title=say.title(told),
            shown=(
                Shown(
                    # The mark stands in the heading's line.
                    "" if is_long and not made_up else say.heading(told),
                    board,
                    say.alternative(board),
                    is_illustrative=made_up,
                ),
            ),
            source=say.source(self.context, self.plan, told.shown, self.usual),
            notes=say.notes(told),
        )

    def _row(self, told: OfObjective) -> BoardRow:
        owner = told.objective.owner_group
        return BoardRow(
            (
                phrase(making.first_sentence(told.objective.title)),
                told.state,
                told.says,
                phrase(short_name(owner, self.context.partnership.short_name) if owner else ""),
            )
        )

    def _objective(self, objective: Objective) -> OfObjective:
        found = [self._measure(address) for address in objective.measures]
        measures = tuple(each for each in found if each)
        return OfObjective(
            objective, measures, _state(measures), say.figures_say(objective, measures, self.usual)
        )

    def _measure(self, address: str) -> OfMeasure | None:
        if address not in self.read:
            self.read[address] = self._of_measure(address)
        return self.read[address]

    def _of_measure(self, address: str) -> OfMeasure | None:
        """What the figures of a measure say; None for one that the portal does not have."""
        numbers = self.context.numbers
        try:
            period = _period(self.context)
            figures = numbers.figures(address, period=period)
            # A yearly report tells the year, as its other slides do.
            period = period or figures.latest_year() or newest_period(figures)
            shown = numbers.shown(address, period=period)
        except NoSuch:
            return None
        title = figures.measure.title
        comparison = year_before(shown) if shown else None
        if shown is None or comparison is None:
            return OfMeasure(title, Says.CANNOT_SAY)
        return _compared(title, shown, comparison)


def _compared(title: str, shown: MeasureShown, comparison: Comparison) -> OfMeasure:
    cell = shown.figures.cell(comparison.period)
    if cell.is_illustrative:
        return OfMeasure(title, Says.NOT_JUDGED, is_made_up=True)
    if isinstance(cell.value, Gap) or not isinstance(comparison.change, Difference):
        return OfMeasure(title, Says.CANNOT_SAY)
    before = then_cell(shown.figures, comparison)
    return OfMeasure(
        title,
        judged(comparison),
        figures=shown.figures,
        comparison=comparison,
        bars=_bars(comparison, before, cell),
    )


def _bars(comparison: Comparison, before: Cell, now: Cell) -> tuple[tuple[str, Cell], ...]:
    """The year before and this one; none where the year before is made up."""
    if before.is_illustrative or len(comparison.periods) != 1:
        return ()
    return ((comparison.periods[0].label, before), (comparison.period.label, now))


def _period(context: Context) -> Period | None:
    """The period that the section asks for; each measure's newest where it asks for none."""
    asked = context.settings.get("period", "")
    try:
        return Period.parse(asked) if asked else None
    except BadPeriod:
        return None


# --- State -----------------------------------------------------------------------------------
# The strongest first.
_TONES = {
    Says.WORSE: Tone.BAD,
    Says.BETTER: Tone.GOOD,
    Says.CHANGED: Tone.MIXED,
    Says.NO_CLEAR_CHANGE: Tone.UNDER_WAY,
    Says.CANNOT_SAY: Tone.UNKNOWN,
    Says.NOT_JUDGED: Tone.UNKNOWN,
}
# As the other slides say it: what is not judged, and what has no figures to judge.
_LABELS = {Says.CANNOT_SAY: Says.NOT_JUDGED.value, Says.NOT_JUDGED: say.AWAITED}


def _state(measures: Sequence[OfMeasure]) -> Status:
    """The strongest of what its measures say; both better and worse are mixed."""
    if not measures:
        return Status(say.NO_MEASURE, Tone.UNKNOWN)
    found = {measure.says for measure in measures if measure.comparison}
    if not found:
        is_made_up = any(measure.is_made_up for measure in measures)
        found = {Says.NOT_JUDGED if is_made_up else Says.CANNOT_SAY}
    if {Says.BETTER, Says.WORSE} <= found:
        return Status(verdicts.MIXED.capitalize(), Tone.MIXED)
    says = next(each for each in _TONES if each in found)
    return Status(_LABELS.get(says, says.value), _TONES[says])


# --- Measures below the rows -----------------------------------------------------------------
def _pairs(told: OfPriority) -> dict:
    """Bars of the measures that are no illustration, where the rows leave room for them."""
    if len(told.shown) > MOST_ROWS_OVER_PAIRS:
        return {}
    measures = [measure for each in told.shown for measure in each.measures if measure.bars]
    pairs = tuple(_pair(measure) for measure in measures[:MOST_PAIRS])
    return {"pairs_heading": say.pairs_heading(len(pairs)), "pairs": pairs} if pairs else {}


def _pair(measure: OfMeasure) -> Pair:
    weight = Weight.ATTENTION if measure.says is Says.WORSE else Weight.PLAIN
    return Pair(measure.title, say.change(measure), measure.bars, weight)
