"""Counts for each resident or month, and the rounding of what is shown; knows only numbers."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def per_thousand(count: int, population: int) -> float:
    """The count for every 1,000 residents. ValueError when the population is not above zero."""
    if population <= 0:
        raise ValueError(f"no rate for a population of {population}")
    return 1000 * count / population


def annualised_per_thousand(count: int, population: int, *, months: int) -> float:
    """The rate that a whole year at the same pace would have: four times that of a quarter.

    ValueError when the population or the months are not above zero.
    """
    return per_thousand(count, population) * monthly_average(12, months)


def monthly_average(count: int, months: int) -> float:
    """The count for each of so many months. ValueError when there are none."""
    if months <= 0:
        raise ValueError(f"no average over {months} months")
    return count / months


def round_half_up(value: float, places: int) -> Decimal:
    """Rounded for display as people do it: halves away from zero, so 587.5 is 588.

    Python's `round` takes halves to the even neighbour (586.5 to 586), and takes 6.05 for the
    binary number just below it. So this rounds the shortest decimal that stands for `value`,
    which is the one a reader would check against. The Decimal keeps its places (6.0)
    and is never a negative zero, which would show a sign for nothing. `value` must be finite.
    """
    # float() first: the repr of a NumPy number is not a number.
    exact = Decimal(repr(float(value)))
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP) + 0
