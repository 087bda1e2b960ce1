"""Changes of recording practice in memory: what they break, and between which months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from measures.periods import Month, Period

if TYPE_CHECKING:
    from returns.catalogue.declarations import Dataset


@dataclass(frozen=True)
class RecordingChanged:
    """One change of recording practice; see `returns.models.recording.RecordingChange`.

    `measure` is blank for every measure of the dataset. With `breaks_series` figures on either
    side are not comparable.
    """

    pk: int
    dataset: str
    measure: str
    since: date
    what: str
    breaks_series: bool
    reference: str
    link: str = ""

    @property
    def first(self) -> Month:
        """The first month of which any day was recorded in the new way."""
        return Month.containing(self.since)

    def lies_within(self, periods: Iterable[Period]) -> bool:
        """Whether some of the months of `periods` lie before it and others not."""
        held = tuple(periods)
        return any(item.start < self.first for item in held) and any(
            self.first <= item.last for item in held
        )


def of_measure(
    every: Iterable[RecordingChanged], dataset: Dataset, measure: str
) -> tuple[RecordingChanged, ...]:
    """Those of `every` that touch a measure of `dataset`, in the order given."""
    return tuple(
        item for item in every if item.dataset == dataset.slug and item.measure in {"", measure}
    )
