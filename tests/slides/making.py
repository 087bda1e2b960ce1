"""Boxes, numbers and names for drawings of slides; hypothesis strategies of odd ones."""

from __future__ import annotations

from hypothesis import strategies as st

from measures.counts import Gap, Mark, Nature
from reporting.content.description import Cell, Style
from reporting.content.panel_slides import Layout
from reporting.content.phrases import phrase
from reporting.content.proofs import Weight
from reporting.rendering.slides import grid
from reporting.rendering.slides.shapes import Box


def under_heading(box: Box) -> Box:
    """What is left of a picture's place below its heading."""
    high = grid.HEADING_HEIGHT
    return Box(box.left, box.top + high, box.width, box.height - high)


BESIDE_FINDINGS = under_heading(grid.STANDARD.box(Layout.FINDINGS, grid.Place.PICTURE))
HALF = under_heading(grid.STANDARD.box(Layout.TWO_PICTURES, grid.Place.PICTURE))
WHOLE = under_heading(grid.ZONE)
LOW_HALF = Box(HALF.left, HALF.top + 150, HALF.width, 150)
BOXES = {"findings": BESIDE_FINDINGS, "half": HALF, "whole": WHOLE, "low half": LOW_HALF}


def cell(value, style=Style.COUNT, *marks, nature=Nature.MEASURED) -> Cell:
    return Cell(value, style, frozenset(marks), nature=nature)


def made_up(value, style=Style.COUNT) -> Cell:
    return cell(value, style, nature=Nature.ILLUSTRATIVE)


boxes = st.sampled_from(list(BOXES.values()))
words = st.text("abcmW", min_size=1, max_size=14) | st.sampled_from(
    ["Longlands", "&", "Beechwood", "of", "misunderstandings", "i" * 60, "W" * 40]
)
names = st.lists(words, min_size=1, max_size=7).map(" ".join)
counts = st.integers(0, 400) | st.integers(0, 10**7) | st.just(0)
changes = st.integers(-60, 90) | st.integers(-2000, 10**5)
styles = st.sampled_from([Style.COUNT, Style.SHARE, Style.CHANGE, Style.RATE])
weights = st.sampled_from(list(Weight))
marks = st.frozensets(st.sampled_from([Mark.PROVISIONAL, Mark.BREAK]), max_size=2)
natures = st.sampled_from([Nature.MEASURED, Nature.ILLUSTRATIVE])


def cells(numbers=counts):
    values = st.sampled_from(list(Gap)) | numbers | numbers | numbers
    return st.builds(Cell, values, styles, marks, nature=natures)


phrases = names.map(phrase) | st.builds(
    lambda name, number, rest: phrase(name, ", ", number, " ", rest), names, cells(), names
)


def rows_of(number: int, each):
    """A tuple of exactly so many."""
    return st.lists(each, min_size=number, max_size=number).map(tuple)
