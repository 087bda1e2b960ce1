"""What each kind of notice is: its group, who may read it, and how a group is mailed by default."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.models import Mailed, NoticeGroup, NoticeKind
from partnership.people.permissions import Permission


@dataclass(frozen=True)
class Rule:
    """Who may read notices of a kind: whoever has `everywhere` or `also`; with `of_agency` also
    the officers of the agency whose matter it is."""

    group: NoticeGroup
    everywhere: Permission
    of_agency: Permission | None = None
    also: Permission | None = None

    @property
    def rights(self) -> tuple[Permission, ...]:
        """Those that let somebody read notices of the kind, whichever agency's matter it is."""
        return (self.everywhere, self.also) if self.also else (self.everywhere,)


def _of_returns(group: NoticeGroup = NoticeGroup.RETURNS) -> Rule:
    return Rule(group, Permission.SEE_ALL_RETURNS, Permission.SEE_RETURNS_OF_OWN_AGENCY)


_P, _G = Permission, NoticeGroup

RULES: dict[NoticeKind, Rule] = {
    NoticeKind.RETURN_WAITING: Rule(_G.DECISIONS, _P.ACCEPT_RETURN),
    NoticeKind.RETURN_SENT: _of_returns(),
    NoticeKind.RETURN_ACCEPTED: _of_returns(),
    NoticeKind.RETURN_REJECTED: _of_returns(),
    NoticeKind.RETURN_RECALLED: _of_returns(),
    NoticeKind.RETURN_OVERDUE: _of_returns(_G.REMINDERS),
    NoticeKind.UPDATE_TO_REVIEW: Rule(_G.UPDATES, _P.READ_DRAFT_PACKS),
    NoticeKind.UPDATE_RETURNED: Rule(_G.UPDATES, _P.READ_DRAFT_PACKS),
    NoticeKind.UPDATE_APPROVED: Rule(_G.UPDATES, _P.READ_DRAFT_PACKS),
    NoticeKind.UPDATE_ISSUED: Rule(_G.UPDATES, _P.VIEW_FIGURES),
    NoticeKind.QUESTION_ASKED: Rule(_G.QUESTIONS, _P.ANSWER_SCRUTINY),
    NoticeKind.QUESTION_ANSWERED: Rule(_G.QUESTIONS, _P.VIEW_FIGURES),
    NoticeKind.RECOMMENDATION_MADE: Rule(_G.RECOMMENDATIONS, _P.ANSWER_SCRUTINY),
    NoticeKind.RECOMMENDATION_ANSWERED: Rule(_G.RECOMMENDATIONS, _P.VIEW_FIGURES),
    NoticeKind.RECOMMENDATION_DECIDED: Rule(_G.RECOMMENDATIONS, _P.VIEW_FIGURES),
    NoticeKind.RETURN_DUE: _of_returns(_G.REMINDERS),
    # Of those who answer, and of those who send out copies and papers; nothing for members to do.
    NoticeKind.SCRUTINY_DUE: Rule(_G.REMINDERS, _P.ANSWER_SCRUTINY, also=_P.KEEP_SCRUTINY),
}

# How a group is mailed until somebody chooses for themselves.
UNLESS_CHOSEN = dict.fromkeys(NoticeGroup, Mailed.AT_ONCE)


def kinds_of(group: NoticeGroup) -> tuple[NoticeKind, ...]:
    return tuple(kind for kind, rule in RULES.items() if rule.group is group)
