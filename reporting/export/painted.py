"""Drawings as PNG files: paints the few elements of SVG that drawings are made of."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from struct import pack
from typing import TypeAlias
from xml.etree.ElementTree import Element as Node
from zlib import compress, crc32

from PIL import Image, ImageChops, ImageDraw, ImageFont

from reporting.export.fonts import font
from reporting.export.pictures import dashed, lines_of
from reporting.rendering.signs import draw_signs

Point: TypeAlias = tuple[float, float]
# Pixels to a point of the drawing: 270 to an inch where it is as wide as a page of A4.
SCALE = 2
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def png(svg: Node) -> bytes:
    """The drawing on white, its signs as paths; the same drawing gives the same bytes.

    NoFont where the front end has not been built; ValueError for an element that is not known.
    """
    left, top, width, height = (float(side) for side in svg.get("viewBox", "").split())
    draw_signs(svg)
    image = Image.new("RGB", (round(width * SCALE), round(height * SCALE)), "#FFFFFF")
    _Painter(image, left, top).add(svg)
    return _packed(image)


def _packed(image: Image.Image) -> bytes:
    """An RGB image as a PNG whose rows stand as they are: flat colours pack well without filters.

    Pillow tries five for each row, which takes twice as long and makes a larger file.
    """
    row = image.width * 3
    pixels = image.tobytes()
    rows = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    head = pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", compress(rows, 3)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(content)) + kind + content + pack(">I", crc32(kind + content))
        for kind, content in parts
    )


class _Painter:
    """Paints in the drawing's own lengths; its upper left corner lies at (`left`, `top`)."""

    def __init__(self, image: Image.Image, left: float, top: float) -> None:
        self._image, self._pen = image, ImageDraw.Draw(image)
        self._left, self._top = left, top

    def add(self, node: Node) -> None:
        """The element and what stands in it, back to front."""
        match node.tag:
            case "svg" | "g":
                for child in node:
                    self.add(child)
            case "title":
                pass
            case "rect":
                self._rectangle(node)
            case "ellipse":
                self._ellipse(node)
            case "line":
                ends = (_number(node, "x1"), _number(node, "y1"))
                self._stroke([ends, (_number(node, "x2"), _number(node, "y2"))], node)
            case "path":
                self._path(node)
            case "text":
                self._text(node)
            case "image":
                self._photograph(node)
            case _:
                raise ValueError(f"An element that is not painted: {node.tag}")

    # --- Shapes ---
    def _rectangle(self, node: Node) -> None:
        left, top = _number(node, "x"), _number(node, "y")
        right, bottom = left + _number(node, "width"), top + _number(node, "height")
        radius = _number(node, "rx")
        fill = _colour(node, "fill")
        if radius:
            self._pen.rounded_rectangle(
                (*self._at(left, top), *self._at(right, bottom)),
                radius * SCALE,
                fill=fill,
                outline=_colour(node, "stroke"),
                width=_width(node),
            )
            return
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        if fill:
            (x1, y1), (x2, y2) = self._at(left, top), self._at(right, bottom)
            # Pillow paints the last row and column too.
            self._pen.rectangle((round(x1), round(y1), max(round(x2) - 1, round(x1)),
                                 max(round(y2) - 1, round(y1))), fill=fill)  # fmt: skip
        self._stroke([*corners, corners[0]], node)

    def _ellipse(self, node: Node) -> None:
        x, y, wide, high = (_number(node, name) for name in ("cx", "cy", "rx", "ry"))
        self._pen.ellipse(
            (*self._at(x - wide, y - high), *self._at(x + wide, y + high)),
            fill=_colour(node, "fill"),
            outline=_colour(node, "stroke"),
            width=_width(node),
        )

    def _path(self, node: Node) -> None:
        lines = lines_of(node.get("d", "").replace("z", "Z"))
        fill = _colour(node, "fill")
        if fill:
            self._fill([[self._at(*point) for point in line] for line in lines], fill)
        for line in lines:
            self._stroke(line, node)

    def _fill(self, lines: Sequence[Sequence[Point]], colour: str) -> None:
        """By the even-odd rule, so that holes stay open."""
        rings = [line for line in lines if len(line) > 2]
        if len(rings) == 1:
            self._pen.polygon(rings[0], fill=colour)
            return
        mask = Image.new("1", self._image.size)
        for ring in rings:
            inside = Image.new("1", self._image.size)
            ImageDraw.Draw(inside).polygon(ring, fill=1)
            mask = ImageChops.logical_xor(mask, inside)
        self._image.paste(colour, mask=mask)

    def _stroke(self, line: Sequence[Point], node: Node) -> None:
        colour = _colour(node, "stroke")
        if not colour:
            return
        dash = node.get("stroke-dasharray", "none")
        for piece in dashed(line, dash):
            points = [self._at(*point) for point in piece]
            self._pen.line(points, fill=colour, width=_width(node), joint="curve")

    def _photograph(self, node: Node) -> None:
        content = b64decode(node.get("href", "").partition(",")[2])
        x, y = self._at(_number(node, "x"), _number(node, "y"))
        size = (round(_number(node, "width") * SCALE), round(_number(node, "height") * SCALE))
        with Image.open(BytesIO(content)) as opened:
            picture = opened.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        self._image.paste(picture, (round(x), round(y)))

    # --- Words ---
    def _text(self, node: Node) -> None:
        size = _number(node, "font-size")
        parts = [
            (words, _letters(size, is_bold=run.get("font-weight") == "bold"), run)
            for words, run in _runs(node, node)
        ]
        wide = sum(letters.getlength(words) for words, letters, _ in parts)
        x, y = self._at(_number(node, "x"), _number(node, "y"))
        x -= wide * _ANCHORS[node.get("text-anchor", "start")]
        halo = node.get("stroke", "none") if node.get("paint-order") else "none"
        for words, letters, run in parts:
            colour = run.get("fill", "#000000")
            if halo == "none":
                self._pen.text((x, y), words, colour, letters, "ls")
            else:
                self._pen.text(
                    (x, y), words, colour, letters, "ls", stroke_width=2, stroke_fill=halo
                )
            advance = letters.getlength(words)
            if run.get("text-decoration") == "underline":
                under = y + 0.12 * letters.size
                self._pen.line((x, under, x + advance, under), colour, SCALE)
            x += advance

    def _at(self, x: float, y: float) -> Point:
        return (x - self._left) * SCALE, (y - self._top) * SCALE


def _runs(node: Node, look: Node) -> Iterator[tuple[str, Node]]:
    """The words of a text with the element that says how they look."""
    if node.text:
        yield node.text, look
    for child in node:
        yield from _runs(child, child if child.tag == "tspan" else look)


def _number(node: Node, name: str) -> float:
    return float(node.get(name, "0"))


def _colour(node: Node, name: str) -> str | None:
    found = node.get(name, "none")
    return None if found == "none" else found


def _width(node: Node) -> int:
    return max(1, round(float(node.get("stroke-width", "1")) * SCALE))


@cache
def _letters(size: float, *, is_bold: bool) -> ImageFont.FreeTypeFont:
    weight = 700 if is_bold else 400
    return ImageFont.truetype(BytesIO(font(f"arimo-latin-{weight}-normal.woff2")), size * SCALE)
