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
        spans = tuple(periods)
        return any(span.start < self.first for span in spans) and any(
            self.first <= span.last for span in spans
        )


def of_measure(
    every: Iterable[RecordingChanged], dataset: Dataset, measure: str
) -> tuple[RecordingChanged, ...]:
    """Those of `every` that touch a measure of `dataset`, in the order given."""
    return tuple(
        change
        for change in every
        if change.dataset == dataset.slug and change.measure in {"", measure}
    )
