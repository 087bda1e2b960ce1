"""The pages below a measure's short page, each with one question of it; no medium."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import parse_qsl

from reporting import narrative
from reporting.charts.compared_rows import (
    ComparedRow,
    of_category,
    of_comparison,
    of_place,
    reasons_once,
)
from reporting.content.description import Provenance, Sentence, Table
from reporting.narrative.findings import (
    told_of_localities,
    told_of_places,
    told_of_types,
    told_of_years,
)
from reporting.pages.measure import take_away
from reporting.pages.measure.of_type import OfType
from reporting.pages.measure.page import MeasureShown


@dataclass(frozen=True)
class Kind:
    """Which question; `subject` follows the measure's name, `with_types` reads its breakdowns."""

    template: str
    subject: str
    with_types: bool = False


WARDS = Kind("wards", "by ward")
TYPES = Kind("types", "by type", with_types=True)
LOCALITIES = Kind("localities", "by locality")
HISTORY = Kind("history", "over the years")
DATA = Kind("data", "all tables", with_types=True)
HOW_WE_KNOW = Kind("how_we_know", "how we know")


@dataclass(frozen=True)
class TypeTable:
    """A breakdown as a table; `of_type` has its chart, and its described table the notes."""

    of_type: OfType
    heads: tuple[str, str, str]
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True)
class Known:
    """What is known of one question about how figures come about, folded under its summary."""

    slug: str
    summary: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class SubPage:
    """One of the pages below a measure's."""

    of: Kind
    shown: MeasureShown

    @property
    def caption(self) -> str:
        return f"{self.shown.figures.measure.title}, {self.of.subject}"

    @cached_property
    def title(self) -> str:
        """The finding, where there is one; else what the page is about."""
        shown = self.shown
        match self.of.template:
            case "wards" if shown.wards_chart:
                return shown.wards_chart.title
            case "localities" if shown.localities_chart:
                return shown.localities_chart.title
            case "types" if shown.types and shown.types[0].chart:
                return shown.types[0].chart.title
            case "history":
                return shown.years_chart.title
        return f"{shown.title}: {self.of.subject}"

    @cached_property
    def told(self) -> tuple[Sentence, ...]:
        """What the figures say of the page's subject, what matters most first."""
        shown = self.shown
        match self.of.template:
            case "wards":
                return told_of_places(shown.figures, shown.evidence_but_types)
            case "localities":
                return told_of_localities(shown.figures, shown.evidence_but_types)
            case "types":
                return told_of_types(shown.figures, shown.evidence, area=shown.area)
            case "history":
                return told_of_years(shown.figures, shown.evidence_but_types, area=shown.area)
        return ()

    @property
    def provenance(self) -> Provenance:
        """The rows of all that is shown."""
        return self.shown.figures.provenance(self.shown.told, area=self.shown.area)

    @property
    def when(self) -> str:
        """Which two are compared."""
        return narrative.against(self.shown.headline_comparison)

    @property
    def heads(self) -> tuple[str, str]:
        """The headings of the two counts of a table."""
        first = self.shown.headline_comparison
        return narrative.capital(first.period.label), narrative.capital(first.then_label)

    @cached_property
    def by_type(self) -> tuple[TypeTable, ...]:
        """Each breakdown with its chart and the rows of its table."""
        shown = self.shown
        return tuple(
            TypeTable(
                of_type,
                (of_type.breakdown.dimension.title, *self.heads),
                tuple(
                    of_category(shown.figures, row, area=shown.area, links=of_type.links)
                    for row in of_type.rows
                ),
            )
            for of_type in shown.types
        )

    @cached_property
    def compared(self) -> tuple[ComparedRow, ...]:
        """Every comparison, each with its reason where it is not made."""
        shown = self.shown
        return reasons_once(
            of_comparison(shown.figures, each, area=shown.area) for each in shown.comparisons
        )

    @cached_property
    def by_locality(self) -> tuple[ComparedRow, ...]:
        return tuple(of_place(self.shown.figures, row) for row in self.shown.locality_rows)

    @property
    def locality_heads(self) -> tuple[str, str, str]:
        return "Locality", *self.heads

    @property
    def rate_heading(self) -> str:
        return narrative.rate_in_short(self.shown.told)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """What the page of how we know folds away."""
        shown = self.shown
        verdicts = shown.about_verdicts if shown.what_verdicts_mean else ()
        every = (
            Known("verdicts", shown.what_verdicts_mean, verdicts),
            Known("caveats", "What to bear in mind", shown.caveats),
            Known("recorded", "Changes of recording practice", shown.recorded),
            Known("months", "How months are judged", shown.about_months),
            Known("residents", "Residents", shown.about_residents),
        )
        return tuple(known for known in every if known.sentences)

    @property
    def no_types(self) -> str:
        return f"{self.shown.figures.source.title} has no types of this measure for this place."

    @property
    def no_localities(self) -> str:
        return f"{self.shown.figures.source.title} has no localities of this measure here."

    @property
    def tables(self) -> tuple[Table, ...]:
        return take_away.every_table(self.shown)

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """What is selected but the day, as names and values of an address."""
        return tuple(parse_qsl(self.shown.selection.but(as_at="", sort="").query))
