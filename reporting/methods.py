"""How everything is counted and compared: made from declarations and records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.change import Better
from measures.periods import Period
from partnership.models import Partnership
from partnership.permissions import Permission, Viewer, check
from reporting import narrative, queries, signal_words
from reporting.figures import Figures
from reporting.narrative.formulas import FORMULAS, REVISIONS, Formula
from returns.declarations import Dataset, Measure, Source
from returns.published import PublishedDataset
from returns.recording import RecordingChanged, of_measure, recording_changes
from returns.registry import datasets

_BETTER = {
    Better.LOWER: "Fewer is taken to be better.",
    Better.HIGHER: "More is taken to be better.",
    Better.NEITHER: "Neither more nor fewer is taken to be better.",
}


@dataclass(frozen=True)
class Changed:
    """A change of recording practice in words, with the address of who says so."""

    sentence: str
    link: str


@dataclass(frozen=True)
class OfDataset:
    """A dataset with the changes that touch any of its measures."""

    dataset: Dataset
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class Methods:
    """What holds for all measures, and the datasets with theirs."""

    about: tuple[str, ...]
    formulas: tuple[Formula, ...]
    rules: tuple[str, ...]
    revisions: tuple[str, ...]
    datasets: tuple[OfDataset, ...]
    published: tuple[PublishedDataset, ...]


def methods(partnership: Partnership, *, viewer: Viewer) -> Methods:
    """The page for all of them; one query, for the changes of recording practice."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    recorded = recording_changes(partnership.pk)
    return Methods(
        about=narrative.METHODS,
        formulas=FORMULAS,
        rules=(*signal_words.rules(), *signal_words.screening_rule()),
        revisions=REVISIONS,
        datasets=tuple(
            OfDataset(one, _changes(each for each in recorded if each.dataset == one.slug))
            for one in queries.all_datasets()
        ),
        published=tuple(datasets.published),
    )


def _changes(recorded: Iterable[RecordingChanged]) -> tuple[Changed, ...]:
    return tuple(Changed(narrative.recording_change(one), one.link) for one in recorded)


@dataclass(frozen=True)
class OfSource:
    """What a measure is in one of its sources: which categories it adds up."""

    source: Source
    adds_up: tuple[str, ...]


@dataclass(frozen=True)
class OfMeasure:
    """Everything that one measure rests on."""

    dataset: Dataset
    measure: Measure
    counts: str
    better: str
    sources: tuple[OfSource, ...]
    caveats: tuple[str, ...]
    changes: tuple[Changed, ...]
    breaks: tuple[str, ...]
    counted_under: tuple[str, ...]
    reach: str
    formulas: tuple[Formula, ...]
    revisions: tuple[str, ...]


def of_one(partnership: Partnership, measure_id: str, *, viewer: Viewer) -> OfMeasure:
    """The page of one measure. NoSuch where there is none; queries as `queries.figures`."""
    figures = queries.figures(measure_id, partnership=partnership, viewer=viewer)
    dataset, measure = figures.dataset, figures.measure
    periods = [Period.year(year) for year in figures.years]
    season = (measure.seasonal,) if measure.seasonal else ()
    return OfMeasure(
        dataset=dataset,
        measure=measure,
        counts=f"{narrative.capital(measure.noun.plural)} {measure.noun.verb}",
        better=_BETTER[measure.better],
        sources=tuple(_of_source(dataset, measure, one) for one in dataset.sources),
        caveats=(*season, *measure.caveats, *dataset.caveats),
        changes=_changes(of_measure(figures.recorded, dataset, measure.slug)),
        breaks=_breaks(figures, periods),
        counted_under=narrative.counted_under(figures, periods),
        reach=narrative.reach(figures),
        formulas=FORMULAS,
        revisions=REVISIONS,
    )


def _of_source(dataset: Dataset, measure: Measure, source: Source) -> OfSource:
    wanted = measure.categories.get(source.slug)
    if wanted is None:
        return OfSource(source, (narrative.NOT_IN_THIS_SOURCE,))
    if not wanted:
        return OfSource(source, (narrative.EVERYTHING_IN_IT,))
    titles = {dimension.field: dimension.title for dimension in dataset.dimensions}
    return OfSource(
        source,
        tuple(
            f"{titles[dimension]}: {', '.join(_labels(source, dimension, slugs))}."
            for dimension, slugs in wanted.items()
        ),
    )


def _labels(source: Source, dimension: str, slugs: Sequence[str]) -> list[str]:
    labels = {one.slug: one.label for one in source.categories[dimension]}
    return [labels[slug] for slug in slugs]


def _breaks(figures: Figures, periods: Sequence[Period]) -> tuple[str, ...]:
    wards = (narrative.WARDS_BREAK,) if figures.wards_differ(periods) else ()
    return (*narrative.break_in_years(figures, periods), *wards)
