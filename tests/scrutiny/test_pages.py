"""The pages of scrutiny: what is typed arrives, what is refused is said, what is shown is true."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from partnership.models import AuditEvent, Role
from partnership.refusals import Refused
from reporting.packs.models import Pack, PackKind, State, Version
from scrutiny.models import Question, Recommendation
from scrutiny.panels import actions as panel_actions
from scrutiny.questions import actions as question_actions
from tests.odd_spreadsheets.writing import as_csv
from tests.scrutiny.conftest import AT, MET_ON

TOP = "/middlesbrough/scrutiny/"


@pytest.fixture
def visit(client):
    """`visit(user, path)` is the text of a page; `visit(user, path, **typed)` sends a form."""

    def at(user, path: str = "", **typed):
        client.force_login(user)
        if typed:
            return client.post(TOP + path, typed, follow=True)
        return client.get(TOP + path)

    return at


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def day(name: str, of: date) -> dict[str, str]:
    return {f"{name}_day": of.day, f"{name}_month": of.month, f"{name}_year": of.year}


# --- Agendas ---------------------------------------------------------------------------------
@pytest.fixture
def item(meeting):
    return panel_actions.add_item(meeting=meeting, number=5, title="Update", by=None, at=AT)


def _pack(partnership, *, by) -> Pack:
    return Pack.objects.create(
        partnership=partnership,
        slug="update",
        kind=PackKind.ANNUAL,
        title="Annual update",
        started_by=by,
        started_at=AT,
    )


def test_an_item_is_linked_to_a_pack_that_was_begun_after_the_agenda(
    visit, item, middlesbrough, keeper, officer
):
    pack = _pack(middlesbrough, by=officer)
    page = text(visit(keeper, f"meetings/{item.meeting_id}/"))
    assert f"items/{item.pk}/pack/" in page
    assert "Say which pack" in page

    page = text(visit(keeper, f"items/{item.pk}/pack/", pack=pack.pk))

    assert f'<a class="govuk-link" href="/middlesbrough/packs/{pack.slug}/">5. Update' in page
    happened = AuditEvent.objects.get(kind="agenda-item-changed")
    assert happened.detail["before"] == {"pack": None}
    assert happened.detail["after"] == {"pack": pack.pk}


def test_an_item_rests_on_no_other_partnerships_pack(item, elsewhere, keeper, officer):
    with pytest.raises(Refused, match="another partnership"):
        panel_actions.rest_item_on(item=item, pack=_pack(elsewhere, by=officer), by=keeper)


# --- Asking and answering --------------------------------------------------------------------
def test_a_measures_page_leads_to_a_form_with_its_selection_filled_in(visit, panel, councillor):
    page = text(
        visit(councillor, "questions/ask/?about=crime/all-crime&period=2022/23&area=E05009853")
    )
    assert '<option value="crime/all-crime" selected>' in page
    assert '<option value="E05009853" selected>' in page
    assert 'value="2022/23"' in page


def test_an_address_that_names_nothing_real_fills_nothing_in(visit, panel, councillor):
    page = visit(councillor, "questions/ask/?about=crime/nothing&period=soon&area=X")
    assert page.status_code == 200
    assert "soon" not in text(page)


def test_a_councillor_asks_and_is_shown_the_question(visit, panel, meeting, councillor):
    answer = visit(
        councillor,
        "questions/ask/",
        text="Why did it rise?",
        about="crime/all-crime",
        period="2022/23",
        area="E05009853",
        panel=panel.pk,
        timing="after",
        to_whom="partnership",
        **day("answer_by", date(2099, 1, 5)),
    )
    question = Question.objects.get()
    assert (question.about, question.period, question.area) == (
        "crime/all-crime",
        "2022/23",
        "E05009853",
    )
    page = text(answer)
    assert "Why did it rise?" in page
    assert "/middlesbrough/crime/all-crime/?period=2022/23&amp;area=E05009853" in page


def test_what_is_missing_is_said_at_its_field(visit, panel, councillor):
    answer = visit(councillor, "questions/ask/", text="", panel=panel.pk, period="soon")
    page = text(answer)
    assert answer.status_code == 422
    for said in ("Write what it says", "Enter the day", "Write the period like 2022/23"):
        assert said in page
    assert not Question.objects.exists()


def test_an_answer_is_seen_by_all_and_mailed_to_members(
    visit, question, officer, councillor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        visit(officer, f"questions/{question.pk}/answer/", text="So it is.", seen="0")
    assert "So it is." in text(visit(councillor, f"questions/{question.pk}/"))
    assert [message.to for message in mail.outbox] == [[councillor.email]]


def test_who_answers_second_is_shown_the_first_and_keeps_their_own_words(visit, question, officer):
    question_actions.answer(question=question, text="The first words", by=officer)
    answer = visit(officer, f"questions/{question.pk}/answer/", text="My words", seen="0")
    page = text(answer)
    assert answer.status_code == 422
    assert "The first words" in page
    assert "My words</textarea>" in page
    assert 'name="seen" value="1"' in page
    visit(officer, f"questions/{question.pk}/answer/", text="My words", seen="1")
    assert question.answers.count() == 2


def test_a_supplier_is_turned_away_from_another_agencys_question(visit, question, somebody):
    fire = somebody(Role.SUPPLIER, agency="cleveland-fire")
    path = f"questions/{question.pk}/"
    assert visit(fire, path).status_code == 200
    assert visit(fire, f"{path}answer/").status_code == 403
    assert "Answer</a>" not in text(visit(fire, path))


# --- Recommendations -------------------------------------------------------------------------
def test_a_recommendation_shows_easter_monday_beside_its_day(visit, recommendation, councillor):
    page = text(visit(councillor, f"recommendations/{recommendation.pk}/"))
    assert "1 April 2024, Easter Monday" in page
    assert "4 May 2024, Saturday" in page


def test_democratic_services_make_one_and_everybody_named_has_a_row(
    visit, panel, keeper, middlesbrough
):
    answer = visit(
        keeper,
        "recommendations/new/",
        panel=panel.pk,
        reference="2024/1",
        title="Lighting",
        text="That lamps be mended.",
        to=["Cleveland Police", "The Executive"],
        **day("made_on", MET_ON),
    )
    made = Recommendation.objects.get()
    assert {one.name: one.due_on for one in made.recipients.all()} == {
        "Cleveland Police": date(2024, 4, 1),
        "The Executive": date(2024, 5, 4),
    }
    assert "Lighting" in text(answer)


def test_who_keeps_scrutiny_is_led_to_taking_a_body_out_and_nobody_else_is(
    visit, recipient, keeper, councillor
):
    page = f"recommendations/{recipient.recommendation_id}/"
    leads_to = f"recipients/{recipient.pk}/end/"
    assert leads_to in text(visit(keeper, page))
    assert leads_to not in text(visit(councillor, page))
    after = text(visit(keeper, leads_to, because="Not of this area"))
    assert f"{recipient.name} is taken out." in after
    assert after.count(recipient.name) == 1


def test_a_refused_response_stands_at_its_field(visit, recipient, officer):
    answer = visit(
        officer,
        f"recipients/{recipient.pk}/respond/",
        verdict="rejected",
        text="",
        seen="0",
        **day("responded_on", date(2024, 3, 20)),
    )
    assert answer.status_code == 422
    assert 'href="#id_text"' in text(answer)
    assert "Give the reason" in text(answer)


def test_only_democratic_services_are_offered_the_panels_decision(
    visit, recommendation, officer, keeper, meeting
):
    path = f"recommendations/{recommendation.pk}/"
    assert "Record the panel’s decision" not in text(visit(officer, path))
    assert "Record the panel’s decision" in text(visit(keeper, path))
    sent = visit(keeper, f"{path}decide/", meeting=meeting.pk, minute="23/50", decision="closed")
    assert "The recommendation is closed." in text(sent)
    page = text(visit(keeper, path))
    assert "Closed by the panel" in page
    assert "Record the panel’s decision" not in page


def test_words_that_somebody_typed_are_shown_and_not_run(visit, question, officer):
    question_actions.answer(question=question, text="<script>alert(1)</script>", by=officer)
    assert "<script>alert" not in text(visit(officer, f"questions/{question.pk}/"))


# --- Panels and meetings ---------------------------------------------------------------------
def test_a_meeting_shows_its_arithmetic(visit, panel, meeting, keeper, councillor):
    panel_actions.set_timetable(
        panel=panel, draft=5, clearance=3, pre_agenda=2, to_democratic_services=2, by=keeper
    )
    page = text(visit(councillor, f"meetings/{meeting.pk}/"))
    assert "Friday 23 February 2024" in page
    assert (
        "5 clear working days between it and the meeting: Mon 26, Tue 27, Wed 28, Thu 29 February,"
        " Fri 1 March." in page
    )


def test_a_meeting_lists_its_papers_and_knows_what_they_show(
    visit, panel, meeting, keeper, councillor
):
    panel_actions.set_timetable(
        panel=panel, draft=5, clearance=3, pre_agenda=2, to_democratic_services=2, by=keeper
    )
    pack = _pack(panel.partnership, by=keeper)
    pack.meeting = meeting
    pack.save()
    begun = datetime(2024, 2, 1, 12, tzinfo=UTC)
    version = Version.objects.create(pack=pack, number=1, begun_by=councillor, begun_at=begun)
    assert pack.title not in text(visit(councillor, f"meetings/{meeting.pk}/"))
    Version.objects.filter(pk=version.pk).update(
        state=State.ISSUED,
        sent_by=councillor,
        sent_at=begun,
        approved_by=keeper,
        approved_at=begun + timedelta(days=1),
        fixed_at=begun,
        frozen="{}",
        sha256="0" * 64,
        issued_by=keeper,
        issued_at=begun + timedelta(days=2),
    )
    page = text(visit(councillor, f"meetings/{meeting.pk}/"))
    assert "Version 1, issued on 3 February 2024" in page
    assert ">2 February 2024<" in page


def test_a_year_whose_holidays_are_not_held_is_named(visit, panel, keeper):
    panel_actions.set_timetable(
        panel=panel, draft=5, clearance=3, pre_agenda=2, to_democratic_services=2, by=keeper
    )
    far = panel_actions.add_meeting(panel=panel, held_on=date(2035, 3, 5), by=keeper)
    assert "The bank holidays of 2035 are not held here" in text(
        visit(keeper, f"meetings/{far.pk}/")
    )


def test_a_panel_is_added_with_its_own_address(visit, keeper):
    answer = visit(keeper, "panels/new/", name="Children’s Panel", seen="", **day("since", MET_ON))
    assert answer.redirect_chain[-1][0] == f"{TOP}panels/childrens-panel/"


# --- Lists -----------------------------------------------------------------------------------
def test_a_list_is_checked_then_confirmed(client, panel, keeper):
    client.force_login(keeper)
    upload = io.BytesIO(
        as_csv(
            [
                ["Reference", "Title", "Recommendation", "Date made"],
                ["2023/1", "Lighting", "That lamps be mended.", "4 March 2024"],
            ]
        )
    )
    upload.name = "list.csv"
    answer = client.post(f"{TOP}recommendations/lists/", {"file": upload}, follow=True)
    page = text(answer)
    assert "That lamps be mended." in page
    assert "Take 1 recommendation" in page
    assert not Recommendation.objects.exists()
    there = answer.redirect_chain[-1][0]
    assert "1 recommendation taken" in text(client.post(there, follow=True))
    assert Recommendation.objects.get().reference == "2023/1"
    assert "It was taken on" in text(client.get(there))


def test_a_list_with_an_error_offers_no_taking(client, panel, keeper):
    client.force_login(keeper)
    upload = io.BytesIO(as_csv([["Reference", "Title", "Recommendation", "Date made"], ["1"]]))
    upload.name = "list.csv"
    answer = client.post(f"{TOP}recommendations/lists/", {"file": upload}, follow=True)
    page = text(answer)
    assert "“Title” is blank." in page
    assert "Take 1 recommendation" not in page
    assert client.post(answer.redirect_chain[-1][0]).status_code == 422


# --- Suggested -------------------------------------------------------------------------------
def test_members_and_officers_are_suggested_the_same(
    visit, question, recommendation, councillor, officer
):
    def asked(user):
        page = text(visit(user, "suggested/"))
        return [
            said
            for said in ("Which offences count as serious violence?", "What is the response of")
            if said in page
        ]

    assert asked(councillor) == asked(officer)
    assert len(asked(councillor)) == 2
    assert "Ask this" in text(visit(councillor, "suggested/"))
    assert "Ask this" not in text(visit(officer, "suggested/"))


def test_every_page_that_lists_says_so_when_there_is_nothing(visit, councillor):
    for path in ("", "questions/", "recommendations/", "panels/", "suggested/"):
        assert visit(councillor, path).status_code == 200
    assert "Democratic services add the panels" in text(visit(councillor, "panels/"))


def test_the_board_puts_what_is_ones_own_first(visit, question, somebody, councillor):
    supplier = somebody(Role.SUPPLIER)
    assert "Yours to do" in text(visit(supplier))
    assert "Yours to do" not in text(visit(councillor))
