"""A scale of colours for numbers: up to five bands that end at round numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from measures.rates import round_half_up

# More bands of one colour than these cannot be told apart.
MOST_BANDS = 5
# A cut is at least so many times the one before.
_APART = 1.25
# Which of five shades stand for so many bands: as far apart as they can be.
_SHADES = {1: (1,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}


@dataclass(frozen=True)
class Scale:
    """`cuts` are the numbers between one band and the next, in rising order."""

    cuts: tuple[float, ...]

    @property
    def bands(self) -> tuple[int, ...]:
        """The shades of its bands, from 0, the lightest of five, to 4."""
        return _SHADES[len(self.cuts) + 1]

    def band(self, value: float) -> int:
        """The shade for a number; one that is equal to a cut belongs to the band above it."""
        return self.bands[bisect_right(self.cuts, value)]

    @property
    def cuts_written(self) -> tuple[str, ...]:
        return tuple(f"{cut:,.10g}" for cut in self.cuts)


def scale(values: Sequence[float]) -> Scale | None:
    """Bands of about as many of `values` each, cut at the nearest number with one digit."""
    if not values:
        return None
    ranked = sorted(values)
    wanted = (ranked[len(ranked) * part // MOST_BANDS] for part in range(1, MOST_BANDS))
    rounded = sorted({_round(value, no_more_than=ranked[-1]) for value in wanted})
    # A band that no number lies in would only take a shade from the others.
    cuts: list[float] = []
    for cut in rounded:
        below = [value for value in ranked if (not cuts or value >= cuts[-1]) and value < cut]
        is_apart = not cuts or cut >= _APART * cuts[-1]
        if below and is_apart and ranked[-1] >= cut:
            cuts.append(cut)
    return Scale(tuple(cuts))


def _round(value: float, *, no_more_than: float) -> float:
    """To one digit: 16.3 is 20, 58 is 60, 0.83 is 0.8; downwards where it would be too much."""
    if value <= 0:
        return 0.0
    power = 10.0 ** floor(log10(value))
    nearest = float(f"{int(round_half_up(value / power, 0)) * power:.10g}")
    return nearest if nearest <= no_more_than else float(f"{floor(value / power) * power:.10g}")
