"""Where a rate ranks among others, and whether a change differs from that of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from checks.sentences import changes, judging
from checks.sentences.chance import NORMAL, exact_p
from checks.sentences.facts import History, Where
from checks.sentences.spans import Span

_FEWEST = 3


@dataclass(frozen=True)
class Rated:
    """A count among so many residents, and by how much it varies more than single events."""

    count: int
    people: int
    factor: float | None


@dataclass(frozen=True)
class Ranked:
    """Its place from the highest among `of`, and between which it could lie; 0 where not known."""

    place: int
    of: int
    best: int = 0
    worst: int = 0
    equal: int = 0
    is_of_none: bool = False

    @property
    def is_any(self) -> bool:
        """Whether it could lie at any place, so that none may be told."""
        return self.of > 1 and (self.best, self.worst) == (1, self.of)


def factor_of(history: History, span: Span, place: Where) -> float | None:
    scatter, _ = history.scatter(span, place)
    return None if scatter is None else judging.factor(scatter, span.months)


def rank(own: Rated, others: Sequence[Rated]) -> Ranked:
    """Of one among others: those that are clearly higher come before it, clearly lower after."""
    higher = [each for each in others if each.count * own.people > own.count * each.people]
    lower = [each for each in others if each.count * own.people < own.count * each.people]
    place, of = 1 + len(higher), 1 + len(others)
    tied, is_of_none = len(others) - len(higher) - len(lower), not own.count
    if any(each.factor is None for each in (own, *others)):
        return Ranked(place, of, equal=tied, is_of_none=is_of_none)
    before = sum(are_apart(own, each) for each in higher)
    after = sum(are_apart(own, each) for each in lower)
    return Ranked(place, of, 1 + before, of - after, tied, is_of_none)


def are_apart(own: Rated, other: Rated) -> bool:
    """Whether two rates differ beyond the usual ups and downs of both."""
    if not own.count and not other.count:
        return False
    by_counts = exact_p(own.count, other.count, float(own.people), float(other.people))
    weights = [(max(each.count, 0.5), each.factor or 1.0) for each in (own, other)]
    factor = sum(by / count for count, by in weights) / sum(1 / count for count, _ in weights)
    distance = NORMAL.inv_cdf(max(by_counts, 1e-300) / 2) / sqrt(factor)
    return 2 * NORMAL.cdf(distance) < 0.05


def of_place(history: History, span: Span, place: Where) -> Ranked | None:
    """A ward among the wards, or a locality among the localities; town centres are left out."""
    rated: dict[str, Rated] = {}
    for each in history.of_kind(place.kind):
        if each.is_town_centre:
            continue
        count, people = history.count(span, each), history.residents(span, each)
        is_known = count is not None and count >= 0 and not history.is_made_up(span, each)
        if count is None or not is_known or not people:
            return None
        rated[each.code] = Rated(count, people, factor_of(history, span, each))
    if place.code not in rated or len(rated) < _FEWEST:
        return None
    own = rated.pop(place.code)
    return rank(own, list(rated.values()))


# --- Beside the rest --------------------------------------------------------------------------
@dataclass(frozen=True)
class Beside:
    """The change of the rest, in percent where there is one; whether the place's differs."""

    before: int
    after: float
    percent: float | None
    differs: bool | None


def beside_rest(
    history: History, place: Where, span: Span, base: tuple[Span, ...]
) -> Beside | None:
    """Step 9 of the method; None where one of the two can't be judged."""
    found = changes.changed(history, place, span, base)
    whole = history.together((span,), history.whole), history.together(base, history.whole)
    if found.factor is None or found.before is None or found.after is None or None in whole:
        return None
    before, after = (whole[1] or 0) - found.before, (whole[0] or 0) - found.after
    factor = _factor_of_rest(history, place, span, sum(each.months for each in base))
    if min(before, after) < 0 or factor is None:
        return None
    then = before / len(base)
    percent = 100 * (after / then - 1) if then >= changes.SMALLEST_FOR_PERCENT else None
    differs = judging.otherwise((found.before, found.after, found.factor), (before, after, factor))
    return Beside(before, after, percent, differs)


def _factor_of_rest(history: History, place: Where, span: Span, then: int) -> float | None:
    windows = [history.window(span.last, each) for each in (place, history.whole)]
    window = min(windows, key=len)
    source = history.of_its_source
    own, whole = source.months(window, place), source.months(window)
    if own is None or whole is None or len(window) < judging.FEWEST_MONTHS:
        return None
    rest = tuple(all_of_it - part for all_of_it, part in zip(whole, own, strict=True))
    if min(rest) < 0:
        return None
    scatter = history.scatter_of_rest(rest, window, span, place)
    return None if scatter is None else judging.factor(scatter, max(then, span.months))
