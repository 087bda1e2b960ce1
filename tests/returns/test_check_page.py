"""The check page: four groups, what is left, what the file says, who supplied it."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.counts import Gap
from partnership.models import Agency, AuditEvent, Role
from partnership.refusals import NotReady, Outdated
from returns.catalogue.findings import Check
from returns.checking.preview import preview
from returns.lifecycle import queries, sending, supplying, uploads
from returns.lifecycle.before_sending.answers import keep_answers
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


# --- The small chart -------------------------------------------------------------------------
def test_the_months_are_drawn_under_a_title_that_says_what_they_show(accepted, uploaded, shown):
    accepted([month.shift(-12) for month in Q4], count=4)
    kept = uploaded(Q4, count=5, at=EARLY + timedelta(days=1))
    page = shown(kept)
    assert "3,300 in this file, 25.0% more than a year before" in text_of(page)
    assert 'role="img"' in page.text
    assert "2021/22 has a figure for" in text_of(page) or "No figure for April" in text_of(page)


def test_made_up_figures_carry_no_finding(accepted, uploaded, shown):
    accepted([month.shift(-12) for month in Q4], count=4)
    kept = uploaded(Q4, count=5, at=EARLY + timedelta(days=1), illustrative="Made up to try it")
    page = shown(kept)
    assert "more than a year before" not in text_of(page)
    assert "app-check__course" not in page.text


def test_a_gap_in_a_month_is_no_zero_in_the_drawing(uploaded):
    kept = uploaded(Q4, change={(Q4[1], "Park", "burglary"): ""})
    course = preview(kept.here[0], viewer=kept.uploaded_by).course
    assert course.counts[:9] == (Gap.NOT_SUPPLIED,) * 9
    assert isinstance(course.counts[9], int)
    assert course.counts[10] is Gap.NOT_SUPPLIED
    assert course.in_return == (False,) * 9 + (True,) * 3


@pytest.mark.parametrize(
    ("new", "before", "percent", "said"),
    [
        (6371, 6010, 6.007, "6,371 in this file, 6.0% more than a year before"),
        (90, 100, -10.0, "90 in this file, 10.0% fewer than a year before"),
        (5, 5, 0.0, "5 in this file, as many as a year before"),
        (5, 0, None, "5 in this file, 0 a year before"),
        (5, Gap.NOT_SUPPLIED, None, "5 in this file; no figures for a year before"),
        (Gap.HIDDEN, 5, None, "Month by month, with this file"),
    ],
)
def test_the_title_claims_no_more_than_the_counts(new, before, percent, said):
    assert check_words.course(new, before, percent) == said


# --- Answers, as they are typed --------------------------------------------------------------
WITHOUT_ANSWER = "explain-0"
MANY = {(Q4[0], "Acklam", "burglary"): "many"}


@pytest.fixture
def asked(accepted, uploaded):
    """A return with one question: figures in use would change."""
    accepted(Q4, count=3)
    return uploaded(Q4, count=4, at=EARLY + timedelta(days=1))


def answers_of(kept):
    return reverse("returns:answers", args=["middlesbrough", kept.batch])


def test_an_answer_is_kept_when_the_page_is_left_and_counts_only_once_it_is_sent(
    asked, shown, client, officer
):
    number = len(queries.asked_of(asked, asked.here))
    assert number
    page = text_of(shown(asked))
    assert "Save answers" in page
    saved = shown(asked, {"save": "1", WITHOUT_ANSWER: "Late crimes were added"})
    assert saved.status_code == 302
    again = shown(asked)
    assert "Late crimes were added" in again.text
    assert "Your answers so far are kept." in again.text
    asked.refresh_from_db()
    assert asked.confirmations == {}
    with pytest.raises(NotReady, match="answer"):
        sending.send(parts=asked.here, by=officer)
    given = {f"explain-{at}": "Late crimes were added" for at in range(number)}
    assert shown(asked, given).status_code == 302
    asked.refresh_from_db()
    assert asked.answers == {}
    assert {one["explanation"] for one in asked.confirmations.values()} == {
        "Late crimes were added"
    }


def test_an_answer_is_saved_as_it_is_typed_and_taken_away_when_it_is_emptied(asked, shown, client):
    shown(asked)
    saved = client.post(answers_of(asked), {WITHOUT_ANSWER: "Late crimes"})
    assert saved.json()["saved"].startswith("Answers saved ")
    asked.refresh_from_db()
    assert list(asked.answers.values()) == ["Late crimes"]
    client.post(answers_of(asked), {WITHOUT_ANSWER: ""})
    asked.refresh_from_db()
    assert asked.answers == {}


def test_what_leads_to_a_person_is_not_kept_and_the_page_says_why(asked, shown, client):
    shown(asked)
    person = {WITHOUT_ANSWER: "Ring Jane Smith on 07700 900123"}
    refused = client.post(answers_of(asked), person)
    assert (refused.status_code, "Save answers" in refused.json()["problem"]) == (422, True)
    asked.refresh_from_db()
    assert asked.answers == {}
    page = shown(asked, {"save": "1", **person})
    assert page.status_code == 422
    assert "take it out" in page.text


def test_a_question_is_answered_while_errors_stand(sent, uploaded, shown):
    kept = uploaded(change=MANY)
    found = kept.findings[0] | {"severity": "query", "message": "Is this so?", "todo": "Say why."}
    kept.findings = [*kept.findings, found]
    kept.save(update_fields=["findings"])
    page = shown(kept)
    assert "One thing to put right and one question, then you can send it." in text_of(page)
    pressed = shown(kept, {WITHOUT_ANSWER: "It is so"})
    assert pressed.status_code == 422
    again = shown(kept)
    assert "It is so" in again.text
    assert "One thing to put right, then you can send it." in text_of(again)
    kept.findings = kept.findings[:-1]
    kept.save(update_fields=["findings"])
    keep_answers(of_return=kept, answers={}, by=kept.uploaded_by)
    kept.refresh_from_db()
    assert kept.answers == {}


def test_nobody_else_answers_for_a_return_and_none_is_kept_after_sending(sent, somebody, officer):
    kept = sent().of_return
    with pytest.raises(Outdated):
        keep_answers(of_return=kept, answers={"a": "b"}, by=officer)
    with pytest.raises(PermissionDenied):
        keep_answers(of_return=kept, answers={}, by=somebody(Role.COUNCILLOR))


def test_an_agencys_own_officer_is_not_asked_how_and_when_its_figures_came(middlesbrough, supplier):
    form = UploadForm(partnership=middlesbrough, viewer=supplier)
    assert set(form.fields) == {"uploads", "supplied_by", "is_provisional"}
    assert form.fields["supplied_by"].widget.is_hidden
