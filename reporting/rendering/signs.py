"""Signs among the words of a drawing as paths: the font of documents has none of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from math import cos, pi, sin
from typing import TypeAlias
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import SubElement

from reporting.rendering.text_metrics import width_of

Corner: TypeAlias = tuple[float, float]


def _ring(radius: float) -> tuple[Corner, ...]:
    turns = (pi * step / 12 for step in range(24))
    return tuple((0.36 + radius * cos(turn), 0.36 + radius * sin(turn)) for turn in turns)


# Rings of corners, in parts of the size: to the right, and up from the baseline.
SIGNS: Mapping[str, tuple[tuple[Corner, ...], ...]] = {
    "▲": (((0.05, 0.0), (0.75, 0.0), (0.4, 0.7)),),
    "▼": (((0.05, 0.7), (0.75, 0.7), (0.4, 0.0)),),
    "◆": (((0.4, 0.0), (0.75, 0.36), (0.4, 0.72), (0.05, 0.36)),),
    "✓": (((0.02, 0.3), (0.11, 0.39), (0.28, 0.2), (0.64, 0.7), (0.74, 0.62), (0.29, 0.02)),),
    "→": (
        (
            (0.05, 0.32),
            (0.6, 0.32),
            (0.6, 0.14),
            (0.9, 0.36),
            (0.6, 0.58),
            (0.6, 0.4),
            (0.05, 0.4),
        ),
    ),
    "●": (_ring(0.3),),
    "○": (_ring(0.3), _ring(0.22)),
}
_ANCHORS = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw_signs(node: Node) -> None:
    """Put paths in the place of the signs of every text below `node`."""
    for child in list(node):
        if child.tag == "text" and any(sign in "".join(child.itertext()) for sign in SIGNS):
            place = list(node).index(child)
            node.remove(child)
            for piece in _pieces(child):
                node.insert(place, piece)
                place += 1
        else:
            draw_signs(child)


def _pieces(text: Node) -> Iterator[Node]:
    """The words before, between and behind the signs as texts of their own, the signs as paths."""
    x, y, size = (float(text.get(name, "0")) for name in ("x", "y", "font-size"))
    runs = list(_runs(text))
    wide = sum(
        width_of(words, size, is_bold=run.get("font-weight") == "bold") for words, run in runs
    )
    x -= wide * _ANCHORS[text.get("text-anchor", "start")]
    for words, run in runs:
        is_bold = run.get("font-weight") == "bold"
        for sign, group in groupby(words, key=lambda letter: letter if letter in SIGNS else ""):
            part = "".join(group)
            if sign:
                yield _path(sign, (x, y), size, run.get("fill", "#000000"))
            else:
                yield _text(text, part, x, run)
            x += width_of(part, size, is_bold=is_bold)


def _runs(text: Node) -> Iterator[tuple[str, Node]]:
    if text.text:
        yield text.text, text
    for run in text.iter("tspan"):
        if run.text:
            yield run.text, run


def _text(text: Node, words: str, x: float, run: Node) -> Node:
    piece = Node("text", text.attrib | {"x": f"{x:.2f}", "text-anchor": "start"})
    if run is text:
        piece.text = words
    else:
        SubElement(piece, "tspan", run.attrib).text = words
    return piece


def _path(sign: str, at: Corner, size: float, colour: str) -> Node:
    rings = (
        "M" + "L".join(f"{at[0] + x * size:.2f} {at[1] - y * size:.2f}" for x, y in ring) + "Z"
        for ring in SIGNS[sign]
    )
    return Node("path", {"d": "".join(rings), "fill": colour, "fill-rule": "evenodd"})
