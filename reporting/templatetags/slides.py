"""Hands the parts of a slide to the templates that show it as a page; words nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django import template
from django.utils.safestring import SafeString

from reporting.content.description import Picture, Sentence, Slide
from reporting.content.diagrams import Diagram, Node
from reporting.rendering.slides.shapes import Drawing
from reporting.rendering.slides.svg import drawing_svg

register = template.Library()


@dataclass(frozen=True)
class Block:
    """Sentences that stand together: paragraphs, or the points of one list."""

    is_list: bool
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Branch:
    """A box of a diagram and those below it."""

    node: Node
    below: tuple[Branch, ...]


@register.simple_tag
def slide_picture(drawing: Drawing, accent: str, share: str) -> SafeString:
    """A picture of a slide in the partnership's colour; its words are escaped where it is drawn."""
    return SafeString(
        drawing_svg(
            drawing,
            accent=accent,
            font="Arimo, Arial, sans-serif",
            looks=f"app-pack__drawing app-pack__drawing--{share}",
        )
    )


@register.filter
def blocks(slide: Slide) -> Sequence[Block]:
    """The sentences of a slide, points gathered into lists."""
    grouped = groupby(slide.sentences, key=lambda sentence: slide.is_list or sentence.is_point)
    return [Block(is_list, tuple(sentences)) for is_list, sentences in grouped]


@register.filter
def branches(diagram: Diagram) -> Sequence[Branch]:
    """The diagram as the nested list that it is."""

    def below(key: str) -> tuple[Branch, ...]:
        return tuple(Branch(node, below(node.key)) for node in diagram.nodes if node.to == key)

    return below("")


@register.filter
def data_address(picture: Picture) -> str:
    """The picture within the page itself, so that it has no address of its own."""
    kind = "png" if picture.content.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{b64encode(picture.content).decode()}"
