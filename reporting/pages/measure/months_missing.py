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
    for item in figures:
        if not item.months_supplied:
            said.append(narrative.nothing_supplied(item))
            continue
        held = Period.spanning(min(item.months_supplied), max(item.months_supplied))
        gaps = [month for month in held.each_month if month not in item.months_supplied]
        said += [narrative.months_missing(item, gaps)] if gaps else []
        said += [narrative.supplied_to(item, held.last)] if with_reach else []
    return tuple(said)
