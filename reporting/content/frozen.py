"""A pack as canonical JSON in a numbered form, and read back from it; knows descriptions alone."""

from __future__ import annotations

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from measures.counts import Gap, Mark, Nature
from reporting.content import panel_slides, phrases, proofs
from reporting.content.description import (
    Band,
    Cell,
    Chart,
    Column,
    Deck,
    Kind,
    Link,
    Marking,
    Picture,
    Provenance,
    Role,
    Row,
    Sentence,
    Series,
    Slide,
    SlideKind,
    Style,
    Table,
    Words,
)
from reporting.content.diagrams import Diagram, Node
from reporting.content.panel_slides import (
    Numbered,
    OfSection,
    PanelSlide,
    Presentation,
    addresses,
    numbered,
)
from reporting.content.report import Report, ReportSection


@dataclass(frozen=True)
class FrozenFigure:
    """A figure that a text shows: what was asked for, as written, and what stood there."""

    token: str
    text: str


@dataclass(frozen=True)
class FrozenSection:
    """A section as the panel gets it. `statement` is what next year says was reported.

    `slides` are its parts of the report; `panel` stands on slides of the presentation and `annex`
    behind them, both empty in what was frozen when the report was shown as slides. With a paragraph
    of Schedule 12A the section is exempt, and in no public file.
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
    panel: tuple[PanelSlide, ...] = ()
    annex: tuple[PanelSlide, ...] = ()

    @property
    def is_exempt(self) -> bool:
        return bool(self.exempt_paragraph)


@dataclass(frozen=True)
class FrozenArea:
    """An area that figures are of, by its code there; `gss` is blank where nobody published one."""

    code: str
    name: str
    level: str
    gss: str = ""


@dataclass(frozen=True)
class FrozenMeasure:
    """What figures of a measure are, from one source: in words, as on the day.

    With a `category` it is one of a breakdown, `label` in words. `extent` is the nation of national
    figures.
    """

    measure: str
    source: str
    category: str
    title: str
    dataset: str
    source_title: str
    label: str = ""
    extent: str = ""


@dataclass(frozen=True)
class FrozenPack:
    """A pack: its opening words (`head`, a deck without slides) and its sections.

    `at` is the moment that its figures are as at; `sources` are where they come from. `areas` and
    `measures` name what its figures are of; what was frozen before there were any has none. With
    `has_notes` the report says what is for the presenter too.
    """

    head: Deck
    sections: tuple[FrozenSection, ...]
    at: datetime
    sources: tuple[str, ...] = ()
    meeting: str = ""
    ornament: proofs.AreaMap | None = None
    areas: tuple[FrozenArea, ...] = ()
    measures: tuple[FrozenMeasure, ...] = ()
    has_notes: bool = False

    @property
    def has_presentation(self) -> bool:
        """Whether slides for the panel were frozen apart from the report."""
        return any(section.panel or section.annex for section in self.sections)

    def presentation(self, *, is_public: bool = False, is_draft: bool = False) -> Presentation:
        """What stands before the panel; for the public, without the exempt sections."""
        open_ones = [one for one in self.sections if not (is_public and one.is_exempt)]
        head = self.head
        return Presentation(
            title=head.title,
            subtitle=head.subtitle,
            partnership=head.partnership,
            colour=head.colour,
            meeting=self.meeting,
            presenters=head.presenters,
            as_at=head.as_at,
            marking=head.marking,
            main=tuple(OfSection(one.key, one.panel) for one in open_ones),
            annex=tuple(OfSection(one.key, one.annex) for one in open_ones),
            ornament=self.ornament,
            is_draft=is_draft,
        )

    def deck(self, *, is_public: bool = False) -> Deck:
        """All slides in their order; for the public, without the exempt sections."""
        sections = (section for section in self.sections if not (is_public and section.is_exempt))
        return replace(
            self.head, slides=tuple(slide for section in sections for slide in section.slides)
        )

    def without_exempt(self) -> FrozenPack:
        """What the public gets of it."""
        return replace(self, sections=tuple(one for one in self.sections if not one.is_exempt))

    def report(self, *, is_public: bool = False) -> Report:
        """The record; with sections where it has a presentation beside it."""
        deck = self.deck(is_public=is_public)
        if not self.has_presentation:
            return Report(deck)
        presentation = self.presentation(is_public=is_public)
        shown = [one for one in numbered(presentation) if not one.is_annex]
        annex = {section.key: section.slides for section in presentation.annex}
        sections = tuple(
            ReportSection(
                key=one.key,
                title=one.title,
                parts=one.slides,
                slides=tuple(each for each in shown if each.address.partition("/")[0] == one.key),
                annex=annex[one.key],
            )
            for one in self.sections
            if one.key in annex
        )
        return Report(deck, tuple(one for one in sections if not one.is_empty), addresses(shown))

    def section(self, key: str) -> FrozenSection | None:
        return next((section for section in self.sections if section.key == key), None)

    @property
    def has_exempt(self) -> bool:
        return any(section.is_exempt for section in self.sections)


def freeze(thing: FrozenPack | Deck) -> str:
    """Canonical JSON: keys in order, no spaces, numbers as they are. `thaw` reads it back.

    TypeError for what has no name in the frozen form.
    """
    return json.dumps(
        {_CONTENT: _plain(thing), _SCHEMA: SCHEMA},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


def thaw(frozen: str) -> Any:
    """What `freeze` was given, by this version of the portal or an earlier one.

    ValueError, with a sentence to show, for a text that a later version wrote.
    """
    written = json.loads(frozen)
    is_first = not isinstance(written, dict) or _SCHEMA not in written
    schema, content = (1, written) if is_first else (written[_SCHEMA], written[_CONTENT])
    if schema > SCHEMA:
        raise ValueError(
            f"This update was frozen by a newer version of the portal. Its form is number {schema};"
            f" the newest that can be read here is number {SCHEMA}."
        )
    for number in range(schema, SCHEMA):
        content = _UPGRADES[number](content)
    return _thing(content)


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
        for field in fields(thing):
            yield from cells(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for item in thing:
            yield from cells(item)


# --- The frozen form -------------------------------------------------------------------------
# Any change of the names below, of the fields of a type or of the values of an enum is a new
# schema: the texts of earlier ones stay as they are stored, and are upgraded when they are read.
SCHEMA = 7


def _with_natures(content: Any) -> Any:
    """Each cell of schema 2 as one of which nothing was said: as if it had been counted."""
    if isinstance(content, list):
        return [_with_natures(item) for item in content]
    if not isinstance(content, dict):
        return content
    upgraded = {key: _with_natures(value) for key, value in content.items()}
    if content.get(_TYPE) == _NAMES[Cell]:
        upgraded["nature"] = _plain(Nature.MEASURED)
    return upgraded


# From the content in one schema, as plain JSON, to that in the next.
_UPGRADES: dict[int, Callable[[Any], Any]] = {
    1: lambda content: content,  # the same content, which stood alone, without a number
    2: _with_natures,
    3: lambda content: content,  # averages of few had no tenth, and keep none
    4: lambda content: content,  # charts spoke of no part of their axis; rates had one tenth
    5: lambda content: content,  # the report was the slides; there was no presentation beside it
    6: lambda content: content,  # no total that a file gives stood for a sum with hidden parts
}

# What a presentation is gathered into when it is drawn, and never frozen.
_UNFROZEN = {OfSection, Presentation, Numbered}
# What stands on slides of the presentation; no two have a name of one of the report's.
PRESENTED: tuple[type, ...] = tuple(
    kind
    for module in (phrases, proofs, panel_slides)
    for kind in vars(module).values()
    if isinstance(kind, type) and kind.__module__ == module.__name__ and kind not in _UNFROZEN
)

# What each type is called in a frozen text. The names are the form's own: a class that is renamed
# or moved keeps the name that it has here.
_NAMES: dict[type, str] = {
    Band: "Band",
    Cell: "Cell",
    Chart: "Chart",
    Column: "Column",
    Deck: "Deck",
    Diagram: "Diagram",
    FrozenArea: "FrozenArea",
    FrozenFigure: "FrozenFigure",
    FrozenMeasure: "FrozenMeasure",
    FrozenPack: "FrozenPack",
    FrozenSection: "FrozenSection",
    Gap: "Gap",
    Kind: "Kind",
    Link: "Link",
    Mark: "Mark",
    Marking: "Marking",
    Nature: "Nature",
    Node: "Node",
    Picture: "Picture",
    Role: "Role",
    Row: "Row",
    Sentence: "Sentence",
    Series: "Series",
    Slide: "Slide",
    SlideKind: "SlideKind",
    Style: "Style",
    Table: "Table",
    Provenance: "Walk",
    Words: "Words",
    bytes: "bytes",
    date: "date",
    datetime: "datetime",
    frozenset: "frozenset",
    **{kind: kind.__name__ for kind in PRESENTED},
}
_TYPES = {name: kind for kind, name in _NAMES.items()}

# By type, the fields that the form calls otherwise than the code: they were renamed there.
_FIELDS: dict[type, dict[str, str]] = {Cell: {"provenance": "walk"}}

_CONTENT, _SCHEMA = "content", "schema"
_TYPE, _VALUE = "#", "="


def _plain(thing: Any) -> Any:
    kind = type(thing)
    if thing is None or kind in _SIMPLE:
        return thing
    if isinstance(thing, tuple):
        return [_plain(item) for item in thing]
    if kind not in _NAMES:
        raise TypeError(f"a {kind.__name__} cannot be frozen")
    if is_dataclass(thing):
        values = {
            _field_name(kind, field.name): _plain(getattr(thing, field.name))
            for field in fields(thing)
        }
    else:
        values = {_VALUE: thing.value if isinstance(thing, Enum) else _WRITTEN[kind](thing)}
    return {_TYPE: _NAMES[kind], **values}


def _field_name(kind: type, field: str) -> str:
    return _FIELDS.get(kind, {}).get(field, field)


def _thing(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_thing(item) for item in plain)
    if not isinstance(plain, dict):
        return plain
    kind = _TYPES[plain[_TYPE]]
    if _VALUE in plain:
        return _READ.get(kind, kind)(plain[_VALUE])
    in_code = {written: field for field, written in _FIELDS.get(kind, {}).items()}
    values = {key: _thing(value) for key, value in plain.items() if key != _TYPE}
    return kind(**{in_code.get(key, key): value for key, value in values.items()})


_SIMPLE = {bool, int, float, str}
_WRITTEN: dict[type, Callable[[Any], Any]] = {
    bytes: lambda content: b64encode(content).decode(),
    date: date.isoformat,
    datetime: datetime.isoformat,
    frozenset: lambda members: sorted(map(_plain, members), key=json.dumps),
}
_READ: dict[type, Callable[[Any], Any]] = {
    bytes: b64decode,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    frozenset: lambda members: frozenset(map(_thing, members)),
}
