"""What the panel is asked today: up to three boxes with a number, a request and where to look."""

from __future__ import annotations

from collections.abc import Sequence

from reporting.content.description import Sentence, Slide, SlideKind
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.proofs import Card, Cards
from reporting.packs.presented_records import ask_words as say
from reporting.packs.presented_records import making
from reporting.packs.presented_records.headed import HOW_TO_WRITE, Headed, written
from reporting.packs.sections.registry import Context, DataMissing, Presented, SectionKind

MOST = 3


def build(context: Context) -> Sequence[Slide]:
    """Its part of the report: the requests as a list."""
    found = _asked(context)
    sentences = tuple(
        Sentence((f"{ask.title}: ", *ask.parts), is_point=True)
        if ask.sentences
        else Sentence((ask.title,), is_point=True)
        for ask in found
    )
    return (Slide(SlideKind.TEXT, context.title, sentences=sentences, is_list=True),)


def present(context: Context) -> Presented:
    """The requests as boxes, three on a slide."""
    found = _asked(context)
    groups = making.spread(found, MOST)
    at = 0
    slides = []
    for number, group in enumerate(groups):
        slides.append(_slide(group, at, number, len(found)))
        at += len(group)
    return Presented(tuple(slides))


def _asked(context: Context) -> tuple[Headed, ...]:
    found = written(context).headed
    if not found:
        raise DataMissing(say.NONE)
    return found


def _slide(asks: Sequence[Headed], before: int, number: int, every: int) -> PanelSlide:
    cards = Cards(
        tuple(
            Card(ask.title, ask.words, str(at), ask.leads_to)
            for at, ask in enumerate(asks, before + 1)
        )
    )
    shown = Shown(
        say.heading(before),
        cards,
        say.alternative(asks, before),
        is_illustrative=any(ask.is_illustrative for ask in asks),
    )
    return PanelSlide(
        key=making.keyed("asks", number),
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(every, before, asks),
        shown=(shown,),
        source=say.SOURCE,
        notes=say.notes(asks, before),
    )


ASKS = SectionKind(
    slug="asks",
    title="What we ask of you today",
    help="What the panel is asked to do, as boxes on a slide",
    build=build,
    present=present,
    group="Opening and dividing",
    text_help=HOW_TO_WRITE,
)
