"""The demonstration's plan: priorities and objectives of the update of 4 March 2024."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from demo.partnerships import SET_UP_AT, SLUG
from partnership.models import Partnership
from partnership.models.groups import Group
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.people.permissions import Permission
from partnership.records import actions as record_actions


def load(*, at: datetime = SET_UP_AT) -> None:
    """The plan with all that belongs to it, unless the partnership has one."""
    partnership = Partnership.objects.get(slug=SLUG)
    if Plan.objects.filter(partnership=partnership).exists():
        return
    groups = {group.slug: group for group in Group.objects.filter(partnership=partnership)}

    def add(model, **values):
        return _add(model, values=values, partnership=partnership, at=at)

    plan = add(
        Plan,
        title="Community Safety Plan 2023 to 2026 (years illustrative)",
        starts_on=date(2023, 4, 1),
        ends_on=date(2026, 3, 31),
    )
    for number, (title, about) in enumerate(PRIORITIES, 1):
        priority = add(Priority, plan=plan, number=number, title=title, about=about)
        for position, objective in enumerate(OBJECTIVES[number], 1):
            added = add(
                Objective,
                priority=priority,
                position=position,
                title=objective.title,
                is_csp_priority=objective.is_csp_priority,
                owner_group=groups[objective.group],
                measures=list(objective.measures),
                could_measure=objective.could_measure,
                discussed_on=date(2024, 1, 24),
                illustrative=_MADE_UP_OF_OBJECTIVES,
                note=objective.note,
            )
            for action in objective.actions:
                add(PlannedAction, objective=added, **action)


_add = partial(record_actions.add, keep=Permission.KEEP_PRIORITIES, by=None)

_MADE_UP_OF_OBJECTIVES = (
    "Made up for the demonstration: plan priorities, owners, measures and what could be one,"
    " actions, dates."
)


PRIORITIES = (
    ("Perceptions and feeling safe", ""),
    ("Tackling the root causes", "Adverse experiences"),
    (
        "Locality working, including the town centre",
        (
            "Change how statutory organisations and communities work together: encourage and"
            " support working side by side, and build capacity in the community."
        ),
    ),
)


@dataclass(frozen=True)
class OneObjective:
    title: str
    measures: tuple[str, ...] = ()
    is_csp_priority: bool = False
    group: str = "csp"
    could_measure: str = ""
    note: str = ""
    actions: tuple[Mapping[str, Any], ...] = field(default=())


def _action(title: str, due_on: date, done_on: date | None = None, **values: Any) -> dict[str, Any]:
    return {
        "title": f"{title} (illustrative)",
        "owner_role": values.pop("owner_role", "Community Safety Manager"),
        "due_on": due_on,
        "done_on": done_on,
        **values,
    }


OBJECTIVES: dict[int, tuple[OneObjective, ...]] = {
    1: (
        OneObjective(
            "Reducing crime and antisocial behaviour",
            ("crime/all-crime", "asb/incidents"),
            is_csp_priority=True,
            group="aim",
            actions=(
                _action(
                    "Look at every ward that stands out with its councillors",
                    date(2023, 12, 29),
                    date(2023, 12, 11),
                ),
                _action("Agree with wardens where patrols go in spring", date(2024, 2, 29)),
            ),
        ),
        OneObjective(
            "Improving community cohesion and resilience",
            ("crime/public-order",),
            note="The text of the original deck breaks off at “community cohesion and res”;"
            " “resilience” is read into it.",
        ),
        OneObjective(
            "Delivering the Prevent agenda",
            group="operational-prevent-group",
            could_measure="Activities by kind and how many they reach. The Prevent lead records"
            " them in the register.",
        ),
    ),
    2: (
        OneObjective(
            "Improve mental health",
            group="thematic",
            could_measure="Admissions for mental disorders due to alcohol and drugs"
            " (ICD-10 F10 to F19). The NHS keeps them, and shares them under the 2007 Regulations.",
        ),
        OneObjective(
            "Reduce child exploitation, including sexual exploitation",
            group="thematic",
            could_measure="Children assessed as at risk of exploitation. Children’s social care"
            " keeps the assessments.",
        ),
        OneObjective("Reduce substance misuse", ("crime/drugs",), group="thematic"),
        OneObjective(
            "Reduce domestic violence",
            group="thematic",
            could_measure="Admissions for domestic abuse. The NHS keeps them, and shares them under"
            " the 2007 Regulations.",
        ),
        OneObjective(
            "Reducing serious violence",
            ("violence/serious", "crime/robbery", "crime/possession-of-weapons"),
            is_csp_priority=True,
            group="thematic",
            actions=(
                _action("Review the strategy for the year", date(2024, 1, 31), date(2024, 1, 31)),
            ),
        ),
    ),
    3: (
        OneObjective(
            "Working with communities (doing “with”, not “to”)",
            group="nap-west",
            could_measure="Residents who come to local meetings. The four Neighbourhood Action"
            " Partnerships can count them.",
        ),
        OneObjective(
            "Improving environmental cleanliness",
            ("crime/criminal-damage-and-arson", "asb/warden-litter"),
            group="nap-east",
        ),
        OneObjective(
            "Protecting children from harm and exploitation",
            group="thematic",
            could_measure="Children with a plan for their protection. Children’s social care keeps"
            " the plans.",
        ),
        OneObjective(
            "Addressing underlying community issues", ("asb/incidents",), group="nap-south"
        ),
        OneObjective(
            "Reducing violence, business crime and acquisitive crime",
            (
                "crime/violence-and-sexual-offences",
                "crime/shoplifting",
                "crime/burglary",
                "crime/vehicle-crime",
            ),
            is_csp_priority=True,
            group="aim",
        ),
        OneObjective(
            "Reducing re-offending",
            group="thematic",
            could_measure="Proven re-offending within a year. The Ministry of Justice publishes"
            " it, and the Probation Service can say where.",
        ),
        OneObjective("Reduce begging", ("asb/warden-begging-and-drinking",), group="nap-north"),
    ),
}
