"""What Prevent is and who does what, and how far the work on the revised duty is."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.models.groups import Group, GroupKind
from prevent.presented import who_words as say
from prevent.register import REGISTER
from prevent.register_models import OversightBody, Status, Workstream
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import phrase
from reporting.content.proofs import Card, Moment, Steps, Strand, Strands, When
from reporting.packs.presented_records import making
from reporting.packs.presented_records.structure import short_name
from reporting.packs.sections.registry import Context, DataMissing, Presented

MOST_STRANDS = 7


# --- What it is ------------------------------------------------------------------------------
def what_it_is(context: Context) -> Presented:
    """From worry to help in four steps, what is promised, and who does what here."""
    bodies: list[OversightBody] = list(REGISTER.kind("oversight").in_force(context.partnership))
    names = tuple(body.name for body in bodies)
    group = Group.objects.filter(
        partnership=context.partnership, kind=GroupKind.PREVENT, ended_on__isnull=True
    ).first()
    short = short_name(group, context.partnership.short_name) if group else ""
    cards = (
        *((Card(short, phrase(say.does(group))),) if group else ()),
        Card(say.CHANNEL, phrase(say.CHANNEL_DOES)),
        *((Card(say.overseen(len(names)), phrase(say.in_a_box(names))),) if names else ()),
    )
    steps = Steps(
        steps=tuple(Card(title, phrase(words)) for title, words in say.STEPS),
        promises=tuple(Card(title, phrase(words)) for title, words in say.PROMISES),
        cards=cards,
    )
    slide = PanelSlide(
        key="what-it-is",
        layout=Layout.PICTURE,
        line=say.WHAT_LINE,
        title=phrase(say.WHAT_TITLE),
        shown=(Shown(say.WHAT_HEADING, steps, say.steps_alternative(steps)),),
        source=say.WHAT_SOURCE,
        notes=say.what_notes(names, short),
    )
    return Presented((slide,))


# --- The revised duty ------------------------------------------------------------------------
_STAGES = {Status.PLANNED: 0, Status.UNDER_WAY: 1, Status.DONE: 2}


def revised_duty(context: Context) -> Presented:
    """Each piece of work with its stage, below the dates of the guidance."""
    work: list[Workstream] = list(REGISTER.kind("guidance").in_force(context.partnership))
    if not work:
        raise DataMissing(say.NO_WORK)
    groups = making.spread(work, MOST_STRANDS)
    return Presented(
        tuple(_strands(context, work, group, number) for number, group in enumerate(groups))
    )


def _strands(
    context: Context, every: Sequence[Workstream], shown: Sequence[Workstream], number: int
) -> PanelSlide:
    strands = Strands(
        stages=say.STAGES,
        rows=tuple(Strand(work.title, _STAGES[Status(work.status)]) for work in shown),
        moments=_moments(context, every) if number == 0 else (),
    )
    return PanelSlide(
        key=making.keyed("revised-duty", number),
        layout=Layout.PICTURE,
        line=say.DUTY_LINE,
        title=say.duty_title(every) if number == 0 else say.further_duty_title(shown),
        shown=(Shown(say.duty_heading(number), strands, say.strands_alternative(strands)),),
        source=say.duty_source(context),
        notes=say.duty_notes(every) if number == 0 else say.further_duty_notes(shown),
    )


def _moments(context: Context, every: Sequence[Workstream]) -> tuple[Moment, ...]:
    """The dates of the guidance, the meeting, and the next day that a piece of work is due."""
    today = making.meets_on(context)
    known = [(on, when, words) for on, when, words in say.DATES if on <= today]
    moments = [Moment(when, words, at=When.PAST) for _, when, words in known]
    moments.append(Moment(making.day(today), say.TODAY, at=When.TODAY))
    due = [(work.due_on, work.title) for work in every if work.due_on and work.due_on > today]
    moments += [
        Moment(making.day_beside(on, today), say.due(title)) for on, title in sorted(due)[:1]
    ]
    return tuple(moments)
