"""Every sentence about scrutiny that the portal puts together; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from partnership.setup.words import count_of, day, in_words
from scrutiny.working_days.countdown import Countdown, Counted, Deadline, Step, Unit

if TYPE_CHECKING:
    from partnership.models import Partnership
    from partnership.models.groups import Meeting
    from scrutiny.models import (
        Decision,
        Milestone,
        Question,
        Recipient,
        Recommendation,
        Response,
    )

SAY_WHY = "Say why"
ENTER_TEXT = "Write what it says"
ENTER_A_DAY = "Enter the day"
REAL_DAY = "Enter a real day, like 4 3 2024"
UNKNOWN_MEASURE = "There is no such measure"
UNKNOWN_PERIOD = "Write the period like 2022/23, 2022/23 Q3 or 2022-10"
NO_PANEL = "There is no panel yet"
WHO_ADDS_PANELS = "Democratic services add the panels and their meetings"
PANEL_IS_THERE = "There is a panel of that name"
PANEL_HAS_ENDED = "This panel has ended"
NAME_HAS_LETTERS = "Use a name with letters in it"
SUCCESSOR_HAS_ENDED = "The panel that is to follow has ended itself"
SUCCESSOR_IS_ITSELF = "A panel cannot follow itself"
ENDS_BEFORE_BEGINNING = "The day lies before its first"
MEMBER_ALREADY = "They are on the panel already"
MEETING_THAT_DAY = "The panel has a meeting on that day already"
MEETING_IS_CANCELLED = "That meeting is cancelled"
MEETING_OF_ANOTHER = "That meeting is another panel’s"
PACK_OF_ANOTHER = "That pack is another partnership’s"
MEETING_LIES_AHEAD = "The meeting has not been held yet"
STEP_DONE_ALREADY = "It is done already"
NUMBER_IS_TAKEN = "There is an item of that number already"
OUTCOME_NEEDS_MINUTE = "Enter the number of the minute"
WITHDRAWN_ALREADY = "It was withdrawn already"
CLOSED_DAY_IS_HELD = "That day is held already"
ONLY_FOR_OTHERS = "Only democratic services record a question for somebody else"
WHO_MUST_ANSWER = "Choose the agency that must answer"
NO_AGENCY_WANTED = "Choose an agency only if an agency must answer"
ANSWER_IS_BLANK = "Write the answer, or why it is withheld"
ANSWER_BEFORE_ASKED = "The day lies before the question was asked"
RESPONSE_NEEDS_REASON = "Give the reason"
REFERENCE_IS_TAKEN = "There is a recommendation of that reference already"
MADE_IN_THE_FUTURE = "The day lies in the future"
SENT_BEFORE_MADE = "The day lies before the recommendation was made"
RECIPIENT_ALREADY = "They are sent a copy already"
NO_RECIPIENT = "Choose who is sent a copy"
NOT_YOURS = "You answer for your own agency only"
CLOSED = "The panel has closed this recommendation"
DECIDED_AT_MEETING = "A decision of that meeting is recorded already"
OVERTAKEN = (
    "Somebody else wrote while you did. Their words stand below; yours are in the box."
    " Save again to put yours in the place of theirs."
)
NO_TIMETABLE = "No timetable is set for this panel yet"
ILLUSTRATIVE = "The words are made up for this demonstration."
PERIODS_STAY = (
    "Due dates set under an earlier period stay as they are. Earlier periods stay on the page with"
    " their sources."
)
WHO_SEES_ANSWERS = (
    "Everybody who can see the dashboards can read the answer here. Each member of the panel gets"
    " it by email. Do not name people or describe a case."
)
SAY_LATER = "It comes later: say why"
NOT_AFTER_ALL = "It is not done after all"
MISTAKES_ONLY = (
    "Only a decision of the panel closes what the panel recommended. Use this only if it was never"
    " made, or was entered twice."
)
NOTHING_OPEN = "Nothing is waiting"
HELD_ALREADY = "A recommendation of this reference is held already."

_STEPS = {
    Step.DRAFT: "Draft ready",
    Step.CLEARANCE: "Cleared by the partners",
    Step.PRE_AGENDA: "Pre-agenda with the Chair",
    Step.TO_DEMOCRATIC_SERVICES: "To democratic services",
    Step.PUBLICATION: "Published",
}
_BEFORE = {
    Step.CLEARANCE: "clearance",
    Step.PRE_AGENDA: "the pre-agenda",
    Step.TO_DEMOCRATIC_SERVICES: "the papers go to democratic services",
    Step.PUBLICATION: "publication",
}


# --- Days ------------------------------------------------------------------------------------
def weekday(of: date) -> str:
    """ "Friday 23 February 2024"."""
    return f"{of:%A} {day(of)}"


def step(of: Step) -> str:
    return _STEPS[of]


def arithmetic(deadline: Deadline) -> str:
    """How a deadline was counted: "5 clear working days between it and the meeting: …"."""
    if deadline.step is Step.PUBLICATION:
        interval = f"{count_of(deadline.days, 'clear working day')} between it and the meeting"
    else:
        assert deadline.before is not None  # noqa: S101 - only publication stands at the meeting
        interval = f"{count_of(deadline.days, 'working day')} before {_BEFORE[deadline.before]}"
    counted = _listed(deadline.counted.days)
    return f"{interval}{': ' + counted if counted else ''}.{_passed_over(deadline.counted)}"


def _listed(days: Sequence[date]) -> str:
    """ "Mon 26, Tue 27 February, Fri 1 March": the month where it changes."""
    parts = []
    for current, following in zip(days, (*days[1:], None), strict=True):
        is_last = following is None or following.month != current.month
        parts.append(f"{current:%a} {current.day}" + (f" {current:%B}" if is_last else ""))
    return ", ".join(parts)


def _passed_over(counted: Counted) -> str:
    if not counted.passed_over:
        return ""
    named = in_words([f"{name} ({day(closed_day)})" for closed_day, name in counted.passed_over])
    return f" Not counted: {named}."


def unknown_years(timetable: Countdown) -> str:
    """A warning if working days were counted without knowing every holiday; otherwise blank."""
    if not timetable.unknown_years:
        return ""
    years = in_words([str(year) for year in timetable.unknown_years])
    return (
        f"The bank holidays of {years} are not held here: the days may be too late."
        " Democratic services can add them."
    )


def period(number: int, unit: Unit) -> str:
    """ "28 days", "2 months"."""
    return count_of(number, unit.value.removesuffix("s"))


def how_due(made: date, number: int, unit: Unit, source: str) -> str:
    """ "28 days from 4 March 2024 (SI 2009/942…)"."""
    return f"{period(number, unit)} from {day(made)}. {source}"


def due_day(due: date, *, closed: str) -> str:
    """The day, and what it is if no working day: it is shown and not moved."""
    return f"{day(due)}, {closed}" if closed else day(due)


def late(due: date, on: date) -> str:
    """ "3 days late", "due in 5 days", "due today"."""
    days = (on - due).days
    if days > 0:
        return f"{count_of(days, 'day')} late"
    return f"due in {count_of(-days, 'day')}" if days else "due today"


# --- Who -------------------------------------------------------------------------------------
def asked_by(name: str, role: str) -> str:
    """ "Alan Birkdale", "the Chair of the panel (recorded by Susan Leyburn)"."""
    return f"{role} (recorded by {name})" if role else name


def passed_on(questions: int, recommendations: int, successor: str) -> str:
    return (
        f"{count_of(questions, 'open question')} and"
        f" {count_of(recommendations, 'open recommendation')} pass on to {successor}."
    )


def unknown_body(named: str, known: Iterable[str]) -> str:
    offered = ", ".join(f"“{name}”" for name in known)
    return f"“{named}” is none of the bodies that can be sent a copy: {offered}."


# --- What is due -----------------------------------------------------------------------------
OFFICERS = "Community safety officers"
PREVENT_LEAD = "Prevent lead"


def answer_question(question: Question) -> str:
    kind = "Information request" if question.is_information_request else "Question"
    return f"{kind}: {question}"


def send_copy(recommendation: Recommendation, body: Recipient) -> str:
    return f"Send {body.name} a copy of recommendation {recommendation.reference}"


def respond_to(recommendation: Recommendation) -> str:
    kind = "report" if recommendation.is_report else "recommendation"
    return f"Response to {kind} {recommendation}"


# More bodies than this are counted, so that a line stays one.
_NAMED = 2


def respond_title(recommendation: Recommendation, recipients: Sequence[Recipient]) -> str:
    """ "2024/1: Lighting in parks, for Cleveland Police, by 4 May 2024"; or "for 3 bodies"."""
    names = [recipient.name for recipient in recipients]
    bodies = in_words(names) if len(names) <= _NAMED else count_of(len(names), "body", "bodies")
    return f"{recommendation}, for {bodies}, by {day(min(each.due_on for each in recipients))}"


def response_title(recommendation: Recommendation, recipient: Recipient) -> str:
    """ "2024/1: Lighting in parks, from Cleveland Police"."""
    return f"{recommendation}, from {recipient.name}"


def response_detail(response: Response) -> str:
    """ "Accepted in part. We will light two parks."."""
    return f"{response.get_verdict_display()}. {response.text}".strip()


def decision_title(decision: Decision) -> str:
    """ "2024/1: Lighting in parks, closed on 4 May 2024"."""
    what = "closed" if decision.closes else "looked at again"
    return f"{decision.recommendation}, {what} on {day(decision.meeting.held_on)}"


def bring_back(recommendation: Recommendation) -> str:
    return (
        f"Put recommendation {recommendation.reference} back on the agenda: every body has answered"
    )


def milestone(recommendation: Recommendation, planned: Milestone) -> str:
    return f"Recommendation {recommendation.reference}: {planned.text}"


def papers(of: Step, meeting: Meeting) -> str:
    return f"{_STEPS[of]}: papers for the {meeting.group.name}, {day(meeting.held_on)}"


def record_outcomes(meeting: Meeting) -> str:
    return f"Record what came of the {meeting.group.name}, {day(meeting.held_on)}"


# --- Pages -----------------------------------------------------------------------------------
NO_PAPERS = "No paper of this meeting can be read yet"
NO_QUESTIONS = "None"
NO_RECOMMENDATIONS = "None"
ONLY_THE_PANEL_CLOSES = (
    "Only the panel can close it. Democratic services record the decision, with meeting and minute."
)
ABOUT_BEFORE_AND_AFTER = (
    "Each line shows the months before and after the recommendation, each stretch over its own"
    " usual range. That something moved does not show why: much else happens in a year."
)
NO_MONTHS = "No months of it are held to set before and after"
PERIODS = {
    "clear-days": "Papers before a meeting",
    "authorities": "Responses of responsible authorities and co-operating bodies",
    "executive": "Responses of the Executive",
}


def kind(question: Question) -> str:
    return "Information request" if question.is_information_request else "Question"


def called(recommendation: Recommendation) -> str:
    return (
        f"{'Report' if recommendation.is_report else 'Recommendation'} {recommendation.reference}"
    )


def not_answered(question: Question) -> str:
    return f"Not answered yet: asked for by {day(question.answer_by)}"


def withheld(because: str) -> str:
    return f"Withheld: {because}"


def given_by(who: str, when: date | datetime, *, in_update: bool = False) -> str:
    attribution = f"{who}, {day(when)}"
    return f"{attribution}. Appended to the next update" if in_update else attribution


def responses(number: int, of: int) -> str:
    return f"{number} of {of}"


def due(by: date, on: date) -> str:
    return f"{day(by)}: {late(by, on)}"


def later(because: str) -> str:
    return f"As soon as reasonably possible: {because}"


def earlier(number: int) -> str:
    return f"{count_of(number, 'earlier response')} on the record" if number else ""


def same_as(title: str) -> str:
    """In place of a sentence that was said of another measure."""
    return f"The same as for {title}"


def what_it_did(title: str, made_on: date) -> str:
    """The question of a measure beside a recommendation."""
    return f"{title} before and after {day(made_on)}: did anything change?"


def all_figures_of(title: str) -> str:
    return f"All figures of {title}"


def since(of: date) -> str:
    return f"Since {day(of)}"


def followed_by(panel: str) -> str:
    return f"Followed by the {panel}"


def bank_holidays(years: Sequence[int]) -> str:
    return (
        f"Held for {years[0]} to {years[-1]}, as https://www.gov.uk/bank-holidays publishes them."
        " For other years days are counted without bank holidays, and pages say so."
    )


# --- The calendar program --------------------------------------------------------------------
ADDRESS_MADE = "The address is made."
ABOUT_ENDING_ADDRESS = "It stops working for everybody who has it. A new address can be made."
ADDRESS_ENDED = "This address no longer works."
_EVENTS = {
    "question": "Answer to a question due",
    "copy": "Copy of a recommendation to be sent",
    "response": "Response to a recommendation due",
    "back": "Recommendation to be put back on the agenda",
    "milestone": "Milestone of a recommendation due",
    "outcome": "Outcome of a meeting to be recorded",
}


def calendar_name(partnership: Partnership) -> str:
    return f"Scrutiny: {partnership.short_name}"


def event_title(key: str, whom: str) -> str:
    """ "Response to a recommendation due (Cleveland Police)"."""
    what = key.partition("/")[0]
    steps = {step.value: label for step, label in _STEPS.items()}
    return f"{_EVENTS.get(what) or steps[what]} ({whom})"


def made(at: datetime, by: str) -> str:
    return f"Made on {day(at)} by {by}"


def before_step(number: int, of: Step) -> str:
    """ "2 working days before publication"."""
    return f"{count_of(number, 'working day')} before {_BEFORE[of]}"


# --- Lists -----------------------------------------------------------------------------------
ABOUT_LISTS = (
    (
        "The whole list is checked, and you see every problem at once. Nothing is added until you"
        " have seen the whole list and confirmed it. Then the whole list is added, or none of it."
    ),
    (
        "A response in the list counts for each body it names. From then on, each body answers for"
        " itself."
    ),
)
TO_EVERYBODY = "Every responsible authority and co-operating body"


def take_list(number: int) -> str:
    return f"Take {count_of(number, 'recommendation')}"


def list_taken(number: int) -> str:
    return f"{count_of(number, 'recommendation')} taken from the list."
