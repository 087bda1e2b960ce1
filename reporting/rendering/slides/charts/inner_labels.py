"""The label of a line that breaks off before the others: beside its end, where nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporting.rendering.slides.charts.line_parts import Segment, crosses, segments
from reporting.rendering.slides.charts.parts import LABEL_SIZES, Label, paragraphs, room_for
from reporting.rendering.slides.setting import height_of
from reporting.rendering.slides.shapes import Align, Anchor, Box, NativeChart, Rule, Text

# Between a line and words beside it.
_CLEAR = 5.0
_SIZE = LABEL_SIZES[-1]


class Inner:
    """The places within a plot that words have taken already, and the lines in it."""

    def __init__(self, chart: NativeChart, rules: Sequence[Rule]) -> None:
        self._chart = chart
        self._lines: list[Segment] = segments(chart)
        self._lines += [(rule.x1, rule.y1, rule.x2, rule.y2) for rule in rules]
        self._taken: list[Box] = []

    def placed(self, label: Label) -> Text | None:
        """The label beside its point within the plot; None where it would lie over something."""
        width = room_for([(label.name, label.rest)], _SIZE, self._chart.plot.width / 2)
        lines = paragraphs(label, _SIZE, width)
        height = height_of(lines, width)
        for box, align in _around(label, width, height):
            if self._is_free(box):
                self._taken.append(box)
                return Text(box, lines, align, Anchor.MIDDLE)
        return None

    def _is_free(self, box: Box) -> bool:
        plot = self._chart.plot
        is_within = (
            plot.left <= box.left
            and box.right <= plot.right
            and plot.top <= box.top
            and box.bottom <= plot.bottom - 1
        )
        wider = box.inset(-2.0)
        return (
            is_within
            and not any(crosses(wider, line) for line in self._lines)
            and not any(_overlap(wider, other) for other in self._taken)
        )


def _around(label: Label, width: float, height: float) -> Iterator[tuple[Box, Align]]:
    """Behind the end of the line, above it, below it; then a little further off."""
    x, y = label.x, label.y
    for clear in (_CLEAR, 2 * _CLEAR, 4 * _CLEAR):
        yield Box(x + 2 * _CLEAR, y - height / 2, width, height), Align.LEFT
        yield Box(x - width / 2, y - clear - height, width, height), Align.CENTRE
        yield Box(x - width, y - clear - height, width, height), Align.RIGHT
        yield Box(x, y - clear - height, width, height), Align.LEFT
        yield Box(x - width / 2, y + clear, width, height), Align.CENTRE
        yield Box(x, y + clear, width, height), Align.LEFT
        yield Box(x - width, y + clear, width, height), Align.RIGHT


def _overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )
