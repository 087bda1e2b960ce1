"""A measure by ward: the map, my ward, one table with the rate of each as a dot; no medium."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from partnership.places.followed_wards import Followed
from partnership.places.ground import Ground
from reporting import narrative
from reporting.analysis.comparisons import PlaceRow
from reporting.analysis.places import PlaceKind
from reporting.charts import dots as dot_charts
from reporting.charts import tables
from reporting.charts.compared_rows import ComparedRow, of_place
from reporting.charts.dots import Dots
from reporting.charts.maps import Colouring, Form, WardMap, ward_map
from reporting.charts.tables import Sort, sorted_by
from reporting.content.description import Table
from reporting.narrative import levels
from reporting.narrative import maps as map_words
from reporting.pages.measure.choices import Choice, Group, Option
from reporting.pages.measure.page import MeasureShown


@dataclass(frozen=True)
class WardsPage:
    """What the page of a measure's wards shows; `mine` is the reader's own ward, where chosen."""

    shown: MeasureShown
    ground: Ground
    colouring: Colouring
    sort: Sort
    mine: Followed | None

    @cached_property
    def map(self) -> WardMap | None:
        if not self._listed:
            return None
        return ward_map(
            self.shown.figures,
            self._listed,
            self.ground,
            colouring=self.colouring,
            form=Form.OUTLINES,
            mine=self.my_code,
        )

    @property
    def _listed(self) -> tuple[PlaceRow, ...]:
        return self.shown.ward_rows

    @cached_property
    def rows(self) -> tuple[ComparedRow, ...]:
        return tuple(
            of_place(self.shown.figures, row) for row in sorted_by(self._listed, self.sort)
        )

    @property
    def heads(self) -> tuple[str, str, str]:
        first = self.shown.headline_comparison
        return "Ward", narrative.capital(first.period.label), narrative.capital(first.then_label)

    @cached_property
    def dots(self) -> Dots | None:
        """Their rates as dots; None of made-up wards, of which no rank is shown."""
        figures, told = self.shown.figures, self.shown.told
        if figures.is_made_up(told):
            return None
        places = [row.place for row in self._listed if row.place.kind is PlaceKind.WARD]
        return dot_charts.of_rates(figures, places, told, mine=self.my_code)

    @property
    def my_code(self) -> str:
        return self.mine.code if self.mine else ""

    @cached_property
    def mine_shown(self) -> MeasureShown | None:
        """The measure in the reader's own ward, for the same periods."""
        place = next((row.place for row in self._listed if row.place.code == self.my_code), None)
        return replace(self.shown, area=place, breakdowns=()) if place else None

    @property
    def about_dots(self) -> str:
        return levels.ABOUT_DOTS

    @property
    def rate_heading(self) -> str:
        return narrative.rate_in_short(self.shown.told)

    @property
    def my_row(self) -> ComparedRow | None:
        return next((row for row in self.rows if row.key == self.my_code), None)

    @cached_property
    def table(self) -> Table | None:
        """The same rows as a described table; its notes stand below, but for those of the map."""
        made = tables.places(self.shown.figures, self._listed)
        above = self.map.notes if self.map else ()
        if made is None:
            return None
        return replace(made, notes=tuple(note for note in made.notes if note not in above))

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What the map and the order of the table show."""
        colours = tuple(
            Option(value, label, value == self.colouring.value)
            for value, label in map_words.COLOURINGS.items()
        )
        orders = tuple(
            Option(sort.value, sort.label.capitalize(), sort is self.sort) for sort in Sort
        )
        return (
            Choice("colour", "Show", (Group("", colours),)),
            Choice("sort", "Order", (Group("", orders),)),
        )


def read_colouring(query: Mapping[str, str]) -> Colouring:
    """The colouring that a query string names; by rate for anything else."""
    return Colouring.CHANGE if query.get("colour") == Colouring.CHANGE.value else Colouring.RATE


def read_sort(query: Mapping[str, str]) -> Sort:
    """The order that a query string names; by rate, the highest first, for anything else."""
    return Sort.read(query["sort"]) if query.get("sort") else Sort.RATE
