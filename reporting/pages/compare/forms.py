"""The fields from which what is compared is picked, each with what is chosen now; knows no form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.analysis.pairs import Side
from reporting.analysis.places import Place, PlaceKind
from reporting.pages.compare.asked import SideAsked
from reporting.pages.measure.choices import Choice, Group, Option, periods
from reporting.queries.measures import all_datasets


@dataclass(frozen=True)
class SideForm:
    """The fields of one side, each with what is chosen now."""

    name: str
    title: str
    side: Side
    asked: SideAsked

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        figures = self.side.figures
        return (
            Choice("measure", "Measure", tuple(self._measures())),
            Choice("area", "Place", tuple(self._areas(figures))),
            Choice("period", "Period", tuple(periods(figures, self.side.period))),
            Choice("source", "Source", tuple(self._sources(figures))),
        )

    def _measures(self) -> Iterator[Group]:
        chosen = self.side.figures.measure_id
        for dataset in all_datasets():
            ids = ((f"{dataset.app}/{measure.slug}", measure.title) for measure in dataset.measures)
            yield Group(dataset.title, tuple(Option(to, title, to == chosen) for to, title in ids))

    def _areas(self, figures: Figures) -> Iterator[Group]:
        chosen = self.side.place
        whole = chosen.kind is PlaceKind.WHOLE
        yield Group("", (Option("", narrative.all_of(figures), whole),))
        for label, places in (("Localities", figures.localities), ("Wards", figures.wards)):
            options = tuple(Option(place.code, place.name, place == chosen) for place in places)
            if options:
                yield Group(label, options)

    def _sources(self, figures: Figures) -> Iterator[Group]:
        yield Group("", (Option("", "The main source", not self.asked.source),))
        for dataset in all_datasets():
            options = (
                Option(
                    source.slug, source.title, self._is_chosen(figures, dataset.slug, source.slug)
                )
                for source in dataset.sources
            )
            yield Group(dataset.title, tuple(options))

    def _is_chosen(self, figures: Figures, dataset: str, source: str) -> bool:
        is_shown = (dataset, source) == self.side.series
        return bool(self.asked.source) and is_shown and figures.source.slug == source


@dataclass(frozen=True)
class EmptyForm:
    """The fields of a further figure, of which nothing is chosen yet: a place is enough."""

    name: str
    title: str
    first: Side

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        figures, as_first = self.first.figures, Group("", (Option("", AS_THE_FIRST, True),))
        places = (("Localities", figures.localities), ("Wards", figures.wards))
        return (
            Choice("measure", "Measure", (as_first, *_measures())),
            Choice(
                "area",
                "Place",
                (
                    Group("", (Option("", NONE, True), _whole(figures))),
                    *(_group(label, of) for label, of in places if of),
                ),
            ),
            Choice(
                "period", "Period", (as_first, *_none_chosen(periods(figures, self.first.period)))
            ),
        )


AS_THE_FIRST, NONE = "As the first", "None"


def _measures() -> Iterator[Group]:
    for dataset in all_datasets():
        ids = ((f"{dataset.app}/{measure.slug}", measure.title) for measure in dataset.measures)
        yield Group(dataset.title, tuple(Option(to, title) for to, title in ids))


def _none_chosen(groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        options = (replace(option, is_chosen=False) for option in group.options)
        yield replace(group, options=tuple(options))


def _whole(figures: Figures) -> Option:
    """The whole by its name: a blank is no further figure at all."""
    return Option(figures.partnership, narrative.all_of(figures))


def _group(label: str, places: Iterable[Place]) -> Group:
    return Group(label, tuple(Option(place.code, place.name) for place in places))
