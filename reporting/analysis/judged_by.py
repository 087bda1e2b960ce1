"""What changes of one measure are judged by, remembered: a page asks for the same many times."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from measures.change import NotJudged
from measures.periods import Month, Period
from measures.seasonal_fit import Fit, Window
from measures.usual_change import Basis
from reporting.analysis.places import PlaceKind

if TYPE_CHECKING:
    from reporting.analysis.scatter import History, SpansInARow


@dataclass(frozen=True)
class JudgedBy:
    """Bases by the place and the later period; the scatter of all places of a kind together.

    `fits` are those of the places of a set, which are made all at once; `rows` by the
    last month and how long their spans are, `histories` by the place too.
    """

    bases: dict[tuple[PlaceKind, str, Period], Basis | NotJudged] = field(default_factory=dict)
    pools: dict[tuple[PlaceKind, Window, Month], float | None] = field(default_factory=dict)
    fits: dict[tuple[Window, tuple[int, ...]], Fit] = field(default_factory=dict)
    histories: dict[tuple[Month, int, PlaceKind, str], History] = field(default_factory=dict)
    rows: dict[tuple[Month, int], SpansInARow] = field(default_factory=dict)
