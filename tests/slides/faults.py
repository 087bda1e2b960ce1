"""What is wrong with a drawing: words without room, over one another, or outside their box.

Measured with the letters of Liberation Sans, which is as wide as Arial, and so apart from the
measuring that the drawings are made with.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, groupby
from operator import itemgetter

from PIL import ImageFont

from reporting.rendering.slides.shapes import (
    Anchor,
    Box,
    Drawing,
    Form,
    Paragraph,
    Rule,
    Shape,
    Text,
)

SMALLEST = 14.0
LINE = 1.15  # Arial's own line, of its size
SLACK = 0.5
# Half of the widest edge of a shape, which stands out of its box.
EDGE = 1.6
INDENT = 18.0


def faults(drawing: Drawing) -> list[str]:
    """Each fault as a sentence."""
    return [*_unfit(drawing), *_outside(drawing), *_over_one_another(drawing), *_covered(drawing)]


def texts(drawing: Drawing) -> list[Text]:
    """All of the words with their boxes, those of shapes and of cells as well."""
    free = [each for each in drawing.elements if isinstance(each, Text)]
    in_shapes = [each.text for each in drawing.elements if isinstance(each, Shape) and each.text]
    cells = [cell for table in drawing.tables for row in table.cells for cell in row]
    return [text for text in (*free, *in_shapes, *cells) if said(text)]


def said(text: Text) -> str:
    return " / ".join(paragraph.text for paragraph in text.paragraphs).strip()


def all_words(drawing: Drawing) -> str:
    return " | ".join(said(text) for text in texts(drawing)).replace("\u00a0", " ")


def _unfit(drawing: Drawing) -> Iterator[str]:
    for text in texts(drawing):
        for paragraph in text.paragraphs:
            if paragraph.size < SMALLEST:
                yield f"“{said(text)}” is set in {paragraph.size}"
            widest = max((_width(paragraph, word) for word in _words(paragraph)), default=0.0)
            if widest > _room(text, paragraph) + SLACK:
                yield f"“{said(text)}” breaks a word"
        if _height(text) > text.box.height + SLACK:
            yield f"“{said(text)}” is higher than its box"


def _outside(drawing: Drawing) -> Iterator[str]:
    for text in texts(drawing):
        if not _is_within(text.box, drawing.box, SLACK):
            yield f"“{said(text)}” leaves the picture"
    for element in drawing.elements:
        if isinstance(element, Shape) and not _is_within(element.box, drawing.box, EDGE):
            yield f"a shape leaves the picture: {element.box}"
        text = element.text if isinstance(element, Shape) else None
        if text and not _is_within(text.box, _room_of(element), SLACK):
            yield f"“{said(text)}” leaves its shape"
        if isinstance(element, Rule) and not _is_within(_box_of(element), drawing.box, EDGE):
            yield f"a rule leaves the picture: {element}"
    for table in drawing.tables:
        if not _is_within(table.box, drawing.box, SLACK):
            yield "a table leaves the picture"


def _over_one_another(drawing: Drawing) -> Iterator[str]:
    for one, other in combinations(texts(drawing), 2):
        if _meet(one.box, other.box):
            yield f"“{said(one)}” lies over “{said(other)}”"


def _covered(drawing: Drawing) -> Iterator[str]:
    """Rules through words, and filled shapes over words that stand before them."""
    before: list[Text] = [
        cell for table in drawing.tables for row in table.cells for cell in row if said(cell)
    ]
    rules = [element for element in drawing.elements if isinstance(element, Rule)]
    rules += [rule for table in drawing.tables for rule in table.rules]
    for element in drawing.elements:
        if isinstance(element, Shape) and (element.fill or element.edge):
            for text in before:
                if _meet(element.box, ink_of(text)):
                    yield f"a shape lies over “{said(text)}”"
        if isinstance(element, Text) and said(element):
            before.append(element)
        elif isinstance(element, Shape) and element.text:
            before.append(element.text)
    behind = _hidden_rules(drawing)
    for text in before:
        for rule in rules:
            if rule not in behind and _meet(_box_of(rule), ink_of(text)):
                yield f"a rule runs through “{said(text)}”"


def _hidden_rules(drawing: Drawing) -> list[Rule]:
    """Rules that end behind a filled shape drawn later: only what is outside of it is seen."""
    found: list[Rule] = []
    elements = drawing.elements
    for place, rule in enumerate(elements):
        if isinstance(rule, Rule):
            found += [
                rule for later in elements[place:]
                if isinstance(later, Shape) and later.fill and later.text
                and _holds(later.box, rule.x1, rule.y1)
            ]  # fmt: skip
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box.left < x < box.right and box.top < y < box.bottom


def ink_of(text: Text) -> Box:
    """Where the letters stand within the box of the text."""
    lines = [
        _width(paragraph, line)
        for paragraph in text.paragraphs for line in _lines(paragraph, _room(text, paragraph))
    ]  # fmt: skip
    width, height = max(lines, default=0.0), _height(text)
    left = text.box.left + {
        "left": 0.0, "centre": (text.box.width - width) / 2, "right": text.box.width - width
    }[text.align.value]  # fmt: skip
    top = (
        text.box.top
        + {
            Anchor.TOP: 0.0,
            Anchor.MIDDLE: (text.box.height - height) / 2,
            Anchor.BOTTOM: text.box.height - height,
        }[text.anchor]
    )
    return Box(left, top, width, height)


def _room_of(shape: Shape) -> Box:
    """The part of a shape where words may stand."""
    box = shape.box
    third = box.height / 3
    match shape.form:
        case Form.PENTAGON:
            return Box(box.left, box.top, box.width - third, box.height)
        case Form.CHEVRON:
            return Box(box.left + third, box.top, box.width - 2 * third, box.height)
        case Form.ELLIPSE:
            return box.inset(box.width * 0.145, box.height * 0.145)
        case _:
            return box


def _box_of(rule: Rule) -> Box:
    left, right = sorted((rule.x1, rule.x2))
    top, bottom = sorted((rule.y1, rule.y2))
    return Box(left, top, right - left, bottom - top)


def _is_within(box: Box, outer: Box, slack: float) -> bool:
    return (
        box.left >= outer.left - slack and box.right <= outer.right + slack
        and box.top >= outer.top - slack and box.bottom <= outer.bottom + slack
    )  # fmt: skip


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right - SLACK and other.left < one.right - SLACK
        and one.top < other.bottom - SLACK and other.top < one.bottom - SLACK
    )  # fmt: skip


# --- Letters ----------------------------------------------------------------------------------
@lru_cache
def _font(is_bold: bool) -> ImageFont.FreeTypeFont:
    name = "Bold" if is_bold else "Regular"
    return ImageFont.truetype(
        f"/usr/share/fonts/truetype/liberation/LiberationSans-{name}.ttf", 1000
    )


def _width(paragraph: Paragraph, line: str) -> float:
    """How wide words of the paragraph are, each as it is set."""
    letters = [(letter, run.is_bold) for run in paragraph.runs for letter in run.text]
    start = paragraph.text.find(line)
    found = letters[start : start + len(line)]
    return sum(
        _font(is_bold).getlength("".join(letter for letter, _ in group).replace("\u00a0", " "))
        for is_bold, group in groupby(found, key=itemgetter(1))
    ) * paragraph.size / 1000  # fmt: skip


def _words(paragraph: Paragraph) -> list[str]:
    return [word for word in paragraph.text.split(" ") if word]


def _room(text: Text, paragraph: Paragraph) -> float:
    return text.box.width - (INDENT if paragraph.is_point else 0.0)


def _lines(paragraph: Paragraph, room: float) -> list[str]:
    lines: list[str] = []
    for word in _words(paragraph):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(paragraph, longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _height(text: Text) -> float:
    return sum(
        paragraph.above * (place > 0)
        + len(_lines(paragraph, _room(text, paragraph))) * paragraph.size * LINE
        for place, paragraph in enumerate(text.paragraphs)
    )
