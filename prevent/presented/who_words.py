"""What the slides on Prevent itself and on the revised duty say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from partnership import clock
from partnership.models.groups import Group
from prevent.register_models import Status, Workstream
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, PhrasePart, phrase
from reporting.content.proofs import Steps, Strands
from reporting.packs.presented_records.making import (
    begins,
    day,
    first_sentence,
    first_that_fits,
    how_many,
    list_of,
    lower_first,
    some_of,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context

# --- What it is ------------------------------------------------------------------------------
WHAT_LINE = "Prevent: what it is and who does what"
WHAT_TITLE = "Prevent steps in before a crime, and help comes only with consent"
WHAT_HEADING = "How somebody gets help, from the first worry on"
WHAT_SOURCE = (
    "The partnership’s own texts on Prevent and Channel, and its register of Prevent work."
)
STEPS = (
    ("Notice", "A teacher, nurse, friend or carer is worried"),
    ("Refer", "One pathway for everybody"),
    ("Meet", "A Channel panel of several professions"),
    ("Help", "With what the person needs, by consent"),
)
PROMISES = (
    ("No criminal record", "Getting help does not go on one"),
    ("Confidential and voluntary", "Nobody has to take part"),
)
# How many letters stand in a box.
_BOX = 90
CHANNEL = "Channel panel"
CHANNEL_DOES = "chooses the support, case by case"


def overseen(number: int) -> str:
    """Bodies and reviews alike are ways."""
    return f"Overseen in {phrase(how_many(number)).text} {'way' if number == 1 else 'ways'}"


def does(group: Group) -> str:
    """What a group is for, as it goes on after its name."""
    return lower_first(first_sentence(group.purpose))


def in_a_box(names: Sequence[str]) -> str:
    """As many of some names as a box has room for, and how many others there are."""
    shown = [name for at, name in enumerate(names) if len(", ".join(names[: at + 1])) <= _BOX]
    others = len(names) - len(shown)
    if not others:
        return list_of(shown)
    more = phrase(how_many(others), " other" if others == 1 else " others").text
    return list_of((*shown, more))


def steps_alternative(steps: Steps) -> str:
    arrows = ", then ".join(f"{card.title}: {lower_first(card.words.text)}" for card in steps.steps)
    boxes = " ".join(
        f"{card.title}: {card.words.text}." for card in (*steps.promises, *steps.cards)
    )
    return f"{arrows}. {boxes}"


def what_notes(bodies: Sequence[str], group: str) -> SpeakerNotes:
    return speaker_notes(
        phrase(
            "Prevent is about safeguarding: it finds people at risk of being drawn into terrorism"
            " before there is any crime, and stops others from using them."
        ),
        phrase(
            "Somebody notices and refers, and a Channel panel of several professions meets. The"
            " person is helped with whatever they need, from a careers adviser to somebody to talk"
            " to."
        ),
        phrase("It is no punishment, it stays confidential, and it goes no further than consent."),
        phrase(f"Here the {group} leads the work, and tells people that Prevent safeguards.")
        if group
        else NOTHING,
        phrase(
            "Beside your own scrutiny, that work is overseen in ", how_many(len(bodies)), " ways."
        )
        if len(bodies) > 1
        else NOTHING,
        questions=(
            (
                phrase("How many people were referred here?"),
                phrase("We hold no local numbers, so that nobody can be recognised by one."),
            ),
            *(
                ((phrase("Who oversees Prevent here?"), phrase(f"{list_of(bodies)}.")),)
                if bodies
                else ()
            ),
            (
                phrase("What do I do if I am worried about somebody?"),
                phrase("GOV.UK/PREVENT says whom to turn to."),
            ),
        ),
        source="Home Office guidance on Prevent; the partnership’s standing texts",
    )


# --- The revised duty ------------------------------------------------------------------------
DUTY_LINE = "Prevent: the revised duty"
NO_WORK = "Nobody has recorded the work on the revised guidance yet."
STAGES = ("Planned", "Under way", "Finished")
TODAY = "today"
# When the guidance changed: each with its day, how it is written, and what happened.
DATES = (
    (date(2023, 9, 7), "September 2023", "guidance revised"),
    (date(2023, 12, 31), "31 December 2023", "in force"),
)
_IN_A_TITLE = {
    Status.DONE: "finished",
    Status.UNDER_WAY: "under way",
    Status.PLANNED: "planned",
}


def due(title: str) -> str:
    return f"{lower_first(title)} is due"


def duty_heading(number: int) -> str:
    return (
        "Work to meet the guidance, and how far we have got"
        if not number
        else "Further work, and how far we have got"
    )


def duty_title(every: Sequence[Workstream]) -> Phrase:
    """ "All five strands of the revised Prevent duty are under way; none is finished"."""
    counted = Counter(Status(work.status) for work in every)
    of = "of the revised Prevent duty"
    if len(every) == 1:
        [stage] = counted
        return phrase(f"The one strand {of} is {_IN_A_TITLE[stage]}")
    if len(counted) == 1:
        [stage] = counted
        none = "" if stage is Status.DONE else "; none is finished"
        return phrase("All ", how_many(len(every)), f" strands {of} are {_IN_A_TITLE[stage]}{none}")
    parts: list[PhrasePart] = []
    for stage in (stage for stage in _IN_A_TITLE if counted[stage]):
        verb = "is" if counted[stage] == 1 else "are"
        parts += [
            ", " if parts else "",
            how_many(counted[stage]),
            f" {verb} {_IN_A_TITLE[stage]}",
        ]
    return phrase("Of ", how_many(len(every)), f" strands {of}, ", *parts)


def further_duty_title(shown: Sequence[Workstream]) -> Phrase:
    names = list_of(lower_first(work.title) for work in shown)
    return first_that_fits(
        phrase(f"Further strands of the revised duty: {names}"),
        phrase(begins(len(shown)), " further strands of the revised Prevent duty"),
    )


def strands_alternative(strands: Strands) -> str:
    rows = (
        f"{row.name}: {strands.stages[row.stage].lower() if row.stage is not None else 'not begun'}"
        for row in strands.rows
    )
    dates = "; ".join(f"{moment.when}: {moment.title}" for moment in strands.moments)
    return f"{'; '.join(rows)}." + (f" Dates: {dates}." if dates else "")


def duty_source(context: Context) -> str:
    on = day(clock.day_of(context.at))
    return f"Prevent duty guidance, September 2023; the Prevent register, as at {on}."


def duty_notes(every: Sequence[Workstream]) -> SpeakerNotes:
    done = [work for work in every if work.status == Status.DONE]
    planned = [work for work in every if work.status == Status.PLANNED]
    under_way = [work for work in every if work.status == Status.UNDER_WAY]
    return speaker_notes(
        phrase(
            "The guidance on the Prevent duty was revised in September 2023 and has been in force"
            " since the last day of that year."
        ),
        phrase(
            "To meet it we work on ",
            how_many(len(every)),
            f" {'strand' if len(every) == 1 else 'strands'}, and the slide says how far each is.",
        ),
        phrase(f"Finished so far: {some_of(_titles(done))}.")
        if done
        else phrase("Nothing is finished yet, and we would rather say so than round it up."),
        phrase(f"Still under way: {some_of(_titles(under_way))}.") if under_way else NOTHING,
        phrase(f"Only planned as yet: {some_of(_titles(planned))}.") if planned else NOTHING,
        questions=(
            (
                phrase("It has been in force since 31 December: do we meet it today?"),
                _met(every, done),
            ),
            (phrase("Which of these is furthest?"), _furthest(done, under_way)),
            *(
                (
                    (
                        phrase("When will it be finished?"),
                        phrase("No dates are set for it yet; the next update will say more."),
                    ),
                )
                if not any(work.due_on for work in every)
                else ()
            ),
        ),
        source="Prevent duty guidance of September 2023; the Prevent register",
    )


def _met(every: Sequence[Workstream], done: Sequence[Workstream]) -> Phrase:
    if len(done) == len(every):
        return phrase("The work that we set ourselves to meet it is finished.")
    return phrase(
        "That is not assessed yet: of our own work on it ",
        how_many(len(done)) if done else "none",
        " of ",
        how_many(len(every)),
        f" strands {'is' if len(done) <= 1 else 'are'} finished.",
    )


def _furthest(done: Sequence[Workstream], under_way: Sequence[Workstream]) -> Phrase:
    if done:
        return phrase(f"What is finished: {some_of(_titles(done))}.")
    if under_way:
        return phrase("They are level: ", how_many(len(under_way)), " under way, none finished.")
    return phrase("None has begun.")


def _titles(work: Sequence[Workstream]) -> list[str]:
    return [lower_first(each.title) for each in work]


def further_duty_notes(shown: Sequence[Workstream]) -> SpeakerNotes:
    return speaker_notes(
        phrase(f"The other strands are these: {list_of(_titles(shown))}."),
        source="The Prevent register",
        may_be_skipped=True,
    )
