"""Shares a deck out over slides so that everything fits; knows descriptions, not PowerPoint.

Lengths are points. Letters are measured as in Arial, a little on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from reporting.description import Deck, Entry, Sentence, Slide, SlideKind, Table
from reporting.lettering import width_of, wrapped
from reporting.slide_template import BOXES, MARGIN, SIZES, WIDTH, Box, Place

LINE = 1.2  # the height of a line of text, of its size
BETWEEN = 8  # points between paragraphs, and between what stands above and below
TITLE_SIZES = (30, 24, 20)
TABLE_SIZES = (18, 16, 14, 12)
CELL_SIDE, CELL_TOP = 7.2, 3.6  # PowerPoint's own margins of a cell

_SAFE = 0.97
_CHART_WIDTH = 590
_TEXT_BESIDE = WIDTH - 2 * MARGIN - _CHART_WIDTH - 20
_TEXT_ABOVE_TABLE = 4 * 18 * LINE + BETWEEN


class DuplicateTitle(ValueError):
    """Two slides of a deck have one title, so that a list of titles would not tell them apart."""


class TooLong(ValueError):
    """Words that do not fit on any slide, such as a title of more than three lines."""


@dataclass(frozen=True)
class TablePlan:
    """How a table is set: the size of its letters, its column widths and its row heights."""

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def pages(deck: Deck) -> tuple[Slide, ...]:
    """The deck's slides, those that hold too much continued on further ones.

    DuplicateTitle where two have one title, the opening slide's among them; TooLong where a
    title cannot be set.
    """
    found = tuple(page for slide in deck.slides for page in _fitted(slide))
    seen = {deck.title}
    for page in found:
        if page.title in seen:
            raise DuplicateTitle(f"more than one slide is called “{page.title}”")
        seen.add(page.title)
    return found


def boxes(slide: Slide) -> dict[Place, Box]:
    """Where each placeholder of a slide stands, those that are not used left out.

    Words at the foot push the rest up; words under the title push it down.
    """
    return _edges(slide) | _middle(slide)


def foot_lines(slide: Slide) -> list[str]:
    """What the shorthand on the slide means, and the source."""
    table = slide.table or (slide.chart.table if slide.chart else None)
    shorthand = table.shorthand if table else {}
    explained = "; ".join(f"{symbol} {meaning}" for symbol, meaning in shorthand.items())
    return [line for line in (explained, slide.source_line) if line]


def text_height(
    paragraphs: Sequence[str], width: float, size: float, *, is_bold: bool = False
) -> float:
    """How high the paragraphs are when set in `width`, with the room between them."""
    lines = [wrapped(text, width=width * _SAFE, size=size, is_bold=is_bold) for text in paragraphs]
    between = BETWEEN * (len(paragraphs) - 1) if size >= SIZES[Place.TEXT] else 0
    return sum(len(one) for one in lines) * size * LINE + between


def title_size(title: str) -> float:
    """The largest size at which the title fits its box; TooLong where none is small enough."""
    box = BOXES[Place.TITLE]
    for size in TITLE_SIZES:
        if text_height([title], box.width, size, is_bold=True) <= box.height:
            return size
    raise TooLong(f"a title of {len(title)} letters does not fit on a slide: “{title}”")


def table_plan(table: Table, width: float) -> TablePlan:
    """The largest letters with which the table's words fit `width`, and its measures with them."""
    for size in TABLE_SIZES:
        widths = _column_widths(table, width, size)
        if widths:
            break
    else:
        raise TooLong(f"“{table.title}” has too many columns for a slide")
    head = tuple(column.title for column in table.columns)
    rows = [_row_height(head, widths, size, is_bold=True)]
    for row in table.rows:
        texts = tuple(entry_text(entry) for entry in row.entries)
        rows.append(_row_height(texts, widths, size, is_bold=row.is_total))
    return TablePlan(size, widths, tuple(rows))


def entry_text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.text


# --- Sharing out ------------------------------------------------------------------------------


def _fitted(slide: Slide) -> Iterator[Slide]:
    """The slide, then its continuations, each of which fits."""
    title_size(slide.title)
    title, turn = slide.title, 1
    rest: Slide | None = slide
    while rest is not None:
        page, rest = _split(rest)
        yield page
        turn += 1
        if rest is not None:
            again = "continued" if turn == 2 else f"continued {turn - 1}"
            rest = replace(rest, title=f"{title} ({again})")


def _split(slide: Slide) -> tuple[Slide, Slide | None]:
    """What fits on one slide, and the slide that would hold the rest."""
    if slide.kind is SlideKind.TITLE:
        return slide, None
    kept, later = _sentences_that_fit(slide)
    page = replace(slide, sentences=kept)
    if slide.table is None:
        rest = replace(slide, kind=SlideKind.TEXT, chart=None, sentences=later)
        return page, rest if later else None
    rows = _rows_that_fit(page)
    page = replace(page, table=replace(slide.table, rows=slide.table.rows[:rows]))
    left = slide.table.rows[rows:]
    if left:
        return page, replace(slide, table=replace(slide.table, rows=left), sentences=later)
    rest = replace(slide, kind=SlideKind.TEXT, table=None, sentences=later)
    return page, rest if later else None


def _sentences_that_fit(slide: Slide) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    width, height = _text_room(slide)
    sentences = slide.sentences
    if slide.kind is SlideKind.TEXT:
        # There is no roomier slide to go on to, so what is longer than a slide is cut.
        sentences = tuple(part for one in sentences for part in _cut(one, width, height))
    for number in range(len(sentences), 0, -1):
        texts = [sentence.text for sentence in sentences[:number]]
        if text_height(texts, width, SIZES[Place.TEXT]) <= height:
            return sentences[:number], sentences[number:]
    return (), sentences


def _text_room(slide: Slide) -> tuple[float, float]:
    """The width and the greatest height of the text on a slide."""
    area = _area(slide)
    match slide.kind:
        case SlideKind.CHART:
            return _TEXT_BESIDE, area.height
        case SlideKind.TABLE:
            return area.width, _TEXT_ABOVE_TABLE
        case _:
            return area.width, area.height


def _cut(sentence: Sentence, width: float, height: float) -> Iterator[Sentence]:
    size = SIZES[Place.TEXT]
    most = int(height / (size * LINE))
    lines = wrapped(sentence.text, width=width * _SAFE, size=size)
    if len(lines) <= most:
        yield sentence
        return
    for start in range(0, len(lines), most):
        yield Sentence((" ".join(lines[start : start + most]),))


def _rows_that_fit(page: Slide) -> int:
    """How many rows of the page's table stand under its heading: one at least, if it has any."""
    if page.table is None:
        return 0
    box = boxes(page)[Place.CONTENT]
    head, *rows = table_plan(page.table, box.width).heights
    room = box.height - head
    number = 0
    for height in rows:
        room -= height
        if room < 0:
            break
        number += 1
    # Shared out evenly, so that no slide is left with a row or two.
    slides = ceil(len(rows) / max(number, 1))
    return ceil(len(rows) / max(slides, 1))


# --- Where things stand -----------------------------------------------------------------------


def _area(slide: Slide) -> Box:
    """What the title and the foot leave."""
    placed = _edges(slide)
    top = max(box.bottom for place, box in placed.items() if place in _ABOVE) + BETWEEN
    bottom = min(box.top for place, box in placed.items() if place not in _ABOVE) - BETWEEN
    return Box(MARGIN, top, WIDTH - 2 * MARGIN, bottom - top)


_ABOVE = {Place.TITLE, Place.SUBTITLE}


def _edges(slide: Slide) -> dict[Place, Box]:
    wide = WIDTH - 2 * MARGIN
    found = {place: BOXES[place] for place in (Place.TITLE, Place.FOOTER, Place.NUMBER)}
    bottom = BOXES[Place.FOOTER].top - 4
    for place, paragraphs in (
        (Place.SOURCE, foot_lines(slide)),
        (Place.WARNING, [slide.warning] if slide.warning else []),
    ):
        if paragraphs:
            height = text_height(paragraphs, wide, SIZES[place], is_bold=place is Place.WARNING)
            found[place] = Box(MARGIN, bottom - height, wide, height)
            bottom -= height + BETWEEN / 2
    if slide.chart:
        height = text_height([slide.chart.subtitle], wide, SIZES[Place.SUBTITLE])
        found[Place.SUBTITLE] = Box(MARGIN, BOXES[Place.SUBTITLE].top, wide, height)
    return found


def _middle(slide: Slide) -> dict[Place, Box]:
    area = _area(slide)
    if not slide.sentences:
        return {Place.CONTENT: area} if slide.kind is not SlideKind.TEXT else {}
    match slide.kind:
        case SlideKind.CHART:
            left = area.right - _TEXT_BESIDE
            return {
                Place.TEXT: Box(left, area.top, _TEXT_BESIDE, area.height),
                Place.CONTENT: Box(area.left, area.top, _CHART_WIDTH, area.height),
            }
        case SlideKind.TABLE:
            texts = [sentence.text for sentence in slide.sentences]
            height = text_height(texts, area.width, SIZES[Place.TEXT])
            top = area.top + height + BETWEEN
            return {
                Place.TEXT: Box(area.left, area.top, area.width, height),
                Place.CONTENT: Box(area.left, top, area.width, area.bottom - top),
            }
        case _:
            return {Place.TEXT: area}


# --- Tables -----------------------------------------------------------------------------------


def _column_widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """Widths that add up to `width`, or none where numbers would have to be broken.

    Numbers stay on one line; headings and words give way and wrap.
    """
    least, natural = [], []
    for index, column in enumerate(table.columns):
        texts = [(entry_text(row.entries[index]), row.is_total) for row in table.rows]
        whole = max((_cell_width(text, size, is_bold=bold) for text, bold in texts), default=0)
        words = max((_longest_word(text, size) for text, _ in texts), default=0)
        head = _longest_word(column.title, size)
        least.append(max(head, whole if column.is_number else words))
        natural.append(max(whole, _cell_width(column.title, size, is_bold=True)))
    if sum(least) > width:
        return ()
    if sum(natural) <= width:
        return tuple(one + (width - sum(natural)) / len(natural) for one in natural)
    share = (width - sum(least)) / (sum(natural) - sum(least))
    return tuple(low + share * (one - low) for low, one in zip(least, natural, strict=True))


def _cell_width(text: str, size: float, *, is_bold: bool) -> float:
    return width_of(text, size, is_bold=is_bold) / _SAFE + 2 * CELL_SIDE


def _longest_word(text: str, size: float) -> float:
    words = text.split() or [""]
    return max(_cell_width(word, size, is_bold=True) for word in words)


def _row_height(
    texts: Sequence[str], widths: Sequence[float], size: float, *, is_bold: bool
) -> float:
    """As high as its highest cell; the first cell of a row is set bold."""
    lines = (
        len(
            wrapped(
                text,
                width=(width - 2 * CELL_SIDE) * _SAFE + 0.1,
                size=size,
                is_bold=is_bold or not index,
            )
        )
        for index, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return max(1, *lines) * size * LINE + 2 * CELL_TOP
