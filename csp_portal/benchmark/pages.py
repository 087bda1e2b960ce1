"""How long the server takes for each kind of page of figures, beside /healthz in the same run.

In the demonstration, which hosts four partnerships: a page asks for no more, and takes no longer,
where others are hosted too.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from csp_portal.benchmark.measuring import Speed
from partnership.models import User

_MOST_TIMES, _MOST_QUERIES = 60, 15
_WARD = "E05009853"
_ADDRESSES = (
    ("home", ""),
    ("the overview", "overview/"),
    ("a measure", "crime/all-crime/"),
    ("a measure in one month", "crime/all-crime/?period=2025-03"),
    ("a measure by ward", "crime/all-crime/wards/"),
    ("a measure by type", "crime/all-crime/types/"),
    ("the history of a measure", "crime/all-crime/history/"),
    ("a ward", f"wards/{_WARD}/"),
    ("a locality", "localities/north/"),
    ("the map", "map/"),
    ("two places compared", "compare/"),
    ("the AIM briefing", "aim/"),
    ("benchmarks", "benchmarks/"),
    ("priorities", "priorities/"),
)


def pages_of_figures(*, runs: int) -> Iterator[Speed]:
    """Each kind of page, warm, as a councillor is served it.

    In seconds of the processor, the median of `runs`, because others share the machine; each run
    of a page is followed by one of its floor.
    """
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="councillor@demo.example"))
    for what, below in _ADDRESSES:
        address = f"/middlesbrough/{below}"
        ours, floor = _seconds(client, address, runs)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        yield Speed(
            what=f"{what}, as a page",
            seconds=ours,
            floor="/healthz through the same middleware",
            floor_seconds=floor,
            promise=f"at most {_MOST_TIMES} times the floor and {_MOST_QUERIES} queries",
            kept=ours <= _MOST_TIMES * floor and len(asked) <= _MOST_QUERIES,
            also=f"{len(asked)} queries",
        )


def _seconds(client: Client, address: str, runs: int) -> tuple[float, float]:
    """Of the page and of its floor, after one of each that is not counted."""
    ours, floors = [], []
    for _ in range(runs + 1):
        ours.append(_taken(client, address))
        floors.append(_taken(client, "/healthz"))
    return statistics.median(ours[1:]), statistics.median(floors[1:])


def _taken(client: Client, address: str) -> float:
    began = time.process_time()
    response = client.get(address)
    taken = time.process_time() - began
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return taken
