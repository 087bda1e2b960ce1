"""A deck of a report's parts as a presentation: what was frozen before slides were kept apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporting.content.description import (
    Cell,
    Chart,
    Deck,
    Kind,
    Role,
    Sentence,
    Slide,
    SlideKind,
    Table,
    is_marked,
)
from reporting.content.diagrams import Diagram, Node
from reporting.content.panel_slides import (
    Layout,
    OfSection,
    PanelSlide,
    Presentation,
    Shown,
    SpeakerNotes,
)
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import (
    Bar,
    Bars,
    Body,
    BodyColumn,
    Columns,
    Layer,
    Line,
    Lines,
    Paragraphs,
    Proof,
    Structure,
    Weight,
)

# More columns of a structure have no room side by side; a deeper one has no place in it.
_MOST_COLUMNS = 4
_MOST_BARS = 22
# Letters of words that stand under a picture; more have a slide of their own.
_MOST_UNDER = 200


# The sections that a deck's parts, and those behind them, are slides of.
MAIN, BEHIND = "deck", "annex"


def presentation_of(deck: Deck, behind: Sequence[Slide] = ()) -> Presentation:
    """The deck with a slide for each part; long tables and words go on when it is planned.

    `behind` are parts to look things up in: they stand in the annex, their tables under headings.
    """
    annex = (OfSection(BEHIND, tuple(map(_headed, _each(behind)))),) if behind else ()
    return Presentation(
        title=deck.title,
        subtitle=deck.subtitle,
        partnership=deck.partnership,
        colour=deck.colour,
        meeting="",
        presenters=deck.presenters,
        as_at=deck.as_at,
        marking=deck.marking,
        main=(OfSection(MAIN, tuple(_each(deck.slides))),),
        annex=annex,
    )


def _each(parts: Sequence[Slide]) -> Iterator[PanelSlide]:
    for number, part in enumerate(parts, 1):
        yield from _slides(part, number)


def _headed(slide: PanelSlide) -> PanelSlide:
    """With the title of its table, which says what is counted, above the table."""
    said = slide.title.text
    return replace(slide, shown=tuple(_under_a_heading(shown, said) for shown in slide.shown))


def _under_a_heading(shown: Shown, said: str) -> Shown:
    table = shown.proof
    if not isinstance(table, Table) or table.title == said:
        return shown
    return replace(shown, heading=table.title)


def _slides(part: Slide, number: int) -> Iterator[PanelSlide]:
    if part.kind is SlideKind.TITLE:
        under = tuple(_phrase(sentence) for sentence in part.sentences)
        yield _slide(part, number, Layout.DIVIDER, under=under)
        return
    pictures = tuple(_shown(part))
    words = _words(part)
    if not pictures:
        yield _slide(part, number, Layout.WORDS, shown=(Shown("", words, ""),))
    elif part.chart and words.paragraphs:
        both = (*pictures, Shown("", words, ""))
        yield _slide(part, number, Layout.TWO_PICTURES, shown=both)
    elif len(" ".join(paragraph.text for paragraph in words.paragraphs)) <= _MOST_UNDER:
        yield _slide(part, number, Layout.PICTURE, shown=pictures, under=words.paragraphs)
    else:
        yield _slide(part, number, Layout.PICTURE, shown=pictures)
        apart = _slide(part, number, Layout.WORDS, shown=(Shown("", words, ""),))
        said = SpeakerNotes((phrase(f"These are the words to “{part.title}”."),))
        title = phrase(f"{part.title}: in words")
        yield replace(apart, key=f"{apart.key}-words", title=title, notes=said)


def _slide(
    part: Slide,
    number: int,
    layout: Layout,
    *,
    shown: tuple[Shown, ...] = (),
    under: tuple[Phrase, ...] = (),
) -> PanelSlide:
    described = part.chart or part.table
    about = dict.fromkeys((*part.notes, *(described.notes if described else ()), part.warning))
    return PanelSlide(
        key=f"part-{number}",
        layout=layout,
        line="",
        title=phrase(part.title),
        shown=shown,
        under=under,
        source=part.source_line,
        is_illustrative=is_marked(part.title) or bool(part.warning),
        notes=SpeakerNotes(tuple(phrase(line) for line in about if line), source=part.source_line),
    )


def _words(part: Slide) -> Paragraphs:
    """Its sentences, but for those that stand under its table already, as notes of the table."""
    noted = part.table.notes if part.table else ()
    sentences = [sentence for sentence in part.sentences if sentence.text not in noted]
    is_list = part.is_list or all(sentence.is_point for sentence in sentences)
    return Paragraphs(tuple(map(_phrase, sentences)), is_list=is_list and bool(sentences))


def _phrase(sentence: Sentence) -> Phrase:
    return phrase(*sentence.parts)


def _shown(part: Slide) -> Iterator[Shown]:
    if part.chart:
        proof = part.chart.table if _is_long(part.chart) else _chart(part.chart)
        yield Shown(part.chart.subtitle, proof, part.chart.alternative)
    if part.table:
        yield Shown("", part.table, f"{part.table.title}. A table whose words can be read.")
    if part.diagram:
        yield Shown("", _structure(part.diagram), part.diagram.alternative)
    if part.picture:
        yield Shown("", part.picture, part.picture.alternative)


def _is_long(chart: Chart) -> bool:
    """Whether there are more bars than stand on a slide: a table goes on, and a scale does not."""
    return chart.kind is Kind.BARS and len(chart.at) > _MOST_BARS


# --- Charts -----------------------------------------------------------------------------------
def _chart(chart: Chart) -> Proof:
    match chart.kind:
        case Kind.LINES:
            return Lines(chart.at, tuple(_lines(chart)))
        case Kind.COLUMNS:
            series = chart.series[0]
            return Columns(
                chart.at,
                (Layer(phrase(series.label), series.cells),),
                main=chart.highlight,
            )
        case Kind.BARS:
            return Bars(
                tuple(
                    Bar(label, cell, _weight(chart, label))
                    for label, cell in zip(chart.at, chart.series[0].cells, strict=True)
                )
            )


def _weight(chart: Chart, label: str) -> Weight:
    return Weight.MAIN if label == chart.highlight else Weight.PLAIN


def _lines(chart: Chart) -> Iterator[Line]:
    """The lines of other years first, and that of this one last, over them."""
    if chart.band:
        yield _edge(f"{chart.band.label}, least", chart.band.low)
        yield _edge(f"{chart.band.label}, greatest", chart.band.high)
    ordered = sorted(chart.series, key=lambda series: series.role is Role.THIS)
    for series in ordered:
        weight = Weight.MAIN if series.role is Role.THIS else Weight.PLAIN
        yield Line(phrase(series.label), series.cells, weight)


def _edge(label: str, cells: tuple[Cell, ...]) -> Line:
    return Line(phrase(label), cells, Weight.REST)


# --- Structures -------------------------------------------------------------------------------
def _structure(diagram: Diagram) -> Proof:
    """Boxes below the one at the top where they have room so; else a list of who is below whom."""
    tops = [node for node in diagram.nodes if not node.to]
    below = _by_parent(diagram)
    heads = below.get(tops[0].key, []) if len(tops) == 1 else []
    is_flat = all(node.key not in below for head in heads for node in below.get(head.key, []))
    if not heads or not is_flat or len(heads) > _MOST_COLUMNS:
        names = {node.key: node.title for node in diagram.nodes}
        return Paragraphs(
            tuple(
                phrase(f"{node.title}, below {names[node.to]}" if node.to else node.title)
                for node in diagram.nodes
            ),
            is_list=True,
        )
    return Structure(
        _body(tops[0]),
        tuple(
            BodyColumn(
                head.title,
                tuple(_body(node) for node in below.get(head.key, [])),
                " ".join(head.lines),
            )
            for head in heads
        ),
    )


def _by_parent(diagram: Diagram) -> dict[str, list[Node]]:
    below: dict[str, list[Node]] = {}
    for node in diagram.nodes:
        if node.to:
            below.setdefault(node.to, []).append(node)
    return below


def _body(node: Node) -> Body:
    return Body(node.title, " ".join(node.lines))
