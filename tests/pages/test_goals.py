"""Pages are as short as people finish: each kind, every address of it, at a desk and on a phone.

With PAGES_TABLE naming a file, the greatest of each kind are added to it as rows of the table in
docs/pages.md.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import pytest

from tests.browsing import become
from tests.pages.goals import (
    DESK,
    FIRST_CHART,
    MOST_STOPS,
    MOST_WORDS,
    PHONE,
    Measured,
    measured,
)
from tests.pages.kinds import KINDS, Kind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_page_meets_its_goals_at_both_widths(page, live_server, with_demonstration, kind: Kind):
    become(kind.as_, page, live_server)
    addresses = tuple(kind.addresses())
    assert addresses, f"no page of the kind “{kind.name}”"
    too_much, rows = [], []
    for window, tallest in ((DESK, kind.height.desk), (PHONE, kind.height.phone)):
        page.set_viewport_size(window)
        found = {}
        for address in addresses:
            assert page.goto(f"{live_server.url}{address}").status == 200, address
            found[address] = measured(page)
        too_much += [
            f"{address} at {window['width']} px: {wrong}"
            for address in addresses
            for wrong in _beyond(found[address], kind, tallest)
        ]
        rows.append(_row(found.values()))
    if table := os.environ.get("PAGES_TABLE"):
        with Path(table).open("a") as file:
            file.write(f"| {kind.name} | {len(addresses)} | {' | '.join(rows)} |\n")
    assert too_much == []


def _row(found: Collection[Measured]) -> str:
    """Greatest height, words and stops, and where the latest first chart begins."""
    charts = [page.first_chart for page in found if page.first_chart is not None]
    greatest = (
        max(page.height for page in found),
        max(page.words for page in found),
        max(page.stops for page in found),
    )
    return " | ".join(map(str, (*greatest, max(charts, default="–"))))


def _beyond(found: Measured, kind: Kind, tallest: int) -> list[str]:
    wrong = []
    if found.height > tallest:
        wrong.append(f"{found.height} px high, and not {tallest}")
    if kind.counts_words and found.words > MOST_WORDS:
        wrong.append(f"{found.words} words, and not {MOST_WORDS}")
    if found.stops > MOST_STOPS:
        wrong.append(f"{found.stops} stops of the Tab key, and not {MOST_STOPS}")
    if kind.has_chart_first and found.first_chart is not None and found.first_chart > FIRST_CHART:
        wrong.append(f"its first chart begins at {found.first_chart} px")
    return wrong
