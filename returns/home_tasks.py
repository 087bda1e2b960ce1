"""What waits in returns: due, sent back, begun, sent, to decide, and agencies that are late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from measures.periods import Period
from partnership import clock
from partnership.desk import Desk, Task, register
from partnership.people.permissions import Permission, agencies, may
from returns.lifecycle import queries, words
from returns.lifecycle.schedule import agency_board
from returns.lifecycle.schedule import words as calendar_words
from returns.lifecycle.schedule.agency_board import Board
from returns.lifecycle.schedule.expectations import Rejected
from returns.lifecycle.schedule.missing import Missing
from returns.lifecycle.schedule.starting import remind_address, start_address
from returns.models import Part, Return

TO_DECIDE = "return-to-decide"
SENT = "return-sent"
BEGUN = "return-begun"
DUE = "return-due"
CAME_BACK = "return-came-back"
LATE = "agency-overdue"
_P = Permission


@dataclass(frozen=True)
class Underway:
    """What is not settled: sent, or uploaded and not sent; why what came was rejected."""

    waiting: tuple[queries.Waiting, ...]
    begun: tuple[Part, ...]
    reasons: Mapping[int, str]


def board_of(desk: Desk) -> Board | None:
    """The board of agencies as the viewer sees it; None for who handles no returns."""
    if not may(desk.viewer, _P.SEE_RETURNS_OF_OWN_AGENCY, partnership=desk.partnership):
        return None
    sees_all = may(desk.viewer, _P.SEE_ALL_RETURNS, partnership=desk.partnership)
    own = () if sees_all else agencies(desk.viewer, desk.partnership)
    return desk.kept(
        ("board of agencies", sees_all, frozenset(agency.pk for agency in own)),
        lambda: agency_board.board(desk.partnership, viewer=desk.viewer),
    )


def underway(desk: Desk) -> Underway:
    """What the viewer sees of it, the oldest first; four queries at most."""
    board = desk.read(board_of)
    sends_own = not may(desk.viewer, _P.UPLOAD_ON_BEHALF, partnership=desk.partnership)
    late = board.late if board and sends_own else ()
    rejected = {lacking.rejected.of_return for lacking in late if lacking.rejected}
    seen = queries.parts(desk.partnership, viewer=desk.viewer)
    begun = seen.filter(state=Part.State.CHECKED, of_return__uploaded_by=desk.viewer.pk)
    sent_back = seen.filter(state=Part.State.REJECTED, of_return__in=rejected)
    return Underway(
        waiting=queries.waiting(desk.partnership, viewer=desk.viewer),
        begun=tuple(begun.order_by("of_return__uploaded_at", "pk")),
        reasons={part.of_return_id: part.reason for part in sent_back} if rejected else {},
    )


def tasks(desk: Desk) -> Iterator[Task]:
    """Everything about returns that the viewer may do or follow."""
    board = desk.read(board_of)
    if board is None:
        return
    found = desk.read(underway)
    yield from _of_waiting(desk, found.waiting)
    yield from _begun(desk, found.begun)
    if may(desk.viewer, _P.UPLOAD_ON_BEHALF, partnership=desk.partnership):
        yield from _late(desk, board.late)
    elif may(desk.viewer, _P.UPLOAD_RETURN, partnership=desk.partnership):
        yield from _due(desk, board, found.reasons)


register(tasks)


# --- Sent ------------------------------------------------------------------------------------
def _of_waiting(desk: Desk, waiting: Iterable[queries.Waiting]) -> Iterator[Task]:
    """What waits to be decided: by the viewer, or by somebody else."""
    for found in waiting:
        first = found.parts[0]
        sent_on = clock.day_of(first.sent_at)
        sender = str(first.sent_by)
        yield Task(
            kind=TO_DECIDE if found.may_accept else SENT,
            key=decide_key(found.of_return),
            title=named(found.parts),
            note=f"Sent by {sender}" if not found.is_own else "You sent it",
            who=words.supplier(found.of_return),
            since=sent_on,
            url=_address(desk, "decide" if found.may_accept else "one", found.of_return.pk),
            action="Look and decide" if found.may_accept else "Look",
            is_primary=found.may_accept,
            is_mine=found.may_accept,
        )


def decide_key(of_return: Return) -> str:
    """The key of the task of deciding on a return, or of following it."""
    return f"returns/decide/{of_return.pk}"


def named(parts: Iterable[Part]) -> str:
    """ "Police recorded crime, April 2024 to June 2024"."""
    parts = tuple(parts)
    titles = dict.fromkeys(words.source(part) for part in parts)
    return f"{words.in_words(tuple(titles))}, {words.months(parts[0])}"


def _begun(desk: Desk, parts: Iterable[Part]) -> Iterator[Task]:
    """What the viewer uploaded and did not send."""
    for part in parts:
        yield Task(
            kind=BEGUN,
            key=f"returns/begun/{part.pk}",
            title=named([part]),
            note="Uploaded but not sent yet",
            since=clock.day_of(part.of_return.uploaded_at),
            url=reverse("returns:check", args=[desk.partnership.slug, part.of_return.batch]),
            action="Go on",
            is_primary=True,
        )


def _address(desk: Desk, name: str, pk: int) -> str:
    return reverse(f"returns:{name}", args=[desk.partnership.slug, pk])


# --- Due -------------------------------------------------------------------------------------
def _due(desk: Desk, board: Board, reasons: Mapping[int, str]) -> Iterator[Task]:
    """What one's own agencies are asked for: what is late, then what is due next."""
    for lacking in board.late:
        rejected = lacking.rejected
        yield Task(
            kind=CAME_BACK if rejected else DUE,
            key=f"returns/due/{_series(lacking)}/{lacking.first.code}",
            title=f"{lacking.source.title}, {lacking.first.label}",
            note=_sent_back(rejected, reasons) if rejected else _and_more(lacking),
            who=lacking.agency.name,
            count=_periods(lacking),
            due=lacking.asked_by,
            url=start_address(desk.partnership, lacking, lacking.first),
            action="Send it again" if rejected else "Send it",
            is_primary=True,
        )
    for asked in board.due:
        yield Task(
            kind=DUE,
            key=f"returns/due/{asked.key}",
            title=f"{asked.source.title}, {asked.period.label}",
            who=asked.agency.name,
            due=asked.by,
            url=start_address(desk.partnership, asked, asked.period),
            action="Send it",
            is_primary=True,
        )


def _sent_back(rejected: Rejected, reasons: Mapping[int, str]) -> str:
    reason = reasons.get(rejected.of_return, "")
    return f"Rejected {words.day(rejected.on)}" + (f": {reason}" if reason else "")


def _and_more(lacking: Missing) -> str:
    if lacking.first == lacking.last:
        return ""
    return f"Then the next, up to {lacking.last.label}"


def _late(desk: Desk, late: Iterable[Missing]) -> Iterator[Task]:
    """Agencies that have not sent what was asked for, each with one source."""
    by_series: dict[str, list[Missing]] = {}
    for lacking in late:
        by_series.setdefault(_series(lacking), []).append(lacking)
    for series, together in by_series.items():
        first = together[0]
        yield Task(
            kind=LATE,
            key=f"returns/late/{series}/{first.first.code}",
            title=first.agency.name,
            note=f"{first.source.title}: {words.in_words(_spans(together))}",
            who=first.agency.name,
            count=sum(map(_periods, together)),
            due=first.asked_by,
            url=remind_address(desk.partnership, first),
            action="Remind now",
        )


def _spans(together: Iterable[Missing]) -> tuple[str, ...]:
    return tuple(calendar_words.span(lacking) for lacking in together)


def _series(lacking: Missing) -> str:
    return f"{lacking.dataset.slug}/{lacking.source.slug}/{lacking.agency.slug}"


def _periods(lacking: Missing) -> int:
    """How many periods of the first one's length."""
    every = Period.spanning(lacking.first.start, lacking.last.last)
    return max(1, every.months // lacking.first.months)
