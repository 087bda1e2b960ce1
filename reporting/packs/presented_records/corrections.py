"""Corrections to figures given before: what was said, what is right, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import forms

from partnership.models import Partnership
from reporting.content.description import Column, Row, Sentence, Slide, SlideKind, Table
from reporting.content.panel_slides import Layout, PanelSlide, Shown
from reporting.content.phrases import Phrase
from reporting.content.proofs import Board, BoardRow
from reporting.packs.presented_records import correction_words as say
from reporting.packs.presented_records import making
from reporting.packs.presented_records.headed import Headed, joined, written
from reporting.packs.sections.registry import Context, DataMissing, Presented, SectionKind

MOST_ROWS = 7
WIDTHS = (0.3, 0.3, 0.4)
IN_REPORT = "report"


def build(context: Context) -> Sequence[Slide]:
    """Its part of the report: the table."""
    found = _written(context)
    table = Table(
        slug=context.key,
        title=context.title,
        columns=tuple(map(Column, say.COLUMNS)),
        rows=tuple(Row(tuple(entry.text for entry in _entries(each))) for each in found),
    )
    return (
        Slide(
            SlideKind.TABLE,
            context.title,
            sentences=(Sentence((say.lead(_said_in(context)),)),),
            table=table,
            source_line=say.SOURCE,
        ),
    )


def present(context: Context) -> Presented:
    """In the annex, unless the officer keeps it to the report."""
    found = _written(context)
    if context.settings.get("stands") == IN_REPORT:
        return Presented()
    groups = making.spread(found, MOST_ROWS)
    said_in = _said_in(context)
    return Presented(
        annex=tuple(_slide(group, number, said_in) for number, group in enumerate(groups))
    )


def _said_in(context: Context) -> str:
    return str(context.settings.get("said_in", "")).strip()


def _written(context: Context) -> tuple[Headed, ...]:
    found = written(context).headed
    if not found:
        raise DataMissing(say.NONE)
    return found


def _entries(correction: Headed) -> tuple[Phrase, Phrase, Phrase]:
    """What was said, what is right, and why: the heading, its first sentence and the rest."""
    first, rest = correction.sentences[:1], correction.sentences[1:]
    return (making.plain(correction.title), joined(first), joined(rest))


def _slide(corrections: Sequence[Headed], number: int, said_in: str) -> PanelSlide:
    board = Board(
        columns=say.COLUMNS,
        widths=WIDTHS,
        rows=tuple(BoardRow(_entries(each)) for each in corrections),
    )
    shown = Shown(
        "",
        board,
        say.alternative([_entries(each) for each in corrections]),
        is_illustrative=any(each.is_illustrative for each in corrections),
    )
    return PanelSlide(
        key=making.keyed("corrections", number),
        layout=Layout.ANNEX,
        line=say.LINE,
        title=say.title(number, said_in),
        shown=(shown,),
        source=say.SOURCE,
        notes=say.notes(corrections, number, said_in),
    )


def _fields(_partnership: Partnership) -> Mapping[str, forms.Field]:
    return {
        "said_in": forms.CharField(
            label="Which document is put right",
            help_text="Like: the update of 6 March 2023",
            required=False,
        ),
        "stands": forms.ChoiceField(
            label="Where they stand",
            choices=(
                ("", "In the report and in the annex of the slides"),
                (IN_REPORT, "In the report alone"),
            ),
            required=False,
        ),
    }


CORRECTIONS = SectionKind(
    slug="corrections",
    title="Corrections to figures given before",
    help="What an earlier update said, what is right and why, as a published correction",
    build=build,
    present=present,
    fields=_fields,
    group="Annex",
    text_help="A line that begins with “# ” is what was said; below it what is right, then, after"
    " an empty line, why",
)
