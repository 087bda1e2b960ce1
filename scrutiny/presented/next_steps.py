"""What happens after the meeting, as dates: from the law, from records, and from the officer."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.models.groups import Meeting
from partnership.refusals import Refused
from reporting.content.description import Column, Row, Sentence, Slide, SlideKind, Table
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.proofs import Dates, Moment, When
from reporting.packs import text as pack_text
from reporting.packs.presented_records import making
from reporting.packs.sections.registry import Context, DataMissing, Presented
from reporting.packs.sections.text import reader
from scrutiny.presented import next_step_words as say
from scrutiny.presented.next_step_words import Step
from scrutiny.queries import panels
from scrutiny.queries.days import allowed
from scrutiny.working_days.countdown import Unit, due
from scrutiny.working_days.holidays import Allowed, PeriodKey

MOST_STEPS = 6
# A panel meets for this at least once in every twelve months.
MONTHS_TO_NEXT = 12


@dataclass(frozen=True)
class _Steps:
    """The dates in their order, and the sentences for the box below them."""

    steps: tuple[Step, ...]
    foot: tuple[Sentence, ...]
    period: str = ""


def build(context: Context) -> Sequence[Slide]:
    """Its part of the report: the dates as a table."""
    found = _steps(context)
    table = Table(
        slug=context.key,
        title=context.title,
        columns=tuple(map(Column, say.REPORT_COLUMNS)),
        rows=tuple(Row((say.when_in_full(step), say.in_full(step))) for step in found.steps),
    )
    warning = say.ILLUSTRATIVE if any(step.made_up for step in found.steps) else ""
    return (
        Slide(SlideKind.TABLE, context.title, sentences=found.foot, table=table, warning=warning),
    )


def present(context: Context) -> Presented:
    """A line of dates, from the meeting to the next update."""
    found = _steps(context)
    steps = found.steps
    if len(steps) > MOST_STEPS:
        steps = (*steps[: MOST_STEPS - 1], steps[-1])
    today = steps[0].on
    dates = Dates(
        tuple(
            Moment(
                say.when(step, today),
                step.title,
                step.words,
                When.TODAY if step.on == today else When.AHEAD,
            )
            for step in steps
        ),
        (say.IN_REPORT, *(making.as_phrase(sentence) for sentence in found.foot)),
    )
    made_up = any(step.made_up for step in steps)
    slide = PanelSlide(
        key="next-steps",
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(steps),
        shown=(Shown(say.HEADING, dates, say.alternative(steps)),),
        source=say.source(found.period, made_up=made_up),
        is_illustrative=made_up,
        notes=say.notes(steps),
    )
    return Presented((slide,))


# --- The dates -------------------------------------------------------------------------------
def _steps(context: Context) -> _Steps:
    meeting = context.meeting
    if meeting is None:
        raise DataMissing(say.NO_MEETING)
    own, foot = _own(context)
    period = _period(context, meeting)
    computed = (_meets(meeting), *_responds(period, meeting), *_boards(context, meeting))
    steps = sorted((*computed, *own, _next_update(meeting)), key=lambda step: step.on)
    shown = tuple(step for step in steps if step.on >= meeting.held_on)
    return _Steps(shown, foot, say.period(period) if period else "")


def _meets(meeting: Meeting) -> Step:
    return Step(meeting.held_on, say.MEETS, say.MEETS_FOR)


def _period(context: Context, meeting: Meeting) -> Allowed | None:
    """How long the bodies have to answer what the panel recommends at this meeting."""
    try:
        return allowed(context.partnership, PeriodKey.AUTHORITIES, on=meeting.held_on)
    except Refused:
        return None


def _responds(period: Allowed | None, meeting: Meeting) -> Iterator[Step]:
    if period:
        on = due(meeting.held_on, period.number, period.unit)
        yield Step(on, say.RESPONDS, say.RESPONDS_TO)


def _boards(context: Context, meeting: Meeting) -> Iterator[Step]:
    """The partnership's own next meeting, where it is recorded."""
    first = panels.next_of_the_board(
        context.partnership,
        viewer=context.viewer,
        after=meeting.held_on,
        until=due(meeting.held_on, MONTHS_TO_NEXT, Unit.MONTHS),
    )
    if first:
        yield Step(
            first.held_on, say.BOARD, say.BOARD_FOR, made_up=making.says_made_up(first.place)
        )


def _next_update(meeting: Meeting) -> Step:
    on = due(meeting.held_on, MONTHS_TO_NEXT, Unit.MONTHS)
    return Step(on, say.NEXT, say.NEXT_IS, is_by_month=True)


_OWN = re.compile(
    r"^-\s+(?P<day>\d{1,2}\s+)?(?P<month>[A-Z][a-z]+)\s+(?P<year>\d{4})"
    r"(?P<made_up>\s+\(illustrative\))?:\s*(?P<title>[^:]+?)(?::\s*(?P<words>.+))?$"
)


def _own(context: Context) -> tuple[tuple[Step, ...], tuple[Sentence, ...]]:
    """The dates that the officer wrote, and all other words."""
    steps, others = [], []
    for line in context.text.splitlines():
        step = _parsed(line.strip())
        if step:
            steps.append(step)
        else:
            others.append(line)
    return tuple(steps), pack_text.sentences("\n".join(others), reader(context.numbers))


def _parsed(line: str) -> Step | None:
    found = _OWN.match(line)
    if found is None:
        return None
    day = (found["day"] or "").strip()
    on = _date(day or "1", found["month"], found["year"])
    if on is None:
        return None
    return Step(
        on,
        found["title"].strip(),
        (found["words"] or "").strip(),
        is_by_month=not day,
        made_up=bool(found["made_up"]),
    )


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), list(month_name).index(month), int(day))
    except ValueError:
        return None
