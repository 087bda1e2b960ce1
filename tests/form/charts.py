"""Native charts as their parts have them: series, words, and where a point's label stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.form.names import qn

DEFAULT_SIZE = 10.0  # of a chart that says nothing
LINE_WIDTH = 2.25
ACROSS_TOO = {"scatterChart", "bubbleChart"}  # whose values are on both axes
SHOWS = ("c:showVal", "c:showCatName", "c:showSerName", "c:showPercent")


@dataclass(frozen=True)
class Label:
    """The label of one point."""

    point: int
    text: str
    size: float
    position: str
    moved: tuple[float, float]  # of the chart's width and height


@dataclass(frozen=True)
class Series:
    kind: str  # of its plot: lineChart, barChart and so on
    name: str
    values: tuple[float | None, ...]
    categories: tuple[str, ...]
    width: float
    labels: tuple[Label, ...]


@dataclass(frozen=True)
class Chart:
    element: Any = field(repr=False)
    series: tuple[Series, ...]
    words: tuple[tuple[str, float], ...]  # what is written, and how large
    low: float
    high: float
    plot: tuple[float, float, float, float] | None  # the inner plot, in parts of the chart

    @property
    def texts(self) -> Iterator[str]:
        for one in self.series:
            yield one.name
            yield from one.categories
            yield from (label.text for label in one.labels)
        yield from (text for text, _ in self.words)

    @property
    def numbers(self) -> Iterator[float]:
        for one in self.series:
            yield from (value for value in one.values if value is not None)
            if one.kind in ACROSS_TOO:
                yield from (float(text) for text in one.categories if _is_number(text))


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def chart_of(space: Any) -> Chart:
    """What the part of a chart says."""
    area = space.find(f"{qn('c:chart')}/{qn('c:plotArea')}")
    general = _size_in(space.find(qn("c:txPr")), DEFAULT_SIZE)
    series = tuple(
        _series(one, plot, general)
        for plot in area
        if isinstance(plot.tag, str) and plot.tag.endswith("Chart")
        for one in plot.findall(qn("c:ser"))
    )
    values = [value for one in series for value in one.values if value is not None]
    axis = area.find(qn("c:valAx"))
    low, high = _scale(axis, values)
    return Chart(space, series, tuple(_words(space, area, general)), low, high, _inner(area))


def _series(one: Any, plot: Any, general: float) -> Series:
    name = "".join(said.text or "" for said in one.findall(f"{qn('c:tx')}//{qn('c:v')}"))
    values = _numbered(_first(one, "c:val", "c:yVal"))
    texts = _numbered(_first(one, "c:cat", "c:xVal"))
    line = one.find(f"{qn('c:spPr')}/{qn('a:ln')}")
    width = int(line.get("w") or 0) / 12_700 if line is not None else 0.0
    numbers = tuple(float(value) if value is not None else None for value in values)
    return Series(
        kind=plot.tag.rpartition("}")[2],
        name=name,
        values=numbers,
        categories=tuple(text or "" for text in texts),
        width=width or LINE_WIDTH,
        labels=tuple(_labels(one, plot, name, numbers, general)),
    )


def _first(one: Any, *names: str) -> Any:
    return next((found for name in names if (found := one.find(qn(name))) is not None), None)


def _numbered(parent: Any) -> list[str | None]:
    """The cached points of a reference by their place."""
    if parent is None:
        return []
    points = {int(point.get("idx")): point.findtext(qn("c:v")) for point in parent.iter(qn("c:pt"))}
    count = next((int(one.get("val")) for one in parent.iter(qn("c:ptCount"))), len(points))
    return [points.get(place) for place in range(count)]


def _labels(
    one: Any, plot: Any, name: str, values: tuple[float | None, ...], general: float
) -> Iterator[Label]:
    own, shared = one.find(qn("c:dLbls")), plot.find(qn("c:dLbls"))
    chosen = own if own is not None else shared
    if chosen is None:
        return
    size = _size_in(chosen.find(qn("c:txPr")), general)
    usual = _position(chosen, "")
    special = {}
    for label in chosen.findall(qn("c:dLbl")):
        special[int(label.find(qn("c:idx")).get("val"))] = label
    for point, value in enumerate(values):
        label = special.get(point)
        source = label if label is not None else chosen
        if value is None or source.find(qn("c:delete")) is not None or not _shows(source):
            continue
        rich = (
            "".join(said.text or "" for said in source.iter(qn("a:t"))) if label is not None else ""
        )
        named = _flag(source, "c:showSerName")
        text = rich or " ".join(([name] if named else []) + [f"{value:,.10g}"])
        layout = source.find(f"{qn('c:layout')}/{qn('c:manualLayout')}")
        yield Label(
            point,
            text,
            _rich_size(source, size),
            _position(source, usual),
            (_part(layout, "c:x"), _part(layout, "c:y")),
        )


def _shows(source: Any) -> bool:
    return any(_flag(source, name) for name in SHOWS) or source.find(qn("c:tx")) is not None


def _flag(source: Any, name: str) -> bool:
    found = source.find(qn(name))
    return found is not None and found.get("val", "1") in {"1", "true"}


def _position(source: Any, otherwise: str) -> str:
    found = source.find(qn("c:dLblPos"))
    return found.get("val") if found is not None else otherwise


def _part(layout: Any, name: str) -> float:
    found = layout.find(qn(name)) if layout is not None else None
    return float(found.get("val")) if found is not None else 0.0


def _words(space: Any, area: Any, general: float) -> Iterator[tuple[str, float]]:
    """The titles, axes, keys and labels that are shown, with the size of their letters."""
    for plot in area.iter(qn("c:dLbls")):
        size = _size_in(plot.find(qn("c:txPr")), general)
        if plot.find(qn("c:delete")) is None and _shows(plot):
            yield "labels of values", size
        for label in plot.findall(qn("c:dLbl")):
            if label.find(qn("c:delete")) is None and _shows(label):
                said = "".join(one.text or "" for one in label.iter(qn("a:t")))
                yield said or "label of a value", _rich_size(label, size)
    for axis in (one for one in area if isinstance(one.tag, str) and one.tag.endswith("Ax")):
        deleted, labels = axis.find(qn("c:delete")), axis.find(qn("c:tickLblPos"))
        is_shown = deleted is None or deleted.get("val", "1") in {"0", "false"}
        if is_shown and (labels is None or labels.get("val") != "none"):
            yield "axis", _size_in(axis.find(qn("c:txPr")), general)
    key = space.find(f"{qn('c:chart')}/{qn('c:legend')}")
    if key is not None:
        yield "key", _size_in(key.find(qn("c:txPr")), general)
    for title in space.iter(qn("c:title")):
        said = "".join(one.text or "" for one in title.iter(qn("a:t")))
        yield said or "title", _rich_size(title, _size_in(title.find(qn("c:txPr")), general))


def _size_in(properties: Any, otherwise: float) -> float:
    if properties is not None:
        for one in properties.iter(qn("a:defRPr")):
            if one.get("sz"):
                return int(one.get("sz")) / 100
    return otherwise


def _rich_size(source: Any, otherwise: float) -> float:
    sizes = [int(one.get("sz")) / 100 for one in source.iter(qn("a:rPr")) if one.get("sz")]
    if sizes:
        return min(sizes)
    rich = source.find(f"{qn('c:tx')}/{qn('c:rich')}")
    return _size_in(rich if rich is not None else source.find(qn("c:txPr")), otherwise)


def _scale(axis: Any, values: list[float]) -> tuple[float, float]:
    """The ends of the axis of values; where it says nothing, roughly what a program would take."""
    low, high = min([0.0, *values]), max([0.0, *values]) * 1.05
    scaling = axis.find(qn("c:scaling")) if axis is not None else None
    if scaling is not None:
        least, most = scaling.find(qn("c:min")), scaling.find(qn("c:max"))
        low = float(least.get("val")) if least is not None else low
        high = float(most.get("val")) if most is not None else high
    return low, high if high > low else low + 1.0


def _inner(area: Any) -> tuple[float, float, float, float] | None:
    layout = area.find(f"{qn('c:layout')}/{qn('c:manualLayout')}")
    if layout is None or layout.find(qn("c:w")) is None:
        return None
    return tuple(_part(layout, name) for name in ("c:x", "c:y", "c:w", "c:h"))
