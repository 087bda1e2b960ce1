"""What can have happened in scrutiny, and writing it down with what was before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.forms.models import model_to_dict

from partnership import audit
from partnership.models import Partnership, User


class Kind(models.TextChoices):
    """The audit events of scrutiny."""

    PANEL_ADDED = "panel-added", "Panel added"
    PANEL_CHANGED = "panel-changed", "Panel changed"
    PANEL_ENDED = "panel-ended", "Panel ended"
    MEMBER_ADDED = "panel-member-added", "Member of a panel added"
    MEMBER_ENDED = "panel-member-ended", "Member of a panel ended"
    TIMETABLE_SET = "panel-timetable-set", "Timetable of a panel set"
    MEETING_ADDED = "panel-meeting-added", "Meeting of a panel added"
    MEETING_CHANGED = "panel-meeting-changed", "Meeting of a panel changed"
    MEETING_CANCELLED = "panel-meeting-cancelled", "Meeting of a panel cancelled"
    STEP_DONE = "panel-step-done", "Step before a meeting done"
    WORK_PLANNED = "panel-work-planned", "Item of a work programme added"
    WORK_CHANGED = "panel-work-changed", "Item of a work programme changed"
    WORK_WITHDRAWN = "panel-work-withdrawn", "Item of a work programme withdrawn"
    ITEM_ADDED = "agenda-item-added", "Agenda item added"
    ITEM_CHANGED = "agenda-item-changed", "Agenda item changed"
    ITEM_WITHDRAWN = "agenda-item-withdrawn", "Agenda item withdrawn"
    OUTCOME_RECORDED = "outcome-recorded", "Outcome of an agenda item recorded"
    PERIOD_SET = "scrutiny-period-set", "Period for scrutiny set"
    CLOSED_DAY_ADDED = "closed-day-added", "Day on which offices are closed added"
    CLOSED_DAY_ENDED = "closed-day-ended", "Day on which offices are closed taken out"
    QUESTION_ASKED = "question-asked", "Question asked"
    QUESTION_DIRECTED = "question-directed", "Question directed"
    QUESTION_ANSWERED = "question-answered", "Question answered"
    QUESTION_WITHDRAWN = "question-withdrawn", "Question withdrawn"
    RECOMMENDATION_MADE = "recommendation-made", "Recommendation made"
    RECOMMENDATION_CHANGED = "recommendation-changed", "Recommendation changed"
    RECOMMENDATION_WITHDRAWN = "recommendation-withdrawn", "Recommendation withdrawn"
    RECIPIENT_ADDED = "recipient-added", "Recipient of a recommendation added"
    RECIPIENT_ENDED = "recipient-ended", "Recipient of a recommendation taken out"
    COPY_SENT = "copy-sent", "Copy of a recommendation sent"
    LATER_SAID = "response-later", "Reason given for a later response"
    RESPONSE_GIVEN = "response-given", "Response to a recommendation given"
    DECISION_RECORDED = "panel-decision-recorded", "Panel’s decision recorded"
    MILESTONE_ADDED = "milestone-added", "Milestone added"
    MILESTONE_DONE = "milestone-done", "Milestone done"
    MILESTONE_WITHDRAWN = "milestone-withdrawn", "Milestone withdrawn"
    MEASURE_LINKED = "measure-linked", "Measure linked to a recommendation"
    MEASURE_UNLINKED = "measure-unlinked", "Measure no longer linked to a recommendation"
    EVIDENCE_ADDED = "evidence-added", "Evidence added"
    EVIDENCE_WITHDRAWN = "evidence-withdrawn", "Evidence withdrawn"
    LETTER_SENT = "scrutiny-letter-sent", "Mail about scrutiny sent"
    CLOCK_ADDRESS_MADE = "clock-address-made", "Address of scrutiny’s calendar made"
    CLOCK_ADDRESS_ENDED = "clock-address-ended", "Address of scrutiny’s calendar ended"


def added(
    kind: Kind,
    made: models.Model,
    *,
    by: User | None,
    partnership: Partnership,
    at: datetime,
    **more,
) -> None:
    """Write down that `made` is new, with all that it holds."""
    audit.record(
        kind,
        by=by,
        about=made,
        partnership=partnership,
        at=at,
        before=None,
        after=_snapshot(made),
        **more,
    )


def changed(
    kind: Kind,
    record: models.Model,
    *,
    by: User | None,
    partnership: Partnership,
    at: datetime,
    to: dict[str, Any],
    **more,
) -> None:
    """Give `record` the values of `to`, save it, and write down what they were before."""
    before = {name: _plain(getattr(record, name)) for name in to}
    for name, value in to.items():
        setattr(record, name, value)
    record.save()
    after = {name: _plain(value) for name, value in to.items()}
    audit.record(
        kind,
        by=by,
        about=record,
        partnership=partnership,
        at=at,
        before=before,
        after=after,
        **more,
    )


def _snapshot(made: models.Model) -> dict[str, Any]:
    return {name: _plain(value) for name, value in model_to_dict(made).items()}


def _plain(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value
