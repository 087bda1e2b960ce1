"""What was done here beside the national figures: activities by kind, the self-assessment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.urls import reverse

from measures.counts import Gap, Nature
from partnership import clock
from partnership.models import Partnership
from partnership.page_parts import Link
from partnership.people.permissions import Permission, Viewer, may
from partnership.records import words as record_words
from prevent import register_queries
from prevent.register import REGISTER
from prevent.register_queries import DoneInYear, History, OfKind
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Entry,
    Kind,
    Role,
    Row,
    Sentence,
    Series,
    Table,
)
from reporting.pages.national.done_here import DoneHere

DONE, ASSESSED = "What was done here", "Self-assessment by section"
NOTHING_DONE = ("No activity is recorded as done yet", "The Prevent lead records them")
NOT_ASSESSED = ("No year has been assessed yet", "The Prevent lead adds the eight sections")
NOT_IN_YEAR = "Not assessed"
# As many as stand beside a picture.
MOST_YEARS = 3


def done_here(partnership: Partnership, viewer: Viewer) -> Iterator[DoneHere]:
    """The activities for everybody, the self-assessment for who may read the register."""
    done = register_queries.done_in_newest_year(partnership, viewer=viewer)
    may_read = may(viewer, Permission.READ_PREVENT_REGISTER, partnership=partnership)
    if not may_read:
        chart = _chart(done, partnership) if done else None
        yield replace(_activities(done), chart=chart)
        return
    link = Link(REGISTER.title, reverse(REGISTER.index, args=[partnership.slug]))
    yield replace(_activities(done), link=link)
    history = register_queries.history(partnership, viewer=viewer)
    yield DoneHere(
        ASSESSED,
        table=_assessed(history) if history.years else None,
        missing=None if history.years else NOT_ASSESSED,
    )


# --- Activities ------------------------------------------------------------------------------
def _activities(done: DoneInYear | None) -> DoneHere:
    if done is None:
        return DoneHere(DONE, missing=NOTHING_DONE)
    return DoneHere(DONE, sentences=_sentences(done), table=_by_kind(done))


def _sentences(done: DoneInYear) -> tuple[Sentence, ...]:
    """How many there were, and how many people they reached as far as that was counted."""
    every = done.all
    were = "activity was" if every.done == 1 else "activities were"
    first = Sentence((Cell(every.done), f" {were} done in {done.year}."))
    return (first, Sentence(_reached(every)))


def _reached(every: OfKind) -> tuple[str | Cell, ...]:
    many = every.done > 1
    if not every.counted:
        return (f"How many people {'they' if many else 'it'} reached is not recorded.",)
    nature = _nature(every)
    reached = Cell(every.reached, nature=nature)
    people = " person." if every.reached == 1 else " people."
    if every.counted == every.done:
        return (f"{'They' if many else 'It'} reached ", reached, people)
    if every.counted == 1:
        return ("The only one that was counted reached ", reached, people)
    counted = (" of them for which it was counted reached ", reached, people)
    return ("The ", Cell(every.counted, nature=nature), *counted)


def _chart(done: DoneInYear, partnership: Partnership) -> Chart:
    labels = tuple(kind.title for kind in done.kinds)
    cells = tuple(Cell(kind.done) for kind in done.kinds)
    told = "; ".join(f"{kind.title} {kind.done}" for kind in done.kinds)
    return Chart(
        slug="activities-by-kind",
        kind=Kind.BARS,
        title=f"Activities by kind in {done.year}",
        subtitle=f"{partnership.short_name}, recorded as done",
        unit="activities",
        at=labels,
        series=(Series("Activities", Role.BARS, cells),),
        alternative=f"Bars, with the number of each: {told}.",
        source_line=f"Source: {REGISTER.title}. As at {record_words.as_text(clock.today())}.",
        across="Kind",
    )


def _by_kind(done: DoneInYear) -> Table:
    """Each kind with its reach; without columns of reach where nobody counted any."""
    has_reach = bool(done.all.counted)
    reach = ("Reach counted", "People reached") if has_reach else ()
    return Table(
        slug="activities-and-reach",
        title=f"{'Whom the activities reached' if has_reach else 'Activities'} in {done.year}",
        columns=(
            Column("Kind"),
            *(Column(heading, is_number=True) for heading in ("Done", *reach)),
        ),
        rows=(
            *(Row(_row(kind, has_reach=has_reach)) for kind in done.kinds),
            Row(_row(done.all, has_reach=has_reach), is_total=True),
        ),
    )


def _row(kind: OfKind, *, has_reach: bool) -> tuple[Entry, ...]:
    if not has_reach:
        return (kind.title, Cell(kind.done))
    nature = _nature(kind)
    reached = Cell(kind.reached if kind.counted else Gap.NOT_SUPPLIED, nature=nature)
    return (kind.title, Cell(kind.done), Cell(kind.counted, nature=nature), reached)


def _nature(kind: OfKind) -> Nature:
    """Of the counts of reach, which a demonstration makes up."""
    return Nature.ILLUSTRATIVE if kind.is_made_up else Nature.MEASURED


# --- Self-assessment -------------------------------------------------------------------------
def _assessed(history: History) -> Table:
    """How far each section was met, the newest years; what was noted stands below."""
    return Table(
        slug="self-assessment",
        title="How far each section of the Home Office’s toolkit was met",
        columns=(Column("Section"), *map(Column, history.years[-MOST_YEARS:])),
        rows=tuple(
            Row(
                (
                    section.title,
                    *(
                        state.text if state else NOT_IN_YEAR
                        for state in section.by_year[-MOST_YEARS:]
                    ),
                )
            )
            for section in history.sections
        ),
        notes=history.notes,
    )
