"""A panel's timetable in words: what is set, whatever the day of the meeting."""

from __future__ import annotations

from datetime import date

from partnership.models.groups import Group
from partnership.page_parts import Row
from partnership.setup.words import count_of
from scrutiny import words
from scrutiny.queries.days import allowed, timetable_of
from scrutiny.working_days.countdown import Step
from scrutiny.working_days.holidays import PeriodKey


def set_rows(panel: Group, *, on: date) -> tuple[Row, ...]:
    """Each step with how long before the next it is due; empty if no timetable has been set."""
    timetable = timetable_of(panel)
    if timetable is None:
        return ()
    days = {
        Step.DRAFT: timetable.draft,
        Step.CLEARANCE: timetable.clearance,
        Step.PRE_AGENDA: timetable.pre_agenda,
        Step.TO_DEMOCRATIC_SERVICES: timetable.to_democratic_services,
    }
    steps = tuple(Step)
    return (
        *(
            Row(words.step(step), words.before_step(number, steps[place + 1]))
            for place, (step, number) in enumerate(days.items())
        ),
        Row(words.step(Step.PUBLICATION), publication(panel, on=on)[0]),
    )


def publication(panel: Group, *, on: date) -> tuple[str, ...]:
    """How long before a meeting its papers are published, and who says so."""
    clear = allowed(panel.partnership, PeriodKey.CLEAR_DAYS, on=on)
    return (f"{count_of(clear.number, 'clear working day')} before the meeting. {clear.source}",)
