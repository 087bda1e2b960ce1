"""What goes wrong inside native charts: lines under lines, labels without room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tests.form.charts import Chart, Label, Series
from tests.form.measuring import LEADING, width_of
from tests.form.names import qn
from tests.form.reading import Piece, Slide

SAME = 0.005  # of the axis: so near that one line covers the other
HIDDEN = 0.5  # of the points of a line
BROADER = 2.0  # points by which a covered line is still seen on both sides
OUTER = (0.1, 0.05, 0.85, 0.8)  # the plot of a chart that says nothing of it


def hidden_lines(slide: Slide) -> Iterator[str]:
    """Lines of the same values: the one spoken of must be drawn last."""
    title = slide.title.text.casefold() if slide.title else ""
    for piece in _charts(slide):
        lines = [one for one in piece.chart.series if one.kind == "lineChart"]
        for under, over in combinations(lines, 2):
            if not _is_covered(under, over, piece.chart) or under.width >= over.width + BROADER:
                continue
            is_last_spoken = _is_in(over, title) and not _is_in(under, title)
            if not is_last_spoken:
                yield f"the line “{under.name}” of {piece.called} is hidden under “{over.name}”"


def _is_in(series: Series, title: str) -> bool:
    return bool(series.name) and series.name.casefold() in title


def _is_covered(under: Series, over: Series, chart: Chart) -> bool:
    near = (chart.high - chart.low) * SAME
    own = [place for place, value in enumerate(under.values) if value is not None]
    shared = [
        place
        for place in own
        if place < len(over.values)
        and over.values[place] is not None
        and abs(under.values[place] - over.values[place]) <= near
    ]
    return len(shared) > 1 and len(shared) > len(own) * HIDDEN


def colliding_labels(slide: Slide) -> Iterator[str]:
    for piece in _charts(slide):
        for kind in sorted({one.kind for one in piece.chart.series}):
            series = [one for one in piece.chart.series if one.kind == kind]
            if kind in {"lineChart", "areaChart"}:
                yield from _of_lines(piece, series)
            elif kind == "barChart":
                yield from _of_bars(piece, series)


def _of_lines(piece: Piece, series: list[Series]) -> Iterator[str]:
    labels = [(one, label) for one in series for label in one.labels]
    for (one, mine), (other, theirs) in combinations(labels, 2):
        if one is other or mine.point != theirs.point:
            continue
        apart = abs(_down(piece, one, mine) - _down(piece, other, theirs))
        if apart < min(mine.size, theirs.size) * 0.9:
            yield f"the labels “{mine.text}” and “{theirs.text}” of {piece.called} collide"


def _down(piece: Piece, series: Series, label: Label) -> float:
    """How far down the middle of a label stands, in points."""
    chart = piece.chart
    _, top, _, high = chart.plot or OUTER
    share = (series.values[label.point] - chart.low) / (chart.high - chart.low)
    aside = {"t": -label.size, "b": label.size}.get(label.position, 0.0)
    return (top + high * (1 - share) + label.moved[1]) * piece.box.height + aside


def _of_bars(piece: Piece, series: list[Series]) -> Iterator[str]:
    chart = piece.chart
    groups = max((len(one.values) for one in series), default=0)
    if not groups:
        return
    area = chart.element.find(f".//{qn('c:barChart')}")
    lies = area.find(qn("c:barDir")).get("val") == "bar"
    grouping = area.find(qn("c:grouping"))
    is_stacked = grouping is not None and "tacked" in grouping.get("val", "")
    _, _, wide, high = chart.plot or OUTER
    pitch = (high * piece.box.height if lies else wide * piece.box.width) / groups
    yield from _of_axis(piece, series[0], pitch, lies=lies)
    beside = 1 if is_stacked else len([one for one in series if one.labels])
    for one in series:
        for label in one.labels:
            needed = label.size if lies else width_of(label.text, label.size)
            if needed > pitch / max(beside, 1):
                yield f"the label “{label.text}” of {piece.called} has no room beside the next"
                return


def _of_axis(piece: Piece, series: Series, pitch: float, *, lies: bool) -> Iterator[str]:
    axis = piece.chart.element.find(f".//{qn('c:catAx')}")
    deleted = axis.find(qn("c:delete")) if axis is not None else None
    labels = axis.find(qn("c:tickLblPos")) if axis is not None else None
    is_hidden = deleted is not None and deleted.get("val", "1") in {"1", "true"}
    if axis is None or is_hidden or (labels is not None and labels.get("val") == "none"):
        return
    size = next((size for text, size in piece.chart.words if text == "axis"), 10.0)
    for text in series.categories:
        longest = max((width_of(word, size) for word in text.split()), default=0.0)
        if (size * LEADING if lies else longest) > pitch + 1.0:
            yield f"the label “{text}” of the axis of {piece.called} has no room beside the next"
            return


def _charts(slide: Slide) -> Iterator[Piece]:
    return (one for one in slide.every if one.chart)
