"""The register of priorities: plans, what they are to achieve, and what is done towards it."""

from __future__ import annotations

from collections.abc import Callable

from django import forms

from partnership import clock
from partnership.governance.register import OVERDUE, stands
from partnership.models.priorities import Objective, Plan, PlannedAction, Priority
from partnership.page_parts import Tag
from partnership.people.permissions import Permission
from partnership.records import words as record_words
from partnership.records.forms import RecordForm, form_of
from partnership.records.kinds import Kind, Register

Choices = tuple[tuple[str, str], ...]
_measures: list[Callable[[], Choices]] = []
DONE, DONE_LATE = Tag("Done", "green"), Tag("Done late", "grey")


def register_measures(offers: Callable[[], Choices]) -> Callable[[], Choices]:
    """Say which measures there are, as (address, title): an app above this one knows them."""
    if offers not in _measures:
        _measures.append(offers)
    return offers


def measures() -> Choices:
    """Every measure that an objective may be seen by."""
    return tuple(choice for offers in _measures for choice in offers())


def action_state(action: PlannedAction) -> Tag:
    """Whether an action is done, and on time, or due."""
    if action.done_on:
        return DONE if action.done_on <= action.due_on else DONE_LATE
    return OVERDUE if action.due_on < clock.today() else stands(action.due_on)


class ObjectiveForm(RecordForm):
    """An objective; its measures are ticked from those that the portal has."""

    measures = forms.MultipleChoiceField(
        label="Measures",
        help_text="The measures that show whether it is achieved",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "%(value)s is not one of the portal’s measures"},
    )

    class Meta:
        model = Objective
        fields = (
            "priority",
            "position",
            "title",
            "is_csp_priority",
            "owner_group",
            "measures",
            "could_measure",
            "commentary",
            "discussed_on",
            "note",
        )
        widgets = {
            "title": forms.TextInput,
            "could_measure": forms.Textarea(attrs={"rows": 2}),
            "commentary": forms.Textarea(attrs={"rows": 4}),
            "discussed_on": forms.SelectDateWidget,
            "note": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measures"].choices = measures()  # type: ignore[attr-defined]


def _day(name: str):
    return lambda record: record_words.as_text(getattr(record, name)) or record_words.NOT_SAID


PRIORITIES = Register(
    namespace="priorities",
    title="Priorities",
    about="What the plan should achieve, which measures show it, and what is being done.",
    read=Permission.VIEW_FIGURES,
    keep=Permission.KEEP_PRIORITIES,
    index="reporting:priorities",
    kinds=(
        Kind(
            "plans",
            "Plans",
            "plan",
            Plan,
            form_of(Plan, ("title", "starts_on", "ends_on", "link")),
            columns=(("From", _day("starts_on")), ("To", _day("ends_on"))),
            order=("-starts_on",),
            children=(("priorities", "plan"),),
        ),
        Kind(
            "priorities",
            "Priorities",
            "priority",
            Priority,
            form_of(Priority, ("plan", "number", "title", "about")),
            order=("plan", "number"),
            related=("plan",),
            children=(("objectives", "priority"),),
        ),
        Kind(
            "objectives",
            "Objectives",
            "objective",
            Objective,
            ObjectiveForm,
            columns=(
                (
                    "Priority of the partnership",
                    lambda priority: "Yes" if priority.is_csp_priority else "",
                ),
                ("Owner", lambda priority: str(priority.owner_group or record_words.NOT_SAID)),
                ("Last discussed", _day("discussed_on")),
            ),
            order=("priority__number", "position", "pk"),
            related=("priority", "priority__plan", "owner_group"),
            children=(("actions", "objective"),),
        ),
        Kind(
            "actions",
            "Actions",
            "action",
            PlannedAction,
            form_of(
                PlannedAction,
                ("objective", "title", "owner_role", "due_on", "done_on", "progress"),
            ),
            columns=(
                ("Owner", lambda action: action.owner_role),
                ("Due", _day("due_on")),
                ("Done", _day("done_on")),
            ),
            order=("due_on", "pk"),
            related=("objective",),
            state=action_state,
        ),
    ),
)
