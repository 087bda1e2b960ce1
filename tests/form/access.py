"""What those who do not see a slide go by, and what a council's own template must recolour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from re import findall, split

from tests.form.boxes import Box
from tests.form.names import qn
from tests.form.reading import Deck, Piece, Slide

FIXED = ("srgbClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
SENTENCE_WORDS = 4  # fewer are headings such as “Members may ask”
SAME_COLUMN = 0.5  # of the narrower of two


def reading_order(slide: Slide) -> Iterator[str]:
    """Title, section line, content from top to bottom, source, footer and number."""
    order = {id(one): 2 for one in slide.pieces}
    if slide.title is not None:
        order[id(slide.title)] = 0
    order |= {id(one): 1 for one in slide.head}
    order |= {id(one): 3 for one in slide.foot if one.place == "body"}
    order |= {id(one): 4 for one in slide.foot if one.place != "body"}
    read = [one for one in slide.pieces if not one.is_decorative]
    for one, after in pairwise(read):
        if order[id(after)] < order[id(one)]:
            yield f"wrong reading order: {after.called} is read after {one.called}"
            return
    yield from _upwards([one for one in read if order[id(one)] == 2])


def _upwards(pieces: list[Piece]) -> Iterator[str]:
    charts = [one.box for one in pieces if one.chart]
    spoken = [
        one
        for one in pieces
        if (one.frame or one.kind not in {"shape", "line"})
        # Labels beside lines are read in the order of the lines.
        and (one.chart or not any(_stands_in(one.box, chart) for chart in charts))
    ]
    for place, one in enumerate(spoken):
        for after in spoken[place + 1 :]:
            across, _ = one.box.overlap(after.box)
            narrower = min(one.box.width, after.box.width)
            if after.box.bottom <= one.box.top + 1 and across > narrower * SAME_COLUMN:
                yield (
                    f"wrong reading order: {after.called} stands above {one.called} "
                    "and is read after it"
                )
                return


def _stands_in(box: Box, chart: Box) -> bool:
    across, down = box.overlap(chart)
    return across > box.width / 2 and down > box.height / 2


def alternatives(slide: Slide) -> Iterator[str]:
    """Pictures, charts, tables, groups and marks that say neither what they are nor that they
    are decoration."""
    for one in slide.pieces:
        is_mute_shape = one.kind in {"shape", "line"} and not one.frame and not one.place
        speaks = one.kind in {"picture", "chart", "table", "group", "frame"} or is_mute_shape
        if not speaks or one.is_decorative:
            continue
        if not one.description:
            yield f"the {one.kind} {one.called} has no alternative text"


def wordless_charts(slide: Slide) -> Iterator[str]:
    """Charts whose alternative text holds none of their values."""
    for one in slide.pieces:
        if one.chart and one.description and not one.is_decorative and not _names_a_value(one):
            yield f"the alternative text of the chart {one.called} holds none of its values"


def _names_a_value(piece: Piece) -> bool:
    said = {_plain(number) for number in findall(r"\d[\d,.]*", piece.description)}
    for number in piece.chart.numbers:
        parts = (number, abs(number), number * 100, abs(number) * 100)
        forms = {f"{part:.{places}f}" for part in parts for places in (0, 1, 2)}
        if said & {_plain(form) for form in forms}:
            return True
    return not list(piece.chart.numbers)


def _plain(number: str) -> str:
    number = number.replace(",", "").rstrip(".")
    return number.rstrip("0").rstrip(".") if "." in number else number


def fixed_colours(slide: Slide) -> Iterator[str]:
    """Colours that are not the theme's, on the slide or in its charts."""
    found: dict[str, int] = defaultdict(int)
    for piece in slide.every:
        if piece.kind == "group":
            continue
        element = piece.chart.element if piece.chart else piece.element
        for one in element.iter(*(qn(f"a:{name}") for name in FIXED)):
            found[f"{piece.called} ({one.get('val') or one.get('lastClr') or 'fixed'})"] += 1
    background = slide.element.find(f"{qn('p:cSld')}/{qn('p:bg')}")
    if background is not None and any(True for _ in background.iter(qn("a:srgbClr"))):
        found["the background"] += 1
    if found:
        named = ", ".join(list(found)[:3])
        yield f"{sum(found.values())} fixed colours, the first in {named}"


def number_and_footer(slide: Slide) -> Iterator[str]:
    if not any(one.text for one in slide.placed("ftr")):
        yield "there is no footer"
    fields = [
        field.get("type")
        for one in slide.placed("sldNum")
        for field in one.element.iter(qn("a:fld"))
    ]
    if "slidenum" not in fields and not slide.is_cover:
        yield "there is no slide number"


def notes(deck: Deck) -> Iterator[tuple[int, str]]:
    """Slides without notes, and slides of which two share a sentence of them."""
    shared: dict[str, list[int]] = defaultdict(list)
    for slide in deck.slides:
        if not slide.notes.strip():
            yield slide.number, "there are no notes"
        for sentence in dict.fromkeys(_sentences(slide.notes)):
            shared[sentence].append(slide.number)
    for sentence, numbers in shared.items():
        if len(numbers) > 1:
            others = ", ".join(str(number) for number in numbers[1:])
            yield numbers[0], f"shares a sentence of its notes with slide {others}: “{sentence}”"


# Where figures are from may be the same for two slides, and is not to be said.
SOURCES = ("where the figures are from:",)


def _sentences(text: str) -> Iterator[str]:
    said_aloud = "\n".join(
        line for line in split(r"[\n\v]+", text) if not line.casefold().startswith(SOURCES)
    )
    for said in split(r"(?<=[.!?])\s+|[\n\v]+", said_aloud):
        plain = " ".join(said.split()).lstrip("–•- ").casefold()
        if len(plain.split()) >= SENTENCE_WORDS and not plain.endswith(":"):
            yield plain


def twin_titles(deck: Deck) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for slide in deck.slides:
        if slide.title is None:
            continue
        words = " ".join(slide.title.text.split()).casefold()
        if words in first:
            yield slide.number, f"has the title of slide {first[words]}: “{slide.title.text}”"
        first.setdefault(words, slide.number)
