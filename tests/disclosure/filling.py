"""Fires with counts that no page holds by chance, put into use the way that returns are."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

import pandas as pd

from measures.counts import Count, Gap
from measures.periods import Month, Period
from partnership.models import Agency, Area, Partnership, User
from returns.in_use.stored_rows import pack
from returns.lifecycle import decisions
from returns.models import Part, Return

# Ward, month and fire class to a count.
Counts = dict[tuple[str, Month, str], Count]
CLASSES = ("primary", "secondary")
HIDE_BELOW = 1_000_000
# Six digits: no year, no coordinate of a drawing, and few enough to meet none by chance.
SMALL, USUAL = (110_000, 300_000), (450_000, 900_000)


def unmistakable(
    wards: Iterable[str],
    months: Iterable[Month],
    *,
    small: Callable[[str, Month, str], bool],
    seed: int = 5,
) -> Counts:
    """Counts that are all different; those that `small` chooses make quarters below the rule."""
    luck = random.Random(seed)
    used: set[int] = set()
    made: Counts = {}
    for ward, month, fire_class in itertools.product(wards, months, CLASSES):
        between = SMALL if small(ward, month, fire_class) else USUAL
        made[ward, month, fire_class] = next(
            count for count in _numbers(luck, between) if count not in used
        )
        used.add(made[ward, month, fire_class])  # type: ignore[arg-type]
    return made


def _numbers(luck: random.Random, between: tuple[int, int]) -> Iterator[int]:
    while True:
        yield luck.randint(*between)


def sent(
    partnership: Partnership, counts: Counts, *, by: User, at: datetime, name: str = "fires.csv"
) -> Part:
    """A part of the fire service's return that waits for acceptance."""
    areas = dict(Area.objects.values_list("code", "pk"))
    months = sorted({month for _, month, _ in counts})
    rows = pd.DataFrame(
        [
            {
                "area": areas[ward],
                "start": month.first_day,
                "months": 1,
                "fire_class": fire_class,
                "vehicle": "not-stated",
                "count": None if isinstance(count, Gap) else count,
                "gap": count.value if isinstance(count, Gap) else None,
            }
            for (ward, month, fire_class), count in counts.items()
        ]
    ).astype({"count": "Int64"})
    of_return = Return.objects.create(
        name=name,
        size=1,
        sha256=hashlib.sha256(f"{name}{at}".encode()).hexdigest(),
        supplied_by=Agency.objects.get(slug="cleveland-fire"),
        received_on=at.date(),
        uploaded_by=by,
        uploaded_at=at,
        uploaded_for=partnership,
        layout="fire-return",
    )
    return Part.objects.create(
        of_return=of_return,
        partnership=partnership,
        dataset="fires",
        source="fire-return",
        origin="cleveland-fire",
        state=Part.State.SENT,
        months=[month.code for month in months],
        first_month=months[0].first_day,
        last_month=months[-1].first_day,
        rows=pack(rows),
        row_count=len(rows),
        sent_at=at,
        sent_by=by,
    )


def accepted(
    partnership: Partnership,
    counts: Counts,
    *,
    by: User,
    second: User,
    at: datetime,
    because: str = "",
) -> Part:
    """The same in use: sent by one and accepted by another."""
    part = sent(partnership, counts, by=by, at=at)
    decisions.accept(parts=[part], by=second, because=because, at=at)
    return part


def quarters(*years: int) -> list[Month]:
    return [month for year in years for month in Period.year(year).each_month]
