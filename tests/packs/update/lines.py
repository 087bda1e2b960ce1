"""The update line by line: as it was frozen, with {numbers} marked, and as its files have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import html
from pptx import Presentation

from reporting.content.description import Cell, Entry, Sentence, Slide, Words
from reporting.content.panel_slides import PanelSlide
from reporting.content.phrases import Phrase
from reporting.content.proofs import Bars, Columns


def joined(entries: Iterable[str]) -> str:
    return " | ".join(entries)


# --- As frozen -------------------------------------------------------------------------------
def of_part(part: Slide) -> Iterator[str]:
    """Title, sentences and rows of a part of the report."""
    yield part.title
    yield from map(_sentence, part.sentences)
    if part.table:
        yield from (joined(map(_entry, one.entries)) for one in part.table.rows)


def _sentence(sentence: Sentence) -> str:
    return "".join(
        f"{{{one.among_words}}}" if isinstance(one, Cell) else _entry(one) for one in sentence.parts
    )


def _entry(part: Entry | Words) -> str:
    if isinstance(part, str):
        return part
    return f"{{{part.text}}}" if isinstance(part, Cell) else part.text


def of_slide(slide: PanelSlide) -> Iterator[str]:
    """Title, findings, what stands under the pictures, and each number of a chart."""
    yield _phrase(slide.title)
    yield from (joined((_phrase(one.figure), _phrase(one.words))) for one in slide.findings)
    yield from map(_phrase, slide.under)
    for proof in (shown.proof for shown in slide.shown):
        if isinstance(proof, Bars):
            for bar in proof.rows:
                yield joined((proof.across, bar.label, _number(bar.cell)))
        elif isinstance(proof, Columns):
            for layer in proof.layers:
                for at, cell in zip(proof.at, layer.cells, strict=True):
                    yield joined((_phrase(layer.label), at, _number(cell)))


def _phrase(phrase: Phrase) -> str:
    return "".join(
        _number(one) if isinstance(one, Cell) else Phrase((one,)).text for one in phrase.parts
    )


def _number(cell: Cell) -> str:
    """A tag or the source says of what nature the numbers of a slide are."""
    return f"{{{cell.text_but_nature}}}"


# --- As drawn --------------------------------------------------------------------------------
def of_report(page: Path) -> dict[str, tuple[str, ...]]:
    """Paragraphs, points and rows of the HTML by section; the summary before them is no section."""
    found: dict[str, tuple[str, ...]] = {}
    for section in html.parse(page).iterfind(".//section[@aria-labelledby]"):
        key = section.get("aria-labelledby").removeprefix("section-")
        found[key] = (
            *(_on_one_line(one.text_content()) for one in section.iter("h3", "h4", "p", "li")),
            *(
                joined(_on_one_line(one.text_content()) for one in row)
                for row in section.iter("tr")
            ),
        )
    return found


def of_slides(pptx: Path) -> tuple[tuple[str, ...], ...]:
    """What is on each slide in its order, with each figure beside its finding."""
    return tuple(tuple(_of_slide(slide)) for slide in Presentation(str(pptx)).slides)


def _of_slide(slide: Any) -> Iterator[str]:
    figure = ""
    for shape in _shapes(slide.shapes):
        if shape.has_text_frame:
            words = [_on_one_line(one.text) for one in shape.text_frame.paragraphs]
            yield from words
            if shape.name.endswith(" finding"):
                yield joined((figure, " ".join(words)))
            figure = " ".join(words) if shape.name.endswith(" figure") else ""
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield joined(_on_one_line(cell.text) for cell in row.cells)
        elif getattr(shape, "has_chart", False):
            for plot in shape.chart.plots:
                for series in plot.series:
                    for category, value in zip(plot.categories, series.values, strict=True):
                        label = _on_one_line(str(category))
                        yield joined((series.name, label, f"{value:,g}"))


def _shapes(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        yield from _shapes(getattr(shape, "shapes", ()))


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("\u2011", "-").split())


def says(line: str, said: str) -> bool:
    """Whether the drawn line has the words, with the same numbers and no longer ones.

    A chart has its percentages as plain numbers.
    """
    plain = re.sub(r"[{}]", "", said)
    forms = {plain, re.sub(r"(\| [\d,.]+)%$", r"\1", plain)}
    return any(re.search(rf"(?<![\d.,]){re.escape(one)}(?!\d|[.,]\d)", line) for one in forms)
