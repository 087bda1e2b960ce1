"""What the boards of priorities say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measures.change import Difference, Unjudged
from partnership import clock
from partnership.models.priorities import Objective, Plan, Priority
from reporting.analysis.comparisons import Comparison
from reporting.analysis.figures import Figures
from reporting.content.description import Cell
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, phrase
from reporting.content.proofs import Board, Status
from reporting.narrative import base_named, capital, during, verdicts
from reporting.narrative.bound import moved as rose_or_fell
from reporting.narrative.headlines import is_at_nought, moved
from reporting.packs.presented_records.making import (
    begins,
    day,
    first_sentence,
    first_that_fits,
    how_many,
    list_of,
    lower_first,
    some_of,
    without_mark,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context
from reporting.pages.priorities.measure_rows import Says

if TYPE_CHECKING:
    from reporting.content.description import Provenance

COLUMNS = ("Objective", "State", "Result, or what could measure it", "Owner")
NONE = "Nobody has recorded the plan with its priorities yet."
NO_MEASURE, AWAITED = "No measure", "Figures awaited"
_MADE_UP = "No real yearly figures yet"
_NO_FIGURES = "No figures to compare yet"
_TO_AGREE = "What could measure it is still to be agreed"
# As a slide's cell has room for.
_MOST_TOLD = 2


@dataclass(frozen=True)
class OfMeasure:
    """What the figures of a measure say beside a year before; `bars` are the two counts."""

    title: str
    says: Says
    figures: Figures | None = None
    comparison: Comparison | None = None
    bars: tuple[tuple[str, Cell], ...] = ()
    is_made_up: bool = False

    @property
    def when(self) -> str:
        """The period that is compared, by its name; blank where none is."""
        return self.comparison.period.label if self.comparison else ""


@dataclass(frozen=True)
class OfObjective:
    objective: Objective
    measures: tuple[OfMeasure, ...]
    state: Status
    says: Phrase


@dataclass(frozen=True)
class OfPriority:
    """A priority with all of its objectives, and those that one of its slides shows.

    `before` are the titles of the measures that earlier priorities have told of.
    """

    priority: Priority
    every: tuple[OfObjective, ...]
    shown: tuple[OfObjective, ...]
    part: int
    parts: int
    before: frozenset[str] = frozenset()

    @property
    def without(self) -> tuple[OfObjective, ...]:
        """The objectives that nothing measures."""
        return tuple(each for each in self.every if not each.measures)

    @property
    def told(self) -> tuple[OfMeasure, ...]:
        """The measures of which a change can be told, and has not been told before."""
        measures = [measure for each in self.every for measure in each.measures]
        return tuple(
            measure
            for measure in measures
            if measure.comparison and measure.title not in self.before
        )


def line(priority: Priority) -> str:
    return f"Priority {priority.number}: {lower_first(priority.title)}"


def heading(told: OfPriority) -> str:
    part = f", part {told.part + 1}" if told.parts > 1 else ""
    return f"Objectives of priority {told.priority.number}{part}"


# --- Title -----------------------------------------------------------------------------------
def title(told: OfPriority) -> Phrase:
    """ "Priority 1: ASB incidents fell 22.3%; two objectives have no measure"."""
    head = f"Priority {told.priority.number}: "
    if told.part:
        names = list_of(lower_first(each.objective.title) for each in told.shown)
        return first_that_fits(
            phrase(f"{head}further objectives, {names}"),
            phrase(head, how_many(len(told.shown)), " further objectives and what measures them"),
        )
    moves = _moves(told)
    rest = _rest(told)
    if not moves:
        return phrase(head, *_none_told(told))
    both = [part for move in moves[:2] for part in (*move, ", ")][:-1]
    return first_that_fits(
        phrase(head, *both, "; ", *rest), phrase(head, *moves[0], "; ", *rest), phrase(head, *rest)
    )


def _moves(told: OfPriority) -> list[tuple[PhrasePart, ...]]:
    return [
        (lower_first(measure.title), " ", *rose(measure)) for measure in told.told if measure.bars
    ]


def rose(measure: OfMeasure) -> tuple[PhrasePart, ...]:
    """ "rose 6.0%"."""
    comparison, figures = measure.comparison, measure.figures
    assert comparison is not None and figures is not None  # noqa: S101, PT018 - it is told
    provenance: Provenance | None = figures.cell(comparison.period).provenance
    change = comparison.change
    assert isinstance(change, Difference)  # noqa: S101 - it is told
    assert provenance is not None  # noqa: S101 - a count has rows
    return rose_or_fell(change, provenance)


def _rest(told: OfPriority) -> tuple[PhrasePart, ...]:
    number = len(told.without)
    if not number:
        return ("every objective has a measure",)
    if number == len(told.every):
        return ("no objective has a measure",)
    noun = "objective has" if number == 1 else "objectives have"
    return (how_many(number), f" {noun} no measure")


def _none_told(told: OfPriority) -> tuple[PhrasePart, ...]:
    measured = len(told.every) - len(told.without)
    if len(told.every) == 1:
        has = "a measure, which can’t be judged yet" if measured else "no measure"
        return (f"its one objective has {has}",)
    if not measured:
        return ("none of its ", how_many(len(told.every)), " objectives has a measure")
    have = "has" if measured == 1 else "have"
    return (
        how_many(measured),
        " of ",
        how_many(len(told.every)),
        f" objectives {have} a measure, and none can be judged yet",
    )


# --- Cells -----------------------------------------------------------------------------------
def figures_say(objective: Objective, measures: Sequence[OfMeasure], usual: str) -> Phrase:
    """What the figures say of an objective, or what could measure it.

    A measure of another period than the `usual`, which the source line names, says its own.
    """
    if not measures:
        if not objective.could_measure:
            return phrase(_TO_AGREE)
        return phrase(f"Could use: {lower_first(first_sentence(objective.could_measure))}")
    told = [measure for measure in measures if measure.comparison][:_MOST_TOLD]
    if not told:
        return phrase(_MADE_UP if any(each.is_made_up for each in measures) else _NO_FIGURES)
    parts: list[PhrasePart] = []
    for number, measure in enumerate(told):
        name = lower_first(measure.title) if number else measure.title
        when = f" in {measure.when}" if measure.when != usual else ""
        parts += ["; " if number else "", name, " ", *change(measure).parts, when]
    return phrase(*parts)


def change(measure: OfMeasure) -> Phrase:
    """ "6.0% more", "about the same"."""
    comparison, figures = measure.comparison, measure.figures
    if comparison is None or figures is None or not isinstance(comparison.change, Difference):
        return NOTHING
    if is_at_nought(comparison.change) or not comparison.change.difference:
        return phrase("about the same")
    return phrase(*moved(comparison, figures=figures))


def pairs_heading(number: int) -> str:
    return "The measure behind it" if number == 1 else "The measures behind them"


def alternative(board: Board) -> str:
    return " ".join(_row(row.entries) for row in board.rows)


def _row(entries: Sequence[Phrase | Status]) -> str:
    words = [entry.label if isinstance(entry, Status) else entry.text for entry in entries]
    first, *others = [part for part in words if part]
    return f"{first}: {'; '.join(others)}."


def has_made_up(shown: Iterable[OfObjective]) -> bool:
    """Whether the owner or the measures of an objective are made up."""
    return any(each.objective.illustrative for each in shown)


def source(context: Context, plan: Plan, shown: Iterable[OfObjective], usual: str) -> str:
    made_up = has_made_up(shown)
    figures = f"figures of {usual}" if usual else "figures"
    parts = (
        f"{without_mark(plan.title)}; {figures} as at {day(clock.day_of(context.at))}.",
        "Owners and choice of measures illustrative." if made_up else "",
    )
    return " ".join(part for part in parts if part)


# --- Notes -----------------------------------------------------------------------------------
def notes(told: OfPriority) -> SpeakerNotes:
    if told.part:
        return _further(told)
    number, name = told.priority.number, lower_first(told.priority.title)
    return speaker_notes(
        phrase(
            f"Priority {number} is {name}, and it has ",
            how_many(len(told.every)),
            f" {'objective' if len(told.every) == 1 else 'objectives'}.",
        ),
        *_of_figures(told),
        _of_made_up(told),
        _of_without(told),
        _of_owners(told),
        questions=tuple(_questions(told)),
        source="The plan, its objectives and the figures of their measures",
    )


def _of_figures(told: OfPriority) -> Iterator[Phrase]:
    for measure in told.told[:2]:
        if not measure.bars:
            continue
        (before, then), (now, count) = measure.bars
        yield phrase(
            f"{capital(lower_first(measure.title))} went from ",
            then,
            f" in {before} to ",
            count,
            f" in {now}, which is ",
            *change(measure).parts,
            _judged(measure),
        )


def _judged(measure: OfMeasure) -> str:
    if measure.says.is_judged:
        return f"; by our rule: {measure.says.value.lower()}."
    change = measure.comparison.change if measure.comparison else None
    return f", and {verdicts.not_judged(change)}." if isinstance(change, Unjudged) else "."


def _of_made_up(told: OfPriority) -> Phrase:
    titles = [
        lower_first(measure.title)
        for each in told.every
        for measure in each.measures
        if measure.is_made_up
    ]
    if not titles:
        return NOTHING
    named = some_of(title.replace(": ", " on ") for title in dict.fromkeys(titles))
    return phrase(f"We have no real yearly figures yet to compare for {named}.")


def _of_without(told: OfPriority) -> Phrase:
    if not told.without:
        return phrase(f"Every objective of priority {told.priority.number} has its measure.")
    names = some_of(_short(each) for each in told.without)
    noun = "objective has" if len(told.without) == 1 else "objectives have"
    return phrase(begins(len(told.without)), f" {noun} no measure yet: {names}.")


def _short(told: OfObjective) -> str:
    """The title of an objective up to its first comma, as one of several is said."""
    return lower_first(first_sentence(told.objective.title).partition(", ")[0])


def _of_owners(told: OfPriority) -> Phrase:
    owners = [each.objective.owner_group for each in told.every if each.objective.owner_group]
    if not owners:
        return phrase(f"Who answers for priority {told.priority.number} is still to be settled.")
    names = some_of(dict.fromkeys(lower_first(owner.name) for owner in owners), "group")
    return phrase(f"Those who answer to you for priority {told.priority.number}: {names}.")


def _questions(told: OfPriority) -> Iterator[tuple[Phrase, Phrase]]:
    without = [each for each in told.without if each.objective.could_measure]
    if without:
        objective = without[0].objective
        yield (
            phrase(
                f"How could the objective “{lower_first(first_sentence(objective.title))}” be"
                " measured?"
            ),
            phrase(objective.could_measure),
        )
    for measure in told.told[:1]:
        if measure.comparison:
            yield (
                phrase(f"How much did {lower_first(measure.title)} change?"),
                phrase(
                    "It ",
                    *rose(measure),
                    f" {during(measure.comparison.period)}, against"
                    f" {base_named(measure.comparison)}.",
                ),
            )
    yield (
        phrase(f"Is priority {told.priority.number} on course?"),
        _on_course(told),
    )


def _on_course(told: OfPriority) -> Phrase:
    judged = sum(any(each.says.is_judged for each in of.measures) for of in told.every)
    if not judged:
        return phrase(
            "We cannot say yet: none of its ",
            how_many(len(told.every)),
            " objectives has figures that can be judged.",
        )
    return phrase(
        "The figures can be judged for ",
        how_many(judged),
        " of ",
        how_many(len(told.every)),
        " objectives; the slide says how each of them stands.",
    )


def _further(told: OfPriority) -> SpeakerNotes:
    names = list_of(_short(each) for each in told.shown)
    return speaker_notes(
        phrase(f"The remaining objectives of priority {told.priority.number} are {names}."),
        source="The plan, its objectives and the figures of their measures",
        may_be_skipped=True,
    )
