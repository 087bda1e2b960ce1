"""Which objectives of the board are shown: by priority, by owner, by what the figures say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from reporting.pages.measure.choices import Choice, Group, Option
from reporting.pages.priorities.board import Board, ObjectiveShown, PriorityShown
from reporting.pages.priorities.measure_rows import Says

NO_MEASURE, LATE = "no-measure", "late"
_OTHER_STATES = {NO_MEASURE: "No measure", LATE: "An action is late"}


@dataclass(frozen=True)
class Asked:
    """The number of a priority, the address of a group, a state; blank for all of them."""

    priority: str = ""
    owner: str = ""
    status: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str], board: Board) -> Asked:
        """What an address asks for; what the board does not have is not asked for."""
        made = cls(*(query.get(name, "").strip() for name in ("priority", "owner", "status")))
        offered = {
            choice.name: {option.value for group in choice.groups for option in group.options}
            for choice in choices(board, made)
        }
        return cls(*(value if value in offered[name] else "" for name, value in made.named))

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        return (("priority", self.priority), ("owner", self.owner), ("status", self.status))

    @property
    def is_of_all(self) -> bool:
        return not any(value for _, value in self.named)


def choices(board: Board, asked: Asked) -> tuple[Choice, ...]:
    """What may be chosen: only what the board has."""
    numbers = {str(each.priority.number): each.priority.title for each in board.priorities}
    owners = {
        group.slug: str(group) for each in board.objectives if (group := each.objective.owner_group)
    }
    states = {
        says.code: says.value
        for says in Says
        if any(measure.says is says for measure in board.measures)
    }
    if any(not each.measures for each in board.objectives):
        states[NO_MEASURE] = _OTHER_STATES[NO_MEASURE]
    if board.late:
        states[LATE] = _OTHER_STATES[LATE]
    return (
        _choice("priority", "Priority", "All priorities", numbers, asked.priority),
        _choice("owner", "Owner", "Any owner", owners, asked.owner),
        _choice("status", "Status", "Any status", states, asked.status),
    )


def _choice(name: str, label: str, of_all: str, options: Mapping[str, str], chosen: str) -> Choice:
    offered = [Option("", of_all, not chosen)]
    offered += [Option(value, text, value == chosen) for value, text in options.items()]
    return Choice(name, label, (Group("", tuple(offered)),))


def chosen(board: Board, asked: Asked) -> tuple[PriorityShown, ...]:
    """The priorities with the objectives, and those with the measures, that are asked for."""
    narrowed = (
        replace(priority, objectives=tuple(_narrowed(priority.objectives, asked)))
        for priority in board.priorities
        if asked.priority in ("", str(priority.priority.number))
    )
    return tuple(each for each in narrowed if each.objectives or asked.is_of_all)


def _narrowed(objectives: Iterable[ObjectiveShown], asked: Asked) -> Iterable[ObjectiveShown]:
    for objective in objectives:
        group = objective.objective.owner_group
        if asked.owner and (group is None or group.slug != asked.owner):
            continue
        match asked.status:
            case "":
                yield objective
            case "no-measure":
                if not objective.measures:
                    yield objective
            case "late":
                if objective.late:
                    yield objective
            case status:
                measures = tuple(each for each in objective.measures if each.says.code == status)
                if measures:
                    yield replace(objective, measures=measures)
