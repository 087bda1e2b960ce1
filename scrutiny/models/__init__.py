"""Everything that scrutiny keeps, for Django to find: panels, questions, recommendations."""

from __future__ import annotations

from scrutiny.models.deadlines import ClockAddress, Letter
from scrutiny.models.panels import (
    AgendaItem,
    ClosedDay,
    Outcome,
    PanelMember,
    PeriodSet,
    StepDone,
    Timetable,
    WorkItem,
)
from scrutiny.models.questions import Answer, Question, Timing, ToWhom
from scrutiny.models.recommendations import (
    Decision,
    Evidence,
    LinkedMeasure,
    Milestone,
    Recipient,
    Recommendation,
    Response,
    Verdict,
)

__all__ = [
    "AgendaItem",
    "Answer",
    "ClockAddress",
    "ClosedDay",
    "Decision",
    "Evidence",
    "Letter",
    "LinkedMeasure",
    "Milestone",
    "Outcome",
    "PanelMember",
    "PeriodSet",
    "Question",
    "Recipient",
    "Recommendation",
    "Response",
    "StepDone",
    "Timetable",
    "Timing",
    "ToWhom",
    "Verdict",
    "WorkItem",
]
