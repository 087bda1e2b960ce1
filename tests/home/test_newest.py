"""A return that is accepted shows at once, everywhere, as the newest period of its source."""

from __future__ import annotations

import io
import re

import pytest

from demo.illustration.crime import quarter_csv
from measures.periods import Period
from partnership.models import Agency
from returns.lifecycle import decisions, queries, sending, uploads
from tests.reporting.conftest import filled  # noqa: F401 - fixture

NEW = Period.quarter(2023, 1)


def a_year_on(content: bytes) -> bytes:
    """The return of the same quarter a year before, with its months moved on."""
    return re.sub(rb"\b2022-(0[4-6])\b", rb"2023-\1", content)


@pytest.fixture
def accept(filled):  # noqa: F811 - fixture
    """`accept()` sends and accepts the police's return of Q1 2023/24."""
    second = filled.partnership.memberships.filter(role="manager").first().user

    def act() -> None:
        sent = uploads.upload(
            file=io.BytesIO(a_year_on(quarter_csv(Period.quarter(2022, 1)))),
            name="q1.csv",
            partnership=filled.partnership,
            by=filled.officer,
            supplied_by=Agency.objects.get(slug="cleveland-police"),
        )
        here = queries.returns(filled.partnership, viewer=filled.officer).get(pk=sent.pk)
        for question in queries.asked_of(here, here.here):
            sending.confirm_query(
                of_return=here, key=question.key, explanation="It is so", by=filled.officer
            )
        sending.send(parts=here.here, by=filled.officer)
        decisions.accept(parts=here.here, by=second)

    return act


def test_what_is_accepted_shows_with_the_next_request(filled, client, accept):  # noqa: F811
    client.force_login(filled.councillor)
    ward = "E05009853"

    def get(below: str) -> str:
        answer = client.get(f"/middlesbrough/{below}")
        assert answer.status_code == 200, below
        return answer.content.decode()

    # Before, so that whatever pages keep is kept.
    for below in ("", "overview/", "crime/all-crime/", "aim/", f"wards/{ward}/"):
        get(below)
    accept()

    for below in ("", "overview/"):
        row = client.get(f"/middlesbrough/{below}").context["page"].newest.rows[0]
        assert row.period == NEW.label
    for below in ("crime/all-crime/", f"wards/{ward}/"):
        assert NEW.label in get(below), below
    assert NEW.last.label in get("aim/")
