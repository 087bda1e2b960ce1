"""A pack put down as canonical JSON, to be read back as it was; knows descriptions alone."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from measures.counts import Gap, Mark
from reporting import description
from reporting.description import Cell, Deck, Sentence, Slide


@dataclass(frozen=True)
class FrozenFigure:
    """A figure that a text shows: what was asked for, as written, and what stood there."""

    token: str
    text: str


@dataclass(frozen=True)
class FrozenSection:
    """A section as the panel gets it. `statement` is what next year says was reported.

    With a paragraph of Schedule 12A the section is exempt, and in no public file.
    """

    key: str
    kind: str
    title: str
    slides: tuple[Slide, ...]
    text: str = ""
    statement: Sentence | None = None
    figures: tuple[FrozenFigure, ...] = ()
    is_to_follow: bool = False
    exempt_paragraph: str = ""
    exempt_because: str = ""

    @property
    def is_exempt(self) -> bool:
        return bool(self.exempt_paragraph)


@dataclass(frozen=True)
class FrozenPack:
    """A pack: its opening words (`head`, a deck without slides) and its sections.

    `at` is the moment that its figures are as at; `sources` are where they come from.
    """

    head: Deck
    sections: tuple[FrozenSection, ...]
    at: datetime
    sources: tuple[str, ...] = ()

    def deck(self, *, is_public: bool = False) -> Deck:
        """All slides in their order; for the public, without the exempt sections."""
        kept = (one for one in self.sections if not (is_public and one.is_exempt))
        return replace(self.head, slides=tuple(slide for one in kept for slide in one.slides))

    def section(self, key: str) -> FrozenSection | None:
        return next((one for one in self.sections if one.key == key), None)

    @property
    def has_exempt(self) -> bool:
        return any(one.is_exempt for one in self.sections)


def freeze(thing: FrozenPack | Deck) -> str:
    """Canonical JSON: keys in order, no spaces, numbers as they are. `thaw` reads it back."""
    return json.dumps(
        _plain(thing),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def thaw(frozen: str) -> Any:
    """What `freeze` was given."""
    return _thing(json.loads(frozen))


def thaw_pack(frozen: str) -> FrozenPack:
    """The pack in `frozen`; ValueError for anything else."""
    pack = thaw(frozen)
    if not isinstance(pack, FrozenPack):
        raise ValueError("that is no frozen pack")
    return pack


def sha256_of(frozen: str) -> str:
    """The same on every machine and with every version of the software."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def cells(thing: Any) -> Iterator[Cell]:
    """Every number in a description, in its order, wherever it stands."""
    if isinstance(thing, Cell):
        yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            yield from cells(getattr(thing, one.name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from cells(one)


# --- To JSON and back ------------------------------------------------------------------------
_TYPE, _VALUE = "#", "="

_DATACLASSES: dict[str, type] = {
    one.__name__: one
    for one in (*vars(description).values(), FrozenFigure, FrozenSection, FrozenPack)
    if isinstance(one, type) and is_dataclass(one)
}
_ENUMS: dict[str, type[Enum]] = {
    one.__name__: one
    for one in (*vars(description).values(), Gap, Mark)
    if isinstance(one, type) and issubclass(one, Enum)
}


def _plain(thing: Any) -> Any:
    if thing is None or type(thing) in _SIMPLE:
        return thing
    if isinstance(thing, tuple):
        return [_plain(one) for one in thing]
    if isinstance(thing, Enum):
        return {_TYPE: type(thing).__name__, _VALUE: thing.value}
    name = type(thing).__name__
    if name in _WRITTEN:
        return {_TYPE: name, _VALUE: _WRITTEN[name](thing)}
    if name not in _DATACLASSES:
        raise TypeError(f"a {name} cannot be frozen")
    return {_TYPE: name, **{one.name: _plain(getattr(thing, one.name)) for one in fields(thing)}}


def _thing(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_thing(one) for one in plain)
    if not isinstance(plain, dict):
        return plain
    name = plain[_TYPE]
    if name in _READ:
        return _READ[name](plain[_VALUE])
    if name in _ENUMS:
        return _ENUMS[name](plain[_VALUE])
    held = {key: _thing(value) for key, value in plain.items() if key != _TYPE}
    return _DATACLASSES[name](**held)


_SIMPLE = {bool, int, float, str}
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "bytes": lambda content: b64encode(content).decode(),
    "datetime": datetime.isoformat,
    "date": date.isoformat,
    "frozenset": lambda held: sorted((_plain(one) for one in held), key=json.dumps),
}
_READ: dict[str, Callable[[Any], Any]] = {
    "bytes": b64decode,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "frozenset": lambda held: frozenset(_thing(one) for one in held),
}
