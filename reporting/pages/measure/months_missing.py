"""Which months have not been supplied, in a sentence for each source."""

from __future__ import annotations

from collections.abc import Iterable

from measures.periods import Period
from reporting import narrative
from reporting.analysis.figures import Figures


def missing(figures: Iterable[Figures], *, with_reach: bool = True) -> tuple[str, ...]:
    """What has not been supplied, up to the last month that was: a sentence for each source.

    With `with_reach` also how far the figures reach, where nobody says what is asked for next.
    """
    said = []
    for one in figures:
        if not one.months_supplied:
            said.append(narrative.nothing_supplied(one))
            continue
        held = Period.spanning(min(one.months_supplied), max(one.months_supplied))
        gaps = [month for month in held.each_month if month not in one.months_supplied]
        said += [narrative.months_missing(one, gaps)] if gaps else []
        said += [narrative.supplied_to(one, held.last)] if with_reach else []
    return tuple(said)
