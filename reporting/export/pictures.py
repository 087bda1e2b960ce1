"""Pictures of charts and maps as SVG and PNG files; the one module that paints pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from io import BytesIO
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFont

from reporting.export.fonts import font
from reporting.rendering.drawing import Anchor, Path, Words
from reporting.rendering.picture import Layer, Picture
from reporting.templatetags.figures import px, shapes

# A PNG has twice as many pixels as the page, and is painted at twice that to be smooth.
_SHARP, _SMOOTH = 2, 2
_SCALE = _SHARP * _SMOOTH


def svg(picture: Picture) -> bytes:
    """An SVG file that needs nothing from anywhere."""
    layers = "".join(
        f'<g transform="translate({px(layer.x)} {px(layer.y)})">{shapes(layer.drawing)}</g>'
        for layer in picture.layers
    )
    width, height = px(picture.width), px(picture.height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" font-family="Arial, Arimo, sans-serif">'
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.description)}</desc>"
        f'<rect width="100%" height="100%" fill="#FFFFFF" />{layers}</svg>\n'
    ).encode()


def png(picture: Picture) -> bytes:
    """A PNG file with twice as many pixels as the picture; the same picture, the same bytes.

    NoFont where the front end has not been built.
    """
    width, height = round(picture.width * _SHARP), round(picture.height * _SHARP)
    image = Image.new("RGB", (width * _SMOOTH, height * _SMOOTH), "#FFFFFF")
    for layer in picture.layers:
        _paint(image, layer)
    small = image.resize((width, height), Image.Resampling.BOX)
    content = BytesIO()
    small.save(content, "PNG", optimize=True)
    return content.getvalue()


def _paint(image: Image.Image, layer: Layer) -> None:
    """Back to front, in the order of the SVG."""
    drawing, pen = layer.drawing, _Pen(image, layer.x, layer.y)
    for path in drawing.areas:
        pen.path(path)
    for rule in drawing.rules:
        ends = f"M{rule.x1} {rule.y1}L{rule.x2} {rule.y2}"
        pen.path(Path(ends, "none", rule.colour, rule.width))
    for block in drawing.blocks:
        box = f"M{block.x} {block.y}h{block.width}v{block.height}h{-block.width}Z"
        pen.path(Path(box, block.colour))
    for path in drawing.lines:
        pen.path(path)
    for words in drawing.words:
        pen.words(words)


_Point: TypeAlias = tuple[float, float]


class _Pen:
    """Paints in px of a drawing, whose corner lies at (`left`, `top`) of the picture."""

    def __init__(self, image: Image.Image, left: float, top: float) -> None:
        self._image, self._draw = image, ImageDraw.Draw(image)
        self._left, self._top = left, top

    def path(self, path: Path) -> None:
        lines = [[self._at(*point) for point in line] for line in lines_of(path.d)]
        if path.fill != "none":
            self._fill(lines, path.fill)
        if path.stroke != "none" and path.width:
            width = max(1, round(path.width * _SCALE))
            for line in lines:
                for piece in dashed(line, path.dash, scale=_SCALE):
                    self._draw.line(piece, fill=path.stroke, width=width, joint="curve")

    def _fill(self, lines: Sequence[Sequence[_Point]], colour: str) -> None:
        """By the even-odd rule, so that holes stay open."""
        rings = [line for line in lines if len(line) > 2]
        if len(rings) == 1:
            self._draw.polygon(rings[0], fill=colour)
            return
        mask = Image.new("1", self._image.size)
        for ring in rings:
            inside = Image.new("1", self._image.size)
            ImageDraw.Draw(inside).polygon(ring, fill=1)
            mask = ImageChops.logical_xor(mask, inside)
        self._image.paste(colour, mask=mask)

    def words(self, words: Words) -> None:
        letters = _letters(words.size, is_bold=words.is_bold)
        parts = [part for part in re.split(f"([{''.join(_SIGNS)}])", words.text) if part]
        width = sum(_width(part, letters) for part in parts)
        x, y = self._at(words.x, words.y)
        x -= {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[words.anchor]
        halo = 1.5 * _SCALE if words.is_haloed else 0
        for part in parts:
            if part in _SIGNS:
                corners = [
                    (x + at * letters.size, y - up * letters.size) for at, up in _SIGNS[part]
                ]
                self._draw.polygon(corners, fill=words.colour)
            else:
                self._draw.text(
                    (x, y),
                    part,
                    fill=words.colour,
                    font=letters,
                    anchor="ls",
                    stroke_width=halo,
                    stroke_fill=words.halo,
                )
            x += _width(part, letters)

    def _at(self, x: float, y: float) -> _Point:
        return (self._left + x) * _SCALE, (self._top + y) * _SCALE


# --- Letters ---------------------------------------------------------------------------------
# What the font lacks, as corners in parts of its size: to the right, and up from the baseline.
_SIGNS = {
    "▲": ((0.05, 0), (0.75, 0), (0.4, 0.7)),
    "▼": ((0.05, 0.7), (0.75, 0.7), (0.4, 0)),
    "●": tuple((0.4 + 0.32 * cos(pi * n / 12), 0.36 + 0.32 * sin(pi * n / 12)) for n in range(24)),
}
_SIGN_WIDTH = 0.8


def _width(part: str, letters: ImageFont.FreeTypeFont) -> float:
    return _SIGN_WIDTH * letters.size if part in _SIGNS else letters.getlength(part)


@cache
def _letters(size: float, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    weight = 700 if is_bold else 400
    return ImageFont.truetype(BytesIO(font(f"arimo-latin-{weight}-normal.woff2")), size * _SCALE)


# --- Paths -----------------------------------------------------------------------------------
_TOKENS = re.compile(r"[MLHVhvlaZ]|-?\d+(?:\.\d+)?")
# How many numbers each command takes.
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "h": 1, "v": 1, "l": 2, "a": 7}
_ARC_STEPS = 16


def lines_of(d: str) -> list[list[_Point]]:
    """The lines of a path as drawings write it; an arc is half a circle. ValueError for others."""
    tokens = _TOKENS.findall(d)
    if "".join(tokens) != re.sub(r"[\s,]", "", d):
        raise ValueError(f"a path that is not understood: {d}")
    lines: list[list[_Point]] = []
    command, place = "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            if command == "Z":
                lines[-1].append(lines[-1][0])
                continue
        numbers = [float(token) for token in tokens[place : place + _TAKES[command]]]
        place += _TAKES[command]
        if command == "M":
            lines.append([(numbers[0], numbers[1])])
        else:
            lines[-1].extend(_next(command, numbers, *lines[-1][-1]))
    return lines


def _next(command: str, numbers: Sequence[float], x: float, y: float) -> Iterator[_Point]:
    match command:
        case "L":
            yield numbers[0], numbers[1]
        case "H":
            yield numbers[0], y
        case "V":
            yield x, numbers[0]
        case "h":
            yield x + numbers[0], y
        case "v":
            yield x, y + numbers[0]
        case "l":
            yield x + numbers[0], y + numbers[1]
        case "a":
            # From one end of a diameter to the other, along the upper or the lower half.
            radius, across = numbers[0], numbers[5]
            for step in range(1, _ARC_STEPS + 1):
                angle = pi * step / _ARC_STEPS
                along = x + across / 2 - across / 2 * cos(angle)
                yield along, y + (radius if across > 0 else -radius) * sin(angle)


def dashed(line: Sequence[_Point], dash: str, *, scale: float = 1.0) -> Iterator[Sequence[_Point]]:
    """The line whole, or in pieces with gaps between them: a `stroke-dasharray`, enlarged."""
    if dash == "none":
        yield line
        return
    lengths = [float(length) * scale for length in re.split(r"[ ,]+", dash.strip())]
    on, off = lengths[0], lengths[-1]
    left, is_on, piece = on, True, [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        length, done = hypot(x2 - x1, y2 - y1), 0.0
        while length - done > left:
            done += left
            point = (x1 + (x2 - x1) * done / length, y1 + (y2 - y1) * done / length)
            if is_on:
                yield [*piece, point]
            is_on, left, piece = not is_on, off if is_on else on, [point]
        left -= length - done
        piece.append((x2, y2))
    if is_on:
        yield piece
