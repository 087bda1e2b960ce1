"""What the figures say of each objective, and how its actions go; writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from measures.periods import Period
from partnership import clock
from partnership.models import Partnership
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.people.permissions import Permission, Viewer, check
from reporting.content.number_formats import day
from reporting.narrative import board as words
from reporting.narrative import capital, named
from reporting.narrative.board import NoVerdict
from reporting.pages.priorities.measure_rows import MeasureSays, rows


@dataclass(frozen=True)
class LateAction:
    """An action whose day has passed."""

    title: str
    owner_role: str
    due: str


@dataclass(frozen=True)
class ObjectiveShown:
    """An objective with what its measures say and how its actions stand, in words."""

    objective: Objective
    measures: tuple[MeasureSays, ...]
    actions: str
    late: tuple[LateAction, ...]

    @property
    def owner(self) -> str:
        return str(self.objective.owner_group or "")


@dataclass(frozen=True)
class PriorityShown:
    priority: Priority
    objectives: tuple[ObjectiveShown, ...]

    @property
    def measured(self) -> tuple[ObjectiveShown, ...]:
        return tuple(each for each in self.objectives if each.measures)

    @property
    def unmeasured(self) -> tuple[ObjectiveShown, ...]:
        return tuple(each for each in self.objectives if not each.measures)


@dataclass(frozen=True)
class Board:
    """The plan in force, or None; its priorities with their objectives, all of them.

    `told` is the period that most measures are of.
    """

    plan: Plan | None
    priorities: tuple[PriorityShown, ...] = ()
    told: Period | None = None
    illustrative: str = ""

    @property
    def objectives(self) -> tuple[ObjectiveShown, ...]:
        return tuple(each for priority in self.priorities for each in priority.objectives)

    @property
    def unmeasured(self) -> tuple[ObjectiveShown, ...]:
        return tuple(each for each in self.objectives if not each.measures)

    @property
    def measures(self) -> tuple[MeasureSays, ...]:
        """Every measure once."""
        every = (measure for objective in self.objectives for measure in objective.measures)
        return tuple({measure.measure_id: measure for measure in every}.values())

    @property
    def finding(self) -> str:
        """Of how many objectives there are figures that can be judged, and what has changed."""
        return words.finding(
            len(self.objectives),
            judged=sum(_is_judged(objective) for objective in self.objectives),
            changed=sum(measure.says.is_changed for measure in self.measures),
        )

    @property
    def not_judged(self) -> str:
        """Why the others are not judged, in a sentence; blank where all are."""
        reasons = map(_why_not_judged, self.objectives)
        return words.not_judged(Counter(reason for reason in reasons if reason))

    @property
    def lead(self) -> tuple[str, ...]:
        """Why the others are not judged, what is late, when they were last discussed."""
        lines = (
            self.not_judged,
            words.late(len(self.late)),
            _last_discussed(self.objectives),
        )
        return tuple(line for line in lines if line)

    @property
    def late(self) -> tuple[LateAction, ...]:
        return tuple(action for objective in self.objectives for action in objective.late)

    @property
    def heading(self) -> str:
        """Over what the figures say."""
        when = f"{capital(named(self.told))}, against" if self.told else "Against"
        return f"{when} a year before"

    @property
    def lines(self) -> str:
        """The heading of the lines of quarters."""
        headings = {measure.line.heading for measure in self.measures if measure.line}
        return headings.pop() if len(headings) == 1 else "Quarters"

    @property
    def source_lines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(m.source_line for m in self.measures if m.source_line))

    @property
    def judged(self) -> int:
        """How many measures have a verdict."""
        return sum(measure.says.is_judged for measure in self.measures)


def _is_judged(objective: ObjectiveShown) -> bool:
    return any(measure.says.is_judged for measure in objective.measures)


def _why_not_judged(objective: ObjectiveShown) -> NoVerdict | None:
    """The reason of its first measure where none is judged; None where one is."""
    if not objective.measures:
        return NoVerdict.NO_MEASURE
    return None if _is_judged(objective) else objective.measures[0].why_none


def _last_discussed(objectives: Iterable[ObjectiveShown]) -> str:
    days = [each.objective.discussed_on for each in objectives if each.objective.discussed_on]
    return f"Last discussed on {day(max(days))}." if days else ""


def board(partnership: Partnership, *, viewer: Viewer) -> Board:
    """The latest plan that has not been ended; each measure by its own newest period."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    priorities = priorities_of(partnership)
    plan = priorities[0].plan if priorities else _plan(partnership)
    if plan is None:
        return Board(None)
    objectives = objectives_of(plan)
    actions = _actions(objectives)
    of_measures = rows(
        {measure for each in objectives for measure in each.measures}, partnership, viewer
    )
    says = of_measures.by_measure
    shown = [_shown(each, says, actions.get(each.pk, ())) for each in objectives]
    return Board(
        plan=plan,
        priorities=tuple(
            PriorityShown(
                priority,
                tuple(each for each in shown if each.objective.priority_id == priority.pk),
            )
            for priority in priorities
        ),
        told=of_measures.told,
        illustrative=next(
            (objective.illustrative for objective in objectives if objective.illustrative), ""
        ),
    )


def priorities_of(partnership: Partnership) -> tuple[Priority, ...]:
    """Those of the latest plan that has any, with their plan; one query."""
    rows = Priority.objects.filter(
        plan__partnership=partnership, plan__ended_on__isnull=True, ended_on__isnull=True
    )
    every = tuple(rows.select_related("plan").order_by("-plan__starts_on", "-plan__pk", "number"))
    return tuple(each for each in every if each.plan_id == every[0].plan_id)


def _plan(partnership: Partnership) -> Plan | None:
    """The latest plan, which has no priorities yet."""
    standing = Plan.objects.filter(partnership=partnership, ended_on__isnull=True)
    return standing.order_by("-starts_on", "-pk").first()


def objectives_of(plan: Plan) -> tuple[Objective, ...]:
    """Those in force, in their order; one query."""
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


def _shown(
    objective: Objective, says: Mapping[str, MeasureSays], actions: Iterable[PlannedAction]
) -> ObjectiveShown:
    today, listed = clock.today(), tuple(actions)
    return ObjectiveShown(
        objective=objective,
        measures=tuple(says[measure] for measure in objective.measures if measure in says),
        actions=_how_they_stand(listed, today),
        late=tuple(
            LateAction(action.title, action.owner_role, day(action.due_on))
            for action in listed
            if _is_late(action, today)
        ),
    )


def _is_late(action: PlannedAction, today: date) -> bool:
    return not action.done_on and action.due_on < today


def _how_they_stand(actions: tuple[PlannedAction, ...], today: date) -> str:
    """ "1 done, 1 late"; blank where there are none."""
    counted = {
        "done": sum(bool(action.done_on) for action in actions),
        "late": sum(_is_late(action, today) for action in actions),
        "on time": sum(not action.done_on and action.due_on >= today for action in actions),
    }
    return ", ".join(f"{count} {state}" for state, count in counted.items() if count)
