"""What the panel recommended before: what was answered and what came of it, on a board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import Enum

from partnership import clock
from partnership.models.groups import Meeting
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import Board, BoardRow, Status, Tone
from reporting.packs.presented_records import making
from reporting.packs.sections.registry import Context, Presented
from scrutiny.models import Milestone, Verdict
from scrutiny.presented import recommendation_words as say
from scrutiny.presented.recommendation_words import Stands, Told
from scrutiny.queries import panels
from scrutiny.queries import recommendations as recommendation_queries
from scrutiny.queries.recommendations import Recommended
from scrutiny.queries.states import State

MOST_ROWS = 5
WIDTHS = (0.28, 0.2, 0.32, 0.2)


class _Reached(Enum):
    MADE, ANSWERED, DONE = 1, 2, 3


def present(context: Context) -> Presented:
    """A row for each, the first made first; no slide where there is none."""
    told = tuple(_told(context, each) for each in reversed(shown(context)))
    if not told:
        return Presented()
    last = _last_meeting(context)
    groups = making.spread(told, MOST_ROWS)
    at, slides = 0, []
    for number, group in enumerate(groups):
        slides.append(_slide(told, group, at, number, last))
        at += len(group)
    return Presented(tuple(slides))


def shown(context: Context) -> tuple[Recommended, ...]:
    """The open ones, and those that the panel closed since the pack before."""
    every = recommendation_queries.recommendations(
        context.partnership,
        viewer=context.viewer,
        on=clock.day_of(context.at),
        at=context.at,
    )
    before = context.previous.at if context.previous else None
    return tuple(each for each in every if each.is_open or _closed_since(each, before))


def _closed_since(recommended: Recommended, before: datetime | None) -> bool:
    closing = recommended.closed_by
    return closing is not None and (before is None or closing.at > before)


def _last_meeting(context: Context) -> Meeting | None:
    """The panel's meeting before this one."""
    if context.meeting is None:
        return None
    return panels.meeting_before(context.partnership, context.meeting, viewer=context.viewer)


def _slide(
    every: Sequence[Told], group: Sequence[Told], before: int, number: int, last: Meeting | None
) -> PanelSlide:
    board = Board(
        columns=say.COLUMNS,
        widths=WIDTHS,
        rows=tuple(_row(told, at) for at, told in enumerate(group, before + 1)),
    )
    return PanelSlide(
        key=making.keyed("since-you-last-met", number),
        layout=Layout.BOARD,
        line=say.line(last.held_on if last else None),
        title=say.title(every) if not number else say.further_title(group),
        shown=(Shown(say.heading(number), board, say.alternative(board)),),
        source=say.source(every),
        is_illustrative=any(told.made_up for told in group),
        notes=say.notes(every) if not number else say.further_notes(group),
    )


def _row(told: Told, number: int) -> BoardRow:
    entries = (phrase(told.title), told.answered, phrase(told.came_of_it), _status(told.stands))
    return BoardRow(entries, str(number))


_TONES = {
    Stands.DONE: (Tone.GOOD, _Reached.DONE),
    Stands.CLOSED: (Tone.GOOD, _Reached.DONE),
    Stands.UNDER_WAY: (Tone.UNDER_WAY, _Reached.ANSWERED),
    Stands.ANSWERED: (Tone.UNDER_WAY, _Reached.ANSWERED),
    Stands.WAITING: (Tone.UNKNOWN, _Reached.MADE),
    Stands.LATE: (Tone.BAD, _Reached.MADE),
    Stands.NOT_ACCEPTED: (Tone.BAD, _Reached.ANSWERED),
}


def _status(stands: Stands) -> Status:
    tone, reached = _TONES[stands]
    return Status(stands.value, tone, reached.value, say.STAGES)


# --- How one stands --------------------------------------------------------------------------
def _told(context: Context, recommended: Recommended) -> Told:
    on = clock.day_of(context.at)
    record = recommended.recommendation
    milestones = tuple(
        milestone for milestone in recommended.milestones if not milestone.withdrawn_because
    )
    return Told(
        title=record.title,
        made_on=record.made_on,
        stands=_stands(recommended, milestones, on),
        answered=say.answered(recommended),
        came_of_it=_came_of_it(recommended, milestones, on),
        made_up=record.is_illustrative,
    )


def _stands(recommended: Recommended, milestones: Sequence[Milestone], on: date) -> Stands:
    if recommended.closed_by:
        return Stands.CLOSED
    if recommended.state is State.LATE:
        return Stands.LATE
    if recommended.state is State.WAITING:
        return Stands.WAITING
    given = [status.response for status in recommended.recipients if status.response]
    if given and all(response.verdict == Verdict.REJECTED for response in given):
        return Stands.NOT_ACCEPTED
    if not milestones:
        return Stands.ANSWERED
    return Stands.DONE if all(_is_done(each, on) for each in milestones) else Stands.UNDER_WAY


def _is_done(milestone: Milestone, on: date) -> bool:
    return milestone.done_on is not None and milestone.done_on <= on


def _came_of_it(recommended: Recommended, milestones: Iterable[Milestone], on: date) -> str:
    """The panel's decision, what is still to come, what was done last, or what was answered."""
    if recommended.closed_by:
        return say.closed(recommended.closed_by)
    ahead = [milestone for milestone in milestones if not _is_done(milestone, on)]
    if ahead:
        return say.ahead(ahead[0])
    done = [milestone for milestone in milestones if _is_done(milestone, on)]
    if done:
        return done[-1].text
    given = [status.response.text for status in recommended.recipients if status.response]
    return next((say.without_illustrative(text) for text in given if text), say.NOTHING_YET)
