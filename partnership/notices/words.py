"""Every sentence of notices and of the mails about them; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.models import Notice, NoticeGroup, NoticeKind, Partnership, User
from partnership.reminders import DAYS_AFTER, DAYS_BEFORE


def _days(numbers: Sequence[int]) -> str:
    """ "14 and 3 days"."""
    return f"{', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]} days"


INBOX = "Inbox"
NOTHING = (
    "Nothing here yet. This page lists what is waiting for you, and what was decided about things"
    " you sent."
)
ALL_READ = "Everything is marked as read."
CHOSEN = "From now on you get mails as you have chosen."
MAILS = "Mails to me"
MAILS_ABOUT = (
    "The inbox always has everything. Choose here what we also send you by email. Your choice"
    " covers all your partnerships here."
)
CHOOSE = "Choose when you want these mails"

# What each kind asks of its reader, or what comes next; one short sentence.
NEXT: dict[NoticeKind, str] = {
    NoticeKind.RETURN_WAITING: "Please accept it or reject it.",
    NoticeKind.RETURN_SENT: (
        "Somebody else now decides on it. We will tell you when it is accepted or rejected."
    ),
    NoticeKind.RETURN_ACCEPTED: "Its figures are on the dashboards now.",
    NoticeKind.RETURN_REJECTED: "Put it right and send it again.",
    NoticeKind.RETURN_RECALLED: "Its figures are no longer on the dashboards.",
    NoticeKind.RETURN_OVERDUE: "Please send it as soon as you can.",
    NoticeKind.UPDATE_TO_REVIEW: "Please read it, then comment or approve it.",
    NoticeKind.UPDATE_RETURNED: "Please change it before you send it again.",
    NoticeKind.UPDATE_APPROVED: "It can be issued now.",
    NoticeKind.UPDATE_ISSUED: "You can read it now.",
    NoticeKind.QUESTION_ASKED: "Please answer it by the date below.",
    NoticeKind.QUESTION_ANSWERED: "",
    NoticeKind.RECOMMENDATION_MADE: "Please respond by the date below.",
    NoticeKind.RECOMMENDATION_ANSWERED: "",
    NoticeKind.RECOMMENDATION_DECIDED: "",
    NoticeKind.RETURN_DUE: "",
    NoticeKind.SCRUTINY_DUE: "",
}
_SEVERAL: dict[NoticeGroup, str] = {
    NoticeGroup.DECISIONS: "returns are waiting for a decision",
    NoticeGroup.RETURNS: "news of your returns",
    NoticeGroup.UPDATES: "news of updates",
    NoticeGroup.QUESTIONS: "questions and answers",
    NoticeGroup.RECOMMENDATIONS: "news of recommendations",
    NoticeGroup.REMINDERS: "reminders",
}
GROUP_HELP: dict[NoticeGroup, str] = {
    NoticeGroup.DECISIONS: "For those who accept or reject returns",
    NoticeGroup.RETURNS: "Received, accepted, rejected with the reason, recalled",
    NoticeGroup.UPDATES: "Ready for review, approved, issued",
    NoticeGroup.QUESTIONS: "A question for you to answer, or an answer you were waiting for",
    NoticeGroup.RECOMMENDATIONS: "Made to you, answered, decided by the panel",
    NoticeGroup.REMINDERS: (
        f"{_days(DAYS_BEFORE)} before something is due. While it is not done, {_days(DAYS_AFTER)}"
        " after that day"
    ),
}


# --- Mails -----------------------------------------------------------------------------------
def subject(notices: Sequence[Notice], groups: Sequence[NoticeGroup]) -> str:
    """ "Middlesbrough: a return was accepted"; of several things, what they have in common."""
    names = list(dict.fromkeys(notice.partnership.short_name for notice in notices))
    whose = names[0] if len(names) == 1 else "Your partnerships"
    kinds = {notice.kind for notice in notices}
    if len(notices) == 1:
        what = _lower(NoticeKind(kinds.pop()).label)
    elif len(groups) == 1:
        what = _SEVERAL[groups[0]]
    else:
        what = "news for you"
    return f"{whose}: {what}"


def body(user: User, notices: Sequence[Notice], *, portal: str, stop_at: str) -> str:
    """The text of a mail: each thing under its partnership, and how to stop these mails."""
    parts = [f"Hello {user}"]
    several = len({notice.partnership_id for notice in notices}) > 1
    for partnership in _partnerships(notices):
        if several:
            parts.append(partnership.name)
        own = [notice for notice in notices if notice.partnership_id == partnership.pk]
        parts += [_paragraph(notice, portal) for notice in own]
    parts.append(f"To change or stop these mails: {stop_at}")
    return "\n\n".join(parts) + "\n"


def _partnerships(notices: Sequence[Notice]) -> tuple[Partnership, ...]:
    return tuple({notice.partnership_id: notice.partnership for notice in notices}.values())


def _paragraph(notice: Notice, portal: str) -> str:
    kind = NoticeKind(notice.kind)
    asks = f"{kind.label}. {NEXT[kind]}".strip()
    return "\n".join(filter(None, (asks, notice.title, notice.detail, f"{portal}{notice.path}")))


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]
