"""The Prevent register: what is kept, by whom, and what its pages say; no figures of people."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from partnership import clock
from partnership.governance.register import OVERDUE, StandingTextForm, stands, texts
from partnership.models.governance import PREVENT_TEXTS, TextKey
from partnership.page_parts import Tag
from partnership.people.permissions import Permission
from partnership.records import words as record_words
from partnership.records.forms import form_of
from partnership.records.kinds import Kind, Register
from prevent.register_models import (
    Activity,
    GroupAction,
    Met,
    OversightBody,
    School,
    SelfAssessment,
    Status,
    Training,
    Workstream,
)

NOT_MET, MET, EXCEEDED = Tag("Not met", "red"), Tag("Met", "green"), Tag("Exceeded", "blue")
_MET = {Met.NOT_MET: NOT_MET, Met.MET: MET, Met.EXCEEDED: EXCEEDED}
DONE, DONE_LATE = Tag("Done", "green"), Tag("Done late", "grey")
UNDER_WAY, PLANNED = Tag("Under way", "yellow"), Tag("Planned", "grey")
_STATUS = {Status.DONE: DONE, Status.UNDER_WAY: UNDER_WAY, Status.PLANNED: PLANNED}
NOBODY_TRAINED, TRAINED = Tag("None trained", "red"), Tag("Trained", "green")


class PreventTextForm(StandingTextForm):
    KEYS: ClassVar[tuple[TextKey, ...]] = PREVENT_TEXTS


def action_state(action: GroupAction) -> Tag:
    """Whether an action is done, and on time, or due."""
    if action.done_on:
        return DONE if action.done_on <= action.due_on else DONE_LATE
    return OVERDUE if action.due_on < clock.today() else stands(action.due_on)


def year(record: SelfAssessment | GroupAction) -> str:
    return f"{record.year}/{(record.year + 1) % 100:02}"


def _day(name: str):
    return lambda record: record_words.as_text(getattr(record, name)) or record_words.NOT_SAID


def _plain(name: str):
    return lambda record: str(getattr(record, name) or record_words.NOT_SAID)


def when(activity: Activity) -> str:
    """When it was: its days where they are known, or else its year."""
    first, last = activity.starts_on, activity.ends_on
    if first is None:
        return str(activity.year)
    return _span(first, last) if last and last != first else record_words.as_text(first)


def _span(first: date, last: date) -> str:
    return f"{record_words.as_text(first)} to {record_words.as_text(last)}"


REGISTER = Register(
    namespace="prevent_register",
    title="Prevent register",
    about="What is done for Prevent. It has no number of referrals, and nothing about any person.",
    read=Permission.READ_PREVENT_REGISTER,
    keep=Permission.KEEP_PREVENT_REGISTER,
    index="prevent_register:index",
    kinds=(
        Kind(
            "self-assessment",
            "Yearly self-assessment",
            "assessed section",
            SelfAssessment,
            form_of(
                SelfAssessment,
                ("year", "section", "met", "shown_by", "action", "due_on", "note"),
                evidence="evidence",
            ),
            about="The eight sections of the Home Office’s toolkit. A section that is not met needs"
            " an action.",
            columns=(("Year", year), ("Action", _plain("action")), ("By", _day("due_on"))),
            order=("-year", "pk"),
            state=lambda record: _MET[Met(record.met)],
            warnings=lambda record: (record.note,) if record.note else (),
        ),
        Kind(
            "action-plan",
            "Operational group’s action plan",
            "action",
            GroupAction,
            form_of(GroupAction, ("year", "title", "owner_role", "due_on", "done_on", "progress")),
            columns=(("Year", year), ("Owner", _plain("owner_role")), ("Due", _day("due_on"))),
            order=("-year", "due_on", "pk"),
            state=action_state,
        ),
        Kind(
            "activities",
            "Activities",
            "activity",
            Activity,
            form_of(
                Activity,
                (
                    "title",
                    "kind",
                    "year",
                    "starts_on",
                    "ends_on",
                    "places",
                    "partners",
                    "audiences",
                    "reach",
                    "status",
                    "for_region",
                    "is_project",
                    "about",
                    "note",
                ),
                guarded=("title", "places", "partners", "audiences", "about", "note"),
            ),
            about="Campaigns, events, roadshows, roundtables, newsletters, training, resources,"
            " awareness sessions and projects with partners.",
            columns=(
                ("Kind", lambda activity: activity.get_kind_display()),
                ("When", when),
                ("Where", _plain("places")),
            ),
            order=("-year", "pk"),
            state=lambda activity: _STATUS[Status(activity.status)],
        ),
        Kind(
            "guidance",
            "Revised Prevent duty guidance",
            "workstream",
            Workstream,
            form_of(Workstream, ("title", "status", "due_on", "progress")),
            about="The work that meets the guidance in force since 31 December 2023.",
            columns=(("Due", _day("due_on")),),
            state=lambda work: _STATUS[Status(work.status)],
        ),
        Kind(
            "oversight",
            "Who oversees it",
            "body",
            OversightBody,
            form_of(OversightBody, ("name", "how")),
            columns=(("How", _plain("how")),),
        ),
        Kind(
            "training",
            "Training",
            "training",
            Training,
            form_of(Training, ("product", "audience", "held_on", "trained", "note")),
            columns=(
                ("Held on", _day("held_on")),
                ("Trained", lambda training: f"{training.trained:,}"),
            ),
            order=("-held_on", "pk"),
            warnings=lambda training: (training.note,) if training.note else (),
        ),
        Kind(
            "schools",
            "Schools",
            "school",
            School,
            form_of(School, ("name", "trained_on", "note")),
            about="Each school should have at least one designated safeguarding lead who is"
            " trained.",
            columns=(("Last trained", _day("trained_on")),),
            order=("name",),
            state=lambda school: TRAINED if school.trained_on else NOBODY_TRAINED,
        ),
        texts(PreventTextForm),
    ),
)
