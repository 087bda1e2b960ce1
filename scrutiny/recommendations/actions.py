"""Making, sending, answering and deciding recommendations: what is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone

from partnership import clock
from partnership.models import Agency, Partnership, User
from partnership.models.governance import Body, BodyKind
from partnership.models.groups import Group, Meeting
from partnership.optimistic_lock import check_seen
from partnership.people.permissions import Permission, check
from partnership.refusals import Refused
from scrutiny import events, words
from scrutiny.events import Kind
from scrutiny.models import (
    AgendaItem,
    Decision,
    Evidence,
    LinkedMeasure,
    Milestone,
    Recipient,
    Recommendation,
    Response,
    Verdict,
)
from scrutiny.policies import is_open, may_respond, may_work_on
from scrutiny.queries.days import allowed
from scrutiny.queries.panels import line_of
from scrutiny.recommendations import telling
from scrutiny.working_days.countdown import due
from scrutiny.working_days.holidays import PeriodKey
from scrutiny.writes import insert


@dataclass(frozen=True)
class To:
    """A body that is to be sent a copy, and the period in which its answer is due."""

    name: str
    agency: Agency | None = None
    period: PeriodKey = PeriodKey.AUTHORITIES


EXECUTIVE = To("The Executive", period=PeriodKey.EXECUTIVE)


def everybody(partnership: Partnership) -> tuple[To, ...]:
    """The responsible authorities and co-operating bodies that are recorded: the law has each
    of them sent a copy. Where none is recorded yet, the agencies of the partnership."""
    kinds = (BodyKind.RESPONSIBLE, BodyKind.CO_OPERATING)
    bodies = Body.objects.filter(partnership=partnership, kind__in=kinds, ended_on__isnull=True)
    entered = [
        To(body.name, body.agency) for body in bodies.select_related("agency").order_by("name")
    ]
    return tuple(entered) or tuple(
        To(agency.name, agency) for agency in partnership.agencies.order_by("name")
    )


# --- Making ----------------------------------------------------------------------------------
@transaction.atomic
def make(
    *,
    panel: Group,
    reference: str,
    title: str,
    text: str,
    made_on: date,
    to: Iterable[To],
    by: User,
    is_report: bool = False,
    review: str = "",
    agenda_item: AgendaItem | None = None,
    owner_role: str = "",
    is_illustrative: bool = False,
    at: datetime | None = None,
) -> Recommendation:
    """A recommendation or report of a panel, with a row for each body that is sent a copy.

    Each row's due date is worked out here and stored. PermissionDenied without the right,
    Refused for a reference that is taken, a day ahead, or nobody to send it to.
    """
    at = at or timezone.now()
    partnership = panel.partnership
    check(by, Permission.MAKE_RECOMMENDATIONS, partnership=partnership)
    to = tuple(to)
    if made_on > clock.day_of(at):
        raise Refused(words.MADE_IN_THE_FUTURE, field="made_on")
    if not to:
        raise Refused(words.NO_RECIPIENT, field="to")
    made = Recommendation(
        partnership=partnership,
        panel=panel,
        reference=reference,
        is_report=is_report,
        title=title,
        text=text,
        review=review,
        made_on=made_on,
        agenda_item=agenda_item,
        owner_role=owner_role,
        is_illustrative=is_illustrative,
    )
    insert(made, words.REFERENCE_IS_TAKEN, field="reference")
    recipients = [_recipient(made, body) for body in to]
    events.added(
        Kind.RECOMMENDATION_MADE,
        made,
        by=by,
        partnership=partnership,
        at=at,
        recipients=[
            {"name": recipient.name, "due_on": recipient.due_on} for recipient in recipients
        ],
    )
    telling.made(made, recipients, by=by, at=at)
    return made


def _recipient(recommendation: Recommendation, to: To) -> Recipient:
    made_on = recommendation.made_on
    period = allowed(recommendation.partnership, to.period, on=made_on)
    made = Recipient(
        recommendation=recommendation,
        agency=to.agency,
        name=to.name,
        period=to.period.value,
        due_on=due(made_on, period.number, period.unit),
        due_how=words.how_due(made_on, period.number, period.unit, period.source),
    )
    insert(made, words.RECIPIENT_ALREADY, field="to")
    return made


@transaction.atomic
def reword(
    *,
    recommendation: Recommendation,
    seen: int,
    title: str,
    text: str,
    review: str,
    owner_role: str,
    by: User,
    at: datetime | None = None,
) -> None:
    """Other words for a recommendation; `seen` is the version that the writer saw."""
    at = _keeping(by, recommendation, at)
    locked = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_seen(seen, latest=locked.version, sentence=words.OVERTAKEN, now=locked.text, field="text")
    to = {
        "title": title,
        "text": text,
        "review": review,
        "owner_role": owner_role,
        "version": seen + 1,
    }
    _change(Kind.RECOMMENDATION_CHANGED, locked, locked, by=by, at=at, to=to)


@transaction.atomic
def bring_back(
    *, recommendation: Recommendation, meeting: Meeting | None, by: User, at: datetime | None = None
) -> None:
    """Have the panel look at it again at `meeting`."""
    at = _keeping(by, recommendation, at)
    if meeting is not None:
        _check_of_panel(meeting, recommendation)
    _change(
        Kind.RECOMMENDATION_CHANGED,
        recommendation,
        recommendation,
        by=by,
        at=at,
        to={"back_at": meeting},
    )


@transaction.atomic
def withdraw(
    *, recommendation: Recommendation, because: str, by: User, at: datetime | None = None
) -> None:
    """Say that it was entered by mistake; what the panel made is closed by its decision alone."""
    at = _keeping(by, recommendation, at)
    to = {"withdrawn_because": because}
    _change(Kind.RECOMMENDATION_WITHDRAWN, recommendation, recommendation, by=by, at=at, to=to)
    telling.settle(recommendation.recipients.all(), at=at)


# --- Recipients ------------------------------------------------------------------------------
@transaction.atomic
def add_recipient(
    *, recommendation: Recommendation, to: To, by: User, at: datetime | None = None
) -> Recipient:
    """One more body that is sent a copy and answers for itself."""
    at = _keeping(by, recommendation, at)
    made = _recipient(recommendation, to)
    events.added(Kind.RECIPIENT_ADDED, made, by=by, partnership=recommendation.partnership, at=at)
    telling.made(recommendation, [made], by=by, at=at)
    return made


@transaction.atomic
def end_recipient(
    *, recipient: Recipient, because: str, by: User, at: datetime | None = None
) -> None:
    """A body that should not have been sent a copy."""
    at = _keeping(by, recipient.recommendation, at)
    to = {"ended_because": because}
    _change(Kind.RECIPIENT_ENDED, recipient, recipient.recommendation, by=by, at=at, to=to)
    telling.settle([recipient], at=at)


@transaction.atomic
def send_copy(
    *, recipient: Recipient, on: date, by: User | None, at: datetime | None = None
) -> None:
    """Write down when the copy was sent. The due date stays: it runs from when it was made."""
    at = _keeping(by, recipient.recommendation, at)
    if on < recipient.recommendation.made_on:
        raise Refused(words.SENT_BEFORE_MADE, field="on")
    if on > clock.day_of(at):
        raise Refused(words.MADE_IN_THE_FUTURE, field="on")
    to = {"sent_on": on}
    _change(Kind.COPY_SENT, recipient, recipient.recommendation, by=by, at=at, to=to)


@transaction.atomic
def say_later(*, recipient: Recipient, because: str, by: User, at: datetime | None = None) -> None:
    """Why the answer comes “as soon as reasonably possible” after its day; the day stays."""
    at = at or timezone.now()
    _check_answers(by, recipient)
    to = {"later_because": because}
    _change(Kind.LATER_SAID, recipient, recipient.recommendation, by=by, at=at, to=to)


@transaction.atomic
def respond(
    *,
    recipient: Recipient,
    verdict: Verdict,
    text: str,
    responded_on: date,
    by: User,
    seen: int = 0,
    at: datetime | None = None,
) -> Response:
    """A body's own answer. Whatever is not accepted whole needs a reason.

    `seen` is the number of the response that the writer saw, 0 for none: Outdated by a later.
    """
    at = at or timezone.now()
    _check_answers(by, recipient)
    locked = Recipient.objects.select_for_update().get(pk=recipient.pk)
    if verdict != Verdict.ACCEPTED and not text:
        raise Refused(words.RESPONSE_NEEDS_REASON, field="text")
    if not recipient.recommendation.made_on <= responded_on <= clock.day_of(at):
        raise Refused(words.REAL_DAY, field="responded_on")
    latest = locked.responses.order_by("number").last()
    if latest:
        theirs = latest.text or str(latest)
        check_seen(seen, latest=latest.number, sentence=words.OVERTAKEN, now=theirs, field="text")
    made = Response.objects.create(
        recipient=locked,
        number=seen + 1,
        verdict=verdict,
        text=text,
        responded_on=responded_on,
        by=by,
        at=at,
    )
    events.added(
        Kind.RESPONSE_GIVEN,
        made,
        by=by,
        partnership=recipient.recommendation.partnership,
        at=at,
        replaces=latest.pk if latest else None,
    )
    telling.answered(made, by=by, at=at)
    return made


@transaction.atomic
def take_responses(
    *,
    recommendation: Recommendation,
    verdict: Verdict,
    text: str,
    responded_on: date,
    by: User,
    at: datetime | None = None,
) -> None:
    """The one response that an older list holds for all recipients, as democratic services
    bring it in; from then on each answers for itself."""
    at = _keeping(by, recommendation, at)
    for recipient in recommendation.recipients.filter(ended_because=""):
        made = Response.objects.create(
            recipient=recipient,
            number=1,
            verdict=verdict,
            text=text,
            responded_on=responded_on,
            by=by,
            at=at,
        )
        events.added(
            Kind.RESPONSE_GIVEN,
            made,
            by=by,
            partnership=recommendation.partnership,
            at=at,
            from_a_list=True,
        )
        telling.settle([recipient], at=at)


# --- The panel decides -----------------------------------------------------------------------
@transaction.atomic
def decide(
    *,
    recommendation: Recommendation,
    meeting: Meeting,
    minute: str,
    closes: bool,
    by: User | None,
    note: str = "",
    at: datetime | None = None,
) -> Decision:
    """Record what the panel decided at a meeting that was held; only so does one close."""
    at = _keeping(by, recommendation, at)
    _check_of_panel(meeting, recommendation)
    if meeting.held_on > clock.day_of(at):
        raise Refused(words.MEETING_LIES_AHEAD, field="meeting")
    if not minute:
        raise Refused(words.OUTCOME_NEEDS_MINUTE, field="minute")
    made = Decision(
        recommendation=recommendation,
        meeting=meeting,
        minute=minute,
        closes=closes,
        note=note,
        by=by,
        at=at,
    )
    insert(made, words.DECIDED_AT_MEETING, field="meeting")
    events.added(Kind.DECISION_RECORDED, made, by=by, partnership=recommendation.partnership, at=at)
    telling.decided(made, by=by, at=at)
    return made


# --- What is done about it -------------------------------------------------------------------
@transaction.atomic
def add_milestone(
    *,
    recommendation: Recommendation,
    text: str,
    due_on: date,
    by: User,
    owner_role: str = "",
    at: datetime | None = None,
) -> Milestone:
    """A step on the way, with the role that takes it."""
    at = _working(by, recommendation, at)
    made = Milestone.objects.create(
        recommendation=recommendation, text=text, due_on=due_on, owner_role=owner_role
    )
    events.added(Kind.MILESTONE_ADDED, made, by=by, partnership=recommendation.partnership, at=at)
    return made


@transaction.atomic
def finish_milestone(
    *, milestone: Milestone, on: date, by: User, at: datetime | None = None
) -> None:
    """A step was taken on `on`."""
    at = _working(by, milestone.recommendation, at)
    if on > clock.day_of(at):
        raise Refused(words.MADE_IN_THE_FUTURE, field="on")
    to = {"done_on": on}
    _change(Kind.MILESTONE_DONE, milestone, milestone.recommendation, by=by, at=at, to=to)


@transaction.atomic
def withdraw_milestone(
    *, milestone: Milestone, because: str, by: User, at: datetime | None = None
) -> None:
    """A step is not taken after all."""
    at = _working(by, milestone.recommendation, at)
    to = {"withdrawn_because": because}
    _change(Kind.MILESTONE_WITHDRAWN, milestone, milestone.recommendation, by=by, at=at, to=to)


@transaction.atomic
def link_measure(
    *,
    recommendation: Recommendation,
    measure: str,
    by: User,
    area: str = "",
    at: datetime | None = None,
) -> LinkedMeasure:
    """A measure that should move if the recommendation works."""
    at = _working(by, recommendation, at)
    made = LinkedMeasure(recommendation=recommendation, measure=measure, area=area)
    insert(made, "It is linked already", field="measure")
    events.added(Kind.MEASURE_LINKED, made, by=by, partnership=recommendation.partnership, at=at)
    return made


@transaction.atomic
def unlink_measure(*, linked: LinkedMeasure, by: User, at: datetime | None = None) -> None:
    """The measure is no longer set beside it."""
    at = _working(by, linked.recommendation, at)
    to = {"ended_at": at}
    _change(Kind.MEASURE_UNLINKED, linked, linked.recommendation, by=by, at=at, to=to)


@transaction.atomic
def add_evidence(
    *,
    recommendation: Recommendation,
    text: str,
    by: User,
    link: str = "",
    at: datetime | None = None,
) -> Evidence:
    """What shows that something was done, and where it can be checked."""
    at = _working(by, recommendation, at)
    made = Evidence.objects.create(
        recommendation=recommendation, text=text, link=link, by=by, at=at
    )
    events.added(Kind.EVIDENCE_ADDED, made, by=by, partnership=recommendation.partnership, at=at)
    return made


@transaction.atomic
def withdraw_evidence(
    *, evidence: Evidence, because: str, by: User, at: datetime | None = None
) -> None:
    """What was given as evidence is none."""
    at = _working(by, evidence.recommendation, at)
    to = {"withdrawn_because": because}
    _change(Kind.EVIDENCE_WITHDRAWN, evidence, evidence.recommendation, by=by, at=at, to=to)


# --- Shared ----------------------------------------------------------------------------------
def _keeping(by: User | None, recommendation: Recommendation, at: datetime | None) -> datetime:
    """The moment of an act of democratic services on a recommendation that is open."""
    if by is not None:
        check(by, Permission.KEEP_SCRUTINY, partnership=recommendation.partnership)
    _check_open(recommendation)
    return at or timezone.now()


def _working(by: User, recommendation: Recommendation, at: datetime | None) -> datetime:
    if not may_work_on(by, recommendation):
        raise PermissionDenied(words.NOT_YOURS)
    _check_open(recommendation)
    return at or timezone.now()


def _check_answers(by: User, recipient: Recipient) -> None:
    partnership = recipient.recommendation.partnership
    check(by, Permission.ANSWER_SCRUTINY, partnership=partnership)
    if not may_respond(by, recipient):
        raise PermissionDenied(words.NOT_YOURS)
    _check_open(recipient.recommendation)


def _check_open(recommendation: Recommendation) -> None:
    if not is_open(recommendation):
        raise Refused(words.WITHDRAWN_ALREADY if recommendation.withdrawn_because else words.CLOSED)


def _check_of_panel(meeting: Meeting, recommendation: Recommendation) -> None:
    if meeting.group_id not in line_of(recommendation.panel):
        raise Refused(words.MEETING_OF_ANOTHER, field="meeting")
    if meeting.ended_on:
        raise Refused(words.MEETING_IS_CANCELLED, field="meeting")


def _change(
    kind: Kind,
    record: models.Model,
    of: Recommendation,
    *,
    by: User | None,
    at: datetime,
    to: dict,
) -> None:
    events.changed(kind, record, by=by, partnership=of.partnership, at=at, to=to)
