"""The check page: four groups, what is left, what the file says, who supplied it."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from partnership.models import Agency, AuditEvent
from partnership.refusals import NotReady
from returns.catalogue.findings import Check
from returns.lifecycle import queries, sending, supplying, uploads
from returns.models import Return
from returns.pages.sending import check_words
from returns.pages.sending.forms import UploadForm
from tests.returns.conftest import EARLY, Q4


@pytest.fixture
def shown(client, officer):
    """`shown(return)` is the check page, and `shown(return, post)` after Send was pressed."""
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")

    def show(kept, given=None):
        address = reverse("returns:check", args=["middlesbrough", kept.batch])
        return client.get(address) if given is None else client.post(address, given)

    return show


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def test_every_check_has_a_short_name():
    assert set(check_words.CALLED) == set(Check)


def test_the_groups_stand_in_order_and_a_check_not_made_is_not_passed(uploaded, shown):
    kept = uploaded()
    page = text_of(shown(kept))
    assert "Police quarterly return, Q4 2021/22" in page
    assert page.index("Not tested") < page.index("Passed")
    assert "Totals : the file has no row of totals to add up against" in page
    passed = page[page.index("Passed") : page.index("What each check does")]
    assert "Totals" not in passed
    assert "Nothing twice" in passed
    assert "crime.csv · 660 counts · kept, not yet sent" in page
    assert "The first 50 of 660 counts as read" in page
    assert "January 2022 Acklam Violence" in page
    report = queries.report(kept, kept.here)
    assert f"{len(report.passed)} checks passed" in page


def test_with_nothing_left_it_says_so_and_is_sent(uploaded, shown):
    kept = uploaded()
    assert "Nothing is left to do: you can send it." in text_of(shown(kept))
    assert shown(kept, {}).status_code == 302


def test_what_is_to_be_put_right_is_linked_from_the_top_when_send_is_pressed(uploaded, shown):
    wrong = {(Q4[0], "Acklam", "burglary"): "many", (Q4[1], "Park", "burglary"): "1O7"}
    kept = uploaded(change=wrong)
    page = shown(kept)
    assert "Two things to put right, then you can send it." in text_of(page)
    assert "Send for acceptance" in page.text
    pressed = shown(kept, {})
    assert pressed.status_code == 422
    for number in range(2):
        assert f'href="#put-right-{kept.pk}-{number}"' in pressed.text
        assert f'id="put-right-{kept.pk}-{number}"' in pressed.text
    assert not kept.parts.exists()


def test_the_file_stands_beside_what_is_in_use_and_what_waits(accepted, sent, uploaded, shown):
    accepted(Q4, count=3)
    later = EARLY + timedelta(days=1)
    sent(Q4, count=4, at=later)
    kept = uploaded(Q4, count=5, at=later + timedelta(days=1))
    page = text_of(shown(kept))
    assert "In this file In use Waiting A year before" in page
    assert "January 2022 1,100 660 880 none" in page
    assert "Q4 2021/22 3,300 1,980 2,640 none" in page


# --- The same twice --------------------------------------------------------------------------
def test_the_same_figures_while_the_first_wait_are_asked_about_by_name(sent, uploaded, officer):
    first = sent(name="first.csv")
    kept = uploaded(name="second.csv", at=EARLY + timedelta(days=1))
    (asked,) = [each for each in queries.report(kept, kept.here).queries if each.check is Check.NEW]
    assert asked.message == (
        f"“first.csv”, which {officer} sent on 9 January 2023, has the same figures for Q4 2021/22"
        " and waits for acceptance."
    )
    assert first.of_return_id != kept.pk


def test_two_files_alike_cannot_both_be_sent(uploaded, officer):
    one, other = uploaded(name="one.csv"), uploaded(name="two.csv")
    with pytest.raises(NotReady, match=r"has the same figures as “one\.csv”"):
        sending.send(parts=[*one.here, *other.here], by=officer)
    sending.send(parts=one.here, by=officer, at=EARLY + timedelta(hours=1))
    with pytest.raises(NotReady, match="Withdraw one of them"):
        sending.send(parts=other.here, by=officer, at=EARLY + timedelta(hours=2))


# --- Who supplied it -------------------------------------------------------------------------
def uploaded_by(officer, middlesbrough, content) -> Return:
    return uploads.upload(
        file=io.BytesIO(content.getvalue()),
        name="crime.csv",
        partnership=middlesbrough,
        by=officer,
        at=EARLY,
    )


def test_nobody_is_never_the_default_of_a_local_return(
    officer, middlesbrough, crime_file, police, shown
):
    form = UploadForm(partnership=middlesbrough, viewer=officer)
    assert "Nobody" not in str(form["supplied_by"])
    kept = uploaded_by(officer, middlesbrough, crime_file())
    assert kept.supplied_by == police
    assert kept.is_supplier_guessed
    assert "Supplied by Cleveland Police , read from the file." in text_of(shown(kept))


def test_the_supplier_is_changed_before_sending_and_on_the_record(
    officer, middlesbrough, crime_file, client, shown
):
    kept = uploaded_by(officer, middlesbrough, crime_file())
    shown(kept)
    council = Agency.objects.get(slug="middlesbrough-council")
    address = reverse("returns:supplier", args=["middlesbrough", kept.pk])
    assert "Who supplied “crime.csv”?" in client.get(address).text
    assert client.post(address, {"supplied_by": ""}).status_code == 422
    changed = client.post(address, {"supplied_by": council.pk}, follow=True)
    assert "Supplied by Middlesbrough Council . Received" in text_of(changed)
    kept.refresh_from_db()
    assert (kept.supplied_by, kept.is_supplier_guessed) == (council, False)
    assert kept.parts.get().origin == council.slug
    event = AuditEvent.objects.get(kind="return-supplier-changed")
    assert event.detail["before"] == "Cleveland Police"


def test_the_supplier_of_a_sent_return_stays(sent, officer):
    part = sent()
    council = Agency.objects.get(slug="middlesbrough-council")
    with pytest.raises(supplying.Outdated):
        supplying.set_supplier(of_return=part.of_return, supplied_by=council, by=officer)


def test_an_agencys_own_officer_is_not_asked_how_and_when_its_figures_came(middlesbrough, supplier):
    form = UploadForm(partnership=middlesbrough, viewer=supplier)
    assert set(form.fields) == {"uploads", "supplied_by", "is_provisional"}
    assert form.fields["supplied_by"].widget.is_hidden
