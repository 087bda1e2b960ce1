"""The duties of a partnership over the months, and in full with their statutes for the annex."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from partnership import clock
from partnership.governance.as_at import as_they_stood
from partnership.governance.register import SOON
from partnership.models.governance import Body, BodyKind, Duty
from partnership.models.records import holds_on
from reporting.content.description import Column, Row, Table
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.proofs import Cycle, Cycles, Weight
from reporting.packs.presented_records import duty_words as say
from reporting.packs.presented_records import making
from reporting.packs.presented_records.duty_words import Due
from reporting.packs.sections.registry import Context, DataMissing, Presented

MOST_ROWS = 8
MOST_IN_ANNEX = 8
IN_FULL = "in-full"


def present(context: Context) -> Presented:
    """A row for each duty of the update, the statutes behind them in the annex."""
    duties = _duties(context)
    if not duties:
        raise DataMissing(say.NONE)
    due = _due(context, duties)
    groups = making.spread(duties, MOST_ROWS)
    slides = tuple(_slide(context, due, group, number) for number, group in enumerate(groups))
    in_full = making.spread(duties, MOST_IN_ANNEX)
    annex = tuple(_in_full(context, due, group, number) for number, group in enumerate(in_full))
    return Presented(slides, annex)


def _duties(context: Context) -> tuple[Duty, ...]:
    """Those of the update that were in force on the day of the figures, as they stood on it."""
    day = clock.day_of(context.at)
    of_update = Duty.objects.filter(partnership=context.partnership, is_of_the_deck=True)
    in_force = of_update.filter(holds_on(day)).exclude(since__gt=day)
    return as_they_stood(in_force.order_by("position", "pk"), day)


def _due(context: Context, duties: Sequence[Duty]) -> Due:
    on = making.meets_on(context)
    dated = [duty for duty in duties if duty.next_due]
    return Due(
        on=on,
        every=tuple(duties),
        authorities=_authorities(context),
        overdue=tuple(duty for duty in dated if _is_due(duty, None, on - timedelta(days=1))),
        met=tuple(duty for duty in dated if duty.next_due == on),
        soon=tuple(duty for duty in dated if _is_due(duty, on + timedelta(days=1), on + SOON)),
        as_needed=tuple(duty for duty in duties if duty.cycle_months is None),
        made_up=making.says_made_up(*(duty.cycle_note for duty in duties)),
        in_full=f"{context.key}/{IN_FULL}",
    )


def _is_due(duty: Duty, first: date | None, last: date) -> bool:
    due = duty.next_due
    return due is not None and (first is None or due >= first) and due <= last


def _authorities(context: Context) -> int:
    bodies = Body.objects.filter(partnership=context.partnership, kind=BodyKind.RESPONSIBLE)
    return bodies.filter(holds_on(clock.day_of(context.at))).count()


def _slide(context: Context, due: Due, duties: Sequence[Duty], number: int) -> PanelSlide:
    rows = tuple(_cycle(duty, due) for duty in duties)
    shown = Shown(
        say.heading(due, due.every.index(duties[0]), len(duties)),
        Cycles(rows, due.on),
        say.alternative(rows),
    )
    return PanelSlide(
        key=making.keyed("duties", number),
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(due) if number == 0 else say.further_title(due, duties),
        shown=(shown,),
        source=say.source(context, due),
        is_illustrative=due.made_up,
        notes=say.notes(due) if number == 0 else say.further_notes(due, duties),
    )


def _cycle(duty: Duty, due: Due) -> Cycle:
    note = "" if duty.last_done or duty.next_due else say.undated(duty)
    needs = duty in (*due.overdue, *due.met, *due.soon)
    weight = Weight.ATTENTION if needs else Weight.PLAIN
    return Cycle(duty.name, duty.last_done, duty.next_due, note, weight)


def _in_full(context: Context, due: Due, duties: Sequence[Duty], number: int) -> PanelSlide:
    table = Table(
        slug=making.keyed("duties-in-full", number),
        title=say.in_full_heading(due.every.index(duties[0]), len(duties)),
        columns=tuple(map(Column, say.IN_FULL_COLUMNS)),
        rows=tuple(Row(say.in_full(duty)) for duty in duties),
    )
    return PanelSlide(
        key=making.keyed(IN_FULL, number),
        layout=Layout.ANNEX,
        line=say.LINE,
        title=say.in_full_title(due, duties),
        shown=(Shown("", table, say.in_full_alternative(duties)),),
        source=say.source(context, due),
        is_illustrative=due.made_up,
        notes=say.in_full_notes(due, duties),
    )
