"""What the figures say of types beside one another, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from measures.change import Change
from reporting.analysis.comparisons import CategoryRow
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.content.description import Cell, Sentence, Style
from reporting.content.number_formats import beside_a_percentage
from reporting.narrative import verdicts
from reporting.narrative.phrases import Part, is_about_the_same
from reporting.narrative.places import ROSE

if TYPE_CHECKING:
    from reporting.narrative.findings import Evidence

# Beside a total that hardly moved, a type that moved by so much in percent is worth a sentence.
_WORTH_TELLING = 5.0


def of_types(figures: Figures, evidence: Evidence, *, area: Place | None) -> Iterable[Sentence]:
    """One type that moved while the total did not; or else which moved most."""
    known = [
        (row, row.comparison.change)
        for row in evidence.categories
        if isinstance(row.comparison.change, Change)
    ]
    if len(known) < 2:
        return
    total = evidence.change
    if total is not None and is_about_the_same(total):
        yield from _beside_a_flat_total(figures, known, area)
    else:
        yield from _moved_most(figures, known, evidence.categories_by, area)


Known = tuple[CategoryRow, Change]


def _beside_a_flat_total(
    figures: Figures, known: Sequence[Known], area: Place | None
) -> Iterable[Sentence]:
    moved = [pair for pair in known if abs(pair[1].percent or 0) >= _WORTH_TELLING]
    if not moved:
        return
    row, change = min(moved, key=lambda pair: pair[1].p_value)
    percent = Cell(abs(change.percent or 0), Style.PERCENT)
    yield Sentence(
        (
            f"While the total is about the same, {row.label} {ROSE[change.direction]} by ",
            percent,
            *_from_to(figures, row, area),
            f"{verdicts.tail(change)}.",
        )
    )


def _moved_most(
    figures: Figures, known: Sequence[Known], by: str, area: Place | None
) -> Iterable[Sentence]:
    up, down = (pick(known, key=lambda pair: pair[1].difference) for pick in (max, min))
    differences = [change.difference for _, change in known]
    if max(differences.count(end[1].difference) for end in (up, down)) > 1:
        return
    parts: list[Part] = []
    rose, fell = (sum(way * each > 0 for each in differences) for way in (1, -1))
    if rose:
        parts += [f"{up[0].label} rose{_most(rose)}", *_from_to(figures, up[0], area)]
    if rose and fell:
        parts += [". "]
    if fell:
        parts += [f"{down[0].label} fell{_most(fell)}", *_from_to(figures, down[0], area)]
    if parts:
        yield Sentence((f"By {by}, ", *parts, "."))


def _most(moved: int) -> str:
    """One type that moved by itself did not move most."""
    return " most" if moved > 1 else ""


def _from_to(figures: Figures, row: CategoryRow, area: Place | None) -> list[Part]:
    then, now = from_to(figures, row, area)
    return [" (", then, " to ", now, ")"]


def from_to(figures: Figures, row: CategoryRow, area: Place | None) -> tuple[Cell, Cell]:
    """The count of a type that is compared with, and the later one."""
    first = row.comparison
    provenance = figures.provenance(first.period, area=area, category=row.slug)
    before = first.periods[0] if len(first.periods) == 1 else None
    then = figures.provenance(before, area=area, category=row.slug) if before else None
    # A mean of several years has no rows of its own.
    style = Style.COUNT if before else beside_a_percentage(first.then)
    return (
        Cell(first.then, style, row.then_marks, provenance=then),
        Cell(row.count, marks=row.marks, provenance=provenance),
    )
