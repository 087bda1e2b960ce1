"""What pages of national figures say."""

from __future__ import annotations

import random
from collections.abc import Iterator

from checks.sentences import stored
from checks.sentences.facts import Noun, Published
from checks.sentences.pages import AskedOf, Page, Said
from csp_portal.sentences.drawing import Held, Store
from csp_portal.sentences.measure_pages import said
from partnership.people.permissions import AS_COUNCILLOR
from reporting.pages.national.page import PublishedShown
from reporting.queries.national import published
from returns.catalogue.published import PublishedDataset, PublishedMeasure, Unit, When
from returns.catalogue.registry import datasets


def of_the_nation(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """A national measure for a drawn year or day."""
    dataset = chance.choice(list(datasets.published))
    measure = chance.choice(dataset.published_measures)
    measure_id = f"{dataset.app}/{measure.slug}"
    found = published(measure_id, partnership=held.partnership, viewer=AS_COUNCILLOR)
    if not found.whens:
        return
    when = chance.choice(found.whens)
    shown = PublishedShown(found, when)
    asked = AskedOf(_facts(dataset, measure, when), when.label)
    texts: list[Said] = []
    for slot in ("title", "headline", "verdict", "findings", "cautions", "national"):
        texts += said(f"{slot} of the nation", getattr(shown, slot), asked)
    address = f"/{held.partnership.slug}/{measure_id}/?period={when.code}"
    yield Page("national", address, tuple(texts))


def _facts(dataset: PublishedDataset, measure: PublishedMeasure, when: When) -> Published:
    series = dataset.one_series(measure.series)
    return Published(
        title=measure.title,
        noun=Noun(measure.noun.singular, measure.noun.plural, measure.noun.verb),
        series=measure.series,
        extent=series.extent,
        share_of=measure.share_of,
        of=measure.of,
        is_share=measure.unit is Unit.PERCENT,
        figures=stored.published(dataset.fact._meta.db_table),  # noqa: SLF001 - Django's way
        lists={
            breakdown: {category.slug: category.label for category in dated.categories}
            for breakdown in measure.breakdowns
            if (dated := series.list_for(breakdown, when))
        },
    )
