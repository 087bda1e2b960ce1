"""Drawings of slides measured: words outside, over one another, over bars or lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from reporting.rendering.slides.charts.line_parts import crosses, segments
from reporting.rendering.slides.charts.words import span, words_of
from reporting.rendering.slides.setting import fits, lines_of
from reporting.rendering.slides.shapes import (
    LEADING,
    Align,
    Anchor,
    Box,
    Drawing,
    Ink,
    NativeChart,
    NativeKind,
    Outline,
    Rule,
    Shape,
    Text,
)
from reporting.rendering.text_metrics import width_of

SLACK = 0.6
# From the top of an ascender to the foot of a descender, of the size.
INK = 1.1
SMALLEST = 14


@dataclass(frozen=True)
class Line:
    """A line of words as it stands, and the words that it is of."""

    box: Box
    words: str
    of: int


def faults(drawing: Drawing) -> list[str]:
    """All that is wrong with a drawing, in words; nothing where it is as it should be."""
    return [
        *_outside(drawing),
        *_over_one_another(drawing),
        *_too_small(drawing),
        *_without_room(drawing),
        *_over_bars(drawing),
        *_over_lines(drawing),
    ]


def texts(drawing: Drawing) -> list[Text]:
    """Every text of a drawing, with those that its charts set themselves."""
    found = [each for each in drawing.elements if isinstance(each, Text)]
    found += [each.text for each in drawing.elements if isinstance(each, Shape) and each.text]
    found += [text for chart in drawing.charts for text in words_of(chart)]
    return found


def said(drawing: Drawing) -> list[str]:
    """The words of a drawing, text by text."""
    return [" ".join(paragraph.text for paragraph in text.paragraphs) for text in texts(drawing)]


def lines_set(text: Text, number: int = 0) -> Iterator[Line]:
    """Each line of a text where it stands, as high as its letters."""
    of = [(paragraph, lines_of(paragraph, text.box.width)) for paragraph in text.paragraphs]
    height = sum(
        paragraph.above * (place > 0) + len(lines) * paragraph.size * LEADING
        for place, (paragraph, lines) in enumerate(of)
    )
    spare = text.box.height - height
    top = (
        text.box.top + {Anchor.TOP: 0, Anchor.MIDDLE: spare / 2, Anchor.BOTTOM: spare}[text.anchor]
    )
    for place, (paragraph, lines) in enumerate(of):
        top += paragraph.above * (place > 0)
        # Of words in bold and plain letters the wider is taken.
        is_bold = all(run.is_bold for run in paragraph.runs)
        for line in lines:
            width = width_of(line.replace("\u00a0", " "), paragraph.size, is_bold=is_bold)
            spare = text.box.width - width
            left = (
                text.box.left
                + {Align.LEFT: 0, Align.CENTRE: spare / 2, Align.RIGHT: spare}[text.align]
            )
            tall = paragraph.size * INK
            down = top + (paragraph.size * LEADING - tall) / 2
            yield Line(Box(left, down, width, tall), line, number)
            top += paragraph.size * LEADING


def _lines(drawing: Drawing) -> list[Line]:
    return [line for number, text in enumerate(texts(drawing)) for line in lines_set(text, number)]


def _outside(drawing: Drawing) -> Iterator[str]:
    for line in _lines(drawing):
        if not _is_within(line.box, drawing.box):
            yield f"{line.words!r} stands outside"
    for each in drawing.elements:
        for box in _edges(each):
            if not _is_within(box, drawing.box, slack=3.0):
                yield f"a {type(each).__name__} reaches outside"
    for chart in drawing.charts:
        if not (_is_within(chart.plot, drawing.box) and _is_within(chart.box, drawing.box)):
            yield "a chart reaches outside"


def _edges(each: object) -> Iterator[Box]:
    match each:
        case Shape():
            yield each.box
        case Rule():
            left, right = sorted((each.x1, each.x2))
            top, bottom = sorted((each.y1, each.y2))
            yield Box(left, top, right - left, bottom - top)
        case Outline():
            for ring in each.rings:
                across, down = zip(*ring, strict=True)
                left, top = min(across), min(down)
                yield Box(left, top, max(across) - left, max(down) - top)


def _over_one_another(drawing: Drawing) -> Iterator[str]:
    for one, other in combinations(_lines(drawing), 2):
        if one.of != other.of and overlap(one.box, other.box):
            yield f"{one.words!r} stands over {other.words!r}"


def _too_small(drawing: Drawing) -> Iterator[str]:
    for text in texts(drawing):
        if min(paragraph.size for paragraph in text.paragraphs) < SMALLEST:
            yield f"{text.paragraphs[0].text!r} is too small"


def _without_room(drawing: Drawing) -> Iterator[str]:
    for text in texts(drawing):
        if not fits(text):
            yield f"{[paragraph.text for paragraph in text.paragraphs]} have no room"


def _over_bars(drawing: Drawing) -> Iterator[str]:
    """Words over bars, but for the numbers of several layers, which stand within.

    Words on a ground of their own, as over hatching, are not over what is below it.
    """
    grounds = [
        each.box
        for each in drawing.elements
        if isinstance(each, Shape) and each.fill is Ink.GROUND and not each.edge
    ]
    beside = [
        each for each in drawing.elements if isinstance(each, Text) and each.box not in grounds
    ]
    for chart in drawing.charts:
        is_stacked = len(chart.series) > 1
        words = beside if is_stacked else [*beside, *words_of(chart)]
        for line in (line for text in words for line in lines_set(text)):
            for bar in bars(chart):
                if overlap(line.box, bar):
                    yield f"{line.words!r} stands over a bar"


def bars(chart: NativeChart) -> Iterator[Box]:
    """Where the bars or columns of a chart stand."""
    if chart.kind is NativeKind.LINES:
        return
    for series in chart.series:
        for index, value in enumerate(series.values):
            if value is None:
                continue
            low, high = span(chart, series, index)
            if chart.kind is NativeKind.BARS:
                breadth = chart.plot.height / len(chart.at) / (1 + chart.gap)
                left, right = sorted((chart.x(low), chart.x(high)))
                yield Box(left, chart.slot(index) - breadth / 2, right - left, breadth)
            else:
                breadth = chart.plot.width / len(chart.at) / (1 + chart.gap)
                top, bottom = sorted((chart.y(low), chart.y(high)))
                yield Box(chart.slot(index) - breadth / 2, top, breadth, bottom - top)


def _over_lines(drawing: Drawing) -> Iterator[str]:
    for chart in drawing.charts:
        if chart.kind is not NativeKind.LINES:
            continue
        for line in _lines(drawing):
            if any(crosses(line.box, segment) for segment in segments(chart)):
                yield f"{line.words!r} stands over a line"


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right - SLACK
        and other.left < one.right - SLACK
        and one.top < other.bottom - SLACK
        and other.top < one.bottom - SLACK
    )


def _is_within(box: Box, whole: Box, slack: float = SLACK) -> bool:
    return (
        box.left >= whole.left - slack
        and box.right <= whole.right + slack
        and box.top >= whole.top - slack
        and box.bottom <= whole.bottom + slack
    )
