"""A partnership of which no ward is known: pages show the whole, and say why there is no more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from demo.partnerships import POLICE
from measures.periods import Period
from partnership.models import Agency, Partnership, Role, User
from partnership.people import memberships
from partnership.setup import hosting
from tests.reporting.filling import Row, choose_main_source, put_in_use

AT = datetime(2024, 6, 3, 9, tzinfo=UTC)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
SAID = "The wards of Hartlepool are not available from this source"


@pytest.fixture
def hartlepool(with_people) -> Partnership:
    """With two years of data.police.uk, none of it placed in a ward."""
    hosted = hosting.host_partnership(code="E22000027", slug="hartlepool", by=None)
    Agency.objects.get(slug=POLICE).partnerships.add(hosted)
    officer = User.objects.get(email="csp.officer@demo.example")
    months = [*Period.year(2022).each_month, *Period.year(2023).each_month]
    rows = [
        Row("hartlepool/not-placed", month.first_day, offence, count + month.number)
        for month in months
        for offence, count in (("shoplifting", 90), ("burglary", 40))
    ]
    put_in_use(hosted, rows, at=AT, by=officer, source="police-uk")
    choose_main_source(hosted, "police-uk", by=officer)
    return hosted


@pytest.fixture
def as_councillor(client, hartlepool):
    user = User.objects.create(email="councillor@hartlepool.example")
    memberships.give_role(user=user, role=Role.COUNCILLOR, partnership=hartlepool, by=None)
    client.force_login(user, backend=BACKEND)
    return client


@pytest.mark.parametrize(
    "below",
    [
        "",
        "figures/",
        "crime/",
        "map/",
        "aim/",
        "compare/",
        "benchmarks/",
        "methods/",
        "structure/",
        "packs/",
        "crime/all-crime/data.xlsx",
        "crime/all-crime/slides.pptx",
    ],
)
def test_every_page_of_figures_opens(as_councillor, below):
    assert as_councillor.get(f"/hartlepool/{below}").status_code == 200


@pytest.mark.parametrize("measure", ["all-crime", "shoplifting"])
def test_a_measure_shows_the_whole_and_says_that_there_are_no_wards(as_councillor, measure):
    """Shoplifting is in data.police.uk alone."""
    page = as_councillor.get(f"/hartlepool/crime/{measure}/")
    assert SAID in page.text
    assert "not in a ward" not in page.text.casefold()
