"""A police officer's first return, and who accepts it: in a browser, in five minutes."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import RequestFactory

from demo import partnerships
from partnership.models import Agency, Role, User
from partnership.people import memberships
from partnership.setup.mail import send_invitation
from returns.lifecycle import decisions, queries, sending, uploads
from tests.journeys import real_counts
from tests.journeys.person import WIDTHS, Effort, Person, hold_to

pytestmark = pytest.mark.django_db(transaction=True)

TODAY = date(2025, 4, 22)
PASSWORD = "a-fair-password-of-mine"
BEFORE = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)]
QUARTER = ("2025-01", "2025-02", "2025-03")
WHY = "Two weeks of checks on shoplifting in the park."
GOAL = 5 * 60


@pytest.fixture
def owed(with_people, shared_data, settings, live_server):
    """Two years in use, an officer who has just been invited, and the file of a quarter owed.

    One ward's March is three times what was recorded, so that the checks ask about it.
    """
    settings.CSP_TODAY = TODAY
    police = Agency.objects.get(slug=partnerships.POLICE)
    one, other = (
        User.objects.get(email=f"{who}@demo.example") for who in ("csp.officer", "second.officer")
    )
    at = datetime(2025, 1, 20, 9, tzinfo=UTC)
    kept = uploads.upload(
        file=io.BytesIO(real_counts.as_return(real_counts.counted(shared_data, BEFORE))),
        name="before.csv",
        partnership=with_people,
        by=one,
        supplied_by=police,
        at=at,
    )
    kept = queries.returns(with_people, viewer=one).get(pk=kept.pk)
    for question in queries.asked_of(kept, kept.here):
        sending.confirm_query(of_return=kept, key=question.key, explanation="So.", by=one, at=at)
    sending.send(parts=kept.here, by=one, at=at)
    decisions.accept(parts=kept.here, by=other, at=at)
    membership = memberships.invite(
        email="sam@police.example",
        name="Sam Constable",
        job_title="",
        role=Role.SUPPLIER,
        agency=police,
        partnership=with_people,
        by=User.objects.get(email="administrator@demo.example"),
    )
    host = live_server.url.partition("//")[2]
    request = RequestFactory().get("/", headers={"host": host})
    send_invitation(membership, by=membership.user, request=request)
    counts = real_counts.counted(shared_data, QUARTER)
    thrice = {
        key: 3 * count for key, count in counts.items() if key[0] == "2025-03" and key[2] == "Park"
    }
    return real_counts.as_return(counts | thrice)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_first_return(page, browser, live_server, owed, width):
    effort = Effort()
    sam = Person(page, live_server.url, way="first-return", width=width, effort=effort)
    sam.come_by(mail.outbox[-1].body, password=PASSWORD)
    assert "One task is waiting for you" in sam.text
    sam.press("Send it")
    sam.give({"name": "Jan to Mar.csv", "mimeType": "text/csv", "buffer": owed})
    sam.press("Check the files")
    assert "One question, then you can send it." in sam.text
    sam.type("It is right because …", WHY)
    sam.press("Send for acceptance")
    assert re.search(r"Your reference R-\d+", sam.text)
    hold_to(GOAL, effort)

    other = browser.new_context(locale="en-GB", timezone_id="Europe/London").new_page()
    mei = Person(other, live_server.url, way="accepting", width=width, effort=Effort())
    mei.open("/sign-in/")
    mei.sign_in("second.officer@demo.example", partnerships.DEMO_PASSWORD)
    mei.press("Look and decide")
    assert WHY in mei.text
    mei.press("Accept this return")
    mei.follow("All recorded crime, Q4 2024/25", is_last=True)
    assert "crimes were recorded in Q4 2024/25" in mei.text
    hold_to(GOAL, mei.effort)
    other.context.close()
