"""Duties over the months: when each was last done and is next due, with today as a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from reporting.content.proofs import Cycle, Cycles, Weight
from reporting.rendering.slides.blocks import Block, Setting, dot, drawn, line_height, set_alike
from reporting.rendering.slides.grid import BODY, HEADING, LABEL, SMALL
from reporting.rendering.slides.setting import TooFull, fits, height_of, lines_of, snug
from reporting.rendering.slides.shapes import (
    Anchor,
    Box,
    Drawing,
    Element,
    Ink,
    Paragraph,
    Rule,
    Run,
    Shape,
    Text,
    words,
)
from reporting.rendering.text_metrics import width_of

SOON = timedelta(days=31)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between labels
_NAMES_SHARE, _MOST_NAMES_SHARE, _BETWEEN = 0.32, 0.5, 12.0
_DONE, _DUE = 12.0, 17.0
_MOST_ROW = 90.0
_KEY = (("last done", Ink.QUIET), ("next due", Ink.GROUND), ("today", Ink.ATTENTION))


@dataclass(frozen=True)
class _Scale:
    """Months from `first` up to `last`, counted from the year 0, across the width of `plot`."""

    first: int
    last: int
    step: int
    plot: Box

    def x(self, day: date) -> float:
        begun = date(day.year, day.month, 1)
        next_month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        months = _month(day) + (day - begun).days / (next_month - begun).days
        return self.at(months)

    def at(self, month: float) -> float:
        return self.plot.left + (month - self.first) / (self.last - self.first) * self.plot.width


def draw_cycles(proof: Cycles, box: Box, numbers: Mapping[str, int]) -> Drawing:
    """A row for each duty. TooFull where there are more than have room."""
    names_width = _names_width(proof, box.width)
    left = box.left + names_width + _BETWEEN
    key, key_height = _key(Box(box.left, box.top, names_width, 0.0), proof)
    top = box.top + max(line_height(HEADING), key_height) + 6
    rows = Box(box.left, top, box.width, box.bottom - top)
    names, heights = _names(proof, Box(box.left, top, names_width, rows.height))
    plot = Box(left + 10, top, box.right - left - 20, sum(heights))
    scale = _scale(proof, plot)
    tops = [top + sum(heights[:index]) for index in range(len(heights))]
    notes = _notes(proof, scale, tops, heights)
    elements: list[Element] = [
        *_ground(scale, proof.today),
        *_months(scale, box, notes),
        *(Rule(box.left, at, box.right, at, Ink.GRID, 0.75) for at in tops),
        Rule(box.left, plot.bottom, box.right, plot.bottom, Ink.GRID, 0.75),
        *_today(scale, proof.today, notes),
        *key,
    ]
    for row, name, y, height in zip(proof.rows, names, tops, heights, strict=True):
        elements += [name, *_marks(row, scale, y + height / 2, proof.today)]
    return drawn(box, [*elements, *notes])


def _names_width(proof: Cycles, width: float) -> float:
    """The room of the names: as much as keeps each on one line, where that is not too much."""
    for size in (BODY, LABEL):
        widest = max(
            (snug(row.name, size, is_bold=_is_soon(row, proof.today)) for row in proof.rows),
            default=0.0,
        )
        if widest <= width * _MOST_NAMES_SHARE:
            return max(widest, width * _NAMES_SHARE)
    return width * _MOST_NAMES_SHARE


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _scale(proof: Cycles, plot: Box) -> _Scale:
    """From the first to the last date, in whole quarters unless months are labelled."""
    days = [day for row in proof.rows for day in (row.last, row.due) if day]
    days += [proof.today, proof.today + SOON]
    first, last = _month(min(days)), _month(max(days)) + 1
    room = width_of("Jan 2024", HEADING) + 14
    for step in _STEPS:
        whole = min(step, 3)
        begin, end = first // whole * whole, -(-last // whole) * whole
        if (end - begin) / step * room <= plot.width:
            break
    return _Scale(begin, end, step, plot)


def _is_soon(row: Cycle, today: date) -> bool:
    return row.weight is Weight.ATTENTION or (row.due is not None and row.due <= today + SOON)


def _names(proof: Cycles, box: Box) -> tuple[tuple[Text, ...], tuple[float, ...]]:
    """The names, as large as they fit in rows of one height."""
    height = min(box.height / max(len(proof.rows), 1), _MOST_ROW)
    blocks = []
    for number, row in enumerate(proof.rows):
        place = Box(box.left, box.top + number * height + 1, box.width, height - 2)
        blocks.append(Block(place, _name(row, proof.today), anchor=Anchor.MIDDLE))
    texts = set_alike(blocks, (BODY, LABEL, HEADING, SMALL))
    return texts, (height,) * len(proof.rows)


def _name(row: Cycle, today: date) -> Setting:
    def at(size: float) -> tuple[Paragraph, ...]:
        name = Paragraph((Run(row.name, _is_soon(row, today)),), size)
        if not row.note or not (row.last or row.due):
            return (name,)
        return name, Paragraph((Run(row.note, False, Ink.QUIET),), SMALL)

    return at


def _key(box: Box, proof: Cycles) -> tuple[list[Element], float]:
    """What the marks are, on a line of its own where there is room for it on one."""
    elements: list[Element] = []
    x, y = box.left, box.top
    height = line_height(SMALL)
    for label, ink in _KEY:
        width = 16 + snug(label, SMALL)
        if x > box.left and x + width > box.right:
            x, y = box.left, y + height
        middle = y + height / 2
        if ink is Ink.ATTENTION:
            elements.append(Rule(x + 5, y + 1, x + 5, y + height - 1, ink, 2.0))
        else:
            elements.append(dot(x + 5, middle, 9.0, fill=ink, edge=Ink.QUIET))
        elements.append(words(Box(x + 16, y, width - 16, height), label, SMALL, ink=Ink.QUIET))
        x += width + 14
    return elements, y + height - box.top


def _ground(scale: _Scale, today: date) -> list[Element]:
    left, right = scale.x(today), scale.x(today + SOON)
    band = Box(left, scale.plot.top, right - left, scale.plot.height)
    return [Shape(band, fill=Ink.ATTENTION_PALE)]


def _months(scale: _Scale, box: Box, notes: Sequence[Text]) -> list[Element]:
    """The lines of the months, cut where a note stands, with their labels above."""
    elements: list[Element] = []
    minor = {1: 1, 3: 1, 6: 3, 12: 6}.get(scale.step, scale.step)
    for month in range(scale.first, scale.last + 1, minor):
        elements += _cut(scale.at(month), scale.plot, notes, Ink.GRID, 0.75)
    end = scale.plot.left - 10.0 - _BETWEEN
    for month in range(-(-scale.first // scale.step) * scale.step, scale.last + 1, scale.step):
        name = _MONTHS[month % 12]
        is_new = month % 12 == 0 or not elements or isinstance(elements[-1], Rule)
        label = f"{name} {month // 12}" if is_new else name
        width = snug(label, HEADING)
        left = min(max(scale.at(month) - width / 2, end), box.right - width)
        if left < end:
            continue
        place = Box(left, scale.plot.top - 6 - line_height(HEADING), width, line_height(HEADING))
        elements.append(words(place, label, HEADING, ink=Ink.QUIET))
        end = place.right + 6
    return elements


def _cut(x: float, plot: Box, notes: Sequence[Text], ink: Ink, width: float) -> list[Element]:
    """An upright line over the plot that leaves out the notes it would cross."""
    crossed = sorted(
        (note.box.top, note.box.bottom)
        for note in notes
        if note.box.left - 3 <= x <= note.box.right + 3
    )
    ends = [plot.top, *(end for pair in crossed for end in pair), plot.bottom]
    pieces = zip(ends[::2], ends[1::2], strict=True)
    return [Rule(x, upper, x, lower, ink, width) for upper, lower in pieces if lower > upper]


def _today(scale: _Scale, today: date, notes: Sequence[Text]) -> list[Element]:
    return _cut(scale.x(today), scale.plot, notes, Ink.ATTENTION, 2.0)


def _marks(row: Cycle, scale: _Scale, y: float, today: date) -> list[Element]:
    elements: list[Element] = []
    if row.last and row.due:
        elements.append(Rule(scale.x(row.last), y, scale.x(row.due), y, Ink.QUIET, 2.0))
    if row.last:
        name = f"{row.name}, last done"
        elements.append(dot(scale.x(row.last), y, _DONE, fill=Ink.QUIET, edge=Ink.QUIET, name=name))
    if row.due:
        edge = Ink.ATTENTION if _is_soon(row, today) else Ink.ACCENT
        name = f"{row.name}, next due"
        elements.append(dot(scale.x(row.due), y, _DUE, fill=Ink.GROUND, edge=edge, name=name))
    return elements


def _notes(
    proof: Cycles, scale: _Scale, tops: Sequence[float], heights: Sequence[float]
) -> tuple[Text, ...]:
    """What stands in place of dates: before today where it has room there, else after."""
    left, right = scale.plot.left - 6, scale.plot.right + 6
    today, later = scale.x(proof.today), scale.x(proof.today + SOON)
    rooms = [(left, today - 8), (later + 8, right), (left, right)]
    found: list[Text] = []
    for row, top, height in zip(proof.rows, tops, heights, strict=True):
        if row.note and not (row.last or row.due):
            found.append(_note(row.note, rooms, top, height))
    return tuple(found)


def _note(note: str, rooms: Sequence[tuple[float, float]], top: float, height: float) -> Text:
    for size in (HEADING, SMALL):
        for left, right in rooms:
            paragraph = Paragraph((Run(note, False, Ink.QUIET),), size)
            needed = height_of((paragraph,), right - left)
            lines = lines_of(paragraph, right - left)
            width = min(max(map(partial(snug, size=size), lines), default=0.0), right - left)
            box = Box(left, top + (height - needed) / 2, width, needed)
            text = Text(box, (paragraph,), anchor=Anchor.MIDDLE)
            if needed <= height - 2 and fits(text):
                return text
    raise TooFull("a note has no room in its row.")
