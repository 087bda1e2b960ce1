"""Hands sentences to the templates part by part; words nothing and computes no figure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django import template

from reporting.description import Cell, Sentence

register = template.Library()


class ShownPart(NamedTuple):
    """Words, or a number; `url` is the page of its rows, blank where it has none."""

    text: str
    url: str


@register.filter
def parts(sentence: Sentence, base: str) -> Sequence[ShownPart]:
    """The parts of a sentence, with addresses below the partnership's address `base`."""
    return [
        ShownPart(part.text, f"{base}{part.walk.to}" if part.walk else "")
        if isinstance(part, Cell)
        else ShownPart(part, "")
        for part in sentence.parts
    ]
