"""Lays a diagram out as a tree from left to right; knows descriptions, and no medium.

Lengths are points. Boxes grow with their words, so that no words leave them, and no box stands
where another does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reporting.content.diagrams import Diagram, Node
from reporting.rendering.text_metrics import width_of, wrapped

SIZES = (18, 16, 14, 12)
LINE = 1.2  # the height of a line of text, of its size
PADDING = 7
_ACROSS, _DOWN = 34, 9  # between a box and those below it; between two under one another
_WIDEST = 330
_SAFE = 0.97


class TooWide(ValueError):
    """So many levels that their words cannot be set beside one another."""


@dataclass(frozen=True)
class Placed:
    """A node's box. `title` and `lines` are wrapped to it; the title is set bold."""

    node: Node
    left: float
    top: float
    width: float
    height: float
    title: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


@dataclass(frozen=True)
class Plan:
    """Boxes in reading order, at letters of `size`; each but the first stands below another."""

    size: float
    placed: tuple[Placed, ...]
    width: float
    height: float

    def box_of(self, key: str) -> Placed:
        return next(box for box in self.placed if box.node.key == key)

    @property
    def links(self) -> tuple[tuple[Placed, Placed], ...]:
        """Pairs of boxes with a line between them: from a body to one that reports to it."""
        return tuple((self.box_of(box.node.to), box) for box in self.placed if box.node.to)


def plan(diagram: Diagram, width: float) -> Plan:
    """The diagram in `width`, as high as it comes, in the largest letters that there is room for.

    TooWide where not even the smallest fit.
    """
    nodes = _in_reading_order(diagram.nodes)
    depths = _depths(nodes)
    for size in SIZES:
        widths = _widths(nodes, depths, width, size)
        if widths:
            return _placed(nodes, depths, widths, size)
    raise TooWide(f"“{diagram.title}” has too many levels for a slide")


def parts(diagram: Diagram, width: float, height: float) -> tuple[Diagram, ...]:
    """The diagram in as many parts as `height` asks for, each with the bodies above its own."""
    nodes = _in_reading_order(diagram.nodes)
    found: list[Diagram] = []
    chosen: set[str] = set()
    for key in _lowest(nodes):
        more = chosen | _and_above(key, nodes)
        if chosen and plan(_only(diagram, more), width).height > height:
            found.append(_only(diagram, chosen))
            more = _and_above(key, nodes)
        chosen = more
    return (*found, _only(diagram, chosen)) if chosen else (diagram,)


def outline(diagram: Diagram) -> tuple[tuple[int, Node], ...]:
    """The nodes in reading order, each with how deep it stands: 0 at the top."""
    nodes = _in_reading_order(diagram.nodes)
    depths = _depths(nodes)
    return tuple((depths[node.key], node) for node in nodes)


def _in_reading_order(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Each body followed by those below it; one whose superior is not shown comes at the top."""
    keys = {node.key for node in nodes}
    rooted = [node if node.to in keys else replace(node, to="") for node in nodes]
    found: list[Node] = []

    def add(below: str) -> None:
        for node in rooted:
            if node.to == below:
                found.append(node)
                add(node.key)

    add("")
    return tuple(found)


def _depths(nodes: Sequence[Node]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for node in nodes:
        depths[node.key] = depths[node.to] + 1 if node.to else 0
    return depths


def _lowest(nodes: Sequence[Node]) -> tuple[str, ...]:
    above = {node.to for node in nodes}
    return tuple(node.key for node in nodes if node.key not in above)


def _and_above(key: str, nodes: Sequence[Node]) -> set[str]:
    to = {node.key: node.to for node in nodes}
    found = set()
    while key:
        found.add(key)
        key = to[key]
    return found


def _only(diagram: Diagram, keys: Collection[str]) -> Diagram:
    return replace(diagram, nodes=tuple(node for node in diagram.nodes if node.key in keys))


# --- Measures ---------------------------------------------------------------------------------


def _widths(
    nodes: Sequence[Node], depths: dict[str, int], width: float, size: float
) -> tuple[float, ...]:
    """The width of the boxes of each level, or none where words would have to be broken."""
    levels = max(depths.values(), default=0) + 1
    least, natural = [0.0] * levels, [0.0] * levels
    for node in nodes:
        depth = depths[node.key]
        texts = [(node.title, True), *((line, False) for line in node.lines)]
        for text, is_bold in texts:
            whole = _width(text, size, is_bold=is_bold)
            natural[depth] = max(natural[depth], min(whole, _WIDEST))
            words = (_width(word, size, is_bold=is_bold) for word in text.split())
            least[depth] = max(least[depth], *words, 0)
    room = width - _ACROSS * (levels - 1)
    if sum(least) > room:
        return ()
    natural = [max(pair) for pair in zip(least, natural, strict=True)]
    if sum(natural) <= room:
        return tuple(natural)
    share = (room - sum(least)) / (sum(natural) - sum(least))
    return tuple(low + share * (wanted - low) for low, wanted in zip(least, natural, strict=True))


def _width(text: str, size: float, *, is_bold: bool) -> float:
    return width_of(text, size, is_bold=is_bold) / _SAFE + 2 * PADDING + 0.1


def _placed(
    nodes: Sequence[Node], depths: dict[str, int], widths: Sequence[float], size: float
) -> Plan:
    lefts = [sum(widths[:depth]) + _ACROSS * depth for depth in range(len(widths))]
    boxes = {
        node.key: _box(node, lefts[depths[node.key]], widths[depths[node.key]], size)
        for node in nodes
    }
    tops = _Stacker(nodes, {key: box.height for key, box in boxes.items()})
    height = tops.stack()
    placed = tuple(replace(boxes[node.key], top=tops.found[node.key]) for node in nodes)
    return Plan(size, placed, lefts[-1] + widths[-1], height)


def _box(node: Node, left: float, width: float, size: float) -> Placed:
    room = (width - 2 * PADDING) * _SAFE + 0.1
    title = wrapped(node.title, width=room, size=size, is_bold=True)
    lines = tuple(line for text in node.lines for line in wrapped(text, width=room, size=size))
    height = (len(title) + len(lines)) * size * LINE + 2 * PADDING
    return Placed(node, left, 0, width, height, title, lines)


class _Stacker:
    """Stacks boxes so that each stands in the middle of those below it."""

    def __init__(self, nodes: Sequence[Node], heights: dict[str, float]) -> None:
        self.below: dict[str, list[str]] = {"": [], **{node.key: [] for node in nodes}}
        for node in nodes:
            self.below[node.to].append(node.key)
        self.heights = heights
        self.found: dict[str, float] = {}

    def stack(self) -> float:
        """The height of all; the tops of the boxes are in `found`."""
        return self._stack_those_below("", 0)

    def _stack_those_below(self, key: str, top: float) -> float:
        start = top
        for child in self.below[key]:
            top += self._stack_one(child, top) + _DOWN
        return max(top - _DOWN - start, 0)

    def _stack_one(self, key: str, top: float) -> float:
        own, below = self.heights[key], self._height_below(key)
        height = max(own, below)
        self.found[key] = top + (height - own) / 2
        self._stack_those_below(key, top + (height - below) / 2)
        return height

    def _height_below(self, key: str) -> float:
        heights = [max(self.heights[child], self._height_below(child)) for child in self.below[key]]
        return sum(heights) + _DOWN * max(len(heights) - 1, 0)
