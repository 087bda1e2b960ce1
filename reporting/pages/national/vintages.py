"""Every figure of every publication behind one that is shown, as words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reporting.analysis.national import Published
from reporting.content.description import (
    Cell,
    Style,
)
from reporting.narrative import national as words
from returns.catalogue.published import When
from returns.catalogue.vintages import Vintage, used


@dataclass(frozen=True)
class VintageLine:
    """One figure of one publication, as words; `link` is the page outside, or blank."""

    of: str
    when: str
    figure: Cell
    standing: str
    publication: str
    table: str
    said_on: str
    link: str
    note: str
    vintage: Vintage


def vintage_lines(
    found: Published, when: When, *, breakdown: str = "", category: str = ""
) -> Iterable[VintageLine]:
    """The vintages of one figure; without a category, of the whole and of every category."""
    for (series, of, of_category, at, is_share), vintages in sorted(
        found.by_key.items(), key=_in_order
    ):
        wanted = {found.series.slug, found.measure.of} - {""}
        if series not in wanted or at != when:
            continue
        if category and (of, of_category) != (breakdown, category):
            continue
        if (found.measure.of and of) or (of and of not in found.measure.breakdowns):
            continue
        if found.is_share and not found.measure.of and not of:
            continue
        now = used(vintages)
        title = found.dataset.one_series(series).title
        label = words.of_what(found, of, of_category, at).partition(", ")[2]
        for vintage in vintages:
            yield VintageLine(
                of=", ".join(filter(None, (title, label))),
                when=at.label,
                figure=Cell(vintage.value, Style.SHARE if is_share else Style.COUNT),
                standing=words.standing(vintage, now),
                publication=vintage.publication,
                table=vintage.table,
                said_on=words.dates_of(vintage),
                link=vintage.link,
                note=vintage.note,
                vintage=vintage,
            )


def _in_order(pair: tuple[tuple[str, str, str, When, bool], Any]) -> tuple[Any, ...]:
    series, breakdown, category, when, is_share = pair[0]
    return (series, breakdown, category, when.first_day, is_share)
