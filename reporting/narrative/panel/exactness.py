"""How exact numbers are: made up, split in a made-up way, or worked back as one of several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product

from measures.counts import Nature
from measures.periods import Period
from reporting.analysis.figures import Figures
from reporting.analysis.places import Place, PlaceKind
from reporting.content.description import Cell
from reporting.content.panel_slides import LikelyQuestion
from reporting.content.phrases import Phrase, phrase
from reporting.content.proofs import Columns
from reporting.narrative.panel.small_words import LONGEST_SOURCE, one_line, time_named
from reporting.narrative.panel.sources import HATCHED, LICENCE, as_at, natures, supplier
from reporting.narrative.phrases import listed


class Fit(Enum):
    """How a number that was worked back fits the percentages that were published."""

    ALONE = "alone"
    SEVERAL = "several"
    NEAREST = "nearest"


# As whoever entered a total says why it is known.
_BECAUSE = {Fit.NEAREST: "nearest whole number", Fit.SEVERAL: "several whole numbers fit"}


@dataclass(frozen=True)
class Hatched:
    """Years of which numbers are made up, and those of which only the split of a real total is."""

    years: tuple[str, ...] = ()
    splits: tuple[tuple[str, Cell], ...] = ()

    @classmethod
    def among(cls, proof: Columns) -> Hatched:
        years: list[str] = []
        splits: list[tuple[str, Cell]] = []
        for index, label in enumerate(proof.at):
            if not any(layer.cells[index].is_illustrative for layer in proof.layers):
                continue
            total = proof.totals[index] if proof.totals else None
            if total is None or total.number is None or total.is_illustrative:
                years.append(label)
            else:
                splits.append((label, total))
        return cls(tuple(years), tuple(splits))

    def __bool__(self) -> bool:
        return bool(self.years or self.splits)


NOTHING_HATCHED = Hatched()


@dataclass(frozen=True)
class Exactness:
    """How exact the numbers of a slide are: `fits` of those worked back, by the year of each."""

    fits: tuple[tuple[Period, Fit], ...] = ()
    hatched: Hatched = NOTHING_HATCHED

    @classmethod
    def of(
        cls,
        figures: Figures,
        periods: Iterable[Period],
        area: Place | None,
        hatched: Hatched = NOTHING_HATCHED,
    ) -> Exactness:
        return cls(tuple(_fits(figures, periods, area)), hatched)

    def that_are(self, fit: Fit) -> tuple[Period, ...]:
        return tuple(period for period, found in self.fits if found is fit)

    @property
    def are_all_of_several(self) -> bool:
        return bool(self.fits) and all(fit is Fit.SEVERAL for _, fit in self.fits)


def _fits(
    figures: Figures, periods: Iterable[Period], area: Place | None
) -> Iterator[tuple[Period, Fit]]:
    if area is not None and area.kind is not PlaceKind.WHOLE:
        return
    for period in periods:
        known = figures.made_up.total(figures.measure.slug, period)
        if known and known.nature is Nature.WORKED_BACK:
            because = known.because.casefold()
            yield (
                period,
                next((fit for fit, told in _BECAUSE.items() if told in because), Fit.ALONE),
            )


# --- The line at the foot --------------------------------------------------------------------
def source(
    figures: Figures, periods: Sequence[Period], cells: Iterable[Cell], exact: Exactness
) -> str:
    """Whose the numbers are, what is hatched, and how those worked back fit, in one line."""
    known = [cell for cell in cells if cell.number is not None]
    begun = one_line(
        (
            f"{supplier(figures, periods)}, {as_at(figures.at)}.",
            LICENCE if figures.source.attribution else "",
        )
    )
    ways = product(_how_they_fit(exact, known), _what_is_hatched(exact.hatched))
    lines = (" ".join(filter(None, (begun, hatched, fitting))) for fitting, hatched in ways)
    return next((line for line in lines if len(line) <= LONGEST_SOURCE), begun)


def _what_is_hatched(hatched: Hatched) -> Iterator[str]:
    if hatched.splits and not hatched.years:
        years = listed([year for year, _ in hatched.splits])
        total = "its total is" if len(hatched.splits) == 1 else "their totals are"
        if all(cell.nature is Nature.WORKED_BACK for _, cell in hatched.splits):
            yield f"Hatched: the split of {years} is illustrative, {total} worked back."
        yield f"Hatched: the split of {years} is illustrative."
        yield "The hatched split is illustrative."
    else:
        yield HATCHED if hatched else ""


def _how_they_fit(exact: Exactness, cells: Sequence[Cell]) -> Iterator[str]:
    real = [cell for cell in cells if not cell.is_illustrative]
    plain = " ".join(natures(real))
    nearest = [period.year_label for period in exact.that_are(Fit.NEAREST)]
    several = [period.year_label for period in exact.that_are(Fit.SEVERAL)]
    if exact.are_all_of_several:
        is_every = all(cell.nature is Nature.WORKED_BACK for cell in real)
        yield from _of_several([] if is_every else several)
    elif several:
        for years in (listed(several), ", ".join(several)):
            end = f"; {listed(nearest)} the nearest" if nearest else ""
            yield f"Worked back: {years} one of several that fit{end}."
    if nearest:
        yield f"{plain} {listed(nearest)}: the nearest, not exact."
    yield plain
    yield ""


def _of_several(years: Sequence[str]) -> Iterator[str]:
    if years:
        yield f"{listed(years)}: worked back, one of several that fit."
    else:
        yield "Counts worked back: each is one of several that fit."
    yield "Worked back: one of several that fit."


# --- What is said ----------------------------------------------------------------------------
def said_of_splits(hatched: Hatched) -> Iterator[Phrase]:
    """That a total is real though its split is made up."""
    for year, total in hatched.splits:
        yield phrase(f"Of {year} the ", *_total(total), "; only its split is made up, and hatched.")


def _total(total: Cell) -> tuple[str | Cell, ...]:
    if total.nature is Nature.WORKED_BACK:
        return ("total, about ", total, ", is worked back")
    how = "as published" if total.nature is Nature.PUBLISHED else "counted"
    return ("total, ", total, f", is {how}")


def questions(
    figures: Figures, who: str, exact: Exactness, area: Place | None = None
) -> Iterator[LikelyQuestion]:
    """What is known of a year whose split is made up; else how exact what was worked back is."""
    answer = list(_how_exact(figures, exact, area))
    if exact.hatched.splits:
        year, total = exact.hatched.splits[0]
        known = ("The ", *_total(total), "; only its split is made up.")
        yield LikelyQuestion(
            phrase(f"What is known of {year}?"),
            phrase(*known, *([" ", *answer] if answer else [])),
        )
    elif answer:
        yield LikelyQuestion(phrase(f"How exact are the numbers of {who}?"), phrase(*answer))


def _how_exact(figures: Figures, exact: Exactness, area: Place | None) -> Iterator[str | Cell]:
    if exact.are_all_of_several:
        yield "Each number worked back is one of several that fit the published percentages."
        return
    said = 0
    for fit, is_one, are_many in (
        (
            Fit.NEAREST,
            " is the nearest whole number to a published percentage, which none fits exactly.",
            " are the nearest whole numbers to published percentages, which none fits exactly.",
        ),
        (
            Fit.SEVERAL,
            " is one of several that fit the published percentages.",
            " are each one of several that fit the published percentages.",
        ),
        (
            Fit.ALONE,
            " alone fits what was published.",
            " alone fit what was published.",
        ),
    ):
        periods = exact.that_are(fit)
        if not periods or (fit is Fit.ALONE and not said):
            continue
        yield " " if said else ""
        for number, period in enumerate(periods):
            yield "" if not number else " and " if number == len(periods) - 1 else ", "
            yield figures.cell(period, area=area)
            yield f" ({time_named(period)})"
        yield is_one if len(periods) == 1 else are_many
        said += 1
