"""What is said when something of scrutiny is done; decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from partnership.setup.words import day

PANEL_CHANGED = "The panel is changed."
TIMETABLE_SET = "The timetable is set."
MEETING_CHANGED = "The meeting is changed."
OUTCOME_RECORDED = "The outcome is recorded."
ASKED = "The question is asked. Whoever must answer it sees it on the board."
ANSWERED = "The answer is given. Every member of the panel sees it."
DIRECTED = "It is set who must answer, and by when."
QUESTION_WITHDRAWN = "The question is withdrawn."
MADE = "The recommendation is made. Whoever is sent a copy sees it on the board."
REWORDED = "The recommendation has its new words. The earlier ones stay in the history."
WITHDRAWN = "The recommendation is marked as entered by mistake."
CLOSED = "The recommendation is closed."
STAYS_OPEN = "The decision is recorded. The recommendation stays open."
OFF_THE_AGENDA = "The recommendation is on no agenda now."
MILESTONE_ADDED = "The milestone is added."
MILESTONE_WITHDRAWN = "The milestone is withdrawn."
EVIDENCE_ADDED = "The evidence is added."
EVIDENCE_WITHDRAWN = "The evidence is withdrawn."


# --- Days and panels -------------------------------------------------------------------------
def period_set(typed: Mapping[str, Any]) -> str:
    return f"The period is set from {day(typed['since'])} on."


def day_closed(typed: Mapping[str, Any]) -> str:
    return f"{day(typed['day'])} no longer counts as a working day."


def day_open(on: date) -> str:
    return f"{day(on)} counts as a working day again."


def panel_added(typed: Mapping[str, Any]) -> str:
    return f"{typed['name']} is added."


def panel_ended(name: str, on: date) -> str:
    return f"{name} has ended: {day(on)} is the first day without it."


def member_added(typed: Mapping[str, Any]) -> str:
    return f"{typed['user'] or typed['title']} is on the panel from {day(typed['since'])} on."


def member_ended(name: str, on: date) -> str:
    return f"{name} is no longer on the panel from {day(on)} on."


# --- Programme, meetings and agendas ---------------------------------------------------------
def work_planned(typed: Mapping[str, Any]) -> str:
    return f"“{typed['title']}” is in the work programme."


def work_moved(title: str, typed: Mapping[str, Any]) -> str:
    if typed["because"]:
        return f"“{title}” is taken out of the work programme."
    meeting = typed["meeting"]
    if meeting is None:
        return f"“{title}” is planned for no meeting in particular."
    return f"“{title}” is planned for {day(meeting.held_on)}."


def meeting_added(typed: Mapping[str, Any]) -> str:
    return f"The meeting on {day(typed['held_on'])} is added."


def meeting_cancelled(on: date) -> str:
    return f"The meeting of {day(on)} is cancelled."


def step_finished(step: str) -> str:
    return f"Marked as done: {step}."


def item_added(typed: Mapping[str, Any]) -> str:
    return f"“{typed['title']}” is on the agenda."


def item_rests_on(typed: Mapping[str, Any]) -> str:
    pack = typed["pack"]
    return f"The item rests on “{pack}”." if pack else "The item rests on no update now."


def item_withdrawn(item: str) -> str:
    return f"“{item}” is taken off the agenda."


# --- Recommendations -------------------------------------------------------------------------
def back_on_agenda(typed: Mapping[str, Any]) -> str:
    meeting = typed["meeting"]
    if meeting is None:
        return OFF_THE_AGENDA
    return f"The panel looks at it again on {day(meeting.held_on)}."


def copy_sent(name: str, on: date) -> str:
    return f"A copy was sent to {name} on {day(on)}: that is recorded."


def recipient_added(typed: Mapping[str, Any]) -> str:
    return f"{typed['to']} is added to those who are sent a copy."


def recipient_ended(name: str) -> str:
    return f"{name} is taken out."


def responded(name: str) -> str:
    return f"The response of {name} is given."


def comes_later(name: str) -> str:
    return f"It is recorded why {name} answers later."


def milestone_finished(on: date) -> str:
    return f"The milestone was reached on {day(on)}: that is recorded."


def measure_linked(title: str) -> str:
    return f"{title} is set beside the recommendation."


def measure_unlinked(title: str) -> str:
    return f"{title} is no longer set beside the recommendation."
