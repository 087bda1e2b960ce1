"""A return accepted on the pages themselves shows at once on every page of its measure.

Of each dataset a quarter is sent that follows its newest, checked, explained, decided on by
somebody else, and then looked for where people look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from demo.illustration import asb, fires, violence
from measures.periods import Period
from partnership.models import Agency, User
from reporting.analysis.newest import newest_period, opening_period
from reporting.queries import figures as queries
from returns.catalogue.registry import datasets
from returns.models import Part, Return

pytestmark = pytest.mark.django_db
TOP = "/middlesbrough/"
WARD = "E05009853"
COUNCILLOR = "councillor@demo.example"
OFFICER = "csp.officer@demo.example"
MANAGER = "manager@demo.example"
BEFORE, FIRST = Period.quarter(2024, 1), Period.quarter(2025, 1)


def _street() -> bytes:
    """What data.police.uk published of the spring of 2024, as if it were of a year later."""
    [file] = (Path(settings.BASE_DIR) / "fixtures" / "crime").glob("police-uk-*.csv")
    head, *rows = file.read_text().splitlines()
    spring = (row for row in rows if re.match(r"2024-0[456],", row) and "Middlesbrough" in row)
    return "\n".join([head, *(row.replace("2024-", "2025-", 1) for row in spring)]).encode()


@dataclass(frozen=True)
class Supplied:
    """A return of a quarter, the measures it has figures of, and what pages of them stand on."""

    content: Callable[[], bytes]
    quarter: Period
    measures: tuple[str, ...]
    agency: str = ""
    by_ward: bool = True


SUPPLIES = {
    "police-uk": Supplied(_street, FIRST, ("crime/all-crime", "asb/incidents")),
    "violence-return": Supplied(
        lambda: violence.quarter_csv(BEFORE), BEFORE, ("violence/serious",), "cleveland-police"
    ),
    "fire-return": Supplied(
        lambda: fires.quarter_csv(BEFORE), BEFORE, ("fires/deliberate",), "cleveland-fire"
    ),
    "warden-return": Supplied(
        lambda: asb.warden_csv(BEFORE),
        BEFORE,
        ("asb/warden-reports",),
        "middlesbrough-council",
        by_ward=False,
    ),
}


@pytest.mark.parametrize("source", SUPPLIES)
def test_what_is_accepted_is_there_with_the_next_request(with_demonstration, source):
    supplied = SUPPLIES[source]
    reader = _as(COUNCILLOR)
    # Before, so that whatever pages keep is kept.
    for below in _pages(supplied):
        assert reader.get(f"{TOP}{below}").status_code == 200, below

    _send_and_accept(supplied, f"{source}.csv")

    label = supplied.quarter.label
    for below in ("", "overview/"):
        rows = reader.get(f"{TOP}{below}").context["page"].newest.rows
        assert label in {row.period for row in rows}, below
    for measure in supplied.measures:
        page = reader.get(f"{TOP}{measure}/").text
        assert label in _heading(page), measure
        assert f'value="{supplied.quarter.code}"' in page, "the list of periods"
    if supplied.by_ward:
        assert label in reader.get(f"{TOP}wards/{WARD}/").text
    if source == "police-uk":
        assert label in reader.get(f"{TOP}wards/").text
        assert supplied.quarter.last.label in reader.get(f"{TOP}aim/").text


def test_no_page_opens_on_an_older_period_than_its_source_has_complete(with_demonstration):
    viewer = User.objects.get(email=COUNCILLOR)
    for dataset in datasets:
        for measure in dataset.measures:
            address = f"{dataset.app}/{measure.slug}"
            read = queries.figures(address, partnership=with_demonstration, viewer=viewer)
            opens, newest = opening_period(read), newest_period(read)
            assert (opens is None) == (newest is None), address
            if opens and newest:
                assert opens.last >= newest.last, address


def _pages(supplied: Supplied) -> tuple[str, ...]:
    measures = tuple(f"{measure}/" for measure in supplied.measures)
    return ("", "overview/", "aim/", "wards/", f"wards/{WARD}/", *measures)


def _send_and_accept(supplied: Supplied, name: str) -> None:
    """Through the pages: uploaded, explained and sent by one, accepted by another."""
    sender, decider = _as(OFFICER), _as(MANAGER)
    agency = Agency.objects.filter(slug=supplied.agency).first()
    uploaded = sender.post(
        f"{TOP}returns/upload/",
        {
            "uploads": SimpleUploadedFile(name, supplied.content(), content_type="text/csv"),
            "how": "upload",
            "received_on_day": "1",
            "received_on_month": "9",
            "received_on_year": "2025",
            "supplied_by": agency.pk if agency else "",
        },
    )
    assert uploaded.status_code == 302, _problems(uploaded.text)
    check = uploaded["Location"]
    asked = re.findall(r'name="(explain-\d+)"', sender.get(check).text)
    sent = sender.post(check, {"send": "send", **dict.fromkeys(asked, "It is so")})
    assert sent.status_code == 302, _problems(sent.text)
    of_return = Return.objects.get(name=name)
    decided = decider.post(
        f"{TOP}returns/{of_return.pk}/decide/", {"accept": "accept", "accept-reason": "As sent"}
    )
    assert decided.status_code == 302, _problems(decided.text)
    here = Part.objects.filter(of_return=of_return, partnership__slug="middlesbrough")
    assert set(here.values_list("state", flat=True)) == {Part.State.ACCEPTED}


def _as(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def _heading(page: str) -> str:
    """What a page says above its choices: its caption and its heading."""
    return page.partition("<main")[2].partition("</h1>")[0]


def _problems(page: str) -> str:
    """What stands in the way, for who reads that the test has failed."""
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())[:1500]
