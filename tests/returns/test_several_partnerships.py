"""One file that feeds several hosted partnerships: each decides about its own figures."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.periods import Month
from partnership.models import Partnership, Role
from returns.catalogue.findings import Check, Finding, Report, Severity
from returns.catalogue.registry import datasets
from returns.lifecycle import decisions, queries, recognition, sending, uploads
from returns.models import Part, Return
from returns.reading import upload as reading
from returns.reading.tidy import PartReading, tidy
from tests.returns.conftest import EARLY

MONTH = Month(2024, 6)


@pytest.fixture
def shared(middlesbrough, elsewhere, officer, monkeypatch) -> Return:
    """A police return, uploaded in Middlesbrough, that holds Hartlepool's counts too."""
    hosts = (middlesbrough, elsewhere)
    parts = tuple(_part(partnership, 10 * (n + 1)) for n, partnership in enumerate(hosts))
    query = Finding(Check.PLACED, Severity.QUERY, "2% of the rows fall in no ward.")
    found = reading.Reading(
        datasets.layout("police-return"), Report((query,), (Check.PLACED,)), parts, ("crime.csv",)
    )
    monkeypatch.setattr(recognition, "read", lambda *args, **kwargs: found)
    return uploads.upload(
        file=io.BytesIO(b"whatever"),
        name="crime.csv",
        partnership=middlesbrough,
        by=officer,
        at=EARLY,
    )


def _part(partnership: Partnership, count: int) -> PartReading:
    rows = pd.DataFrame(
        {
            "area": [partnership.area_id],
            "start": [MONTH.first_day],
            "months": [1],
            "offence": ["burglary"],
            "count": [count],
        }
    )
    return PartReading(
        partnership_id=partnership.pk,
        partnership=partnership.slug,
        dataset="crime",
        source="police-return",
        origin="cleveland-police",
        months=(MONTH,),
        rows=tidy(rows, dimensions=("offence",)),
    )


def test_each_partnership_has_its_own_to_send(shared, middlesbrough, elsewhere, officer):
    assert {part.partnership for part in shared.parts.all()} == {middlesbrough, elsewhere}
    [kept] = queries.returns(middlesbrough, viewer=officer)
    assert [part.partnership for part in kept.here] == [middlesbrough]
    theirs = shared.parts.get(partnership=elsewhere)
    with pytest.raises(PermissionDenied):
        sending.send(parts=[theirs], by=officer)
    assert Part.objects.get(pk=theirs.pk).state == Part.State.CHECKED


def test_accepting_here_changes_nothing_there(shared, middlesbrough, elsewhere, somebody, officer):
    stranger = somebody(Role.CSP_OFFICER, partnership=elsewhere)
    second = somebody(Role.CSP_OFFICER)
    [kept] = queries.returns(middlesbrough, viewer=officer)
    for question in queries.asked_of(kept, kept.here):
        sending.confirm_query(
            of_return=kept, key=question.key, explanation="Prisons", by=officer, at=EARLY
        )
    sending.send(parts=kept.here, by=officer, at=EARLY)
    decisions.accept(parts=kept.here, by=second, at=EARLY)
    states = dict(shared.parts.values_list("partnership__slug", "state"))
    assert states == {"middlesbrough": Part.State.ACCEPTED, "hartlepool": Part.State.CHECKED}
    dataset = datasets["crime"]
    theirs = queries.in_use(
        partnership=elsewhere, viewer=stranger, dataset=dataset, source="police-return"
    )
    assert theirs.empty


def test_their_officer_sends_theirs_and_sees_only_that(shared, elsewhere, somebody, client):
    stranger = somebody(Role.CSP_OFFICER, partnership=elsewhere)
    [kept] = queries.returns(elsewhere, viewer=stranger)
    assert [part.partnership for part in kept.here] == [elsewhere]
    client.force_login(stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("returns:check", args=["hartlepool", kept.batch]))
    assert page.status_code == 200
    assert "Middlesbrough police recorded crime" not in page.text
    sent = client.post(
        reverse("returns:check", args=["hartlepool", kept.batch]), {"explain-0": "Prisons"}
    )
    assert sent.status_code == 302
    assert shared.parts.get(partnership=elsewhere).state == Part.State.SENT


def test_a_file_with_figures_of_others_is_not_handed_to_them_whole(
    shared, elsewhere, somebody, client
):
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    client.force_login(somebody(Role.MANAGER, partnership=elsewhere), backend=backend)
    for name in ("file", "marked"):
        address = reverse(f"returns:{name}", args=["hartlepool", shared.pk])
        assert client.get(address).status_code == 403
    client.force_login(somebody(Role.MANAGER), backend=backend)
    address = reverse("returns:file", args=["middlesbrough", shared.pk])
    assert b"".join(client.get(address).streaming_content) == b"whatever"


def test_the_figures_in_use_are_refused_to_strangers(middlesbrough, elsewhere, somebody):
    stranger = somebody(Role.MANAGER, partnership=elsewhere)
    with pytest.raises(PermissionDenied):
        queries.in_use(
            partnership=middlesbrough,
            viewer=stranger,
            dataset=datasets["crime"],
            source="police-return",
        )
