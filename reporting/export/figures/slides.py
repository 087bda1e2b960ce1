"""The slides of a pack with their numbers, which references to them say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reporting.content.frozen import FrozenPack
from reporting.content.panel_slides import Numbered, addresses, numbered
from reporting.content.phrases import Phrase, SlideRef
from reporting.content.proofs import AreaMap


def slides_of(pack: FrozenPack) -> tuple[Numbered, ...]:
    """Every slide, with the number of another in place of what leads to it: "slide 12"."""
    found = numbered(pack.presentation())
    numbers = addresses(found)
    return tuple(replace(one, slide=_resolved(one.slide, numbers)) for one in found)


def _resolved(thing: Any, numbers: Mapping[str, int]) -> Any:
    match thing:
        case Phrase():
            return Phrase(tuple(_in_words(part, numbers) for part in thing.parts))
        case AreaMap():  # thousands of points, and no reference
            return thing
        case tuple():
            return tuple(_resolved(item, numbers) for item in thing)
        case _ if is_dataclass(thing) and not isinstance(thing, type):
            values = {field.name: getattr(thing, field.name) for field in fields(thing)}
            new = {name: _resolved(value, numbers) for name, value in values.items()}
            changed = {name: value for name, value in new.items() if value is not values[name]}
            return replace(thing, **changed) if changed else thing
        case _:
            return thing


def _in_words(part: Any, numbers: Mapping[str, int]) -> Any:
    """A reference as words; anything else as it is."""
    return Phrase((part,)).with_numbers(numbers) if isinstance(part, SlideRef) else part
