"""How far chance alone could move a count, a rate, a share or a ratio; knows only numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp, inf, lgamma, log, log1p, sqrt
from statistics import NormalDist

# All intervals are 95%: this much is left out below, and as much above.
_TAIL = 0.025
_Z = NormalDist().inv_cdf(1 - _TAIL)

# The greatest power of e that is a number.
LARGEST_LOG = 700.0

# Byar's approximation is good from here on; Fingertips technical guidance, OHID.
_SMALLEST_FOR_BYAR = 10


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, in the unit of what it is an interval of. `high` may be infinite."""

    low: float
    high: float


def count_interval(count: int) -> Interval:
    """95% interval of the count that would be seen on average, taking it as Poisson.

    Exact below 10 and Byar's approximation from there, as in the Fingertips technical guidance
    and APHO Technical Briefing 3. ValueError for a count below zero.
    """
    if count < 0:
        raise ValueError(f"no interval for a count of {count}")
    if count < _SMALLEST_FOR_BYAR:
        return _exact_count_interval(count)
    above = count + 1
    return Interval(
        low=count * (1 - 1 / (9 * count) - _Z / (3 * sqrt(count))) ** 3,
        high=above * (1 - 1 / (9 * above) + _Z / (3 * sqrt(above))) ** 3,
    )


@cache
def _exact_count_interval(count: int) -> Interval:
    """The Poisson means at which `count` or more, and `count` or fewer, have a chance of 2.5%."""
    return Interval(
        low=_poisson_mean(count - 1, chance=1 - _TAIL) if count else 0.0,
        high=_poisson_mean(count, chance=_TAIL),
    )


def _poisson_mean(at_most: int, *, chance: float) -> float:
    """The mean at which a Poisson count is `at_most` with that chance, by bisection."""
    low, high = 0.0, 50.0
    while low < (middle := (low + high) / 2) < high:
        if _poisson_chance(at_most, mean=middle) > chance:
            low = middle
        else:
            high = middle
    return middle


def _poisson_chance(at_most: int, *, mean: float) -> float:
    term = chance = exp(-mean)
    for number in range(1, at_most + 1):
        term *= mean / number
        chance += term
    return chance


def rate_interval(count: int, population: int) -> Interval:
    """95% interval of the rate per 1,000: that of the count, over a population held as known.

    ValueError for a count below zero or a population that is not above zero.
    """
    if population <= 0:
        raise ValueError(f"no rate for a population of {population}")
    of_count = count_interval(count)
    return Interval(1000 * of_count.low / population, 1000 * of_count.high / population)


def ratio_interval(
    before: int, after: int, *, before_exposure: float = 1.0, after_exposure: float = 1.0
) -> Interval:
    """95% interval of how many times the rate of `before` that of `after` is.

    Exact, by condition on the sum: the Clopper-Pearson limits of `after` out of both together,
    as odds, over the odds of the exposures (months, years or people: any unit, the same for
    both). From zero to infinity where the counts say nothing. Sound to nine figures for counts
    up to a million. ValueError for a count below zero or an exposure that is not above zero.
    """
    _refuse_impossible(before, after, before_exposure, after_exposure)
    scale = before_exposure / after_exposure
    high_inverse = _lowest_odds(before, after)
    return Interval(
        low=_lowest_odds(after, before) * scale,
        high=scale / high_inverse if high_inverse else inf,
    )


# Each step of Halley's method cubes the miss, so after one this small the rest is rounding.
_NEAR = 1e-4


def _lowest_odds(successes: int, failures: int) -> float:
    """The odds at which so many successes or more have a chance of 2.5% (Clopper-Pearson).

    Halley's method on the logarithm of the chance, as a function of the logarithm of the odds:
    it is concave there, so no start can send the search astray. The start is that of AS 109
    (Cran, Martin and Thomas 1977), good enough for one or two steps.
    """
    if successes == 0:
        return 0.0
    a, b = float(successes), failures + 1.0
    log_odds = log(a / b) - 2 * _half_log_odds_below_mean(a, b)
    while True:
        chance, slope = _beta(a, b, log_odds=log_odds)
        miss = log(chance / _TAIL)
        steepness = slope / chance
        bend = (a - (a + b) / (1 + exp(-log_odds))) / steepness - 1
        step = miss / steepness / (1 - miss * bend / 2)
        log_odds -= step
        if abs(step * steepness) < _NEAR:
            return exp(log_odds)


def _half_log_odds_below_mean(a: float, b: float) -> float:
    h = 2 / (1 / (2 * a - 1) + 1 / (2 * b - 1))
    c = (_Z * _Z - 3) / 6
    return _Z * sqrt(c + h) / h - (1 / (2 * b - 1) - 1 / (2 * a - 1)) * (c + 5 / 6 - 2 / (3 * h))


def two_count_p(
    before: int, after: int, *, before_exposure: float = 1.0, after_exposure: float = 1.0
) -> float:
    """How often chance alone would part two counts of one and the same rate at least this far.

    The exact conditional test: `after` as a binomial share of both together, its smaller tail
    doubled and no more than 1 (Przyborowski and Wilenski 1940). It agrees with
    `ratio_interval`: below 0.05 exactly when that leaves out 1. ValueError for a count below
    zero or an exposure that is not above zero.
    """
    _refuse_impossible(before, after, before_exposure, after_exposure)
    if before == after == 0:
        return 1.0
    # The tail away from what is expected. Where the other is smaller, both are above a half.
    expected_log_odds = log(after_exposure / before_exposure)
    if after * before_exposure >= before * after_exposure:
        tail, _ = _beta(float(after), before + 1.0, log_odds=expected_log_odds)
    else:
        tail, _ = _beta(float(before), after + 1.0, log_odds=-expected_log_odds)
    return min(1.0, 2 * tail)


def widened(interval: Interval, *, about: float, factor: float) -> Interval:
    """An interval about a ratio or a rate, stretched by the root of a factor of its variance.

    On the scale of logarithms; an end that grows past all numbers is infinite.
    """
    root = sqrt(factor)
    return Interval(_stretched(interval.low, about, root), _stretched(interval.high, about, root))


def _stretched(end: float, about: float, root: float) -> float:
    if end in (0.0, inf):
        return end
    power = root * log(end / about)
    return about * exp(power) if power < LARGEST_LOG else inf


def widened_p(by_counts: float, factor: float) -> float:
    """A p-value of counts alone, its distance from none taken in so many times the variance."""
    distance = NormalDist().inv_cdf(max(by_counts, _LEAST_CHANCE) / 2) / sqrt(factor)
    return 2 * NormalDist().cdf(distance)


# Below this the normal quantile ends.
_LEAST_CHANCE = 1e-300


def student_p(t: float, *, freedom: int) -> float:
    """How often a Student's t with `freedom` degrees lies at least as far from zero as `t`.

    ValueError for less than one degree of freedom.
    """
    if freedom < 1:
        raise ValueError(f"no t with {freedom} degrees of freedom")
    if t == 0:
        return 1.0
    half, log_square = freedom / 2, 2 * log(abs(t))
    # Each side of a t of 1 is the incomplete beta function where its fraction settles.
    if abs(t) > 1:
        return _beta(half, 0.5, log_odds=log(freedom) - log_square)[0]
    return 1 - _beta(0.5, half, log_odds=log_square - log(freedom))[0]


def negative_binomial_tail(count: int, *, mean: float, size: float) -> float:
    """The chance of `count` or more about a mean, with the variance mean + mean²/size.

    The regularised incomplete beta function, from the side on which it settles. ValueError for a
    count below zero, or a mean or size that is not above zero.
    """
    if count < 0 or min(mean, size) <= 0:
        raise ValueError(f"no chance of {count} about a mean of {mean} and a size of {size}")
    if count == 0:
        return 1.0
    if count > mean:
        return _beta(float(count), size, log_odds=log(mean / size))[0]
    return 1 - _beta(size, float(count), log_odds=log(size / mean))[0]


@cache
def student_quantile(chance: float, *, freedom: int) -> float:
    """The t below which Student's t with `freedom` degrees lies with that `chance`, above a half.

    By bisection on `student_p`. ValueError for another chance or less than one degree of freedom.
    """
    if not 0.5 < chance < 1:
        raise ValueError(f"no quantile of {chance}")
    low, high = 0.0, 1.0
    while student_p(high, freedom=freedom) > 2 * (1 - chance):
        low, high = high, 2 * high
    while low < (middle := (low + high) / 2) < high:
        if student_p(middle, freedom=freedom) > 2 * (1 - chance):
            low = middle
        else:
            high = middle
    return middle


def _refuse_impossible(
    before: int, after: int, before_exposure: float, after_exposure: float
) -> None:
    if min(before, after) < 0:
        raise ValueError(f"no ratio for counts of {before} and {after}")
    if min(before_exposure, after_exposure) <= 0:
        raise ValueError(f"no ratio for exposures of {before_exposure} and {after_exposure}")


# The continued fraction stops when a step changes it by less than this part of it.
_SETTLED = 1e-13


def _beta(a: float, b: float, *, log_odds: float) -> tuple[float, float]:
    """The regularised incomplete beta function at these odds, and its slope along the log odds.

    It is the chance of `a` successes or more in `a + b - 1` trials. The continued fraction of
    Didonato and Morris (ACM TOMS 18, 1992, equation 9), by the modified method of Lentz. Meant
    for odds up to about a/b, where it takes a dozen steps for small counts and some hundreds
    for a million.
    """
    log_x = -log1p(exp(-log_odds)) if log_odds > 0 else log_odds - log1p(exp(log_odds))
    log_y = log_x - log_odds
    x, y = exp(log_x), exp(log_y)
    slope = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log_x + b * log_y)

    fraction = upper = a * (a * y - b * x + 1) / (a + 1)
    lower = 0.0
    n = 0
    while True:
        n += 1
        odd = a + 2 * n - 1
        numerator = (a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x / (odd * odd)
        denominator = (
            n + n * (b - n) * x / odd + (a + n) * (a * y - b * x + 1 + n * (1 + y)) / (odd + 2)
        )
        lower = 1 / (denominator + numerator * lower)
        upper = denominator + numerator / upper
        fraction *= upper * lower
        if abs(upper * lower - 1) < _SETTLED:
            return slope / fraction, slope


def wilson(successes: int, n: int) -> Interval:
    """95% interval of the share `successes` of `n`, from 0 to 1, by Wilson's score method.

    Wilson 1927, as in the Fingertips technical guidance. `n` is the number of known cases.
    ValueError where `n` is not above zero or `successes` not between 0 and `n`.
    """
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"no share for {successes} of {n}")
    return Interval(_wilson_low(successes, n), 1 - _wilson_low(n - successes, n))


def _wilson_low(successes: int, n: int) -> float:
    """The lower root, from the upper one and their product: so it is exact for none of `n`."""
    z_squared = _Z * _Z
    reach = _Z * sqrt(z_squared + 4 * successes * (n - successes) / n)
    return 2 * successes * successes / n / (2 * successes + z_squared + reach)
