"""Measures the portal's speeds, each beside a floor in the same run (docs/performance.md).

Machines are shared, so a speed is a ratio to something bare that was timed a moment before,
and never a number of seconds on its own.
"""

from __future__ import annotations

import io
import resource
import statistics
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.test import Client

from partnership.models import Partnership, User
from returns.lifecycle import decisions, queries, sending, uploads

if TYPE_CHECKING:
    from reporting.analysis.figures import Figures

STREET_COLUMNS = ["Month", "LSOA code", "Crime type"]
MEASURE_SLIDES = "/middlesbrough/crime/all-crime/slides.pptx?period=2022/23&against=2021/22"


@dataclass(frozen=True)
class Speed:
    """One speed: seconds (median), its floor in the same run, and the promise it is held to."""

    what: str
    seconds: float
    floor: str
    floor_seconds: float
    promise: str
    kept: bool
    also: str = ""

    @property
    def ratio(self) -> float:
        return self.seconds / self.floor_seconds


def street_months(folder: Path, *, runs: int) -> Speed:
    """Upload and accept every street file of `folder` as one ZIP, and undo it again.

    Held to 6 times bare pandas and to 500 MB for the whole process.
    """
    zipped = _zip(sorted(folder.glob("*-street.csv")))
    partnership = Partnership.objects.get(slug="middlesbrough")
    officer = User.objects.get(email="csp.officer@demo.example")
    bare = _median(lambda: _bare_pandas(zipped), runs)
    ours = _median(lambda: _take_in(zipped, partnership=partnership, by=officer), runs)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Speed(
        what="reading, checking and accepting the street files as one ZIP",
        seconds=ours,
        floor="pandas alone: three columns of the same ZIP, grouped",
        floor_seconds=bare,
        promise="at most 6 times the floor, in 500 MB",
        kept=ours <= 6 * bare and memory <= 500,
        also=f"{memory:,.0f} MB at the most",
    )


def slides(*, runs: int) -> Speed:
    """The same measure as slides. Held to one second."""
    client = _councillor()
    from pptx import Presentation  # the floor is a bare presentation of as many slides

    made = _ok(client.get(MEASURE_SLIDES)).content
    count = len(Presentation(io.BytesIO(made)).slides)
    floor = _median(lambda: bare_presentation(count), runs)
    ours = _median(lambda: _ok(client.get(MEASURE_SLIDES)), runs)
    return Speed(
        what=f"a measure as {count} slides",
        seconds=ours,
        floor="as many empty slides of the library's own template",
        floor_seconds=floor,
        promise="at most 1 second",
        kept=ours <= 1.0,
        also=f"{len(made) // 1000} kB",
    )


def aim_screen(*, runs: int) -> Speed:
    """The AIM screen: every measure of data.police.uk in every place. Held to 300 ms."""
    from measures.periods import Month
    from measures.usual_month import MONTHS_BEFORE
    from reporting.analysis import signals
    from reporting.queries.figures import every_measure
    from reporting.queries.measures import all_datasets

    partnership = Partnership.objects.get(slug="middlesbrough")
    councillor = User.objects.get(email="councillor@demo.example")

    def read() -> list[Figures]:
        return list(
            every_measure(
                all_datasets(), partnership=partnership, viewer=councillor, source="police-uk"
            )
        )

    figures, month = read(), Month(2025, 3)
    months = [month.shift(-n) for n in range(MONTHS_BEFORE + 1)]
    reading = _median(read, runs)
    floor = _median(
        lambda: [item.run(months, area=at) for item in figures for at in item.places], runs
    )
    ours = _median(lambda: signals.screen(figures, month), runs)
    screened = signals.screen(figures, month)
    return Speed(
        what=f"the AIM screen of data.police.uk: {screened.series} figures of a month",
        seconds=ours,
        floor="the same months of the same figures, only looked up",
        floor_seconds=floor,
        promise="at most 300 ms",
        kept=ours <= 0.300,
        also=f"{reading * 1000:,.0f} ms before it to read them from the database",
    )


def _zip(files: list[Path]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, f"{file.name[:7]}/{file.name}")
    return content.getvalue()


def _bare_pandas(zipped: bytes) -> None:
    import pandas as pd

    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        frames = [
            pd.read_csv(archive.open(name), usecols=STREET_COLUMNS) for name in archive.namelist()
        ]
    pd.concat(frames).groupby(STREET_COLUMNS).size()


def _take_in(zipped: bytes, *, partnership: Partnership, by: User) -> None:
    """The whole way in, rolled back at the end so that each run finds the same database."""
    at = datetime.now(UTC)
    with transaction.atomic():
        sent = uploads.upload(
            file=io.BytesIO(zipped),
            name="street.zip",
            partnership=partnership,
            by=by,
            at=at,
        )
        parts = list(sent.parts.all())
        for key in {question.key for part in parts for question in queries.questions(part)}:
            sending.confirm_query(of_return=sent, key=key, explanation="benchmark", by=by, at=at)
        sending.send(parts=parts, by=by, at=at)
        decisions.accept(parts=parts, by=by, because="benchmark", at=at)
        transaction.set_rollback(True)
    sent.file.delete(save=False)


def bare_presentation(count: int) -> None:
    """As many empty slides, saved: what the library itself takes."""
    from pptx import Presentation

    bare = Presentation()
    for _ in range(count):
        bare.slides.add_slide(bare.slide_layouts[5]).shapes.title.text = "Empty"
    bare.save(io.BytesIO())


def _councillor() -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="councillor@demo.example"))
    return client


def _ok(response):
    if response.status_code != 200:
        raise RuntimeError(f"the page answered {response.status_code}")
    return response


def _median(act: Callable[[], object], runs: int) -> float:
    """Seconds, after one run that is not counted."""
    act()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
