"""How long mapping a spreadsheet takes at each step, with one partnership hosted and with 300.

In seconds of the processor, the median of some visits, because others share the machine.
"""

from __future__ import annotations

import csv
import io
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from django.db import connection, transaction
from django.test import Client

from csp_portal.benchmark.measuring import Speed
from partnership.kinds import Level
from partnership.models import Area, Partnership, User, WardSet
from returns.lifecycle import uploads
from returns.lifecycle.mapping import understand
from returns.models import Return
from returns.pages.mapping.forms import field_name

MANY_HOSTED = 300
WARDS_EACH = 20
MONTHS = 24
OFFENCES = 28
FORCE_WARDS = 668
FORCE_ROWS = 18_695
_MOST_FOR_THE_PAGE, _MOST_A_STEP, _MOST_TO_UNDERSTAND = 1.0, 0.5, 5.0
_FLOOR = "the same file through csv.reader alone"


def steps_of_mapping(*, runs: int) -> Iterator[Speed]:
    """Both files, with one partnership hosted and with three hundred.

    How many times as long it takes with these is of the ratios to the floor, in the same minute.
    """
    for what, make, most_a_step in (
        (f"1,200 rows × {MONTHS} months", wide_file, _MOST_A_STEP),
        (f"{FORCE_ROWS:,} rows × 29 columns", force_file, 1.0),
    ):
        with one_hosted():
            alone = list(_steps(what, make(), most_a_step, runs=runs, hosted=1))
            with many_hosted(MANY_HOSTED - 1):
                among = list(_steps(what, make(), most_a_step, runs=runs, hosted=MANY_HOSTED))
        yield from alone
        for one, many in zip(alone, among, strict=True):
            times = many.ratio / one.ratio
            yield replace(many, also=f"{times:.2f} times as long as with one partnership hosted")


def wide_file() -> bytes:
    """Our wards, each with sixty codes of their own, month by month."""
    wards = _our_wards()
    rows = [
        [
            ward,
            f"Local code {code}",
            *((at * 7 + code * 13 + month) % 97 for month in range(MONTHS)),
        ]
        for code in range(60)
        for at, ward in enumerate(wards)
    ]
    return _written(["Ward", "Sub type", *_months("{}-{:02}")], rows)


def force_file() -> bytes:
    """All wards of a force, of which twenty are ours, with offences finer than our groups."""
    wards = [("Middlesbrough", ward) for ward in _our_wards()]
    wards += [(f"District {at % 31}", f"Somewhere {at}") for at in range(FORCE_WARDS - len(wards))]
    groups = ("Burglary", "Robbery", "Vehicle offences", "Theft")
    rows = [
        ["Cleveland Police", district, ward, groups[kind % 4], f"Offence {kind}"]
        + [(at + kind * month) % 23 for month in range(MONTHS)]
        for at, (district, ward) in enumerate(wards)
        for kind in range(OFFENCES)
    ]
    headings = ["Force", "Borough", "Ward name", "Major", "Minor", *_months("{}{:02}")]
    return _written(headings, rows[:FORCE_ROWS])


def _our_wards() -> list[str]:
    partnership = Partnership.objects.get(slug="middlesbrough")
    newest = WardSet.objects.filter(partnership=partnership).order_by("-valid_from").first()
    return list(newest.wards.order_by("name").values_list("name", flat=True)) if newest else []


def _months(written: str) -> list[str]:
    return [written.format(2022 + month // 12, month % 12 + 1) for month in range(MONTHS)]


def _written(headings: list[str], rows: list[list]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


# --- Measuring -------------------------------------------------------------------------------
def _steps(
    what: str, content: bytes, most_a_step: float, *, runs: int, hosted: int
) -> Iterator[Speed]:
    floor = _median(lambda: list(csv.reader(io.StringIO(content.decode()))), runs)
    understood = _median(lambda: _uploaded(content).delete(), runs)
    of_return = _uploaded(content)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email="csp.officer@demo.example"))
    address = f"/middlesbrough/returns/{of_return.pk}/map/"
    asked = understand(of_return).found.questions
    given = {field_name(question.id): question.chosen for question in asked}
    measured = (
        ("understood at its upload", understood, _MOST_TO_UNDERSTAND),
        ("the mapping page", _median(lambda: _ok(client.get(address)), runs), _MOST_FOR_THE_PAGE),
        (
            "an answer tried",
            _median(lambda: _ok(client.post(f"{address}preview/", given)), runs),
            most_a_step,
        ),
        (
            "an answer kept",
            _median(lambda: _ok(client.post(address, given), 302), runs),
            most_a_step,
        ),
    )
    for step, seconds, most in measured:
        yield Speed(
            what=f"{step}: {what}, {hosted} partnership{'s' if hosted > 1 else ''} hosted",
            seconds=seconds,
            floor=_FLOOR,
            floor_seconds=floor,
            promise=f"at most {most:g} seconds",
            kept=seconds <= most,
            also=f"{hosted} hosted",
        )
    of_return.delete()


def _uploaded(content: bytes) -> Return:
    return uploads.upload(
        file=io.BytesIO(content),
        name="benchmark.csv",
        partnership=Partnership.objects.get(slug="middlesbrough"),
        by=User.objects.get(email="csp.officer@demo.example"),
        may_wait=True,
    )


def _median(act: Callable[[], object], runs: int) -> float:
    """Seconds of the processor, after one run that is not counted."""
    act()
    taken = []
    for _ in range(runs):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _ok(response, status: int = 200):
    if response.status_code != status:
        raise RuntimeError(f"the page answered {response.status_code}")
    return response


# --- One partnership and many ----------------------------------------------------------------
@contextmanager
def one_hosted() -> Iterator[None]:
    """Middlesbrough alone, without the wards of the others; they are back at the end."""
    ours = Partnership.objects.get(slug="middlesbrough").pk
    with transaction.atomic():
        # Keys are checked when a transaction is committed, and this one never is.
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM partnership_wardset WHERE partnership_id <> %s", [ours])
            cursor.execute("DELETE FROM partnership_partnership WHERE id <> %s", [ours])
        yield
        transaction.set_rollback(True)


@contextmanager
def many_hosted(many: int) -> Iterator[None]:
    """So many more partnerships, each with wards of its own; gone again at the end."""
    force = Partnership.objects.get(slug="middlesbrough").police_force
    with transaction.atomic():
        for number in range(many):
            _host(number, force)
        yield
        transaction.set_rollback(True)


def _host(number: int, force: Area | None) -> None:
    whole = Area.objects.create(
        code=f"E229{number:05}", name=f"Benchmark {number}", level=Level.PARTNERSHIP
    )
    partnership = Partnership.objects.create(
        slug=f"benchmark-{number}",
        name=f"Benchmark {number} Community Safety Partnership",
        short_name=f"Benchmark {number}",
        code=whole.code,
        area=whole,
        police_force=force,
    )
    wards = Area.objects.bulk_create(
        Area(code=f"E059{number:03}{at:02}", name=f"Ward {at} of {number}", level=Level.WARD)
        for at in range(WARDS_EACH)
    )
    ward_set = WardSet.objects.create(
        partnership=partnership, name="Wards", valid_from=date(2015, 5, 7), source="made up"
    )
    ward_set.wards.set(wards)
