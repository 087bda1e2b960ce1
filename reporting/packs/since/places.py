"""Where every number and sentence of a section stands, so that two of it can be held together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeAlias

from reporting.content.description import Cell, Chart, Link, Sentence, Slide, Table, Words
from reporting.content.diagrams import Diagram
from reporting.content.frozen import FrozenSection
from reporting.content.panel_slides import PanelSlide
from reporting.content.phrases import Phrase, PhrasePart
from reporting.content.proofs import AreaMap, Status

Key: TypeAlias = tuple[Hashable, ...]
Part: TypeAlias = str | Cell


@dataclass(frozen=True)
class Place:
    """What stands in one place: `of` says in which row and column, blank for a sentence."""

    key: Key
    parts: tuple[Part, ...]
    of: str = ""

    @property
    def text(self) -> str:
        """As it reads, without the symbols of what its numbers are."""
        return " ".join("".join(map(_bare, self.parts)).split())

    @property
    def skeleton(self) -> tuple[str | None, ...]:
        """Its words alone: None in the place of each number."""
        return tuple(
            None if isinstance(part, Cell) else " ".join(part.split()) for part in self.parts
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(part for part in self.parts if isinstance(part, Cell))


@dataclass(frozen=True)
class SlidePlaces:
    """A slide or a part of the report: its sentences in their order, the title first, and
    whatever else stands on it by its own name."""

    key: Key
    title: str
    sentences: tuple[Place, ...]
    named: tuple[Place, ...]


def slides_of(section: FrozenSection) -> tuple[SlidePlaces, ...]:
    """The slides for the panel, those of the annex and the parts of the report.

    What only the presenter sees is not among them, nor the words that stand for a picture.
    """
    return (
        *(_of_panel("panel", slide) for slide in section.panel),
        *(_of_panel("annex", slide) for slide in section.annex),
        *_of_report(section.slides),
    )


# --- Of the report ----------------------------------------------------------------------------
def _of_report(slides: Iterable[Slide]) -> Iterator[SlidePlaces]:
    seen: Counter[Hashable] = Counter()
    for slide in slides:
        shown = slide.chart or slide.table or slide.diagram
        name = (slide.kind, shown.slug if shown else "")
        key = ("report", *name, seen[name])
        seen[name] += 1
        words = [(slide.title,), *(sentence.parts for sentence in slide.sentences)]
        words += [(slide.warning,)] if slide.warning else []
        yield SlidePlaces(
            key=key,
            title=slide.title,
            sentences=tuple(Place(key, _plain(parts)) for parts in words),
            named=_named((*_of_chart(slide.chart), *_entries(slide.table), *_nodes(slide.diagram))),
        )


def _of_chart(chart: Chart | None) -> Iterator[Place]:
    if chart is None:
        return
    yield Place(("title",), (chart.title,))
    for series in chart.series:
        for label, cell in zip(chart.at, series.cells, strict=True):
            yield Place(("chart", series.label, label), (cell,), f"{series.label}, {label}")


def _entries(table: Table | None) -> Iterator[Place]:
    if table is None:
        return
    yield Place(("title",), (table.title,))
    for row in table.rows:
        head = _words(row.entries[0])
        for column, entry in zip(table.columns[1:], row.entries[1:], strict=False):
            of = ", ".join(filter(None, (head, column.title)))
            yield Place(("table", head, column.title), _plain((_entry(entry),)), of)


def _nodes(diagram: Diagram | None) -> Iterator[Place]:
    for node in diagram.nodes if diagram else ():
        yield from _strings(node, ("diagram", node.key))


def _strings(thing: Any, key: Key) -> Iterator[Place]:
    for field in fields(thing):
        value = getattr(thing, field.name)
        for number, text in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(text, str) and field.name not in ("key", "to"):
                yield Place((*key, field.name, number), (text,))


def _entry(entry: Cell | Link | str) -> Part:
    return entry.text if isinstance(entry, Link) else entry


# --- On slides --------------------------------------------------------------------------------
def _of_panel(where: str, slide: PanelSlide) -> SlidePlaces:
    key = (where, slide.key)
    words = (slide.title, *slide.under)
    named: list[Place] = []
    for number, finding in enumerate(slide.findings):
        named.append(Place(("finding", number, "figure"), _plain(finding.figure.parts)))
        named.append(Place(("finding", number, "words"), _plain(finding.words.parts)))
    for number, shown in enumerate(slide.shown):
        named.append(Place(("heading", number), (shown.heading,)))
        named += _proof(shown.proof, ("proof", number), ())
    return SlidePlaces(
        key=key,
        title=slide.title.text,
        sentences=tuple(Place(key, _plain(one.parts)) for one in words),
        named=_named(named),
    )


# The fields by which a row, a line or a card is known again, wherever it stands among its like.
_LABELS = ("name", "label", "title", "letter", "when", "centre")


def _proof(thing: Any, key: Key, of: tuple[str, ...]) -> Iterator[Place]:
    """Whatever stands in a picture, by the labels on the way to it."""
    parts = _plain_or_none(thing)
    if parts is not None:
        yield from (Place(key, parts, ", ".join(of)),) if parts not in ((), ("",)) else ()
    elif isinstance(thing, Table):
        yield from _entries(thing)
    elif isinstance(thing, tuple):
        for number, item in enumerate(thing):
            label, rest = _labelled(item)
            yield from _proof(rest, (*key, label or number), (*of, label) if label else of)
    elif is_dataclass(thing) and not isinstance(thing, AreaMap):
        yield from _fields(thing, key, of)


def _plain_or_none(thing: Any) -> tuple[Part, ...] | None:
    """The words and numbers of what holds nothing else."""
    if isinstance(thing, Phrase):
        return _plain(thing.parts)
    if isinstance(thing, Status):
        return (thing.label,)
    return (thing,) if isinstance(thing, Cell | str) else None


def _fields(thing: Any, key: Key, of: tuple[str, ...]) -> Iterator[Place]:
    along = getattr(thing, "at", ())
    skipped = ("at", "widths", *(_LABELS if _labelled(thing)[0] else ()))
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in skipped or not _tells(value):
            continue
        if isinstance(along, tuple) and field.name in ("lines", "layers", "totals"):
            yield from _along(value, along, (*key, field.name), of)
        else:
            yield from _proof(value, (*key, field.name), of)


def _along(
    lines: tuple[Any, ...], at: tuple[str, ...], key: Key, of: tuple[str, ...]
) -> Iterator[Place]:
    """The cells of each line, or of one, by the labels along their axis."""
    if all(isinstance(item, Cell) for item in lines):
        for label, cell in zip(at, lines, strict=False):
            yield Place((*key, label), (cell,), ", ".join((*of, label)))
        return
    for line in lines:
        name = _words(line.label)
        for label, cell in zip(at, line.cells, strict=False):
            yield Place((*key, name, label), (cell,), ", ".join((*of, name, label)))


def _tells(value: object) -> bool:
    return isinstance(value, str | Cell | tuple) or is_dataclass(value)


def _labelled(item: Any) -> tuple[str, Any]:
    """What a row is known by, and the rest of it."""
    if isinstance(item, tuple) and item and isinstance(item[0], str):
        return item[0], item[1] if len(item) == 2 else item[1:]
    if entries := getattr(item, "entries", ()):
        return _words(entries[0]), entries[1:]
    if is_dataclass(item) and not isinstance(item, Phrase | Cell | Status):
        named = (getattr(item, name) for name in _LABELS if hasattr(item, name))
        return next((words for value in named if (words := _words(value))), ""), item
    return "", item


# --- In common --------------------------------------------------------------------------------
def _words(thing: object) -> str:
    """The words of a label, without the numbers in it."""
    match thing:
        case str():
            return thing
        case Link() | Words():
            return thing.text
        case Status():
            return thing.label
        case Phrase() | Sentence():
            return "".join(_words(part) for part in thing.parts).strip()
    return ""


def _plain(parts: Iterable[PhrasePart]) -> tuple[Part, ...]:
    """Words and numbers by turns: what words look like, or where they lead to, is no matter."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, Cell):
            found.append(part)
        else:
            words = part if isinstance(part, str) else _reads(part)
            if found and isinstance(found[-1], str):
                found[-1] += words
            else:
                found.append(words)
    return tuple(found)


def _reads(part: PhrasePart) -> str:
    return part.text if isinstance(part, Words) else getattr(part, "otherwise", "")


def _named(places: Iterable[Place]) -> tuple[Place, ...]:
    """Each with a key of its own: the second with the same words has a number behind them."""
    seen: Counter[Key] = Counter()
    found = []
    for place in places:
        key = (*place.key, seen[place.key])
        seen[place.key] += 1
        found.append(Place(key, place.parts, place.of))
    return tuple(found)


def _bare(part: Part) -> str:
    return part.bare_text if isinstance(part, Cell) else part
