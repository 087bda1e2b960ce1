"""What pages of national figures say."""

from __future__ import annotations

import random
from collections.abc import Iterator

from checks.sentences import stored
from checks.sentences.facts import Noun, Published
from checks.sentences.pages import AskedHere, AskedOf, Page, Said
from csp_portal.sentences.drawing import Held, Store
from csp_portal.sentences.measure_pages import said
from partnership import clock
from partnership.models import Partnership
from partnership.people.permissions import AS_COUNCILLOR
from reporting.narrative import national as words
from reporting.pages.national.done_here import done_here
from reporting.pages.national.main_page import NationalPage
from reporting.pages.national.page import PublishedShown
from reporting.queries.national import published
from returns.catalogue.published import PublishedDataset, PublishedMeasure, Unit, When
from returns.catalogue.registry import datasets


def of_the_nation(chance: random.Random, held: Held, store: Store) -> Iterator[Page]:
    """The page of all national measures of a dataset, and one of them for a drawn year or day."""
    dataset = chance.choice(list(datasets.published))
    yield _index(dataset, held.partnership)
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
    texts += _of_the_page(NationalPage(shown), asked)
    address = f"/{held.partnership.slug}/{measure_id}/?period={when.code}"
    yield Page("national", address, tuple(texts))


def _of_the_page(page: NationalPage, asked: AskedOf) -> Iterator[Said]:
    """What the page says otherwise than slides and packs do: the pictures' titles, too."""
    if page.shares_of:
        yield from said("headline of the page", (page.headline, page.shares_of), asked)
    for part in page.parts:
        if part.chart:
            yield from said("title of a breakdown", part.chart.title, asked)
    if page.shown.years_chart:
        yield from said("title of the years", page.shown.years_chart.title, asked)
    first = page.shown.comparisons[0]
    fact = words.fact(page.shown.found, page.shown.when, first)
    if page.compared and fact:
        yield Said("in short", fact.text, asked)


def _index(dataset: PublishedDataset, partnership: Partnership) -> Page:
    """What was done here; what it says of the nation each measure's page says too."""
    told = done_here(dataset.app, partnership, viewer=AS_COUNCILLOR)
    row = stored.done_in_newest_year(partnership.slug, clock.today())
    asked = AskedHere(*row) if row else AskedHere(0, 0, 0, 0)
    texts = (found for done in told for found in said("done here", done.sentences, asked))
    return Page("national index", f"/{partnership.slug}/{dataset.app}/", tuple(texts))


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
