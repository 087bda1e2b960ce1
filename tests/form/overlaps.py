"""What lies over words: other words, shapes, bars and rules; and frames over one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.form.boxes import crosses
from tests.form.reading import Piece, Slide
from tests.form.standing import Standing, covers, is_opaque, strokes

NEAR = 1.0  # points that two boxes may share
ARROWS = {"chevron", "homePlate"}
FRAMES = {"chart", "table", "picture"}


def text_over_text(lines: list[Standing]) -> Iterator[str]:
    found = set()
    for one, other in combinations(lines, 2):
        mine, theirs = (one.owner.order, one.cell), (other.owner.order, other.cell)
        if mine == theirs or not one.ink.meets(other.ink, by=NEAR):
            continue
        if (mine, theirs) not in found:
            found.add((mine, theirs))
            yield f"the words {one.words} and {other.words} lie over one another"


def shapes_over_words(slide: Slide, lines: list[Standing]) -> Iterator[str]:
    shapes = [
        one
        for one in (*slide.behind, *slide.every)
        if one.kind in {"shape", "picture"} and (one.is_filled or one.has_edge)
    ]
    for shape in shapes:
        for line in lines:
            if line.owner is shape or not covers(shape, line.ink, by=NEAR):
                continue
            if said := _fault_of(shape, line):
                yield said
                break


def _fault_of(shape: Piece, line: Standing) -> str:
    is_above = shape.order > line.owner.order
    is_held = shape.box.holds(line.ink, slack=NEAR)
    if is_above:
        if is_held and not is_opaque(shape):
            return ""
        if line.owner.kind == "table":
            return f"{shape.called} lies over the cell {line.words}"
        return f"{shape.called} lies over the words {line.words}"
    if line.has_ground:
        return ""
    if is_held or (shape.is_freeform and not shape.frame):
        if shape.frame:
            return f"the label {line.words} lies over the node {shape.called}"
        return ""
    return f"the words {line.words} stand partly on {shape.called}"


def rules_through_words(slide: Slide, lines: list[Standing]) -> Iterator[str]:
    for rule in (one for one in (*slide.behind, *slide.every) if one.kind == "line"):
        parts = strokes(rule)
        for line in lines:
            if rule.order < line.owner.order and line.has_ground:
                continue
            ink = line.ink.inset(NEAR, NEAR, NEAR, NEAR)
            if any(crosses(start, end, ink) for start, end in parts):
                yield f"the line {rule.called} runs through the words {line.words}"
                break


def shapes_over_cells(slide: Slide) -> Iterator[str]:
    """Bars and marks that leave the cell that they stand in for another one with words."""
    for table in (one for one in slide.every if one.kind == "table"):
        for shape in slide.every:
            if shape.kind != "shape" or shape.order < table.order or not shape.is_filled:
                continue
            touched = [one for one in table.cells if covers(shape, one.box, by=1.5)]
            if len(touched) > 1 and any(one.text for one in touched[1:]):
                others = ", ".join(f"“{one.text[:25]}”" for one in touched if one.text)
                yield f"{shape.called} reaches over several cells: {others}"


def nodes_over_nodes(slide: Slide) -> Iterator[str]:
    """Shapes with words that lie half over one another; arrows may reach into the next one."""
    nodes = [
        one
        for one in slide.every
        if one.frame and (one.is_filled or one.has_edge) and one.form not in ARROWS
    ]
    for one, other in combinations(nodes, 2):
        is_within = one.box.holds(other.box, slack=NEAR) or other.box.holds(one.box, slack=NEAR)
        if one.box.meets(other.box, by=2.0) and not is_within:
            yield f"the nodes {one.called} and {other.called} lie over one another"


def words_on_frames(slide: Slide, lines: list[Standing]) -> Iterator[str]:
    """Words half on a chart, table or picture; or those of a placeholder, which is no label."""
    for frame in (one for one in slide.every if one.kind in FRAMES):
        for line in lines:
            if line.owner is frame or not line.ink.meets(frame.box, by=NEAR):
                continue
            if line.owner.place or not frame.box.holds(line.ink, slack=NEAR):
                yield f"the {frame.kind} {frame.called} reaches into the words {line.words}"
                break


def frames_over_frames(slide: Slide) -> Iterator[str]:
    frames = [one for one in slide.every if one.kind in FRAMES]
    for one, other in combinations(frames, 2):
        if one.box.meets(other.box, by=2.0):
            yield (
                f"the {one.kind} {one.called} and the {other.kind} {other.called} "
                "lie over one another"
            )
