"""What the state of a panel, question or recommendation allows, and whose each one is."""

from __future__ import annotations

from partnership.models import Agency, Partnership, Role
from partnership.models.groups import Group, Meeting
from partnership.people.permissions import Permission, Viewer, agencies, may, roles
from partnership.refusals import Refused
from scrutiny import words
from scrutiny.models import (
    Question,
    Recipient,
    Recommendation,
    ToWhom,
)
from scrutiny.queries.questions import is_answered
from scrutiny.queries.recommendations import is_closed, recipients_of

# They answer for every body in the partnership: many have no one with an account.
_ANSWER_FOR_ALL = frozenset({Role.CSP_OFFICER, Role.MANAGER})


# --- Who answers -----------------------------------------------------------------------------
def may_answer(user: Viewer, question: Question) -> bool:
    """A supplier for their own agency, the Prevent lead for what is theirs, officers for all."""
    partnership = question.partnership
    if not may(user, Permission.ANSWER_SCRUTINY, partnership=partnership):
        return False
    own_roles = roles(user, partnership)
    if own_roles & _ANSWER_FOR_ALL:
        return True
    if Role.PREVENT_LEAD in own_roles and question.to_whom == ToWhom.PREVENT_LEAD:
        return True
    return question.agency is not None and _speaks_for(user, question.agency, partnership)


def may_respond(user: Viewer, recipient: Recipient) -> bool:
    """A supplier for their own agency and for no other, officers for all."""
    partnership = recipient.recommendation.partnership
    if not may(user, Permission.ANSWER_SCRUTINY, partnership=partnership):
        return False
    if roles(user, partnership) & _ANSWER_FOR_ALL:
        return True
    return recipient.agency is not None and _speaks_for(user, recipient.agency, partnership)


def may_work_on(user: Viewer, recommendation: Recommendation) -> bool:
    """Whether `user` may keep its milestones and evidence: the panel's officer, and recipients."""
    if may(user, Permission.KEEP_SCRUTINY, partnership=recommendation.partnership):
        return True
    return any(may_respond(user, recipient) for recipient in recipients_of(recommendation))


def may_withdraw(user: Viewer, question: Question) -> bool:
    """Whether the user asked it and it has no answer, or manages the panel's questions."""
    partnership = question.partnership
    if may(user, Permission.KEEP_SCRUTINY, partnership=partnership):
        return True
    asks = may(user, Permission.ASK_QUESTIONS, partnership=partnership)
    return asks and question.asked_by_id == user.pk and not is_answered(question)


def _speaks_for(user: Viewer, agency: Agency, partnership: Partnership) -> bool:
    return Role.SUPPLIER in roles(user, partnership) and agency in agencies(user, partnership)


# --- What stands -----------------------------------------------------------------------------
def is_open(recommendation: Recommendation) -> bool:
    """Whether the panel has not closed it: nothing else does."""
    if recommendation.withdrawn_because:
        return False
    return not is_closed(recommendation)


def check_meeting(meeting: Meeting | None, panel: Group) -> None:
    """Refused for a meeting that is cancelled or another panel's."""
    if meeting is None:
        return
    if meeting.group_id != panel.pk:
        raise Refused(words.MEETING_OF_ANOTHER, field="meeting")
    if meeting.ended_on:
        raise Refused(words.MEETING_IS_CANCELLED, field="meeting")
