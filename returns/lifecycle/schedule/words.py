"""Every sentence about due dates, what is missing and reminders; decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from measures.periods import Month, Period
from partnership import clock
from partnership.models import Agency, Partnership, User
from returns.catalogue.declarations import Dataset, Source
from returns.lifecycle.schedule.calendar import Agreement, State
from returns.lifecycle.schedule.expectations import Expected, Rejected
from returns.lifecycle.schedule.missing import Missing
from returns.lifecycle.words import count_of, day, in_words, moment

NO_SUCH_FREQUENCY = "Choose how often the figures are asked for"
CHOOSE_A_DATE = "Choose the statutory date, a number of days, or that it is no longer asked for"
ENTER_THE_DAYS = "Enter how many days after the period’s end"
AGREED = "The date is agreed."
SAY_WHY_NO_LONGER = "Say why it is no longer asked for"
STOPPED = "It is no longer asked for."
NOT_ASKED_FOR = "Not asked for"
NOTHING_YET = "Nothing agreed, and nothing supplied yet"
TITLE_LATE = "Not received, longest overdue first"
TITLE_WAITS = "Waiting to be accepted, longest first"
TITLE_DUE = "Due next"
NOTHING_LATE = "Nothing is overdue."
NOTHING_WAITS = "Nothing is waiting to be accepted."
NOTHING_DUE = "No other returns are due."
ADDRESS_MADE = "The address is made."
ABOUT_ENDING_ADDRESS = "It stops working for everybody who has it. A new address can be made."
ADDRESS_ENDED = "This address no longer works."
NOT_SUPPLIED_HERE = "Not supplied through the portal"

_EVERY = {1: "month", 3: "quarter", 6: "half-year", 12: "year"}
_FREQUENCY = {1: "Each month", 3: "Each quarter", 6: "Each half-year", 12: "Each year"}
_SHAPES = {
    State.IN_USE: "●",
    State.RECEIVED: "◐",
    State.DUE: "○",
    State.LATE: "▲",
    State.NOT_APPLICABLE: "–",
}
_STATES = {
    State.IN_USE: "In use",
    State.RECEIVED: "Received",
    State.DUE: "Due",
    State.LATE: "Late",
    State.NOT_APPLICABLE: "Not applicable",
}
_COLOURS = {
    State.IN_USE: "green",
    State.RECEIVED: "blue",
    State.DUE: "yellow",
    State.LATE: "orange",
    State.NOT_APPLICABLE: "grey",
}
_WHAT_STATES_MEAN = {
    State.DUE: "asked for, and the day has not passed",
    State.RECEIVED: "sent to the partnership, and waiting to be accepted",
    State.LATE: "the day has passed, and some of it is still missing",
    State.IN_USE: "accepted, and used on pages and in updates",
    State.NOT_APPLICABLE: "nothing is asked for this quarter",
}


# --- The board -------------------------------------------------------------------------------
def state(of: State) -> str:
    return _STATES[of]


def shape(of: State) -> str:
    """A sign that tells the states apart without their colours."""
    return _SHAPES[of]


def colour(of: State) -> str:
    """The colour of the state's tag, as `components/tag.html` names it."""
    return _COLOURS[of]


def key_to_the_states() -> tuple[tuple[State, str], ...]:
    """Each state with what it means."""
    return tuple(_WHAT_STATES_MEAN.items())


def notes(expected: Expected) -> tuple[str, ...]:
    """What stands under the state of a period on the board."""
    sentences = [_rejected(expected.rejected)] if expected.rejected else []
    sentences.append(
        _came(expected) if expected.received_on else f"Asked for by {day(expected.by)}"
    )
    if expected.state is State.LATE:
        sentences.append(f"{count_of(expected.days_late, 'day')} ago")
    if expected.short_of and len(expected.short_of) < expected.period.months:
        sentences.append(f"Still to come: {_months(expected.short_of)}")
    if expected.begun:
        sentences.append("Uploaded but not sent yet")
    return tuple(sentences)


def _rejected(rejected: Rejected) -> str:
    return f"Rejected {day(rejected.on)}"


def _came(expected: Expected) -> str:
    assert expected.received_on  # noqa: S101 - the caller has looked
    late = f", {count_of(expected.days_late, 'day')} after the date" if expected.days_late else ""
    return f"Received {day(expected.received_on)}{late}"


def _months(months: Sequence[Month]) -> str:
    return in_words(tuple(month.label for month in months))


def overdue(lacking: Missing) -> str:
    """ "Cleveland Fire Brigade: Fire service return, Q4 2022/23, asked for by 30 June 2023"."""
    asked_by = lacking.asked_by
    return (
        f"{lacking.agency.name}: {_named(lacking.dataset, lacking.source)}, {span(lacking)}"
        + (f", {_asked(lacking)} for by {day(asked_by)}" if asked_by else "")
        + _sent_back(lacking.rejected)
    )


def late_in_short(lacking: Missing) -> str:
    """ "Cleveland Fire Brigade, Fire service return"."""
    return f"{lacking.agency.name}, {_named(lacking.dataset, lacking.source)}"


def waits(expected: Expected) -> str:
    """ "Cleveland Police: Police quarterly return, Q4 2022/23, received 9 June 2023"."""
    received = f", received {day(expected.received_on)}" if expected.received_on else ""
    named = _named(expected.dataset, expected.source)
    return f"{expected.agency.name}: {named}, {expected.period.label}{received}"


def due(expected: Expected) -> str:
    """ "Cleveland Fire Brigade: Fire service return, Q4 2024/25, asked for by 30 June 2025"."""
    named = _named(expected.dataset, expected.source)
    begun = "; uploaded but not sent yet" if expected.begun else ""
    return (
        f"{expected.agency.name}: {named}, {expected.period.label}, asked for by"
        f" {day(expected.by)}{_sent_back(expected.rejected)}{begun}"
    )


def _sent_back(rejected: Rejected | None) -> str:
    return f"; the return sent was rejected on {day(rejected.on)}" if rejected else ""


def _named(dataset: Dataset, source: Source) -> str:
    return source.title if source.title != dataset.title else dataset.title


def span(lacking: Missing) -> str:
    """ "Q4 2022/23", "Q1 2023/24 to Q3 2023/24"."""
    first, last = lacking.first.label, lacking.last.label
    return first if first == last else f"{first} to {last}"


def _asked(lacking: Missing) -> str:
    return "asked" if lacking.first == lacking.last else "the first asked"


def as_it_stood(on: date) -> str:
    return f"As it stood at the end of {day(on)}."


# --- What was agreed -------------------------------------------------------------------------
def frequency(every_months: int) -> str:
    return _FREQUENCY[every_months]


def by_when(agreed: Agreement) -> str:
    """ "30 days after the end of each quarter", "by the statutory date"."""
    if agreed.days_after is None:
        return "by the statutory date"
    return (
        f"{count_of(agreed.days_after, 'day')} after the end of each {_EVERY[agreed.every_months]}"
    )


def agreement(agreed: Agreement) -> str:
    """ "Each quarter, 30 days after the end of each quarter, from April 2024"; "Not asked for from
    April 2023: data.police.uk has the counts"."""
    if not agreed.is_asked_for:
        because = f": {agreed.because}" if agreed.because else ""
        return f"{in_short(agreed)}{because}"
    return f"{in_short(agreed)}, from {agreed.first.label}"


def in_short(agreed: Agreement) -> str:
    """The same without the reason, and without the month from which figures are asked for."""
    if not agreed.is_asked_for:
        return f"{NOT_ASKED_FOR} from {agreed.first.label}"
    return f"{frequency(agreed.every_months)}, {by_when(agreed)}"


def begins_no_period(month: Month, begins: Month, every_months: int) -> str:
    every = _EVERY[every_months]
    return f"{month.label} begins no {every}: choose {begins.label} or another that does"


def days_out_of_range(most: int) -> str:
    return f"Enter a number of days from 0 to {most}"


def example(period: Period, by: date, statutory: date | None) -> str:
    """ "Next: Q4 2022/23, by 30 April 2023 (statutory date: 30 June 2023)"."""
    by_law = f" (statutory date: {day(statutory)})" if statutory else ""
    return f"Next: {period.label}, by {day(by)}{by_law}"


def lateness(*, is_shown: bool) -> str:
    if is_shown:
        return "Everybody who may see the dashboards sees by when missing figures were asked for."
    return (
        "Only officers and the manager see by when missing figures were asked for. Everybody else"
        " reads that they have not been supplied yet."
    )


# --- What is missing -------------------------------------------------------------------------
def missing(lacking: Missing) -> str:
    """ "Cleveland Fire Brigade has not sent Q4 2022/23 figures for deliberate fires, asked for by
    30 June 2023." """
    what = f"{span(lacking)} figures for {_lower(lacking.dataset.title)}"
    if lacking.is_here:
        return f"{lacking.agency.name} has sent {what}, not accepted yet."
    if lacking.asked_by is None:
        return f"{what} have not been supplied yet."
    asked = f"{_asked(lacking)} for by {day(lacking.asked_by)}"
    if lacking.rejected:
        rejected = f"rejected on {day(lacking.rejected.on)}"
        return f"{lacking.agency.name} has not sent {what} again, {asked} and {rejected}."
    return f"{lacking.agency.name} has not sent {what}, {asked}."


def lacking_in_a_row(of_source: Sequence[Missing]) -> str:
    """ "Deliberate fires: Q1 2024/25 and Q3 2024/25; Q2 2024/25 received, not accepted yet"."""
    title = of_source[0].dataset.title
    here = in_words(tuple(span(lacking) for lacking in of_source if lacking.is_here))
    out = in_words(tuple(span(lacking) for lacking in of_source if not lacking.is_here))
    received = f"{here} received, not accepted yet" if here else ""
    return f"{title}: {'; '.join(filter(None, (out, received)))}"


def _lower(title: str) -> str:
    """A title inside a sentence; one that begins with an abbreviation keeps its capitals."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


# --- Reminders -------------------------------------------------------------------------------
def reminder_subject(asked: Sequence[Expected]) -> str:
    late = sum(expected.state is State.LATE for expected in asked)
    soon = len(asked) - late
    counts = (
        f"{count_of(late, 'return')} not received yet" if late else "",
        f"{count_of(soon, 'return')} due soon" if soon else "",
    )
    subject = in_words(tuple(filter(None, counts)))
    return f"Reminder: {subject}"


def reminder(
    user: User,
    asked: Sequence[tuple[Partnership, Expected]],
    *,
    address_of,
    stop_at: str,
) -> str:
    """The text of the mail; `address_of(partnership)` is where that one's board is."""
    parts = [f"Hello {user}"]
    for partnership in dict.fromkeys(named for named, _ in asked):
        own = [expected for of, expected in asked if of == partnership]
        parts.append(f"{partnership.name}")
        parts += _listed("Not received yet", [item for item in own if item.state is State.LATE])
        parts += _listed("Due soon", [item for item in own if item.state is State.DUE])
        parts.append(f"See what is due, and send figures: {address_of(partnership)}")
    parts.append(
        "If the figures are on their way, you do not need to do anything. Remember to send a"
        " return after you upload it."
    )
    parts.append(f"To stop these reminders: {stop_at}")
    return "\n\n".join(parts) + "\n"


def overdue_title(late: Sequence[Expected]) -> str:
    """ "Police quarterly return, Q4 2021/22 and Q1 2022/23, asked for by 30 April 2022"."""
    periods = in_words(tuple(expected.period.label for expected in late))
    since = min(expected.by for expected in late)
    return f"{_named(late[0].dataset, late[0].source)}, {periods}, asked for by {day(since)}"


def due_title(expected: Expected) -> str:
    """ "Police quarterly return from Cleveland Police, Q4 2021/22, asked for by 30 April 2022"."""
    named = _named(expected.dataset, expected.source)
    period = expected.period.label
    return f"{named} from {expected.agency.name}, {period}, asked for by {day(expected.by)}"


def nothing_to_remind_of(agency: Agency) -> str:
    return f"Nothing of {agency.name} is overdue, so nobody was reminded."


def nobody_to_remind(agency: Agency) -> str:
    return f"Nobody at {agency.name} has an account here, so nobody can be reminded by email."


def reminded_today(agency: Agency, last: datetime | None) -> str:
    when = f" on {moment(clock.as_dated(last))}" if last else ""
    return f"{agency.name} was reminded{when}. You can remind them again tomorrow."


def to_be_reminded(
    *, mailed: Sequence[User], later: Sequence[User], unmailed: Sequence[User]
) -> tuple[str, ...]:
    """Whom a reminder would reach, and how."""
    return _reached(mailed, later, unmailed, at_once="{names} will get it by email at once.")


def reminded_now(
    agency: Agency,
    *,
    mailed: Sequence[User],
    later: Sequence[User],
    unmailed: Sequence[User],
    at: datetime,
) -> str:
    """Who was reminded, how and when."""
    reached = _reached(mailed, later, unmailed, at_once="Mailed to {names}.")
    when = moment(clock.as_dated(at))
    return " ".join((f"{agency.name} was reminded on {when}.", *reached))


def _reached(
    mailed: Sequence[User], later: Sequence[User], unmailed: Sequence[User], *, at_once: str
) -> tuple[str, ...]:
    sentences = (
        (mailed, at_once),
        (later, "{names} will get it in their daily email."),
        (unmailed, "{names} chose not to get emails. It is in their inbox here."),
    )
    return tuple(
        sentence.format(names=in_words(tuple(str(user) for user in people)))
        for people, sentence in sentences
        if people
    )


def _listed(title: str, asked: Sequence[Expected]) -> list[str]:
    if not asked:
        return []
    lines = (f"- {_reminded(expected)}" for expected in asked)
    return ["\n".join((f"{title}:", *lines))]


def _reminded(expected: Expected) -> str:
    begun = "; it has been uploaded but not sent" if expected.begun else ""
    named = _named(expected.dataset, expected.source)
    return (
        f"{expected.period.label}, {named} from {expected.agency.name}:"
        f" asked for by {day(expected.by)}{_sent_back(expected.rejected)}{begun}"
    )


# --- The calendar program --------------------------------------------------------------------
def calendar_name(partnership: Partnership, agency: Agency | None) -> str:
    of = f"{agency.name} for {partnership.short_name}" if agency else partnership.short_name
    return f"Figures due: {of}"


def event_title(expected: Expected) -> str:
    """ "Q4 2022/23: Police quarterly return due (Cleveland Police)"."""
    named = _named(expected.dataset, expected.source)
    return f"{expected.period.label}: {named} due ({expected.agency.name})"


def event_about(expected: Expected) -> str:
    sentence = f"Asked for by {day(expected.by)}."
    return sentence + (
        f" The statutory date is {day(expected.statutory)}." if expected.statutory else ""
    )


def statutory_event(period: Period, act: str) -> str:
    return f"{period.label}: last day to disclose under the {act}"


# --- The statutory list ----------------------------------------------------------------------
@dataclass(frozen=True)
class Supplied:
    """How far something that the law asks for is in the portal, in words and a shape."""

    words: str
    shape: str
    colour: str


def supplied(*, is_mapped: bool, has_any: bool) -> Supplied:
    if has_any:
        return Supplied("Counts supplied", "◐", "blue")
    if is_mapped:
        return Supplied("Nothing supplied yet", "○", "yellow")
    return Supplied(NOT_SUPPLIED_HERE, "–", "grey")


def reaches(source: str, month: Month | None) -> str:
    return f"{source}: in use to {month.label}" if month else f"{source}: nothing in use"


def stand_for(agencies: tuple[str, ...]) -> str:
    if not agencies:
        return "The partnership has no such agency yet."
    return f"Here: {in_words(agencies)}."


def valid(since: date, until: date | None) -> str:
    sentence = f"In force since {day(since)}"
    return f"{sentence}, until {day(until)}" if until else sentence


def own_frequency(every_months: int, *, is_published: bool) -> str:
    if is_published:
        return "Published, so not asked for"
    return f"{frequency(every_months)}, by the statutory date, from its first return on"


def calendar_of(agency: Agency | None) -> str:
    return f"Due dates of {agency.name}" if agency else "Due dates of the whole partnership"
