"""Shares a deck out over slides so that everything fits; knows descriptions, not PowerPoint.

Lengths are points. Letters are measured as in Arial, a little on the safe side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from math import ceil

from reporting.content.description import Cell, Chart, Deck, Kind, Sentence, Slide, SlideKind, Words
from reporting.export.pptx import table_layout
from reporting.export.pptx.table_layout import LINE, SAFE, TooLong
from reporting.export.pptx.template import SIZES, STANDARD, Box, Frame, Place
from reporting.rendering import diagram_layout
from reporting.rendering.scale import PartOfChart
from reporting.rendering.text_metrics import width_of, wrapped

BETWEEN = 8  # points between paragraphs, and between what stands above and below
TITLE_SIZES = (30, 24, 20)
OPENING_SIZES = (40, 34, 28, 24)
SUBTITLE_SIZES = (24, 18)
TEXT_SIZES = (28, 24, 20, 18)  # of words that have a slide to themselves
POINT_INDENT = 20  # of a point in a list, behind its bullet
MOST_BARS = 12  # on one slide, at 18 points

_ASIDE = 20  # between words and what they stand beside
_TEXT_ABOVE = 4 * 18 * LINE + BETWEEN
_MOST_COLUMNS_BESIDE = 6
# A picture that is wider than this share of its height stands under its words, not beside them.
_WIDE_PICTURE = 1.9


class DuplicateTitle(ValueError):
    """Two slides of a deck have one title, so that a list of titles would not tell them apart."""


@dataclass(frozen=True)
class Opening:
    """The words of the opening slide, or of one that opens a section, with their sizes."""

    title_size: float
    subtitle_size: float


@dataclass(frozen=True)
class Continued(Slide):
    """One of several slides that hold what does not fit on one: their letters are of one size."""

    size: float = SIZES[Place.TEXT]


def pages(deck: Deck, frame: Frame = STANDARD) -> tuple[Slide, ...]:
    """The deck's slides, those that hold too much continued on further ones.

    DuplicateTitle where two have one title, the opening slide's among them; TooLong where a
    title cannot be set.
    """
    found = tuple(page for slide in deck.slides for page in _fitted(_as_it_is(slide), frame))
    seen = {deck.title}
    for page in found:
        if page.title in seen:
            raise DuplicateTitle(f"more than one slide is called “{page.title}”")
        seen.add(page.title)
    return found


def boxes(slide: Slide, frame: Frame = STANDARD) -> dict[Place, Box]:
    """Where each placeholder of a slide stands, those that are not used left out.

    Words at the foot push the rest up; words under the title push it down.
    """
    return _edges(slide, frame) | _middle(slide, frame)


def foot_lines(slide: Slide) -> list[str]:
    """What the shorthand on the slide means, who permitted a picture, and the source."""
    table = slide.table or (slide.chart.table if slide.chart else None)
    shorthand = table.shorthand if table else {}
    explained = "; ".join(f"{symbol} {meaning}" for symbol, meaning in shorthand.items())
    permission = f"Picture: {slide.picture.permission}" if slide.picture else ""
    return [line for line in (explained, permission, slide.source_line) if line]


def text_height(
    paragraphs: Sequence[str], width: float, size: float, *, is_bold: bool = False
) -> float:
    """How high the paragraphs are when set in `width`, with the room between them."""
    lines = sum(len(_wrapped(text, width, size, is_bold=is_bold)) for text in paragraphs)
    apart = between(size) * (len(paragraphs) - 1) if size >= SIZES[Place.TEXT] else 0
    return lines * size * LINE + apart


def words_height(
    slide: Slide, sentences: Sequence[Sentence], width: float, size: float = SIZES[Place.TEXT]
) -> float:
    """How high sentences are on a slide: those that are points are set in."""
    lines = sum(
        len(_wrapped(sentence.text, _width(slide, sentence, width), size)) for sentence in sentences
    )
    return lines * size * LINE + between(size) * max(len(sentences) - 1, 0)


def between(size: float) -> float:
    """The room between two paragraphs of letters of this size."""
    return BETWEEN * size / SIZES[Place.TEXT]


def text_size(slide: Slide, frame: Frame = STANDARD) -> float:
    """The largest size at which the words of a slide fit, below that of its title.

    The usual one where they stand with something else; one for all slides that they go on over.
    """
    if isinstance(slide, Continued):
        return slide.size
    if slide.kind is not SlideKind.TEXT:
        return SIZES[Place.TEXT]
    box, title = boxes(slide, frame).get(Place.TEXT), title_size(slide.title, frame)
    fitting = (
        size
        for size in TEXT_SIZES
        if box
        and size < title
        and words_height(slide, slide.sentences, box.width, size) <= box.height
    )
    return next(fitting, SIZES[Place.TEXT])


def is_point(slide: Slide, sentence: Sentence) -> bool:
    return slide.is_list or sentence.is_point


def title_size(title: str, frame: Frame = STANDARD) -> float:
    """The largest size at which the title fits its box; TooLong where none is small enough."""
    return _size_for(title, frame.box(SlideKind.TEXT, Place.TITLE), TITLE_SIZES)


def opening(title: str, under: Sequence[str], frame: Frame = STANDARD) -> Opening:
    """The sizes on a slide of the kind TITLE, with the words `under` its title."""
    box = frame.box(SlideKind.TITLE, Place.SUBTITLE)
    fitting = (size for size in SUBTITLE_SIZES if text_height(under, box.width, size) <= box.height)
    return Opening(
        _size_for(title, frame.box(SlideKind.TITLE, Place.TITLE), OPENING_SIZES),
        next(fitting, SUBTITLE_SIZES[-1]),
    )


def lines_that_fit(lines: Sequence[str], box: Box) -> list[str]:
    """The lines, joined into one paragraph where they have no room under one another."""
    if text_height(lines, box.width, SIZES[Place.TEXT]) <= box.height:
        return list(lines)
    return ["; ".join(lines)]


def is_beside(slide: Slide) -> bool:
    """Whether the words stand beside what they are about; else they stand above it."""
    if slide.chart:
        if slide.chart.kind is Kind.COLUMNS:
            return len(slide.chart.at) <= _MOST_COLUMNS_BESIDE
        return slide.chart.kind is Kind.BARS
    if slide.picture:
        return slide.picture.width < _WIDE_PICTURE * slide.picture.height
    return False


def _size_for(title: str, box: Box, sizes: Sequence[float]) -> float:
    for size in sizes:
        if text_height([title], box.width, size, is_bold=True) <= box.height:
            return size
    raise TooLong(f"a title of {len(title)} letters does not fit on a slide: “{title}”")


def _wrapped(text: str, width: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    return wrapped(text, width=width * SAFE, size=size, is_bold=is_bold, breaks_words=True)


def _width(slide: Slide, sentence: Sentence, width: float) -> float:
    return width - POINT_INDENT if is_point(slide, sentence) else width


# --- Sharing out ------------------------------------------------------------------------------


def _as_it_is(slide: Slide) -> Slide:
    """The slide on the layout of what it holds: of words alone, where that is not there."""
    holds = {
        SlideKind.CHART: slide.chart,
        SlideKind.TABLE: slide.table,
        SlideKind.DIAGRAM: slide.diagram,
        SlideKind.PICTURE: slide.picture,
    }
    is_bare = slide.kind in holds and holds[slide.kind] is None
    return replace(slide, kind=SlideKind.TEXT) if is_bare else slide


def _fitted(slide: Slide, frame: Frame) -> Sequence[Slide]:
    """The slide, or where it does not hold everything as many as it takes."""
    title_size(slide.title, frame)
    found: list[Slide] = []
    for part in _parts(slide, frame):
        rest: Slide | None = part
        while rest is not None:
            page, rest = _split(rest, frame)
            found.append(replace(page, title=_title(slide.title, len(found))))
    if len(found) == 1:
        return found
    if len(found) == 2 and slide.kind is SlideKind.TEXT:
        found = _evened(found, frame)
        size = min(text_size(page, frame) for page in found)
    else:
        size = SIZES[Place.TEXT]
    return [_going_on(page, size) for page in found]


def _evened(two: Sequence[Slide], frame: Frame) -> list[Slide]:
    """The words of two slides shared between them as evenly as sentences allow."""
    first, second = two
    width, _ = _text_room(first, frame)
    sentences = (*first.sentences, *second.sentences)

    def higher(at: int) -> float:
        return max(
            words_height(first, sentences[:at], width), words_height(first, sentences[at:], width)
        )

    at = min(range(1, len(sentences)), key=higher)
    return [
        replace(first, sentences=sentences[:at]),
        replace(second, sentences=sentences[at:]),
    ]


def _going_on(slide: Slide, size: float) -> Continued:
    return Continued(
        **{field.name: getattr(slide, field.name) for field in fields(Slide)}, size=size
    )


def _title(title: str, turn: int) -> str:
    return (title, f"{title} (continued)")[turn] if turn < 2 else f"{title} (continued {turn})"


def _parts(slide: Slide, frame: Frame) -> tuple[Slide, ...]:
    """What a slide shows in as many parts as it needs; the words stand with the first."""
    area = _area(slide, frame)
    if slide.table:
        tables = table_layout.by_columns(slide.table, area.width)
        parts = [replace(slide, table=table) for table in tables]
    elif slide.chart:
        parts = [replace(slide, chart=chart) for chart in _by_bars(slide.chart)]
    elif slide.diagram:
        height = area.height - (_TEXT_ABOVE + BETWEEN if slide.sentences else 0)
        diagrams = diagram_layout.parts(slide.diagram, area.width, height)
        parts = [replace(slide, diagram=diagram) for diagram in diagrams]
    else:
        parts = [slide]
    return (parts[0], *(replace(part, sentences=()) for part in parts[1:]))


def _by_bars(chart: Chart) -> tuple[Chart, ...]:
    if chart.kind is not Kind.BARS or len(chart.at) <= MOST_BARS:
        return (chart,)
    size = ceil(len(chart.at) / ceil(len(chart.at) / MOST_BARS))
    values = {field.name: getattr(chart, field.name) for field in fields(Chart)}
    bars = chart.series[0]
    return tuple(
        PartOfChart(
            **values
            | {
                "at": chart.at[start : start + size],
                "series": (replace(bars, cells=bars.cells[start : start + size]),),
            },
            whole=chart,
        )
        for start in range(0, len(chart.at), size)
    )


def _split(slide: Slide, frame: Frame) -> tuple[Slide, Slide | None]:
    """What fits on one slide, and the slide that would hold the rest."""
    fitting, later = _sentences_that_fit(slide, frame)
    page = replace(slide, sentences=fitting)
    if slide.table:
        box = boxes(page, frame)[Place.CONTENT]
        table = table_layout.without_tall_rows(slide.table, box.width, box.height)
        number = table_layout.rows_that_fit(table, box.width, box.height)
        page = replace(page, table=replace(table, rows=table.rows[:number]))
        if left := table.rows[number:]:
            return page, replace(slide, table=replace(table, rows=left), sentences=later)
    if not later:
        return page, None
    return page, replace(
        slide,
        kind=SlideKind.TEXT,
        sentences=later,
        chart=None,
        table=None,
        diagram=None,
        picture=None,
    )


def _sentences_that_fit(
    slide: Slide, frame: Frame
) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    width, height = _text_room(slide, frame)
    sentences = slide.sentences
    if slide.kind is SlideKind.TEXT:
        # There is no roomier slide to go on to, so what is longer than a slide is cut.
        sentences = tuple(
            part
            for sentence in sentences
            for part in _cut(sentence, _width(slide, sentence, width), height)
        )
    for number in range(len(sentences), 0, -1):
        if words_height(slide, sentences[:number], width) <= height:
            return sentences[:number], sentences[number:]
    return (), sentences


def _text_room(slide: Slide, frame: Frame) -> tuple[float, float]:
    """The width and the greatest height of the text on a slide."""
    area = _area(slide, frame)
    if slide.kind is SlideKind.TITLE:
        box = frame.box(SlideKind.TITLE, Place.SUBTITLE)
        return box.width, box.height
    if slide.kind is SlideKind.TEXT:
        return area.width, area.height
    if is_beside(slide):
        return area.width - _content_width(area, frame) - _ASIDE, area.height
    return area.width, _TEXT_ABOVE


def _cut(sentence: Sentence, width: float, height: float) -> Iterator[Sentence]:
    """The sentence, or the pieces of it that each fit; what is set apart in it stays so."""
    size = SIZES[Place.TEXT]
    most = int(height / (size * LINE))
    lines = _wrapped(sentence.text, width, size)
    if len(lines) <= most:
        yield sentence
        return
    # Counted in letters without the spaces, because a line may end within a word.
    letters = [sum(len(line.replace(" ", "")) for line in lines[:start])
               for start in range(0, len(lines), most)]  # fmt: skip
    places = [match.start() for match in re.finditer(r"\S", sentence.text)]
    starts = [places[letter] for letter in letters]
    for start, end in zip(starts, [*starts[1:], len(sentence.text)], strict=True):
        yield replace(sentence, parts=tuple(_sliced(sentence, start, end)))


def _sliced(sentence: Sentence, start: int, end: int) -> Iterator[str | Words | Cell]:
    """The parts of a sentence between two letters; a number goes whole where it begins."""
    at = 0
    for part in sentence.parts:
        text = part if isinstance(part, str) else part.among_words
        piece = text[max(start - at, 0) : max(end - at, 0)]
        if isinstance(part, Cell):
            if start <= at < end:
                yield part
        elif piece:
            yield piece if isinstance(part, str) else replace(part, text=piece)
        at += len(text)


# --- Where things stand -----------------------------------------------------------------------


def _area(slide: Slide, frame: Frame) -> Box:
    """What the title and the foot leave."""
    room = frame.area(slide.kind)
    placed = _edges(slide, frame)
    subtitle = placed.get(Place.SUBTITLE)
    top = max(room.top, subtitle.bottom + BETWEEN) if subtitle else room.top
    bottom = min(box.top for place, box in placed.items() if place not in _ABOVE) - BETWEEN
    return Box(room.left, top, room.width, bottom - top)


_ABOVE = {Place.TITLE, Place.SUBTITLE}
_FEET = ((Place.SOURCE, False), (Place.WARNING, True))


def _edges(slide: Slide, frame: Frame) -> dict[Place, Box]:
    layout = frame.boxes[slide.kind]
    found = {place: layout[place] for place in (Place.TITLE, Place.FOOTER, Place.NUMBER)}
    if slide.kind is SlideKind.TITLE:
        return found
    words = {Place.SOURCE: foot_lines(slide), Place.WARNING: [slide.warning] * bool(slide.warning)}
    bottom = layout[Place.SOURCE].bottom
    for place, is_bold in _FEET:
        if words[place]:
            box = layout[place]
            height = text_height(words[place], box.width, SIZES[place], is_bold=is_bold)
            found[place] = Box(box.left, bottom - height, box.width, height)
            bottom -= height + BETWEEN / 2
    if slide.chart:
        box = layout[Place.SUBTITLE]
        height = text_height([slide.chart.subtitle], box.width, SIZES[Place.SUBTITLE])
        found[Place.SUBTITLE] = replace(box, height=height)
    return found


def _content_width(area: Box, frame: Frame) -> float:
    return min(frame.box(SlideKind.CHART, Place.CONTENT).width, area.width * 0.72)


def _middle(slide: Slide, frame: Frame) -> dict[Place, Box]:
    area = _area(slide, frame)
    if slide.kind is SlideKind.TITLE:
        return {}
    if slide.kind is SlideKind.TEXT:
        return {Place.TEXT: area} if slide.sentences else {}
    if not slide.sentences:
        return {Place.CONTENT: area}
    if is_beside(slide):
        width = _content_width(area, frame)
        left = area.left + width + _ASIDE
        return {
            Place.TEXT: Box(left, area.top, area.right - left, area.height),
            Place.CONTENT: Box(area.left, area.top, width, area.height),
        }
    height = words_height(slide, slide.sentences, area.width)
    top = area.top + height + BETWEEN
    return {
        Place.TEXT: Box(area.left, area.top, area.width, height),
        Place.CONTENT: Box(area.left, top, area.width, area.bottom - top),
    }


def category_skip(chart: Chart, slot: float, size: float) -> int:
    """Every how manyth label stands along the axis, where each has `slot` points."""
    widest = max((width_of(label, size) for label in chart.at), default=0)
    return max(ceil((widest + 4) / slot), 1)
