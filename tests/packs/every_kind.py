"""A made-up pack of everything that can be frozen: each type, and each member of an enum."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle

from csp_portal.gallery import samples, slide_samples
from measures.counts import Gap, Mark, Nature
from reporting.content.description import (
    Cell,
    Chart,
    Column,
    Deck,
    Kind,
    Marking,
    Provenance,
    Role,
    Row,
    Sentence,
    Series,
    Slide,
    SlideKind,
    Style,
    Table,
)
from reporting.content.frozen import (
    FrozenArea,
    FrozenFigure,
    FrozenMeasure,
    FrozenPack,
    FrozenSection,
)

WALK = Provenance(
    "crime/all-crime",
    "police-return",
    "2022/23",
    area="North",
    category="robbery",
    as_at="2024-02-16",
    wards="2023-05-04",
)


def every_kind() -> FrozenPack:
    """Official-sensitive, with a statement, bound figures, an exempt section and one to follow."""
    return FrozenPack(
        head=replace(samples.pack(), slides=()),
        sections=(
            FrozenSection("cover", "cover", "Cover", slides=()),
            FrozenSection("the-year", "text", "The year", slides=samples.pack().slides),
            _with_figures(),
            FrozenSection(
                "operations",
                "text",
                "Operations",
                slides=(_said("Operations", "What the police plan to do"),),
                exempt_paragraph="7",
                exempt_because="It would tell what the police are about to do",
            ),
            FrozenSection(
                "fires",
                "measure",
                "Fires",
                slides=(_said("Fires", "This section is to follow."),),
                is_to_follow=True,
            ),
            *_on_slides(),
        ),
        at=datetime(2024, 2, 16, 23, 59, 59, 999999, tzinfo=UTC),
        sources=("police-return.csv, supplied by the police, received 2 May 2023",),
        meeting="4 March 2024",
        ornament=slide_samples.presentation().ornament,
        areas=(FrozenArea("North", "North", "ward", "E05001466"),),
        measures=(
            FrozenMeasure(
                "crime/robbery", "police-return", "", "Robbery", "Crime", "Police return"
            ),
        ),
        has_notes=True,
    )


def _on_slides() -> tuple[FrozenSection, ...]:
    """Each kind of picture on a slide of the presentation, or of the annex."""
    shown = slide_samples.presentation()
    annex = {section.key: section.slides for section in shown.annex}
    return (
        *(
            FrozenSection(f"slide-{one.key}", "text", one.key, (), panel=one.slides)
            for one in shown.main
        ),
        *(
            FrozenSection(f"annex-{key}", "text", key, (), annex=slides)
            for key, slides in annex.items()
        ),
    )


def bare_deck() -> Deck:
    """A few of its slides, with no pack around them, marked OFFICIAL."""
    return replace(samples.pack(), slides=_with_figures().slides, marking=Marking.OFFICIAL)


def _with_figures() -> FrozenSection:
    """A section of words with figures bound to released data, and of every way to write them."""
    token, fell = "crime/robbery 2022/23 count", Cell(-4.2, Style.CHANGE, provenance=WALK)
    return FrozenSection(
        "robbery",
        "measure",
        "Robbery",
        slides=(
            Slide(SlideKind.TABLE, "Each style, gap and mark", table=_of_cells()),
            Slide(SlideKind.CHART, "Four lines", chart=_four_lines()),
        ),
        text=f"There were {{{{{token}}}}} robberies.",
        statement=Sentence(("Robbery fell by ", fell, ".")),
        figures=(FrozenFigure(token, "305"),),
    )


def _of_cells() -> Table:
    values = cycle((1234, -5, 0.4, 0))
    styled = [(one.name, Cell(value, one)) for one, value in zip(Style, values, strict=False)]
    gaps = [(one.name, Cell(one)) for one in Gap]
    marks = [(one.name, Cell(7, marks=frozenset({one}), provenance=WALK)) for one in Mark]
    natures = [(one.name, Cell(7, nature=one)) for one in Nature]
    underlined = Cell(8.0, Style.RATE, frozenset(Mark), is_underlined=True)
    cells = (*styled, *gaps, *marks, *natures, ("all of them", underlined))
    return Table(
        slug="every-cell",
        title="Cells of every kind",
        columns=(Column("Kind"), Column("Cell", is_number=True)),
        rows=tuple(Row((name.replace("_", " ").lower(), cell)) for name, cell in cells),
    )


def _four_lines() -> Chart:
    roles = (Role.THIS, Role.SECOND, Role.THIRD, Role.FOURTH)
    return Chart(
        slug="four-lines",
        kind=Kind.LINES,
        title="No two of four areas moved alike",
        subtitle="Made-up robberies a month",
        unit="Robberies",
        at=("Apr", "May"),
        series=tuple(
            Series(f"Area {number}", role, (Cell(number), Cell(number * 3)))
            for number, role in enumerate(roles, 1)
        ),
        alternative="Line chart of four areas over two months; each trebles.",
        source_line="Source: made-up figures.",
        across="Month",
    )


def _said(title: str, words: str) -> Slide:
    return Slide(SlideKind.TEXT, title, sentences=(Sentence((words,)),))
