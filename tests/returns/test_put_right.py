"""Small mistakes put right on the page: what is read, what is kept, and what is refused."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnership.models import AuditEvent, Role
from partnership.refusals import NotReady, Outdated, Refused
from returns.catalogue.findings import Check
from returns.lifecycle import queries, sending, uploads
from returns.lifecycle.before_sending import repairing
from returns.models import Part, Return
from tests.returns.conftest import EARLY, Q4

COUNT = {(Q4[1], "Park", "burglary"): "1O7"}


@pytest.fixture
def misspelt(middlesbrough, officer, police, crime_file):
    """A return whose rows of one ward call it "Parc", without its code."""

    def make(*, was: bytes = b",Park,", now: bytes = b",Parc,", name: str = "crime.csv") -> Return:
        content = crime_file()
        text = re.sub(rb"E\d{8}(?=" + was + rb")", b"", content.getvalue()).replace(was, now)
        content.seek(0)
        content.truncate()
        content.write(text)
        kept = uploads.upload(
            file=content,
            name=name,
            partnership=middlesbrough,
            by=officer,
            supplied_by=police,
            at=EARLY,
        )
        return queries.returns(middlesbrough, viewer=officer).get(pk=kept.pk)

    return make


def again(kept: Return, viewer) -> Return:
    return queries.returns(kept.uploaded_for, viewer=viewer).get(pk=kept.pk)


def bytes_of(kept: Return) -> bytes:
    with kept.file.open("rb") as file:
        return file.read()


def wrong(kept: Return):
    return queries.report(kept, kept.here).errors


def put_right(kept: Return, text: str, by, *, found=None):
    found = found or wrong(kept)[0]
    return repairing.put_right(
        of_return=kept, key=repairing.alike(found), text=text, by=by, at=EARLY
    )


def test_a_number_typed_as_text_is_offered_as_the_number_it_looks_like(uploaded):
    kept = uploaded(change=COUNT)
    (found,) = wrong(kept)
    offered = repairing.offer(kept, found)
    assert offered.likely == "107"
    assert offered.choices == ()


@pytest.mark.parametrize("written", ["n/k?", "12.5", "-", "many"])
def test_nothing_is_suggested_that_the_cell_does_not_look_like(uploaded, written):
    kept = uploaded(change={(Q4[1], "Park", "burglary"): written})
    assert repairing.offer(kept, wrong(kept)[0]).likely == ""


def test_a_number_is_put_right_and_the_bytes_stay(uploaded, officer):
    kept = uploaded(change=COUNT)
    before = bytes_of(kept)
    assert not kept.parts.exists()
    put_right(kept, "107", officer)
    now = again(kept, officer)
    assert wrong(now) == ()
    assert now.here[0].total == 660 * 3 - 3 + 107
    assert bytes_of(now) == before
    assert hashlib.sha256(before).hexdigest() == now.sha256
    (repair,) = repairing.repairs_of(now)
    assert (repair.was, repair.now, repair.by) == ("1O7", "107", str(officer))
    said = [found.message for found in queries.report(now, now.here).findings]
    assert "is read as “107”, put right on the page." in " ".join(said)


def test_one_name_spelt_one_way_is_put_right_in_all_its_rows(misspelt, officer):
    kept = misspelt()
    assert len(wrong(kept)) == 33
    offered = repairing.offer(kept, wrong(kept)[0])
    assert offered.likely == "Park"
    assert ("Acklam", "Acklam") in offered.choices
    repair = put_right(kept, "Park", officer)
    assert len(repair.rows) == 33
    now = again(kept, officer)
    assert wrong(now) == ()
    assert now.here[0].total == 660 * 3


def test_what_is_sent_and_accepted_has_the_cells_put_right(uploaded, officer):
    kept = uploaded(change=COUNT)
    put_right(kept, "107", officer)
    now = again(kept, officer)
    for question in queries.asked_of(now, now.here):
        sending.confirm_query(
            of_return=now, key=question.key, explanation="So it is", by=officer, at=EARLY
        )
    sending.send(parts=now.here, by=officer, at=EARLY)
    assert again(kept, officer).here[0].state == Part.State.SENT


def test_answers_to_questions_asked_again_stay(uploaded, officer):
    change = {**COUNT, (Q4[0], "Park", "burglary"): "-4"}
    kept = uploaded(change=change)
    (asked,) = [f for f in queries.report(kept, kept.here).queries if f.check is Check.NEGATIVE]
    kept.confirmations = {asked.key: {"explanation": "Transferred", "by": str(officer)}}
    kept.save()
    put_right(kept, "107", officer)
    assert asked.key in again(kept, officer).confirmations


@pytest.mark.parametrize("typed", ["lots", "12.5", "-", "Jane Citizen, 4 Park Road"])
def test_only_what_is_right_is_kept(uploaded, officer, typed):
    kept = uploaded(change=COUNT)
    with pytest.raises(Refused, match="does not put the cell right"):
        put_right(kept, typed, officer)
    assert again(kept, officer).repairs == []
    assert len(wrong(again(kept, officer))) == 1


def test_a_ward_of_another_place_is_refused(misspelt, officer):
    kept = misspelt()
    with pytest.raises(Refused, match="does not put the cell right"):
        put_right(kept, "Atlantis", officer)


@pytest.mark.parametrize("typed", ["", "  ", "9" * 61])
def test_something_must_be_chosen(uploaded, officer, typed):
    with pytest.raises(NotReady, match="Choose or type"):
        put_right(uploaded(change=COUNT), typed, officer)


def test_a_cell_is_put_right_once(uploaded, officer):
    kept = uploaded(change=COUNT)
    (found,) = wrong(kept)
    put_right(kept, "107", officer)
    with pytest.raises(Outdated, match="put right already"):
        put_right(kept, "170", officer, found=found)


def test_nothing_is_changed_after_it_was_sent(uploaded, sent, officer):
    part = sent()
    other = uploaded(change=COUNT, name="other.csv")
    with pytest.raises(Outdated, match="has been sent"):
        put_right(part.of_return, "107", officer, found=wrong(other)[0])


def test_another_agencys_officer_may_not(uploaded, somebody):
    kept = uploaded(change=COUNT)
    with pytest.raises(PermissionDenied):
        put_right(kept, "107", somebody(Role.COUNCILLOR))
    assert Return.objects.get(pk=kept.pk).repairs == []


def test_the_record_says_who_and_where_and_holds_no_value(uploaded, officer):
    kept = uploaded(change=COUNT)
    put_right(kept, "107", officer)
    event = AuditEvent.objects.get(kind=repairing.Kind.CELL_PUT_RIGHT)
    assert event.detail["column"] == "Offences"
    assert "107" not in str(event.detail)
    assert "1O7" not in str(event.detail)


# --- The page ------------------------------------------------------------------------------------
@pytest.fixture
def seen(client, officer):
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return lambda kept: client.get(
        reverse("returns:check", args=["middlesbrough", kept.batch])
    ).content.decode()


def fields_of(page: str, form: str) -> dict[str, str]:
    """The hidden fields of one form on the page."""
    body = re.search(rf'<form id="{form}".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(key|now)"\s+value="([^"]*)"', body))


def test_one_press_puts_the_suggestion_in(client, seen, uploaded, officer):
    kept = uploaded(change=COUNT)
    shown = seen(kept)
    assert "Use “107”" in shown
    given = fields_of(shown, f"put-right-{kept.pk}-0-likely")
    answer = client.post(
        reverse("returns:put_right", args=["middlesbrough", kept.pk]), given, follow=True
    )
    assert "“1O7” is read as “107”. The file itself stays as it came." in answer.text
    assert "Nothing is left to do" in answer.text


def test_alike_cells_are_one_thing_to_put_right(seen, misspelt):
    shown = " ".join(seen(misspelt()).split())
    assert "One thing to put right and one question, then you can send it." in shown
    assert "and 32 other cells: “Parc” is not" in shown
    assert "Use “Park”" in shown
    assert '<option value="Acklam">Acklam</option>' in shown


def test_a_repair_that_is_refused_says_why_and_changes_nothing(client, seen, uploaded, officer):
    kept = uploaded(change=COUNT)
    given = {**fields_of(seen(kept), f"put-right-{kept.pk}-0-form"), "now": "lots"}
    answer = client.post(
        reverse("returns:put_right", args=["middlesbrough", kept.pk]), given, follow=True
    )
    assert "does not put the cell right. “lots” is not a number." in answer.text
    assert "Use “107”" in answer.text


def test_the_return_says_what_was_put_right_and_by_whom(client, seen, uploaded, officer):
    kept = uploaded(change=COUNT)
    put_right(kept, "107", officer)
    shown = seen(kept)
    assert "Put right on the page" in shown
    assert f"is read as “107”, by {officer}, " in shown
