"""Sentences about packs, their sections and their life; computes nothing."""

from __future__ import annotations

from datetime import date

from reporting.packs.models import Pack, State

# The title that the formats give to what follows the slides.
OPENS = ("Contents",)
TO_FOLLOW = "This section is to follow. It will be sent to members as a supplement."

EXEMPT_PARAGRAPHS = (
    ("1", "1: information about an individual"),
    ("2", "2: information likely to reveal who an individual is"),
    ("3", "3: financial or business affairs of a person or body"),
    ("4", "4: consultations or negotiations on labour relations"),
    ("5", "5: legal professional privilege"),
    ("6", "6: notices or orders that the authority proposes to give"),
    ("7", "7: action to prevent, investigate or prosecute crime"),
)

STEPS = {
    State.DRAFT: "being written",
    State.IN_REVIEW: "in review: reviewers comment, and somebody else approves it",
    State.APPROVED: "approved and frozen: it can be issued",
    State.ISSUED: "issued to the panel",
    State.ARCHIVED: "archived",
}


def meeting_line(pack: Pack) -> str:
    """ "Environment Scrutiny Panel, 4 March 2024, agenda item 5"; blank without a meeting."""
    if pack.meeting is None:
        return ""
    agenda_item = f", agenda item {pack.agenda_item}" if pack.agenda_item else ""
    return f"{pack.meeting.group.name}, {day(pack.meeting.held_on)}{agenda_item}"


def no_briefing(locality: str) -> str:
    return f"There is no briefing of {locality} yet. The CSP officer starts one."


def presenter_line(name: str, job_title: str) -> str:
    return ", ".join(part for part in (name, job_title) if part)


def day(on: date) -> str:
    """ "4 March 2024"."""
    return f"{on.day} {on:%B %Y}"
