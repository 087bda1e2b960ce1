"""What the measures of a dataset share at one moment: supply, main sources, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from measures.periods import Period
from partnership.kept import Keeper, keeper
from partnership.models import Partnership
from partnership.places.geography import Geography, geography
from reporting.analysis.main_sources import opens_on
from reporting.analysis.places import Place
from reporting.queries.main_sources import asked_for, main_stretches
from reporting.queries.places import codes_of
from returns.catalogue.declarations import Dataset, Measure, Source
from returns.catalogue.definitions import Agreed, may_need_any
from returns.catalogue.main_sources import Chosen, Stretch
from returns.catalogue.recording import RecordingChanged
from returns.catalogue.supply import Supply
from returns.in_use.main_sources import chosen_sources
from returns.in_use.supply import supplies_of
from returns.models.definitions import agreed
from returns.models.recording import recording_changes


@dataclass(frozen=True)
class Asked:
    """Whose figures, at which moment (None for now), and by the wards of which day.

    `written_as_at` is the moment as addresses shall have it, `wards` a day or blank for today.
    """

    partnership: Partnership
    as_at: datetime | None = None
    written_as_at: str = ""
    wards: str = ""

    @property
    def key(self) -> tuple[int, datetime | None, str, str]:
        """What tells it from others in what is kept."""
        return self.partnership.pk, self.as_at, self.written_as_at, self.wards


@dataclass(frozen=True)
class Opened:
    """What every measure of a dataset shares: its supply, its main sources, the places.

    What is read from it is kept by `keeper`.
    """

    asked: Asked
    dataset: Dataset
    at: datetime
    supply: Mapping[str, Supply]
    chosen: Chosen
    places: Geography
    keeper: Keeper
    definitions: tuple[Agreed, ...] = ()
    recorded: tuple[RecordingChanged, ...] = ()
    shown_places: dict[str, tuple[Place, ...]] = field(default_factory=dict)  # by source

    @cached_property
    def code_of(self) -> Callable[[int], str]:
        """From the id of an area to the code that its figures are stored under."""
        return codes_of(self.places)

    def source_of(self, measure: Measure, asked: str | None, period: Period | None) -> Source:
        """The one asked for, or the main one of `period`."""
        if asked:
            return asked_for(self.dataset, measure, asked)
        main = main_stretches(self.dataset, measure, self.chosen, self.supply)
        return self.dataset.source(opens_on(main, period).source)

    def changing(self, measure: Measure) -> tuple[Stretch, ...]:
        """The stretches of the main sources of a measure; none where one is for all months."""
        main = main_stretches(self.dataset, measure, self.chosen, self.supply)
        return () if len(main) == 1 else main


def opened(datasets: Sequence[Dataset], asked: Asked) -> dict[str, Opened]:
    """What the measures of each dataset share, by its slug.

    Eight queries for all of them; one, while nothing has been written since the last time.
    """
    keeps = keeper()
    slugs = tuple(dataset.slug for dataset in datasets)
    return keeps.kept(("opened", asked.key, slugs), lambda: _opened(datasets, asked, keeps))


def _opened(datasets: Sequence[Dataset], asked: Asked, keeps: Keeper) -> dict[str, Opened]:
    partnership, at = asked.partnership, asked.as_at or timezone.now()
    slugs = [dataset.slug for dataset in datasets]
    on = date.fromisoformat(asked.wards) if asked.wards else None
    places = geography(partnership, on=on)
    supply = supplies_of(datasets, partnership=partnership, as_at=at)
    chosen = chosen_sources(partnership, at=at, of=slugs)
    needs_any = any(may_need_any(dataset) for dataset in datasets)
    definitions = agreed([partnership.pk]) if needs_any else ()
    recorded = recording_changes(partnership.pk, datasets=slugs)
    return {
        dataset.slug: Opened(
            asked=asked,
            dataset=dataset,
            at=at,
            supply=supply[dataset.slug],
            chosen=chosen.get(dataset.slug, {}),
            places=places,
            keeper=keeps,
            definitions=tuple(
                definition for definition in definitions if definition.dataset == dataset.slug
            ),
            recorded=recorded,
        )
        for dataset in datasets
    }
