"""How everything is counted and compared: made from declarations and records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from measures.change import Better
from measures.periods import Period
from partnership.models import Partnership
from partnership.people.permissions import Permission, Viewer, check
from reporting import narrative
from reporting.analysis.figures import Figures
from reporting.content.description import Table
from reporting.narrative import signals as signal_words
from reporting.narrative.formulas import FORMULAS, REVISIONS, Formula
from reporting.pages.methods import verdict_rates
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.published import PublishedDataset
from returns.catalogue.recording import RecordingChanged, of_measure
from returns.catalogue.registry import datasets
from returns.disclosure import words as disclosure_words
from returns.disclosure.released import disclosure
from returns.lifecycle.queries import disclosure_rules
from returns.models.recording import recording_changes

if TYPE_CHECKING:
    from returns.models.released import DisclosureRule

# Those that the partnership has recorded, by dataset and source.
Rules: TypeAlias = "Mapping[tuple[str, str], DisclosureRule]"

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
class OfSource:
    """A source, the disclosure rule in force and, on a measure's page, what it adds up of it."""

    source: Source
    rule: tuple[str, ...]
    adds_up: tuple[str, ...] = ()


@dataclass(frozen=True)
class OfDataset:
    """A dataset with its sources and the changes that touch any of its measures."""

    dataset: Dataset
    sources: tuple[OfSource, ...]
    changes: tuple[Changed, ...]


@dataclass(frozen=True)
class OfPublished:
    """National figures with their sources."""

    dataset: PublishedDataset
    sources: tuple[OfSource, ...]


@dataclass(frozen=True)
class Methods:
    """What holds for all measures, and the datasets with theirs."""

    about: tuple[str, ...]
    verdicts: tuple[str, ...]
    changes_found: Table
    formulas: tuple[Formula, ...]
    rules: tuple[str, ...]
    revisions: tuple[str, ...]
    datasets: tuple[OfDataset, ...]
    published: tuple[OfPublished, ...]


def methods(partnership: Partnership, *, viewer: Viewer) -> Methods:
    """The page for all of them; two queries: recording practice and disclosure rules."""
    check(viewer, Permission.VIEW_FIGURES, partnership=partnership)
    recorded = recording_changes(partnership.pk)
    rules = disclosure_rules(partnership, viewer=viewer)
    return Methods(
        about=narrative.METHODS,
        verdicts=verdict_rates.MEANING,
        changes_found=verdict_rates.POWER,
        formulas=FORMULAS,
        rules=(*signal_words.rules(), *signal_words.screening_rule()),
        revisions=REVISIONS,
        datasets=tuple(
            OfDataset(
                dataset,
                tuple(
                    OfSource(source, _rule(dataset, source, rules)) for source in dataset.sources
                ),
                _changes(each for each in recorded if each.dataset == dataset.slug),
            )
            for dataset in all_datasets()
        ),
        published=tuple(_of_published(published) for published in datasets.published),
    )


def _of_published(dataset: PublishedDataset) -> OfPublished:
    return OfPublished(
        dataset,
        tuple(OfSource(source, (disclosure_words.no_rule(source),)) for source in dataset.sources),
    )


def _rule(dataset: Dataset, source: Source, rules: Rules) -> tuple[str, ...]:
    """The rule in force: the partnership's own and who answers for it, or that of the source."""
    recorded = rules.get((dataset.slug, source.slug))
    if recorded is None:
        return disclosure_words.in_force(source.rule, dataset=dataset, source=source)
    sentences = disclosure_words.in_force(disclosure(recorded), dataset=dataset, source=source)
    return (*sentences, disclosure_words.answered_for(recorded))


def _changes(recorded: Iterable[RecordingChanged]) -> tuple[Changed, ...]:
    return tuple(Changed(narrative.recording_change(change), change.link) for change in recorded)


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
    rules = disclosure_rules(partnership, viewer=viewer)
    season = (measure.seasonal,) if measure.seasonal else ()
    return OfMeasure(
        dataset=dataset,
        measure=measure,
        counts=f"{narrative.capital(measure.noun.plural)} {measure.noun.verb}",
        better=_BETTER[measure.better],
        sources=tuple(_of_source(dataset, measure, source, rules) for source in dataset.sources),
        caveats=(*season, *measure.caveats, *dataset.caveats),
        changes=_changes(of_measure(figures.recorded, dataset, measure.slug)),
        breaks=_breaks(figures, periods),
        counted_under=narrative.counted_under(figures, periods),
        reach=f"{narrative.reach(figures)} {narrative.main_sources(figures)}".rstrip(),
        formulas=FORMULAS,
        revisions=REVISIONS,
    )


def _of_source(dataset: Dataset, measure: Measure, source: Source, rules: Rules) -> OfSource:
    return OfSource(
        source, _rule(dataset, source, rules), adds_up=_adds_up(dataset, measure, source)
    )


def _adds_up(dataset: Dataset, measure: Measure, source: Source) -> tuple[str, ...]:
    """Which categories of the source the measure is."""
    wanted = measure.categories.get(source.slug)
    if wanted is None:
        return (narrative.NOT_IN_THIS_SOURCE,)
    if not wanted:
        return (narrative.EVERYTHING_IN_IT,)
    titles = {dimension.field: dimension.title for dimension in dataset.dimensions}
    return tuple(
        f"{titles[dimension]}: {', '.join(_labels(source, dimension, slugs))}"
        for dimension, slugs in wanted.items()
    )


def _labels(source: Source, dimension: str, slugs: Sequence[str]) -> list[str]:
    labels = {category.slug: category.label for category in source.categories[dimension]}
    return [labels[slug] for slug in slugs]


def _breaks(figures: Figures, periods: Sequence[Period]) -> tuple[str, ...]:
    wards = (narrative.WARDS_BREAK,) if figures.wards_differ(periods) else ()
    return (*narrative.break_in_years(figures, periods), *wards)
