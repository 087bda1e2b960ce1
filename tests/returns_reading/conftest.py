"""Middlesbrough's places as every reading takes them, and files as officers send them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest

from crime.dataset import CRIME, POLICE_RETURN_SOURCE
from crime.layouts import POLICE_RETURN
from measures.periods import Month
from partnership.models import Partnership
from returns.catalogue.findings import Check, Finding, Severity
from returns.reading.places import Places
from returns.reading.upload import Reading
from tests import starting
from tests.uploads import read

TODAY = date(2026, 6, 1)
HEADINGS = ("Month", "Ward code", "Ward", "Offence group", "Offences")
GROUPS = tuple(one.label for one in POLICE_RETURN_SOURCE.categories["offence"])


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker) -> Iterable[Places]:
    """Middlesbrough, as the demonstration has it, and then gone from the database again."""
    with django_db_blocker.unblock(), starting.point("with_places"):
        return Places.of_all_hosted()


@pytest.fixture
def middlesbrough(with_places) -> Partnership:
    return with_places


@pytest.fixture
def sent(places) -> Callable[..., Reading]:
    """`sent(content, "file.csv")` is what the portal reads out of it, without a database."""

    def send(content: bytes, name: str = "return.csv", **more) -> Reading:
        more = {"supplied_by": "cleveland-police", "today": TODAY, **more}
        return read(io.BytesIO(content), name=name, places=places, **more)

    return send


@pytest.fixture
def wards(places) -> list[tuple[str, str]]:
    return sorted(places.hosted[0].wards.values())


@pytest.fixture
def rows(wards) -> list[list[str]]:
    """A full return of October 2022: each ward and group, the counts 1, 2, 3 and on."""
    keys = [(code, name, group) for code, name in wards for group in GROUPS]
    return [
        ["2022-10", code, name, group, str(number)]
        for number, (code, name, group) in enumerate(keys, start=1)
    ]


def as_csv(rows: Iterable[Sequence[str]], headings: Sequence[str] = HEADINGS) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode()


def only(reading: Reading, check: Check, severity: Severity = Severity.ERROR) -> Finding:
    """The one finding of this check; with what else there was, if there was more."""
    (finding,) = [one for one in reading.report.of(severity) if one.check is check]
    return finding


def street_files(shared_data: Path) -> list[Path]:
    return sorted((shared_data / "police_uk" / "cleveland").glob("*.csv"))


def template_arguments(wards) -> dict:
    from returns.reading.templates_to_fill import NamedArea

    return {
        "dataset": CRIME,
        "source": POLICE_RETURN_SOURCE,
        "layout": POLICE_RETURN,
        "areas": [NamedArea(code, name) for code, name in wards],
        "months": [Month(2022, 10), Month(2022, 11), Month(2022, 12)],
        "title": "Middlesbrough",
    }
