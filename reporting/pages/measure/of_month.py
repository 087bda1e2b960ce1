"""A count of a single month in the screen of its month."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.analysis.figures import Figures
from reporting.analysis.places import Place
from reporting.analysis.signals import NotScreened, Screened, ScreenedCount
from reporting.content.description import Sentence
from reporting.narrative import signals as signal_words


@dataclass(frozen=True)
class OfMonth:
    """The count of `figures` in `area`, or in the whole, among all that were screened."""

    screened: Screened
    figures: Figures
    area: Place | None

    @property
    def found(self) -> ScreenedCount | NotScreened:
        return self.screened.of(self.figures, self.area)

    @property
    def is_judged(self) -> bool:
        return isinstance(self.found, ScreenedCount)

    @property
    def stands_out(self) -> bool:
        found = self.found
        return isinstance(found, ScreenedCount) and self.screened.stands_out(found)

    @property
    def verdict(self) -> Sentence:
        return signal_words.month_verdict(self.screened, self.figures, self.area)

    @property
    def in_short(self) -> str:
        return signal_words.month_verdict_in_short(self.screened, self.figures, self.area)
