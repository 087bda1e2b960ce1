"""Figures with the released tables that they were read from, for queries that read further."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from partnership.places.geography import Geography
from reporting.analysis.figures import Figures
from returns.disclosure.released import Released, RevisedCell

T = TypeVar("T")

# A reading may be kept for hours, and is asked about as many periods and places as it has.
_MOST_MADE = 24


@dataclass(frozen=True)
class Reading:
    """The figures of one measure, and what breakdowns and the rows behind them are read from.

    `made` has what was last made of it; a reading that is replaced starts with none.
    """

    figures: Figures
    tables: Released
    geography: Geography
    revised: tuple[RevisedCell, ...] = ()
    made: OrderedDict[Hashable, Any] = field(
        init=False, default_factory=OrderedDict, compare=False, repr=False
    )

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gave for `key` before, or gives now. Nobody may change it."""
        try:
            return cast(T, self.made[key])
        except KeyError:
            made = self.made[key] = make()
        while len(self.made) > _MOST_MADE:
            self.made.popitem(last=False)
        return made
