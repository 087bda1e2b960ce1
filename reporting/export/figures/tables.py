"""Every table of a pack as people read it, and the numbers of its pictures, each with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reporting.content.description import ILLUSTRATIVE, Table
from reporting.content.frozen import FrozenPack, cells
from reporting.content.panel_slides import Numbered, PanelSlide, Shown
from reporting.content.proof_tables import read_table
from reporting.content.proofs import Board, Columns, Lines, Slopes
from reporting.export.figures.merged import Held, merged
from reporting.export.figures.slides import slides_of
from reporting.export.sheet_names import Naming
from reporting.export.sheets import of_part

# Of the line above a title: what says nothing of what the slide shows.
_SAYS_NOTHING = {"", "Annex", "The figures"}
_PIECE = re.compile(r", \d+ to \d+$")


@dataclass(frozen=True)
class _Titles:
    """What the names of tables are made of: the measures' titles by address, and the place."""

    measures: Mapping[tuple[str, str], str]
    place: str


def tables_of_pack(pack: FrozenPack) -> tuple[tuple[Naming, Table], ...]:
    """Those of the report, then those of the slides; what stands in two places is one."""
    told = {(one.measure, one.source): one.title for one in pack.measures}
    titles = _Titles(told, pack.head.partnership.partition(" ")[0])
    held = merged((*_in_report(pack, titles), *_on_slides(pack, titles)))
    if not pack.has_presentation:
        held = tuple(replace(one, naming=replace(one.naming, where=())) for one in held)
    return tuple((one.naming, one.table) for one in held)


def _in_report(pack: FrozenPack, titles: _Titles) -> Iterator[Held]:
    for section in pack.sections:
        for part in section.slides:
            where = f"report: {section.title or part.title}"
            others = (section.title,) if section.title else ()
            for table in of_part(part):
                words = _words(table, table.title, titles)
                yield Held(Naming(words, "", others, (where,)), table)


def _on_slides(pack: FrozenPack, titles: _Titles) -> Iterator[Held]:
    """With the slide; a table that goes on, or on the next slide, is one."""
    sections = {one.key: one.title for one in pack.sections}
    last: Held | None = None
    for one in slides_of(pack):
        for shown in one.slide.shown:
            table = _of_shown(shown, one.slide)
            if table is None:
                continue
            if last and _goes_on(last.table, table):
                rows = (*last.table.rows, *table.rows)
                where = tuple(dict.fromkeys((*last.naming.where, f"slide {one.number}")))
                title = _PIECE.sub("", table.title)
                joined = replace(last.table, title=title, rows=rows)
                last = Held(replace(last.naming, where=where), joined)
                continue
            if last:
                yield last
            section = sections[one.address.partition("/")[0]]
            last = Held(_naming(one, shown, table, section, titles), table)
    if last:
        yield last


def _goes_on(one: Table, other: Table) -> bool:
    titles = [_PIECE.sub("", table.title) for table in (one, other)]
    return one.columns == other.columns and titles[0] == titles[1]


def _of_shown(shown: Shown, slide: PanelSlide) -> Table | None:
    """What a picture shows as rows; None for one of words alone that is no table."""
    proof = shown.proof
    if not isinstance(proof, Table | Board) and next(cells(proof), None) is None:
        return None
    title = proof.title if isinstance(proof, Table) else shown.heading or slide.title.text
    table = read_table(proof, slug="shown", title=title)
    if table is None or not table.rows:
        return None
    if isinstance(proof, Columns | Lines | Slopes):
        table = _with_labels(table, proof)
    notes = dict.fromkeys(words for words in (*table.notes, slide.source) if words)
    return replace(table, notes=tuple(notes))


def _with_labels(table: Table, proof: Columns | Lines | Slopes) -> Table:
    """With each series headed by what it is, without the numbers of its label."""
    series = proof.layers if isinstance(proof, Columns) else proof.lines
    labels = [
        "".join(part for part in one.label.parts if isinstance(part, str)).strip(" :,")
        for one in series
    ]
    first, *rest = table.columns
    named = [
        replace(column, title=label or column.title)
        for column, label in zip(rest, labels, strict=False)
    ]
    return replace(table, columns=(first, *named, *rest[len(named) :]))


# --- Names -------------------------------------------------------------------------------------
def _naming(one: Numbered, shown: Shown, table: Table, section: str, titles: _Titles) -> Naming:
    """Of a table on a slide: what it is of, then what the slide is of."""
    is_table = isinstance(shown.proof, Table)
    heading = _PIECE.sub("", table.title if is_table else shown.heading)
    if shown.heading.endswith("."):  # a sentence, which says nothing of what it holds
        heading = ""
    if not heading or heading.startswith(titles.place):
        heading = ""
    by = f"By {table.columns[0].title.casefold()}"
    is_share = heading.startswith("Share of ")
    words = (*_words(table, heading, titles), *([by] if is_share else []))
    line, _, rest = one.slide.line.partition(": ")
    lines = [part for part in (line.removesuffix(" on one slide"), rest)
             if part not in _SAYS_NOTHING]  # fmt: skip
    columns = () if heading else tuple(column.title for column in table.columns[1:2])
    others = (*lines, section, *columns)
    where = f"slide {one.number}"
    return Naming(
        tuple(word for word in words if word),
        f", {where}",
        tuple(word for word in others if word),
        (where,),
    )


def _words(table: Table, title: str, titles: _Titles) -> tuple[str, ...]:
    """ "ASB incidents by month" where one measure is told, and what the title says."""
    told = {
        titles.measures.get((one.provenance.measure, one.provenance.source), "")
        for one in cells(table.rows)
        if one.provenance
    }
    if len(told) != 1 or "" in told or not title:
        return (title,)
    measure, across = told.pop(), table.columns[0].title
    by = "compared" if across.casefold().startswith("compared") else f"by {across.casefold()}"
    short = measure.partition(", ")[0]
    plain = title.removeprefix(ILLUSTRATIVE)
    return (short if " by " in short else f"{short} {by}", plain)
