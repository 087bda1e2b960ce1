"""A local return of a partnership without an agency of the kind that would supply it."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from partnership.kinds import AgencyKind
from partnership.models import Agency, Role
from partnership.people import memberships
from partnership.refusals import NotReady
from returns.lifecycle import mapping as mapping_actions
from returns.lifecycle import queries, sending, supplying, uploads
from returns.models import Return
from tests.odd_spreadsheets.writing import as_csv
from tests.returns.conftest import EARLY
from tests.returns_mapping.conftest import BACKEND


@pytest.fixture
def without_police(middlesbrough):
    for agency in Agency.objects.filter(partnerships=middlesbrough, kind=AgencyKind.POLICE):
        agency.partnerships.remove(middlesbrough)
    return middlesbrough


@pytest.fixture
def kept(without_police, officer, crime_file) -> Return:
    of_return = uploads.upload(
        file=crime_file(), name="crime.csv", partnership=without_police, by=officer, at=EARLY
    )
    return queries.returns(without_police, viewer=officer).get(pk=of_return.pk)


@pytest.fixture
def checked(client, without_police, kept):
    def look(user) -> str:
        client.force_login(user, backend=BACKEND)
        address = reverse("returns:check", args=[without_police.slug, kept.batch])
        return " ".join(client.get(address).text.split())

    return look


def test_it_says_that_nobody_is_named_and_whom_to_ask(checked, officer, somebody):
    administrator = somebody(Role.ADMINISTRATOR)
    text = checked(officer)
    assert "Supplied by <strong>not known yet</strong>" in text
    assert "published figures" not in text
    assert "No agency of the kind “Police” is set up here yet. Ask" in text
    assert f"{administrator} to add it, then say here that it supplied this file." in text
    assert "Add an agency" not in text


def test_whoever_may_add_one_has_a_link_to_it(client, checked, kept, officer, middlesbrough):
    memberships.give_role(user=officer, role=Role.ADMINISTRATOR, partnership=middlesbrough, by=None)
    link = f'href="{reverse("partnership:agencies", args=["middlesbrough"])}">Add an agency</a>'
    assert link in checked(officer)
    of_supplier = client.get(reverse("returns:supplier", args=["middlesbrough", kept.pk])).text
    assert link in of_supplier
    assert "Add it, then say here that it supplied this file." in of_supplier


def test_it_is_not_sent_before_somebody_is_named(kept, officer, middlesbrough, police):
    with pytest.raises(NotReady, match=r"Nobody is named as the supplier of “crime\.csv”"):
        sending.send(parts=kept.here, by=officer)
    police.partnerships.add(middlesbrough)
    assert supplying.kind_missing(kept) is AgencyKind.POLICE
    supplying.set_supplier(of_return=kept, supplied_by=police, by=officer)
    [part] = queries.returns(middlesbrough, viewer=officer).get(pk=kept.pk).here
    assert part.origin == police.slug
    for question in queries.asked_of(kept, [part]):
        sending.confirm_query(of_return=kept, key=question.key, explanation="It is so", by=officer)
    sending.send(parts=[part], by=officer)


def test_the_command_says_so_and_takes_an_agency(
    without_police, officer, crime_file, tmp_path, capsys
):
    file = tmp_path / "crime.csv"
    file.write_bytes(crime_file().getvalue())
    named = {"partnership": "middlesbrough", "email": officer.email}
    with pytest.raises(SystemExit):
        call_command("load_return", str(file), accept=True, **named)
    said = capsys.readouterr().out
    assert "nobody is named as its supplier, and no agency of the kind “Police” is set up" in said
    assert "Nobody is named as the supplier of “crime.csv”. Say who supplied it first." in said
    call_command("load_return", str(file), supplied_by="middlesbrough-council", **named)
    assert Return.objects.latest("pk").supplied_by.slug == "middlesbrough-council"


def test_a_mapped_file_has_its_supplier_read_too(middlesbrough, officer, police):
    content = as_csv([["Ward", "Apr 2022"], ["Acklam", 13], ["Kader", 5]])
    of_return = uploads.upload(
        file=io.BytesIO(content),
        name="odd.csv",
        partnership=middlesbrough,
        by=officer,
        may_wait=True,
        at=EARLY,
    )
    assert of_return.supplied_by is None
    found = mapping_actions.understand(
        of_return, {"source": "crime/police-return", "table-1/offence": "burglary"}
    ).found
    mapping_actions.map_return(of_return=of_return, mapping=found.mapping, by=officer, at=EARLY)
    of_return.refresh_from_db()
    assert of_return.supplied_by == police
    assert of_return.is_supplier_guessed
