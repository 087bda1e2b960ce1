"""Everything that scrutiny keeps, for Django to find: panels, questions, recommendations."""

from __future__ import annotations

from scrutiny.deadlines.models import ClockAddress, Letter
from scrutiny.panels.models import (
    AgendaItem,
    ClosedDay,
    Outcome,
    PanelMember,
    PeriodSet,
    StepDone,
    Timetable,
    WorkItem,
)
from scrutiny.questions.models import Answer, Question, Timing, ToWhom
from scrutiny.recommendations.models import (
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
