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
    sentences = []
    for measure_figures in figures:
        if not measure_figures.months_supplied:
            sentences.append(narrative.nothing_supplied(measure_figures))
            continue
        span = Period.spanning(
            min(measure_figures.months_supplied), max(measure_figures.months_supplied)
        )
        gaps = [month for month in span.each_month if measure_figures.lacks(month)]
        sentences += [narrative.months_missing(measure_figures, gaps)] if gaps else []
        sentences += [narrative.supplied_to(measure_figures, span.last)] if with_reach else []
    return tuple(sentences)
