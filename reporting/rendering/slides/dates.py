"""A line of dates, and pieces of work along their stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reporting.content.phrases import Phrase
from reporting.content.proofs import Dates, Moment, Strand, Strands, When
from reporting.rendering.slides.blocks import (
    SIDE,
    TOP,
    Block,
    Setting,
    dot,
    drawn,
    edged,
    plain,
    row_of,
    rows_shared,
)
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.runs import set_in
from reporting.rendering.slides.setting import TooFull, fits, height_of
from reporting.rendering.slides.shapes import (
    Align,
    Anchor,
    Box,
    Drawing,
    Element,
    Ink,
    Paragraph,
    Rule,
    Shape,
    Text,
)

_DOT = 24.0
_BETWEEN = 12.0
_SIZES = (BODY, LABEL, HEADING)
_STAGES_SHARE, _MOST_ROW = 0.46, 80.0


def draw_dates(proof: Dates, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """Dates above a line, what happens then below it, and a box at the foot.

    TooFull where there are more dates or words than have room.
    """
    for size in _SIZES:
        found = _set_dates(proof, box, numbers, size)
        if found is not None:
            return drawn(box, found)
    raise TooFull("the dates have more words than have room.")


def _set_dates(
    proof: Dates, box: Box, numbers: Mapping[str, int], size: float
) -> list[Element] | None:
    """Everything with its words in `size`; None where that has no room."""
    columns = row_of(box, len(proof.moments), _BETWEEN)
    foot = _foot(proof.foot, size, numbers)
    foot_height = height_of(foot, box.width - 2 * SIDE - 8) + 2 * TOP + 4 if foot else 0.0
    dates = [_date(moment, size + 4) for moment in proof.moments]
    happens = [_happens(moment, size) for moment in proof.moments]
    if not all(
        fits(Text(replace(column, height=1e6), each))
        for column, pair in zip(columns, zip(dates, happens, strict=True), strict=True)
        for each in pair
    ):
        return None
    above = max((height_of(each, columns[0].width) for each in dates), default=0.0)
    below = max((height_of(each, columns[0].width) for each in happens), default=0.0)
    spare = box.height - above - below - _DOT - 20 - (foot_height + 14 if foot else 0.0)
    if spare < 0:
        return None
    top = box.top + min(spare * 0.3, 60.0 if foot else 90.0)
    line = top + above + 8 + _DOT / 2
    elements: list[Element] = [
        Rule(box.left, line, box.right, line, Ink.ACCENT, 4.0),
    ]
    for moment, column, date, words in zip(proof.moments, columns, dates, happens, strict=True):
        elements += [
            Text(Box(column.left, top, column.width, above), date, anchor=Anchor.BOTTOM),
            _mark(moment, column.left + _DOT / 2, line, _DOT),
            Text(Box(column.left, line + _DOT / 2 + 12, column.width, below), words),
        ]
    if foot:
        place = Box(box.left, box.bottom - foot_height, box.width, foot_height)
        inner = Box(box.left + SIDE + 8, place.top, box.width - 2 * SIDE - 8, foot_height)
        text = Text(inner, foot, anchor=Anchor.MIDDLE)
        if not fits(text):
            return None
        elements += [*edged(place), text]
    return elements


def _foot(
    phrases: Sequence[Phrase], size: float, numbers: Mapping[str, int]
) -> tuple[Paragraph, ...]:
    return tuple(set_in(each, size, numbers, above=6.0) for each in phrases if each)


def _ink(moment: Moment) -> Ink:
    return Ink.ATTENTION_WORDS if moment.at is When.TODAY else Ink.ACCENT


def _date(moment: Moment, size: float) -> tuple[Paragraph, ...]:
    return plain(moment.when, is_bold=True, ink=_ink(moment))(size)


def _happens(moment: Moment, size: float) -> tuple[Paragraph, ...]:
    return *plain(moment.title, is_bold=True)(size), *plain(moment.words)(size)


def _mark(moment: Moment, x: float, y: float, size: float) -> Shape:
    match moment.at:
        case When.PAST:
            return dot(x, y, size, fill=Ink.ACCENT, edge=Ink.ACCENT)
        case When.TODAY:
            return dot(x, y, size, fill=Ink.ATTENTION, edge=Ink.ATTENTION)
        case When.AHEAD:
            return dot(x, y, size, fill=Ink.GROUND, edge=Ink.ACCENT)


def draw_strands(proof: Strands, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A row for each piece of work with its way, below the dates. TooFull where it has no room."""
    line, elements = _small_dates(proof.moments, box) if proof.moments else (box.top, [])
    rows = Box(box.left, line, box.width, box.bottom - line)
    return drawn(box, [*elements, *_rows(proof, rows)])


def _small_dates(moments: Sequence[Moment], box: Box) -> tuple[float, list[Element]]:
    """The dates over their line, and where the room below them begins."""
    columns = row_of(box, len(moments), _BETWEEN)
    for size in (LABEL, HEADING, SMALL):
        dates = [_small_date(moment)(size) for moment in moments]
        titles = [(*plain(moment.title)(size), *plain(moment.words)(size)) for moment in moments]
        if all(fits(Text(replace(columns[0], height=1e6), each)) for each in (*dates, *titles)):
            break
    else:
        raise TooFull("the dates have more words than have room.")
    above = max(height_of(each, columns[0].width) for each in dates)
    below = max(height_of(each, columns[0].width) for each in titles)
    line = box.top + above + 12
    elements: list[Element] = [Rule(box.left, line, box.right, line, Ink.QUIET, 2.5)]
    for moment, column, date, title in zip(moments, columns, dates, titles, strict=True):
        over = Box(column.left, box.top, column.width, above)
        under = Box(column.left, line + 12, column.width, below)
        elements += [
            Text(over, date, Align.CENTRE, Anchor.BOTTOM),
            _mark(moment, column.middle[0], line, 17.0),
            Text(under, title, Align.CENTRE),
        ]
    return line + 12 + below + 16, elements


def _small_date(moment: Moment) -> Setting:
    ink = Ink.ATTENTION_WORDS if moment.at is When.TODAY else Ink.TEXT
    return plain(moment.when, is_bold=True, ink=ink)


def _rows(proof: Strands, box: Box) -> list[Element]:
    many = len(proof.rows)
    ways = Box(
        box.right - box.width * _STAGES_SHARE, box.top, box.width * _STAGES_SHARE, box.height
    )
    stages = row_of(ways, len(proof.stages), 8.0)
    heads, top = _heads(proof, box, stages)
    width = ways.left - box.left - _BETWEEN
    for size in (BODY, LABEL) if many < 6 else (LABEL, HEADING):
        names = [plain(row.name)(size) for row in proof.rows]
        needed = [height_of(each, width) + 8 for each in names]
        if sum(needed) <= box.bottom - top and all(
            fits(Text(Box(0, 0, width, 1e6), each)) for each in names
        ):
            break
    else:
        raise TooFull("the pieces of work have more words than have room.")
    heights = rows_shared([max(need, 30.0) for need in needed], box.bottom - top, _MOST_ROW)
    elements = heads
    for row, name, height in zip(proof.rows, names, heights, strict=True):
        elements += [
            Text(Box(box.left, top, width, height), name, anchor=Anchor.MIDDLE),
            *_way(row, proof.stages, [stage.middle[0] for stage in stages], top + height / 2),
        ]
        top += height
        elements.append(Rule(box.left, top, box.right, top, Ink.GRID, 0.75))
    return elements


def _heads(proof: Strands, box: Box, stages: Sequence[Box]) -> tuple[list[Element], float]:
    """The heads of the columns with their rule, and where the rows begin."""
    head = Box(box.left, box.top, box.width * (1 - _STAGES_SHARE) - _BETWEEN, 0.0)
    settings = [plain(label, is_bold=True, ink=Ink.QUIET) for label in ("Strand", *proof.stages)]
    places = (head, *stages)
    for size in (HEADING, SMALL):
        heights = [
            height_of(at(size), place.width) for at, place in zip(settings, places, strict=True)
        ]
        height = max(heights)
        blocks = [
            Block(
                replace(place, height=height),
                at,
                Align.CENTRE if number else Align.LEFT,
                Anchor.BOTTOM,
            )
            for number, (at, place) in enumerate(zip(settings, places, strict=True))
        ]
        texts = [block.text(size) for block in blocks]
        if all(fits(text) for text in texts):
            break
    else:
        raise TooFull("the stages have more words than have room.")
    top = box.top + height + 6
    return [*texts, Rule(box.left, top, box.right, top, Ink.ACCENT, 1.5)], top


def _way(row: Strand, stages: Sequence[str], at: Sequence[float], y: float) -> list[Element]:
    """The stages as discs on a line, filled as far as the work has come."""
    if not at:
        return []
    reached = -1 if row.stage is None else min(row.stage, len(stages) - 1)
    elements: list[Element] = [Rule(at[0], y, at[-1], y, Ink.GRID, 4.5)]
    if reached > 0:
        elements.append(Rule(at[0], y, at[reached], y, Ink.ACCENT, 4.5))
    for number, x in enumerate(at):
        if number < reached:
            elements.append(dot(x, y, 12.0, fill=Ink.ACCENT, edge=Ink.ACCENT))
        elif number == reached:
            name = f"{row.name}: {stages[number]}"
            elements.append(dot(x, y, 21.0, fill=Ink.ACCENT, edge=Ink.ACCENT, name=name))
        else:
            elements.append(dot(x, y, 14.0, fill=Ink.GROUND, edge=Ink.QUIET))
    return elements
