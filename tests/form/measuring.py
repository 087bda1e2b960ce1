"""Words set in lines as an office program sets them in Arial, and where each line comes to stand.

Measured with Liberation Sans, made to Arial's measure. Where no such font is on the machine, the
portal's own table of widths stands in, and `WITH_LETTERS` says so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

from reporting.rendering import text_metrics
from tests.form.boxes import Box
from tests.form.words import Frame, Letters, Paragraph

LEADING = 1.17  # the height of a line of Arial, of its size
RISE, FALL = 0.72, 0.21  # what letters reach above and below the line that they stand on
ASCENT = 0.96
TIGHT = 0.998  # of the room: programs round, and what fits by a hair may not fit
DRAWN_AT = 1000
FAMILIES = ("Liberation Sans", "Arimo", "Arial")
FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
NO_BREAK = "\u00a0\u2007\u202f"
# Ticks and their like, which Arial lacks and another font lends.
SIGNS = frozenset(chr(code) for code in range(0x2700, 0x27C0))
SIGN = 0.9
WITHOUT_SIGNS = dict.fromkeys(map(ord, SIGNS))
# A break, spaces, or letters with the hyphen or dash after which a line may end.
TOKENS = re.compile(rf"\v|[^\S\v{NO_BREAK}]+|(?:[^\s\-–—]|[{NO_BREAK}])+[\-–—]*|[\-–—]+")


@dataclass(frozen=True)
class Line:
    """One line as it is set: how wide its letters come, and the room for them."""

    text: str
    width: float
    room: float
    height: float
    size: float
    above: float  # room before it
    shift: float  # of its start, by indents
    align: str
    is_broken: bool  # it ends within a word, which is wider than the room


@dataclass(frozen=True)
class SetLine:
    """A line at its place; `ink` is the box around its letters."""

    line: Line
    ink: Box


@cache
def font_file(*, is_bold: bool, is_slanted: bool) -> str | None:
    """A font of Arial's measure on this machine."""
    style = {(False, False): "Regular", (True, False): "Bold",
             (False, True): "Italic", (True, True): "Bold Italic"}[is_bold, is_slanted]  # fmt: skip
    if matcher := shutil.which("fc-match"):
        for family in FAMILIES:
            asked = [matcher, "-f", "%{family}\t%{file}", f"{family}:style={style}"]
            told = subprocess.run(asked, check=False, capture_output=True, text=True).stdout
            found, _, path = told.partition("\t")
            if family in found.split(",") and Path(path).is_file():
                return path
    name = f"LiberationSans-{style.replace(' ', '')}.ttf"
    places = (path for folder in FOLDERS if folder.is_dir() for path in folder.rglob(name))
    return next((str(path) for path in places), None)


WITH_LETTERS = font_file(is_bold=False, is_slanted=False) is not None


@cache
def _font(is_bold: bool, is_slanted: bool) -> ImageFont.FreeTypeFont | None:
    path = font_file(is_bold=is_bold, is_slanted=is_slanted)
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(path, DRAWN_AT, layout_engine=basic) if path else None


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, is_bold: bool = False, is_slanted: bool = False) -> float:
    """How wide letters come on one line, in points."""
    text = text.replace("\u2011", "-").replace("\u00a0", " ").replace("\u202f", "\u2009")
    if (font := _font(is_bold, is_slanted)) is None:
        return text_metrics.width_of(text, size, is_bold=is_bold)
    signs = sum(letter in SIGNS for letter in text)
    plain = text.translate(WITHOUT_SIGNS) if signs else text
    return (font.getlength(plain) / DRAWN_AT + signs * SIGN) * size


@lru_cache(maxsize=20_000)
def lines_of(frame: Frame, width: float) -> tuple[Line, ...]:
    """The words of a frame in the lines that they take at a width between its insets."""
    return tuple(
        line
        for number, paragraph in enumerate(frame.paragraphs)
        for line in _set(paragraph, width if frame.wraps else 1e6, is_first=number == 0)
    )


def height_of(lines: Sequence[Line]) -> float:
    return sum(line.above + line.height for line in lines)


def place_lines(frame: Frame, box: Box) -> list[SetLine]:
    """Where the lines stand in the box, whose inside is already that of its outline."""
    inner = box.inset(frame.left, frame.top, frame.right, frame.bottom)
    if frame.turn:
        return _place_turned(frame, inner)
    return list(_placed(frame, inner, lines_of(frame, inner.width)))


def _place_turned(frame: Frame, inner: Box) -> list[SetLine]:
    x, y = (inner.left + inner.right) / 2, (inner.top + inner.bottom) / 2
    across, down = inner.height / 2, inner.width / 2
    lying = Box(x - across, y - down, x + across, y + down)
    lines = _placed(frame, lying, lines_of(frame, lying.width))
    return [SetLine(one.line, one.ink.turned(frame.turn, inner)) for one in lines]


def _placed(frame: Frame, inner: Box, lines: Sequence[Line]) -> Iterator[SetLine]:
    spare = inner.height - height_of(lines)
    start = {"ctr": spare / 2, "b": spare}.get(frame.anchor, 0.0)
    top = inner.top + start
    for line in lines:
        top += line.above
        room = line.room if frame.wraps else inner.width
        spare = room - line.width
        aside = {"ctr": spare / 2, "r": spare}.get(line.align, 0.0)
        left = inner.left + line.shift + aside
        foot = top + line.height - (LEADING - ASCENT) * line.size
        if line.text.strip():
            ink = Box(left, foot - RISE * line.size, left + line.width, foot + FALL * line.size)
            yield SetLine(line, ink)
        top += line.height


@dataclass(frozen=True)
class _Piece:
    """Letters that no line breaks; `glue` is the space before them."""

    parts: tuple[Letters, ...]
    glue: float
    is_break: bool = False

    @property
    def width(self) -> float:
        return sum(width_of(one.text, one.size, one.is_bold, one.is_slanted) for one in self.parts)

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.parts)


def _set(paragraph: Paragraph, width: float, *, is_first: bool) -> Iterator[Line]:
    rows = list(_rows(list(_pieces(paragraph)), width - paragraph.indent, paragraph.first))
    for number, (row, is_broken) in enumerate(rows):
        letters = [one for piece in row for one in piece.parts]
        size = max((one.size for one in letters), default=paragraph.size)
        own = size * LEADING * paragraph.spacing if paragraph.spacing > 0 else -paragraph.spacing
        hanging = paragraph.first if number == 0 and paragraph.first > 0 else 0.0
        yield Line(
            text=_joined(row),
            width=sum(
                piece.width + (piece.glue if place else 0) for place, piece in enumerate(row)
            ),
            room=width - paragraph.indent - hanging,
            height=own + (paragraph.below if number == len(rows) - 1 else 0.0),
            size=size,
            above=paragraph.above if number == 0 and not is_first else 0.0,
            shift=paragraph.indent + hanging,
            align=paragraph.align,
            is_broken=is_broken,
        )


def _joined(row: list[_Piece]) -> str:
    return "".join((" " if piece.glue and place else "") + piece.text
                   for place, piece in enumerate(row))  # fmt: skip


def _rows(pieces: list[_Piece], width: float, first: float) -> Iterator[tuple[list[_Piece], bool]]:
    row: list[_Piece] = []
    width *= TIGHT
    room = width - max(first, 0.0)
    used = 0.0
    for piece in pieces:
        if piece.is_break:
            yield row, False
            row, used, room = [], 0.0, width
            continue
        wide = piece.width
        if row and used + piece.glue + wide > room + 0.01:
            yield row, False
            row, used, room = [], 0.0, width
        used += wide + (piece.glue if row else 0.0)
        row.append(piece)
        while used > room + 0.01 and len(row) == 1 and len(row[0].text) > 1:
            yield row, True
            row = [_tail(row[0], 1 - room / used)]
            used, room = row[0].width, width
    yield row, False


def _tail(piece: _Piece, share: float) -> _Piece:
    """About so much of the end of a word, for what goes on below where a word is broken."""
    last = piece.parts[-1]
    kept = min(max(1, round(len(piece.text) * share)), len(piece.text) - 1)
    return _Piece((Letters(piece.text[-kept:], *_look(last)),), 0.0)


def _look(one: Letters) -> tuple[float, bool, bool]:
    return one.size, one.is_bold, one.is_slanted


def _pieces(paragraph: Paragraph) -> Iterator[_Piece]:
    """A paragraph cut where lines may break: at spaces, and after hyphens and dashes."""
    parts: list[Letters] = []
    glue = 0.0
    for one in paragraph.letters:
        for token in TOKENS.findall(one.text):
            if token[0].isspace() and token[0] not in NO_BREAK:
                if parts:
                    yield _Piece(tuple(parts), glue)
                    parts, glue = [], 0.0
                if token == "\v":
                    yield _Piece((), 0.0, is_break=True)
                    glue = 0.0
                else:
                    glue += width_of(token, *_look(one))
                continue
            parts.append(Letters(token, *_look(one)))
            if token[-1] in "-–—" and len(token) > 1:
                yield _Piece(tuple(parts), glue)
                parts, glue = [], 0.0
    if parts:
        yield _Piece(tuple(parts), glue)
