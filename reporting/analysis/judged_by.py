"""What changes of one measure are judged by, remembered: a page asks for the same many times."""

from __future__ import annotations

from dataclasses import dataclass, field

from measures.change import NotJudged
from measures.periods import Month, Period
from measures.seasonal_fit import Window
from measures.usual_change import Basis
from reporting.analysis.places import PlaceKind


@dataclass(frozen=True)
class JudgedBy:
    """Bases by the place and the later period; the scatter of all places of a kind together."""

    bases: dict[tuple[PlaceKind, str, Period], Basis | NotJudged] = field(default_factory=dict)
    pools: dict[tuple[PlaceKind, Window, Month], float | None] = field(default_factory=dict)
