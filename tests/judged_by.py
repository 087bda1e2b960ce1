"""What tests judge changes by where they are not about scatter."""

from __future__ import annotations

from measures.change import Better, Change
from measures.scatter import Scatter
from measures.usual_change import Basis

# As if each event came by itself, known from a very long history.
SINGLE_EVENTS = Basis(Scatter(1.0, 1_000_000))


def changed(before: int, after: int, *, better: Better = Better.LOWER) -> Change:
    """The change from one year to the next, of events that came by themselves."""
    return Change(before, after, better=better, months=12, basis=SINGLE_EVENTS)
