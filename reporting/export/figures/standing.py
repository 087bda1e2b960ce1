"""Every number of a pack with where it stands and the words around it; works nothing out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import count
from typing import Any, TypeAlias

from reporting.content.description import Cell, Entry, Sentence, Slide, Table
from reporting.content.frozen import FrozenPack
from reporting.content.panel_slides import Finding, LikelyQuestion, PanelSlide
from reporting.content.phrases import Phrase
from reporting.content.proofs import (
    AreaMap,
    Bar,
    Bars,
    BoardRow,
    Card,
    Columns,
    Layer,
    Line,
    Lines,
    MapTile,
    Pair,
    Slopes,
    Tile,
)
from reporting.export.figures.slides import slides_of
from reporting.narrative import verdicts

# The headings of columns with the ends of the interval of the number before them.
INTERVAL = ("95% interval from", "95% interval to")


@dataclass(frozen=True)
class Standing:
    """A number where it stands.

    Those of one `group` are told together: in a row, a sentence, a tile. `slide` is the same for
    all of one slide or part of the report. `across` says what the rows are. `words` are the
    sentence that it stands in, else blank, and `after` is what follows there.
    `low` and `high` are the ends of its interval. `where` is the slide, and the section of the
    report, which says what a slide says.
    """

    cell: Cell
    section: int
    slide: int
    group: int
    where: tuple[str, ...]
    heading: str
    source: str
    row: str = ""
    column: str = ""
    across: str = ""
    words: str = ""
    after: str = ""
    verdict: str = ""
    low: Cell | None = None
    high: Cell | None = None


@dataclass(frozen=True)
class Told:
    """A number in a group, before it is known what slide the group is of."""

    cell: Cell
    row: str = ""
    column: str = ""
    words: str = ""
    low: Cell | None = None
    high: Cell | None = None
    across: str = ""
    after: str = ""


@dataclass(frozen=True)
class Group:
    """Numbers that are told together under a heading, with a verdict where one stands there."""

    numbers: tuple[Told, ...]
    heading: str = ""
    verdict: str = ""


@dataclass(frozen=True)
class Place:
    """One slide, its notes or one part of the report, with its groups."""

    section: int
    where: tuple[str, ...]
    heading: str
    source: str
    groups: tuple[Group, ...]


def standings(pack: FrozenPack) -> tuple[Standing, ...]:
    """Every number of the slides and of the report, slides first."""
    numbers = count()
    return tuple(
        Standing(
            cell=told.cell,
            section=place.section,
            slide=slide,
            group=at,
            where=place.where,
            heading=group.heading or place.heading,
            source=place.source,
            row=told.row,
            column=told.column,
            across=told.across,
            words=told.words,
            after=told.after,
            verdict=group.verdict,
            low=told.low,
            high=told.high,
        )
        for slide, place in enumerate((*_on_slides(pack), *_in_report(pack)))
        for group in place.groups
        for at in (next(numbers),)
        for told in group.numbers
    )


def _on_slides(pack: FrozenPack) -> Iterator[Place]:
    """By section: what its slides show, and what is said to them.

    The report tells of a section's slides, and of its annex where it has no part of its own.
    """
    keys = {section.key: at for at, section in enumerate(pack.sections)}
    for one in slides_of(pack):
        at, slide = keys[one.address.partition("/")[0]], one.slide
        section = pack.sections[at]
        where, title = f"slide {one.number}", slide.title.text
        is_told = not (one.is_annex and section.slides)
        report = (_in_section(section.title),) if is_told else ()
        yield Place(at, (where, *report), title, slide.source, tuple(_of_slide(slide)))
        said = tuple(_groups(slide.notes))
        yield Place(at, (f"notes of {where}",), title, slide.notes.source or slide.source, said)


def _in_report(pack: FrozenPack) -> Iterator[Place]:
    for at, section in enumerate(pack.sections):
        for slide in section.slides:
            where = _in_section(section.title or slide.title)
            yield Place(at, (where,), slide.title, slide.source_line, tuple(_of_part(slide)))


def _in_section(title: str) -> str:
    return f"report: {title}"


def _of_slide(slide: PanelSlide) -> Iterator[Group]:
    yield from _groups(slide.title)
    for shown in slide.shown:
        for group in _groups(shown.proof):
            yield Group(group.numbers, group.heading or shown.heading, group.verdict)
    yield from _groups((slide.findings, slide.under))


def _of_part(slide: Slide) -> Iterator[Group]:
    yield from _groups(slide.sentences)
    if slide.chart:
        yield from _of_table(slide.chart.table)
    if slide.table:
        yield from _of_table(slide.table)


# --- What is told together ---------------------------------------------------------------------
_Together: TypeAlias = Tile | Pair | Finding | MapTile | BoardRow | LikelyQuestion | Card


def _groups(thing: Any) -> Iterator[Group]:
    """The numbers of anything described, as they are told together."""
    match thing:
        case AreaMap():  # thousands of points, and no number to tell
            return
        case Phrase() | Sentence():
            yield from _group(thing, ())
        case Table():
            yield from _of_table(thing)
        case Lines() | Slopes() | Columns() | Bars():
            yield from _of_chart(thing)
        case Tile() | Pair() | Finding() | MapTile() | BoardRow() | LikelyQuestion() | Card():
            yield from _group(thing, tuple(_cells_of_row(thing)))
        case tuple():
            for item in thing:
                yield from _groups(item)
        case _ if is_dataclass(thing):
            yield from _of_any(thing)


def _of_any(thing: Any) -> Iterator[Group]:
    """Of a kind that has no way of its own: its own numbers together, and what is within it."""
    values = [getattr(thing, field.name) for field in fields(thing)]
    own = tuple(Told(value) for value in values if isinstance(value, Cell))
    if own:
        yield Group(own)
    for value in values:
        if not isinstance(value, Cell):
            yield from _groups(value)


def _group(thing: Any, own: tuple[Told, ...]) -> Iterator[Group]:
    """The numbers `own` and those of the phrases within, which share their words."""
    phrases = tuple(_phrases(thing))
    words = " ".join(text for one in phrases if (text := one.text.strip()))
    row = own[0].row if own else ""
    said = tuple(
        Told(cell, row=row, words=words, after=after) for cell, after in _with_after(phrases)
    )
    if own or said:
        yield Group((*own, *said), verdict=_verdict((words,)))


def _with_after(phrases: Sequence[Phrase | Sentence]) -> Iterator[tuple[Cell, str]]:
    """Each number with the words behind it, up to the end of the last phrase."""
    for place, one in enumerate(phrases):
        later = [each.text for each in phrases[place + 1 :]]
        for at, part in enumerate(one.parts):
            if isinstance(part, Cell):
                rest = Phrase(one.parts[at + 1 :]).text
                yield part, " ".join((rest, *later))


def _phrases(thing: Any) -> Iterator[Phrase | Sentence]:
    if isinstance(thing, Phrase | Sentence):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _phrases(item)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _phrases(getattr(thing, field.name))


def _cells_of_row(thing: _Together) -> Iterator[Told]:
    """The numbers that stand beside the phrases of a tile, a pair or a ward on the map."""
    match thing:
        case Tile():
            yield Told(thing.number, row=thing.name)
            yield from (Told(cell, thing.name, label) for label, cell in thing.bars)
        case Pair():
            yield from (Told(cell, thing.name, label) for label, cell in thing.bars)
        case MapTile():
            yield Told(thing.cell, row=thing.name)
        case _:
            return


# --- Rows of tables and charts -----------------------------------------------------------------
def _of_table(table: Table) -> Iterator[Group]:
    titles = [column.title for column in table.columns]
    for row in table.rows:
        head = _text(row.entries[0]) if not isinstance(row.entries[0], Cell) else ""
        numbers = _with_intervals(
            Told(entry, head, title, across=titles[0])
            for title, entry in zip(titles, row.entries, strict=True)
            if isinstance(entry, Cell)
        )
        if numbers:
            said = [_text(entry) for entry in row.entries[1:] if not isinstance(entry, Cell)]
            under = dict(zip(titles, map(_text, row.entries), strict=True))
            verdict = under.get(verdicts.HEADING, "") or _verdict(said)
            yield Group(numbers, table.title, verdict)


def _with_intervals(row: Iterable[Told]) -> tuple[Told, ...]:
    """The numbers of a row, those before the ends of an interval with these."""
    found: list[Told] = []
    for one in row:
        is_end = one.column in INTERVAL and found and found[-1].cell.style is one.cell.style
        if is_end and one.column == INTERVAL[0]:
            found[-1] = replace(found[-1], low=one.cell)
        elif is_end and found[-1].low is not None:
            found[-1] = replace(found[-1], high=one.cell)
        else:
            found.append(one)
    return tuple(found)


def _text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else entry.text


def _of_chart(chart: Lines | Slopes | Columns | Bars) -> Iterator[Group]:
    match chart:
        case Columns():
            yield from _by_label(chart.at, chart.layers, chart.totals)
        case Bars():
            yield from (_of_bar(bar, chart.across) for bar in chart.rows)
        case _:
            yield from _by_label(chart.at, chart.lines)


def _by_label(
    at: Sequence[str], lines: Sequence[Line | Layer], totals: Sequence[Cell] = ()
) -> Iterator[Group]:
    for index, label in enumerate(at):
        yield Group(
            (
                *(Told(line.cells[index], label, line.label.text) for line in lines),
                *((Told(totals[index], label, "Total"),) if totals else ()),
            )
        )
    for line in lines:
        yield from _group(line.label, ())


def _of_bar(bar: Bar, across: str) -> Group:
    return Group((Told(bar.cell, bar.label, across, low=bar.low, high=bar.high, across=across),))


# --- Verdicts ----------------------------------------------------------------------------------
_VERDICTS = sorted(
    {*verdicts.OUTCOMES.values(), verdicts.NOT_JUDGED, verdicts.NOT_COMPARED},
    key=len,
    reverse=True,
)


def _verdict(said: Sequence[str]) -> str:
    """The verdict among the words; blank where there is none, or more than one."""
    found = {one for words in said for one in _VERDICTS if one in words}
    return found.pop() if len(found) == 1 else ""
