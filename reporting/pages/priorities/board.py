"""What the figures say of each objective, and how its actions go; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from measures.baselines import Baseline
from measures.change import Change, Verdict
from partnership.governance.priorities import action_state
from partnership.models import Partnership
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.page_parts import Tag
from partnership.people.permissions import Permission, Viewer, check
from reporting import narrative
from reporting.content.description import Sentence
from reporting.narrative import verdicts
from reporting.pages.measure import page as pages
from reporting.pages.measure.page import MeasureShown
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets


class Says(Enum):
    """What the figures of a measure say; the value is what the page shows."""

    BETTER = verdicts.BETTER.capitalize()
    WORSE = verdicts.WORSE.capitalize()
    CHANGED = verdicts.CHANGED.capitalize()
    NO_CLEAR_CHANGE = "No clear change"
    CANNOT_SAY = "Cannot say"

    @property
    def state(self) -> Tag:
        # No colours of a traffic light: the word says it.
        return Tag(self.value, "grey" if self is Says.CANNOT_SAY else "blue")


@dataclass(frozen=True)
class MeasureSays:
    """One measure of an objective: what it says, in a word and in a sentence."""

    title: str
    to: str
    says: Says
    headline: Sentence | None
    because: str


@dataclass(frozen=True)
class ActionShown:
    title: str
    owner_role: str
    state: Tag


@dataclass(frozen=True)
class ObjectiveShown:
    """An objective with what its measures say and how its actions stand."""

    objective: Objective
    measures: tuple[MeasureSays, ...]
    actions: tuple[ActionShown, ...]


@dataclass(frozen=True)
class PriorityShown:
    priority: Priority
    objectives: tuple[ObjectiveShown, ...]


@dataclass(frozen=True)
class Board:
    """The plan in force, or None; its priorities with their objectives."""

    plan: Plan | None
    priorities: tuple[PriorityShown, ...]
    illustrative: str


def board(partnership: Partnership, *, viewer: Viewer) -> Board:
    """The latest plan that has not been ended; the figures are today's, of the latest year."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    plan = (
        Plan.objects.filter(partnership=partnership, ended_on__isnull=True)
        .order_by("-starts_on", "-pk")
        .first()
    )
    if plan is None:
        return Board(None, (), "")
    objectives = _objectives(plan)
    actions = _actions(objectives)
    by_measure = _by_measure(
        {measure for each in objectives for measure in each.measures}, partnership, viewer
    )
    priorities = Priority.objects.filter(plan=plan, ended_on__isnull=True).order_by("number")
    return Board(
        plan=plan,
        priorities=tuple(
            PriorityShown(
                priority,
                tuple(
                    _shown(objective, by_measure, actions.get(objective.pk, ()))
                    for objective in objectives
                    if objective.priority_id == priority.pk
                ),
            )
            for priority in priorities
        ),
        illustrative=next(
            (objective.illustrative for objective in objectives if objective.illustrative), ""
        ),
    )


def _objectives(plan: Plan) -> tuple[Objective, ...]:
    rows = Objective.objects.filter(
        priority__plan=plan, ended_on__isnull=True, priority__ended_on__isnull=True
    )
    return tuple(rows.select_related("owner_group").order_by("position", "pk"))


def _actions(objectives: Iterable[Objective]) -> Mapping[int, list[PlannedAction]]:
    by_objective: dict[int, list[PlannedAction]] = {}
    rows = PlannedAction.objects.filter(objective__in=list(objectives), ended_on__isnull=True)
    for action in rows.order_by("due_on", "pk"):
        by_objective.setdefault(action.objective_id, []).append(action)
    return by_objective


def _by_measure(
    wanted: set[str], partnership: Partnership, viewer: Viewer
) -> Mapping[str, MeasureSays]:
    """What each measure says; only the datasets that are asked for are read."""
    of = {measure.partition("/")[0] for measure in wanted}
    datasets = [dataset for dataset in all_datasets() if dataset.app in of]
    return {
        figures.measure_id: _of_measure(
            pages.measure_shown(figures), figures.measure.title, figures.measure_id
        )
        for figures in queries.every_measure(datasets, partnership=partnership, viewer=viewer)
        if figures.measure_id in wanted
    }


def _of_measure(shown: MeasureShown | None, title: str, measure_id: str) -> MeasureSays:
    if shown is None:
        return MeasureSays(title, f"{measure_id}/", Says.CANNOT_SAY, None, _NO_FIGURES)
    says, because = judged(shown)
    return MeasureSays(title, shown.to, says, shown.headline, because)


def judged(shown: MeasureShown) -> tuple[Says, str]:
    """What the one rule says of the latest year beside the year before, and in words why."""
    found = {comparison.baseline: comparison for comparison in shown.comparisons}
    comparison = found.get(Baseline.YEAR_BEFORE)
    if comparison is None or not isinstance(comparison.change, Change):
        return Says.CANNOT_SAY, narrative.cannot_say(comparison)
    change = comparison.change
    return _SAYS[change.verdict], narrative.capital(f"{verdicts.on_a_card(change)}.")


_SAYS = {
    Verdict.BETTER: Says.BETTER,
    Verdict.WORSE: Says.WORSE,
    Verdict.CHANGED: Says.CHANGED,
    Verdict.WITHIN: Says.NO_CLEAR_CHANGE,
    Verdict.NONE: Says.NO_CLEAR_CHANGE,
    Verdict.TOO_FEW: Says.CANNOT_SAY,
    Verdict.TOO_EARLY: Says.CANNOT_SAY,
}

HOW_JUDGED = f"How “{verdicts.BETTER}” and “{verdicts.WORSE}” are decided"
ABOUT_JUDGING = (
    f"A measure is called {verdicts.BETTER} or {verdicts.WORSE} only where the latest year differs"
    f" from the year before {verdicts.BEYOND_THEM}, or “{verdicts.CHANGED}” where neither direction"
    " is better. Otherwise there is no clear change. Where figures are missing, too few or cannot"
    " be compared, the page cannot say."
)
_NO_FIGURES = "Cannot say: no figures are in use yet."


def _shown(
    objective: Objective, by_measure: Mapping[str, MeasureSays], actions: Iterable[PlannedAction]
) -> ObjectiveShown:
    return ObjectiveShown(
        objective=objective,
        measures=tuple(
            by_measure[measure] for measure in objective.measures if measure in by_measure
        ),
        actions=tuple(
            ActionShown(action.title, action.owner_role, action_state(action)) for action in actions
        ),
    )
