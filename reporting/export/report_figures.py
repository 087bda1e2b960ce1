"""The slides of a section as figures of the report, each with its numbers; draws no medium."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reporting.content.description import (
    ILLUSTRATIVE,
    Cell,
    Chart,
    Entry,
    Picture,
    Slide,
    Table,
    illustrative_mark,
    is_marked,
)
from reporting.content.frozen import cells
from reporting.content.panel_slides import Finding, Layout, PanelSlide, Shown
from reporting.content.phrases import Phrase
from reporting.content.proof_tables import read_table
from reporting.content.proofs import (
    AreaMap,
    Asks,
    Bars,
    Board,
    Cards,
    Checks,
    Columns,
    Dates,
    Hub,
    Lines,
    Paragraphs,
    Proof,
    Slopes,
    Steps,
    Structure,
    Tracks,
)
from reporting.content.report import ReportSection
from reporting.narrative.panel.in_words import in_words
from reporting.rendering.slides.drawing import drawing_of
from reporting.rendering.slides.grid import STANDARD, Place
from reporting.rendering.slides.setting import TooFull
from reporting.rendering.slides.shapes import Box, Drawing
from reporting.rendering.slides.spoken import notes_of

# What is read in the picture, so that a table would say it again.
_OF_WORDS = (AreaMap, Asks, Cards, Checks, Dates, Hub, Steps, Structure, Tracks)
_PLACES = (Place.PICTURE, Place.SECOND_PICTURE, Place.WORDS)
_MOST_ROWS_BESIDE = 12
_MOST_ROWS_AT_EASE = 12
_MADE_UP = ILLUSTRATIVE.removesuffix(": ")
Numbers: TypeAlias = Mapping[str, int]


@dataclass(frozen=True)
class Figure:
    """What stands on a slide, with its heading as `caption`; `key` is its id on the page.

    `drawing` is None for what is a table or words anyway: it stands as `tables` or `paragraphs`.
    With `is_of_words` its table says again what can be read where the picture's words are text.
    `number` counts the figures of the report; it is 0 where there is no drawing. `tag` says what is
    made up: "Illustrative", or "Partly illustrative" where some of its numbers are. With
    `is_crowded` its letters are as small as a slide's may be, so that it takes all of a page's
    width.
    """

    key: str
    caption: str
    alternative: str
    tag: str = ""
    number: int = 0
    drawing: Drawing | None = None
    tables: tuple[Table, ...] = ()
    paragraphs: tuple[str, ...] = ()
    is_list: bool = False
    is_of_words: bool = False
    is_crowded: bool = False

    @property
    def share(self) -> str:
        """How much of the width of a page it takes: "wide", "part" or "half"."""
        if self.drawing is None or self.is_crowded:
            return "wide"
        wide = self.drawing.box.width / STANDARD.box(Layout.PICTURE, Place.PICTURE).width
        return "wide" if wide > 0.8 else "part" if wide > 0.55 else "half"

    @property
    def is_marked(self) -> bool:
        """Whether the titles of its tables say what is made up."""
        return any(is_marked(table.title) for table in self.tables)

    @property
    def has_room_beside(self) -> bool:
        """Whether another may stand beside it on paper, where neither is broken over two pages."""
        rows = sum(len(table.rows) for table in self.tables)
        return self.share == "half" and rows <= _MOST_ROWS_BESIDE


@dataclass(frozen=True)
class Message:
    """A slide in the report: its title, its figures, what it found, its source.

    `slide` is its number in the presentation, 0 for one of the annex. `spoken` is for whoever
    presents it, where that is wanted.
    """

    slide: int
    title: str
    is_illustrative: bool
    figures: tuple[Figure, ...]
    findings: tuple[str, ...]
    source: str
    spoken: tuple[str, ...] = ()


def messages(
    section: ReportSection, numbers: Numbers, *, first: int, with_notes: bool
) -> tuple[Message, ...]:
    """The slides of the section; `first` is the number of their first figure.

    What a part of the report draws already is not drawn again. Slides of the annex stand where
    the section has no part of its own.
    """
    shown = [(one.number, one.slide, one.slide.layout) for one in section.slides]
    if not section.parts:
        shown += [(0, slide, Layout.ANNEX) for slide in section.annex]
    found: list[Message] = []
    for place, (number, slide, layout) in enumerate(shown, 1):
        key = f"figure-{section.key}-{place}"
        wanted = [
            (_without_foot(one, section), room)
            for one, room in _placed(slide, layout)
            if not _is_told(one.proof, section)
        ]
        figures = tuple(
            _without_told(figure, section)
            for figure in _figures(key, slide, wanted, numbers, first)
        )
        first += sum(bool(figure.number) for figure in figures)
        found.append(
            Message(
                slide=number,
                title=slide.title.with_numbers(numbers),
                is_illustrative=slide.is_illustrative,
                figures=figures,
                findings=tuple(_found(slide, numbers)),
                source=slide.source,
                spoken=notes_of(slide, number, numbers) if with_notes else (),
            )
        )
    return tuple(found)


def finding_in_words(finding: Finding, numbers: Numbers) -> str:
    """The finding as a sentence: "Not counted: how many people the actions reached."."""
    return in_words(finding).with_numbers(numbers)


def _found(slide: PanelSlide, numbers: Numbers) -> Iterator[str]:
    yield from (finding_in_words(one, numbers) for one in slide.findings)
    yield from (one.with_numbers(numbers) for one in slide.under)


def _placed(slide: PanelSlide, layout: Layout) -> Iterator[tuple[Shown, Box]]:
    """What stands on the slide, each with the room that it has there."""
    boxes = STANDARD.boxes[layout]
    rooms = [boxes[place] for place in _PLACES if place in boxes]
    # More than one table may stand on a slide of the annex before it is shared out.
    rooms += [rooms[-1]] * (len(slide.shown) - len(rooms))
    yield from zip(slide.shown, rooms, strict=False)


def _figures(
    key: str,
    slide: PanelSlide,
    wanted: Sequence[tuple[Shown, Box]],
    numbers: Numbers,
    first: int,
) -> Iterator[Figure]:
    for place, (shown, room) in enumerate(wanted, 1):
        named = shown if shown.heading else replace(shown, heading=_heading_for(shown, slide))
        figure = figure_of(f"{key}-{place}", named, room, numbers, number=first)
        if slide.is_illustrative:
            figure = replace(figure, tag=_MADE_UP)
        first += bool(figure.number)
        yield figure


def _heading_for(shown: Shown, slide: PanelSlide) -> str:
    """Of a picture without a heading: the line above the slide's title, which says what it is of.

    A table has a title of its own, and words need none.
    """
    return "" if isinstance(shown.proof, Table | Paragraphs) else slide.line


def figure_of(key: str, shown: Shown, room: Box, numbers: Numbers, *, number: int) -> Figure:
    """One picture drawn within `room`, with its table; the table alone where it has no room."""
    proof, caption = shown.proof, shown.heading
    table = read_table(proof, slug=f"{key}-numbers", title=_titled(proof, caption))
    plain = Figure(
        key=key,
        caption=caption,
        alternative=shown.alternative,
        tag=_tag(shown),
        tables=(table,) if table else (),
    )
    if isinstance(proof, Table):
        return plain
    if isinstance(proof, Paragraphs):
        said = tuple(one.with_numbers(numbers) for one in proof.paragraphs)
        return replace(plain, paragraphs=said, is_list=proof.is_list)
    try:
        drawing = drawing_of(proof, room, numbers)
    except TooFull:
        # A slide is as high as it is, and says so at the desk; the record leaves nothing out.
        return plain if table else replace(plain, paragraphs=(shown.alternative,))
    drawing = replace(drawing, alternative=shown.alternative, name=caption)
    drawn = replace(
        plain,
        number=number,
        drawing=drawing,
        is_of_words=isinstance(proof, Board),
        is_crowded=isinstance(proof, Bars) and len(proof.rows) > _MOST_ROWS_AT_EASE,
    )
    return replace(drawn, tables=()) if isinstance(proof, _OF_WORDS) else drawn


def _tag(shown: Shown) -> str:
    """As its table is marked: what numbers are made up, whatever is said of the whole."""
    mark = illustrative_mark(cells(shown.proof))
    return mark.removesuffix(": ") or (_MADE_UP if shown.is_illustrative else "")


def _titled(proof: Proof, caption: str) -> str:
    """What heads its table, which stands below a picture of the same heading."""
    if isinstance(proof, Table):
        return caption or proof.title
    return f"{caption} (as a table)" if caption else "This picture as a table"


# --- What a part of the report shows already ---------------------------------------------------
_Point: TypeAlias = tuple[str, int | float | None]


def _is_told(proof: Proof, section: ReportSection) -> bool:
    """Whether a part of the section has the same: every number of a chart or a table, the picture.

    A structure is drawn for the slide alone: the part's list says it in words.
    """
    parts = section.parts
    charts = [part.chart for part in parts if part.chart]
    match proof:
        case Lines() | Slopes():
            found = _points([(proof.at, line.cells) for line in proof.lines])
        case Columns():
            found = _points([(proof.at, layer.cells) for layer in proof.layers])
        case Bars():
            found = {(row.label, row.cell.number) for row in proof.rows}
        case Table():
            return any(_rows(proof) <= _rows(part.table) for part in parts if part.table)
        case Picture():
            return any(part.picture and part.picture.content == proof.content for part in parts)
        case Paragraphs():
            words = " ".join(sentence.text for part in parts for sentence in part.sentences)
            return bool(parts) and all(one.text in words for one in proof.paragraphs)
        case _:
            return False
    return any(found <= _points_of(chart) for chart in charts)


def _without_told(figure: Figure, section: ReportSection) -> Figure:
    """A picture without the table of its numbers, where a part of the section has that table."""
    told = [_points_of_table(part.table) for part in section.parts if part.table]
    tables = tuple(
        table
        for table in figure.tables
        if not (points := _points_of_table(table)) or not any(points <= others for others in told)
    )
    return replace(figure, tables=tables) if figure.drawing else figure


def _without_foot(shown: Shown, section: ReportSection) -> Shown:
    """Dates without what stands under them on the slide, where a part of the section says that."""
    if not isinstance(shown.proof, Dates):
        return shown
    told = {sentence.text for part in section.parts for sentence in part.sentences}
    foot = tuple(words for words in shown.proof.foot if words.text not in told)
    return replace(shown, proof=replace(shown.proof, foot=foot))


def repeats(part: Slide, shown: Sequence[Message]) -> bool:
    """Whether a part is nothing but a table, each number of which stands in tables of `shown`."""
    if not part.table or part.sentences or part.chart or part.notes or part.warning:
        return False
    points = _points_of_table(part.table)
    tables = [table for message in shown for figure in message.figures for table in figure.tables]
    return bool(points) and points <= {
        point for table in tables for point in _points_of_table(table)
    }


def _points_of_table(table: Table) -> set[_Point]:
    """Each number, as fine as it is shown, with what heads its row but for what marks the place."""
    return {
        (re.split(r" [*(]", _text(row.entries[0]))[0], round(cell.number, 1))
        for row in table.rows
        for cell in row.cells
        if cell.number is not None
    }


def _points_of(chart: Chart) -> set[_Point]:
    return _points([(chart.at, series.cells) for series in chart.series])


def _points(series: Sequence[tuple[Sequence[str], Sequence[Cell]]]) -> set[_Point]:
    return {
        (label, cell.number) for at, cells in series for label, cell in zip(at, cells, strict=False)
    }


def _rows(table: Table) -> set[tuple[str, ...]]:
    return {tuple(_text(entry) for entry in row.entries) for row in table.rows}


def _text(entry: Entry | Phrase) -> str:
    return entry if isinstance(entry, str) else entry.text
