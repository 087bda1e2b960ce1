"""Questions that members might ask, each with what is behind it and where to look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership import clock
from reporting.content.description import Cell
from reporting.content.frozen import cells
from reporting.content.panel_slides import Layout, PanelSlide, Shown, any_illustrative
from reporting.content.phrases import NOTHING, Phrase, SlideRef, phrase
from reporting.content.proofs import Asks, Card
from reporting.packs.presented_records.headed import Headed, written
from reporting.packs.sections.registry import Context, Presented
from scrutiny.presented import question_words as say
from scrutiny.questions.suggested import Suggested, Suggestion, suggestions

MOST = 4


@dataclass(frozen=True)
class Asked:
    """A question of an officer or of the figures."""

    text: str
    why: Phrase
    to: str = ""

    @property
    def card(self) -> Card:
        return Card(self.text, self.why, leads_to=phrase(SlideRef(self.to)) if self.to else NOTHING)

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.why.cells


def present(context: Context) -> Presented:
    """The officer's own first, then what the figures raise, four in all; none of none."""
    every = (*_own(context), *_suggested(context))
    if not every:
        return Presented()
    asked = every[:MOST]
    shown = Shown(
        say.HEADING,
        Asks(tuple(each.card for each in asked)),
        say.alternative([(each.text, each.why) for each in asked]),
        is_illustrative=any(any_illustrative(each.cells) for each in asked),
    )
    slide = PanelSlide(
        key="questions",
        layout=Layout.PICTURE,
        line=say.LINE,
        title=say.title(len(asked)),
        shown=(shown,),
        source=say.SOURCE,
        notes=say.notes([(each.text, each.why, each.to) for each in asked]),
    )
    return Presented((slide,))


def found_by_figures(context: Context) -> Suggested:
    """What figures and open questions raise, as at the pack's moment."""
    return suggestions(
        context.partnership,
        viewer=context.viewer,
        on=clock.day_of(context.at),
        at=context.at,
        written_as_at=context.written_as_at,
    )


def raised(found: Suggested) -> tuple[Suggestion, ...]:
    """Those that a panel is told, the most telling first."""
    return (*found.changed, *found.stands_out, *found.unanswered, *found.not_compared)


def own(context: Context) -> tuple[Headed, ...]:
    """The questions that an officer wrote."""
    return written(context).headed


def _own(context: Context) -> Iterator[Asked]:
    for each in own(context):
        yield Asked(each.title, each.words, each.to)


def _suggested(context: Context) -> Iterator[Asked]:
    for suggestion in raised(found_by_figures(context)):
        to = _section_of(context, suggestion.about)
        yield Asked(suggestion.text, phrase(suggestion.why), to)


def _section_of(context: Context, measure: str) -> str:
    """The key of the first section before this one that shows figures of a measure."""
    return next(
        (
            section.key
            for section in context.before
            if measure and measure in _measures(cells((section,)))
        ),
        "",
    )


def _measures(every: Iterable[Cell]) -> frozenset[str]:
    return frozenset(cell.provenance.measure for cell in every if cell.provenance)
