"""What the slides of duties say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partnership import clock
from partnership.models.governance import Duty
from reporting.content.panel_slides import SpeakerNotes
from reporting.content.phrases import NOTHING, Phrase, phrase
from reporting.content.proofs import Cycle
from reporting.packs.presented_records.making import (
    begins,
    day,
    day_beside,
    first_that_fits,
    how_many,
    list_of,
    lower_first,
    of_them,
    on_slide,
)
from reporting.packs.presented_records.making import notes as speaker_notes
from reporting.packs.sections.registry import Context

LINE = "What the partnership is for"
NONE = "Nobody has recorded the partnership’s statutory functions yet."
IN_FULL_COLUMNS = ("Duty", "Where it is set", "Last done", "Next due")
_SHADED = "; shaded: the month from today"
_REGISTER = "The partnership’s register of duties"
AS_NEEDED, NO_DATE = "as needed", "no date set"
NOT_RECORDED = "when it was last done is not recorded"


@dataclass(frozen=True)
class Due:
    """The duties by how they stand on the day of the meeting; `in_full` is their annex slide."""

    on: date
    every: tuple[Duty, ...]
    authorities: int
    overdue: tuple[Duty, ...]
    met: tuple[Duty, ...]
    soon: tuple[Duty, ...]
    as_needed: tuple[Duty, ...]
    made_up: bool
    in_full: str


def title(due: Due) -> Phrase:
    """ "Five authorities share eight duties; today fulfils one, and two more fall due …"."""
    share = _share(due)
    if due.overdue:
        verb = "is" if len(due.overdue) == 1 else "are"
        return phrase(*share, "; ", how_many(len(due.overdue)), f" {verb} overdue")
    if not due.soon:
        meets = ("; today fulfils ", how_many(len(due.met))) if due.met else ()
        return phrase(*share, *meets)
    fall = f"{'falls' if len(due.soon) == 1 else 'fall'} due by {_last(due)}"
    if not due.met:
        return phrase(*share, "; ", how_many(len(due.soon)), f" {fall}")
    return phrase(
        *share,
        "; today fulfils ",
        how_many(len(due.met)),
        ", and ",
        how_many(len(due.soon)),
        f" more {fall}",
    )


def _share(due: Due) -> tuple:
    duties = of_them(len(due.every), "duty", "duties")
    if due.authorities < 2:
        return ("The partnership has ", *duties)
    return (begins(due.authorities), " authorities share ", *duties)


def further_title(due: Due, duties: Sequence[Duty]) -> Phrase:
    """Of a slide that goes on: what falls due among its own."""
    soon = [duty for duty in duties if duty in (*due.overdue, *due.met, *due.soon)]
    begun = (begins(len(duties)), " more duties")
    if not soon:
        return phrase(*begun, ": none of them falls due within two months")
    verb = "needs" if len(soon) == 1 else "need"
    return phrase(*begun, ": ", how_many(len(soon)), f" {verb} attention within two months")


def heading(due: Due, before: int, number: int) -> str:
    """Over a picture, and apart from those of other pictures; what is shaded in it."""
    if not before:
        soon = f", some by {_last(due)}" if due.soon and not due.overdue else ""
        return f"Last done and next due{soon}{_SHADED}"
    return f"Duties {before + 1} to {before + number}: last done and next due{_SHADED}"


def _last(due: Due) -> str:
    """The last day of those that fall due soon."""
    return day_beside(max(duty.next_due for duty in due.soon if duty.next_due), due.on)


def alternative(rows: Iterable[Cycle]) -> str:
    return "; ".join(map(_in_words, rows)) + "."


def _in_words(row: Cycle) -> str:
    if row.note:
        return f"{row.name}: {row.note}"
    last = f"last done {day(row.last)}" if row.last else NOT_RECORDED
    return f"{row.name}: {last}, next due {day(row.due)}" if row.due else f"{row.name}: {last}"


def undated(duty: Duty) -> str:
    return NO_DATE if duty.cycle_months else AS_NEEDED


def source(context: Context, due: Due) -> str:
    where = f"Register of duties, as at {day(clock.day_of(context.at))}."
    return f"{where} The dates of the duties are illustrative." if due.made_up else where


def notes(due: Due) -> SpeakerNotes:
    return speaker_notes(
        phrase(
            "The law makes ",
            *(of_them(due.authorities, "authority", "authorities") if due.authorities else ()),
            "" if due.authorities else "several authorities",
            " answer together for cutting crime and antisocial behaviour.",
        ),
        phrase(
            "Each line on the slide is one of the ",
            *of_them(len(due.every), "duty", "duties"),
            " that come of it. It goes from the day it was last done to the day it is next due.",
        ),
        _of_overdue(due),
        _of_today(due),
        _of_soon(due),
        _of_as_needed(due),
        questions=(
            (phrase("Which law sets each of these?"), phrase("See ", on_slide(due.in_full), ".")),
            (phrase("Has a date been missed?"), _missed(due)),
        ),
        source=_REGISTER,
    )


def _of_overdue(due: Due) -> Phrase:
    if not due.overdue:
        return NOTHING
    verb = "was" if len(due.overdue) == 1 else "were"
    return phrase(f"{_names(due.overdue)} {verb} due before today, and we owe you the reason.")


def _of_today(due: Due) -> Phrase:
    if not due.met:
        return NOTHING
    return phrase(f"Your meeting today meets one of them: {_lower_names(due.met)}.")


def _of_soon(due: Due) -> Phrase:
    if not due.soon:
        return phrase("None of the others falls due within the next two months.")
    each = [
        f"{lower_first(duty.name)} by {day_beside(duty.next_due, due.on)}"
        for duty in sorted(due.soon, key=lambda duty: duty.next_due or due.on)
        if duty.next_due
    ]
    return phrase(f"What comes next is in orange: {list_of(each)}.")


def _of_as_needed(due: Due) -> Phrase:
    number = len(due.as_needed)
    if not number:
        return NOTHING
    has = "has no date, because it is" if number == 1 else "have no dates, because they are"
    return phrase(begins(number), f" {has} done when needed: {_lower_names(due.as_needed)}.")


def _missed(due: Due) -> Phrase:
    if due.overdue:
        return phrase(f"Yes: {_lower_names(due.overdue)}.")
    return phrase("No: on the day of this meeting none is overdue.")


def _names(duties: Iterable[Duty]) -> str:
    return list_of(duty.name for duty in duties)


def _lower_names(duties: Iterable[Duty]) -> str:
    return list_of(lower_first(duty.name) for duty in duties)


def further_notes(due: Due, duties: Sequence[Duty]) -> SpeakerNotes:
    listed = ", ".join(lower_first(duty.name) for duty in duties)
    return speaker_notes(
        phrase("These are the other ", *of_them(len(duties), "duty", "duties"), f": {listed}."),
        phrase(
            "They are read as before: the full dot is the last time, the ring the next, and the"
            " line through all of them is the day on which you meet."
        ),
        questions=(
            (
                phrase("Which law are these from?"),
                phrase("See ", on_slide(due.in_full), ", where the statutes begin."),
            ),
        ),
        source=_REGISTER,
        may_be_skipped=True,
    )


# --- In full ---------------------------------------------------------------------------------
def in_full(duty: Duty) -> tuple[str, ...]:
    """The entries of a row of the annex."""
    dates = (_short_day(on) if on else undated(duty) for on in (duty.last_done, duty.next_due))
    return (duty.name, _short_statute(duty.statute), *dates)


def _short_day(on: date) -> str:
    """ "1 Nov 2023"."""
    return f"{on.day} {on:%b %Y}"


def _short_statute(statute: str) -> str:
    """ "Police and Justice Act 2006, ss.19 to 21": sections as lawyers shorten them."""
    short = re.sub(r"\bsection (?=\d)", "s.", re.sub(r"\bsections (?=\d)", "ss.", statute))
    return short.replace("SI ", "SI\u00a0")


def in_full_heading(before: int, number: int) -> str:
    return "Duties and statutes" if not before else f"Duties {before + 1} to {before + number}"


def in_full_title(due: Due, duties: Sequence[Duty]) -> Phrase:
    if len(duties) == len(due.every):
        return phrase("The ", *of_them(len(due.every), "duty", "duties"), ", statutes and dates")
    return first_that_fits(
        phrase(f"Statutes and dates, from {lower_first(duties[0].name)} on"),
        phrase("Statutes and dates of further duties"),
    )


def in_full_alternative(duties: Iterable[Duty]) -> str:
    return "; ".join(f"{duty.name}: {duty.statute}" for duty in duties) + "."


def in_full_notes(due: Due, duties: Sequence[Duty]) -> SpeakerNotes:
    first = duties[0]
    if first is not due.every[0]:
        names = ", ".join(lower_first(duty.name) for duty in duties)
        return speaker_notes(
            phrase(f"The annex goes on here with {names}."), may_be_skipped=True, source=_REGISTER
        )
    return speaker_notes(
        phrase("This is for reference, and nobody needs to read it out."),
        phrase(
            f"Against each duty stands the Act that sets it: for {lower_first(first.name)} that is"
            f" the {first.statute.partition(',')[0]}."
        ),
        phrase(
            "The last two columns are the dates of the earlier slide, in figures. Where the law"
            " asks for something only when it is needed, the row says so."
        ),
        phrase(
            "Nothing is cited here that was passed after the day of the figures, so that members"
            " see the law as it stands for them."
        ),
        questions=(
            (
                phrase("Are these all the duties that there are?"),
                phrase("They are those of the annual update; the register holds more."),
            ),
        ),
        source=_REGISTER,
        may_be_skipped=True,
    )
