"""How long a request with a file, and those after it, hold the web process, and how much memory.

Each request is made in a process of its own, forked from this one, so that its peak is its own.
Between them a worker does what waits, as in production.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections
from django.test import Client

from csp_portal.benchmark import hostile
from csp_portal.benchmark.hostile import MEGABYTE
from csp_portal.fuzzing.doors import DOORS, Door
from partnership.models import User
from partnership.places import pictures
from partnership.setup.files import MOST_BYTES as MOST_OF_PLACES
from returns.catalogue.limits import LISTS

# What a page may take before it has to answer.
MOST_SECONDS = 2.0
LAYOUT = "ppt/slideLayouts/slideLayout1.xml"


@dataclass(frozen=True)
class Waited:
    """One request: seconds by the clock, the memory beyond that before it, its answer."""

    request: str
    seconds: float
    megabytes: float
    answer: str

    @property
    def kept(self) -> bool:
        return self.seconds <= MOST_SECONDS


@dataclass(frozen=True)
class Case:
    door: str
    what: str
    name: str
    content: Callable[[], bytes]


def cases(shared: Path) -> Iterator[Case]:
    """Every door with what could hold it up, and with the largest honest file that we know."""
    yield from _tables("a return", 60 * MEGABYTE)
    for door in ("a list of recommendations", "a list of Prevent activities"):
        yield from _tables(door, LISTS.upload)
    heading, row = "Title,Kind,Year,First day,Reach", "Workshop,Training,2024,4 March 2024,12"
    yield Case(
        "a list of Prevent activities",
        "1,500 honest rows",
        "list.csv",
        lambda: hostile.many_rows(heading, row, 1_500 * 39),
    )
    yield from _of_places(shared)
    yield from _drawn()
    pdf = b"%PDF-" + bytes(19 * MEGABYTE)
    yield Case("evidence with a record", "a PDF of 19 MB", "a.pdf", lambda: pdf)
    mail = b"From: a@b.example\r\n" * (9 * MEGABYTE // 20)
    yield Case("a covering email", "9 MB", "a.eml", lambda: mail)


def _tables(door: str, most: int) -> Iterator[Case]:
    for what, name, content in (
        ("a damaged XLS of 31 kB", "a.xls", hostile.damaged_old_workbook),
        ("200,000 columns", "a.csv", lambda: hostile.columns(rows=min(20, most // 400_000))),
        ("a ZIP of 9,000 members", "a.zip", hostile.members),
        ("a ZIP bomb", "a.zip", hostile.bomb),
        ("XML nested 1.5 million deep", "a.xlsx", hostile.nested),
        ("900,000 shared texts", "a.xlsx", hostile.shared_strings),
        ("a workbook of 480,000 cells", "a.xlsx", hostile.wide_workbook),
        ("one line of 9 MB", "a.csv", lambda: hostile.one_line(9 * MEGABYTE)),
    ):
        yield Case(door, what, name, content)


def _of_places(shared: Path) -> Iterator[Case]:
    door = "areas and residents"
    lookup = "LSOA21CD,LSOA21NM,WD25CD,WD25NM,LAD25CD,LAD25NM"
    row = "E01012000,Middlesbrough 1A,E05009853,Acklam,E06000002,Middlesbrough"
    nomis = "DATE,GEOGRAPHY_CODE,GEOGRAPHY_TYPE,GENDER_NAME,OBS_VALUE"
    for what, name, content in (
        ("a damaged XLS of 31 kB", "a.xls", hostile.damaged_old_workbook),
        ("200,000 columns", "a.csv", hostile.columns),
        ("a ZIP bomb", "a.xlsx", hostile.bomb),
        ("XML nested 1.5 million deep", "a.xlsx", hostile.nested),
        ("900,000 shared texts", "a.xlsx", hostile.shared_strings),
        ("one line of 55 MB", "a.csv", lambda: hostile.one_line(55 * MEGABYTE)),
        (
            "a lookup of 55 MB",
            "a.csv",
            lambda: hostile.many_rows(lookup, row, min(55 * MEGABYTE, MOST_OF_PLACES)),
        ),
        (
            "residents of 55 MB",
            "a.csv",
            lambda: hostile.many_rows(nomis, "2021,E05009853,2019 wards,Total,6123", 55 * MEGABYTE),
        ),
    ):
        yield Case(door, what, name, content)
    for path in sorted(shared.glob("ons/LSOA11_WD19*.csv")) + sorted(
        shared.glob("population/nomis_NM_2010*.csv")
    ):
        yield Case(door, "the published file", path.name, path.read_bytes)
    door = "boundaries of wards"
    for what, content in (
        ("2.4 million positions", lambda: hostile.positions(120_000, hostile.our_wards())),
        ("57 MB of empty lists", lambda: hostile.brackets(57 * MEGABYTE)),
        ("a list 100,000 deep", lambda: b"[" * 100_000),
        ("wards of 2,000 positions", lambda: hostile.positions(2_000, hostile.our_wards())),
    ):
        yield Case(door, what, "a.geojson", content)


def _drawn() -> Iterator[Case]:
    for door in ("a logo", "a picture in an update"):
        for what, name, content in (
            ("30,000 × 30,000 pixels", "a.png", lambda: hostile.picture(30_000)),
            (
                f"{pictures.MOST_SIDE:,} × {pictures.MOST_SIDE:,} pixels",
                "a.png",
                lambda: hostile.picture(pictures.MOST_SIDE),
            ),
            ("noise of 1,600 × 900 pixels", "a.jpg", hostile.noisy_picture),
        ):
            yield Case(door, what, name, content)
    door = "a template for slides"
    for what, content in (
        ("the portal’s own", lambda: hostile.slides_with("", lambda part: part)),
        ("60,000 shapes", lambda: hostile.slides_with(LAYOUT, hostile.many_shapes)),
        (
            "70 MB of XML",
            lambda: hostile.slides_with(LAYOUT, lambda part: part + b"<!-- -->" * 8_750_000),
        ),
    ):
        yield Case(door, what, "a.pptx", content)


# --- Measuring ---------------------------------------------------------------------------------
def waits(shared: Path, *, only: str = "") -> Iterator[Waited]:
    """Each case posted to its door; then, when a worker has read it, the page that comes next."""
    doors = {door.name: door for door in DOORS}
    for case in cases(shared):
        if only in f"{case.door}: {case.what}":
            yield from _requests(doors[case.door], case)


def _requests(door: Door, case: Case) -> Iterator[Waited]:
    content = case.content()
    address = door.address()
    named = f"{case.door}: {case.what} ({len(content) / 1e6:.1f} MB)"
    given = {**door.also(), door.field: SimpleUploadedFile(case.name, content)}
    sent = _measured(named, door, lambda client: client.post(address, given))
    yield sent
    _elsewhere(lambda: call_command("db_worker", batch=True, interval=0, startup_delay=False))
    following, seen = sent.answer.partition("→ ")[2], set()
    while following and following not in seen:
        seen.add(following)
        at = following
        then = _measured(f"… then {at}", door, lambda client: client.get(at))  # noqa: B023
        yield then
        _elsewhere(lambda: call_command("db_worker", batch=True, interval=0, startup_delay=False))
        following = then.answer.partition("→ ")[2]


def _measured(request: str, door: Door, act: Callable[[Client], Any]) -> Waited:
    user = User.objects.get(email=door.as_)

    def work() -> dict[str, Any]:
        client = Client(raise_request_exception=False, headers={"host": "localhost"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/healthz")
        before, began = _peak(), time.monotonic()
        answer = act(client)
        seconds = time.monotonic() - began
        return {
            "seconds": seconds,
            "megabytes": max(0, _peak() - before) / 1e6,
            "answer": f"{answer.status_code}"
            + (f" → {answer['Location']}" if "Location" in answer else ""),
        }

    found = _elsewhere(work)
    return replace(Waited(request, 0, 0, "the process was killed"), **(found or {}))


def _elsewhere(work: Callable[[], Any]) -> Any:
    """What `work` gives, done in a child of this process; None where that was killed."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _be_child(work, writing)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return json.loads(told) if told else None


def _be_child(work: Callable[[], Any], writing: int) -> None:
    try:
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(work()))
    finally:
        sys.stdout.flush()
        os._exit(0)


def _peak() -> int:
    """The most memory that this process has had, in bytes; what it had at its beginning counts."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
