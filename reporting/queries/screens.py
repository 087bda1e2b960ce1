"""The screen of a month over every measure of a partnership, worked out once for who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from measures.periods import Month, Period
from partnership.models import Partnership
from partnership.people.permissions import Viewer
from reporting.analysis.figures import Figures
from reporting.analysis.main_sources import is_shown_for
from reporting.analysis.signals import Screened, of_one_source, screen
from reporting.queries import figures as queries
from reporting.queries.measures import all_datasets

_Read = tuple[Figures, ...]


@dataclass(frozen=True)
class Screens:
    """Screens of months as a viewer sees them; the moment and the wards as in `queries.reading`.

    A count is always judged among the same others, so that it has one verdict: among the main
    sources of its month; or, where its own is not the main one, among what else that one tells of.
    """

    partnership: Partnership
    viewer: Viewer
    at: datetime | None = None
    written_as_at: str = ""
    wards: str = ""
    _read: dict[tuple[Month | None, str], _Read] = field(default_factory=dict, repr=False)
    _made: dict[tuple[Month, str], Screened] = field(default_factory=dict, repr=False)

    def having(self, figures: Figures, month: Month) -> Screened:
        """The screen of `month` in which these figures are judged."""
        main = self.of(month)
        return main if main.has(figures) else self.of(month, source=figures.source.slug)

    def of(self, month: Month, *, source: str = "") -> Screened:
        """The screen of the main sources of `month`, or of what one `source` tells of it."""
        if (month, source) not in self._made:
            made = self._of_source(month, source) if source else screen(self.every(month), month)
            self._made[month, source] = made
        return self._made[month, source]

    def _of_source(self, month: Month, source: str) -> Screened:
        main = self.of(month)
        others = [own for own in self.every(month, source=source) if not main.has(own)]
        return of_one_source(main, screen(others, month), source=source)

    def every(self, month: Month | None = None, *, source: str = "") -> _Read:
        """Every measure, from the main source of `month` or of the newest, or from `source`."""
        for known in ((month, source), (None, source)):
            read = self._read.get(known)
            if read and (month is None or _are_shown_for(read, month)):
                return read
        self._read[month, source] = tuple(
            queries.every_measure(
                all_datasets(),
                partnership=self.partnership,
                viewer=self.viewer,
                source=source or None,
                period=Period(month, 1) if month else None,
                as_at=self.at,
                written_as_at=self.written_as_at,
                wards=self.wards,
            )
        )
        return self._read[month, source]


def _are_shown_for(every: _Read, month: Month) -> bool:
    return all(is_shown_for(figures, Period(month, 1)) for figures in every)
